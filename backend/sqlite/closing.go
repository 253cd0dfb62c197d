package sqlite

import (
	"database/sql"
	"errors"

	"sobank/backend/account"
	"sobank/backend/civil"
	"sobank/backend/closing"
	"sobank/backend/iban"
	"sobank/backend/money"
	"sobank/backend/rights"
	"sobank/backend/statement"
)

var _ closing.Tx = (*Tx)(nil)

// closingSelect reads an account beside the end of a day (?1): the statements before and after it,
// and the bounds of all.
const closingSelect = `SELECT a.id, a.key, ifnull(a.iban, ''), a.currency, a.collect_from, a.closed_on, c.id, c.name, c.reference, a.firm_id, f.name,
	l.start_on, l.end_on, l.opening, l.closing, l.state, n.start_on, n.end_on, n.opening, n.closing, n.state,
	(SELECT ifnull(sum(o.amount), 0) FROM operation o WHERE o.account_id = a.id AND o.booked_on > l.end_on AND o.booked_on <= ?1),
	iif(l.id IS NULL AND n.start_on <= ?1, (SELECT ifnull(sum(o.amount), 0) FROM operation o WHERE o.account_id = a.id AND o.booked_on <= ?1), 0),
	(SELECT min(start_on) FROM statement WHERE account_id = a.id), (SELECT max(end_on) FROM statement WHERE account_id = a.id)
	FROM account a JOIN client c ON c.id = a.client_id JOIN firm f ON f.id = a.firm_id
	LEFT JOIN statement l ON l.id = (SELECT id FROM statement WHERE account_id = a.id AND end_on <= ?1 ORDER BY end_on DESC, start_on DESC, id DESC LIMIT 1)
	LEFT JOIN statement n ON n.id = (SELECT id FROM statement WHERE account_id = a.id AND end_on > ?1 ORDER BY end_on, start_on, id LIMIT 1)`

// Closings gives the facts of all accounts that the standing may see and that match, by client.
func (tx *Tx) Closings(s rights.Standing, q closing.Query) (facts []closing.Facts, err error) {
	f := &filter{args: []any{q.On.String()}}
	visibleClient(f, s, "a.firm_id")
	mine(f, s, q.Mine)
	in(f, "a.firm_id", q.FirmIDs)
	if q.Search != "" {
		number := like(iban.Normalize(digitsOrSelf(q.Search)))
		f.add(`(a.iban LIKE ? ESCAPE '\' OR c.name_folded LIKE ? ESCAPE '\' OR c.siret LIKE ? ESCAPE '\')`, number, like(statement.Fold(q.Search)), number)
	}
	err = tx.each(closingSelect+f.where()+" ORDER BY c.name_folded, c.id, a.key", f.args, func(rows *sql.Rows) error {
		one, err := scanClosing(rows)
		facts = append(facts, one)
		return err
	})
	if err != nil {
		return nil, err
	}
	at := make(map[int64]*closing.Facts, len(facts))
	for i := range facts {
		at[facts[i].AccountID] = &facts[i]
	}
	return facts, errors.Join(tx.gaps(at, q.Year), tx.doubts(at, q.Year))
}

func scanClosing(rows *sql.Rows) (f closing.Facts, err error) {
	var number string
	var collect, closed, first, end sql.NullString
	var last, next closingMark
	err = rows.Scan(&f.AccountID, &f.Key, &number, &f.Currency, &collect, &closed, &f.ClientID, &f.ClientName, &f.Reference, &f.FirmID, &f.FirmName,
		&last.start, &last.end, &last.opening, &last.closing, &last.state, &next.start, &next.end, &next.opening, &next.closing, &next.state,
		&f.Moved, &f.Since, &first, &end)
	if err != nil {
		return f, err
	}
	f.IBAN, f.BankCode, f.Decimals = iban.IBAN(number), account.BankCode(f.Key), money.DecimalsOf(f.Currency)
	var errs [6]error
	f.From, errs[0] = day(collect)
	f.ClosedOn, errs[1] = day(closed)
	f.First, errs[2] = day(first)
	f.End, errs[3] = day(end)
	f.Last, errs[4] = last.mark()
	f.Next, errs[5] = next.mark()
	return f, errors.Join(errs[:]...)
}

// closingMark is a statement that may be absent.
type closingMark struct {
	start, end, state sql.NullString
	opening, closing  sql.NullInt64
}

func (m closingMark) mark() (*closing.Mark, error) {
	if !m.end.Valid {
		return nil, nil
	}
	start, errStart := day(m.start)
	end, errEnd := day(m.end)
	return &closing.Mark{Start: start, End: end, Opening: pointer(m.opening), Closing: pointer(m.closing), State: statement.State(m.state.String)}, errors.Join(errStart, errEnd)
}

// gaps reads the interruptions of a year.
func (tx *Tx) gaps(at map[int64]*closing.Facts, year civil.Period) error {
	return tx.each(`SELECT account_id, expected_on, start_on FROM statement INDEXED BY statement_gap WHERE state = 'interruption' AND start_on >= ? AND expected_on <= ?
		ORDER BY account_id, start_on`, []any{year.From.String(), year.To.String()}, func(rows *sql.Rows) error {
		var id int64
		var from, to sql.NullString
		if err := rows.Scan(&id, &from, &to); err != nil || at[id] == nil {
			return err
		}
		var gap civil.Period
		var errFrom, errTo error
		gap.From, errFrom = day(from)
		gap.To, errTo = day(to)
		at[id].Gaps = append(at[id].Gaps, gap)
		return errors.Join(errFrom, errTo)
	})
}

// doubts counts the statements of a year that do not prove their balances.
func (tx *Tx) doubts(at map[int64]*closing.Facts, year civil.Period) error {
	return tx.each(`SELECT account_id, count(*) FROM statement INDEXED BY statement_doubt WHERE state IN ('incoherent', 'unverifiable', 'conflict')
		AND end_on BETWEEN ? AND ? GROUP BY account_id`, []any{year.From.String(), year.To.String()}, func(rows *sql.Rows) error {
		var id int64
		var n int
		err := rows.Scan(&id, &n)
		if at[id] != nil {
			at[id].Unproven = n
		}
		return err
	})
}
