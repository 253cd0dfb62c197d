package sqlite

import (
	"database/sql"
	"errors"
	"strings"
	"time"

	"sobank/backend/download"
	"sobank/backend/fault"
	"sobank/backend/frame"
	"sobank/backend/iban"
	"sobank/backend/rights"
	"sobank/backend/statement"
)

var _ download.Tx = (*Tx)(nil)

func downloadFilter(req download.Request) *filter {
	f := &filter{}
	f.add("a.firm_id = ?", req.FirmID)
	if req.Period.From != 0 {
		f.add("s.end_on >= ?", req.Period.From.String())
	}
	if req.Period.To != 0 {
		f.add("s.end_on <= ?", req.Period.To.String())
	}
	return f
}

// Downloadable lists what is téléchargeable, by account then day.
func (tx *Tx) Downloadable(s rights.Standing, req download.Request) (items []download.Item, err error) {
	f := downloadFilter(req)
	f.add("s.place = 'downloadable'")
	visibleClient(f, s, "a.firm_id")
	err = tx.each(`SELECT s.id, s.account_id, c.id, c.name, ifnull(a.iban, ''), s.start_on, s.end_on, s.operations, s.own, s.unreadable`+statementFrom+
		f.where()+" ORDER BY a.key, s.start_on, s.end_on, s.id", f.args, func(rows *sql.Rows) error {
		var i download.Item
		var number string
		var start, end sql.NullString
		if err := rows.Scan(&i.StatementID, &i.AccountID, &i.ClientID, &i.Client, &number, &start, &end, &i.Operations, &i.Own, &i.Unreadable); err != nil {
			return err
		}
		i.IBAN = iban.IBAN(number)
		var errStart, errEnd error
		i.Start, errStart = day(start)
		i.End, errEnd = day(end)
		items = append(items, i)
		return errors.Join(errStart, errEnd)
	})
	return items, err
}

// LeftOut counts the other statements of the period that have not left: by place, held
// ones by reason, and those of confidential clients that the standing may not see.
func (tx *Tx) LeftOut(s rights.Standing, req download.Request) (left []download.LeftOut, err error) {
	f := downloadFilter(req)
	f.add("s.place NOT IN ('downloadable', 'downloaded', 'sent')")
	visibleClient(f, s, "a.firm_id")
	err = tx.each(`SELECT CASE s.place WHEN 'held' THEN 'held:' || s.reason ELSE s.place END AS why, count(*)`+statementFrom+
		f.where()+" GROUP BY why ORDER BY 2 DESC, 1", f.args, func(rows *sql.Rows) error {
		var l download.LeftOut
		err := rows.Scan(&l.Key, &l.Count)
		left = append(left, l)
		return err
	})
	if err != nil || s.Can(rights.SeeConfidential) {
		return left, err
	}
	hidden := download.LeftOut{Key: "confidential"}
	f = downloadFilter(req)
	f.add("s.place = 'downloadable' AND c.confidential = 1 AND NOT ifnull("+kept+", 0)", keeper(s)...)
	if _, err := tx.one("SELECT count(*)"+statementFrom+f.where(), f.args, &hidden.Count); err != nil || hidden.Count == 0 {
		return left, err
	}
	return append(left, hidden), nil
}

// Slice is the bank's own bytes of a statement, as the first file showed it.
func (tx *Tx) Slice(statementID int64) ([]byte, error) {
	var packed []byte
	found, err := tx.one("SELECT raw FROM sighting WHERE statement_id = ? ORDER BY file_id, position LIMIT 1", []any{statementID}, &packed)
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, notFound("Les octets de ce relevé ne sont plus là.")
	}
	return frame.Unpack(packed)
}

// Block gives a statement as it is stored, with its operations.
func (tx *Tx) Block(statementID int64) (*statement.Draft, []statement.Entry, error) {
	r, _, err := scanStatement(tx.conn.QueryRowContext(tx.ctx, statementSelect+" WHERE s.id = ?", statementID).Scan)
	if err != nil {
		return nil, nil, err
	}
	d := &statement.Draft{IBAN: r.IBAN, Currency: r.Currency, Decimals: r.Decimals, Opening: r.Opening, Closing: r.Closing}
	if parts := strings.SplitN(r.Key, "/", 3); len(parts) == 3 {
		d.RIB = iban.RIB{Bank: parts[0], Branch: parts[1], Number: parts[2]}
	}
	var entries []statement.Entry
	for {
		more, err := tx.Entries(statementID, len(entries), 500)
		if err != nil {
			return nil, nil, err
		}
		entries = append(entries, more...)
		if len(more) < 500 {
			return d, entries, nil
		}
	}
}

// Freeze keeps what leaves.
func (tx *Tx) Freeze(name, sha256 string, size int64, pieces []statement.Piece) (int64, error) {
	id, err := tx.insert("INSERT INTO shipment (name, sha256, size, frozen_at) VALUES (?, ?, ?, ?)", name, sha256, size, tx.instant())
	if err != nil {
		return 0, err
	}
	packer, err := frame.NewPacker()
	if err != nil {
		return 0, err
	}
	for i, p := range pieces {
		var packed any
		if p.Bytes != nil {
			packed = packer.Pack(p.Bytes)
		}
		if _, err := tx.exec("INSERT INTO shipment_statement (shipment_id, position, statement_id, slice_sha256, bytes) VALUES (?, ?, ?, ?, ?)",
			id, i, p.StatementID, p.SliceSHA256, packed); err != nil {
			return 0, err
		}
	}
	return id, nil
}

// AddDownload keeps a download and puts its statements in the place « téléchargé ».
func (tx *Tx) AddDownload(t download.Taken, shipmentID, staffID int64) (int64, error) {
	id, err := tx.insert(`INSERT INTO download (firm_id, shipment_id, format, period_from, period_to, statements, operations, staff_id, taken_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`, t.FirmID, shipmentID, t.Format, orNull(t.Period.From), orNull(t.Period.To), t.Statements,
		t.Operations, orNull(staffID), instant(t.At))
	if err != nil {
		return 0, err
	}
	_, err = tx.exec(`UPDATE statement SET place = 'downloaded', reason = ''
		WHERE id IN (SELECT statement_id FROM shipment_statement WHERE shipment_id = ?)`, shipmentID)
	return id, err
}

// KeepFile keeps the bytes of a download that cannot be made again of its pieces.
func (tx *Tx) KeepFile(downloadID int64, content []byte) error {
	packer, err := frame.NewPacker()
	if err != nil {
		return err
	}
	_, err = tx.exec("INSERT INTO download_file (download_id, content) VALUES (?, ?)", downloadID, packer.Pack(content))
	return err
}

// KeptFile reads them; false when it has none of its own.
func (tx *Tx) KeptFile(downloadID int64) ([]byte, bool, error) {
	var packed []byte
	found, err := tx.one("SELECT content FROM download_file WHERE download_id = ?", []any{downloadID}, &packed)
	if err != nil || !found {
		return nil, false, err
	}
	content, err := frame.Unpack(packed)
	return content, true, err
}

// HiddenIn counts the statements of a download that are of confidential clients which the
// standing may not see.
func (tx *Tx) HiddenIn(s rights.Standing, downloadID int64) (n int, err error) {
	if s.Can(rights.SeeConfidential) {
		return 0, nil
	}
	_, err = tx.one(`SELECT count(*) FROM download d JOIN shipment_statement x ON x.shipment_id = d.shipment_id JOIN statement s ON s.id = x.statement_id
		JOIN account a ON a.id = s.account_id JOIN client c ON c.id = a.client_id
		WHERE d.id = ? AND c.confidential = 1 AND NOT ifnull(`+kept+`, 0)`, append([]any{downloadID}, keeper(s)...), &n)
	return n, err
}

const downloadSelect = `SELECT d.id, d.firm_id, h.name, d.format, d.period_from, d.period_to, d.statements, d.operations, h.size, h.sha256,
	ifnull(p.name, 'Système'), d.taken_at FROM download d JOIN shipment h ON h.id = d.shipment_id LEFT JOIN staff p ON p.id = d.staff_id`

// Downloads lists a firm's downloads, latest first.
func (tx *Tx) Downloads(firmID int64, limit int) ([]download.Taken, error) {
	return tx.downloads(" WHERE d.firm_id = ? ORDER BY d.id DESC LIMIT ?", firmID, limit)
}

// Download reads one.
func (tx *Tx) Download(id int64) (download.Taken, error) {
	found, err := tx.downloads(" WHERE d.id = ?", id)
	if err == nil && len(found) == 0 {
		err = notFound("Ce téléchargement n'existe pas.")
	}
	if err != nil {
		return download.Taken{}, err
	}
	return found[0], nil
}

func (tx *Tx) downloads(condition string, args ...any) (list []download.Taken, err error) {
	err = tx.each(downloadSelect+condition, args, func(rows *sql.Rows) error {
		var t download.Taken
		var from, to sql.NullString
		var at string
		if err := rows.Scan(&t.ID, &t.FirmID, &t.Name, &t.Format, &from, &to, &t.Statements, &t.Operations, &t.Size, &t.SHA256, &t.By, &at); err != nil {
			return err
		}
		var errs [3]error
		t.Period.From, errs[0] = day(from)
		t.Period.To, errs[1] = day(to)
		t.At, errs[2] = time.Parse(time.RFC3339, at)
		list = append(list, t)
		return errors.Join(errs[:]...)
	})
	return list, err
}

// Pieces lists the pieces of a download in order.
func (tx *Tx) Pieces(downloadID int64, each func(statement.Piece) error) error {
	var pieces []statement.Piece
	var packed [][]byte
	err := tx.each(`SELECT x.statement_id, x.slice_sha256, x.bytes FROM shipment_statement x JOIN download d ON d.shipment_id = x.shipment_id
		WHERE d.id = ? ORDER BY x.position`, []any{downloadID}, func(rows *sql.Rows) error {
		var p statement.Piece
		var b []byte
		err := rows.Scan(&p.StatementID, &p.SliceSHA256, &b)
		pieces, packed = append(pieces, p), append(packed, b)
		return err
	})
	if err != nil {
		return err
	}
	if len(pieces) == 0 {
		return fault.New(fault.Conflict, "Les données de ce téléchargement ont été effacées depuis.")
	}
	for i := range pieces {
		if packed[i] != nil {
			if pieces[i].Bytes, err = frame.Unpack(packed[i]); err != nil {
				return err
			}
		}
		if err := each(pieces[i]); err != nil {
			return err
		}
	}
	return nil
}
