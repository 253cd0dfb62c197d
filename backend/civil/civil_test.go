package civil

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestNew(t *testing.T) {
	cases := []struct {
		name             string
		year, month, day int
		ok               bool
	}{
		{"an ordinary day", 2026, 3, 14, true},
		{"29 February of a leap year", 2024, 2, 29, true},
		{"29 February of another year", 2026, 2, 29, false},
		{"29 February 1900, no leap year", 1900, 2, 29, false},
		{"29 February 2000, a leap year", 2000, 2, 29, true},
		{"31 April", 2026, 4, 31, false},
		{"month 0", 2026, 0, 1, false},
		{"month 13", 2026, 13, 1, false},
		{"day 0", 2026, 1, 0, false},
		{"a negative day", 2026, 1, -1, false},
		{"the first day of the calendar", 1, 1, 1, true},
		{"year 0", 0, 1, 1, false},
		{"the last day of the calendar", 9999, 12, 31, true},
		{"year 10000", 10000, 1, 1, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			d, ok := New(c.year, c.month, c.day)
			if ok != c.ok || ok == d.IsZero() {
				t.Errorf("got %v, %v", d, ok)
			}
		})
	}
}

func TestParse(t *testing.T) {
	t.Run("reads the ISO form", func(t *testing.T) {
		if d, err := Parse("2026-03-14"); err != nil || d != 20260314 {
			t.Errorf("got %d, %v", d, err)
		}
	})
	for _, s := range []string{
		"", "2026-02-30", "2026-3-14", "20260314", "14/03/2026", "2026/03/14", "2026-03-14T00:00",
		" 2026-03-14", "+026-03-14", "-026-03-14", "2026-+3-14", "2026--3-14", "2_26-03-14", "0000-01-01", "２026-03-1",
	} {
		t.Run("refuses "+s, func(t *testing.T) {
			if d, err := Parse(s); err == nil || d != 0 {
				t.Errorf("got %v", d)
			}
		})
	}
	t.Run("MustParse panics on what Parse refuses", func(t *testing.T) {
		defer func() {
			if recover() == nil {
				t.Error("no panic")
			}
		}()
		MustParse("2026-02-30")
	})
}

func TestForms(t *testing.T) {
	d := MustParse("2026-03-04")
	cases := []struct{ name, got, want string }{
		{"stored in ISO form", d.String(), "2026-03-04"},
		{"shown in French form", d.French(), "04/03/2026"},
		{"an early year keeps four digits", MustParse("0987-06-05").String(), "0987-06-05"},
		{"no date is stored as nothing", Date(0).String(), ""},
		{"no date is shown as nothing", Date(0).French(), ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if c.got != c.want {
				t.Errorf("got %q, want %q", c.got, c.want)
			}
		})
	}
}

func TestOf(t *testing.T) {
	paris := time.FixedZone("Paris", 2*60*60)
	t.Run("takes the day of the instant's own place", func(t *testing.T) {
		late := time.Date(2026, 7, 14, 23, 30, 0, 0, time.UTC)
		if got, there := Of(late), Of(late.In(paris)); got != 20260714 || there != 20260715 {
			t.Errorf("got %v and %v", got, there)
		}
	})
	t.Run("finds no date outside the years 1 to 9999", func(t *testing.T) {
		for _, year := range []int{-1, 0, 10000, 200000} {
			if got := Of(time.Date(year, 6, 1, 0, 0, 0, 0, time.UTC)); !got.IsZero() {
				t.Errorf("year %d gives %d", year, got)
			}
		}
	})
}

func TestNoDate(t *testing.T) {
	var none Date
	d := MustParse("2026-03-14")
	t.Run("stays none when days are added", func(t *testing.T) {
		if got := none.AddDays(3); !got.IsZero() {
			t.Errorf("got %v", got)
		}
	})
	t.Run("is no distance from anything", func(t *testing.T) {
		if a, b := none.DaysUntil(d), d.DaysUntil(none); a != 0 || b != 0 {
			t.Errorf("got %d and %d", a, b)
		}
	})
	t.Run("is the zero Time", func(t *testing.T) {
		if got := none.Time(); !got.IsZero() {
			t.Errorf("got %v", got)
		}
	})
}

func TestArithmetic(t *testing.T) {
	t.Run("the calendar ends where its years do", func(t *testing.T) {
		if after, before := MustParse("9999-12-31").AddDays(1), MustParse("0001-01-01").AddDays(-1); after != 0 || before != 0 {
			t.Errorf("got %d and %d", after, before)
		}
	})
	t.Run("centuries are counted to the day", func(t *testing.T) {
		// 400 Gregorian years are 146 097 days, more than a time.Duration holds.
		if got := MustParse("1600-01-01").DaysUntil(MustParse("2000-01-01")); got != 146_097 {
			t.Errorf("got %d", got)
		}
	})
}

func TestAgreesWithTime(t *testing.T) {
	t.Run("on which days exist", rapid.MakeCheck(func(t *rapid.T) {
		y, m, d := rapid.IntRange(1, 9999).Draw(t, "y"), rapid.IntRange(-1, 14).Draw(t, "m"), rapid.IntRange(-1, 33).Draw(t, "d")
		// time.Date carries an impossible day over into another one.
		instant := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
		exists := instant.Year() == y && int(instant.Month()) == m && instant.Day() == d
		date, ok := New(y, m, d)
		if ok != exists {
			t.Fatalf("New says %v, time says %v", ok, exists)
		}
		if ok && (date.Year() != y || int(date.Month()) != m || date.Day() != d || !date.Time().Equal(instant)) {
			t.Fatalf("got %v", date)
		}
	}))
	t.Run("on the forms", rapid.MakeCheck(func(t *rapid.T) {
		d := drawDate(t, "d")
		if got, want := d.String(), d.Time().Format(time.DateOnly); got != want {
			t.Fatalf("got %q, want %q", got, want)
		}
		if got, want := d.French(), d.Time().Format("02/01/2006"); got != want {
			t.Fatalf("got %q, want %q", got, want)
		}
	}))
	t.Run("on the order of days", rapid.MakeCheck(func(t *rapid.T) {
		a, b := drawDate(t, "a"), drawDate(t, "b")
		if (a < b) != a.Time().Before(b.Time()) {
			t.Fatalf("%v and %v", a, b)
		}
	}))
	t.Run("on the day n days later", rapid.MakeCheck(func(t *rapid.T) {
		d, n := drawDate(t, "d"), rapid.IntRange(-100_000, 100_000).Draw(t, "n")
		want := d.Time().AddDate(0, 0, n)
		if got := d.AddDays(n); got != 0 && !got.Time().Equal(want) || got == 0 && want.Year() >= 1 && want.Year() <= 9999 {
			t.Fatalf("got %v, want %v", got, want)
		}
	}))
}

func TestProperties(t *testing.T) {
	t.Run("what is written reads back", rapid.MakeCheck(func(t *rapid.T) {
		d := drawDate(t, "d")
		if got, err := Parse(d.String()); err != nil || got != d {
			t.Fatalf("got %v, %v", got, err)
		}
	}))
	t.Run("going forth and back returns", rapid.MakeCheck(func(t *rapid.T) {
		d, n := drawDate(t, "d"), rapid.IntRange(-100_000, 100_000).Draw(t, "n")
		if there := d.AddDays(n); there != 0 && there.AddDays(-n) != d {
			t.Fatalf("%v + %d = %v", d, n, there)
		}
	}))
	t.Run("the distance leads from one day to the other, and back", rapid.MakeCheck(func(t *rapid.T) {
		a, b := drawDate(t, "a"), drawDate(t, "b")
		n := a.DaysUntil(b)
		if a.AddDays(n) != b || b.DaysUntil(a) != -n {
			t.Fatalf("%v to %v is %d", a, b, n)
		}
	}))
	t.Run("Parse reads nothing but what String writes", rapid.MakeCheck(func(t *rapid.T) {
		s := rapid.StringMatching(`[0-9+_-]{4}[-/]?[0-9]{2}-?[0-9 ]{2}`).Draw(t, "s")
		if d, err := Parse(s); err == nil && d.String() != s {
			t.Fatalf("%q reads as %v", s, d)
		}
	}))
}

func TestPeriodContains(t *testing.T) {
	march := Period{From: MustParse("2026-03-01"), To: MustParse("2026-03-31")}
	cases := []struct {
		name   string
		period Period
		day    Date
		want   bool
	}{
		{"its first day", march, 20260301, true},
		{"its last day", march, 20260331, true},
		{"not the day before", march, 20260228, false},
		{"not the day after", march, 20260401, false},
		{"any earlier day when the start is open", Period{To: march.To}, 10101, true},
		{"no later day when the start is open", Period{To: march.To}, 20260401, false},
		{"any later day when the end is open", Period{From: march.From}, 99991231, true},
		{"every day when both are open", Period{}, 20260314, true},
		{"no date never", Period{}, 0, false},
		{"nothing when it ends before it starts", Period{From: march.To, To: march.From}, 20260314, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := c.period.Contains(c.day); got != c.want {
				t.Errorf("got %v", got)
			}
		})
	}
}

func drawDate(t *rapid.T, label string) Date {
	year := rapid.IntRange(1, 9999).Draw(t, label+" year")
	month := rapid.IntRange(1, 12).Draw(t, label+" month")
	d, ok := New(year, month, rapid.IntRange(1, daysIn(year, month)).Draw(t, label+" day"))
	if !ok {
		t.Fatalf("daysIn and New disagree")
	}
	return d
}
