package inqom

import (
	"context"
	"net/http"
	"sync"
	"time"
)

// The limit that public clients keep to: 15 requests a second for a client and user, over a
// sliding window.
const (
	burst  = 15
	period = time.Second
)

// pauses are those that they make after each 429 of a question.
var pauses = [...]time.Duration{500 * time.Millisecond, time.Second, 2 * time.Second, 4 * time.Second}

// patience is how long a request waits for its turn; beyond, it is put back.
const patience = 15 * time.Second

// pace keeps each client and user under the limit.
type pace struct {
	now  func() time.Time
	wait func(context.Context, time.Duration) error

	mu    sync.Mutex
	lanes map[string]*lane
}

type lane struct {
	turns []time.Time // when the latest requests left or will leave, at most burst
	hold  time.Time   // none leaves before
}

// turn waits until a request may leave, or is a setback with the instant when it may.
func (p *pace) turn(ctx context.Context, key string) error {
	now := p.now()
	at, ok := p.reserve(key, now)
	switch {
	case !ok:
		return limited(at)
	case at.After(now):
		return p.wait(ctx, at.Sub(now))
	}
	return ctx.Err()
}

// reserve takes a turn, so that requests which wait together do not leave together.
func (p *pace) reserve(key string, now time.Time) (at time.Time, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	l := p.lane(key)
	if l.hold.Sub(now) > longest { // the clock went back
		l.hold = time.Time{}
	}
	at = latest(now, l.hold)
	if n := len(l.turns); n > 0 && l.turns[n-1].Sub(now) < patience {
		at = latest(at, l.turns[n-1])
	}
	if len(l.turns) == burst && l.turns[0].Sub(now) < patience {
		at = latest(at, l.turns[0].Add(period))
	}
	if at.Sub(now) >= patience {
		return at, false
	}
	l.turns = append(l.turns, at)
	l.turns = l.turns[max(0, len(l.turns)-burst):]
	return at, true
}

// limited notes a 429, the (try+1)-th of a question: all of the lane wait for the pause or
// what Retry-After says, whichever is longer. again is false when the question is given up.
func (p *pace) limited(key string, try int, h http.Header) (until time.Time, again bool) {
	now := p.now()
	pause := unsaid
	if again = try < len(pauses); again {
		pause = pauses[try]
	}
	until = latest(now.Add(pause), notBefore(h, now))
	p.mu.Lock()
	defer p.mu.Unlock()
	l := p.lane(key)
	l.hold = latest(l.hold, until)
	return until, again && until.Sub(now) < patience
}

func (p *pace) lane(key string) *lane {
	if p.lanes[key] == nil {
		p.lanes[key] = &lane{}
	}
	return p.lanes[key]
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// longest bounds how far a header may put a question off: a mistake there must not stop a
// connector for days.
const longest = 24 * time.Hour

// notBefore is Retry-After, in seconds or as a date (RFC 9110, 10.2.3); zero without one.
// Whether Inqom sends it is not documented.
func notBefore(h http.Header, now time.Time) time.Time {
	at, err := http.ParseTime(h.Get("Retry-After"))
	if seconds, ok := scalar(h.Get("Retry-After")).number(); ok {
		at = now.Add(time.Duration(min(seconds, longest.Seconds()) * float64(time.Second)))
	} else if err != nil || !at.After(now) {
		return time.Time{}
	}
	if last := now.Add(longest); at.After(last) {
		return last
	}
	return at
}
