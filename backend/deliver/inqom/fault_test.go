package inqom

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"sobank/backend/deliver"
	"sobank/backend/simulator"
)

var steps = []string{simulator.InqomSignIn, simulator.InqomAccess, simulator.InqomFolders}

// TestFaults strikes each step once with each fault, then asks again: all is well.
func TestFaults(t *testing.T) {
	for _, c := range []struct {
		name  string
		fault simulator.Fault
		code  string
	}{
		{"reset before the request is read", simulator.Fault{Kind: simulator.ResetBeforeBody}, "COUPURE"},
		{"reset while it is read", simulator.Fault{Kind: simulator.ResetInBody}, "COUPURE"},
		{"reset before the answer", simulator.Fault{Kind: simulator.ResetBeforeImport}, "COUPURE"},
		{"answer lost", simulator.Fault{Kind: simulator.ResetAfterImport}, "COUPURE"},
		{"answer cut", simulator.Fault{Kind: simulator.CutAnswer}, "COUPURE"},
		{"500", simulator.Fault{Kind: simulator.Refuse}, "HTTP-500"},
		{"503 with Retry-After", simulator.Fault{Kind: simulator.Refuse, Status: 503, RetryAfterSeconds: 40}, "HTTP-503"},
		{"502 as a page", simulator.Fault{Kind: simulator.HTML}, "HTTP-502"},
		{"504 as a page after the work", simulator.Fault{Kind: simulator.HTMLAfterImport, Status: 504}, "HTTP-504"},
	} {
		for _, step := range steps {
			t.Run(c.name+", "+step, func(t *testing.T) {
				w := newWorld(t, simulator.InqomOptions{})
				// On a connection that served before, a question is asked again by itself.
				w.client = New(Options{Now: w.clock.now, Wait: w.clock.wait, Transport: &http.Transport{DisableKeepAlives: true}}, w.place)
				f := c.fault
				f.Route = step
				w.Fail(f)
				r := w.match(t, jardins()).Setback
				wantSetback(t, r, deliver.ToRetry, c.code, false)
				if wait := r.NotBefore.Sub(w.clock.now()); f.RetryAfterSeconds > 0 && wait != 40*time.Second || f.RetryAfterSeconds == 0 && !r.NotBefore.IsZero() || r.Unreached {
					t.Errorf("got %+v", r)
				}
				wantFolder(t, w.match(t, jardins()), "4512")
			})
		}
	}
}

func TestLimit(t *testing.T) {
	many := func(times, retryAfter int) simulator.Fault {
		return simulator.Fault{Kind: simulator.Refuse, Route: simulator.InqomAccess, Times: times, Status: 429, RetryAfterSeconds: retryAfter}
	}
	ms := func(all ...int) (d []time.Duration) {
		for _, n := range all {
			d = append(d, time.Duration(n)*time.Millisecond)
		}
		return d
	}
	for _, c := range []struct {
		name  string
		fault simulator.Fault
		waits []time.Duration
		left  time.Duration // until the next try, when it is put off
	}{
		{"one 429 is waited for", many(1, 0), ms(500), 0},
		{"four are", many(4, 0), ms(500, 1000, 2000, 4000), 0},
		{"five are too many", many(5, 0), ms(500, 1000, 2000, 4000), 30 * time.Second},
		{"Retry-After is obeyed", many(1, 7), ms(7000), 0},
		{"a short Retry-After shortens nothing", many(3, 1), ms(1000, 1000, 2000), 0},
		{"a long one puts off", many(1, 60), nil, time.Minute},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t, simulator.InqomOptions{})
			w.Fail(c.fault)
			m := w.match(t, jardins())
			if got := w.clock.waited(); !slices.Equal(got, c.waits) {
				t.Errorf("waited %v, want %v", got, c.waits)
			}
			if c.left == 0 {
				wantFolder(t, m, "4512")
				return
			}
			wantSetback(t, m.Setback, deliver.ToRetry, "LIMITE", false)
			if left := m.Setback.NotBefore.Sub(w.clock.now()); left != c.left {
				t.Errorf("not before %v", left)
			}
			asked := len(w.Requests())
			if again := w.match(t, jardins()); again.Setback.Code != "LIMITE" || len(w.Requests()) != asked {
				t.Errorf("asked again: %+v", again)
			}
			w.clock.advance(c.left)
			wantFolder(t, w.match(t, jardins()), "4512")
		})
	}
	t.Run("a limited sign-in is not tried again by itself", func(t *testing.T) {
		for retryAfter, left := range map[int]time.Duration{0: 30 * time.Second, 120: 2 * time.Minute} {
			w := newWorld(t, simulator.InqomOptions{})
			w.Fail(simulator.Fault{Kind: simulator.Refuse, Route: simulator.InqomSignIn, Status: 429, RetryAfterSeconds: retryAfter})
			for range 10 {
				r := w.match(t, jardins()).Setback
				wantSetback(t, r, deliver.ToRetry, "LIMITE", false)
				if r.NotBefore.Sub(w.clock.now()) != left {
					t.Errorf("not before %v", r.NotBefore)
				}
			}
			if n := w.asked(pathToken); n != 1 {
				t.Errorf("asked %d times", n)
			}
			w.clock.advance(left)
			wantFolder(t, w.match(t, jardins()), "4512")
		}
	})
	t.Run("15 requests a second are not exceeded", func(t *testing.T) {
		w := newWorld(t, simulator.InqomOptions{})
		for n := range 40 {
			w.AddFirm(simulator.InqomFirm{ID: int64(100 + n), Name: fmt.Sprint("Cabinet ", n)})
		}
		wantFolder(t, w.match(t, jardins()), "4512")
		for _, r := range w.Requests() {
			if r.Status != 200 {
				t.Errorf("got %+v", r)
			}
		}
		if n := len(w.Requests()); n != 43 || len(w.clock.waited()) < 2 {
			t.Errorf("%d requests, waited %v", n, w.clock.waited())
		}
	})
	t.Run("another program on the same access is made room for", func(t *testing.T) {
		w := newWorld(t, simulator.InqomOptions{PerSecond: 1})
		wantFolder(t, w.match(t, jardins()), "4512")
		if len(w.clock.waited()) == 0 {
			t.Error("never waited")
		}
	})
	t.Run("Retry-After may be a date, and a mistake in it stops nothing for years", func(t *testing.T) {
		now := newClock().now()
		for text, want := range map[string]time.Duration{
			"7": 7 * time.Second, "Mon, 02 Mar 2026 09:00:20 GMT": 20 * time.Second, "99999999": 24 * time.Hour,
			"Mon, 02 Mar 2036 09:00:20 GMT": 24 * time.Hour,
		} {
			if got := notBefore(http.Header{"Retry-After": {text}}, now).Sub(now); got != want {
				t.Errorf("%q: got %v", text, got)
			}
		}
		for _, text := range []string{"", "soon", "-5", "0", "NaN", "Inf", "1e300", "Mon, 02 Mar 2020 09:00:20 GMT"} {
			if got := notBefore(http.Header{"Retry-After": {text}}, now); !got.IsZero() {
				t.Errorf("%q: got %v", text, got)
			}
		}
	})
}

// raw speaks TCP: it reads a request and answers what the test writes. It is Inqom's sign-in
// and API both.
func raw(tb testing.TB, serve func(net.Conn, *http.Request)) string {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	var all sync.WaitGroup
	all.Go(func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			all.Go(func() {
				defer conn.Close()
				if r, err := http.ReadRequest(bufio.NewReader(conn)); err == nil {
					_, _ = io.Copy(io.Discard, r.Body)
					serve(conn, r)
				}
			})
		}
	})
	tb.Cleanup(func() { listener.Close(); all.Wait() })
	return "http://" + listener.Addr().String()
}

func TestAnswerIsStrange(t *testing.T) {
	long := `[{"Id":1,"Name":"` + strings.Repeat("x", largestList) + `"}]`
	for _, c := range []struct {
		name, path string
		answer     http.HandlerFunc
		state      deliver.State
		code       string
		trouble    bool
	}{
		{"a token's page", pathToken, says(200, "<html>"), deliver.ToRetry, "REPONSE-ILLISIBLE", false},
		{"no token", pathToken, says(200, `{"expires_in":3600}`), deliver.ToRetry, "REPONSE-ILLISIBLE", false},
		{"a token that no header takes", pathToken, says(200, `{"access_token":"a\r\nb"}`), deliver.ToRetry, "REPONSE-ILLISIBLE", false},
		{"a token of another type", pathToken, says(200, `{"access_token":"a","token_type":"mac"}`), deliver.ToRetry, "REPONSE-ILLISIBLE", false},
		{"a token too long", pathToken, says(200, `{"access_token":"`+strings.Repeat("x", largestToken)+`"}`), deliver.ToRetry, "REPONSE-TROP-LONGUE", false},
		{"truncated JSON that ends well", pathToken, says(200, `{"access_token":"a-tok`), deliver.ToRetry, "REPONSE-ILLISIBLE", false},
		{"a sign-in that redirects", pathToken, says(302, "", "Location: https://elsewhere.example/"), deliver.Refused, "REDIRECTION", true},
		{"a sign-in that is not there", pathToken, says(404, ""), deliver.Refused, "HTTP-404", true},
		{"firms as an object", pathFirms, says(200, `{"a":1}`), deliver.ToRetry, "REPONSE-ILLISIBLE", false},
		{"firms as a page", pathFirms, says(200, "<html>"), deliver.ToRetry, "REPONSE-ILLISIBLE", false},
		{"firms as nothing", pathFirms, says(200, ""), deliver.ToRetry, "REPONSE-ILLISIBLE", false},
		{"firms truncated", pathFirms, says(200, `[{"Id":28,"Acc`), deliver.ToRetry, "REPONSE-ILLISIBLE", false},
		{"firms that redirect", pathFirms, says(307, "", "Location: https://elsewhere.example/"), deliver.Refused, "REDIRECTION", true},
		{"no firms there", pathFirms, says(404, ""), deliver.Refused, "HTTP-404", true},
		{"firms forbidden", pathFirms, says(403, `{"Message":"no"}`), deliver.Refused, "HTTP-403", true},
		{"firms refused", pathFirms, says(400, ""), deliver.Refused, "HTTP-400", true},
		{"folders as numbers", folders28, says(200, `[1,2]`), deliver.ToRetry, "REPONSE-ILLISIBLE", false},
		{"folders too long", folders28, says(200, long), deliver.ToRetry, "REPONSE-TROP-LONGUE", false},
		{"folders that do not say who they are", folders28, says(200, `[{},{"Id":"../../x","Siren":"732829320","Nic":"00074"},{"Id":{},"Siren":[]}]`), deliver.Refused, "DOSSIER-A-CHOISIR", false},
		{"no content", folders28, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(204) }, deliver.Refused, "DOSSIER-A-CHOISIR", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			server := scripted(t, map[string]http.HandlerFunc{c.path: c.answer})
			m := New(Options{}, &place{}).Match(t.Context(), accessTo(server.URL, nil), jardins())
			wantSetback(t, m.Setback, c.state, c.code, c.trouble)
		})
	}
	t.Run("a redirect is not followed: nothing leaves for elsewhere", func(t *testing.T) {
		followed := false
		elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { followed = true }))
		defer elsewhere.Close()
		for _, path := range []string{pathToken, pathFirms, folders28} {
			server := scripted(t, map[string]http.HandlerFunc{path: says(308, "", "Location: "+elsewhere.URL)})
			New(Options{}, &place{}).Match(t.Context(), accessTo(server.URL, nil), jardins())
		}
		if followed {
			t.Error("it was")
		}
	})
}

func TestTimeIsBounded(t *testing.T) {
	for name, head := range map[string]string{"an answer that never comes": "", "one that drips": "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"} {
		t.Run(name, func(t *testing.T) {
			base := raw(t, func(conn net.Conn, _ *http.Request) {
				_, _ = io.WriteString(conn, head)
				_, _ = io.Copy(io.Discard, conn) // until the client leaves
			})
			m := New(Options{Limit: 200 * time.Millisecond}, &place{}).Match(t.Context(), accessTo(base, nil), jardins())
			wantSetback(t, m.Setback, deliver.ToRetry, "DELAI", false)
		})
	}
	t.Run("whoever waits may leave", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		base := raw(t, func(conn net.Conn, _ *http.Request) { cancel(); _, _ = io.Copy(io.Discard, conn) })
		client := New(Options{}, &place{})
		m := client.Match(ctx, accessTo(base, nil), jardins())
		wantSetback(t, m.Setback, deliver.ToRetry, "INTERROMPU", false)
		if _, err := client.Folders(ctx, accessTo(base, nil), ""); err == nil {
			t.Error("lists folders")
		}
	})
	t.Run("also who waits for another's sign-in", func(t *testing.T) {
		w := newWorld(t, simulator.InqomOptions{})
		release, reached := make(chan struct{}), make(chan struct{})
		w.Fail(simulator.Fault{Kind: simulator.HoldAnswer, Release: release, Reached: func() { close(reached) }})
		done := make(chan deliver.Match)
		go func() { done <- w.client.Match(t.Context(), w.access, jardins()) }()
		<-reached
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		wantSetback(t, w.client.Match(ctx, w.access, jardins()).Setback, deliver.ToRetry, "INTERROMPU", false)
		close(release)
		wantFolder(t, <-done, "4512")
	})
}

func TestNotReached(t *testing.T) {
	shut, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	shut.Close()
	secure := httptest.NewUnstartedServer(usual[pathToken])
	secure.Config.ErrorLog = log.New(io.Discard, "", 0)
	secure.StartTLS()
	t.Cleanup(secure.Close)
	for _, c := range []struct {
		name, base string
		transport  http.RoundTripper
		code       string
		trouble    bool
	}{
		{"nobody listens", "http://" + shut.Addr().String(), nil, "INJOIGNABLE", false},
		{"no TLS there", "https://" + strings.TrimPrefix(scripted(t, nil).URL, "http://"), nil, "INJOIGNABLE", false},
		{"a certificate of nobody we trust", secure.URL, nil, "CERTIFICAT", true},
		{"a certificate of another name", strings.Replace(secure.URL, "127.0.0.1", "localhost", 1), secure.Client().Transport, "CERTIFICAT", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := New(Options{Transport: c.transport}, &place{}).Match(t.Context(), accessTo(c.base, nil), jardins()).Setback
			wantSetback(t, r, deliver.ToRetry, c.code, c.trouble)
			if !r.Unreached {
				t.Errorf("got %+v", r)
			}
		})
	}
}
