package closing

import (
	"slices"

	"sobank/backend/civil"
	"sobank/backend/statement"
)

// Judge says what an account's balance was at the end of a day, and which days of a year are not
// covered.
func Judge(f Facts, on civil.Date, year civil.Period) Row {
	r := f.Row
	r.Certainty, r.Balance, r.KnownOn = balanceOn(f, on)
	r.Missing = missing(f, year)
	return r
}

func balanceOn(f Facts, on civil.Date) (Certainty, *int64, civil.Date) {
	last, next := f.Last, f.Next
	if last == nil {
		return beforeAll(f, on)
	}
	if last.Closing == nil || doubtful(last.State) {
		return Unproven, last.Closing, last.End
	}
	balance := *last.Closing + f.Moved
	switch {
	case last.End == on:
		return Exact, &balance, on
	case next == nil:
		return LastKnown, &balance, last.End
	case next.State == statement.Interruption && next.Start > on:
		return Broken, last.Closing, last.End // the gap is open on that day
	case next.State == statement.Interruption && next.Opening != nil:
		balance = *next.Opening + f.Moved // the gap lies before what is booked until that day
		return Exact, &balance, on
	case next.Opening == nil || next.Closing == nil || doubtful(next.State):
		return Unproven, &balance, last.End
	}
	return Exact, &balance, on // the next one goes on from the last one's balance
}

// beforeAll is the balance when no statement has ended yet.
func beforeAll(f Facts, on civil.Date) (Certainty, *int64, civil.Date) {
	next := f.Next
	if next == nil || next.Start > on {
		return None, nil, 0
	}
	if next.Opening == nil || doubtful(next.State) {
		return Unproven, nil, 0
	}
	balance := *next.Opening + f.Since
	return Exact, &balance, on
}

// doubtful statements do not prove their balances.
func doubtful(s statement.State) bool {
	return s == statement.Incoherent || s == statement.Unverifiable || s == statement.Conflicting
}

// missing is the days of a year that no statement covers. What follows on without a gap covers the
// days between: nothing was booked on them.
func missing(f Facts, year civil.Period) (days []civil.Period) {
	due := civil.Period{From: max(year.From, f.From), To: year.To}
	if f.ClosedOn != 0 && f.ClosedOn < due.To {
		due.To = f.ClosedOn
	}
	if due.From > due.To {
		return nil // not collected yet, or closed
	}
	if f.First == 0 || f.First > due.To || f.End < due.From {
		return []civil.Period{due}
	}
	if f.First > due.From {
		days = append(days, civil.Period{From: due.From, To: f.First.AddDays(-1)})
	}
	for _, g := range f.Gaps {
		if g.From < g.To {
			g.From = g.From.AddDays(1) // the day of the balance before is covered
		}
		g.From, g.To = max(g.From, due.From), min(g.To, due.To)
		if g.From <= g.To {
			days = append(days, g)
		}
	}
	if f.End < due.To {
		days = append(days, civil.Period{From: f.End.AddDays(1), To: due.To})
	}
	slices.SortFunc(days, func(a, b civil.Period) int { return int(a.From - b.From) })
	return days
}
