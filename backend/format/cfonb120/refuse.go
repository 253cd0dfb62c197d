package cfonb120

import (
	"bytes"
	"fmt"
	"io"

	"sobank/backend/fault"
)

// Detect reports whether head, the first 64 KiB of a file or all of it when smaller,
// looks like CFONB120: it holds a record whose zones are all right.
func Detect(head []byte) bool {
	return find(head, func(content []byte, it item) bool {
		return it.kind == itemRecord && startsRecord(content)
	})
}

// hasRecord is less strict: a damaged record is one too, to be read with warnings.
func hasRecord(head []byte) bool {
	return find(head, func(_ []byte, it item) bool { return it.kind == itemRecord })
}

func find(head []byte, good func(content []byte, it item) bool) bool {
	s := scanner{src: source{buf: head, end: len(head), err: io.EOF}, limit: len(head), loose: len(head)}
	for {
		it, ok := s.next()
		if !ok {
			return false
		}
		if good(head[it.at:it.at+it.size], it) {
			return true
		}
	}
}

const accepted = "Le lecteur CFONB120 accepte les relevés de compte de 120 caractères par enregistrement (01, 04, 05, 07), avec ou sans sauts de ligne."

func refusal(format string, args ...any) *fault.Error {
	return fault.New(fault.Unreadable, fmt.Sprintf(format, args...)).WithHint(accepted)
}

func tooLarge(line int) error {
	return refusal("Le relevé en cours à la ligne %d dépasse 256 Mio : il n'est pas lu.", line)
}

func tooLoose(line int) error {
	return refusal("Après la ligne %d, plus de 16 Mio ne sont pas du CFONB120 : la lecture s'arrête là.", line)
}

// refuse says what a file without any CFONB120 record looks like, from its head.
func refuse(head []byte) error {
	if len(head) == 0 {
		return refusal("Le fichier est vide.")
	}
	for _, known := range lookalikes {
		if known.is(head) {
			return refusal("Ce fichier n'est pas un relevé CFONB120 : %s.", known.name)
		}
	}
	return refusal("Ce fichier n'est pas un relevé CFONB120 : il contient du texte dont aucune ligne n'est un enregistrement ; la ligne 1 commence par « %s ».", firstWords(head))
}

// lookalikes are the files that people take for statements, the most certain first.
var lookalikes = []struct {
	name string // completes « … : »
	is   func(head []byte) bool
}{
	{"il ne contient que des zéros binaires", func(b []byte) bool { return len(bytes.Trim(b, "\x00")) == 0 }},
	{"il ne contient que des blancs", isSpace},
	{"c'est une archive ou un classeur (ZIP, XLSX)", begins("PK\x03\x04", "PK\x05\x06")},
	{"c'est un fichier compressé (gzip)", begins("\x1f\x8b")},
	{"c'est un document PDF", begins("%PDF")},
	{"c'est un ancien document Office (XLS, DOC)", begins("\xd0\xcf\x11\xe0")},
	{"c'est un texte en UTF-16 ; enregistrez-le en ASCII ou en UTF-8", isUTF16},
	{"il est codé en EBCDIC ; demandez-le en ASCII à la banque", isEBCDIC},
	{"c'est un fichier OFX", has("OFXHEADER", "<OFX>")},
	{"c'est un fichier XML, peut-être un relevé camt.05x", begins("<?xml", "<Document")},
	{"c'est un fichier QIF", begins("!Type:", "!Account", "!Option")},
	{"c'est un relevé SWIFT MT940", has("{1:F01", "\n:20:", "\n:25:", "\n:60F:")},
	{"c'est un fichier d'ordres CFONB160 ou CFONB240 (virements, prélèvements, effets)", isOrders},
	{"c'est un fichier binaire", isBinary},
	{"il ressemble à un tableau de texte (CSV)", isTable},
}

// unmarked is the head without a UTF-8 mark and leading blanks.
func unmarked(b []byte) []byte {
	return bytes.TrimLeft(bytes.TrimPrefix(b, []byte("\ufeff")), " \t\r\n")
}

func begins(prefixes ...string) func([]byte) bool {
	return func(b []byte) bool {
		b = unmarked(b)
		for _, p := range prefixes {
			if len(b) >= len(p) && bytes.EqualFold(b[:len(p)], []byte(p)) {
				return true
			}
		}
		return false
	}
}

func has(words ...string) func([]byte) bool {
	return func(b []byte) bool {
		for _, w := range words {
			if bytes.Contains(b, []byte(w)) {
				return true
			}
		}
		return false
	}
}

func isSpace(b []byte) bool { return len(bytes.Trim(unmarked(b), " \t\r\n\x00\x1a")) == 0 }

// isUTF16 knows the byte order marks, and text with a zero every other byte.
func isUTF16(b []byte) bool {
	if bytes.HasPrefix(b, []byte("\xff\xfe")) || bytes.HasPrefix(b, []byte("\xfe\xff")) {
		return true
	}
	var zeros [2]int
	for i, c := range b {
		if c == 0 {
			zeros[i%2]++
		}
	}
	many := len(b) / 2 * 9 / 10
	return len(b) >= 8 && (zeros[0] >= many && zeros[1] == 0 || zeros[1] >= many && zeros[0] == 0)
}

// isEBCDIC knows digits F0-F9 and blanks 40, which make up most of a record.
func isEBCDIC(b []byte) bool {
	n := 0
	for _, c := range b {
		if c == 0x40 || c >= 0xF0 && c <= 0xF9 {
			n++
		}
	}
	return len(b) >= width/2 && n > len(b)*6/10
}

// isOrders knows the lines of payment orders: 160 or 240 characters, codes 03, 06, 08 and
// 30 to 39.
func isOrders(b []byte) bool {
	first, _, _ := bytes.Cut(unmarked(b), []byte("\n"))
	first = bytes.TrimRight(first, "\r")
	if len(first) < 2 || !plain(first) {
		return false
	}
	switch string(first[:2]) {
	case "03", "06", "08":
		return len(first) > width
	}
	return first[0] == '3' && isDigit(first[1]) && len(first)%240 == 0
}

// isBinary finds bytes that no text has, or text in no encoding at all.
func isBinary(b []byte) bool {
	odd := 0
	for _, c := range b {
		if c < ' ' && c != '\t' && c != '\r' && c != '\n' && c != 0x1A && c != '\f' {
			odd++
		}
	}
	return odd > len(b)/100
}

func isTable(b []byte) bool {
	first, _, _ := bytes.Cut(unmarked(b), []byte("\n"))
	return bytes.Count(first, []byte(";")) >= 2 || bytes.Count(first, []byte("\t")) >= 2 || bytes.Count(first, []byte(",")) >= 3
}

// firstWords is the beginning of the first line that is not blank, as clean text.
func firstWords(b []byte) string {
	first, _, _ := bytes.Cut(unmarked(b), []byte("\n"))
	first = first[:runesLen(first, 40)]
	var d decoder
	return d.row(string(first), codeDetail).all()
}
