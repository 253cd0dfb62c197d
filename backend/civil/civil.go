// Package civil holds calendar dates and periods, without hours or time zones.
//
//	d, ok := civil.New(2026, 3, 14)
//	d.String()  // "2026-03-14", as stored
//	d.French()  // "14/03/2026", as shown
package civil

import (
	"fmt"
	"strconv"
	"time"
)

// Date is a calendar day written YYYYMMDD as a number, so that dates compare with <.
// The zero Date means « no date ».
type Date int32

// New makes the date of a year (1 to 9999), month and day; ok is false when the calendar has no such day.
func New(year, month, day int) (d Date, ok bool) {
	if year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return 0, false
	}
	return Date(year*10000 + month*100 + day), true // #nosec G115 -- its parts were checked: at most 9999-12-31
}

func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// Of is the day of t in t's own location; no date outside the years 1 to 9999.
func Of(t time.Time) Date {
	y, m, d := t.Date()
	date, _ := New(y, int(m), d)
	return date
}

// Parse reads the ISO form 2026-03-14.
func Parse(s string) (Date, error) {
	if len(s) == 10 && s[4] == '-' && s[7] == '-' {
		y, errY := strconv.ParseUint(s[:4], 10, 16)
		m, errM := strconv.ParseUint(s[5:7], 10, 8)
		d, errD := strconv.ParseUint(s[8:], 10, 8)
		if errY == nil && errM == nil && errD == nil {
			if date, ok := New(int(y), int(m), int(d)); ok {
				return date, nil
			}
		}
	}
	return 0, fmt.Errorf("civil: %q is not a date like 2026-03-14", s)
}

// MustParse is Parse for constants in tests and tables; it panics on a bad date.
func MustParse(s string) Date {
	d, err := Parse(s)
	if err != nil {
		panic(err)
	}
	return d
}

// IsZero reports whether there is no date.
func (d Date) IsZero() bool { return d == 0 }

// Year is the year, 1 to 9999.
func (d Date) Year() int { return int(d) / 10000 }

// Month is the month, 1 to 12.
func (d Date) Month() int { return int(d) / 100 % 100 }

// Day is the day of the month, 1 to 31.
func (d Date) Day() int { return int(d) % 100 }

// String is the ISO form 2026-03-14, or "" for no date.
func (d Date) String() string {
	if d == 0 {
		return ""
	}
	var b [10]byte
	put2(b[0:], d.Year()/100)
	put2(b[2:], d.Year()%100)
	b[4], b[7] = '-', '-'
	put2(b[5:], d.Month())
	put2(b[8:], d.Day())
	return string(b[:])
}

// French is the form people read, 14/03/2026, or "" for no date.
func (d Date) French() string {
	if d == 0 {
		return ""
	}
	return fmt.Sprintf("%02d/%02d/%04d", d.Day(), d.Month(), d.Year())
}

func put2(b []byte, n int) { b[0], b[1] = byte('0'+n/10), byte('0'+n%10) } // #nosec G115 -- its parts were checked: at most 9999-12-31

// Time is midnight UTC of the day, or the zero Time for no date.
func (d Date) Time() time.Time {
	if d == 0 {
		return time.Time{}
	}
	return time.Date(d.Year(), time.Month(d.Month()), d.Day(), 0, 0, 0, 0, time.UTC)
}

// AddDays is the day n days later (earlier when n is negative). No date stays no date,
// and a day that would leave the years 1 to 9999 is none.
func (d Date) AddDays(n int) Date {
	if d == 0 {
		return 0
	}
	return Of(d.Time().AddDate(0, 0, n))
}

// DaysUntil is the number of days from d to other; negative when other is earlier, 0
// when either is no date.
func (d Date) DaysUntil(other Date) int {
	if d == 0 || other == 0 {
		return 0
	}
	// Not Time.Sub: a Duration holds no more than 292 years.
	const secondsInDay = 24 * 60 * 60
	return int((other.Time().Unix() - d.Time().Unix()) / secondsInDay)
}

// Period is a span of days, both ends included. A zero end is open.
type Period struct{ From, To Date }

// Contains reports whether d lies in the period; no date lies in none.
func (p Period) Contains(d Date) bool {
	return d != 0 && (p.From == 0 || d >= p.From) && (p.To == 0 || d <= p.To)
}
