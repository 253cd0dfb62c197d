package folder

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"sobank/backend/receive"
)

// mustMount mounts a disk of 64 KiB in memory, where the machine lets us.
func mustMount(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=64k"); err != nil {
		t.Skip("this machine mounts nothing: ", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// TestTheFoldersDiskIsFull: the reason finds no room, so the file stays, and nothing half-written
// lies beside.
func TestTheFoldersDiskIsFull(t *testing.T) {
	dir := mustMount(t)
	p := mustOpen(t, dir)
	if err := os.Mkdir(filepath.Join(dir, Rejected), 0o700); err != nil {
		t.Fatal(err)
	}
	mustWrite(t, dir, "a.txt", "x")
	found := mustFind(t, p)
	full, err := os.Create(filepath.Join(dir, ".plein"))
	if err != nil {
		t.Fatal(err)
	}
	for err == nil {
		_, err = full.Write(make([]byte, 4096))
	}
	_ = full.Close()
	_, err = p.PutAway(t.Context(), found, receive.Verdict{Outcome: receive.Rejected, Note: "non"})
	if s := wantSetback(t, err, receive.CodeFiling, true); !strings.Contains(s.Message, "plein") {
		t.Errorf("%+v", s)
	}
	if got := names(t, dir); got != ".plein, a.txt" {
		t.Errorf("the folder holds %s", got)
	}
	if err := os.Remove(full.Name()); err != nil {
		t.Fatal(err)
	}
	if as, err := p.PutAway(t.Context(), found, receive.Verdict{Outcome: receive.Rejected, Note: "non"}); err != nil || as != "rejetés/a.txt" {
		t.Errorf("%q, %v", as, err)
	}
}

// TestTheFolderIsReadOnly: it can be read, and the person is told that files stay.
func TestTheFolderIsReadOnly(t *testing.T) {
	dir := mustMount(t)
	mustWrite(t, dir, "a.txt", "x")
	if err := syscall.Mount("", dir, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
	p := mustOpen(t, dir)
	_, err := p.PutAway(t.Context(), mustFind(t, p), receive.Verdict{Outcome: receive.Imported})
	if s := wantSetback(t, err, receive.CodeFiling, true); !strings.Contains(s.Hint, "droit d'écrire") {
		t.Errorf("%+v", s)
	}
	if got := New().Test(t.Context(), accessTo(dir)); got.OK || len(got.Steps) != 3 {
		t.Errorf("%+v", got)
	}
}
