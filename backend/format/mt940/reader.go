package mt940

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"regexp"
	"strings"

	"sobank/backend/charset"
	"sobank/backend/civil"
	"sobank/backend/draft"
	"sobank/backend/iban"
	"sobank/backend/statement"
)

// Name is the format's name in statement.Draft.
const Name = "mt940"

const (
	headSize     = 64 << 10
	maxStatement = 256 << 20 // bytes of the file
	maxField     = 64 << 10  // bytes of a field with what continues it
)

// field is a tag with its text, lines kept apart.
type field struct {
	tag  string // "61"
	text string
	line int
}

// Reader reads the statements of a file one after the other. It holds one in memory.
type Reader struct {
	in      *bufio.Reader
	scan    *charset.Scanner
	given   iban.IBAN
	today   civil.Date
	started bool

	pending []byte // the file since the end of the last statement
	offset  int64
	from    int // where the open statement starts in pending
	message int // where the message being read starts
	inside  bool
	head    []field // of the message, until it is known whether it goes on from the one before
	field   *field
	open    *builder
	any     bool
	log     draft.Log
	tail    []byte
	err     error
}

// NewReader reads MT940 from r. Years have two digits: they are taken nearest to today. What names
// no account is of the given one; without it such a file asks for it.
func NewReader(r io.Reader, today civil.Date, account iban.IBAN) *Reader {
	return &Reader{in: bufio.NewReaderSize(r, headSize), today: today, given: account}
}

var (
	tagLine = regexp.MustCompile(`^:(\d{2}[A-Z]?):`)
	likely  = regexp.MustCompile(`(?m)^(\{4:\s*\r?\n?)?:(20|25|60[FM]|61):`)
)

// Detect reports whether a file begins like MT940 or MT942.
func Detect(head []byte) bool {
	text := charset.Detect(head, "").Decode(head)
	found := map[string]bool{}
	for _, m := range likely.FindAllStringSubmatch(text, 200) {
		found[m[2][:2]] = true
	}
	return len(found) >= 2 && (found["25"] || found["60"] || found["61"])
}

// Next reads the next statement, which then belongs to the caller. It returns io.EOF at the end of
// the file; Unreadable for what is no MT940, cannot be read to its end or holds a statement of more
// than 256 MiB; Invalid with the field « account » when a statement names none and none was given.
func (r *Reader) Next() (*statement.Draft, error) {
	if !r.started {
		r.started = true
		r.err = r.start()
	}
	for r.err == nil {
		if !r.scan.Next() {
			return r.finish()
		}
		done, err := r.line(r.scan.Text())
		r.pending = append(r.pending, r.scan.Raw()...)
		if err == nil && len(r.pending) > maxStatement {
			err = draft.Unreadable("Demandez un fichier plus court à la banque.", "ligne %d, un relevé dépasse ce qui peut être lu d'un coup (256 Mo).", r.scan.Line())
		}
		if err != nil {
			r.err = err
			break
		}
		if done != nil {
			return done, nil
		}
	}
	return nil, r.err
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
	if !Detect(head) {
		return draft.Unreadable("Les formats lus sont décrits dans l'aide, « Quels fichiers importer ».", "ce fichier n'est pas un relevé MT940.")
	}
	r.scan = charset.NewScanner(r.in, charset.Detect(head, ""), '\n')
	return nil
}

// line files a line, which is not in pending yet.
func (r *Reader) line(text string) (done *statement.Draft, err error) {
	text = strings.TrimRight(text, "\r\n\uFEFF")
	if i := strings.Index(text, "{4:"); i >= 0 { // the block's text may begin on its line
		r.endMessage()
		text = text[i+3:]
	}
	switch {
	case tagLine.MatchString(text):
		done, err = r.endField()
		m := tagLine.FindStringSubmatch(text)
		if m[1] == "20" || !r.inside {
			r.beginMessage()
		}
		r.field = &field{tag: m[1], text: text[len(m[0]):], line: r.scan.Line()}
	case strings.TrimSpace(text) == "-" || strings.HasPrefix(text, "-}"):
		done, err = r.endField()
		r.inside = false
	case r.field != nil && len(r.field.text) < maxField:
		r.field.text += "\n" + text
	}
	return done, err
}

func (r *Reader) endMessage() { r.inside = false }

// beginMessage notes where a message starts.
func (r *Reader) beginMessage() {
	r.inside, r.message, r.head = true, len(r.pending), nil
}

// endField files the field that is complete. A balance, or a first operation, tells whether its
// message goes on from the one before.
func (r *Reader) endField() (done *statement.Draft, err error) {
	f := r.field
	r.field = nil
	if f == nil {
		return nil, nil
	}
	switch f.tag {
	case "20", "21", "25", "28", "28C", "13", "13D", "34F":
		r.head = append(r.head, *f)
		return nil, nil
	}
	if r.head != nil || r.open == nil {
		if done, err = r.place(f); err != nil {
			return nil, err
		}
	}
	r.open.take(*f)
	return done, nil
}

// place decides whose the message is: the next page of the open statement, or another one, which
// ends the open one where the message starts.
func (r *Reader) place(f *field) (done *statement.Draft, err error) {
	account := ""
	for _, h := range r.head {
		if h.tag == "25" {
			account = strings.TrimSpace(h.text)
		}
	}
	if r.open != nil && r.open.goesOn && f.tag == "60M" && account == r.open.account {
		r.head = nil
		return nil, nil
	}
	if r.open != nil {
		done, err = r.cut(r.message)
		r.message = 0
	}
	r.from = r.message
	r.open, r.any = newBuilder(f.line, account, r.today), true
	if len(r.head) > 0 {
		r.open.line = r.head[0].line
	}
	for _, h := range r.head {
		r.open.take(h)
	}
	r.head = nil
	return done, err
}

// cut makes the draft of the open statement, whose bytes end there in pending.
func (r *Reader) cut(end int) (*statement.Draft, error) {
	d, err := r.open.draft(r.given)
	if err != nil {
		return nil, err
	}
	d.Lead, d.Raw = bytes.Clone(r.pending[:r.from]), bytes.Clone(r.pending[r.from:end])
	d.Offset = r.offset + int64(r.from)
	r.offset += int64(end)
	r.pending = append(r.pending[:0], r.pending[end:]...)
	r.open, r.from = nil, 0
	return d, nil
}

func (r *Reader) finish() (*statement.Draft, error) {
	if err := r.scan.Err(); err != nil {
		r.err = err
		if errors.Is(err, charset.ErrTooLong) {
			r.err = draft.Unreadable("Redemandez le fichier : il est abîmé.", "ligne %d, une ligne du fichier MT940 est trop longue.", r.scan.Line())
		}
		return nil, r.err
	}
	if r.field != nil { // the last field may begin a statement of its own
		done, err := r.endField()
		if err != nil {
			r.err = err
			return nil, err
		}
		if done != nil {
			return done, nil
		}
	}
	switch {
	case r.open != nil:
		d, err := r.cut(len(r.pending))
		if err != nil {
			r.err = err
		}
		return d, err
	case !r.any:
		r.err = draft.Unreadable("Demandez à la banque les relevés de vos comptes.", "ce fichier MT940 ne contient aucun relevé de compte.")
		return nil, r.err
	}
	r.err, r.tail = io.EOF, r.pending
	return nil, io.EOF
}
