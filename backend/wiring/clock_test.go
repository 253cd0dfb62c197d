package wiring_test

import (
	"testing"
	"time"

	"sobank/backend/provision"
	"sobank/backend/rights"
	"sobank/backend/wiring/wiringtest"
)

// TestClockBehind: a clock that is set back by more than a few minutes is told, with when the last thing was
// done; set right again, it is not.
func TestClockBehind(t *testing.T) {
	b := wiringtest.MustOpen(t, t.TempDir())
	b.MustApply(provision.Plan{Firms: []provision.Firm{{Name: "Cabinet"}}})
	b.MustJoin("a@cabinet.fr", rights.Administrateur)
	done := b.Now()
	for _, c := range []struct {
		by   time.Duration
		want bool
	}{{0, false}, {-10 * time.Minute, false}, {-24 * time.Hour, true}, {48 * time.Hour, false}} {
		b.Clock.Advance(c.by)
		last, err := b.ClockBehind(background)
		if err != nil || last.IsZero() == c.want || c.want && !last.Equal(done) {
			t.Errorf("after %s: %s, %v", c.by, last, err)
		}
	}
}
