package cfonb120

import (
	"bytes"

	"sobank/backend/civil"
	"sobank/backend/iban"
)

// Conformant reports whether raw is one statement exactly as the format wants it, which a
// partner's reader takes without discussion: lines of 120 printable ASCII characters in
// upper case ended by CRLF; a first 01, a last 07, 04 with their 05 between; one account,
// a French RIB, and one currency throughout; dates that exist and signed amounts. Only the
// value date may be absent. Sums are not its business.
func Conformant(raw []byte) bool {
	const line = width + 2
	if len(raw)%line != 0 || len(raw) < 2*line {
		return false
	}
	before := byte(0)
	for at := 0; at < len(raw); at += line {
		r := raw[at : at+line]
		last := at+line == len(raw)
		if !isStrictLine(r) || !follows(before, r[1], last) || !sameHead(raw, r) || !isStrictRecord(row{s: string(r[:width])}, r[1]) {
			return false
		}
		before = r[1]
	}
	return true
}

func isStrictLine(line []byte) bool {
	return line[0] == '0' && line[width] == '\r' && line[width+1] == '\n' && plain(line[:width]) &&
		every(line, func(c byte) bool { return c < 'a' || c > 'z' })
}

// follows is the order of the records of a block; before is 0 at its start.
func follows(before, code byte, last bool) bool {
	if before == 0 {
		return code == codeOpening
	}
	switch code {
	case codeOperation:
		return !last
	case codeDetail:
		return !last && before != codeOpening
	}
	return last && code == codeClosing
}

// sameHead compares bank, branch, currency, decimals and account with the first record's.
func sameHead(first, r []byte) bool {
	return bytes.Equal(first[2:7], r[2:7]) && bytes.Equal(first[11:20], r[11:20]) && bytes.Equal(first[21:32], r[21:32])
}

// lastDate is the end of the hundred years in which days of JJMMAA are looked up: its 29
// February of year 00 is that of 2000.
const lastDate civil.Date = 20991231

func isStrictRecord(r row, code byte) bool {
	_, booked := parseDate(r.date(), lastDate)
	if booked != dateRead || !isStrictUnit(r) {
		return false
	}
	if code == codeDetail {
		return !isOldDetail(r, r.qualifier())
	}
	_, odd, ok := parseAmount(r.amount())
	if !ok || odd != 0 {
		return false
	}
	if code == codeOperation {
		_, value := parseDate(r.valueDate(), lastDate)
		return value != dateBad && every(r.code(), isAlnum)
	}
	return iban.RIB{Bank: r.bank(), Branch: r.branch(), Number: r.account()}.Valid()
}

func isStrictUnit(r row) bool {
	_, decimals, ok := unitOf(r)
	return ok && decimals >= 0 && every(r.currency(), isLetter)
}
