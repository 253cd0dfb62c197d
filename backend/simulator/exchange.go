package simulator

import (
	"fmt"
	"io"
	"net/http"
)

// exchange is one request, from its first byte to its answer.
type exchange struct {
	m       *MyUnisoft
	w       http.ResponseWriter
	r       *http.Request
	closing <-chan struct{} // closed when the simulator stops
	route   *route          // nil for a path or a method that is not simulated
	entered bool            // counts among those answered at once
	fault   *Fault          // what this request meets, nil for nothing
	log     Request
	body    []byte
	token   *access // nil until admitted; read under m.mu only
	access  access  // the token as it was when admitted
}

func (m *MyUnisoft) begin(w http.ResponseWriter, r *http.Request, closing <-chan struct{}) *exchange {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.issued++
	x := &exchange{m: m, w: w, r: r, closing: closing, route: routeOf(r)}
	x.log = Request{
		Method: r.Method, Path: r.URL.Path, RequestID: fmt.Sprintf("req-%016x", m.issued),
		SocietyID: r.Header.Get(societyHeader), FileName: r.URL.Query().Get("filename"),
	}
	if x.route != nil {
		x.entered = m.enter(x.route.path)
		_, refused := m.authenticate(r.Header)
		x.log.HeadersRight = (refused == nil || x.route.open()) && x.route.likes(r.Header)
	}
	return x
}

// run goes through the moments at which a fault may strike. The body is read before anything
// is refused, so that a client always gets to read the refusal.
func (x *exchange) run() {
	x.fault = x.m.faultFor(x.r)
	if x.strikesReading() {
		return
	}
	tooLarge, err := x.read()
	if err != nil {
		x.finish(0, "", "client gone")
		return
	}
	struck, gone := x.strikesImport()
	switch {
	case gone:
	case struck != nil:
		x.write(*struck)
	case tooLarge != nil:
		x.write(x.refused(tooLarge))
	default:
		x.strikeAnswer(x.work())
	}
}

// read takes the whole body, up to what is accepted.
func (x *exchange) read() (tooLarge *refusal, err error) {
	if x.r.ContentLength > maxBodyBytes {
		return refuseHTTP(http.StatusRequestEntityTooLarge), nil
	}
	x.body, err = io.ReadAll(io.LimitReader(x.r.Body, maxBodyBytes+1))
	x.log.BodyBytes = len(x.body)
	if len(x.body) > maxBodyBytes {
		return refuseHTTP(http.StatusRequestEntityTooLarge), nil
	}
	return nil, err
}

// work is what the route does. Reading: what is not there is said before who may ask.
func (x *exchange) work() answer {
	if x.route == nil {
		return x.refused(refuseHTTP(http.StatusNotFound))
	}
	if refused := x.admit(); refused != nil {
		return x.refused(refused)
	}
	value, refused := x.route.serve(x)
	if refused != nil {
		return x.refused(refused)
	}
	return answer{status: http.StatusOK, contentType: jsonType, body: encode(value)}
}

// admit knows who asks, and counts it against the limits.
func (x *exchange) admit() *refusal {
	x.m.mu.Lock()
	defer x.m.mu.Unlock()
	if x.route.open() {
		if !x.entered {
			return refuse("ERR-TOO-MANY-CONCURRENT-REQUEST")
		}
		return nil
	}
	token, refused := x.m.authenticate(x.r.Header)
	if refused != nil {
		return refused
	}
	x.token, x.access = token, *token
	if x.access.closed[x.route.path] {
		return refuse("ERR-FORBIDDEN-ROUTE")
	}
	cost := 1
	if x.route.path == deliveryPath {
		cost = x.m.options.Limits.DeliveryCost
	}
	if refused := token.window.take(cost, x.m.now(), x.m.options.Limits); refused != nil {
		return refused
	}
	if !x.entered {
		return refuse("ERR-TOO-MANY-CONCURRENT-REQUEST")
	}
	return nil
}
