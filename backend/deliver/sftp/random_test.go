package sftp

import (
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"

	"sobank/backend/deliver"
)

// TestRandomFaults delivers through schedules of faults drawn at random, attempt after attempt as
// the queue does. A file that is in its place after an attempt that failed is always doubted, and
// each schedule ends with one whole file.
func TestRandomFaults(t *testing.T) {
	const schedules = 200
	seed := rand.Uint64()
	draw := rand.New(rand.NewPCG(seed, 0))
	s, partner, attempts, doubts := MustServe(t), MustPartner(t), 0, 0
	for n := range schedules {
		if n%2 == 0 {
			s.change(func() {
				s.withhold = map[string]bool{"fsync@openssh.com": draw.IntN(2) == 0, "posix-rename@openssh.com": draw.IntN(2) == 0}
			})
		}
		made, doubtful := schedule(t, s, partner, draw)
		attempts, doubts = attempts+made, doubts+doubtful
		if t.Failed() {
			t.Fatalf("schedule %d of seed %d", n, seed)
		}
	}
	t.Logf("seed %d: %d schedules, %d attempts, %d doubts", seed, schedules, attempts, doubts)
}

// schedule delivers until it succeeds: five attempts that may fail, then one that may not.
func schedule(t *testing.T, s *server, partner *Partner, draw *rand.Rand) (attempts, doubts int) {
	t.Helper()
	doubt := deliver.NoDoubt
	for {
		attempts++
		ctx, stop := context.WithCancel(t.Context())
		s.set(nil)
		if attempts <= 5 {
			s.set(oneFault(draw, stop))
		}
		r := partner.Deliver(ctx, s.access(), parcel(), silent)
		stop()
		there := wantWholeOrNone(t, s.dir)
		switch {
		case r.State == deliver.Deposited:
			s.set(nil)
			another := New() // which looks at the folder anew: what a cut left may have come since
			wantReceipt(t, another.Deliver(t.Context(), s.access(), parcel(), silent), deposited)
			another.Close()
			if names(t, s.dir) != testName || !there {
				t.Errorf("the folder holds %s", names(t, s.dir))
			}
			if err := os.Remove(filepath.Join(s.dir, testName)); err != nil { // the partner takes it
				t.Error(err)
			}
			return attempts, doubts
		case attempts > 5:
			t.Errorf("it fails without a fault: %+v", r)
			return attempts, doubts
		}
		if r.Doubt != deliver.NoDoubt {
			doubts++
		}
		if doubt = max(doubt, r.Doubt); there && doubt == deliver.NoDoubt {
			t.Errorf("it is there, and nobody doubts: %+v", r)
		}
		if r.State != deliver.ToRetry {
			t.Errorf("got %+v", r)
		}
	}
}

// oneFault is a fault at a request drawn at random, or none.
func oneFault(draw *rand.Rand, stop func()) func(request) action {
	at, what := draw.IntN(20), draw.IntN(5)
	var met atomic.Int32
	return func(r request) action {
		if int(met.Add(1)) != at+1 {
			return action{}
		}
		switch what {
		case 0:
			return action{cut: true}
		case 1:
			return action{after: r.kind != "init" && r.kind != "fsync"}
		case 2:
			return action{do: stop}
		case 3:
			stop()
			return action{hang: true}
		}
		if r.kind == "init" {
			return action{cut: true}
		}
		return r.refuses(4, "Failure")
	}
}
