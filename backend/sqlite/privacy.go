package sqlite

import (
	"database/sql"
	"time"

	"sobank/backend/civil"
	"sobank/backend/privacy"
	"sobank/backend/rights"
)

var _ privacy.Tx = (*Tx)(nil)

// going is a scope of erasure as queries of identifiers, whose one argument is arg.
type going struct {
	accounts, statements, advices, documents string
	arg                                      any
}

// keysOf lists the keys of a client's accounts, those of before a merger with them.
const keysOf = `SELECT key FROM account WHERE client_id = ?1
	UNION SELECT x.key FROM account_alias x JOIN account a ON a.id = x.account_id WHERE a.client_id = ?1`

// Of a client go its accounts, and those under « Sans IBAN » that bear their numbers, in whichever
// firm: they are the same person's. A paper goes with its client, or with the last of its accounts.
const (
	clientAccounts   = `SELECT id FROM account WHERE client_id = ?1 OR client_id IS NULL AND key IN (` + keysOf + `)`
	clientStatements = `SELECT id FROM statement WHERE account_id IN (` + clientAccounts + `)`
	clientAdvices    = `SELECT id FROM advice WHERE key IN (` + keysOf + `)`
	clientDocuments  = `SELECT id FROM document d WHERE client_id = ?1 OR EXISTS (SELECT 1 FROM document_account x WHERE x.document_id = d.id)
		AND NOT EXISTS (SELECT 1 FROM document_account x WHERE x.document_id = d.id AND x.account_id NOT IN (` + clientAccounts + `))`
)

// Under « Sans IBAN » goes what was received before an instant; an account goes with its last
// statement.
const (
	asideStatements = `SELECT s.id FROM statement s JOIN account a ON a.id = s.account_id WHERE a.client_id IS NULL AND s.received_at < ?1`
	asideAccounts   = `SELECT a.id FROM account a WHERE a.client_id IS NULL AND NOT EXISTS (SELECT 1 FROM statement s WHERE s.account_id = a.id AND s.received_at >= ?1)`
	asideAdvices    = `SELECT n.id FROM advice n JOIN file f ON f.id = n.file_id WHERE f.received_at < ?1 AND ` + unknownAdvice
	unknownAdvice   = `NOT EXISTS (SELECT 1 FROM account a WHERE a.key = n.key AND a.client_id IS NOT NULL) AND NOT EXISTS (SELECT 1 FROM account_alias x WHERE x.key = n.key)`
	nothing         = `SELECT id FROM document WHERE 0 AND ?1`
)

func goingOf(s privacy.Scope) going {
	if s.ClientID != 0 {
		return going{clientAccounts, clientStatements, clientAdvices, clientDocuments, s.ClientID}
	}
	return going{asideAccounts, asideStatements, asideAdvices, nothing, instant(s.Before)}
}

// Holding says what a scope holds.
func (tx *Tx) Holding(scope privacy.Scope) (h privacy.Holding, err error) {
	g := goingOf(scope)
	with := `WITH gone (id) AS MATERIALIZED (` + g.statements + `), advised (id) AS MATERIALIZED (` + g.advices + `),
		touched (id) AS MATERIALIZED (SELECT x.file_id FROM sighting x WHERE x.statement_id IN gone UNION SELECT n.file_id FROM advice n WHERE n.id IN advised),
		whole (id) AS MATERIALIZED (SELECT id FROM touched t WHERE ` + wholly("t.id", "gone", "advised") + `) `
	_, err = tx.one(with+`SELECT (SELECT count(*) FROM (`+g.accounts+`)), (SELECT count(*) FROM gone),
		(SELECT count(*) FROM operation o WHERE o.statement_id IN gone AND o.account_id > 0), (SELECT count(*) FROM (`+g.documents+`)),
		(SELECT count(*) FROM statement_review r WHERE r.statement_id IN gone AND r.note <> '')
			+ (SELECT count(*) FROM operation o JOIN operation_note n ON n.operation_id = o.id WHERE o.statement_id IN gone),
		(SELECT count(*) FROM delivery d WHERE d.statement_id IN gone AND d.state <> 'cancelled'),
		(SELECT count(*) FROM whole), (SELECT count(*) FROM touched) - (SELECT count(*) FROM whole),
		(SELECT count(DISTINCT d.id) FROM shipment_statement x JOIN download d ON d.shipment_id = x.shipment_id WHERE x.statement_id IN gone),
		(SELECT count(*) FROM delivery d WHERE d.statement_id IN gone AND (d.state IN ('in_flight', 'to_check') OR d.doubt > 0 AND d.state IN ('to_send', 'to_retry', 'refused'))),
		(SELECT count(*) FROM delivery d WHERE d.statement_id IN gone AND d.state IN ('to_send', 'to_retry', 'refused') AND d.doubt = 0),
		(SELECT count(*) FROM statement s WHERE s.id IN gone AND (s.place IN ('to_send', 'downloadable') OR s.place = 'held' AND s.reason NOT IN ('mission_ended', 'before_start'))),
		(SELECT count(*) FROM source_file f WHERE f.file_id IN touched)`, []any{g.arg},
		&h.Accounts, &h.Statements, &h.Operations, &h.Documents, &h.Notes, &h.Deliveries, &h.Files, &h.Shared, &h.Downloads,
		&h.Open, &h.Waiting, &h.NotTaken, &h.Received)
	return h, err
}

// wholly is true of a file that holds nothing but what goes.
func wholly(file, gone, advised string) string {
	return `NOT EXISTS (SELECT 1 FROM sighting x WHERE x.file_id = ` + file + ` AND x.statement_id NOT IN ` + gone + `)
		AND NOT EXISTS (SELECT 1 FROM advice n WHERE n.file_id = ` + file + ` AND n.id NOT IN ` + advised + `)`
}

// MissionEnd is the day on which a client's mission ended, 0 while it goes on.
func (tx *Tx) MissionEnd(clientID int64) (civil.Date, error) {
	var on sql.NullString
	if _, err := tx.one("SELECT mission_ended_on FROM client WHERE id = ?", []any{clientID}, &on); err != nil {
		return 0, err
	}
	return day(on)
}

// Bury keeps a tombstone.
func (tx *Tx) Bury(actor rights.Actor, t privacy.Tombstone) error {
	_, err := tx.exec(`INSERT INTO erasure (client_id, firm_id, staff_id, reason, early, accounts, statements, operations, documents, files, downloads, at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, orNull(t.ClientID), orNull(t.FirmID), orNull(actor.StaffID), t.Reason, t.Early,
		t.Accounts, t.Statements, t.Operations, t.Documents, t.Files, t.Downloads, tx.instant())
	return err
}

// Tombstones lists them, latest first.
func (tx *Tx) Tombstones(limit int) (list []privacy.Tombstone, err error) {
	err = tx.each(`SELECT e.id, ifnull(e.client_id, 0), ifnull(e.firm_id, 0), ifnull(f.name, ''), ifnull(p.name, 'Système'), e.reason, e.early,
		e.accounts, e.statements, e.operations, e.documents, e.files, e.downloads, e.at
		FROM erasure e LEFT JOIN firm f ON f.id = e.firm_id LEFT JOIN staff p ON p.id = e.staff_id ORDER BY e.id DESC LIMIT ?`, []any{limit},
		func(rows *sql.Rows) error {
			var t privacy.Tombstone
			var at sql.NullString
			if err := rows.Scan(&t.ID, &t.ClientID, &t.FirmID, &t.FirmName, &t.By, &t.Reason, &t.Early, &t.Accounts, &t.Statements, &t.Operations,
				&t.Documents, &t.Files, &t.Downloads, &at); err != nil {
				return err
			}
			var err error
			t.At, err = moment(at)
			list = append(list, t)
			return err
		})
	return list, err
}

// Ended lists the clients whose mission has ended that the standing may see, those kept longest first.
func (tx *Tx) Ended(s rights.Standing) (list []privacy.Kept, err error) {
	var f filter
	f.add("c.mission_ended_on IS NOT NULL")
	visibleClient(&f, s, "c.firm_id")
	err = tx.each(`SELECT c.id, c.name, c.reference, c.firm_id, f.name, c.mission_ended_on, (SELECT count(*) FROM account a WHERE a.client_id = c.id),
		(SELECT count(*) FROM statement s JOIN account a ON a.id = s.account_id WHERE a.client_id = c.id)
		FROM client c JOIN firm f ON f.id = c.firm_id`+f.where()+" ORDER BY c.mission_ended_on, c.name_folded, c.id", f.args, func(rows *sql.Rows) error {
		var k privacy.Kept
		var ended sql.NullString
		if err := rows.Scan(&k.ClientID, &k.Name, &k.Reference, &k.FirmID, &k.FirmName, &ended, &k.Accounts, &k.Statements); err != nil {
			return err
		}
		var err error
		k.EndedOn, err = day(ended)
		list = append(list, k)
		return err
	})
	return list, err
}

// Rules lists the retention of the firms that the standing reaches.
func (tx *Tx) Rules(s rights.Standing) (rules []privacy.Rule, err error) {
	var f filter
	visible(&f, s, "id")
	err = tx.each("SELECT id, name, retention_years FROM firm"+f.where()+" ORDER BY name", f.args, func(rows *sql.Rows) error {
		var r privacy.Rule
		err := rows.Scan(&r.FirmID, &r.FirmName, &r.Years)
		rules = append(rules, r)
		return err
	})
	return rules, err
}

// SetRetention says how many years a firm keeps a client after its mission.
func (tx *Tx) SetRetention(firmID int64, years int) error {
	result, err := tx.exec("UPDATE firm SET retention_years = ? WHERE id = ?", years, firmID)
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); err != nil || n > 0 {
		return err
	}
	return notFound("Ce cabinet n'existe pas.")
}

// OldestAside is the reception of the oldest of what is under « Sans IBAN », zero without any.
func (tx *Tx) OldestAside() (at time.Time, err error) {
	var oldest sql.NullString
	if _, err := tx.one(`SELECT min(at) FROM (SELECT min(s.received_at) AS at FROM statement s JOIN account a ON a.id = s.account_id WHERE a.client_id IS NULL AND s.place = 'aside'
		UNION ALL SELECT min(f.received_at) FROM advice n JOIN file f ON f.id = n.file_id WHERE `+unknownAdvice+`)`, nil, &oldest); err != nil || !oldest.Valid {
		return at, err
	}
	return moment(oldest)
}
