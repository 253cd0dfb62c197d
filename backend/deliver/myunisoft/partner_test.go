package myunisoft

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"sobank/backend/deliver"
	"sobank/backend/iban"
)

const (
	testToken  = "eyJhbGciOiJIUzI1NiJ9.eyJzY2hlbWFJZCI6ODB9.c2lnbmF0dXJlLW9mLXRlc3Q"
	testSecret = "sobank-L8vlKfjJ5y7zwFj2J49xo53V"

	testIBAN iban.IBAN = "FR7630004458564585652332208"
)

// asked is one request as the scripted partner saw it.
type asked struct {
	method, path, query string
	header              http.Header
	body                []byte
}

// partner is a hand-written MyUnisoft: each route answers what the test says.
type partner struct {
	*httptest.Server
	mu     sync.Mutex
	log    []asked
	routes map[string]http.HandlerFunc
}

// newPartner answers like a MyUnisoft that allows everything, has no society, and takes
// two rows.
func newPartner(tb testing.TB) *partner {
	p := &partner{routes: map[string]http.HandlerFunc{
		"/api/v1/key/info":        says(200, `{"target":{"type":"firm"},"isActivated":true,"routes":[{"path":"/api/v1/releve_bancaire","method":"post"},{"path":"/api/v1/society","method":"get"}]}`),
		"/api/v1/society":         says(200, `{"row_numbers":0,"society_array":[]}`),
		"/api/v1/society/search":  says(400, `{"error":{"code":"SOCIETE16","message":"Société introuvable","details":""}}`),
		"/api/v1/releve_bancaire": says(200, `{"rows_number":2}`),
		"/api/v1/rib":             says(200, `[{"rib_id":1,"diary_id":10,"iban":"`+string(testIBAN)+`","bic":"BNPAFRPP","start_date":"","is_default":true}]`),
	}}
	p.Server = httptest.NewServer(p)
	tb.Cleanup(p.Close)
	return p
}

func (p *partner) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	p.mu.Lock()
	p.log = append(p.log, asked{r.Method, r.URL.Path, r.URL.RawQuery, r.Header.Clone(), body})
	answer := p.routes[r.URL.Path]
	p.mu.Unlock()
	if answer == nil {
		http.NotFound(w, r)
		return
	}
	answer(w, r)
}

func (p *partner) on(path string, answer http.HandlerFunc) *partner {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.routes["/api/v1"+path] = answer
	return p
}

// requests lists what was asked of a route, or of all for "".
func (p *partner) requests(path string) []asked {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(p.log), func(a asked) bool { return path != "" && a.path != "/api/v1"+path })
}

func (p *partner) access() deliver.Access { return accessTo(p.URL + "/api/v1") }

func accessTo(base string) deliver.Access {
	return deliver.Access{ConnectorID: 7, Settings: map[string]string{"base_url": base},
		Secrets: map[string]string{"token": testToken, "third_party_secret": testSecret}}
}

// says answers a JSON body, with headers given as "Name: value".
func says(status int, body string, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("request-id", "req-44b440f90368471d")
		for _, h := range headers {
			name, value, _ := strings.Cut(h, ": ")
			w.Header().Set(name, value)
		}
		w.WriteHeader(status)
		fmt.Fprint(w, body)
	}
}

// problemJSON is a documented error.
func problemJSON(code, message string) string {
	return fmt.Sprintf(`{"error":{"code":%q,"message":%q,"details":{"url":"/releve_bancaire","method":"POST","requestedAt":"09 Mar 2021, 21:09:24","requestId":"req-of-details"}}}`, code, message)
}

// line is a CFONB120 record of code and date, blank elsewhere.
func line(code, date string) string {
	return fmt.Sprintf("%-34s%-86s\r\n", code+"30004    00001EUR2 00012345678", date)
}

func soundBody() []byte {
	return []byte(line("01", "010126") + line("04", "020126") + line("05", "020126") + line("04", "030126") + line("07", "310126"))
}

// bigBody is more than sockets buffer on the way.
func bigBody() []byte {
	return []byte(line("01", "010126") + strings.Repeat(line("04", "020126"), 24<<20/122) + line("07", "310126"))
}

func parcel() deliver.Parcel {
	return deliver.Parcel{ShipmentID: 1, Name: "CFONB120_732829320_FR76_20260101-20260131_1.dat", Bytes: soundBody(), Operations: 2,
		Account: deliver.AccountCard{ID: 3, IBAN: testIBAN, PartnerFolder: "1203", ClientName: "Jardins SARL", SIRET: "73282932000074", Reference: "JARD01"}}
}

// noSent is for deliveries of which nothing may leave.
func noSent(tb testing.TB) func() error {
	return func() error { tb.Error("sent was called"); return nil }
}

// clock stands still, except while something waits on it.
type clock struct {
	mu    sync.Mutex
	at    time.Time
	waits []time.Duration
}

func newClock() *clock { return &clock{at: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)} }

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) wait(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
	c.waits = append(c.waits, d)
	return ctx.Err()
}

func (c *clock) client() *Client { return New(Options{Now: c.now, Wait: c.wait}) }

func newClient() *Client { return newClock().client() }

// everything is all text of a receipt.
func everything(r deliver.Receipt) string {
	return strings.Join([]string{r.Code, r.Message, r.Hint, r.PartnerMessage, r.RequestID}, "\n")
}

func wantReceipt(tb testing.TB, got, want deliver.Receipt) {
	tb.Helper()
	if got.State != want.State || got.Code != want.Code || got.Doubt != want.Doubt || got.Trouble != want.Trouble || got.Unreached != want.Unreached || got.Inside != want.Inside {
		tb.Errorf("got  %+v\nwant %+v", got, want)
	}
	if got.Message == "" || got.State != deliver.Integrated && got.State != deliver.AlreadyIntegrated && got.Hint == "" {
		tb.Errorf("a person is told nothing: %+v", got)
	}
	if got.Doubt != deliver.NoDoubt && got.State != deliver.ToRetry && got.State != deliver.ToCheck {
		tb.Errorf("a doubt that is not taken up again: %+v", got)
	}
}

func TestDeliver(t *testing.T) {
	t.Run("sends the raw bytes as documented", func(t *testing.T) {
		p := newPartner(t)
		sent := 0
		r := newClient().Deliver(t.Context(), p.access(), parcel(), func() error { sent++; return nil })
		wantReceipt(t, r, deliver.Receipt{State: deliver.Integrated})
		if r.Integrated == nil || *r.Integrated != 2 || r.RequestID != "req-44b440f90368471d" || sent != 1 {
			t.Errorf("got %+v, sent %d times", r, sent)
		}
		posts := p.requests("/releve_bancaire")
		if len(posts) != 1 {
			t.Fatalf("got %d deliveries", len(posts))
		}
		post := posts[0]
		want := map[string]string{"X-Third-Party-Secret": testSecret, "Authorization": "Bearer " + testToken, "Society-Id": "1203",
			"Content-Type": "application/octet-stream", "Content-Length": fmt.Sprint(len(parcel().Bytes)), "User-Agent": "SoBank"}
		for name, value := range want {
			if post.header.Get(name) != value {
				t.Errorf("%s: got %q, want %q", name, post.header.Get(name), value)
			}
		}
		if post.method != "POST" || post.query != "filename="+parcel().Name || !bytes.Equal(post.body, parcel().Bytes) {
			t.Errorf("got %s ?%s, %d bytes", post.method, post.query, len(post.body))
		}
	})
	t.Run("nothing leaves for a society that is not known", func(t *testing.T) {
		for _, folder := range []string{"", "undefined", "12a", "0", "-1", "1203\r\nX: y"} {
			p, of := newPartner(t), parcel()
			of.Account.PartnerFolder = folder
			r := newClient().Deliver(t.Context(), p.access(), of, noSent(t))
			wantReceipt(t, r, deliver.Receipt{State: deliver.Refused, Code: "SOCIETE-A-CHOISIR"})
			if len(p.requests("/releve_bancaire")) != 0 {
				t.Errorf("%q was sent to", folder)
			}
		}
	})
	t.Run("serves two connectors at once", func(t *testing.T) {
		one, other, c := newPartner(t), newPartner(t), newClient()
		var wg sync.WaitGroup
		for i := range 8 {
			a := []*partner{one, other}[i%2].access()
			wg.Go(func() {
				if r := c.Deliver(t.Context(), a, parcel(), nil); r.State != deliver.Integrated {
					t.Errorf("got %+v", r)
				}
			})
		}
		wg.Wait()
		if len(one.requests("/releve_bancaire")) != 4 || len(other.requests("/releve_bancaire")) != 4 {
			t.Error("deliveries went to the wrong address")
		}
	})
}

func TestDeliverRefusesToStart(t *testing.T) {
	with := func(change func(*deliver.Access)) func(*deliver.Access) { return change }
	cases := []struct {
		name   string
		change func(*deliver.Access)
		code   string
		says   string
	}{
		{"no token", with(func(a *deliver.Access) { a.Secrets["token"] = " " }), "IDENTIFIANTS", "jeton du cabinet"},
		{"no secret", with(func(a *deliver.Access) { delete(a.Secrets, "third_party_secret") }), "IDENTIFIANTS", "secret du partenaire"},
		{"no secrets at all", with(func(a *deliver.Access) { a.Secrets = nil }), "IDENTIFIANTS", "n'est pas enregistré"},
		{"a token with a line break", with(func(a *deliver.Access) { a.Secrets["token"] = "one\ntwo" }), "IDENTIFIANTS", "caractère impossible"},
		{"a secret with an accent", with(func(a *deliver.Access) { a.Secrets["third_party_secret"] = "clé" }), "IDENTIFIANTS", "caractère impossible"},
		{"no address", with(func(a *deliver.Access) { a.Settings = nil }), "REGLAGE", "n'est pas renseignée"},
		{"http to another machine", with(func(a *deliver.Access) { a.Settings["base_url"] = "http://api.myunisoft.fr/api/v1" }), "REGLAGE", "https://"},
		{"http to what begins as loopback", with(func(a *deliver.Access) { a.Settings["base_url"] = "http://127.0.0.1.example.org" }), "REGLAGE", "https://"},
		{"http to localhost's namesake", with(func(a *deliver.Access) { a.Settings["base_url"] = "http://localhost.example.org" }), "REGLAGE", "https://"},
		{"a file", with(func(a *deliver.Access) { a.Settings["base_url"] = "file:///etc/passwd" }), "REGLAGE", "adresse valable"},
		{"no scheme", with(func(a *deliver.Access) { a.Settings["base_url"] = "api.myunisoft.fr/api/v1" }), "REGLAGE", "adresse valable"},
		{"a password in the address", with(func(a *deliver.Access) { a.Settings["base_url"] = "https://me:pw@api.myunisoft.fr" }), "REGLAGE", "adresse valable"},
		{"a query in the address", with(func(a *deliver.Access) { a.Settings["base_url"] = "https://api.myunisoft.fr/?x=1" }), "REGLAGE", "adresse valable"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			p := newPartner(t)
			a := p.access()
			c.change(&a)
			r := newClient().Deliver(t.Context(), a, parcel(), noSent(t))
			wantReceipt(t, r, deliver.Receipt{State: deliver.ToRetry, Code: c.code, Trouble: true})
			if !strings.Contains(r.Message, c.says) || len(p.requests("")) != 0 {
				t.Errorf("got %q, %d requests", r.Message, len(p.requests("")))
			}
		})
	}
}

func TestAddressIsAccepted(t *testing.T) {
	for name, setting := range map[string]string{
		"the documented one":     "https://api.myunisoft.fr/api/v1",
		"with spaces and slash":  "  https://api.myunisoft.fr/api/v1//  ",
		"http on localhost":      "http://localhost:8080/api/v1",
		"http on 127.0.0.0/8":    "http://127.9.9.9/api/v1",
		"http on IPv6 loopback":  "http://[::1]:8080/api/v1",
		"the scheme in capitals": "HTTPS://api.myunisoft.fr/api/v1",
	} {
		t.Run(name, func(t *testing.T) {
			got, err := address(setting, apiAddress)
			if err != nil || strings.HasSuffix(got, "/") || strings.ContainsAny(got, " ") {
				t.Errorf("got %q, %v", got, err)
			}
		})
	}
	t.Run("a pasted Bearer is taken off", func(t *testing.T) {
		p := newPartner(t)
		a := p.access()
		a.Secrets["token"] = " bearer " + testToken + "\n"
		newClient().Deliver(t.Context(), a, parcel(), nil)
		if got := p.requests("")[0].header.Get("Authorization"); got != "Bearer "+testToken {
			t.Errorf("got %q", got)
		}
	})
}
