package sqlite

import (
	"database/sql"
	"encoding/json"
	"errors"
	"strings"

	"sobank/backend/account"
	"sobank/backend/civil"
	"sobank/backend/coverage"
	"sobank/backend/iban"
	"sobank/backend/rights"
	"sobank/backend/statement"
)

var _ coverage.Tx = (*Tx)(nil)

// Arrivals gives the accounts that the standing may see and that match, by client.
func (tx *Tx) Arrivals(s rights.Standing, q coverage.Query, since civil.Date) (list []coverage.Arrival, err error) {
	recent := "9999-12-31"
	if since != 0 {
		recent = since.String()
	}
	f := &filter{args: []any{recent}}
	visibleClient(f, s, "a.firm_id")
	mine(f, s, q.Mine)
	in(f, "a.firm_id", q.FirmIDs)
	if q.Search != "" {
		number := like(iban.Normalize(digitsOrSelf(q.Search)))
		f.add(`(a.iban LIKE ? ESCAPE '\' OR c.name_folded LIKE ? ESCAPE '\' OR c.siret LIKE ? ESCAPE '\')`, number, like(statement.Fold(q.Search)), number)
	}
	query := `SELECT a.id, a.key, ifnull(a.iban, ''), c.id, c.name, f.name, ifnull(m.status, '') = 'approved', a.closed_on IS NOT NULL OR c.mission_ended_on IS NOT NULL,
		iif((SELECT max(end_on) FROM statement WHERE account_id = a.id) >= ?, '',
			ifnull((SELECT group_concat(end_on) FROM (SELECT DISTINCT end_on FROM statement WHERE account_id = a.id ORDER BY end_on DESC LIMIT 12)), ''))
		FROM account a JOIN client c ON c.id = a.client_id JOIN firm f ON f.id = a.firm_id LEFT JOIN mandate m ON m.account_id = a.id` +
		f.where() + " ORDER BY c.name_folded, c.id, a.key"
	err = tx.each(query, f.args, func(rows *sql.Rows) error {
		var a coverage.Arrival
		var number, ends string
		err := rows.Scan(&a.AccountID, &a.Key, &number, &a.ClientID, &a.ClientName, &a.FirmName, &a.Collected, &a.Closed, &ends)
		if err != nil {
			return err
		}
		a.IBAN, a.BankCode = iban.IBAN(number), account.BankCode(a.Key)
		for on := range strings.SplitSeq(ends, ",") {
			if on == "" {
				continue
			}
			end, err := civil.Parse(on)
			if err != nil {
				return err
			}
			a.Ends = append(a.Ends, end)
		}
		list = append(list, a)
		return nil
	})
	return list, err
}

// Spans gives the statements of accounts that touch a period, by account then day.
func (tx *Tx) Spans(accounts []int64, p civil.Period, each func(int64, coverage.Span)) error {
	chosen, err := json.Marshal(accounts)
	if err != nil {
		return err
	}
	// The last one before the period says what its first days are tied to.
	return tx.each(`SELECT s.account_id, s.start_on, s.end_on, s.operations, s.state, s.expected_on FROM json_each(?1) g CROSS JOIN statement s
		ON s.account_id = g.value AND s.end_on >= ifnull((SELECT max(end_on) FROM statement b WHERE b.account_id = g.value AND b.end_on < ?2), ?2)
		WHERE s.start_on <= ?3 ORDER BY g.value, s.end_on, s.start_on`, []any{string(chosen), p.From.String(), p.To.String()}, func(rows *sql.Rows) error {
		var id int64
		var s coverage.Span
		var start, end, expected sql.NullString
		var state string
		if err := rows.Scan(&id, &start, &end, &s.Operations, &state, &expected); err != nil {
			return err
		}
		s.State = statement.State(state)
		var errs [3]error
		s.Start, errs[0] = day(start)
		s.End, errs[1] = day(end)
		s.Expected, errs[2] = day(expected)
		each(id, s)
		return errors.Join(errs[:]...)
	})
}
