package pdf

import (
	"strconv"

	"codeberg.org/go-pdf/fpdf"

	"sobank/backend/mandate"
)

// Lengths in millimetres.
const (
	family  = "go"
	margin  = 18.0
	width   = 210.0 - 2*margin
	bottom  = 297.0 - 20 // above the foot
	gutter  = 6.0
	padding = 2.5
)

// leaf draws from top to bottom.
type leaf struct {
	pdf  *fpdf.Fpdf
	size float64 // of the text, in points
	y    float64
}

func (s *leaf) draw(p mandate.Paper) {
	s.title(p.Title, p.Lead)
	for i := 0; i < len(p.Cards); i += 2 {
		s.cards(p.Cards[i:min(i+2, len(p.Cards))])
	}
	for _, part := range p.Parts {
		s.part(part)
	}
	s.ending(p.Ending, p.Boxes)
}

// line is the height of a line of text.
func (s *leaf) line() float64 { return s.size * 0.47 }

// font picks a font, its size given against the text's.
func (s *leaf) font(style string, against float64) {
	s.pdf.SetFont(family, style, s.size*against)
}

// room makes sure that there is some, on a new page when there is none left.
func (s *leaf) room(height float64) {
	if s.y+height > bottom {
		s.pdf.AddPage()
		s.y = margin
	}
}

// text writes a text at a place, folded to a width, and goes down as many lines.
func (s *leaf) text(x, w float64, text string) {
	for _, l := range s.pdf.SplitText(text, w) {
		s.room(s.line())
		s.pdf.SetXY(x, s.y)
		s.pdf.CellFormat(w, s.line(), l, "", 0, "L", false, 0, "")
		s.y += s.line()
	}
}

func (s *leaf) title(title, lead string) {
	s.font("B", 1.6)
	for _, l := range s.pdf.SplitText(title, width) {
		s.pdf.SetXY(margin, s.y)
		s.pdf.CellFormat(width, 1.6*s.line(), l, "", 0, "L", false, 0, "")
		s.y += 1.6 * s.line()
	}
	s.font("", 1)
	if lead != "" {
		s.text(margin, width, lead)
	}
	s.y += s.line() * 0.7
}

// cards draws one or two cards of the same height.
func (s *leaf) cards(cards []mandate.Card) {
	w := (width - gutter) / 2
	height := 0.0
	for _, c := range cards {
		height = max(height, s.cardHeight(c, w))
	}
	s.room(height)
	top := s.y
	for i, c := range cards {
		x := margin + float64(i)*(w+gutter)
		s.pdf.SetDrawColor(150, 150, 150)
		s.pdf.SetLineWidth(0.2)
		s.pdf.Rect(x, top, w, height, "D")
		s.y = top + padding
		s.font("B", 1)
		s.text(x+padding, w-2*padding, c.Heading)
		s.font("", 1)
		for _, l := range c.Lines {
			s.text(x+padding, w-2*padding, l)
		}
	}
	s.y = top + height + s.line()*0.7
}

func (s *leaf) cardHeight(c mandate.Card, w float64) float64 {
	s.font("B", 1)
	lines := len(s.pdf.SplitText(c.Heading, w-2*padding))
	s.font("", 1)
	for _, l := range c.Lines {
		lines += len(s.pdf.SplitText(l, w-2*padding))
	}
	return float64(lines)*s.line() + 2*padding
}

func (s *leaf) part(p mandate.Part) {
	if p.Heading != "" {
		s.room(3 * s.line()) // a heading does not stay alone at the foot of a page
		s.font("B", 1)
		s.text(margin, width, p.Heading)
	}
	s.font("", 1)
	if p.Text != "" {
		s.text(margin, width, p.Text)
	}
	for i := 0; i < len(p.Lines); i += 2 {
		s.room(s.line())
		for j, l := range p.Lines[i:min(i+2, len(p.Lines))] {
			s.pdf.SetXY(margin+padding+float64(j)*width/2, s.y)
			s.pdf.CellFormat(width/2-padding, s.line(), l, "", 0, "L", false, 0, "")
		}
		s.y += s.line()
	}
	s.y += s.line() * 0.5
}

// ending draws the place and day, and the boxes to sign in, which stay together.
func (s *leaf) ending(ending string, boxes []string) {
	s.room(s.line()*2 + boxHeight)
	s.font("", 1)
	s.y += s.line() * 0.3
	s.text(margin, width, ending)
	if len(boxes) == 0 {
		return
	}
	s.y += s.line() * 0.5
	w := (width - gutter*float64(len(boxes)-1)) / float64(len(boxes))
	top := s.y
	s.pdf.SetDrawColor(150, 150, 150)
	for i, b := range boxes {
		x := margin + float64(i)*(w+gutter)
		s.pdf.Rect(x, top, w, boxHeight, "D")
		s.y = top + padding
		s.text(x+padding, w-2*padding, b)
	}
	s.y = top + boxHeight
}

// boxHeight leaves room for a signature and a stamp under two lines of caption.
const boxHeight = 32.0

// foot writes the small print and the page's number at the foot of every page.
func (s *leaf) foot(text string) {
	pages := s.pdf.PageCount()
	for page := 1; page <= pages; page++ {
		s.pdf.SetPage(page)
		s.pdf.SetFont(family, "", 7)
		s.pdf.SetTextColor(90, 90, 90)
		s.y = bottom + 3
		for _, l := range s.pdf.SplitText(text, width-16) {
			s.pdf.SetXY(margin, s.y)
			s.pdf.CellFormat(width-16, 3.3, l, "", 0, "L", false, 0, "")
			s.y += 3.3
		}
		s.pdf.SetXY(210-margin-16, bottom+3)
		s.pdf.CellFormat(16, 3.3, strconv.Itoa(page)+"/"+strconv.Itoa(pages), "", 0, "R", false, 0, "")
	}
}
