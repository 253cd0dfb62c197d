package pdf

import (
	"fmt"
	"io"
	"strconv"

	"codeberg.org/go-pdf/fpdf"

	"sobank/backend/printing"
)

// Statements implements printing.Printer.
type Statements struct{}

// Print writes the PDF, with the same bytes for the same paper, and counts its pages. The
// operations go to their page as they come.
func (Statements) Print(w io.Writer, p printing.Paper) (pages int, err error) {
	f := newDocument(clean(p.Title))
	f.SetMargins(side, side, side)
	l := &ledger{pdf: f, paper: p}
	l.page()
	l.heading()
	if p.Parts != nil {
		if err := p.Parts(l.part); err != nil {
			return 0, err
		}
	}
	l.feet()
	if err := f.Output(w); err != nil {
		return 0, fmt.Errorf("pdf: print statements: %w", err)
	}
	return f.PageCount(), nil
}

// Lengths in millimetres, sizes of text in points.
const (
	side     = 14.0
	across   = 210.0 - 2*side
	top      = 20.0
	lowest   = 297.0 - 17 // above the foot
	dayWidth = 18.0
	moneyCol = 30.0
	labelCol = across - 2*dayWidth - 2*moneyCol
	cell     = 1.2 // left free at both sides of a cell

	textSize  = 8.5
	textLine  = 3.9
	smallSize = 7.5
	smallLine = 3.4
	rowGap    = 1.1 // between two operations
	sumHeight = 5.4
)

// The right edges of the columns of amounts.
const (
	debitEdge  = side + across - moneyCol
	creditEdge = side + across
)

// ledger draws statements from top to bottom.
type ledger struct {
	pdf   *fpdf.Fpdf
	paper printing.Paper
	y     float64

	now    printing.Part
	table  bool // the columns' titles stand above
	lines  int  // operations of the part so far
	debit  int64
	credit int64
}

// page begins one: the notice, and what the page belongs to.
func (l *ledger) page() {
	l.pdf.AddPage()
	l.font("B", textSize)
	l.ink(0)
	l.write(side, 10, across, textLine, "L", clean(l.paper.Notice))
	l.y = top
	if l.pdf.PageCount() > 1 {
		l.font("", smallSize)
		l.ink(grey)
		for _, text := range l.fold(clean(l.paper.Running), across)[:1] {
			l.write(side, 14.2, across, smallLine, "L", text)
		}
		l.ink(0)
	}
	l.rule(18.4, dark)
	l.y = top + 1
}

// heading is the first page's: title, facts two by two, what is to be known.
func (l *ledger) heading() {
	l.font("B", 15)
	for _, text := range l.fold(clean(l.paper.Title), across) {
		l.write(side, l.y, across, 7, "L", text)
		l.y += 7
	}
	l.y += 2
	for i := 0; i < len(l.paper.Facts); i += 2 {
		l.facts(l.paper.Facts[i:min(i+2, len(l.paper.Facts))])
	}
	l.y += 2
	l.notes(l.paper.Notes)
}

const factLabel = 19.0

func (l *ledger) facts(pair []printing.Fact) {
	height := 0.0
	for i, f := range pair {
		x := side + float64(i)*across/2
		l.font("", smallSize)
		l.ink(grey)
		l.write(x, l.y, factLabel, 4.6, "L", clean(f.Label))
		l.ink(0)
		l.font("", 9.5)
		lines := l.fold(clean(f.Value), across/2-factLabel-2)
		for n, text := range lines {
			l.write(x+factLabel, l.y+float64(n)*4.6, across/2-factLabel, 4.6, "L", text)
		}
		height = max(height, 4.6*float64(max(len(lines), 1)))
	}
	l.y += height + 0.6
}

// notes are set in a frame that nobody overlooks.
func (l *ledger) notes(notes []string) {
	if len(notes) == 0 {
		return
	}
	l.font("", textSize)
	var lines []string
	for _, n := range notes {
		lines = append(lines, l.fold(clean(n), across-6)...)
	}
	for len(lines) > 0 {
		room := int((lowest - l.y - 4) / textLine)
		if room < min(len(lines), 3) {
			l.page()
			continue
		}
		l.frame(lines[:min(room, len(lines))])
		lines = lines[min(room, len(lines)):]
	}
}

func (l *ledger) frame(lines []string) {
	height := float64(len(lines))*textLine + 3
	l.pdf.SetLineWidth(0.3)
	l.pdf.SetDrawColor(dark, dark, dark)
	l.pdf.Rect(side, l.y, across, height, "D")
	l.font("", textSize)
	for i, text := range lines {
		l.write(side+3, l.y+1.5+float64(i)*textLine, across-6, textLine, "L", text)
	}
	l.y += height + 3
}

// feet number the pages, once it is known how many there are.
func (l *ledger) feet() {
	pages := l.pdf.PageCount()
	for page := 1; page <= pages; page++ {
		l.pdf.SetPage(page)
		l.rule(lowest+4, light)
		l.font("", smallSize)
		l.ink(grey)
		l.write(side, lowest+5.5, across-30, smallLine, "L", clean(l.paper.Foot))
		l.write(side+across-30, lowest+5.5, 30, smallLine, "R", "Page "+strconv.Itoa(page)+" / "+strconv.Itoa(pages))
	}
}
