package sqlite

import (
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"sobank/backend/deliver"
	"sobank/backend/fault"
	"sobank/backend/firm"
	"sobank/backend/iban"
)

var _ deliver.Tx = (*Tx)(nil)

// Working lists the connectors with something to deliver from an account of the operating
// system, by id.
func (tx *Tx) Working(osAccount string, firms []int64, troubled bool) (connectors []firm.Connector, err error) {
	var f filter
	f.add("k.removed_at IS NULL AND k.paused = 0")
	f.add("EXISTS (SELECT 1 FROM delivery d WHERE d.connector_id = k.id AND d.state IN ('to_send', 'to_retry', 'in_flight', 'refused'))")
	in(&f, "k.firm_id", firms)
	if !troubled {
		f.add("k.trouble_code IN ('', '" + deliver.TroubleVault + "', '" + deliver.TroubleFolder + "')")
	}
	query := `SELECT k.id, k.firm_id, k.partner, k.name, k.settings,
		EXISTS (SELECT 1 FROM connector_credential x WHERE x.connector_id = k.id AND x.os_account = ?) FROM connector k` + f.where() + " ORDER BY k.id"
	err = tx.each(query, append([]any{osAccount}, f.args...), func(rows *sql.Rows) error {
		var c firm.Connector
		var settings string
		var here bool
		if err := rows.Scan(&c.ID, &c.FirmID, &c.Partner, &c.Name, &settings, &here); err != nil {
			return err
		}
		if err := json.Unmarshal([]byte(settings), &c.Settings); err != nil {
			return err
		}
		if _, missing := c.MissingSetting(); !missing && (here || !c.NeedsSecrets()) {
			connectors = append(connectors, c)
		}
		return nil
	})
	return connectors, err
}

// Reached reads a connector as it is reached from an account of the operating system, with a
// stamp that another setting, or credentials given again, change.
func (tx *Tx) Reached(id int64, osAccount string) (c firm.Connector, stamp string, err error) {
	if c, err = tx.Connector(id); err != nil {
		return c, "", err
	}
	_, err = tx.one(`SELECT k.settings || '@' || ifnull((SELECT x.stored_at FROM connector_credential x WHERE x.connector_id = k.id AND x.os_account = ?), '')
		FROM connector k WHERE k.id = ?`, []any{osAccount, id}, &stamp)
	return c, stamp, err
}

// Abandoned gives back the deliveries that a process left when it ended. The lease decides
// where nobody can tell whether the process lives.
func (tx *Tx) Abandoned(connectorID int64, alive func(owner string) (bool, error)) error {
	var left []int64
	now := tx.instant()
	err := tx.each("SELECT id, ifnull(lease_owner, ''), ifnull(lease_until, '') FROM delivery WHERE connector_id = ? AND state = 'in_flight'",
		[]any{connectorID}, func(rows *sql.Rows) error {
			var id int64
			var owner, until string
			if err := rows.Scan(&id, &owner, &until); err != nil {
				return err
			}
			if lives, unknown := alive(owner); unknown == nil && !lives || unknown != nil && until <= now {
				left = append(left, id)
			}
			return nil
		})
	if err != nil {
		return err
	}
	var accounts []int64
	for _, id := range left {
		account, err := tx.accountOf(id)
		if err != nil {
			return err
		}
		accounts = append(accounts, account)
		if _, err := tx.exec("UPDATE delivery_attempt SET outcome = 'cut' WHERE delivery_id = ? AND outcome IN ('sending', 'sent')", id); err != nil {
			return err
		}
		if _, err := tx.exec(`UPDATE delivery SET state = 'to_retry', next_try_at = ?1, lease_owner = NULL, lease_until = NULL, updated_at = ?1,
			message = 'So bank s''est arrêté pendant cet envoi.', hint = 'Il est repris de lui-même, avec les mêmes octets.' WHERE id = ?2`, now, id); err != nil {
			return err
		}
	}
	slices.Sort(accounts)
	return tx.Settle(slices.Compact(accounts)...) // all may have changed since it was taken
}

// Flying lists the connectors with something in flight.
func (tx *Tx) Flying() ([]int64, error) {
	return tx.ids("SELECT DISTINCT connector_id FROM delivery WHERE state = 'in_flight' ORDER BY connector_id")
}

// heads is the queue of a connector (?1): of each account its oldest statement that waits, so
// that they leave in order, and from when it may (at). An instant that was written by a clock
// which was ahead (after ?2, now), or that is further than any partner may ask (?3), is not
// waited for.
const heads = ` (SELECT * FROM (SELECT q.*, CASE WHEN q.state = 'to_send' OR q.updated_at > ?2 OR q.next_try_at > ?3 THEN '' ELSE ifnull(q.next_try_at, '') END AS at,
		row_number() OVER (PARTITION BY t.account_id ORDER BY t.end_on, t.start_on, t.id) AS turn
		FROM delivery q JOIN statement t ON t.id = q.statement_id
		WHERE q.connector_id = ?1 AND q.state IN ('to_send', 'to_retry') AND t.place = 'to_send') WHERE turn = 1) d`

// firstHead is the one that may leave now, what was never tried first, so that an account which
// keeps failing holds back no other.
const firstHead = "SELECT d.id FROM" + heads + ` JOIN statement s ON s.id = d.statement_id
	WHERE d.at <= ?2 ORDER BY d.tries > 0, s.end_on, s.start_on, s.id LIMIT 1`

// firstUntried is the same one, found without looking at the whole queue, when it is among the
// oldest that were never tried: one of them is a head unless its account has an older one, tried.
const firstUntried = `SELECT u.id FROM (SELECT d.id, d.connector_id, s.account_id, s.end_on, s.start_on, s.id AS statement_id
		FROM statement s INDEXED BY statement_to_send CROSS JOIN delivery d ON d.statement_id = s.id
		WHERE s.place = 'to_send' AND d.connector_id = ?1 AND d.state = 'to_send' AND d.tries = 0
		ORDER BY s.end_on, s.start_on, s.id LIMIT 50) u
	WHERE NOT EXISTS (SELECT 1 FROM statement o JOIN delivery q ON q.statement_id = o.id AND q.connector_id = u.connector_id
		WHERE o.account_id = u.account_id AND o.place = 'to_send' AND q.state IN ('to_send', 'to_retry')
		AND (o.end_on, o.start_on, o.id) < (u.end_on, u.start_on, u.statement_id))
	ORDER BY u.end_on, u.start_on, u.statement_id LIMIT 1`

// furthest is how far ahead a partner may put a delivery off.
const furthest = 24 * time.Hour

// horizon is the last instant that is believed.
func (tx *Tx) horizon() string { return instant(tx.now().Add(furthest + time.Second)) }

// NextDue is the connector's oldest delivery that may be taken now.
func (tx *Tx) NextDue(connectorID int64) (d deliver.Due, wait time.Time, found bool, err error) {
	now := tx.instant()
	if wait, err = tx.notYet(connectorID, now); err != nil || !wait.IsZero() {
		return d, wait, false, err
	}
	var id int64
	if found, err = tx.one(firstUntried, []any{connectorID}, &id); err != nil {
		return d, wait, false, err
	}
	if !found {
		found, err = tx.one(firstHead, []any{connectorID, now, tx.horizon()}, &id)
	}
	if err == nil && !found {
		wait, err = tx.nextTry(connectorID)
	}
	if err == nil && found {
		d, err = tx.due(id)
	}
	return d, wait, found, err
}

// dueSelect is what is to be known of a delivery before it leaves.
const dueSelect = `SELECT d.id, d.statement_id, d.connector_id, ifnull(d.shipment_id, 0), d.doubt, d.tries, d.alone, a.id, ifnull(a.iban, a.key),
	CASE WHEN a.connector_id = d.connector_id THEN a.partner_folder ELSE '' END, a.connector_id = d.connector_id AND a.partner_matched, ifnull(c.name, ''),
	ifnull(c.siret, ''), ifnull(c.reference, ''), ifnull(f.name, ''), s.start_on, s.end_on, s.currency, s.decimals, s.opening, s.closing, s.own, s.operations,
	s.unreadable FROM delivery d JOIN statement s ON s.id = d.statement_id JOIN account a ON a.id = s.account_id
	LEFT JOIN client c ON c.id = a.client_id LEFT JOIN firm f ON f.id = a.firm_id`

func scanDue(scan func(...any) error, also ...any) (d deliver.Due, err error) {
	var number string
	var start, end sql.NullString
	var opening, closing sql.NullInt64
	err = scan(append([]any{&d.DeliveryID, &d.StatementID, &d.ConnectorID, &d.ShipmentID, &d.Doubt, &d.Tries, &d.Alone, &d.Account.ID, &number,
		&d.Account.PartnerFolder, &d.Matched, &d.Account.ClientName, &d.Account.SIRET, &d.Account.Reference, &d.FirmName, &start, &end, &d.Currency,
		&d.Decimals, &opening, &closing, &d.Own, &d.Lines, &d.Unreadable}, also...)...)
	d.Account.IBAN = iban.IBAN(number)
	d.Opening, d.Closing = pointer(opening), pointer(closing)
	var errStart, errEnd error
	d.Start, errStart = day(start)
	d.End, errEnd = day(end)
	return d, errors.Join(err, errStart, errEnd)
}

func (tx *Tx) due(id int64) (deliver.Due, error) {
	return scanDue(tx.conn.QueryRowContext(tx.ctx, dueSelect+" WHERE d.id = ?", id).Scan)
}

// along is the queue of a connector (?1) from an account (?2) on, in the order of each account;
// ready says that one may leave now (?3; ?4 the horizon) and with others.
const along = ` AND d.connector_id = ?1 AND d.state IN ('to_send', 'to_retry') AND s.place = 'to_send'
	ORDER BY s.account_id <> ?2, s.account_id, s.end_on, s.start_on, s.id LIMIT ?5`

const ready = `d.doubt = 0 AND d.alone = 0 AND (d.state = 'to_send' OR d.updated_at > ?3 OR d.next_try_at > ?4 OR ifnull(d.next_try_at, '') <= ?3)`

// Along lists the deliveries that may leave with a due one.
func (tx *Tx) Along(head deliver.Due, reach deliver.Reach, most int) (dues []deliver.Due, err error) {
	scope := map[deliver.Reach]string{deliver.SameAccount: "s.account_id = ?2", deliver.Everyone: "1",
		deliver.SameClient: "a.client_id = (SELECT o.client_id FROM account o WHERE o.id = ?2)"}[reach]
	query := strings.Replace(dueSelect, " FROM delivery", ", "+ready+" FROM delivery", 1) + " WHERE " + scope + along
	over := map[int64]bool{}
	err = tx.each(query, []any{head.ConnectorID, head.Account.ID, tx.instant(), tx.horizon(), most}, func(rows *sql.Rows) error {
		var isReady bool
		d, err := scanDue(rows.Scan, &isReady)
		if over[d.Account.ID] = over[d.Account.ID] || !isReady; !over[d.Account.ID] {
			dues = append(dues, d)
		}
		return err
	})
	if err == nil && (len(dues) == 0 || dues[0].DeliveryID != head.DeliveryID) {
		dues = []deliver.Due{head}
	}
	return dues, err
}

// elsewhere is how long to leave a connector that another process works on.
const elsewhere = 5 * time.Second

// believed is until when a connector's partner asked to wait, ” when it did not, or when the
// clock was ahead as it was written down. It takes now and the horizon.
const believed = "CASE WHEN not_before_asked_at > ? OR not_before > ? THEN '' ELSE ifnull(not_before, '') END"

// resting is until when a connector's partner is left alone, ” when it is not, or when a clock
// that was ahead wrote it down. It takes the latest instant that is believed.
const resting = "CASE WHEN resting_until > ? THEN '' ELSE ifnull(resting_until, '') END"

func (tx *Tx) restHorizon() string { return instant(tx.now().Add(longestRest + time.Second)) }

// notYet says until when nothing of a connector may be taken: it is gone or paused, its
// partner asked to wait, or another process has it.
func (tx *Tx) notYet(connectorID int64, now string) (time.Time, error) {
	var notBefore, rests string
	var busy bool
	found, err := tx.one(`SELECT `+believed+`, `+resting+`, EXISTS (SELECT 1 FROM delivery d WHERE d.connector_id = k.id AND d.state = 'in_flight')
		FROM connector k WHERE id = ? AND removed_at IS NULL AND paused = 0`, []any{now, tx.horizon(), tx.restHorizon(), connectorID}, &notBefore, &rests, &busy)
	switch {
	case err != nil:
		return time.Time{}, err
	case !found:
		return time.Time{}, fault.New(fault.Cancelled, "Le connecteur a été retiré ou mis en pause.")
	case busy:
		return tx.now().Add(elsewhere), nil
	case max(notBefore, rests) > now:
		return time.Parse(time.RFC3339, max(notBefore, rests))
	}
	return time.Time{}, nil
}

// nextTry is the instant of a connector's next try, zero when nothing waits.
func (tx *Tx) nextTry(connectorID int64) (at time.Time, err error) {
	var next sql.NullString
	_, err = tx.one("SELECT min(at) FROM"+heads, []any{connectorID, tx.instant(), tx.horizon()}, &next)
	if err != nil {
		return at, err
	}
	return moment(next)
}
