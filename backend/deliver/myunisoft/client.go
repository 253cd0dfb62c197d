// Package myunisoft delivers statements by MyUnisoft's documented API (« API partenaires »).
//
//	partner := myunisoft.New(myunisoft.Options{})
//	receipt := partner.Deliver(ctx, access, parcel, sent)
//
// Statements are the raw body of POST releve_bancaire, with the society in a header. The
// package knows the API, what each of its answers means, and how fast it may be asked; it
// keeps nothing on disk, logs nothing, and never retries by itself: an attempt is one
// request (two when a token of « API Cabinet » ended, which refuses the first), and the
// receipt says what is known of it.
//
// There are two ways in: a firm's own token, made in MyUnisoft (« API partenaires »), and an
// address with a password that give a token for four hours (« API Cabinet »).
//
// Sources, in the repository MyUnisoft/api-partenaires: docs/authentication/partenaire.md and
// cabinet.md, docs/endpoints/keyinfo.md, docs/ratelimit.md, docs/erreurs.md, docs/accounting/
// folder/import/releve_bancaire.md, RIB.md and journaux.md, and the page on societies. What
// they do not say is marked « not documented » where it matters.
package myunisoft

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"sync"
	"time"

	"sobank/backend/deliver"
)

// Options is what a client may be given; every zero value stands for the real thing.
type Options struct {
	// Transport carries the requests; nil is a copy of the standard one with time limits.
	Transport http.RoundTripper
	// Now is the clock.
	Now func() time.Time
	// Wait waits for a request's turn under the rate limit, or until the context ends.
	Wait func(context.Context, time.Duration) error
	// UserAgent names the program to the partner.
	UserAgent string
	// Limit bounds one request, answer included: 60 s when zero.
	Limit time.Duration
}

// Client is the partner MyUnisoft. It serves any number of connectors at once.
type Client struct {
	wire  http.RoundTripper // not a http.Client, which follows redirects: the credentials would travel
	now   func() time.Time
	agent string
	limit time.Duration
	pace  *pace

	mu    sync.Mutex
	known map[string]bool  // credentials that key/info accepted in this process
	doors map[string]*held // what sign-ins gave, by their credentials

	recent *recent
}

var (
	_ deliver.Partner = (*Client)(nil)
	_ deliver.Banker  = (*Client)(nil)
)

// New makes a client.
func New(o Options) *Client {
	o = o.filled()
	return &Client{
		wire:   o.Transport,
		now:    o.Now,
		agent:  o.UserAgent,
		limit:  o.Limit,
		pace:   &pace{now: o.Now, wait: o.Wait, lanes: map[string]*lane{}},
		known:  map[string]bool{},
		doors:  map[string]*held{},
		recent: newRecent(),
	}
}

func (o Options) filled() Options {
	if o.Transport == nil {
		o.Transport = newTransport()
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Wait == nil {
		o.Wait = wait
	}
	if o.UserAgent == "" {
		o.UserAgent = "SoBank"
	}
	if o.Limit <= 0 {
		o.Limit = time.Minute
	}
	return o
}

// newTransport is the standard transport (system proxy, TLS verified) with time limits. A
// connection stays open for a short time only: one that the partner closes while a
// statement leaves on it would cost a doubt.
func newTransport() http.RoundTripper {
	standard, ok := http.DefaultTransport.(*http.Transport)
	if !ok {
		standard = &http.Transport{Proxy: http.ProxyFromEnvironment, ForceAttemptHTTP2: true}
	}
	t := standard.Clone()
	t.DialContext = (&net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}).DialContext
	t.TLSHandshakeTimeout = 10 * time.Second
	t.ResponseHeaderTimeout = 55 * time.Second
	t.IdleConnTimeout = 3 * time.Second
	t.MaxResponseHeaderBytes = 64 << 10
	t.TLSClientConfig = &tls.Config{MinVersion: tls.VersionTLS12}
	return t
}

func wait(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
