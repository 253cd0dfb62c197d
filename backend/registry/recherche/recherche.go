// Package recherche asks Recherche d'entreprises, the State's free and open service, for
// companies by name, SIREN or SIRET.
//
//	directory := recherche.New(recherche.Options{})
//	found, err := directory.Search(ctx, "", "jardins de l'odet")
//
// Source: https://recherche-entreprises.api.gouv.fr/docs/ — GET /search?q=&page=&per_page=
// (25 at most), seven requests a second and address, 429 with Retry-After, 400 with
// {"erreur"}. Companies that asked not to be published are absent from it.
package recherche

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"sobank/backend/registry"
	"sobank/backend/registry/web"
)

const (
	address   = "https://recherche-entreprises.api.gouv.fr"
	perPage   = 25
	perSecond = 7
)

// Options is what a client may be given; a zero value stands for the real thing.
type Options struct {
	Transport http.RoundTripper
	Now       func() time.Time
	Wait      func(context.Context, time.Duration) error
	Limit     time.Duration
}

// Client is the directory.
type Client struct{ web *web.Client }

var _ registry.Directory = (*Client)(nil)

// New makes a client.
func New(o Options) *Client {
	return &Client{web.New(web.Options{Register: registry.DirectoryName, Transport: o.Transport, Now: o.Now, Wait: o.Wait, Limit: o.Limit, PerSecond: perSecond})}
}

// Search asks for the first page.
func (c *Client) Search(ctx context.Context, setting, text string) (registry.Found, error) {
	base, err := c.web.Base(setting, address)
	if err != nil {
		return registry.Found{}, err
	}
	query := url.Values{"q": {text}, "page": {"1"}, "per_page": {strconv.Itoa(perPage)}}
	a, err := c.web.Do(ctx, web.Request{Method: http.MethodGet, Address: base + "/search?" + query.Encode()})
	if err != nil {
		return registry.Found{}, err
	}
	switch a.Status {
	case http.StatusOK:
		return c.read(a.Body)
	case http.StatusBadRequest:
		return registry.Found{}, c.rejected(a.Body)
	}
	return registry.Found{}, c.web.Fail(registry.Down, unexpected(a.Status))
}

// rejected is an answer 400 with the service's own words, when it has some.
func (c *Client) rejected(body []byte) error {
	var problem struct {
		Words string `json:"erreur"`
	}
	_ = json.Unmarshal(body, &problem) // without them it is refused all the same
	f := c.web.Fail(registry.Rejected, nil)
	f.Words = web.Clean(problem.Words)
	return f
}
