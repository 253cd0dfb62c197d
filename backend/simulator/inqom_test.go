package simulator

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

var inqomUser = InqomUser{ClientID: "cabinet-1", ClientSecret: "the-api-secret", Username: "a@cabinet.example", Password: "the-password"}

// inqomWorld is an Inqom of one firm with two folders, and its clock.
type inqomWorld struct {
	*Inqom
	clock *clock
}

func MustInqom(tb testing.TB, o InqomOptions) *inqomWorld {
	tb.Helper()
	w := &inqomWorld{clock: newClock()}
	o.Now = w.clock.Now
	w.Inqom = NewInqom(o)
	w.Allow(inqomUser)
	w.AddFirm(InqomFirm{ID: 28, Name: "Cabinet 1"})
	w.AddFolder(InqomFolder{ID: 4512, FirmID: 28, Name: "Jardins SARL", Siren: "732829320", Nic: "00074", ExternalID: "J-014"})
	w.AddFolder(InqomFolder{ID: 4513, FirmID: 28, Name: "Fleurs de Brocéliande", ExternalID: "F-003"})
	if err := w.Start(); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = w.Close() })
	return w
}

func inqomForm(u InqomUser) url.Values {
	return url.Values{"grant_type": {"password"}, "client_id": {u.ClientID}, "client_secret": {u.ClientSecret},
		"username": {u.Username}, "password": {u.Password}, "scope": {"openid apidata"}}
}

// signInAs asks for a token.
func (w *inqomWorld) signInAs(u InqomUser) inqomGot {
	return inqomDo(http.NewRequest(http.MethodPost, w.URL()+InqomSignIn, strings.NewReader(inqomForm(u).Encode())))
}

// ask asks the API with a token.
func (w *inqomWorld) ask(path, token string) inqomGot {
	r, err := http.NewRequest(http.MethodGet, w.URL()+path, nil)
	if err == nil {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	return inqomDo(r, err)
}

type inqomGot struct {
	status int
	header http.Header
	body   string
	err    error
}

func inqomDo(r *http.Request, err error) inqomGot {
	if err != nil {
		return inqomGot{err: err}
	}
	if r.Method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	transport := &http.Transport{DisableKeepAlives: true}
	res, err := transport.RoundTrip(r)
	if err != nil {
		return inqomGot{err: err}
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	return inqomGot{res.StatusCode, res.Header, string(body), err}
}

func (g inqomGot) token(tb testing.TB) string {
	tb.Helper()
	var said struct {
		Token     string `json:"access_token"`
		ExpiresIn int    `json:"expires_in"`
	}
	if err := json.Unmarshal([]byte(g.body), &said); err != nil || said.Token == "" || said.ExpiresIn <= 0 {
		tb.Fatalf("got %d %s, %v", g.status, g.body, g.err)
	}
	return said.Token
}

func TestInqomSignIn(t *testing.T) {
	wrong := func(change func(*InqomUser)) InqomUser { u := inqomUser; change(&u); return u }
	for _, c := range []struct {
		name string
		user InqomUser
		code string
	}{
		{"another password", wrong(func(u *InqomUser) { u.Password = "x" }), "invalid_grant"},
		{"another user", wrong(func(u *InqomUser) { u.Username = "b@cabinet.example" }), "invalid_grant"},
		{"another secret", wrong(func(u *InqomUser) { u.ClientSecret = "x" }), "invalid_client"},
		{"another client", wrong(func(u *InqomUser) { u.ClientID = "x" }), "invalid_client"},
	} {
		t.Run("refuses "+c.name, func(t *testing.T) {
			g := MustInqom(t, InqomOptions{}).signInAs(c.user)
			if g.status != 400 || !strings.Contains(g.body, `"error":"`+c.code+`"`) {
				t.Errorf("got %d %s", g.status, g.body)
			}
		})
	}
	t.Run("gives a token that ends when it said", func(t *testing.T) {
		w := MustInqom(t, InqomOptions{TokenLife: time.Hour})
		token := w.signInAs(inqomUser).token(t)
		for _, step := range []struct {
			after  time.Duration
			status int
		}{{59 * time.Minute, 200}, {time.Minute, 401}} {
			w.clock.Advance(step.after)
			if g := w.ask(InqomAccess, token); g.status != step.status {
				t.Errorf("got %d after %v", g.status, step.after)
			}
		}
	})
	t.Run("locks a user after some refusals", func(t *testing.T) {
		w := MustInqom(t, InqomOptions{LockAfter: 2})
		for range 2 {
			w.signInAs(wrong(func(u *InqomUser) { u.Password = "x" }))
		}
		if g := w.signInAs(inqomUser); g.status != 400 || w.RefusedSignIns(inqomUser.Username) != 3 {
			t.Errorf("got %d, %d refused", g.status, w.RefusedSignIns(inqomUser.Username))
		}
	})
	t.Run("wants the grant and the scope that public clients use", func(t *testing.T) {
		w := MustInqom(t, InqomOptions{})
		for field, code := range map[string]string{"grant_type": "unsupported_grant_type", "scope": "invalid_scope"} {
			form := inqomForm(inqomUser)
			form.Set(field, "other")
			g := inqomDo(http.NewRequest(http.MethodPost, w.URL()+InqomSignIn, strings.NewReader(form.Encode())))
			if g.status != 400 || !strings.Contains(g.body, code) {
				t.Errorf("%s: got %d %s", field, g.status, g.body)
			}
		}
	})
}

func TestInqomFolders(t *testing.T) {
	t.Run("lists firms, then the folders of each", func(t *testing.T) {
		w := MustInqom(t, InqomOptions{})
		w.AddFirm(InqomFirm{ID: 29, Name: "Une PME", Type: "Pme"})
		w.AddFirm(InqomFirm{ID: 30, Name: "Un autre", User: "b@cabinet.example"})
		token := w.signInAs(inqomUser).token(t)
		g := w.ask(InqomAccess, token)
		if !strings.Contains(g.body, `"AccessType":"Company"`) || !strings.Contains(g.body, `"CompanyId":29`) || strings.Contains(g.body, "Un autre") {
			t.Errorf("got %s", g.body)
		}
		g = w.ask("/provisioning/companies/28/accounting-folders", token)
		if !strings.Contains(g.body, `"Nic":"00074"`) || !strings.Contains(g.body, `"Siren":null`) || !strings.Contains(g.body, `"Status":"Active"`) {
			t.Errorf("got %s", g.body)
		}
		if g = w.ask("/provisioning/companies/30/accounting-folders", token); g.status != 403 {
			t.Errorf("another's firm: got %d %s", g.status, g.body)
		}
	})
	t.Run("refuses who has no token, and one that was revoked", func(t *testing.T) {
		w := MustInqom(t, InqomOptions{})
		token := w.signInAs(inqomUser).token(t)
		w.RevokeTokens()
		for _, one := range []string{"", "other", token} {
			if g := w.ask(InqomAccess, one); g.status != 401 {
				t.Errorf("%q: got %d", one, g.status)
			}
		}
	})
	t.Run("answers 15 requests a second", func(t *testing.T) {
		w := MustInqom(t, InqomOptions{RetryAfterSeconds: 3})
		token := w.signInAs(inqomUser).token(t)
		for n := range 16 {
			g := w.ask(InqomAccess, token)
			if limited := g.status == 429; limited != (n == 15) {
				t.Fatalf("request %d: got %d", n, g.status)
			}
			if n == 15 && g.header.Get("Retry-After") != "3" {
				t.Errorf("got %v", g.header)
			}
		}
		w.clock.Advance(time.Second)
		if g := w.ask(InqomAccess, token); g.status != 200 {
			t.Errorf("a second later: got %d", g.status)
		}
	})
	t.Run("has no route for a statement", func(t *testing.T) {
		w := MustInqom(t, InqomOptions{})
		if g := inqomDo(http.NewRequest(http.MethodPost, w.URL()+"/v1/dossiers/4512/entries", strings.NewReader("{}"))); g.status != 404 {
			t.Errorf("got %d", g.status)
		}
	})
}

func TestInqomFaults(t *testing.T) {
	for _, c := range []struct {
		kind  FaultKind
		given int // tokens
	}{{ResetBeforeBody, 0}, {ResetInBody, 0}, {ResetBeforeImport, 0}, {ResetAfterImport, 1}} {
		t.Run(c.kind.String(), func(t *testing.T) {
			w := MustInqom(t, InqomOptions{})
			w.Fail(Fault{Kind: c.kind, Route: InqomSignIn})
			if g := w.signInAs(inqomUser); g.err == nil || w.SignIns() != c.given {
				t.Errorf("got %d %s, %d tokens", g.status, g.body, w.SignIns())
			}
			w.signInAs(inqomUser).token(t) // once
		})
	}
	t.Run("cut answer", func(t *testing.T) {
		w := MustInqom(t, InqomOptions{})
		w.Fail(Fault{Kind: CutAnswer})
		if g := w.signInAs(inqomUser); g.status != 200 || !errors.Is(g.err, io.ErrUnexpectedEOF) || g.body == "" {
			t.Errorf("got %d %q %v", g.status, g.body, g.err)
		}
	})
	t.Run("pages and refusals, on their route alone", func(t *testing.T) {
		w := MustInqom(t, InqomOptions{})
		w.Fail(Fault{Kind: HTML, Route: InqomAccess}, Fault{Kind: Refuse, Route: InqomFolders, Status: 503, RetryAfterSeconds: 7},
			Fault{Kind: HTMLAfterImport, Route: InqomAccess}, Fault{Kind: Refuse, Route: InqomSignIn, Code: "invalid_grant"})
		if g := w.signInAs(inqomUser); g.status != 400 || !strings.Contains(g.body, "invalid_grant") {
			t.Errorf("got %d %s", g.status, g.body)
		}
		token := w.signInAs(inqomUser).token(t)
		for range 2 {
			if g := w.ask(InqomAccess, token); g.status != 502 || !strings.Contains(g.body, "<html>") {
				t.Errorf("got %d %s", g.status, g.body)
			}
		}
		if g := w.ask("/provisioning/companies/28/accounting-folders", token); g.status != 503 || g.header.Get("Retry-After") != "7" {
			t.Errorf("got %d %v", g.status, g.header)
		}
	})
	t.Run("what is held goes on when it is released, and is cut at the end", func(t *testing.T) {
		w := MustInqom(t, InqomOptions{})
		release, reached := make(chan struct{}), make(chan struct{}, 2)
		w.Fail(Fault{Kind: HoldAnswer, Release: release, Reached: func() { reached <- struct{}{} }}, Fault{Kind: HoldImport, Reached: func() { reached <- struct{}{} }})
		first, second := make(chan inqomGot), make(chan inqomGot)
		go func() { first <- w.signInAs(inqomUser) }()
		<-reached
		go func() { second <- w.signInAs(inqomUser) }()
		<-reached
		close(release)
		if g := <-first; g.status != 200 {
			t.Errorf("released: got %+v", g)
		}
		_ = w.Close()
		if g := <-second; g.err == nil || w.SignIns() != 1 {
			t.Errorf("at the end: got %+v, %d tokens", g, w.SignIns())
		}
	})
	t.Run("a hook strikes before what is lined up", func(t *testing.T) {
		w := MustInqom(t, InqomOptions{})
		w.OnRequest(func(*http.Request) *Fault { return &Fault{Kind: HTML, Status: 503} })
		if g := w.signInAs(inqomUser); g.status != 503 {
			t.Errorf("got %d", g.status)
		}
	})
}

func TestInqomLifeAndLog(t *testing.T) {
	w := MustInqom(t, InqomOptions{})
	token := w.signInAs(inqomUser).token(t)
	w.ask(InqomAccess, token)
	for _, r := range w.Requests() {
		for _, secret := range []string{inqomUser.ClientSecret, inqomUser.Password, token} {
			if strings.Contains(r.Path+r.Code+r.Fault, secret) {
				t.Errorf("the log holds a secret: %+v", r)
			}
		}
	}
	address := strings.TrimPrefix(w.URL(), "http://")
	if err := w.Start(); err == nil {
		t.Error("starts twice")
	}
	for range 2 {
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if w.URL() != "" {
		t.Error("closed, it has an address")
	}
	if err := w.StartAt("0.0.0.0:0"); err == nil {
		t.Error("listens beyond the loopback")
	}
	if err := w.StartAt(address); err != nil {
		t.Fatal(err)
	}
	if g := w.ask(InqomAccess, token); g.status != 200 {
		t.Errorf("again at its address: got %d", g.status)
	}
}
