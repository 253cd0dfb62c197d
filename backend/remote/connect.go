package remote

import (
	"context"
	"errors"
	"net"
	"strings"

	client "github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"
)

// version is how the program presents itself (RFC 4253, section 4.2).
const version = "SSH-2.0-SoBank"

// safe is the library's algorithms without those that have security issues, which its defaults
// still hold for old servers.
func safe() ssh.Config {
	all := ssh.SupportedAlgorithms()
	return ssh.Config{KeyExchanges: all.KeyExchanges, Ciphers: all.Ciphers, MACs: all.MACs}
}

// Connect reaches the server, makes sure that it is the pinned one, signs in and opens SFTP. It
// runs within the context: when that ends, so does the connection. Errors are setbacks; those
// before SFTP is open say that the partner was not reached.
func (d *Door) Connect(ctx context.Context, to Target) (*Link, error) {
	login, err := loginOf(to)
	if err != nil {
		return nil, err
	}
	wire, err := d.reach(ctx, to)
	if err != nil {
		return nil, err
	}
	shell, err := d.signIn(ctx, to, login, wire)
	if err != nil {
		_ = wire.Close()
		return nil, err
	}
	l := newLink(wire, shell, d.Limits.Keepalive)
	if err := l.open(ctx, d.Limits, to); err != nil {
		l.Close()
		return nil, err
	}
	return l, nil
}

// reach opens the connection, without a word to the server.
func (d *Door) reach(ctx context.Context, to Target) (net.Conn, error) {
	within, cancel := context.WithTimeout(ctx, d.Limits.Dial)
	defer cancel()
	wire, err := d.Dial(within, "tcp", to.Address())
	if err != nil {
		return nil, unreached(within, to, err)
	}
	return wire, nil
}

// signIn knows the server by its key, then says who we are.
func (d *Door) signIn(ctx context.Context, to Target, login *login, wire net.Conn) (*ssh.Client, error) {
	within, cancel := context.WithTimeout(ctx, d.Limits.Handshake)
	defer cancel()
	defer context.AfterFunc(within, func() { _ = wire.Close() })()
	var key sight
	conn, channels, requests, err := ssh.NewClientConn(wire, to.Address(), &ssh.ClientConfig{
		Config: safe(), User: to.User, Auth: login.methods(), HostKeyAlgorithms: to.Pin.algorithms(), ClientVersion: version,
		HostKeyCallback: key.mustBe(to.Pin),
	})
	shown := key.seen()
	switch {
	case err == nil && within.Err() == nil:
		return ssh.NewClient(conn, channels, requests), nil
	case err == nil:
		_ = conn.Close()
		return nil, slowHandshake(within, to)
	case shown != nil && !to.Pin.is(shown):
		return nil, changed(to, shown)
	case within.Err() != nil:
		return nil, slowHandshake(within, to)
	case isHostKeyNegotiation(err):
		return nil, d.otherKind(ctx, to)
	case shown != nil && isRefusal(err):
		return nil, login.refused(to)
	}
	return nil, unfinished(to, err)
}

// otherKind is a server that has no more key of the pinned kind: the one that it has is shown.
func (d *Door) otherKind(ctx context.Context, to Target) error {
	shown, err := d.HostKey(ctx, to)
	if err != nil {
		return err
	}
	return changed(to, shown)
}

// HostKey asks a server for its key and leaves before anything else is said.
func (d *Door) HostKey(ctx context.Context, to Target) (ssh.PublicKey, error) {
	wire, err := d.reach(ctx, to)
	if err != nil {
		return nil, err
	}
	defer wire.Close()
	within, cancel := context.WithTimeout(ctx, d.Limits.Handshake)
	defer cancel()
	defer context.AfterFunc(within, func() { _ = wire.Close() })()
	var key sight
	_, _, _, err = ssh.NewClientConn(wire, to.Address(), &ssh.ClientConfig{
		Config: safe(), User: to.User, HostKeyAlgorithms: algorithmsFor(""), ClientVersion: version,
		HostKeyCallback: key.mustBe(pin{}),
	})
	shown := key.seen()
	switch {
	case shown != nil:
		return shown, nil
	case within.Err() != nil:
		return nil, slowHandshake(within, to)
	}
	return nil, unfinished(to, err)
}

// isHostKeyNegotiation reports whether the server has no key of the kinds that were asked for.
func isHostKeyNegotiation(err error) bool {
	negotiation, ok := errors.AsType[*ssh.AlgorithmNegotiationError](err)
	return ok && strings.Contains(negotiation.What, "host key")
}

// isRefusal tells a server that says no to who we are from a connection that ends. The library has
// no types for it.
func isRefusal(err error) bool {
	text := err.Error()
	return errors.Is(err, errNotAPassword) || strings.Contains(text, "unable to authenticate") ||
		strings.Contains(text, "too many authentication") || strings.Contains(text, "ssh: disconnect, reason")
}

// open starts SFTP on the connection.
func (l *Link) open(ctx context.Context, limits Limits, to Target) error {
	within, cancel := context.WithTimeout(ctx, limits.Handshake)
	defer cancel()
	defer context.AfterFunc(within, l.Cut)()
	files, err := client.NewClient(l.shell)
	l.Files = files
	switch {
	case err == nil && within.Err() == nil:
		return nil
	case within.Err() != nil:
		return slowHandshake(within, to)
	case !l.Alive() || isEnd(err):
		return unfinished(to, err)
	}
	return Trouble(CodeNoSFTP, "Le serveur "+to.String()+" accepte « "+to.User+" », mais ne lui offre pas SFTP.", "Demandez au partenaire d'ouvrir SFTP pour ce compte.")
}
