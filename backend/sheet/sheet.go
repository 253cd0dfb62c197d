// Package sheet is a table of text, days and amounts, as a spreadsheet holds it, with its CSV:
// what lists are exported as, and what they are read from.
//
//	err := sheet.WriteCSV(w, sheet.Table{Columns: []sheet.Column{{Title: "IBAN"}}, Rows: rows})
//	lines, err := sheet.ReadCSV(content, sheet.Limits{Lines: 10_000, Columns: 100})
package sheet

import (
	"sobank/backend/civil"
	"sobank/backend/fault"
)

// Kind is what a cell holds.
type Kind int

// The kinds of cells.
const (
	TextKind Kind = iota
	DayKind
	MoneyKind
	CountKind
)

// Cell is one value of a table.
type Cell struct {
	Kind     Kind
	Text     string
	Day      civil.Date // zero: an empty cell
	Minor    int64      // of a MoneyKind, in minor units; of a CountKind, the number
	Decimals int        // of a MoneyKind
}

// Text is a cell of text. It is never a formula, whatever it begins with.
func Text(s string) Cell { return Cell{Text: s} }

// Day is a cell that holds a day; zero leaves it empty.
func Day(d civil.Date) Cell {
	if d == 0 {
		return Cell{}
	}
	return Cell{Kind: DayKind, Day: d}
}

// Money is a cell that holds an amount in minor units of its currency.
func Money(minor int64, decimals int) Cell {
	return Cell{Kind: MoneyKind, Minor: minor, Decimals: decimals}
}

// Count is a cell that holds a whole number.
func Count(n int) Cell { return Cell{Kind: CountKind, Minor: int64(n)} }

// Column is a column with the width that its values want, in characters.
type Column struct {
	Title string
	Width int
}

// Table is a header and rows.
type Table struct {
	Name    string // of the sheet in a workbook
	Columns []Column
	Rows    [][]Cell
}

// Line is a line of a table that was read: text only.
type Line struct {
	Number int // 1-based in the file
	Cells  []string
}

// Limits bounds what is read.
type Limits struct {
	Lines   int // not counting the empty ones
	Columns int
}

// Reading gathers lines within limits, without the empty ones.
type Reading struct {
	Limits Limits
	Lines  []Line
}

// Add keeps a line. Errors: Invalid when there is too much.
func (r *Reading) Add(number int, cells []string) error {
	for len(cells) > 0 && cells[len(cells)-1] == "" {
		cells = cells[:len(cells)-1]
	}
	if len(cells) == 0 {
		return nil
	}
	if len(cells) > r.Limits.Columns {
		return fault.Newf(fault.Invalid, "La ligne %d a %d colonnes : %d au plus.", number, len(cells), r.Limits.Columns).
			WithHint("Gardez les colonnes du modèle.")
	}
	if len(r.Lines) >= r.Limits.Lines {
		return fault.Newf(fault.Invalid, "Le fichier a plus de %d lignes.", r.Limits.Lines).
			WithHint("Coupez-le en plusieurs fichiers.")
	}
	r.Lines = append(r.Lines, Line{Number: number, Cells: cells})
	return nil
}
