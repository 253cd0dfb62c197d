package pdf

import (
	"math"

	"sobank/backend/civil"
	"sobank/backend/money"
	"sobank/backend/printing"
)

// part draws a statement's table, over as many pages as it takes.
func (l *ledger) part(p printing.Part) error {
	l.now, l.table, l.lines, l.debit, l.credit = p, false, 0, 0, 0
	l.begin(p)
	for _, s := range p.Before {
		l.sum(s)
	}
	if p.Lines != nil {
		if err := p.Lines(l.line); err != nil {
			return err
		}
	} else if p.Empty != "" {
		l.empty(p.Empty)
	}
	l.ending(p.After)
	l.table = false
	l.y += 5
	return l.pdf.Error()
}

// begin writes the part's heading, with some of its table under it.
func (l *ledger) begin(p printing.Part) {
	l.font("", textSize)
	noted := 0
	for _, n := range p.Notes {
		noted += len(l.fold(clean(n), across-6))
	}
	height := 7 + float64(noted)*textLine + 6 + sumHeight*float64(2+len(p.Before)) + 2*(textLine+rowGap)
	if l.y+min(height, (lowest-top)/2) > lowest {
		l.page()
	}
	if p.Heading != "" {
		l.font("B", 10.5)
		for _, text := range l.fold(clean(p.Heading), across) {
			l.write(side, l.y, across, 5, "L", text)
			l.y += 5
		}
		l.y += 1.5
	}
	l.notes(p.Notes)
	l.titles()
}

// titles heads the columns.
func (l *ledger) titles() {
	l.font("B", smallSize)
	l.ink(0)
	unit := " (" + clean(l.now.Currency) + ")"
	if l.now.Currency == "" {
		unit = ""
	}
	for _, c := range []struct {
		x, width    float64
		align, text string
	}{
		{side + cell, dayWidth, "L", "Date"}, {side + dayWidth + cell, dayWidth, "L", "Valeur"}, {side + 2*dayWidth + cell, labelCol, "L", "Libellé"},
		{debitEdge - moneyCol, moneyCol - cell, "R", "Débit" + unit}, {creditEdge - moneyCol, moneyCol - cell, "R", "Crédit" + unit},
	} {
		l.write(c.x, l.y, c.width, 4.6, c.align, c.text)
	}
	l.y += 5
	l.rule(l.y, dark)
	l.y += 0.6
	l.table = true
}

// folded is a line of an operation as it stands on paper.
type folded struct {
	text  string
	small bool
}

func (f folded) height() float64 {
	if f.small {
		return smallLine
	}
	return textLine
}

// line draws an operation, on one page unless it would fill a good part of it.
func (l *ledger) line(o printing.Line) error {
	lines, height := l.folded(o)
	l.room(min(height, (lowest-top)/3))
	l.font("", textSize)
	l.ink(0)
	l.write(side+cell, l.y, dayWidth, textLine, "L", o.On.French())
	l.write(side+dayWidth+cell, l.y, dayWidth, textLine, "L", day(o.ValueOn))
	l.operation(o.Amount)
	for _, f := range lines {
		l.room(f.height())
		if f.small {
			l.font("", smallSize)
			l.ink(grey)
		}
		l.write(side+2*dayWidth+cell, l.y, labelCol-2*cell, f.height(), "L", f.text)
		l.y += f.height()
	}
	l.ink(0)
	l.y += rowGap / 2
	l.rule(l.y, light)
	l.y += rowGap / 2
	return l.pdf.Error()
}

func (l *ledger) folded(o printing.Line) (lines []folded, height float64) {
	l.font("", textSize)
	for _, text := range l.fold(clean(o.Label), labelCol-2*cell) {
		lines = append(lines, folded{text, false})
	}
	l.font("", smallSize)
	for _, more := range o.More {
		for _, text := range l.fold(clean(more), labelCol-2*cell) {
			lines = append(lines, folded{text, true})
		}
	}
	for _, f := range lines {
		height += f.height()
	}
	return lines, height + rowGap
}

func day(d civil.Date) string {
	if d == 0 {
		return "–"
	}
	return d.French()
}

// operation writes an amount into its column, and carries it.
func (l *ledger) operation(amount int64) {
	l.lines++
	if amount < 0 {
		l.amount(debitEdge, -amount, textLine)
		l.debit = carried(l.debit, -amount)
		return
	}
	l.amount(creditEdge, amount, textLine)
	l.credit = carried(l.credit, amount)
}

// carried is a sum, or the most there is when it does not fit.
func carried(sum, amount int64) int64 {
	if more, ok := money.Add(sum, amount); ok {
		return more
	}
	return math.MaxInt64
}

// amount writes one at the right of a column, in smaller figures when it is too long for it.
func (l *ledger) amount(edge float64, minor int64, height float64) {
	text := clean(money.Number(minor, l.now.Decimals))
	size, _ := l.pdf.GetFontSize()
	if wide := l.pdf.GetStringWidth(text); wide > moneyCol-2*cell {
		l.pdf.SetFontSize(size * (moneyCol - 2*cell) / wide)
		defer l.pdf.SetFontSize(size)
	}
	l.write(edge-moneyCol, l.y, moneyCol-cell, height, "R", text)
}

// room makes sure that there is some, with enough for « À reporter » below it; else the table
// goes on at the top of the next page.
func (l *ledger) room(height float64) {
	if l.y+height+sumHeight > lowest {
		l.turn()
	}
}

// turn goes to the next page, and carries the totals there.
func (l *ledger) turn() {
	carry := l.lines > 0
	if carry {
		l.carry("À reporter")
	}
	l.page()
	if !l.table {
		return
	}
	if l.now.Heading != "" {
		l.font("B", textSize)
		l.write(side, l.y, across, 4.6, "L", l.fold(clean(l.now.Heading), across-20)[0]+" (suite)")
		l.y += 5.6
	}
	l.titles()
	if carry {
		l.carry("Report")
	}
	l.font("", textSize)
	l.ink(0)
}

func (l *ledger) carry(label string) {
	debit, credit := l.debit, l.credit
	l.row(printing.Sum{Label: label, Debit: &debit, Credit: &credit})
}

func (l *ledger) empty(text string) {
	l.room(sumHeight)
	l.font("", textSize)
	l.ink(grey)
	l.write(side+2*dayWidth+cell, l.y, labelCol, sumHeight, "L", clean(text))
	l.ink(0)
	l.y += sumHeight
}

// ending keeps totals and the balance after them on one page.
func (l *ledger) ending(sums []printing.Sum) {
	l.room(sumHeight * float64(len(sums)-1))
	for _, s := range sums {
		l.row(s)
	}
}

func (l *ledger) sum(s printing.Sum) {
	l.room(sumHeight)
	l.row(s)
}

// row draws totals or a balance.
func (l *ledger) row(s printing.Sum) {
	l.band(sumHeight - 0.4)
	l.font("B", textSize)
	l.ink(0)
	height := sumHeight - 0.4
	l.write(side+cell, l.y, across-2*moneyCol, height, "L", clean(s.Label))
	if s.Debit != nil {
		l.amount(debitEdge, *s.Debit, height)
	}
	if s.Credit != nil {
		l.amount(creditEdge, *s.Credit, height)
	}
	if s.Balance != nil {
		l.amount(creditEdge, *s.Balance, height)
	}
	if s.Text != "" {
		l.font("", textSize)
		l.write(creditEdge-2*moneyCol, l.y, 2*moneyCol-cell, height, "R", clean(s.Text))
	}
	l.y += sumHeight
	l.font("", textSize)
}
