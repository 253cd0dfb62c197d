package sqlite

import (
	"database/sql"
	"time"

	"sobank/backend/rights"
	"sobank/backend/staff"
)

var _ staff.Tx = (*Tx)(nil)

// StaffCount counts the people, active or not.
func (tx *Tx) StaffCount() (n int, err error) {
	_, err = tx.one("SELECT count(*) FROM staff", nil, &n)
	return n, err
}

// StaffByEmail finds a person by e-mail, whatever the case.
func (tx *Tx) StaffByEmail(email string) (staff.Account, error) {
	return tx.staffWhere("email = trim(?)", email, "Personne n'a cette adresse e-mail.")
}

// StaffAccount reads a person with what checking a password needs.
func (tx *Tx) StaffAccount(id int64) (staff.Account, error) {
	return tx.staffWhere("id = ?", id, "Ce collaborateur n'existe pas.")
}

func (tx *Tx) staffWhere(condition string, arg any, absent string) (a staff.Account, err error) {
	var profile string
	var retry sql.NullString
	found, err := tx.one(`SELECT id, email, name, profile, active, password_hash, failed_sign_ins, retry_after
		FROM staff WHERE `+condition, []any{arg}, &a.ID, &a.Email, &a.Name, &profile, &a.Active, &a.PasswordHash, &a.FailedSigns, &retry)
	if err != nil {
		return a, err
	}
	if !found {
		return a, notFound(absent)
	}
	a.Profile = rights.Profile(profile)
	if a.RetryAfter, err = moment(retry); err != nil {
		return a, err
	}
	a.Firms, err = tx.firmsOf(a.ID)
	return a, err
}

// Staff reads a person.
func (tx *Tx) Staff(id int64) (staff.Person, error) {
	a, err := tx.StaffAccount(id)
	return a.Person, err
}

// InsertStaff adds a person.
func (tx *Tx) InsertStaff(p staff.Person, passwordHash string) (int64, error) {
	id, err := tx.insert("INSERT INTO staff (email, name, profile, password_hash, active, created_at) VALUES (?, ?, ?, ?, ?, ?)",
		p.Email, p.Name, string(p.Profile), passwordHash, p.Active, tx.instant())
	return id, emailTaken(p, err)
}

// JoinFirm makes a person belong to a firm.
func (tx *Tx) JoinFirm(staffID, firmID int64) error {
	_, err := tx.exec("INSERT INTO staff_firm (staff_id, firm_id) VALUES (?, ?) ON CONFLICT DO NOTHING", staffID, firmID)
	return err
}

// NoteSignIn keeps the outcome of a sign-in.
func (tx *Tx) NoteSignIn(staffID int64, failed int, retryAfter time.Time) error {
	if failed == 0 {
		_, err := tx.exec("UPDATE staff SET failed_sign_ins = 0, retry_after = NULL, last_sign_in_at = ? WHERE id = ?", tx.instant(), staffID)
		return err
	}
	_, err := tx.exec("UPDATE staff SET failed_sign_ins = ?, retry_after = ? WHERE id = ?", failed, instant(retryAfter), staffID)
	return err
}
