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
// (Administrateur, and the program by itself). They cannot be brought back but by importing again
// a file that held nothing else. Errors: Refused.
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

// noticed is the setting that says since when something is past its days.
const noticed = "aside_due_since"

// notice is how long what is past its days is on screen before the program erases it by itself: a
// clock that is wrong for a day loses nothing.
const notice = 24 * time.Hour

// Tend does what time brings: it purges « Sans IBAN » a day after it saw that something there is
// past its days, and finishes to clean the data file's bytes when that was cut.
func (s *Service) Tend(ctx context.Context, system rights.Actor) (gone Gone, err error) {
	ripe, err := s.ripe(ctx, system)
	if err != nil {
		return gone, err
	}
	if ripe {
		if gone, err = s.PurgeAside(ctx, system); err != nil {
			return gone, err
		}
		// What is due next has its day of notice too.
		if err := s.Store.Write(ctx, func(tx Tx) error { return tx.SetSetting(noticed, "") }); err != nil {
			return gone, err
		}
	}
	var left string
	if err := s.Store.Read(ctx, func(tx Tx) error { left, err = tx.Setting(pending); return err }); err != nil || left == "" {
		return gone, err
	}
	return gone, s.Store.Wipe(ctx)
}

// ripe reports whether something was past its days a day ago already, and notes since when.
func (s *Service) ripe(ctx context.Context, system rights.Actor) (bool, error) {
	_, due, err := s.due(ctx, system)
	if err != nil {
		return false, err
	}
	var since string
	if err := s.Store.Read(ctx, func(tx Tx) error { since, err = tx.Setting(noticed); return err }); err != nil {
		return false, err
	}
	first, unread := time.Parse(time.RFC3339, since)
	now := s.Now()
	wanted := since
	switch {
	case !due:
		wanted = ""
	case unread != nil || first.After(now):
		wanted = now.UTC().Format(time.RFC3339)
	}
	if wanted == since {
		return due && now.Sub(first) >= notice, nil
	}
	return false, s.Store.Write(ctx, func(tx Tx) error { return tx.SetSetting(noticed, wanted) })
}
