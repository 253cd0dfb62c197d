package sqlite

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"sobank/backend/account"
	"sobank/backend/civil"
	"sobank/backend/coverage"
	"sobank/backend/iban"
	"sobank/backend/rights"
	"sobank/backend/statement"
)

var _ coverage.Tx = (*Tx)(nil)

// lastEnds is the ends of the last statements of an account a.
const lastEnds = "(SELECT group_concat(end_on) FROM (SELECT DISTINCT end_on FROM statement WHERE account_id = a.id ORDER BY end_on DESC LIMIT 12))"

// Arrivals gives the accounts that the standing may see and that match, by client.
func (tx *Tx) Arrivals(s rights.Standing, q coverage.Query, since civil.Date) (list []coverage.Arrival, err error) {
	f := &filter{args: []any{since.String()}}
	visibleClient(f, s, "a.firm_id")
	mine(f, s, q.Mine)
	in(f, "a.firm_id", q.FirmIDs)
	if q.Search != "" {
		number := like(iban.Normalize(digitsOrSelf(q.Search)))
		f.add(`(a.iban LIKE ? ESCAPE '\' OR c.name_folded LIKE ? ESCAPE '\' OR c.siret LIKE ? ESCAPE '\')`, number, like(statement.Fold(q.Search)), number)
	}
	query := `SELECT a.id, a.key, ifnull(a.iban, ''), c.id, c.name, f.name, ifnull(m.status, '') = 'approved', a.closed_on IS NOT NULL OR c.mission_ended_on IS NOT NULL,
		iif((SELECT max(end_on) FROM statement WHERE account_id = a.id) >= ?, '', ifnull(` + lastEnds + `, ''))
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
		a.Ends, err = daysOf(ends)
		list = append(list, a)
		return err
	})
	return list, err
}

// Ends gives the ends of the last statements of accounts, latest first.
func (tx *Tx) Ends(accounts []int64) (map[int64][]civil.Date, error) {
	chosen, err := json.Marshal(accounts)
	if err != nil {
		return nil, err
	}
	ends := make(map[int64][]civil.Date, len(accounts))
	err = tx.each("SELECT a.id, ifnull("+lastEnds+", '') FROM account a WHERE a.id IN (SELECT value FROM json_each(?))", []any{string(chosen)}, func(rows *sql.Rows) error {
		var id int64
		var list string
		if err := rows.Scan(&id, &list); err != nil {
			return err
		}
		var err error
		ends[id], err = daysOf(list)
		return err
	})
	return ends, err
}

// daysOf reads days with commas between them.
func daysOf(list string) (days []civil.Date, err error) {
	if list == "" {
		return nil, nil
	}
	for text := range strings.SplitSeq(list, ",") {
		day, err := civil.Parse(text)
		if err != nil {
			return nil, err
		}
		days = append(days, day)
	}
	return days, nil
}

// Spans gives the statements of each account that touch a period, by day.
func (tx *Tx) Spans(accounts []int64, p civil.Period, each func(int64, []coverage.Span)) error {
	if int64(len(accounts)) >= manyAccounts {
		done, err := tx.inParts(func(tx *Tx, i int) error {
			first, last := portion(0, int64(len(accounts))-1, i)
			return tx.spans(accounts[first:last+1], p, each)
		})
		if done || err != nil {
			return err
		}
	}
	return tx.spans(accounts, p, each)
}

// spans is Spans by one reader. An account's come in one row: there may be a million, and each row
// costs more than what it says.
func (tx *Tx) spans(accounts []int64, p civil.Period, each func(int64, []coverage.Span)) error {
	chosen, err := json.Marshal(accounts)
	if err != nil {
		return err
	}
	var list []coverage.Span
	// The last one before the period says what its first days are tied to.
	return tx.each(`SELECT g.value, group_concat(s.start_on || s.end_on || (s.operations > 0) || s.state || '/' || ifnull(s.expected_on, '') ORDER BY s.end_on, s.start_on)
		FROM json_each(?1) g CROSS JOIN statement s INDEXED BY statement_account
		ON s.account_id = g.value AND s.end_on >= ifnull((SELECT max(end_on) FROM statement b WHERE b.account_id = g.value AND b.end_on < ?2), ?2)
		WHERE s.start_on <= ?3 GROUP BY g.value`, []any{string(chosen), p.From.String(), p.To.String()}, func(rows *sql.Rows) error {
		var id int64
		var spans sql.RawBytes
		if err := rows.Scan(&id, &spans); err != nil {
			return err
		}
		list = list[:0]
		for text := range strings.SplitSeq(string(spans), ",") {
			span, err := spanOf(text)
			if err != nil {
				return err
			}
			list = append(list, span)
		}
		each(id, list)
		return nil
	})
}

// spanOf reads a span as Spans asks for it: start and end, whether it has operations, its state, and
// the day of the balance before an interruption.
func spanOf(text string) (s coverage.Span, err error) {
	if len(text) < 22 {
		return s, fmt.Errorf("sqlite: days of a statement: %q", text)
	}
	state, expected, _ := strings.Cut(text[21:], "/")
	s.State, s.Moved = statement.State(state), text[20] == '1'
	var errs [3]error
	s.Start, errs[0] = civil.Parse(text[:10])
	s.End, errs[1] = civil.Parse(text[10:20])
	if expected != "" {
		s.Expected, errs[2] = civil.Parse(expected)
	}
	return s, errors.Join(errs[:]...)
}
