package simulator

import (
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"sync"
	"sync/atomic"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"
)

// SFTP is a server of files on loopback, over a folder of this machine.
type SFTP struct {
	dir, user, password string
	key                 ssh.Signer

	mu       sync.Mutex
	faults   []SFTPFault
	listener net.Listener
	address  string
	conns    map[net.Conn]bool
	running  sync.WaitGroup
}

// SFTPFault is what becomes of the next connection.
type SFTPFault struct {
	// Refuse ends it before a word is said.
	Refuse bool
	// Stranger shows another host key.
	Stranger bool
	// Locked refuses the password.
	Locked bool
	// CutAfterRead and CutAfterWritten end it once so many bytes came from the client, or went
	// to it; 0 never.
	CutAfterRead, CutAfterWritten int64
	// Reached is called when the fault strikes.
	Reached func()
}

// NewSFTP makes a server over a folder for one user.
func NewSFTP(dir, user, password string) (*SFTP, error) {
	key, err := hostKey()
	return &SFTP{dir: dir, user: user, password: password, key: key, conns: map[net.Conn]bool{}}, err
}

func hostKey() (ssh.Signer, error) {
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("simulator: make a host key: %w", err)
	}
	return ssh.NewSignerFromKey(private)
}

// Start listens on a free port of 127.0.0.1, or where it listened before.
func (s *SFTP) Start() error {
	s.mu.Lock()
	address := s.address
	s.mu.Unlock()
	if address == "" {
		address = "127.0.0.1:0"
	}
	return s.StartAt(address)
}

// StartAt listens on an address of loopback.
func (s *SFTP) StartAt(address string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return fmt.Errorf("simulator: listen: %w", err)
	}
	s.listener, s.address = listener, listener.Addr().String()
	s.running.Go(func() { s.accept(listener) })
	return nil
}

// Address is the host and the port it listens on.
func (s *SFTP) Address() (host, port string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	host, port, _ = net.SplitHostPort(s.address)
	return host, port
}

// Dir is the folder that it serves.
func (s *SFTP) Dir() string { return s.dir }

// HostKey is the server's public key.
func (s *SFTP) HostKey() ssh.PublicKey { return s.key.PublicKey() }

// Fail lines faults up: each strikes one connection, in order.
func (s *SFTP) Fail(faults ...SFTPFault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, faults...)
}

// Heal forgets the faults to come, and cuts the connections that have one.
func (s *SFTP) Heal() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
	for conn := range s.conns {
		_ = conn.Close()
	}
}

// Close ends the server and its connections. Start starts it again at the same address.
func (s *SFTP) Close() error {
	s.mu.Lock()
	var err error
	if s.listener != nil {
		err = s.listener.Close()
		s.listener = nil
	}
	for conn := range s.conns {
		_ = conn.Close()
	}
	s.mu.Unlock()
	s.running.Wait()
	return err
}

func (s *SFTP) accept(listener net.Listener) {
	for {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		fault, ok := s.meet(listener, conn)
		if !ok {
			_ = conn.Close()
			continue
		}
		s.running.Go(func() {
			_ = s.serve(&cutting{Conn: conn, fault: fault}, fault)
			_ = conn.Close()
			s.leave(conn)
		})
	}
}

// meet takes the next fault for a connection; ok is false when it is refused.
func (s *SFTP) meet(listener net.Listener, conn net.Conn) (fault SFTPFault, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.faults) > 0 {
		fault, s.faults = s.faults[0], s.faults[1:]
	}
	if fault.Refuse {
		fault.reached()
		return fault, false
	}
	s.conns[conn] = true
	return fault, s.listener == listener
}

func (s *SFTP) leave(conn net.Conn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.conns, conn)
}

func (f SFTPFault) reached() {
	if f.Reached != nil {
		f.Reached()
	}
}

var errLocked = errors.New("simulator: wrong password")

func (s *SFTP) serve(conn net.Conn, fault SFTPFault) error {
	config := &ssh.ServerConfig{PasswordCallback: func(c ssh.ConnMetadata, given []byte) (*ssh.Permissions, error) {
		if fault.Locked || c.User() != s.user || string(given) != s.password {
			fault.reached()
			return nil, errLocked
		}
		return nil, nil
	}}
	key := s.key
	if fault.Stranger {
		fault.reached()
		var err error
		if key, err = hostKey(); err != nil {
			return err
		}
	}
	config.AddHostKey(key)
	server, channels, requests, err := ssh.NewServerConn(conn, config)
	if err != nil {
		return err
	}
	defer server.Close()
	go ssh.DiscardRequests(requests)
	for one := range channels {
		if one.ChannelType() != "session" {
			_ = one.Reject(ssh.UnknownChannelType, "")
			continue
		}
		channel, asked, err := one.Accept()
		if err != nil {
			return err
		}
		s.running.Go(func() { s.session(channel, asked) })
	}
	return nil
}

func (s *SFTP) session(channel ssh.Channel, asked <-chan *ssh.Request) {
	defer channel.Close()
	for r := range asked {
		wanted := r.Type == "subsystem" && len(r.Payload) >= 4 && string(r.Payload[4:]) == "sftp"
		_ = r.Reply(wanted, nil)
		if !wanted {
			continue
		}
		go ssh.DiscardRequests(asked)
		server, err := sftp.NewServer(channel, sftp.WithServerWorkingDirectory(s.dir))
		if err == nil {
			_ = server.Serve() // until the client leaves, or is cut
		}
		return
	}
}

// cutting is a connection that ends after so many bytes.
type cutting struct {
	net.Conn
	fault         SFTPFault
	read, written atomic.Int64
}

func (c *cutting) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	if most := c.fault.CutAfterRead; most > 0 && c.read.Add(int64(n)) >= most {
		c.fault.reached()
		_ = c.Conn.Close()
		return 0, net.ErrClosed
	}
	return n, err
}

func (c *cutting) Write(b []byte) (int, error) {
	if most := c.fault.CutAfterWritten; most > 0 && c.written.Add(int64(len(b))) >= most {
		c.fault.reached()
		_ = c.Conn.Close()
		return 0, net.ErrClosed
	}
	return c.Conn.Write(b)
}
