package privacy

import (
	"context"
	"time"

	"sobank/backend/civil"
	"sobank/backend/journal"
	"sobank/backend/rights"
	"sobank/backend/settings"
)

// Aside is how long statements are kept under « Sans IBAN », and what is there.
type Aside struct {
	Days     int // that a statement is kept there
	Due      Counts
	Oldest   civil.Date // the day of the oldest, 0 when there is none
	Next     civil.Date // the day from which the oldest is purged, 0 when there is none
	MayPurge bool
}

// pending is the setting that says that the data file's bytes are still to be cleaned. The store
// writes it with an erasure and takes it away once they are.
const pending = "wipe_pending"

// PendingWipe is its name, for the store.
const PendingWipe = pending

// Aside says for how long statements are kept under « Sans IBAN » and, to whoever may purge it,
// what is past its days. Errors: Unauthenticated.
func (s *Service) Aside(ctx context.Context, actor rights.Actor) (a Aside, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		a.MayPurge = standing.May(rights.PurgeAside, 0) == nil
		before, days, err := s.limit(tx)
		if err != nil {
			return err
		}
		if a.Days = days; !a.MayPurge {
			return nil // what is there may be of firms that they do not reach
		}
		oldest, err := tx.OldestAside()
		if err != nil || oldest.IsZero() {
			return err
		}
		a.Oldest = civil.Of(oldest)
		a.Next = a.Oldest.AddDays(days + 1)
		held, err := tx.Holding(Scope{Before: before})
		a.Due = held.Counts
		return err
	})
	return a, err
}

// limit is the instant before which a statement under « Sans IBAN » was received when it is past
// its days: whole days, so that none goes early.
func (s *Service) limit(tx Tx) (before time.Time, days int, err error) {
	now, err := settings.Read(tx)
	if err != nil {
		return before, 0, err
	}
	return s.Now().AddDate(0, 0, -now.AsideDays), now.AsideDays, nil
}

// PurgeAside erases the statements under « Sans IBAN » that are past their days, with their bytes
// (Administrateur, and the program by itself). They cannot be brought back but by importing their
// file again. Errors: Refused.
func (s *Service) PurgeAside(ctx context.Context, actor rights.Actor) (gone Gone, err error) {
	before, due, err := s.due(ctx, actor)
	if err != nil || !due {
		return Gone{Wiped: true}, err
	}
	err = s.Store.Write(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		if err := standing.May(rights.PurgeAside, 0); err != nil {
			return err
		}
		if gone.Counts, err = tx.Erase(Scope{Before: before}); err != nil || gone.Statements+gone.Files == 0 {
			return err
		}
		if err := tx.Bury(actor, Tombstone{Counts: gone.Counts}); err != nil {
			return err
		}
		return tx.Record(journal.Entry{Actor: actor, Action: "aside.purge", Object: "statement",
			Facts: map[string]any{"accounts": gone.Accounts, "statements": gone.Statements, "operations": gone.Operations}})
	})
	if err != nil {
		return Gone{}, err
	}
	gone.Wiped = gone.Statements+gone.Files == 0 || s.wipe(ctx)
	return gone, nil
}

// due looks whether something is, without holding back those who write.
func (s *Service) due(ctx context.Context, actor rights.Actor) (before time.Time, due bool, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		if err := standing.May(rights.PurgeAside, 0); err != nil {
			return err
		}
		if before, _, err = s.limit(tx); err != nil {
			return err
		}
		oldest, err := tx.OldestAside()
		due = !oldest.IsZero() && oldest.Before(before)
		return err
	})
	return before, due, err
}

// Tend does what time brings: it purges « Sans IBAN », and finishes to clean the data file's
// bytes when that was cut.
func (s *Service) Tend(ctx context.Context, system rights.Actor) (Gone, error) {
	gone, err := s.PurgeAside(ctx, system)
	if err != nil {
		return gone, err
	}
	var left string
	if err := s.Store.Read(ctx, func(tx Tx) error { left, err = tx.Setting(pending); return err }); err != nil || left == "" {
		return gone, err
	}
	return gone, s.Store.Wipe(ctx)
}
