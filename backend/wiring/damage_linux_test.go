package wiring_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"sobank/backend/collect"
	"sobank/backend/fault"
	"sobank/backend/provision"
	"sobank/backend/sqlite"
	"sobank/backend/statement"
	"sobank/backend/vault"
	"sobank/backend/wiring"
	"sobank/backend/wiring/wiringtest"
)

// mustDisk mounts a small disk in memory, where the machine lets us.
func mustDisk(t *testing.T, size string) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+size); err != nil {
		t.Skip("this machine mounts nothing: ", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
	return dir
}

func mustRemount(t *testing.T, dir string, flags uintptr, options string) {
	t.Helper()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT|flags, options); err != nil {
		t.Fatal(err)
	}
}

// mustFirm is a house on a folder with an account whose bank sends files.
func mustFirm(t *testing.T, dir string) *wiringtest.Bench {
	t.Helper()
	b := wiringtest.MustOpen(t, dir)
	b.MustApply(provision.Plan{Firms: []provision.Firm{{Name: "Cabinet", Clients: []provision.Client{{Name: "Jardins",
		Accounts: []provision.Account{{IBAN: string(wiringtest.IBAN(0)), Mandate: "approuvé"}}}}}}})
	return b
}

// take imports the n-th file, of some hundreds of operations.
func take(t *testing.T, b *wiringtest.Bench, n int) error {
	t.Helper()
	var operations []statement.Operation
	from, to := crashDay(n-1).String(), crashDay(n).String()
	for i := range 500 {
		operations = append(operations, wiringtest.Op(to, 1, fmt.Sprintf("VIREMENT %d DE %d", i, n*7919)))
	}
	path := wiringtest.MustWrite(t, filepath.Join(t.TempDir(), "f.txt"), wiringtest.Block(wiringtest.IBAN(0), from, int64(n)*500, to, operations...))
	reports, err := b.Collect.Import(background, b.Systeme(), collect.Request{Paths: []string{path}}, nil)
	if err != nil {
		return err
	}
	return reports[0].Err
}

func stored(t *testing.T, b *wiringtest.Bench) int {
	t.Helper()
	_, total, err := b.Statements.List(background, b.Systeme(), statement.Query{Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	return total
}

// TestFullDisk: the file that finds no room is not stored, what was acknowledged is there and clean, and once
// there is room it goes on, the window open all the while.
func TestFullDisk(t *testing.T) {
	dir := mustDisk(t, "4m")
	b := mustFirm(t, dir)
	n, err := 0, error(nil)
	for ; err == nil && n < 200; n++ {
		err = take(t, b, n)
	}
	if fault.CodeOf(err) != fault.Unreadable || !strings.Contains(fault.From(err).Message, "isque") {
		t.Fatalf("after %d files: %v", n, err)
	}
	kept := n - 1
	if got := stored(t, b); got != kept {
		t.Errorf("%d statements are there, %d were acknowledged", got, kept)
	}
	if made, err := b.Backups.Make(background, b.Systeme(), nil); err == nil {
		t.Errorf("a backup found room: %+v", made)
	}
	mustRemount(t, dir, 0, "size=64m")
	if err := take(t, b, kept); err != nil {
		t.Errorf("there is room again: %v", err)
	}
	b.MustVerify()
	if left, _ := filepath.Glob(filepath.Join(dir, "sauvegarde-*")); len(left) > 0 {
		t.Errorf("the backup that found no room left %v", left)
	}
	if _, err := b.Backups.Make(background, b.Systeme(), nil); err != nil {
		t.Errorf("there is room again: %v", err)
	}
}

// TestReadOnlyDisk: a disk that turned read-only says so at each write, and at the next start; what is there
// stays.
func TestReadOnlyDisk(t *testing.T) {
	dir := mustDisk(t, "32m")
	b := mustFirm(t, dir)
	if err := take(t, b, 0); err != nil {
		t.Fatal(err)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	mustRemount(t, dir, syscall.MS_RDONLY, "")
	_, err := wiring.Open(background, wiring.Options{DataDir: dir, Vault: vault.Memory()})
	if fault.CodeOf(err) != fault.Unreadable || fault.From(err).Hint == "" {
		t.Errorf("%v", err)
	}
	mustRemount(t, dir, 0, "")
	again := wiringtest.MustOpen(t, dir)
	again.MustVerify()
	if got := stored(t, again); got != 1 {
		t.Errorf("%d statements", got)
	}
}

// TestCorruptedFile: pages that were overwritten, a file that was cut: never a crash, « verify » says it or the
// file does not open, and both say what to do.
func TestCorruptedFile(t *testing.T) {
	for name, spoil := range map[string]func(f *os.File, size int64) error{
		"a page in the middle": func(f *os.File, size int64) error {
			_, err := f.WriteAt([]byte(strings.Repeat("x", 8192)), size/2/8192*8192)
			return err
		},
		"its head":          func(f *os.File, _ int64) error { _, err := f.WriteAt(make([]byte, 100), 0); return err },
		"cut in the middle": func(f *os.File, size int64) error { return f.Truncate(size / 2) },
		"empty":             func(f *os.File, _ int64) error { return f.Truncate(0) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			b := mustFirm(t, dir)
			for n := range 10 {
				if err := take(t, b, n); err != nil {
					t.Fatal(err)
				}
			}
			if err := b.Close(); err != nil {
				t.Fatal(err)
			}
			spoilFile(t, filepath.Join(dir, sqlite.FileName), spoil)
			h, err := wiring.Open(background, wiring.Options{DataDir: dir, Vault: vault.Memory(), Scheduler: &wiringtest.Scheduler{}, Notifier: &wiringtest.Notifier{}})
			if err != nil {
				wantDamage(t, err)
				return
			}
			defer func() { _ = h.Close() }()
			health, err := h.Verify(background, h.Systeme())
			if err != nil {
				wantDamage(t, err)
			} else if health.OK && name != "empty" {
				t.Error("all is said to be well")
			}
		})
	}
}

func wantDamage(t *testing.T, err error) {
	t.Helper()
	f := fault.From(err)
	if f.Code != fault.Unreadable || f.Hint == "" {
		t.Errorf("%v, %q", err, f.Hint)
	}
}

func spoilFile(t *testing.T, path string, spoil func(*os.File, int64) error) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	info, err := f.Stat()
	if err == nil {
		err = spoil(f, info.Size())
	}
	if err := errors.Join(err, f.Close()); err != nil {
		t.Fatal(err)
	}
}
