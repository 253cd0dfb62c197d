// Package coverage says for each IBAN which days its statements cover, how often they come, and
// whether they are late: a bank that stopped sending is seen at once.
//
//	page, err := coverages.List(ctx, actor, coverage.Query{Period: lastQuarter})
package coverage

import (
	"cmp"
	"context"
	"slices"
	"time"

	"sobank/backend/civil"
	"sobank/backend/fault"
	"sobank/backend/iban"
	"sobank/backend/rights"
	"sobank/backend/settings"
	"sobank/backend/statement"
)

// Query filters and pages the IBANs: the latest first, then by client.
type Query struct {
	Period  civil.Period // whose days are drawn; 366 at most
	Search  string       // as in the list of IBANs
	FirmIDs []int64
	Mine    bool // « Mes dossiers »
	Late    bool // those alone
	Offset  int
	Limit   int // at most 3000
}

// Row is an IBAN with its days.
type Row struct {
	AccountID  int64
	IBAN       iban.IBAN
	Key        string
	BankCode   string
	ClientID   int64
	ClientName string
	FirmName   string
	Collected  bool       // its mandate is approved: statements are to come by themselves
	LastOn     civil.Date // the day of the last statement's end, 0 without one
	Rhythm     Rhythm
	Late       int    // working days beyond the day when a statement was due, 0 when it is not late
	Days       string // a letter a day of the period; see Day
}

// Day is what is known of a day of an account.
type Day byte

// The days.
const (
	Received Day = 'r' // operations were received
	Quiet    Day = 'e' // covered by statements, without an operation
	Gap      Day = 'm' // two statements do not follow on: something is missing
	Doubtful Day = 'd' // of a statement that does not add up, or cannot be proven
	Nothing  Day = '.' // no statement, before the first or after the last
)

// Store reads accounts. Each call is one transaction.
type Store interface {
	Read(context.Context, func(Tx) error) error
}

// Tx is what coverage needs of a transaction.
type Tx interface {
	settings.Reader
	// Standing reads what the actor is now. Unauthenticated when the session has ended.
	Standing(rights.Actor) (rights.Standing, error)
	// Arrivals gives the accounts that the standing may see and that match, with the ends of their
	// last statements, latest first, and whether they are still collected. Those with a statement that
	// ends on a day or after (since) cannot be late: their ends are left out.
	Arrivals(s rights.Standing, q Query, since civil.Date) ([]Arrival, error)
	// Ends gives the ends of the last statements of accounts, latest first.
	Ends(accounts []int64) (map[int64][]civil.Date, error)
	// Spans gives the statements of each account that touch a period, by day. Two accounts may be
	// given at the same time; the spans are valid until each returns.
	Spans(accounts []int64, p civil.Period, each func(accountID int64, spans []Span)) error
}

// Arrival is an account and when its last statements ended.
type Arrival struct {
	Row
	Ends   []civil.Date // of at most twelve days, latest first
	Closed bool         // the account, or the mission
}

// Span is a statement on its account's days.
type Span struct {
	Start, End civil.Date
	Moved      bool // with operations
	State      statement.State
	Expected   civil.Date // of an interruption: the day of the balance before
}

// mostRows is how many IBANs are drawn at once.
const mostRows = 3000

// Service says which days are covered.
type Service struct {
	Store Store
	Now   func() time.Time
}

// Page is a page of IBANs with the counts of the whole list.
type Page struct {
	Rows     []Row
	Listed   int // of the list as it is filtered
	Late     int // of all
	Accounts int
}

// List gives a page of the IBANs that the actor may see. Errors: Unauthenticated, Invalid (the period).
func (s *Service) List(ctx context.Context, actor rights.Actor, q Query) (page Page, err error) {
	if q.Period.From == 0 || q.Period.To < q.Period.From || q.Period.From.DaysUntil(q.Period.To) > 366 {
		return page, fault.New(fault.Invalid, "Donnez une période d'un an au plus.").WithField("from")
	}
	err = s.Store.Read(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		if page, err = s.arrivals(tx, standing, q); err != nil {
			return err
		}
		if err := rhythms(tx, page.Rows); err != nil {
			return err
		}
		return draw(tx, page.Rows, q.Period)
	})
	return page, err
}

// arrivals judges all accounts and keeps a page of them, without their days.
func (s *Service) arrivals(tx Tx, standing rights.Standing, q Query) (page Page, err error) {
	set, err := settings.Read(tx)
	if err != nil {
		return page, err
	}
	today := civil.Of(s.Now())
	all, err := tx.Arrivals(standing, q, today.AddDays(-set.AlertDays))
	if err != nil {
		return page, err
	}
	page.Accounts = len(all)
	var rows []Row
	for _, a := range all {
		r := judge(a, today, set.AlertDays)
		if r.Late > 0 {
			page.Late++
		}
		if r.Late > 0 || !q.Late {
			rows = append(rows, r)
		}
	}
	slices.SortStableFunc(rows, func(a, b Row) int { return cmp.Compare(b.Late, a.Late) })
	page.Listed = len(rows)
	limit := q.Limit
	if limit <= 0 || limit > mostRows {
		limit = mostRows
	}
	from := min(max(q.Offset, 0), len(rows))
	page.Rows = rows[from:min(from+limit, len(rows))]
	return page, nil
}

// judge says how often an account's statements come, and whether one is late.
func judge(a Arrival, today civil.Date, alertDays int) Row {
	r := a.Row
	r.Rhythm = RhythmOf(a.Ends)
	if len(a.Ends) == 0 {
		return r
	}
	r.LastOn = a.Ends[0]
	if due := r.Rhythm.Next(r.LastOn); r.Collected && !a.Closed && due != 0 {
		if late := due.WorkingDaysUntil(today); late > alertDays {
			r.Late = late
		}
	}
	return r
}

// rhythms says how often the statements of rows come, and when the last one did, of those whose ends
// were left out.
func rhythms(tx Tx, rows []Row) error {
	var ids []int64
	for _, r := range rows {
		if r.LastOn == 0 {
			ids = append(ids, r.AccountID)
		}
	}
	ends, err := tx.Ends(ids)
	for i, r := range rows {
		if of := ends[r.AccountID]; len(of) > 0 {
			rows[i].Rhythm, rows[i].LastOn = RhythmOf(of), of[0]
		}
	}
	return err
}

// draw writes the days of rows.
func draw(tx Tx, rows []Row, p civil.Period) error {
	ids := make([]int64, len(rows))
	days := make(map[int64][]Day, len(rows))
	for i, r := range rows {
		ids[i] = r.AccountID
		days[r.AccountID] = slices.Repeat([]Day{Nothing}, p.From.DaysUntil(p.To)+1)
	}
	err := tx.Spans(ids, p, func(id int64, spans []Span) {
		var last civil.Date
		for _, s := range spans {
			paint(days[id], p, s, last)
			last = max(last, s.End)
		}
	})
	for i, r := range rows {
		rows[i].Days = string(text(days[r.AccountID]))
	}
	return err
}

func text(days []Day) []byte {
	b := make([]byte, len(days))
	for i, d := range days {
		b[i] = byte(d)
	}
	return b
}

// paint draws one statement: its days, and those before it that it is tied to. after is the end of
// what was drawn before.
func paint(days []Day, p civil.Period, s Span, after civil.Date) {
	from := s.Start.AddDays(1) // the day of the opening balance is that of the one before
	if s.Start == s.End || after == 0 && s.Moved {
		from = s.Start
	}
	switch {
	case s.State == statement.Interruption && s.Expected != 0:
		fill(days, p, min(s.Expected.AddDays(1), s.Start), s.Start, Gap)
	case after != 0 && after < s.Start:
		fill(days, p, after.AddDays(1), s.Start, Quiet) // it follows on: nothing was booked between
	}
	fill(days, p, from, s.End, kind(s))
}

func kind(s Span) Day {
	switch s.State {
	case statement.Incoherent, statement.Unverifiable, statement.Conflicting:
		return Doubtful
	}
	if !s.Moved {
		return Quiet
	}
	return Received
}

func fill(days []Day, p civil.Period, from, to civil.Date, d Day) {
	first, last := max(p.From.DaysUntil(from), 0), min(p.From.DaysUntil(to), len(days)-1)
	for i := first; i <= last; i++ {
		days[i] = d
	}
}
