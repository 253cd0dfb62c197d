package web

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"sobank/backend/registry"
)

// clock stands still, or goes on by what is waited for.
type clock struct {
	at     time.Time
	waited time.Duration
}

func (c *clock) now() time.Time { return c.at }

func (c *clock) wait(ctx context.Context, d time.Duration) error {
	c.at, c.waited = c.at.Add(d), c.waited+d
	return ctx.Err()
}

func newClock() *clock { return &clock{at: time.Date(2026, 4, 2, 12, 0, 0, 0, time.UTC)} }

func get(t *testing.T, c *Client, address string) (Answer, registry.Kind) {
	t.Helper()
	a, err := c.Do(t.Context(), Request{Method: http.MethodGet, Address: address})
	if err == nil {
		return a, ""
	}
	f, ok := errors.AsType[*registry.Failure](err)
	if !ok || f.Register != "Le registre" {
		t.Fatalf("%v is no failure of the register", err)
	}
	if strings.Contains(err.Error(), "127.0.0.1") {
		t.Errorf("%v quotes the address", err)
	}
	return a, f.Kind
}

func TestDo(t *testing.T) {
	answers := http.NewServeMux()
	answers.HandleFunc("/ok", func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasPrefix(r.UserAgent(), "SoBank/") || r.Header.Get("Accept") != "application/json" {
			t.Errorf("headers: %v", r.Header)
		}
		_, _ = w.Write([]byte("{}"))
	})
	answers.HandleFunc("/far", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/ok", http.StatusFound) })
	answers.HandleFunc("/long", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(make([]byte, largest+1)) })
	answers.HandleFunc("/short", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "10")
		_, _ = w.Write([]byte("half"))
	})
	plain := httptest.NewServer(answers)
	defer plain.Close()
	secure := httptest.NewTLSServer(answers) // by an authority that nobody knows
	defer secure.Close()
	secure.Config.ErrorLog = nil
	gone := httptest.NewServer(answers)
	gone.Close()

	c := New(Options{Register: "Le registre"})
	for name, want := range map[string]struct {
		address string
		kind    registry.Kind
	}{
		"OK":                            {plain.URL + "/ok", ""},
		"not found is an answer":        {plain.URL + "/none", ""},
		"a redirect is not followed":    {plain.URL + "/far", registry.Down},
		"an answer without an end":      {plain.URL + "/long", registry.Down},
		"an answer cut short":           {plain.URL + "/short", registry.Down},
		"an unknown certificate":        {secure.URL + "/ok", registry.Certificate},
		"nobody listens":                {gone.URL + "/ok", registry.Unreached},
		"an address that cannot be one": {"http://\x7f", registry.Misset},
	} {
		t.Run(name, func(t *testing.T) {
			if _, kind := get(t, c, want.address); kind != want.kind {
				t.Errorf("%q, want %q", kind, want.kind)
			}
		})
	}
}

func TestPace(t *testing.T) {
	asked := 0
	s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked++ }))
	defer s.Close()
	k := newClock()
	c := New(Options{Register: "Le registre", Now: k.now, Wait: k.wait, PerSecond: 7})
	for range 15 {
		if _, kind := get(t, c, s.URL); kind != "" {
			t.Fatal(kind)
		}
	}
	if k.waited != 2*time.Second || asked != 15 {
		t.Errorf("15 requests at 7 a second waited %v (%d asked)", k.waited, asked)
	}
}

func TestRetryAfter(t *testing.T) {
	k := newClock()
	for text, want := range map[string]time.Duration{
		"12": 12 * time.Second, "0": time.Second, "": unsaid, "soon": unsaid, "-4": unsaid, "99999999": longest,
		k.at.Add(90 * time.Second).Format(http.TimeFormat): 90 * time.Second,
		k.at.Add(-time.Hour).Format(http.TimeFormat):       time.Second,
	} {
		p := &pace{now: k.now, wait: k.wait}
		if got := p.hold(http.Header{"Retry-After": {text}}); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
		if hold, err := p.turn(t.Context()); hold != want || err != nil {
			t.Errorf("%q: then %v, %v", text, hold, err)
		}
	}
}

func TestBase(t *testing.T) {
	c := New(Options{Register: "Le registre"})
	const real = "https://register.example"
	for setting, want := range map[string]string{
		"": real, "http://127.0.0.1:81/x/": "http://127.0.0.1:81/x", "http://[::1]:81": "http://[::1]:81",
		"https://evil.example": "", "http://localhost:81": "", "http://127.0.0.1.evil.example": "", "http://127.0.0.1@evil.example": "",
		"file:///etc/passwd": "", "http://127.0.0.1:81?q=1": "", "http://127.0.0.1:81?": "",
	} {
		got, err := c.Base(setting, real)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v", setting, got, err)
		}
	}
}

func TestClean(t *testing.T) {
	if got := Clean(" a\x00b\n\tc "); got != "a b c" {
		t.Errorf("%q", got)
	}
	if got := []rune(Clean(strings.Repeat("é", 300))); len(got) != 200 {
		t.Errorf("%d runes", len(got))
	}
}
