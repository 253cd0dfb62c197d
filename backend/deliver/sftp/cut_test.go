package sftp

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"sobank/backend/deliver"
	"sobank/backend/remote"
)

// TestCutAnywhere cuts the connection at each step of a delivery, before and after the server did
// what was asked. There is one whole file or none, the doubt begins with the rename, and the next
// attempt ends with one file alone.
func TestCutAnywhere(t *testing.T) {
	for _, offered := range []string{"posix-rename, fsync", "neither"} {
		rename := "posix-rename"
		if offered == "neither" {
			rename = "rename"
		}
		steps := []struct {
			kind string
			nth  int
		}{{"init", 1}, {"stat", 1}, {"opendir", 1}, {"readdir", 1}, {"readdir", 2}, {"lstat", 1}, {"remove", 1}, {"open", 1},
			{"write", 1}, {"write", 2}, {"write", 4}, {"fsync", 1}, {"fstat", 1}, {"close", 2}, {"lstat", 2}, {rename, 1}}
		for _, step := range steps {
			for _, after := range []bool{false, true} {
				if offered == "neither" && step.kind == "fsync" || after && (step.kind == "init" || step.kind == "fsync") {
					continue
				}
				t.Run(fmt.Sprintf("%s %d, the server did it: %v, it offers %s", step.kind, step.nth, after, offered), func(t *testing.T) {
					s, partner, told := MustServe(t), MustPartner(t), 0
					var met atomic.Bool
					if offered == "neither" {
						s.change(func() {
							s.withhold = map[string]bool{"fsync@openssh.com": true, "posix-rename@openssh.com": true, "statvfs@openssh.com": true}
						})
					}
					MustWrite(t, s.dir, testName+".EARLIER1.part", "left by an earlier attempt")
					s.set(func(r request) action {
						if r.is(step.kind, step.nth) {
							met.Store(true)
						}
						return action{cut: r.is(step.kind, step.nth) && !after, after: r.is(step.kind, step.nth) && after}
					})
					r := partner.Deliver(t.Context(), s.access(), parcel(), func() error { told++; return nil })
					want := deliver.Receipt{State: deliver.ToRetry, Code: "COUPURE", Unreached: step.kind == "init"}
					if step.kind == rename {
						want.Doubt = deliver.Unanswered
					}
					wantReceipt(t, r, want)
					placed := step.kind == rename && after
					if wantWholeOrNone(t, s.dir) != placed || !met.Load() {
						t.Errorf("in its place: %v, the step was met: %v", !placed, met.Load())
					}
					if noted := step.kind == rename || step.kind == "lstat" && step.nth == 2; (told == 1) != noted {
						t.Errorf("sent was called %d times", told)
					}
					s.set(nil)
					wantReceipt(t, partner.Deliver(t.Context(), s.access(), parcel(), silent), deposited)
					if names(t, s.dir) != testName || MustRead(t, s.dir, testName) != string(parcel().Bytes) {
						t.Errorf("the folder holds %s", names(t, s.dir))
					}
				})
			}
		}
	}
}

func TestRenameThatIsAnsweredWrongly(t *testing.T) {
	t.Run("done, and called a failure: it is there", func(t *testing.T) {
		s := MustServe(t)
		s.set(func(r request) action {
			if r.kind != "posix-rename" {
				return action{}
			}
			MustWrite(t, s.dir, testName, string(parcel().Bytes))
			return r.refuses(4, "Failure")
		})
		wantReceipt(t, MustPartner(t).Deliver(t.Context(), s.access(), parcel(), silent), deposited)
		if names(t, s.dir) != testName {
			t.Errorf("the folder holds %s", names(t, s.dir))
		}
	})
	t.Run("a failure, then a cut before one could look: it may be there", func(t *testing.T) {
		s := MustServe(t)
		s.set(func(r request) action {
			if r.kind == "posix-rename" {
				return r.refuses(4, "Failure")
			}
			return action{cut: r.is("lstat", 3)}
		})
		wantReceipt(t, MustPartner(t).Deliver(t.Context(), s.access(), parcel(), silent),
			deliver.Receipt{State: deliver.ToRetry, Code: "COUPURE", Doubt: deliver.Unanswered})
	})
	t.Run("a server that says it lost its own connection: it may be there", func(t *testing.T) {
		s := MustServe(t)
		s.set(func(r request) action {
			if r.kind == "posix-rename" {
				return r.refuses(7, "Connection lost")
			}
			return action{}
		})
		wantReceipt(t, MustPartner(t).Deliver(t.Context(), s.access(), parcel(), silent),
			deliver.Receipt{State: deliver.ToRetry, Code: "COUPURE", Doubt: deliver.Unanswered})
	})
}

func TestLeftFilesAreSwept(t *testing.T) {
	s := MustServe(t)
	other := strings.Replace(testName, "_1.dat", "_12.dat", 1)
	for _, name := range []string{testName + ".EARLIER1.part", testName + ".EARLIER2.part", other + ".EARLIER1.part", "of-the-partner.part", testName + ".part.txt"} {
		MustWrite(t, s.dir, name, strings.Repeat("longer than the statement", 9999))
	}
	wantReceipt(t, MustPartner(t).Deliver(t.Context(), s.access(), parcel(), silent), deposited)
	want := strings.Join([]string{testName, testName + ".part.txt", other + ".EARLIER1.part", "of-the-partner.part"}, " ")
	if got := names(t, s.dir); got != want {
		t.Errorf("the folder holds %s\nwant %s", got, want)
	}
}

func TestServerIsNotReached(t *testing.T) {
	away := func(code string) deliver.Receipt {
		return deliver.Receipt{State: deliver.ToRetry, Unreached: true, Code: code}
	}
	never := func() error { return errors.New("sent was called") }
	t.Run("nothing listens", func(t *testing.T) {
		s := MustServe(t)
		a := with(s.access(), "port", fmt.Sprint(freePort(t)))
		wantReceipt(t, MustPartner(t).Deliver(t.Context(), a, parcel(), never), away("CONNEXION-REFUSEE"))
	})
	for name, c := range map[string]struct {
		err  error
		code string
	}{
		"a name that is not known":       {&net.DNSError{Err: "no such host", Name: "sftp.exemple.fr", IsNotFound: true}, "SERVEUR-INTROUVABLE"},
		"a name server that is silent":   {&net.DNSError{Err: "i/o timeout", Name: "sftp.exemple.fr", IsTimeout: true}, "DELAI"},
		"no network":                     {&net.OpError{Op: "dial", Err: syscall.ENETUNREACH}, "INJOIGNABLE"},
		"a refusal, as Windows calls it": {&net.OpError{Op: "dial", Err: syscall.Errno(10061)}, "CONNEXION-REFUSEE"},
		"an address that is silent":      {&net.OpError{Op: "dial", Err: context.DeadlineExceeded}, "DELAI"},
	} {
		t.Run(name, func(t *testing.T) {
			s, partner := MustServe(t), MustPartner(t)
			partner.door.Dial = func(context.Context, string, string) (net.Conn, error) { return nil, c.err }
			r := partner.Deliver(t.Context(), s.access(), parcel(), never)
			wantReceipt(t, r, away(c.code))
			if strings.Contains(r.Message+r.Hint, "i/o") {
				t.Errorf("the system's words are shown: %+v", r)
			}
		})
	}
	t.Run("a connection that ends at once", func(t *testing.T) {
		s := MustServe(t)
		s.change(func() { s.onAccept = func(conn net.Conn) bool { _ = conn.Close(); return false } })
		wantReceipt(t, MustPartner(t).Deliver(t.Context(), s.access(), parcel(), never), away("COUPURE"))
	})
	t.Run("a server that speaks something else", func(t *testing.T) {
		s := MustServe(t)
		s.change(func() {
			s.onAccept = func(conn net.Conn) bool {
				_, _ = conn.Write([]byte("220 FTP\r\n"))
				_ = conn.Close()
				return false
			}
		})
		wantReceipt(t, MustPartner(t).Deliver(t.Context(), s.access(), parcel(), never), away("COUPURE"))
	})
	t.Run("a server that says nothing", func(t *testing.T) {
		s, partner := MustServe(t), MustPartner(t)
		s.change(func() { s.onAccept = func(net.Conn) bool { return false } })
		partner.door.Limits.Handshake = 20 * time.Millisecond
		wantReceipt(t, partner.Deliver(t.Context(), s.access(), parcel(), never), away("DELAI"))
	})
	t.Run("a server that says nothing once we are known", func(t *testing.T) {
		s, partner := MustServe(t), MustPartner(t)
		s.set(func(r request) action { return action{hang: r.kind == "init"} })
		partner.door.Limits.Handshake = 300 * time.Millisecond
		wantReceipt(t, partner.Deliver(t.Context(), s.access(), parcel(), never), away("DELAI"))
	})
}

func TestTimeIsBounded(t *testing.T) {
	slow := deliver.Receipt{State: deliver.ToRetry, Code: "DELAI"}
	stopped := deliver.Receipt{State: deliver.ToRetry, Code: "INTERROMPU"}
	doubtful := func(r deliver.Receipt) deliver.Receipt { r.Doubt = deliver.Unanswered; return r }
	hangs := func(kind string, do func()) func(request) action {
		return func(r request) action {
			if r.kind != kind {
				return action{}
			}
			do()
			return action{hang: true}
		}
	}
	for kind, want := range map[string]deliver.Receipt{"write": slow, "posix-rename": doubtful(slow)} {
		t.Run("a server that answers no "+kind+" is given up", func(t *testing.T) {
			s, partner := MustServe(t), MustPartner(t)
			first := parcel()
			first.Name = "first.dat"
			wantReceipt(t, partner.Deliver(t.Context(), s.access(), first, silent), deposited) // the time is not the handshake's
			partner.limits.call = 500 * time.Millisecond
			s.set(hangs(kind, func() {}))
			wantReceipt(t, partner.Deliver(t.Context(), s.access(), parcel(), silent), want)
			wantWholeOrNone(t, s.dir)
		})
	}
	for kind, want := range map[string]deliver.Receipt{"write": stopped, "posix-rename": doubtful(stopped)} {
		t.Run("a run that is stopped does not wait for the answer to a "+kind, func(t *testing.T) {
			s, partner := MustServe(t), MustPartner(t)
			ctx, stop := context.WithCancel(t.Context())
			s.set(hangs(kind, stop))
			wantReceipt(t, partner.Deliver(ctx, s.access(), parcel(), silent), want)
			wantWholeOrNone(t, s.dir)
		})
	}
	t.Run("whoever has left deposits nothing", func(t *testing.T) {
		s := MustServe(t)
		ctx, stop := context.WithCancel(t.Context())
		stop()
		r := MustPartner(t).Deliver(ctx, s.access(), parcel(), func() error { t.Error("sent was called"); return nil })
		wantReceipt(t, r, stopped)
		if s.connections() != 0 {
			t.Error("the server was called")
		}
	})
	t.Run("stopped between the last byte and the rename, it surely is not there", func(t *testing.T) {
		s, partner := MustServe(t), MustPartner(t)
		ctx, stop := context.WithCancel(t.Context())
		s.set(func(r request) action {
			if r.is("close", 2) {
				return action{do: stop}
			}
			return action{}
		})
		wantReceipt(t, partner.Deliver(ctx, s.access(), parcel(), func() error { t.Error("sent was called"); return nil }), stopped)
		if wantWholeOrNone(t, s.dir) {
			t.Error("it is")
		}
	})
	t.Run("a connection that answers nothing any more is noticed before the time is over", func(t *testing.T) {
		s, partner := MustServe(t), MustPartner(t)
		partner.door.Limits.Keepalive = 250 * time.Millisecond
		holes := make(chan *hole, 1)
		dial := partner.door.Dial
		partner.door.Dial = func(ctx context.Context, network, address string) (net.Conn, error) {
			wire, err := dial(ctx, network, address)
			h := newHole(wire)
			holes <- h
			return h, err // it never fails here
		}
		s.set(func(r request) action {
			if r.is("write", 1) {
				(<-holes).swallow()
			}
			return action{}
		})
		wantReceipt(t, partner.Deliver(t.Context(), s.access(), parcel(), silent), deliver.Receipt{State: deliver.ToRetry, Code: "COUPURE"})
	})
	t.Run("all places taken, one waits no longer than the run", func(t *testing.T) {
		s, partner := MustServe(t), MustPartner(t)
		for range remote.MaxBusy {
			leave, err := partner.door.Enter(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			defer leave()
		}
		ctx, stop := context.WithCancel(t.Context())
		time.AfterFunc(time.Millisecond, stop)
		wantReceipt(t, partner.Deliver(ctx, s.access(), parcel(), silent), stopped)
	})
}

// hole is a connection whose other end was forgotten on the way: nothing comes back, and nobody
// says so.
type hole struct {
	net.Conn
	forgotten, closed chan struct{}
	close             func()
}

func newHole(wire net.Conn) *hole {
	h := &hole{Conn: wire, forgotten: make(chan struct{}), closed: make(chan struct{})}
	h.close = sync.OnceFunc(func() { close(h.closed) })
	return h
}

func (h *hole) swallow() { close(h.forgotten) }

func (h *hole) Read(b []byte) (int, error) {
	n, err := h.Conn.Read(b)
	select {
	case <-h.forgotten:
		<-h.closed
		return 0, net.ErrClosed
	default:
		return n, err
	}
}

func (h *hole) Write(b []byte) (int, error) {
	select {
	case <-h.forgotten:
		return len(b), nil
	default:
		return h.Conn.Write(b)
	}
}

func (h *hole) Close() error { h.close(); return h.Conn.Close() }
