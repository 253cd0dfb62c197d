package pdf

import "strings"

// Shades of grey, 0 is black.
const (
	dark  = 90
	grey  = 80
	light = 205
	faint = 242
)

func (l *ledger) font(style string, size float64) { l.pdf.SetFont(family, style, size) }

func (l *ledger) ink(shade int) { l.pdf.SetTextColor(shade, shade, shade) }

// write puts a text on one line at a place.
func (l *ledger) write(x, y, width, height float64, align, text string) {
	l.pdf.SetXY(x, y)
	l.pdf.CellFormat(width, height, text, "", 0, align, false, 0, "")
}

// rule draws a line across.
func (l *ledger) rule(y float64, shade int) {
	l.pdf.SetDrawColor(shade, shade, shade)
	l.pdf.SetLineWidth(0.2)
	l.pdf.Line(side, y, side+across, y)
}

// band is the ground of a line of sums.
func (l *ledger) band(height float64) {
	l.pdf.SetFillColor(faint, faint, faint)
	l.pdf.Rect(side, l.y, across, height, "F")
}

// fold cuts a text into lines of a width, at spaces that may be broken; a word that is longer
// than a line is cut where the line ends. It gives one line at least.
func (l *ledger) fold(text string, width float64) (lines []string) {
	if l.pdf.GetStringWidth(text) <= width {
		return []string{text}
	}
	line, used := "", 0.0
	space := l.pdf.GetStringWidth(" ")
	for _, word := range strings.Split(text, " ") {
		wide := l.pdf.GetStringWidth(word)
		switch {
		case line == "":
		case used+space+wide <= width:
			line, used = line+" "+word, used+space+wide
			continue
		default:
			lines = append(lines, line)
		}
		if wide > width {
			pieces := l.pieces(word, width)
			lines, word = append(lines, pieces[:len(pieces)-1]...), pieces[len(pieces)-1]
			wide = l.pdf.GetStringWidth(word)
		}
		line, used = word, wide
	}
	return append(lines, line)
}

// pieces cuts a word that is wider than a line.
func (l *ledger) pieces(word string, width float64) (pieces []string) {
	start, used := 0, 0.0
	for i, r := range word {
		wide := l.pdf.GetStringWidth(string(r))
		if used+wide > width && i > start {
			pieces, start, used = append(pieces, word[start:i]), i, 0
		}
		used += wide
	}
	return append(pieces, word[start:])
}
