package cli_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sobank/backend/cli"
	"sobank/backend/deliver"
	"sobank/backend/rights"
	"sobank/backend/schedule"
	"sobank/backend/simulator"
	"sobank/backend/wiring"
	"sobank/backend/wiring/wiringtest"
)

// unattended runs `sobank sync --quiet`, as the system's scheduler does.
func (b *bench) unattended(n *wiringtest.Notifier, more ...string) result {
	b.t.Helper()
	var out, err bytes.Buffer
	code := cli.RunTelling(context.Background(), n, append([]string{"sync", "--data", b.data, "--quiet"}, more...), &out, &err)
	return result{code, out.String(), err.String()}
}

// inside opens the data folder as a window does.
func (b *bench) inside(work func(*wiring.House)) {
	b.t.Helper()
	h, err := wiring.Open(context.Background(), wiring.Options{DataDir: b.data, Scheduler: &wiringtest.Scheduler{}, Notifier: &wiringtest.Notifier{}})
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = h.Close() }()
	work(h)
}

func (b *bench) lastRun() (r schedule.Run) {
	b.inside(func(h *wiring.House) {
		o, err := h.Schedules.Get(context.Background(), h.Systeme())
		if err != nil {
			b.t.Fatal(err)
		}
		r = o.LastRun
	})
	return r
}

func TestUnattended(t *testing.T) {
	b, partner := mustDeliver(t)
	n := &wiringtest.Notifier{}
	for _, want := range []schedule.Run{{Outcome: schedule.Done, Tried: 2}, {Outcome: schedule.Nothing}} {
		if r := b.unattended(n); r.code != 0 || r.out+r.err != "" {
			t.Errorf("exit %d: %s%s", r.code, r.out, r.err)
		}
		if got := b.lastRun(); got.Outcome != want.Outcome || got.Tried != want.Tried || got.At.IsZero() {
			t.Errorf("noted %+v", got)
		}
	}
	if shown := n.Take(); len(partner.Record()) != 2 || len(shown) != 0 {
		t.Errorf("the partner has %d, told %q", len(partner.Record()), shown)
	}
}

func TestUnattendedSaysWhatNeedsSomebody(t *testing.T) {
	b, partner := mustDeliver(t)
	partner.Revoke(wiringtest.FirmToken)
	n, asked := &wiringtest.Notifier{}, 0
	for i := range 2 { // nobody asked: a connector that is stopped stays so, and is said each time
		if r := b.unattended(n); r.code != 1 || r.out != "" || !strings.Contains(r.err, "MyUnisoft") {
			t.Errorf("exit %d: %s%s", r.code, r.out, r.err)
		}
		if shown := n.Take(); i == 0 && (len(shown) != 1 || shown[0] != "MyUnisoft est arrêté – ouvrez So bank") || i == 1 && len(shown) != 0 {
			t.Errorf("run %d told %q", i, shown)
		}
		if i == 1 && len(partner.Requests()) != asked {
			t.Error("the partner was asked again")
		}
		asked = len(partner.Requests())
	}
	if got := b.lastRun(); got.Outcome != schedule.Needs {
		t.Errorf("noted %+v", got)
	}
}

// TestUnattendedBesideAWindow: a window's process is in the middle of delivering; the scheduled
// one finds nothing to take, says nothing, and sends nothing twice.
func TestUnattendedBesideAWindow(t *testing.T) {
	b, partner := mustDeliver(t)
	sending, release := make(chan struct{}), make(chan struct{})
	partner.Fail(simulator.Fault{Kind: simulator.HoldImport, Release: release, Reached: func() { close(sending) }})
	b.inside(func(h *wiring.House) {
		window := make(chan error, 1)
		go func() {
			_, err := h.Engine.Run(context.Background(), deliver.Scope{Actor: rights.Systeme(h.OSAccount)})
			window <- err
		}()
		<-sending
		n := &wiringtest.Notifier{}
		if r := b.unattended(n); r.code != 0 || r.out+r.err != "" || len(n.Take()) != 0 {
			t.Errorf("exit %d: %s%s", r.code, r.out, r.err)
		}
		close(release)
		if err := <-window; err != nil {
			t.Error(err)
		}
	})
	if held := partner.Record(); len(held) != 2 {
		t.Errorf("the partner has %d", len(held))
	}
}

// TestUnattendedMakesNoFolder: a data folder that moved is said, not replaced by an empty one.
func TestUnattendedMakesNoFolder(t *testing.T) {
	b := mustBench(t)
	b.data = filepath.Join(b.dir, "parti")
	if r := b.unattended(&wiringtest.Notifier{}); r.code != 1 || !strings.Contains(r.err, "Il n'y a pas de données") {
		t.Errorf("exit %d: %s", r.code, r.err)
	}
	if _, err := os.Stat(b.data); err == nil {
		t.Error("it was made")
	}
}
