package trend

import (
	"slices"

	"sobank/backend/civil"
)

// Draw puts what was booked and held on lines, one a currency, in the order of the accounts.
func Draw(accounts []Account, booked []Booked, closings []Closing, p civil.Period) (lines []Line) {
	at := map[string]int{}
	of := map[int64]int{} // account: its line
	for _, a := range accounts {
		i, ok := at[a.Currency]
		if !ok {
			i = len(lines)
			at[a.Currency] = i
			lines = append(lines, Line{Currency: a.Currency, Decimals: a.Decimals, Months: monthsOf(p)})
		}
		lines[i].Accounts++
		of[a.ID] = i
	}
	for _, b := range booked {
		m := lines[of[b.AccountID]].month(b.Month)
		if m == nil {
			continue
		}
		m.Count, m.Credits, m.Debits = m.Count+b.Count, m.Credits+b.Credits, m.Debits+b.Debits
	}
	for i := range lines {
		lines[i].follow(closings, of, i, p)
	}
	return lines
}

func monthsOf(p civil.Period) (months []Month) {
	for first := firstOf(p.From); first != 0 && first <= p.To; first = nextMonth(first) {
		months = append(months, Month{First: first})
	}
	return months
}

func firstOf(d civil.Date) civil.Date { return d - civil.Date(d.Day()) + 1 } // #nosec G115 -- a day is 1 to 31

func nextMonth(first civil.Date) civil.Date {
	if next, ok := civil.New(first.Year(), first.Month()+1, 1); ok {
		return next
	}
	next, _ := civil.New(first.Year()+1, 1, 1)
	return next
}

func (l *Line) month(first civil.Date) *Month {
	i := slices.IndexFunc(l.Months, func(m Month) bool { return m.First == first })
	if i < 0 {
		return nil
	}
	return &l.Months[i]
}

// follow sums the balances of a line's accounts, day by day. There is no point as long as one of them
// has none yet.
func (l *Line) follow(closings []Closing, of map[int64]int, line int, p civil.Period) {
	held := map[int64]int64{}
	sum := int64(0)
	put := func(on civil.Date) {
		if len(held) < l.Accounts {
			return
		}
		if n := len(l.Points); n > 0 && l.Points[n-1].On == on {
			l.Points[n-1].Balance = sum
			return
		}
		l.Points = append(l.Points, Point{On: on, Balance: sum})
	}
	month := 0
	end := func(before civil.Date) { // the months that are over
		for ; month < len(l.Months) && nextMonth(l.Months[month].First) <= before; month++ {
			if len(held) == l.Accounts {
				balance := sum
				l.Months[month].Balance = &balance
			}
		}
	}
	for _, c := range closings {
		if of[c.AccountID] != line {
			continue
		}
		on := max(c.On, p.From)
		end(on)
		sum += c.Amount - held[c.AccountID]
		held[c.AccountID] = c.Amount
		put(on)
	}
	end(nextMonth(firstOf(p.To)))
}
