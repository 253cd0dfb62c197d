package desktop

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"time"

	"sobank/backend/fault"
	"sobank/backend/receive"
	"sobank/backend/rights"
)

// lookEvery is how often the window looks into sources, beside being asked.
const lookEvery = time.Minute

// receiving looks into sources in the background while the window is open, signed in or not.
type receiving struct {
	desk  *Desk
	kicks chan struct{}
	ended sync.WaitGroup

	mu     sync.Mutex
	wanted []int64 // sources that a person asked for
	stops  map[*context.CancelFunc]bool
	at     map[int64]receive.Progress // the sources that are being looked into
	told   time.Time
}

func newReceiving(d *Desk) *receiving {
	return &receiving{desk: d, kicks: make(chan struct{}, 1), stops: map[*context.CancelFunc]bool{}, at: map[int64]receive.Progress{}}
}

// start looks until the context ends. A look does not wait for another: a slow server holds back
// no other source.
func (r *receiving) start(ctx context.Context) {
	r.ended.Go(func() {
		ticker := time.NewTicker(lookEvery)
		defer ticker.Stop()
		for {
			for _, id := range r.wishes() {
				r.ended.Go(func() { r.run(ctx, receive.Scope{Asked: true, SourceID: id}) })
			}
			r.ended.Go(func() { r.run(ctx, receive.Scope{}) })
			select {
			case <-ctx.Done():
				return
			case <-r.kicks:
			case <-ticker.C:
			}
		}
	})
}

// kick asks for a look at what is due; one that is asked for already is enough.
func (r *receiving) kick() {
	select {
	case r.kicks <- struct{}{}:
	default:
	}
}

// look asks for one source, whatever it waits for.
func (r *receiving) look(id int64) {
	r.mu.Lock()
	if !slices.Contains(r.wanted, id) {
		r.wanted = append(r.wanted, id)
	}
	r.mu.Unlock()
	r.kick()
}

func (r *receiving) wishes() []int64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	wanted := r.wanted
	r.wanted = nil
	return wanted
}

func (r *receiving) run(ctx context.Context, scope receive.Scope) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	r.keep(&cancel, true)
	defer r.keep(&cancel, false)
	mine := map[int64]bool{} // told from one goroutine at a time
	report, err := guarded(r.desk, func(v visit) (receive.Report, error) {
		scope.Actor = rights.Systeme(v.house.OSAccount)
		scope.Progress = func(p receive.Progress) {
			mine[p.SourceID] = true
			r.progress(p)
		}
		return v.house.Receiver.Run(ctx, scope)
	})
	r.finish(mine, report, scope.Asked)
	if code := fault.CodeOf(err); err != nil && code != fault.Cancelled && code != fault.Busy && code != fault.NotFound && ctx.Err() == nil {
		slog.Error("reception", "error", err)
	}
}

func (r *receiving) keep(stop *context.CancelFunc, running bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if running {
		r.stops[stop] = true
	} else {
		delete(r.stops, stop)
	}
}

// progress tells how a look goes, at most five times a second.
func (r *receiving) progress(p receive.Progress) {
	r.mu.Lock()
	before, there := r.at[p.SourceID]
	r.at[p.SourceID] = p
	due := !there || before.Name != p.Name || time.Since(r.told) >= 200*time.Millisecond
	if due {
		r.told = time.Now()
	}
	r.mu.Unlock()
	if due {
		r.tell()
	}
}

// finish tells that a look is over, and has what came in delivered.
func (r *receiving) finish(mine map[int64]bool, report receive.Report, asked bool) {
	r.mu.Lock()
	for id := range mine {
		delete(r.at, id)
	}
	r.mu.Unlock()
	if len(mine) > 0 || asked {
		r.tell()
	}
	if report.Delivered {
		r.desk.syncing.kick(false)
	}
	if emit := r.desk.options.Emit; emit != nil && (report.Taken > 0 || len(report.Troubles) > 0 || asked) {
		emit("data:changed", nil)
	}
}

// tell sends the event to the window, for whoever is signed in.
func (r *receiving) tell() {
	state, err := guarded(r.desk, func(v visit) (ReceptionState, error) { return r.state(v), nil })
	if err == nil && r.desk.options.Emit != nil {
		r.desk.options.Emit("reception:state", state)
	}
}

// state keeps of what is under way what the person may see: behind a locked screen, nothing.
func (r *receiving) state(v visit) ReceptionState {
	r.mu.Lock()
	under := make([]receive.Progress, 0, len(r.at))
	for _, p := range r.at {
		under = append(under, p)
	}
	r.mu.Unlock()
	slices.SortFunc(under, func(a, b receive.Progress) int { return int(a.SourceID - b.SourceID) })
	state := ReceptionState{Running: []ReceptionProgress{}}
	for _, p := range under {
		if v.actor.SessionID == "" || v.house.Receptions.MayLook(v.ctx, v.actor, p.SourceID) != nil {
			continue
		}
		state.Running = append(state.Running, ReceptionProgress{SourceID: p.SourceID, Source: p.Source, Name: p.Name, Size: p.Size, Fetched: p.Fetched,
			Importing: p.Importing, Taken: p.Taken, Left: p.Left})
	}
	return state
}

// halt ends the looks under way.
func (r *receiving) halt() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for stop := range r.stops {
		(*stop)()
	}
}
