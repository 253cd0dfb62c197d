package sheet

import (
	"strings"
	"unicode"
)

// maxName bounds the name of a file, in characters and without its extension.
const maxName = 80

// FileName keeps of a text what every system takes in the name of a file.
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
	return s
}
