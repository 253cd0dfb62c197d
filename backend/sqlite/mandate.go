package sqlite

import (
	"database/sql"
	"errors"

	"sobank/backend/account"
	"sobank/backend/civil"
	"sobank/backend/iban"
	"sobank/backend/mandate"
	"sobank/backend/rights"
	"sobank/backend/statement"
)

var _ mandate.Tx = (*Tx)(nil)

// AddDocument keeps a document about accounts of its client.
func (tx *Tx) AddDocument(actor rights.Actor, d mandate.Document, content []byte, accounts []int64) (int64, error) {
	id, err := tx.insert(`INSERT INTO document (client_id, kind, name, type, sha256, size, bytes, staff_id, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		d.ClientID, string(d.Kind), d.Name, d.Type, d.SHA256, d.Size, content, orNull(actor.StaffID), tx.instant())
	if err != nil {
		return 0, err
	}
	for _, accountID := range accounts {
		if _, err := tx.exec("INSERT INTO document_account (document_id, account_id) VALUES (?, ?)", id, accountID); err != nil {
			return 0, err
		}
	}
	return id, nil
}

const documentColumns = "d.id, d.client_id, d.kind, d.name, d.type, d.sha256, d.size, ifnull(p.name, 'Système'), d.at"

func scanDocument(scan func(...any) error, more ...any) (d mandate.Document, err error) {
	var kind string
	var at sql.NullString
	if err := scan(append([]any{&d.ID, &d.ClientID, &kind, &d.Name, &d.Type, &d.SHA256, &d.Size, &d.By, &at}, more...)...); err != nil {
		return d, err
	}
	d.Kind = mandate.Kind(kind)
	d.At, err = moment(at)
	return d, err
}

// Documents lists those about an account, latest first.
func (tx *Tx) Documents(accountID int64) (list []mandate.Document, err error) {
	err = tx.each("SELECT "+documentColumns+` FROM document d JOIN document_account x ON x.document_id = d.id
		LEFT JOIN staff p ON p.id = d.staff_id WHERE x.account_id = ? ORDER BY d.id DESC`, []any{accountID}, func(rows *sql.Rows) error {
		d, err := scanDocument(rows.Scan)
		list = append(list, d)
		return err
	})
	return list, err
}

// Document reads one about an account that the standing may see, with that account's firm.
func (tx *Tx) Document(s rights.Standing, id int64) (d mandate.Document, firmID int64, content []byte, err error) {
	var f filter
	f.add("d.id = ?", id)
	visibleClient(&f, s, "a.firm_id")
	// #nosec G202 -- constant columns, and conditions whose values are arguments
	row := tx.conn.QueryRowContext(tx.ctx, "SELECT "+documentColumns+`, a.firm_id, d.bytes FROM document d
		JOIN document_account x ON x.document_id = d.id JOIN account a ON a.id = x.account_id JOIN client c ON c.id = a.client_id
		LEFT JOIN staff p ON p.id = d.staff_id`+f.where()+" LIMIT 1", f.args...)
	d, err = scanDocument(row.Scan, &firmID, &content)
	if errors.Is(err, sql.ErrNoRows) {
		err = notFound("Ce document n'existe pas, ou vous n'y avez pas accès.")
	}
	return d, firmID, content, err
}

// AddReminder notes a reminder, by the mandate's status then.
func (tx *Tx) AddReminder(actor rights.Actor, row account.Row) error {
	_, err := tx.exec("INSERT INTO mandate_reminder (account_id, status, on_day, staff_id, at) VALUES (?, ?, ?, ?, ?)",
		row.ID, string(row.Mandate.Status), civil.Of(tx.now()).String(), orNull(actor.StaffID), tx.instant())
	return err
}

// Reminders lists those of an account, latest first.
func (tx *Tx) Reminders(accountID int64) (list []mandate.Reminder, err error) {
	err = tx.each(`SELECT r.status, r.on_day, ifnull(p.name, 'Système'), r.at FROM mandate_reminder r LEFT JOIN staff p ON p.id = r.staff_id
		WHERE r.account_id = ? ORDER BY r.id DESC`, []any{accountID}, func(rows *sql.Rows) error {
		var r mandate.Reminder
		var status string
		var on, at sql.NullString
		if err := rows.Scan(&status, &on, &r.By, &at); err != nil {
			return err
		}
		r.Status = account.Status(status)
		var errOn, errAt error
		r.On, errOn = day(on)
		r.At, errAt = moment(at)
		list = append(list, r)
		return errors.Join(errOn, errAt)
	})
	return list, err
}

// waiting adds to the mandates, as w, since when each waits for its party: its status' day,
// or the last reminder in that status; and whether that is too long (due).
func waiting(l mandate.Limits) (with string, args []any) {
	return `WITH w AS (SELECT m.account_id, max(r.on_day) AS reminded, count(r.id) AS reminders,
		max(m.since, ifnull(max(r.on_day), '')) < CASE m.status WHEN 'to_sign' THEN ? WHEN 'sent' THEN ? WHEN 'termination_asked' THEN ? ELSE '' END AS due
		FROM mandate m LEFT JOIN mandate_reminder r ON r.account_id = m.account_id AND r.status = m.status AND r.on_day >= m.since
		GROUP BY m.account_id) `, []any{l.Client.String(), l.Bank.String(), l.Bank.String()}
}

const waitFrom = ` FROM account a JOIN client c ON c.id = a.client_id JOIN firm f ON f.id = a.firm_id
	JOIN mandate m ON m.account_id = a.id JOIN w ON w.account_id = a.id`

// Waits lists a page of the mandates on their way, those due first, then the longest wait.
func (tx *Tx) Waits(s rights.Standing, q mandate.WaitQuery, l mandate.Limits) (found []mandate.Wait, total int, err error) {
	with, args := waiting(l)
	f := waitFilter(s, q)
	args = append(args, f.args...)
	if _, err := tx.one(with+"SELECT count(*)"+waitFrom+f.where(), args, &total); err != nil {
		return nil, 0, err
	}
	offset, limit := page(q.Offset, q.Limit)
	query := with + `SELECT a.id, a.key, ifnull(a.iban, ''), a.firm_id, a.client_id, c.name, c.reference, c.siret, f.name, m.status, m.since,
		w.reminded, w.reminders, w.due` + waitFrom + f.where() + " ORDER BY w.due DESC, m.since, c.name_folded, a.id LIMIT ? OFFSET ?"
	err = tx.each(query, append(args, limit, offset), func(rows *sql.Rows) error {
		w, err := scanWait(rows.Scan)
		found = append(found, w)
		return err
	})
	return found, total, err
}

func waitFilter(s rights.Standing, q mandate.WaitQuery) *filter {
	f := &filter{}
	visibleClient(f, s, "a.firm_id")
	statuses := q.Statuses
	if len(statuses) == 0 {
		statuses = mandate.Way()
	}
	in(f, "m.status", statuses)
	in(f, "a.firm_id", q.FirmIDs)
	if q.OnlyDue {
		f.add("w.due")
	}
	if q.Search != "" {
		compact := like(iban.Normalize(digitsOrSelf(q.Search)))
		f.add(`(a.iban LIKE ? ESCAPE '\' OR c.name_folded LIKE ? ESCAPE '\' OR c.siret LIKE ? ESCAPE '\')`, compact, like(statement.Fold(q.Search)), compact)
	}
	return f
}

func scanWait(scan func(...any) error) (w mandate.Wait, err error) {
	var number, status string
	var since, reminded sql.NullString
	err = scan(&w.ID, &w.Key, &number, &w.FirmID, &w.ClientID, &w.ClientName, &w.Reference, &w.SIRET, &w.FirmName, &status, &since,
		&reminded, &w.Reminders, &w.Due)
	if err != nil {
		return w, err
	}
	w.IBAN, w.Mandate.Status, w.BankCode = iban.IBAN(number), account.Status(status), account.BankCode(w.Key)
	var errSince, errReminded error
	w.Mandate.Since, errSince = day(since)
	w.RemindedOn, errReminded = day(reminded)
	return w, errors.Join(errSince, errReminded)
}

// WaitGroups counts the mandates by status.
func (tx *Tx) WaitGroups(s rights.Standing, l mandate.Limits) (groups []mandate.Group, err error) {
	with, args := waiting(l)
	f := &filter{}
	visibleClient(f, s, "a.firm_id")
	err = tx.each(with+"SELECT m.status, count(*), min(m.since), sum(w.due)"+waitFrom+f.where()+" GROUP BY m.status", append(args, f.args...),
		func(rows *sql.Rows) error {
			var g mandate.Group
			var status string
			var oldest sql.NullString
			if err := rows.Scan(&status, &g.Count, &oldest, &g.Due); err != nil {
				return err
			}
			g.Status = account.Status(status)
			var err error
			g.Oldest, err = day(oldest)
			groups = append(groups, g)
			return err
		})
	return groups, err
}
