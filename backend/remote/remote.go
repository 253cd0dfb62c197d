// Package remote is a server of files that is reached by SSH, for whoever puts files there or takes
// some: known by its key before a word is said to it, entered with a password or a key, watched over
// while it is used.
//
//	door := remote.New()
//	defer door.Close()
//	to, err := remote.TargetOf(access)
//	link, err := door.Connect(ctx, to)
//	files, err := link.Files.ReadDirContext(ctx, to.Folder)
//
// Settings: "host", "port" (22), "user", "folder" (at the server), "host_key" (pinned, see Pin).
// Secrets: "password", or "private_key" (PEM or OpenSSH) and its "passphrase".
//
// Nothing is said, not even the name of the user, to a server whose key is not the pinned one.
package remote

import (
	"context"
	"net"
	"time"
)

// Door leads to servers. Its only state is the connections that wait a moment for their next use.
type Door struct {
	Limits Limits
	// Dial opens a connection; tests open others.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)

	pool *pool
}

// Limits bounds what reaching a server may take.
type Limits struct {
	Dial      time.Duration // to reach the server
	Handshake time.Duration // to know it, and to be known
	Keepalive time.Duration // between two questions whether the server is there, and for its answer
	Idle      time.Duration // that a connection waits for its next use
}

// New makes a door.
func New() *Door {
	return &Door{
		Limits: Limits{Dial: 15 * time.Second, Handshake: 20 * time.Second, Keepalive: 15 * time.Second, Idle: 10 * time.Second},
		Dial:   (&net.Dialer{}).DialContext,
		pool:   newPool(),
	}
}

// Close ends the connections that wait. Those given back afterwards do not.
func (d *Door) Close() { d.pool.close() }

// Enter waits for one of the places; leave gives it back. Errors: the context's.
func (d *Door) Enter(ctx context.Context) (leave func(), err error) { return d.pool.enter(ctx) }

// Take is the connection that waits for a target, nil when there is none.
func (d *Door) Take(to Target) *Link { return d.pool.take(to) }

// Give lets a connection wait for its target's next use.
func (d *Door) Give(to Target, l *Link) { d.pool.give(to, l, d.Limits.Idle) }

// Idle returns once no connection waits any more.
func (d *Door) Idle() { d.pool.leaving.Wait() }
