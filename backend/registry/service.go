package registry

import (
	"context"
	"errors"
	"time"

	"sobank/backend/fault"
	"sobank/backend/journal"
	"sobank/backend/rights"
	"sobank/backend/siren"
)

// Directory finds companies by name, SIREN or SIRET: Recherche d'entreprises.
type Directory interface {
	// Search asks the service at an address of the settings, its own when "". Errors: a
	// *Failure, or the context's.
	Search(ctx context.Context, address, text string) (Found, error)
}

// Register tells of one company to those who have an account: the INPI.
type Register interface {
	// Check tries an account. Errors: a *Failure (Denied for a wrong one), or the context's.
	Check(ctx context.Context, address string, account Account) error
	// Company reads one. Errors: a *Failure, or the context's.
	Company(ctx context.Context, address string, account Account, number siren.SIREN) (Company, error)
}

// Found is a directory's answer: the first companies, best first, of Total.
type Found struct {
	Companies []Company
	Total     int
}

// Store keeps answers. Each call is one transaction.
type Store interface {
	Read(context.Context, func(Tx) error) error
	Write(context.Context, func(Tx) error) error
}

// Tx is what looking companies up needs of a transaction.
type Tx interface {
	journal.Recorder
	// Standing reads what the actor is now. Unauthenticated when the session has ended.
	Standing(rights.Actor) (rights.Standing, error)
	// Setting reads a setting of the installation, "" when absent.
	Setting(name string) (string, error)
	// Installation is the name under which this data folder's secrets are kept.
	Installation() (string, error)
	// RegistryAnswer reads an answer that was kept. NotFound when there is none.
	RegistryAnswer(source Source, question string) (Kept, error)
	// KeepRegistryAnswer keeps an answer in place of the former one, and drops those that
	// came before an instant.
	KeepRegistryAnswer(k Kept, oldest time.Time) error
	// DropRegistryAnswer forgets an answer, if there is one.
	DropRegistryAnswer(source Source, question string) error
	// HasRegistryAccount tells whether an OS account's keychain holds the INPI account.
	HasRegistryAccount(osAccount string) (bool, error)
	// NoteRegistryAccount says that it does, or no longer does.
	NoteRegistryAccount(osAccount string, there bool) error
}

// The settings that hold the registers' addresses; absent, they are the real ones. An
// address may only be one of this very machine: see the adapters.
const (
	DirectoryAddress = "recherche_url"
	RegisterAddress  = "inpi_url"
)

// Service is what one may do with the registers.
type Service struct {
	Store     Store
	Directory Directory
	Register  Register
	Now       func() time.Time
	Vault     func() (Vault, error) // opened when the INPI's account is needed
	OSAccount string                // whose keychain that is
}

// Answer says where something comes from and of when it is.
type Answer struct {
	Source  string // the register's name
	At      time.Time
	Stale   bool   // it could not be asked again: Note says why
	Note    string // a French sentence, "" for nothing to say
	Warning string // on a number with a wrong key
}

// Results is what a search found.
type Results struct {
	Found
	Answer
}

// Card is what is known of a company.
type Card struct {
	Company
	Answer
}

// Search finds companies by name, SIREN or SIRET; refresh asks again what is kept. Errors:
// Invalid with the field « text », Busy or Conflict when the service cannot be asked and
// nothing is kept.
func (s *Service) Search(ctx context.Context, actor rights.Actor, typed string, refresh bool) (Results, error) {
	q, err := ask(typed)
	if err != nil {
		return Results{}, err
	}
	g, err := s.ground(ctx, actor)
	if err != nil {
		return Results{}, err
	}
	found, err := look(ctx, s, searches, q.key(), refresh, func() (Found, error) {
		return s.Directory.Search(ctx, g.directory, q.text)
	})
	if err != nil {
		return Results{}, toldOf(err, q)
	}
	if found.new {
		s.keepAll(ctx, found.value.Companies)
	}
	return Results{Found: found.value, Answer: found.answer(q)}, nil
}

// Company reads the card of a SIREN or a SIRET; refresh asks again what is kept. Errors:
// Invalid with the field « text »; NotFound for a company that is absent or not published;
// Busy or Conflict when nobody can be asked and nothing is kept.
func (s *Service) Company(ctx context.Context, actor rights.Actor, typed string, refresh bool) (Card, error) {
	q, err := number(typed)
	if err != nil {
		return Card{}, err
	}
	g, err := s.ground(ctx, actor)
	if err != nil {
		return Card{}, err
	}
	open, openErr := look(ctx, s, companies, q.key(), refresh, func() (Company, error) { return s.open(ctx, g, q) })
	if !g.account {
		return card(open, openErr, q)
	}
	own, ownErr := look(ctx, s, inpiCompanies, string(q.siren), refresh, func() (Company, error) {
		return s.own(ctx, g, q.siren)
	})
	return joined(own, ownErr, open, openErr, q)
}

// open asks the directory for one company.
func (s *Service) open(ctx context.Context, g ground, q question) (Company, error) {
	found, err := s.Directory.Search(ctx, g.directory, q.text)
	if err != nil {
		return Company{}, err
	}
	for _, c := range found.Companies {
		if c.SIREN != q.siren {
			continue
		}
		if shown, ok := c.showing(q.siret); ok {
			return shown, nil
		}
	}
	return Company{}, &Failure{Kind: Absent, Register: DirectoryName}
}

// own asks the INPI for one company, by the account in the keychain.
func (s *Service) own(ctx context.Context, g ground, number siren.SIREN) (Company, error) {
	account, err := s.account(g.installation)
	if err != nil {
		return Company{}, err
	}
	return s.Register.Company(ctx, g.register, account, number)
}

func card(c looked[Company], err error, q question) (Card, error) {
	if err != nil {
		return Card{}, toldOf(err, q)
	}
	shown, _ := c.value.showing(q.siret)
	return Card{Company: shown, Answer: c.answer(q)}, nil
}

// joined is the INPI's card with what the directory adds; when one of them gives nothing,
// the other's.
func joined(own looked[Company], ownErr error, open looked[Company], openErr error, q question) (Card, error) {
	if ownErr != nil {
		c, err := card(open, openErr, q)
		if err == nil && c.Note == "" {
			c.Note = "Fiche de " + DirectoryName + ". " + ownNote(ownErr)
		}
		return c, err
	}
	c := own.value
	if openErr == nil {
		c = c.completed(open.value)
	}
	shown, _ := c.showing(q.siret)
	return Card{Company: shown, Answer: own.answer(q)}, nil
}

// ownNote says why the INPI's card is missing.
func ownNote(err error) string {
	if f, ok := errors.AsType[*Failure](err); ok && f.Kind == Absent {
		return "L'INPI ne publie pas cette entreprise."
	}
	return fault.From(told(err)).Message
}

// ground is what an actor looks companies up with.
type ground struct {
	directory, register string // addresses, "" for the real ones
	installation        string
	account             bool // this session has one at the INPI
	mayKeep             error
}

// ground reads it, for whoever may see anything. Errors: Unauthenticated, Refused.
func (s *Service) ground(ctx context.Context, actor rights.Actor) (g ground, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		g, err = s.groundIn(tx, actor)
		return err
	})
	return g, err
}

func (s *Service) groundIn(tx Tx, actor rights.Actor) (g ground, err error) {
	standing, err := tx.Standing(actor)
	if err != nil {
		return g, err
	}
	if err := somewhere(standing, rights.See); err != nil {
		return g, err
	}
	g.mayKeep = somewhere(standing, rights.EditConnectors)
	var errs [4]error
	g.directory, errs[0] = tx.Setting(DirectoryAddress)
	g.register, errs[1] = tx.Setting(RegisterAddress)
	g.installation, errs[2] = tx.Installation()
	g.account, errs[3] = tx.HasRegistryAccount(s.OSAccount)
	return g, errors.Join(errs[:]...)
}

// somewhere says whether an actor may do an action in one of their firms.
func somewhere(s rights.Standing, a rights.Action) error {
	if s.Can(a) {
		return nil
	}
	return s.May(a, 0)
}
