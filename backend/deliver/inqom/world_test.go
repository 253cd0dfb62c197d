package inqom

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"sobank/backend/deliver"
	"sobank/backend/simulator"
)

const (
	testSecret   = "client-Secret/+9f3kQ7w2Zp"
	testPassword = "Mot de passe & très long 84!"
	testUser     = "camille@cabinet.example"
	testPlace    = "the-password-of-the-place"
)

// clock moves when somebody waits by it, or when it is moved.
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

func (c *clock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

func (c *clock) wait(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.waits = append(c.waits, d)
	c.at = c.at.Add(d)
	return ctx.Err()
}

func (c *clock) waited() []time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.waits
}

// keychain is a Session in memory.
type keychain struct {
	mu   sync.Mutex
	text string
	kept int
}

func (k *keychain) Load() string {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.text
}

func (k *keychain) Keep(text string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.text = text
	k.kept++
}

// place is where files go: it notes what it is given.
type place struct {
	mu    sync.Mutex
	given []deliver.Access
	trial deliver.Trial
}

func (p *place) note(a deliver.Access) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.given = append(p.given, a)
}

func (p *place) Test(_ context.Context, a deliver.Access) deliver.Trial { p.note(a); return p.trial }

func (p *place) Folders(context.Context, deliver.Access, string) ([]deliver.Folder, error) {
	return nil, nil
}

func (p *place) Match(context.Context, deliver.Access, deliver.AccountCard) deliver.Match {
	return deliver.Match{}
}

func (p *place) Deliver(_ context.Context, a deliver.Access, parcel deliver.Parcel, sent func() error) deliver.Receipt {
	p.note(a)
	if err := sent(); err != nil {
		return deliver.Receipt{State: deliver.ToRetry, Code: "NON-NOTE"}
	}
	return deliver.Receipt{State: deliver.Deposited, Message: parcel.Name}
}

func (p *place) Shelved(_ context.Context, a deliver.Access) ([]deliver.Shelved, error) {
	p.note(a)
	return []deliver.Shelved{{Name: "one.dat"}}, nil
}

// world is a simulated Inqom, a clock that both sides look at, and a place.
type world struct {
	*simulator.Inqom
	clock  *clock
	place  *place
	client *Client
	access deliver.Access
	chain  *keychain
}

func newWorld(tb testing.TB, o simulator.InqomOptions) *world {
	tb.Helper()
	w := &world{clock: newClock(), place: &place{trial: deliver.Trial{OK: true, Steps: []deliver.TrialStep{{OK: true, Message: "La place est là."}}}}, chain: &keychain{}}
	o.Now = w.clock.now
	w.Inqom = simulator.NewInqom(o)
	w.allow(testPassword)
	w.AddFirm(simulator.InqomFirm{ID: 28, Name: "Cabinet 1"})
	w.AddFolder(simulator.InqomFolder{ID: 4512, FirmID: 28, Name: "Jardins SARL", Siren: "732829320", Nic: "00074", ExternalID: "J-014"})
	w.AddFolder(simulator.InqomFolder{ID: 4513, FirmID: 28, Name: "Fleurs de Brocéliande", ExternalID: "F-003"})
	if err := w.Start(); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = w.Close() })
	w.client = w.another()
	w.access = accessTo(w.URL(), w.chain)
	return w
}

func (w *world) allow(password string) {
	w.Allow(simulator.InqomUser{ClientID: "cabinet-1", ClientSecret: testSecret, Username: testUser, Password: password})
}

// another is a client as another process has it.
func (w *world) another() *Client {
	return New(Options{Now: w.clock.now, Wait: w.clock.wait}, w.place)
}

func accessTo(base string, s deliver.Session) deliver.Access {
	return deliver.Access{ConnectorID: 7, Session: s,
		Settings: map[string]string{"client_id": "cabinet-1", "username": testUser, "base_url": base, "auth_url": base + "/", "place": "folder", "folder": "/x"},
		Secrets:  map[string]string{"client_secret": testSecret, "inqom_password": testPassword, "password": testPlace}}
}

func (w *world) match(tb testing.TB, card deliver.AccountCard) deliver.Match {
	return w.client.Match(tb.Context(), w.access, card)
}

// jardins is an account that is found by its SIRET.
func jardins() deliver.AccountCard {
	return deliver.AccountCard{ID: 1, ClientName: "Jardins SARL", SIRET: "732 829 320 00074", Reference: "J-014"}
}

// asked counts the requests of a route.
func (w *world) asked(path string) (n int) {
	for _, r := range w.Requests() {
		if r.Path == path {
			n++
		}
	}
	return n
}

const folders28 = "/provisioning/companies/28/accounting-folders"

// scripted is a hand-written Inqom: each route answers what the test says.
func scripted(tb testing.TB, routes map[string]http.HandlerFunc) *httptest.Server {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer := routes[r.URL.Path]
		if answer == nil {
			answer = usual[r.URL.Path]
		}
		if answer == nil {
			http.NotFound(w, r)
			return
		}
		answer(w, r)
	}))
	tb.Cleanup(server.Close)
	return server
}

var usual = map[string]http.HandlerFunc{
	pathToken: says(200, `{"access_token":"a-token-of-the-script","expires_in":3600,"token_type":"Bearer"}`),
	pathFirms: says(200, `[{"Id":28,"Name":"Cabinet 1","AccessType":"Company"}]`),
	folders28: says(200, `[{"Id":4512,"Siren":"732829320","Nic":"00074","Name":"Jardins SARL","ExternalId":"J-014","Status":"Active","CompanyId":28}]`),
}

// says answers a body, with headers given as "Name: value".
func says(status int, body string, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		for _, h := range headers {
			name, value, _ := strings.Cut(h, ": ")
			w.Header().Set(name, value)
		}
		w.WriteHeader(status)
		fmt.Fprint(w, body)
	}
}

// wantSetback compares what matters of a setback, and wants words for people.
func wantSetback(tb testing.TB, got deliver.Receipt, state deliver.State, code string, trouble bool) {
	tb.Helper()
	if got.State != state || got.Code != code || got.Trouble != trouble {
		tb.Errorf("got %+v, want %s %s, trouble %v", got, state, code, trouble)
	}
	if got.Message == "" || got.Hint == "" {
		tb.Errorf("no words: %+v", got)
	}
}
