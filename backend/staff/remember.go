package staff

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"sobank/backend/fault"
	"sobank/backend/journal"
	"sobank/backend/rights"
)

// Vault keeps the token of « Rester connecté sur ce poste » in the keychain of the OS
// account. Get and Delete answer NotFound for a secret that is not there.
type Vault interface {
	Set(name, secret string) error
	Get(name string) (string, error)
	Delete(name string) error
}

// SessionTx is what remembering a session needs of a transaction. The data file holds the
// hash of a token, the keychain the token: neither opens anything alone.
type SessionTx interface {
	// Installation is the name under which this data folder's secrets are kept.
	Installation() (string, error)
	// RememberSession keeps the hash of a session's token, and until when it counts. What an
	// OS account had remembered before ends.
	RememberSession(id, osAccount, sha256 string, until time.Time) error
	// HasRemembered reports whether an OS account has a token to look for.
	HasRemembered(osAccount string) (bool, error)
	// RememberedSession finds a session by the hash of its token. NotFound when there is none.
	RememberedSession(sha256 string) (Remembered, error)
	// ForgetSessions ends what an OS account had remembered.
	ForgetSessions(osAccount string) error
	// IsRemembered reports whether a session counts after its window is closed.
	IsRemembered(id string) (bool, error)
	// LockSession keeps that a session's screen is locked, or no longer.
	LockSession(id string, locked bool) error
}

// rememberFor is how long a session may be taken up again.
const rememberFor = 30 * 24 * time.Hour

// notRemembered is what a person reads when the keychain did not take the token.
const notRemembered = "Vous êtes connecté, mais ce poste ne s'en souviendra pas : "

func tokenName(installation string) string { return installation + "/session" }

func hash(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// remember keeps a token for the session; what failed comes back as a French notice.
func (s *Service) remember(ctx context.Context, actor rights.Actor) (notice string) {
	if err := s.keepToken(ctx, actor); err != nil {
		e := fault.From(err)
		return notRemembered + e.Message
	}
	return ""
}

// keepToken writes the keychain first: a hash without its token would be looked for in vain.
func (s *Service) keepToken(ctx context.Context, actor rights.Actor) error {
	vault, err := s.openVault()
	if err != nil {
		return err
	}
	var installation string
	err = s.Store.Write(ctx, func(tx Tx) (err error) {
		installation, err = tx.Installation()
		return err
	})
	if err != nil {
		return err
	}
	var secret [32]byte
	if _, err := rand.Read(secret[:]); err != nil {
		return err
	}
	token := hex.EncodeToString(secret[:])
	if err := vault.Set(tokenName(installation), token); err != nil {
		return err
	}
	err = s.Store.Write(ctx, func(tx Tx) error {
		return tx.RememberSession(actor.SessionID, s.OSAccount, hash(token), s.Now().Add(rememberFor))
	})
	if err != nil {
		_ = vault.Delete(tokenName(installation)) // the error to tell is the first
	}
	return err
}

// openVault answers Conflict in a program without a keychain.
func (s *Service) openVault() (Vault, error) {
	if s.Vault == nil {
		return nil, fault.New(fault.Conflict, "Il n'y a pas de trousseau de clés.")
	}
	return s.Vault()
}

// CanRemember reports whether « Rester connecté sur ce poste » may be offered. It does not
// ask the keychain, which could open a dialog before anyone wants it.
func (s *Service) CanRemember() bool {
	_, err := s.openVault()
	return err == nil
}

// Resume takes up the session that this OS account remembers: within its 30 days, of a person
// who is still active. What no longer counts is forgotten. Errors: NotFound when there is
// none, and those of the keychain.
func (s *Service) Resume(ctx context.Context) (Session, error) {
	var installation string
	var any bool
	err := s.Store.Read(ctx, func(tx Tx) (err error) {
		if any, err = tx.HasRemembered(s.OSAccount); err != nil {
			return err
		}
		installation, err = tx.Installation()
		return err
	})
	if err != nil {
		return Session{}, err
	}
	if !any {
		return Session{}, nothingToResume()
	}
	token, err := s.token(installation)
	if err != nil && fault.CodeOf(err) != fault.NotFound {
		return Session{}, err
	}
	session, err := s.takeUp(ctx, token)
	if fault.CodeOf(err) == fault.NotFound {
		s.forget(installation)
	}
	return session, err
}

func nothingToResume() error {
	return fault.New(fault.NotFound, "Ce poste ne se souvient de personne.").WithHint("Connectez-vous.")
}

func (s *Service) token(installation string) (string, error) {
	vault, err := s.openVault()
	if err != nil {
		return "", err
	}
	return vault.Get(tokenName(installation))
}

// takeUp finds the session of a token; when it no longer counts, all that this OS account
// remembered ends.
func (s *Service) takeUp(ctx context.Context, token string) (session Session, err error) {
	counts := false
	err = s.Store.Write(ctx, func(tx Tx) error {
		found, err := tx.RememberedSession(hash(token))
		if err != nil && fault.CodeOf(err) != fault.NotFound {
			return err
		}
		counts = err == nil && token != "" && s.counts(found)
		if !counts {
			return tx.ForgetSessions(s.OSAccount)
		}
		actor := rights.Actor{StaffID: found.Person.ID, SessionID: found.SessionID, OSAccount: s.OSAccount}
		session = Session{Actor: actor, Person: found.Person, Locked: found.Locked}
		return tx.Record(journal.Entry{Actor: actor, Action: "session.resume", Object: "staff", ObjectID: actor.StaffID})
	})
	if err == nil && !counts {
		err = nothingToResume()
	}
	return session, err
}

// counts says whether a remembered session may still be taken up, from here.
func (s *Service) counts(r Remembered) bool {
	return !r.Ended && r.Person.Active && r.OSAccount == s.OSAccount && s.Now().Before(r.Until)
}

// forget takes the token out of the keychain as far as it answers: its hash is gone, so that
// it opens nothing any more.
func (s *Service) forget(installation string) {
	if vault, err := s.openVault(); err == nil {
		_ = vault.Delete(tokenName(installation))
	}
}

// Lock keeps that the actor's screen is locked: a remembered session that is taken up again
// asks for the password, so that closing the window does not go around the lock.
// Errors: Unauthenticated.
func (s *Service) Lock(ctx context.Context, actor rights.Actor) error {
	return s.Store.Write(ctx, func(tx Tx) error {
		if _, err := tx.Standing(actor); err != nil {
			return err
		}
		return tx.LockSession(actor.SessionID, true)
	})
}

// Close is what a window that closes does with its session: it ends, unless this OS account
// remembers it.
func (s *Service) Close(ctx context.Context, actor rights.Actor) error {
	var remembered bool
	err := s.Store.Read(ctx, func(tx Tx) (err error) {
		remembered, err = tx.IsRemembered(actor.SessionID)
		return err
	})
	if err != nil || remembered {
		return err
	}
	return s.SignOut(ctx, actor)
}
