package sqlite

import (
	"errors"
	"time"

	"sobank/backend/deliver"
	"sobank/backend/fault"
)

// StartAttempt puts a delivery in flight under a lease and opens an attempt.
func (tx *Tx) StartAttempt(deliveryID int64, owner string, until time.Time) (int64, error) {
	_, err := tx.exec(`UPDATE delivery SET state = 'in_flight', lease_owner = ?, lease_until = ?, next_try_at = NULL, tries = tries + 1,
		updated_at = ?, code = '', message = '', hint = '', request_id = '' WHERE id = ?`, owner, instant(until), tx.instant(), deliveryID)
	if err != nil {
		return 0, err
	}
	return tx.insert("INSERT INTO delivery_attempt (delivery_id, started_at, outcome) VALUES (?, ?, 'sending')", deliveryID, tx.instant())
}

// NoteSent keeps that all bytes of an attempt leave, if the delivery is still the owner's.
func (tx *Tx) NoteSent(deliveryID, attemptID int64, owner string) error {
	result, err := tx.exec(`UPDATE delivery SET doubt = 2 WHERE id = ? AND state = 'in_flight' AND lease_owner = ?
		AND EXISTS (SELECT 1 FROM delivery_attempt t WHERE t.id = ? AND t.delivery_id = delivery.id AND t.outcome = 'sending')`, deliveryID, owner, attemptID)
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return errors.Join(err, fault.New(fault.Conflict, "Cet envoi a été repris ailleurs : il ne part pas d'ici."))
	}
	_, err = tx.exec("UPDATE delivery_attempt SET outcome = 'sent' WHERE id = ?", attemptID)
	return err
}

// EndAttempt records what came of an attempt and settles the statement's place. When another
// process took the delivery over meanwhile, its own outcome counts, unless ours is that the
// statement arrived: that is true whoever asks.
func (tx *Tx) EndAttempt(deliveryID, attemptID int64, owner string, r deliver.Receipt, took time.Duration, nextTry time.Time) error {
	_, err := tx.exec(`UPDATE delivery_attempt SET duration_ms = ?, outcome = ?, code = ?, message = ?, partner_message = ?, request_id = ? WHERE id = ?`,
		took.Milliseconds(), string(r.State), r.Code, r.Message, r.PartnerMessage, r.RequestID, attemptID)
	if err != nil {
		return err
	}
	var next, integrated any
	if r.State == deliver.ToRetry {
		next = instant(nextTry.Add(time.Second - 1))
	}
	if r.Integrated != nil {
		integrated = *r.Integrated
	}
	result, err := tx.exec(`UPDATE delivery SET state = ?, doubt = ?, integrated = ?, code = ?, message = ?, hint = ?, request_id = ?, next_try_at = ?,
		lease_owner = NULL, lease_until = NULL, updated_at = ? WHERE id = ? AND (state = 'in_flight' AND lease_owner = ? OR ?)`, string(r.State), r.Doubt,
		integrated, r.Code, r.Message, r.Hint, r.RequestID, next, tx.instant(), deliveryID, owner, r.State.Arrived())
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return err
	}
	return tx.place(deliveryID, r.State)
}

// place puts a statement that arrived in its place, for good; of another one it derives
// again where it belongs, since all may have changed while it was in flight.
func (tx *Tx) place(deliveryID int64, s deliver.State) error {
	if s.Arrived() {
		_, err := tx.exec("UPDATE statement SET place = 'sent', reason = '' WHERE id = (SELECT statement_id FROM delivery WHERE id = ?)", deliveryID)
		return err
	}
	var account int64
	_, err := tx.one("SELECT s.account_id FROM delivery d JOIN statement s ON s.id = d.statement_id WHERE d.id = ?", []any{deliveryID}, &account)
	if err != nil {
		return err
	}
	return tx.Settle(account)
}

// FoundPartnerFolder remembers the folder that a connector found for an account, unless the
// account has gone to another one, or somebody chose a folder, meanwhile.
func (tx *Tx) FoundPartnerFolder(connectorID, accountID int64, folder string) error {
	_, err := tx.exec("UPDATE account SET partner_folder = ? WHERE id = ? AND connector_id = ? AND partner_folder = ''", folder, accountID, connectorID)
	return err
}

// SetPartnerFolder remembers the folder that a person chose for an account.
func (tx *Tx) SetPartnerFolder(accountID int64, folder string) error {
	_, err := tx.exec("UPDATE account SET partner_folder = ? WHERE id = ?", folder, accountID)
	return err
}

// Requeue makes deliveries due now.
func (tx *Tx) Requeue(deliveryIDs ...int64) error {
	for _, id := range deliveryIDs {
		if _, err := tx.exec(`UPDATE delivery SET state = 'to_send', tries = 0, next_try_at = NULL, updated_at = ?
			WHERE id = ? AND state IN ('refused', 'to_check', 'to_retry')`, tx.instant(), id); err != nil {
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
	return tx.SetTrouble(connectorID, "", "", "")
}

// RequeueConnector takes a connector out of trouble and makes due now what waits for a
// retry, and what was refused, since what it needs has changed.
func (tx *Tx) RequeueConnector(connectorID int64) error {
	_, err := tx.exec(`UPDATE delivery SET state = 'to_send', tries = 0, next_try_at = NULL, updated_at = ? WHERE connector_id = ?
		AND state IN ('to_retry', 'refused')`, tx.instant(), connectorID)
	if err != nil {
		return err
	}
	return tx.SetTrouble(connectorID, "", "", "")
}

// SetTrouble keeps what stops a connector; an empty code says that nothing does.
func (tx *Tx) SetTrouble(connectorID int64, code, message, hint string) error {
	_, err := tx.exec("UPDATE connector SET trouble_code = ?, trouble = ?, trouble_hint = ? WHERE id = ?", code, message, hint, connectorID)
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
	_, err := tx.exec("UPDATE connector SET last_success_at = ?, trouble_code = '', trouble = '', trouble_hint = '' WHERE id = ?", tx.instant(), connectorID)
	return err
}

// Answer keeps in a delivery's history what a person did about it, and why.
func (tx *Tx) Answer(deliveryID, staffID int64, outcome, reason string) error {
	_, err := tx.exec("INSERT INTO delivery_attempt (delivery_id, started_at, duration_ms, outcome, message, staff_id) VALUES (?, ?, 0, ?, ?, ?)",
		deliveryID, tx.instant(), outcome, reason, orNull(staffID))
	return err
}

// Resolve ends the doubt of a delivery that is to be checked.
func (tx *Tx) Resolve(deliveryID int64, arrived bool) error {
	state, message := deliver.ToSend, ""
	if arrived {
		state, message = deliver.AlreadyIntegrated, "Une personne a vérifié que le relevé y est."
	}
	_, err := tx.exec(`UPDATE delivery SET state = ?, doubt = 0, tries = 0, next_try_at = NULL, integrated = NULL, code = '', message = ?, hint = '',
		request_id = '', updated_at = ? WHERE id = ? AND state = 'to_check'`, string(state), message, tx.instant(), deliveryID)
	if err != nil || !arrived {
		return err
	}
	return tx.place(deliveryID, state)
}
