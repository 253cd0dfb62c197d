package sqlite

import (
	"database/sql"

	"sobank/backend/civil"
	"sobank/backend/printing"
	"sobank/backend/rights"
	"sobank/backend/statement"
)

var _ printing.Tx = (*Tx)(nil)

// StatementsDuring lists an account's statements that end in a period, have operations booked
// in it, or cover it without any. The day of an opening balance is not one that the statement
// speaks of.
func (tx *Tx) StatementsDuring(s rights.Standing, accountID int64, p civil.Period) (found []statement.Row, err error) {
	f := &filter{}
	seeStatements(f, s)
	from, to := p.From.String(), p.To.String()
	f.add("s.account_id = ?", accountID)
	f.add(`(s.end_on BETWEEN ? AND ? OR (s.first_on <= ? AND s.last_on >= ?)
		OR (s.first_on IS NULL AND s.start_on < ? AND s.end_on >= ?))`, from, to, to, from, to, from)
	err = tx.each(statementSelect+f.where()+" ORDER BY s.end_on, s.start_on, s.id", f.args, func(rows *sql.Rows) error {
		r, _, err := scanStatement(rows.Scan)
		found = append(found, r)
		return err
	})
	return found, err
}

// EachEntry gives a statement's operations one after the other, by position. It is one
// reading: the transaction serves nothing else before it ends.
func (tx *Tx) EachEntry(statementID int64, put func(statement.Entry) error) error {
	return tx.each(`SELECT x.position, x.own, `+operationSelect+` FROM (
			SELECT id AS operation_id, position, account_id > 0 AS own FROM operation WHERE statement_id = ?1
			UNION ALL SELECT operation_id, position, 0 FROM echo WHERE statement_id = ?1
		) x JOIN operation o ON o.id = x.operation_id ORDER BY x.position`, []any{statementID}, func(rows *sql.Rows) error {
		var e statement.Entry
		var err error
		if e.Operation, e.Balance, err = scanOperation(rows, &e.Position, &e.Own); err != nil {
			return err
		}
		return put(e)
	})
}
