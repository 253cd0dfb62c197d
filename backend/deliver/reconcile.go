package deliver

import (
	"context"
	"strings"
	"time"

	"sobank/backend/civil"
	"sobank/backend/fault"
	"sobank/backend/firm"
	"sobank/backend/iban"
	"sobank/backend/rights"
)

// Reconciler compares what was sent with what the partners say.
type Reconciler struct {
	Store  ReconcilingStore
	Engine *Engine
}

// ReconcilingStore keeps the queue. Each call is one transaction.
type ReconcilingStore interface {
	Read(context.Context, func(ReconcilingTx) error) error
}

// ReconcilingTx is what comparing needs of a transaction.
type ReconcilingTx interface {
	// Standing reads what the actor is now. Unauthenticated when the session has ended.
	Standing(rights.Actor) (rights.Standing, error)
	// Connector reads a connector that was not removed. NotFound when there is none.
	Connector(id int64) (firm.Connector, error)
	// Tallies counts, account by account in the order of their clients, what arrived by a
	// connector, or is to be checked, and changed last from an instant on and before another.
	// Of the accounts that the standing may not see it gives the number of statements.
	Tallies(s rights.Standing, connectorID int64, from, before time.Time) (seen []AccountTally, hidden int, err error)
	// Unexplained reads the shipments of which the partner did not take what was sent, of those
	// whose ids are given, at most a bounded number.
	Unexplained(ids []int64) ([]Discrepancy, error)
	// Deposits counts what a connector put in its place in a span.
	Deposits(s rights.Standing, connectorID int64, from, before time.Time) (Deposits, error)
	// FilesOf reads what a connector put in its place, by the number of a file's first statement.
	FilesOf(s rights.Standing, connectorID int64, statements []int64, from, before time.Time) (map[int64]Filed, error)
}

// Tally compares what was sent with what the partner says.
type Tally struct {
	Statements int // that arrived
	Sent       int // operations of them
	Taken      int // that the partner says it took
	Had        int // of statements that it already had
	Zero       int // of amount 0, among those that it did not take
	Unsaid     int // of statements of which it gave no number
	Missing    int // that it did not take, and nothing here explains
	Excess     int // that it says it took beyond what was sent
	Unclear    int // statements that are to be checked: in none of the others
}

// AccountTally is what one account's statements became.
type AccountTally struct {
	AccountID     int64
	IBAN          iban.IBAN
	Key           string
	ClientName    string
	Discrepancies []Discrepancy // unexplained ones, a bounded number
	Tally

	shipments []int64 // those that do not match
}

// WithShipments is a tally with the shipments in which something does not match.
func (a AccountTally) WithShipments(ids []int64) AccountTally {
	a.shipments = ids
	return a
}

// Discrepancy is a shipment of which the partner did not take what was sent.
type Discrepancy struct {
	ShipmentID  int64
	AccountID   int64
	DeliveryID  int64 // one of its deliveries, to open
	FileName    string
	RequestID   string // the partner's support asks for it
	Sent, Taken int    // operations; those of amount 0 are not sent
	At          time.Time
}

// Deposits is what a connector put in its place.
type Deposits struct {
	Files      int // of which the standing may see a statement
	Statements int // that it may see in them
	Unclear    int // statements that are to be checked, in no other count
	Hidden     int // statements that the standing may not see
}

// Filed is a file as it was frozen, with what came of it.
type Filed struct {
	Name     string
	Size     int64
	State    State // of its first statement; "" when this connector has it not
	InPeriod bool
	Hidden   bool // none of its statements may be seen by this standing
	Aside    bool // its first statement may not
}

// secret reports whether a file of that name is not for this standing.
func (f Filed) secret(name string) bool {
	if f.Name != "" && strings.HasPrefix(name, f.Name) {
		return f.Hidden
	}
	return f.Aside
}

// Reconciliation is what we sent against what the partner says, or what stands in its place.
type Reconciliation struct {
	Connector firm.Connector
	Period    civil.Period
	Answers   bool // the partner says how many operations it took: accounts are compared, else files
	Total     Tally
	Accounts  []AccountTally
	Hidden    int    // statements of clients that the actor may not see, in no count
	Place     *Look  // nil for a partner without a place to be looked into
	Sentence  string // what came of it, French
	Advice    string // what to do about what is unexplained, "" when all is explained
	Clean     bool   // all is explained
}

// longestSpan bounds what is compared at once, in days.
const longestSpan = 366

// Reconcile compares what left by a connector in a period, days of this machine's time zone, with
// what its partner says of it, or with the files that stand in its place: then the place is
// looked into, outside any transaction. A place that cannot be looked into is told in the answer.
// Errors: NotFound, Refused for another firm's, Invalid for a period that is open or too long.
func (s *Reconciler) Reconcile(ctx context.Context, actor rights.Actor, connectorID int64, period civil.Period) (Reconciliation, error) {
	r := Reconciliation{Period: period}
	from, before, err := span(period)
	if err != nil {
		return r, err
	}
	err = s.read(ctx, actor, func(tx ReconcilingTx, standing rights.Standing) error {
		if r.Connector, err = tx.Connector(connectorID); err != nil {
			return err
		}
		if err := standing.May(rights.See, r.Connector.FirmID); err != nil {
			return err
		}
		if r.Connector.Receives() {
			return fault.Newf(fault.Conflict, "Rien n'est envoyé à « %s ».", r.Connector.Name)
		}
		partner, _ := firm.PartnerOf(r.Connector.Partner)
		if r.Answers = partner.Mode == firm.Direct; r.Answers {
			return r.reckon(tx, standing, from, before)
		}
		return nil
	})
	if err == nil && !r.Answers {
		err = s.look(ctx, actor, &r, from, before)
	}
	if err == nil {
		r.conclude()
	}
	return r, err
}

func (s *Reconciler) read(ctx context.Context, actor rights.Actor, ask func(ReconcilingTx, rights.Standing) error) error {
	return s.Store.Read(ctx, func(tx ReconcilingTx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		return ask(tx, standing)
	})
}

// span is the period's instants: from the first on, before the second.
func span(p civil.Period) (from, before time.Time, err error) {
	if p.From == 0 || p.To == 0 || p.To < p.From || p.From.DaysUntil(p.To) >= longestSpan {
		return from, before, fault.New(fault.Invalid, "Choisissez une période d'un an au plus.").WithField("period")
	}
	start := func(d civil.Date) time.Time {
		return time.Date(d.Year(), time.Month(d.Month()), d.Day(), 0, 0, 0, 0, time.Local)
	}
	return start(p.From), start(p.To.AddDays(1)), nil
}

// reckon reads the accounts' tallies, and the shipments that do not match.
func (r *Reconciliation) reckon(tx ReconcilingTx, standing rights.Standing, from, before time.Time) (err error) {
	if r.Accounts, r.Hidden, err = tx.Tallies(standing, r.Connector.ID, from, before); err != nil {
		return err
	}
	var odd []int64
	at := map[int64]int{}
	for i, a := range r.Accounts {
		r.Total.add(a.Tally)
		odd, at[a.AccountID] = append(odd, a.shipments...), i
	}
	if len(odd) == 0 {
		return nil
	}
	found, err := tx.Unexplained(odd)
	for _, d := range found {
		a := &r.Accounts[at[d.AccountID]]
		a.Discrepancies = append(a.Discrepancies, d)
	}
	return err
}

func (t *Tally) add(o Tally) {
	t.Statements += o.Statements
	t.Sent += o.Sent
	t.Taken += o.Taken
	t.Had += o.Had
	t.Zero += o.Zero
	t.Unsaid += o.Unsaid
	t.Missing += o.Missing
	t.Excess += o.Excess
	t.Unclear += o.Unclear
}

// Explained reports whether all that was sent is accounted for.
func (t Tally) Explained() bool { return t.Missing == 0 && t.Excess == 0 && t.Unclear == 0 }

// Plain reports whether the partner took all that was sent: there is nothing to say of it.
func (t Tally) Plain() bool { return t.Explained() && t.Taken == t.Sent }
