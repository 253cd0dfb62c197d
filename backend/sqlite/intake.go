package sqlite

import (
	"database/sql"
	"database/sql/driver"
	"time"

	"sobank/backend/civil"
	"sobank/backend/collect"
	"sobank/backend/iban"
	"sobank/backend/rights"
	"sobank/backend/statement"
)

var _ collect.Tx = (*Tx)(nil)

// OnlyFirm is the one firm of the installation, 0 when there are none or several.
func (tx *Tx) OnlyFirm() (id int64, err error) {
	_, err = tx.one("SELECT CASE WHEN count(*) = 1 THEN min(id) ELSE 0 END FROM firm", nil, &id)
	return id, err
}

// HasFileOfSize tells whether a file of that many bytes was imported.
func (tx *Tx) HasFileOfSize(size int64) (has bool, err error) {
	_, err = tx.one("SELECT EXISTS (SELECT 1 FROM file WHERE size = ?)", []any{size}, &has)
	return has, err
}

// StartFile adds a file. Its hash comes with FinishFile; until then its own id stands for it.
func (tx *Tx) StartFile(f collect.File) (int64, error) {
	id, err := tx.insert(`INSERT INTO file (firm_id, name, format, size, sha256, handed_over, staff_id, received_at)
		VALUES (?, ?, '', 0, hex(randomblob(16)), ?, ?, ?)`, orNull(f.FirmID), f.Name, f.HandedOver, orNull(f.StaffID), instant(f.ReceivedAt))
	if isForeignKey(err) {
		err = notFound("Ce cabinet n'existe pas.")
	}
	return id, err
}

// FinishFile completes a file and writes what is still gathered.
func (tx *Tx) FinishFile(f collect.File) error {
	if err := tx.Flush(); err != nil {
		return err
	}
	_, err := tx.exec(`UPDATE file SET format = ?, size = ?, sha256 = ?, statements = ?, operations = ?, new_operations = ?, rest = ?
		WHERE id = ?`, f.Format, f.Size, f.SHA256, f.Statements, f.Operations, f.NewOperations, f.Between, f.ID)
	return err
}

// AddWarnings keeps oddities of a file, of one statement or (0) of none.
func (tx *Tx) AddWarnings(fileID, statementID int64, warnings []statement.Warning) error {
	if len(warnings) == 0 {
		return nil
	}
	if err := tx.Flush(); err != nil {
		return err
	}
	for _, w := range warnings {
		_, err := tx.exec(`INSERT INTO file_warning (file_id, position, statement_id, line, record, field, code, message)
			SELECT ?1, 1 + ifnull(max(position), 0), ?2, ?3, ?4, ?5, ?6, ?7 FROM file_warning WHERE file_id = ?1`,
			fileID, orNull(statementID), w.Line, w.Record, w.Field, w.Code, w.Message)
		if err != nil {
			return err
		}
	}
	return nil
}

// Target finds the account that a statement is of.
func (tx *Tx) Target(s rights.Standing, firmID int64, key string, number iban.IBAN, currency string) (collect.Target, error) {
	known, err := tx.knownAccount(s, key)
	if err != nil || known != 0 {
		return tx.target(known, err)
	}
	var aside int64
	if _, err := tx.one("SELECT id FROM account WHERE key = ? AND client_id IS NULL AND ifnull(firm_id, 0) = ?", []any{key, firmID}, &aside); err != nil {
		return collect.Target{}, err
	}
	if aside == 0 {
		aside, err = tx.insert("INSERT INTO account (key, iban, firm_id, currency, created_at) VALUES (?, ?, ?, ?, ?)",
			key, orNull(string(number)), orNull(firmID), currency, tx.instant())
	}
	return tx.target(aside, err)
}

// knownAccount is the account of a key or an alias, 0 when there is none or the standing
// does not reach its firm: a statement then stays aside rather than enter a firm unseen.
func (tx *Tx) knownAccount(s rights.Standing, key string) (id int64, err error) {
	var firmID int64
	_, err = tx.one(`SELECT id, firm_id FROM account WHERE client_id IS NOT NULL
		AND (key = ?1 OR id = (SELECT account_id FROM account_alias WHERE key = ?1))`, []any{key}, &id, &firmID)
	if err != nil || id != 0 && !s.Member(firmID) {
		return 0, err
	}
	return id, nil
}

func (tx *Tx) target(accountID int64, err error) (collect.Target, error) {
	if err != nil {
		return collect.Target{}, err
	}
	t := collect.Target{ID: accountID}
	if t.Eligibility, t.FirmID, err = tx.eligibility(accountID); err != nil {
		return t, err
	}
	var last sql.NullString
	if _, err := tx.one("SELECT max(booked_on) FROM operation WHERE account_id = ?", []any{accountID}, &last); err != nil {
		return t, err
	}
	if t.LastOn, err = day(last); err != nil {
		return t, err
	}
	t.Tail, err = tx.tail(accountID)
	return t, err
}

// tail is the end of an account's chain. The statement that reaches the latest day closes
// it; when that one has no closing balance, the whole chain is read.
func (tx *Tx) tail(accountID int64) (statement.Tail, error) {
	var start, end string
	var closing sql.NullInt64
	var ties int
	found, err := tx.one(`SELECT start_on, end_on, closing, (SELECT count(*) FROM statement t WHERE t.account_id = s.account_id AND t.end_on = s.end_on)
		FROM statement s WHERE account_id = ? ORDER BY end_on DESC, start_on DESC LIMIT 1`, []any{accountID}, &start, &end, &closing, &ties)
	if err != nil || !found {
		return statement.Tail{}, err
	}
	if !closing.Valid || ties > 1 {
		return tx.tailOfChain(accountID)
	}
	t := statement.Tail{Any: true, Closing: pointer(closing)}
	if t.Start, err = day(sql.NullString{String: start, Valid: true}); err != nil {
		return t, err
	}
	t.End, err = day(sql.NullString{String: end, Valid: true})
	return t, err
}

func (tx *Tx) tailOfChain(accountID int64) (t statement.Tail, err error) {
	facts, _, err := tx.facts(accountID)
	if err != nil {
		return t, err
	}
	statement.Chain(facts)
	for i := range facts {
		t = t.After(facts[i])
	}
	return t, nil
}

const statementInsert = `id, account_id, format, currency, decimals, start_on, end_on, first_on, last_on, opening_on, opening,
	closing_on, closing, credits, debits, operations, own, unreadable, handed_over, state, expected, expected_on, place, reason, received_at`

// AddStatement gathers a statement, its sighting and its own operations.
func (tx *Tx) AddStatement(n collect.New) (int64, error) {
	b, err := tx.bulkInserts()
	if err != nil {
		return 0, err
	}
	id := b.nextID.statement
	b.nextID.statement++
	b.addStatement(id, n)
	columns, ok := n.Sheet.(sheet)
	if !ok {
		columns = b.sheet(n.Draft)
	}
	account, statement := driver.Value(n.AccountID), driver.Value(id)
	for i := range n.Draft.Operations {
		if n.Own(i) {
			b.operations.add(columns.row(i, b.nextID.operation, account, statement)...)
			b.nextID.operation++
			b.inserted++
		}
	}
	n.Sighting.StatementID = id
	b.addSighting(n.Sighting)
	if b.full() {
		return id, b.flush(false)
	}
	return id, nil
}

func (b *bulk) addStatement(id int64, n collect.New) {
	d := n.Draft
	start, end := d.Span()
	first, last := d.Days()
	openingOn, opening := b.balance(d.Opening)
	closingOn, closing := b.balance(d.Closing)
	startOn, endOn := b.iso(start), b.iso(end)
	if startOn == nil { // a statement without any date: kept under the day it came
		startOn, endOn = b.tx.now().Format(time.DateOnly), b.tx.now().Format(time.DateOnly)
	}
	b.statements.add(id, n.AccountID, d.Format, d.Currency, int64(d.Decimals), startOn, endOn, b.iso(first), b.iso(last),
		openingOn, opening, closingOn, closing, n.Credits, n.Debits, int64(len(d.Operations)), int64(n.OwnCount), int64(d.Unreadable),
		n.HandedOver, string(n.Judgement.State), nullable(n.Judgement.Expected), b.iso(n.Judgement.ExpectedOn),
		string(n.Place), string(n.Reason), b.tx.instant())
}

func (b *bulk) balance(at *statement.Balance) (on, amount any) {
	if at == nil {
		return nil, nil
	}
	return b.iso(at.On), at.Amount
}

func (b *bulk) addSighting(s collect.Sighting) {
	b.sightings.add(s.FileID, int64(s.Position), s.StatementID, int64(s.Line), s.Frame)
}

// AddSighting says that a file shows a stored statement too.
func (tx *Tx) AddSighting(s collect.Sighting) error {
	b, err := tx.bulkInserts()
	if err != nil {
		return err
	}
	b.addSighting(s)
	if err := tx.Flush(); err != nil {
		return err
	}
	if !s.HandedOver {
		return nil
	}
	_, err = tx.exec("UPDATE statement SET handed_over = 1 WHERE id = ?", s.StatementID)
	return err
}

// Inserted counts the operations that this transaction added.
func (tx *Tx) Inserted() int {
	if tx.bulk == nil {
		return 0
	}
	return tx.bulk.inserted
}

// Twins lists the statements of an account with the same balances, counts and sums as a
// draft, in the order they came.
func (tx *Tx) Twins(accountID int64, d *statement.Draft, credits, debits int64) (twins []collect.Twin, err error) {
	if err := tx.Flush(); err != nil {
		return nil, err
	}
	start, end := d.Span()
	var opening, closing *int64
	if d.Opening != nil {
		opening = &d.Opening.Amount
	}
	if d.Closing != nil {
		closing = &d.Closing.Amount
	}
	query := `SELECT s.id, EXISTS (SELECT 1 FROM sighting x WHERE x.statement_id = s.id AND x.file_id = (SELECT max(id) FROM file)),
		EXISTS (SELECT 1 FROM echo e WHERE e.statement_id = s.id)
		OR EXISTS (SELECT 1 FROM operation o JOIN echo e ON e.operation_id = o.id WHERE o.statement_id = s.id)
		OR EXISTS (SELECT 1 FROM conflict c WHERE c.statement_id = s.id OR c.other_id = s.id)
		FROM statement s WHERE s.account_id = ? AND s.start_on = ? AND s.end_on = ? AND s.opening IS ? AND s.closing IS ?
		AND s.operations = ? AND s.credits = ? AND s.debits = ? AND s.unreadable = ? AND s.format = ? ORDER BY s.id`
	err = tx.each(query, []any{accountID, start.String(), end.String(), nullable(opening), nullable(closing),
		len(d.Operations), credits, debits, d.Unreadable, d.Format}, func(rows *sql.Rows) error {
		var t collect.Twin
		err := rows.Scan(&t.ID, &t.InFile, &t.Entangled)
		twins = append(twins, t)
		return err
	})
	return twins, err
}

// Lines gives a stored statement's operations, in the order of its block: those it owns and
// those it shows too.
func (tx *Tx) Lines(statementID int64) (lines []statement.Operation, err error) {
	err = tx.each(`SELECT 0, `+operationSelect+` FROM (
			SELECT id AS operation_id, position FROM operation WHERE statement_id = ?1
			UNION ALL SELECT operation_id, position FROM echo WHERE statement_id = ?1
		) x JOIN operation o ON o.id = x.operation_id ORDER BY x.position`, []any{statementID}, func(rows *sql.Rows) error {
		var skip int
		o, _, err := scanOperation(rows, &skip)
		lines = append(lines, o)
		return err
	})
	return lines, err
}

// NoteDouble marks a statement that cannot be told from its double in another file.
func (tx *Tx) NoteDouble(statementID int64, on civil.Date) error {
	_, err := tx.exec("INSERT INTO conflict (statement_id, other_id, booked_on) VALUES (?1, ?1, ?2) ON CONFLICT DO NOTHING", statementID, on.String())
	return err
}

// Outcomes counts the states and places of a file's statements.
func (tx *Tx) Outcomes(fileID int64) (map[statement.State]int, map[statement.Place]int, error) {
	states, places := map[statement.State]int{}, map[statement.Place]int{}
	err := tx.each(`SELECT state, place, count(*) FROM statement WHERE id IN (SELECT statement_id FROM sighting WHERE file_id = ?)
		GROUP BY state, place`, []any{fileID}, func(rows *sql.Rows) error {
		var state, place string
		var n int
		err := rows.Scan(&state, &place, &n)
		states[statement.State(state)] += n
		places[statement.Place(place)] += n
		return err
	})
	return states, places, err
}
