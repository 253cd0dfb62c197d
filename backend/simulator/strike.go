package simulator

import (
	"io"
	"net"
	"net/http"
)

// meets reports whether the request's fault is of this kind, and says that it is reached.
func (x *exchange) meets(kind FaultKind) bool {
	if x.fault == nil || x.fault.Kind != kind {
		return false
	}
	if x.fault.Reached != nil {
		x.fault.Reached()
	}
	return true
}

// strikesReading is for what fails before the body is there; gone is true when it did.
func (x *exchange) strikesReading() (gone bool) {
	switch {
	case x.meets(ResetBeforeBody):
	case x.meets(ResetInBody):
		half, _ := io.CopyN(io.Discard, x.r.Body, max(1, min(x.r.ContentLength, maxBodyBytes)/2))
		x.log.BodyBytes = int(half)
	default:
		return false
	}
	x.reset()
	return true
}

// strikesImport is for what fails between the body and the import: an answer instead of it,
// or gone for none at all.
func (x *exchange) strikesImport() (instead *answer, gone bool) {
	switch {
	case x.meets(Refuse):
		a := x.refused(x.fault.refusal())
		return &a, false
	case x.meets(HTML):
		a := x.fault.page()
		return &a, false
	case x.meets(ResetBeforeImport), x.meets(HoldImport) && !x.held():
		x.reset()
		return nil, true
	}
	return nil, false
}

// strikeAnswer sends what came of the import, or does what fails after it.
func (x *exchange) strikeAnswer(a answer) {
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

// held waits for the fault's release; it is false when the simulator stops first.
func (x *exchange) held() (released bool) {
	select {
	case <-x.fault.Release:
		return true
	case <-x.closing:
		return false
	}
}

// reset cuts the connection so that the client sees it reset, not ended: closing with a
// linger of zero sends RST (RFC 9293, 3.10.4; SO_LINGER in POSIX).
func (x *exchange) reset() {
	x.finish(0, "", "")
	conn, _, err := http.NewResponseController(x.w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler) // net/http's way to cut a connection quietly
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close()
}
