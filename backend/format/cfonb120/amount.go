package cfonb120

import "strings"

// Amounts have 14 characters; the last carries the units digit and the sign, as punched
// cards did: « { A B … I » is +0 … +9, « } J K … R » is −0 … −9.
const amountWidth = 14

// maxAmount is the largest number of minor units that the amount zone holds.
const maxAmount = 99_999_999_999_999

// oddness says what an amount that was read has of unusual.
type oddness uint8

const (
	unsignedDigit oddness = 1 << iota // the last character is a plain digit
	foreignSign                       // the sign is é, è or a lower-case letter
	blankPadded                       // blanks stand for the leading zeros
)

// parseAmount reads the amount zone; odd says what was unusual in it.
func parseAmount(s string) (minor int64, odd oddness, ok bool) {
	if len(s) == amountWidth {
		if units, negative, plain := overpunch(s[amountWidth-1]); plain {
			if tens, digits := parseDigits(s[:amountWidth-1]); digits {
				return signed(tens*10+units, negative), 0, true
			}
		}
	}
	return parseOddAmount(s)
}

// overpunch reads the last character of an amount.
func overpunch(c byte) (units int64, negative, ok bool) {
	switch {
	case c >= 'A' && c <= 'I':
		return int64(c-'A') + 1, false, true
	case c >= 'J' && c <= 'R':
		return int64(c-'J') + 1, true, true
	case c == '{':
		return 0, false, true
	case c == '}':
		return 0, true, true
	}
	return 0, false, false
}

func parseDigits(s string) (n int64, ok bool) {
	for i := range len(s) {
		d := s[i] - '0'
		if d > 9 {
			return 0, false
		}
		n = n*10 + int64(d)
	}
	return n, true
}

func signed(n int64, negative bool) int64 {
	if negative {
		return -n
	}
	return n
}

// parseOddAmount reads through what real files do to amounts: an ISO 646-FR charset shows
// { as é and } as è, some programs lower the letters, drop the sign or blank the zeros.
func parseOddAmount(s string) (minor int64, odd oddness, ok bool) {
	body, last := splitLast(s)
	if columns(body) != amountWidth-1 {
		return 0, 0, false
	}
	units, negative, odd, ok := oddUnits(last)
	if !ok {
		return 0, 0, false
	}
	digits := strings.TrimLeft(body, " ")
	if len(digits) < len(body) {
		odd |= blankPadded
	}
	tens, ok := parseDigits(digits)
	return signed(tens*10+units, negative), odd, ok
}

func oddUnits(last string) (units int64, negative bool, odd oddness, ok bool) {
	switch last {
	case "é", "É":
		return 0, false, foreignSign, true
	case "è", "È":
		return 0, true, foreignSign, true
	}
	if len(last) != 1 {
		return 0, false, 0, false
	}
	if c := last[0]; isDigit(c) {
		return int64(c - '0'), false, unsignedDigit, true
	}
	units, negative, ok = overpunch(upper(last)[0])
	if last[0] >= 'a' && last[0] <= 'z' {
		odd = foreignSign
	}
	return units, negative, odd, ok
}

// splitLast cuts the last character of s off.
func splitLast(s string) (body, last string) {
	n := len(s) - 1
	for n > 0 && s[n]&0xC0 == 0x80 { // inside a UTF-8 character
		n--
	}
	if n < 0 {
		return "", ""
	}
	return s[:n], s[n:]
}

// columns counts characters.
func columns(s string) (n int) {
	for range s {
		n++
	}
	return n
}

// putAmount writes minor in the 14 bytes of dst; ok is false when it has too many digits.
func putAmount(dst []byte, minor int64) (ok bool) {
	if minor > maxAmount || minor < -maxAmount {
		return false
	}
	signs := "{ABCDEFGHI"
	if minor < 0 {
		signs, minor = "}JKLMNOPQR", -minor
	}
	dst[amountWidth-1] = signs[minor%10]
	for i := amountWidth - 2; i >= 0; i-- {
		minor /= 10
		dst[i] = byte('0' + minor%10)
	}
	return true
}

// rescale expresses minor, which has from decimals, with to decimals; ok is false when
// that is not exact or does not fit.
func rescale(minor int64, from, to int) (exact int64, ok bool) {
	for ; from < to; from++ {
		if minor > maxInt64/10 || minor < -(maxInt64/10) {
			return 0, false
		}
		minor *= 10
	}
	for ; from > to; from-- {
		if minor%10 != 0 {
			return 0, false
		}
		minor /= 10
	}
	return minor, true
}

const maxInt64 = 1<<63 - 1
