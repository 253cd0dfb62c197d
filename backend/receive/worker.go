package receive

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"time"

	"sobank/backend/collect"
	"sobank/backend/deliver"
	"sobank/backend/fault"
	"sobank/backend/firm"
)

// worker looks into one source.
type worker struct {
	*run
	source  firm.Connector
	door    Door
	access  deliver.Access
	place   Place
	stamp   string // of what the access was read from
	at      Progress
	waiting int      // files that still changed at the last look
	wrong   *Setback // what a file of this look met: told of the source at its end
}

// work looks into a source and keeps how it went.
func (r *run) work(ctx context.Context, c firm.Connector) {
	w := &worker{run: r, source: c, door: r.Doors[c.Partner], at: Progress{SourceID: c.ID, Source: c.Name}}
	if w.door == nil {
		r.count(func(r *Report) {
			r.Troubles = append(r.Troubles, c.Name+" : cette réception n'est pas connue de cette version.")
		})
		return
	}
	r.count(func(r *Report) { r.Sources++ })
	w.tell(w.at)
	err := w.visit(ctx)
	if w.place != nil {
		w.place.Close()
	}
	if err == nil && w.wrong != nil {
		err = w.wrong
	}
	if err := w.note(ctx, err); err != nil && ctx.Err() == nil {
		r.fail(err)
	}
}

// visit takes what is there: once, and once more when something new was seen, after the time
// that it has to stay as it is.
func (w *worker) visit(ctx context.Context) error {
	if reached, err := w.reach(ctx); err != nil || !reached {
		return err
	}
	if err := w.open(ctx); err != nil {
		return err
	}
	waiting, err := w.look(ctx)
	if err != nil || waiting == 0 {
		return err
	}
	if err := w.Wait(ctx, settle); err != nil {
		return err
	}
	if w.waiting, err = w.look(ctx); err == nil {
		w.count(func(r *Report) { r.Waiting += w.waiting })
	}
	return err
}

// reach reads settings and credentials as they are now. reached is false when there is no more
// to do here: the source was taken away, or this session has not its credentials any more.
func (w *worker) reach(ctx context.Context) (reached bool, err error) {
	err = w.Store.Read(ctx, func(tx Tx) error {
		w.source, w.stamp, err = tx.Reached(w.source.ID, w.OSAccount)
		return err
	})
	if fault.CodeOf(err) == fault.NotFound {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	w.access, err = w.Access(ctx, w.source)
	if err == nil || ctx.Err() != nil {
		return err == nil, err
	}
	why := fault.From(err)
	switch why.Code {
	case fault.NotFound:
		return false, w.Store.Write(ctx, func(tx Tx) error { return tx.DropCredentials(w.source.ID, w.OSAccount) })
	case fault.Refused:
		return false, &Setback{Code: deliver.TroubleAddress, Message: why.Message, Hint: why.Hint, Stops: true}
	}
	return false, &Setback{Code: deliver.TroubleVault, Message: why.Message, Hint: why.Hint}
}

func (w *worker) open(ctx context.Context) (err error) {
	if w.place != nil {
		w.place.Close()
		w.place = nil
	}
	w.place, err = w.door.Open(ctx, w.access)
	return err
}

// look lists the place, and takes what has stayed as it was seen. waiting counts the others.
func (w *worker) look(ctx context.Context) (waiting int, err error) {
	found, err := w.place.Look(ctx)
	if err != nil {
		return 0, err
	}
	todo, waiting, err := w.sort(ctx, found)
	if err != nil {
		return 0, err
	}
	w.Spool.sweep(w.source, todo)
	w.at.Taken, w.at.Left = 0, len(todo)
	for _, one := range todo {
		if err := w.still(ctx); err != nil {
			return waiting, err
		}
		if err := w.handle(ctx, one); err != nil {
			return waiting, err
		}
		w.at.Taken, w.at.Left = w.at.Taken+1, w.at.Left-1
	}
	return waiting, nil
}

// still makes sure that the source is this process's: one that slept for long may have lost it.
func (w *worker) still(ctx context.Context) error {
	mine := false
	err := w.Store.Read(ctx, func(tx Tx) (err error) {
		mine, err = tx.HasSource(w.source.ID, w.owner)
		return err
	})
	if err == nil && !mine {
		err = fault.New(fault.Busy, "Cette réception a été reprise par une autre fenêtre.")
	}
	return err
}

// sort holds what was found against what is known, and keeps what is new as seen. What is to be
// done comes oldest first.
func (w *worker) sort(ctx context.Context, found []Found) (todo []Record, waiting int, err error) {
	var anew []Found
	err = w.Store.Write(ctx, func(tx Tx) error {
		known, err := tx.KnownFiles(w.source.ID)
		if err != nil {
			return err
		}
		todo, anew, waiting = nil, nil, 0
		for _, f := range found {
			k, there := known[f.Path]
			switch {
			case !there || !k.Same(f) || k.Outcome == Seen && w.Now().Before(k.SeenAt): // or the clock was put back
				anew = append(anew, f)
			case k.Outcome != Seen && k.Filed && !w.place.Keeps(k.Outcome): // it was put there again
				anew = append(anew, f)
			case k.Outcome != Seen && k.Filed:
			case k.Outcome == Seen && w.Now().Sub(k.SeenAt) < settle:
				waiting++
			default:
				todo = append(todo, k)
			}
		}
		waiting += len(anew)
		return tx.NoteSeen(w.source.ID, anew, found)
	})
	slices.SortStableFunc(todo, func(a, b Record) int {
		return cmp.Or(a.ModifiedAt.Compare(b.ModifiedAt), cmp.Compare(a.Path, b.Path))
	})
	return todo, waiting, err
}

// handle takes a file, or files away one that a run which was cut had taken. What is wrong with
// one file holds back no other.
func (w *worker) handle(ctx context.Context, one Record) (err error) {
	if one.Outcome == Seen {
		if one, err = w.take(ctx, one); err == nil {
			w.count(func(r *Report) {
				r.Taken++
				r.Outcomes[one.Outcome]++
				r.Delivered = r.Delivered || one.Statements+one.Operations > 0
			})
		}
	}
	if err == nil {
		err = w.putAway(ctx, one)
	}
	s, ok := setbackOf(ctx, err)
	if err != nil && ok && s.OfFile {
		if s.Code != CodeChanged { // it is seen anew, and read then
			w.wrong = s
		}
		return nil
	}
	return err
}

// putAway files a file away, and keeps where it lies.
func (w *worker) putAway(ctx context.Context, one Record) error {
	verdict := Verdict{Outcome: one.Outcome}
	if !one.Outcome.Treated() {
		verdict.Note = note(one)
	}
	as, err := w.place.PutAway(ctx, one.Found, verdict)
	if err != nil {
		return err
	}
	return w.Store.Write(context.WithoutCancel(ctx), func(tx Tx) error { return tx.NoteFiled(one.ID, as) })
}

// note keeps how a try went, unless somebody changed the source meanwhile.
func (w *worker) note(ctx context.Context, err error) error {
	var s *Setback
	if err != nil {
		var ok bool
		if s, ok = setbackOf(ctx, err); !ok {
			return err
		}
		if fault.CodeOf(err) == fault.Busy {
			return nil // taken over: the other one tells
		}
	}
	if s != nil {
		w.count(func(r *Report) {
			r.Offline = r.Offline || s.Unreached
			r.Troubles = append(r.Troubles, w.source.Name+" : "+s.Message)
		})
	}
	return w.Store.Write(ctx, func(tx Tx) error {
		_, stamp, err := tx.Reached(w.source.ID, w.OSAccount)
		if fault.CodeOf(err) == fault.NotFound || err == nil && stamp != w.stamp && s != nil {
			return nil
		}
		if err != nil {
			return err
		}
		return w.learn(tx, s)
	})
}

// learn keeps what a try says of the source. A place that is not reached is tried again less and
// less often, and is no trouble at first: the network may be away. What is one file's delays no
// other.
func (w *worker) learn(tx Tx, s *Setback) error {
	if s == nil {
		if err := tx.SetTrouble(w.source.ID, "", "", ""); err != nil {
			return err
		}
		return tx.NoteLook(w.source.ID, nil, w.next())
	}
	st := Status{Source: w.source}
	if err := tx.LookStatus(&st); err != nil {
		return err
	}
	next := w.next()
	if !s.OfFile {
		next = w.Now().Add(waitAfter(st.Failures + 1))
	}
	if s.passing() && st.Failures+1 < patience {
		return tx.NoteLook(w.source.ID, s, next)
	}
	if err := tx.SetTrouble(w.source.ID, s.Code, s.Message, s.Hint); err != nil {
		return err
	}
	return tx.NoteLook(w.source.ID, s, next)
}

// next is when the source is due again: at the window's next round, or as often as it says. What
// still changes is not made to wait.
func (w *worker) next() time.Time {
	minutes, err := strconv.Atoi(w.source.Setting("every"))
	if err != nil || minutes <= 0 || w.waiting > 0 {
		return time.Time{}
	}
	return w.Now().Add(time.Duration(minutes) * time.Minute)
}

// patience is how many tries in a row may fail for what goes by itself before a person is told:
// an hour, by the waits between them, for a place that is not reached.
const patience = 8

// request is what the import is asked for a file.
func (w *worker) request(path string) collect.Request {
	return collect.Request{Paths: []string{path}, FirmID: w.source.FirmID}
}
