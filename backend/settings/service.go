package settings

import (
	"context"

	"sobank/backend/journal"
	"sobank/backend/rights"
)

// Store keeps the settings. Each call is one transaction.
type Store interface {
	Read(context.Context, func(Tx) error) error
	Write(context.Context, func(Tx) error) error
}

// Tx is what settings need of a transaction.
type Tx interface {
	journal.Recorder
	Reader
	// Standing reads what the actor is now. Unauthenticated when the session has ended.
	Standing(rights.Actor) (rights.Standing, error)
	// SetSetting writes a setting.
	SetSetting(name, value string) error
}

// Service is what one may do with the settings.
type Service struct{ Store Store }

// Get reads them: everybody works by them.
func (s *Service) Get(ctx context.Context, actor rights.Actor) (now Settings, mayEdit bool, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		mayEdit = standing.May(rights.ManageSettings, 0) == nil
		now, err = Read(tx)
		return err
	})
	return now, mayEdit, err
}

// Save changes what differs from now, all or nothing (Administrateur). Errors: Refused, Invalid
// with the field.
func (s *Service) Save(ctx context.Context, actor rights.Actor, wanted Settings) (Settings, error) {
	wanted = wanted.Tidy()
	err := s.Store.Write(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		if err := standing.May(rights.ManageSettings, 0); err != nil {
			return err
		}
		if err := wanted.Validate(); err != nil {
			return err
		}
		now, err := Read(tx)
		if err != nil {
			return err
		}
		names, texts := changed(now, wanted)
		if len(names) == 0 {
			return nil
		}
		for _, name := range names {
			if err := tx.SetSetting(name, texts[name]); err != nil {
				return err
			}
		}
		return tx.Record(journal.Entry{Actor: actor, Action: "settings.update", Object: "settings", Facts: map[string]any{"changed": names}})
	})
	if err != nil {
		return Settings{}, err
	}
	return wanted, nil
}

// LockMinutes is the one setting that a window needs before anybody has signed in.
func (s *Service) LockMinutes(ctx context.Context) (minutes int, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		now, err := Read(tx)
		minutes = now.LockMinutes
		return err
	})
	return minutes, err
}
