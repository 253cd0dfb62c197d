package desktop

import (
	"context"
	"runtime"
	"testing"

	"sobank/backend/disk"
	"sobank/backend/rights"
	"sobank/backend/vault"
	"sobank/backend/wiring"
	"sobank/backend/wiring/wiringtest"
)

// TestTheDiskIsToldOnlyWhenItIsKnown: what the system does not say is no alarm.
func TestTheDiskIsToldOnlyWhenItIsKnown(t *testing.T) {
	for state, want := range map[disk.State]bool{disk.Clear: true, disk.Encrypted: false, disk.Unknown: false} {
		dir := t.TempDir()
		b := wiringtest.MustOpen(t, dir)
		boss := b.MustJoin("a@a.fr", rights.Administrateur)
		house, err := wiring.Open(context.Background(), wiring.Options{DataDir: dir, Vault: vault.Memory(),
			Disk: func(_ context.Context, asked string) disk.State {
				if asked != dir {
					t.Errorf("asked about %s, not %s", asked, dir)
				}
				return state
			}})
		if err != nil {
			t.Fatal(err)
		}
		d := New(Options{DataDir: dir, Emit: func(string, any) {}})
		d.house = house
		d.sit(boss, false)
		close(d.opened)
		got, err := (&Settings{d}).Disk()
		if err != nil || got.Clear != want || got.System != runtime.GOOS {
			t.Errorf("%q: %+v %v", state, got, err)
		}
		d.Shutdown(context.Background())
	}
}
