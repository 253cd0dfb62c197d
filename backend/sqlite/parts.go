package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// pieces of a long question: small enough that both readers end together.
const pieces = 8

// What is read in one piece up to here takes no time that anyone sees.
var manyOperations, manyStatements, manyAccounts int64 = 2_000_000, 250_000, 1000

// pair is two readers for one long question at a time, and one that tells whether something was
// written between the moments when they began.
type pair struct {
	mu    sync.Mutex
	conns *sql.DB
}

// openPair opens the readers; nil on a machine that would gain nothing.
func openPair(dsn string) (*pair, error) {
	if runtime.NumCPU() < 2 {
		return nil, nil
	}
	conns, err := sql.Open(driverName, dsn)
	if err != nil {
		return nil, fmt.Errorf("sqlite: open a pair of readers: %w", err)
	}
	conns.SetMaxOpenConns(3)
	conns.SetMaxIdleConns(3)
	conns.SetConnMaxIdleTime(time.Minute) // what they keep in memory is for a question and the next
	return &pair{conns: conns}, nil
}

func (p *pair) close() error {
	if p == nil {
		return nil
	}
	return p.conns.Close()
}

// inParts answers a long question in pieces, two at a time, all in the same state of the data. It is
// not done, and to be asked whole, where there are no two readers, or another question has them.
func (tx *Tx) inParts(piece func(tx *Tx, i int) error) (done bool, err error) {
	if tx.pair == nil || !tx.pair.mu.TryLock() {
		return false, nil
	}
	defer tx.pair.mu.Unlock()
	ctx, cancel := context.WithCancel(tx.ctx)
	defer cancel()
	a, b, err := tx.pair.begin(ctx)
	if err != nil || a == nil {
		return false, err
	}
	defer a.end()
	defer b.end()
	var next atomic.Int64
	var both sync.WaitGroup
	var first sync.Once // the other reader then fails for no reason of its own
	for _, reader := range []*Tx{a, b} {
		both.Go(func() {
			for i := int(next.Add(1)) - 1; i < pieces; i = int(next.Add(1)) - 1 {
				if failed := piece(reader, i); failed != nil {
					first.Do(func() { err = failed; cancel() })
					return
				}
			}
		})
	}
	both.Wait()
	return true, err
}

// portion is the i-th of equal parts of what lies from one number to another, both in it.
func portion(from, to int64, i int) (first, last int64) {
	at := func(i int64) int64 { return from + (to-from+1)/pieces*i }
	if first, last = at(int64(i)), at(int64(i)+1)-1; i == pieces-1 {
		last = to
	}
	return first, last
}

// begin begins two readings of one state; nil when others write too often for that.
func (p *pair) begin(ctx context.Context) (a, b *Tx, err error) {
	watcher, err := p.conns.Conn(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("sqlite: take a reader: %w", err)
	}
	defer func() { _ = watcher.Close() }()
	for range 3 {
		var before, after int64
		if err := watcher.QueryRowContext(ctx, "PRAGMA data_version").Scan(&before); err != nil {
			return nil, nil, err
		}
		if a, err = p.reading(ctx); err != nil {
			return nil, nil, err
		}
		if b, err = p.reading(ctx); err != nil {
			a.end()
			return nil, nil, err
		}
		err = watcher.QueryRowContext(ctx, "PRAGMA data_version").Scan(&after)
		if err == nil && before == after {
			return a, b, nil
		}
		a.end()
		b.end()
		if err != nil {
			return nil, nil, err
		}
	}
	return nil, nil, nil
}

// reading begins a reading of the state of now.
func (p *pair) reading(ctx context.Context) (*Tx, error) {
	conn, err := p.conns.Conn(ctx)
	if err != nil {
		return nil, fmt.Errorf("sqlite: take a reader: %w", err)
	}
	tx := &Tx{ctx: ctx, conn: conn}
	if _, err = tx.exec("BEGIN"); err == nil {
		_, err = tx.one("SELECT count(*) FROM sqlite_schema", nil, new(int)) // BEGIN alone takes no state
	}
	if err != nil {
		tx.end()
		return nil, err
	}
	return tx, nil
}

func (tx *Tx) end() {
	tx.rollback()
	_ = tx.conn.Close()
}
