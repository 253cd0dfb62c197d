package tabular

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"

	"sobank/backend/charset"
	"sobank/backend/draft"
)

// Workbook reads a sheet of a workbook as text, "" its first one: numbers as they are stored. It gives
// the names of all sheets.
type Workbook func(content []byte, sheet string) (rows [][]string, sheets []string, err error)

const (
	headSize    = 256 << 10
	maxCells    = 64 << 10 // bytes of a line of a text that quotes make of several
	maxWorkbook = 64 << 20 // bytes of a packed workbook
	maxText     = 64 << 20 // bytes of lines that are held until their day ends: a line takes four times its text
)

// isWorkbook reports whether bytes begin as a workbook's.
func isWorkbook(head []byte) bool { return bytes.HasPrefix(head, []byte("PK\x03\x04")) }

// maxQuoted is how many lines quotes may hold; more is a quote that nothing closes.
const maxQuoted = 50

// textRows reads the rows of a text, a line each; a quoted cell may hold the end of a line.
type textRows struct {
	scan      *charset.Scanner
	delimiter byte
	ahead     []textLine // read to see where the quotes close
	raw       []byte     // of the last row, which then belongs to the caller
}

type textLine struct {
	text string
	raw  []byte
	line int
}

// next gives a row, with its bytes in raw; io.EOF after the last. A quote that nothing closes is a
// character like others.
func (t *textRows) next() (row, error) {
	first, err := t.line(0)
	if err != nil {
		return row{}, err
	}
	text, n, quotes := first.text, 1, true
	if t.open(text) {
		if text, n, quotes, err = t.whole(text); err != nil {
			return row{}, err
		}
	}
	t.raw = first.raw
	for _, l := range t.ahead[1:n] {
		t.raw = append(t.raw, l.raw...)
	}
	t.ahead = slices.Delete(t.ahead, 0, n)
	return row{line: first.line, cells: split(text, t.delimiter, quotes)}, nil
}

// line looks at the i-th line ahead.
func (t *textRows) line(i int) (textLine, error) {
	for len(t.ahead) <= i {
		if !t.scan.Next() {
			switch err := t.scan.Err(); {
			case errors.Is(err, charset.ErrTooLong):
				return textLine{}, tooLong(t.scan.Line())
			case err != nil:
				return textLine{}, err
			}
			return textLine{}, io.EOF
		}
		t.ahead = append(t.ahead, textLine{strings.TrimRight(t.scan.Text(), "\r\n"), bytes.Clone(t.scan.Raw()), t.scan.Line()})
	}
	return t.ahead[i], nil
}

// whole joins lines up to the one that closes the quotes; without one the first line stands alone.
func (t *textRows) whole(first string) (text string, n int, quotes bool, err error) {
	text = first
	for n = 1; n < maxQuoted && len(text) < maxCells; n++ {
		next, err := t.line(n)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return "", 0, false, err
		}
		if text += "\n" + next.text; !t.open(text) {
			return text, n + 1, true, nil
		}
	}
	return first, 1, false, nil
}

// open reports whether a text ends within quotes, which open at the beginning of a cell alone.
func (t *textRows) open(text string) bool {
	if strings.IndexByte(text, '"') < 0 {
		return false
	}
	inside, start := false, true
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case inside && c == '"' && i+1 < len(text) && text[i+1] == '"':
			i++
		case inside && c == '"':
			inside = false
		case inside:
		case start && c == '"':
			inside, start = true, false
		default:
			start = c == t.delimiter
		}
	}
	return inside
}

func tooLong(line int) error {
	return draft.Unreadable("Ouvrez ce fichier dans votre tableur, vérifiez-le et enregistrez-le à nouveau.", "ligne %d, la ligne est trop longue : un guillemet n'est peut-être pas fermé.", line)
}

// split cuts a line into its cells.
func split(text string, delimiter byte, quotes bool) (cells []string) {
	for len(cells) < maxColumns {
		if quotes && strings.HasPrefix(text, `"`) {
			cell, rest := unquote(text[1:])
			cells = append(cells, charset.Clean(cell))
			i := strings.IndexByte(rest, delimiter)
			if i < 0 {
				return cells
			}
			text = rest[i+1:]
			continue
		}
		i := strings.IndexByte(text, delimiter)
		if i < 0 {
			return append(cells, charset.Clean(text))
		}
		cells = append(cells, charset.Clean(text[:i]))
		text = text[i+1:]
	}
	return cells
}

// unquote reads a quoted cell, in which two quotes are one.
func unquote(text string) (cell, rest string) {
	var b strings.Builder
	for {
		before, after, found := strings.Cut(text, `"`)
		b.WriteString(before)
		if !found || !strings.HasPrefix(after, `"`) {
			return b.String(), after
		}
		b.WriteByte('"')
		text = after[1:]
	}
}

// fewRows are the first rows of a text.
func fewRows(head []byte, m Mapping, most int) (rows []row) {
	t := &textRows{scan: charset.NewScanner(bytes.NewReader(head), encodingOf(head, m.Charset), '\n'), delimiter: m.Delimiter[0]}
	for len(rows) < most {
		r, err := t.next()
		if err != nil {
			return rows
		}
		rows = append(rows, r)
	}
	return rows
}

// encodingOf is that of a mapping. UTF-8 is only believed of a file that is: many banks' files are
// plain for months, until the first accent.
func encodingOf(head []byte, name string) charset.Encoding {
	if name == "utf-8" || name == "utf-16" {
		name = ""
	}
	return charset.Detect(head, name)
}

func bookRows(cells [][]string) []row {
	rows := make([]row, len(cells))
	for i, c := range cells {
		for j := range c {
			c[j] = charset.Clean(c[j])
		}
		rows[i] = row{line: i + 1, cells: c[:min(len(c), maxColumns)], typed: true}
	}
	return rows
}
