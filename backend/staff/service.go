package staff

import (
	"context"
	"crypto/rand"
	"time"

	"sobank/backend/fault"
	"sobank/backend/journal"
	"sobank/backend/password"
	"sobank/backend/rights"
)

// Store keeps people. Each call is one transaction.
type Store interface {
	Read(context.Context, func(Tx) error) error
	Write(context.Context, func(Tx) error) error
}

// Tx is what people need of a transaction.
type Tx interface {
	journal.Recorder
	// Standing reads what the actor is now. Unauthenticated when the session has ended.
	Standing(rights.Actor) (rights.Standing, error)
	// StaffCount counts the people, active or not.
	StaffCount() (int, error)
	// StaffByEmail finds a person. NotFound when there is none.
	StaffByEmail(email string) (Account, error)
	// Staff reads a person. NotFound when there is none.
	Staff(id int64) (Person, error)
	// InsertStaff adds a person. Conflict when the e-mail is taken.
	InsertStaff(p Person, passwordHash string) (int64, error)
	// JoinFirm makes a person belong to a firm; once or twice is the same.
	JoinFirm(staffID, firmID int64) error
	// NoteSignIn keeps the outcome of a sign-in: wrong passwords in a row (0 after a right
	// one) and the instant before which no other is tried.
	NoteSignIn(staffID int64, failed int, retryAfter time.Time) error
	// StartSession opens a session and returns its id.
	StartSession(staffID int64, osAccount string) (string, error)
	// StaffAccount reads a person with what checking a password needs. NotFound when there
	// is none.
	StaffAccount(id int64) (Account, error)
	// EndSession ends a session, and tells whether it was open, and remembered; once or
	// twice is the same.
	EndSession(id string) (open, remembered bool, err error)
	SessionTx
	PeopleTx
}

// Service is what one may do with people.
type Service struct {
	Store     Store
	Now       func() time.Time
	OSAccount string
	Vault     func() (Vault, error) // opened when a session is to be remembered
}

// None reports whether there is nobody yet: the first start.
func (s *Service) None(ctx context.Context) (none bool, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		n, err := tx.StaffCount()
		none = n == 0
		return err
	})
	return none, err
}

// Add inserts a person with a first password in a transaction that has checked the
// rights. Errors: Invalid with the field, Conflict for an e-mail taken.
func Add(tx Tx, actor rights.Actor, p Person, firstPassword string) (Person, error) {
	if _, err := p.clean(); err != nil {
		return Person{}, err
	}
	hash, err := password.Hash(firstPassword, rand.Reader)
	if err != nil {
		return Person{}, err
	}
	return insert(tx, actor, p, hash)
}

func insert(tx Tx, actor rights.Actor, p Person, hash string) (Person, error) {
	p, err := p.clean()
	if err != nil {
		return Person{}, err
	}
	p.Active = true
	if p.ID, err = tx.InsertStaff(p, hash); err != nil {
		return Person{}, err
	}
	if err := tx.SetStaffFirms(p.ID, p.Firms); err != nil {
		return Person{}, err
	}
	return p, tx.Record(journal.Entry{Actor: actor, Action: "staff.create", Object: "staff", ObjectID: p.ID,
		Facts: map[string]any{"profile": string(p.Profile), "firms": p.Firms}})
}

// SignIn checks an e-mail and a password and opens a session. The same sentence answers an
// unknown e-mail and a wrong password. With remember, Resume takes the session up on the next
// start; a keychain that fails does not prevent signing in, and Session.Notice says so.
// Errors: Unauthenticated; Busy while wrong passwords slow the next try down.
func (s *Service) SignIn(ctx context.Context, email, secret string, remember bool) (session Session, err error) {
	account, err := s.account(ctx, email)
	if err != nil {
		return Session{}, err
	}
	err = s.try(ctx, account, secret, wrongSignIn(), func(tx Tx) error {
		session, err = s.open(tx, account.Person)
		return err
	})
	if err != nil {
		return Session{}, err
	}
	if remember {
		session.Notice = s.remember(ctx, session.Actor)
	}
	return session, nil
}

// try checks a password and does what a right one allows, or answers wrong; wrong ones in a
// row slow the next one down. Errors: Busy.
func (s *Service) try(ctx context.Context, account Account, secret string, wrong error, allowed func(Tx) error) error {
	if err := s.tooSoon(account); err != nil {
		return err
	}
	ok, err := password.Verify(account.PasswordHash, secret)
	if err != nil {
		return err
	}
	err = s.Store.Write(ctx, func(tx Tx) error {
		if same, err := s.unchanged(tx, account); err != nil || !same {
			ok = false
			return err
		}
		if !ok {
			return s.noteFailure(tx, account.Email)
		}
		return allowed(tx)
	})
	if err == nil && !ok {
		err = wrong
	}
	return err
}

// tooSoon refuses a try before its time. A time further away than the slow-down ever goes was
// written by a clock that was wrong.
func (s *Service) tooSoon(account Account) error {
	wait := account.RetryAfter.Sub(s.Now())
	if wait <= 0 || wait > slowest {
		return nil
	}
	return fault.Newf(fault.Busy, "Trop d'essais : réessayez dans %d secondes.", int(wait/time.Second)+1)
}

// unchanged looks again, in the transaction, at the person whose password was checked outside
// of it: tries that run at once are slowed down one after the other, and a password that was
// reset or a person who was deactivated meanwhile opens nothing. Errors: Busy.
func (s *Service) unchanged(tx Tx, checked Account) (bool, error) {
	if checked.ID == 0 {
		return true, nil
	}
	now, err := tx.StaffAccount(checked.ID)
	if err != nil {
		return false, err
	}
	return now.Active && now.PasswordHash == checked.PasswordHash, s.tooSoon(now)
}

// Confirm checks the password of who is signed in, for the lock screen. Errors:
// Unauthenticated (a wrong password on the field password, or a session that ended), Busy.
func (s *Service) Confirm(ctx context.Context, actor rights.Actor, secret string) error {
	var account Account
	err := s.Store.Read(ctx, func(tx Tx) (err error) {
		if _, err = tx.Standing(actor); err != nil {
			return err
		}
		account, err = tx.StaffAccount(actor.StaffID)
		return err
	})
	if err != nil {
		return err
	}
	wrong := fault.New(fault.Unauthenticated, "Le mot de passe est faux.").WithField("password")
	return s.try(ctx, account, secret, wrong, func(tx Tx) error {
		if _, err := tx.Standing(actor); err != nil {
			return err
		}
		if err := tx.LockSession(actor.SessionID, false); err != nil {
			return err
		}
		return tx.NoteSignIn(account.ID, 0, time.Time{})
	})
}

// noHash costs as much to check as a real one, so that an unknown e-mail takes as long.
const noHash = "$argon2id$v=19$m=65536,t=3,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

func (s *Service) account(ctx context.Context, email string) (account Account, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		account, err = tx.StaffByEmail(email)
		return err
	})
	if fault.CodeOf(err) == fault.NotFound || err == nil && !account.Active {
		return Account{PasswordHash: noHash}, nil
	}
	return account, err
}

// noteFailure counts from what is stored now: several tries may have run at once.
func (s *Service) noteFailure(tx Tx, email string) error {
	account, err := tx.StaffByEmail(email)
	if fault.CodeOf(err) == fault.NotFound {
		return nil
	}
	if err != nil {
		return err
	}
	failed := account.FailedSigns + 1
	if err := tx.NoteSignIn(account.ID, failed, s.Now().Add(slowDown(failed))); err != nil {
		return err
	}
	// Nobody proved to be that person: the entry says whose account was tried, and from where.
	return tx.Record(journal.Entry{Actor: rights.Actor{OSAccount: s.OSAccount}, Action: "session.refused", Object: "staff", ObjectID: account.ID,
		Facts: map[string]any{"tries": failed}})
}

func (s *Service) open(tx Tx, p Person) (Session, error) {
	if p.ID == 0 {
		return Session{}, wrongSignIn()
	}
	if err := tx.NoteSignIn(p.ID, 0, time.Time{}); err != nil {
		return Session{}, err
	}
	id, err := tx.StartSession(p.ID, s.OSAccount)
	if err != nil {
		return Session{}, err
	}
	actor := rights.Actor{StaffID: p.ID, SessionID: id, OSAccount: s.OSAccount}
	return Session{Actor: actor, Person: p}, tx.Record(journal.Entry{Actor: actor, Action: "session.start", Object: "staff", ObjectID: p.ID})
}

func wrongSignIn() error {
	return fault.New(fault.Unauthenticated, "L'adresse e-mail ou le mot de passe est faux.").WithField("password")
}

// SignOut ends the actor's session; one that has ended already is left as it is. A remembered
// one is forgotten.
func (s *Service) SignOut(ctx context.Context, actor rights.Actor) error {
	var remembered bool
	var installation string
	err := s.Store.Write(ctx, func(tx Tx) (err error) {
		var open bool
		if open, remembered, err = tx.EndSession(actor.SessionID); err != nil || !open {
			return err
		}
		if installation, err = tx.Installation(); err != nil {
			return err
		}
		return tx.Record(journal.Entry{Actor: actor, Action: "session.end", Object: "staff", ObjectID: actor.StaffID})
	})
	if err == nil && remembered {
		s.forget(installation)
	}
	return err
}

// Standing reads what the actor is now. Errors: Unauthenticated when the session has ended.
func (s *Service) Standing(ctx context.Context, actor rights.Actor) (standing rights.Standing, person Person, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		if standing, err = tx.Standing(actor); err != nil || actor.System {
			return err
		}
		person, err = tx.Staff(actor.StaffID)
		return err
	})
	return standing, person, err
}
