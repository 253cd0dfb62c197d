package desktop

import "sobank/backend/trend"

// Trends is « Soldes et mouvements »: an account, or all of a client's, over time.
type Trends struct{ desk *Desk }

// TrendQuery says whose, and of when. One of the two identifiers is given; days are written 2026-03-14.
type TrendQuery struct {
	AccountID int64  `json:"accountId"`
	ClientID  int64  `json:"clientId"`
	From      string `json:"from"`
	To        string `json:"to"`
}

// TrendView is what happened, a line a currency.
type TrendView struct {
	Name  string      `json:"name"`
	Lines []TrendLine `json:"lines"`
}

// TrendLine is one currency's. Amounts are in minor units.
type TrendLine struct {
	Currency string       `json:"currency"`
	Decimals int          `json:"decimals"`
	Accounts int          `json:"accounts"`
	Months   []TrendMonth `json:"months"`
	Points   []TrendPoint `json:"points"`
}

// TrendMonth is what was booked in a month.
type TrendMonth struct {
	First   string `json:"first"`
	Count   int    `json:"count"`
	Credits int64  `json:"credits"`
	Debits  int64  `json:"debits"`
	Balance *int64 `json:"balance"`
}

// TrendPoint is what the accounts held together at the end of a day when that changed.
type TrendPoint struct {
	On      string `json:"on"`
	Balance int64  `json:"balance"`
}

// Of follows an account, or a client's.
func (t *Trends) Of(q TrendQuery) (TrendView, error) {
	return ask(t.desk.given(q), func(v visit) (TrendView, error) {
		period, err := periodOf(q.From, q.To)
		if err != nil {
			return TrendView{}, err
		}
		got, err := v.house.Trends.Of(v.ctx, v.actor, trend.Query{AccountID: q.AccountID, ClientID: q.ClientID, Period: period})
		view := TrendView{Name: got.Name, Lines: make([]TrendLine, len(got.Lines))}
		for i, l := range got.Lines {
			view.Lines[i] = trendLineOf(l)
		}
		return view, err
	})
}

func trendLineOf(l trend.Line) TrendLine {
	line := TrendLine{Currency: l.Currency, Decimals: l.Decimals, Accounts: l.Accounts, Months: make([]TrendMonth, len(l.Months)), Points: make([]TrendPoint, len(l.Points))}
	for i, m := range l.Months {
		line.Months[i] = TrendMonth{First: m.First.String(), Count: m.Count, Credits: m.Credits, Debits: m.Debits, Balance: m.Balance}
	}
	for i, p := range l.Points {
		line.Points[i] = TrendPoint{On: p.On.String(), Balance: p.Balance}
	}
	return line
}
