package civil

import "time"

// Working reports whether French banks work on a day: no Saturday, no Sunday, none of the eleven
// public holidays of metropolitan France (Code du travail, art. L3133-1).
func (d Date) Working() bool {
	if d == 0 || weekend(d) {
		return false
	}
	for _, h := range holidays(d.Year()) {
		if d == h {
			return false
		}
	}
	return true
}

func weekend(d Date) bool {
	w := d.Time().Weekday()
	return w == time.Saturday || w == time.Sunday
}

// holidays are a year's eleven.
func holidays(year int) [11]Date {
	easter := Easter(year)
	on := func(month, day int) Date { d, _ := New(year, month, day); return d }
	return [11]Date{on(1, 1), easter.AddDays(1), on(5, 1), on(5, 8), easter.AddDays(39), easter.AddDays(50), on(7, 14), on(8, 15), on(11, 1), on(11, 11), on(12, 25)}
}

// WorkingDaysUntil counts the working days after d, up to other and with it; 0 when other is not later.
func (d Date) WorkingDaysUntil(other Date) (n int) {
	if d == 0 || other <= d {
		return 0
	}
	days := d.DaysUntil(other)
	n = days / 7 * 5
	for day := d.AddDays(days / 7 * 7); day < other; {
		day = day.AddDays(1)
		if !weekend(day) {
			n++
		}
	}
	for year := d.Year(); year <= other.Year(); year++ {
		for _, h := range holidays(year) {
			if h > d && h <= other && !weekend(h) {
				n--
			}
		}
	}
	return n
}

// Easter is Easter Sunday of a year, by the Gregorian computus (Meeus, Jones, Butcher).
func Easter(year int) Date {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	j, k := c/4, c%4
	l := (32 + 2*e + 2*j - h - k) % 7
	m := (a + 11*h + 19*l) / 433
	month := (h + l - 7*m + 90) / 25
	day := (h + l - 7*m + 33*month + 19) % 32
	date, _ := New(year, month, day)
	return date
}
