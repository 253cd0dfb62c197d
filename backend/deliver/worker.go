package deliver

import (
	"context"
	"errors"
	"time"

	"sobank/backend/fault"
	"sobank/backend/firm"
)

// unreachedTries is how often a run tries a partner that is not reached before it leaves it.
const unreachedTries = 3

// worker delivers for one connector, one parcel at a time.
type worker struct {
	*run
	connector firm.Connector
	spec      firm.Partner
	partner   Partner
	access    Access
	stamp     string        // of what the access was read from
	failures  int           // in a row
	waited    time.Duration // since something arrived, or was refused
}

func (r *run) work(ctx context.Context, c firm.Connector) {
	partner, ok := r.Partners[c.Partner]
	if !ok {
		r.trouble(c, "ce partenaire n'est pas connu de cette version.")
		return
	}
	spec, _ := firm.PartnerOf(c.Partner)
	w := &worker{run: r, connector: c, spec: spec, partner: partner}
	for ctx.Err() == nil {
		more, err := w.next(ctx)
		if err != nil {
			if fault.CodeOf(err) != fault.Cancelled {
				r.fail(err)
			}
			return
		}
		if !more {
			return
		}
	}
}

// next delivers one parcel, or waits for the next one; more is false when this run has no
// more to do here.
func (w *worker) next(ctx context.Context) (more bool, err error) {
	if reached, err := w.reach(ctx); err != nil || !reached {
		return false, err
	}
	c, err := w.claim(ctx)
	if bad, ok := errors.AsType[*unfit](err); ok && !passing(ctx, bad.cause) {
		return w.setAside(ctx, bad)
	}
	if err != nil {
		return false, err
	}
	if c.stale {
		return true, nil
	}
	if !c.found {
		return w.waitUntil(ctx, c.wait)
	}
	receipt, err := w.handle(ctx, c)
	if err != nil || receipt.State == "" {
		return err == nil, err
	}
	w.tell(receipt, len(c.flight.Deliveries))
	if receipt.Trouble {
		w.trouble(w.connector, receipt.Message)
		return false, nil
	}
	return w.breathe(ctx, receipt)
}

// handle finds the company of what was claimed, or delivers it. A receipt without a state says
// that a company was found, or that the parcel goes on in parts: there is nothing to tell.
func (w *worker) handle(ctx context.Context, c claimed) (Receipt, error) {
	if c.unmatched != nil {
		return w.match(ctx, c)
	}
	return w.deliver(ctx, c)
}

// breathe slows down after failures in a row, since they say more of the partner than of
// the parcels.
func (w *worker) breathe(ctx context.Context, r Receipt) (more bool, err error) {
	if r.State != ToRetry {
		w.failures, w.waited = 0, 0
		return true, nil
	}
	w.failures++
	next := w.Now().Add(w.delay(w.failures))
	if r.Unreached && w.failures >= unreachedTries {
		w.later(next)
		return false, nil
	}
	return w.waitUntil(ctx, next)
}

// waitUntil waits for an instant; more is false when the run's patience is at its end: since
// something arrived it has waited, or would wait, too long.
func (w *worker) waitUntil(ctx context.Context, at time.Time) (more bool, err error) {
	if at.IsZero() {
		return false, nil
	}
	d := max(at.Sub(w.Now()), time.Second) // one that is past and had nothing to take is not asked for at once again
	if d > w.scope.Patience || w.waited+d > 2*w.scope.Patience {
		w.later(at)
		return false, nil
	}
	w.waited += d
	if err := w.Wait(ctx, d); err != nil {
		return false, fault.From(err)
	}
	return true, nil
}

// delay is how long to wait after n failures in a row: one second, doubled each time, up to
// a quarter of an hour; then up to a quarter more or less of it, so that firms whose partner
// was away do not all come back at once.
func (e *Engine) delay(n int) time.Duration {
	d := min(time.Second<<min(max(n-1, 0), 10), 15*time.Minute)
	if e.Jitter == nil {
		return d
	}
	return d - d/4 + e.Jitter(d/2)
}

// again is when what came of an attempt lets it be tried again, zero when it does not.
func (w *worker) again(tries int, r Receipt) time.Time {
	if r.State != ToRetry {
		return time.Time{}
	}
	next := w.Now().Add(w.delay(tries + 1))
	if r.NotBefore.After(next) {
		next = r.NotBefore
	}
	return next
}

// farewell is how long a parcel that is in flight may still take once the run is stopped:
// cutting it at once would leave a doubt for nothing.
const farewell = 5 * time.Second

// linger is a context that ends some time after the other.
func linger(ctx context.Context, d time.Duration) (lasting context.Context, done func()) {
	lasting, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() { time.AfterFunc(d, cancel) })
	return lasting, func() { stop(); cancel() }
}

// deliver hands a parcel over and records what came of it, whatever happens to the run.
func (w *worker) deliver(ctx context.Context, c claimed) (Receipt, error) {
	lasting := context.WithoutCancel(ctx)
	began := w.Now()
	sending, done := linger(ctx, farewell)
	defer done()
	sending, cancel := context.WithTimeout(sending, parcelTime)
	defer cancel()
	receipt := w.partner.Deliver(sending, w.access, c.parcel, func() error {
		return w.Store.Write(lasting, func(tx Tx) error { return tx.NoteSent(c.flight) })
	})
	receipt = receipt.after(c.parcel.Doubt)
	apart := receipt.State == Refused && receipt.Inside && !receipt.Trouble && len(c.flight.Deliveries) > 1
	err := w.Store.Write(lasting, func(tx Tx) error {
		stamp, err := w.stampNow(tx)
		if err != nil {
			return err
		}
		if receipt.Trouble && stamp != w.stamp {
			receipt = receipt.mended()
		}
		return w.record(tx, c, receipt, apart, w.Now().Sub(began))
	})
	if apart {
		return Receipt{}, err
	}
	return receipt, err
}

// after is a receipt in the light of earlier attempts: one of them may have arrived, and then
// a refusal of this one says nothing of the statement's fate.
func (r Receipt) after(earlier Doubt) Receipt {
	if r.State.Arrived() {
		r.Doubt = NoDoubt
		return r
	}
	r.Doubt = max(r.Doubt, earlier)
	if r.State == Refused && !r.Trouble && earlier != NoDoubt {
		r.State = ToCheck
		r.Hint = "Un essai précédent a pu arriver : regardez d'abord dans l'outil si les opérations y sont. " + r.Hint
	}
	return r
}

// mended is a receipt of what stopped the whole connector before somebody changed it: it says
// nothing of what the connector is now.
func (r Receipt) mended() Receipt {
	r.State, r.Trouble = ToRetry, false
	r.Hint = "Le connecteur a changé depuis : l'envoi reprendra de lui-même."
	return r
}

func (w *worker) record(tx Tx, c claimed, r Receipt, apart bool, took time.Duration) error {
	if err := tx.EndAttempt(c.flight, r, took, w.again(c.tries, r)); err != nil {
		return err
	}
	if apart {
		return tx.SplitUp(c.flight.Deliveries)
	}
	if r.State == Refused && w.spec.Matches {
		if err := tx.Unmatched(w.connector.ID, c.parcel.Account.ID); err != nil {
			return err
		}
	}
	return w.learn(tx, r)
}

// learn keeps what a receipt says of the connector: that it is stopped, that its partner asks
// to wait, fails, or does as it should.
func (w *worker) learn(tx Tx, r Receipt) error {
	if !r.NotBefore.IsZero() {
		if err := tx.SetNotBefore(w.connector.ID, r.NotBefore); err != nil {
			return err
		}
	}
	switch {
	case r.Trouble:
		return tx.SetTrouble(w.connector.ID, r.Code, r.Message, r.Hint)
	case r.State.Arrived():
		return tx.NoteSuccess(w.connector.ID)
	case r.State != ToRetry:
		return tx.NoteAnswer(w.connector.ID)
	case !r.Unreached && r.NotBefore.IsZero():
		return tx.NoteFailure(w.connector.ID)
	}
	return nil
}
