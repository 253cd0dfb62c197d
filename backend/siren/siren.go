// Package siren reads and prints SIREN and SIRET numbers and checks their keys.
//
// A SIREN (9 digits) names a company, a SIRET (the SIREN and 5 digits) one of its
// establishments. Both end with a Luhn key (ISO/IEC 7812-1), but real numbers with a
// wrong key exist: a wrong key warns and never refuses.
//
//	s, err := siren.ParseSIRET("41944449200016")
//	s.Format()       // "419 444 492 00016"
//	siren.Warning(s) // "La clé du SIRET 419 444 492 00016 …", since this key is wrong
package siren

import (
	"fmt"
	"strings"
	"unicode"

	"sobank/backend/fault"
)

// SIREN is a company's number: nine digits without spaces.
type SIREN string

// SIRET is an establishment's number: fourteen digits without spaces, the first nine
// being the company's SIREN.
type SIRET string

const (
	sirenLength = 9
	siretLength = 14

	laPoste           SIREN = "356000000"
	laPosteHeadOffice SIRET = "35600000000048"
)

// ParseSIREN reads a SIREN typed or pasted with any spacing. It answers fault.Invalid
// for anything but nine digits, and accepts a wrong key.
func ParseSIREN(s string) (SIREN, error) {
	digits, err := parse(s, "SIREN", sirenLength)
	return SIREN(digits), err
}

// ParseSIRET reads a SIRET typed or pasted with any spacing. It answers fault.Invalid
// for anything but fourteen digits, and accepts a wrong key: see Warning.
func ParseSIRET(s string) (SIRET, error) {
	digits, err := parse(s, "SIRET", siretLength)
	return SIRET(digits), err
}

// parse takes the spacing out of a number and checks that length digits are left.
func parse(s, name string, length int) (string, error) {
	field := strings.ToLower(name)
	digits := strings.Map(dropSpacing, s)
	if digits == "" {
		return "", fault.Newf(fault.Invalid, "Le %s est vide.", name).WithField(field)
	}
	if strings.Trim(digits, "0123456789") != "" {
		return "", fault.Newf(fault.Invalid, "Le %s ne contient que des chiffres.", name).WithField(field)
	}
	if len(digits) != length {
		return "", fault.Newf(fault.Invalid, "Un %s a %d chiffres : celui-ci en a %d.", name, length, len(digits)).WithField(field)
	}
	return digits, nil
}

// dropSpacing removes what people and web pages put between groups of digits.
func dropSpacing(r rune) rune {
	const zeroWidthSpace, byteOrderMark = 0x200B, 0xFEFF
	if unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) || r == '.' || r == zeroWidthSpace || r == byteOrderMark {
		return -1
	}
	return r
}

// Format prints a SIREN in groups of three: 419 444 492.
func (s SIREN) Format() string {
	if len(s) != sirenLength {
		return string(s)
	}
	return string(s[:3] + " " + s[3:6] + " " + s[6:])
}

// KeyOK reports whether the key is right.
func (s SIREN) KeyOK() bool { return len(s) == sirenLength && luhn(string(s)) }

// SIREN is the company the establishment belongs to.
func (s SIRET) SIREN() SIREN { return SIREN(s[:min(sirenLength, len(s))]) }

// Format prints a SIRET as the INSEE does: 419 444 492 00016.
func (s SIRET) Format() string {
	if len(s) != siretLength {
		return string(s)
	}
	return s.SIREN().Format() + " " + string(s[sirenLength:])
}

// KeyOK reports whether the key is right. La Poste has more establishments than Luhn keys
// leave room for: their digits add up to a multiple of 5 instead, except at its head
// office.
func (s SIRET) KeyOK() bool {
	if s.SIREN() == laPoste && s != laPosteHeadOffice {
		return digitSum(string(s))%5 == 0
	}
	return luhn(string(s))
}

// Warning is the French sentence to show beside a SIRET with a wrong key, "" when the
// key is right.
func Warning(s SIRET) string {
	if s.KeyOK() {
		return ""
	}
	return fmt.Sprintf("La clé du SIRET %s est fausse : vérifiez qu'il est bien recopié. Il est enregistré tel quel.", s.Format())
}

func digitSum(digits string) int {
	sum := 0
	for _, c := range digits {
		sum += int(c - '0')
	}
	return sum
}

// luhn doubles every second digit from the right, adds up the digits of the results and
// wants a multiple of 10.
func luhn(digits string) bool {
	sum := 0
	for i := range len(digits) {
		d := int(digits[i] - '0')
		if (len(digits)-i)%2 == 0 {
			d *= 2
		}
		sum += d/10 + d%10
	}
	return sum%10 == 0
}
