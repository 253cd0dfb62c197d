package web

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

const (
	// unsaid is how long a register that limits without Retry-After is left alone.
	unsaid = 5 * time.Second
	// longest bounds what Retry-After may ask: a mistake there must not last for days.
	longest = time.Hour
)

// pace keeps to a register's limit: so many requests a second, and none before it said.
type pace struct {
	now       func() time.Time
	wait      func(context.Context, time.Duration) error
	perSecond int

	mu    sync.Mutex
	turns []time.Time // when the latest requests left or will leave, at most perSecond
	until time.Time   // the register asked to wait until then
}

// turn waits until a request may leave. When the register asked to wait, it answers for how
// long instead: whoever looks at the screen decides.
func (p *pace) turn(ctx context.Context) (hold time.Duration, err error) {
	now := p.now()
	at, hold := p.reserve(now)
	switch {
	case hold > 0:
		return hold, nil
	case at.After(now):
		return 0, p.wait(ctx, at.Sub(now))
	}
	return 0, ctx.Err()
}

// reserve takes a turn, so that requests which wait together do not leave together.
func (p *pace) reserve(now time.Time) (at time.Time, hold time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.until.After(now) {
		return now, p.until.Sub(now)
	}
	at = now
	if p.perSecond > 0 && len(p.turns) == p.perSecond {
		if first := p.turns[0].Add(time.Second); first.After(at) {
			at = first
		}
	}
	p.turns = append(p.turns, at)
	p.turns = p.turns[max(0, len(p.turns)-max(p.perSecond, 1)):]
	return at, 0
}

// hold reads Retry-After, in seconds or as a date (RFC 9110, 10.2.3), and keeps to it.
func (p *pace) hold(h http.Header) time.Duration {
	now, text := p.now(), strings.TrimSpace(h.Get("Retry-After"))
	d := unsaid
	if seconds, err := strconv.Atoi(text); err == nil && seconds >= 0 {
		d = time.Duration(min(seconds, int(longest.Seconds()))) * time.Second
	} else if at, err := http.ParseTime(text); err == nil {
		d = at.Sub(now)
	}
	d = min(max(d, time.Second), longest)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.until = now.Add(d)
	return d
}
