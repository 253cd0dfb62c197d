package charset

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// ErrTooLong ends the reading of a file with a piece that no file of its kind has.
var ErrTooLong = errors.New("charset: a piece of the text is too long")

// MaxPiece is the longest piece, in bytes of the file.
const MaxPiece = 1 << 20

// Scanner gives the pieces of a file, each up to and with a delimiter, the last as it is.
type Scanner struct {
	in        *bufio.Reader
	encoding  Encoding
	delimiter byte
	raw       []byte
	err       error
	offset    int64 // of the next piece
	at        int64 // of this one
	line      int   // 1-based, of the next piece
	atLine    int
	carriage  bool // the piece before ended with a lone carriage return
}

// NewScanner reads r, cut after each delimiter, an ASCII character. Cut at '\n', a carriage return
// that stands alone ends a piece, too.
func NewScanner(r io.Reader, e Encoding, delimiter byte) *Scanner {
	return &Scanner{in: bufio.NewReaderSize(r, 64<<10), encoding: e, delimiter: delimiter, line: 1}
}

// Next goes to the next piece; false at the end, or at an error.
func (s *Scanner) Next() bool {
	if s.err != nil {
		return false
	}
	s.raw = s.raw[:0]
	s.at, s.atLine = s.offset, s.line
	if s.encoding.unit == bytewise {
		s.readBytes()
	} else {
		s.readUnits()
	}
	s.offset += int64(len(s.raw))
	if len(s.raw) == 0 {
		if s.err == nil {
			s.err = io.EOF
		}
		return false
	}
	return s.err == nil || errors.Is(s.err, io.EOF)
}

func (s *Scanner) readBytes() {
	for len(s.raw) <= MaxPiece {
		if _, err := s.in.Peek(1); err != nil {
			s.err = err
			return
		}
		waiting := s.waiting()
		n, whole := s.cut(waiting)
		s.raw = append(s.raw, waiting[:n]...)
		s.countLines(waiting[:n])
		_, _ = s.in.Discard(n)
		if whole {
			return
		}
	}
	s.err = ErrTooLong
}

// waiting is what is there without reading more, but for what may follow a carriage return.
func (s *Scanner) waiting() []byte {
	there, _ := s.in.Peek(s.in.Buffered())
	if len(there) == 1 && there[0] == '\r' {
		_, _ = s.in.Peek(2) // an error comes again with the next piece
		there, _ = s.in.Peek(s.in.Buffered())
	}
	return there
}

// cut tells how much of what waits belongs to the piece, and whether it ends there.
func (s *Scanner) cut(waiting []byte) (n int, whole bool) {
	if s.delimiter != '\n' {
		if i := bytes.IndexByte(waiting, s.delimiter); i >= 0 {
			return i + 1, true
		}
		return len(waiting), false
	}
	i := bytes.IndexAny(waiting, "\r\n")
	switch {
	case i < 0:
		return len(waiting), false
	case waiting[i] == '\n':
		return i + 1, true
	case i+1 < len(waiting) && waiting[i+1] == '\n':
		return i + 2, true
	case i+1 < len(waiting):
		return i + 1, true
	case i > 0:
		return i, false // the next look sees what follows the carriage return
	}
	return 1, true // the file ends
}

func (s *Scanner) countLines(part []byte) {
	for i, c := range part {
		if c == '\n' && !(s.carriage && i == 0) || c == '\r' && (i+1 == len(part) || part[i+1] != '\n') {
			s.line++
		}
	}
	s.carriage = len(part) > 0 && part[len(part)-1] == '\r'
}

func (s *Scanner) readUnits() {
	big := s.encoding.unit == utf16BE
	for {
		var two [2]byte
		n, err := io.ReadFull(s.in, two[:])
		s.raw = append(s.raw, two[:n]...)
		if err != nil {
			s.err = io.EOF
			if !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
				s.err = err
			}
			return
		}
		low, high := two[0], two[1]
		if big {
			low, high = high, low
		}
		if high == 0 && low == '\n' {
			s.line++
		}
		if high == 0 && low == s.delimiter {
			return
		}
		if len(s.raw) > MaxPiece {
			s.err = ErrTooLong
			return
		}
	}
}

// Text is the piece, decoded, without a mark at the head of the file.
func (s *Scanner) Text() string {
	raw := s.raw
	if s.at == 0 && s.encoding.mark > 0 && len(raw) >= s.encoding.mark {
		raw = raw[s.encoding.mark:]
	}
	return s.encoding.Decode(raw)
}

// Raw is the piece's bytes, until Next is called again.
func (s *Scanner) Raw() []byte { return s.raw }

// Offset is where the piece begins in the file, in bytes.
func (s *Scanner) Offset() int64 { return s.at }

// Line is the 1-based line on which the piece begins.
func (s *Scanner) Line() int { return s.atLine }

// Err is what ended the reading, nil at the end of the file.
func (s *Scanner) Err() error {
	if errors.Is(s.err, io.EOF) {
		return nil
	}
	return s.err
}

func decode16(raw []byte, big bool) string {
	units := make([]uint16, 0, len(raw)/2)
	for i := 0; i+1 < len(raw); i += 2 {
		u := uint16(raw[i]) | uint16(raw[i+1])<<8
		if big {
			u = uint16(raw[i])<<8 | uint16(raw[i+1])
		}
		units = append(units, u)
	}
	text := string(utf16.Decode(units))
	if len(raw)%2 == 1 {
		text += "\uFFFD"
	}
	return text
}

// Clean makes a text one that screens and files can hold: valid, without control characters,
// single spaces, none at its ends.
func Clean(text string) string {
	if clean(text) {
		return text
	}
	var b strings.Builder
	b.Grow(len(text))
	space := false
	for _, r := range text {
		if r <= ' ' || r == 0x7F || r == '\u00A0' || r == utf8.RuneError && r != '\uFFFD' {
			space = b.Len() > 0
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

func clean(text string) bool {
	for i := range len(text) {
		c := text[i]
		if c >= 0x7F || c < ' ' || c == ' ' && (i == 0 || i == len(text)-1 || text[i-1] == ' ') {
			return false
		}
	}
	return true
}
