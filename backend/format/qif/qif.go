// Package qif reads QIF, Quicken's file of operations: one field a line, by its first letter.
//
//	r := qif.NewReader(file, today, account, "dmy")
//	draft, err := r.Next() // io.EOF after the last list of operations
//
// QIF names no account and gives no balances, and writes dates in the order of whoever wrote it.
// Without an account the file asks for it. The order of dates is taken when the file leaves one
// alone that makes every line a day; else it asks, and says which orders there are.
//
// Source: Intuit, « Quicken interchange format (QIF) files », 2006.
package qif

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"

	"sobank/backend/charset"
	"sobank/backend/civil"
	"sobank/backend/draft"
	"sobank/backend/iban"
	"sobank/backend/statement"
)

// Name is the format's name in statement.Draft.
const Name = "qif"

const (
	headSize     = 64 << 10
	maxStatement = 256 << 20 // bytes of the file
	maxLines     = 2000      // of one operation
)

// Reader reads the lists of a file one after the other. It holds one in memory.
type Reader struct {
	in      *bufio.Reader
	scan    *charset.Scanner
	today   civil.Date
	account iban.IBAN
	order   string
	started bool

	pending []byte
	offset  int64
	from    int
	open    *builder
	any     bool
	log     draft.Log
	tail    []byte
	err     error
}

// NewReader reads QIF from r, as the statement of an account. order is the order of days, months
// and years, "dmy", "mdy" or "ymd"; "" leaves it to the file.
func NewReader(r io.Reader, today civil.Date, account iban.IBAN, order string) *Reader {
	return &Reader{in: bufio.NewReaderSize(r, headSize), today: today, account: account, order: order}
}

// Detect reports whether a file begins like QIF.
func Detect(head []byte) bool {
	text := strings.TrimLeft(charset.Detect(head, "").Decode(head), "\uFEFF \t\r\n")
	low := strings.ToLower(text[:min(len(text), 200)])
	low = strings.TrimLeft(low, "^\r\n ") // some begin with the end of nothing
	return strings.HasPrefix(low, "!type:") || strings.HasPrefix(low, "!account") || strings.HasPrefix(low, "!option:") || strings.HasPrefix(low, "!clear:")
}

// lists are the types that hold operations of an account.
var lists = map[string]bool{"bank": true, "ccard": true, "cash": true, "oth a": true, "oth l": true}

// Next reads the next list, which then belongs to the caller. It returns io.EOF at the end of the
// file; Unreadable for what is no QIF, cannot be read to its end or holds a list of more than
// 256 MiB; Invalid with the field « account » or « dates » for what the file leaves open.
func (r *Reader) Next() (*statement.Draft, error) {
	if !r.started {
		r.started = true
		r.err = r.start()
	}
	for r.err == nil {
		if !r.scan.Next() {
			return r.finish()
		}
		done, err := r.line(strings.TrimRight(r.scan.Text(), "\r\n"))
		r.pending = append(r.pending, r.scan.Raw()...)
		if err == nil && len(r.pending) > maxStatement {
			err = draft.Unreadable("Demandez un fichier plus court à la banque.", "ligne %d, la liste dépasse ce qui peut être lu d'un coup (256 Mo).", r.scan.Line())
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

// Warnings are those of no list, complete after io.EOF.
func (r *Reader) Warnings() []statement.Warning { return r.log.Take() }

// Tail is the bytes after the last list.
func (r *Reader) Tail() []byte { return r.tail }

func (r *Reader) start() error {
	head, err := r.in.Peek(headSize)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if !Detect(head) {
		return draft.Unreadable("Les formats lus sont décrits dans l'aide, « Quels fichiers importer ».", "ce fichier n'est pas un fichier QIF.")
	}
	r.scan = charset.NewScanner(r.in, charset.Detect(head, ""), '\n')
	return nil
}

// line files a line, which is not in pending yet.
func (r *Reader) line(text string) (done *statement.Draft, err error) {
	if header, ok := strings.CutPrefix(strings.ToLower(strings.TrimSpace(text)), "!"); ok {
		kind, isType := strings.CutPrefix(header, "type:")
		if r.open != nil {
			done, err = r.cut(len(r.pending))
		}
		if kind = strings.TrimSpace(kind); isType && lists[kind] {
			r.from, r.any = len(r.pending), true
			r.open = &builder{line: r.scan.Line(), today: r.today}
		} else if isType {
			r.log.Add(r.scan.Line(), "!", "type", draft.Unknown, "La liste « %s » n'est pas un relevé de compte : elle est laissée de côté.", draft.Excerpt(charset.Clean(kind)))
		}
		return done, err
	}
	if r.open != nil {
		r.open.take(text, r.scan.Line())
	}
	return nil, nil
}

func (r *Reader) cut(end int) (*statement.Draft, error) {
	d, err := r.open.draft(r.account, r.order)
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
	switch err := r.scan.Err(); {
	case errors.Is(err, charset.ErrTooLong):
		r.err = draft.Unreadable("Redemandez le fichier : il est abîmé.", "ligne %d, une ligne du fichier QIF est trop longue.", r.scan.Line())
	case err != nil:
		r.err = err
	case r.open != nil:
		d, err := r.cut(len(r.pending))
		r.err = err
		return d, err
	case !r.any:
		r.err = draft.Unreadable("Demandez à la banque les opérations de vos comptes.", "ce fichier QIF ne contient aucune liste d'opérations d'un compte.")
	default:
		r.err, r.tail = io.EOF, r.pending
	}
	return nil, r.err
}
