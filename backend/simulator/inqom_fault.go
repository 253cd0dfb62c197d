package simulator

import (
	"cmp"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// Fail lines faults up: each strikes the next requests of its route, in order. A route is
// InqomSignIn, InqomAccess or InqomFolders; "" is any. « The body » is the request's, « the
// import » what it asks for: a token is given, though its answer is lost. Refuse answers
// Fault.Status (500 when zero) in the shape of the route's errors, with Fault.Code as the
// sign-in's error.
func (q *Inqom) Fail(faults ...Fault) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.faults = append(q.faults, faults...)
}

// Heal forgets the faults to come.
func (q *Inqom) Heal() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.faults = nil
}

// OnRequest sets what is asked about each request before the faults of Fail; nil from it is
// no fault, a nil hook is none.
func (q *Inqom) OnRequest(hook func(*http.Request) *Fault) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.hook = hook
}

func (q *Inqom) faultFor(r *http.Request) *Fault {
	q.mu.Lock()
	hook := q.hook
	q.mu.Unlock()
	if hook != nil {
		if f := hook(r); f != nil {
			return f
		}
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	for i := range q.faults {
		if route := cmp.Or(q.faults[i].Route, AnyRoute); route != AnyRoute && route != inqomRoute(r) {
			continue
		}
		f := q.faults[i]
		if q.faults[i].Times--; q.faults[i].Times <= 0 {
			q.faults = slices.Delete(q.faults, i, i+1)
		}
		return &f
	}
	return nil
}

// inqomExchange is one request, from its first byte to its answer.
type inqomExchange struct {
	q       *Inqom
	w       http.ResponseWriter
	r       *http.Request
	closing <-chan struct{}
	fault   *Fault
	log     Request
}

func (q *Inqom) handle(w http.ResponseWriter, r *http.Request) {
	q.mu.Lock()
	closing := q.closing
	q.mu.Unlock()
	x := &inqomExchange{q: q, w: w, r: r, closing: closing, fault: q.faultFor(r), log: Request{Method: r.Method, Path: r.URL.Path}}
	x.run()
}

// run goes through the moments at which a fault may strike.
func (x *inqomExchange) run() {
	if x.meets(ResetBeforeBody) {
		x.reset()
		return
	}
	if x.meets(ResetInBody) {
		_, _ = io.CopyN(io.Discard, x.r.Body, max(1, x.r.ContentLength/2))
		x.reset()
		return
	}
	body, err := io.ReadAll(io.LimitReader(x.r.Body, maxHeaderBytes))
	if err != nil {
		x.finish(0, "")
		return
	}
	form, _ := url.ParseQuery(string(body)) // what is no form is an empty one
	switch {
	case x.meets(Refuse):
		x.write(x.refusal())
	case x.meets(HTML):
		x.write(x.fault.page())
	case x.meets(ResetBeforeImport), x.meets(HoldImport) && !x.held():
		x.reset()
	default:
		x.strike(x.q.answer(x.r, form))
	}
}

// strike sends an answer, or does what fails after it was made.
func (x *inqomExchange) strike(a answer) {
	switch {
	case x.meets(ResetAfterImport), x.meets(HoldAnswer) && !x.held():
		x.reset()
	case x.meets(CutAnswer):
		x.head(a)
		_, _ = x.w.Write(a.body[:len(a.body)/2]) // the server cuts what is shorter than said
	case x.meets(HTMLAfterImport):
		x.write(x.fault.page())
	default:
		x.write(a)
	}
}

func (x *inqomExchange) refusal() answer {
	a := inqomError(cmp.Or(x.fault.Status, http.StatusInternalServerError), cmp.Or(x.fault.Message, "An error has occurred."))
	if x.fault.Code != "" {
		a = signInError(cmp.Or(x.fault.Status, http.StatusBadRequest), x.fault.Code, x.fault.Message)
	}
	a.retryAfterSeconds = x.fault.RetryAfterSeconds
	return a
}

func (x *inqomExchange) meets(kind FaultKind) bool {
	if x.fault == nil || x.fault.Kind != kind {
		return false
	}
	if x.fault.Reached != nil {
		x.fault.Reached()
	}
	return true
}

func (x *inqomExchange) held() (released bool) {
	select {
	case <-x.fault.Release:
		return true
	case <-x.closing:
		return false
	}
}

func (x *inqomExchange) reset() {
	x.finish(0, "")
	cut(x.w)
}

func (x *inqomExchange) write(a answer) {
	x.head(a)
	_, _ = x.w.Write(a.body)
}

func (x *inqomExchange) head(a answer) {
	h := x.w.Header()
	h.Set("Content-Type", a.contentType)
	h.Set("Content-Length", strconv.Itoa(len(a.body)))
	if a.retryAfterSeconds > 0 {
		h.Set("Retry-After", strconv.Itoa(a.retryAfterSeconds))
	}
	x.finish(a.status, a.code)
	x.w.WriteHeader(a.status)
}

// finish writes the log before the client may know.
func (x *inqomExchange) finish(status int, code string) {
	x.q.mu.Lock()
	defer x.q.mu.Unlock()
	x.log.Status, x.log.Code, x.log.At = status, code, x.q.options.Now()
	if x.fault != nil {
		x.log.Fault = strings.TrimSpace(x.fault.Kind.String())
	}
	if len(x.q.requests) >= maxRequests {
		x.q.requests = slices.Delete(x.q.requests, 0, maxRequests/2)
	}
	x.q.requests = append(x.q.requests, x.log)
}
