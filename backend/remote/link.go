package remote

import (
	"net"
	"sync"
	"time"

	client "github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"
)

// Link is a connection to a server, known and signed in, over which files are put or taken. One
// attempt uses it at a time.
type Link struct {
	wire  net.Conn
	shell *ssh.Client
	Files *client.Client

	// What deliveries over it know of the folder.
	Ready bool                // it was seen
	Left  map[string]struct{} // names of *.part files that earlier attempts left there

	gone chan struct{} // closed once the connection is over
	work sync.WaitGroup
}

// newLink watches over a connection until it ends.
func newLink(wire net.Conn, shell *ssh.Client, keepalive time.Duration) *Link {
	l := &Link{wire: wire, shell: shell, Left: map[string]struct{}{}, gone: make(chan struct{})}
	l.work.Go(func() { _ = shell.Wait(); close(l.gone) })
	l.work.Go(func() { l.ask(keepalive) })
	return l
}

// ask asks the server from time to time whether it is still there, and cuts when it is not: a
// connection that a router forgot would otherwise never end.
func (l *Link) ask(every time.Duration) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-l.gone:
			return
		case <-tick.C:
		}
		late := time.AfterFunc(every, l.Cut)
		_, _, err := l.shell.SendRequest("keepalive@openssh.com", true, nil)
		late.Stop()
		if err != nil {
			return
		}
	}
}

// Cut ends the connection at once: whatever waits for the server stops waiting.
func (l *Link) Cut() { _ = l.wire.Close() }

// Alive reports whether the connection has not ended, as far as is known.
func (l *Link) Alive() bool {
	select {
	case <-l.gone:
		return false
	default:
		return true
	}
}

// goodbye bounds the polite end of a connection.
const goodbye = 2 * time.Second

// Close takes leave of the server, and returns when nothing of the connection runs any more.
func (l *Link) Close() {
	_ = l.wire.SetDeadline(time.Now().Add(goodbye))
	_ = l.shell.Close()
	l.Cut()
	if l.Files != nil {
		_ = l.Files.Close()
	}
	l.work.Wait()
}

// Offers reports whether the server announced an extension, in its first version.
func (l *Link) Offers(extension string) bool {
	version, ok := l.Files.HasExtension(extension)
	return ok && version == "1"
}

// Room is what is free on a folder's disk, in bytes; ok is false when the server does not say.
func (l *Link) Room(folder string) (n uint64, ok bool) {
	if version, ok := l.Files.HasExtension("statvfs@openssh.com"); !ok || version != "2" {
		return 0, false
	}
	disk, err := l.Files.StatVFS(folder)
	if err != nil {
		return 0, false
	}
	return disk.Bavail * disk.Frsize, true
}
