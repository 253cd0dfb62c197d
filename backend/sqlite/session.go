package sqlite

import (
	"crypto/rand"
	"database/sql"
	"time"

	"sobank/backend/staff"
)

// StartSession opens a session under a random id.
func (tx *Tx) StartSession(staffID int64, osAccount string) (string, error) {
	id := rand.Text()
	_, err := tx.exec("INSERT INTO session (id, staff_id, os_account, started_at) VALUES (?, ?, ?, ?)", id, staffID, osAccount, tx.instant())
	return id, err
}

// EndSession ends a session, and tells whether it was open, and remembered.
func (tx *Tx) EndSession(id string) (open, remembered bool, err error) {
	open, err = tx.one("SELECT resume_sha256 IS NOT NULL FROM session WHERE id = ? AND ended_at IS NULL", []any{id}, &remembered)
	if err != nil || !open {
		return false, false, err
	}
	_, err = tx.exec("UPDATE session SET ended_at = ?, resume_sha256 = NULL, resume_until = NULL WHERE id = ?", tx.instant(), id)
	return true, remembered, err
}

// locked marks, before the instant in resume_until, a session whose screen is locked: it is
// taken up again only behind its password.
const locked = "locked "

// RememberSession keeps the hash of a session's token. What an OS account had remembered
// before ends.
func (tx *Tx) RememberSession(id, osAccount, sha256 string, until time.Time) error {
	if err := tx.ForgetSessions(osAccount); err != nil {
		return err
	}
	_, err := tx.exec("UPDATE session SET resume_sha256 = ?, resume_until = ? WHERE id = ?", sha256, instant(until), id)
	return err
}

// HasRemembered reports whether an OS account has a token to look for.
func (tx *Tx) HasRemembered(osAccount string) (found bool, err error) {
	_, err = tx.one("SELECT EXISTS (SELECT 1 FROM session WHERE resume_sha256 IS NOT NULL AND os_account = ?)", []any{osAccount}, &found)
	return found, err
}

// RememberedSession finds a session by the hash of its token.
func (tx *Tx) RememberedSession(sha256 string) (r staff.Remembered, err error) {
	var until sql.NullString
	found, err := tx.one(`SELECT id, staff_id, os_account, ended_at IS NOT NULL, resume_until LIKE ?1 || '%', replace(resume_until, ?1, '')
		FROM session WHERE resume_sha256 = ?2`, []any{locked, sha256}, &r.SessionID, &r.Person.ID, &r.OSAccount, &r.Ended, &r.Locked, &until)
	if err == nil && !found {
		err = notFound("Cette session n'existe pas.")
	}
	if err != nil {
		return r, err
	}
	if r.Until, err = moment(until); err != nil {
		return r, err
	}
	r.Person, err = tx.Staff(r.Person.ID)
	return r, err
}

// ForgetSessions ends what an OS account had remembered.
func (tx *Tx) ForgetSessions(osAccount string) error {
	_, err := tx.exec(`UPDATE session SET ended_at = ifnull(ended_at, ?), resume_sha256 = NULL, resume_until = NULL
		WHERE resume_sha256 IS NOT NULL AND os_account = ?`, tx.instant(), osAccount)
	return err
}

// IsRemembered reports whether a session counts after its window is closed.
func (tx *Tx) IsRemembered(id string) (remembered bool, err error) {
	_, err = tx.one("SELECT resume_sha256 IS NOT NULL FROM session WHERE id = ? AND ended_at IS NULL", []any{id}, &remembered)
	return remembered, err
}

// LockSession keeps that a remembered session's screen is locked, or no longer.
func (tx *Tx) LockSession(id string, lock bool) error {
	mark := ""
	if lock {
		mark = locked
	}
	_, err := tx.exec("UPDATE session SET resume_until = ? || replace(resume_until, ?, '') WHERE id = ? AND resume_until IS NOT NULL", mark, locked, id)
	return err
}
