package sftp

import (
	"net"
	"sync"
	"time"

	client "github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"
)

// link is a connection to a server, known and signed in, over which files are put. One attempt
// uses it at a time.
type link struct {
	wire  net.Conn
	shell *ssh.Client
	files *client.Client

	ready bool                // the folder was seen
	left  map[string]struct{} // names of *.part files that earlier attempts left there

	gone chan struct{} // closed once the connection is over
	work sync.WaitGroup
}

// newLink watches over a connection until it ends.
func newLink(wire net.Conn, shell *ssh.Client, keepalive time.Duration) *link {
	l := &link{wire: wire, shell: shell, left: map[string]struct{}{}, gone: make(chan struct{})}
	l.work.Go(func() { _ = shell.Wait(); close(l.gone) })
	l.work.Go(func() { l.ask(keepalive) })
	return l
}

// ask asks the server from time to time whether it is still there, and cuts when it is not: a
// connection that a router forgot would otherwise never end.
func (l *link) ask(every time.Duration) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-l.gone:
			return
		case <-tick.C:
		}
		late := time.AfterFunc(every, l.cut)
		_, _, err := l.shell.SendRequest("keepalive@openssh.com", true, nil)
		late.Stop()
		if err != nil {
			return
		}
	}
}

// cut ends the connection at once: whatever waits for the server stops waiting.
func (l *link) cut() { _ = l.wire.Close() }

func (l *link) alive() bool {
	select {
	case <-l.gone:
		return false
	default:
		return true
	}
}

// goodbye bounds the polite end of a connection.
const goodbye = 2 * time.Second

// close takes leave of the server, and returns when nothing of the connection runs any more.
func (l *link) close() {
	_ = l.wire.SetDeadline(time.Now().Add(goodbye))
	_ = l.shell.Close()
	l.cut()
	if l.files != nil {
		_ = l.files.Close()
	}
	l.work.Wait()
}
