package myunisoft

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"sobank/backend/deliver"
)

// rawPartner speaks TCP: each connection is handed to the test, its request still unread.
// The client is already activated, so that the first connection is the delivery.
func rawPartner(tb testing.TB, serve func(net.Conn, *http.Request)) deliver.Access {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	var wg sync.WaitGroup
	wg.Go(func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			wg.Go(func() {
				defer conn.Close()
				if r, err := http.ReadRequest(bufio.NewReaderSize(conn, 512)); err == nil {
					serve(conn, r)
				}
			})
		}
	})
	tb.Cleanup(func() { listener.Close(); wg.Wait() })
	return accessTo("http://" + listener.Addr().String() + "/api/v1")
}

// activated is a client that knows the token already.
func activated(tb testing.TB, a deliver.Access, o Options) *Client {
	c := New(o)
	s, err := c.session(a)
	if err != nil {
		tb.Fatal(err)
	}
	s.remember(true)
	return c
}

// abort closes a connection so that the other side sees it at once.
func abort(tb testing.TB, conn net.Conn) {
	if err := conn.(*net.TCPConn).SetLinger(0); err != nil {
		tb.Error(err)
	}
	conn.Close()
}

func readAll(r *http.Request) { _, _ = io.Copy(io.Discard, r.Body) }

func TestConnectionIsCut(t *testing.T) {
	answer := func(text string) func(testing.TB, net.Conn, *http.Request) {
		return func(_ testing.TB, conn net.Conn, r *http.Request) {
			readAll(r)
			_, _ = io.WriteString(conn, text)
		}
	}
	cases := []struct {
		name  string
		big   bool
		serve func(testing.TB, net.Conn, *http.Request)
		want  deliver.Receipt
		sent  int64
	}{
		{"after the whole body", false, func(_ testing.TB, _ net.Conn, r *http.Request) { readAll(r) },
			deliver.Receipt{State: deliver.ToRetry, Doubt: deliver.Unanswered, Code: "COUPURE"}, 1},
		{"after the whole body, by a reset", true, func(tb testing.TB, conn net.Conn, r *http.Request) { readAll(r); abort(tb, conn) },
			deliver.Receipt{State: deliver.ToRetry, Doubt: deliver.Unanswered, Code: "COUPURE"}, 1},
		{"before the whole body", true, func(tb testing.TB, conn net.Conn, r *http.Request) { abort(tb, conn) },
			deliver.Receipt{State: deliver.ToRetry, Code: "COUPURE"}, 0},
		{"in the middle of the body", true, func(tb testing.TB, conn net.Conn, r *http.Request) {
			_, _ = io.CopyN(io.Discard, r.Body, r.ContentLength/2)
			abort(tb, conn)
		}, deliver.Receipt{State: deliver.ToRetry, Code: "COUPURE"}, 0},
		{"in the answer's head", false, answer("HTTP/1.1 200 O"), deliver.Receipt{State: deliver.ToRetry, Doubt: deliver.Unanswered, Code: "COUPURE"}, 1},
		{"in the answer's body", false, answer("HTTP/1.1 200 OK\r\nContent-Length: 19\r\n\r\n{\"rows_num"),
			deliver.Receipt{State: deliver.ToRetry, Doubt: deliver.Unanswered, Code: "COUPURE"}, 1},
		{"in a chunk of the answer, though its JSON is whole", false, answer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n11\r\n{\"rows_number\":2}\r\n"),
			deliver.Receipt{State: deliver.ToRetry, Doubt: deliver.Unanswered, Code: "COUPURE"}, 1},
		{"in an error's body", false, answer("HTTP/1.1 400 Bad Request\r\nContent-Length: 500\r\n\r\n{\"error\":{\"code\":\"RB"),
			deliver.Receipt{State: deliver.ToRetry, Code: "COUPURE"}, 1},
		{"in the body of an error of theirs", false, answer("HTTP/1.1 500 Oops\r\nContent-Length: 500\r\n\r\n{\"error\":{\"code\":\"ERR-INT"),
			deliver.Receipt{State: deliver.ToRetry, Doubt: deliver.Unanswered, Code: "HTTP-500"}, 1},
		{"by something that speaks no HTTP", false, answer("220 mail.example.org ESMTP\r\n"),
			deliver.Receipt{State: deliver.ToRetry, Doubt: deliver.Unanswered, Code: "COUPURE"}, 1},
		{"a refusal before the whole body", true, func(tb testing.TB, conn net.Conn, _ *http.Request) {
			body := problemJSON("ERR-INVALID-JWT", "x")
			_ = (&http.Response{StatusCode: 401, ProtoMajor: 1, ProtoMinor: 1, ContentLength: int64(len(body)), Body: io.NopCloser(strings.NewReader(body))}).Write(conn)
			<-tb.Context().Done()
		}, deliver.Receipt{State: deliver.Refused, Trouble: true, Code: "ERR-INVALID-JWT"}, 0},
		{"a success before the whole body", true, func(tb testing.TB, conn net.Conn, _ *http.Request) {
			_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 17\r\n\r\n{\"rows_number\":2}")
			<-tb.Context().Done()
		}, deliver.Receipt{State: deliver.ToRetry, Doubt: deliver.Unanswered, Code: "REPONSE-ILLISIBLE"}, 0},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			a := rawPartner(t, func(conn net.Conn, r *http.Request) { c.serve(t, conn, r) })
			p := parcel()
			if c.big {
				p.Bytes = bigBody()
			}
			var sent atomic.Int64
			r := activated(t, a, Options{}).Deliver(t.Context(), a, p, func() error { sent.Add(1); return nil })
			wantReceipt(t, r, c.want)
			if sent.Load() != c.sent {
				t.Errorf("sent was called %d times, want %d", sent.Load(), c.sent)
			}
		})
	}
}

func TestSentIsToldBeforeTheAnswer(t *testing.T) {
	t.Run("before the last bytes leave: a process that dies in it has sent no whole statement", func(t *testing.T) {
		var whole atomic.Bool
		a := rawPartner(t, func(conn net.Conn, r *http.Request) {
			readAll(r)
			whole.Store(true)
			_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Length: 17\r\n\r\n{\"rows_number\":2}")
		})
		for _, body := range [][]byte{parcel().Bytes, bigBody()} {
			p := parcel()
			p.Bytes, p.SHA256 = body, ""
			whole.Store(false)
			activated(t, a, Options{}).Deliver(t.Context(), a, p, func() error {
				if whole.Load() {
					t.Error("the partner had all of it")
				}
				return nil
			})
			if !whole.Load() {
				t.Error("the partner never had all of it")
			}
		}
	})
	t.Run("and has returned when the answer is handed on", func(t *testing.T) {
		a := rawPartner(t, func(conn net.Conn, r *http.Request) {
			readAll(r)
			_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Length: 17\r\n\r\n{\"rows_number\":2}")
		})
		for range 50 {
			returned := false // unsynchronised on purpose: the race detector watches
			activated(t, a, Options{}).Deliver(t.Context(), a, parcel(), func() error { returned = true; return nil })
			if !returned {
				t.Fatal("the answer overtook sent")
			}
		}
	})
	t.Run("its error ends the attempt, and nothing whole has left", func(t *testing.T) {
		gone := make(chan struct{})
		a := rawPartner(t, func(conn net.Conn, r *http.Request) {
			readAll(r) // ends when the client leaves
			close(gone)
		})
		calls := 0
		r := activated(t, a, Options{}).Deliver(t.Context(), a, parcel(), func() error { calls++; return errors.New("disk full") })
		wantReceipt(t, r, deliver.Receipt{State: deliver.ToRetry, Code: "NON-NOTE"})
		<-gone
		if calls != 1 {
			t.Errorf("sent was called %d times", calls)
		}
	})
	t.Run("once, over HTTP/2 too", func(t *testing.T) {
		p := newPartner(t)
		server := httptest.NewUnstartedServer(p)
		server.EnableHTTP2 = true
		server.StartTLS()
		defer server.Close()
		calls := 0
		c := New(Options{Transport: server.Client().Transport})
		r := c.Deliver(t.Context(), accessTo(server.URL+"/api/v1"), parcel(), func() error { calls++; return nil })
		wantReceipt(t, r, deliver.Receipt{State: deliver.Integrated})
		if calls != 1 {
			t.Errorf("sent was called %d times", calls)
		}
	})
	t.Run("by a transport that reports nothing", func(t *testing.T) {
		p, calls := newPartner(t), 0
		mute := roundTripper(func(r *http.Request) (*http.Response, error) {
			return http.DefaultTransport.RoundTrip(r.WithContext(context.Background()))
		})
		r := New(Options{Transport: mute}).Deliver(t.Context(), p.access(), parcel(), func() error { calls++; return nil })
		wantReceipt(t, r, deliver.Receipt{State: deliver.Integrated})
		if calls != 1 {
			t.Errorf("sent was called %d times", calls)
		}
	})
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestPartnerIsNotReached(t *testing.T) {
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed.Close()
	secure := httptest.NewUnstartedServer(newPartner(t))
	secure.Config.ErrorLog = log.New(io.Discard, "", 0)
	secure.StartTLS()
	t.Cleanup(secure.Close)
	_, port, _ := net.SplitHostPort(secure.Listener.Addr().String())
	unknownName := func(context.Context, string, string) (net.Conn, error) {
		return nil, &net.DNSError{Err: "no such host", Name: "api.example.invalid", IsNotFound: true}
	}
	unreached := deliver.Receipt{State: deliver.ToRetry, Unreached: true, Code: "INJOIGNABLE"}
	certificate := deliver.Receipt{State: deliver.ToRetry, Unreached: true, Trouble: true, Code: "CERTIFICAT"}
	cases := []struct {
		name, base string
		transport  http.RoundTripper
		limit      time.Duration // the usual one when zero
		want       deliver.Receipt
	}{
		{"nobody listens", "http://" + closed.Addr().String(), nil, 0, unreached},
		{"no such name", "https://api.example.invalid", &http.Transport{DialContext: unknownName}, 0, unreached},
		{"no TLS there", "https://" + newPartner(t).Listener.Addr().String(), nil, 0, unreached},
		{"a certificate of nobody we trust", secure.URL, nil, 0, certificate},
		{"a certificate of another name", "https://localhost:" + port, secure.Client().Transport, 0, certificate},
		{"a dial that never ends", "https://api.example.invalid", &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			<-ctx.Done()
			return nil, ctx.Err()
		}}, 200 * time.Millisecond, unreached},
		{"a handshake that never ends", "https://" + silent(t), &http.Transport{TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12}}, 200 * time.Millisecond, unreached},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			client := New(Options{Transport: c.transport, Limit: c.limit})
			r := client.Deliver(t.Context(), accessTo(c.base), parcel(), noSent(t))
			wantReceipt(t, r, c.want)
		})
	}
	t.Run("the very same certificate, trusted, delivers", func(t *testing.T) {
		r := New(Options{Transport: secure.Client().Transport}).Deliver(t.Context(), accessTo(secure.URL+"/api/v1"), parcel(), nil)
		wantReceipt(t, r, deliver.Receipt{State: deliver.Integrated})
	})
}

// silent accepts and says nothing.
func silent(tb testing.TB) string {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { listener.Close() })
	return listener.Addr().String()
}

func TestTimeIsBounded(t *testing.T) {
	t.Run("an answer that never comes is a doubt", func(t *testing.T) {
		a := rawPartner(t, func(conn net.Conn, r *http.Request) { readAll(r); _, _ = io.Copy(io.Discard, conn) })
		r := activated(t, a, Options{Limit: 500 * time.Millisecond}).Deliver(t.Context(), a, parcel(), func() error { return nil })
		wantReceipt(t, r, deliver.Receipt{State: deliver.ToRetry, Doubt: deliver.Unanswered, Code: "DELAI"})
	})
	t.Run("an answer that drips is a doubt", func(t *testing.T) {
		a := rawPartner(t, func(conn net.Conn, r *http.Request) {
			readAll(r)
			_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Length: 17\r\n\r\n{")
			_, _ = io.Copy(io.Discard, conn)
		})
		r := activated(t, a, Options{Limit: 500 * time.Millisecond}).Deliver(t.Context(), a, parcel(), func() error { return nil })
		wantReceipt(t, r, deliver.Receipt{State: deliver.ToRetry, Doubt: deliver.Unanswered, Code: "COUPURE"})
	})
	t.Run("a body that nobody reads is none", func(t *testing.T) {
		a := rawPartner(t, func(net.Conn, *http.Request) {
			<-t.Context().Done() // reads nothing: the client's buffers fill up
		})
		big := parcel()
		big.Bytes = bigBody()
		r := activated(t, a, Options{Limit: 500 * time.Millisecond}).Deliver(t.Context(), a, big, noSent(t))
		wantReceipt(t, r, deliver.Receipt{State: deliver.ToRetry, Code: "DELAI"})
	})
	t.Run("whoever waits may leave", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		a := rawPartner(t, func(conn net.Conn, r *http.Request) { readAll(r); cancel(); _, _ = io.Copy(io.Discard, conn) })
		r := activated(t, a, Options{}).Deliver(ctx, a, parcel(), func() error { return nil })
		wantReceipt(t, r, deliver.Receipt{State: deliver.ToRetry, Doubt: deliver.Unanswered, Code: "INTERROMPU"})
	})
	t.Run("whoever has left sends nothing", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		p := newPartner(t)
		r := newClient().Deliver(ctx, p.access(), parcel(), noSent(t))
		wantReceipt(t, r, deliver.Receipt{State: deliver.ToRetry, Code: "INTERROMPU"})
		if len(p.requests("")) != 0 {
			t.Error("the partner was asked")
		}
	})
}
