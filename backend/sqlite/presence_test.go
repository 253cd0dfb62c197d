package sqlite

import (
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

func mustOwner(t *testing.T, p *Presence) string {
	t.Helper()
	owner, err := p.Owner()
	if err != nil {
		t.Fatal(err)
	}
	return owner
}

// alive is what can be told for sure.
func alive(p *Presence, owner string) bool {
	is, err := p.Alive(owner)
	return is && err == nil
}

func TestPresence(t *testing.T) {
	dir := t.TempDir()
	first, second := &Presence{Dir: dir}, &Presence{Dir: dir}
	ours := mustOwner(t, first)
	t.Cleanup(func() { _ = errors.Join(first.Close(), second.Close()) })
	t.Run("is the same for as long as it lasts", func(t *testing.T) {
		if again := mustOwner(t, first); again != ours {
			t.Errorf("was %s, is %s", ours, again)
		}
	})
	t.Run("others see it alive", func(t *testing.T) {
		theirs := mustOwner(t, second)
		if theirs == ours || !alive(second, ours) || !alive(first, theirs) {
			t.Error("they do not see one another")
		}
	})
	t.Run("gone when it is closed", func(t *testing.T) {
		if err := first.Close(); err != nil || alive(second, ours) {
			t.Errorf("alive still, %v", err)
		}
	})
	t.Run("the dead are dead, and swept", func(t *testing.T) {
		left := filepath.Join(dir, "processus", "LEFT.lock")
		if err := os.WriteFile(left, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(left, time.Time{}, time.Now().Add(-time.Hour)); err != nil {
			t.Fatal(err)
		}
		if alive(second, "LEFT") || alive(second, "NEVER") || alive(second, "") || alive(second, "../sobank") {
			t.Error("the dead live")
		}
		third := &Presence{Dir: dir}
		mustOwner(t, third)
		t.Cleanup(func() { _ = third.Close() })
		if _, err := os.Stat(left); !os.IsNotExist(err) {
			t.Errorf("it is there still: %v", err)
		}
	})
	t.Run("many that come at once all live", func(t *testing.T) {
		var all sync.WaitGroup
		var mu sync.Mutex
		var owners []string
		for range 30 {
			all.Go(func() {
				p := &Presence{Dir: dir}
				owner := mustOwner(t, p)
				t.Cleanup(func() { _ = p.Close() })
				mu.Lock()
				defer mu.Unlock()
				owners = append(owners, owner)
			})
		}
		all.Wait()
		for _, owner := range owners {
			if !alive(second, owner) {
				t.Errorf("%s is taken for dead", owner)
			}
		}
	})
	t.Run("an OS account runs while one of its processes does", func(t *testing.T) {
		theirs := &Presence{Dir: dir, OSAccount: `CABINET\\colette`}
		if second.Running(theirs.OSAccount) {
			t.Error("before it came")
		}
		mustOwner(t, theirs)
		if !second.Running(theirs.OSAccount) || second.Running("albert") {
			t.Error("it is not seen, or another is")
		}
		if err := theirs.Close(); err != nil || second.Running(theirs.OSAccount) {
			t.Errorf("it is there still, %v", err)
		}
	})
	t.Run("a folder that cannot be written is said", func(t *testing.T) {
		file := filepath.Join(t.TempDir(), "file")
		if err := os.WriteFile(file, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := (&Presence{Dir: file}).Owner(); err == nil {
			t.Error("went unnoticed")
		}
	})
}
