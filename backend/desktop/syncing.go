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
	stop    context.CancelFunc // of the run under way, nil when none is
	report  deliver.Report
	lastAt  time.Time
	told    time.Time
	offline bool
	deaf    bool // the system showed no notification, and the log says so
}

func newSyncing(d *Desk) *syncing { return &syncing{desk: d, kicks: make(chan struct{}, 1)} }

// start runs until the context ends.
func (s *syncing) start(ctx context.Context) {
	s.ended.Add(1)
	go func() {
		defer s.ended.Done()
		ticker := time.NewTicker(every)
		defer ticker.Stop()
		s.run(ctx)
		for {
			select {
			case <-ctx.Done():
				return
			case <-s.kicks:
				s.run(ctx)
			case <-ticker.C:
				s.run(ctx)
			}
		}
	}()
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
	s.begin(cancel)
	defer s.tell()
	defer s.finish()
	_, err := guarded(s.desk, func(v visit) (struct{}, error) {
		report, err := v.house.Engine.Run(ctx, deliver.Scope{Actor: rights.Systeme(v.house.OSAccount), Asked: asked, Patience: patience, Progress: s.progress})
		s.keep(report)
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
	if err != nil && !s.deaf && v.ctx.Err() == nil {
		slog.Warn("notify", "error", err)
	}
	s.deaf = err != nil
}

func (s *syncing) begin(cancel context.CancelFunc) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stop, s.report = cancel, deliver.Report{}
}

func (s *syncing) keep(r deliver.Report) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.report = r
	if r.Tried > 0 {
		s.offline = r.Offline
	}
}

func (s *syncing) finish() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stop, s.lastAt = nil, time.Now()
}

// progress tells how a run goes, at most five times a second.
func (s *syncing) progress(r deliver.Report) {
	s.keep(deliver.Report{Tried: r.Tried, Offline: r.Offline, Next: r.Next})
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
	return SyncState{Running: s.stop != nil, Done: s.report.Tried, LastAt: at(s.lastAt), Offline: s.offline, NextAt: at(s.report.Next), Sentences: []string{}}
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

// halt ends the run under way after the delivery that is in flight.
func (s *syncing) halt() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stop != nil {
		s.stop()
	}
}
