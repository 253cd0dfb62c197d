package cfonb120

import "sobank/backend/civil"

// dateReading says what a date zone held.
type dateReading uint8

const (
	dateRead   dateReading = iota
	dateAbsent             // blank, 000000 or 999999
	dateBad
)

// calendar reads JJMMAA dates. The two-digit year is the one nearest to the import date
// and never more than one year ahead, that is within the hundred years that end there.
type calendar struct {
	limit civil.Date // no date lies after it

	// The last date read: most records repeat the date of the one before. The zone is a
	// copy, so that it does not keep a whole statement in memory.
	zone    [6]byte
	date    civil.Date
	reading dateReading
}

func newCalendar(today civil.Date) calendar {
	if today.IsZero() {
		today = 20681231 // without an import date: 70 is 1970, 69 is 2069
	}
	return calendar{limit: today + 10000, reading: dateBad}
}

// read reads a date zone.
func (c *calendar) read(zone string) (civil.Date, dateReading) {
	if len(zone) != len(c.zone) {
		return parseDate(zone, c.limit)
	}
	if zone != string(c.zone[:]) {
		copy(c.zone[:], zone)
		c.date, c.reading = parseDate(zone, c.limit)
	}
	return c.date, c.reading
}

func parseDate(zone string, limit civil.Date) (civil.Date, dateReading) {
	if trim(zone) == "" || zone == "000000" || zone == "999999" {
		return 0, dateAbsent
	}
	n, ok := parseDigits(zone)
	if !ok || len(zone) != 6 {
		return 0, dateBad
	}
	day, month, year := int(n)/10000, int(n)/100%100, int(n)%100
	if date, ok := nearest(year, month, day, limit); ok {
		return date, dateRead
	}
	return 0, dateBad
}

// nearest finds the latest day of the calendar that is not after the limit.
func nearest(year, month, day int, limit civil.Date) (civil.Date, bool) {
	full := limit.Year()/100*100 + year
	for range 3 { // 29/02/00 is no day of 1900 nor of 2100
		if d, ok := civil.New(full, month, day); ok && d <= limit {
			return d, true
		}
		full -= 100
	}
	return 0, false
}

// putDate writes d as JJMMAA in the 6 bytes of dst; no date is 000000.
func putDate(dst []byte, d civil.Date) {
	for i, n := range [3]int{d.Day(), d.Month(), d.Year() % 100} {
		dst[2*i], dst[2*i+1] = byte('0'+n/10), byte('0'+n%10) // #nosec G115 -- under 100
	}
}
