package cfonb120

import (
	"bytes"
	"context"
	"errors"
	"io"

	"sobank/backend/civil"
	"sobank/backend/fault"
	"sobank/backend/iban"
	"sobank/backend/statement"
)

// Name is the format's name in statement.Draft.
const Name = "cfonb120"

// headSize is how much of a file is looked at to know whether it is CFONB120.
const headSize = 64 << 10

// Reader reads the statements of a file one after the other. It holds one statement in
// memory, of 256 MiB at most.
type Reader struct {
	scan   scanner
	dates  calendar
	decode decoder
	known  accounts
	block  block

	// held is a record that ended the open block without belonging to it.
	held   item
	isHeld bool

	log   warnings // of no statement
	loose warnings // of what came after the last record, and may be of no statement
	junk  item     // the last item that is no record, to speak of each once

	started bool
	tail    []byte
	err     error // what ended the reading, io.EOF when all was read
}

// NewReader reads CFONB120 from r. Years have two digits in this format: today, the
// import date, decides their century. They are taken nearest to it and never more than
// one year ahead; a zero today reads 70 to 99 as 1970 to 1999.
func NewReader(r io.Reader, today civil.Date) *Reader {
	return &Reader{scan: scanner{src: source{r: r}, limit: maxBlock, loose: maxLoose}, dates: newCalendar(today), known: accounts{}}
}

// Next reads the next statement, which then belongs to the caller. It returns io.EOF at
// the end of the file, and a *fault.Error with code Unreadable for what is no CFONB120,
// cannot be read to its end or holds a statement of more than 256 MiB.
func (r *Reader) Next() (*statement.Draft, error) {
	if r.err == nil && !r.started {
		r.started = true
		r.err = r.checkHead()
	}
	for r.err == nil {
		it, ok := r.item()
		if !ok {
			return r.finish()
		}
		if int(it.end) > r.scan.limit {
			r.err = tooLarge(it.line)
			break
		}
		if r.take(it) {
			return r.emit(), nil
		}
	}
	return nil, r.err
}

// Warnings is the oddities that belong to no statement, such as a line of garbage between
// two of them. It is complete once Next has returned io.EOF.
func (r *Reader) Warnings() []statement.Warning { return r.log.all() }

// Tail is the bytes of the file after its last statement, once Next has returned io.EOF.
func (r *Reader) Tail() []byte { return r.tail }

// checkHead refuses a file that does not begin like CFONB120, before reading more of it.
func (r *Reader) checkHead() error {
	head := r.scan.src.ahead(headSize)
	if err := r.scan.src.err; err != nil && err != io.EOF {
		return broken(err)
	}
	head = head[:min(len(head), headSize)]
	if !hasRecord(head) {
		return refuse(head)
	}
	return nil
}

// item is the record held, or the next of the file.
func (r *Reader) item() (item, bool) {
	if r.isHeld {
		r.isHeld = false
		return r.held, true
	}
	return r.scan.next()
}

// content is the bytes of an item.
func (r *Reader) content(it item) []byte {
	src := &r.scan.src
	at := src.keep + int(it.at)
	return src.buf[at : at+int(it.size)]
}

// take files an item; done is true when the open block is complete.
func (r *Reader) take(it item) (done bool) {
	content := r.content(it)
	switch {
	case it.kind != itemRecord:
		r.note(it, content)
		return false
	case !r.block.open() && it.code == codeDetail:
		r.loose.add(where{it.line, "05", ""}, warnOrphanDetail, "Complément sans opération, laissé de côté : « %s ».", r.quote(content))
		return false
	case r.block.open() && r.block.endsBefore(it, content):
		r.held, r.isHeld = it, true
		return true
	}
	if len(r.loose.list) > 0 {
		r.settle()
	}
	r.block.add(it, content)
	if it.code == codeClosing {
		r.endLine()
		return true
	}
	return false
}

// endLine adds to the block what follows its last record on the same line.
func (r *Reader) endLine() {
	for r.scan.inLine {
		it, ok := r.scan.next()
		if !ok {
			return
		}
		if it.kind != itemExcess {
			r.held, r.isHeld = it, true
			return
		}
		r.note(it, r.content(it))
	}
}

// settle gives the pending warnings to the open block, inside which they turn out to be,
// or to the file.
func (r *Reader) settle() {
	if r.block.open() {
		r.block.log.move(&r.loose)
	} else {
		r.log.move(&r.loose)
	}
}

// note files an item that is no record. Text after a record, on its line, is the block's.
func (r *Reader) note(it item, content []byte) {
	r.warnOf(it, content)
	if it.kind == itemExcess && r.block.open() {
		r.settle()
		r.block.end = int(it.end)
	}
}

// warnOf warns of an item that is no record, once for a line of any length.
func (r *Reader) warnOf(it item, content []byte) {
	again := it.kind == r.junk.kind && it.line == r.junk.line && it.kind != itemUnknown
	if again || isBlank(content) {
		return
	}
	r.junk = it
	if r.loose.full() {
		r.loose.dropped++ // without the cost of quoting
		return
	}
	switch at := (where{line: it.line}); it.kind {
	case itemUnknown:
		at.record = string(content[:2])
		r.loose.add(at, warnUnknownRecord, "Enregistrement « %s » inconnu du format CFONB120, laissé de côté : « %s ».", at.record, r.quote(content))
	case itemExcess:
		r.loose.add(at, warnExcess, "Texte après le 120e caractère, laissé de côté : « %s ».", r.quote(content))
	default:
		r.loose.add(at, warnNotRecord, "Ligne qui n'est pas un enregistrement CFONB120, laissée de côté : « %s ».", r.quote(content))
	}
}

// quote is the beginning of an item as clean text.
func (r *Reader) quote(content []byte) string {
	return r.decode.row(string(content[:min(len(content), 4*width)]), codeDetail).all()
}

// emit makes the draft of the open block and closes it.
func (r *Reader) emit() *statement.Draft {
	b, src := &r.block, &r.scan.src
	bytes := bytes.Clone(src.buf[src.keep : src.keep+b.end])
	truncated := r.truncated()
	draft := r.build(string(bytes[b.start:]))
	draft.Truncated = truncated
	draft.Lead, draft.Raw = bytes[:b.start:b.start], bytes[b.start:]
	draft.Offset = src.offset() + int64(b.start)
	r.scan.release(b.end)
	r.held.at -= uint32(b.end)  // #nosec G115 -- a statement is under maxBlock, 256 MiB; of no meaning when no record is held
	r.held.end -= uint32(b.end) // #nosec G115 -- a statement is under maxBlock, 256 MiB
	b.reset()
	return draft
}

// finish ends the reading: the open block first, then the end of the file.
func (r *Reader) finish() (*statement.Draft, error) {
	if err := r.scan.err; err != io.EOF {
		r.err = broken(err)
		return nil, r.err
	}
	if r.block.open() {
		return r.emit(), nil
	}
	r.settle()
	src := &r.scan.src
	r.tail = bytes.Clone(src.buf[src.keep:src.end])
	src.buf = nil
	r.err = io.EOF
	return nil, r.err
}

// broken is the error of a file that cannot be read to its end.
func broken(err error) error {
	if _, ok := errors.AsType[*fault.Error](err); ok || errors.Is(err, context.Canceled) {
		return err
	}
	return fault.New(fault.Unreadable, "La lecture du fichier s'est arrêtée avant sa fin.").
		WithHint("Vérifiez que le fichier est complet, puis recommencez.").WithCause(err)
}

// accounts remembers the IBANs of a file's accounts, which come back every day.
type accounts map[iban.RIB]iban.IBAN

// maxAccounts bounds that memory; a firm has a few thousand accounts.
const maxAccounts = 10_000

// of is the RIB's IBAN, empty when the zones are no French RIB.
func (a accounts) of(rib iban.RIB) iban.IBAN {
	if known, ok := a[rib]; ok {
		return known
	}
	found, ok := rib.IBAN()
	if !ok {
		return ""
	}
	if len(a) >= maxAccounts {
		clear(a)
	}
	// The RIB inside the IBAN is the key, so as not to keep the statement's text.
	own, _ := found.RIB()
	a[own] = found
	return found
}
