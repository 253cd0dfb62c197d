package ofx

import (
	"strconv"
	"strings"

	"sobank/backend/charset"
)

// tag is a start or an end of SGML or XML, with the text that follows it.
type tag struct {
	name  string // upper case, without its prefix
	end   bool
	value string
	line  int
}

// readTag reads what stands between one bracket and the next; ok is false for what is no tag.
func readTag(text string, line int) (t tag, ok bool) {
	inside, value, ok := strings.Cut(text, ">")
	if !ok {
		return t, false
	}
	t.line = line
	inside = strings.TrimSpace(inside)
	if t.end = strings.HasPrefix(inside, "/"); t.end {
		inside = inside[1:]
	}
	inside = strings.TrimSuffix(inside, "/")
	if i := strings.IndexAny(inside, " \t\r\n"); i >= 0 { // attributes
		inside = inside[:i]
	}
	if i := strings.LastIndexByte(inside, ':'); i >= 0 {
		inside = inside[i+1:]
	}
	t.name = strings.ToUpper(inside)
	t.value = charset.Clean(unescape(value))
	return t, t.name != ""
}

var entities = map[string]string{"amp": "&", "lt": "<", "gt": ">", "quot": `"`, "apos": "'", "nbsp": " "}

// unescape reads the entities that every file may use, once: what they give is text.
func unescape(text string) string {
	if !strings.ContainsRune(text, '&') {
		return text
	}
	var b strings.Builder
	for {
		before, after, found := strings.Cut(text, "&")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		name, rest, closed := strings.Cut(after, ";")
		char, known := entities[name]
		if !known && closed {
			char, known = numeric(name)
		}
		if !closed || !known {
			b.WriteByte('&')
			text = after
			continue
		}
		b.WriteString(char)
		text = rest
	}
}

func numeric(name string) (string, bool) {
	digits, ok := strings.CutPrefix(name, "#")
	if !ok {
		return "", false
	}
	base := 10
	if hex, isHex := strings.CutPrefix(strings.ToLower(digits), "x"); isHex {
		digits, base = hex, 16
	}
	n, err := strconv.ParseUint(digits, base, 21)
	if err != nil || n == 0 || n > 0x10FFFF {
		return "", false
	}
	return string(rune(n)), true
}
