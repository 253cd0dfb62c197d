package desktop

import (
	"sobank/backend/civil"
	"sobank/backend/closing"
	"sobank/backend/export"
)

// Closings is « Clôture »: where each IBAN stood at the end of a day, and whether a fiscal year is
// complete.
type Closings struct{ desk *Desk }

// ClosingQuery filters and pages the IBANs. Days are written 2026-03-14.
type ClosingQuery struct {
	On         string  `json:"on"`
	From       string  `json:"from"` // of the fiscal year
	To         string  `json:"to"`
	Search     string  `json:"search"`
	FirmIDs    []int64 `json:"firmIds"`
	Mine       bool    `json:"mine"`
	Incomplete bool    `json:"incomplete"`
	Offset     int     `json:"offset"`
	Limit      int     `json:"limit"`
}

// ClosingRow is an IBAN at the end of a day and over a fiscal year. Amounts are in minor units.
type ClosingRow struct {
	AccountID     int64       `json:"accountId"`
	IBANShown     string      `json:"ibanShown"`
	Bank          string      `json:"bank"`
	ClientID      int64       `json:"clientId"`
	ClientName    string      `json:"clientName"`
	Reference     string      `json:"reference"`
	FirmName      string      `json:"firmName"`
	Currency      string      `json:"currency"`
	Decimals      int         `json:"decimals"`
	Certainty     string      `json:"certainty"` // exact, last_known, broken, unproven, none
	CertaintyName string      `json:"certaintyName"`
	Balance       *int64      `json:"balance"`
	KnownOn       string      `json:"knownOn"`
	Missing       []DayPeriod `json:"missing"`
	Unproven      int         `json:"unproven"` // statements of the year that prove nothing
	Complete      bool        `json:"complete"`
}

// DayPeriod is a run of days, both included.
type DayPeriod struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// ClosingPage is a page of the IBANs with the counts of the whole list.
type ClosingPage struct {
	Rows     []ClosingRow `json:"rows"`
	Total    int          `json:"total"` // of the list as it is filtered
	Accounts int          `json:"accounts"`
	Exact    int          `json:"exact"`
	Complete int          `json:"complete"`
}

// List gives a page of the IBANs, by client.
func (c *Closings) List(q ClosingQuery) (ClosingPage, error) {
	return ask(c.desk.given(q), func(v visit) (ClosingPage, error) {
		query, err := closingOf(q)
		if err != nil {
			return ClosingPage{}, err
		}
		rows, all, err := v.house.Closings.List(v.ctx, v.actor, query)
		page := ClosingPage{Rows: make([]ClosingRow, len(rows)), Total: all.Listed, Accounts: all.Accounts, Exact: all.Exact, Complete: all.Complete}
		for i, r := range rows {
			page.Rows[i] = closingRowOf(r)
		}
		return page, err
	})
}

// Export writes the whole list as CSV or XLSX; an empty path when the person closes the dialog.
func (c *Closings) Export(q ClosingQuery, format string) (Exported, error) {
	exports := &Exports{c.desk}
	return exports.save("cloture", format, func(v visit, path string) (export.Done, error) {
		query, err := closingOf(q)
		if err != nil {
			return export.Done{}, err
		}
		return v.house.Exports.Closings(v.ctx, v.actor, query, path)
	}, q)
}

func closingOf(q ClosingQuery) (closing.Query, error) {
	on, err := dayOf(q.On, "on")
	if err != nil {
		return closing.Query{}, err
	}
	year, err := periodOf(q.From, q.To)
	return closing.Query{On: on, Year: year, Search: q.Search, FirmIDs: q.FirmIDs, Mine: q.Mine, Incomplete: q.Incomplete, Offset: q.Offset, Limit: q.Limit}, err
}

func closingRowOf(r closing.Row) ClosingRow {
	row := ClosingRow{AccountID: r.AccountID, IBANShown: shown(r.IBAN, r.Key), Bank: bankOf(r.BankCode), ClientID: r.ClientID, ClientName: r.ClientName,
		Reference: r.Reference, FirmName: r.FirmName, Currency: r.Currency, Decimals: r.Decimals, Certainty: string(r.Certainty),
		CertaintyName: r.Certainty.French(), Balance: r.Balance, Missing: make([]DayPeriod, len(r.Missing)), Unproven: r.Unproven, Complete: r.Complete()}
	if r.KnownOn != civil.Date(0) {
		row.KnownOn = r.KnownOn.String()
	}
	for i, p := range r.Missing {
		row.Missing[i] = DayPeriod{From: p.From.String(), To: p.To.String()}
	}
	return row
}
