// Package web asks a public register over HTTPS for its adapters: at the pace it allows,
// within a time limit, reading no more than a bound, following no redirect, with TLS
// verified. Whatever brings no usable answer is a *registry.Failure that says which kind.
//
//	c := web.New(web.Options{Register: "Recherche d'entreprises", PerSecond: 7})
//	answer, err := c.Do(ctx, web.Request{Method: http.MethodGet, Address: address})
package web

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"sobank/backend/registry"
)

const (
	// largest is how much of an answer is read.
	largest = 4 << 20
	// agent names the program, as Recherche d'entreprises asks.
	agent = "SoBank/1 (logiciel de cabinet d'expertise comptable)"
)

// Options is what a client may be given; a zero value stands for the real thing.
type Options struct {
	Register  string            // its name on screen, for failures
	Transport http.RoundTripper // nil: the standard one, with time limits
	Now       func() time.Time
	Wait      func(context.Context, time.Duration) error
	Limit     time.Duration // of one request, answer included: 15 s when zero
	PerSecond int           // requests a second; 0 for no limit but what the register says
}

// Client asks one register.
type Client struct {
	register string
	wire     http.RoundTripper // not a http.Client, which follows redirects
	limit    time.Duration
	pace     *pace
}

// Request is one question. Header and Body may be absent.
type Request struct {
	Method  string
	Address string
	Header  map[string]string
	Body    []byte
}

// Answer is one that is the register's own: any status but 3xx, 408, 429 and 5xx.
type Answer struct {
	Status int
	Body   []byte
}

// New makes a client.
func New(o Options) *Client {
	if o.Transport == nil {
		o.Transport = transport()
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Wait == nil {
		o.Wait = wait
	}
	if o.Limit <= 0 {
		o.Limit = 15 * time.Second
	}
	return &Client{register: o.Register, wire: o.Transport, limit: o.Limit, pace: &pace{now: o.Now, wait: o.Wait, perSecond: o.PerSecond}}
}

// Do asks once, when its turn has come. Errors: a *registry.Failure, or the context's.
func (c *Client) Do(ctx context.Context, r Request) (Answer, error) {
	req, err := http.NewRequest(r.Method, r.Address, bytes.NewReader(r.Body))
	if err != nil {
		return Answer{}, c.Fail(registry.Misset, nil)
	}
	req.Header.Set("User-Agent", agent)
	req.Header.Set("Accept", "application/json")
	for name, value := range r.Header {
		req.Header.Set(name, value)
	}
	if hold, err := c.pace.turn(ctx); err != nil {
		return Answer{}, err
	} else if hold > 0 {
		return Answer{}, c.limited(hold)
	}
	return c.exchange(ctx, req)
}

func (c *Client) exchange(ctx context.Context, req *http.Request) (Answer, error) {
	limited, cancel := context.WithTimeout(ctx, c.limit)
	defer cancel()
	var reached atomic.Bool
	// A connection that was kept may turn out to be dead: then another one is looked for.
	trace := &httptrace.ClientTrace{
		GetConn: func(string) { reached.Store(false) },
		GotConn: func(httptrace.GotConnInfo) { reached.Store(true) },
	}
	res, err := c.wire.RoundTrip(req.WithContext(httptrace.WithClientTrace(limited, trace)))
	if err != nil {
		return Answer{}, c.failure(ctx, err, reached.Load())
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(res.Body, largest+1))
	switch {
	case ctx.Err() != nil:
		return Answer{}, ctx.Err()
	case res.StatusCode == http.StatusTooManyRequests:
		return Answer{}, c.limited(c.pace.hold(res.Header))
	case err != nil || len(body) > largest:
		return Answer{}, c.Fail(registry.Down, errors.Join(errors.New("the answer is cut short or too long"), err))
	case res.StatusCode/100 == 3, res.StatusCode == http.StatusRequestTimeout, res.StatusCode >= http.StatusInternalServerError:
		return Answer{}, c.Fail(registry.Down, errors.New("status "+strconv.Itoa(res.StatusCode)))
	}
	return Answer{Status: res.StatusCode, Body: body}, nil
}

// Fail is a failure of this register.
func (c *Client) Fail(kind registry.Kind, cause error) *registry.Failure {
	return &registry.Failure{Kind: kind, Register: c.register, Cause: cause}
}

func (c *Client) limited(d time.Duration) *registry.Failure {
	f := c.Fail(registry.Limited, nil)
	f.Wait = d
	return f
}

// failure says what a request without an answer means. The error itself is not kept: it
// quotes addresses, and those hold what was looked for.
func (c *Client) failure(ctx context.Context, err error, reached bool) error {
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case isCertificate(err):
		return c.Fail(registry.Certificate, nil)
	case reached:
		return c.Fail(registry.Down, errors.New("the connection ended without an answer"))
	}
	return c.Fail(registry.Unreached, nil)
}

// isCertificate tells a refused certificate from a network that fails: crypto/tls wraps
// every refusal of the other side's certificate in this one type.
func isCertificate(err error) bool {
	_, ok := errors.AsType[*tls.CertificateVerificationError](err)
	return ok
}

// transport is the standard one (system proxy, TLS verified) with time limits.
func transport() http.RoundTripper {
	t := &http.Transport{Proxy: http.ProxyFromEnvironment, ForceAttemptHTTP2: true}
	t.DialContext = (&net.Dialer{Timeout: 5 * time.Second}).DialContext
	t.TLSHandshakeTimeout = 5 * time.Second
	t.ResponseHeaderTimeout = 12 * time.Second
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

// Clean makes a register's words fit to be shown: one line, no control character, at most
// 200 of them.
func Clean(words string) string {
	words = strings.Join(strings.FieldsFunc(words, func(r rune) bool { return r <= ' ' || r == 0x7f }), " ")
	if runes := []rune(words); len(runes) > 200 {
		return string(runes[:199]) + "…"
	}
	return words
}
