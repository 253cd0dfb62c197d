package ofx

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
const Name = "ofx"

const (
	headSize     = 64 << 10
	maxStatement = 256 << 20 // bytes of the file
	maxLoose     = 16 << 20
)

// Reader reads the statements of a file one after the other. It holds one in memory.
type Reader struct {
	in      *bufio.Reader
	scan    *charset.Scanner
	wide    int       // bytes of a bracket
	account iban.IBAN // of what names no account
	today   civil.Date

	pending []byte // the file since the end of the last statement
	from    int    // where the open statement starts in it
	offset  int64  // of pending
	open    *builder
	last    tag    // that was taken
	quoting bool   // a CDATA section goes on
	quoted  string // what it held so far
	any     bool   // there was a statement
	log     draft.Log
	tail    []byte
	started bool
	err     error
}

// NewReader reads OFX from r. What names no account is of the given one; without it such a file
// asks for it.
func NewReader(r io.Reader, today civil.Date, account iban.IBAN) *Reader {
	return &Reader{in: bufio.NewReaderSize(r, headSize), account: account, today: today}
}

// Detect reports whether a file begins like OFX.
func Detect(head []byte) bool {
	text := strings.ToUpper(charset.Detect(head, "").Decode(head))
	return strings.Contains(text, "OFXHEADER") || strings.Contains(text, "<OFX>") || strings.Contains(text, "<?OFX ")
}

// Next reads the next statement, which then belongs to the caller. It returns io.EOF at the end of
// the file; Unreadable for what is no OFX, cannot be read to its end or holds a statement of more
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
		r.pending = append(r.pending, r.scan.Raw()...)
		done, err := r.take()
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

var (
	header      = regexp.MustCompile(`(?i)(CHARSET|ENCODING)\s*[:=]\s*["']?([A-Za-z0-9_-]+)`)
	declaration = regexp.MustCompile(`(?i)<!(DOCTYPE|ENTITY)`)
)

func (r *Reader) start() error {
	head, err := r.in.Peek(headSize)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if !Detect(head) {
		return draft.Unreadable("Les formats lus sont décrits dans l'aide, « Quels fichiers importer ».", "ce fichier n'est pas un fichier OFX.")
	}
	if declaration.Match(head) {
		return draft.Unreadable("Demandez à la banque un fichier OFX ordinaire.", "ce fichier OFX déclare des entités ou un type de document : il n'est pas lu.")
	}
	e := charset.Detect(head, encodingOf(head))
	r.wide = len(e.Encode("<"))
	r.scan = charset.NewScanner(r.in, e, '<')
	return nil
}

// encodingOf is the character set that the header names: ENCODING says UTF-8 or gives way to
// CHARSET, a code page.
func encodingOf(head []byte) (name string) {
	for _, m := range header.FindAllSubmatch(head[:min(len(head), 2000)], 4) {
		value := string(bytes.ToUpper(m[2]))
		if strings.HasPrefix(value, "UTF") || name == "" || name == "USASCII" {
			if value != "NONE" {
				name = value
			}
		}
	}
	return name
}

// take files the piece that was read: the text after a bracket, up to and with the next one.
func (r *Reader) take() (done *statement.Draft, err error) {
	if len(r.pending)-r.from > maxStatement || r.open == nil && len(r.pending) > maxLoose+headSize {
		return nil, draft.Unreadable("Demandez un fichier plus court à la banque.", "ligne %d, un relevé dépasse ce qui peut être lu d'un coup (256 Mo).", r.scan.Line())
	}
	text := strings.TrimSuffix(r.scan.Text(), "<")
	if r.scan.Offset() == 0 {
		return nil, nil // what stands before the first bracket
	}
	if r.quoting || strings.HasPrefix(text, "![CDATA[") {
		r.quote(text)
		return nil, nil
	}
	t, ok := readTag(text, r.scan.Line())
	if !ok || strings.HasPrefix(t.name, "!--") {
		return nil, nil
	}
	if strings.HasPrefix(t.name, "!") {
		return nil, draft.Unreadable("Demandez à la banque un fichier OFX ordinaire.", "ligne %d, ce fichier OFX contient une déclaration : il n'est pas lu.", t.line)
	}
	switch {
	case (t.name == "STMTRS" || t.name == "CCSTMTRS") && !t.end:
		done, err = r.begin(t)
	case r.open != nil && t.name == r.open.root && t.end:
		done, err = r.close()
	case r.open != nil:
		r.open.take(t)
		r.last = t
	}
	return done, err
}

// quote reads a value that is written as it is, brackets included, up to its own end.
func (r *Reader) quote(text string) {
	if !r.quoting {
		text, r.quoting, r.quoted = strings.TrimPrefix(text, "![CDATA["), true, ""
	} else {
		text = "<" + text
	}
	before, _, ended := strings.Cut(text, "]]>")
	if len(r.quoted) < charset.MaxPiece {
		r.quoted += before
	}
	if r.quoting = !ended; ended && r.open != nil {
		r.last.value = charset.Clean(r.quoted)
		r.open.value(r.last)
	}
}

// begin opens a statement; one that was left open ends there.
func (r *Reader) begin(t tag) (done *statement.Draft, err error) {
	start := len(r.pending) - len(r.scan.Raw()) - r.wide // its bracket ended the piece before
	if r.open != nil {
		r.open.log.Add(t.line, r.open.root, "", "missing_end", "La fin de ce relevé manque : le suivant commence ici.")
		done, err = r.cut(start)
		start = 0
	}
	r.from, r.open, r.any = start, newBuilder(t, r.today), true
	return done, err
}

// close ends the statement before the bracket of what follows.
func (r *Reader) close() (*statement.Draft, error) {
	end := len(r.pending)
	if strings.HasSuffix(r.scan.Text(), "<") {
		end -= r.wide
	}
	return r.cut(end)
}

// cut makes the draft of the open statement, whose bytes end there in pending.
func (r *Reader) cut(end int) (*statement.Draft, error) {
	d, err := r.open.draft(r.account)
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
			r.err = draft.Unreadable("Redemandez le fichier : il est abîmé.", "ligne %d, une valeur du fichier OFX est trop longue.", r.scan.Line())
		}
		return nil, r.err
	}
	if r.open == nil && !r.any {
		r.err = draft.Unreadable("Demandez à la banque les relevés de vos comptes.", "ce fichier OFX ne contient aucun relevé de compte.")
		return nil, r.err
	}
	r.err = io.EOF
	if r.open == nil {
		r.tail = r.pending
		return nil, io.EOF
	}
	truncated := r.open
	d, err := r.cut(len(r.pending))
	if err != nil {
		r.err = err
		return nil, err
	}
	d.Truncated = true
	d.Warnings = append(d.Warnings, statement.Warning{Line: truncated.line, Record: truncated.root, Code: "missing_end", Message: "Le fichier s'arrête au milieu de ce relevé."})
	return d, nil
}
