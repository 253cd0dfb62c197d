//go:build unix

package deliver_test

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"

	"golang.org/x/crypto/ssh"

	"sobank/backend/civil"
	"sobank/backend/deliver"
	"sobank/backend/iban"
	"sobank/backend/simulator"
)

func key(account iban.IBAN, end civil.Date) string { return string(account) + " " + end.String() }

// arrived counts the statements that the partners have: what MyUnisoft recorded, and what stands
// in the folders.
func (a *arena) arrived() map[string]int {
	a.t.Helper()
	found := map[string]int{}
	for _, one := range a.my.Record() {
		found[key(one.IBAN, one.To)]++
	}
	seen := map[string]bool{}
	for _, one := range a.tools {
		if seen[one.dir] {
			continue
		}
		seen[one.dir] = true
		for _, name := range files(a.t, one.dir) {
			if strings.HasSuffix(name, ".part") {
				continue
			}
			content, err := os.ReadFile(filepath.Join(one.dir, name))
			if err != nil {
				a.t.Fatal(err)
			}
			a.count(found, name, content)
		}
	}
	return found
}

// count counts the statements of a file.
func (a *arena) count(found map[string]int, name string, content []byte) {
	a.t.Helper()
	if filepath.Ext(name) != ".zip" {
		a.countBlocks(found, content)
		return
	}
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		a.t.Errorf("%s is no whole archive: %v", name, err)
		return
	}
	for _, f := range archive.File {
		if filepath.Ext(f.Name) != ".dat" {
			continue
		}
		r, err := f.Open()
		if err != nil {
			a.t.Fatal(err)
		}
		inside, err := io.ReadAll(r)
		if err != nil {
			a.t.Fatal(err)
		}
		a.countBlocks(found, inside)
	}
}

// countBlocks reads the zones of each closing record: bank, branch, account, day.
func (a *arena) countBlocks(found map[string]int, content []byte) {
	for line := range strings.Lines(string(content)) {
		if line = strings.TrimRight(line, "\r\n"); len(line) != 120 {
			a.t.Errorf("a record of %d characters", len(line))
			continue
		}
		if line[:2] != "07" {
			continue
		}
		account, _ := iban.RIB{Bank: line[2:7], Branch: line[11:16], Number: line[21:32]}.IBAN()
		on, err := civil.Parse("20" + line[38:40] + "-" + line[36:38] + "-" + line[34:36])
		if err != nil {
			a.t.Error(err)
		}
		found[key(account, on)]++
	}
}

// leftovers wants no half-written file where nothing waits any more.
func (a *arena) leftovers() {
	for _, one := range a.tools {
		for _, name := range files(a.t, one.dir) {
			if strings.HasSuffix(name, ".part") {
				a.t.Logf("a part is left: %s", name)
			}
		}
	}
}

func pinned(s *simulator.SFTP) string {
	return s.HostKey().Type() + " " + ssh.FingerprintSHA256(s.HostKey())
}

// safeBuffer takes a child's words.
type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *safeBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *safeBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// sharedCrasher kills its process at the n-th of the moments that its workers meet.
type sharedCrasher struct{ left atomic.Int64 }

func (c *sharedCrasher) moment() {
	if c.left.Add(-1) == 0 {
		p, _ := os.FindProcess(os.Getpid())
		_ = p.Kill()
		select {} // until the signal arrives
	}
}

type chaosStore struct {
	deliver.Store
	*sharedCrasher
}

func (s chaosStore) Write(ctx context.Context, work func(deliver.Tx) error) error {
	s.moment()
	err := s.Store.Write(ctx, func(tx deliver.Tx) error {
		err := work(tx)
		s.moment()
		return err
	})
	s.moment()
	return err
}

type chaosPartner struct {
	deliver.Partner
	*sharedCrasher
}

func (p chaosPartner) Match(ctx context.Context, a deliver.Access, of deliver.AccountCard) deliver.Match {
	p.moment()
	return p.Partner.Match(ctx, a, of)
}

func (p chaosPartner) Deliver(ctx context.Context, a deliver.Access, parcel deliver.Parcel, sent func() error) deliver.Receipt {
	p.moment()
	r := p.Partner.Deliver(ctx, a, parcel, func() error {
		p.moment()
		err := sent()
		p.moment()
		return err
	})
	p.moment()
	return r
}
