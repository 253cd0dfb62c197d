package account

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"sobank/backend/civil"
	"sobank/backend/fault"
	"sobank/backend/journal"
	"sobank/backend/rights"
)

// Life is a mandate with its history and what may come next.
type Life struct {
	Mandate
	Steps []Step // latest first
	Moves []Move
	May   []bool // of each move: the actor may
}

// Mandate reads a mandate. Errors: NotFound.
func (s *Service) Mandate(ctx context.Context, actor rights.Actor, id int64) (life Life, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		row, err := tx.Account(standing, id)
		if err != nil {
			return err
		}
		life = Life{Mandate: row.Mandate, Moves: Moves(row.Mandate.Status)}
		for _, m := range life.Moves {
			life.May = append(life.May, standing.May(m.Action, row.FirmID) == nil)
		}
		life.Steps, err = tx.MandateSteps(id)
		return err
	})
	return life, err
}

// maxNote bounds the note of a step, in characters.
const maxNote = 500

// Move takes mandates along one step of their life, all or none; an empty day is today.
// Errors: Refused, NotFound, Invalid for a day or a missing reason, Conflict for a step that
// is none from there.
func (s *Service) Move(ctx context.Context, actor rights.Actor, ids []int64, to Status, on, note string) error {
	day, err := s.dayOf(on)
	if err != nil {
		return err
	}
	if note = strings.TrimSpace(note); utf8.RuneCountInString(note) > maxNote {
		return fault.Newf(fault.Invalid, "La note est trop longue (%d caractères au plus).", maxNote).WithField("note")
	}
	return s.eachMandate(ctx, actor, ids, func(tx Tx, standing rights.Standing, row Row) error {
		return Advance(tx, standing, row, Mandate{Status: to, Since: day}, note)
	})
}

// dayOf reads the day of a step: today when it is left out, never one to come.
func (s *Service) dayOf(on string) (civil.Date, error) {
	today := civil.Of(s.Now())
	day, err := optionalDate(on, "on")
	if err != nil || day == 0 {
		return today, err
	}
	if day > today {
		return 0, fault.New(fault.Invalid, "Donnez un jour au plus tard aujourd'hui.").WithField("on")
	}
	return day, nil
}

// eachMandate does the same to several mandates in one transaction, then settles them.
func (s *Service) eachMandate(ctx context.Context, actor rights.Actor, ids []int64, do func(Tx, rights.Standing, Row) error) error {
	ids, err := chosen(ids)
	if err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		for _, id := range ids {
			row, err := tx.Account(standing, id)
			if err != nil {
				return err
			}
			if err := do(tx, standing, row); err != nil {
				return of(row, len(ids), err)
			}
		}
		return tx.Settle(ids...)
	})
}

// chosen is each id once. Errors: Invalid when there is none.
func chosen(ids []int64) ([]int64, error) {
	if len(ids) == 0 {
		return nil, fault.New(fault.Invalid, "Choisissez au moins un IBAN.")
	}
	ids = slices.Clone(ids)
	slices.Sort(ids)
	return slices.Compact(ids), nil
}

// of says which IBAN an error is about when there are several.
func of(row Row, several int, err error) error {
	e := fault.From(err)
	if several < 2 || e.Code == fault.Internal || e.Code == fault.Cancelled {
		return err
	}
	named := *e
	named.Message = row.IBAN.Format() + " : " + e.Message
	return &named
}

// Mover is what a step of a mandate needs of a transaction.
type Mover interface {
	journal.Recorder
	SetMandate(actor rights.Actor, accountID int64, m Mandate, note string) error
}

// Advance takes one mandate along one step in a transaction that read the standing and the
// row; whoever calls it settles the account. Errors: as Move.
func Advance(tx Mover, standing rights.Standing, row Row, to Mandate, note string) error {
	step, err := row.Mandate.moveTo(to.Status)
	if err != nil {
		return err
	}
	if err := standing.May(step.Action, row.FirmID); err != nil {
		return err
	}
	if step.NeedNote && note == "" {
		return fault.Newf(fault.Invalid, "Dites pourquoi le mandat passe à « %s ».", to.Status.French()).WithField("note")
	}
	if to.Since < row.Mandate.Since {
		return tooEarly(row.Mandate, "on")
	}
	if err := tx.SetMandate(standing.Actor, row.ID, to, note); err != nil {
		return err
	}
	return tx.Record(journal.Entry{Actor: standing.Actor, Action: "mandate." + string(to.Status), FirmID: row.FirmID, Object: "account", ObjectID: row.ID})
}

// Approve records mandates as « approuvé hors application le … » (Superviseur), all or none:
// it takes over those that live already. Errors: Invalid, Refused, NotFound, Conflict for
// one that is approved.
func (s *Service) Approve(ctx context.Context, actor rights.Actor, ids []int64, on string) error {
	day, err := optionalDate(on, "approvedOn")
	if err != nil {
		return err
	}
	if err := s.pastDay(day); err != nil {
		return err
	}
	return s.eachMandate(ctx, actor, ids, func(tx Tx, standing rights.Standing, row Row) error {
		return approve(tx, standing, row, day)
	})
}

// pastDay refuses an approval without a day, or on a day to come.
func (s *Service) pastDay(day civil.Date) error {
	if day == 0 || day > civil.Of(s.Now()) {
		return fault.New(fault.Invalid, "Donnez le jour de l'approbation, au plus tard aujourd'hui.").WithField("approvedOn")
	}
	return nil
}

func approve(tx Tx, standing rights.Standing, row Row, on civil.Date) error {
	if err := standing.May(rights.DecideMandate, row.FirmID); err != nil {
		return err
	}
	if err := row.Mandate.checkApproval(on); err != nil {
		return err
	}
	if err := tx.SetMandate(standing.Actor, row.ID, Mandate{Status: Approved, Since: on}, "approuvé hors application"); err != nil {
		return err
	}
	return tx.Record(journal.Entry{Actor: standing.Actor, Action: "mandate.approve", FirmID: row.FirmID, Object: "account", ObjectID: row.ID})
}
