package sqlite

import (
	"errors"
	"slices"
	"time"

	"sobank/backend/deliver"
	"sobank/backend/fault"
)

// StartAttempt puts deliveries in flight under a lease and opens an attempt of each.
func (tx *Tx) StartAttempt(deliveries []int64, owner string, until time.Time) (deliver.Flight, error) {
	f := deliver.Flight{Deliveries: deliveries, Owner: owner}
	for _, id := range deliveries {
		_, err := tx.exec(`UPDATE delivery SET state = 'in_flight', lease_owner = ?, lease_until = ?, next_try_at = NULL, tries = tries + 1,
			updated_at = ?, code = '', message = '', hint = '', request_id = '' WHERE id = ?`, owner, instant(until), tx.instant(), id)
		if err != nil {
			return f, err
		}
		attempt, err := tx.insert("INSERT INTO delivery_attempt (delivery_id, started_at, outcome) VALUES (?, ?, 'sending')", id, tx.instant())
		if err != nil {
			return f, err
		}
		f.Attempts = append(f.Attempts, attempt)
	}
	return f, nil
}

// NoteSent keeps that all bytes of an attempt leave, if all its deliveries are still the owner's.
func (tx *Tx) NoteSent(f deliver.Flight) error {
	for i, id := range f.Deliveries {
		result, err := tx.exec(`UPDATE delivery SET doubt = 2 WHERE id = ? AND state = 'in_flight' AND lease_owner = ?
			AND EXISTS (SELECT 1 FROM delivery_attempt t WHERE t.id = ? AND t.delivery_id = delivery.id AND t.outcome = 'sending')`, id, f.Owner, f.Attempts[i])
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n == 0 {
			return errors.Join(err, fault.New(fault.Conflict, "Cet envoi a été repris ailleurs : il ne part pas d'ici."))
		}
		if _, err = tx.exec("UPDATE delivery_attempt SET outcome = 'sent' WHERE id = ?", f.Attempts[i]); err != nil {
			return err
		}
	}
	return nil
}

// EndAttempt records what came of an attempt and settles the statements' places. When another
// process took a delivery over meanwhile, its own outcome counts, unless ours is that the
// statement arrived: that is true whoever asks.
func (tx *Tx) EndAttempt(f deliver.Flight, r deliver.Receipt, took time.Duration, nextTry time.Time) error {
	var ended []int64
	for i, id := range f.Deliveries {
		_, err := tx.exec(`UPDATE delivery_attempt SET duration_ms = ?, outcome = ?, code = ?, message = ?, partner_message = ?, request_id = ? WHERE id = ?`,
			took.Milliseconds(), string(r.State), r.Code, r.Message, r.PartnerMessage, r.RequestID, f.Attempts[i])
		if err != nil {
			return err
		}
		var next any
		if r.State == deliver.ToRetry {
			next = instant(nextTry.Add(time.Second - 1))
		}
		result, err := tx.exec(`UPDATE delivery SET state = ?, doubt = ?, code = ?, message = ?, hint = ?, request_id = ?, next_try_at = ?,
			lease_owner = NULL, lease_until = NULL, updated_at = ? WHERE id = ? AND (state = 'in_flight' AND lease_owner = ? OR ?)`, string(r.State), r.Doubt,
			r.Code, r.Message, r.Hint, r.RequestID, next, tx.instant(), id, f.Owner, r.State.Arrived())
		if err != nil {
			return err
		}
		n, err := result.RowsAffected()
		if err != nil {
			return err
		}
		if n > 0 {
			ended = append(ended, id)
		}
	}
	if r.Integrated != nil && len(ended) > 0 {
		if _, err := tx.exec("UPDATE shipment SET integrated = ? WHERE id = (SELECT shipment_id FROM delivery WHERE id = ?)", *r.Integrated, ended[0]); err != nil {
			return err
		}
	}
	return tx.place(ended, r.State)
}

// place puts statements that arrived in their place, for good; of others it derives again
// where they belong, since all may have changed while they were in flight.
func (tx *Tx) place(deliveries []int64, state deliver.State) error {
	var accounts []int64
	for _, id := range deliveries {
		if state.Arrived() {
			if _, err := tx.exec("UPDATE statement SET place = 'sent', reason = '' WHERE id = (SELECT statement_id FROM delivery WHERE id = ?)", id); err != nil {
				return err
			}
			continue
		}
		account, err := tx.accountOf(id)
		if err != nil {
			return err
		}
		accounts = append(accounts, account)
	}
	slices.Sort(accounts)
	return tx.Settle(slices.Compact(accounts)...)
}

func (tx *Tx) accountOf(deliveryID int64) (account int64, err error) {
	_, err = tx.one("SELECT s.account_id FROM delivery d JOIN statement s ON s.id = d.statement_id WHERE d.id = ?", []any{deliveryID}, &account)
	return account, err
}

// SplitUp makes deliveries due now, each alone.
func (tx *Tx) SplitUp(deliveries []int64) error {
	for _, id := range deliveries {
		if _, err := tx.exec(`UPDATE delivery SET state = 'to_send', alone = 1, tries = 0, next_try_at = NULL WHERE id = ? AND state = 'refused' AND doubt = 0`, id); err != nil {
			return err
		}
	}
	return nil
}

// Matched remembers where a connector found an account's company, and whether it takes the
// account's statements.
func (tx *Tx) Matched(connectorID int64, of deliver.AccountCard, folder string, ready bool) (kept bool, err error) {
	result, err := tx.exec("UPDATE account SET partner_folder = ? WHERE id = ? AND connector_id = ? AND partner_folder = ?", folder, of.ID, connectorID, of.PartnerFolder)
	if err != nil {
		return false, err
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return false, err
	}
	_, err = tx.exec("UPDATE account SET partner_matched = ? WHERE id = ?", ready, of.ID)
	return true, err
}

// Unmatched makes an account's company looked for again before its next delivery.
func (tx *Tx) Unmatched(connectorID, accountID int64) error {
	_, err := tx.exec("UPDATE account SET partner_matched = 0 WHERE id = ? AND connector_id = ?", accountID, connectorID)
	return err
}

// Waiting lists an account's deliveries that wait at a connector and surely never arrived,
// oldest first.
func (tx *Tx) Waiting(connectorID, accountID int64) ([]int64, error) {
	return tx.ids(`SELECT d.id FROM delivery d JOIN statement s ON s.id = d.statement_id WHERE d.connector_id = ? AND s.account_id = ?
		AND d.state IN ('to_send', 'to_retry') AND d.doubt = 0 AND s.place = 'to_send' ORDER BY s.end_on, s.start_on, s.id`, connectorID, accountID)
}

// SetPartnerFolder remembers the folder that a person chose for an account.
func (tx *Tx) SetPartnerFolder(accountID int64, folder string) error {
	_, err := tx.exec("UPDATE account SET partner_folder = ? WHERE id = ?", folder, accountID)
	return err
}

// Requeue makes deliveries due now.
func (tx *Tx) Requeue(deliveryIDs ...int64) (accounts []int64, err error) {
	for _, id := range deliveryIDs {
		if _, err := tx.exec(`UPDATE delivery SET state = 'to_send', tries = 0, withdrawn = 0, next_try_at = NULL, updated_at = ?
			WHERE id = ? AND (state IN ('refused', 'to_check', 'to_retry') OR state = 'cancelled' AND withdrawn = 1)`, tx.instant(), id); err != nil {
			return nil, err
		}
		account, err := tx.accountOf(id)
		if err != nil {
			return nil, err
		}
		accounts = append(accounts, account)
	}
	return accounts, nil
}

// Withdraw cancels deliveries that wait and surely never arrived.
func (tx *Tx) Withdraw(deliveries ...int64) error {
	for _, id := range deliveries {
		if _, err := tx.exec(`UPDATE delivery SET state = 'cancelled', withdrawn = 1, next_try_at = NULL, code = '', message = '', hint = '', request_id = '', updated_at = ?
			WHERE id = ? AND state IN ('to_send', 'to_retry', 'refused') AND doubt = 0`, tx.instant(), id); err != nil {
			return err
		}
	}
	return nil
}

// ResumeConnector takes a connector out of trouble and makes due now what waits for its next
// try, and what was refused for the cause that stopped it. The count of tries stays: what
// fails again and again comes after what was never tried.
func (tx *Tx) ResumeConnector(connectorID int64) error {
	_, err := tx.exec(`UPDATE delivery SET state = 'to_retry', next_try_at = ?1, updated_at = ?1 WHERE connector_id = ?2
		AND (state = 'to_retry' OR state = 'refused' AND code <> '' AND code = (SELECT trouble_code FROM connector WHERE id = ?2))`,
		tx.instant(), connectorID)
	if err != nil {
		return err
	}
	return tx.relieve(connectorID)
}

// RequeueConnector takes a connector out of trouble and makes due now what waits for a
// retry, and what was refused, since what it needs has changed.
func (tx *Tx) RequeueConnector(connectorID int64) error {
	_, err := tx.exec(`UPDATE delivery SET state = 'to_send', tries = 0, next_try_at = NULL, updated_at = ? WHERE connector_id = ?
		AND state IN ('to_retry', 'refused')`, tx.instant(), connectorID)
	if err != nil {
		return err
	}
	return errors.Join(tx.NoteAnswer(connectorID), tx.relieve(connectorID))
}

// relieve takes a connector out of trouble and of its rest; one more failure brings it back there.
// A source is looked into at once.
func (tx *Tx) relieve(connectorID int64) error {
	if _, err := tx.exec("UPDATE source_look SET next_at = NULL, stopped = 0, failures = 0 WHERE source_id = ?", connectorID); err != nil {
		return err
	}
	_, err := tx.exec(`UPDATE connector SET trouble_code = '', trouble = '', trouble_hint = '', resting_until = NULL WHERE id = ?`, connectorID)
	return err
}

// SetTrouble keeps what stops a connector; an empty code says that nothing does.
func (tx *Tx) SetTrouble(connectorID int64, code, message, hint string) error {
	_, err := tx.exec("UPDATE connector SET trouble_code = ?, trouble = ?, trouble_hint = ? WHERE id = ?", code, message, hint, connectorID)
	return err
}

// restAfter is how many failures in a row leave a partner alone, for one minute first, doubled
// with each further one up to longestRest.
const (
	restAfter   = 5
	longestRest = 30 * time.Minute
)

// NoteFailure counts a failure of the partner's.
func (tx *Tx) NoteFailure(connectorID int64) error {
	var failures int
	if _, err := tx.one("UPDATE connector SET failures = failures + 1 WHERE id = ? RETURNING failures", []any{connectorID}, &failures); err != nil || failures < restAfter {
		return err
	}
	rest := min(time.Minute<<min(failures-restAfter, 10), longestRest)
	_, err := tx.exec("UPDATE connector SET resting_until = ? WHERE id = ?", instant(tx.now().Add(rest)), connectorID)
	return err
}

// NoteAnswer says that the partner answered as it should.
func (tx *Tx) NoteAnswer(connectorID int64) error {
	_, err := tx.exec("UPDATE connector SET failures = 0, resting_until = NULL WHERE id = ? AND failures > 0", connectorID)
	return err
}

// SetNotBefore keeps until when the partner asked to wait, rounded up to the second, and when
// it asked.
func (tx *Tx) SetNotBefore(connectorID int64, at time.Time) error {
	_, err := tx.exec("UPDATE connector SET not_before = ?, not_before_asked_at = ? WHERE id = ?", instant(at.Add(time.Second-1)), tx.instant(), connectorID)
	return err
}

// NoteTested keeps that the connection was tested well.
func (tx *Tx) NoteTested(connectorID int64) error {
	_, err := tx.exec("UPDATE connector SET tested_at = ? WHERE id = ?", tx.instant(), connectorID)
	return err
}

// NoteSuccess keeps that a statement arrived: nothing stops the connector.
func (tx *Tx) NoteSuccess(connectorID int64) error {
	_, err := tx.exec("UPDATE connector SET last_success_at = ?, failures = 0, resting_until = NULL, trouble_code = '', trouble = '', trouble_hint = '' WHERE id = ?", tx.instant(), connectorID)
	return err
}

// Answer keeps in a delivery's history what a person did about it, and why.
func (tx *Tx) Answer(deliveryID, staffID int64, outcome, reason string) error {
	_, err := tx.exec("INSERT INTO delivery_attempt (delivery_id, started_at, duration_ms, outcome, message, staff_id) VALUES (?, ?, 0, ?, ?, ?)",
		deliveryID, tx.instant(), outcome, reason, orNull(staffID))
	return err
}

// Resolve ends the doubt of deliveries that are to be checked.
func (tx *Tx) Resolve(deliveries []int64, arrived bool) (accounts []int64, err error) {
	state, message := deliver.ToSend, ""
	if arrived {
		state, message = deliver.AlreadyIntegrated, "Une personne a vérifié que le relevé y est."
	}
	for _, id := range deliveries {
		_, err := tx.exec(`UPDATE delivery SET state = ?, doubt = 0, tries = 0, next_try_at = NULL, code = '', message = ?, hint = '',
			request_id = '', updated_at = ? WHERE id = ? AND state <> 'in_flight' AND (state = 'to_check' OR doubt > 0)`, string(state), message, tx.instant(), id)
		if err != nil {
			return nil, err
		}
		account, err := tx.accountOf(id)
		if err != nil {
			return nil, err
		}
		accounts = append(accounts, account)
	}
	slices.Sort(accounts)
	accounts = slices.Compact(accounts)
	if !arrived {
		return accounts, nil
	}
	return accounts, tx.place(deliveries, state)
}
