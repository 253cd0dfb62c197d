// Package iban reads and prints IBANs and French RIBs and checks their keys.
//
// Sources: ISO 13616 (IBAN, check digits by ISO 7064 MOD 97-10) and the CFB's RIB key.
//
//	i, err := iban.Parse("FR76 3000 4458 5645 8565 2332 208")
//	i.Format()  // "FR76 30004 45856 45856523322 08"
package iban

import (
	"strings"

	"sobank/backend/fault"
)

// IBAN is a checked account number, upper case without spaces.
type IBAN string

// RIB names a French or Monegasque account: bank (5 digits), branch (5 digits), account
// number (11 digits or letters). Other countries' accounts do not fit in one.
type RIB struct{ Bank, Branch, Number string }

// Parse reads an IBAN typed or pasted with any spacing and checks its length and key.
func Parse(s string) (IBAN, error) {
	t := Normalize(s)
	if t == "" {
		return "", fault.New(fault.Invalid, "L'IBAN est vide.").WithField("iban")
	}
	if len(t) < 15 || len(t) > 34 || !wellFormed(t) {
		return "", fault.Newf(fault.Invalid, "« %s » n'a pas la forme d'un IBAN.", s).WithField("iban").
			WithHint("Un IBAN commence par deux lettres de pays et deux chiffres, par exemple FR76 30004 …")
	}
	if (t[:2] == "FR" || t[:2] == "MC") && len(t) != 27 {
		return "", fault.Newf(fault.Invalid, "L'IBAN « %s » a %d caractères : un IBAN français ou monégasque en a 27.", s, len(t)).WithField("iban")
	}
	if mod97(t[4:]+t[:4]) != 1 {
		return "", fault.Newf(fault.Invalid, "La clé de l'IBAN « %s » est fausse : un chiffre est sans doute mal recopié.", s).WithField("iban")
	}
	if rib, ok := IBAN(t).RIB(); ok && rib.Key() != t[25:] {
		return "", fault.Newf(fault.Invalid, "La clé RIB de l'IBAN « %s » est fausse : un chiffre est sans doute mal recopié.", s).WithField("iban")
	}
	return IBAN(t), nil
}

// Normalize takes spaces (of any kind), dots and dashes out and folds to upper case.
func Normalize(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z':
			return r - 'a' + 'A'
		case r >= '0' && r <= '9', r >= 'A' && r <= 'Z':
			return r
		case r == ' ', r == '\t', r == '.', r == '-', r == '\n', r == '\r', r == 0xA0, r == 0x202F, r == 0x2009:
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

// Country is the two-letter country code.
func (i IBAN) Country() string { return string(i[:2]) }

// RIB is the bank, branch and account inside a French or Monegasque IBAN; ok is false for
// other countries.
func (i IBAN) RIB() (rib RIB, ok bool) {
	if len(i) != 27 || i[:2] != "FR" && i[:2] != "MC" {
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
	return IBAN("FR" + string([]byte{byte('0' + check/10), byte('0' + check%10)}) + bban), true
}
