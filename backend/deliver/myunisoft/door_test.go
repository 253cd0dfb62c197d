package myunisoft

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"sobank/backend/deliver"
	"sobank/backend/fault"
	"sobank/backend/simulator"
)

const (
	testMail     = "cabinet@exemple.fr"
	testPassword = "Un mot-de-passe \"assez\" long é42"
)

// chain is the keychain's entry of a session.
type chain struct {
	mu   sync.Mutex
	text string
}

func (c *chain) Load() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.text
}

func (c *chain) Keep(text string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.text = text
}

// cabinet is a simulated MyUnisoft that a firm signs in to, and a connector of that kind.
type cabinet struct {
	*simulator.MyUnisoft
	*clock
	access deliver.Access
	chain  *chain
}

func newCabinet(t *testing.T, entities ...simulator.Entity) *cabinet {
	t.Helper()
	k := &cabinet{clock: newClock(), chain: &chain{}}
	k.MyUnisoft, _ = startSimulator(t, simulator.Options{Now: k.now, LockAfter: 3})
	if len(entities) == 0 {
		entities = []simulator.Entity{{ID: 80, Label: "CABINET LYON"}}
	}
	k.AllowSignIn(testSecret, testMail, testPassword, entities...)
	k.AddSociety(simulator.Society{ID: 1203, Name: "Jardins SARL", SIRET: "73282932000074", RIBs: []simulator.RIB{{IBAN: statementOf(1).Account.IBAN, Spaced: true}}})
	k.access = deliver.Access{ConnectorID: 7, Session: k.chain,
		Settings: map[string]string{"access": "firm", "base_url": k.URL(), "auth_url": k.AuthURL(), "mail": testMail, "entity": ""},
		Secrets:  map[string]string{"third_party_secret": testSecret, "password": testPassword}}
	return k
}

func (k *cabinet) signIns() (n int) {
	for _, r := range k.Requests() {
		if strings.HasSuffix(r.Path, "/authenticate/firm") {
			n++
		}
	}
	return n
}

func (k *cabinet) deliver(t *testing.T, c *Client, n int) deliver.Receipt {
	t.Helper()
	return c.Deliver(t.Context(), k.access, statementOf(n), nil)
}

func TestFirmSignsIn(t *testing.T) {
	t.Run("once for all it does in four hours", func(t *testing.T) {
		k := newCabinet(t)
		c := k.client()
		if found := c.Match(t.Context(), k.access, unknownOf(statementOf(1))); found.Folder != "1203" || found.Setback.State != "" {
			t.Fatalf("got %+v", found)
		}
		for n := range 3 {
			wantReceipt(t, k.deliver(t, c, n), deliver.Receipt{State: deliver.Integrated})
		}
		if k.signIns() != 1 {
			t.Errorf("signed in %d times", k.signIns())
		}
		for _, r := range k.Requests() {
			if !r.HeadersRight {
				t.Errorf("got %+v", r)
			}
		}
	})
	t.Run("again before a token ends", func(t *testing.T) {
		k := newCabinet(t)
		c := k.client()
		k.deliver(t, c, 1)
		_ = k.wait(t.Context(), 4*time.Hour-time.Minute)
		wantReceipt(t, k.deliver(t, c, 2), deliver.Receipt{State: deliver.Integrated})
		if k.signIns() != 2 {
			t.Errorf("signed in %d times", k.signIns())
		}
		for _, r := range k.Requests() {
			if r.Code != "" {
				t.Errorf("a token that had ended was sent: %+v", r)
			}
		}
	})
	t.Run("again once when a token ends early, and the statement is noted once", func(t *testing.T) {
		k := newCabinet(t)
		c, sent := k.client(), 0
		k.deliver(t, c, 1)
		k.EndTokens()
		r := c.Deliver(t.Context(), k.access, statementOf(2), func() error { sent++; return nil })
		wantReceipt(t, r, deliver.Receipt{State: deliver.Integrated})
		if k.signIns() != 2 || sent != 1 || len(k.Record()) != 2 {
			t.Errorf("signed in %d times, sent %d times, %d held", k.signIns(), sent, len(k.Record()))
		}
	})
	t.Run("but not twice when the partner refuses the new token too", func(t *testing.T) {
		k := newCabinet(t)
		c := k.client()
		k.deliver(t, c, 1)
		k.Fail(simulator.Fault{Code: "ERR-INVALID-JWT", Times: 9})
		r := k.deliver(t, c, 2)
		wantReceipt(t, r, deliver.Receipt{State: deliver.Refused, Trouble: true, Code: "ERR-INVALID-JWT"})
		if k.signIns() != 2 || strings.Contains(r.Hint, "Générer") {
			t.Errorf("signed in %d times: %q", k.signIns(), r.Hint)
		}
	})
	t.Run("not in another process while the keychain has the token", func(t *testing.T) {
		k := newCabinet(t)
		k.deliver(t, k.client(), 1)
		wantReceipt(t, k.deliver(t, k.client(), 2), deliver.Receipt{State: deliver.Integrated})
		if k.signIns() != 1 {
			t.Errorf("signed in %d times", k.signIns())
		}
		k.access.Secrets["password"] = "another"
		if r := k.deliver(t, k.client(), 3); r.Code != "CONNEXION-REFUSEE" {
			t.Errorf("a token served other credentials than its own: %+v", r)
		}
	})
	t.Run("without a keychain that keeps", func(t *testing.T) {
		k := newCabinet(t)
		k.access.Session = nil
		wantReceipt(t, k.deliver(t, k.client(), 1), deliver.Receipt{State: deliver.Integrated})
	})
	t.Run("one at a time", func(t *testing.T) {
		k := newCabinet(t)
		c := New(Options{})
		k.MyUnisoft.AddSociety(simulator.Society{ID: 1203, Name: "Jardins SARL"})
		var wg sync.WaitGroup
		for n := range 4 {
			wg.Go(func() { c.Deliver(t.Context(), k.access, statementOf(n), nil) })
		}
		wg.Wait()
		if k.signIns() != 1 {
			t.Errorf("signed in %d times", k.signIns())
		}
	})
	t.Run("what is kept between two processes is the token and what it is of, not the password", func(t *testing.T) {
		k := newCabinet(t)
		k.deliver(t, k.client(), 1)
		var kept map[string]any
		if err := json.Unmarshal([]byte(k.chain.text), &kept); err != nil || kept["token"] == "" || kept["until"] == nil || len(kept["for"].(string)) != 64 || len(k.chain.text) > 1000 {
			t.Errorf("got %s", k.chain.text)
		}
		if strings.Contains(k.chain.text, "mot-de-passe") || strings.Contains(k.chain.text, testMail) {
			t.Errorf("got %s", k.chain.text)
		}
	})
}

func unknownOf(p deliver.Parcel) deliver.AccountCard {
	p.Account.PartnerFolder = ""
	return p.Account
}

func TestRefusedSignIn(t *testing.T) {
	t.Run("is not tried again with the same credentials, in any process, until somebody tests", func(t *testing.T) {
		k := newCabinet(t)
		right := k.access.Secrets["password"]
		k.access.Secrets["password"] = "wrong-password"
		c := k.client()
		for range 3 {
			r := k.deliver(t, c, 1)
			wantReceipt(t, r, deliver.Receipt{State: deliver.Refused, Trouble: true, Code: "CONNEXION-REFUSEE"})
			if !strings.Contains(r.Hint, "bloquer") {
				t.Errorf("got %q", r.Hint)
			}
		}
		wantReceipt(t, k.deliver(t, k.client(), 1), deliver.Receipt{State: deliver.Refused, Trouble: true, Code: "CONNEXION-REFUSEE"})
		if _, err := c.Folders(t.Context(), k.access, "x"); err == nil {
			t.Error("the societies were listed")
		}
		if k.signIns() != 1 {
			t.Errorf("tried %d times", k.signIns())
		}
		if trial := c.Test(t.Context(), k.access); trial.OK || trial.Code != "CONNEXION-REFUSEE" || k.signIns() != 2 {
			t.Errorf("got %+v, tried %d times", trial, k.signIns())
		}
		k.access.Secrets["password"] = right
		wantReceipt(t, k.deliver(t, c, 1), deliver.Receipt{State: deliver.Integrated})
	})
	t.Run("a test that goes well mends it for the other processes", func(t *testing.T) {
		k := newCabinet(t)
		k.access.Secrets["password"] = "wrong-password"
		other := k.client()
		k.deliver(t, other, 1)
		k.AllowSignIn(testSecret, testMail, "wrong-password", simulator.Entity{ID: 80, Label: "CABINET LYON"})
		if trial := k.client().Test(t.Context(), k.access); !trial.OK {
			t.Fatalf("got %+v", trial)
		}
		wantReceipt(t, k.deliver(t, other, 1), deliver.Receipt{State: deliver.Integrated})
	})
	for _, c := range []struct {
		name  string
		fault simulator.Fault
		want  deliver.Receipt
	}{
		{"maintenance passes", simulator.Fault{Code: "ERR-API-UNDER-MAINTENANCE"}, deliver.Receipt{State: deliver.ToRetry, Code: "ERR-API-UNDER-MAINTENANCE"}},
		{"a limit passes", simulator.Fault{Code: "ERR-TOO-MANY-REQUEST"}, deliver.Receipt{State: deliver.ToRetry, Code: "ERR-TOO-MANY-REQUEST"}},
		{"a gateway that fails passes, without a doubt", simulator.Fault{Kind: simulator.HTML}, deliver.Receipt{State: deliver.ToRetry, Code: "HTTP-502"}},
		{"a firewall's page is no refusal of theirs", simulator.Fault{Kind: simulator.HTML, Status: 403}, deliver.Receipt{State: deliver.Refused, Trouble: true, Code: "HTTP-403"}},
		{"an address that is another's", simulator.Fault{Kind: simulator.HTML, Status: 404}, deliver.Receipt{State: deliver.Refused, Trouble: true, Code: "HTTP-404"}},
		{"a cut passes", simulator.Fault{Kind: simulator.ResetBeforeImport}, deliver.Receipt{State: deliver.ToRetry, Code: "COUPURE"}},
		{"half an answer passes", simulator.Fault{Kind: simulator.CutAnswer}, deliver.Receipt{State: deliver.ToRetry, Code: "COUPURE"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			k := newCabinet(t)
			c.fault.Route = "/authenticate/firm"
			k.Fail(c.fault)
			client := k.client()
			wantReceipt(t, k.deliver(t, client, 1), c.want)
			wantReceipt(t, k.deliver(t, client, 1), deliver.Receipt{State: deliver.Integrated})
		})
	}
}

func TestEntityIsChosen(t *testing.T) {
	both := []simulator.Entity{{ID: 80, Label: "CABINET LYON"}, {ID: 81, Label: "CABINET BREST"}}
	t.Run("by a person who tests", func(t *testing.T) {
		k := newCabinet(t, both...)
		c := k.client()
		wantReceipt(t, k.deliver(t, c, 1), deliver.Receipt{State: deliver.ToRetry, Trouble: true, Code: "ENTITE-A-CHOISIR"})
		trial := c.Test(t.Context(), k.access)
		if trial.OK || trial.Code != "ENTITE-A-CHOISIR" || len(trial.Questions) != 1 {
			t.Fatalf("got %+v", trial)
		}
		q := trial.Questions[0]
		if q.Setting != "entity" || q.Sentence == "" || len(q.Answers) != 2 || q.Answers[1] != (deliver.Answer{Value: "81", Label: "CABINET BREST"}) {
			t.Errorf("got %+v", q)
		}
		for _, entity := range []string{"81", "CABINET BREST"} {
			k.access.Settings["entity"] = entity
			trial := c.Test(t.Context(), k.access)
			if !trial.OK || len(trial.Questions) != 0 || !strings.Contains(trial.Steps[0].Message, "« CABINET BREST »") {
				t.Errorf("got %+v", trial)
			}
		}
		wantReceipt(t, k.deliver(t, c, 1), deliver.Receipt{State: deliver.Integrated})
	})
	t.Run("even when the partner does not list them", func(t *testing.T) {
		p := newPartner(t)
		p.routes["/api/authenticate/firm"] = says(200, `{"status":"firm-selection"}`)
		trial := newClient().Test(t.Context(), signing(p))
		if len(trial.Questions) != 1 || len(trial.Questions[0].Answers) != 0 || !strings.Contains(trial.Steps[0].Hint, "numéro du schéma") {
			t.Errorf("got %+v", trial)
		}
	})
}

// signing is a connector of « API Cabinet » at a partner of the test's own making.
func signing(p *partner) deliver.Access {
	a := p.access()
	a.Settings["access"], a.Settings["auth_url"], a.Settings["mail"] = "firm", p.URL+"/api", testMail
	a.Secrets["password"] = testPassword
	return a
}

func TestSignInRequest(t *testing.T) {
	p := newPartner(t)
	p.routes["/api/authenticate/firm"] = says(200, `{"api_token":"a.b.c","expiresIn":"2026-03-02 13:00:00","firm":{"id":80,"label":"LYON"}}`)
	a := signing(p)
	a.Settings["entity"] = "80"
	c := newClient()
	wantReceipt(t, c.Deliver(t.Context(), a, parcel(), nil), deliver.Receipt{State: deliver.Integrated})
	all := p.requests("")
	var body map[string]any
	if err := json.Unmarshal(all[0].body, &body); err != nil || body["mail"] != testMail || body["password"] != testPassword || body["firm"] != float64(80) {
		t.Errorf("got %s", all[0].body)
	}
	if h := all[0].header; h.Get("Authorization") != "" || h.Get("X-Third-Party-Secret") != "" || h.Get("Content-Type") != "application/json" {
		t.Errorf("got %v", h)
	}
	if h := p.requests("/releve_bancaire")[0].header; h.Get("Authorization") != "Bearer a.b.c" || h.Get("X-Third-Party-Secret") != testSecret {
		t.Errorf("got %v", h)
	}
	for name, change := range map[string]func(*deliver.Access){
		"no password":       func(a *deliver.Access) { delete(a.Secrets, "password") },
		"no address":        func(a *deliver.Access) { a.Settings["mail"] = "" },
		"no secret":         func(a *deliver.Access) { delete(a.Secrets, "third_party_secret") },
		"http to elsewhere": func(a *deliver.Access) { a.Settings["auth_url"] = "http://app.myunisoft.fr/api" },
	} {
		t.Run("never with "+name, func(t *testing.T) {
			p := newPartner(t)
			a := signing(p)
			change(&a)
			r := newClient().Deliver(t.Context(), a, parcel(), noSent(t))
			if r.State != deliver.ToRetry || !r.Trouble || len(p.requests("")) != 0 {
				t.Errorf("got %+v", r)
			}
		})
	}
}

func TestSignInKeepsItsSecrets(t *testing.T) {
	const planted = "planted.token.4f2b9c"
	echo := fmt.Sprintf("%s / %s / %s", testPassword, planted, testSecret)
	for _, status := range []int{400, 401, 403, 422, 429, 500, 502} {
		for name, body := range map[string]string{"an error": problemJSON("X", echo), "its own shape": fmt.Sprintf(`{"message":%q,"code":%q}`, echo, echo), "text": echo} {
			p := newPartner(t)
			p.routes["/api/authenticate/firm"] = says(status, body, "request-id: "+strings.ReplaceAll(testPassword, "é", "e"))
			c, kept := newClient(), &chain{}
			a := signing(p)
			a.Session = kept
			said := everything(c.Deliver(t.Context(), a, parcel(), noSent(t))) + fmt.Sprintf("%+v", c.Match(t.Context(), a, parcel().Account)) + fmt.Sprintf("%+v", c.Test(t.Context(), a))
			_, err := c.Journals(t.Context(), a, "1203")
			said += fmt.Sprintf("%v %+v", err, fault.From(err)) + kept.text
			if strings.Contains(said, "mot-de-passe") || leaks(said) {
				t.Errorf("%d %s: got %s", status, name, said)
			}
		}
	}
	t.Run("the token that was given", func(t *testing.T) {
		p := newPartner(t).on("/releve_bancaire", func(w http.ResponseWriter, r *http.Request) {
			says(400, problemJSON("NEW42", "bad "+r.Header.Get("Authorization")+" "+planted))(w, r)
		})
		p.routes["/api/authenticate/firm"] = says(200, `{"api_token":"`+planted+`","expiresIn":""}`)
		if r := newClient().Deliver(t.Context(), signing(p), parcel(), nil); strings.Contains(everything(r), planted) {
			t.Errorf("got %+v", r)
		}
	})
}
