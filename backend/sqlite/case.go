package sqlite

import (
	"database/sql"

	"sobank/backend/account"
	"sobank/backend/civil"
	"sobank/backend/iban"
	"sobank/backend/rights"
)

// Case reads a client as its mission goes.
func (tx *Tx) Case(s rights.Standing, clientID int64) (c account.Case, err error) {
	row, err := tx.Client(s, clientID)
	if err != nil {
		return c, err
	}
	c = account.Case{ClientID: row.ID, FirmID: row.FirmID, Name: row.Name}
	var ended sql.NullString
	if _, err := tx.one("SELECT mission_ended_on FROM client WHERE id = ?", []any{clientID}, &ended); err != nil {
		return c, err
	}
	c.EndedOn, err = day(ended)
	return c, err
}

// SetMissionEnd says when a client's mission ended; zero takes it up again.
func (tx *Tx) SetMissionEnd(clientID int64, on civil.Date) error {
	_, err := tx.exec("UPDATE client SET mission_ended_on = ? WHERE id = ?", orNull(on), clientID)
	return err
}

// CountPlaces counts the statements of accounts by place.
func (tx *Tx) CountPlaces(accounts ...int64) (map[string]int, error) {
	counts := map[string]int{}
	for _, id := range accounts {
		err := tx.each("SELECT place, count(*) FROM statement WHERE account_id = ? GROUP BY place", []any{id}, func(rows *sql.Rows) error {
			var place string
			var n int
			err := rows.Scan(&place, &n)
			counts[place] += n
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return counts, nil
}

// MoveClient brings a client with its accounts to another firm. The keys that hold a client
// and its accounts to one firm are checked at the end of the transaction.
func (tx *Tx) MoveClient(clientID, firmID int64) error {
	if _, err := tx.Firm(firmID); err != nil {
		return err
	}
	if _, err := tx.exec("PRAGMA defer_foreign_keys = ON"); err != nil {
		return err
	}
	_, err := tx.exec("UPDATE account SET firm_id = ?, connector_id = NULL, partner_folder = '' WHERE client_id = ?", firmID, clientID)
	if err != nil {
		return err
	}
	_, err = tx.exec(`UPDATE client SET firm_id = ?1, stand_in_id = NULL, stand_in_until = NULL, responsable_id = (SELECT s.id FROM staff s WHERE s.id = client.responsable_id
		AND (s.profile = 'administrateur' OR EXISTS (SELECT 1 FROM staff_firm x WHERE x.staff_id = s.id AND x.firm_id = ?1))) WHERE id = ?2`, firmID, clientID)
	return err
}

// MoveAccount brings an account to another client, without a connector when that one is of
// another firm. Its company at the partner was the former client's.
func (tx *Tx) MoveAccount(accountID, clientID int64) error {
	_, err := tx.exec(`UPDATE account SET client_id = c.id, firm_id = c.firm_id,
		connector_id = CASE WHEN c.firm_id = account.firm_id THEN connector_id END,
		partner_folder = CASE WHEN c.id = account.client_id THEN partner_folder ELSE '' END
		FROM client c WHERE c.id = ? AND account.id = ?`, clientID, accountID)
	return err
}

// Aliases lists the other keys of an account, latest first.
func (tx *Tx) Aliases(accountID int64) (aliases []account.Alias, err error) {
	err = tx.each("SELECT key, ifnull(iban, ''), created_at FROM account_alias WHERE account_id = ? ORDER BY created_at DESC, key", []any{accountID},
		func(rows *sql.Rows) error {
			var a account.Alias
			var number string
			var at sql.NullString
			if err := rows.Scan(&a.Key, &number, &at); err != nil {
				return err
			}
			a.IBAN = iban.IBAN(number)
			var err error
			a.At, err = moment(at)
			aliases = append(aliases, a)
			return err
		})
	return aliases, err
}

// AddAlias gives an account another key, and the statements that are aside for it in its firm
// or in no firm.
func (tx *Tx) AddAlias(a account.Account, alias account.Alias) error {
	_, err := tx.exec("INSERT INTO account_alias (key, account_id, iban, created_at) VALUES (?, ?, ?, ?)",
		alias.Key, a.ID, orNull(string(alias.IBAN)), tx.instant())
	if err != nil {
		return err
	}
	for range 2 { // those of the firm, and those of no firm
		if err := tx.joinAsides(account.Account{Key: alias.Key, FirmID: a.FirmID}, a.ID); err != nil {
			return err
		}
	}
	return nil
}

// RemoveAlias takes one away; the statements that came under it stay.
func (tx *Tx) RemoveAlias(accountID int64, key string) error {
	result, err := tx.exec("DELETE FROM account_alias WHERE account_id = ? AND key = ?", accountID, key)
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); err != nil || n > 0 {
		return err
	}
	return notFound("Ce numéro n'est pas un alias de ce compte.")
}

// Renumber gives an account another IBAN and key.
func (tx *Tx) Renumber(accountID int64, to account.Alias) error {
	_, err := tx.exec("UPDATE account SET key = ?, iban = ? WHERE id = ?", to.Key, orNull(string(to.IBAN)), accountID)
	return err
}

// AskHistory asks for the statements of an account since a day to be sent to its connector.
func (tx *Tx) AskHistory(accountID int64, from civil.Date) (int, error) {
	result, err := tx.exec(`UPDATE statement SET asked_connector_id = (SELECT connector_id FROM account WHERE id = ?1)
		WHERE account_id = ?1 AND end_on >= ?2 AND (place = 'downloadable' OR place = 'held' AND reason = 'before_start')`, accountID, from.String())
	if err != nil {
		return 0, err
	}
	n, err := result.RowsAffected()
	return int(n), err
}

// ConnectorUse tells how much hangs on a connector: deliveries that wait, and those whose fate
// is not known.
func (tx *Tx) ConnectorUse(id int64) (waiting, open int, err error) {
	_, err = tx.one(`SELECT ifnull(sum(d.state IN ('to_send', 'to_retry', 'refused') AND d.doubt = 0), 0),
		ifnull(sum(d.state IN ('in_flight', 'to_check') OR d.doubt > 0 AND d.state IN ('to_send', 'to_retry', 'refused')), 0)
		FROM delivery d WHERE connector_id = ?`, []any{id}, &waiting, &open)
	return waiting, open, err
}

// HandOver gives the accounts of a connector another one of their firm, or none (0).
func (tx *Tx) HandOver(from, to int64) (accounts []int64, err error) {
	err = tx.each("SELECT id FROM account WHERE connector_id = ? ORDER BY id", []any{from}, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		accounts = append(accounts, id)
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, id := range accounts {
		if err := tx.SetConnector(id, to); err != nil {
			return nil, err
		}
	}
	return accounts, tx.Settle(accounts...)
}
