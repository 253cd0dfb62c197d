package simulator

import (
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"
)

const (
	base       = "/api/v1"
	signInBase = "/api"

	// Reading: the largest body is not documented. A year of a busy account is 30 MB.
	maxBodyBytes   = 32 << 20
	maxHeaderBytes = 16 << 10
	headerTimeout  = 5 * time.Second
	readTimeout    = 60 * time.Second
	idleTimeout    = 30 * time.Second
)

// server is one start of a MyUnisoft, until its close.
type server struct {
	m        *MyUnisoft
	listener net.Listener
	http     *http.Server
	closing  chan struct{} // closed first: releases what a fault holds
	served   chan struct{} // closed when nothing is accepted any more
	conns    sync.WaitGroup
	handlers sync.WaitGroup
}

// Start listens on a free port of 127.0.0.1.
func (m *MyUnisoft) Start() error { return m.StartAt("127.0.0.1:0") }

// StartAt listens on a given address, such as "127.0.0.1:8123" or "[::1]:8123". It refuses
// any address that is not a literal one of the loopback, names included.
func (m *MyUnisoft) StartAt(addr string) error {
	if err := wantLoopback(addr); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.running != nil {
		return errors.New("simulator: already started")
	}
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return fmt.Errorf("simulator: listen: %w", err)
	}
	m.running = newServer(m, listener)
	go m.running.serve()
	return nil
}

func wantLoopback(addr string) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return fmt.Errorf("simulator: %w", err)
	}
	if ip := net.ParseIP(host); ip == nil || !ip.IsLoopback() {
		return fmt.Errorf("simulator: %q is no loopback address", addr)
	}
	return nil
}

func newServer(m *MyUnisoft, listener net.Listener) *server {
	s := &server{m: m, listener: listener, closing: make(chan struct{}), served: make(chan struct{})}
	s.http = &http.Server{
		Handler:           http.HandlerFunc(s.handle),
		ReadHeaderTimeout: headerTimeout, ReadTimeout: readTimeout, IdleTimeout: idleTimeout,
		MaxHeaderBytes: maxHeaderBytes,
		ErrorLog:       log.New(io.Discard, "", 0), // its own log is Requests
		ConnState:      s.count,
	}
	return s
}

func (s *server) serve() {
	defer close(s.served)
	_ = s.http.Serve(s.listener) // ends with ErrServerClosed
}

// count knows how many connections are open, those that a fault took over apart: they are
// closed before their handler ends.
func (s *server) count(_ net.Conn, state http.ConnState) {
	switch state {
	case http.StateNew:
		s.conns.Add(1)
	case http.StateClosed, http.StateHijacked:
		s.conns.Done()
	}
}

func (s *server) handle(w http.ResponseWriter, r *http.Request) {
	s.handlers.Add(1)
	defer s.handlers.Done()
	s.m.begin(w, r, s.closing).run()
}

// Close stops listening, cuts every connection and waits for all that runs. What is held
// stays held, for another start. Closing twice does nothing.
func (m *MyUnisoft) Close() error {
	m.mu.Lock()
	s := m.running
	m.running = nil
	m.mu.Unlock()
	if s == nil {
		return nil
	}
	close(s.closing)
	err := s.http.Close()
	<-s.served
	// Once more: what was accepted during the first has only now been counted.
	err = errors.Join(err, s.http.Close())
	s.conns.Wait()
	s.handlers.Wait()
	return err
}

// URL is the base of the API, "http://127.0.0.1:41234/api/v1", or "" when closed.
func (m *MyUnisoft) URL() string {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.running == nil {
		return ""
	}
	return "http://" + m.running.listener.Addr().String() + base
}

// AuthURL is the base of « API Cabinet », where a firm signs in, or "" when closed.
func (m *MyUnisoft) AuthURL() string {
	api := m.URL()
	if api == "" {
		return ""
	}
	return strings.TrimSuffix(api, base) + signInBase
}
