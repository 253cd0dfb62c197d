// Package account holds the clients' bank accounts (« IBAN »), their connector and the
// life of their mandate.
//
//	row, err := accounts.Save(ctx, actor, account.Form{ClientID: 7, IBAN: "FR76 3000 …"})
package account

import (
	"strings"

	"sobank/backend/civil"
	"sobank/backend/fault"
	"sobank/backend/iban"
)

// Account is a known bank account.
type Account struct {
	ID            int64
	Key           string // what files are matched by, see KeyOf
	IBAN          iban.IBAN
	FirmID        int64
	ClientID      int64
	Holder        string
	Currency      string
	CollectFrom   civil.Date // statements before stay, undelivered; zero: from the first
	LedgerAccount string     // compte 512…
	JournalCode   string
	ConnectorID   int64 // 0: « Aucun connecteur »
	PartnerFolder string
}

// Row is an account in a list.
type Row struct {
	Account
	BankCode      string // 5 digits, "" for a foreign account
	ClientName    string
	Reference     string
	SIRET         string
	FirmName      string
	Mandate       Mandate
	ConnectorName string
	Responsable   string // of the client; ""
	Partner       string // of the connector, a key of the catalogue; "" without one
	Statements    int
	LastOn        civil.Date // end of the last statement
}

// Aside is an account of « Sans IBAN »: statements came for it, no client has it.
type Aside struct {
	ID         int64
	Key        string
	IBAN       iban.IBAN // "" when the file's account is no IBAN
	FirmID     int64     // 0: of no firm
	FirmName   string
	Statements int
	Operations int
	FirstOn    civil.Date
	LastOn     civil.Date
}

// Query filters, sorts and pages the list of accounts.
type Query struct {
	Search         string
	Sort           string // iban, bank, client, reference, siret, firm, responsable, status, connector
	Desc           bool
	FirmIDs        []int64
	Statuses       []Status
	ConnectorIDs   []int64 // 0 stands for « Aucun connecteur »
	ResponsableIDs []int64 // 0 stands for nobody
	Mine           bool    // « Mes dossiers »: of the clients that the actor keeps
	ClientID       int64
	Offset, Limit  int
}

// Form is what a person gives of an account.
type Form struct {
	ID            int64
	ClientID      int64
	IBAN          string // any spacing; not changed once created
	Holder        string
	CollectFrom   string // ISO, "" from the first statement
	LedgerAccount string
	JournalCode   string
	ApprovedOn    string // ISO: « approuvé hors application le … »; "" leaves the mandate
}

// KeyOf is what an account is matched by: bank/branch/number for a French or Monegasque
// account, since CFONB120 names no country; the IBAN for others; the raw zones of the file
// when they are no RIB.
func KeyOf(i iban.IBAN, rib iban.RIB) string {
	if r, ok := i.RIB(); ok {
		rib = r
	} else if i != "" {
		return string(i)
	}
	return rib.Bank + "/" + rib.Branch + "/" + rib.Number
}

// BankCode is the bank in a key, "" for a foreign account.
func BankCode(key string) string {
	bank, _, ok := strings.Cut(key, "/")
	if !ok {
		return ""
	}
	return bank
}

// parse checks the form. Errors: Invalid with the field.
func (f Form) parse() (a Account, approvedOn civil.Date, err error) {
	a = Account{ID: f.ID, ClientID: f.ClientID, Currency: "EUR", Holder: strings.TrimSpace(f.Holder),
		LedgerAccount: strings.TrimSpace(f.LedgerAccount), JournalCode: strings.TrimSpace(f.JournalCode)}
	if len(a.Holder) > 300 || len(a.LedgerAccount) > 20 || len(a.JournalCode) > 10 {
		return a, 0, fault.New(fault.Invalid, "Un champ de l'IBAN est trop long.")
	}
	if f.ID == 0 {
		if a.IBAN, err = iban.Parse(f.IBAN); err != nil {
			return a, 0, err
		}
		a.Key = KeyOf(a.IBAN, iban.RIB{})
	}
	if a.CollectFrom, err = optionalDate(f.CollectFrom, "collectFrom"); err != nil {
		return a, 0, err
	}
	approvedOn, err = optionalDate(f.ApprovedOn, "approvedOn")
	return a, approvedOn, err
}

func optionalDate(s, field string) (civil.Date, error) {
	if s == "" {
		return 0, nil
	}
	d, err := civil.Parse(s)
	if err != nil {
		return 0, fault.Newf(fault.Invalid, "« %s » n'est pas une date.", s).WithField(field)
	}
	return d, nil
}
