// Package charset reads text files in the character sets of French banks, piece by piece, with
// the bytes of the file beside the text: what is kept of a file are its bytes.
//
//	s := charset.NewScanner(file, charset.Detect(head, ""), '\n')
//	for s.Next() {
//		s.Text() // decoded
//		s.Raw()  // as they stand in the file; put end to end they are the file
//	}
//	s.Err()
//
// Detection: a mark at the head, else what the file declares, else its content: text that is
// valid UTF-8 is taken as such, other text as windows-1252, or as ISO-8859-15 when its bytes are
// characters that only make sense there.
package charset

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Encoding is how a file writes its characters.
type Encoding struct {
	Name    string // for people: "UTF-8"
	mark    int    // bytes of the mark at the head
	unit    unit
	table   *charmap.Charmap // of single bytes; nil for UTF
	guessed bool             // a line that is no UTF-8 is read as windows-1252
}

type unit int

const (
	bytewise unit = iota
	utf16LE
	utf16BE
)

// The encodings.
var (
	UTF8        = Encoding{Name: "UTF-8"}
	UTF16LE     = Encoding{Name: "UTF-16LE", unit: utf16LE}
	UTF16BE     = Encoding{Name: "UTF-16BE", unit: utf16BE}
	Windows1252 = Encoding{Name: "windows-1252", table: charmap.Windows1252}
	Latin9      = Encoding{Name: "ISO-8859-15", table: charmap.ISO8859_15}
	Latin1      = Encoding{Name: "ISO-8859-1", table: charmap.Windows1252} // as browsers read it
)

// declared are the names that files use.
var declared = map[string]Encoding{
	"UTF8": UTF8, "UNICODE": UTF8, "USASCII": UTF8, "ASCII": UTF8,
	"UTF16": UTF16LE, "UTF16LE": UTF16LE, "UTF16BE": UTF16BE,
	"1252": Windows1252, "WINDOWS1252": Windows1252, "CP1252": Windows1252,
	"ISO88591": Latin1, "88591": Latin1, "LATIN1": Latin1,
	"ISO885915": Latin9, "885915": Latin9, "LATIN9": Latin9,
}

// Named finds an encoding by a name that a file declares; ok is false for one that is unknown.
func Named(name string) (e Encoding, ok bool) {
	e, ok = declared[strings.Map(plain, strings.ToUpper(name))]
	return e, ok
}

func plain(r rune) rune {
	if r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
		return r
	}
	return -1
}

// Detect tells how a file is written from its first bytes, and from the name that it declares,
// "" when it declares none.
func Detect(head []byte, name string) Encoding {
	switch {
	case bytes.HasPrefix(head, []byte("\xEF\xBB\xBF")):
		return Encoding{Name: UTF8.Name, mark: 3}
	case bytes.HasPrefix(head, []byte("\xFF\xFE")):
		return Encoding{Name: UTF16LE.Name, unit: utf16LE, mark: 2}
	case bytes.HasPrefix(head, []byte("\xFE\xFF")):
		return Encoding{Name: UTF16BE.Name, unit: utf16BE, mark: 2}
	}
	if e, ok := withoutMark(head); ok {
		return e
	}
	e, ok := Named(name)
	wide := e.unit != bytewise // declared, and yet the bytes are single
	if ok && !wide && (e.table != nil || validUTF8(head)) {
		return e
	}
	if validUTF8(head) {
		return Encoding{Name: UTF8.Name, guessed: true}
	}
	return single(head)
}

// withoutMark sees UTF-16 by the zeros beside the ASCII characters of its first bytes.
func withoutMark(head []byte) (e Encoding, ok bool) {
	if len(head) < 8 {
		return e, false
	}
	low, high := 0, 0
	for i := 0; i+1 < min(len(head), 64); i += 2 {
		if head[i] == 0 && head[i+1] != 0 {
			high++
		}
		if head[i] != 0 && head[i+1] == 0 {
			low++
		}
	}
	n := min(len(head), 64) / 2
	switch {
	case low > n*3/4:
		return UTF16LE, true
	case high > n*3/4:
		return UTF16BE, true
	}
	return e, false
}

// validUTF8 reports whether bytes are UTF-8, but for a character that is cut at their end.
func validUTF8(head []byte) bool {
	for range utf8.UTFMax {
		if utf8.Valid(head) {
			return true
		}
		if n := len(head); n > 0 && head[n-1] >= 0x80 {
			head = head[:n-1]
			continue
		}
		return false
	}
	return false
}

// single tells the two tables of single bytes apart. 0x80 to 0x9F are characters in windows-1252
// only; ¤, ¼, ½ and ¾, which it has where ISO-8859-15 has €, Œ, œ and Ÿ, stand in no bank's label.
func single(head []byte) Encoding {
	latin9 := false
	for _, c := range head {
		if c >= 0x80 && c <= 0x9F {
			return Windows1252
		}
		latin9 = latin9 || c == 0xA4 || c == 0xBC || c == 0xBD || c == 0xBE
	}
	if latin9 {
		return Latin9
	}
	return Windows1252
}

// Decode gives the text of bytes of the file. What is no character becomes U+FFFD.
func (e Encoding) Decode(raw []byte) string {
	switch {
	case e.unit != bytewise:
		return decode16(raw, e.unit == utf16BE)
	case e.table != nil:
		return decodeTable(raw, e.table)
	case utf8.Valid(raw):
		return string(raw)
	case e.guessed:
		return decodeTable(raw, charmap.Windows1252)
	}
	return strings.ToValidUTF8(string(raw), "\uFFFD")
}

func decodeTable(raw []byte, table *charmap.Charmap) string {
	ascii := true
	for _, c := range raw {
		ascii = ascii && c < 0x80
	}
	if ascii {
		return string(raw)
	}
	var b strings.Builder
	b.Grow(len(raw) + len(raw)/4)
	for _, c := range raw {
		b.WriteRune(table.DecodeByte(c))
	}
	return b.String()
}

// Encode writes ASCII text as the file writes it.
func (e Encoding) Encode(ascii string) []byte {
	if e.unit == bytewise {
		return []byte(ascii)
	}
	out := make([]byte, 0, 2*len(ascii))
	for i := range len(ascii) {
		if e.unit == utf16BE {
			out = append(out, 0, ascii[i])
		} else {
			out = append(out, ascii[i], 0)
		}
	}
	return out
}
