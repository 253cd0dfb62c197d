package camt

import (
	"bufio"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"

	"sobank/backend/charset"
	"sobank/backend/civil"
	"sobank/backend/draft"
	"sobank/backend/fault"
	"sobank/backend/iban"
	"sobank/backend/statement"
)

// Name is the format's name in statement.Draft.
const Name = "camt"

const (
	headSize     = 64 << 10
	maxStatement = 256 << 20 // bytes of the file
	maxDepth     = 64
	maxText      = 64 << 10 // bytes of a text that is kept
	maxToken     = 4 << 20  // bytes of a text, read or not
	maxNodes     = 4 << 20  // elements of one entry
)

// Reader reads the statements of a file one after the other. It holds one in memory.
type Reader struct {
	in      *bufio.Reader
	given   iban.IBAN
	today   civil.Date
	xml     *xml.Decoder
	window  window
	started bool

	depth int
	from  int64 // where the open statement starts in the file
	open  *builder
	any   bool
	log   draft.Log
	tail  []byte
	err   error
}

// NewReader reads camt from r. What names no account is of the given one; without it such a file asks
// for it.
func NewReader(r io.Reader, today civil.Date, account iban.IBAN) *Reader {
	return &Reader{in: bufio.NewReaderSize(r, headSize), today: today, given: account, window: window{limit: maxStatement}}
}

var (
	likely  = regexp.MustCompile(`camt\.05[234]\.001|<(?:\w+:)?(?:BkToCstmrStmt|BkToCstmrAcctRpt|BkToCstmrDbtCdtNtfctn)[\s>]`)
	charSet = regexp.MustCompile(`<\?xml[^>]*encoding\s*=\s*["']([^"']+)["']`)
)

// Detect reports whether a file begins like camt.
func Detect(head []byte) bool {
	return likely.MatchString(charset.Detect(head, "").Decode(head))
}

// Next reads the next statement, which then belongs to the caller. It returns io.EOF at the end of the
// file; Unreadable for what is no camt, cannot be read to its end or holds a statement of more than
// 256 MiB; Invalid with the field « account » when a statement names none and none was given.
func (r *Reader) Next() (*statement.Draft, error) {
	if !r.started {
		r.started = true
		r.err = r.start()
	}
	for r.err == nil {
		d, err := r.step()
		if err != nil {
			r.err = r.explain(err)
			break
		}
		if d != nil {
			return d, nil
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
		return draft.Unreadable("Les formats lus sont décrits dans l'aide, « Quels fichiers importer ».", "ce fichier n'est pas un relevé camt.")
	}
	if e := charset.Detect(head, ""); strings.HasPrefix(e.Name, "UTF-16") {
		return badCharset(e.Name)
	}
	if m := charSet.FindSubmatch(head); m != nil && !strings.EqualFold(string(m[1]), "utf-8") && !strings.EqualFold(string(m[1]), "utf8") && !strings.EqualFold(string(m[1]), "us-ascii") {
		return badCharset(string(m[1]))
	}
	r.window.r = r.in
	r.xml = xml.NewDecoder(&r.window)
	r.xml.Strict, r.xml.Entity = true, nil
	r.xml.CharsetReader = func(name string, in io.Reader) (io.Reader, error) { return in, nil } // ASCII
	return nil
}

func badCharset(name string) error {
	return draft.Unreadable("La norme ISO 20022 veut de l'UTF-8 : demandez le fichier ainsi à la banque, ou enregistrez-le à nouveau en UTF-8.", "ce fichier camt est écrit en %s.", draft.Excerpt(name))
}

// explain says in French why a file cannot be read to its end.
func (r *Reader) explain(err error) error {
	if err == io.EOF {
		return r.finish()
	}
	if _, ok := errors.AsType[*fault.Error](err); ok {
		return err
	}
	line, _ := r.xml.InputPos()
	if syntax, ok := errors.AsType[*xml.SyntaxError](err); ok {
		if strings.Contains(syntax.Msg, "unexpected EOF") {
			return draft.Unreadable("Redemandez-le, ou copiez-le à nouveau : il n'est pas arrivé en entier.", "le fichier camt s'arrête avant sa fin, ligne %d.", line)
		}
		if r.any && r.open == nil && r.depth == 0 { // what follows the document is of no statement
			return r.finish()
		}
		return draft.Unreadable("Redemandez le fichier à la banque.", "ligne %d, le XML du fichier camt est mal formé.", line)
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return fault.Newf(fault.Unreadable, "ligne %d, le XML du fichier camt ne peut pas être lu.", line).WithHint("Redemandez le fichier à la banque.").WithCause(err)
}

func (r *Reader) finish() error {
	if !r.any {
		return draft.Unreadable("Demandez à la banque les relevés de vos comptes (camt.053).", "ce fichier camt ne contient aucun relevé de compte.")
	}
	rest, err := io.ReadAll(io.LimitReader(r.in, maxToken))
	if err != nil {
		return err
	}
	r.tail = append(r.window.cut(r.window.end()), rest...)
	return io.EOF
}

// step reads one token outside of what a statement holds, or one element of it.
func (r *Reader) step() (*statement.Draft, error) {
	before := r.xml.InputOffset()
	token, err := r.token()
	if err != nil {
		return nil, err
	}
	line, _ := r.xml.InputPos()
	switch t := token.(type) {
	case xml.Directive:
		return nil, draft.Unreadable("Demandez à la banque un fichier camt ordinaire.", "ligne %d, ce fichier camt déclare un type de document ou des entités : il n'est pas lu.", line)
	case xml.StartElement:
		return nil, r.enter(t, before, line)
	case xml.EndElement:
		r.depth--
		if r.open != nil && r.depth == r.open.depth {
			return r.close()
		}
	}
	return nil, nil
}

func (r *Reader) token() (xml.Token, error) {
	r.window.token = r.xml.InputOffset()
	return r.xml.Token()
}

func (r *Reader) enter(t xml.StartElement, before int64, line int) error {
	switch name := t.Name.Local; {
	case r.open != nil:
		n, err := r.element(t, line)
		if err == nil {
			r.open.take(n)
		}
		return err
	case name == "Stmt" || name == "Rpt" || name == notification:
		r.open, r.from, r.any = newBuilder(name, line, r.depth), before, true
	}
	r.depth++
	if r.depth > maxDepth {
		return tooDeep(line)
	}
	return nil
}

func tooDeep(line int) error {
	return draft.Unreadable("Demandez à la banque un fichier camt ordinaire.", "ligne %d, les éléments du fichier camt sont imbriqués trop profondément.", line)
}

// element reads an element of a statement to its end.
func (r *Reader) element(start xml.StartElement, line int) (*node, error) {
	root := newNode(start, line)
	path, nodes := []*node{root}, 1
	for len(path) > 0 {
		token, err := r.token()
		if err != nil {
			return nil, err
		}
		at, _ := r.xml.InputPos()
		last := path[len(path)-1]
		switch t := token.(type) {
		case xml.Directive:
			return nil, draft.Unreadable("Demandez à la banque un fichier camt ordinaire.", "ligne %d, ce fichier camt déclare des entités : il n'est pas lu.", at)
		case xml.StartElement:
			if nodes++; nodes > maxNodes {
				return nil, draft.Unreadable("Demandez à la banque le détail dans un fichier à part.", "ligne %d, une écriture du fichier camt a plus de %d éléments.", at, maxNodes)
			}
			if len(path) > maxDepth {
				return nil, tooDeep(at)
			}
			n := newNode(t, at)
			last.kids = append(last.kids, n)
			path = append(path, n)
		case xml.CharData:
			if len(last.text)+len(t) <= maxText {
				last.text += string(t)
			}
		case xml.EndElement:
			last.text = charset.Clean(last.text)
			path = path[:len(path)-1]
		}
	}
	return root, nil
}

// close ends the open statement where its element ends.
func (r *Reader) close() (*statement.Draft, error) {
	d, err := r.open.draft(r.given)
	r.open = nil
	if err != nil {
		return nil, err
	}
	d.Offset = r.from
	d.Lead = r.window.cut(r.from)
	d.Raw = r.window.cut(r.xml.InputOffset())
	return d, nil
}

// window keeps the bytes that were read and belong to no statement yet. The limits are here, since
// the decoder reads a token whole before it gives it.
type window struct {
	r     io.Reader
	kept  []byte
	base  int64 // of kept in the file
	token int64 // where the token being read begins
	limit int   // of kept, in bytes
}

func (w *window) Read(p []byte) (int, error) {
	switch {
	case len(w.kept) > w.limit:
		return 0, draft.Unreadable("Demandez un fichier plus court à la banque.", "un relevé du fichier camt dépasse ce qui peut être lu d'un coup (256 Mo).")
	case w.end()-w.token > maxToken:
		return 0, draft.Unreadable("Demandez à la banque un fichier camt ordinaire.", "un texte du fichier camt dépasse 4 Mo.")
	}
	n, err := w.r.Read(p[:min(len(p), 32<<10)])
	w.kept = append(w.kept, p[:n]...)
	return n, err
}

func (w *window) end() int64 { return w.base + int64(len(w.kept)) }

// cut gives the bytes up to an offset, and lets go of them.
func (w *window) cut(to int64) []byte {
	n := int(to - w.base)
	out := bytes.Clone(w.kept[:n])
	rest := copy(w.kept, w.kept[n:])
	w.kept, w.base = w.kept[:rest], to
	if cap(w.kept) > 16<<20 && rest < 1<<20 { // a large statement made room that is not needed again
		w.kept = bytes.Clone(w.kept)
	}
	return out
}
