package folder

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"sobank/backend/deliver"
)

// MustMount mounts a disk of 64 KiB in memory, where the machine lets us.
func MustMount(tb testing.TB) string {
	tb.Helper()
	dir := tb.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=64k"); err != nil {
		tb.Skip("this machine mounts nothing: ", err)
	}
	tb.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			tb.Error(err)
		}
	})
	return dir
}

func TestDiskIsFull(t *testing.T) {
	dir := MustMount(t)
	big := parcel()
	big.Bytes = bytes.Repeat([]byte("x"), 128<<10)
	r := New().Deliver(t.Context(), accessTo(dir), big, func() error { t.Error("sent was called"); return nil })
	wantReceipt(t, r, deliver.Receipt{State: deliver.ToRetry, Code: "DISQUE-PLEIN"})
	if names(t, dir) != "" || !strings.Contains(r.Message, dir) {
		t.Errorf("got %q, the folder holds %s", r.Message, names(t, dir))
	}
	t.Run("there is room again for the next", func(t *testing.T) {
		wantReceipt(t, New().Deliver(t.Context(), accessTo(dir), parcel(), nil), deposited)
	})
	t.Run("the test says so too", func(t *testing.T) {
		MustFill(t, filepath.Join(dir, "full"))
		if got := New().Test(t.Context(), accessTo(dir)); got.OK || got.Code != "DISQUE-PLEIN" {
			t.Errorf("got %+v", got)
		}
	})
}

func MustFill(tb testing.TB, name string) {
	tb.Helper()
	file, err := os.Create(name)
	if err != nil {
		tb.Fatal(err)
	}
	defer file.Close()
	for err == nil {
		_, err = file.Write(make([]byte, 4096))
	}
}

func TestFolderIsReadOnly(t *testing.T) {
	want := deliver.Receipt{State: deliver.ToRetry, Trouble: true, Code: "DOSSIER"}
	check := func(t *testing.T, dir string) {
		t.Helper()
		r := New().Deliver(t.Context(), accessTo(dir), parcel(), func() error { t.Error("sent was called"); return nil })
		wantReceipt(t, r, want)
		if !strings.Contains(r.Message, dir) || !strings.Contains(r.Message, "pas le droit") {
			t.Errorf("got %q", r.Message)
		}
		if got := New().Test(t.Context(), accessTo(dir)); got.OK || got.Code != "DOSSIER" || len(got.Steps) != 2 {
			t.Errorf("got %+v", got)
		}
	}
	t.Run("by its rights", func(t *testing.T) {
		if os.Geteuid() == 0 {
			t.Skip("root may write anywhere")
		}
		dir := t.TempDir()
		if err := os.Chmod(dir, 0o500); err != nil {
			t.Fatal(err)
		}
		check(t, dir)
	})
	t.Run("by its disk", func(t *testing.T) {
		dir := MustMount(t)
		if err := syscall.Mount("", dir, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
			t.Skip("this machine mounts nothing: ", err)
		}
		check(t, dir)
	})
}
