package inqom

import (
	"context"
	"io"
	"net/http"
	"net/http/httptrace"
	"sync/atomic"
)

// How much of an answer is read. A folder takes some 400 bytes; firms have thousands.
const (
	largestToken = 256 << 10
	largestList  = 16 << 20
)

// answer is what the partner said.
type answer struct {
	status int
	header http.Header
	body   []byte
	whole  bool // the body was read to its end
	tooBig bool
	late   bool // the time was over before the body's end
}

// exchange sends one request and reads its answer, all within the time limit. setting is the
// French name of the address it goes to.
func (s session) exchange(ctx context.Context, req *http.Request, largest int64, setting string) (answer, error) {
	limited, cancel := context.WithTimeout(ctx, s.limit)
	defer cancel()
	var reached atomic.Bool
	trace := &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { reached.Store(true) }}
	req.Header.Set("User-Agent", s.agent)
	req.Header.Set("Accept", "application/json")
	res, err := s.wire.RoundTrip(req.WithContext(httptrace.WithClientTrace(limited, trace)))
	if err != nil {
		return answer{}, failure(ctx, err, reached.Load(), setting)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, largest+1))
	a := answer{status: res.StatusCode, header: res.Header, body: body, tooBig: int64(len(body)) > largest}
	a.whole, a.late = err == nil && !a.tooBig, err != nil && limited.Err() != nil
	if ctx.Err() != nil {
		return answer{}, ctx.Err()
	}
	return a, nil
}

// tries is how often in all a question is asked with another token.
const tries = 3

// get asks the partner something with a token that serves: one that it takes no longer is
// replaced, and the question asked again. A new one that it does not take either is the
// connector's trouble.
func (s *session) get(ctx context.Context, path string) (answer, error) {
	for try := 1; ; try++ {
		t, err := s.bearer(ctx, try == tries)
		if err != nil {
			return answer{}, err
		}
		s.using = t.text
		a, err := s.patiently(ctx, path)
		if err != nil {
			return answer{}, err
		}
		if a.status != http.StatusUnauthorized {
			return s.answered(a)
		}
		if t.fresh {
			return answer{}, s.giveUp(ctx, s.notTaken(a))
		}
		if err := s.drop(ctx, t.text); err != nil {
			return answer{}, err
		}
	}
}

// patiently asks when its turn has come, and again after the documented pauses when the
// partner limits.
func (s session) patiently(ctx context.Context, path string) (answer, error) {
	for try := 0; ; try++ {
		if err := s.pace.turn(ctx, s.lane); err != nil {
			return answer{}, err
		}
		req, err := http.NewRequest(http.MethodGet, s.base+path, nil)
		if err != nil {
			return answer{}, badAddress("« Adresse de l'API » n'est pas une adresse valable", "Adresse de l'API")
		}
		req.Header.Set("Authorization", "Bearer "+s.using)
		a, err := s.exchange(ctx, req, largestList, "Adresse de l'API")
		if err != nil || a.status != http.StatusTooManyRequests {
			return a, err
		}
		if until, again := s.pace.limited(s.lane, try, a.header); !again {
			return answer{}, limited(until)
		}
	}
}

// answered lets the documented answers through: any other status is a setback.
func (s session) answered(a answer) (answer, error) {
	switch {
	case a.status/100 != 2:
		return a, s.gateway(a, "Adresse de l'API")
	case !a.whole:
		return a, s.unclear(a, "Adresse de l'API")
	}
	return a, nil
}
