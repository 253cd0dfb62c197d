package tabular

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"sobank/backend/charset"
	"sobank/backend/draft"
)

// Workbook reads a sheet of a workbook as text, "" its first one: numbers as they are stored. It gives
// the names of all sheets.
type Workbook func(content []byte, sheet string) (rows [][]string, sheets []string, err error)

const (
	headSize    = 256 << 10
	maxCells    = 1 << 20  // bytes of a line of a text, which quotes may make of several
	maxWorkbook = 64 << 20 // bytes of a packed workbook
	maxText     = 256 << 20
)

// isWorkbook reports whether bytes begin as a workbook's.
func isWorkbook(head []byte) bool { return bytes.HasPrefix(head, []byte("PK\x03\x04")) }

// textRows reads the rows of a text, a line each; a quoted cell may hold the end of a line.
type textRows struct {
	scan      *charset.Scanner
	delimiter byte
	raw       []byte // of the last row
}

// next gives a row, with its bytes in raw; io.EOF after the last.
func (t *textRows) next() (row, error) {
	t.raw = t.raw[:0]
	text, line := "", 0
	for {
		if !t.scan.Next() {
			err := t.scan.Err()
			switch {
			case errors.Is(err, charset.ErrTooLong):
				return row{}, tooLong(t.scan.Line())
			case err != nil:
				return row{}, err
			case line == 0:
				return row{}, io.EOF
			}
			break
		}
		if line == 0 {
			line = t.scan.Line()
		}
		t.raw = append(t.raw, t.scan.Raw()...)
		text += t.scan.Text()
		if strings.Count(text, `"`)%2 == 0 || !quoted(text, t.delimiter) {
			break
		}
		if len(text) > maxCells {
			return row{}, tooLong(line)
		}
	}
	return row{line: line, cells: split(strings.TrimRight(text, "\r\n"), t.delimiter)}, nil
}

func tooLong(line int) error {
	return draft.Unreadable("Ouvrez ce fichier dans votre tableur, vérifiez-le et enregistrez-le à nouveau.", "ligne %d, la ligne est trop longue : un guillemet n'est peut-être pas fermé.", line)
}

// quoted reports whether a text has a cell that begins with a quote: a quote inside a word opens
// nothing.
func quoted(text string, delimiter byte) bool {
	return strings.HasPrefix(text, `"`) || strings.Contains(text, string(delimiter)+`"`)
}

// split cuts a line into its cells.
func split(text string, delimiter byte) (cells []string) {
	for len(cells) < maxColumns {
		if strings.HasPrefix(text, `"`) {
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

func encodingOf(head []byte, name string) charset.Encoding {
	if e, ok := charset.Named(name); ok && e.Name != charset.UTF16LE.Name && e.Name != charset.UTF16BE.Name {
		return e
	}
	return charset.Detect(head, "")
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
