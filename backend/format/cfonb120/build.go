package cfonb120

import (
	"strings"

	"sobank/backend/iban"
	"sobank/backend/statement"
)

// builder makes one draft of the records of one block. Texts are parts of one string, and
// complements of one slice, so that a statement costs a handful of allocations whatever
// its number of operations.
type builder struct {
	*Reader
	text    string // the block's bytes
	draft   *statement.Draft
	details []statement.Detail
	zone    string // currency and decimals as the records write them, "EUR2"
	bank    string // the first record's bank code, as written

	current   int  // where the current operation's complements start in details
	attach    bool // there is an operation for the complements to go to
	otherBank bool // the warning on the bank code was given
}

// build reads the open block, whose bytes are text.
func (r *Reader) build(text string) *statement.Draft {
	box := &struct {
		draft            statement.Draft
		opening, closing statement.Balance
	}{}
	b := builder{Reader: r, text: text, draft: &box.draft}
	b.draft.Format = Name
	b.draft.Line = r.block.marks[0].line
	b.makeRoom()
	b.identify()
	b.chooseUnit()
	b.checkEnds()
	for i := range r.block.marks {
		switch m := &r.block.marks[i]; m.code {
		case codeOpening:
			b.draft.Opening = b.balance(m, &box.opening)
		case codeOperation:
			b.operation(m)
		case codeDetail:
			b.detail(m)
		case codeClosing:
			b.draft.Closing = b.balance(m, &box.closing)
		}
	}
	if len(r.block.log.list) > 0 {
		b.draft.Warnings = r.block.log.all()
	}
	return b.draft
}

func (b *builder) makeRoom() {
	if n := b.block.operations; n > 0 {
		b.draft.Operations = make([]statement.Operation, 0, n)
	}
	if n := b.block.details; n > 0 {
		b.details = make([]statement.Detail, 0, n)
	}
}

// row is the columns of a record; it warns of a character that cannot be shown.
func (b *builder) row(m *mark) row {
	s := b.text[m.at : m.at+m.size]
	if m.plain {
		return row{s: s}
	}
	columns := b.decode.row(s, m.code)
	if b.decode.odd {
		b.warn(m, "", warnControlCharacter, "Caractère de contrôle dans l'enregistrement, remplacé par un blanc.")
	}
	return columns
}

// peek is row before the record's turn, without warnings.
func (b *builder) peek(m *mark) row {
	s := b.text[m.at : m.at+m.size]
	if m.plain {
		return row{s: s}
	}
	return b.decode.row(s, m.code)
}

func (b *builder) warn(m *mark, field, code, format string, args ...any) {
	b.block.log.add(where{m.line, "0" + string(m.code), field}, code, format, args...)
}

// identify reads the account from the first record.
func (b *builder) identify() {
	first := b.peek(&b.block.marks[0])
	b.bank = first.bank()
	b.draft.RIB = iban.RIB{
		Bank: upper(trim(b.bank)), Branch: upper(trim(first.branch())), Number: upper(trim(first.account())),
	}
	b.draft.IBAN = b.known.of(b.draft.RIB)
}

// checkEnds warns of a missing 01 or 07.
func (b *builder) checkEnds() {
	marks := b.block.marks
	first, last := &marks[0], &marks[len(marks)-1]
	if first.code != codeOpening {
		b.warn(first, "ancien solde", warnMissingOpening, "Il manque l'ancien solde (01) : le relevé commence par un enregistrement 0%c.", first.code)
	}
	if last.code != codeClosing {
		b.warn(last, "nouveau solde", warnMissingClosing, "Il manque le nouveau solde (07) : le relevé s'arrête après cette ligne.")
	}
}

// chooseUnit finds the statement's currency and decimals: those of its balances, else of
// its first operation that has them, else the euro's.
func (b *builder) chooseUnit() {
	unit := unitSearch{decimals: -1}
	marks := b.block.marks
	unit.see(b.peek(&marks[0]))
	if !unit.complete() {
		unit.see(b.peek(&marks[len(marks)-1]))
	}
	for i := 0; i < len(marks) && !unit.complete(); i++ {
		unit.see(b.peek(&marks[i]))
	}
	if unit.currency == "" {
		unit.currency = "EUR"
		b.warn(&marks[0], "devise", warnMissingCurrency, "Aucun enregistrement du relevé n'indique sa devise : l'euro est supposé.")
	} else if unit.decimals < 0 {
		b.warn(&marks[0], "décimales", warnMissingDecimals, "Aucun enregistrement du relevé n'indique son nombre de décimales : %d est supposé pour %s.", usualDecimals(unit.currency), unit.currency)
	}
	if unit.decimals < 0 {
		unit.decimals = usualDecimals(unit.currency)
	}
	b.draft.Currency, b.draft.Decimals = unit.currency, unit.decimals
	b.zone = unit.zone()
}

// unitSearch collects a currency and its decimals from records, of which some leave one or
// both blank.
type unitSearch struct {
	currency string
	decimals int // −1 until found
}

func (u *unitSearch) complete() bool { return u.currency != "" && u.decimals >= 0 }

func (u *unitSearch) see(r row) {
	currency, decimals, _ := unitOf(r)
	if currency != "" && u.currency != "" && u.currency != currency {
		return
	}
	if currency != "" {
		u.currency = currency
	}
	if u.decimals < 0 {
		u.decimals = decimals
	}
}

// zone is how records write the unit.
func (u *unitSearch) zone() string {
	if u.currency == "EUR" && u.decimals == 2 {
		return "EUR2" // without an allocation
	}
	return u.currency + string(rune('0'+u.decimals)) // #nosec G115 -- a currency has 0 to 4 decimals
}

// unitOf is a record's currency, "" when blank or unreadable, and its number of decimals,
// −1 when not given; ok is false when the zones hold something unreadable.
func unitOf(r row) (currency string, decimals int, ok bool) {
	currency, digit := upper(r.currency()), r.decimals()
	decimals, ok = -1, true
	if len(digit) == 1 && isDigit(digit[0]) {
		decimals = int(digit[0] - '0')
	} else if trim(digit) != "" {
		ok = false
	}
	if len(currency) != 3 || !every(currency, isLetter) {
		ok = ok && trim(currency) == ""
		return "", decimals, ok
	}
	if currency == "EUR" {
		currency = "EUR" // the constant, which keeps no statement in memory
	}
	return currency, decimals, ok
}

// usualDecimals is ISO 4217's number of decimals of the currencies that do not have two.
func usualDecimals(currency string) int {
	switch {
	case strings.Contains("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF", currency):
		return 0
	case strings.Contains("BHD IQD JOD KWD LYD OMR TND", currency):
		return 3
	}
	return 2
}
