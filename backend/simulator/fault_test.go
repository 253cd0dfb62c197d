package simulator

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
)

// TestCutConnections: what a client cannot tell apart, and what MyUnisoft holds then.
func TestCutConnections(t *testing.T) {
	large := file(balance("01", "280226", "0000000000000{")) +
		strings.Repeat(operation("020326", "X", "0000000000001A")+"\r\n", 40_000) + file(balance("07", "310326", "0000000000000{"))
	for _, c := range []struct {
		kind  FaultKind
		taken bool
	}{
		{ResetBeforeBody, false}, {ResetInBody, false}, {ResetBeforeImport, false}, {ResetAfterImport, true},
	} {
		for size, body := range map[string]string{"small": march(), "large": large} {
			t.Run(c.kind.String()+", "+size, func(t *testing.T) {
				m := MustMyUnisoft(t, Options{})
				m.Fail(Fault{Kind: c.kind})
				if g := send(body).do(m); g.err == nil {
					t.Errorf("got an answer: %d %s", g.status, g.body)
				}
				if log := m.Requests(); len(log) != 1 || log[0].Status != 0 || log[0].Fault != c.kind.String() || !log[0].HeadersRight {
					t.Errorf("got %+v", log)
				}
				if again := send(body).do(m); c.taken {
					wantRefused(t, again, 400, "IMPORT15")
				} else if again.status != http.StatusOK {
					t.Errorf("got %d %s", again.status, again.body)
				}
				if len(m.Record()) != 1 {
					t.Errorf("got %+v", m.Record())
				}
			})
		}
	}
}

func TestSpoiltAnswers(t *testing.T) {
	t.Run("cut answer", func(t *testing.T) {
		m := MustMyUnisoft(t, Options{})
		m.Fail(Fault{Kind: CutAnswer})
		g := send(march()).do(m)
		if g.status != 200 || !errors.Is(g.err, io.ErrUnexpectedEOF) || len(g.body) == 0 {
			t.Errorf("got %d %q, %v", g.status, g.body, g.err)
		}
		wantHeld(t, m, 2)
	})
	t.Run("a page after the import", func(t *testing.T) {
		m := MustMyUnisoft(t, Options{})
		m.Fail(Fault{Kind: HTMLAfterImport})
		wantPage(t, send(march()).do(m), 502)
		wantHeld(t, m, 2)
	})
	t.Run("a page instead of the import", func(t *testing.T) {
		m := MustMyUnisoft(t, Options{})
		m.Fail(Fault{Kind: HTML, Status: 503})
		wantPage(t, send(march()).do(m), 503)
		wantHeld(t, m, 0)
	})
	t.Run("a refusal is lost like an answer", func(t *testing.T) {
		m := MustMyUnisoft(t, Options{})
		m.Fail(Fault{Kind: HTMLAfterImport})
		wantPage(t, send("nothing").do(m), 502)
		wantHeld(t, m, 0)
	})
}

func wantPage(tb testing.TB, g got, status int) {
	tb.Helper()
	if g.status != status || g.header.Get("Content-Type") != "text/html" || g.header.Get("request-id") != "" || !strings.Contains(string(g.body), "<html>") {
		tb.Errorf("got %d %v %s", g.status, g.header, g.body)
	}
}

func TestRefuseFaults(t *testing.T) {
	cases := []struct {
		name   string
		fault  Fault
		status int
		code   string
	}{
		{"nothing said", Fault{}, 500, "ERR-INTERNAL"},
		{"a documented code with its status", Fault{Code: "RIB16"}, 403, "RIB16"},
		{"maintenance", Fault{Code: "ERR-API-UNDER-MAINTENANCE"}, 503, "ERR-API-UNDER-MAINTENANCE"},
		{"another status", Fault{Code: "RB3", Status: 502}, 502, "RB3"},
		{"a code nobody documented", Fault{Code: "IMPORT25", Status: 400}, 400, "IMPORT25"},
		{"429", Fault{Code: "ERR-TOO-MANY-REQUEST", RetryAfterSeconds: 30}, 429, "ERR-TOO-MANY-REQUEST"},
		{"details that are a text", Fault{Code: "RB2", BareDetails: true}, 400, "RB2"},
	}
	m := MustMyUnisoft(t, Options{Limits: Limits{AtOnce: NoLimit}})
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			m.Fail(c.fault)
			g := send(march()).do(m)
			wantRefused(t, g, c.status, c.code)
			if bare := string(g.envelope().Error.Details) == `""`; bare != c.fault.BareDetails {
				t.Errorf("got %s", g.body)
			}
			if c.fault.RetryAfterSeconds > 0 && (g.header.Get("Retry-After") != "30" || g.header.Get("X-Rate-Limit-Remaining") != "0") {
				t.Errorf("got %v", g.header)
			}
		})
	}
	wantHeld(t, m, 0)
	wantRows(t, send(march()).do(m), 2)
}

func TestFaultsInOrder(t *testing.T) {
	m := MustMyUnisoft(t, Options{})
	m.Fail(Fault{Code: "RB3", Times: 2}, Fault{Route: "/rib", Code: "RIB13"}, Fault{Code: "IMPORT11"}, Fault{Route: AnyRoute, Code: "ERR-INTERNAL"})
	for _, want := range []string{"RB3", "RB3", "IMPORT11", "ERR-INTERNAL"} {
		if g := send(march()).do(m); g.code != want {
			t.Errorf("want %s, got %s", want, g.code)
		}
	}
	wantRows(t, send(march()).do(m), 2)
	if g := (call{method: "GET", path: "/rib"}).do(m); g.code != "RIB13" {
		t.Errorf("got %s", g.code)
	}
}

func TestOnRequest(t *testing.T) {
	m := MustMyUnisoft(t, Options{})
	m.Fail(Fault{Code: "RB3"})
	m.OnRequest(func(r *http.Request) *Fault {
		if r.Header.Get("society-id") == "1203" {
			return &Fault{Code: "ERR-THIRD-PARTY-DISCONNECTED"}
		}
		return nil
	})
	wantRefused(t, send(march()).do(m), 403, "ERR-THIRD-PARTY-DISCONNECTED")
	wantRefused(t, call{headers: map[string]string{"society-id": "8"}}.do(m), 400, "RB3")
	m.OnRequest(nil)
	wantRows(t, send(march()).do(m), 2)
}

func TestHolds(t *testing.T) {
	for _, c := range []struct {
		kind FaultKind
		held int // operations, while the client waits
	}{
		{HoldImport, 0}, {HoldAnswer, 2},
	} {
		t.Run(c.kind.String()+" until released", func(t *testing.T) {
			m := MustMyUnisoft(t, Options{})
			release, reached, answers := make(chan struct{}), make(chan struct{}), make(chan got)
			m.Fail(Fault{Kind: c.kind, Release: release, Reached: func() { close(reached) }})
			go func() { answers <- send(march()).do(m) }()
			<-reached
			wantHeld(t, m, c.held)
			close(release)
			wantRows(t, <-answers, 2)
			wantHeld(t, m, 2)
		})
		t.Run(c.kind.String()+" is cut by Close", func(t *testing.T) {
			m := MustMyUnisoft(t, Options{})
			reached, answers := make(chan struct{}), make(chan got)
			m.Fail(Fault{Kind: c.kind, Reached: func() { close(reached) }})
			go func() { answers <- send(march()).do(m) }()
			<-reached
			if err := m.Close(); err != nil {
				t.Error(err)
			}
			if g := <-answers; g.err == nil {
				t.Errorf("got %d %s", g.status, g.body)
			}
			wantHeld(t, m, c.held)
		})
	}
}
