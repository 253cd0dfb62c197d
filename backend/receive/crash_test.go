package receive_test

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"sobank/backend/collect"
	"sobank/backend/deliver"
	"sobank/backend/firm"
	"sobank/backend/receive"
	"sobank/backend/receive/folder"
	"sobank/backend/rights"
	"sobank/backend/wiring"
	"sobank/backend/wiring/wiringtest"
)

// crasher kills its own process at the n-th of the moments it is asked at.
type crasher struct{ left int }

func (c *crasher) moment() {
	if c.left--; c.left == 0 {
		p, _ := os.FindProcess(os.Getpid())
		_ = p.Kill()
		select {} // until the signal arrives
	}
}

// crashingStore has a moment before each transaction, before its commit, and after it.
type crashingStore struct {
	receive.Store
	*crasher
}

func (s crashingStore) Write(ctx context.Context, work func(receive.Tx) error) error {
	s.moment()
	err := s.Store.Write(ctx, func(tx receive.Tx) error {
		err := work(tx)
		s.moment()
		return err
	})
	s.moment()
	return err
}

// crashingImport has a moment before an import and after it.
type crashingImport struct {
	receive.Importer
	*crasher
}

func (i crashingImport) Import(ctx context.Context, a rights.Actor, req collect.Request, on func(collect.Progress)) ([]collect.FileReport, error) {
	i.moment()
	reports, err := i.Importer.Import(ctx, a, req, on)
	i.moment()
	return reports, err
}

// crashingDoor has a moment in the middle of each file, and around each move.
type crashingDoor struct {
	receive.Door
	*crasher
}

func (d crashingDoor) Open(ctx context.Context, a deliver.Access) (receive.Place, error) {
	p, err := d.Door.Open(ctx, a)
	return crashingPlace{p, d.crasher}, err
}

type crashingPlace struct {
	receive.Place
	*crasher
}

func (p crashingPlace) Fetch(ctx context.Context, f receive.Found, from int64, into io.Writer) error {
	err := p.Place.Fetch(ctx, f, from, halved{into, p.crasher})
	p.moment()
	return err
}

func (p crashingPlace) PutAway(ctx context.Context, f receive.Found, v receive.Verdict) (string, error) {
	p.moment()
	as, err := p.Place.PutAway(ctx, f, v)
	p.moment()
	return as, err
}

// halved writes one half, then the other.
type halved struct {
	into io.Writer
	*crasher
}

func (h halved) Write(b []byte) (int, error) {
	n, err := h.into.Write(b[:len(b)/2])
	if err != nil {
		return n, err
	}
	h.moment()
	m, err := h.into.Write(b[n:])
	return n + m, err
}

const (
	crashAt   = "SOBANK_TEST_CRASH_AT"
	crashData = "SOBANK_TEST_CRASH_DATA"
)

// TestCrashChild is the process that is killed; alone it does nothing.
func TestCrashChild(t *testing.T) {
	at, err := strconv.Atoi(os.Getenv(crashAt))
	if err != nil {
		t.Skip("run by TestCrash")
	}
	clock := wiringtest.NewClock(time.Date(2026, 4, 2, 13, 0, 0, 0, time.UTC))
	house, err := wiring.Open(background, wiring.Options{DataDir: os.Getenv(crashData), Now: clock.Now, Wait: clock.Wait}.Forgetful())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = house.Close() }()
	c := &crasher{at}
	house.Receiver.Store = crashingStore{house.Receiver.Store, c}
	house.Receiver.Importer = crashingImport{house.Receiver.Importer, c}
	house.Receiver.Doors[firm.SourceFolder] = crashingDoor{folder.New(), c}
	if _, err := house.Receiver.Run(background, receive.Scope{Actor: house.Systeme()}); err != nil {
		t.Fatal(err)
	}
}

// TestCrash kills a process at each moment of a run, one after the other. The next run finds
// everything: nothing is lost, nothing is there twice, nothing is left behind.
func TestCrash(t *testing.T) {
	if testing.Short() {
		t.Skip("kills processes")
	}
	for at := 1; ; at++ {
		b := mustWatch(t)
		b.drop("mars.txt", 2)
		wiringtest.MustFile(t, filepath.Join(b.dir, "photo.txt"), []byte("rien\n"))
		child := exec.Command(os.Args[0], "-test.run=^TestCrashChild$")
		child.Env = append(os.Environ(), crashAt+"="+strconv.Itoa(at), crashData+"="+b.DataDir)
		out, err := child.CombinedOutput()
		killed, ok := errors.AsType[*exec.ExitError](err)
		if err != nil && (!ok || killed.Exited()) {
			t.Fatalf("moment %d: %v\n%s", at, err, out)
		}
		b.Clock.Advance(2 * time.Hour)
		b.run()
		b.wantAll(at)
		if err == nil { // it came to its end
			if at < 20 {
				t.Errorf("only %d moments", at)
			}
			return
		}
	}
}

// wantAll holds what is there against what was dropped.
func (b *bench) wantAll(at int) {
	b.t.Helper()
	if got := tree(b.t, b.dir); got != "rejetés/photo.txt, rejetés/photo.txt.motif.txt, traités/mars.txt" {
		b.t.Errorf("moment %d: the folder holds %s", at, got)
	}
	if got := b.outcomes(); got != "mars.txt imported, photo.txt rejected" && got != "mars.txt duplicate, photo.txt rejected" {
		b.t.Errorf("moment %d: the list says %s", at, got)
	}
	if n := b.statements(); n != 2 {
		b.t.Errorf("moment %d: %d statements", at, n)
	}
	if left := b.spool(); left != "" {
		b.t.Errorf("moment %d: the spool holds %s", at, left)
	}
	if st := b.status(); st.Status.TroubleCode != "" || st.Problem != "" {
		b.t.Errorf("moment %d: %+v", at, st)
	}
}
