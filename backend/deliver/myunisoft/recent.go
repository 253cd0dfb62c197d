package myunisoft

import (
	"context"
	"encoding/json"
	"net/url"
	"sync"
	"time"

	"sobank/backend/iban"
)

// recently is how old an answer about companies may be when many accounts are matched: a
// thousand of them are not two thousand questions under a limit of two a second.
const recently = 5 * time.Minute

// recent is what the partner said lately of companies and their RIBs, by credentials.
type recent struct {
	mu        sync.Mutex
	asked     map[string]time.Time // when a company was last looked up alone
	societies map[string]aged[[]society]
	ribs      map[string]aged[[]rib]
}

type aged[T any] struct {
	is T
	at time.Time
}

func newRecent() *recent {
	return &recent{asked: map[string]time.Time{}, societies: map[string]aged[[]society]{}, ribs: map[string]aged[[]rib]{}}
}

// bySIRETAmongAll finds the only society of a SIRET in the list of all of them, which is asked
// for when a second company is looked for within a short time. ok is false when it does not
// settle the question: the company is then looked up alone.
func (s session) bySIRETAmongAll(ctx context.Context, siret string) (found society, ok bool) {
	if len(siret) != 14 || s.first() {
		return society{}, false
	}
	of := keep(s.all(ctx), func(c society) bool { return digits(string(c.SIRET)) == siret })
	if len(of) != 1 {
		return society{}, false
	}
	return of[0], true
}

// first reports whether no company was looked for lately.
func (s session) first() bool {
	s.recent.mu.Lock()
	defer s.recent.mu.Unlock()
	last, now := s.recent.asked[s.key], s.now()
	s.recent.asked[s.key] = now
	return last.IsZero() || now.Sub(last) > recently || now.Before(last)
}

// all is the list of all societies, empty when the partner does not say that it is whole.
func (s session) all(ctx context.Context) []society {
	s.recent.mu.Lock()
	kept, is := s.recent.societies[s.key]
	s.recent.mu.Unlock()
	if is && s.fresh(kept.at) {
		return kept.is
	}
	a, err := s.ask(ctx, pathSociety, url.Values{"q": {""}})
	var said struct {
		Rows  *int      `json:"row_numbers"`
		Array []society `json:"society_array"`
	}
	if err != nil || !a.whole || json.Unmarshal(a.body, &said) != nil || said.Rows == nil || *said.Rows != len(said.Array) {
		said.Array = nil
	}
	s.recent.mu.Lock()
	defer s.recent.mu.Unlock()
	s.recent.societies[s.key] = aged[[]society]{said.Array, s.now()}
	return said.Array
}

func (s session) fresh(at time.Time) bool {
	age := s.now().Sub(at)
	return age >= 0 && age <= recently
}

// heldLately reports whether a society's RIBs held an IBAN a short time ago. That it did not
// is asked again: somebody may have made it since.
func (s session) heldLately(society string, number iban.IBAN) bool {
	s.recent.mu.Lock()
	defer s.recent.mu.Unlock()
	kept, is := s.recent.ribs[s.key+" "+society]
	return is && s.fresh(kept.at) && holds(kept.is, number)
}

func (s session) keepRIBs(society string, ribs []rib) {
	s.recent.mu.Lock()
	defer s.recent.mu.Unlock()
	s.recent.ribs[s.key+" "+society] = aged[[]rib]{ribs, s.now()}
}
