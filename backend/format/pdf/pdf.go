// Package pdf prints on A4 a paper of backend/mandate, and the statements of backend/printing.
// The fonts travel in the file, so that accents, œ and € are the same everywhere; what is
// printed is the capability's business.
//
//	bytes, err := pdf.Printer{}.Print(mandate.Paper{Title: "Mandat", …})
//	pages, err := pdf.Statements{}.Print(w, printing.Paper{Title: "Relevé", …})
package pdf

import (
	"bytes"
	"fmt"
	"strings"
	"time"
	"unicode"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/text/unicode/norm"

	"sobank/backend/mandate"
)

// sizes are those of the text, in points, largest first. A paper takes the largest that puts
// it on one page; what does not fit at the smallest goes on over more pages.
var sizes = []float64{10, 9.5, 9, 8.5, 8, 7.5}

// Printer implements mandate.Printer.
type Printer struct{}

// Print makes the PDF, with the same bytes for the same paper.
func (Printer) Print(p mandate.Paper) ([]byte, error) {
	p = printable(p)
	var s *leaf
	for _, size := range sizes {
		s = newLeaf(p.Title, size)
		s.draw(p)
		if s.pdf.Err() || s.pdf.PageCount() == 1 {
			break
		}
	}
	s.foot(p.Foot)
	var out bytes.Buffer
	if err := s.pdf.Output(&out); err != nil {
		return nil, fmt.Errorf("pdf: print %q: %w", p.Title, err)
	}
	return out.Bytes(), nil
}

func newLeaf(title string, size float64) *leaf {
	f := newDocument(title)
	f.SetMargins(margin, margin, margin)
	f.AddPage()
	return &leaf{pdf: f, size: size, y: margin}
}

// newDocument opens a document without a clock in it.
func newDocument(title string) *fpdf.Fpdf {
	f := fpdf.New("P", "mm", "A4", "")
	f.SetCatalogSort(true)
	never := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	f.SetCreationDate(never)
	f.SetModificationDate(never)
	f.SetTitle(title, true)
	f.SetProducer("So bank", true)
	f.SetLang("fr-FR")
	f.SetAutoPageBreak(false, 0)
	f.SetCellMargin(0)
	f.AddUTF8FontFromBytes(family, "", goregular.TTF)
	f.AddUTF8FontFromBytes(family, "B", gobold.TTF)
	return f
}

// printable takes out what no font prints: what is beyond the basic plane would stop the
// printer, and control characters would break a line in two.
func printable(p mandate.Paper) mandate.Paper {
	p.Title, p.Lead, p.Ending, p.Foot = clean(p.Title), clean(p.Lead), clean(p.Ending), clean(p.Foot)
	p.Boxes = cleanAll(p.Boxes)
	p.Cards = append([]mandate.Card(nil), p.Cards...)
	for i, c := range p.Cards {
		p.Cards[i] = mandate.Card{Heading: clean(c.Heading), Lines: cleanAll(c.Lines)}
	}
	p.Parts = append([]mandate.Part(nil), p.Parts...)
	for i, part := range p.Parts {
		p.Parts[i] = mandate.Part{Heading: clean(part.Heading), Text: clean(part.Text), Lines: cleanAll(part.Lines)}
	}
	return p
}

func cleanAll(lines []string) []string {
	cleaned := make([]string, len(lines))
	for i, l := range lines {
		cleaned[i] = clean(l)
	}
	return cleaned
}

// clean also puts letters and their accents together, and drops what is not seen.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r):
			return ' '
		case unicode.Is(unicode.Cf, r):
			return -1
		case r == '\u2011':
			return '-'
		case unicode.Is(unicode.Zs, r) && r != ' ':
			return '\u00a0' // the font has no other one
		case r > 0xFFFF || r == unicode.ReplacementChar:
			return '?'
		}
		return r
	}, norm.NFC.String(s))
}
