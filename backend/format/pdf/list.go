package pdf

import (
	"fmt"
	"io"
	"strconv"

	"sobank/backend/money"
	"sobank/backend/sheet"
)

// Lengths of a list on paper, in millimetres: it lies on its side.
const (
	listAcross = 297.0 - 2*side
	listLowest = 210.0 - 14
	listSize   = 7.0 // points
	listLine   = 3.1
)

// List writes a table as a person reads it, its titles on every page: the same bytes for the same table.
func List(w io.Writer, t sheet.Table) error {
	f := newDocument(clean(t.Name))
	f.SetMargins(side, side, side)
	l := &listing{ledger: ledger{pdf: f}, table: t, widths: widthsOf(t.Columns)}
	l.page()
	for _, row := range t.Rows {
		l.row(row)
		if err := f.Error(); err != nil {
			return fmt.Errorf("pdf: print a list: %w", err)
		}
	}
	l.feet()
	if err := f.Output(w); err != nil {
		return fmt.Errorf("pdf: print a list: %w", err)
	}
	return nil
}

// listing draws a table from top to bottom.
type listing struct {
	ledger
	table  sheet.Table
	widths []float64
}

// widthsOf shares the page among the columns as they want.
func widthsOf(columns []sheet.Column) []float64 {
	wanted := 0
	for _, c := range columns {
		wanted += max(c.Width, 8)
	}
	widths := make([]float64, len(columns))
	for i, c := range columns {
		widths[i] = listAcross * float64(max(c.Width, 8)) / float64(wanted)
	}
	return widths
}

func (l *listing) page() {
	l.pdf.AddPageFormat("L", l.pdf.GetPageSizeStr("A4"))
	l.ink(0)
	l.font("B", 11)
	l.write(side, 9, listAcross, 5, "L", clean(l.table.Name))
	l.y = 16
	l.font("B", listSize)
	titles := make([][]string, len(l.table.Columns))
	for i, c := range l.table.Columns {
		titles[i] = l.fold(clean(c.Title), l.widths[i]-2*cell)
	}
	l.cells(titles, nil)
	l.line(dark)
	l.font("", listSize)
}

func (l *listing) row(row []sheet.Cell) {
	texts, right := make([][]string, len(row)), make([]bool, len(row))
	height := listLine
	for i, c := range row {
		texts[i] = l.fold(clean(said(c)), l.widths[i]-2*cell)
		right[i] = c.Kind == sheet.MoneyKind || c.Kind == sheet.CountKind
		height = max(height, float64(len(texts[i]))*listLine)
	}
	if l.y+height > listLowest {
		l.page()
	}
	l.cells(texts, right)
	l.line(faint)
}

// cells writes the lines of a row's cells side by side, and goes down as far as the tallest.
func (l *listing) cells(texts [][]string, right []bool) {
	x, lines := side, 1
	for i, text := range texts {
		align := "L"
		if right != nil && right[i] {
			align = "R"
		}
		for n, line := range text {
			l.write(x+cell, l.y+float64(n)*listLine, l.widths[i]-2*cell, listLine, align, line)
		}
		x, lines = x+l.widths[i], max(lines, len(text))
	}
	l.y += float64(lines)*listLine + 0.6
}

func (l *listing) line(shade int) {
	l.pdf.SetDrawColor(shade, shade, shade)
	l.pdf.SetLineWidth(0.2)
	l.pdf.Line(side, l.y, side+listAcross, l.y)
	l.y += 0.6
}

// feet numbers the pages, once it is known how many there are.
func (l *listing) feet() {
	pages := l.pdf.PageCount()
	l.font("", smallSize)
	l.ink(grey)
	for n := 1; n <= pages; n++ {
		l.pdf.SetPage(n)
		l.write(side, 203, listAcross, smallLine, "R", strconv.Itoa(n)+" / "+strconv.Itoa(pages))
	}
}

// said is a cell as a person reads it.
func said(c sheet.Cell) string {
	switch c.Kind {
	case sheet.DayKind:
		return c.Day.French()
	case sheet.MoneyKind:
		return money.Number(c.Minor, c.Decimals)
	case sheet.CountKind:
		return money.Number(c.Minor, 0)
	}
	return c.Text
}
