package sqlite

import (
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"fmt"
	"strconv"

	"sobank/backend/fault"
	"sobank/backend/firm"
	"sobank/backend/iban"
	"sobank/backend/rights"
)

const connectorRow = "SELECT id, firm_id, partner, name, settings, paused FROM connector"

func scanConnector(scan func(...any) error) (c firm.Connector, err error) {
	var settings string
	if err := scan(&c.ID, &c.FirmID, &c.Partner, &c.Name, &settings, &c.Paused); err != nil {
		return c, err
	}
	if err := json.Unmarshal([]byte(settings), &c.Settings); err != nil {
		return c, fmt.Errorf("sqlite: read the settings of connector %d: %w", c.ID, err)
	}
	return c, nil
}

// Connectors lists a firm's connectors by name, without those that were removed, nor sources.
func (tx *Tx) Connectors(firmID int64) ([]firm.Connector, error) {
	return tx.connectors(firmID, false)
}

// Sources lists a firm's sources by name.
func (tx *Tx) Sources(firmID int64) ([]firm.Connector, error) { return tx.connectors(firmID, true) }

func (tx *Tx) connectors(firmID int64, receiving bool) (connectors []firm.Connector, err error) {
	err = tx.each(connectorRow+" WHERE firm_id = ? AND removed_at IS NULL ORDER BY name", []any{firmID}, func(rows *sql.Rows) error {
		c, err := scanConnector(rows.Scan)
		if c.Receives() == receiving {
			connectors = append(connectors, c)
		}
		return err
	})
	return connectors, err
}

// Connector reads a connector that was not removed.
func (tx *Tx) Connector(id int64) (c firm.Connector, err error) {
	found := false
	err = tx.each(connectorRow+" WHERE id = ? AND removed_at IS NULL", []any{id}, func(rows *sql.Rows) (err error) {
		found = true
		c, err = scanConnector(rows.Scan)
		return err
	})
	if err == nil && !found {
		err = notFound("Ce connecteur n'existe pas ou plus.")
	}
	return c, err
}

// lastConnector is the setting that holds the highest id that a connector ever had and lost:
// a new one must not find the credentials of another in a keychain.
const lastConnector = "last_connector"

// InsertConnector adds a connector under an id that never was another's.
func (tx *Tx) InsertConnector(c firm.Connector) (int64, error) {
	settings, err := settingsText(c)
	if err != nil {
		return 0, err
	}
	id, err := tx.insert(`INSERT INTO connector (id, firm_id, partner, name, settings, paused, created_at) VALUES (
		1 + max(ifnull((SELECT max(id) FROM connector), 0), ifnull((SELECT CAST(value AS INTEGER) FROM setting WHERE name = ?), 0)),
		?, ?, ?, ?, ?, ?)`, lastConnector, c.FirmID, c.Partner, c.Name, settings, c.Paused, tx.instant())
	return id, connectorTaken(err, c)
}

// UpdateConnector changes name, settings and pause.
func (tx *Tx) UpdateConnector(c firm.Connector) error {
	settings, err := settingsText(c)
	if err != nil {
		return err
	}
	_, err = tx.exec("UPDATE connector SET name = ?, settings = ?, paused = ? WHERE id = ?", c.Name, settings, c.Paused, c.ID)
	return connectorTaken(err, c)
}

func settingsText(c firm.Connector) (string, error) {
	if c.Settings == nil {
		return "{}", nil
	}
	text, err := json.Marshal(c.Settings)
	if err != nil {
		return "", fmt.Errorf("sqlite: write the settings of a connector: %w", err)
	}
	return string(text), nil
}

func connectorTaken(err error, c firm.Connector) error {
	if isUnique(err) {
		return fault.Newf(fault.Conflict, "Le cabinet a déjà un connecteur nommé « %s ».", c.Name).WithField("name").WithCause(err)
	}
	return err
}

// ConnectorUsers lists the IBANs that are associated with a connector.
func (tx *Tx) ConnectorUsers(s rights.Standing, connectorID int64) (users firm.Users, err error) {
	var f filter
	f.add("a.connector_id = ?", connectorID)
	visibleClient(&f, s, "a.firm_id")
	const from = " FROM account a JOIN client c ON c.id = a.client_id"
	err = tx.each("SELECT ifnull(a.iban, ''), c.name"+from+f.where()+" ORDER BY c.name_folded, a.iban", f.args, func(rows *sql.Rows) error {
		var number string
		var u firm.User
		err := rows.Scan(&number, &u.ClientName)
		u.IBAN = iban.IBAN(number)
		users.Shown = append(users.Shown, u)
		return err
	})
	if err != nil {
		return users, err
	}
	_, err = tx.one("SELECT count(*) FROM account WHERE connector_id = ?", []any{connectorID}, &users.Hidden)
	users.Hidden -= len(users.Shown)
	return users, err
}

// RemoveConnector takes a connector away and frees its name.
func (tx *Tx) RemoveConnector(id int64) error {
	var deliveries, open int
	_, err := tx.one(`SELECT count(*), ifnull(sum(d.state IN ('in_flight', 'to_check') OR d.doubt > 0 AND d.state IN ('to_send', 'to_retry', 'refused')), 0)
		FROM delivery d WHERE connector_id = ?`, []any{id}, &deliveries, &open)
	if err != nil {
		return err
	}
	if open > 0 {
		return fault.Newf(fault.Conflict, "Ce connecteur a %d envoi(s) dont l'issue n'est pas connue.", open).
			WithHint("Attendez la fin de l'envoi, ou réglez ce qui est « À vérifier » page « Envois », puis recommencez.")
	}
	if deliveries > 0 {
		return tx.hideConnector(id)
	}
	if _, err := tx.exec("DELETE FROM connector WHERE id = ?", id); err != nil {
		return err
	}
	_, err = tx.exec(`INSERT INTO setting (name, value) VALUES (?1, ?2) ON CONFLICT (name)
		DO UPDATE SET value = excluded.value WHERE CAST(value AS INTEGER) < CAST(excluded.value AS INTEGER)`, lastConnector, strconv.FormatInt(id, 10))
	return err
}

// hideConnector keeps a connector for the sake of its deliveries, under a name that leaves
// its own free.
func (tx *Tx) hideConnector(id int64) error {
	if _, err := tx.exec("DELETE FROM connector_credential WHERE connector_id = ?", id); err != nil {
		return err
	}
	_, err := tx.exec(`UPDATE connector SET removed_at = ?, name = name || ' (retiré n° ' || id || ')',
		trouble_code = '', trouble = '', trouble_hint = '' WHERE id = ?`, tx.instant(), id)
	return err
}

// Credentials lists the OS accounts in whose keychain a connector's credentials are.
func (tx *Tx) Credentials(connectorID int64) (accounts []string, err error) {
	err = tx.each("SELECT os_account FROM connector_credential WHERE connector_id = ? ORDER BY os_account", []any{connectorID},
		func(rows *sql.Rows) error {
			var name string
			err := rows.Scan(&name)
			accounts = append(accounts, name)
			return err
		})
	return accounts, err
}

// NoteCredentials says that a connector's credentials are in the keychain of an account of
// the operating system.
func (tx *Tx) NoteCredentials(connectorID int64, osAccount string) error {
	_, err := tx.exec(`INSERT INTO connector_credential (connector_id, os_account, stored_at) VALUES (?, ?, ?)
		ON CONFLICT DO UPDATE SET stored_at = excluded.stored_at`, connectorID, osAccount, tx.instant())
	return err
}

// DropCredentials says that they no longer are.
func (tx *Tx) DropCredentials(connectorID int64, osAccount string) error {
	_, err := tx.exec("DELETE FROM connector_credential WHERE connector_id = ? AND os_account = ?", connectorID, osAccount)
	return err
}

// Installation is the name under which this data folder's secrets are kept. A transaction
// that writes makes it when there is none.
func (tx *Tx) Installation() (string, error) {
	id, err := tx.Setting("installation")
	if err != nil || id != "" {
		return id, err
	}
	var readOnly bool
	if _, err := tx.one("PRAGMA query_only", nil, &readOnly); err != nil || readOnly {
		return "", err
	}
	id = rand.Text()
	return id, tx.SetSetting("installation", id)
}
