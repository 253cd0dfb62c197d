package sqlite

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"sobank/backend/firm"
	"sobank/backend/statement"
)

// Settle derives again state and place of all statements of accounts, writes what differs,
// and the deliveries that are due. It is idempotent, and nothing else changes a place but
// an import that only extends a chain, which computes the same.
func (tx *Tx) Settle(accounts ...int64) error {
	if err := tx.Flush(); err != nil {
		return err
	}
	for _, id := range accounts {
		if err := tx.settle(id); err != nil {
			return err
		}
	}
	return tx.QueueDeliveries(accounts...)
}

func (tx *Tx) settleWhere(condition string, args ...any) error {
	var ids []int64
	err := tx.each("SELECT id FROM account WHERE "+condition, args, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		ids = append(ids, id)
		return err
	})
	if err != nil {
		return err
	}
	return tx.Settle(ids...)
}

func (tx *Tx) settle(accountID int64) error {
	eligibility, _, err := tx.eligibility(accountID)
	if err != nil {
		return err
	}
	facts, stored, err := tx.facts(accountID)
	if err != nil {
		return err
	}
	for i, j := range statement.Chain(facts) {
		was := stored[facts[i].ID]
		now := was.derive(eligibility, j)
		if now.same(was) {
			continue
		}
		_, err := tx.exec("UPDATE statement SET state = ?, expected = ?, expected_on = ?, place = ?, reason = ? WHERE id = ?",
			string(j.State), nullable(j.Expected), orNull(j.ExpectedOn), string(now.Place), string(now.Reason), facts[i].ID)
		if err != nil {
			return err
		}
	}
	return nil
}

// settled is what is stored of a statement's state and place.
type settled struct {
	statement.Candidate
	judgement statement.Judgement
	Place     statement.Place
	Reason    statement.Reason
}

// derive is what a judgement makes of the statement.
func (a settled) derive(e statement.Eligibility, j statement.Judgement) settled {
	a.judgement, a.Candidate.State = j, j.State
	a.Place, a.Reason = statement.PlaceOf(e, a.Candidate)
	return a
}

func (a settled) same(b settled) bool {
	sameExpected := (a.judgement.Expected == nil) == (b.judgement.Expected == nil) &&
		(a.judgement.Expected == nil || *a.judgement.Expected == *b.judgement.Expected)
	return a.judgement.State == b.judgement.State && sameExpected && a.judgement.ExpectedOn == b.judgement.ExpectedOn &&
		a.Place == b.Place && a.Reason == b.Reason
}

// eligibility is what an account allows now, and its firm.
func (tx *Tx) eligibility(accountID int64) (e statement.Eligibility, firmID int64, err error) {
	var collectFrom, missionEnded sql.NullString
	var partner, settings string
	_, err = tx.one(`SELECT a.client_id IS NOT NULL, ifnull(m.status, '') = 'approved', a.connector_id IS NOT NULL,
		EXISTS (SELECT 1 FROM connector_credential x WHERE x.connector_id = a.connector_id), ifnull(k.partner, ''), ifnull(k.settings, '{}'),
		a.collect_from, c.mission_ended_on, ifnull(f.hold_interruptions, 0), ifnull(a.firm_id, 0)
		FROM account a LEFT JOIN client c ON c.id = a.client_id LEFT JOIN firm f ON f.id = a.firm_id
		LEFT JOIN mandate m ON m.account_id = a.id LEFT JOIN connector k ON k.id = a.connector_id WHERE a.id = ?`, []any{accountID},
		&e.Known, &e.Approved, &e.Connector, &e.Credentials, &partner, &settings, &collectFrom, &missionEnded, &e.HoldInterruptions, &firmID)
	if err != nil {
		return e, 0, err
	}
	if e.Connector {
		k := firm.Connector{Partner: partner}
		if err := json.Unmarshal([]byte(settings), &k.Settings); err != nil {
			return e, 0, fmt.Errorf("sqlite: read the settings of account %d's connector: %w", accountID, err)
		}
		_, missing := k.MissingSetting()
		e.Settings, e.Credentials = !missing, e.Credentials || !k.NeedsSecrets()
	}
	var errFrom, errEnded error
	e.CollectFrom, errFrom = day(collectFrom)
	e.MissionEndedOn, errEnded = day(missionEnded)
	return e, firmID, errors.Join(errFrom, errEnded)
}

// facts reads the statements of an account for the chain, with what is stored of each.
func (tx *Tx) facts(accountID int64) ([]statement.Fact, map[int64]settled, error) {
	contested, overlaps, err := tx.entanglements(accountID)
	if err != nil {
		return nil, nil, err
	}
	var facts []statement.Fact
	stored := map[int64]settled{}
	err = tx.each(factSelect+" WHERE account_id = ?", []any{accountID},
		func(rows *sql.Rows) error {
			f, s, err := scanFact(rows)
			f.Contested, f.Overlaps = contested[f.ID], overlaps[f.ID]
			facts, stored[f.ID] = append(facts, f), s
			return err
		})
	return facts, stored, err
}

const factSelect = `SELECT id, start_on, end_on, opening, closing, credits, debits, operations, unreadable, ifnull(released_state, ''),
	own, handed_over, state, expected, expected_on, place, reason, ` + pinned + `,
	ifnull(asked_connector_id = (SELECT a.connector_id FROM account a WHERE a.id = s.account_id), 0),
	EXISTS (SELECT 1 FROM delivery w JOIN account a ON a.id = s.account_id WHERE w.statement_id = s.id AND w.connector_id = a.connector_id AND w.withdrawn = 1)
	FROM statement s`

// Hindrance is why a delivery's statement would not leave now if it had not begun to.
func (tx *Tx) Hindrance(deliveryID int64) (statement.Reason, error) {
	var id, account int64
	_, err := tx.one("SELECT s.id, s.account_id FROM delivery d JOIN statement s ON s.id = d.statement_id WHERE d.id = ?", []any{deliveryID}, &id, &account)
	if err != nil {
		return "", err
	}
	eligibility, _, err := tx.eligibility(account)
	if err != nil {
		return "", err
	}
	var reason statement.Reason
	err = tx.each(factSelect+" WHERE id = ?", []any{id}, func(rows *sql.Rows) error {
		_, s, err := scanFact(rows)
		s.Pinned, s.Withdrawn = false, false
		reason = s.derive(eligibility, s.judgement).Reason
		return err
	})
	return reason, err
}

// pinned tells whether a delivery of statement s is in flight, or may have arrived: it ends
// at the connector where it began, whatever changes meanwhile.
const pinned = `EXISTS (SELECT 1 FROM delivery d WHERE d.statement_id = s.id
	AND (d.state IN ('in_flight', 'to_check') OR d.doubt > 0 AND d.state IN ('to_send', 'to_retry', 'refused')))`

func scanFact(rows *sql.Rows) (f statement.Fact, s settled, err error) {
	var start, end, expectedOn sql.NullString
	var opening, closing, expected sql.NullInt64
	var state, place, reason string
	err = rows.Scan(&f.ID, &start, &end, &opening, &closing, &f.Credits, &f.Debits, &f.Operations, &f.Unreadable, &f.Released,
		&s.Own, &s.HandedOver, &state, &expected, &expectedOn, &place, &reason, &s.Pinned, &s.Asked, &s.Withdrawn)
	if err != nil {
		return f, s, err
	}
	f.Opening, f.Closing = pointer(opening), pointer(closing)
	var errs [3]error
	f.Start, errs[0] = day(start)
	f.End, errs[1] = day(end)
	s.judgement = statement.Judgement{State: statement.State(state), Expected: pointer(expected)}
	s.judgement.ExpectedOn, errs[2] = day(expectedOn)
	s.Place, s.Reason = statement.Place(place), statement.Reason(reason)
	s.End, s.Now = f.End, s.Place
	return f, s, errors.Join(errs[:]...)
}

// entanglements reads which statements of an account are contested, and which show one
// another's operations.
func (tx *Tx) entanglements(accountID int64) (contested map[int64]bool, overlaps map[int64][]int64, err error) {
	contested, overlaps = map[int64]bool{}, map[int64][]int64{}
	pair := func(add func(a, b int64)) func(*sql.Rows) error {
		return func(rows *sql.Rows) error {
			var a, b int64
			err := rows.Scan(&a, &b)
			add(a, b)
			return err
		}
	}
	err = tx.each(`SELECT c.statement_id, c.other_id FROM conflict c JOIN statement s ON s.id = c.statement_id WHERE s.account_id = ?`,
		[]any{accountID}, pair(func(a, b int64) { contested[a], contested[b] = true, true }))
	if err != nil {
		return nil, nil, err
	}
	err = tx.each(`SELECT DISTINCT e.statement_id, o.statement_id FROM statement s JOIN echo e ON e.statement_id = s.id
		JOIN operation o ON o.id = e.operation_id WHERE s.account_id = ?1
		UNION SELECT z.statement_id, o.statement_id FROM operation z JOIN operation o ON o.account_id = ?1 AND o.booked_on = z.booked_on WHERE z.account_id = -?1`, []any{accountID},
		pair(func(a, b int64) { overlaps[a], overlaps[b] = append(overlaps[a], b), append(overlaps[b], a) }))
	return contested, overlaps, err
}

// departed tells whether statement s left, is on its way, or may have arrived. Bytes that were
// frozen and surely never arrived do not count: they are frozen again before the next try.
const departed = `(s.place IN ('sent', 'downloaded')
	OR EXISTS (SELECT 1 FROM delivery d WHERE d.statement_id = s.id AND (d.doubt > 0 OR d.state IN ('in_flight', 'to_check'))))`

// dropUnsent takes away the bytes that were frozen for deliveries of a condition, of those
// that surely never arrived.
func (tx *Tx) dropUnsent(condition string, args ...any) error {
	var shipments []int64
	err := tx.each("SELECT d.shipment_id FROM delivery d WHERE d.shipment_id IS NOT NULL AND d.doubt = 0 AND "+condition, args, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		shipments = append(shipments, id)
		return err
	})
	if err != nil {
		return err
	}
	for _, id := range shipments {
		if _, err := tx.exec("UPDATE delivery SET shipment_id = NULL WHERE shipment_id = ?", id); err != nil {
			return err
		}
		if err := tx.dropShipment(id); err != nil {
			return err
		}
	}
	return nil
}

// QueueDeliveries writes the deliveries that are due for accounts, and cancels those that
// wait for a statement that is no longer to be sent there. One that may have arrived is
// neither doubled nor cancelled.
func (tx *Tx) QueueDeliveries(accounts ...int64) error {
	for _, id := range accounts {
		_, err := tx.exec(`UPDATE delivery SET state = 'cancelled', next_try_at = NULL, updated_at = ?1
			WHERE state IN ('to_send', 'to_retry', 'refused') AND doubt = 0
			AND statement_id IN (SELECT id FROM statement WHERE account_id = ?2)
			AND NOT EXISTS (SELECT 1 FROM statement s JOIN account a ON a.id = s.account_id
				WHERE s.id = delivery.statement_id AND s.place = 'to_send' AND a.connector_id = delivery.connector_id)`, tx.instant(), id)
		if err != nil {
			return err
		}
		if err := tx.dropUnsent("d.state = 'cancelled' AND d.statement_id IN (SELECT id FROM statement WHERE account_id = ?)", id); err != nil {
			return err
		}
		_, err = tx.exec(`INSERT INTO delivery (statement_id, connector_id, state, created_at, updated_at)
			SELECT s.id, a.connector_id, 'to_send', ?1, ?1 FROM statement s JOIN account a ON a.id = s.account_id
			WHERE s.account_id = ?2 AND s.place = 'to_send' AND a.connector_id IS NOT NULL AND NOT `+pinned+`
			ON CONFLICT (statement_id, connector_id) DO UPDATE SET state = 'to_send', tries = 0, updated_at = excluded.updated_at,
				code = '', message = '', hint = '', request_id = ''
			WHERE delivery.state = 'cancelled'`, tx.instant(), id)
		if err != nil {
			return err
		}
	}
	return nil
}
