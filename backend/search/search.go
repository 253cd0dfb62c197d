// Package search finds operations among all that a person may see, by what they type: words of
// the label and of what stands with it, amounts, days, an IBAN; and by what they choose beside.
//
//	page, err := searches.Find(ctx, actor, search.Query{Text: "loyer >1000 mars 2026"})
package search

import (
	"context"
	"time"

	"sobank/backend/civil"
	"sobank/backend/fault"
	"sobank/backend/iban"
	"sobank/backend/rights"
)

// Query is what is asked for: all of it must hold.
type Query struct {
	Text       string // see Read
	FirmIDs    []int64
	ClientIDs  []int64
	AccountIDs []int64
	Banks      []string     // bank codes of five digits
	Codes      []string     // interbank operation codes
	Side       string       // "debit", "credit" or "" for both
	Period     civil.Period // of the booking day; open where zero
	Mine       bool         // « Mes dossiers »
	After      int64        // the key of the last row of the page before; 0 from the first row
	Skip       int          // rows left out from there
	Limit      int          // at most 500
}

// Want is a query whose text was read.
type Want struct {
	Query
	Meaning
}

// Row is an operation that was found. Its Key orders the list: latest day first, then latest received.
type Row struct {
	Key         int64
	OperationID int64
	StatementID int64
	Position    int // in its statement, 0-based
	AccountID   int64
	IBAN        iban.IBAN
	AccountKey  string
	BankCode    string
	ClientID    int64
	ClientName  string
	FirmID      int64 // 0: of no firm
	FirmName    string
	BookedOn    civil.Date
	ValueOn     civil.Date
	Amount      int64
	Currency    string
	Decimals    int
	Code        string
	Label       string
	Reference   string
}

// Found is a page of a search.
type Found struct {
	Rows    []Row
	Meaning Meaning
	Behind  int // operations that were received and are not yet searchable by their words
}

// Total sums what a search finds in one currency, in minor units; debits are negative.
type Total struct {
	Currency string
	Decimals int
	Count    int
	Credits  int64
	Debits   int64
}

// Store reads what is looked for, and keeps what makes it quick. Each call is one transaction.
type Store interface {
	Read(context.Context, func(Tx) error) error
	Write(context.Context, func(Tx) error) error
}

// Tx is what searching needs of a transaction.
type Tx interface {
	// Standing reads what the actor is now. Unauthenticated when the session has ended.
	Standing(rights.Actor) (rights.Standing, error)
	// FoundOperations gives a page of what the standing may see, latest day first.
	FoundOperations(rights.Standing, Want) ([]Row, error)
	// FoundTotals sums all of it, a line a currency.
	FoundTotals(rights.Standing, Want) ([]Total, error)
	// SeenBanks lists the bank codes of the accounts that the standing may see.
	SeenBanks(rights.Standing) ([]string, error)
	// Unindexed counts the operations that are not yet searchable.
	Unindexed() (int, error)
	// IndexOperations makes the next n searchable and says how many it did.
	IndexOperations(n int) (int, error)
	// SavedSearches lists a person's own, by name.
	SavedSearches(staffID int64) ([]Saved, error)
	// SaveSearch keeps one, or replaces that of the same name.
	SaveSearch(staffID int64, s Saved) (int64, error)
	// RemoveSearch forgets one of a person. NotFound.
	RemoveSearch(staffID, id int64) error
}

// Service searches.
type Service struct {
	Store Store
	Now   func() time.Time
}

// batch is how many operations are made searchable at a time: what others may wait for.
const batch = 5000

// Find gives a page of the operations that the actor may see. Errors: Unauthenticated, Invalid.
func (s *Service) Find(ctx context.Context, actor rights.Actor, q Query) (f Found, err error) {
	want, err := s.want(q)
	if err != nil {
		return f, err
	}
	f.Meaning = want.Meaning
	err = s.Store.Read(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		if f.Behind, err = tx.Unindexed(); err != nil {
			return err
		}
		f.Rows, err = tx.FoundOperations(standing, want)
		return err
	})
	return f, err
}

// Totals sums all that a query finds. Errors: Unauthenticated, Invalid.
func (s *Service) Totals(ctx context.Context, actor rights.Actor, q Query) (totals []Total, err error) {
	want, err := s.want(q)
	if err != nil {
		return nil, err
	}
	err = s.Store.Read(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		totals, err = tx.FoundTotals(standing, want)
		return err
	})
	return totals, err
}

// Banks lists the bank codes of the accounts that the actor may see, to choose among.
func (s *Service) Banks(ctx context.Context, actor rights.Actor) (codes []string, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		codes, err = tx.SeenBanks(standing)
		return err
	})
	return codes, err
}

// Want reads what a query asks for.
func (s *Service) Want(q Query) Want {
	w := Want{Query: q, Meaning: Read(q.Text, civil.Of(s.Now()))}
	if w.Side == "" {
		w.Side = w.Meaning.Sign
	}
	return w
}

func (s *Service) want(q Query) (Want, error) {
	if q.Side != "" && q.Side != debit && q.Side != credit {
		return Want{}, fault.New(fault.Invalid, "Ce sens n'existe pas.").WithField("side")
	}
	return s.Want(q), nil
}

// Index makes searchable what is not yet, a batch a transaction, until all is or the context ends,
// and says how many operations it did.
func (s *Service) Index(ctx context.Context) (all int, err error) {
	for {
		done := 0
		err := s.Store.Read(ctx, func(tx Tx) (err error) { done, err = tx.Unindexed(); return err })
		if err != nil || done == 0 {
			return all, err
		}
		err = s.Store.Write(ctx, func(tx Tx) (err error) { done, err = tx.IndexOperations(batch); return err })
		if all += done; err != nil || done == 0 {
			return all, err
		}
	}
}
