// Package simulator plays the partners that So bank delivers to, on this machine only, for
// the demonstration and the tests. No call ever leaves the loopback.
//
// MyUnisoft is written from the vendor's public documentation alone (repository
// MyUnisoft/api-partenaires: docs/accounting/folder/import/releve_bancaire.md,
// docs/authentication, docs/ratelimit.md, docs/erreurs.md) and is as strict as those pages:
// what they do not promise, it refuses. Where they are silent, a comment that begins with
// "Reading:" says what was chosen. It reads CFONB120 by itself, and shares no code with the
// program's own reader, so that one may check the other.
//
//	m := simulator.NewMyUnisoft(simulator.Options{})
//	m.Allow("sobank-secret", "a.firm.token")
//	m.AddSociety(simulator.Society{ID: 1203, Name: "Jardins SARL", SIRET: "73282932000074"})
//	err := m.Start() // m.URL() is "http://127.0.0.1:41234/api/v1"
//	defer m.Close()
//
//	// The next delivery is taken, and gets no answer.
//	m.Fail(simulator.Fault{Kind: simulator.ResetAfterImport})
//	m.Record() // what it holds
package simulator

import (
	"net/http"
	"sync"
	"time"
)

// Options settle how MyUnisoft behaves. The zero value is the documented behaviour.
type Options struct {
	// Now is the clock, time.Now when nil.
	Now func() time.Time
	// Limits are the documented ones when zero.
	Limits Limits
	// StrictRIBs refuses (RIB13) a statement of an account that is not among the society's
	// RIBs, when it has some. What MyUnisoft really does is not documented.
	StrictRIBs bool
	// LockAfter wrong passwords in a row an address may not sign in any more: 5 when zero. The
	// documentation says nothing of it.
	LockAfter int
	// OneForSIRET answers GET /society?siret= with the society alone, as one page of the
	// documentation says, instead of a list of one.
	OneForSIRET bool
}

// MyUnisoft is the simulated partner. It is safe for concurrent use, and keeps what it holds
// when it is closed and started again.
type MyUnisoft struct {
	now     func() time.Time
	options Options

	mu        sync.Mutex
	running   *server // nil when closed
	secrets   map[string]bool
	tokens    map[string]*access
	signers   map[string]*signer // by address, of « API Cabinet »
	societies []Society
	held      map[accountKey]map[movement]int
	imported  []Imported
	requests  []Request
	issued    uint64         // request ids given so far
	atOnce    map[string]int // requests being answered, by route
	faults    []Fault
	hook      func(*http.Request) *Fault
}

// NewMyUnisoft makes a MyUnisoft that knows no one and listens nowhere yet.
func NewMyUnisoft(options Options) *MyUnisoft {
	if options.Now == nil {
		options.Now = time.Now
	}
	options.Limits = options.Limits.orDocumented()
	if options.LockAfter <= 0 {
		options.LockAfter = 5
	}
	return &MyUnisoft{
		now: options.Now, options: options,
		secrets: map[string]bool{}, tokens: map[string]*access{}, signers: map[string]*signer{},
		held: map[accountKey]map[movement]int{}, atOnce: map[string]int{},
	}
}
