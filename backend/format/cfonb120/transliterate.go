package cfonb120

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Transliterate turns s into upper-case ASCII, the only text that every reader of CFONB120
// takes: accents fall, « Œ » becomes OE, « € » EUR, quotes and dashes their plain forms, a
// control character a space, and what has no plain form a « ? ».
func Transliterate(s string) string {
	if isPlainUpper(s) {
		return s
	}
	var b strings.Builder
	for _, r := range norm.NFKD.String(s) {
		b.WriteString(plainRune(r))
	}
	return b.String()
}

func isPlainUpper(s string) bool {
	return every(s, func(c byte) bool { return c >= ' ' && c < 0x7F && (c < 'a' || c > 'z') })
}

func plainRune(r rune) string {
	switch {
	case r >= ' ' && r < 0x7F:
		return string(unicode.ToUpper(r))
	case unicode.Is(unicode.Mn, r):
		return ""
	case unicode.IsControl(r), unicode.IsSpace(r):
		return " "
	}
	if plain, ok := plainForms[r]; ok {
		return plain
	}
	return "?"
}

// plainForms is the ASCII of characters that do not decompose into it.
var plainForms = map[rune]string{
	'Œ': "OE", 'œ': "OE", 'Æ': "AE", 'æ': "AE", 'ß': "SS", 'ẞ': "SS", 'Ø': "O", 'ø': "O",
	'Đ': "D", 'đ': "D", 'Ð': "D", 'ð': "D", 'Ł': "L", 'ł': "L", 'Þ': "TH", 'þ': "TH", 'ı': "I",
	'€': "EUR", '£': "GBP", '¥': "JPY", '©': "C", '®': "R", '×': "X", '÷': "/", '·': ".", '•': "-",
	'‘': "'", '’': "'", '‚': "'", '“': "\"", '”': "\"", '„': "\"", '«': "\"", '»': "\"", '‹': "'", '›': "'",
	'‐': "-", '‑': "-", '‒': "-", '–': "-", '—': "-", '−': "-", '⁄': "/", '§': "S", '°': "O", 'µ': "U", 'μ': "U",
	'\u200b': "", '\u200d': "", '\ufeff': "", '\u00ad': "",
}
