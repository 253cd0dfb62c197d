package simulator

import (
	"bytes"
	"net"
	"net/http"
	"runtime"
	"runtime/pprof"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestStartAtRefusesWhatIsNotLoopback(t *testing.T) {
	for _, addr := range []string{
		":0", "0.0.0.0:0", "[::]:0", "192.168.1.10:0", "10.0.0.1:80", "localhost:0", "api.myunisoft.fr:443", "127.0.0.1", "", "::ffff:8.8.8.8:0",
	} {
		t.Run(addr, func(t *testing.T) {
			m := NewMyUnisoft(Options{})
			if err := m.StartAt(addr); err == nil {
				t.Errorf("listens at %s", m.URL())
				_ = m.Close()
			}
		})
	}
}

func TestStart(t *testing.T) {
	m := MustMyUnisoft(t, Options{})
	url := m.URL()
	addr := strings.TrimSuffix(strings.TrimPrefix(url, "http://"), "/api/v1")
	if host, _, err := net.SplitHostPort(addr); err != nil || host != "127.0.0.1" {
		t.Fatalf("got %s", url)
	}
	if err := m.Start(); err == nil {
		t.Error("starts twice")
	}
	wantRows(t, send(march()).do(m), 2)
	for range 2 {
		if err := m.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if m.URL() != "" {
		t.Errorf("closed, its URL is %s", m.URL())
	}
	if _, err := net.Dial("tcp", addr); err == nil {
		t.Error("closed, it listens")
	}
	t.Run("again at the same address, with what it holds", func(t *testing.T) {
		if err := m.StartAt(addr); err != nil {
			t.Fatal(err)
		}
		if m.URL() != url {
			t.Errorf("got %s", m.URL())
		}
		wantRefused(t, send(march()).do(m), 400, "IMPORT15")
	})
}

// TestCloseLeavesNothing closes while requests come in, some of them held.
func TestCloseLeavesNothing(t *testing.T) {
	m := MustMyUnisoft(t, Options{})
	reached := make(chan struct{}, 3)
	m.Fail(Fault{Kind: HoldImport, Times: 3, Reached: func() { reached <- struct{}{} }})
	idle := &http.Transport{}
	defer idle.CloseIdleConnections()
	if response, err := (&http.Client{Transport: idle}).Get(m.URL()); err != nil {
		t.Fatal(err)
	} else {
		_ = response.Body.Close() // and its connection stays open
	}
	var clients sync.WaitGroup
	for range 8 {
		clients.Go(func() { send(march()).do(m) })
	}
	for range 3 {
		<-reached
	}
	if err := m.Close(); err != nil {
		t.Error(err)
	}
	clients.Wait()
	for until := time.Now().Add(10 * time.Second); running("simulator.(*server)"); runtime.Gosched() {
		if time.Now().After(until) {
			t.Fatal("a goroutine of the server is left")
		}
	}
}

// running reports whether some goroutine has a call in its stack.
func running(call string) bool {
	var stacks bytes.Buffer
	_ = pprof.Lookup("goroutine").WriteTo(&stacks, 2)
	return strings.Contains(stacks.String(), call)
}

// TestConcurrentUse is for the race detector.
func TestConcurrentUse(t *testing.T) {
	m := MustMyUnisoft(t, Options{Limits: Limits{Requests: NoLimit, AtOnce: NoLimit}})
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			m.AddSociety(Society{ID: int64(i + 1), Name: "S"})
			m.Fail(Fault{Kind: FaultKind(i)})
			send(march()).do(m)
			get("/society").do(m)
			m.Allow(secret, token)
			m.Activate(token)
			_, _, _ = m.Record(), m.Requests(), m.URL()
		})
	}
	all.Wait()
	if len(m.Requests()) != 16 {
		t.Errorf("got %d requests", len(m.Requests()))
	}
}
