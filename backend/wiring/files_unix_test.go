//go:build unix

package wiring_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"sobank/backend/client"
	"sobank/backend/download"
	"sobank/backend/support"
)

// TestWhatIsWrittenIsForItsOwner works with no umask, as a badly set account may have it: the data
// folder, its write-ahead log, locks and spools, and what one exports are for their owner alone.
func TestWhatIsWrittenIsForItsOwner(t *testing.T) {
	t.Cleanup(func(usual int) func() { return func() { syscall.Umask(usual) } }(syscall.Umask(0)))
	b, boss := trapped(t)
	out := t.TempDir()
	trap(t, b, 10, "2026-03-05")
	b.MustSync()
	if _, err := b.Exports.Clients(background, boss, client.Query{}, filepath.Join(out, "c.csv")); err != nil {
		t.Error(err)
	}
	if _, err := b.Downloads.Take(background, boss, download.Request{FirmID: b.MustFirm("=Cabinet")}, filepath.Join(out, "g.dat")); err != nil {
		t.Error(err)
	}
	c, err := b.Supports.Prepare(background, boss, support.Request{})
	if err == nil {
		err = b.Supports.Save(background, boss, c.Token, filepath.Join(out, "s.zip"))
	}
	if err != nil {
		t.Error(err)
	}
	looked := map[string]bool{}
	for _, root := range []string{b.DataDir, out} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || path == out {
				return err
			}
			info, err := os.Lstat(path)
			if err != nil {
				return err
			}
			looked[d.Name()] = true
			want := fs.FileMode(0o600)
			if d.IsDir() {
				want = 0o700
			}
			if got := info.Mode().Perm(); got != want {
				t.Errorf("%s is %o, want %o", strings.TrimPrefix(path, filepath.Dir(root)), got, want)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"sobank.db", "sobank.db-wal", "c.csv", "g.dat", "s.zip"} {
		if !looked[name] {
			t.Errorf("%s was not looked at, among %v", name, looked)
		}
	}
}
