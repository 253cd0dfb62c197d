package tabular

import (
	"slices"
	"strings"

	"sobank/backend/civil"
	"sobank/backend/draft"
	"sobank/backend/iban"
	"sobank/backend/money"
	"sobank/backend/statement"
)

// piece is the part of a table that is held: its rows, by account and currency.
type piece struct {
	lead     []byte
	raw      []byte // from its first row to its last
	builders []*builder
	by       map[string]*builder
	now      *builder // of the last row
	apart    bool     // accounts come back: their rows alternate
	rows     int
	day      civil.Date // of the last operation
}

// of is the builder of a row; one that names no account, or cannot be read, belongs to the rows above.
func (p *piece) of(r *Reader, l line, problems []problem) *builder {
	if p.now != nil && (len(problems) > 0 || l.currency == p.now.currency && (l.account == "" || l.account == p.now.account)) {
		return p.now
	}
	key := l.account + " " + l.currency
	b := p.by[key]
	if b == nil {
		b = &builder{reader: r, key: key, account: l.account, currency: l.currency, line: l.Line, from: -1}
		p.by[key] = b
		p.builders = append(p.builders, b)
	} else if b != p.now {
		p.apart = true
	}
	return b
}

// endsBefore reports whether a long list may be cut before a row: where a day ends, or an account
// begins.
func (p *piece) endsBefore(l line, problems []problem) bool {
	if p.rows < maxChunk || len(problems) > 0 {
		return false
	}
	return l.BookedOn != p.day || l.account != "" && p.by[l.account+" "+l.currency] == nil
}

func (p *piece) add(r *Reader, l line, problems []problem, before, raw []byte) {
	b := p.of(r, l, problems)
	p.now = b
	p.raw = append(p.raw, before...)
	if b.from < 0 {
		b.from = len(p.raw)
	}
	p.raw = append(p.raw, raw...)
	b.to = len(p.raw)
	p.rows++
	if len(problems) == 0 {
		p.day = l.BookedOn
	}
	b.add(l, problems)
}

// slice is where the rows of a statement stand. Where accounts alternate the first has them all.
func (p *piece) slice(i int) (from, to int) {
	switch {
	case !p.apart:
		return p.builders[i].from, p.builders[i].to
	case i == 0:
		return 0, len(p.raw)
	}
	return len(p.raw), len(p.raw)
}

// builder makes one draft of the rows of one account.
type builder struct {
	reader   *Reader
	key      string
	account  string
	currency string
	line     int
	from, to int // in the piece
	lines    []line
	bad      int // rows that could not be read
	notes    draft.Log
}

// add takes a row. One without a day and without an amount is no operation: banks write totals and
// remarks below.
func (b *builder) add(l line, problems []problem) {
	noDay, noAmount := unread(problems)
	switch {
	case noDay && noAmount && l.Label != "" && len(b.lines) > 0 && l.alone():
		last := &b.lines[len(b.lines)-1]
		last.Details = append(last.Details, draft.Remittance("LCC", l.Label)...)
	case noDay && noAmount, noDay && (l.Label == "" || sums(l.Label)):
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
		b.lines = append(b.lines, l)
	}
}

// alone reports whether a row holds nothing but a label: more of the one above.
func (l line) alone() bool {
	return !l.dated && l.balance == nil && l.Reference == "" && l.BankCode == "" && len(l.Details) == 0 && !sums(l.Label)
}

var french = map[string]string{booked: "date", value: "date de valeur", amount: "montant", debit: "débit", credit: "crédit", balance: "solde"}

// drafts are the statements of a piece.
func (p *piece) drafts(r *Reader) (list []*statement.Draft, err error) {
	used := 0
	for i, b := range p.builders {
		d := &statement.Draft{Format: r.name, Currency: b.currency, Line: b.line, Unreadable: b.bad, Decimals: money.DecimalsOf(b.currency)}
		from, to := p.slice(i)
		d.Lead, d.Raw = append(p.lead, p.raw[used:from]...), p.raw[from:to:to]
		p.lead, used = nil, to
		if r.book != nil { // a workbook is kept whole
			d.Lead, d.Raw, r.book = nil, r.book, nil
		}
		d.Offset = r.offset + int64(len(d.Lead))
		r.offset = d.Offset + int64(len(d.Raw))
		if err := b.draft(d); err != nil {
			return nil, err
		}
		list = append(list, d)
	}
	return list, nil
}

func (b *builder) draft(d *statement.Draft) error {
	if err := b.identify(d); err != nil {
		return err
	}
	b.inOrder()
	b.balances(d)
	for _, l := range b.lines {
		d.Operations = append(d.Operations, l.Operation)
	}
	d.Warnings = b.notes.Take()
	return nil
}

// identify finds the account: the column's, the one above the columns, the one that was given.
func (b *builder) identify(d *statement.Draft) error {
	given := b.reader.options.Account
	text := first(b.account, b.reader.m.Account, string(given))
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
	d.RIB = iban.RIB{Number: number}
	if len(number) == 23 || len(number) == 21 {
		rib := iban.RIB{Bank: number[:5], Branch: number[5:10], Number: number[10:21]}
		if len(number) == 21 || rib.Valid() && rib.Key() == number[21:] { // with a wrong key nobody knows which account it is
			d.RIB = rib
		}
	}
	d.IBAN, _ = d.RIB.IBAN()
	if rib, ok := given.RIB(); ok && d.IBAN == "" && strings.TrimLeft(number, "0") == strings.TrimLeft(rib.Number, "0") {
		d.IBAN, d.RIB = given, rib // the number of the account that was chosen
	}
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
	if descending && !ascending || !b.follows() && b.followsBackwards() {
		slices.Reverse(b.lines)
	}
}

// follows reports whether the column of balances adds up line by line.
func (b *builder) follows() bool {
	for i, l := range b.lines {
		if l.balance == nil {
			return false
		}
		if i == 0 {
			continue
		}
		if sum, ok := draft.Add(*b.lines[i-1].balance, l.Amount); !ok || sum != *l.balance {
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
