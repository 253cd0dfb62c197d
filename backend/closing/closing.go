// Package closing says where each IBAN stood at the end of a day, and whether all days of a
// fiscal year are covered by its statements.
//
//	page, err := closings.List(ctx, actor, closing.Query{On: civil.MustParse("2025-12-31"), Year: year})
package closing

import (
	"context"

	"sobank/backend/civil"
	"sobank/backend/fault"
	"sobank/backend/iban"
	"sobank/backend/rights"
	"sobank/backend/statement"
)

// Query filters and pages the IBANs, by client.
type Query struct {
	On         civil.Date   // the day whose end is asked for
	Year       civil.Period // the fiscal year, both days included
	Search     string       // as in the list of IBANs
	FirmIDs    []int64
	Mine       bool // « Mes dossiers »
	Incomplete bool // those alone whose balance or year is not certain
	Offset     int
	Limit      int // at most 500
}

// Certainty is how much a balance is worth.
type Certainty string

// The certainties. Only Exact is a balance that the bank's statements prove.
const (
	Exact     Certainty = "exact"      // a statement ends on that day, or the one that follows goes on from there
	LastKnown Certainty = "last_known" // nothing came since
	Broken    Certainty = "broken"     // a gap lies between the last balance and that day
	Unproven  Certainty = "unproven"   // balances are missing, or statements do not add up
	None      Certainty = "none"       // no statement yet on that day
)

// French is the certainty on screen.
func (c Certainty) French() string {
	switch c {
	case Exact:
		return "Exact"
	case LastKnown:
		return "Dernier connu"
	case Broken:
		return "Interruption"
	case Unproven:
		return "Non vérifiable"
	}
	return "Aucun relevé"
}

// Row is an IBAN at the end of a day and over a fiscal year.
type Row struct {
	AccountID  int64
	IBAN       iban.IBAN
	Key        string
	BankCode   string
	ClientID   int64
	ClientName string
	Reference  string
	FirmID     int64
	FirmName   string
	Currency   string
	Decimals   int
	Certainty  Certainty
	Balance    *int64         // nil when it is not known
	KnownOn    civil.Date     // the day of the last statement that counts in it
	Missing    []civil.Period // the days of the year that no statement covers, in order
	Unproven   int            // statements of the year whose balances do not prove them
}

// Complete reports whether the year is covered and proven.
func (r Row) Complete() bool { return len(r.Missing) == 0 && r.Unproven == 0 }

// Facts is what is stored of an account, for the rules.
type Facts struct {
	Row
	Last     *Mark          // the last statement that ends on the day or before
	Next     *Mark          // the first that ends after
	Moved    int64          // sum of what was booked after Last and until the day
	Since    int64          // sum of what Next holds until the day, when there is no Last
	First    civil.Date     // of all its statements
	End      civil.Date     // of all its statements
	Gaps     []civil.Period // interruptions of the year: from the balance before to the next one's
	From     civil.Date     // start of collection, 0 without
	ClosedOn civil.Date
}

// Mark is one statement beside the day.
type Mark struct {
	Start, End       civil.Date
	Opening, Closing *int64
	State            statement.State
}

// Store reads accounts. Each call is one transaction.
type Store interface {
	Read(context.Context, func(Tx) error) error
}

// Tx is what closing needs of a transaction.
type Tx interface {
	// Standing reads what the actor is now. Unauthenticated when the session has ended.
	Standing(rights.Actor) (rights.Standing, error)
	// Closings gives the facts of all accounts that the standing may see and that match, by client.
	Closings(rights.Standing, Query) ([]Facts, error)
}

// Service says where accounts stood.
type Service struct{ Store Store }

// Summary counts the rows of a whole list.
type Summary struct {
	Listed    int // of the list as it is filtered
	Accounts  int
	Exact     int
	Complete  int
	Certainty map[Certainty]int
}

// List gives a page of the IBANs that the actor may see, by client, with the summary of all.
// Errors: Unauthenticated, Invalid (the days).
func (s *Service) List(ctx context.Context, actor rights.Actor, q Query) (rows []Row, all Summary, err error) {
	every, all, err := s.read(ctx, actor, q)
	if err != nil {
		return nil, all, err
	}
	from := min(max(q.Offset, 0), len(every))
	limit := q.Limit
	if limit <= 0 || limit > 500 {
		limit = 500
	}
	return every[from:min(from+limit, len(every))], all, nil
}

func (s *Service) read(ctx context.Context, actor rights.Actor, q Query) (rows []Row, all Summary, err error) {
	if q.On == 0 || q.Year.From == 0 || q.Year.To < q.Year.From || q.Year.From.DaysUntil(q.Year.To) > 2*366 {
		return nil, all, fault.New(fault.Invalid, "Donnez le jour des soldes, et un exercice de deux ans au plus.").WithField("on")
	}
	err = s.Store.Read(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		rows, all, err = Rows(tx, standing, q)
		return err
	})
	return rows, all, err
}

// Rows judges all accounts of a query, for a list or an export.
func Rows(tx Tx, standing rights.Standing, q Query) (rows []Row, all Summary, err error) {
	facts, err := tx.Closings(standing, q)
	if err != nil {
		return nil, all, err
	}
	all.Certainty = map[Certainty]int{}
	for _, f := range facts {
		r := Judge(f, q.On, q.Year)
		all.Accounts++
		all.Certainty[r.Certainty]++
		if r.Certainty == Exact {
			all.Exact++
		}
		if r.Complete() {
			all.Complete++
		}
		if !q.Incomplete || r.Certainty != Exact || !r.Complete() {
			rows = append(rows, r)
		}
	}
	all.Listed = len(rows)
	return rows, all, nil
}
