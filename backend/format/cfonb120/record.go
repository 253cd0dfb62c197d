package cfonb120

// width is the number of characters of a record, whatever its number of bytes.
const width = 120

// Record codes, by their second digit: all of CFONB120 begin with 0.
const (
	codeOpening   = '1' // 01, old balance
	codeOperation = '4' // 04, operation
	codeDetail    = '5' // 05, complement of the operation before it
	codeClosing   = '7' // 07, new balance
)

func isCode(c byte) bool {
	return c == codeOperation || c == codeDetail || c == codeOpening || c == codeClosing
}

// row is one record as columns. A record of plain ASCII is its own bytes, possibly cut
// short by a program that trims lines; any other has the start of each column in cols.
type row struct {
	s    string
	cols *[width + 1]uint16
}

// field is the columns from to to, 1-based and both included, as the specification
// counts. It is shorter than its zone at the end of a trimmed line.
func (r row) field(from, to int) string {
	if r.cols != nil {
		return r.s[r.cols[from-1]:r.cols[to]]
	}
	if to <= len(r.s) {
		return r.s[from-1 : to]
	}
	if from > len(r.s) {
		return ""
	}
	return r.s[from-1:]
}

// The zones of the records. Names and positions are the specification's.
func (r row) bank() string       { return r.field(3, 7) }
func (r row) bankCode() string   { return r.field(8, 11) }
func (r row) branch() string     { return r.field(12, 16) }
func (r row) currency() string   { return r.field(17, 19) }
func (r row) decimals() string   { return r.field(20, 20) }
func (r row) account() string    { return r.field(22, 32) }
func (r row) code() string       { return r.field(33, 34) }
func (r row) date() string       { return r.field(35, 40) }
func (r row) rejectCode() string { return r.field(41, 42) }
func (r row) valueDate() string  { return r.field(43, 48) }
func (r row) label() string      { return r.field(49, 79) }
func (r row) entry() string      { return r.field(82, 88) }
func (r row) exempt() string     { return r.field(89, 89) }
func (r row) unavail() string    { return r.field(90, 90) }
func (r row) amount() string     { return r.field(91, 104) }
func (r row) reference() string  { return r.field(105, 120) }
func (r row) qualifier() string  { return r.field(46, 48) }
func (r row) info() string       { return r.field(49, 118) }

// Zones that only the older layout of record 05 fills.
func (r row) oldReserved() string { return r.field(41, 45) }
func (r row) oldLabel() string    { return r.field(41, 81) }

// all is the whole record without its trailing blanks, to quote in a message.
func (r row) all() string { return trimRight(r.field(1, width)) }

// trimRight and trim take ASCII spaces away, eight at a time where they can: zones are
// mostly blank. They stand for strings.TrimSpace in the inner loop, where its Unicode
// rules cost more than all the rest of a field's decoding.
func trimRight(s string) string {
	for len(s) >= 8 && s[len(s)-8:] == "        " {
		s = s[:len(s)-8]
	}
	for len(s) > 0 && s[len(s)-1] == ' ' {
		s = s[:len(s)-1]
	}
	return s
}

func trim(s string) string {
	for len(s) > 0 && s[0] == ' ' {
		s = s[1:]
	}
	return trimRight(s)
}

// upper folds ASCII letters only when there is one to fold: real files have none.
func upper(s string) string {
	for i := range len(s) {
		if s[i] >= 'a' && s[i] <= 'z' {
			return foldUpper(s)
		}
	}
	return s
}

func foldUpper(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'a' && c <= 'z' {
			b[i] = c - 'a' + 'A'
		}
	}
	return string(b)
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isLetter(c byte) bool { return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' }

func isAlnum(c byte) bool { return isDigit(c) || isLetter(c) }

// every reports whether all bytes of s satisfy ok.
func every[T string | []byte](s T, ok func(byte) bool) bool {
	for i := range len(s) {
		if !ok(s[i]) {
			return false
		}
	}
	return true
}
