package sqlite

import (
	"database/sql"

	"sobank/backend/collect"
	"sobank/backend/iban"
	"sobank/backend/rights"
	"sobank/backend/statement"
)

// Warnings gives the first oddities of a file, in its order.
func (tx *Tx) Warnings(fileID int64, limit int) (warnings []statement.Warning, err error) {
	err = tx.each("SELECT line, record, field, code, message FROM file_warning WHERE file_id = ? ORDER BY line, position LIMIT ?",
		[]any{fileID, limit}, func(rows *sql.Rows) error {
			var w statement.Warning
			err := rows.Scan(&w.Line, &w.Record, &w.Field, &w.Code, &w.Message)
			warnings = append(warnings, w)
			return err
		})
	return warnings, err
}

// PreviewAccounts tells what a file brings to each account.
func (tx *Tx) PreviewAccounts(s rights.Standing, fileID int64) (accounts []collect.AccountPreview, err error) {
	shown, args := "1", []any{}
	if !s.Can(rights.SeeConfidential) {
		shown, args = "(c.confidential = 0 OR ifnull("+kept+", 0))", keeper(s)
	}
	query := `SELECT a.id, ifnull(a.iban, ''), a.key, iif(` + shown + `, ifnull(c.name, ''), ''), ifnull(k.name, ''), s.currency, s.decimals, s.state, s.place,
		min(s.start_on), max(s.end_on), count(*), sum(fresh.anew), sum(s.operations), sum(iif(fresh.anew, s.own, 0))
		FROM (SELECT DISTINCT g.statement_id AS id, NOT EXISTS (SELECT 1 FROM sighting x WHERE x.statement_id = g.statement_id AND x.file_id < g.file_id) AS anew
			FROM sighting g WHERE g.file_id = ?) fresh
		JOIN statement s ON s.id = fresh.id JOIN account a ON a.id = s.account_id
		LEFT JOIN client c ON c.id = a.client_id LEFT JOIN connector k ON k.id = a.connector_id
		GROUP BY a.id, s.currency, s.decimals, s.state, s.place ORDER BY c.name_folded IS NULL, c.name_folded, a.key, s.currency, s.state`
	at := map[string]int{}
	err = tx.each(query, append(args, fileID), func(rows *sql.Rows) error {
		var one collect.AccountPreview
		var number, state, place string
		var start, end sql.NullString
		err := rows.Scan(&one.AccountID, &number, &one.Key, &one.Client, &one.Connector, &one.Currency, &one.Decimals, &state, &place,
			&start, &end, &one.Statements, &one.NewStatements, &one.Operations, &one.NewOperations)
		if err != nil {
			return err
		}
		one.IBAN = iban.IBAN(number)
		if one.Start, err = day(start); err != nil {
			return err
		}
		if one.End, err = day(end); err != nil {
			return err
		}
		key := one.Key + " " + one.Currency
		i, known := at[key]
		if !known {
			i = len(accounts)
			at[key] = i
			one.States, one.Places = map[statement.State]int{}, map[statement.Place]int{}
			accounts = append(accounts, one)
		} else {
			accounts[i] = accounts[i].Plus(one)
		}
		accounts[i].States[statement.State(state)] += one.Statements
		accounts[i].Places[statement.Place(place)] += one.Statements
		return nil
	})
	return accounts, err
}
