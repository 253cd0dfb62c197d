package tabular

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"sobank/backend/civil"
)

// Doubt is something that a table leaves open; the answer is a field of the mapping.
type Doubt struct {
	Field    string   `json:"field"`
	Question string   `json:"question"`
	Options  []Option `json:"options"`
}

// Option is an answer.
type Option struct {
	Value string `json:"value"`
	Label string `json:"label"`
}

// Line is a row as it would be read. Amounts are minor units, nil when absent.
type Line struct {
	Line     int      `json:"line"`
	Cells    []string `json:"cells"`
	BookedOn string   `json:"bookedOn"`
	ValueOn  string   `json:"valueOn"`
	Label    string   `json:"label"`
	Amount   *int64   `json:"amount"`
	Balance  *int64   `json:"balance"`
	Decimals int      `json:"decimals"`
	Errors   []Error  `json:"errors"`
}

// Error is what keeps a cell from being read.
type Error struct {
	Column  int    `json:"column"` // 1-based, 0 for the whole line
	Field   string `json:"field"`
	Message string `json:"message"`
}

// Look is a table read with a mapping.
type Look struct {
	Mapping      Mapping  `json:"mapping"`
	Doubts       []Doubt  `json:"doubts"`
	Columns      []string `json:"columns"` // their names
	Sheets       []string `json:"sheets"`
	Rows         []Line   `json:"rows"`
	RecognisedAs string   `json:"recognisedAs"` // the name of the saved mapping that reads it
}

// shownRows is how many rows a preview shows.
const shownRows = 30

// Preview reads the first lines of a table: with the mapping given, else with the saved one that
// recognises it, else as it is guessed. head is the beginning of a text, or a whole workbook.
// Errors: Unreadable for what is no table.
func Preview(head []byte, given *Mapping, known []Known, today civil.Date, book Workbook) (look Look, err error) {
	guess, rows, sheets, err := layOut(head, given, today, book)
	if err != nil {
		return look, err
	}
	look = Look{Mapping: guess, Sheets: append([]string{}, sheets...), Doubts: []Doubt{}, Columns: []string{}, Rows: []Line{}}
	if given != nil {
		look.Mapping = *given
	} else if saved, name, ok := recognise(rows, guess, known, today); ok {
		look.Mapping, look.RecognisedAs = saved, name
	}
	m := look.Mapping
	for _, r := range rows {
		if r.line == m.Header {
			look.Columns = r.cells
		}
	}
	data := below(rows, m.Header)
	for _, r := range data {
		if m.Header == 0 {
			for len(look.Columns) < len(r.cells) {
				look.Columns = append(look.Columns, "")
			}
		}
	}
	if m.Dates == "" {
		look.Doubts = append(look.Doubts, datesDoubt(m, data, today)...)
	}
	if open := openAmount(m, data); m.Decimal == "" && open != "" {
		look.Doubts = append(look.Doubts, Doubt{Field: "decimal", Question: fmt.Sprintf("Dans « %s », la marque sépare-t-elle les décimales ou les milliers ?", open),
			Options: []Option{{",", "La virgule sépare les décimales"}, {".", "Le point sépare les décimales"}}})
	}
	for _, r := range data[:min(len(data), shownRows)] {
		look.Rows = append(look.Rows, shown(m, r, today))
	}
	return look, nil
}

// LookAt is Preview with a mapping as JSON, nil for none. Errors: as Preview, and Invalid with the
// field « mapping » for one that is none.
func LookAt(head, mapping []byte, known []Known, today civil.Date, book Workbook) (Look, error) {
	if len(mapping) == 0 {
		return Preview(head, nil, known, today, book)
	}
	var m Mapping
	if json.Unmarshal(mapping, &m) != nil || len(m.Roles) > maxColumns {
		return Look{}, unfit("Cette lecture des colonnes n'est pas lisible.")
	}
	return Preview(head, &m, known, today, book)
}

// Names is what a table of these columns is recognised by.
func (l Look) Names() []string { return names(l.Columns) }

// layOut guesses how a table is laid out, keeping what a given mapping says of its form.
func layOut(head []byte, given *Mapping, today civil.Date, book Workbook) (m Mapping, rows []row, sheets []string, err error) {
	if isWorkbook(head) {
		name := ""
		if given != nil {
			name = given.Sheet
		}
		cells, sheets, err := book(head, name)
		if err != nil {
			return m, nil, nil, err
		}
		rows = bookRows(cells[:min(len(cells), 400)])
		return guessColumns(Mapping{Sheet: name}, rows, today), rows, sheets, nil
	}
	if bytes.IndexByte(head, 0) >= 0 && nameOf(encodingOf(head, "")) != "utf-16" || len(head) == 0 {
		return m, nil, nil, notTable()
	}
	if given != nil && len(given.Delimiter) == 1 {
		rows = fewRows(head, *given, 400)
		return *given, rows, nil, nil
	}
	m, rows = guessText(head, today)
	return m, rows, nil, nil
}

func shown(m Mapping, r row, today civil.Date) Line {
	l, problems := m.line(r, today)
	out := Line{Line: r.line, Cells: r.cells, Label: l.Label, Decimals: l.decimals, Balance: l.balance, Errors: []Error{}}
	if l.BookedOn != 0 {
		out.BookedOn = l.BookedOn.String()
	}
	if l.ValueOn != 0 {
		out.ValueOn = l.ValueOn.String()
	}
	amountRead := true
	for _, p := range problems {
		amountRead = amountRead && !slices.Contains([]string{amount, debit, credit}, p.role)
		out.Errors = append(out.Errors, Error{Column: p.column, Field: p.role, Message: p.sentence})
	}
	if amountRead {
		out.Amount = &l.Amount
	}
	return out
}

var orderWords = map[string]string{"dmy": "jour, mois, année", "mdy": "mois, jour, année", "ymd": "année, mois, jour"}

// datesDoubt asks for the order of dates, with the first date that shows the difference.
func datesDoubt(m Mapping, data []row, today civil.Date) []Doubt {
	d := Doubt{Field: "dates"}
	orders := possible(m, data, today)
	for _, r := range data {
		text := m.cell(r.cells, booked)
		options := []Option{}
		seen := map[civil.Date]bool{}
		for _, order := range orders {
			m.Dates = order
			if on, ok := m.day(text, r.typed, today); ok && !seen[on] {
				seen[on] = true
				options = append(options, Option{order, fmt.Sprintf("Le %s (%s)", on.French(), orderWords[order])})
			}
		}
		if len(options) > len(d.Options) {
			d.Options, d.Question = options, fmt.Sprintf("« %s » est-il le %s ?", text, join(options))
		}
	}
	if len(d.Options) < 2 {
		return nil
	}
	return []Doubt{d}
}

func join(options []Option) (text string) {
	for i, o := range options {
		if i > 0 {
			text += " ou le "
		}
		text += o.Label[len("Le ") : len("Le ")+10]
	}
	return text
}
