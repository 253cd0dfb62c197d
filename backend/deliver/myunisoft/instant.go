package myunisoft

import (
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// longest bounds how far a header may put a delivery off: a mistake there must not stop
// one for years.
const longest = 24 * time.Hour

// notBefore is until when the partner asks to wait: Retry-After, else the end of the
// limit's period; zero when it asks nothing.
func notBefore(h http.Header, now time.Time) time.Time {
	if at := instant(h.Get("Retry-After"), h, now); !at.IsZero() {
		return at
	}
	return reset(h, now)
}

func reset(h http.Header, now time.Time) time.Time {
	return instant(h.Get("X-Rate-Limit-Reset"), h, now)
}

// instant reads an instant of a header, in whatever form: the documentation calls it a
// « timestamp » without a unit. Past or unreadable is zero.
func instant(text string, h http.Header, now time.Time) time.Time {
	text = strings.TrimSpace(text)
	at, ok := numbered(text, h, now)
	if !ok {
		at, ok = dated(text, h, now)
	}
	if !ok || !at.After(now) {
		return time.Time{}
	}
	if last := now.Add(longest); at.After(last) {
		return last
	}
	return at
}

// numbered reads seconds from now, seconds since 1970 or milliseconds since 1970, told
// apart by their size.
func numbered(text string, h http.Header, now time.Time) (time.Time, bool) {
	n, err := strconv.ParseFloat(text, 64)
	switch {
	case err != nil || math.IsNaN(n) || n < 0 || n >= 1e15:
		return time.Time{}, false
	case n < 1e8:
		return now.Add(time.Duration(math.Min(n, longest.Seconds()) * float64(time.Second))), true
	case n < 1e11:
		n *= 1000
	}
	return onOurClock(time.UnixMilli(int64(n)), h, now), true
}

func dated(text string, h http.Header, now time.Time) (time.Time, bool) {
	if at, err := http.ParseTime(text); err == nil {
		return onOurClock(at, h, now), true
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05"} {
		if at, err := time.Parse(layout, text); err == nil {
			return onOurClock(at, h, now), true
		}
	}
	return time.Time{}, false
}

// onOurClock takes the difference of the two clocks away, when the answer is dated: a
// machine that is some minutes late would wait for as long at every period.
func onOurClock(at time.Time, h http.Header, now time.Time) time.Time {
	theirs, err := http.ParseTime(h.Get("Date"))
	if err != nil {
		return at
	}
	if left := at.Sub(theirs); left >= 0 && left <= time.Hour {
		return now.Add(left)
	}
	return at
}
