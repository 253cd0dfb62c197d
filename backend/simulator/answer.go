package simulator

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
	"time"
)

// answer is what a client is sent, when it is sent anything.
type answer struct {
	status            int
	code              string // the error's
	contentType       string
	body              []byte
	retryAfterSeconds int
	gateway           bool // HTML from something before MyUnisoft: none of its headers
}

const jsonType = "application/json; charset=utf-8"

func (x *exchange) refused(r *refusal) answer {
	body := encode(r.body(x.r, x.log.RequestID, x.m.now()))
	return answer{status: r.status, code: r.code, contentType: jsonType, body: body, retryAfterSeconds: r.retryAfterSeconds}
}

func encode(value any) []byte {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(value) // maps, texts and numbers of ours
	return bytes.TrimSpace(b.Bytes())
}

// write sends the answer whole.
func (x *exchange) write(a answer) {
	x.head(a)
	_, _ = x.w.Write(a.body) // a client that left misses it
}

// head closes the request in the log, then sends all that comes before the body.
func (x *exchange) head(a answer) {
	h := x.w.Header()
	h.Set("Content-Type", a.contentType)
	h.Set("Content-Length", strconv.Itoa(len(a.body)))
	if a.retryAfterSeconds > 0 {
		h.Set("Retry-After", strconv.Itoa(a.retryAfterSeconds))
	}
	if !a.gateway {
		h.Set("request-id", x.log.RequestID)
		x.announce(a.retryAfterSeconds)
	}
	x.finish(a.status, a.code, "")
	x.w.WriteHeader(a.status)
}

// announce sets the limits' headers: the token's, or fresh ones for who has none.
func (x *exchange) announce(retryAfterSeconds int) {
	x.m.mu.Lock()
	defer x.m.mu.Unlock()
	now, limits, w := x.m.now(), x.m.options.Limits, &window{}
	if retryAfterSeconds > 0 {
		limits.announce(x.w.Header(), 0, now.Add(time.Duration(retryAfterSeconds)*time.Second))
		return
	}
	if x.token != nil {
		w = &x.token.window
	}
	w.renew(now, limits)
	limits.announce(x.w.Header(), limits.Requests-w.used, w.start.Add(limits.Window))
}

// finish writes the log and frees the route before the client may know, so that its next
// request finds both done.
func (x *exchange) finish(status int, code, event string) {
	x.m.mu.Lock()
	defer x.m.mu.Unlock()
	if x.entered {
		x.m.leave(x.route.path)
	}
	x.log.Status, x.log.Code, x.log.At, x.log.Fault = status, code, x.m.now(), event
	if x.fault != nil {
		x.log.Fault = strings.TrimSpace(x.fault.Kind.String() + " " + event)
	}
	x.m.logRequest(x.log)
}
