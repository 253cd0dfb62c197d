package inqom

import (
	"encoding/json"
	"fmt"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"sobank/backend/deliver"
	"sobank/backend/simulator"
)

func wantFolder(tb testing.TB, m deliver.Match, id string) {
	tb.Helper()
	if m.Folder != id || m.Setback.State != "" {
		tb.Errorf("got %+v, want folder %s", m, id)
	}
}

func TestToken(t *testing.T) {
	t.Run("serves until shortly before it ends", func(t *testing.T) {
		w := newWorld(t, simulator.InqomOptions{TokenLife: time.Hour})
		for _, step := range []struct {
			after time.Duration
			total int // sign-ins
		}{{0, 1}, {53 * time.Minute, 1}, {6 * time.Minute, 2}, {53 * time.Minute, 2}} {
			w.clock.advance(step.after)
			wantFolder(t, w.match(t, jardins()), "4512")
			if w.SignIns() != step.total {
				t.Errorf("after %v more: %d sign-ins, want %d", step.after, w.SignIns(), step.total)
			}
		}
		for _, r := range w.Requests() {
			if r.Status != 200 {
				t.Errorf("got %+v", r)
			}
		}
	})
	t.Run("of a year serves a year", func(t *testing.T) {
		w := newWorld(t, simulator.InqomOptions{TokenLife: 360 * 24 * time.Hour})
		w.match(t, jardins())
		w.clock.advance(359 * 24 * time.Hour)
		w.client = w.another()
		wantFolder(t, w.match(t, jardins()), "4512")
		if w.SignIns() != 1 {
			t.Errorf("%d sign-ins", w.SignIns())
		}
	})
	t.Run("is another process's too", func(t *testing.T) {
		w := newWorld(t, simulator.InqomOptions{})
		w.match(t, jardins())
		w.client = w.another()
		wantFolder(t, w.match(t, jardins()), "4512")
		if w.SignIns() != 1 || w.chain.kept != 1 {
			t.Errorf("%d sign-ins, kept %d times", w.SignIns(), w.chain.kept)
		}
		for _, secret := range []string{testSecret, testPassword} {
			if strings.Contains(w.chain.text, secret) {
				t.Error("credentials are in the session's text")
			}
		}
	})
	t.Run("in the keychain is left alone when it is not ours, over, or broken", func(t *testing.T) {
		w := newWorld(t, simulator.InqomOptions{})
		w.match(t, jardins())
		text, signIns := w.chain.text, 1
		var m memo
		if err := json.Unmarshal([]byte(text), &m); err != nil {
			t.Fatal(err)
		}
		for name, change := range map[string]func(*memo){
			"of other credentials": func(m *memo) { m.For = "another" },
			"over":                 func(m *memo) { m.Until = w.clock.now() },
			"of a wrong clock":     func(m *memo) { m.Until = w.clock.now().AddDate(9, 0, 0) },
			"no header's":          func(m *memo) { m.Token = "a\r\nb" },
			"empty":                func(m *memo) { m.Token = "" },
		} {
			other := m
			change(&other)
			changed, err := json.Marshal(other)
			if err != nil {
				t.Fatal(err)
			}
			w.chain.text, w.client = string(changed), w.another()
			wantFolder(t, w.match(t, jardins()), "4512")
			if signIns++; w.SignIns() != signIns {
				t.Errorf("%s: %d sign-ins, want %d", name, w.SignIns(), signIns)
			}
		}
		for _, broken := range []string{"", "{", "null", "[1]"} {
			w.chain.text, w.client = broken, w.another()
			wantFolder(t, w.match(t, jardins()), "4512")
		}
	})
	t.Run("stays in memory where there is no keychain", func(t *testing.T) {
		w := newWorld(t, simulator.InqomOptions{})
		w.access.Session = nil
		for range 3 {
			wantFolder(t, w.match(t, jardins()), "4512")
			w.clock.advance(10 * time.Minute)
		}
		if w.SignIns() != 1 {
			t.Errorf("%d sign-ins", w.SignIns())
		}
	})
	t.Run("of no said life serves for some minutes", func(t *testing.T) {
		var signIns atomic.Int32
		server := scripted(t, map[string]http.HandlerFunc{pathToken: func(w http.ResponseWriter, r *http.Request) {
			signIns.Add(1)
			says(200, `{"access_token":"a-token"}`)(w, r)
		}})
		c := newClock()
		client := New(Options{Now: c.now, Wait: c.wait}, &place{})
		for _, step := range []time.Duration{0, 4 * time.Minute, 2 * time.Minute} {
			c.advance(step)
			if _, err := client.Folders(t.Context(), accessTo(server.URL, nil), ""); err != nil {
				t.Fatal(err)
			}
		}
		if signIns.Load() != 2 {
			t.Errorf("%d sign-ins", signIns.Load())
		}
	})
}

func TestTokenIsRevoked(t *testing.T) {
	t.Run("signs in again, once", func(t *testing.T) {
		w := newWorld(t, simulator.InqomOptions{})
		w.match(t, jardins())
		w.RevokeTokens()
		w.clock.advance(10 * time.Minute) // the list is to be read again
		wantFolder(t, w.match(t, jardins()), "4512")
		refused := 0
		for _, r := range w.Requests() {
			if r.Status == 401 {
				refused++
			}
		}
		if w.SignIns() != 2 || refused != 1 {
			t.Errorf("%d sign-ins, %d refused", w.SignIns(), refused)
		}
	})
	t.Run("ends in a sign-in when the keychain gives one dead token after the other", func(t *testing.T) {
		w := newWorld(t, simulator.InqomOptions{})
		s, err := w.client.session(w.access)
		if err != nil {
			t.Fatal(err)
		}
		w.access.Session = &haunted{until: w.clock.now().Add(time.Hour), key: s.key}
		wantFolder(t, w.match(t, jardins()), "4512")
		if w.SignIns() != 1 || len(w.Requests()) > 6 {
			t.Errorf("%d sign-ins, %d requests", w.SignIns(), len(w.Requests()))
		}
	})
	t.Run("takes the one that another process got meanwhile", func(t *testing.T) {
		w := newWorld(t, simulator.InqomOptions{})
		w.match(t, jardins())
		w.RevokeTokens()
		w.clock.advance(10 * time.Minute)
		w.another().Match(t.Context(), w.access, jardins())
		wantFolder(t, w.match(t, jardins()), "4512")
		if w.SignIns() != 2 {
			t.Errorf("%d sign-ins", w.SignIns())
		}
	})
	t.Run("a kept one and a newer kept one, both dead, end in one sign-in", func(t *testing.T) {
		w := newWorld(t, simulator.InqomOptions{})
		w.match(t, jardins())
		w.clock.advance(10 * time.Minute)
		w.RevokeTokens()
		w.another().Match(t.Context(), w.access, jardins())
		w.RevokeTokens()
		wantFolder(t, w.match(t, jardins()), "4512")
		if w.SignIns() != 3 {
			t.Errorf("%d sign-ins", w.SignIns())
		}
	})
	t.Run("a new one that is not taken is the connector's trouble, and is not asked for again", func(t *testing.T) {
		var signIns atomic.Int32
		server := scripted(t, map[string]http.HandlerFunc{
			pathFirms: says(401, `{"Message":"denied"}`),
			pathToken: func(w http.ResponseWriter, r *http.Request) { signIns.Add(1); usual[pathToken](w, r) },
		})
		c := newClock()
		client := New(Options{Now: c.now, Wait: c.wait}, &place{})
		for range 5 {
			m := client.Match(t.Context(), accessTo(server.URL, nil), jardins())
			wantSetback(t, m.Setback, deliver.Refused, "HTTP-401", true)
		}
		if signIns.Load() != 1 {
			t.Errorf("%d sign-ins", signIns.Load())
		}
	})
}

// haunted is a keychain that always has another token that serves no longer.
type haunted struct {
	n     int
	until time.Time
	key   string
}

func (h *haunted) Load() string {
	h.n++
	text, _ := json.Marshal(memo{fmt.Sprint("dead-", h.n), h.until, h.key})
	return string(text)
}

func (h *haunted) Keep(string) {}

func TestSignInIsRefused(t *testing.T) {
	t.Run("is not tried again before somebody tests: the account is not locked", func(t *testing.T) {
		w := newWorld(t, simulator.InqomOptions{LockAfter: 3})
		w.access.Secrets["inqom_password"] = "a former password"
		for range 50 {
			wantSetback(t, w.match(t, jardins()).Setback, deliver.Refused, "invalid_grant", true)
			if _, err := w.client.Folders(t.Context(), w.access, ""); err == nil {
				t.Error("lists folders")
			}
		}
		if n := w.RefusedSignIns(testUser); n != 1 {
			t.Fatalf("%d refused sign-ins", n)
		}
		if trial := w.client.Test(t.Context(), w.access); trial.OK || trial.Code != "invalid_grant" || w.RefusedSignIns(testUser) != 2 {
			t.Errorf("got %+v, %d refused sign-ins", trial, w.RefusedSignIns(testUser))
		}
		w.match(t, jardins())
		if n := w.RefusedSignIns(testUser); n != 2 {
			t.Errorf("%d refused sign-ins after a test", n)
		}
	})
	t.Run("is tried with other credentials", func(t *testing.T) {
		w := newWorld(t, simulator.InqomOptions{})
		w.access.Secrets["inqom_password"] = "wrong"
		w.match(t, jardins())
		w.access.Secrets["inqom_password"] = testPassword
		wantFolder(t, w.match(t, jardins()), "4512")
	})
	t.Run("is tried by a test once it is mended at Inqom", func(t *testing.T) {
		w := newWorld(t, simulator.InqomOptions{})
		w.allow("another one")
		w.match(t, jardins())
		w.allow(testPassword)
		wantSetback(t, w.match(t, jardins()).Setback, deliver.Refused, "invalid_grant", true)
		if trial := w.client.Test(t.Context(), w.access); !trial.OK {
			t.Errorf("got %+v", trial)
		}
		wantFolder(t, w.match(t, jardins()), "4512")
	})
	t.Run("a test finds a password that changed, though the token serves", func(t *testing.T) {
		w := newWorld(t, simulator.InqomOptions{})
		w.match(t, jardins())
		w.allow("another one")
		if trial := w.client.Test(t.Context(), w.access); trial.OK || trial.Code != "invalid_grant" {
			t.Errorf("got %+v", trial)
		}
	})
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		code   string
	}{
		"another secret":     {says(400, `{"error":"invalid_client"}`), "invalid_client"},
		"of RFC 6749":        {says(401, `{"error":"invalid_client"}`), "invalid_client"},
		"a grant not opened": {says(400, `{"error":"unauthorized_client"}`), "unauthorized_client"},
		"an unknown error":   {says(400, `{"error":"too_bad","error_description":"words"}`), "too_bad"},
		"a page":             {says(403, `<html>`), "HTTP-403"},
		"without words":      {says(400, ``), "HTTP-400"},
	} {
		t.Run("once: "+name, func(t *testing.T) {
			var asked atomic.Int32
			server := scripted(t, map[string]http.HandlerFunc{pathToken: func(w http.ResponseWriter, r *http.Request) { asked.Add(1); c.answer(w, r) }})
			client := New(Options{}, &place{})
			for range 3 {
				wantSetback(t, client.Match(t.Context(), accessTo(server.URL, nil), jardins()).Setback, deliver.Refused, c.code, true)
			}
			if asked.Load() != 1 {
				t.Errorf("asked %d times", asked.Load())
			}
		})
	}
}

func TestSettingsAreMissing(t *testing.T) {
	for key, code := range map[string]string{"client_id": "IDENTIFIANTS", "username": "IDENTIFIANTS", "base_url": "REGLAGE", "auth_url": "REGLAGE"} {
		t.Run(key, func(t *testing.T) {
			w := newWorld(t, simulator.InqomOptions{})
			delete(w.access.Settings, key)
			wantSetback(t, w.match(t, jardins()).Setback, deliver.ToRetry, code, true)
		})
	}
	for _, key := range []string{"client_secret", "inqom_password"} {
		t.Run(key, func(t *testing.T) {
			w := newWorld(t, simulator.InqomOptions{})
			delete(w.access.Secrets, key)
			wantSetback(t, w.match(t, jardins()).Setback, deliver.ToRetry, "IDENTIFIANTS", true)
		})
	}
	for _, unsafe := range []string{"http://api.inqom.com", "ftp://x", "https://u:p@api.inqom.com", "https://api.inqom.com?x=1", "://", "https://"} {
		t.Run(unsafe, func(t *testing.T) {
			w := newWorld(t, simulator.InqomOptions{})
			for _, key := range []string{"base_url", "auth_url"} {
				w.access = accessTo(w.URL(), nil)
				w.access.Settings[key] = unsafe
				wantSetback(t, w.match(t, jardins()).Setback, deliver.ToRetry, "REGLAGE", true)
			}
			if len(w.Requests()) != 0 {
				t.Error("Inqom was asked")
			}
		})
	}
}

func TestAtOnce(t *testing.T) {
	w := newWorld(t, simulator.InqomOptions{})
	var all sync.WaitGroup
	for range 40 {
		all.Go(func() {
			wantFolder(t, w.client.Match(t.Context(), w.access, jardins()), "4512")
		})
		all.Go(func() {
			if list, err := w.client.Folders(t.Context(), w.access, "fleurs"); err != nil || len(list) != 1 {
				t.Errorf("got %+v, %v", list, err)
			}
		})
		all.Go(func() {
			w.client.Deliver(t.Context(), w.access, deliver.Parcel{}, func() error { return nil })
		})
	}
	all.Wait()
	if w.SignIns() != 1 || w.asked(pathFirms) != 1 || w.asked(folders28) != 1 {
		t.Errorf("%d sign-ins, %d requests", w.SignIns(), len(w.Requests()))
	}
	w.RevokeTokens()
	w.clock.advance(10 * time.Minute)
	for range 20 {
		all.Go(func() { wantFolder(t, w.client.Match(t.Context(), w.access, jardins()), "4512") })
	}
	all.Wait()
	if w.SignIns() != 2 {
		t.Errorf("%d sign-ins after the token was revoked", w.SignIns())
	}
}

func TestSignInsAreOneAtATime(t *testing.T) {
	var now, most atomic.Int32
	server := scripted(t, map[string]http.HandlerFunc{pathToken: func(w http.ResponseWriter, r *http.Request) {
		most.Store(max(most.Load(), now.Add(1)))
		for range 100 {
			runtime.Gosched()
		}
		usual[pathToken](w, r)
		now.Add(-1)
	}})
	client, a := New(Options{}, &place{trial: deliver.Trial{OK: true}}), accessTo(server.URL, nil)
	var all sync.WaitGroup
	for range 10 {
		all.Go(func() {
			if trial := client.Test(t.Context(), a); !trial.OK {
				t.Errorf("got %+v", trial)
			}
		})
	}
	all.Wait()
	if most.Load() != 1 {
		t.Errorf("%d at once", most.Load())
	}
}
