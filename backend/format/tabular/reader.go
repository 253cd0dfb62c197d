package tabular

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"slices"

	"sobank/backend/charset"
	"sobank/backend/civil"
	"sobank/backend/draft"
	"sobank/backend/iban"
	"sobank/backend/statement"
)

// The formats' names in statement.Draft: a text and a workbook hold the same lines.
const (
	CSV  = "csv"
	XLSX = "xlsx"
)

// maxChunk is after how many operations a list is cut, at the end of a day.
const maxChunk = 100_000

// Options are what a reader is told beside the bytes.
type Options struct {
	Today   civil.Date
	Account iban.IBAN // whose table it is when the table does not say it
	Mapping []byte    // given by a person; nil: the saved one that recognises the table
	Known   []Known
	Book    Workbook
}

// Reader reads the statements of a table one after the other.
type Reader struct {
	in      *bufio.Reader
	options Options
	name    string
	m       Mapping

	text    *textRows // of a text
	rows    []row     // of a workbook, not read yet
	started bool
	held    *row // the first row of the next statement
	heldRaw []byte
	lead    []byte
	offset  int64
	book    []byte // a workbook's bytes, until a statement took them
	log     draft.Log
	tail    []byte
	any     bool
	err     error
}

// NewReader reads a table from r.
func NewReader(r io.Reader, o Options) *Reader {
	return &Reader{in: bufio.NewReaderSize(r, headSize), options: o}
}

// DetectText reports whether a file begins like a table of operations in text.
func DetectText(head []byte) bool {
	if len(head) == 0 || isWorkbook(head) || bytes.IndexByte(head, 0) >= 0 && nameOf(charset.Detect(head, "")) != "utf-16" {
		return false
	}
	m, rows := guessText(head, 0)
	return m.check() == nil && len(below(rows, m.Header)) > 0
}

// DetectWorkbook reports whether a file begins like a workbook.
func DetectWorkbook(head []byte) bool { return isWorkbook(head) }

// Next reads the next statement, which then belongs to the caller. It returns io.EOF at the end of
// the file; Unreadable for what is no table or is too long; Invalid with the field « mapping »,
// « dates » or « account » for what the table leaves open.
func (r *Reader) Next() (*statement.Draft, error) {
	if !r.started {
		r.started = true
		r.err = r.start()
	}
	if r.err != nil {
		return nil, r.err
	}
	d, err := r.read()
	if err != nil {
		r.err = err
	}
	return d, err
}

// Warnings are those of no statement, complete after io.EOF.
func (r *Reader) Warnings() []statement.Warning { return r.log.Take() }

// Tail is the bytes after the last statement.
func (r *Reader) Tail() []byte { return r.tail }

func (r *Reader) start() error {
	head, err := r.in.Peek(headSize)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	r.name = CSV
	if isWorkbook(head) {
		r.name = XLSX
		if r.book, err = io.ReadAll(io.LimitReader(r.in, maxWorkbook+1)); err != nil {
			return err
		}
		if len(r.book) > maxWorkbook {
			return draft.Unreadable("Enregistrez-le en CSV, ou en plusieurs classeurs.", "le classeur dépasse 64 Mo.")
		}
		head = r.book
	}
	if err := r.choose(head); err != nil {
		return err
	}
	if r.m.Dates == "" {
		return draft.Asks("mapping", "Choisissez l'ordre des dates dans « Lire les colonnes… ».", "les dates de ce tableau se lisent de plusieurs façons.")
	}
	if r.name == XLSX {
		cells, _, err := r.options.Book(r.book, r.m.Sheet)
		if err != nil {
			return err
		}
		r.rows = bookRows(cells)
		return nil
	}
	r.text = &textRows{scan: charset.NewScanner(r.in, encodingOf(head, r.m.Charset), '\n'), delimiter: r.m.Delimiter[0]}
	return nil
}

// choose takes the mapping that a person gave, else the saved one that recognises the table.
func (r *Reader) choose(head []byte) (err error) {
	if len(r.options.Mapping) > 0 {
		if r.m, err = Parse(r.options.Mapping); err != nil {
			return err
		}
		if r.name == CSV && len(r.m.Delimiter) != 1 {
			return unfit("Dites ce qui sépare les colonnes.")
		}
		return nil
	}
	guess, rows, _, err := layOut(head, nil, r.options.Today, r.options.Book)
	if err != nil {
		return err
	}
	var ok bool
	if r.m, _, ok = recognise(rows, r.options.Known, r.options.Today); ok {
		return nil
	}
	if guess.check() != nil {
		return notTable()
	}
	return draft.Asks("mapping", "Ouvrez « Lire les colonnes… », vérifiez les premières lignes, puis enregistrez cette lecture : le prochain fichier de cette banque sera lu de lui-même.",
		"les colonnes de ce tableau ne sont pas encore connues.")
}

func notTable() error {
	return draft.Unreadable("Les formats lus sont décrits dans l'aide, « Quels fichiers importer ».", "ce fichier n'est pas un tableau d'opérations : il n'a pas de colonne de dates et de montants.")
}

// row gives the next row below the columns' names that holds something. What is above and empty goes
// to the lead.
func (r *Reader) row() (*row, []byte, error) {
	if r.held != nil {
		one, raw := r.held, r.heldRaw
		r.held, r.heldRaw = nil, nil
		return one, raw, nil
	}
	for {
		one, raw, err := r.nextRow()
		if err != nil {
			return nil, nil, err
		}
		if one.line > r.m.Header && slices.ContainsFunc(one.cells, func(c string) bool { return c != "" }) {
			return &one, raw, nil
		}
		r.lead = append(r.lead, raw...)
		if len(r.lead) > maxText {
			return nil, nil, tooLong(one.line)
		}
	}
}

func (r *Reader) nextRow() (row, []byte, error) {
	if r.text != nil {
		one, err := r.text.next()
		return one, bytes.Clone(r.text.raw), err
	}
	if len(r.rows) == 0 {
		return row{}, nil, io.EOF
	}
	one := r.rows[0]
	r.rows = r.rows[1:]
	return one, nil, nil
}

// read gathers the rows of one statement.
func (r *Reader) read() (*statement.Draft, error) {
	b := &builder{reader: r}
	for {
		one, raw, err := r.row()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		l, problems := r.m.line(*one, r.options.Today)
		if b.started && (b.endsBefore(l, problems) || len(b.raw)+len(raw) > maxText) {
			r.held, r.heldRaw = one, raw
			break
		}
		if !b.started {
			b.begin(l, *one, r.take())
		}
		b.add(l, problems, r.take(), raw)
	}
	if !b.started {
		return nil, r.finish()
	}
	r.any = true
	return b.draft()
}

// take is what lies before the row, and is of no statement.
func (r *Reader) take() []byte {
	lead := r.lead
	r.lead = nil
	return lead
}

func (r *Reader) finish() error {
	if !r.any {
		return draft.Unreadable("Vérifiez la lecture des colonnes, ou demandez un autre export à la banque.", "ce tableau ne contient aucune opération.")
	}
	r.tail = r.take()
	return io.EOF
}
