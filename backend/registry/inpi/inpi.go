// Package inpi reads a company's card in the Registre national des entreprises, by the
// account of a firm.
//
//	register := inpi.New(inpi.Options{})
//	err := register.Check(ctx, "", account)
//	company, err := register.Company(ctx, "", account, "732829320")
//
// Source: the INPI's « API RNE », technical documentation: POST /api/sso/login answers a
// token that serves about an hour; GET /api/companies/{siren} answers the company with it.
// The token stays in memory, and serves until the register no longer takes it.
package inpi

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"sobank/backend/registry"
	"sobank/backend/registry/web"
	"sobank/backend/siren"
)

const (
	address = "https://registre-national-entreprises.inpi.fr"
	// lifetime is how long a token is used: it serves « about an hour ».
	lifetime = 50 * time.Minute
)

// Options is what a client may be given; a zero value stands for the real thing.
type Options struct {
	Transport http.RoundTripper
	Now       func() time.Time
	Wait      func(context.Context, time.Duration) error
	Limit     time.Duration
}

// Client is the register.
type Client struct {
	web *web.Client
	now func() time.Time

	mu     sync.Mutex
	tokens map[[32]byte]token // by address and account
}

type token struct {
	text  string
	until time.Time
}

var _ registry.Register = (*Client)(nil)

// New makes a client.
func New(o Options) *Client {
	now := o.Now
	if now == nil {
		now = time.Now
	}
	return &Client{
		web: web.New(web.Options{Register: registry.RegisterName, Transport: o.Transport, Now: o.Now, Wait: o.Wait, Limit: o.Limit}),
		now: now, tokens: map[[32]byte]token{},
	}
}

// Check signs in.
func (c *Client) Check(ctx context.Context, setting string, a registry.Account) error {
	base, err := c.web.Base(setting, address)
	if err != nil {
		return err
	}
	_, err = c.signIn(ctx, base, a)
	return err
}

// Company reads one, signing in first when there is no token that serves.
func (c *Client) Company(ctx context.Context, setting string, a registry.Account, number siren.SIREN) (registry.Company, error) {
	base, err := c.web.Base(setting, address)
	if err != nil {
		return registry.Company{}, err
	}
	text, kept := c.kept(base, a)
	if !kept {
		if text, err = c.signIn(ctx, base, a); err != nil {
			return registry.Company{}, err
		}
	}
	answer, err := c.get(ctx, base, text, number)
	if err == nil && kept && answer.Status == http.StatusUnauthorized { // it ended early
		if text, err = c.signIn(ctx, base, a); err == nil {
			answer, err = c.get(ctx, base, text, number)
		}
	}
	if err != nil {
		return registry.Company{}, err
	}
	return c.company(answer, number)
}

func (c *Client) get(ctx context.Context, base, text string, number siren.SIREN) (web.Answer, error) {
	return c.web.Do(ctx, web.Request{Method: http.MethodGet, Address: base + "/api/companies/" + string(number),
		Header: map[string]string{"Authorization": "Bearer " + text}})
}

func (c *Client) company(a web.Answer, number siren.SIREN) (registry.Company, error) {
	switch a.Status {
	case http.StatusOK:
		company, err := read(a.Body, number)
		if err != nil {
			return company, c.web.Fail(registry.Down, err)
		}
		return company, nil
	case http.StatusNotFound:
		return registry.Company{}, c.web.Fail(registry.Absent, nil)
	case http.StatusUnauthorized, http.StatusForbidden:
		return registry.Company{}, c.web.Fail(registry.Denied, nil)
	}
	return registry.Company{}, c.web.Fail(registry.Down, fmt.Errorf("unexpected status %d", a.Status))
}

// signIn asks for a token and keeps it. No error repeats the account.
func (c *Client) signIn(ctx context.Context, base string, a registry.Account) (string, error) {
	body, err := json.Marshal(map[string]string{"username": a.User, "password": a.Password})
	if err != nil {
		return "", c.web.Fail(registry.Denied, nil)
	}
	answer, err := c.web.Do(ctx, web.Request{Method: http.MethodPost, Address: base + "/api/sso/login", Body: body,
		Header: map[string]string{"Content-Type": "application/json"}})
	if err != nil {
		return "", err
	}
	switch answer.Status {
	case http.StatusOK:
	case http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden:
		return "", c.web.Fail(registry.Denied, nil)
	default:
		return "", c.web.Fail(registry.Down, fmt.Errorf("unexpected status %d", answer.Status))
	}
	var given struct {
		Token string `json:"token"`
	}
	if json.Unmarshal(answer.Body, &given) != nil || !fitsHeader(given.Token) {
		return "", c.web.Fail(registry.Down, errors.New("the sign-in gave no token"))
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.tokens[keyOf(base, a)] = token{given.Token, c.now().Add(lifetime)}
	return given.Token, nil
}

// kept is a token that should still serve.
func (c *Client) kept(base string, a registry.Account) (string, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	t, ok := c.tokens[keyOf(base, a)]
	return t.text, ok && c.now().Before(t.until)
}

func keyOf(base string, a registry.Account) [32]byte {
	return sha256.Sum256([]byte(base + "\x00" + a.User + "\x00" + a.Password))
}

func fitsHeader(text string) bool {
	for _, r := range text {
		if r <= ' ' || r > '~' {
			return false
		}
	}
	return text != ""
}
