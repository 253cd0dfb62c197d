package simulator

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"
)

const (
	firmMail     = "cabinet@exemple.fr"
	firmPassword = "mot-de-passe-du-cabinet"
)

var (
	lyon  = Entity{80, "CABINET LYON"}
	brest = Entity{81, "CABINET BREST"}
)

func signIn(m *MyUnisoft, body string) got { return postTo(m.AuthURL()+"/authenticate/firm", body) }

func postTo(url, body string) got {
	res, err := http.Post(url, "application/json", strings.NewReader(body))
	if err != nil {
		return got{err: err}
	}
	defer func() { _ = res.Body.Close() }()
	g := got{status: res.StatusCode, header: res.Header}
	var all struct {
		Error struct{ Code string }
	}
	var raw json.RawMessage
	g.err = json.NewDecoder(res.Body).Decode(&raw)
	g.body = raw
	_ = json.Unmarshal(raw, &all)
	g.code = all.Error.Code
	return g
}

func credentials(password, firm string) string {
	return `{"mail":"` + firmMail + `","password":"` + password + `"` + firm + `}`
}

type signedIn struct {
	Token     string   `json:"api_token"`
	ExpiresIn string   `json:"expiresIn"`
	Firm      Entity   `json:"firm"`
	Status    string   `json:"status"`
	Firms     []Entity `json:"firms"`
}

func signedInOf(tb testing.TB, g got) (s signedIn) {
	tb.Helper()
	if err := json.Unmarshal(g.body, &s); err != nil || g.status != 200 {
		tb.Fatalf("got %d %s (%v)", g.status, g.body, g.err)
	}
	return s
}

func TestSignIn(t *testing.T) {
	t.Run("its token opens what a firm's does, for four hours", func(t *testing.T) {
		c := newClock()
		m := MustMyUnisoft(t, Options{Now: c.Now})
		m.AllowSignIn(secret, firmMail, firmPassword, lyon)
		s := signedInOf(t, signIn(m, credentials(firmPassword, "")))
		if s.Firm != lyon || s.ExpiresIn != "2026-03-20 13:30:00" {
			t.Errorf("got %+v", s)
		}
		with := map[string]string{"Authorization": "Bearer " + s.Token}
		wantRows(t, call{body: march(), headers: with}.do(m), 2)
		if info := keyInfoOf(t, call{method: "GET", path: "/key/info?mode=extended", headers: with}.do(m)); info.Target.Type != "firm" || info.has("/api/v1/authenticate/firm", "post") {
			t.Errorf("got %+v", info)
		}
		wantRefused(t, call{headers: map[string]string{"Authorization": "Bearer " + s.Token, "X-Third-Party-Secret": "-"}}.do(m), 401, "ERR-SECRET-HEADER-NOT-SET")
		c.Advance(4 * time.Hour)
		wantRefused(t, call{body: march(), headers: with}.do(m), 401, "ERR-INVALID-JWT")
	})
	t.Run("who reaches several entities chooses one, by number or name", func(t *testing.T) {
		m := MustMyUnisoft(t, Options{})
		m.AllowSignIn(secret, firmMail, firmPassword, lyon, brest)
		if s := signedInOf(t, signIn(m, credentials(firmPassword, ""))); s.Status != "firm-selection" || s.Token != "" || len(s.Firms) != 2 {
			t.Errorf("got %+v", s)
		}
		for _, firm := range []string{`,"firm":81`, `,"firm":"81"`, `,"firm":"CABINET BREST"`} {
			if s := signedInOf(t, signIn(m, credentials(firmPassword, firm))); s.Firm != brest || s.Token == "" {
				t.Errorf("%s: got %+v", firm, s)
			}
		}
		wantRefused(t, signIn(m, credentials(firmPassword, `,"firm":99`)), 400, "GBL10")
	})
	t.Run("wrong passwords lock the address, the right one included", func(t *testing.T) {
		m := MustMyUnisoft(t, Options{LockAfter: 2})
		m.AllowSignIn(secret, firmMail, firmPassword, lyon)
		wantRefused(t, signIn(m, credentials("x", "")), 401, "DROIT5")
		signedInOf(t, signIn(m, credentials(firmPassword, ""))) // in between, it counts anew
		wantRefused(t, signIn(m, credentials("x", "")), 401, "DROIT5")
		wantRefused(t, signIn(m, credentials("y", "")), 401, "DROIT5")
		wantRefused(t, signIn(m, credentials(firmPassword, "")), 403, "DROIT5")
		m.Unlock(firmMail)
		signedInOf(t, signIn(m, credentials(firmPassword, "")))
	})
	t.Run("the log holds no password", func(t *testing.T) {
		m := MustMyUnisoft(t, Options{})
		m.AllowSignIn(secret, firmMail, firmPassword, lyon)
		signIn(m, credentials(firmPassword, ""))
		all, err := json.Marshal(m.Requests())
		if err != nil || strings.Contains(string(all), firmPassword) || m.Requests()[0].Path != "/api/authenticate/firm" || !m.Requests()[0].HeadersRight {
			t.Errorf("got %s", all)
		}
	})
}
