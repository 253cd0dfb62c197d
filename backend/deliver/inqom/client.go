// Package inqom signs in at Inqom, finds the folder of each account there, and hands the
// statements to the place where Inqom takes files: Inqom documents no way to receive a
// statement by its API.
//
//	partner := inqom.New(inqom.Options{}, place)
//	match := partner.Match(ctx, access, account) // the account's « dossier », asked of Inqom
//	receipt := partner.Deliver(ctx, access, parcel, sent) // the place's
//
// Settings: "client_id", "username", "base_url", "auth_url", and the place's own. Secrets:
// "client_secret", "inqom_password", and the place's own, which alone the place is given.
//
// A sign-in (RFC 6749, 4.3) brings a token, kept in memory and in the access's Session until
// it expires; there is no refresh token. A refused sign-in is not tried again with the same
// credentials until somebody tests them: repeated, it could lock the user's account.
//
// Sources: what public client code does and says of Inqom's OpenAPI document (sign-in,
// routes, fields, 15 requests a second for a client and user, 0.5, 1, 2 and 4 s after a
// 429). Errors, statuses of folders and Retry-After were found nowhere: « not documented »
// marks where that matters.
package inqom

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
	// Limit bounds one request, answer included: 60 s when zero. A call of several requests
	// takes three times as long at most.
	Limit time.Duration
}

// Client is the partner Inqom. It serves any number of connectors at once.
type Client struct {
	wire  http.RoundTripper // not a http.Client, which follows redirects: the credentials would travel
	place deliver.Partner
	now   func() time.Time
	agent string
	limit time.Duration
	pace  *pace

	mu    sync.Mutex
	doors map[string]*door // by credentials and addresses
}

var (
	_ deliver.Partner = (*Client)(nil)
	_ deliver.Shelf   = (*Client)(nil)
)

// New makes a client that delivers to a place.
func New(o Options, place deliver.Partner) *Client {
	o = o.filled()
	return &Client{
		wire: o.Transport, place: place, now: o.Now, agent: o.UserAgent, limit: o.Limit,
		pace:  &pace{now: o.Now, wait: o.Wait, lanes: map[string]*lane{}},
		doors: map[string]*door{},
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

// newTransport is the standard transport (system proxy, TLS verified) with time limits.
func newTransport() http.RoundTripper {
	standard, ok := http.DefaultTransport.(*http.Transport)
	if !ok {
		standard = &http.Transport{Proxy: http.ProxyFromEnvironment, ForceAttemptHTTP2: true}
	}
	t := standard.Clone()
	t.DialContext = (&net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}).DialContext
	t.TLSHandshakeTimeout = 10 * time.Second
	t.ResponseHeaderTimeout = 55 * time.Second
	t.IdleConnTimeout = 10 * time.Second
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

// bounded is the time that a call may take in all.
func (c *Client) bounded(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, 3*c.limit)
}
