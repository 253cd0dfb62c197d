package sqlite

import (
	"database/sql"
	"errors"
	"time"

	"sobank/backend/account"
	"sobank/backend/civil"
	"sobank/backend/iban"
	"sobank/backend/rights"
	"sobank/backend/statement"
)

var _ statement.Tx = (*Tx)(nil)

const statementFrom = ` FROM statement s JOIN account a ON a.id = s.account_id LEFT JOIN client c ON c.id = a.client_id
	LEFT JOIN firm f ON f.id = a.firm_id LEFT JOIN staff r ON r.id = s.released_by
	LEFT JOIN statement_review v ON v.statement_id = s.id LEFT JOIN staff w ON w.id = v.staff_id`

const statementSelect = `SELECT s.id, s.account_id, a.key, ifnull(a.iban, ''), ifnull(a.firm_id, 0), ifnull(f.name, ''), ifnull(c.id, 0),
	ifnull(c.name, ''), s.currency, s.decimals, s.start_on, s.end_on, s.opening_on, s.opening, s.closing_on, s.closing, s.credits, s.debits,
	s.operations, s.own, s.unreadable, s.state, s.expected, s.expected_on, s.place, s.reason, s.handed_over, s.received_at,
	ifnull(r.name, ''), s.released_at, ifnull(s.release_reason, ''), ifnull(f.hold_interruptions, 0),
	` + currentMark + `, ifnull(w.name, ''), ifnull(v.at, ''), ifnull(v.note, '')` + statementFrom

func scanStatement(scan func(...any) error) (r statement.Row, firmHolds bool, err error) {
	var number, state, place, reason, received, reviewed string
	var start, end, openingOn, closingOn, expectedOn, releasedAt sql.NullString
	var opening, closing, expected sql.NullInt64
	err = scan(&r.ID, &r.AccountID, &r.Key, &number, &r.FirmID, &r.FirmName, &r.ClientID, &r.ClientName, &r.Currency, &r.Decimals,
		&start, &end, &openingOn, &opening, &closingOn, &closing, &r.Credits, &r.Debits, &r.Operations, &r.Own, &r.Unreadable, &state,
		&expected, &expectedOn, &place, &reason, &r.HandedOver, &received, &r.ReleasedBy, &releasedAt, &r.Why, &firmHolds,
		(*string)(&r.Review.Mark), &r.Review.By, &reviewed, &r.Review.Note)
	if err != nil {
		return r, false, err
	}
	r.IBAN, r.BankCode, r.Expected = iban.IBAN(number), account.BankCode(r.Key), pointer(expected)
	r.State, r.Place, r.Reason = statement.State(state), statement.Place(place), statement.Reason(reason)
	var errs [6]error
	r.Start, errs[0] = day(start)
	r.End, errs[1] = day(end)
	r.Opening, errs[2] = balance(openingOn, opening)
	r.Closing, errs[3] = balance(closingOn, closing)
	r.ExpectedOn, errs[4] = day(expectedOn)
	r.ReceivedAt, errs[5] = time.Parse(time.RFC3339, received)
	if reviewed != "" && err == nil {
		r.Review.At, err = time.Parse(time.RFC3339, reviewed)
	}
	if releasedAt.Valid && err == nil {
		r.ReleasedAt, err = time.Parse(time.RFC3339, releasedAt.String)
	}
	return r, firmHolds, errors.Join(errors.Join(errs[:]...), err)
}

func balance(on sql.NullString, amount sql.NullInt64) (*statement.Balance, error) {
	if !amount.Valid {
		return nil, nil
	}
	d, err := day(on)
	return &statement.Balance{On: d, Amount: amount.Int64}, err
}

// seeStatements adds what the standing may see; what is aside of no firm is for those who
// may see that.
func seeStatements(f *filter, s rights.Standing) {
	visibleClient(f, s, "a.firm_id")
	if !s.Can(rights.SeeUnowned) {
		f.add("a.firm_id IS NOT NULL")
	}
}

// Statement reads one that the standing may see, with its sources, warnings and disputes.
func (tx *Tx) Statement(s rights.Standing, id int64) (d statement.Details, err error) {
	f := &filter{}
	f.add("s.id = ?", id)
	seeStatements(f, s)
	d.Row, d.FirmHolds, err = scanStatement(tx.conn.QueryRowContext(tx.ctx, statementSelect+f.where(), f.args...).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return d, notFound("Ce relevé n'existe pas, ou vous n'y avez pas accès.")
	}
	if err != nil {
		return d, err
	}
	if d.Sources, err = tx.sources(id); err != nil {
		return d, err
	}
	if d.Warnings, err = tx.warnings(id); err != nil {
		return d, err
	}
	d.Disputes, err = tx.disputes(id)
	return d, err
}

func (tx *Tx) sources(id int64) (sources []statement.Source, err error) {
	err = tx.each(`SELECT f.id, f.name, x.line, f.received_at, f.handed_over FROM sighting x JOIN file f ON f.id = x.file_id
		WHERE x.statement_id = ? ORDER BY f.id, x.position`, []any{id}, func(rows *sql.Rows) error {
		var s statement.Source
		var received string
		if err := rows.Scan(&s.FileID, &s.Name, &s.Line, &received, &s.HandedOver); err != nil {
			return err
		}
		s.ReceivedAt, err = time.Parse(time.RFC3339, received)
		sources = append(sources, s)
		return err
	})
	return sources, err
}

func (tx *Tx) warnings(id int64) (warnings []statement.FileWarning, err error) {
	err = tx.each(`SELECT f.name, w.line, w.record, w.field, w.code, w.message FROM file_warning w JOIN file f ON f.id = w.file_id
		WHERE w.statement_id = ? ORDER BY w.file_id, w.position LIMIT 500`, []any{id}, func(rows *sql.Rows) error {
		var w statement.FileWarning
		err := rows.Scan(&w.File, &w.Line, &w.Record, &w.Field, &w.Code, &w.Message)
		warnings = append(warnings, w)
		return err
	})
	return warnings, err
}

func (tx *Tx) disputes(id int64) (disputes []statement.Dispute, err error) {
	err = tx.each(`SELECT c.booked_on, CASE WHEN c.statement_id = c.other_id THEN 0 WHEN c.statement_id = ?1 THEN c.other_id ELSE c.statement_id END AS other,
		ifnull((SELECT f.name FROM sighting x JOIN file f ON f.id = x.file_id
			WHERE x.statement_id = CASE WHEN c.statement_id = ?1 THEN c.other_id ELSE c.statement_id END ORDER BY f.id DESC LIMIT 1), '')
		FROM conflict c WHERE c.statement_id = ?1 OR c.other_id = ?1 ORDER BY 1, 2`, []any{id}, func(rows *sql.Rows) error {
		var d statement.Dispute
		var on string
		if err := rows.Scan(&on, &d.Other, &d.File); err != nil {
			return err
		}
		d.On, err = civil.Parse(on)
		disputes = append(disputes, d)
		return err
	})
	return disputes, err
}

// Entries gives a run of a statement's operations, by position.
func (tx *Tx) Entries(statementID int64, from, limit int) (entries []statement.Entry, err error) {
	from, limit = page(from, limit)
	err = tx.each(`SELECT x.position, x.own, ifnull(n.note, ''), `+operationSelect+` FROM (
			SELECT id AS operation_id, position, account_id > 0 AS own FROM operation WHERE statement_id = ?1
			UNION ALL SELECT operation_id, position, 0 FROM echo WHERE statement_id = ?1
		) x JOIN operation o ON o.id = x.operation_id LEFT JOIN operation_note n ON n.operation_id = o.id WHERE x.position >= ?2 ORDER BY x.position LIMIT ?3`,
		[]any{statementID, from, limit}, func(rows *sql.Rows) error {
			var e statement.Entry
			e.Operation, e.Balance, err = scanOperation(rows, &e.Position, &e.Own, &e.Note)
			entries = append(entries, e)
			return err
		})
	return entries, err
}

// PlaceCounts counts by place what the standing may see, or keeps. Each account is asked about
// once a place, from an index that has both.
func (tx *Tx) PlaceCounts(s rights.Standing, only bool) (map[statement.Place]int, error) {
	f := &filter{}
	seeStatements(f, s)
	mine(f, s, only)
	query := `SELECT place, sum(n) FROM (SELECT place, account_id, count(*) AS n FROM statement INDEXED BY statement_place GROUP BY place, account_id)
		WHERE account_id IN (SELECT a.id FROM account a LEFT JOIN client c ON c.id = a.client_id` + f.where() + ") GROUP BY place"
	counts := map[statement.Place]int{}
	err := tx.each(query, f.args, func(rows *sql.Rows) error {
		var place string
		var n int
		err := rows.Scan(&place, &n)
		counts[statement.Place(place)] = n
		return err
	})
	return counts, err
}

// ReleaseStatement keeps that a person let a statement go from a state, and why.
func (tx *Tx) ReleaseStatement(statementID, staffID int64, from statement.State, reason string) error {
	_, err := tx.exec("UPDATE statement SET released_at = ?, released_state = ?, released_by = ?, release_reason = ? WHERE id = ?",
		tx.instant(), string(from), orNull(staffID), reason, statementID)
	return err
}
