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

// shapeOf judges what may be a line's start. A record with one damaged zone still is one,
// so that the damage is reported on it; « 04/05/2024;CB … » is none.
func shapeOf(b []byte) shape {
	if len(b) < 20 || !isAlnum(b[0]) || !isAlnum(b[1]) {
		return shapeNone
	}
	score := zonesOf(b)
	switch known := b[0] == '0' && isCode(b[1]); {
	case known && score >= 3:
		return shapeRecord
	case !known && score >= 4 && isDigit(b[0]):
		return shapeUnknown
	}
	return shapeNone
}

// startsRecord is the strict judgement, for a record that follows another without a line
// break: all the zones up to the date must be right.
func startsRecord(b []byte) bool {
	return len(b) >= 40 && b[0] == '0' && isCode(b[1]) && every(b[2:7], isDigit) && zonesOf(b) == 5
}

// zonesOf counts, among bank, branch, currency with decimals, account and date, those that
// are what the specification says.
func zonesOf(b []byte) (score int) {
	b = b[:min(len(b), 40)]
	for _, right := range [5]bool{
		every(b[2:7], isAlnum),
		every(b[11:16], isAlnum),
		isCurrency(b[16:20]),
		len(b) > 21 && isAlnum(b[21]) && every(b[21:min(len(b), 32)], isAccountByte),
		len(b) == 40 && (every(b[34:40], isDigit) || isBlank(b[34:40])),
	} {
		if right {
			score++
		}
	}
	return score
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
