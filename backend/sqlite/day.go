package sqlite

import (
	"database/sql"
	"fmt"
	"slices"

	"sobank/backend/civil"
	"sobank/backend/collect"
	"sobank/backend/statement"
)

// A line that a day does not take, because it is held from another format, is an operation of its
// statement that counts for no account: the account is written negative. Lists of an account pass
// it by; its statement shows it, and does not own it.

// MergeDays holds days of an account against all statements that show them, and writes
// what comes out: operations added, given to another statement or taken away, echoes,
// contradictions, and how many each statement owns.
func (tx *Tx) MergeDays(accountID int64, days []civil.Date, fresh *collect.Fresh) error {
	return tx.mergeDays(accountID, days, fresh, nil)
}

// mergeDays leaves out the statements that are on their way out.
func (tx *Tx) mergeDays(accountID int64, days []civil.Date, fresh *collect.Fresh, leaving map[int64]bool) error {
	if _, err := tx.bulkInserts(); err != nil {
		return err
	}
	if err := tx.Flush(); err != nil {
		return err
	}
	touched := map[int64]bool{}
	for _, on := range days {
		d := &dayMerge{tx: tx, account: accountID, on: on, fresh: fresh}
		if err := d.load(leaving); err != nil {
			return err
		}
		if err := d.apply(); err != nil {
			return err
		}
		for _, p := range d.parts {
			touched[p.Statement] = true
		}
	}
	for id := range touched {
		if _, err := tx.exec("UPDATE statement SET own = (SELECT count(*) FROM operation WHERE statement_id = ?1 AND account_id > 0) WHERE id = ?1", id); err != nil {
			return err
		}
	}
	return nil
}

// dayMerge is one day of one account being merged.
type dayMerge struct {
	tx       *Tx
	account  int64
	on       civil.Date
	fresh    *collect.Fresh
	balances []*int64 // of the fresh draft's operations
	parts    []statement.Part
	stored   []int64 // ids of the day's operations
}

func (d *dayMerge) load(leaving map[int64]bool) error {
	index := map[int64]int{}
	err := d.tx.each(`SELECT x.statement_id, x.position, x.owned, o.account_id > 0, o.id, o.amount, o.label, o.balance_after FROM (
			SELECT id AS operation_id, statement_id, position, 1 AS owned FROM operation WHERE account_id IN (?1, -?1) AND booked_on = ?2
			UNION ALL SELECT e.operation_id, e.statement_id, e.position, 0 FROM echo e
				JOIN operation q ON q.id = e.operation_id WHERE q.account_id = ?1 AND q.booked_on = ?2
		) x JOIN operation o ON o.id = x.operation_id ORDER BY x.statement_id, x.position`,
		[]any{d.account, d.on.String()}, func(rows *sql.Rows) error { return d.loadLine(rows, index, leaving) })
	if err != nil {
		return err
	}
	slices.Sort(d.stored)
	d.stored = slices.Compact(d.stored)
	if d.fresh != nil {
		d.addFresh(index)
	}
	for i := range d.parts {
		if err := d.describe(&d.parts[i]); err != nil {
			return err
		}
	}
	return nil
}

func (d *dayMerge) loadLine(rows *sql.Rows, index map[int64]int, leaving map[int64]bool) error {
	var id int64
	var l statement.Line
	var label string
	var balance sql.NullInt64
	var counts bool
	if err := rows.Scan(&id, &l.Position, &l.Owned, &counts, &l.Held, &l.Amount, &label, &balance); err != nil {
		return err
	}
	d.stored = append(d.stored, l.Held)
	if leaving[id] {
		return nil
	}
	l.Label, l.Balance = statement.Fold(label), pointer(balance)
	i, ok := index[id]
	if !ok {
		i = len(d.parts)
		index[id] = i
		d.parts = append(d.parts, statement.Part{Statement: id})
	}
	d.parts[i].Lines = append(d.parts[i].Lines, l)
	d.parts[i].Holds = d.parts[i].Holds || counts
	return nil
}

// addFresh adds what the statement that has just come shows of the day. A statement has
// either none or all of its lines of a day stored.
func (d *dayMerge) addFresh(index map[int64]int) {
	if _, stored := index[d.fresh.StatementID]; stored {
		d.fresh = nil
		return
	}
	d.balances = running(d.fresh.Draft)
	part := statement.Part{Statement: d.fresh.StatementID}
	for i := range d.fresh.Draft.Operations {
		o := &d.fresh.Draft.Operations[i]
		if o.BookedOn == d.on {
			part.Lines = append(part.Lines, statement.Line{Position: i, Amount: o.Amount, Label: statement.Fold(o.Label), Balance: d.balances[i]})
		}
	}
	if len(part.Lines) > 0 {
		d.parts = append(d.parts, part)
	}
}

// describe reads what merging needs of a statement. Without an opening of its own its
// lines have no balance, whatever another statement gave the operation.
func (d *dayMerge) describe(p *statement.Part) error {
	var start, end sql.NullString
	var opening, closing sql.NullInt64
	_, err := d.tx.one(`SELECT format, start_on, end_on, opening, closing, operations, `+departed+` FROM statement s WHERE id = ?`,
		[]any{p.Statement}, &p.Format, &start, &end, &opening, &closing, &p.Operations, &p.Frozen)
	if err != nil {
		return err
	}
	p.Opening, p.Closing = pointer(opening), pointer(closing)
	if p.Opening == nil {
		for i := range p.Lines {
			p.Lines[i].Balance = nil
		}
	}
	if p.Start, err = day(start); err != nil {
		return err
	}
	if p.End, err = day(end); err != nil {
		return err
	}
	return d.tx.each("SELECT DISTINCT file_id FROM sighting WHERE statement_id = ?", []any{p.Statement}, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		p.Files = append(p.Files, id)
		return err
	})
}

// apply writes the merged day.
func (d *dayMerge) apply() error {
	merged := statement.MergeDay(d.parts)
	ids := d.claim(merged)
	if err := d.clearEchoes(); err != nil {
		return err
	}
	for i := range merged {
		if err := d.put(&ids[i], merged[i]); err != nil {
			return err
		}
	}
	for i := range merged {
		for _, e := range merged[i].Echoes {
			if _, err := d.tx.exec("INSERT INTO echo (statement_id, position, operation_id) VALUES (?, ?, ?)",
				d.parts[e.Part].Statement, d.line(e).Position, ids[i]); err != nil {
				return err
			}
		}
	}
	kept, err := d.putAside(merged)
	if err != nil {
		return err
	}
	if err := d.dropUnclaimed(append(ids, kept...)); err != nil {
		return err
	}
	return d.noteContradictions()
}

// putAside keeps the lines of the formats that the day is not held from, each with its statement,
// and gives their ids.
func (d *dayMerge) putAside(merged []statement.Merged) (kept []int64, err error) {
	taken := map[statement.Spot]bool{}
	for _, m := range merged {
		taken[m.Owner] = true
		for _, e := range m.Echoes {
			taken[e] = true
		}
	}
	for p := range d.parts {
		for l := range d.parts[p].Lines {
			if s := (statement.Spot{Part: p, Line: l}); !taken[s] {
				id, err := d.aside(s)
				if err != nil {
					return nil, err
				}
				kept = append(kept, id)
			}
		}
	}
	return kept, nil
}

func (d *dayMerge) aside(s statement.Spot) (id int64, err error) {
	part, line := d.parts[s.Part], d.line(s)
	if line.Owned {
		_, err := d.tx.exec("UPDATE operation SET account_id = ? WHERE id = ?", -d.account, line.Held)
		return line.Held, err
	}
	id = d.tx.bulk.nextID.operation
	d.tx.bulk.nextID.operation++
	if line.Held == 0 {
		return id, d.insertFresh(id, -d.account, part, line, line.Balance)
	}
	return id, d.copy(id, -d.account, part, line, line.Balance)
}

func (d *dayMerge) line(s statement.Spot) *statement.Line { return &d.parts[s.Part].Lines[s.Line] }

// claim gives each merged operation the stored one that it is: its owner's own first, then
// one that it was known as; 0 when there is none left.
func (d *dayMerge) claim(merged []statement.Merged) []int64 {
	ids := make([]int64, len(merged))
	taken := map[int64]bool{}
	for i, m := range merged {
		if l := d.line(m.Owner); l.Owned {
			ids[i], taken[l.Held] = l.Held, true
		}
	}
	for i, m := range merged {
		for _, s := range append([]statement.Spot{m.Owner}, m.Echoes...) {
			if held := d.line(s).Held; ids[i] == 0 && held != 0 && !taken[held] {
				ids[i], taken[held] = held, true
			}
		}
	}
	return ids
}

func (d *dayMerge) clearEchoes() error {
	for _, id := range d.stored {
		if _, err := d.tx.exec("DELETE FROM echo WHERE operation_id = ?", id); err != nil {
			return err
		}
	}
	return nil
}

// put writes the operation under its owner: as it is, given over, from the fresh draft, or
// as a copy of the one it was known as.
func (d *dayMerge) put(id *int64, m statement.Merged) error {
	owner, line := d.parts[m.Owner.Part], d.line(m.Owner)
	balance := d.balanceOf(m)
	fresh := d.fresh != nil && owner.Statement == d.fresh.StatementID
	switch {
	case *id != 0 && fresh:
		if _, err := d.tx.exec("DELETE FROM operation WHERE id = ?", *id); err != nil {
			return err
		}
		return d.insertFresh(*id, d.account, owner, line, balance)
	case *id != 0:
		_, err := d.tx.exec("UPDATE operation SET account_id = ?, statement_id = ?, position = ?, balance_after = ? WHERE id = ?",
			d.account, owner.Statement, line.Position, nullable(balance), *id)
		return err
	}
	*id = d.tx.bulk.nextID.operation
	d.tx.bulk.nextID.operation++
	d.tx.bulk.inserted++
	if fresh {
		return d.insertFresh(*id, d.account, owner, line, balance)
	}
	return d.copy(*id, d.account, owner, line, balance)
}

// copy makes another operation of the one that a line was known as.
func (d *dayMerge) copy(id, account int64, owner statement.Part, line *statement.Line, balance *int64) error {
	_, err := d.tx.exec(`INSERT INTO operation (`+operationInsert+`) SELECT ?, ?, ?, ?, booked_on, value_on, amount, ?, code,
		label, reference, entry_number, marks, details FROM operation WHERE id = ?`, id, account, owner.Statement, line.Position, nullable(balance), line.Held)
	return err
}

func (d *dayMerge) insertFresh(id, account int64, owner statement.Part, line *statement.Line, balance *int64) error {
	o := &d.fresh.Draft.Operations[line.Position]
	row := sheet(d.tx.bulk.appendOperation(nil, line.Position, o, balance)).row(0, id, account, owner.Statement)
	_, err := d.tx.exec("INSERT INTO operation ("+operationInsert+") VALUES ("+marks(operationColumns)+")", list(row)...)
	return err
}

// balanceOf is the balance after the operation, from whichever line knows it.
func (d *dayMerge) balanceOf(m statement.Merged) *int64 {
	for _, s := range append([]statement.Spot{m.Owner}, m.Echoes...) {
		if b := d.line(s).Balance; b != nil {
			return b
		}
	}
	return nil
}

func (d *dayMerge) dropUnclaimed(ids []int64) error {
	claimed := make(map[int64]bool, len(ids))
	for _, id := range ids {
		claimed[id] = true
	}
	for _, id := range d.stored {
		if claimed[id] {
			continue
		}
		if _, err := d.tx.exec("DELETE FROM operation WHERE id = ?", id); err != nil {
			return err
		}
	}
	return nil
}

func (d *dayMerge) noteContradictions() error {
	for _, p := range d.parts {
		if _, err := d.tx.exec(`DELETE FROM conflict WHERE booked_on = ?1 AND (statement_id = ?2 OR other_id = ?2) AND statement_id <> other_id`,
			d.on.String(), p.Statement); err != nil {
			return err
		}
	}
	for _, pair := range statement.Contradictions(d.on, d.parts) {
		a, b := d.parts[pair[0]].Statement, d.parts[pair[1]].Statement
		if _, err := d.tx.exec("INSERT INTO conflict (statement_id, other_id, booked_on) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
			min(a, b), max(a, b), d.on.String()); err != nil {
			return fmt.Errorf("sqlite: note a contradiction: %w", err)
		}
	}
	return nil
}
