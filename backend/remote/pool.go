package remote

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"sync"
	"time"
)

// Servers limit connections per user and address, and a firm may have many connectors at one.
const (
	MaxBusy    = 6 // connections in use at once
	maxWaiting = 6 // connections that wait for their next file
)

// pool keeps a connection for a moment after a file, as the next one comes at once, and bounds how
// many there are.
type pool struct {
	slots chan struct{}
	salt  []byte

	mu      sync.Mutex
	closed  bool
	waiting map[identity]*parked
	leaving sync.WaitGroup
}

type identity = [sha256.Size]byte

type parked struct {
	*Link
	leave *time.Timer
}

func newPool() *pool {
	return &pool{slots: make(chan struct{}, MaxBusy), salt: []byte(rand.Text()), waiting: map[identity]*parked{}}
}

// enter waits for one of the places; leave gives it back.
func (p *pool) enter(ctx context.Context) (leave func(), err error) {
	select {
	case p.slots <- struct{}{}:
		return func() { <-p.slots }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// take is the connection that waits for a target, nil when there is none.
func (p *pool) take(to Target) *Link {
	p.mu.Lock()
	one := p.remove(to.identity(p.salt))
	p.mu.Unlock()
	if one == nil {
		return nil
	}
	if !one.Alive() {
		one.Close()
		return nil
	}
	return one.Link
}

// remove must be called with the lock held.
func (p *pool) remove(id identity) *parked {
	one := p.waiting[id]
	if one == nil || !one.leave.Stop() {
		return nil // its time is over, it is being closed
	}
	delete(p.waiting, id)
	p.leaving.Done()
	return one
}

// give lets a connection wait for its target's next file.
func (p *pool) give(to Target, l *Link, idle time.Duration) {
	id := to.identity(p.salt)
	p.mu.Lock()
	if _, taken := p.waiting[id]; p.closed || taken || len(p.waiting) >= maxWaiting || !l.Alive() {
		p.mu.Unlock()
		l.Close()
		return
	}
	defer p.mu.Unlock()
	one := &parked{Link: l}
	p.leaving.Add(1)
	one.leave = time.AfterFunc(idle, func() {
		defer p.leaving.Done()
		p.mu.Lock()
		delete(p.waiting, id)
		p.mu.Unlock()
		one.Close()
	})
	p.waiting[id] = one
}

// close ends the connections that wait, and returns when they are over.
func (p *pool) close() {
	p.mu.Lock()
	p.closed = true
	var ending []*parked
	for id := range p.waiting {
		if one := p.remove(id); one != nil {
			ending = append(ending, one)
		}
	}
	p.mu.Unlock()
	for _, one := range ending {
		one.Close()
	}
	p.leaving.Wait()
}
