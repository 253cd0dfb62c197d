package staff

import (
	"context"
	"crypto/rand"
	"slices"
	"time"

	"sobank/backend/fault"
	"sobank/backend/journal"
	"sobank/backend/password"
	"sobank/backend/rights"
)

// Row is a person in the list « Collaborateurs ».
type Row struct {
	Person
	FirmNames    []string  // of Person.Firms, in their order
	LastSignInAt time.Time // zero: never
	Clients      int       // those they are responsable of
}

// Query filters, sorts and pages the people.
type Query struct {
	Search        string // name, e-mail
	Sort          string // name, email, profile, active, last
	Desc          bool
	Offset, Limit int
}

// Colleague is a person as a choice: a client's responsable, a filter.
type Colleague struct {
	ID       int64
	Name     string
	Active   bool
	AllFirms bool    // an Administrateur
	Firms    []int64 // those that who asks reaches too
}

// PeopleTx is what « Collaborateurs » needs of a transaction.
type PeopleTx interface {
	// People lists a page of everybody, active or not, with the count of the whole list.
	People(Query) ([]Row, int, error)
	// PersonRow reads one. NotFound when there is none.
	PersonRow(id int64) (Row, error)
	// UpdateStaff changes a person's name, e-mail and profile. Conflict when the e-mail is taken.
	UpdateStaff(Person) error
	// SetStaffFirms says which firms a person belongs to. Invalid for a firm that is none.
	SetStaffFirms(staffID int64, firms []int64) error
	// SetStaffActive says whether a person may sign in.
	SetStaffActive(staffID int64, active bool) error
	// SetPassword keeps the hash of a person's password, and forgets the wrong ones.
	SetPassword(staffID int64, hash string) error
	// EndSessionsOf ends a person's sessions, remembered ones too, save one ("": none).
	EndSessionsOf(staffID int64, but string) error
	// ActiveAdministrateurs counts them.
	ActiveAdministrateurs() (int, error)
	// Colleagues lists who shares a firm with the standing, active or not, by name.
	Colleagues(rights.Standing) ([]Colleague, error)
}

// List gives a page of everybody. Errors: Refused save to an Administrateur.
func (s *Service) List(ctx context.Context, actor rights.Actor, q Query) (rows []Row, total int, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		if err := manages(tx, actor); err != nil {
			return err
		}
		rows, total, err = tx.People(q)
		return err
	})
	return rows, total, err
}

// Get reads a person. Errors: Refused save to an Administrateur, NotFound.
func (s *Service) Get(ctx context.Context, actor rights.Actor, id int64) (row Row, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		if err := manages(tx, actor); err != nil {
			return err
		}
		row, err = tx.PersonRow(id)
		return err
	})
	return row, err
}

// Colleagues lists who may be chosen as a client's responsable, or was.
func (s *Service) Colleagues(ctx context.Context, actor rights.Actor) (list []Colleague, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		list, err = tx.Colleagues(standing)
		return err
	})
	return list, err
}

// Create adds a person with their first password. Errors: Refused save to an Administrateur,
// Invalid with the field, Conflict for an e-mail taken.
func (s *Service) Create(ctx context.Context, actor rights.Actor, p Person, firstPassword string) (Row, error) {
	if err := checkPerson(p); err != nil {
		return Row{}, err
	}
	hash, err := chosen(firstPassword)
	if err != nil {
		return Row{}, err
	}
	return s.change(ctx, actor, func(tx Tx) (int64, error) {
		added, err := insert(tx, actor, p, hash)
		return added.ID, err
	})
}

// Change changes a person's name, e-mail, profile and firms. Errors: Refused save to an
// Administrateur, and for the last one who would no longer be; Invalid with the field,
// Conflict for an e-mail taken, NotFound.
func (s *Service) Change(ctx context.Context, actor rights.Actor, p Person) (Row, error) {
	if err := checkPerson(p); err != nil {
		return Row{}, err
	}
	p, err := p.clean()
	if err != nil {
		return Row{}, err
	}
	return s.change(ctx, actor, func(tx Tx) (int64, error) {
		if _, err := tx.Staff(p.ID); err != nil {
			return 0, err
		}
		if err := tx.UpdateStaff(p); err != nil {
			return 0, err
		}
		if err := tx.SetStaffFirms(p.ID, p.Firms); err != nil {
			return 0, err
		}
		if err := someoneAdministers(tx); err != nil {
			return 0, err
		}
		return p.ID, tx.Record(journal.Entry{Actor: actor, Action: "staff.update", Object: "staff", ObjectID: p.ID,
			Facts: map[string]any{"profile": string(p.Profile), "firms": p.Firms}})
	})
}

// SetActive deactivates a person, whose sessions end at once, or lets them sign in again.
// Errors: Refused save to an Administrateur, for oneself, and for the last Administrateur;
// NotFound.
func (s *Service) SetActive(ctx context.Context, actor rights.Actor, id int64, active bool) (Row, error) {
	return s.change(ctx, actor, func(tx Tx) (int64, error) {
		if id == actor.StaffID && !active {
			return 0, fault.New(fault.Refused, "Vous ne pouvez pas vous désactiver vous-même.").
				WithHint("Demandez-le à un autre Administrateur.")
		}
		if _, err := tx.Staff(id); err != nil {
			return 0, err
		}
		if err := tx.SetStaffActive(id, active); err != nil {
			return 0, err
		}
		if err := someoneAdministers(tx); err != nil {
			return 0, err
		}
		if active {
			return id, tx.Record(journal.Entry{Actor: actor, Action: "staff.reactivate", Object: "staff", ObjectID: id})
		}
		if err := tx.EndSessionsOf(id, ""); err != nil {
			return 0, err
		}
		return id, tx.Record(journal.Entry{Actor: actor, Action: "staff.deactivate", Object: "staff", ObjectID: id})
	})
}

// ResetPassword gives somebody else a new password and ends their sessions. Errors: Refused
// save to an Administrateur, and for oneself; Invalid on the field password, NotFound.
func (s *Service) ResetPassword(ctx context.Context, actor rights.Actor, id int64, newPassword string) error {
	hash, err := chosen(newPassword)
	if err != nil {
		return err
	}
	_, err = s.change(ctx, actor, func(tx Tx) (int64, error) {
		if id == actor.StaffID {
			return 0, fault.New(fault.Refused, "Ici vous changez le mot de passe des autres.").
				WithHint("Pour le vôtre, ouvrez le menu à votre nom : « Changer mon mot de passe ».")
		}
		if _, err := tx.Staff(id); err != nil {
			return 0, err
		}
		if err := tx.SetPassword(id, hash); err != nil {
			return 0, err
		}
		if err := tx.EndSessionsOf(id, ""); err != nil {
			return 0, err
		}
		return id, tx.Record(journal.Entry{Actor: actor, Action: "staff.reset_password", Object: "staff", ObjectID: id})
	})
	return err
}

// ChangePassword changes the actor's own password; their other sessions end. Errors:
// Unauthenticated for a session that ended, Invalid on the field current (a wrong present one)
// or password, Busy while wrong passwords slow the next try down.
func (s *Service) ChangePassword(ctx context.Context, actor rights.Actor, present, next string) error {
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
	hash, err := chosen(next)
	if err != nil {
		return err
	}
	wrong := fault.New(fault.Invalid, "Le mot de passe actuel est faux.").WithField("current")
	return s.try(ctx, account, present, wrong, func(tx Tx) error {
		if _, err := tx.Standing(actor); err != nil {
			return err
		}
		if err := tx.SetPassword(account.ID, hash); err != nil {
			return err
		}
		if err := tx.EndSessionsOf(account.ID, actor.SessionID); err != nil {
			return err
		}
		return tx.Record(journal.Entry{Actor: actor, Action: "staff.change_password", Object: "staff", ObjectID: account.ID})
	})
}

// change runs what an Administrateur does to a person, and reads that person again.
func (s *Service) change(ctx context.Context, actor rights.Actor, act func(Tx) (int64, error)) (row Row, err error) {
	err = s.Store.Write(ctx, func(tx Tx) error {
		if err := manages(tx, actor); err != nil {
			return err
		}
		id, err := act(tx)
		if err != nil {
			return err
		}
		row, err = tx.PersonRow(id)
		return err
	})
	return row, err
}

func manages(tx Tx, actor rights.Actor) error {
	standing, err := tx.Standing(actor)
	if err != nil {
		return err
	}
	return standing.May(rights.ManageStaff, 0)
}

// someoneAdministers refuses, after a change, that nobody could undo it.
func someoneAdministers(tx Tx) error {
	n, err := tx.ActiveAdministrateurs()
	if err == nil && n == 0 {
		err = fault.New(fault.Refused, "C'est le dernier Administrateur actif : il doit en rester un.").
			WithHint("Donnez d'abord le profil Administrateur à quelqu'un d'autre.")
	}
	return err
}

// checkPerson is clean, and asks for a firm: without one, only an Administrateur sees anything.
func checkPerson(p Person) error {
	if _, err := p.clean(); err != nil {
		return err
	}
	if p.Profile != rights.Administrateur && len(p.Firms) == 0 {
		return fault.New(fault.Invalid, "Choisissez au moins un cabinet.").WithField("firmIds").
			WithHint("Sans cabinet, cette personne ne verrait rien.")
	}
	if slices.Contains(p.Firms, 0) {
		return fault.New(fault.Invalid, "Ce cabinet n'existe pas.").WithField("firmIds")
	}
	return nil
}

// chosen hashes a password that keeps the rules. Errors: Invalid on the field password.
func chosen(text string) (string, error) {
	if err := password.Check(text); err != nil {
		return "", err
	}
	return password.Hash(text, rand.Reader)
}
