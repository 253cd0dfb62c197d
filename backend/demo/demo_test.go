package demo_test

import (
	"testing"
	"time"

	"sobank/backend/demo"
	"sobank/backend/fault"
	"sobank/backend/statement"
	"sobank/backend/wiring"
)

func MustOpen(tb testing.TB, dir string) *wiring.House {
	tb.Helper()
	noon := func() time.Time { return time.Date(2026, 3, 17, 12, 0, 0, 0, time.UTC) }
	h, err := wiring.Open(tb.Context(), wiring.Options{DataDir: dir, Now: noon}.Forgetful())
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = h.Close() })
	return h
}

func TestMake(t *testing.T) {
	h := MustOpen(t, t.TempDir())
	r, err := demo.Make(t.Context(), h)
	if err != nil {
		t.Fatal(err)
	}
	t.Run("ShowsEveryPlaceButSent", func(t *testing.T) {
		total := 0
		for _, p := range statement.Places {
			if r.Places[p] == 0 && p != statement.Sent {
				t.Errorf("nothing is « %s »", p.French())
			}
			total += r.Places[p]
		}
		if total != r.Statements {
			t.Errorf("%d statements in %d places", r.Statements, total)
		}
	})
	t.Run("IsSound", func(t *testing.T) {
		health, err := h.Verify(t.Context(), h.Systeme())
		if err != nil || !health.OK {
			t.Errorf("%v %v", health.Problems, err)
		}
	})
	t.Run("SignsIn", func(t *testing.T) {
		if _, err := h.Staff.SignIn(t.Context(), demo.Email, demo.Password); err != nil {
			t.Error(err)
		}
	})
	t.Run("WantsANewFolder", func(t *testing.T) {
		if _, err := demo.Make(t.Context(), h); fault.CodeOf(err) != fault.Conflict {
			t.Errorf("%v", err)
		}
	})
}
