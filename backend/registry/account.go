package registry

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"sobank/backend/fault"
	"sobank/backend/journal"
	"sobank/backend/rights"
)

// Vault keeps secrets by name, in the keychain of the OS account. Get and Delete answer
// NotFound for a secret that is not there; no error repeats one.
type Vault interface {
	Set(name, secret string) error
	Get(name string) (string, error)
	Delete(name string) error
}

// Account is the firm's own at the INPI. Both halves stay in the keychain.
type Account struct{ User, Password string }

// String hides the account, also from a careless %v.
func (a Account) String() string { return "•••" }

// GoString hides it from %#v.
func (a Account) GoString() string { return a.String() }

// Status says how the INPI's account stands in this session.
type Status struct {
	Account bool   // this session's keychain has one
	MayEdit bool   // the actor may give or forget it
	Note    string // of SaveAccount: why it could not be tried
}

// SecretName is a half of the account in the keychain: "user" or "password".
func SecretName(installation, half string) string {
	return fmt.Sprintf("%s/registry/inpi/%s", installation, half)
}

// Status reads how the account stands, without opening the keychain.
func (s *Service) Status(ctx context.Context, actor rights.Actor) (Status, error) {
	g, err := s.ground(ctx, actor)
	return Status{Account: g.account, MayEdit: g.mayKeep == nil}, err
}

// SaveAccount tries an account at the INPI and keeps it in this session's keychain
// (Superviseur). One that cannot be tried now is kept all the same, with a note. Errors:
// Refused, Invalid with the field, Conflict for an account that the INPI refuses, and those of
// the keychain.
func (s *Service) SaveAccount(ctx context.Context, actor rights.Actor, a Account) (st Status, err error) {
	g, err := s.keeper(ctx, actor)
	if err != nil {
		return Status{}, err
	}
	if a, err = a.clean(); err != nil {
		return Status{}, err
	}
	if err := s.Register.Check(ctx, g.register, a); err != nil {
		failure, ok := errors.AsType[*Failure](err)
		if !ok || failure.Kind == Denied {
			return Status{}, told(err)
		}
		st.Note = "Le compte est enregistré sans avoir été essayé. " + failure.fault().Message
	}
	if err := s.putAway(g.installation, a); err != nil {
		return Status{}, err
	}
	st.Account, st.MayEdit = true, true
	return st, s.note(ctx, actor, true)
}

// ForgetAccount takes it out of this session's keychain (Superviseur). Errors: Refused, and
// those of the keychain.
func (s *Service) ForgetAccount(ctx context.Context, actor rights.Actor) (Status, error) {
	g, err := s.keeper(ctx, actor)
	if err != nil {
		return Status{}, err
	}
	vault, err := s.Vault()
	if err != nil {
		return Status{}, err
	}
	for _, half := range []string{"user", "password"} {
		if err := vault.Delete(SecretName(g.installation, half)); err != nil && fault.CodeOf(err) != fault.NotFound {
			return Status{}, err
		}
	}
	return Status{MayEdit: true}, s.note(ctx, actor, false)
}

// keeper is the ground of whoever may give and forget the account. It is written, since the
// installation may have no name yet.
func (s *Service) keeper(ctx context.Context, actor rights.Actor) (g ground, err error) {
	err = s.Store.Write(ctx, func(tx Tx) error {
		if g, err = s.groundIn(tx, actor); err != nil {
			return err
		}
		return g.mayKeep
	})
	return g, err
}

// note keeps, for whoever still may, whether the account is in this session's keychain.
func (s *Service) note(ctx context.Context, actor rights.Actor, there bool) error {
	return s.Store.Write(ctx, func(tx Tx) error {
		g, err := s.groundIn(tx, actor)
		if err == nil {
			err = g.mayKeep
		}
		if err != nil {
			return err
		}
		if err := tx.NoteRegistryAccount(s.OSAccount, there); err != nil {
			return err
		}
		action := "registry.account"
		if !there {
			action = "registry.forget"
		}
		return tx.Record(journal.Entry{Actor: actor, Action: action, Object: "registry"})
	})
}

// putAway keeps both halves, or what was there before.
func (s *Service) putAway(installation string, a Account) error {
	vault, err := s.Vault()
	if err != nil {
		return err
	}
	name := SecretName(installation, "user")
	before, err := vault.Get(name)
	if err != nil && fault.CodeOf(err) != fault.NotFound {
		return err
	}
	if err := vault.Set(name, a.User); err != nil {
		return err
	}
	if err := vault.Set(SecretName(installation, "password"), a.Password); err != nil {
		if before != "" {
			_ = vault.Set(name, before) // the error to tell is the first
		}
		return err
	}
	return nil
}

// account reads it. Errors: those of the vault.
func (s *Service) account(installation string) (a Account, err error) {
	vault, err := s.Vault()
	if err != nil {
		return a, err
	}
	if a.User, err = vault.Get(SecretName(installation, "user")); err != nil {
		return a, err
	}
	a.Password, err = vault.Get(SecretName(installation, "password"))
	return a, err
}

func (a Account) clean() (Account, error) {
	a.User = strings.TrimSpace(a.User)
	switch {
	case a.User == "":
		return a, fault.New(fault.Invalid, "L'identifiant est vide.").WithField("user").WithHint("C'est l'adresse e-mail du compte INPI.")
	case a.Password == "":
		return a, fault.New(fault.Invalid, "Le mot de passe est vide.").WithField("password")
	}
	return a, nil
}
