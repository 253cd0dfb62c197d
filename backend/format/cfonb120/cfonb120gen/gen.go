// Package cfonb120gen writes CFONB120 files for tests and benchmarks: valid, continuous,
// the same for the same options, and shaped like what French banks send to a firm.
//
//	summary, err := cfonb120gen.Generate(w, cfonb120gen.Options{Operations: 100_000, Accounts: 300, Seed: 1})
//
// Each account has one statement a working day, whose opening balance is the closing
// balance of the day before. An operation takes about 330 bytes, complements and its share
// of the balances included.
package cfonb120gen

import (
	"bufio"
	"io"
	"math/rand/v2"
	"time"

	"sobank/backend/civil"
	"sobank/backend/format/cfonb120"
	"sobank/backend/iban"
	"sobank/backend/statement"
)

// Options says what to generate. A zero field takes its default.
type Options struct {
	Operations   int        // exactly so many; none by default
	Accounts     int        // 300
	Seed         uint64     // 0 is a seed like another
	First        civil.Date // first day, moved to a working day; 2 January 2026
	PerStatement int        // operations of a statement on average; 8
}

// Summary is what was written.
type Summary struct {
	Accounts    []iban.IBAN
	Statements  int
	Operations  int
	Details     int
	Bytes       int64
	First, Last civil.Date // booking days
	Net         int64      // sum of the operations, in centimes
}

// Generate writes the file that the options describe, day after day and within a day
// account after account. Its error is w's.
func Generate(w io.Writer, o Options) (Summary, error) {
	o = o.withDefaults()
	out := &counter{w: bufio.NewWriterSize(w, 1<<16)}
	g := newGenerator(o)
	for day := workingDay(o.First); g.sum.Operations < o.Operations; day = workingDay(day.AddDays(1)) {
		if err := g.day(out, day, o); err != nil {
			return g.sum, err
		}
	}
	g.sum.Bytes = out.n
	return g.sum, out.w.Flush()
}

func (o Options) withDefaults() Options {
	if o.Accounts <= 0 {
		o.Accounts = 300
	}
	if o.PerStatement <= 0 {
		o.PerStatement = 8
	}
	if o.First.IsZero() {
		o.First = 20260102
	}
	return o
}

// workingDay is d, or the Monday after it.
func workingDay(d civil.Date) civil.Date {
	for d.Time().Weekday() == time.Saturday || d.Time().Weekday() == time.Sunday {
		d = d.AddDays(1)
	}
	return d
}

type counter struct {
	w *bufio.Writer
	n int64
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	return n, err
}

// generator holds the balances between two days.
type generator struct {
	rng      *rand.Rand
	sum      Summary
	balances []statement.Balance
	draft    statement.Draft
	details  []statement.Detail
}

func newGenerator(o Options) *generator {
	g := &generator{
		rng:      rand.New(rand.NewPCG(o.Seed, 2)), // #nosec G404 -- invented files, the same for the same seed
		sum:      Summary{Accounts: Accounts(o.Accounts, o.Seed), First: workingDay(o.First)},
		balances: make([]statement.Balance, o.Accounts),
		draft:    statement.Draft{Format: cfonb120.Name, Currency: "EUR", Decimals: 2},
	}
	for i := range g.balances {
		g.balances[i] = statement.Balance{On: o.First.AddDays(-1), Amount: g.rng.Int64N(20_000_000) - 1_000_000}
	}
	return g
}

// day writes one statement of each account, until there are enough operations.
func (g *generator) day(w io.Writer, day civil.Date, o Options) error {
	for i := range g.balances {
		left := o.Operations - g.sum.Operations
		if left == 0 {
			return nil
		}
		n := min(left, g.rng.IntN(2*o.PerStatement+1))
		if err := g.statement(w, i, day, n); err != nil {
			return err
		}
	}
	return nil
}

func (g *generator) statement(w io.Writer, account int, day civil.Date, n int) error {
	d := &g.draft
	d.IBAN = g.sum.Accounts[account]
	d.RIB, _ = d.IBAN.RIB()
	opening := g.balances[account]
	closing := statement.Balance{On: day, Amount: opening.Amount}
	d.Operations, g.details = d.Operations[:0], g.details[:0]
	for range n {
		op := g.operation(day)
		closing.Amount += op.Amount
		g.sum.Net += op.Amount
		g.sum.Details += len(op.Details)
		d.Operations = append(d.Operations, op)
	}
	d.Opening, d.Closing = &opening, &closing
	g.balances[account] = closing
	g.sum.Statements++
	g.sum.Operations += n
	g.sum.Last = day
	return cfonb120.Write(w, d)
}
