package sqlite

import (
	"database/sql"
	"slices"

	"sobank/backend/notify"
	"sobank/backend/rights"
)

var _ notify.Tx = (*Tx)(nil)

// Muted reports whether an account of the machine wants to be told nothing.
func (tx *Tx) Muted(osAccount string) (bool, error) {
	var one int
	return tx.one("SELECT 1 FROM notice_muted WHERE os_account = ?", []any{osAccount}, &one)
}

// SetMuted notes that it does, or no longer.
func (tx *Tx) SetMuted(osAccount string, muted bool) error {
	query := "DELETE FROM notice_muted WHERE os_account = ?"
	if muted {
		query = "INSERT INTO notice_muted (os_account) VALUES (?) ON CONFLICT DO NOTHING"
	}
	_, err := tx.exec(query, osAccount)
	return err
}

// Told is what an account of the machine was told of connectors that the standing reaches.
func (tx *Tx) Told(s rights.Standing, osAccount string) (map[notify.Key]notify.Told, error) {
	f := &filter{}
	f.add("n.os_account = ?", osAccount)
	visible(f, s, "k.firm_id")
	all := map[notify.Key]notify.Told{}
	err := tx.each("SELECT n.kind, n.connector_id, n.count, n.latest, n.detail FROM notice n JOIN connector k ON k.id = n.connector_id"+f.where(), f.args, func(rows *sql.Rows) error {
		var kind string
		var key notify.Key
		var told notify.Told
		err := rows.Scan(&kind, &key.ConnectorID, &told.Count, &told.Latest, &told.Detail)
		key.Kind = notify.Kind(kind)
		all[key] = told
		return err
	})
	return all, err
}

// SetTold remembers what an account of the machine was told of a cause.
func (tx *Tx) SetTold(osAccount string, key notify.Key, told notify.Told) error {
	_, err := tx.exec(`INSERT INTO notice (os_account, kind, connector_id, count, latest, detail, told_at) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (os_account, kind, connector_id) DO UPDATE SET count = excluded.count, latest = excluded.latest, detail = excluded.detail, told_at = excluded.told_at`,
		osAccount, string(key.Kind), key.ConnectorID, told.Count, told.Latest, told.Detail, tx.instant())
	return err
}

// Forget remembers nothing of a cause.
func (tx *Tx) Forget(osAccount string, key notify.Key) error {
	_, err := tx.exec("DELETE FROM notice WHERE os_account = ? AND kind = ? AND connector_id = ?", osAccount, string(key.Kind), key.ConnectorID)
	return err
}

// Causes lists what needs a person, by connector. A connector that is paused waits on purpose,
// and one that was removed is nobody's any more.
func (tx *Tx) Causes(s rights.Standing, osAccount string, present func(string) bool) (causes []notify.Cause, err error) {
	if causes, err = tx.failedDeliveries(s); err != nil {
		return nil, err
	}
	troubled, err := tx.troubled(s)
	if err != nil {
		return nil, err
	}
	keyless, err := tx.keyless(s, osAccount, present)
	return append(append(causes, troubled...), keyless...), err
}

func live(s rights.Standing) *filter {
	f := &filter{}
	f.add("k.removed_at IS NULL")
	visible(f, s, "k.firm_id")
	return f
}

func (tx *Tx) causes(query string, f *filter, after string) (causes []notify.Cause, err error) {
	err = tx.each(query+f.where()+after, f.args, func(rows *sql.Rows) error {
		var c notify.Cause
		var kind string
		err := rows.Scan(&kind, &c.ConnectorID, &c.Connector, &c.Count, &c.Latest, &c.Detail)
		c.Kind = notify.Kind(kind)
		causes = append(causes, c)
		return err
	})
	return causes, err
}

// failedDeliveries are not those that were refused for what stopped their connector: they leave
// by themselves once it is mended.
func (tx *Tx) failedDeliveries(s rights.Standing) ([]notify.Cause, error) {
	f := live(s)
	f.add("(d.state = 'to_check' OR d.state = 'refused' AND (k.trouble_code = '' OR d.code <> k.trouble_code))")
	return tx.causes(`SELECT d.state, k.id, k.name, count(*), ifnull(max((SELECT max(t.id) FROM delivery_attempt t WHERE t.delivery_id = d.id)), 0), ''
		FROM connector k JOIN delivery d ON d.connector_id = k.id`, f, " GROUP BY k.id, d.state ORDER BY k.name, d.state")
}

func (tx *Tx) troubled(s rights.Standing) ([]notify.Cause, error) {
	f := live(s)
	f.add("k.paused = 0 AND k.trouble_code <> ''")
	return tx.causes("SELECT 'trouble', k.id, k.name, 0, 0, k.trouble_code FROM connector k", f, " ORDER BY k.name")
}

// keyless are the connectors with something that waits, whose credentials no session has that
// is there or comes by itself.
func (tx *Tx) keyless(s rights.Standing, osAccount string, present func(string) bool) (causes []notify.Cause, err error) {
	f := live(s)
	f.add("k.paused = 0 AND k.trouble_code = '' AND d.state IN ('to_send', 'to_retry')")
	f.add("NOT EXISTS (SELECT 1 FROM connector_credential x WHERE x.connector_id = k.id AND x.os_account = ?)", osAccount)
	waiting, err := tx.causes("SELECT 'keyless', k.id, k.name, count(*), 0, '' FROM connector k JOIN delivery d ON d.connector_id = k.id", f,
		" GROUP BY k.id ORDER BY k.name")
	if err != nil {
		return nil, err
	}
	planned, err := tx.Planned()
	if err != nil {
		return nil, err
	}
	for _, c := range waiting {
		reached, err := tx.Connector(c.ConnectorID)
		if err != nil {
			return nil, err
		}
		if !reached.NeedsSecrets() {
			continue
		}
		accounts, err := tx.Credentials(c.ConnectorID)
		if err != nil {
			return nil, err
		}
		served := func(account string) bool { _, scheduled := planned[account]; return scheduled || present(account) }
		if !slices.ContainsFunc(accounts, served) {
			causes = append(causes, c)
		}
	}
	return causes, nil
}
