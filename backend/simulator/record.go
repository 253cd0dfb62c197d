package simulator

import (
	"strings"

	"sobank/backend/civil"
	"sobank/backend/iban"
)

// record is one line of a CFONB120 file (CFONB, « Relevé de compte sur support
// informatique », v2.0, March 2010). Positions count from 1, ends included.
type record []byte

const recordLength = 120

// wellFormed wants 120 characters. Reading: the encoding is not documented, and what is
// printable ASCII is right in all.
func (r record) wellFormed() bool {
	for _, c := range r {
		if c < ' ' || c > '~' {
			return false
		}
	}
	return len(r) == recordLength
}

func (r record) zone(from, to int) string { return string(r[from-1 : to]) }

func (r record) account() accountZones {
	return accountZones{r.zone(3, 7), r.zone(12, 16), r.zone(22, 32), r.zone(17, 19), r.zone(20, 20)}
}

// of reports whether a record is of the same account as the block's 01. Reading: a blank
// currency or number of decimals is any.
func (r record) of(block accountZones) bool {
	own := r.account()
	same := func(a, b string) bool { return a == b || strings.TrimSpace(a) == "" || strings.TrimSpace(b) == "" }
	return own.bank == block.bank && own.branch == block.branch && own.number == block.number &&
		same(own.currency, block.currency) && same(own.decimals, block.decimals)
}

// named reports whether there is an account at all, with decimals that are a digit or none.
func (z accountZones) named() bool {
	return strings.TrimSpace(z.bank) != "" && strings.TrimSpace(z.number) != "" &&
		strings.Contains(" 0123456789", z.decimals)
}

// iban is the account's, "" when it is no French RIB.
func (z accountZones) iban() iban.IBAN {
	i, _ := iban.RIB{Bank: z.bank, Branch: z.branch, Number: z.number}.IBAN()
	return i
}

// date reads JJMMAA at a position. Reading: of the years that end so, it is the last that is
// not more than one ahead of this one.
func (r record) date(from, thisYear int) (civil.Date, bool) {
	day, dayOK := number(r.zone(from, from+1))
	month, monthOK := number(r.zone(from+2, from+3))
	year, yearOK := number(r.zone(from+4, from+5))
	latest := int64(thisYear) + 1
	year = latest - (latest-year)%100
	date, ok := civil.New(int(year), int(month), int(day))
	return date, ok && dayOK && monthOK && yearOK
}

// amount reads positions 91 to 104, in minor units: 14 digits, the last of which carries
// the sign.
func (r record) amount() (minorUnits int64, ok bool) {
	const positive, negative = "{ABCDEFGHI", "}JKLMNOPQR"
	minorUnits, ok = number(r.zone(91, 103))
	last := r.zone(104, 104)
	if digit := strings.Index(positive, last); digit >= 0 {
		return minorUnits*10 + int64(digit), ok
	}
	digit := strings.Index(negative, last)
	return -(minorUnits*10 + int64(digit)), ok && digit >= 0
}

// number reads digits and nothing else: no sign, no space.
func number(s string) (n int64, ok bool) {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int64(s[i]-'0')
	}
	return n, true
}
