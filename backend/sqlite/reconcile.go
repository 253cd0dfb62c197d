package sqlite

import (
	"database/sql"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"sobank/backend/deliver"
	"sobank/backend/iban"
	"sobank/backend/rights"
)

var _ deliver.ReconcilingTx = (*Tx)(nil)

// arrivals is what arrived by a connector (?1), or is to be checked, and changed last in a span
// (?2, ?3): a line a shipment and account, with what the partner says it took of it. Movements of
// no amount are counted only where it took less than was sent.
const arrivals = `SELECT s.account_id, d.shipment_id, d.state, count(*) AS n, sum(s.own) AS own, h.integrated,
	CASE WHEN d.state = 'integrated' AND h.integrated < sum(s.own) THEN (SELECT count(*) FROM delivery x JOIN operation o ON o.statement_id = x.statement_id
		WHERE x.shipment_id = d.shipment_id AND o.account_id > 0 AND o.amount = 0) ELSE 0 END AS zero
	FROM delivery d CROSS JOIN statement s ON s.id = d.statement_id LEFT JOIN shipment h ON h.id = d.shipment_id
	WHERE d.connector_id = ?1 AND d.state IN ('integrated', 'already_integrated', 'to_check') AND d.updated_at >= ?2 AND d.updated_at < ?3
	GROUP BY d.shipment_id, s.account_id, d.state`

// tallies adds them up by account. A difference that movements of no amount explain is none.
const tallies = `SELECT account_id, sum(CASE WHEN state <> 'to_check' THEN n ELSE 0 END) AS statements,
	sum(CASE WHEN state <> 'to_check' THEN own ELSE 0 END) AS sent,
	sum(CASE WHEN state = 'integrated' THEN ifnull(integrated, 0) ELSE 0 END) AS taken,
	sum(CASE WHEN state = 'already_integrated' THEN own ELSE 0 END) AS had,
	sum(CASE WHEN state = 'integrated' THEN min(zero, max(own - integrated, 0)) ELSE 0 END) AS zero,
	sum(CASE WHEN state = 'integrated' AND integrated IS NULL THEN own ELSE 0 END) AS unsaid,
	sum(CASE WHEN state = 'integrated' THEN max(own - integrated - zero, 0) ELSE 0 END) AS missing,
	sum(CASE WHEN state = 'integrated' THEN max(integrated - own, 0) ELSE 0 END) AS excess,
	sum(CASE WHEN state = 'to_check' THEN n ELSE 0 END) AS unclear,
	group_concat(CASE WHEN state = 'integrated' AND (integrated > own OR integrated < own - zero) THEN shipment_id END) AS odd
	FROM (` + arrivals + `) GROUP BY account_id`

// seen is true of an account that a standing may see; it says so in a column, since those that
// may not be seen are counted.
func seen(s rights.Standing) (term string, args []any) {
	if s.Can(rights.SeeConfidential) {
		return "1", nil
	}
	return "ifnull(ifnull(c.confidential, 0) = 0 OR " + kept + ", 0)", keeper(s)
}

// Tallies counts, account by account, what arrived by a connector in a span.
func (tx *Tx) Tallies(s rights.Standing, connectorID int64, from, before time.Time) (list []deliver.AccountTally, hidden int, err error) {
	visible, args := seen(s)
	query := `SELECT ` + visible + `, t.*, ifnull(a.iban, ''), a.key, ifnull(c.name, '') FROM (` + numbered(tallies, len(args)) + `) t
		JOIN account a ON a.id = t.account_id LEFT JOIN client c ON c.id = a.client_id ORDER BY c.name_folded, a.iban, a.id`
	args = append(args, connectorID, instant(from), instant(before))
	err = tx.each(query, args, func(rows *sql.Rows) error {
		var may bool
		var a deliver.AccountTally
		var number string
		var odd sql.NullString
		err := rows.Scan(&may, &a.AccountID, &a.Statements, &a.Sent, &a.Taken, &a.Had, &a.Zero, &a.Unsaid, &a.Missing, &a.Excess, &a.Unclear, &odd,
			&number, &a.Key, &a.ClientName)
		if err != nil {
			return err
		}
		if !may {
			hidden += a.Statements + a.Unclear
			return nil
		}
		var shipments []int64
		if odd.Valid {
			err = json.Unmarshal([]byte("["+odd.String+"]"), &shipments)
		}
		a.IBAN = iban.IBAN(number)
		list = append(list, a.WithShipments(shipments))
		return err
	})
	return list, hidden, err
}

// numbered shifts the numbers of a query's parameters, so that it stands after some others.
func numbered(query string, after int) string {
	for n := 3; n >= 1; n-- {
		query = strings.ReplaceAll(query, "?"+string(rune('0'+n)), "?"+string(rune('0'+n+after))) // #nosec G115 -- a query has a few arguments
	}
	return query
}

// mostUnexplained bounds the shipments of which the details are read.
const mostUnexplained = 200

// Unexplained reads shipments, oldest first.
func (tx *Tx) Unexplained(ids []int64) (list []deliver.Discrepancy, err error) {
	given, err := json.Marshal(ids[:min(len(ids), mostUnexplained)])
	if err != nil {
		return nil, err
	}
	err = tx.each(`SELECT h.id, min(s.account_id), min(d.id), h.name, max(d.request_id), sum(s.own) - (SELECT count(*) FROM delivery x
			JOIN operation o ON o.statement_id = x.statement_id AND o.account_id > 0 WHERE x.shipment_id = h.id AND o.amount = 0), h.integrated, max(d.updated_at)
		FROM json_each(?) g JOIN shipment h ON h.id = g.value JOIN delivery d ON d.shipment_id = h.id JOIN statement s ON s.id = d.statement_id
		GROUP BY h.id ORDER BY h.id`, []any{string(given)}, func(rows *sql.Rows) error {
		var d deliver.Discrepancy
		var at sql.NullString
		err := rows.Scan(&d.ShipmentID, &d.AccountID, &d.DeliveryID, &d.FileName, &d.RequestID, &d.Sent, &d.Taken, &at)
		if err == nil {
			d.At, err = moment(at)
		}
		list = append(list, d)
		return err
	})
	return list, err
}

// Deposits counts what a connector put in its place in a span.
func (tx *Tx) Deposits(s rights.Standing, connectorID int64, from, before time.Time) (p deliver.Deposits, err error) {
	may, who := "1", ""
	see, args := seen(s)
	if len(args) > 0 { // the few accounts that may not be seen are looked up once, not a delivery at a time
		may = "s.account_id NOT IN (SELECT a.id FROM client c JOIN account a ON a.client_id = c.id WHERE c.confidential = 1 AND NOT " + see + ")"
		who = " CROSS JOIN statement s ON s.id = d.statement_id"
	}
	args = append(args, connectorID, instant(from), instant(before))
	_, err = tx.one(`SELECT count(DISTINCT CASE WHEN may AND state = 'deposited' THEN shipment_id END), ifnull(sum(may AND state = 'deposited'), 0),
		ifnull(sum(may AND state = 'to_check'), 0), ifnull(sum(NOT may), 0) FROM (SELECT `+may+` AS may, d.state, d.shipment_id FROM delivery d`+who+`
		WHERE d.connector_id = ? AND d.state IN ('deposited', 'to_check') AND d.updated_at >= ? AND d.updated_at < ?)`, args,
		&p.Files, &p.Statements, &p.Unclear, &p.Hidden)
	return p, err
}

// FilesOf reads what a connector put in its place, by the number of a file's first statement. A
// file of which one statement may be seen may be seen; of a statement that this connector has not,
// its own account decides, since the file's name may tell it.
func (tx *Tx) FilesOf(s rights.Standing, connectorID int64, statements []int64, from, before time.Time) (map[int64]deliver.Filed, error) {
	found := map[int64]deliver.Filed{}
	given, err := json.Marshal(statements)
	if err != nil || len(statements) == 0 {
		return found, err
	}
	var f filter
	visibleClient(&f, s, "a.firm_id")
	may := "ifnull(" + strings.Join(append(f.terms, "1"), " AND ") + ", 0)"
	query := `SELECT s.id, ifnull(h.name, ''), ifnull(h.size, 0), ifnull(d.state, ''), ifnull(d.updated_at >= ? AND d.updated_at < ?, 0), NOT (` + may + `),
		h.id IS NOT NULL AND NOT (SELECT max(` + may + `) FROM shipment_statement x JOIN statement s ON s.id = x.statement_id
			JOIN account a ON a.id = s.account_id LEFT JOIN client c ON c.id = a.client_id WHERE x.shipment_id = h.id)
		FROM json_each(?) g JOIN statement s ON s.id = g.value JOIN account a ON a.id = s.account_id LEFT JOIN client c ON c.id = a.client_id
		LEFT JOIN delivery d ON d.statement_id = s.id AND d.connector_id = ? LEFT JOIN shipment h ON h.id = d.shipment_id`
	args := slices.Concat([]any{instant(from), instant(before)}, f.args, f.args, []any{string(given), connectorID})
	err = tx.each(query, args, func(rows *sql.Rows) error {
		var id int64
		var f deliver.Filed
		var state string
		err := rows.Scan(&id, &f.Name, &f.Size, &state, &f.InPeriod, &f.Aside, &f.Hidden)
		f.State = deliver.State(state)
		found[id] = f
		return err
	})
	return found, err
}
