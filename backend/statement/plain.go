package statement

import "strings"

// PlainName keeps the letters and digits of a text, folded, as every system takes them in a
// file name, of most bytes at most; SANS-NOM when there are none.
func PlainName(text string, most int) string {
	kept := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z':
			return r - 'a' + 'A'
		case r >= 'A' && r <= 'Z' || r >= '0' && r <= '9':
			return r
		}
		return '-'
	}, Fold(text))
	kept = strings.Trim(kept, "-")
	for strings.Contains(kept, "--") {
		kept = strings.ReplaceAll(kept, "--", "-")
	}
	if kept = strings.Trim(kept[:min(len(kept), most)], "-"); kept == "" {
		return "SANS-NOM"
	}
	return kept
}
