package printing

import (
	"io"

	"sobank/backend/civil"
)

// Notice stands on every page, by law and by honesty: this is no bank's document.
const Notice = "Établi par le cabinet d'après les données reçues – ne vaut pas relevé original"

// Paper is what a printer puts on A4 pages, as many as it takes.
type Paper struct {
	Title   string
	Notice  string // on every page
	Running string // says on the pages after the first what they belong to
	Foot    string // on every page, beside its number
	Facts   []Fact // who, which account, when
	Notes   []string
	// Parts gives the parts one after the other; nothing of one is kept once it is printed.
	Parts func(put func(Part) error) error
}

// Fact is a line of the heading.
type Fact struct{ Label, Value string }

// Part is a table of operations: one statement, or what sums several up.
type Part struct {
	Heading  string   // "" when the paper's own says it
	Notes    []string // what is to be known of it
	Currency string   // ISO 4217, of every amount in it
	Decimals int
	Before   []Sum // balance before the operations
	Empty    string
	// Lines gives the operations one after the other; nil when there is no table of them, and
	// Empty stands in for it.
	Lines func(put func(Line) error) error
	After []Sum // totals, balance after
}

// Line is an operation.
type Line struct {
	On, ValueOn civil.Date // ValueOn is zero when absent
	Label       string
	More        []string // complements, one a line, folded where they are too long
	Amount      int64    // minor units, negative for a debit
}

// Sum is a line of totals or a balance.
type Sum struct {
	Label         string
	Debit, Credit *int64 // minor units, as positive numbers; nil: an empty cell
	Balance       *int64 // with its sign
	Text          string // in the place of a balance: « non communiqué »
}

// Printer makes a PDF of a paper, always the same bytes for the same paper, and counts its
// pages.
type Printer interface {
	Print(io.Writer, Paper) (pages int, err error)
}
