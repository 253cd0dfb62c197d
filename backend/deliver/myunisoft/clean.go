package myunisoft

import (
	"encoding/base64"
	"net/url"
	"regexp"
	"strings"
	"unicode"
)

// masked stands where a secret was.
const masked = "•••"

// Bounds of what is kept of the partner's words, in runes.
const (
	longestWords = 500
	longestCode  = 80
	longestRead  = 64 << 10 // in bytes, before anything else
)

// tokenLike finds what looks like somebody's credential even when it is not ours: an
// Authorization value, and a JWT or the start of one.
var tokenLike = regexp.MustCompile(`(?i:bearer)\s+[^\s"',;]+|eyJ[A-Za-z0-9_-]{8,}[A-Za-z0-9_.-]*`)

// part is how much of a secret, in characters, is not shown either; a word is what may
// hold as much.
const part = 10

var word = regexp.MustCompile(`[!-~]{10,}`)

// clean makes the partner's words fit to be kept and shown: no control character, no
// secret of ours, and at most max runes. Secrets go before the cut, which could leave one
// half of one.
func (s session) clean(text string, max int) string {
	text = text[:min(len(text), longestRead)]
	text = strings.Join(strings.Fields(strings.Map(printable, text)), " ")
	for _, secret := range s.secrets() {
		text = mask(text, secret)
	}
	text = tokenLike.ReplaceAllString(text, masked)
	if runes := []rune(text); len(runes) > max {
		return string(runes[:max-1]) + "…"
	}
	return text
}

func printable(r rune) rune {
	switch {
	case unicode.IsSpace(r):
		return ' '
	case unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == unicode.ReplacementChar:
		return -1
	}
	return r
}

// mask hides a secret in the forms in which an answer may repeat it.
func mask(text, secret string) string {
	for _, form := range []string{secret, url.QueryEscape(secret), url.PathEscape(secret),
		base64.StdEncoding.EncodeToString([]byte(secret)), base64.RawURLEncoding.EncodeToString([]byte(secret))} {
		if form != "" {
			text = strings.ReplaceAll(text, form, masked)
		}
	}
	return word.ReplaceAllStringFunc(text, func(w string) string {
		if sharesPart(w, secret) {
			return masked
		}
		return w
	})
}

// sharesPart reports whether a word holds a good part of a secret: the last part of a
// token alone is as good as a password.
func sharesPart(w, secret string) bool {
	for at := 0; at+part <= len(w); at++ {
		if strings.Contains(secret, w[at:at+part]) {
			return true
		}
	}
	return false
}
