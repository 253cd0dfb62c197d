package simulator

import (
	"slices"
	"time"
)

// Request is one line of MyUnisoft's own log. It never holds a secret or a token.
type Request struct {
	Method, Path string
	// Status is 0 when the connection was cut without an answer.
	Status int
	// Code is the error's, "" for a success.
	Code string
	// RequestID is also in the answer's request-id header.
	RequestID string
	// HeadersRight reports whether every header that the route wants was there and right.
	HeadersRight bool
	// SocietyID and FileName are what a delivery said, right or wrong.
	SocietyID, FileName string
	BodyBytes           int
	// Fault names the fault that the request met, "" for none.
	Fault string
	At    time.Time
}

// maxRequests bounds the log of a simulator that runs for days.
const maxRequests = 10_000

// Requests are those that were answered or cut, oldest first: the last 5 000 at least.
func (m *MyUnisoft) Requests() []Request {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.requests)
}

func (m *MyUnisoft) logRequest(r Request) {
	if len(m.requests) >= maxRequests {
		m.requests = slices.Delete(m.requests, 0, maxRequests/2)
	}
	m.requests = append(m.requests, r)
}
