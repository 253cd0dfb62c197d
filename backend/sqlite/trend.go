package sqlite

import (
	"database/sql"
	"encoding/json"

	"sobank/backend/civil"
	"sobank/backend/money"
	"sobank/backend/rights"
	"sobank/backend/trend"
)

var _ trend.Tx = (*Tx)(nil)

// Followed gives the accounts of a query that the standing may see, and their client's name.
func (tx *Tx) Followed(s rights.Standing, q trend.Query) (accounts []trend.Account, name string, err error) {
	f := &filter{}
	visibleClient(f, s, "a.firm_id")
	if q.AccountID != 0 {
		f.add("a.id = ?", q.AccountID)
	} else {
		f.add("a.client_id = ?", q.ClientID)
	}
	err = tx.each("SELECT a.id, a.currency, c.name FROM account a JOIN client c ON c.id = a.client_id"+f.where()+" ORDER BY a.key", f.args, func(rows *sql.Rows) error {
		var a trend.Account
		err := rows.Scan(&a.ID, &a.Currency, &name)
		a.Decimals = money.DecimalsOf(a.Currency)
		accounts = append(accounts, a)
		return err
	})
	if err == nil && len(accounts) == 0 {
		err = notFound("Cet IBAN ou ce client n'existe pas, ou vous n'y avez pas accès.")
	}
	return accounts, name, err
}

// BookedByMonth sums what was booked, by month.
func (tx *Tx) BookedByMonth(accounts []int64, p civil.Period) (list []trend.Booked, err error) {
	chosen, err := json.Marshal(accounts)
	if err != nil {
		return nil, err
	}
	err = tx.each(`SELECT o.account_id, substr(o.booked_on, 1, 7) || '-01', count(*), sum(max(o.amount, 0)), sum(min(o.amount, 0))
		FROM json_each(?) g CROSS JOIN operation o ON o.account_id = g.value WHERE o.booked_on BETWEEN ? AND ? GROUP BY 1, 2`,
		[]any{string(chosen), p.From.String(), p.To.String()}, func(rows *sql.Rows) error {
			var b trend.Booked
			var first sql.NullString
			if err := rows.Scan(&b.AccountID, &first, &b.Count, &b.Credits, &b.Debits); err != nil {
				return err
			}
			b.Month, err = day(first)
			list = append(list, b)
			return err
		})
	return list, err
}

// ClosingsDuring lists the balances that statements give during a period, and the last before it.
func (tx *Tx) ClosingsDuring(accounts []int64, p civil.Period) (list []trend.Closing, err error) {
	chosen, err := json.Marshal(accounts)
	if err != nil {
		return nil, err
	}
	err = tx.each(`SELECT s.account_id, s.end_on, s.closing FROM json_each(?1) g CROSS JOIN statement s ON s.account_id = g.value
		WHERE s.closing IS NOT NULL AND s.end_on <= ?3 AND s.end_on >= ifnull((SELECT max(end_on) FROM statement b WHERE b.account_id = g.value
			AND b.end_on < ?2 AND b.closing IS NOT NULL), ?2)
		ORDER BY s.end_on, s.start_on, s.id`, []any{string(chosen), p.From.String(), p.To.String()}, func(rows *sql.Rows) error {
		var c trend.Closing
		var on sql.NullString
		if err := rows.Scan(&c.AccountID, &on, &c.Amount); err != nil {
			return err
		}
		c.On, err = day(on)
		list = append(list, c)
		return err
	})
	return list, err
}
