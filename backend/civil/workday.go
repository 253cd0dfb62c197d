package civil

// Working reports whether French banks work on a day: no Saturday, no Sunday, none of the eleven
// public holidays of metropolitan France (Code du travail, art. L3133-1).
func (d Date) Working() bool {
	if d == 0 {
		return false
	}
	const saturday, sunday = 6, 0
	if w := int(d.Time().Weekday()); w == saturday || w == sunday {
		return false
	}
	switch d.Month()*100 + d.Day() {
	case 101, 501, 508, 714, 815, 1101, 1111, 1225:
		return false
	}
	easter := Easter(d.Year())
	return d != easter.AddDays(1) && d != easter.AddDays(39) && d != easter.AddDays(50)
}

// WorkingDaysUntil counts the working days after d, up to other and with it; 0 when other is not later.
func (d Date) WorkingDaysUntil(other Date) (n int) {
	if d == 0 {
		return 0
	}
	for day := d.AddDays(1); day <= other && day != 0; day = day.AddDays(1) {
		if day.Working() {
			n++
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
