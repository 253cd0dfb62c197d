package folder

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sobank/backend/deliver"
	"sobank/backend/fault"
)

func TestShelved(t *testing.T) {
	t.Run("files by name, parts as they are, and nothing else", func(t *testing.T) {
		dir := t.TempDir()
		changed := time.Date(2026, 3, 17, 9, 12, 0, 0, time.UTC)
		for name, content := range map[string]string{"b.dat": "four", "a.dat.MARK.part": "4"} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := os.Chtimes(filepath.Join(dir, name), changed, changed); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.Mkdir(filepath.Join(dir, "archive"), 0o700); err != nil {
			t.Fatal(err)
		}
		got, err := New().Shelved(t.Context(), accessTo(dir))
		want := []deliver.Shelved{{Name: "a.dat.MARK.part", Size: 1, ModifiedAt: changed}, {Name: "b.dat", Size: 4, ModifiedAt: changed}}
		for i := range got {
			got[i].ModifiedAt = got[i].ModifiedAt.UTC()
		}
		if err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("got %v, %v", got, err)
		}
	})
	refused := func(t *testing.T, err error, word string) {
		t.Helper()
		why := fault.From(err)
		if why == nil || why.Code != fault.Conflict || !strings.Contains(why.Message, word) || why.Hint == "" || strings.Contains(why.Hint, "de lui-même") {
			t.Errorf("got %v", err)
		}
	}
	t.Run("no folder is set", func(t *testing.T) {
		_, err := New().Shelved(t.Context(), deliver.Access{})
		refused(t, err, "renseigné")
	})
	t.Run("a folder that is gone", func(t *testing.T) {
		_, err := New().Shelved(t.Context(), accessTo(filepath.Join(t.TempDir(), "gone")))
		refused(t, err, "introuvable")
	})
	t.Run("one that may not be read", func(t *testing.T) {
		if err := fault.From(unlistedError()); !strings.Contains(err.Message, "lire") {
			t.Errorf("got %v", err)
		}
	})
	t.Run("a share that never answers", func(t *testing.T) {
		f := New()
		f.limit = 10 * time.Millisecond
		held := make(chan struct{})
		t.Cleanup(func() { close(held) })
		f.list = func(context.Context, string) ([]deliver.Shelved, error) { <-held; return nil, nil }
		_, err := f.Shelved(t.Context(), accessTo(t.TempDir()))
		refused(t, err, "ne répond pas")
	})
	t.Run("nobody waits any more", func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		stop()
		if _, err := New().Shelved(ctx, accessTo(t.TempDir())); err == nil {
			t.Error("no error")
		}
	})
}

// unlistedError is what a person reads of a folder that this session may not list.
func unlistedError() error {
	f := New()
	f.list = func(context.Context, string) ([]deliver.Shelved, error) { return nil, os.ErrPermission }
	_, err := f.Shelved(context.Background(), deliver.Access{Settings: map[string]string{"folder": os.TempDir()}})
	return err
}

func TestShelvedIsBounded(t *testing.T) {
	var many []deliver.Shelved
	start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for n := range mostShelved + 5 {
		many = append(many, deliver.Shelved{Name: fmt.Sprintf("%05d.dat", n), ModifiedAt: start.Add(time.Duration(n) * time.Second)})
	}
	got := latest(many)
	if len(got) != mostShelved || got[0].Name != "00005.dat" || got[len(got)-1].Name != "10004.dat" {
		t.Errorf("%d from %s to %s", len(got), got[0].Name, got[len(got)-1].Name)
	}
}
