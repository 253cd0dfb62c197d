package sqlite

import (
	"database/sql"
	"fmt"

	"sobank/backend/civil"
	"sobank/backend/frame"
	"sobank/backend/privacy"
)

// clientParts reads what is kept about a client (?1), a query a part; privacy names their columns.
var clientParts = map[string]string{
	"card": `SELECT c.name, c.siret, c.reference, f.name, c.address, c.postcode, c.city, c.email, c.signatory_name, c.signatory_quality, ifnull(r.name, ''),
		ifnull(i.name, ''), c.stand_in_until, iif(c.confidential, 'oui', 'non'), c.mission_ended_on, c.created_at
		FROM client c JOIN firm f ON f.id = c.firm_id LEFT JOIN staff r ON r.id = c.responsable_id LEFT JOIN staff i ON i.id = c.stand_in_id WHERE c.id = ?1`,
	"accounts": `SELECT ifnull(a.iban, a.key), a.holder, a.currency, a.collect_from, a.closed_on, a.ledger_account, a.journal_code, ifnull(k.name, ''), a.partner_folder,
		(SELECT group_concat(ifnull(x.iban, x.key), ', ') FROM account_alias x WHERE x.account_id = a.id), m.status, m.since, a.created_at
		FROM account a LEFT JOIN connector k ON k.id = a.connector_id LEFT JOIN mandate m ON m.account_id = a.id WHERE a.client_id = ?1 ORDER BY a.key`,
	"mandates": `SELECT ifnull(a.iban, a.key), m.status, m.since, ifnull(p.name, 'Système'), m.note, m.at FROM mandate_step m JOIN account a ON a.id = m.account_id
		LEFT JOIN staff p ON p.id = m.staff_id WHERE a.client_id = ?1 ORDER BY a.key, m.id`,
	"reminders": `SELECT ifnull(a.iban, a.key), m.status, m.on_day, ifnull(p.name, 'Système') FROM mandate_reminder m JOIN account a ON a.id = m.account_id
		LEFT JOIN staff p ON p.id = m.staff_id WHERE a.client_id = ?1 ORDER BY a.key, m.id`,
	"papers": `SELECT d.id, d.kind, d.name, d.size, d.sha256, ifnull(p.name, 'Système'), d.at FROM document d LEFT JOIN staff p ON p.id = d.staff_id
		WHERE d.id IN (` + clientDocuments + `) ORDER BY d.id`,
	"statements": `SELECT s.id, ifnull(a.iban, a.key), s.start_on, s.end_on, s.opening, s.decimals, s.closing, s.decimals, s.currency, s.operations, s.own, s.state, s.place,
		s.reason, s.format, (SELECT group_concat(f.name, ', ') FROM sighting x JOIN file f ON f.id = x.file_id WHERE x.statement_id = s.id), iif(s.handed_over, 'oui', 'non'),
		s.received_at, ifnull(v.mark, ''), ifnull(v.note, ''), ifnull(w.name, ''), ifnull(s.release_reason, '')
		FROM statement s JOIN account a ON a.id = s.account_id LEFT JOIN statement_review v ON v.statement_id = s.id LEFT JOIN staff w ON w.id = v.staff_id
		WHERE a.client_id = ?1 ORDER BY a.key, s.start_on, s.end_on, s.id`,
	"operations": `SELECT s.id, ifnull(a.iban, a.key), o.booked_on, o.value_on, o.amount, s.decimals, s.currency, o.code, o.label, ifnull(o.reference, ''),
		ifnull(o.entry_number, ''), ifnull(o.details, ''), o.balance_after, s.decimals, ifnull(n.note, '')
		FROM account a JOIN operation o ON o.account_id = a.id JOIN statement s ON s.id = o.statement_id LEFT JOIN operation_note n ON n.operation_id = o.id
		WHERE a.client_id = ?1 ORDER BY a.key, o.booked_on, o.id`,
	"advices": `SELECT n.key, n.booked_on, n.amount, 2, n.reference, n.entry_number, n.details, f.name FROM advice n JOIN file f ON f.id = n.file_id
		WHERE n.key IN (` + keysOf + `) ORDER BY n.key, n.booked_on, n.id`,
	"deliveries": `SELECT s.id, ifnull(a.iban, a.key), s.start_on, s.end_on, k.name, d.state, ifnull(h.name, ''), ifnull(h.sha256, ''), d.message, d.request_id, d.created_at, d.updated_at
		FROM delivery d JOIN statement s ON s.id = d.statement_id JOIN account a ON a.id = s.account_id JOIN connector k ON k.id = d.connector_id
		LEFT JOIN shipment h ON h.id = d.shipment_id WHERE a.client_id = ?1 ORDER BY d.id`,
	"attempts": `SELECT s.id, ifnull(a.iban, a.key), t.started_at, t.outcome, t.code, t.message, t.partner_message, ifnull(p.name, '') FROM delivery_attempt t
		JOIN delivery d ON d.id = t.delivery_id JOIN statement s ON s.id = d.statement_id JOIN account a ON a.id = s.account_id
		LEFT JOIN staff p ON p.id = t.staff_id WHERE a.client_id = ?1 ORDER BY t.id`,
	"downloads": `SELECT d.id, h.name, d.format, d.period_from, d.period_to, ifnull(p.name, 'Système'), d.taken_at, count(*) FROM download d
		JOIN shipment h ON h.id = d.shipment_id JOIN shipment_statement x ON x.shipment_id = d.shipment_id JOIN statement s ON s.id = x.statement_id
		JOIN account a ON a.id = s.account_id LEFT JOIN staff p ON p.id = d.staff_id WHERE a.client_id = ?1 GROUP BY d.id ORDER BY d.id`,
	"journal": `SELECT j.at, ifnull(p.name, 'Système'), j.action, j.object, j.object_id, j.facts FROM journal j LEFT JOIN staff p ON p.id = j.staff_id AND p.created_at <= j.at
		WHERE j.object = 'client' AND j.object_id = ?1 AND j.at >= (SELECT created_at FROM client WHERE id = ?1)
		OR j.object = 'account' AND j.object_id IN (SELECT id FROM account WHERE client_id = ?1 AND created_at <= j.at)
		OR j.object = 'document' AND j.object_id IN (SELECT id FROM document WHERE client_id = ?1 AND at <= j.at)
		OR j.object = 'statement' AND j.object_id IN (SELECT s.id FROM statement s JOIN account a ON a.id = s.account_id WHERE a.client_id = ?1 AND s.received_at <= j.at)
		OR j.object = 'delivery' AND j.object_id IN (SELECT d.id FROM delivery d JOIN statement s ON s.id = d.statement_id JOIN account a ON a.id = s.account_id
			WHERE a.client_id = ?1 AND d.created_at <= j.at) ORDER BY j.id`,
}

// ClientLines reads a part of what is kept about a client, line by line.
func (tx *Tx) ClientLines(part string, clientID int64, each func([]any) error) error {
	query, ok := clientParts[part]
	if !ok {
		return fmt.Errorf("sqlite: no part %q of a client", part)
	}
	return tx.each(query, []any{clientID}, func(rows *sql.Rows) error {
		columns, err := rows.Columns()
		if err != nil {
			return err
		}
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			return err
		}
		return each(values)
	})
}

// CountOperations counts those of a client.
func (tx *Tx) CountOperations(clientID int64) (n int, err error) {
	_, err = tx.one("SELECT ifnull(sum(s.own), 0) FROM statement s JOIN account a ON a.id = s.account_id WHERE a.client_id = ?", []any{clientID}, &n)
	return n, err
}

// Papers gives the documents of a client with their bytes, one by one.
func (tx *Tx) Papers(clientID int64, each func(privacy.Paper) error) error {
	return tx.each("SELECT id, name, bytes FROM document WHERE id IN ("+clientDocuments+") ORDER BY id", []any{clientID}, func(rows *sql.Rows) error {
		var p privacy.Paper
		if err := rows.Scan(&p.ID, &p.Name, &p.Content); err != nil {
			return err
		}
		return each(p)
	})
}

// Originals gives the bank's bytes of a client's statements, one by one.
func (tx *Tx) Originals(clientID int64, each func(privacy.Original) error) error {
	return tx.each(`SELECT s.id, ifnull(a.iban, a.key), s.format, s.start_on, s.end_on,
		(SELECT x.raw FROM sighting x WHERE x.statement_id = s.id ORDER BY x.file_id, x.position LIMIT 1)
		FROM statement s JOIN account a ON a.id = s.account_id WHERE a.client_id = ? ORDER BY a.key, s.start_on, s.end_on, s.id`, []any{clientID}, func(rows *sql.Rows) error {
		var o privacy.Original
		var start, end string
		var packed sql.RawBytes
		if err := rows.Scan(&o.StatementID, &o.Account, &o.Format, &start, &end, &packed); err != nil {
			return err
		}
		var err error
		if o.Start, err = civil.Parse(start); err != nil {
			return err
		}
		if o.End, err = civil.Parse(end); err != nil {
			return err
		}
		if o.Content, err = frame.Unpack(packed); err != nil {
			return err
		}
		return each(o)
	})
}
