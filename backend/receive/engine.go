package receive

import (
	"context"
	"sync"
	"time"

	"sobank/backend/collect"
	"sobank/backend/deliver"
	"sobank/backend/fault"
	"sobank/backend/firm"
	"sobank/backend/rights"
)

// Importer is the import that every file goes through.
type Importer interface {
	// Import imports files for a firm, one transaction a file. See collect.Service.
	Import(ctx context.Context, actor rights.Actor, req collect.Request, onProgress func(collect.Progress)) ([]collect.FileReport, error)
}

// Engine looks into sources and takes what is there: one worker a source, so that a slow one
// holds back no other.
type Engine struct {
	Store    Store
	Doors    map[string]Door // by the catalogue's key
	Importer Importer
	// Access reads what a source is reached with. See deliver.Engine.
	Access    func(context.Context, firm.Connector) (deliver.Access, error)
	Spool     Spool
	Now       func() time.Time
	Wait      func(context.Context, time.Duration) error
	OSAccount string
	Presence  deliver.Presence

	mu   sync.Mutex
	busy map[int64]bool // the sources that a run of this process is at
}

// Scope says what a run is to do.
type Scope struct {
	Actor rights.Actor
	// Asked says that a person asked for it: sources in trouble are tried, too, and those that
	// wait for their next try.
	Asked bool
	// SourceID is the one to look into, 0 for all.
	SourceID int64
	// Progress is told as it goes, from one goroutine at a time.
	Progress func(Progress)
}

// Progress is what a run is at.
type Progress struct {
	SourceID    int64
	Source      string
	Name        string // of the file; "" while the source is looked into
	Size        int64  // bytes
	Fetched     int64  // of it
	Importing   bool   // it is here, and being imported
	Taken, Left int    // files of this look
}

// Report is what a run did.
type Report struct {
	Sources   int // that were looked into
	Taken     int
	Outcomes  map[Outcome]int
	Waiting   int      // files that are still being written
	Delivered bool     // something new came in
	Offline   bool     // a source was not reached
	Troubles  []string // French sentences about sources
}

// settle is how long a file has to stay as it is before it is taken: between two looks, by the
// program's clock. A file's own time says nothing, since copying may keep it.
const settle = 5 * time.Second

// leaseTime is how long a source is held at most where nobody can tell whether its holder lives.
const leaseTime = 30 * time.Minute

// Run looks into the sources of the firms that the actor reaches, and imports what is there.
// Errors: Refused, Unauthenticated, NotFound for a source that is none, Busy when all of them are
// being looked into, Cancelled.
func (e *Engine) Run(ctx context.Context, scope Scope) (Report, error) {
	owner, err := e.Presence.Owner()
	if err != nil {
		return Report{}, err
	}
	sources, err := e.begin(ctx, scope, owner)
	if err != nil {
		return Report{}, err
	}
	run := &run{Engine: e, scope: scope, owner: owner, report: Report{Outcomes: map[Outcome]int{}}}
	var workers sync.WaitGroup
	for _, c := range sources {
		workers.Go(func() {
			defer e.end(c.ID, owner)
			run.work(ctx, c)
		})
	}
	workers.Wait()
	if run.err == nil {
		run.err = ctx.Err()
	}
	if run.err != nil && ctx.Err() != nil {
		run.err = fault.From(ctx.Err())
	}
	return run.report, run.err
}

// begin takes the sources that are due, and that nobody is at.
func (e *Engine) begin(ctx context.Context, scope Scope, owner string) (taken []firm.Connector, err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	held := 0
	err = e.Store.Write(ctx, func(tx Tx) error {
		due, err := e.due(tx, scope)
		if err != nil {
			return err
		}
		for _, c := range due {
			if e.busy[c.ID] {
				held++
				continue
			}
			mine, err := tx.TakeSource(c.ID, owner, e.Now().Add(leaseTime), e.Presence.Alive)
			if err != nil {
				return err
			}
			if !mine {
				held++
				continue
			}
			taken = append(taken, c)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(taken) == 0 && held > 0 {
		return nil, fault.New(fault.Busy, "Cette réception est déjà en cours.").WithHint("Attendez qu'elle se termine.")
	}
	if e.busy == nil {
		e.busy = map[int64]bool{}
	}
	for _, c := range taken {
		e.busy[c.ID] = true
	}
	return taken, nil
}

// due lists the sources to look into: set up, not paused, and neither stopped nor waiting for
// their next try unless a person asks.
func (e *Engine) due(tx Tx, scope Scope) (due []firm.Connector, err error) {
	standing, err := tx.Standing(scope.Actor)
	if err != nil {
		return nil, err
	}
	if !standing.Can(rights.Sync) {
		return nil, standing.May(rights.Sync, 0)
	}
	all, err := e.asked(tx, standing, scope.SourceID)
	if err != nil {
		return nil, err
	}
	for _, c := range all {
		st, err := e.status(tx, c)
		if err != nil {
			return nil, err
		}
		if c.Paused || st.Status.MissingSetting != "" || !st.Status.HereToo {
			continue
		}
		if !scope.Asked && (st.Stopped && st.Status.TroubleCode != "" || e.Now().Before(st.NextAt) && st.NextAt.Sub(e.Now()) <= farthest) {
			continue
		}
		due = append(due, c)
	}
	return due, nil
}

func (e *Engine) asked(tx Tx, standing rights.Standing, id int64) ([]firm.Connector, error) {
	if id == 0 {
		return tx.AllSources(standing)
	}
	c, err := sourceOf(tx, standing, id, rights.Sync)
	return []firm.Connector{c}, err
}

func (e *Engine) status(tx Tx, c firm.Connector) (st Status, err error) {
	st.Source = c
	if st.Status, err = tx.ConnectorStatus(c.ID, e.OSAccount); err != nil {
		return st, err
	}
	return st, tx.LookStatus(&st)
}

// end gives a source back. When the data file cannot say so now, the lock of a process that is
// gone, or the lease, will.
func (e *Engine) end(sourceID int64, owner string) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	_ = e.Store.Write(ctx, func(tx Tx) error { return tx.FreeSource(sourceID, owner) })
	e.mu.Lock()
	defer e.mu.Unlock()
	delete(e.busy, sourceID)
}

// Waits between two tries of a place that is not reached.
const (
	firstWait   = time.Minute
	longestWait = 15 * time.Minute
	farthest    = 2 * time.Hour // a wait beyond was written by a wrong clock, and is not obeyed
)

// waitAfter is how long a source is left alone after n failures in a row.
func waitAfter(n int) time.Duration {
	return min(firstWait<<min(max(n-1, 0), 5), longestWait)
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

func (r *run) count(change func(*Report)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	change(&r.report)
}

func (r *run) tell(p Progress) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.scope.Progress != nil {
		r.scope.Progress(p)
	}
}
