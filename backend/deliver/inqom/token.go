package inqom

import (
	"context"
	"encoding/json"
	"math"
	"strings"
	"time"
)

// door is what is known of one set of credentials. Its locks are channels, so that whoever
// waits may leave.
type door struct {
	signing  chan struct{} // held by whoever reads or changes what follows: one signs in at a time
	token    token
	dead     string    // the token that the partner took no longer
	refused  *setback  // a refused sign-in, until somebody tests again
	closed   time.Time // no sign-in before, as the partner asked
	listing  chan struct{}
	folders  []folder
	listedAt time.Time // zero: never
}

// token is what a sign-in brought.
type token struct {
	text  string
	until time.Time
	fresh bool // brought by this very call
}

// longestLife bounds how long a token may serve: about a year was seen of real ones.
const longestLife = 366 * 24 * time.Hour

// unsaidLife is how long one serves when the partner does not say.
const unsaidLife = 5 * time.Minute

func (t token) serves(now time.Time) bool {
	return t.text != "" && now.Before(t.until) && t.until.Sub(now) <= longestLife
}

func (c *Client) doorOf(key string) *door {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.doors[key] == nil {
		c.doors[key] = &door{signing: make(chan struct{}, 1), listing: make(chan struct{}, 1)}
	}
	return c.doors[key]
}

// enter takes a lock of the door, or is the context's error.
func enter(ctx context.Context, lock chan struct{}) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case lock <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func leave(lock chan struct{}) { <-lock }

// bearer is a token that should serve: the one in memory, else the one in the keychain, else
// a new one. anew asks for a new one whatever there is.
func (s session) bearer(ctx context.Context, anew bool) (token, error) {
	if err := enter(ctx, s.signing); err != nil {
		return token{}, err
	}
	defer leave(s.signing)
	if s.refused != nil {
		return token{}, s.refused
	}
	if !anew && !s.token.serves(s.now()) {
		s.token = s.kept()
	}
	if !anew && s.token.serves(s.now()) {
		return s.token, nil
	}
	if wait := s.closed.Sub(s.now()); wait > 0 && wait <= longest {
		return token{}, limited(s.closed)
	}
	t, err := s.signIn(ctx)
	if err != nil {
		return token{}, err
	}
	s.token = t
	s.keep(t)
	t.fresh = true
	return t, nil
}

// drop forgets a token that the partner took no longer. Another process may have put a newer
// one into the keychain: that one is tried before a new one is asked for.
func (s session) drop(ctx context.Context, text string) error {
	if err := enter(ctx, s.signing); err != nil {
		return err
	}
	defer leave(s.signing)
	s.dead = text
	if s.token.text == text {
		s.token = token{}
	}
	return nil
}

// giveUp remembers that the credentials were refused: nobody tries them again in this
// process before somebody tests them.
func (s session) giveUp(ctx context.Context, why *setback) error {
	if err := enter(ctx, s.signing); err != nil {
		return err
	}
	defer leave(s.signing)
	s.refused, s.token = why, token{}
	return why
}

// reopen is for whoever tests: the credentials may be tried once more.
func (s session) reopen(ctx context.Context) error {
	if err := enter(ctx, s.signing); err != nil {
		return err
	}
	defer leave(s.signing)
	s.refused = nil
	return nil
}

// memo is a token in the keychain.
type memo struct {
	Token string    `json:"token"`
	Until time.Time `json:"until"`
	For   string    `json:"for"` // a hash of the credentials and addresses
}

// kept is the keychain's token, none when it is of other credentials or serves no longer.
func (s session) kept() token {
	if s.keychain == nil {
		return token{}
	}
	var m memo
	if json.Unmarshal([]byte(s.keychain.Load()), &m) != nil || m.For != s.key || m.Token == s.dead || !fitsHeader(m.Token) {
		return token{}
	}
	return token{text: m.Token, until: m.Until}
}

func (s session) keep(t token) {
	if s.keychain == nil {
		return
	}
	if text, err := json.Marshal(memo{t.text, t.until.UTC(), s.key}); err == nil {
		s.keychain.Keep(string(text))
	}
}

// granted is the documented answer of a sign-in (RFC 6749, 5.1).
type granted struct {
	Token     string `json:"access_token"`
	Type      string `json:"token_type"`
	ExpiresIn scalar `json:"expires_in"` // seconds
}

// parseToken reads a sign-in's answer. A token is used until shortly before its end: a
// tenth of its life earlier, at most a minute.
func parseToken(body []byte, now time.Time) (token, bool) {
	var g granted
	if json.Unmarshal(body, &g) != nil || !fitsHeader(g.Token) || g.Type != "" && !strings.EqualFold(g.Type, "bearer") {
		return token{}, false
	}
	life := unsaidLife
	if seconds, ok := g.ExpiresIn.number(); ok {
		life = time.Duration(math.Min(seconds, longestLife.Seconds()) * float64(time.Second))
		life -= min(life/10, time.Minute)
	}
	return token{text: g.Token, until: now.Add(life)}, true
}

// fitsHeader reports whether a token can travel in a header.
func fitsHeader(text string) bool {
	return text != "" && len(text) <= 16<<10 && !strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' })
}
