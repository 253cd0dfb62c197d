package sqlite

import (
	"database/sql"
	"slices"

	"sobank/backend/statement"
)

// AddNotice keeps what a notice of a file tells of an account's operations.
func (tx *Tx) AddNotice(fileID int64, key string, operations []statement.Operation) error {
	for _, o := range operations {
		details := detailsOf(o.Details)
		if details == nil {
			continue // it says no more than the statement
		}
		if _, err := tx.exec("INSERT INTO advice (file_id, key, booked_on, amount, reference, entry_number, details) VALUES (?, ?, ?, ?, ?, ?, ?)",
			fileID, key, o.BookedOn.String(), o.Amount, o.Reference, o.EntryNumber, details); err != nil {
			return err
		}
	}
	return nil
}

// notedOf finds the notices of a run of a statement's operations: those of the same day and amount
// that bear its number, or whose operation is the only one of that day and amount.
const notedOf = `SELECT x.position, n.details FROM (
		SELECT id AS operation_id, position FROM operation WHERE statement_id = ?1
		UNION ALL SELECT operation_id, position FROM echo WHERE statement_id = ?1
	) x JOIN operation o ON o.id = x.operation_id JOIN statement s ON s.id = ?1 JOIN account a ON a.id = s.account_id
	JOIN advice n ON n.key = a.key AND n.booked_on = o.booked_on AND n.amount = o.amount
	WHERE x.position BETWEEN ?2 AND ?3 AND (n.entry_number <> '' AND n.entry_number = o.entry_number OR n.reference <> '' AND n.reference = o.reference
		OR (SELECT count(*) FROM operation q WHERE q.account_id = o.account_id AND q.booked_on = o.booked_on AND q.amount = o.amount) = 1)
	ORDER BY x.position, n.id`

// Noted adds to a run of a statement's operations what notices tell more of them.
func (tx *Tx) Noted(statementID int64, entries []statement.Entry) error {
	if len(entries) == 0 {
		return nil
	}
	first := entries[0].Position
	return tx.each(notedOf, []any{statementID, first, entries[len(entries)-1].Position}, func(rows *sql.Rows) error {
		var position int
		var text string
		if err := rows.Scan(&position, &text); err != nil {
			return err
		}
		i := slices.IndexFunc(entries, func(e statement.Entry) bool { return e.Position == position })
		if i < 0 {
			return nil
		}
		for _, d := range readDetails(text) {
			if !slices.Contains(entries[i].Details, d) {
				entries[i].Details = append(entries[i].Details, d)
			}
		}
		return nil
	})
}
