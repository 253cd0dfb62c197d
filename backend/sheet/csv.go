package sheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"sobank/backend/fault"
	"sobank/backend/money"
)

const byteOrderMark = "\uFEFF"

// WriteCSV writes a table as spreadsheets in French open it: UTF-8 with its mark, semicolons,
// decimal commas. A text that a spreadsheet would run as a formula gets an apostrophe.
func WriteCSV(w io.Writer, t Table) error {
	lines, err := NewCSV(w, t.Columns)
	if err != nil {
		return err
	}
	for _, row := range t.Rows {
		if err := lines.Write(row); err != nil {
			return err
		}
	}
	return lines.Flush()
}

// CSV is WriteCSV line by line, for what is too long to be held.
type CSV struct {
	out    *csv.Writer
	record []string
}

// NewCSV writes the mark and the titles.
func NewCSV(w io.Writer, columns []Column) (*CSV, error) {
	if _, err := io.WriteString(w, byteOrderMark); err != nil {
		return nil, err
	}
	c := &CSV{out: csv.NewWriter(w), record: make([]string, len(columns))}
	c.out.Comma, c.out.UseCRLF = ';', true
	for i, column := range columns {
		c.record[i] = Harmless(column.Title)
	}
	return c, c.out.Write(c.record)
}

// Write writes a line.
func (c *CSV) Write(row []Cell) error {
	c.record = c.record[:0]
	for _, cell := range row {
		c.record = append(c.record, cell.csv())
	}
	return c.out.Write(c.record)
}

// Flush ends the file.
func (c *CSV) Flush() error {
	c.out.Flush()
	return c.out.Error()
}

func (c Cell) csv() string {
	switch c.Kind {
	case DayKind:
		return c.Day.French()
	case MoneyKind:
		return money.Decimal(c.Minor, c.Decimals)
	case CountKind:
		return strconv.FormatInt(c.Minor, 10)
	}
	return Harmless(c.Text)
}

// starters are what makes a spreadsheet take a text for a formula, or a command.
const starters = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20"

// Harmless keeps a spreadsheet from running a text as a formula: one that begins as formulas do
// gets an apostrophe. Amounts and days are no texts and keep their signs.
func Harmless(s string) string {
	if isStarter(strings.TrimLeft(s, " ")) {
		return "'" + s
	}
	return s
}

func isStarter(s string) bool {
	r, size := utf8.DecodeRuneInString(s)
	return size > 0 && strings.ContainsRune(starters, r)
}

// ReadCSV reads a CSV in UTF-8 (with its mark or not), UTF-16 with its mark, or windows-1252,
// separated by semicolons, commas or tabs: whichever its first line has most of. Errors:
// Unreadable for what is no text, Invalid past the limits.
func ReadCSV(content []byte, limits Limits) ([]Line, error) {
	text, err := decode(content)
	if err != nil {
		return nil, err
	}
	text, comma, skipped := separator(text)
	in := csv.NewReader(bytes.NewReader(text))
	in.Comma, in.FieldsPerRecord, in.LazyQuotes = comma, -1, true
	reading := Reading{Limits: limits}
	for {
		record, err := in.Read()
		if errors.Is(err, io.EOF) {
			return reading.Lines, nil
		}
		if err != nil {
			return nil, unreadable(err)
		}
		line, _ := in.FieldPos(0)
		for i, cell := range record {
			record[i] = Clean(strings.TrimPrefix(strings.TrimSpace(cell), byteOrderMark))
		}
		if err := reading.Add(line+skipped, record); err != nil {
			return nil, err
		}
	}
}

// Clean is a cell's text without the spacing around it, nor the apostrophe that keeps it from
// being a formula.
func Clean(cell string) string {
	cell = strings.TrimSpace(cell)
	if rest, marked := strings.CutPrefix(cell, "'"); marked && isStarter(strings.TrimLeft(rest, " ")) {
		return rest
	}
	return cell
}

func unreadable(err error) error {
	e, ok := errors.AsType[*csv.ParseError](err)
	if !ok {
		return fmt.Errorf("sheet: read a CSV: %w", err)
	}
	return fault.Newf(fault.Unreadable, "La ligne %d du fichier ne se lit pas comme du CSV.", e.Line).
		WithHint("Enregistrez-le à nouveau depuis votre tableur, en CSV ou en XLSX.").WithCause(err)
}

// decode gives a text in UTF-8 without its mark.
func decode(content []byte) ([]byte, error) {
	if rest, marked := bytes.CutPrefix(content, []byte(byteOrderMark)); marked {
		content = rest
	}
	var from encoding.Encoding
	switch {
	case bytes.HasPrefix(content, []byte{0xFF, 0xFE}), bytes.HasPrefix(content, []byte{0xFE, 0xFF}):
		from = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case bytes.IndexByte(content, 0) >= 0:
		return nil, fault.New(fault.Unreadable, "Ce fichier n'est ni un CSV, ni un classeur XLSX.").
			WithHint("Depuis votre tableur, enregistrez-le en « Classeur Excel (.xlsx) » ou en CSV.")
	case utf8.Valid(content):
		return content, nil
	default:
		from = charmap.Windows1252
	}
	text, err := from.NewDecoder().Bytes(content)
	if err != nil {
		return nil, fmt.Errorf("sheet: decode: %w", err)
	}
	return text, nil
}

// separator is what stands between the cells, and the text without the line « sep=; » that
// Excel takes it from.
func separator(text []byte) (rest []byte, comma rune, skipped int) {
	first, after, _ := bytes.Cut(text, []byte("\n"))
	if named, ok := bytes.CutPrefix(bytes.TrimRight(first, "\r"), []byte("sep=")); ok && len(named) == 1 && strings.Contains(";,\t|", string(named)) {
		return after, rune(named[0]), 1
	}
	counts := map[rune]int{}
	quoted := false
	for _, r := range string(firstFilled(text)) {
		if r == '"' {
			quoted = !quoted
		}
		if !quoted {
			counts[r]++
		}
	}
	comma = ';'
	for _, candidate := range ",\t" {
		if counts[candidate] > counts[comma] {
			comma = candidate
		}
	}
	return text, comma, 0
}

// firstFilled is the first line that is not empty.
func firstFilled(text []byte) []byte {
	line, _, _ := bytes.Cut(bytes.TrimLeft(text, "\r\n"), []byte("\n"))
	return line
}
