package myunisoft

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"

	"sobank/backend/deliver"
)

// upload is a statement on its way. It is the body of the request, and knows how much of
// it left: HTTP libraries hand an answer on as soon as it comes, while what wrote the
// request may not have said yet that it is done.
type upload struct {
	r      *bytes.Reader
	sent   func() error
	handed atomic.Bool // the transport has all bytes

	mu      sync.Mutex
	noted   bool  // sent was called
	sentErr error // what it said
	broken  bool  // writing failed
}

func newUpload(body []byte, sent func() error) *upload {
	return &upload{r: bytes.NewReader(body), sent: sent}
}

// Read gives the transport the bytes. Before the last of them it calls sent: a mark made
// after they left could be lost with the process, and the statement sent as if it were new.
func (u *upload) Read(p []byte) (int, error) {
	if u.r.Len() > 0 && u.r.Len() <= len(p) {
		if err := u.note(); err != nil {
			return 0, err
		}
	}
	n, err := u.r.Read(p)
	if u.r.Len() == 0 {
		u.handed.Store(true)
	}
	return n, err
}

func (u *upload) note() error {
	u.mu.Lock()
	defer u.mu.Unlock()
	if !u.noted {
		u.noted = true
		u.sentErr = u.sent()
	}
	return u.sentErr
}

// wrote is the transport's report: the whole request was written, or it failed.
func (u *upload) wrote(err error) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.broken = u.broken || err != nil
}

// failed is the error of sent.
func (u *upload) failed() error {
	if u == nil {
		return nil
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.sentErr
}

// left reports whether all bytes left, or may have.
func (u *upload) left() bool {
	if u == nil {
		return false
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.handed.Load() && !u.broken
}

// upload sends the parcel to a society. The transport is given no means to send the body a
// second time by itself: an attempt is one request.
func (s session) upload(ctx context.Context, p deliver.Parcel, society string, sent func() error) deliver.Receipt {
	sent = sync.OnceValue(sent)
	a, up, err := s.exchange(ctx, func() (*http.Request, *upload, error) {
		up := newUpload(p.Bytes, sent)
		req, err := s.carrier(p, society, up)
		return req, up, err
	})
	switch {
	case up.failed() != nil:
		return notNoted()
	case err != nil:
		return receiptOf(err)
	case a.taken() && !up.left():
		return s.doubtful(a)
	case a.taken():
		return s.accepted(a, p)
	}
	return s.settled(a, p, up.left())
}

// carrier is the documented request.
func (s session) carrier(p deliver.Parcel, society string, up *upload) (*http.Request, error) {
	query := url.Values{"filename": {p.Name}}
	req, err := http.NewRequest(http.MethodPost, s.base+pathStatement+"?"+query.Encode(), io.NopCloser(up))
	if err != nil {
		return nil, badAddress(apiAddress, "n'est pas une adresse valable")
	}
	req.ContentLength = int64(len(p.Bytes))
	req.Header.Set("Content-Type", "application/octet-stream")
	req.Header.Set("society-id", society)
	return req, nil
}

// notNoted is what comes of a statement whose departure could not be written down: its last
// bytes did not leave.
func notNoted() deliver.Receipt {
	return deliver.Receipt{State: deliver.ToRetry, Code: codeNotNoted,
		Message: "Le relevé n'est pas parti : le programme n'a pas pu noter son départ.",
		Hint:    "Vérifiez la place libre sur le disque ; l'envoi reprendra de lui-même."}
}

// doubtful is what comes of a statement that the partner answered unclearly.
func (s session) doubtful(a answer) deliver.Receipt {
	r := s.unclear(a).receipt
	r.Doubt = deliver.Unanswered
	if r.Code != codeUnclear {
		r.Hint = hintDoubt
	}
	return r
}
