package simulator

import (
	"net/http"
	"strconv"
	"time"
)

// Limits are those of docs/ratelimit.md. A zero figure is the documented one, NoLimit is
// none.
type Limits struct {
	// Requests a token may make in a Window: 20.
	Requests int
	// Window is 10 seconds, from the first request on.
	Window time.Duration
	// AtOnce is how many requests one route answers at the same time: 10.
	AtOnce int
	// DeliveryCost is how many requests a delivery counts for: 1. The documentation says
	// that some imports count as several, not which nor how many.
	DeliveryCost int
}

// NoLimit switches Limits.Requests or Limits.AtOnce off.
const NoLimit = -1

func (l Limits) orDocumented() Limits {
	if l.Requests == 0 {
		l.Requests = 20
	}
	if l.Window <= 0 {
		l.Window = 10 * time.Second
	}
	if l.AtOnce == 0 {
		l.AtOnce = 10
	}
	l.DeliveryCost = max(l.DeliveryCost, 1)
	return l
}

// window is what a token used since the window's first request.
type window struct {
	start time.Time
	used  int
}

// take counts a request, unless the token has used its limit up.
func (w *window) take(cost int, now time.Time, l Limits) *refusal {
	w.renew(now, l)
	if l.Requests < 0 {
		return nil
	}
	if w.used+cost > l.Requests && w.used > 0 {
		r := refuse("ERR-TOO-MANY-REQUEST")
		r.retryAfterSeconds = max(1, seconds(w.start.Add(l.Window).Sub(now)))
		return r
	}
	w.used += cost
	return nil
}

func (w *window) renew(now time.Time, l Limits) {
	if age := now.Sub(w.start); w.used == 0 || age < 0 || age >= l.Window {
		*w = window{start: now}
	}
}

// announce sets the three documented headers; there are none when there is no limit.
// Reading: the timestamp of X-Rate-Limit-Reset is in seconds since 1970, rounded up.
func (l Limits) announce(h http.Header, remaining int, reset time.Time) {
	if l.Requests < 0 {
		return
	}
	h.Set("X-Rate-Limit-Remaining", strconv.Itoa(max(0, remaining)))
	h.Set("X-Rate-Limit-Reset", strconv.FormatInt(reset.Add(time.Second-1).Unix(), 10))
	h.Set("X-Rate-Limit-Total", strconv.Itoa(l.Requests))
}

// seconds is a duration in whole seconds, rounded up.
func seconds(d time.Duration) int { return int((d + time.Second - 1) / time.Second) }

// enter counts a request among those that its route answers at once; ok is false when there
// are too many already. The caller holds m.mu.
func (m *MyUnisoft) enter(route string) (ok bool) {
	if limit := m.options.Limits.AtOnce; limit >= 0 && m.atOnce[route] >= limit {
		return false
	}
	m.atOnce[route]++
	return true
}

func (m *MyUnisoft) leave(route string) {
	if m.atOnce[route]--; m.atOnce[route] <= 0 {
		delete(m.atOnce, route)
	}
}
