package myunisoft

import (
	"context"
	"net/http"
	"strconv"
	"testing"
	"time"

	"sobank/backend/deliver"
)

func TestInstant(t *testing.T) {
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	in := func(d time.Duration) time.Time { return now.Add(d) }
	epoch := func(d time.Duration) string { return strconv.FormatInt(in(d).Unix(), 10) }
	cases := []struct {
		name, text, date string
		want             time.Time
	}{
		{"seconds from now", "7", "", in(7 * time.Second)},
		{"seconds with a fraction", "1.5", "", in(1500 * time.Millisecond)},
		{"seconds since 1970", epoch(10 * time.Second), "", in(10 * time.Second)},
		{"milliseconds since 1970", strconv.FormatInt(in(2500*time.Millisecond).UnixMilli(), 10), "", in(2500 * time.Millisecond)},
		{"ISO with a zone", "2026-03-02T10:00:20+01:00", "", in(20 * time.Second)},
		{"ISO with milliseconds", "2026-03-02T09:00:20.500Z", "", in(20500 * time.Millisecond)},
		{"ISO without a zone", "2026-03-02T09:00:20", "", in(20 * time.Second)},
		{"a date of HTTP", "Mon, 02 Mar 2026 09:00:20 GMT", "", in(20 * time.Second)},
		{"now is no wait", "0", "", time.Time{}},
		{"the past is no wait", epoch(-time.Minute), "", time.Time{}},
		{"nothing", "", "", time.Time{}},
		{"no number", "soon", "", time.Time{}},
		{"a negative number", "-5", "", time.Time{}},
		{"not a number", "NaN", "", time.Time{}},
		{"infinite", "Inf", "", time.Time{}},
		{"beyond all calendars", "1e300", "", time.Time{}},
		{"years ahead are bounded", epoch(10000 * time.Hour), "", in(24 * time.Hour)},
		{"a year of seconds is bounded", "31536000", "", in(24 * time.Hour)},
		{"a machine that is late does not wait for its lateness", epoch(5*time.Minute + 10*time.Second), in(5 * time.Minute).Format(http.TimeFormat), in(10 * time.Second)},
		{"a machine that is early waits too", epoch(-5*time.Minute + 10*time.Second), in(-5 * time.Minute).Format(http.TimeFormat), in(10 * time.Second)},
		{"a date that is absurd is not believed", epoch(10 * time.Second), "Mon, 02 Mar 2020 09:00:20 GMT", in(10 * time.Second)},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := instant(c.text, http.Header{"Date": {c.date}}, now); !got.Equal(c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

func TestPace(t *testing.T) {
	limited := func(remaining, reset string) http.HandlerFunc {
		return says(200, `{"rows_number":2}`, "X-Rate-Limit-Remaining: "+remaining, "X-Rate-Limit-Reset: "+reset, "X-Rate-Limit-Total: 20")
	}
	t.Run("a spent limit is waited for when that is short", func(t *testing.T) {
		p, c := newPartner(t).on("/releve_bancaire", limited("0", "9")), newClock()
		client := c.client()
		for range 2 {
			if r := client.Deliver(t.Context(), p.access(), parcel(), nil); r.State != deliver.Integrated {
				t.Fatalf("got %+v", r)
			}
		}
		if len(c.waits) != 1 || c.waits[0] != 9*time.Second {
			t.Errorf("waited %v", c.waits)
		}
	})
	t.Run("and put off when it is long: nothing is sent", func(t *testing.T) {
		p, c := newPartner(t).on("/releve_bancaire", limited("0", "60")), newClock()
		client := c.client()
		client.Deliver(t.Context(), p.access(), parcel(), nil)
		r := client.Deliver(t.Context(), p.access(), parcel(), noSent(t))
		wantReceipt(t, r, deliver.Receipt{State: deliver.ToRetry, Code: "LIMITE"})
		if !r.NotBefore.Equal(c.at.Add(time.Minute)) || len(c.waits) != 0 || len(p.requests("/releve_bancaire")) != 1 {
			t.Errorf("not before %v, waited %v", r.NotBefore, c.waits)
		}
	})
	t.Run("one token's limit holds no other back", func(t *testing.T) {
		p, c := newPartner(t).on("/releve_bancaire", limited("0", "60")), newClock()
		client := c.client()
		client.Deliver(t.Context(), p.access(), parcel(), nil)
		other := p.access()
		other.Secrets["token"] = testToken + "2"
		if r := client.Deliver(t.Context(), other, parcel(), nil); r.State != deliver.Integrated {
			t.Errorf("got %+v", r)
		}
	})
	t.Run("what is left is not waited for", func(t *testing.T) {
		p, c := newPartner(t).on("/releve_bancaire", limited("1", "60")), newClock()
		client := c.client()
		for range 5 {
			client.Deliver(t.Context(), p.access(), parcel(), nil)
		}
		if len(c.waits) != 0 {
			t.Errorf("waited %v", c.waits)
		}
	})
	t.Run("a spent limit without its end is that of the documentation", func(t *testing.T) {
		p, c := newPartner(t).on("/releve_bancaire", says(200, `{"rows_number":2}`, "X-Rate-Limit-Remaining: 0")), newClock()
		client := c.client()
		client.Deliver(t.Context(), p.access(), parcel(), nil)
		client.Deliver(t.Context(), p.access(), parcel(), nil)
		if len(c.waits) != 1 || c.waits[0] != 10*time.Second {
			t.Errorf("waited %v", c.waits)
		}
	})
	t.Run("the limit is learned from refusals too", func(t *testing.T) {
		p, c := newPartner(t).on("/releve_bancaire", says(429, problemJSON("ERR-TOO-MANY-REQUEST", ""), "Retry-After: 12")), newClock()
		client := c.client()
		client.Deliver(t.Context(), p.access(), parcel(), nil)
		client.Deliver(t.Context(), p.access(), parcel(), nil)
		if len(c.waits) != 1 || c.waits[0] != 12*time.Second {
			t.Errorf("waited %v", c.waits)
		}
	})
	t.Run("without headers, 20 requests go in 10 seconds", func(t *testing.T) {
		p, c := newPartner(t), newClock()
		client := c.client()
		for range 25 { // and one key/info
			if r := client.Deliver(t.Context(), p.access(), parcel(), nil); r.State != deliver.Integrated {
				t.Fatalf("got %+v", r)
			}
		}
		if len(c.waits) != 1 || c.waits[0] != 10*time.Second {
			t.Errorf("waited %v", c.waits)
		}
	})
	t.Run("those that wait together leave one after the other", func(t *testing.T) {
		c := newClock()
		p := &pace{now: c.now, wait: c.wait, lanes: map[string]*lane{}}
		for i := range 3 * burst {
			at, ok := p.reserve("key", c.at)
			want := c.at.Add(time.Duration(i/burst) * period)
			if fits := want.Sub(c.at) < patience; ok != fits || fits && !at.Equal(want) {
				t.Fatalf("request %d leaves at %v, %v; want %v", i, at, ok, want)
			}
		}
	})
	t.Run("whoever waits may leave", func(t *testing.T) {
		p := newPartner(t).on("/releve_bancaire", limited("0", "9"))
		client := New(Options{}) // the real timer
		client.Deliver(t.Context(), p.access(), parcel(), nil)
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
		defer cancel()
		r := client.Deliver(ctx, p.access(), parcel(), noSent(t))
		wantReceipt(t, r, deliver.Receipt{State: deliver.ToRetry, Code: "INTERROMPU"})
	})
}
