package simulator

import (
	"cmp"
	"net/http"
	"slices"
	"strings"
)

// FaultKind is the moment and the manner of a failure.
type FaultKind int

const (
	// Refuse answers an error in the documented shape, and takes nothing: Fault.Code, with
	// its documented status unless Fault.Status says another. The default is ERR-INTERNAL.
	Refuse FaultKind = iota
	// HTML answers a page instead, as a gateway does (502), and takes nothing.
	HTML
	// ResetBeforeBody cuts the connection before the body is read.
	ResetBeforeBody
	// ResetInBody cuts it when half of the body is read.
	ResetInBody
	// ResetBeforeImport cuts it when the whole body is read, and nothing taken.
	ResetBeforeImport
	// ResetAfterImport takes the statement, then cuts the connection without an answer.
	ResetAfterImport
	// CutAnswer takes the statement, announces an answer and sends half of it.
	CutAnswer
	// HTMLAfterImport takes the statement, then answers a page, as a gateway does (502).
	HTMLAfterImport
	// HoldImport keeps the request waiting until Fault.Release, then goes on as usual, even
	// when the client has left meanwhile. Close cuts what is held, and nothing is taken.
	HoldImport
	// HoldAnswer takes the statement, then keeps the answer until Fault.Release. Close cuts
	// what is held.
	HoldAnswer
)

// String names a kind in the log.
func (k FaultKind) String() string {
	names := [...]string{
		"refuse", "html", "reset before body", "reset in body", "reset before import",
		"reset after import", "cut answer", "html after import", "hold import", "hold answer",
	}
	if k < 0 || int(k) >= len(names) {
		return "unknown fault"
	}
	return names[k]
}

// Fault is a failure to come. Faults strike before anything is checked or, for those that
// take the statement first, after: a delivery that is refused then loses its refusal.
type Fault struct {
	Kind FaultKind
	// Route is the path it waits for, such as "/society"; "" is the delivery, AnyRoute any.
	Route string
	// Times is how many requests it strikes; 0 is one.
	Times int
	// Status, Code and Message are of what Refuse answers; Status also of HTML. A zero one
	// is the documented one.
	Status        int
	Code, Message string
	// RetryAfterSeconds is sent by Refuse when positive.
	RetryAfterSeconds int
	// BareDetails makes Refuse answer "details":"", as some routes do.
	BareDetails bool
	// Release ends a hold when closed; each value sent ends one.
	Release <-chan struct{}
	// Reached is called when a request meets the fault, before it strikes.
	Reached func()
}

// AnyRoute is a Fault.Route.
const AnyRoute = "*"

// Fail lines faults up: each strikes the next requests of its route, in order.
func (m *MyUnisoft) Fail(faults ...Fault) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.faults = append(m.faults, faults...)
}

// Heal forgets the faults to come.
func (m *MyUnisoft) Heal() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.faults = nil
}

// OnRequest sets what is asked about each request before the faults of Fail; nil from it is
// no fault, a nil hook is none. It must not read the body nor keep the request.
func (m *MyUnisoft) OnRequest(hook func(*http.Request) *Fault) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.hook = hook
}

// faultFor is what a request meets, nil for nothing.
func (m *MyUnisoft) faultFor(r *http.Request) *Fault {
	m.mu.Lock()
	hook := m.hook
	m.mu.Unlock()
	if hook != nil {
		if f := hook(r); f != nil {
			return f
		}
	}
	path, below := strings.CutPrefix(r.URL.Path, base)
	if !below {
		path = strings.TrimPrefix(r.URL.Path, signInBase)
	}
	return m.nextFault(path)
}

func (m *MyUnisoft) nextFault(path string) *Fault {
	m.mu.Lock()
	defer m.mu.Unlock()
	for i := range m.faults {
		if route := cmp.Or(m.faults[i].Route, deliveryPath); route != AnyRoute && route != path {
			continue
		}
		f := m.faults[i]
		if m.faults[i].Times--; m.faults[i].Times <= 0 {
			m.faults = slices.Delete(m.faults, i, i+1)
		}
		return &f
	}
	return nil
}

// refusal is what Refuse answers.
func (f *Fault) refusal() *refusal {
	r := refuse(cmp.Or(f.Code, "ERR-INTERNAL"), "")
	r.status, r.message = cmp.Or(f.Status, r.status), cmp.Or(f.Message, r.message)
	r.retryAfterSeconds, r.bare = f.RetryAfterSeconds, f.BareDetails
	return r
}

func (f *Fault) page() answer {
	status := cmp.Or(f.Status, http.StatusBadGateway)
	page := "<html><head><title>" + http.StatusText(status) + "</title></head><body><h1>nginx</h1></body></html>"
	return answer{status: status, contentType: "text/html", body: []byte(page), gateway: true}
}
