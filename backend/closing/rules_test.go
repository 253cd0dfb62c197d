package closing_test

import (
	"fmt"
	"testing"

	"sobank/backend/civil"
	"sobank/backend/closing"
	"sobank/backend/statement"
)

var (
	on   = civil.MustParse("2025-12-31")
	year = civil.Period{From: civil.MustParse("2025-01-01"), To: civil.MustParse("2025-12-31")}
)

// mark is a statement: "2025-12-20 2025-12-31 100 250 conforming"; - is an absent balance.
func mark(start, end string, opening, closing_ int64, state statement.State) *closing.Mark {
	m := &closing.Mark{Start: civil.MustParse(start), End: civil.MustParse(end), State: state}
	if opening != none {
		m.Opening = &opening
	}
	if closing_ != none {
		m.Closing = &closing_
	}
	return m
}

const none = -1 << 40

// TestJudgeBalance: what a balance at the end of 31 December is worth.
func TestJudgeBalance(t *testing.T) {
	for name, c := range map[string]struct {
		facts   closing.Facts
		want    closing.Certainty
		balance int64
		known   string
	}{
		"nothing ever":                     {closing.Facts{}, closing.None, none, ""},
		"it began in January":              {closing.Facts{Next: mark("2026-01-05", "2026-01-31", 100, 200, statement.StartingPoint)}, closing.None, none, ""},
		"it ends on that day":              {closing.Facts{Last: mark("2025-12-20", "2025-12-31", 100, 250, statement.Conforming)}, closing.Exact, 250, "2025-12-31"},
		"it goes on":                       {closing.Facts{Last: mark("2025-12-20", "2025-12-29", 100, 250, statement.Conforming), Next: mark("2025-12-29", "2026-01-02", 250, 300, statement.Conforming)}, closing.Exact, 250, "2025-12-31"},
		"it goes on, with movements":       {closing.Facts{Moved: 20, Last: mark("2025-12-20", "2025-12-29", 100, 250, statement.Conforming), Next: mark("2025-12-29", "2026-01-02", 250, 300, statement.Conforming)}, closing.Exact, 270, "2025-12-31"},
		"nothing came since":               {closing.Facts{Last: mark("2025-12-20", "2025-12-29", 100, 250, statement.Conforming)}, closing.LastKnown, 250, "2025-12-29"},
		"a gap over that day":              {closing.Facts{Last: mark("2025-12-20", "2025-12-29", 100, 250, statement.Conforming), Next: mark("2026-01-05", "2026-01-31", 400, 300, statement.Interruption)}, closing.Broken, 250, "2025-12-29"},
		"a gap that ended before that day": {closing.Facts{Moved: 5, Last: mark("2025-12-20", "2025-12-24", 100, 250, statement.Conforming), Next: mark("2025-12-28", "2026-01-31", 400, 300, statement.Interruption)}, closing.Exact, 405, "2025-12-31"},
		"no closing balance":               {closing.Facts{Last: mark("2025-12-20", "2025-12-31", 100, none, statement.Unverifiable)}, closing.Unproven, none, "2025-12-31"},
		"it does not add up":               {closing.Facts{Last: mark("2025-12-20", "2025-12-31", 100, 250, statement.Incoherent)}, closing.Unproven, 250, "2025-12-31"},
		"a released one counts":            {closing.Facts{Last: mark("2025-12-20", "2025-12-31", 100, 250, statement.Released)}, closing.Exact, 250, "2025-12-31"},
		"the next one proves nothing":      {closing.Facts{Last: mark("2025-12-20", "2025-12-29", 100, 250, statement.Conforming), Next: mark("2025-12-30", "2026-01-02", none, none, statement.Unverifiable)}, closing.Unproven, 250, "2025-12-29"},
		"the first one, not ended yet":     {closing.Facts{Since: 30, Next: mark("2025-12-20", "2026-01-31", 100, 200, statement.StartingPoint)}, closing.Exact, 130, "2025-12-31"},
	} {
		r := closing.Judge(c.facts, on, year)
		balance := int64(none)
		if r.Balance != nil {
			balance = *r.Balance
		}
		known := ""
		if r.KnownOn != 0 {
			known = r.KnownOn.String()
		}
		if r.Certainty != c.want || balance != c.balance || known != c.known {
			t.Errorf("%s: %s %d %s; want %s %d %s", name, r.Certainty, balance, known, c.want, c.balance, c.known)
		}
	}
}

// TestJudgeYear: the days of a year that no statement covers.
func TestJudgeYear(t *testing.T) {
	whole := closing.Facts{First: civil.MustParse("2024-12-31"), End: civil.MustParse("2026-01-15")}
	with := func(change func(*closing.Facts)) closing.Facts {
		f := whole
		change(&f)
		return f
	}
	period := func(from, to string) civil.Period {
		return civil.Period{From: civil.MustParse(from), To: civil.MustParse(to)}
	}
	for name, c := range map[string]struct {
		facts closing.Facts
		want  string
	}{
		"covered":                 {whole, "[]"},
		"nothing":                 {closing.Facts{}, "[2025-01-01/2025-12-31]"},
		"it began in March":       {with(func(f *closing.Facts) { f.First = civil.MustParse("2025-03-10") }), "[2025-01-01/2025-03-09]"},
		"collected from March on": {with(func(f *closing.Facts) { f.First, f.From = civil.MustParse("2025-03-10"), civil.MustParse("2025-03-10") }), "[]"},
		"it stopped in November":  {with(func(f *closing.Facts) { f.End = civil.MustParse("2025-11-30") }), "[2025-12-01/2025-12-31]"},
		"closed in November": {with(func(f *closing.Facts) {
			f.End, f.ClosedOn = civil.MustParse("2025-11-30"), civil.MustParse("2025-11-30")
		}), "[]"},
		"closed before the year": {with(func(f *closing.Facts) {
			f.End, f.ClosedOn = civil.MustParse("2024-12-31"), civil.MustParse("2024-12-31")
		}), "[]"},
		"a gap":                {with(func(f *closing.Facts) { f.Gaps = []civil.Period{period("2025-06-10", "2025-06-20")} }), "[2025-06-11/2025-06-20]"},
		"a gap within one day": {with(func(f *closing.Facts) { f.Gaps = []civil.Period{period("2025-06-10", "2025-06-10")} }), "[2025-06-10/2025-06-10]"},
		"gaps over the year's ends": {with(func(f *closing.Facts) {
			f.Gaps = []civil.Period{period("2024-12-20", "2025-01-02"), period("2025-12-30", "2026-01-05")}
		}), "[2025-01-01/2025-01-02 2025-12-31/2025-12-31]"},
		"statements of other years":   {closing.Facts{First: civil.MustParse("2023-01-01"), End: civil.MustParse("2023-12-31")}, "[2025-01-01/2025-12-31]"},
		"statements of the next year": {closing.Facts{First: civil.MustParse("2026-01-01"), End: civil.MustParse("2026-12-31")}, "[2025-01-01/2025-12-31]"},
	} {
		var days []string
		for _, p := range closing.Judge(c.facts, on, year).Missing {
			days = append(days, p.From.String()+"/"+p.To.String())
		}
		if got := fmt.Sprint(days); got != c.want {
			t.Errorf("%s: %s; want %s", name, got, c.want)
		}
	}
}
