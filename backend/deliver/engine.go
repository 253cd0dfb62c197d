package deliver

import (
	"context"
	"sync"
	"time"

	"sobank/backend/fault"
	"sobank/backend/firm"
	"sobank/backend/rights"
	"sobank/backend/statement"
)

// Engine takes what is due and delivers it: one worker a connector, so that one connector's
// failure holds back no other, and each account's statements leave in order.
type Engine struct {
	Store     Store
	Partners  map[string]Partner    // by the catalogue's key
	Vault     func() (Vault, error) // opened when a secret is needed
	Outgoing  statement.Outgoing
	Now       func() time.Time
	Wait      func(context.Context, time.Duration) error
	OSAccount string
	Presence  Presence
	// Jitter is a random duration below a limit; nil: waits are exact.
	Jitter func(limit time.Duration) time.Duration

	mu   sync.Mutex
	busy map[int64]bool // the connectors that a run of this process works on
}

// Presence tells which processes on the data folder are alive, so that what one left when it
// was killed is taken up at once, and what one still does is not done twice.
type Presence interface {
	// Owner is this process; it is alive for others as long as it runs.
	Owner() (string, error)
	// Alive reports whether another owner still runs; an error says that it cannot be told.
	Alive(owner string) (bool, error)
	// Running reports whether a process of an OS account is there.
	Running(osAccount string) bool
}

// Scope says what a run is to do.
type Scope struct {
	Actor rights.Actor
	// Asked says that a person asked for it: what waits for its next try is tried now, and
	// connectors in trouble too. The wait that a partner asked for is obeyed all the same.
	Asked bool
	// Patience is how long the run waits for the next try, at most, and half of what it waits in
	// all while nothing comes of it; what comes later is left to another run.
	Patience time.Duration
	// Progress is told after each attempt, from one goroutine at a time.
	Progress func(Report)
}

// Report is what a run did.
type Report struct {
	Tried    int
	Outcomes map[State]int
	Offline  bool      // a partner was not reached
	Next     time.Time // when something is to be tried again; zero: nothing waits
	Troubles []string  // French sentences about connectors that are stopped
	Unfit    []error   // of statements that could not be made ready, for the log
}

// parcelTime is how long a partner may take over one parcel, at most: what is not done then
// is cut. leaseTime is longer, so that a lease which is over says that its process is gone.
const (
	parcelTime = 5 * time.Minute
	leaseTime  = 2 * parcelTime
)

// Run delivers what is due in the firms that the actor reaches, by the connectors that no other
// run of this process works on. Errors: Refused, Unauthenticated, Busy when all of them are
// being worked on, Cancelled.
func (e *Engine) Run(ctx context.Context, scope Scope) (Report, error) {
	owner, err := e.Presence.Owner()
	if err != nil {
		return Report{}, err
	}
	connectors, err := e.begin(ctx, scope, owner)
	if err != nil {
		return Report{}, err
	}
	run := &run{Engine: e, scope: scope, owner: owner, report: Report{Outcomes: map[State]int{}}}
	var workers sync.WaitGroup
	for _, c := range connectors {
		workers.Go(func() {
			defer e.end(c.ID)
			run.work(ctx, c)
		})
	}
	workers.Wait()
	if run.err == nil {
		run.err = ctx.Err()
	}
	return run.report, run.err
}

// begin takes the connectors that no run of this process works on. What was left by processes
// that are gone is given back where no worker will: a connector may be paused since, or its
// credentials be in another account's keychain.
func (e *Engine) begin(ctx context.Context, scope Scope, owner string) (idle []firm.Connector, err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	connectors, err := e.working(ctx, scope, owner)
	if err != nil {
		return nil, err
	}
	for _, c := range connectors {
		if !e.busy[c.ID] {
			idle = append(idle, c)
		}
	}
	if len(idle) == 0 && len(connectors) > 0 {
		return nil, fault.New(fault.Busy, "Une synchronisation est déjà en cours.")
	}
	if e.busy == nil {
		e.busy = map[int64]bool{}
	}
	for _, c := range idle {
		e.busy[c.ID] = true
	}
	return idle, nil
}

func (e *Engine) end(connectorID int64) {
	e.mu.Lock()
	defer e.mu.Unlock()
	delete(e.busy, connectorID)
}

// working lists the connectors to work on, made ready for another try when a person asks.
func (e *Engine) working(ctx context.Context, scope Scope, owner string) (connectors []firm.Connector, err error) {
	err = e.Store.Write(ctx, func(tx Tx) error {
		standing, err := tx.Standing(scope.Actor)
		if err != nil {
			return err
		}
		if !standing.Can(rights.Sync) {
			return standing.May(rights.Sync, 0)
		}
		if err := e.giveBack(tx, owner); err != nil {
			return err
		}
		var firms []int64
		if !standing.AllFirms() {
			firms = append([]int64{0}, standing.Firms...) // never empty: empty means all
		}
		if connectors, err = tx.Working(e.OSAccount, firms, scope.Asked); err != nil || !scope.Asked {
			return err
		}
		for _, c := range connectors {
			if err := tx.ResumeConnector(c.ID); err != nil {
				return err
			}
		}
		return nil
	})
	return connectors, err
}

// giveBack takes up what dead processes left in flight, and this one where no run works.
func (e *Engine) giveBack(tx Tx, owner string) error {
	flying, err := tx.Flying()
	if err != nil {
		return err
	}
	for _, id := range flying {
		if e.busy[id] {
			continue
		}
		if err := tx.Abandoned(id, func(other string) (bool, error) { return e.elsewhere(owner, other) }); err != nil {
			return err
		}
	}
	return nil
}

// elsewhere reports whether another process that lives has a delivery. What this one left it
// may take up: it works on a connector once at a time.
func (e *Engine) elsewhere(owner, other string) (bool, error) {
	if other == owner {
		return false, nil
	}
	return e.Presence.Alive(other)
}

// run is one run of the engine. Its report is shared by the workers.
type run struct {
	*Engine
	scope Scope
	owner string

	mu     sync.Mutex
	report Report
	err    error
}

func (r *run) fail(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.err == nil {
		r.err = err
	}
}

// trouble tells of a connector that is stopped.
func (r *run) trouble(c firm.Connector, sentence string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.report.Troubles = append(r.report.Troubles, c.Name+" : "+sentence)
}

// note keeps an error for the log.
func (r *run) note(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.report.Unfit = append(r.report.Unfit, err)
}

// later notes the instant of a try that is left to another run.
func (r *run) later(at time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.report.Next.IsZero() || at.Before(r.report.Next) {
		r.report.Next = at
	}
}

// tell counts what came of deliveries; one of which nothing left counts as tried, too.
func (r *run) tell(receipt Receipt, deliveries int) {
	deliveries = max(deliveries, 1)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.report.Tried += deliveries
	r.report.Outcomes[receipt.State] += deliveries
	r.report.Offline = r.report.Offline || receipt.Unreached
	if r.scope.Progress != nil {
		r.scope.Progress(r.report)
	}
}
