package myunisoft

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"sync/atomic"

	"sobank/backend/deliver"
)

// largest is how much of an answer is read.
const largest = 1 << 20

// answer is what the partner said.
type answer struct {
	status int
	header http.Header
	body   []byte
	whole  bool // the body was read to its end
	tooBig bool
}

func (a answer) taken() bool { return a.status/100 == 2 }

// demand is a question: nothing of a statement is in it.
type demand struct {
	method  string // "": GET
	path    string
	query   url.Values
	society string // "": of no company
	body    []byte // JSON
}

// request makes a demand's request, anew each time.
func (s session) request(d demand) (*http.Request, error) {
	method, body := http.MethodGet, io.Reader(nil)
	if d.method != "" {
		method, body = d.method, bytes.NewReader(d.body)
	}
	address := s.base + d.path
	if len(d.query) > 0 {
		address += "?" + d.query.Encode()
	}
	req, err := http.NewRequest(method, address, body)
	if err != nil {
		return nil, badAddress(apiAddress, "n'est pas une adresse valable")
	}
	if d.method != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	if d.society != "" {
		req.Header.Set("society-id", d.society)
	}
	return req, nil
}

// exchange sends a request with the token of the moment. A token of « API Cabinet » that has
// ended is replaced, once: the partner refused the request for it, and took nothing.
func (s session) exchange(ctx context.Context, build func() (*http.Request, *upload, error)) (a answer, up *upload, err error) {
	for again := false; ; again = true {
		token, err := s.enter(ctx)
		if err != nil {
			return answer{}, nil, err
		}
		var req *http.Request
		if req, up, err = build(); err != nil {
			return answer{}, nil, err
		}
		s.sign(req, token)
		a, err = s.once(ctx, s.key, req, up)
		if err != nil || again || !s.ended(a) {
			return a, up, err
		}
		s.leave(token)
	}
}

// once sends one request when its turn has come and reads its answer, all within the time
// limit. A request that brings no answer is a setback.
func (s session) once(ctx context.Context, lane string, req *http.Request, up *upload) (answer, error) {
	if err := s.pace.turn(ctx, lane); err != nil {
		return answer{}, err
	}
	limited, cancel := context.WithTimeout(ctx, s.limit)
	defer cancel()
	var reached atomic.Bool
	trace := &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { reached.Store(true) }}
	if up != nil {
		trace.WroteRequest = func(i httptrace.WroteRequestInfo) { up.wrote(i.Err) }
	}
	req.Header.Set("User-Agent", s.agent)
	req.Header.Set("Accept", "application/json")
	res, err := s.wire.RoundTrip(req.WithContext(httptrace.WithClientTrace(limited, trace)))
	if err != nil {
		return answer{}, failure(ctx, err, reached.Load(), up.left())
	}
	defer res.Body.Close()
	s.pace.learn(lane, res.StatusCode, res.Header)
	return read(res), nil
}

// sign adds the two documented credentials (docs/authentication/partenaire.md). They are put
// on here only, on a request for the connector's address.
func (s session) sign(req *http.Request, token string) {
	req.Header.Set("X-Third-Party-Secret", s.secret)
	req.Header.Set("Authorization", "Bearer "+token)
}

func read(res *http.Response) answer {
	body, err := io.ReadAll(io.LimitReader(res.Body, largest+1))
	tooBig := len(body) > largest
	return answer{status: res.StatusCode, header: res.Header, body: body[:min(len(body), largest)], whole: err == nil && !tooBig, tooBig: tooBig}
}

// ask asks the partner something of no company. Any other answer than 2xx is a setback.
func (s session) ask(ctx context.Context, path string, query url.Values) (answer, error) {
	return s.put(ctx, demand{path: path, query: query})
}

// put is ask for any demand.
func (s session) put(ctx context.Context, d demand) (answer, error) {
	a, _, err := s.exchange(ctx, func() (*http.Request, *upload, error) {
		req, err := s.request(d)
		return req, nil, err
	})
	if err != nil || a.taken() {
		return a, err
	}
	return a, &setback{receipt: s.refusal(a, errand{thing: "la demande"}), status: a.status}
}

// unclear is the setback of an answer that is not the documented one.
func (s session) unclear(a answer) *setback {
	if a.tooBig {
		return back(deliver.ToRetry, codeTooLong, "La réponse de MyUnisoft est plus longue que ce que le programme lit.", "Précisez la recherche, par exemple avec un SIRET.")
	}
	b := back(deliver.ToRetry, codeUnclear, "MyUnisoft a répondu autre chose que ce qu'il documente.", hintAddressOrSupport)
	if !a.whole {
		b = cutShort()
	}
	b.receipt.RequestID = s.requestID(a, problem{})
	return b
}
