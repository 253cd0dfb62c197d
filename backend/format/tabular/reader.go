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
	held    *row // the first row of the next piece
	heldRaw []byte
	ready   []*statement.Draft
	fences  map[string]fence
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
	return &Reader{in: bufio.NewReaderSize(r, headSize), options: o, fences: map[string]fence{}}
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
	if r.m.Decimal == "" {
		return draft.Asks("mapping", "Dites ce qui sépare les décimales dans « Lire les colonnes… ».", "les montants de ce tableau se lisent de deux façons.")
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
		return r.settle(head)
	}
	guess, rows, _, err := layOut(head, nil, r.options.Today, r.options.Book)
	if err != nil {
		return err
	}
	var ok bool
	if r.m, _, ok = recognise(rows, guess, r.options.Known, r.options.Today); ok {
		return r.agree(iban.IBAN(r.m.Account))
	}
	if guess.check() != nil {
		return notTable()
	}
	return draft.Asks("mapping", "Ouvrez « Lire les colonnes… », vérifiez les premières lignes, puis enregistrez cette lecture : le prochain fichier de cette banque sera lu de lui-même.",
		"les colonnes de ce tableau ne sont pas encore connues.")
}

// settle finds in this table what a given mapping may have from another of the same form: the line of
// the names, and the account above them.
func (r *Reader) settle(head []byte) error {
	guess, rows, _, err := layOut(head, nil, r.options.Today, r.options.Book)
	if err != nil {
		return err
	}
	if r.m.Header > 0 && guess.Header > 0 && !named(rows, r.m.Header) {
		r.m.Header = guess.Header
	}
	found := accountAbove(rows, r.m.Header)
	if err := r.agree(found); err != nil {
		return err
	}
	switch {
	case found != "":
		r.m.Account = string(found)
	case r.options.Account != "":
		r.m.Account = "" // that of the table which the columns were read on
	}
	return nil
}

// named reports whether a line holds names of columns.
func named(rows []row, line int) bool {
	return slices.ContainsFunc(rows, func(r row) bool { return r.line == line && headerRoles(r.cells) != nil })
}

// agree refuses a table of another account than the one that was chosen.
func (r *Reader) agree(found iban.IBAN) error {
	if given := r.options.Account; found != "" && given != "" && found != given {
		return draft.Asks("account", "Choisissez le compte que le tableau nomme.", "ce tableau est celui du compte %s, et non de %s.", found.Masked(), given.Masked())
	}
	return nil
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
		return one, r.text.raw, err
	}
	if len(r.rows) == 0 {
		return row{}, nil, io.EOF
	}
	one := r.rows[0]
	r.rows = r.rows[1:]
	return one, nil, nil
}

// read gathers the rows of a piece, and gives its statements one by one.
func (r *Reader) read() (*statement.Draft, error) {
	if len(r.ready) == 0 {
		if err := r.gather(); err != nil {
			return nil, err
		}
	}
	d := r.ready[0]
	r.ready = r.ready[1:]
	return d, nil
}

func (r *Reader) gather() error {
	p := &piece{by: map[string]*builder{}}
	for {
		one, raw, err := r.row()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		l, problems := r.m.line(*one, r.options.Today)
		if len(r.fences) > 0 {
			if err := r.fences[l.account+" "+l.currency].passes(l, problems); err != nil {
				return err
			}
		}
		if p.endsBefore(l, problems) {
			r.held, r.heldRaw = one, raw
			r.fence(p)
			break
		}
		if p.rows == 0 {
			p.lead = r.take()
		}
		p.add(r, l, problems, r.take(), raw)
		if len(p.raw) > maxText {
			return draft.Unreadable("Triez le tableau par date, ou demandez une période plus courte.", "ligne %d, trop de lignes se suivent sans qu'un jour finisse (64 Mo).", one.line)
		}
	}
	if p.rows == 0 {
		return r.finish()
	}
	r.any = true
	var err error
	r.ready, err = p.drafts(r)
	return err
}

// fence is the days of an account that were read in the pieces before.
type fence struct{ first, last civil.Date }

// fence remembers the days of a piece that was cut: a row that goes back to them would make two
// statements of one day.
func (r *Reader) fence(p *piece) {
	for _, b := range p.builders {
		f := r.fences[b.key]
		for _, l := range b.lines {
			if f.first == 0 || l.BookedOn < f.first {
				f.first = l.BookedOn
			}
			f.last = max(f.last, l.BookedOn)
		}
		r.fences[b.key] = f
	}
}

func (f fence) passes(l line, problems []problem) error {
	if len(problems) > 0 || f.first == 0 || l.BookedOn < f.first || l.BookedOn > f.last {
		return nil
	}
	return draft.Unreadable("Triez-le par compte et par date, puis recommencez.", "ligne %d, les lignes ne sont pas dans l'ordre des dates, et le tableau est trop long pour être lu d'un coup.", l.Line)
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
