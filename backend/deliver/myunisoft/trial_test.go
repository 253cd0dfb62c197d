package myunisoft

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"sobank/backend/deliver"
	"sobank/backend/fault"
)

func TestTrial(t *testing.T) {
	cases := []struct {
		name     string
		key      http.HandlerFunc
		society  http.HandlerFunc
		ok       bool
		steps    int
		code     string
		lastSays string
	}{
		{name: "all is right", ok: true, steps: 4, lastSays: "sociétés du cabinet sont lisibles"},
		{name: "the secret is wrong", key: says(401, problemJSON("ERR-INVALID-SECRET", "")), steps: 2, code: "ERR-INVALID-SECRET", lastSays: "secret du partenaire"},
		{name: "the token is revoked", key: says(401, problemJSON("ERR-API-TOKEN-NOT-FOUND", "")), steps: 2, code: "ERR-API-TOKEN-NOT-FOUND", lastSays: "n'existe plus"},
		{name: "deliveries are not allowed", key: says(200, `{"routes":[{"path":"/api/v1/society","method":"get"}]}`), steps: 3, code: "ROUTE-NON-AUTORISEE", lastSays: "importer des relevés"},
		{name: "the rights are not told", key: says(404, "<html>"), ok: true, steps: 3, lastSays: "lisibles"},
		{name: "the rights are unreadable", key: says(200, "<html>"), ok: true, steps: 3, lastSays: "lisibles"},
		{name: "the societies may not be listed", society: says(403, problemJSON("ERR-FORBIDDEN-ROUTE", "")), ok: true, steps: 4, lastSays: "ne permet pas de lire"},
		{name: "there are very many societies", society: says(200, array(strings.Repeat(exact+",", 20000)+exact)), ok: true, steps: 4, lastSays: "lisibles"},
		{name: "the societies are refused", society: says(401, problemJSON("ERR-INVALID-JWT", "")), steps: 4, code: "ERR-INVALID-JWT", lastSays: "jeton du cabinet"},
		{name: "the societies are unreadable", society: says(200, "<html>"), steps: 4, code: "REPONSE-ILLISIBLE", lastSays: "autre chose"},
		{name: "the address is another's", key: says(404, "<html>"), society: says(404, "<html>"), steps: 3, code: "HTTP-404", lastSays: "ne répond pas comme MyUnisoft"},
		{name: "it sends elsewhere", key: says(302, "", "Location: https://elsewhere.invalid"), steps: 2, code: "REDIRECTION", lastSays: "ne la suit pas"},
		{name: "maintenance", key: says(503, problemJSON("ERR-API-UNDER-MAINTENANCE", "")), steps: 2, code: "ERR-API-UNDER-MAINTENANCE", lastSays: "maintenance"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			p := newPartner(t)
			if c.key != nil {
				p.on("/key/info", c.key)
			}
			if c.society != nil {
				p.on("/society", c.society)
			}
			got := newClient().Test(t.Context(), p.access())
			if got.OK != c.ok || len(got.Steps) != c.steps || got.Code != c.code || (got.Code == "") != (got.RequestID == "") {
				t.Fatalf("got %+v", got)
			}
			last := got.Steps[len(got.Steps)-1]
			if last.OK != c.ok || !strings.Contains(last.Message, c.lastSays) || !last.OK && last.Hint == "" || strings.Contains(last.Hint, "de lui-même") {
				t.Errorf("ends with %+v", last)
			}
			if len(p.requests("/releve_bancaire")) != 0 {
				t.Error("a test delivered something")
			}
		})
	}
	t.Run("without a network", func(t *testing.T) {
		p := newPartner(t)
		p.Close()
		got := newClient().Test(t.Context(), p.access())
		if got.OK || len(got.Steps) != 1 || got.Code != "INJOIGNABLE" || got.Steps[0].Hint == "" {
			t.Errorf("got %+v", got)
		}
	})
	t.Run("without credentials", func(t *testing.T) {
		got := newClient().Test(t.Context(), deliver.Access{Settings: map[string]string{"base_url": "https://api.myunisoft.fr/api/v1"}})
		if got.OK || len(got.Steps) != 1 || got.Code != "IDENTIFIANTS" {
			t.Errorf("got %+v", got)
		}
	})
	t.Run("activates the token for the deliveries after it", func(t *testing.T) {
		p, c := newPartner(t), newClient()
		c.Test(t.Context(), p.access())
		c.Deliver(t.Context(), p.access(), parcel(), nil)
		if n := len(p.requests("/key/info")); n != 1 || p.requests("/key/info")[0].query != "mode=extended" {
			t.Errorf("asked %d times", n)
		}
	})
}

func TestActivation(t *testing.T) {
	t.Run("once for a token, before its first delivery", func(t *testing.T) {
		p, c := newPartner(t), newClient()
		for range 3 {
			c.Deliver(t.Context(), p.access(), parcel(), nil)
		}
		if all := p.requests(""); len(all) != 4 || all[0].path != "/api/v1/key/info" {
			t.Errorf("got %d requests", len(all))
		}
	})
	t.Run("again for another token", func(t *testing.T) {
		p, c := newPartner(t), newClient()
		c.Deliver(t.Context(), p.access(), parcel(), nil)
		other := p.access()
		other.Secrets["token"] = "another"
		c.Deliver(t.Context(), other, parcel(), nil)
		if n := len(p.requests("/key/info")); n != 2 {
			t.Errorf("asked %d times", n)
		}
	})
	t.Run("again after the credentials were refused", func(t *testing.T) {
		p, c := newPartner(t), newClient()
		c.Deliver(t.Context(), p.access(), parcel(), nil)
		p.on("/releve_bancaire", says(401, problemJSON("ERR-API-TOKEN-NOT-FOUND", "")))
		c.Deliver(t.Context(), p.access(), parcel(), nil)
		c.Deliver(t.Context(), p.access(), parcel(), nil)
		if n := len(p.requests("/key/info")); n != 2 {
			t.Errorf("asked %d times", n)
		}
	})
	const ok, silent = `{"routes":[]}`, `<html>`
	cases := []struct {
		name   string
		answer http.HandlerFunc
		want   deliver.Receipt
	}{
		{"no route is listed", says(200, ok), deliver.Receipt{State: deliver.Integrated}},
		{"a page instead", says(200, silent), deliver.Receipt{State: deliver.Integrated}},
		{"no such route there", says(404, silent), deliver.Receipt{State: deliver.Integrated}},
		{"no such route, said by them", says(404, problemJSON("ERR-HTTP", "Not Found")), deliver.Receipt{State: deliver.Integrated}},
		{"not this token's route", says(403, problemJSON("ERR-FORBIDDEN-ROUTE", "")), deliver.Receipt{State: deliver.Integrated}},
		{"the plain list of routes", says(200, `[{"path":"/api/v1/releve_bancaire","method":"post"}]`), deliver.Receipt{State: deliver.Integrated}},
		{"a route without its prefix, in capitals", says(200, `{"routes":[{"path":"Releve_Bancaire/","method":"POST"}]}`), deliver.Receipt{State: deliver.Integrated}},
		{"a route with v1 alone", says(200, `{"routes":[{"path":"/v1/releve_bancaire","method":"Post"}]}`), deliver.Receipt{State: deliver.Integrated}},
		{"only its reading", says(200, `{"routes":[{"path":"/api/v1/releve_bancaire","method":"get"}]}`), deliver.Receipt{State: deliver.Refused, Trouble: true, Code: "ROUTE-NON-AUTORISEE"}},
		{"only its namesake", says(200, `{"routes":[{"path":"/api/v1/releve_bancaire/x","method":"post"}]}`), deliver.Receipt{State: deliver.Refused, Trouble: true, Code: "ROUTE-NON-AUTORISEE"}},
		{"the secret is wrong", says(401, problemJSON("ERR-INVALID-SECRET", "")), deliver.Receipt{State: deliver.Refused, Trouble: true, Code: "ERR-INVALID-SECRET"}},
		{"the token is unknown, as a 404", says(404, problemJSON("ERR-API-TOKEN-NOT-FOUND", "")), deliver.Receipt{State: deliver.Refused, Trouble: true, Code: "ERR-API-TOKEN-NOT-FOUND"}},
		{"disconnected", says(403, problemJSON("ERR-THIRD-PARTY-DISCONNECTED", "")), deliver.Receipt{State: deliver.Refused, Trouble: true, Code: "ERR-THIRD-PARTY-DISCONNECTED"}},
		{"a firewall", says(403, silent), deliver.Receipt{State: deliver.Refused, Trouble: true, Code: "HTTP-403"}},
		{"too many requests", says(429, problemJSON("ERR-TOO-MANY-REQUEST", "")), deliver.Receipt{State: deliver.ToRetry, Code: "ERR-TOO-MANY-REQUEST"}},
		{"an error of theirs", says(500, problemJSON("ERR-INTERNAL", "")), deliver.Receipt{State: deliver.ToRetry, Code: "ERR-INTERNAL"}},
		{"a gateway that fails", says(502, silent), deliver.Receipt{State: deliver.ToRetry, Code: "HTTP-502"}},
		{"a redirect", says(308, "", "Location: /elsewhere"), deliver.Receipt{State: deliver.Refused, Trouble: true, Code: "REDIRECTION"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			p := newPartner(t).on("/key/info", c.answer)
			r := newClient().Deliver(t.Context(), p.access(), parcel(), nil)
			wantReceipt(t, r, c.want)
			if delivered := len(p.requests("/releve_bancaire")) == 1; delivered != (c.want.State == deliver.Integrated) {
				t.Errorf("delivered: %v", delivered)
			}
		})
	}
}

func TestFoldersThatCannotBeListed(t *testing.T) {
	cases := []struct {
		name   string
		answer http.HandlerFunc
		code   fault.Code
		says   string
	}{
		{"a revoked token", says(401, problemJSON("ERR-API-TOKEN-NOT-FOUND", "")), fault.Conflict, "n'existe plus"},
		{"not allowed", says(403, problemJSON("ERR-FORBIDDEN-ROUTE", "")), fault.Conflict, "n'autorise pas"},
		{"maintenance", says(503, problemJSON("ERR-API-UNDER-MAINTENANCE", "")), fault.Busy, "maintenance"},
		{"too many societies", says(200, array(strings.Repeat(exact+",", 20000)+exact)), fault.Busy, "plus longue"},
		{"another address", says(404, "<html>"), fault.Conflict, "ne répond pas comme MyUnisoft"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			p := newPartner(t).on("/society", c.answer)
			_, err := newClient().Folders(t.Context(), p.access(), "x")
			f := fault.From(err)
			if f.Code != c.code || !strings.Contains(f.Message, c.says) || f.Hint == "" || strings.Contains(f.Hint, "de lui-même") {
				t.Errorf("got %+v", f)
			}
		})
	}
	t.Run("whoever asked has left", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, err := newClient().Folders(ctx, newPartner(t).access(), "x")
		if fault.CodeOf(err) != fault.Cancelled {
			t.Errorf("got %v", err)
		}
	})
}
