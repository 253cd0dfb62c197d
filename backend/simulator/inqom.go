package simulator

import (
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"
)

// Inqom plays Inqom's sign-in and the two routes of its API that list firms and folders, on
// one loopback address. It takes no statement: Inqom documents no route for one.
//
// Shapes are those that public client code reads; the sign-in's errors are those of RFC
// 6749, 5.2. Comments that begin with "Reading:" say what was chosen where nothing is known.
//
//	q := simulator.NewInqom(simulator.InqomOptions{})
//	q.Allow(simulator.InqomUser{ClientID: "cabinet", ClientSecret: "…", Username: "a@b.example", Password: "…"})
//	q.AddFirm(simulator.InqomFirm{ID: 28, Name: "Cabinet"})
//	q.AddFolder(simulator.InqomFolder{ID: 4512, FirmID: 28, Name: "Jardins SARL", Siren: "732829320", Nic: "00074"})
//	err := q.Start() // q.URL() is both addresses, "http://127.0.0.1:41234"
//	defer q.Close()
type Inqom struct {
	options InqomOptions

	mu       sync.Mutex
	listener net.Listener
	server   *http.Server
	closing  chan struct{}
	served   chan struct{}
	users    []InqomUser
	firms    []InqomFirm
	folders  []InqomFolder
	tokens   map[string]*inqomToken
	issued   int
	refused  map[string]int // sign-ins in a row, by user
	asked    map[string][]time.Time
	requests []Request
	faults   []Fault
	hook     func(*http.Request) *Fault
}

// InqomOptions settle how it behaves; zero values are what is known of Inqom.
type InqomOptions struct {
	Now func() time.Time // time.Now when nil
	// PerSecond is how many requests a client and user may make in a second: 15 when zero,
	// NoLimit for none.
	PerSecond int
	// TokenLife is an hour when zero. Reading: real ones last from an hour to a year.
	TokenLife time.Duration
	// LockAfter locks a user after so many refused sign-ins in a row, 0 never. Reading:
	// whether Inqom does is not documented.
	LockAfter int
	// RetryAfterSeconds is sent with a 429 when positive. Reading: whether Inqom does is not
	// documented.
	RetryAfterSeconds int
}

// InqomUser is a user with the API access that a firm was given.
type InqomUser struct{ ClientID, ClientSecret, Username, Password string }

// InqomFirm is a firm (« Company »), or a company of its own (« Pme »).
type InqomFirm struct {
	ID   int64
	Name string
	Type string // "Company" when empty; "Pme" is listed by CompanyId
	User string // the only username that reaches it; "" lets every one
}

// InqomFolder is a « dossier ».
type InqomFolder struct {
	ID, FirmID              int64
	Name, Siren, Nic        string
	ExternalID              string
	Status                  string // "Active" when empty
	NumbersInsteadOfStrings bool   // Siren and Nic as JSON numbers, their zeros lost
}

type inqomToken struct {
	user  InqomUser
	until time.Time
}

// NewInqom makes an Inqom that knows nobody and listens nowhere yet.
func NewInqom(o InqomOptions) *Inqom {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.PerSecond == 0 {
		o.PerSecond = 15
	}
	if o.TokenLife == 0 {
		o.TokenLife = time.Hour
	}
	return &Inqom{options: o, tokens: map[string]*inqomToken{}, refused: map[string]int{}, asked: map[string][]time.Time{}}
}

// Allow adds a user, or changes the one of that client and name.
func (q *Inqom) Allow(u InqomUser) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.users = slices.DeleteFunc(q.users, func(one InqomUser) bool { return one.ClientID == u.ClientID && one.Username == u.Username })
	q.users = append(q.users, u)
}

// AddFirm adds a firm.
func (q *Inqom) AddFirm(f InqomFirm) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.firms = append(q.firms, f)
}

// AddFolder adds a folder, or replaces the one with its ID.
func (q *Inqom) AddFolder(f InqomFolder) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.folders = slices.DeleteFunc(q.folders, func(one InqomFolder) bool { return one.ID == f.ID })
	q.folders = append(q.folders, f)
}

// RemoveFolder takes a folder away.
func (q *Inqom) RemoveFolder(id int64) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.folders = slices.DeleteFunc(q.folders, func(one InqomFolder) bool { return one.ID == id })
}

// RevokeTokens ends every token that was given so far.
func (q *Inqom) RevokeTokens() {
	q.mu.Lock()
	defer q.mu.Unlock()
	clear(q.tokens)
}

// SignIns is how many tokens were given.
func (q *Inqom) SignIns() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.issued
}

// RefusedSignIns is how many sign-ins of a user were refused since the last one that was not.
func (q *Inqom) RefusedSignIns(username string) int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.refused[username]
}

// Requests are those that were answered or cut, oldest first. They hold no secret.
func (q *Inqom) Requests() []Request {
	q.mu.Lock()
	defer q.mu.Unlock()
	return slices.Clone(q.requests)
}

// Start listens on a free port of 127.0.0.1.
func (q *Inqom) Start() error { return q.StartAt("127.0.0.1:0") }

// StartAt listens on a literal address of the loopback.
func (q *Inqom) StartAt(addr string) error {
	if err := wantLoopback(addr); err != nil {
		return err
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.listener != nil {
		return errors.New("simulator: already started")
	}
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return fmt.Errorf("simulator: listen: %w", err)
	}
	q.listener, q.closing, q.served = listener, make(chan struct{}), make(chan struct{})
	q.server = &http.Server{
		Handler: http.HandlerFunc(q.handle), ReadHeaderTimeout: headerTimeout, ReadTimeout: headerTimeout, IdleTimeout: idleTimeout,
		MaxHeaderBytes: maxHeaderBytes, ErrorLog: log.New(io.Discard, "", 0),
	}
	go func(s *http.Server, served chan struct{}) {
		defer close(served)
		_ = s.Serve(listener) // ends with ErrServerClosed
	}(q.server, q.served)
	return nil
}

// Close stops listening and cuts every connection; users, firms, folders and tokens stay.
// Closing twice does nothing.
func (q *Inqom) Close() error {
	q.mu.Lock()
	server, served := q.server, q.served
	if server != nil {
		close(q.closing)
	}
	q.server, q.listener = nil, nil
	q.mu.Unlock()
	if server == nil {
		return nil
	}
	err := server.Close()
	<-served
	return err
}

// URL is the address of the sign-in and of the API, "http://127.0.0.1:41234", or "" when
// closed.
func (q *Inqom) URL() string {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.listener == nil {
		return ""
	}
	return "http://" + q.listener.Addr().String()
}
