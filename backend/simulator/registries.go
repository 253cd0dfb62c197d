package simulator

import (
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"sync"
	"time"
)

// Registries plays the two public registers of companies on one loopback address:
// Recherche d'entreprises and the INPI's Registre national des entreprises. Both are as strict
// as their documentation; comments that begin with "Reading:" say what was chosen where it is
// silent.
//
//	r := simulator.NewRegistries(simulator.RegistriesOptions{})
//	r.Add(simulator.Company{SIREN: "732829320", Name: "JARDINS DE L'ODET", …})
//	r.AllowINPI("cabinet@example.fr", "password")
//	err := r.Start() // r.RechercheURL(), r.INPIURL()
//	defer r.Close()
type Registries struct {
	now       func() time.Time
	perSecond int

	mu        sync.Mutex
	listener  net.Listener
	server    *http.Server
	closing   chan struct{}
	served    chan struct{}
	companies []Company
	accounts  map[string]string    // passwords by user
	tokens    map[string]time.Time // until when each serves
	asked     []time.Time          // Recherche's requests of the last second
	requests  []string
	faults    []RegistryFault
}

// RegistriesOptions settle how they behave. The zero value is the documented behaviour.
type RegistriesOptions struct {
	Now       func() time.Time
	PerSecond int // requests a second that Recherche answers: 7 when zero, NoLimit for none
}

// Company is one that the registers know.
type Company struct {
	SIREN, Name, Acronym string
	LegalForm            string // four digits
	Sole                 bool   // « associé unique »
	Activity             string
	CreatedOn            string // 2015-04-01
	Ceased               bool
	Hidden               bool // asked not to be published: neither register shows it
	Head                 CompanyPlace
	Others               []CompanyPlace
	Directors            []CompanyDirector
}

// CompanyPlace is an establishment.
type CompanyPlace struct {
	SIRET, Number, Kind, Street, Postcode, City string
	Closed                                      bool
}

// CompanyDirector is a person, or with Company another company.
type CompanyDirector struct {
	Surname, Given string
	Company        string
	Role           string // the INPI's code
	Quality        string // Recherche's words
}

// RegistryFault is a failure to come, of the next request whose path begins with Path ("" is
// any).
type RegistryFault struct {
	Path              string // "/recherche/search", "/inpi/api/sso/login", "/inpi/api/companies"
	Times             int    // how many requests it strikes; 0 is one
	Status            int    // what is answered, as a page of a gateway; 0 cuts the connection
	RetryAfterSeconds int
	Body              string        // instead of the page
	Location          string        // of a redirect
	Hold              chan struct{} // kept waiting until it is closed
	Reached           func()        // called when a request meets it
}

// NewRegistries makes registers that know nothing and listen nowhere yet.
func NewRegistries(o RegistriesOptions) *Registries {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.PerSecond == 0 {
		o.PerSecond = 7
	}
	return &Registries{now: o.Now, perSecond: o.PerSecond, accounts: map[string]string{}, tokens: map[string]time.Time{}}
}

// Add makes companies known.
func (r *Registries) Add(companies ...Company) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.companies = append(r.companies, companies...)
}

// Hide makes a company ask not to be published any more.
func (r *Registries) Hide(siren string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for i := range r.companies {
		r.companies[i].Hidden = r.companies[i].Hidden || r.companies[i].SIREN == siren
	}
}

// AllowINPI opens an account at the INPI.
func (r *Registries) AllowINPI(user, password string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.accounts[user] = password
}

// EndTokens makes the INPI forget every token it gave.
func (r *Registries) EndTokens() {
	r.mu.Lock()
	defer r.mu.Unlock()
	clear(r.tokens)
}

// Fail lines faults up.
func (r *Registries) Fail(faults ...RegistryFault) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.faults = append(r.faults, faults...)
}

// Requests are those that came, as "GET /recherche/search?q=jardins".
func (r *Registries) Requests() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]string(nil), r.requests...)
}

// Start listens on a free port of 127.0.0.1.
func (r *Registries) Start() error { return r.StartAt("127.0.0.1:0") }

// StartAt listens on a literal address of the loopback.
func (r *Registries) StartAt(addr string) error {
	if err := wantLoopback(addr); err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.listener != nil {
		return errors.New("simulator: already started")
	}
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return fmt.Errorf("simulator: listen: %w", err)
	}
	r.listener, r.closing, r.served = listener, make(chan struct{}), make(chan struct{})
	r.server = &http.Server{
		Handler: http.HandlerFunc(r.handle), ReadHeaderTimeout: headerTimeout, ReadTimeout: headerTimeout, IdleTimeout: idleTimeout,
		MaxHeaderBytes: maxHeaderBytes, ErrorLog: log.New(io.Discard, "", 0),
	}
	go func(s *http.Server, served chan struct{}) {
		defer close(served)
		_ = s.Serve(listener) // ends with ErrServerClosed
	}(r.server, r.served)
	return nil
}

// Close stops listening and cuts every connection. Closing twice does nothing.
func (r *Registries) Close() error {
	r.mu.Lock()
	server, served := r.server, r.served
	if server != nil {
		close(r.closing)
	}
	r.server, r.listener = nil, nil
	r.mu.Unlock()
	if server == nil {
		return nil
	}
	err := server.Close()
	<-served
	return err
}

// Host is where they listen, "127.0.0.1:41234", or "" when closed.
func (r *Registries) Host() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.listener == nil {
		return ""
	}
	return r.listener.Addr().String()
}

// RechercheURL and INPIURL are the bases that stand for the real ones.
func (r *Registries) RechercheURL() string { return r.url("/recherche") }

// INPIURL is the INPI's.
func (r *Registries) INPIURL() string { return r.url("/inpi") }

func (r *Registries) url(path string) string {
	if host := r.Host(); host != "" {
		return "http://" + host + path
	}
	return ""
}

// handle serves one request, or the fault that waits for it.
func (r *Registries) handle(w http.ResponseWriter, req *http.Request) {
	fault, closing := r.begin(req)
	if fault != nil {
		fault.strike(w, closing)
		return
	}
	switch path := req.URL.Path; {
	case path == "/recherche/search":
		r.recherche(w, req)
	case path == "/inpi/api/sso/login":
		r.login(w, req)
	case isCompanyPath(path):
		r.company(w, req)
	default:
		http.NotFound(w, req)
	}
}
