package myunisoft

import (
	"context"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"sobank/backend/deliver"
)

// door is the way in of « API Cabinet » (docs/authentication/cabinet.md): an address and a
// password give a token for some hours.
type door struct {
	auth, mail, password, entity string

	id   string          // of all of it, a hash
	kept deliver.Session // nil: nothing outlives the process
	held *held
}

// held is what a sign-in gave, shared by all that go in with the same credentials.
type held struct {
	mu      sync.Mutex // one sign-in at a time
	token   string
	until   time.Time
	refused *setback // these credentials are not tried again: accounts get locked
	firm    string   // the entity's name, as the partner says it
	last    atomic.Pointer[string]
}

// latest is the token that was last in use, "" before the first.
func (h *held) latest() string {
	if last := h.last.Load(); last != nil {
		return *last
	}
	return ""
}

// name is the entity's.
func (h *held) name() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.firm
}

// doorOf reads it from a connector; what is missing is a setback.
func (c *Client) doorOf(a deliver.Access) (*door, error) {
	auth, err := address(a.Settings["auth_url"], authAddress)
	if err != nil {
		return nil, err
	}
	d := &door{auth: auth, mail: strings.TrimSpace(a.Settings["mail"]), password: a.Secrets["password"],
		entity: strings.TrimSpace(a.Settings["entity"]), kept: a.Session}
	if d.mail == "" || d.password == "" {
		return nil, trouble(deliver.ToRetry, codeCredentials, "L'adresse e-mail ou le mot de passe MyUnisoft n'est pas enregistré : rien n'a été envoyé.", hintConnector)
	}
	d.id = hashOf(d.auth, d.mail, d.password, d.entity)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.doors[d.id] == nil {
		c.doors[d.id] = &held{}
	}
	d.held = c.doors[d.id]
	return d, nil
}

func (s session) doorID() string {
	if s.door == nil {
		return ""
	}
	return s.door.id
}

// enter is the token that opens now. With a door it signs in when there is none, unless these
// credentials were refused.
func (s session) enter(ctx context.Context) (string, error) {
	if s.door == nil {
		return s.token, nil
	}
	h := s.door.held
	h.mu.Lock()
	defer h.mu.Unlock()
	if !s.now().Before(h.until) {
		s.recall()
	}
	switch {
	case s.now().Before(h.until):
		return h.token, nil
	case h.refused != nil:
		return "", h.refused
	}
	given, err := s.signIn(ctx)
	if err != nil {
		h.refused = final(err)
		s.keep()
		return "", err
	}
	h.hold(given.token, given.until)
	h.firm = given.firm
	s.keep()
	return h.token, nil
}

// hold takes a token over. The caller holds h.mu.
func (h *held) hold(token string, until time.Time) {
	h.token, h.until, h.refused = token, until, nil
	h.last.Store(&token)
}

// leave forgets a token that the partner no longer knows.
func (s session) leave(token string) {
	h := s.door.held
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.token != token {
		return // another one is there already
	}
	h.token, h.until = "", time.Time{}
	s.keep()
}

// anew forgets all that is known of the credentials: a person asks whether they are right.
func (s session) anew() {
	if s.door == nil {
		return
	}
	h := s.door.held
	h.mu.Lock()
	defer h.mu.Unlock()
	h.token, h.until, h.refused = "", time.Time{}, nil
	s.keep()
}

// ended reports whether an answer says that a door's token is not valid any more. Which code
// the partner gives then is not documented.
func (s session) ended(a answer) bool {
	if s.door == nil || a.taken() {
		return false
	}
	p, _ := parseProblem(a.body)
	switch p.code {
	case "ERR-INVALID-JWT", "ERR-INVALID-API-JWT", "ERR-API-TOKEN-NOT-FOUND", "ERR-FIRM-TOKEN-NOT-FOUND":
		return true
	}
	return false
}
