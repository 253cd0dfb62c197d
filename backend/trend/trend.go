// Package trend follows an account, or all of a client's: what it held day by day, what came in and
// went out month by month.
//
//	view, err := trends.Of(ctx, actor, trend.Query{AccountID: 7, Period: year})
package trend

import (
	"context"

	"sobank/backend/civil"
	"sobank/backend/fault"
	"sobank/backend/rights"
)

// Query says whose, and of when. One of the two identifiers is given.
type Query struct {
	AccountID int64
	ClientID  int64
	Period    civil.Period // 10 years at most
}

// View is what happened, a line a currency.
type View struct {
	Name  string // of the client
	Lines []Line
}

// Line is one currency's. Amounts are in minor units.
type Line struct {
	Currency string
	Decimals int
	Accounts int
	Months   []Month
	Points   []Point
}

// Month is what was booked in a month.
type Month struct {
	First   civil.Date // its first day
	Count   int
	Credits int64
	Debits  int64  // negative or 0
	Balance *int64 // known at its end, or on the period's last day; nil when some account's is not
}

// Point is what the accounts held together at the end of a day when that changed; days between are
// like the one before.
type Point struct {
	On      civil.Date
	Balance int64
}

// Closing is a balance that a statement gives at the end of a day.
type Closing struct {
	AccountID int64
	On        civil.Date
	Amount    int64
}

// Account is one of those that are followed.
type Account struct {
	ID       int64
	Currency string
	Decimals int
}

// Booked is what was booked on an account in a month.
type Booked struct {
	AccountID int64
	Month     civil.Date // its first day
	Count     int
	Credits   int64
	Debits    int64
}

// Store reads accounts. Each call is one transaction.
type Store interface {
	Read(context.Context, func(Tx) error) error
}

// Tx is what following needs of a transaction.
type Tx interface {
	// Standing reads what the actor is now. Unauthenticated when the session has ended.
	Standing(rights.Actor) (rights.Standing, error)
	// Followed gives the accounts of a query that the standing may see, and their client's name.
	// NotFound when there is none.
	Followed(rights.Standing, Query) ([]Account, string, error)
	// BookedByMonth sums what was booked, by month.
	BookedByMonth(accounts []int64, p civil.Period) ([]Booked, error)
	// ClosingsDuring lists the balances that statements give during a period, and the last before it,
	// by day.
	ClosingsDuring(accounts []int64, p civil.Period) ([]Closing, error)
}

// Service follows accounts.
type Service struct{ Store Store }

// Of follows an account, or a client's. Errors: Unauthenticated, NotFound, Invalid (the period).
func (s *Service) Of(ctx context.Context, actor rights.Actor, q Query) (v View, err error) {
	if q.Period.From == 0 || q.Period.To < q.Period.From || q.Period.From.DaysUntil(q.Period.To) > 3660 {
		return v, fault.New(fault.Invalid, "Donnez une période de dix ans au plus.").WithField("from")
	}
	err = s.Store.Read(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		accounts, name, err := tx.Followed(standing, q)
		if err != nil {
			return err
		}
		v.Name = name
		ids := make([]int64, len(accounts))
		for i, a := range accounts {
			ids[i] = a.ID
		}
		booked, err := tx.BookedByMonth(ids, q.Period)
		if err != nil {
			return err
		}
		closings, err := tx.ClosingsDuring(ids, q.Period)
		v.Lines = Draw(accounts, booked, closings, q.Period)
		return err
	})
	return v, err
}
