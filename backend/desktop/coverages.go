package desktop

import "sobank/backend/coverage"

// Coverages is « Couverture »: which days of each IBAN its statements cover, and who is late.
type Coverages struct{ desk *Desk }

// CoverageQuery filters and pages the IBANs. Days are written 2026-03-14.
type CoverageQuery struct {
	From    string  `json:"from"`
	To      string  `json:"to"`
	Search  string  `json:"search"`
	FirmIDs []int64 `json:"firmIds"`
	Mine    bool    `json:"mine"`
	Late    bool    `json:"late"`
	Offset  int     `json:"offset"`
	Limit   int     `json:"limit"`
}

// CoverageRow is an IBAN with its days.
type CoverageRow struct {
	AccountID  int64  `json:"accountId"`
	IBANShown  string `json:"ibanShown"`
	Bank       string `json:"bank"`
	ClientID   int64  `json:"clientId"`
	ClientName string `json:"clientName"`
	FirmName   string `json:"firmName"`
	Collected  bool   `json:"collected"`
	LastOn     string `json:"lastOn"`
	Rhythm     string `json:"rhythm"` // as shown
	Late       int    `json:"late"`   // working days
	Days       string `json:"days"`   // a letter a day: r received, e quiet, m missing, d doubtful, . nothing
}

// CoveragePage is a page of the IBANs with the counts of the whole list.
type CoveragePage struct {
	Rows     []CoverageRow `json:"rows"`
	Total    int           `json:"total"` // of the list as it is filtered
	Late     int           `json:"late"`
	Accounts int           `json:"accounts"`
}

// List gives a page of the IBANs, the latest first.
func (c *Coverages) List(q CoverageQuery) (CoveragePage, error) {
	return ask(c.desk.given(q), func(v visit) (CoveragePage, error) {
		period, err := periodOf(q.From, q.To)
		if err != nil {
			return CoveragePage{}, err
		}
		found, err := v.house.Coverages.List(v.ctx, v.actor, coverage.Query{Period: period, Search: q.Search, FirmIDs: q.FirmIDs, Mine: q.Mine,
			Late: q.Late, Offset: q.Offset, Limit: q.Limit})
		page := CoveragePage{Rows: make([]CoverageRow, len(found.Rows)), Total: found.Listed, Late: found.Late, Accounts: found.Accounts}
		for i, r := range found.Rows {
			page.Rows[i] = CoverageRow{AccountID: r.AccountID, IBANShown: shown(r.IBAN, r.Key), Bank: bankOf(r.BankCode), ClientID: r.ClientID,
				ClientName: r.ClientName, FirmName: r.FirmName, Collected: r.Collected, Rhythm: r.Rhythm.French(), Late: r.Late, Days: r.Days}
			if r.LastOn != 0 {
				page.Rows[i].LastOn = r.LastOn.String()
			}
		}
		return page, err
	})
}
