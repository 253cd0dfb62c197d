package tabular

import (
	"slices"
	"strings"

	"sobank/backend/draft"
	"sobank/backend/iban"
	"sobank/backend/statement"
)

// builder makes one draft of the rows of one statement.
type builder struct {
	reader   *Reader
	started  bool
	account  string
	currency string
	line     int
	lead     []byte
	raw      []byte
	lines    []line
	bad      int // rows that could not be read
	notes    draft.Log
}

func (b *builder) begin(l line, first row, lead []byte) {
	b.started, b.account, b.currency, b.line, b.lead = true, l.account, l.currency, first.line, lead
}

// endsBefore reports whether a row is of another account or currency, or of the next part of a long
// list.
func (b *builder) endsBefore(l line, problems []problem) bool {
	if len(problems) > 0 {
		return false
	}
	if l.account != "" && b.account != "" && l.account != b.account || l.currency != b.currency {
		return true
	}
	n := len(b.lines)
	return n >= maxChunk && b.lines[n-1].BookedOn != l.BookedOn
}

// add takes a row. One without a day and without an amount is no operation: banks write totals and
// remarks below.
func (b *builder) add(l line, problems []problem, before, raw []byte) {
	b.raw = append(append(b.raw, before...), raw...)
	noDay := slices.ContainsFunc(problems, func(p problem) bool { return p.role == booked })
	noAmount := slices.ContainsFunc(problems, func(p problem) bool { return p.role == amount || p.role == debit || p.role == credit })
	switch {
	case noDay && noAmount, noDay && l.Label == "":
		b.notes.Add(l.Line, "", "", draft.Unknown, "Cette ligne n'est pas une opération : elle est laissée de côté.")
	case noDay || noAmount:
		for _, p := range problems {
			b.notes.Add(l.Line, "", french[p.role], p.code, "%s L'opération n'est pas comptée.", p.sentence)
		}
		b.bad++
	default:
		for _, p := range problems {
			b.notes.Add(l.Line, "", french[p.role], p.code, "%s", p.sentence)
		}
		if b.account == "" {
			b.account = l.account
		}
		b.lines = append(b.lines, l)
	}
}

var french = map[string]string{booked: "date", value: "date de valeur", amount: "montant", debit: "débit", credit: "crédit", balance: "solde"}

func (b *builder) draft() (*statement.Draft, error) {
	r := b.reader
	d := &statement.Draft{Format: r.name, Currency: b.currency, Line: b.line, Unreadable: b.bad, Lead: b.lead, Raw: b.raw}
	if len(b.lines) > 0 {
		d.Decimals = b.lines[0].decimals
	} else {
		d.Decimals = 2
	}
	if r.book != nil { // a workbook is kept whole
		d.Lead, d.Raw, r.book = nil, r.book, nil
	}
	d.Offset = r.offset + int64(len(d.Lead))
	r.offset = d.Offset + int64(len(d.Raw))
	if err := b.identify(d); err != nil {
		return nil, err
	}
	b.inOrder()
	b.balances(d)
	for _, l := range b.lines {
		d.Operations = append(d.Operations, l.Operation)
	}
	d.Warnings = b.notes.Take()
	return d, nil
}

// identify finds the account: the column's, the one above the columns, the one that was given.
func (b *builder) identify(d *statement.Draft) error {
	text := first(b.account, b.reader.m.Account, string(b.reader.options.Account))
	if text == "" {
		return draft.Asks("account", "Choisissez l'IBAN dont ce tableau est le relevé.", "ce tableau ne dit pas de quel compte il est.")
	}
	if i, err := iban.Parse(text); err == nil {
		d.IBAN = i
		d.RIB, _ = i.RIB()
		return nil
	}
	number := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' {
			return r
		}
		return -1
	}, strings.ToUpper(text))
	if d.RIB = (iban.RIB{Number: number}); len(number) == 23 || len(number) == 21 {
		d.RIB = iban.RIB{Bank: number[:5], Branch: number[5:10], Number: number[10:21]}
	}
	d.IBAN, _ = d.RIB.IBAN()
	return nil
}

// inOrder brings lines that are listed latest first in the order of time.
func (b *builder) inOrder() {
	n := len(b.lines)
	if n < 2 {
		return
	}
	ascending, descending := true, true
	for i := 1; i < n; i++ {
		ascending = ascending && b.lines[i].BookedOn >= b.lines[i-1].BookedOn
		descending = descending && b.lines[i].BookedOn <= b.lines[i-1].BookedOn
	}
	if descending && (!ascending || !b.follows() && b.followsBackwards()) {
		slices.Reverse(b.lines)
	}
}

// follows reports whether the column of balances adds up line by line.
func (b *builder) follows() bool {
	for i, l := range b.lines {
		if l.balance == nil || i > 0 && *l.balance != *b.lines[i-1].balance+l.Amount {
			return false
		}
	}
	return len(b.lines) > 0
}

func (b *builder) followsBackwards() bool {
	slices.Reverse(b.lines)
	ok := b.follows()
	slices.Reverse(b.lines)
	return ok
}

// balances takes the first and the last balance of a column that adds up.
func (b *builder) balances(d *statement.Draft) {
	n := len(b.lines)
	column := slices.Contains(b.reader.m.Roles, balance)
	if n > 0 && b.bad == 0 && b.follows() {
		d.Opening = &statement.Balance{Amount: *b.lines[0].balance - b.lines[0].Amount}
		d.Closing = &statement.Balance{On: b.lines[n-1].BookedOn, Amount: *b.lines[n-1].balance}
		return
	}
	sentence := "Le tableau n'a pas de colonne de soldes : le relevé n'est pas vérifiable."
	if column {
		sentence = "Les soldes du tableau ne suivent pas ses montants ligne à ligne : ils ne sont pas pris, et le relevé n'est pas vérifiable."
	}
	b.notes.Add(b.line, "", "solde", draft.MissingOpening, "%s", sentence)
}
