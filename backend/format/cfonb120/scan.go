package cfonb120

import (
	"bytes"
	"unicode/utf8"
)

// lookahead is how far a line is looked at. A line is cut there: what belongs to a record
// lies within its first 500 bytes.
const lookahead = 4 << 10

// item is what the scanner found: a record, or something that is none. It is small enough
// to travel in registers.
type item struct {
	line     int    // 1-based
	at, size uint32 // the record's bytes, from the source's keep on, without the line break
	end      uint32 // where the next item starts, from keep on
	code     byte
	kind     itemKind
	plain    bool // printable ASCII, at most 120 bytes
	same     bool // names the account in the same bytes as the record before it
}

type itemKind uint8

const (
	itemRecord  itemKind = iota
	itemUnknown          // a record whose code CFONB120 does not have
	itemJunk             // a line that is no record
	itemExcess           // text between a record's end and the line's
)

// scanner cuts a file into records: lines, or slices of 120 characters when there are no
// line breaks, or any mixture of both.
type scanner struct {
	src    source
	line   int   // of the last item
	inLine bool  // the last item did not end its line
	inJunk bool  // … and no record has begun on that line yet
	last   int   // where the last record ended, from keep on
	limit  int   // bytes that a statement may take: maxBlock but in tests
	loose  int   // bytes in a row that may be of no statement: maxLoose but in tests
	err    error // why there is no next item

	// The account zones of the record before, to know those of the next at a glance.
	zone    [21]byte
	hasZone bool
}

// next finds the next item; ok is false at the end of the file or on an error: see err.
func (s *scanner) next() (it item, ok bool) {
	if it, ok := s.fast(s.src.ahead(width + 40)); ok {
		return it, true
	}
	return s.slow()
}

// fast reads the ordinary record: 120 characters of ASCII, then a line break or another
// record of the same account.
func (s *scanner) fast(w []byte) (it item, ok bool) {
	if len(w) < width+40 || w[0] != '0' || !isCode(w[1]) {
		return item{}, false
	}
	next := afterRecord(w)
	if next == 0 || !plain(w[:width]) || !s.knows(w) {
		return item{}, false
	}
	same := s.hasZone
	s.remember(w)
	return s.take(item{size: width, code: w[1], plain: true, same: same}, next, next > width), true
}

// afterRecord is where the bytes after a record and its line break start, 0 when
// something else follows the record.
func afterRecord(w []byte) int {
	switch c := w[width]; {
	case c == '\r' && w[width+1] == '\n':
		return width + 2
	case c == '\r' || c == '\n':
		return width + 1
	case c == '0' && startsRecord(w[width:]):
		return width
	case c == ' ':
		return afterBlanks(w)
	}
	return 0
}

// afterBlanks is afterRecord for the lines of 122 characters and the like.
func afterBlanks(w []byte) int {
	n := width + blankLen(w[width:])
	if text, brk := cutLine(w[n:]); len(text) == 0 && n+brk < len(w) {
		return n + brk
	}
	return 0
}

// knows reports whether w begins as a record, at no cost when it names its account as the
// record before it did.
func (s *scanner) knows(w []byte) bool {
	if s.hasZone = s.hasZone && [21]byte(w[11:32]) == s.zone; s.hasZone {
		return true
	}
	return shapeOf(w) == shapeRecord
}

func (s *scanner) remember(w []byte) {
	if !s.hasZone {
		s.zone, s.hasZone = [21]byte(w[11:32]), true
	}
}

// take counts the line, places the item and moves on, by length bytes.
func (s *scanner) take(it item, length int, endsLine bool) item {
	if !s.inJunk && it.kind != itemExcess {
		s.line++
	}
	it.line, it.at = s.line, uint32(s.src.held()) // #nosec G115 -- a statement is under maxBlock, 256 MiB
	s.src.pos += length
	it.end = uint32(s.src.held()) // #nosec G115 -- a statement is under maxBlock, 256 MiB
	s.inLine, s.inJunk = !endsLine, !endsLine && it.kind == itemJunk
	if it.kind == itemRecord {
		s.last = s.src.held()
	}
	return it
}

// release lets go of n bytes from keep on: a statement was made of them.
func (s *scanner) release(n int) {
	s.src.release(n)
	s.last = 0
}

// tooMuch is the error of a file that would fill the memory.
func (s *scanner) tooMuch() error {
	switch {
	case s.src.held() > s.limit:
		return tooLarge(s.line)
	case s.src.held()-s.last > s.loose:
		return tooLoose(s.line)
	}
	return nil
}

// slow reads anything else.
func (s *scanner) slow() (it item, ok bool) {
	s.hasZone = false
	for {
		w := s.src.ahead(lookahead + 1)
		if s.err = s.tooMuch(); s.err == nil && len(w) == 0 {
			s.err = s.src.err
		}
		if s.err != nil {
			return item{}, false
		}
		if s.skipBlank(w) {
			continue
		}
		text, brk := cutLine(w)
		return s.item(text, brk), true
	}
}

// skipBlank passes over a blank line, what pads a file, a byte order mark.
func (s *scanner) skipBlank(w []byte) bool {
	if bytes.HasPrefix(w, []byte("\ufeff")) {
		s.src.pos += len("\ufeff")
		return true
	}
	n := 0
	for n < len(w) && (w[n] == 0 || w[n] == 0x1A) {
		n++
	}
	if n > 0 {
		s.src.pos += n
		return true
	}
	text, brk := cutLine(w)
	if !isBlank(text) {
		return false
	}
	s.src.pos += len(text) + brk
	if brk > 0 && !s.inLine {
		s.line++
	}
	s.inLine, s.inJunk = s.inLine && brk == 0, s.inJunk && brk == 0
	return true
}

// cutLine splits the line that w begins with from its break, CRLF, LF or CR; brk is 0 when
// the break is not in w.
func cutLine(w []byte) (text []byte, brk int) {
	text = w[:min(len(w), lookahead)]
	if lf := bytes.IndexByte(text, '\n'); lf >= 0 {
		text, brk = text[:lf], 1
	}
	n := bytes.IndexByte(text, '\r')
	if n < 0 {
		return text, brk
	}
	if bytes.HasPrefix(w[n:], []byte("\r\n")) {
		return w[:n], 2
	}
	return w[:n], 1
}

// item reads what a line that is not blank begins with.
func (s *scanner) item(text []byte, brk int) item {
	switch shapeOf(text) {
	case shapeRecord:
		return s.record(text, brk, itemRecord)
	case shapeUnknown:
		return s.record(text, brk, itemUnknown)
	}
	return s.junk(text, brk)
}

// junk takes what is no record: up to the next one on the line, else the line, of which
// what may begin a record stays when its end is not in sight.
func (s *scanner) junk(text []byte, brk int) item {
	size := len(text)
	if q := findRecord(text, 1); q > 0 {
		size, brk = q, 0
	} else if brk == 0 && size == lookahead {
		size -= width
	}
	it := item{size: uint32(size), kind: itemJunk} // #nosec G115 -- a statement is under maxBlock, 256 MiB
	if s.inLine && !s.inJunk {
		it.kind = itemExcess
	}
	return s.take(it, size+brk, brk > 0)
}

// record takes one record off the line: up to the next record, or the whole line.
func (s *scanner) record(text []byte, brk int, kind itemKind) item {
	cut, rest := measure(text)
	it := item{size: uint32(cut), code: text[1], kind: kind, plain: cut <= width && plain(text[:cut])} // #nosec G115 -- a statement is under maxBlock, 256 MiB
	if rest == len(text) {
		return s.take(it, rest+brk, brk > 0)
	}
	return s.take(it, rest, false)
}

// measure tells where the record that text begins with ends, and where what follows it on
// the line starts. A record has 120 characters, which are 120 bytes or more: the length
// kept is the one that leads to the next record or to the end of the line.
func measure(text []byte) (cut, rest int) {
	byBytes, byRunes := min(width, len(text)), runesLen(text, width)
	for _, cut := range [2]int{byRunes, byBytes} {
		rest := cut + blankLen(text[cut:])
		if rest == len(text) || startsRecord(text[rest:]) {
			return cut, rest
		}
	}
	if q := findRecord(text, 41); q > 0 { // a record that lost or gained characters
		byRunes = min(q, byRunes)
	}
	return byRunes, byRunes
}

// blankLen is the length of the padding that b begins with.
func blankLen(b []byte) (n int) {
	for n < len(b) && isBlank(b[n:n+1]) {
		n++
	}
	return n
}

// runesLen is the number of bytes of the first n characters of b; a byte that is no UTF-8
// is one character.
func runesLen(b []byte, n int) (size int) {
	if plain(b[:min(n, len(b))]) {
		return min(n, len(b))
	}
	for ; n > 0 && size < len(b); n-- {
		_, width := utf8.DecodeRune(b[size:])
		size += width
	}
	return size
}

// findRecord looks for a record that starts within the line, at from or after; 0 is none.
func findRecord(text []byte, from int) int {
	for q := from; q+40 <= len(text); q++ {
		n := bytes.IndexByte(text[q:len(text)-39], '0')
		if n < 0 {
			return 0
		}
		if q += n; startsRecord(text[q:]) {
			return q
		}
	}
	return 0
}
