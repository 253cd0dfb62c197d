package desktop

import (
	"strings"

	"sobank/backend/account"
	"sobank/backend/bank"
	"sobank/backend/firm"
	"sobank/backend/iban"
)

// Accounts is the page « IBAN ».
type Accounts struct{ desk *Desk }

// List gives a page of IBANs.
func (a *Accounts) List(q AccountQuery) (AccountPage, error) {
	return ask(a.desk.given(q), func(v visit) (AccountPage, error) {
		rows, total, err := v.house.Accounts.List(v.ctx, v.actor, accountQueryOf(q))
		page := AccountPage{Rows: make([]AccountRow, len(rows)), Total: total}
		for i, r := range rows {
			page.Rows[i] = accountOf(r)
		}
		return page, err
	})
}

// All gives every IBAN of a list, to choose them all at once.
func (a *Accounts) All(q AccountQuery) ([]AccountRow, error) {
	return ask(a.desk.given(q), func(v visit) ([]AccountRow, error) {
		list, err := v.house.Accounts.All(v.ctx, v.actor, accountQueryOf(q))
		rows := make([]AccountRow, len(list))
		for i, r := range list {
			rows[i] = accountOf(r)
		}
		return rows, err
	})
}

// Get gives one IBAN, for « Détails ».
func (a *Accounts) Get(id int64) (AccountRow, error) {
	return ask(a.desk, func(v visit) (AccountRow, error) {
		row, err := v.house.Accounts.Get(v.ctx, v.actor, id)
		return accountOf(row), err
	})
}

// Save creates (ID 0) or changes an IBAN.
func (a *Accounts) Save(f AccountForm) (AccountRow, error) {
	return ask(a.desk.given(f), func(v visit) (AccountRow, error) {
		defer a.desk.syncing.kick(false)
		row, err := v.house.Accounts.Save(v.ctx, v.actor, account.Form(f))
		return accountOf(row), err
	})
}

// Approve records mandates as « approuvé hors application le … ».
func (a *Accounts) Approve(ids []int64, on string) error {
	return do(a.desk.given(ids, on), func(v visit) error {
		defer a.desk.syncing.kick(false)
		return v.house.Accounts.Approve(v.ctx, v.actor, ids, on)
	})
}

// Aside lists what is under « Sans IBAN ».
func (a *Accounts) Aside() ([]AsideRow, error) {
	return ask(a.desk, func(v visit) ([]AsideRow, error) {
		list, err := v.house.Accounts.Asides(v.ctx, v.actor)
		rows := make([]AsideRow, len(list))
		for i, x := range list {
			rows[i] = AsideRow{AccountID: x.ID, IBAN: string(x.IBAN), Shown: shown(x.IBAN, x.Key), Bank: bankOf(account.BankCode(x.Key)), FirmID: x.FirmID,
				FirmName: x.FirmName, Statements: x.Statements, Operations: x.Operations, FirstOn: x.FirstOn.String(), LastOn: x.LastOn.String()}
		}
		return rows, err
	})
}

func accountOf(r account.Row) AccountRow {
	return AccountRow{ID: r.ID, IBAN: string(r.IBAN), IBANShown: shown(r.IBAN, r.Key), Bank: bankOf(r.BankCode), ClientID: r.ClientID,
		ClientName: r.ClientName, Reference: r.Reference, Siret: r.SIRET, FirmID: r.FirmID, FirmName: r.FirmName, Responsable: r.Responsable,
		Mandate: string(r.Mandate.Status), MandateName: r.Mandate.Status.French(), MandateSince: r.Mandate.Since.String(), Dots: r.Mandate.Status.Dots(),
		ConnectorID: r.ConnectorID, ConnectorName: r.ConnectorName, ConnectorMode: modeOf(r.Partner), PartnerFolder: r.PartnerFolder,
		Holder: r.Holder, CollectFrom: r.CollectFrom.String(),
		LedgerAccount: r.LedgerAccount, JournalCode: r.JournalCode, Statements: r.Statements, LastOn: r.LastOn.String()}
}

// modeOf is how a connector delivers, "" without one.
func modeOf(partner string) string {
	p, known := firm.PartnerOf(partner)
	if !known {
		return ""
	}
	return p.Mode.French()
}

// shown is an account as people read it: its IBAN, else the zones of the file.
func shown(i iban.IBAN, key string) string {
	if i != "" {
		return i.Format()
	}
	return strings.ReplaceAll(key, "/", " ")
}

func bankOf(code string) string {
	if code == "" {
		return ""
	}
	return bank.Name(code)
}

// named turns the window's words into a capability's.
func named[T ~string](words []string) []T {
	list := make([]T, len(words))
	for i, w := range words {
		list[i] = T(w)
	}
	return list
}

// Associate associates IBANs with a connector of their firm, or (0) with none.
func (a *Accounts) Associate(ids []int64, connectorID int64) (Association, error) {
	return ask(a.desk.given(ids), func(v visit) (Association, error) {
		defer a.desk.syncing.kick(false)
		done, err := v.house.Accounts.Associate(v.ctx, v.actor, ids, connectorID)
		return Association(done), err
	})
}

// Mandate gives a mandate with its history and its legal moves.
func (a *Accounts) Mandate(id int64) (MandateDetails, error) {
	return ask(a.desk, func(v visit) (MandateDetails, error) {
		life, err := v.house.Accounts.Mandate(v.ctx, v.actor, id)
		return mandateOf(id, life), err
	})
}

// MoveMandate moves mandates along their legal way, all or none.
func (a *Accounts) MoveMandate(f MandateForm) error {
	return do(a.desk.given(f), func(v visit) error {
		defer a.desk.syncing.kick(false)
		return v.house.Accounts.Move(v.ctx, v.actor, f.AccountIDs, account.Status(f.To), f.On, f.Note)
	})
}

// SetPartnerFolder says which company an IBAN is of at its partner; "" lets it be matched.
func (a *Accounts) SetPartnerFolder(id int64, folder string) error {
	return do(a.desk.given(folder), func(v visit) error {
		defer a.desk.syncing.kick(false)
		return v.house.Accounts.SetPartnerFolder(v.ctx, v.actor, id, folder)
	})
}

func mandateOf(accountID int64, life account.Life) MandateDetails {
	d := MandateDetails{AccountID: accountID, Status: string(life.Status), Name: life.Status.French(), Since: life.Since.String(),
		Dots: life.Status.Dots(), Steps: make([]MandateStep, len(life.Steps)), Moves: make([]MandateMove, len(life.Moves))}
	for i, s := range life.Steps {
		d.Steps[i] = MandateStep{Name: s.Status.French(), Since: s.Since.String(), By: s.By, Note: s.Note, At: at(s.At)}
	}
	for i, m := range life.Moves {
		d.Moves[i] = MandateMove{To: string(m.To), Name: m.To.French(), Label: m.Label, Allowed: life.May[i], NeedNote: m.NeedNote}
	}
	return d
}
