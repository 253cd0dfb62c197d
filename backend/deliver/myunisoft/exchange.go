package myunisoft

import (
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

// get asks the partner something. A request that brings no answer is a setback without a
// doubt: nothing of a statement is in it.
func (s session) get(ctx context.Context, path string, query url.Values) (answer, error) {
	req, err := http.NewRequest(http.MethodGet, s.base+path+"?"+query.Encode(), nil)
	if err != nil {
		return answer{}, badAddress("L'adresse de l'API MyUnisoft n'est pas une adresse valable")
	}
	return s.exchange(ctx, req, nil)
}

// exchange sends one request when its turn has come and reads its answer, all within the
// time limit. Credentials are put on here only, on a request for the connector's address.
func (s session) exchange(ctx context.Context, req *http.Request, up *upload) (answer, error) {
	if err := s.pace.turn(ctx, s.key); err != nil {
		return answer{}, err
	}
	limited, cancel := context.WithTimeout(ctx, s.limit)
	defer cancel()
	var reached atomic.Bool
	trace := &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { reached.Store(true) }}
	if up != nil {
		trace.WroteRequest = func(i httptrace.WroteRequestInfo) { up.wrote(i.Err) }
	}
	s.sign(req)
	res, err := s.wire.RoundTrip(req.WithContext(httptrace.WithClientTrace(limited, trace)))
	if err != nil {
		return answer{}, failure(ctx, err, reached.Load(), up.left())
	}
	defer res.Body.Close()
	s.pace.learn(s.key, res.StatusCode, res.Header)
	return read(res), nil
}

// sign adds the two documented credentials (docs/authentication/partenaire.md).
func (s session) sign(req *http.Request) {
	req.Header.Set("X-Third-Party-Secret", s.secret)
	req.Header.Set("Authorization", "Bearer "+s.token)
	req.Header.Set("User-Agent", s.agent)
	req.Header.Set("Accept", "application/json")
}

func read(res *http.Response) answer {
	body, err := io.ReadAll(io.LimitReader(res.Body, largest+1))
	tooBig := len(body) > largest
	return answer{status: res.StatusCode, header: res.Header, body: body[:min(len(body), largest)], whole: err == nil && !tooBig, tooBig: tooBig}
}

// ask is get for what must be answered: any other answer than 2xx is a setback.
func (s session) ask(ctx context.Context, path string, query url.Values) (answer, error) {
	a, err := s.get(ctx, path, query)
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
