package deliver_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"sobank/backend/deliver"
	"sobank/backend/fault"
	"sobank/backend/firm"
	"sobank/backend/statement"
	"sobank/backend/vault"
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
	deliver.Store
	*crasher
}

func (s crashingStore) Write(ctx context.Context, work func(deliver.Tx) error) error {
	s.moment()
	err := s.Store.Write(ctx, func(tx deliver.Tx) error {
		err := work(tx)
		s.moment()
		return err
	})
	s.moment()
	return err
}

// crashingPartner has a moment before a parcel leaves, and when the answer is there.
type crashingPartner struct {
	deliver.Partner
	*crasher
}

func (p crashingPartner) Deliver(ctx context.Context, a deliver.Access, parcel deliver.Parcel, sent func() error) deliver.Receipt {
	p.moment()
	r := p.Partner.Deliver(ctx, a, parcel, sent)
	p.moment()
	return r
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
	secrets := vault.Memory()
	house, err := wiring.Open(background, wiring.Options{DataDir: os.Getenv(crashData), Now: afterCrash, Vault: secrets})
	if err != nil {
		t.Fatal(err)
	}
	mustKeep(t, house, secrets)
	c := &crasher{left: at}
	house.Engine.Store = crashingStore{house.Engine.Store, c}
	for key, p := range house.Engine.Partners {
		house.Engine.Partners[key] = crashingPartner{p, c}
	}
	if _, err := house.Engine.Run(background, deliver.Scope{Actor: house.Systeme(), Asked: true, Patience: time.Minute}); err != nil {
		t.Fatal(err)
	}
	if err := house.Close(); err != nil {
		t.Fatal(err)
	}
}

// afterCrash is the clock of the processes that are killed: it stands still, so that only
// the death of the process, and not the time, frees what it had.
func afterCrash() time.Time { return time.Date(2026, 4, 2, 12, 0, 0, 0, time.UTC) }

// mustKeep puts the credentials of an installation's connectors into a vault.
func mustKeep(t *testing.T, house *wiring.House, v vault.Vault) {
	t.Helper()
	for id := int64(1); id <= 2; id++ {
		c, _, err := house.Firms.GetConnector(background, house.Systeme(), id)
		if fault.CodeOf(err) == fault.NotFound || c.Partner != "myunisoft" {
			continue
		}
		safe := firm.Safe{Vault: v, Installation: "crash", Connector: c}
		if _, keepErr := safe.Keep(map[string]string{"third_party_secret": wiringtest.PartnerSecret, "token": wiringtest.FirmToken}); err != nil || keepErr != nil {
			t.Fatal(err, keepErr)
		}
	}
}

// crash runs the child until its n-th moment; finished is true when it ended by itself.
func crash(t *testing.T, dir string, n int) (finished bool) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestCrashChild$", "-test.timeout=60s")
	cmd.Env = append(os.Environ(), crashAt+"="+strconv.Itoa(n), crashData+"="+dir)
	out, err := cmd.CombinedOutput()
	if err == nil {
		return true
	}
	if exit, ok := errors.AsType[*exec.ExitError](err); !ok || exit.ExitCode() != -1 && exit.ExitCode() != 137 {
		t.Fatalf("the child failed by itself: %v\n%s", err, out)
	}
	return false
}

// TestCrash kills the process at every moment between taking a statement and recording
// where it is, starts again, and finds each statement once at the partner.
func TestCrash(t *testing.T) {
	if testing.Short() {
		t.Skip("starts many processes")
	}
	for n := 1; ; n++ {
		b := mustBench(t, 1)
		if err := b.SetSetting(background, "installation", "crash"); err != nil {
			t.Fatal(err)
		}
		b.give(wiringtest.Days(wiringtest.IBAN(0), 2)...)
		finished := crash(t, b.DataDir, n)
		if !finished && !crash(t, b.DataDir, 0) {
			t.Fatalf("moment %d: the restart did not end", n)
		}
		t.Run(fmt.Sprintf("moment %d", n), func(t *testing.T) {
			b.t = t
			b.wantOnce(2)
			if s := b.states(); s[deliver.Integrated]+s[deliver.AlreadyIntegrated] != 2 {
				t.Errorf("states %v", s)
			}
		})
		if finished {
			if n < 15 {
				t.Fatalf("there were only %d moments", n)
			}
			return
		}
	}
}

// TestCrashOfADeposit does the same with a folder: one file a statement, whatever happens.
func TestCrashOfADeposit(t *testing.T) {
	if testing.Short() {
		t.Skip("starts many processes")
	}
	for n := 1; ; n++ {
		b := &bench{Bench: wiringtest.MustOpen(t, t.TempDir()), t: t}
		folder := t.TempDir()
		b.MustApply(depositPlan(folder))
		b.give(wiringtest.Days(wiringtest.IBAN(0), 2)...)
		finished := crash(t, b.DataDir, n)
		if !finished && !crash(t, b.DataDir, 0) {
			t.Fatalf("moment %d: the restart did not end", n)
		}
		t.Run(fmt.Sprintf("moment %d", n), func(t *testing.T) {
			b.t = t
			files, err := filepath.Glob(filepath.Join(folder, "*"))
			if err != nil || len(files) != 2 {
				t.Errorf("found %q, %v", files, err)
			}
			if p := b.places(); p[statement.Sent] != 2 {
				t.Errorf("places %v", p)
			}
			b.MustVerify()
		})
		if finished {
			return
		}
	}
}
