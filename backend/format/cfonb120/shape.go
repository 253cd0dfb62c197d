package cfonb120

import "encoding/binary"

// plain reports whether all of b is printable ASCII, eight bytes at a time: this test is
// made on every byte of every file.
func plain(b []byte) bool {
	const (
		high   = 0x8080808080808080
		ones   = 0x0101010101010101
		spaces = 0x2020202020202020
	)
	var bad uint64
	for len(b) >= 8 {
		w := binary.LittleEndian.Uint64(b)
		bad |= w | (w + ones) | ((w - spaces) &^ w) // not ASCII, delete, control
		b = b[8:]
	}
	for _, c := range b {
		if c < ' ' || c >= 0x7F {
			return false
		}
	}
	return bad&high == 0
}

// shape says how much the beginning of a line looks like a record.
type shape uint8

const (
	shapeNone    shape = iota
	shapeUnknown       // the zones of a record, with a code that CFONB120 does not have
	shapeRecord        // a record's code, and enough of its zones
)

// shapeOf judges what may be a line's start. A record with damaged zones still is one, so
// that the damage is reported on it; « 04/05/2024;CB … » is none.
func shapeOf(b []byte) shape {
	if len(b) < 20 || !isDigit(b[0]) || !isAlnum(b[1]) {
		return shapeNone
	}
	right, wrong := zonesOf(b)
	switch known := b[0] == '0' && isCode(b[1]); {
	case known && (right >= 3 || right == 2 && wrong == 0):
		return shapeRecord
	case !known && right >= 4:
		return shapeUnknown
	}
	return shapeNone
}

// startsRecord is the strict judgement, for a record that follows another without a line
// break: all the zones up to the date must be right.
func startsRecord(b []byte) bool {
	if len(b) < 40 || b[0] != '0' || !isCode(b[1]) || !every(b[2:7], isDigit) {
		return false
	}
	right, _ := zonesOf(b)
	return right == 5
}

// zonesOf counts, among bank, branch, currency with decimals, account and date, those that
// are what the specification says and those that are neither that nor blank.
func zonesOf(b []byte) (right, wrong int) {
	b = b[:min(len(b), 40)]
	account, date := b[min(21, len(b)):min(32, len(b))], b[min(34, len(b)):]
	for _, zone := range [5]struct {
		text  []byte
		right bool
	}{
		{b[2:7], every(b[2:7], isAlnum)},
		{b[11:16], every(b[11:16], isAlnum)},
		{b[16:20], isCurrency(b[16:20])},
		{account, len(account) > 0 && isAlnum(account[0]) && every(account, isAccountByte)},
		{date, len(date) == 6 && (every(date, isDigit) || isBlank(date))},
	} {
		if zone.right {
			right++
		} else if !isBlank(zone.text) {
			wrong++
		}
	}
	return right, wrong
}

// isCurrency accepts EUR2, and the four blanks that some banks leave.
func isCurrency(b []byte) bool {
	return every(b[:3], isLetter) && (isDigit(b[3]) || b[3] == ' ') || isBlank(b)
}

func isAccountByte(c byte) bool { return isAlnum(c) || c == ' ' }

// isBlank reports whether b holds nothing: spaces, tabs, and what pads or ends files, NUL
// and the Ctrl-Z of CP/M and DOS.
func isBlank(b []byte) bool {
	for _, c := range b {
		if c != ' ' && c != '\t' && c != 0 && c != 0x1A {
			return false
		}
	}
	return true
}
