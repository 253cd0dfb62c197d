package simulator

import (
	"net/http"
	"strconv"
	"sync"
	"testing"
	"time"
)

func TestRateLimit(t *testing.T) {
	clock := newClock()
	m := MustMyUnisoft(t, Options{Now: clock.Now, Limits: Limits{AtOnce: NoLimit}})
	m.Allow(secret, "other.token.x")
	remaining := func(g got) string { return g.header.Get("X-Rate-Limit-Remaining") }

	first := get("/society").do(m)
	if remaining(first) != "19" || first.header.Get("X-Rate-Limit-Total") != "20" {
		t.Errorf("got %v", first.header)
	}
	if reset := first.header.Get("X-Rate-Limit-Reset"); reset != strconv.FormatInt(clock.Now().Add(10*time.Second).Unix(), 10) {
		t.Errorf("reset at %s", reset)
	}
	clock.Advance(6500 * time.Millisecond)
	for range 19 {
		if g := get("/society").do(m); g.status != 200 {
			t.Fatalf("got %d %s", g.status, g.body)
		}
	}
	t.Run("the 21st in ten seconds waits for the rest of them", func(t *testing.T) {
		g := get("/society").do(m)
		wantRefused(t, g, 429, "ERR-TOO-MANY-REQUEST")
		if g.header.Get("Retry-After") != "4" || remaining(g) != "0" || g.header.Get("request-id") == "" {
			t.Errorf("got %v", g.header)
		}
	})
	t.Run("another token has its own", func(t *testing.T) {
		g := call{method: "GET", path: "/society", headers: map[string]string{"society-id": "-", "Authorization": "Bearer other.token.x"}}.do(m)
		if g.status != 200 || remaining(g) != "19" {
			t.Errorf("got %d %v", g.status, g.header)
		}
	})
	t.Run("who is refused at the door counts for nobody", func(t *testing.T) {
		if g := (call{headers: map[string]string{"Authorization": "-"}}).do(m); g.status != 401 || remaining(g) != "20" {
			t.Errorf("got %d %v", g.status, g.header)
		}
	})
	t.Run("Retry-After is enough", func(t *testing.T) {
		clock.Advance(4 * time.Second)
		if g := get("/society").do(m); g.status != 200 || remaining(g) != "19" {
			t.Errorf("got %d %v", g.status, g.header)
		}
	})
}

func TestOtherLimits(t *testing.T) {
	t.Run("other figures", func(t *testing.T) {
		m := MustMyUnisoft(t, Options{Limits: Limits{Requests: 1, Window: time.Minute}})
		if g := get("/society").do(m); g.status != 200 {
			t.Errorf("got %d", g.status)
		}
		g := get("/society").do(m)
		if wantRefused(t, g, 429, "ERR-TOO-MANY-REQUEST"); g.header.Get("Retry-After") != "60" {
			t.Errorf("got %v", g.header)
		}
	})
	t.Run("a delivery that counts for three", func(t *testing.T) {
		m := MustMyUnisoft(t, Options{Limits: Limits{Requests: 5, DeliveryCost: 3}})
		g := send(march()).do(m)
		if wantRows(t, g, 2); g.header.Get("X-Rate-Limit-Remaining") != "2" {
			t.Errorf("got %v", g.header)
		}
		wantRefused(t, send(march()).do(m), 429, "ERR-TOO-MANY-REQUEST")
	})
	t.Run("none", func(t *testing.T) {
		m := MustMyUnisoft(t, Options{Limits: Limits{Requests: NoLimit}})
		for range 30 {
			if g := get("/society").do(m); g.status != 200 || g.header.Get("X-Rate-Limit-Total") != "" {
				t.Fatalf("got %d %v", g.status, g.header)
			}
		}
	})
}

func TestAtOnce(t *testing.T) {
	m := MustMyUnisoft(t, Options{})
	release, reached := make(chan struct{}), make(chan struct{}, 10)
	m.Fail(Fault{Kind: HoldImport, Times: 10, Release: release, Reached: func() { reached <- struct{}{} }})
	var held sync.WaitGroup
	answers := make(chan got, 10)
	for range 10 {
		held.Go(func() { answers <- send(march()).do(m) })
	}
	for range 10 {
		<-reached
	}
	wantRefused(t, send(march()).do(m), 429, "ERR-TOO-MANY-CONCURRENT-REQUEST")
	if g := get("/society").do(m); g.status != http.StatusOK {
		t.Errorf("another route has its own ten: got %d", g.status)
	}
	close(release)
	held.Wait()
	close(answers)
	taken := 0
	for g := range answers {
		if g.status == http.StatusOK {
			taken++
		} else {
			wantRefused(t, g, 400, "IMPORT15")
		}
	}
	if taken != 1 {
		t.Errorf("ten equal deliveries at once: %d were taken", taken)
	}
	wantHeld(t, m, 2)
	wantRefused(t, send(march()).do(m), 400, "IMPORT15") // the ten have left
}
