package search

import (
	"context"
	"encoding/json"
	"strings"
	"unicode/utf8"

	"sobank/backend/fault"
	"sobank/backend/rights"
)

// Saved is a search that a person keeps under a name, for themselves.
type Saved struct {
	ID   int64
	Name string
	Text string // the search as the screen wrote it, JSON
}

const (
	maxName  = 80   // characters
	maxSaved = 4000 // bytes
	mostKept = 50
)

// Saved lists the actor's own searches, by name.
func (s *Service) Saved(ctx context.Context, actor rights.Actor) (list []Saved, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		if _, err := tx.Standing(actor); err != nil {
			return err
		}
		list, err = tx.SavedSearches(actor.StaffID)
		return err
	})
	return list, err
}

// Save keeps a search, or replaces that of the same name. Errors: Invalid.
func (s *Service) Save(ctx context.Context, actor rights.Actor, saved Saved) (id int64, err error) {
	saved.Name = strings.TrimSpace(saved.Name)
	switch {
	case saved.Name == "" || utf8.RuneCountInString(saved.Name) > maxName:
		return 0, fault.Newf(fault.Invalid, "Donnez à cette recherche un nom de %d caractères au plus.", maxName).WithField("name")
	case len(saved.Text) > maxSaved || !json.Valid([]byte(saved.Text)):
		return 0, fault.New(fault.Invalid, "Cette recherche est trop longue pour être gardée.").WithField("text")
	}
	err = s.Store.Write(ctx, func(tx Tx) error {
		if err := ofAPerson(tx, actor); err != nil {
			return err
		}
		list, err := tx.SavedSearches(actor.StaffID)
		if err != nil {
			return err
		}
		if len(list) >= mostKept {
			return fault.Newf(fault.Invalid, "Vous gardez déjà %d recherches.", mostKept).WithHint("Supprimez-en une.")
		}
		id, err = tx.SaveSearch(actor.StaffID, saved)
		return err
	})
	return id, err
}

// Remove forgets one of the actor's searches. Errors: NotFound.
func (s *Service) Remove(ctx context.Context, actor rights.Actor, id int64) error {
	return s.Store.Write(ctx, func(tx Tx) error {
		if err := ofAPerson(tx, actor); err != nil {
			return err
		}
		return tx.RemoveSearch(actor.StaffID, id)
	})
}

func ofAPerson(tx Tx, actor rights.Actor) error {
	_, err := tx.Standing(actor)
	if err == nil && actor.StaffID == 0 {
		err = fault.New(fault.Refused, "Une recherche ne se garde que pour une personne.").WithHint("Connectez-vous dans la fenêtre.")
	}
	return err
}
