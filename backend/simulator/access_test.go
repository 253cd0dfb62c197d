package simulator

import (
	"encoding/json"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

func TestAccess(t *testing.T) {
	with := func(name, value string) call {
		return call{body: march(), headers: map[string]string{name: value}}
	}
	cases := []struct {
		name   string
		call   call
		status int
		code   string
	}{
		{"no secret", with("X-Third-Party-Secret", "-"), 401, "ERR-SECRET-HEADER-NOT-SET"},
		{"a wrong secret", with("X-Third-Party-Secret", "guessed"), 401, "ERR-INVALID-SECRET"},
		{"another third party's secret", with("X-Third-Party-Secret", "other-secret"), 401, "ERR-INVALID-SECRET"},
		{"no Authorization", with("Authorization", "-"), 401, "ERR-INVALID-AUTH-HEADER"},
		{"a token without Bearer", with("Authorization", token), 401, "ERR-INVALID-AUTH-HEADER"},
		{"Basic", with("Authorization", "Basic dTpw"), 401, "ERR-INVALID-AUTH-HEADER"},
		{"no token after Bearer", with("Authorization", "Bearer "), 401, "ERR-INVALID-AUTH-HEADER"},
		{"what is no JWT", with("Authorization", "Bearer hello"), 401, "ERR-INVALID-JWT"},
		{"a JWT with a space", with("Authorization", "Bearer a.b.c "+"d"), 401, "ERR-INVALID-JWT"},
		{"a token nobody made", with("Authorization", "Bearer a.b.c"), 401, "ERR-API-TOKEN-NOT-FOUND"},
		{"a revoked token", with("Authorization", "Bearer revoked.token.x"), 401, "ERR-FIRM-TOKEN-NOT-FOUND"},
		{"a pending token", with("Authorization", "Bearer pending.token.x"), 403, "ERR-FORBIDDEN-ACCESS"},
		{"a token without the route", with("Authorization", "Bearer forbidden.token.x"), 403, "ERR-FORBIDDEN-ROUTE"},
		{"a token of one society", with("Authorization", "Bearer society.token.x"), 403, "ERR-FORBIDDEN-ROUTE"},
	}
	m := MustMyUnisoft(t, Options{})
	m.Allow("other-secret", "other.token.x")
	for _, one := range []string{"revoked.token.x", "pending.token.x", "forbidden.token.x", "society.token.x"} {
		m.Allow(secret, one)
	}
	m.Revoke("revoked.token.x")
	m.Activate("forbidden.token.x")
	m.ForbidDelivery("forbidden.token.x")
	m.Activate("society.token.x")
	m.LimitToSociety("society.token.x", 1203)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) { wantRefused(t, c.call.do(m), c.status, c.code) })
	}
	wantHeld(t, m, 0)
}

func TestKeyInfo(t *testing.T) {
	const pending = "pending.token.x"
	as := func(path string) call {
		return call{method: http.MethodGet, path: path, headers: map[string]string{"Authorization": "Bearer " + pending}}
	}
	delivery := call{body: march(), headers: map[string]string{"Authorization": "Bearer " + pending}}
	m := MustMyUnisoft(t, Options{})
	m.Allow(secret, pending)

	t.Run("the plain mode lists the routes and activates nothing", func(t *testing.T) {
		if g := as("/key/info").do(m); g.status != 200 || !strings.HasPrefix(string(g.body), "[{") {
			t.Errorf("got %d %s", g.status, g.body)
		}
		wantRefused(t, delivery.do(m), 403, "ERR-FORBIDDEN-ACCESS")
	})
	t.Run("an unknown mode is refused", func(t *testing.T) {
		wantRefused(t, as("/key/info?mode=all").do(m), 400, "GBL10")
	})
	t.Run("the extended mode activates", func(t *testing.T) {
		info := keyInfoOf(t, as("/key/info?mode=extended").do(m))
		if info.Target.Type != "firm" || !info.IsActivated || !info.has("/api/v1/releve_bancaire", "post") {
			t.Errorf("got %+v", info)
		}
		wantRows(t, delivery.do(m), 2)
	})
	t.Run("a route taken away is not listed", func(t *testing.T) {
		m.ForbidDelivery(pending)
		if info := keyInfoOf(t, as("/key/info?mode=extended").do(m)); info.has("/api/v1/releve_bancaire", "post") || !info.has("/api/v1/rib", "get") {
			t.Errorf("got %+v", info)
		}
	})
	t.Run("a society's token says so", func(t *testing.T) {
		m.LimitToSociety(pending, 1203)
		if info := keyInfoOf(t, as("/key/info?mode=extended").do(m)); info.Target.Type != "api" || info.Target.SocietyID != 1203 {
			t.Errorf("got %+v", info)
		}
	})
}

type keyInfo struct {
	Target struct {
		Type      string `json:"type"`
		SocietyID int64  `json:"societyId"`
	} `json:"target"`
	IsActivated bool                `json:"isActivated"`
	Routes      []map[string]string `json:"routes"`
}

func (k keyInfo) has(path, method string) bool {
	for _, route := range k.Routes {
		if route["path"] == path && route["method"] == method {
			return true
		}
	}
	return false
}

func keyInfoOf(tb testing.TB, g got) (info keyInfo) {
	tb.Helper()
	if err := json.Unmarshal(g.body, &info); err != nil || g.status != 200 {
		tb.Fatalf("got %d %s: %v", g.status, g.body, err)
	}
	return info
}

func TestErrorShape(t *testing.T) {
	m := MustMyUnisoft(t, Options{})
	g := get("/nowhere?x=1").do(m)
	wantRefused(t, g, 404, "ERR-HTTP")
	var whole map[string]map[string]json.RawMessage
	var details map[string]string
	if err := json.Unmarshal(g.body, &whole); err != nil || len(whole) != 1 || len(whole["error"]) != 3 {
		t.Fatalf("got %s: %v", g.body, err)
	}
	if err := json.Unmarshal(whole["error"]["details"], &details); err != nil || len(details) != 4 {
		t.Fatalf("got %s: %v", g.body, err)
	}
	id := g.header.Get("request-id")
	if !regexp.MustCompile(`^req-[0-9a-f]{16}$`).MatchString(id) || details["requestId"] != id {
		t.Errorf("the header says %q, the body %q", id, details["requestId"])
	}
	if details["url"] != m.URL()+"/nowhere" || details["method"] != "GET" || details["requestedAt"] != "20 Mar 2026, 09:30:00" {
		t.Errorf("got %v", details)
	}
}

func TestNotFound(t *testing.T) {
	m := MustMyUnisoft(t, Options{})
	for _, c := range []struct{ name, method, path string }{
		{"an unknown path", "GET", "/accounts"}, {"another method", "GET", "/releve_bancaire"},
		{"a slash too many", "GET", "/society/"}, {"nothing", "GET", ""}, {"a route that is not simulated", "POST", "/society"},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := call{method: c.method, path: c.path + "?a=b"}.do(m)
			wantRefused(t, g, 404, "ERR-HTTP")
		})
	}
}

func TestRequestsHoldNoSecret(t *testing.T) {
	m := MustMyUnisoft(t, Options{})
	send(march()).do(m)
	call{headers: map[string]string{"society-id": "abc"}}.do(m)
	call{headers: map[string]string{"Authorization": "Bearer a.b.c"}}.do(m)
	logged := m.Requests()
	if len(logged) != 3 {
		t.Fatalf("got %+v", logged)
	}
	first := logged[0]
	if first.Status != 200 || first.Code != "" || !first.HeadersRight || first.FileName != "releve.dat" ||
		first.SocietyID != "1203" || first.BodyBytes != len(march()) || first.Path != "/api/v1/releve_bancaire" || first.Method != "POST" {
		t.Errorf("got %+v", first)
	}
	if logged[1].HeadersRight || logged[1].Code != "GBL10" || logged[2].HeadersRight || logged[2].Code != "ERR-API-TOKEN-NOT-FOUND" {
		t.Errorf("got %+v", logged[1:])
	}
	all, err := json.Marshal(logged)
	if err != nil || strings.Contains(string(all), secret) || strings.Contains(string(all), token) {
		t.Errorf("a secret is in the log: %s, %v", all, err)
	}
}
