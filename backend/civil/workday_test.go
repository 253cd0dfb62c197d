package civil_test

import (
	"testing"

	"sobank/backend/civil"
)

// TestEaster as the calendars of these years say.
func TestEaster(t *testing.T) {
	for _, day := range []string{"2008-03-23", "2016-03-27", "2024-03-31", "2025-04-20", "2026-04-05", "2038-04-25", "2049-04-18"} {
		want := civil.MustParse(day)
		if got := civil.Easter(want.Year()); got != want {
			t.Errorf("Easter of %d: %s; want %s", want.Year(), got, want)
		}
	}
}

// TestWorking: what closes a French bank in 2026.
func TestWorking(t *testing.T) {
	for _, day := range []string{"2026-01-01", "2026-04-06", "2026-05-01", "2026-05-08", "2026-05-14", "2026-05-25", "2026-07-14", "2026-08-15", "2026-11-01", "2026-11-11", "2026-12-25", "2026-03-14", "2026-03-15"} {
		if civil.MustParse(day).Working() {
			t.Errorf("banks work on %s", day)
		}
	}
	for _, day := range []string{"2026-01-02", "2026-04-03", "2026-04-07", "2026-05-15", "2026-12-24", "2026-12-26"} {
		if d := civil.MustParse(day); !d.Working() && d.Time().Weekday() != 6 {
			t.Errorf("banks do not work on %s", day)
		}
	}
	for _, c := range []struct {
		from, to string
		want     int
	}{{"2026-03-13", "2026-03-16", 1}, {"2026-03-13", "2026-03-13", 0}, {"2026-03-16", "2026-03-13", 0}, {"2026-12-23", "2026-12-28", 2}, {"2026-04-02", "2026-04-07", 2}} {
		if got := civil.MustParse(c.from).WorkingDaysUntil(civil.MustParse(c.to)); got != c.want {
			t.Errorf("%s to %s: %d; want %d", c.from, c.to, got, c.want)
		}
	}
}

// TestWorkingDaysUntilCountsEachDay: the arithmetic is that of counting day by day.
func TestWorkingDaysUntilCountsEachDay(t *testing.T) {
	from := civil.MustParse("2024-12-20")
	n := 0
	for to := from.AddDays(1); to < civil.MustParse("2027-02-01"); to = to.AddDays(1) {
		if to.Working() {
			n++
		}
		if got := from.WorkingDaysUntil(to); got != n {
			t.Fatalf("%s to %s: %d; want %d", from, to, got, n)
		}
	}
}
