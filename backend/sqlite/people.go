package sqlite

import (
	"database/sql"
	"slices"

	"sobank/backend/fault"
	"sobank/backend/rights"
	"sobank/backend/staff"
	"sobank/backend/statement"
)

// personRow is one line a person. Their firms come apart: people are few, and firms too.
const personRow = `SELECT s.id, s.email, s.name, s.profile, s.active, s.last_sign_in_at,
	(SELECT count(*) FROM client c WHERE c.responsable_id = s.id) AS clients FROM staff s`

var personSorts = map[string]string{
	"name": "fold(s.name)", "email": "s.email", "active": "s.active", "last": "s.last_sign_in_at", "clients": "clients",
	"profile": "CASE s.profile WHEN 'collaborateur' THEN 1 WHEN 'superviseur' THEN 2 ELSE 3 END",
}

// People lists a page of everybody, with the count of the whole list.
func (tx *Tx) People(q staff.Query) (found []staff.Row, total int, err error) {
	var f filter
	if q.Search != "" {
		pattern := like(statement.Fold(q.Search))
		f.add(`(fold(s.name) LIKE ? ESCAPE '\' OR s.email LIKE ? ESCAPE '\')`, pattern, pattern)
	}
	if _, err := tx.one("SELECT count(*) FROM staff s"+f.where(), f.args, &total); err != nil {
		return nil, 0, err
	}
	order, ok := personSorts[q.Sort]
	if !ok {
		order = personSorts["name"]
	}
	offset, limit := page(q.Offset, q.Limit)
	found, err = tx.personRows(f.where()+" ORDER BY "+order+direction(q.Desc)+", fold(s.name), s.id LIMIT ? OFFSET ?", append(f.args, limit, offset))
	return found, total, err
}

// PersonRow reads one.
func (tx *Tx) PersonRow(id int64) (staff.Row, error) {
	rows, err := tx.personRows(" WHERE s.id = ?", []any{id})
	if err != nil {
		return staff.Row{}, err
	}
	if len(rows) == 0 {
		return staff.Row{}, notFound("Ce collaborateur n'existe pas.")
	}
	return rows[0], nil
}

func (tx *Tx) personRows(rest string, args []any) (found []staff.Row, err error) {
	err = tx.each(personRow+rest, args, func(rows *sql.Rows) error {
		var r staff.Row
		var profile string
		var last sql.NullString
		if err := rows.Scan(&r.ID, &r.Email, &r.Name, &profile, &r.Active, &last, &r.Clients); err != nil {
			return err
		}
		r.Profile = rights.Profile(profile)
		r.LastSignInAt, err = moment(last)
		found = append(found, r)
		return err
	})
	if err != nil {
		return nil, err
	}
	firms, names, err := tx.firmsByPerson()
	for i := range found {
		r := &found[i]
		r.Firms = firms[r.ID]
		for _, id := range r.Firms {
			r.FirmNames = append(r.FirmNames, names[id])
		}
	}
	return found, err
}

// firmsByPerson is who belongs where, by firm name, and the names.
func (tx *Tx) firmsByPerson() (firms map[int64][]int64, names map[int64]string, err error) {
	firms, names = map[int64][]int64{}, map[int64]string{}
	err = tx.each("SELECT x.staff_id, f.id, f.name FROM staff_firm x JOIN firm f ON f.id = x.firm_id ORDER BY f.name, f.id", nil, func(rows *sql.Rows) error {
		var person, firm int64
		var name string
		err := rows.Scan(&person, &firm, &name)
		firms[person] = append(firms[person], firm)
		names[firm] = name
		return err
	})
	return firms, names, err
}

// UpdateStaff changes a person's name, e-mail and profile.
func (tx *Tx) UpdateStaff(p staff.Person) error {
	_, err := tx.exec("UPDATE staff SET name = ?, email = ?, profile = ? WHERE id = ?", p.Name, p.Email, string(p.Profile), p.ID)
	return emailTaken(p, err)
}

func emailTaken(p staff.Person, err error) error {
	if !isUnique(err) {
		return err
	}
	return fault.Newf(fault.Conflict, "Quelqu'un a déjà l'adresse « %s ».", p.Email).WithField("email").WithCause(err)
}

// SetStaffFirms says which firms a person belongs to.
func (tx *Tx) SetStaffFirms(staffID int64, firms []int64) error {
	if _, err := tx.exec("DELETE FROM staff_firm WHERE staff_id = ?", staffID); err != nil {
		return err
	}
	for _, firm := range firms {
		err := tx.JoinFirm(staffID, firm)
		if isForeignKey(err) {
			err = fault.New(fault.Invalid, "Ce cabinet n'existe pas.").WithField("firmIds").WithCause(err)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// SetStaffActive says whether a person may sign in.
func (tx *Tx) SetStaffActive(staffID int64, active bool) error {
	_, err := tx.exec("UPDATE staff SET active = ? WHERE id = ?", active, staffID)
	return err
}

// SetPassword keeps the hash of a person's password, and forgets the wrong ones.
func (tx *Tx) SetPassword(staffID int64, hash string) error {
	_, err := tx.exec("UPDATE staff SET password_hash = ?, failed_sign_ins = 0, retry_after = NULL WHERE id = ?", hash, staffID)
	return err
}

// EndSessionsOf ends a person's sessions, remembered ones too, save one.
func (tx *Tx) EndSessionsOf(staffID int64, but string) error {
	_, err := tx.exec(`UPDATE session SET ended_at = ?, resume_sha256 = NULL, resume_until = NULL
		WHERE staff_id = ? AND ended_at IS NULL AND id <> ?`, tx.instant(), staffID, but)
	return err
}

// ActiveAdministrateurs counts them.
func (tx *Tx) ActiveAdministrateurs() (n int, err error) {
	_, err = tx.one("SELECT count(*) FROM staff WHERE profile = 'administrateur' AND active = 1", nil, &n)
	return n, err
}

// Colleagues lists who shares a firm with the standing, by name: Administrateurs share all.
func (tx *Tx) Colleagues(s rights.Standing) (found []staff.Colleague, err error) {
	firms, _, err := tx.firmsByPerson()
	if err != nil {
		return nil, err
	}
	err = tx.each("SELECT id, name, active, profile = 'administrateur' FROM staff ORDER BY fold(name), id", nil, func(rows *sql.Rows) error {
		var c staff.Colleague
		if err := rows.Scan(&c.ID, &c.Name, &c.Active, &c.AllFirms); err != nil {
			return err
		}
		c.Firms = slices.DeleteFunc(firms[c.ID], func(id int64) bool { return !s.Member(id) })
		if c.AllFirms || len(c.Firms) > 0 || s.AllFirms() {
			found = append(found, c)
		}
		return nil
	})
	return found, err
}

// InTeam reports whether a person may be given a client of a firm: active, and of that firm or
// Administrateur.
func (tx *Tx) InTeam(firmID, staffID int64) (in bool, err error) {
	_, err = tx.one(`SELECT EXISTS (SELECT 1 FROM staff s WHERE s.id = ?1 AND s.active = 1 AND (s.profile = 'administrateur'
		OR EXISTS (SELECT 1 FROM staff_firm x WHERE x.staff_id = ?1 AND x.firm_id = ?2)))`, []any{staffID, firmID}, &in)
	return in, err
}
