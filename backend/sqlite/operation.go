package sqlite

import (
	"database/sql"
	"database/sql/driver"
	"strings"

	"sobank/backend/civil"
	"sobank/backend/collect"
	"sobank/backend/money"
	"sobank/backend/statement"
)

const operationInsert = `id, account_id, statement_id, position, booked_on, value_on, amount, balance_after, code, label,
	reference, entry_number, marks, details`

// operationColumns is how many columns operationInsert has. The first three are ids, which
// only the transaction knows.
const operationColumns = 14

// calendar gives the stored form of days, each made once.
type calendar map[civil.Date]any

func (c calendar) iso(d civil.Date) any {
	if d == 0 {
		return nil
	}
	s, ok := c[d]
	if !ok {
		s = d.String()
		c[d] = s
	}
	return s
}

// appendOperation appends the columns of operationInsert, with room for the ids.
func (c calendar) appendOperation(values []driver.Value, position int, o *statement.Operation, balance *int64) []driver.Value {
	return append(values, nil, nil, nil, int64(position), c.iso(o.BookedOn), c.iso(o.ValueOn), o.Amount,
		nullable(balance), o.Code, o.Label, textOrNull(o.Reference), textOrNull(o.EntryNumber), marksOf(o), detailsOf(o.Details))
}

// sheet is a statement's operations in columns, one row after the other.
type sheet []driver.Value

// row is the columns of the operation at a position, with its ids.
func (s sheet) row(position int, id int64, account, statement driver.Value) []driver.Value {
	row := s[position*operationColumns : (position+1)*operationColumns]
	row[0], row[1], row[2] = id, account, statement
	return row
}

// Intake is the store of imports.
type Intake struct{ Narrow[collect.Tx] }

// Sheets gives what lays a statement's operations out in columns ahead of the transaction,
// on the side that reads. It is not for two goroutines at once.
func (Intake) Sheets() func(*statement.Draft) collect.Sheet {
	days := calendar{}
	return func(d *statement.Draft) collect.Sheet { return days.sheet(d) }
}

func (c calendar) sheet(d *statement.Draft) sheet {
	s := make(sheet, 0, len(d.Operations)*operationColumns)
	balances := running(d)
	for i := range d.Operations {
		s = c.appendOperation(s, i, &d.Operations[i], balances[i])
	}
	return s
}

// marksOf packs what few operations have: the bank's own code, the reject code and the two
// flags, as « code|reject|exempt|unavailable »; NULL when there is nothing.
func marksOf(o *statement.Operation) any {
	if o.BankCode == "" && o.RejectCode == "" && !o.Exempt && !o.Unavailable {
		return nil
	}
	return o.BankCode + "|" + o.RejectCode + "|" + flag(o.Exempt) + "|" + flag(o.Unavailable)
}

func textOrNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func flag(b bool) string {
	if b {
		return "1"
	}
	return ""
}

func readMarks(s string, o *statement.Operation) {
	parts := strings.SplitN(s, "|", 4)
	if len(parts) == 4 {
		o.BankCode, o.RejectCode, o.Exempt, o.Unavailable = parts[0], parts[1], parts[2] != "", parts[3] != ""
	}
}

// detailsOf packs complements one a line, the qualifier on three characters, then the text.
func detailsOf(details []statement.Detail) any {
	if len(details) == 0 {
		return nil
	}
	var b strings.Builder
	for i, d := range details {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(d.Qualifier)
		for n := len(d.Qualifier); n < 3; n++ {
			b.WriteByte(' ')
		}
		b.WriteString(strings.ReplaceAll(d.Text, "\n", " "))
	}
	return b.String()
}

func readDetails(s string) []statement.Detail {
	lines := strings.Split(s, "\n")
	details := make([]statement.Detail, len(lines))
	for i, line := range lines {
		details[i] = statement.Detail{Qualifier: strings.TrimRight(line[:min(3, len(line))], " "), Text: line[min(3, len(line)):]}
	}
	return details
}

const operationSelect = `o.booked_on, o.value_on, o.amount, o.balance_after, o.code, o.label, ifnull(o.reference, ''),
	ifnull(o.entry_number, ''), ifnull(o.marks, ''), ifnull(o.details, '')`

// scanOperation reads operationSelect after the given leading columns.
func scanOperation(rows *sql.Rows, leading ...any) (o statement.Operation, balance *int64, err error) {
	var booked, packedMarks, packedDetails string
	var value sql.NullString
	var after sql.NullInt64
	err = rows.Scan(append(leading, &booked, &value, &o.Amount, &after, &o.Code, &o.Label, &o.Reference, &o.EntryNumber,
		&packedMarks, &packedDetails)...)
	if err != nil {
		return o, nil, err
	}
	if o.BookedOn, err = civil.Parse(booked); err != nil {
		return o, nil, err
	}
	if o.ValueOn, err = day(value); err != nil {
		return o, nil, err
	}
	readMarks(packedMarks, &o)
	if packedDetails != "" {
		o.Details = readDetails(packedDetails)
	}
	return o, pointer(after), nil
}

// running gives the balance after each operation, nil all along without an opening. It
// stops, with nil, where the balance would not fit.
func running(d *statement.Draft) []*int64 {
	balances := make([]*int64, len(d.Operations))
	if d.Opening == nil {
		return balances
	}
	values := make([]int64, len(d.Operations))
	at, ok := d.Opening.Amount, true
	for i := range d.Operations {
		if at, ok = money.Add(at, d.Operations[i].Amount); !ok {
			return balances
		}
		values[i] = at
		balances[i] = &values[i]
	}
	return balances
}
