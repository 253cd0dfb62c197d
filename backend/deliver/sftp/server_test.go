package sftp

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	client "github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"

	"sobank/backend/deliver"
	"sobank/backend/remote"
)

const testPassword = "m0t-de-passe"

// server is an SSH server on loopback whose SFTP packets the test sees, answers itself, or cuts.
type server struct {
	tb     testing.TB
	dir    string
	key    ssh.Signer
	noSFTP bool
	config *ssh.ServerConfig
	listen net.Listener

	mu       sync.Mutex // of all above that tests change, and below
	conns    map[net.Conn]bool
	accepted int
	met      map[string]int       // how often each kind of request came
	withhold map[string]bool      // extensions that are not announced
	fault    func(request) action // of each request
	onAccept func(net.Conn) bool  // false: the connection is the test's own
}

// request is an SFTP packet of the client: its kind ("open", "write", "posix-rename"…), and which
// of that kind it is, from 1.
type request struct {
	kind string
	nth  int
	id   uint32
}

// action is what becomes of a request; the zero action passes it on.
type action struct {
	cut    bool   // the connection ends before the server sees it
	after  bool   // the connection ends once the server has done it, before its answer
	hang   bool   // nobody answers
	answer []byte // in place of the server's
	do     func()
}

func (r request) is(kind string, nth int) bool { return r.kind == kind && r.nth == nth }

// refuses is a status of the server, in place of doing what is asked.
func (r request) refuses(code uint32, words string) action {
	b := binary.BigEndian.AppendUint32([]byte{101}, r.id)
	b = binary.BigEndian.AppendUint32(b, code)
	return action{answer: appendText(appendText(b, words), "")}
}

// MustServe starts a server on a folder of its own.
func MustServe(tb testing.TB) *server {
	tb.Helper()
	s := &server{tb: tb, dir: tb.TempDir(), key: MustKey(tb), conns: map[net.Conn]bool{}, met: map[string]int{}, withhold: map[string]bool{}}
	s.config = &ssh.ServerConfig{PasswordCallback: func(_ ssh.ConnMetadata, given []byte) (*ssh.Permissions, error) {
		if string(given) != testPassword {
			return nil, errors.New("no")
		}
		return nil, nil
	}}
	s.config.AddHostKey(s.key)
	s.start("127.0.0.1:0")
	tb.Cleanup(s.stop)
	return s
}

func (s *server) start(address string) {
	s.tb.Helper()
	var err error
	if s.listen, err = net.Listen("tcp", address); err != nil {
		s.tb.Fatal(err)
	}
	go s.accept(s.listen)
}

// stop ends the server and all of its connections.
func (s *server) stop() {
	_ = s.listen.Close()
	s.cutAll()
}

func (s *server) cutAll() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for conn := range s.conns {
		_ = conn.Close()
	}
}

func (s *server) accept(listener net.Listener) {
	for {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		s.mu.Lock()
		s.conns[conn], s.accepted = true, s.accepted+1
		onAccept := s.onAccept
		s.mu.Unlock()
		if onAccept == nil || onAccept(conn) { // without the lock: what a test does there may change the server
			go s.serve(conn)
		}
	}
}

func (s *server) serve(wire net.Conn) {
	defer wire.Close()
	s.mu.Lock()
	config := *s.config
	s.mu.Unlock()
	conn, channels, requests, err := ssh.NewServerConn(wire, &config)
	if err != nil {
		return
	}
	defer conn.Close()
	go ssh.DiscardRequests(requests)
	for one := range channels {
		channel, asked, err := one.Accept()
		if err != nil {
			return
		}
		go func() {
			for r := range asked {
				ok := r.Type == "subsystem" && strings.HasSuffix(string(r.Payload), "sftp") && s.speaks()
				_ = r.Reply(ok, nil)
				if ok {
					go s.files(wire, channel)
				}
			}
		}()
	}
}

// files stands between the client and a true SFTP server.
func (s *server) files(wire net.Conn, channel io.ReadWriteCloser) {
	defer wire.Close()
	in, toInner := io.Pipe()
	fromInner, out := io.Pipe()
	inner, err := client.NewServer(duplex{in, out}, client.WithServerWorkingDirectory(s.dir))
	if err != nil {
		return
	}
	defer inner.Close()
	go func() { _ = inner.Serve(); _ = out.Close() }()
	between := &between{server: s, wire: wire, client: channel, cutAt: map[uint32]bool{}}
	go between.answers(fromInner)
	between.requests(toInner)
	_ = toInner.Close()
}

type duplex struct {
	io.Reader
	io.WriteCloser
}

type between struct {
	*server
	wire   net.Conn
	client io.ReadWriteCloser
	mu     sync.Mutex
	cutAt  map[uint32]bool // answers that are never given
}

func (b *between) requests(inner io.Writer) {
	for {
		packet, err := readPacket(b.client)
		if err != nil {
			return
		}
		act := b.server.meet(packet)
		switch {
		case act.do != nil:
			act.do()
		case act.cut:
			_ = b.wire.Close()
			return
		case act.hang:
			continue
		case act.answer != nil:
			b.say(act.answer)
			continue
		case act.after:
			b.mu.Lock()
			b.cutAt[idOf(packet)] = true
			b.mu.Unlock()
		}
		if err := writePacket(inner, packet); err != nil {
			return
		}
	}
}

func (b *between) answers(inner io.Reader) {
	for {
		packet, err := readPacket(inner)
		if err != nil {
			return
		}
		if packet[0] == 2 {
			packet = b.server.version()
		}
		b.mu.Lock()
		cut := b.cutAt[idOf(packet)]
		b.mu.Unlock()
		if cut {
			_ = b.wire.Close()
			return
		}
		b.say(packet)
	}
}

func (b *between) say(packet []byte) {
	b.mu.Lock()
	defer b.mu.Unlock()
	_ = writePacket(b.client, packet)
}

// version announces what OpenSSH announces, save what is withheld.
func (s *server) version() []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	b := binary.BigEndian.AppendUint32([]byte{2}, 3)
	for _, ext := range [][2]string{{"posix-rename@openssh.com", "1"}, {"statvfs@openssh.com", "2"}, {"fsync@openssh.com", "1"}} {
		if !s.withhold[ext[0]] {
			b = appendText(appendText(b, ext[0]), ext[1])
		}
	}
	return b
}

var kinds = map[byte]string{1: "init", 3: "open", 4: "close", 5: "read", 6: "write", 7: "lstat", 8: "fstat", 11: "opendir", 12: "readdir", 13: "remove", 15: "rmdir", 17: "stat", 18: "rename"}

// meet counts a request and asks the test what becomes of it.
func (s *server) meet(packet []byte) action {
	r := request{kind: kinds[packet[0]], id: idOf(packet)}
	if packet[0] == 200 {
		length := binary.BigEndian.Uint32(packet[5:])
		r.kind, _, _ = strings.Cut(string(packet[9:9+length]), "@")
	}
	s.mu.Lock()
	s.met[r.kind]++
	r.nth = s.met[r.kind]
	fault := s.fault
	s.mu.Unlock()
	if fault != nil {
		if act := fault(r); act.cut || act.after || act.hang || act.do != nil || act.answer != nil {
			return act
		}
	}
	if r.kind == "fsync" { // the library's server does not know it
		return r.refuses(0, "")
	}
	return action{}
}

// change does what a test changes of the server, between two connections.
func (s *server) change(do func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	do()
}

func (s *server) speaks() (sftp bool) {
	s.change(func() { sftp = !s.noSFTP })
	return sftp
}

func (s *server) set(fault func(request) action) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fault, s.met = fault, map[string]int{}
}

func (s *server) count(kind string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.met[kind]
}

func (s *server) connections() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.accepted
}

func idOf(packet []byte) uint32 {
	if len(packet) < 5 {
		return 0
	}
	return binary.BigEndian.Uint32(packet[1:])
}

func readPacket(r io.Reader) ([]byte, error) {
	var length [4]byte
	if _, err := io.ReadFull(r, length[:]); err != nil {
		return nil, err
	}
	packet := make([]byte, binary.BigEndian.Uint32(length[:]))
	_, err := io.ReadFull(r, packet)
	return packet, err
}

func writePacket(w io.Writer, packet []byte) error {
	_, err := w.Write(append(binary.BigEndian.AppendUint32(nil, uint32(len(packet))), packet...))
	return err
}

func appendText(b []byte, text string) []byte {
	return append(binary.BigEndian.AppendUint32(b, uint32(len(text))), text...)
}

// MustKey is a new Ed25519 key.
func MustKey(tb testing.TB) ssh.Signer {
	tb.Helper()
	return MustSigner(tb, MustEd25519(tb))
}

// access is how the server is reached by its password, its key pinned.
func (s *server) access() deliver.Access {
	host, port, err := net.SplitHostPort(s.listen.Addr().String())
	if err != nil {
		s.tb.Fatal(err)
	}
	return deliver.Access{
		Settings: map[string]string{"host": host, "port": port, "user": "cabinet", "folder": s.dir, "host_key": remote.Pin(s.key.PublicKey())},
		Secrets:  map[string]string{"password": testPassword},
	}
}

// with is an access with one setting or secret changed.
func with(a deliver.Access, key, value string) deliver.Access {
	b := deliver.Access{Settings: map[string]string{}, Secrets: map[string]string{}}
	for k, v := range a.Settings {
		b.Settings[k] = v
	}
	for k, v := range a.Secrets {
		b.Secrets[k] = v
	}
	if _, secret := map[string]bool{"password": true, "private_key": true, "passphrase": true}[key]; secret {
		b.Secrets[key] = value
	} else {
		b.Settings[key] = value
	}
	return b
}

// MustPartner is a partner that leaves nothing running behind the test.
func MustPartner(tb testing.TB) *Partner {
	tb.Helper()
	p := New()
	tb.Cleanup(func() {
		p.Close()
		wantNothingRuns(tb)
	})
	return p
}

// wantNothingRuns looks for connections of the adapter that were left alone.
func wantNothingRuns(tb testing.TB) {
	tb.Helper()
	var stacks string
	for deadline := time.Now().Add(5 * time.Second); time.Now().Before(deadline); runtime.Gosched() {
		buffer := make([]byte, 1<<20)
		stacks = string(buffer[:runtime.Stack(buffer, true)])
		if !strings.Contains(stacks, "remote.(*Link)") && !strings.Contains(stacks, "sftp.(*clientConn)") && !strings.Contains(stacks, "sftp.newClientPipe") {
			return
		}
	}
	tb.Errorf("still running:\n%s", stacks)
}

const testName = "CFONB120_732829320_FR76_20260101-20260131_1.dat"

// parcel is of several SFTP packets.
func parcel() deliver.Parcel {
	return deliver.Parcel{ShipmentID: 1, Name: testName, Bytes: bytes.Repeat([]byte("04 une opération du compte\r\n"), 4000), Operations: 4000}
}

func wantReceipt(tb testing.TB, got, want deliver.Receipt) {
	tb.Helper()
	if got.State != want.State || got.Code != want.Code || got.Doubt != want.Doubt || got.Trouble != want.Trouble || got.Unreached != want.Unreached {
		tb.Errorf("got  %+v\nwant %+v", got, want)
	}
	if got.Message == "" || got.State != deliver.Deposited && got.Hint == "" {
		tb.Errorf("a person is told nothing: %+v", got)
	}
	for _, text := range []string{got.Message, got.Hint, got.PartnerMessage} {
		if strings.Contains(text, testPassword) {
			tb.Errorf("the password is told: %+v", got)
		}
	}
}

var deposited = deliver.Receipt{State: deliver.Deposited}

func names(tb testing.TB, dir string) string {
	tb.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		tb.Fatal(err)
	}
	var all []string
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return strings.Join(all, " ")
}

// MustRead is a file's content, "" when there is none.
func MustRead(tb testing.TB, dir, name string) string {
	tb.Helper()
	b, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		tb.Fatal(err)
	}
	return string(b)
}

func MustWrite(tb testing.TB, dir, name, content string) {
	tb.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
		tb.Fatal(err)
	}
}

// wantWholeOrNone says that the file is in its place, whole, or not at all.
func wantWholeOrNone(tb testing.TB, dir string) (there bool) {
	tb.Helper()
	got := MustRead(tb, dir, testName)
	if got != "" && got != string(parcel().Bytes) {
		tb.Errorf("half a file of %d bytes has the name", len(got))
	}
	return got != ""
}

func silent() error { return nil }

func freePort(tb testing.TB) int {
	tb.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	defer l.Close()
	_, port, _ := net.SplitHostPort(l.Addr().String())
	n, err := strconv.Atoi(port)
	if err != nil {
		tb.Fatal(err)
	}
	return n
}

func MustEd25519(tb testing.TB) ed25519.PrivateKey {
	tb.Helper()
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		tb.Fatal(err)
	}
	return private
}
