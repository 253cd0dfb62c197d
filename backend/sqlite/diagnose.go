package sqlite

import (
	"database/sql"

	"sobank/backend/deliver"
	"sobank/backend/diagnose"
	"sobank/backend/statement"
)

var _ diagnose.Tx = (*Tx)(nil)

// StatementFacts counts an account's statements by place, and by reason those that are held.
func (tx *Tx) StatementFacts(accountID int64) (diagnose.StatementFacts, error) {
	f := diagnose.StatementFacts{Places: map[statement.Place]int{}, Reasons: map[statement.Reason]int{}}
	err := tx.each("SELECT place, reason, count(*), max(end_on) FROM statement WHERE account_id = ? GROUP BY place, reason", []any{accountID},
		func(rows *sql.Rows) error {
			var place, reason string
			var n int
			var last sql.NullString
			if err := rows.Scan(&place, &reason, &n, &last); err != nil {
				return err
			}
			f.Places[statement.Place(place)] += n
			if reason != "" {
				f.Reasons[statement.Reason(reason)] += n
			}
			on, err := day(last)
			f.LastOn = max(f.LastOn, on)
			return err
		})
	return f, err
}

// AccountDeliveries counts an account's deliveries by state.
func (tx *Tx) AccountDeliveries(accountID int64) (map[deliver.State]int, error) {
	var f filter
	f.add("s.account_id = ?", accountID)
	return tx.countDeliveries(&f)
}
