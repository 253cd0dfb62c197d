package myunisoft

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"sobank/backend/deliver"
)

// The documented limit: 20 requests for 10 seconds and token (docs/ratelimit.md).
const (
	burst  = 20
	period = 10 * time.Second
)

// patience is how long a request waits for its turn; beyond, the delivery is put back.
const patience = 15 * time.Second

// pace keeps each token under its limit: what the partner's headers say, and at most the
// documented rate when they say nothing.
type pace struct {
	now  func() time.Time
	wait func(context.Context, time.Duration) error

	mu    sync.Mutex
	lanes map[string]*lane
}

// lane is what is known of one token.
type lane struct {
	turns []time.Time // when the latest requests left or will leave, at most burst
	hold  time.Time   // none leaves before
	told  bool        // the partner says itself how many are left
}

// turn waits until a request may leave, or is a setback with the instant when it may.
func (p *pace) turn(ctx context.Context, key string) error {
	now := p.now()
	at, ok := p.reserve(key, now)
	if !ok {
		s := back(deliver.ToRetry, codeRate, saysRate, hintAlone)
		s.receipt.NotBefore = at
		return s
	}
	if at.After(now) {
		return p.wait(ctx, at.Sub(now))
	}
	return ctx.Err()
}

// reserve takes a turn, so that requests which wait together do not leave together.
func (p *pace) reserve(key string, now time.Time) (at time.Time, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	l := p.lane(key)
	at = latest(now, l.hold)
	if n := len(l.turns); n > 0 {
		at = latest(at, l.turns[n-1])
	}
	if len(l.turns) == burst && !l.told {
		at = latest(at, l.turns[0].Add(period))
	}
	if at.Sub(now) >= patience {
		return at, false
	}
	l.turns = append(l.turns, at)
	l.turns = l.turns[max(0, len(l.turns)-burst):]
	return at, true
}

// learn reads the limit from an answer's headers. X-Rate-Limit-Remaining says how many are
// left until X-Rate-Limit-Reset; without them there is no limit but ours.
func (p *pace) learn(key string, status int, h http.Header) {
	now := p.now()
	until := notBefore(h, now)
	spent := strings.TrimSpace(h.Get("X-Rate-Limit-Remaining")) == "0"
	if spent {
		until = reset(h, now)
		if until.IsZero() && h.Get("X-Rate-Limit-Reset") == "" {
			until = now.Add(period)
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	l := p.lane(key)
	_, err := strconv.Atoi(strings.TrimSpace(h.Get("X-Rate-Limit-Remaining")))
	l.told = err == nil
	if spent || status == http.StatusTooManyRequests {
		l.hold = latest(l.hold, until)
	}
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
