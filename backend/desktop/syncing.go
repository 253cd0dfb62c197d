package desktop

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"sobank/backend/deliver"
	"sobank/backend/fault"
	"sobank/backend/rights"
)

// every is how often the window looks for deliveries that are due, beside being told.
const every = time.Minute

// patience is how long a run waits for the next try before it leaves it to another run.
const patience = 30 * time.Second

// syncing delivers in the background while the window is open, signed in or not: the queue
// is the firm's, and what is due leaves by itself.
type syncing struct {
	desk  *Desk
	kicks chan struct{}
	asked atomic.Bool // a person asked for the next run
	ended sync.WaitGroup

	mu      sync.Mutex
	rounds  map[*round]bool // the runs under way, each on connectors of its own
	done    int             // deliveries tried by the runs that ended since none was under way
	next    time.Time       // when those try again; zero: nothing waits
	lastAt  time.Time
	told    time.Time
	offline bool
	deaf    bool // the system showed no notification, and the log says so
}

// round is a run of the engine.
type round struct {
	stop   context.CancelFunc
	report deliver.Report
	passed bool // another began meanwhile, and left it its connectors
}

func newSyncing(d *Desk) *syncing { return &syncing{desk: d, kicks: make(chan struct{}, 1)} }

// start delivers until the context ends. A run does not wait for another: a slow connector holds
// back no other one.
func (s *syncing) start(ctx context.Context) {
	s.ended.Go(func() {
		ticker := time.NewTicker(every)
		defer ticker.Stop()
		for {
			s.ended.Go(func() { s.run(ctx) })
			select {
			case <-ctx.Done():
				return
			case <-s.kicks:
			case <-ticker.C:
			}
		}
	})
}

// kick asks for a run; one that is asked for already is enough, and is a person's as soon as
// one of those who ask is.
func (s *syncing) kick(asked bool) {
	if asked {
		s.asked.Store(true)
	}
	select {
	case s.kicks <- struct{}{}:
	default:
	}
}

// wish takes whether a person asked for this run.
func (s *syncing) wish() bool { return s.asked.Swap(false) }

func (s *syncing) run(ctx context.Context) {
	asked := s.wish()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	one := s.begin(cancel)
	defer s.tell()
	defer s.finish(one)
	_, err := guarded(s.desk, func(v visit) (struct{}, error) {
		report, err := v.house.Engine.Run(ctx, deliver.Scope{Actor: rights.Systeme(v.house.OSAccount), Asked: asked, Patience: patience,
			Progress: func(r deliver.Report) { s.progress(one, r) }})
		s.keep(one, report)
		for _, unfit := range report.Unfit {
			slog.Error("a statement cannot be made ready", "error", unfit)
		}
		s.notify(v)
		return struct{}{}, err
	})
	if code := fault.CodeOf(err); err != nil && code != fault.Cancelled && code != fault.Busy && ctx.Err() == nil {
		slog.Error("synchronisation", "error", err)
	}
}

// notify tells what needs a person, signed in or not. One that the system does not show is
// tried again after the next run, and logged once.
func (s *syncing) notify(v visit) {
	err := v.house.Notices.Tell(v.ctx, rights.Systeme(v.house.OSAccount))
	s.mu.Lock()
	defer s.mu.Unlock()
	if err != nil && !s.deaf && v.ctx.Err() == nil {
		slog.Warn("notify", "error", err)
	}
	s.deaf = err != nil
}

func (s *syncing) begin(cancel context.CancelFunc) *round {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.rounds) == 0 {
		s.rounds, s.done, s.next = map[*round]bool{}, 0, time.Time{}
	}
	for other := range s.rounds {
		other.passed = true
	}
	one := &round{stop: cancel}
	s.rounds[one] = true
	return one
}

func (s *syncing) keep(one *round, r deliver.Report) {
	s.mu.Lock()
	defer s.mu.Unlock()
	one.report = r
	if r.Tried > 0 {
		s.offline = r.Offline
	}
}

func (s *syncing) finish(one *round) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.rounds, one)
	s.done += one.report.Tried
	s.next = sooner(s.next, one.report.Next)
	s.lastAt = time.Now()
	if one.passed { // what came for its connectors while it ended is nobody's yet
		s.kick(false)
	}
}

// sooner is the earlier of two instants; a zero one is none.
func sooner(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// progress tells how a run goes, at most five times a second.
func (s *syncing) progress(one *round, r deliver.Report) {
	s.keep(one, deliver.Report{Tried: r.Tried, Offline: r.Offline, Next: r.Next})
	s.mu.Lock()
	due := time.Since(s.told) >= 200*time.Millisecond
	if due {
		s.told = time.Now()
	}
	s.mu.Unlock()
	if due {
		s.tell()
	}
}

// tell sends the event to the window, for whoever is signed in.
func (s *syncing) tell() {
	state, err := guarded(s.desk, func(v visit) (SyncState, error) {
		if v.actor.SessionID == "" {
			return s.own(), nil
		}
		return s.state(v)
	})
	if err == nil && s.desk.options.Emit != nil {
		s.desk.options.Emit("sync:state", state)
	}
}

// own is what needs nobody signed in.
func (s *syncing) own() SyncState {
	s.mu.Lock()
	defer s.mu.Unlock()
	done, next := s.done, s.next
	for one := range s.rounds {
		done += one.report.Tried
		next = sooner(next, one.report.Next)
	}
	return SyncState{Running: len(s.rounds) > 0, Done: done, LastAt: at(s.lastAt), Offline: s.offline, NextAt: at(next), Sentences: []string{}}
}

// state adds what the person may see of the queue.
func (s *syncing) state(v visit) (SyncState, error) {
	state := s.own()
	counts, err := v.house.Deliveries.Counts(v.ctx, v.actor, false)
	if err != nil {
		return state, err
	}
	state.Waiting = counts[deliver.ToSend] + counts[deliver.ToRetry] + counts[deliver.InFlight]
	troubles, err := v.house.Deliveries.Troubles(v.ctx, v.actor)
	state.Sentences = append(state.Sentences, troubles...)
	return state, err
}

// halt ends the runs under way after the deliveries that are in flight.
func (s *syncing) halt() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for one := range s.rounds {
		one.stop()
	}
}
