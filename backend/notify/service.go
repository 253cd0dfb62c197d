package notify

import (
	"context"
	"maps"
	"slices"

	"sobank/backend/rights"
)

// Notifier shows a notification of the operating system.
type Notifier interface {
	Notify(title, text string) error
}

// Silent shows nothing.
type Silent struct{}

// Notify does nothing.
func (Silent) Notify(string, string) error { return nil }

// Store keeps what was told. Each call is one transaction.
type Store interface {
	Read(context.Context, func(Tx) error) error
	Write(context.Context, func(Tx) error) error
}

// Tx is what notifications need of a transaction.
type Tx interface {
	// Standing reads what the actor is now. Unauthenticated when the session has ended.
	Standing(rights.Actor) (rights.Standing, error)
	// Setting reads a setting of the installation, "" when absent.
	Setting(name string) (string, error)
	// Muted reports whether an account of the machine wants to be told nothing.
	Muted(osAccount string) (bool, error)
	// SetMuted notes that it does, or no longer.
	SetMuted(osAccount string, muted bool) error
	// Causes lists what needs a person in the firms that the standing reaches. Of connectors
	// whose credentials an account of the machine lacks, those that present says somebody
	// else delivers are left out.
	Causes(s rights.Standing, osAccount string, present func(osAccount string) bool) ([]Cause, error)
	// Told is what an account of the machine was told of connectors that the standing reaches.
	Told(s rights.Standing, osAccount string) (map[Key]Told, error)
	// SetTold remembers it, and Forget does not any more.
	SetTold(osAccount string, key Key, told Told) error
	Forget(osAccount string, key Key) error
}

// Service is what one may do with notifications.
type Service struct {
	Store     Store
	Notifier  Notifier
	OSAccount string
	Present   func(osAccount string) bool // whether a process of an account is there
}

// demonstration is the setting that marks invented data: nobody is told of it.
const demonstration = "demo"

// Tell shows what is new since the last time, in one notification, whoever is signed in. A
// notification that the system did not take is told again. Errors: Refused, and the system's own.
func (s *Service) Tell(ctx context.Context, actor rights.Actor) error {
	var idle bool
	err := s.Store.Read(ctx, func(tx Tx) (err error) {
		f, err := s.look(tx, actor)
		idle = f.idle()
		return err
	})
	if err != nil || idle {
		return err
	}
	var f findings
	err = s.Store.Write(ctx, func(tx Tx) (err error) {
		if f, err = s.look(tx, actor); err != nil {
			return err
		}
		return s.keep(tx, f)
	})
	if err != nil || len(f.fresh) == 0 {
		return err
	}
	if err := s.Notifier.Notify(Title, text(f.fresh)); err != nil {
		return s.takeBack(ctx, f, err)
	}
	return nil
}

// findings is what a look found.
type findings struct {
	fresh    []Cause
	remember map[Key]Told
	forget   []Key
}

func (f findings) idle() bool { return len(f.remember)+len(f.forget) == 0 }

func (s *Service) look(tx Tx, actor rights.Actor) (f findings, err error) {
	standing, err := tx.Standing(actor)
	if err != nil {
		return f, err
	}
	if !standing.Can(rights.Sync) {
		return f, standing.May(rights.Sync, 0)
	}
	muted, err := tx.Muted(s.OSAccount)
	if err != nil || muted {
		return f, err
	}
	if demo, err := tx.Setting(demonstration); err != nil || demo != "" {
		return f, err
	}
	causes, err := tx.Causes(standing, s.OSAccount, s.Present)
	if err != nil {
		return f, err
	}
	before, err := tx.Told(standing, s.OSAccount)
	f.fresh, f.remember, f.forget = compare(causes, before)
	return f, err
}

func (s *Service) keep(tx Tx, f findings) error {
	for _, key := range f.forget {
		if err := tx.Forget(s.OSAccount, key); err != nil {
			return err
		}
	}
	for _, key := range slices.Collect(maps.Keys(f.remember)) {
		if err := tx.SetTold(s.OSAccount, key, f.remember[key]); err != nil {
			return err
		}
	}
	return nil
}

// takeBack forgets what could not be shown.
func (s *Service) takeBack(ctx context.Context, f findings, why error) error {
	err := s.Store.Write(ctx, func(tx Tx) error {
		for _, c := range f.fresh {
			if err := tx.Forget(s.OSAccount, c.Key()); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return why
}

// Wanted says whether this account of the machine is told (everybody).
func (s *Service) Wanted(ctx context.Context, actor rights.Actor) (wanted bool, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		if _, err := tx.Standing(actor); err != nil {
			return err
		}
		muted, err := tx.Muted(s.OSAccount)
		wanted = !muted
		return err
	})
	return wanted, err
}

// Want has this account of the machine told, or not (everybody, for the session they are in).
func (s *Service) Want(ctx context.Context, actor rights.Actor, wanted bool) error {
	return s.Store.Write(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		if !standing.Can(rights.Sync) {
			return standing.May(rights.Sync, 0)
		}
		return tx.SetMuted(s.OSAccount, !wanted)
	})
}
