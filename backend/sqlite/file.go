package sqlite

import (
	"database/sql"
	"time"

	"sobank/backend/civil"
	"sobank/backend/collect"
	"sobank/backend/rights"
)

const fileSelect = `SELECT f.id, ifnull(f.firm_id, 0), f.name, f.format, f.size, f.sha256, f.handed_over, ifnull(f.staff_id, 0),
	ifnull(p.name, 'Système'), f.received_at, f.statements, f.operations, f.new_operations,
	(SELECT count(*) FROM file_warning w WHERE w.file_id = f.id) FROM file f LEFT JOIN staff p ON p.id = f.staff_id`

func scanFile(scan func(...any) error) (f collect.File, err error) {
	var received string
	err = scan(&f.ID, &f.FirmID, &f.Name, &f.Format, &f.Size, &f.SHA256, &f.HandedOver, &f.StaffID, &f.By, &received,
		&f.Statements, &f.Operations, &f.NewOperations, &f.Warnings)
	if err != nil {
		return f, err
	}
	f.ReceivedAt, err = time.Parse(time.RFC3339, received)
	return f, err
}

// FileBySHA256 finds an imported file by its hash.
func (tx *Tx) FileBySHA256(hash string) (f collect.File, found bool, err error) {
	err = tx.each(fileSelect+" WHERE f.sha256 = ?", []any{hash}, func(rows *sql.Rows) error {
		found = true
		f, err = scanFile(rows.Scan)
		return err
	})
	return f, found, err
}

// Files lists imported files that the standing may see, latest first.
func (tx *Tx) Files(s rights.Standing, limit int) (files []collect.File, err error) {
	var f filter
	if err := tx.visibleFile(&f, s); err != nil {
		return nil, err
	}
	_, limit = page(0, limit)
	err = tx.each(fileSelect+f.where()+" ORDER BY f.id DESC LIMIT ?", append(f.args, limit), func(rows *sql.Rows) error {
		file, err := scanFile(rows.Scan)
		files = append(files, file)
		return err
	})
	return files, err
}

// File reads one that the standing may see.
func (tx *Tx) File(s rights.Standing, id int64) (file collect.File, err error) {
	var f filter
	f.add("f.id = ?", id)
	if err := tx.visibleFile(&f, s); err != nil {
		return file, err
	}
	found := false
	err = tx.each(fileSelect+f.where(), f.args, func(rows *sql.Rows) error {
		found = true
		file, err = scanFile(rows.Scan)
		return err
	})
	if err == nil && !found {
		err = notFound("Cet import n'existe pas, ou vous n'y avez pas accès.")
	}
	return file, err
}

// visibleFile keeps the files of the standing's firms, but those that hold statements of
// confidential clients alone, which it may not see: their names and counts tell of them. Who
// imported one sees it.
func (tx *Tx) visibleFile(f *filter, s rights.Standing) error {
	visible(f, s, "f.firm_id")
	if s.Can(rights.SeeConfidential) {
		return nil
	}
	var hidden bool
	_, err := tx.one("SELECT EXISTS (SELECT 1 FROM client c WHERE c.confidential = 1 AND NOT ifnull("+kept+", 0))", keeper(s), &hidden)
	if err != nil || !hidden {
		return err
	}
	const of = ` (SELECT 1 FROM sighting x JOIN statement st ON st.id = x.statement_id JOIN account a ON a.id = st.account_id
		LEFT JOIN client c ON c.id = a.client_id WHERE x.file_id = f.id AND `
	const shown = "(ifnull(c.confidential, 0) = 0 OR " + kept + ")"
	f.add("(f.staff_id = ? OR EXISTS"+of+shown+") OR NOT EXISTS"+of+"1))", append([]any{s.Actor.StaffID}, keeper(s)...)...)
	return nil
}

// FirmsOf lists the firms whose accounts a file's statements are of; 0 for no firm.
func (tx *Tx) FirmsOf(fileID int64) (firms []int64, err error) {
	err = tx.each(`SELECT DISTINCT ifnull(a.firm_id, 0) FROM sighting x JOIN statement s ON s.id = x.statement_id
		JOIN account a ON a.id = s.account_id WHERE x.file_id = ?`, []any{fileID}, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		firms = append(firms, id)
		return err
	})
	return firms, err
}

// Departed counts the statements of a file that left, or are on their way, and those whose
// operations a statement that left counted as brought by them.
func (tx *Tx) Departed(fileID int64) (n int, err error) {
	_, err = tx.one(`SELECT count(*) FROM statement s WHERE s.id IN (SELECT statement_id FROM sighting WHERE file_id = ?) AND (`+departed+`
		OR EXISTS (SELECT 1 FROM operation o JOIN operation z ON z.account_id = -o.account_id AND z.booked_on = o.booked_on WHERE o.statement_id = s.id AND o.account_id > 0
			AND EXISTS (SELECT 1 FROM statement s WHERE s.id = z.statement_id AND `+departed+`))
		OR EXISTS (SELECT 1 FROM operation o JOIN echo e ON e.operation_id = o.id WHERE o.statement_id = s.id
			AND EXISTS (SELECT 1 FROM statement s WHERE s.id = e.statement_id AND `+departed+`)))`, []any{fileID}, &n)
	return n, err
}

// Exclusive counts the statements and operations that only this file shows, and the
// statements that another one shows too.
func (tx *Tx) Exclusive(fileID int64) (statements, operations, shared int, err error) {
	_, err = tx.one(`SELECT count(*) FILTER (WHERE alone), ifnull(sum(own) FILTER (WHERE alone), 0), count(*) FILTER (WHERE NOT alone) FROM (
		SELECT s.own - (SELECT count(DISTINCT o.id) FROM operation o JOIN echo e ON e.operation_id = o.id WHERE o.statement_id = s.id) AS own,
			NOT EXISTS (SELECT 1 FROM sighting x WHERE x.statement_id = s.id AND x.file_id <> ?1) AS alone
		FROM statement s WHERE s.id IN (SELECT statement_id FROM sighting WHERE file_id = ?1))`, []any{fileID}, &statements, &operations, &shared)
	return statements, operations, shared, err
}

// RemoveFile takes a file away with all that no other file shows.
func (tx *Tx) RemoveFile(fileID int64) (accounts []int64, err error) {
	r := removal{tx: tx, file: fileID, leaving: map[int64]bool{}, days: map[int64][]civil.Date{}}
	for _, step := range []func() error{r.list, r.unsee, r.merge, r.remove, r.refresh} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return r.accounts, nil
}

// removal is one file going away.
type removal struct {
	tx       *Tx
	file     int64
	accounts []int64
	leaving  map[int64]bool         // statements that only this file shows
	days     map[int64][]civil.Date // days to merge again, by account
}

// list names the statements in question in temporary tables: leaving, which only this file
// shows, and staying, which another one shows too.
func (r *removal) list() error {
	for _, query := range []string{
		"CREATE TEMP TABLE IF NOT EXISTS leaving (id INTEGER PRIMARY KEY, entangled INTEGER)",
		"CREATE TEMP TABLE IF NOT EXISTS staying (id INTEGER PRIMARY KEY)",
		"DELETE FROM leaving", "DELETE FROM staying",
	} {
		if _, err := r.tx.exec(query); err != nil {
			return err
		}
	}
	if _, err := r.tx.exec(`INSERT INTO leaving SELECT DISTINCT s.statement_id,
		EXISTS (SELECT 1 FROM echo e WHERE e.statement_id = s.statement_id)
		OR EXISTS (SELECT 1 FROM operation o JOIN echo e ON e.operation_id = o.id WHERE o.statement_id = s.statement_id)
		OR EXISTS (SELECT 1 FROM operation o JOIN operation z ON z.account_id = -o.account_id AND z.booked_on = o.booked_on WHERE o.statement_id = s.statement_id)
		FROM sighting s WHERE s.file_id = ?1 AND NOT EXISTS (SELECT 1 FROM sighting x WHERE x.statement_id = s.statement_id AND x.file_id <> ?1)`, r.file); err != nil {
		return err
	}
	if _, err := r.tx.exec(`INSERT INTO staying SELECT DISTINCT statement_id FROM sighting WHERE file_id = ? AND statement_id NOT IN (SELECT id FROM leaving)`, r.file); err != nil {
		return err
	}
	if err := r.each("SELECT DISTINCT account_id FROM statement WHERE id IN (SELECT id FROM leaving UNION SELECT id FROM staying) ORDER BY 1", &r.accounts); err != nil {
		return err
	}
	return r.entangledDays()
}

func (r *removal) each(query string, into *[]int64) error {
	return r.tx.each(query, nil, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		*into = append(*into, id)
		return err
	})
}

// entangledDays are those that another statement shows too, and those of staying
// statements, which have one file less to be held against.
func (r *removal) entangledDays() error {
	var ids []int64
	if err := r.each("SELECT id FROM leaving", &ids); err != nil {
		return err
	}
	for _, id := range ids {
		r.leaving[id] = true
	}
	return r.tx.each(`WITH concerned AS (SELECT id FROM leaving WHERE entangled UNION SELECT id FROM staying)
		SELECT abs(account_id), booked_on FROM operation WHERE statement_id IN concerned
		UNION SELECT o.account_id, o.booked_on FROM echo e JOIN operation o ON o.id = e.operation_id WHERE e.statement_id IN concerned
		ORDER BY 1, 2`, nil, func(rows *sql.Rows) error {
		var account int64
		var on string
		if err := rows.Scan(&account, &on); err != nil {
			return err
		}
		d, err := civil.Parse(on)
		r.days[account] = append(r.days[account], d)
		return err
	})
}

func (r *removal) unsee() error {
	for _, query := range []string{"DELETE FROM sighting WHERE file_id = ?", "DELETE FROM file_warning WHERE file_id = ?"} {
		if _, err := r.tx.exec(query, r.file); err != nil {
			return err
		}
	}
	return nil
}

func (r *removal) merge() error {
	for _, account := range r.accounts {
		if err := r.tx.mergeDays(account, r.days[account], nil, r.leaving); err != nil {
			return err
		}
	}
	return nil
}

func (r *removal) remove() error {
	if err := r.tx.dropUnsent("d.statement_id IN (SELECT id FROM leaving)"); err != nil {
		return err
	}
	for _, query := range []string{
		"DELETE FROM operation WHERE statement_id IN (SELECT id FROM leaving)",
		"DELETE FROM delivery WHERE statement_id IN (SELECT id FROM leaving)",
		"DELETE FROM statement WHERE id IN (SELECT id FROM leaving)",
		"DELETE FROM conflict WHERE statement_id = other_id AND (SELECT count(DISTINCT file_id) FROM sighting x WHERE x.statement_id = conflict.statement_id) < 2",
		"DELETE FROM account WHERE client_id IS NULL AND NOT EXISTS (SELECT 1 FROM statement s WHERE s.account_id = account.id)",
	} {
		if _, err := r.tx.exec(query); err != nil {
			return err
		}
	}
	_, err := r.tx.exec("DELETE FROM file WHERE id = ?", r.file)
	return err
}

// refresh derives again what a staying statement had from the file that went.
func (r *removal) refresh() error {
	_, err := r.tx.exec(`UPDATE statement SET
		handed_over = (SELECT max(f.handed_over) FROM sighting x JOIN file f ON f.id = x.file_id WHERE x.statement_id = statement.id),
		received_at = (SELECT min(f.received_at) FROM sighting x JOIN file f ON f.id = x.file_id WHERE x.statement_id = statement.id)
		WHERE id IN (SELECT id FROM staying)`)
	return err
}
