package provision

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"sobank/backend/account"
	"sobank/backend/civil"
	"sobank/backend/client"
	"sobank/backend/fault"
	"sobank/backend/firm"
	"sobank/backend/iban"
	"sobank/backend/journal"
	"sobank/backend/password"
	"sobank/backend/rights"
	"sobank/backend/siren"
	"sobank/backend/staff"
)

// First is the form of the first start.
type First struct {
	Firm     firm.Card
	Name     string
	Email    string
	Password string
}

// FirstStart makes the first firm and its Administrateur while nobody is there. Errors:
// Invalid with the field, Conflict once somebody is.
func (s *Service) FirstStart(ctx context.Context, f First) error {
	if err := password.Check(f.Password); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx Tx) error {
		n, err := tx.StaffCount()
		if err != nil {
			return err
		}
		if n > 0 {
			return fault.New(fault.Conflict, "So bank est déjà configuré sur ce dossier de données.").
				WithHint("Connectez-vous avec votre adresse e-mail.")
		}
		actor := rights.Systeme(s.OSAccount)
		card, err := tx.FirmNamed(f.Firm.Name)
		if fault.CodeOf(err) == fault.NotFound {
			card, err = s.Firms.Add(tx, actor, f.Firm)
		}
		if err != nil {
			return err
		}
		_, err = staff.Add(tx, actor, staff.Person{Name: f.Name, Email: f.Email, Profile: rights.Administrateur, Firms: []int64{card.ID}}, f.Password)
		return err
	})
}

// Apply adds what a plan names and is not there yet, and brings connectors, mandates and
// associations to what it says, all or nothing. On an installation without staff
// « Système » may; later an Administrateur. Errors: Refused, Invalid with what it is about.
func (s *Service) Apply(ctx context.Context, actor rights.Actor, p Plan, secrets Secrets) (done Done, err error) {
	a := application{Service: s, actor: actor, secrets: secrets, done: &done}
	err = s.Store.Write(ctx, func(tx Tx) error {
		a.undo() // of a try that another writer interrupted
		done = Done{Notices: []string{}}
		a.tx, a.met = tx, map[string]bool{}
		if err := mayProvision(tx, actor); err != nil {
			return err
		}
		for _, f := range p.Firms {
			if err := a.firm(f); err != nil {
				return err
			}
		}
		a.warnUnmet()
		return nil
	})
	if err != nil {
		a.undo()
	}
	return done, err
}

func mayProvision(tx Tx, actor rights.Actor) error {
	standing, err := tx.Standing(actor)
	if err != nil {
		return err
	}
	if n, err := tx.StaffCount(); err != nil || n == 0 && actor.System {
		return err
	}
	return standing.May(rights.Provision, 0)
}

// application is a plan being applied.
type application struct {
	*Service
	tx      Tx
	actor   rights.Actor
	secrets Secrets
	done    *Done
	met     map[string]bool // names under which secrets were given, and a connector was found
	safes   []*firm.Safe    // what was put into the keychain, which knows no transaction
}

// undo puts the keychain back as it was.
func (a *application) undo() {
	for _, safe := range a.safes {
		safe.Undo()
	}
	a.safes = nil
}

func (a *application) firm(f Firm) error {
	f.Name = strings.TrimSpace(f.Name)
	card, err := a.tx.FirmNamed(f.Name)
	if fault.CodeOf(err) == fault.NotFound {
		a.done.Firms++
		card, err = a.Firms.Add(a.tx, a.actor, firm.Card{Name: f.Name, SIRET: f.SIRET})
	}
	if err != nil {
		return about("cabinet", f.Name, err)
	}
	a.warnSIRET("cabinet", f.Name, f.SIRET)
	for _, m := range f.Staff {
		if err := a.member(card.ID, m); err != nil {
			return about("collaborateur", m.Email, err)
		}
	}
	connectors, err := a.connectors(card.ID, f.Connectors)
	if err != nil {
		return err
	}
	for _, c := range f.Clients {
		if err := a.client(card.ID, c, connectors); err != nil {
			return about("client", c.Name, err)
		}
	}
	return nil
}

// about says in the message what of the plan an error concerns.
func about(kind, name string, err error) error {
	e := fault.From(err)
	if e.Code == fault.Internal || e.Code == fault.Cancelled {
		return err
	}
	named := *e
	named.Message = fmt.Sprintf("%s « %s » : %s", kind, name, e.Message)
	return &named
}

func (a *application) warnSIRET(kind, name, siret string) {
	if parsed, err := siren.ParseSIRET(siret); err == nil && !parsed.KeyOK() {
		a.notice("%s « %s » : %s", kind, name, siren.Warning(parsed))
	}
}

func (a *application) notice(format string, args ...any) {
	a.done.Notices = append(a.done.Notices, fmt.Sprintf(format, args...))
}

func (a *application) member(firmID int64, m Member) error {
	known, err := a.tx.StaffByEmail(m.Email)
	if err == nil {
		return a.join(known.Person, firmID, m)
	}
	if fault.CodeOf(err) != fault.NotFound {
		return err
	}
	first := a.firstPassword(m.Email)
	if first == "" {
		return fault.New(fault.Invalid, "il n'a pas de premier mot de passe.").WithField("staff").
			WithHint(`Donnez-le sur l'entrée standard : {"staff":{"` + m.Email + `":"…"}}.`)
	}
	a.done.Staff++
	_, err = staff.Add(a.tx, a.actor, staff.Person{Name: m.Name, Email: m.Email, Profile: rights.Profile(m.Profile), Firms: []int64{firmID}}, first)
	return err
}

// join makes a known person belong to the firm too; their profile is theirs to keep.
func (a *application) join(p staff.Person, firmID int64, m Member) error {
	if string(p.Profile) != m.Profile {
		a.notice("collaborateur « %s » : déjà connu comme %s, son profil n'est pas changé.", p.Email, p.Profile.French())
	}
	if slices.Contains(p.Firms, firmID) {
		return nil
	}
	if err := a.tx.JoinFirm(p.ID, firmID); err != nil {
		return err
	}
	return a.record("staff.join", firmID, "staff", p.ID)
}

// firstPassword finds a person's secret, whatever the case of the address.
func (a *application) firstPassword(email string) string {
	for address, secret := range a.secrets.Staff {
		if strings.EqualFold(strings.TrimSpace(address), strings.TrimSpace(email)) {
			return secret
		}
	}
	return ""
}

func (a *application) record(action string, firmID int64, object string, id int64) error {
	return a.tx.Record(journal.Entry{Actor: a.actor, Action: action, FirmID: firmID, Object: object, ObjectID: id})
}

func (a *application) client(firmID int64, c Client, connectors map[string]int64) error {
	wanted := client.Client{FirmID: firmID, Name: c.Name, SIRET: c.SIRET, Reference: c.Reference}
	digits := iban.Normalize(c.SIRET)
	id, err := a.tx.ClientLike(firmID, digits, c.Name)
	if err != nil {
		return err
	}
	if id == 0 {
		a.done.Clients++
		if id, err = client.Add(a.tx, a.actor, wanted); err != nil {
			return err
		}
	}
	a.warnSIRET("client", c.Name, c.SIRET)
	for _, acc := range c.Accounts {
		if err := a.account(firmID, id, acc, connectors); err != nil {
			return about("IBAN", acc.IBAN, err)
		}
	}
	return nil
}

func (a *application) account(firmID, clientID int64, p Account, connectors map[string]int64) error {
	number, err := iban.Parse(p.IBAN)
	if err != nil {
		return err
	}
	connectorID, ok := connectors[folded(p.Connector)]
	if p.Connector != "" && !ok {
		return fault.Newf(fault.Invalid, "le connecteur « %s » n'est pas dans la liste du cabinet.", p.Connector).WithField("connector")
	}
	status, err := account.ParseStatus(p.Mandate)
	if err != nil {
		return err
	}
	wanted := account.Account{Key: account.KeyOf(number, iban.RIB{}), IBAN: number, FirmID: firmID, ClientID: clientID,
		Currency: "EUR", ConnectorID: connectorID, PartnerFolder: p.PartnerFolder}
	known, err := a.tx.AccountKeyed(wanted.Key)
	if fault.CodeOf(err) == fault.NotFound {
		a.done.Accounts++
		_, err = account.Add(a.tx, a.actor, wanted, account.Mandate{Status: status, Since: civil.Of(a.Now())})
		return err
	}
	if err != nil {
		return err
	}
	return a.converge(known, wanted, p.Mandate, status)
}

// converge brings a known account to what the plan says; what it leaves out stays.
func (a *application) converge(known, wanted account.Account, mandate string, status account.Status) error {
	if known.FirmID != wanted.FirmID || known.ClientID != wanted.ClientID {
		return fault.New(fault.Conflict, "cet IBAN est déjà celui d'un autre client.").WithField("iban")
	}
	standing, err := a.tx.Standing(a.actor)
	if err != nil {
		return err
	}
	row, err := a.tx.Account(standing, known.ID)
	if err != nil {
		return err
	}
	if wanted.ConnectorID != 0 && row.ConnectorID != wanted.ConnectorID {
		if err := a.tx.SetConnector(known.ID, wanted.ConnectorID); err != nil {
			return err
		}
		if err := a.record("account.associate", known.FirmID, "account", known.ID); err != nil {
			return err
		}
		if row, err = a.tx.Account(standing, known.ID); err != nil { // another connector forgets the partner's folder
			return err
		}
	}
	if mandate != "" && row.Mandate.Status != status {
		if err := a.tx.SetMandate(a.actor, known.ID, account.Mandate{Status: status, Since: civil.Of(a.Now())}, ""); err != nil {
			return err
		}
		if err := a.record("mandate."+string(status), known.FirmID, "account", known.ID); err != nil {
			return err
		}
	}
	if wanted.PartnerFolder != "" {
		if err := account.ChangePartnerFolder(a.tx, a.actor, row, wanted.PartnerFolder); err != nil {
			return err
		}
	}
	return a.tx.Settle(known.ID)
}
