package simulator

import (
	"net/http"
	"strings"
	"time"
)

// access is what a token opens (docs/authentication/partenaire.md).
type access struct {
	token, secret string    // secret: "" for a token of a sign-in, which is no third party's
	until         time.Time // zero: it does not end
	activated     bool      // no longer « En attente de connexion »
	revoked       bool
	closed        map[string]bool // paths that are not among its routes
	forbidden     bool            // the delivery is not among its routes
	society       int64           // a « accès société », to that one only; 0 for a « accès cabinet »
	window        window
}

// Allow makes a third party's secret and a firm's API token right together. The token is
// « En attente de connexion » until GET /key/info?mode=extended is called with it, or
// Activate. Several firms may be allowed, under one secret or many.
func (m *MyUnisoft) Allow(secret, token string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.secrets[secret] = true
	m.tokens[token] = &access{token: token, secret: secret}
}

// Activate is what a first GET /key/info?mode=extended does.
func (m *MyUnisoft) Activate(token string) {
	m.change(token, func(a *access) { a.activated = true })
}

// Revoke is « Déconnecter » on the partner's card: the token opens nothing any more.
func (m *MyUnisoft) Revoke(token string) {
	m.change(token, func(a *access) { a.revoked = true })
}

// ForbidDelivery takes the delivery out of a token's routes: /key/info does not list it,
// and a delivery answers ERR-FORBIDDEN-ROUTE.
func (m *MyUnisoft) ForbidDelivery(token string) {
	m.change(token, func(a *access) { a.forbidden = true })
}

// ForbidRoute takes a path, such as "/rib", out of a token's routes. Tokens of « API Cabinet »
// are not reached so.
func (m *MyUnisoft) ForbidRoute(token, path string) {
	m.change(token, func(a *access) {
		if a.closed == nil {
			a.closed = map[string]bool{}
		}
		a.closed[path] = true
	})
}

// LimitToSociety makes a token a « accès société »: /key/info says the type "api", and no
// statement can be delivered with it, which takes a « accès cabinet ».
func (m *MyUnisoft) LimitToSociety(token string, society int64) {
	m.change(token, func(a *access) { a.society = society })
}

func (m *MyUnisoft) change(token string, do func(*access)) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if a := m.tokens[token]; a != nil {
		do(a)
	}
}

// authenticate finds who asks. The codes are documented in docs/erreurs.md, their order and
// statuses are a reading: the third party first, then the token. The caller holds m.mu.
func (m *MyUnisoft) authenticate(h http.Header) (*access, *refusal) {
	secret := h.Get("X-Third-Party-Secret")
	if secret == "" {
		return nil, refuse("ERR-SECRET-HEADER-NOT-SET")
	}
	if !m.secrets[secret] {
		return nil, refuse("ERR-INVALID-SECRET")
	}
	token, bearer := strings.CutPrefix(h.Get("Authorization"), "Bearer ")
	if !bearer || token == "" {
		return nil, refuse("ERR-INVALID-AUTH-HEADER")
	}
	a := m.tokens[token]
	switch {
	case a == nil && !looksLikeJWT(token):
		return nil, refuse("ERR-INVALID-JWT")
	case a == nil:
		return nil, refuse("ERR-API-TOKEN-NOT-FOUND")
	case a.revoked:
		// Reading: both NOT-FOUND codes are documented as « n'existe pas ou est révoqué ».
		return nil, refuse("ERR-FIRM-TOKEN-NOT-FOUND")
	case !a.until.IsZero() && !m.now().Before(a.until):
		// Reading: a token that has ended is no valid one.
		return nil, refuse("ERR-INVALID-JWT")
	case a.secret != "" && a.secret != secret:
		return nil, refuse("ERR-INVALID-SECRET")
	}
	return a, nil
}

// looksLikeJWT wants three parts in the letters of base64url (RFC 7515).
func looksLikeJWT(token string) bool {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	parts := strings.Split(token, ".")
	for _, part := range parts {
		if part == "" || strings.Trim(part, letters) != "" {
			return false
		}
	}
	return len(parts) == 3
}

// mayDeliver says why a token may not deliver. Reading: no code is documented for a token
// « en attente de connexion »; ERR-FORBIDDEN-ACCESS is the one that says it best.
func (a *access) mayDeliver() *refusal {
	switch {
	case a.forbidden || a.society != 0:
		return refuse("ERR-FORBIDDEN-ROUTE")
	case !a.activated:
		return refuse("ERR-FORBIDDEN-ACCESS")
	}
	return nil
}
