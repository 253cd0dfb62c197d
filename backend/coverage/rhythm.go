package coverage

import (
	"slices"

	"sobank/backend/civil"
)

// Rhythm is how often an account's statements come, learnt from the last of them.
type Rhythm string

// The rhythms. Unknown: too few statements came to tell.
const (
	Unknown Rhythm = ""
	Daily   Rhythm = "daily"
	Weekly  Rhythm = "weekly"
	Tenth   Rhythm = "tenth" // every ten days or two weeks
	Monthly Rhythm = "monthly"
	Rare    Rhythm = "rare"
)

// French is the rhythm on screen.
func (r Rhythm) French() string {
	switch r {
	case Daily:
		return "Quotidien"
	case Weekly:
		return "Hebdomadaire"
	case Tenth:
		return "Bimensuel"
	case Monthly:
		return "Mensuel"
	case Rare:
		return "Plus rare"
	}
	return "Pas encore connu"
}

// fewest is how many gaps between statements tell a rhythm.
const fewest = 3

// RhythmOf tells a rhythm from the ends of the last statements, latest first: the median of the days
// between them, so that holidays and one late statement change nothing.
func RhythmOf(ends []civil.Date) Rhythm {
	var between []int
	for i := 1; i < len(ends); i++ {
		if n := ends[i].DaysUntil(ends[i-1]); n > 0 {
			between = append(between, n)
		}
	}
	if len(between) < fewest {
		return Unknown
	}
	slices.Sort(between)
	switch median := between[len(between)/2]; {
	case median <= 4:
		return Daily
	case median <= 8:
		return Weekly
	case median <= 20:
		return Tenth
	case median <= 35:
		return Monthly
	}
	return Rare
}

// Next is the day when the next statement is due after one, 0 when nobody can tell.
func (r Rhythm) Next(last civil.Date) civil.Date {
	switch r {
	case Daily:
		next := last.AddDays(1)
		for next != 0 && !next.Working() {
			next = next.AddDays(1)
		}
		return next
	case Weekly:
		return last.AddDays(7)
	case Tenth:
		return last.AddDays(16)
	case Monthly:
		return last.AddDays(33) // the longest month, and a weekend
	}
	return 0
}
