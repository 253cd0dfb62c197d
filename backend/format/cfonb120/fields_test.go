package cfonb120

import (
	"testing"

	"sobank/backend/civil"
)

func TestParseAmount(t *testing.T) {
	for zone, want := range map[string]struct {
		minor int64
		odd   oddness
		ok    bool
	}{
		"0000000001904}": {-19040, 0, true},
		"0000000000000{": {0, 0, true},
		"0000000000000}": {0, 0, true},
		"0000000000012A": {121, 0, true},
		"0000000000012I": {129, 0, true},
		"0000000000012J": {-121, 0, true},
		"0000000000012R": {-129, 0, true},
		"9999999999999I": {maxAmount, 0, true},
		"9999999999999R": {-maxAmount, 0, true},
		"00000000000129": {129, unsignedDigit, true},
		"0000000000012é": {120, foreignSign, true},
		"0000000000012è": {-120, foreignSign, true},
		"0000000000012r": {-129, foreignSign, true},
		"           12R": {-129, blankPadded, true},
		"             R": {-9, blankPadded, true},
		"           129": {129, blankPadded | unsignedDigit, true},
		"0000000000012S": {0, 0, false},
		"0000000000,12R": {0, 0, false},
		"-0000000000129": {0, 0, false},
		"000000000012R ": {0, 0, false},
		"              ": {0, 0, false},
		"000000000012R":  {0, 0, false},
		"":               {0, 0, false},
		"éééééééééééééé": {0, 0, false},
	} {
		minor, odd, ok := parseAmount(zone)
		if ok != want.ok || ok && (minor != want.minor || odd != want.odd) {
			t.Errorf("%q is %d, %d, %t", zone, minor, odd, ok)
		}
	}
}

func TestPutAmountRefusesFifteenDigits(t *testing.T) {
	var zone [amountWidth]byte
	for _, minor := range []int64{maxAmount + 1, -maxAmount - 1, maxInt64, -maxInt64 - 1} {
		if putAmount(zone[:], minor) {
			t.Errorf("%d written as %s", minor, zone)
		}
	}
}

func TestRescale(t *testing.T) {
	for _, c := range []struct {
		minor    int64
		from, to int
		exact    int64
		ok       bool
	}{
		{255, 0, 2, 25500, true},
		{-10500, 3, 2, -1050, true},
		{10501, 3, 2, 0, false},
		{maxAmount, 0, 9, 0, false},
		{0, 9, 0, 0, true},
	} {
		if exact, ok := rescale(c.minor, c.from, c.to); ok != c.ok || ok && exact != c.exact {
			t.Errorf("%d from %d to %d is %d, %t", c.minor, c.from, c.to, exact, ok)
		}
	}
}

// TestCenturyRule: nearest to the import date, never more than one year ahead.
func TestCenturyRule(t *testing.T) {
	for _, c := range []struct {
		today civil.Date
		zone  string
		want  civil.Date
		read  dateReading
	}{
		{20261122, "221126", 20261122, dateRead},
		{20261122, "221127", 20271122, dateRead},
		{20261122, "231127", 19271123, dateRead},
		{20261122, "311299", 19991231, dateRead},
		{20261122, "290200", 20000229, dateRead},
		{20261122, "290201", 0, dateBad},
		{20261122, "310426", 0, dateBad},
		{20261122, "2A0426", 0, dateBad},
		{20261122, " 10426", 0, dateBad},
		{20261122, "000000", 0, dateAbsent},
		{20261122, "999999", 0, dateAbsent},
		{20261122, "      ", 0, dateAbsent},
		{20261122, "", 0, dateAbsent},
		{20261122, "2211", 0, dateBad},
		{19991231, "010100", 20000101, dateRead},
		{19991231, "010101", 19010101, dateRead},
		{20240229, "010325", 19250301, dateRead},
		{0, "010169", 20690101, dateRead},
		{0, "010170", 19700101, dateRead},
	} {
		cal := newCalendar(c.today)
		for range 2 { // the second time from what the calendar remembers
			if got, read := cal.read(c.zone); got != c.want || read != c.read {
				t.Errorf("%q on %s is %s (%d)", c.zone, c.today, got, read)
			}
		}
	}
}

// TestPlain checks the eight-bytes-at-a-time test against the obvious one.
func TestPlain(t *testing.T) {
	line := make([]byte, width)
	for i := range line {
		line[i] = ' '
	}
	for at := range line {
		for c := range 256 {
			line[at] = byte(c)
			if want := c >= ' ' && c < 0x7F; plain(line) != want || plain(line[:at+1]) != want {
				t.Fatalf("byte %#x at %d", c, at)
			}
		}
		line[at] = '~'
	}
}
