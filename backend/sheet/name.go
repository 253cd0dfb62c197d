package sheet

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The most of a file's name without its extension: systems take 255 bytes, with the extension and
// what marks it as unfinished.
const (
	maxName  = 80  // characters
	maxBytes = 200 // in UTF-8
)

// devices are the names that Windows keeps for itself, whatever their case and extension.
var devices = regexp.MustCompile(`(?i)^(CON|PRN|AUX|NUL|CONIN|CONOUT|(COM|LPT)[0-9\x{B9}\x{B2}\x{B3}])$`)

// FileName keeps of a text what every system takes in the name of a file: letters, digits, hyphens
// and single spaces, so no separator, point, control nor sign that turns the text around. "" when
// nothing is left. Source of the names: Microsoft, « Naming Files, Paths, and Namespaces ».
func FileName(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' || r == '_' {
			return r
		}
		return ' '
	}, s)
	s = strings.Join(strings.Fields(s), " ")
	if runes := []rune(s); len(runes) > maxName {
		s = strings.TrimSpace(string(runes[:maxName]))
	}
	for len(s) > maxBytes {
		_, size := utf8.DecodeLastRuneInString(s)
		s = strings.TrimSpace(s[:len(s)-size])
	}
	if devices.MatchString(s) {
		return s + "_"
	}
	return s
}
