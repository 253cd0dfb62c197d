// Package iban reads and prints IBANs and French RIBs and checks their keys.
//
// Sources: ISO 13616 (IBAN, check digits by ISO 7064 MOD 97-10) and the CFB's RIB key.
//
//	i, err := iban.Parse("FR76 3000 4458 5645 8565 2332 208")
//	i.Format()  // "FR76 30004 45856 45856523322 08"
package iban

import (
	"strings"
	"unicode"

	"sobank/backend/fault"
)

// IBAN is a checked account number, upper case without spaces.
type IBAN string

// RIB names a French or Monegasque account: bank (5 digits), branch (5 digits), account
// number (11 digits or letters). Other countries' accounts do not fit in one.
type RIB struct{ Bank, Branch, Number string }

// Parse reads an IBAN typed or pasted with any spacing and checks its length and keys. It
// answers fault.Invalid on field "iban" otherwise.
func Parse(s string) (IBAN, error) {
	t := Normalize(s)
	if t == "" {
		return "", invalid("L'IBAN est vide.")
	}
	if len(t) < minLength || len(t) > maxLength || !wellFormed(t) {
		return "", invalid("« %s » n'a pas la forme d'un IBAN.", excerpt(s)).
			WithHint("Un IBAN commence par deux lettres de pays et deux chiffres, par exemple FR76 30004 …")
	}
	i := IBAN(t)
	if want, known := lengths[i.Country()]; known && len(t) != want {
		return "", invalid("L'IBAN « %s » a %d caractères : un IBAN du pays %s en a %d.", i.Format(), len(t), i.Country(), want)
	}
	// 00, 01 and 99 have the same remainder as 97, 98 and 02, but are never issued.
	if check := t[2:4]; mod97(t[4:]+t[:4]) != 1 || check < "02" || check > "98" {
		return "", invalid("La clé de l'IBAN « %s » est fausse : un caractère est sans doute mal recopié.", i.Format())
	}
	if err := i.checkRIB(); err != nil {
		return "", err
	}
	return i, nil
}

// checkRIB wants a RIB with its key inside a French or Monegasque IBAN, and nothing of
// others.
func (i IBAN) checkRIB() error {
	if !i.french() {
		return nil
	}
	rib, ok := i.RIB()
	if !ok {
		return invalid("L'IBAN « %s » ne contient pas de RIB : code banque et code guichet sont des chiffres.", i.Format())
	}
	if rib.Key() != string(i[25:]) {
		return invalid("La clé RIB de l'IBAN « %s » est fausse : un caractère est sans doute mal recopié.", i.Format())
	}
	return nil
}

func invalid(format string, args ...any) *fault.Error {
	return fault.Newf(fault.Invalid, format, args...).WithField("iban")
}

// excerpt keeps what a message quotes to the size of an IBAN with its spaces.
func excerpt(s string) string {
	const most = 50
	if r := []rune(strings.ToValidUTF8(s, "?")); len(r) > most {
		return string(r[:most]) + "…"
	}
	return strings.ToValidUTF8(s, "?")
}

// Normalize takes spaces (of any kind, seen or not), dots and dashes out and folds to
// upper case.
func Normalize(s string) string {
	const zeroWidthSpace, byteOrderMark = 0x200B, 0xFEFF
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z':
			return r - 'a' + 'A'
		case unicode.IsSpace(r), unicode.Is(unicode.Pd, r), r == '.', r == zeroWidthSpace, r == byteOrderMark:
			return -1
		}
		return r
	}, s)
}

func wellFormed(t string) bool {
	for i := range len(t) {
		letter, digit := t[i] >= 'A' && t[i] <= 'Z', t[i] >= '0' && t[i] <= '9'
		if i < 2 && !letter || (i == 2 || i == 3) && !digit || !letter && !digit {
			return false
		}
	}
	return true
}

// mod97 reads letters as two-digit numbers (A is 10) and takes the remainder by 97.
func mod97(s string) int {
	m := 0
	for i := range len(s) {
		if c := s[i]; c >= 'A' {
			m = (m*100 + int(c-'A') + 10) % 97
		} else {
			m = (m*10 + int(c-'0')) % 97
		}
	}
	return m
}

// Country is the two-letter country code, "" for no IBAN.
func (i IBAN) Country() string { return string(i[:min(2, len(i))]) }

// french reports whether the IBAN is laid out as a RIB. Overseas territories use FR.
func (i IBAN) french() bool { return i.Country() == "FR" || i.Country() == "MC" }

// RIB is the bank, branch and account inside a French or Monegasque IBAN; ok is false for
// other countries.
func (i IBAN) RIB() (rib RIB, ok bool) {
	if len(i) != 27 || !i.french() {
		return RIB{}, false
	}
	rib = RIB{Bank: string(i[4:9]), Branch: string(i[9:14]), Number: string(i[14:25])}
	return rib, rib.Valid()
}

// Format prints a French IBAN as the program shows it, key, bank, branch, account, RIB
// key; others in groups of four.
func (i IBAN) Format() string {
	if _, ok := i.RIB(); ok {
		return string(i[:4] + " " + i[4:9] + " " + i[9:14] + " " + i[14:25] + " " + i[25:])
	}
	var b strings.Builder
	for n := range len(i) {
		if n > 0 && n%4 == 0 {
			b.WriteByte(' ')
		}
		b.WriteByte(i[n])
	}
	return b.String()
}

// Masked hides the middle, for logs: FR76 … 2208.
func (i IBAN) Masked() string {
	if len(i) < 8 {
		return "…"
	}
	return string(i[:4]) + " … " + string(i[len(i)-4:])
}

// Valid reports whether the parts have the form of a RIB. A bank of zeros is none.
func (r RIB) Valid() bool {
	return len(r.Bank) == 5 && len(r.Branch) == 5 && len(r.Number) == 11 && r.Bank != "00000" &&
		allIn(r.Bank, false) && allIn(r.Branch, false) && allIn(r.Number, true)
}

func allIn(s string, letters bool) bool {
	for i := range len(s) {
		if c := s[i]; !(c >= '0' && c <= '9' || letters && c >= 'A' && c <= 'Z') {
			return false
		}
	}
	return true
}

// Key is the two-digit RIB key of a valid RIB.
func (r RIB) Key() string {
	// 97 − ((89·bank + 15·branch + 3·account) mod 97), letters A-I 1-9, J-R 1-9, S-Z 2-9.
	k := 97 - (89*ribNumber(r.Bank)+15*ribNumber(r.Branch)+3*ribNumber(r.Number))%97
	return string([]byte{byte('0' + k/10), byte('0' + k%10)})
}

func ribNumber(s string) int {
	n := 0
	for i := range len(s) {
		n = (n*10 + ribDigit(s[i])) % 97
	}
	return n
}

func ribDigit(c byte) int {
	switch {
	case c <= '9':
		return int(c - '0')
	case c <= 'I':
		return int(c-'A') + 1
	case c <= 'R':
		return int(c-'J') + 1
	}
	return int(c-'S') + 2
}

// IBAN computes the French IBAN of the RIB; ok is false when the parts are no RIB.
func (r RIB) IBAN() (i IBAN, ok bool) {
	if !r.Valid() {
		return "", false
	}
	bban := r.Bank + r.Branch + r.Number + r.Key()
	check := 98 - mod97(bban+"FR00")
	return IBAN("FR" + string([]byte{byte('0' + check/10), byte('0' + check%10)}) + bban), true // #nosec G115 -- a remainder of 97
}
