package desktop

import (
	"strings"

	"sobank/backend/account"
	"sobank/backend/bank"
	"sobank/backend/iban"
)

// Accounts is the page « IBAN ».
type Accounts struct{ desk *Desk }

// List gives a page of IBANs.
func (a *Accounts) List(q AccountQuery) (AccountPage, error) {
	return ask(a.desk, func(v visit) (AccountPage, error) {
		rows, total, err := v.house.Accounts.List(v.ctx, v.actor, account.Query{Search: q.Search, Sort: q.Sort, Desc: q.Desc, FirmIDs: q.FirmIDs,
			Statuses: named[account.Status](q.Statuses), ConnectorIDs: q.ConnectorIDs, ClientID: q.ClientID, Offset: q.Offset, Limit: q.Limit})
		page := AccountPage{Rows: make([]AccountRow, len(rows)), Total: total}
		for i, r := range rows {
			page.Rows[i] = accountOf(r)
		}
		return page, err
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
	return ask(a.desk, func(v visit) (AccountRow, error) {
		row, err := v.house.Accounts.Save(v.ctx, v.actor, account.Form(f))
		return accountOf(row), err
	})
}

// Approve records mandates as « approuvé hors application le … ».
func (a *Accounts) Approve(ids []int64, on string) error {
	return do(a.desk, func(v visit) error { return v.house.Accounts.Approve(v.ctx, v.actor, ids, on) })
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
		ClientName: r.ClientName, Reference: r.Reference, Siret: r.SIRET, FirmID: r.FirmID, FirmName: r.FirmName,
		Mandate: string(r.Mandate.Status), MandateName: r.Mandate.Status.French(), MandateSince: r.Mandate.Since.String(), Dots: r.Mandate.Status.Dots(),
		ConnectorID: r.ConnectorID, ConnectorName: r.ConnectorName, Holder: r.Holder, CollectFrom: r.CollectFrom.String(),
		LedgerAccount: r.LedgerAccount, JournalCode: r.JournalCode, Statements: r.Statements, LastOn: r.LastOn.String()}
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
