package simulator

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"sobank/backend/iban"
)

const (
	secret = "sobank-L8vlKfjJ5y7zwFj2J49xo53V"
	token  = "eyJhbGciOiJIUzI1NiJ9.eyJmaXJtIjoxfQ.c2lnbmF0dXJl"

	jardinsIBAN iban.IBAN = "FR7615589000009876543210088"
	otherIBAN   iban.IBAN = "FR1420041010050500013M02606"
)

// clock stands still until it is moved.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

func newClock() *clock { return &clock{now: time.Date(2026, 3, 20, 9, 30, 0, 0, time.UTC)} }

// MustMyUnisoft is a running MyUnisoft that knows one firm and its society 1203.
func MustMyUnisoft(tb testing.TB, options Options) *MyUnisoft {
	tb.Helper()
	if options.Now == nil {
		options.Now = newClock().Now
	}
	if options.Limits == (Limits{}) {
		options.Limits = Limits{Requests: NoLimit}
	}
	m := NewMyUnisoft(options)
	m.Allow(secret, token)
	m.Activate(token)
	m.AddSociety(Society{ID: 1203, Name: "Jardins SARL", SIRET: "73282932000074", Reference: "J-014"})
	if err := m.Start(); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = m.Close() })
	return m
}

// call is one request; its zero fields are right for the firm and its society.
type call struct {
	method, path string // a delivery when both are empty
	body         string
	headers      map[string]string // "-" takes a header away
}

// got is an answer as a client sees it.
type got struct {
	status int
	header http.Header
	body   []byte
	code   string
	err    error // of the connection
}

// do sends a call on a connection of its own, so that none of Go's retries hides a fault.
func (c call) do(m *MyUnisoft) got {
	request, err := c.request(m)
	if err != nil {
		return got{err: err}
	}
	transport := &http.Transport{DisableKeepAlives: true}
	defer transport.CloseIdleConnections()
	response, err := (&http.Client{Transport: transport, Timeout: time.Minute}).Do(request)
	if err != nil {
		return got{err: err}
	}
	defer func() { _ = response.Body.Close() }()
	g := got{status: response.StatusCode, header: response.Header}
	g.body, g.err = io.ReadAll(response.Body)
	g.code = g.envelope().Error.Code
	return g
}

func (c call) request(m *MyUnisoft) (*http.Request, error) {
	if c.path == "" {
		c.path = "/releve_bancaire?filename=releve.dat"
	}
	if c.method == "" {
		c.method = http.MethodPost
	}
	request, err := http.NewRequest(c.method, m.URL()+c.path, strings.NewReader(c.body))
	if err != nil {
		return nil, err
	}
	for name, value := range map[string]string{
		"X-Third-Party-Secret": secret, "Authorization": "Bearer " + token,
		"society-id": "1203", "Content-Type": "application/octet-stream",
	} {
		request.Header.Set(name, value)
	}
	for name, value := range c.headers {
		if request.Header.Set(name, value); value == "-" {
			request.Header.Del(name)
		}
	}
	return request, nil
}

func get(path string) call {
	return call{method: http.MethodGet, path: path, headers: map[string]string{"society-id": "-"}}
}

func send(body string) call { return call{body: body} }

// envelope is the documented error.
type envelope struct {
	Error struct {
		Code    string          `json:"code"`
		Message string          `json:"message"`
		Details json.RawMessage `json:"details"`
	} `json:"error"`
}

func (g got) envelope() (e envelope) {
	_ = json.Unmarshal(g.body, &e) // a success has none
	return e
}

func wantRefused(tb testing.TB, g got, status int, code string) {
	tb.Helper()
	if g.err != nil || g.status != status || g.code != code {
		tb.Errorf("want %d %s, got %d %s (%v) %s", status, code, g.status, g.code, g.err, g.body)
	}
}

func wantRows(tb testing.TB, g got, rows int) {
	tb.Helper()
	if want := fmt.Sprintf(`{"rows_number":%d}`, rows); g.err != nil || g.status != http.StatusOK || string(g.body) != want {
		tb.Errorf("want 200 %s, got %d %s (%v)", want, g.status, g.body, g.err)
	}
}

// wantHeld counts the operations that MyUnisoft holds.
func wantHeld(tb testing.TB, m *MyUnisoft, operations int) {
	tb.Helper()
	sum := 0
	for _, one := range m.Record() {
		sum += one.Operations
	}
	if sum != operations {
		tb.Errorf("want %d operations held, got %d: %+v", operations, sum, m.Record())
	}
}

// A file of the tests is written zone by zone, after the table of the CFONB.
const jardinsAccount = "15589 00000 98765432100"

// line is a record: code, account, date JJMMAA, and what 41-120 hold.
func line(code, account, date, rest string) string {
	zones := strings.Fields(account)
	head := fmt.Sprintf("%2s%5s%4s%5s%3s%1s%1s%11s%2s%6s", code, zones[0], "", zones[1], "EUR", "2", "", zones[2], "", date)
	return head + fmt.Sprintf("%-80s", rest)
}

func balance(code, date, amount string) string {
	return line(code, jardinsAccount, date, fmt.Sprintf("%50s%14s", "", amount))
}

func operation(date, label, amount string) string {
	rest := fmt.Sprintf("%2s%6s%-31s%2s%07d%1s%1s%14s%-16s", "", date, label, "", 1, "", "", amount, "REF")
	return line("04", jardinsAccount, date, rest)
}

func complement(date, text string) string {
	return line("05", jardinsAccount, date, fmt.Sprintf("%5sLIB%-70s", "", text))
}

func file(records ...string) string { return strings.Join(records, "\r\n") + "\r\n" }

// march is a right file of two operations, of 100.00 and -25.50 euros.
func march() string {
	return file(balance("01", "280226", "0000000000000{"), operation("020326", "VIR CLIENT", "0000000001000{"),
		complement("020326", "FACTURE 12"), operation("030326", "ACHAT", "0000000000255}"), balance("07", "310326", "0000000000745{"))
}
