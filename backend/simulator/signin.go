package simulator

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// Entity is a firm, or a group of firms, that an address reaches (« entité », « schéma »).
type Entity struct {
	ID    int64  `json:"id"`
	Label string `json:"label"`
}

// signer is an account of « API Cabinet ».
type signer struct {
	mail, password string
	entities       []Entity
	wrong          int // passwords in a row
	lifetime       time.Duration
}

// tokenLife is how long a token of a sign-in opens (docs/authentication/cabinet.md).
const tokenLife = 4 * time.Hour

// AllowSignIn lets a firm sign in by address and password (« API Cabinet »). Its tokens open
// what Allow's do, with any third party's secret that was allowed, for four hours of the clock.
func (m *MyUnisoft) AllowSignIn(secret, mail, password string, entities ...Entity) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.secrets[secret] = true
	m.signers[mail] = &signer{mail: mail, password: password, entities: entities, lifetime: tokenLife}
}

// Unlock lets an address sign in again that gave too many wrong passwords.
func (m *MyUnisoft) Unlock(mail string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if s := m.signers[mail]; s != nil {
		s.wrong = 0
	}
}

// EndTokens ends every token of a sign-in at once, before its time.
func (m *MyUnisoft) EndTokens() {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, a := range m.tokens {
		if !a.until.IsZero() {
			a.until = m.now()
		}
	}
}

// signIn answers docs/authentication/cabinet.md. Reading: the page shows the success alone;
// an account of several entities is answered a status, and their list is a guess.
func (x *exchange) signIn() (any, *refusal) {
	var said struct {
		Mail     string `json:"mail"`
		Password string `json:"password"`
		Firm     any    `json:"firm"`
	}
	if !isJSON(x.r.Header) {
		return nil, refuseHTTP(http.StatusUnsupportedMediaType)
	}
	if json.Unmarshal(x.body, &said) != nil || said.Mail == "" || said.Password == "" {
		return nil, refuse("GBL10", "mail")
	}
	x.m.mu.Lock()
	defer x.m.mu.Unlock()
	s := x.m.signers[said.Mail]
	if s == nil {
		return nil, refuse("DROIT5")
	}
	if s.wrong >= x.m.options.LockAfter {
		r := refuse("DROIT5")
		r.status, r.message = http.StatusForbidden, "Le compte est bloqué"
		return nil, r
	}
	if said.Password != s.password {
		s.wrong++
		return nil, refuse("DROIT5")
	}
	s.wrong = 0
	entity, chosen := s.entity(said.Firm)
	switch {
	case !chosen && said.Firm != nil:
		return nil, refuse("GBL10", "firm")
	case !chosen:
		return map[string]any{"status": "firm-selection", "firms": s.entities}, nil
	}
	return x.m.issue(s, entity), nil
}

// entity is the one that was asked for, by number or name, or the only one.
func (s *signer) entity(asked any) (Entity, bool) {
	if asked == nil {
		if len(s.entities) == 1 {
			return s.entities[0], true
		}
		return Entity{}, false
	}
	name := fmt.Sprint(asked)
	if n, isNumber := asked.(float64); isNumber {
		name = strconv.FormatInt(int64(n), 10)
	}
	at := slices.IndexFunc(s.entities, func(e Entity) bool { return strconv.FormatInt(e.ID, 10) == name || e.Label == name })
	if at < 0 {
		return Entity{}, false
	}
	return s.entities[at], true
}

// issue makes a token. Reading: expiresIn is the instant of its end, in UTC. The caller holds
// m.mu.
func (m *MyUnisoft) issue(s *signer, e Entity) any {
	until := m.now().Add(s.lifetime)
	sum := sha256.Sum256([]byte(s.mail + strconv.FormatUint(m.issued, 10)))
	token := fmt.Sprintf("c2lnbmlu.%d.%x", e.ID, sum)
	m.tokens[token] = &access{token: token, activated: true, until: until}
	return map[string]any{"api_token": token, "expiresIn": until.UTC().Format(time.DateTime), "firm": e}
}
