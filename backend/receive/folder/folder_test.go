package folder

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sobank/backend/deliver"
	"sobank/backend/receive"
)

func accessTo(dir string) deliver.Access {
	return deliver.Access{Settings: map[string]string{"folder": dir}}
}

func mustOpen(t *testing.T, dir string) receive.Place {
	t.Helper()
	p, err := New().Open(t.Context(), accessTo(dir))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func mustWrite(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// mustFind is the one file that a look finds.
func mustFind(t *testing.T, p receive.Place) receive.Found {
	t.Helper()
	found, err := p.Look(t.Context())
	if err != nil || len(found) != 1 {
		t.Fatalf("%+v, %v", found, err)
	}
	return found[0]
}

func wantSetback(t *testing.T, err error, code string, ofFile bool) *receive.Setback {
	t.Helper()
	s, ok := errors.AsType[*receive.Setback](err)
	if !ok || s.Code != code || s.OfFile != ofFile || s.Message == "" || s.Hint == "" {
		t.Fatalf("%+v, %v", s, err)
	}
	return s
}

// names lists what is below a folder.
func names(t *testing.T, dir string) string {
	t.Helper()
	var list []string
	err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			name, _ := filepath.Rel(dir, path)
			list = append(list, filepath.ToSlash(name))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(list, ", ")
}

func TestFiling(t *testing.T) {
	t.Run("NothingIsEverReplaced", func(t *testing.T) {
		dir := t.TempDir()
		p := mustOpen(t, dir)
		for _, text := range []string{"un", "deux", "trois"} {
			mustWrite(t, dir, "a.tar.gz", text)
			if _, err := p.PutAway(t.Context(), mustFind(t, p), receive.Verdict{Outcome: receive.Rejected, Note: "non"}); err != nil {
				t.Fatal(err)
			}
		}
		want := "rejetés/a.tar (2).gz, rejetés/a.tar (2).gz.motif.txt, rejetés/a.tar (3).gz, rejetés/a.tar (3).gz.motif.txt, rejetés/a.tar.gz, rejetés/a.tar.gz.motif.txt"
		if got := names(t, dir); got != want {
			t.Errorf("the folder holds %s", got)
		}
		if text, err := os.ReadFile(filepath.Join(dir, Rejected, "a.tar.gz")); err != nil || string(text) != "un" {
			t.Errorf("%q, %v", text, err)
		}
	})
	t.Run("ANoteThatIsThereKeepsItsFile", func(t *testing.T) {
		dir := t.TempDir()
		p := mustOpen(t, dir)
		if err := os.Mkdir(filepath.Join(dir, Rejected), 0o700); err != nil {
			t.Fatal(err)
		}
		mustWrite(t, filepath.Join(dir, Rejected), "a.txt.motif.txt", "d'avant")
		mustWrite(t, dir, "a.txt", "x")
		as, err := p.PutAway(t.Context(), mustFind(t, p), receive.Verdict{Outcome: receive.Rejected, Note: "non"})
		if err != nil || as != "rejetés/a (2).txt" {
			t.Errorf("%q, %v", as, err)
		}
	})
	t.Run("AFileThatChangedIsLeft", func(t *testing.T) {
		dir := t.TempDir()
		p := mustOpen(t, dir)
		mustWrite(t, dir, "a.txt", "un")
		found := mustFind(t, p)
		mustWrite(t, dir, "a.txt", "un autre")
		if as, err := p.PutAway(t.Context(), found, receive.Verdict{Outcome: receive.Imported}); err != nil || as != "" {
			t.Errorf("%q, %v", as, err)
		}
		if got := names(t, dir); got != "a.txt" {
			t.Errorf("the folder holds %s", got)
		}
	})
	t.Run("ALinkInPlaceOfASubfolderIsNotFollowed", func(t *testing.T) {
		dir, elsewhere := t.TempDir(), t.TempDir()
		if err := os.Symlink(elsewhere, filepath.Join(dir, Treated)); err != nil {
			t.Fatal(err)
		}
		p := mustOpen(t, dir)
		mustWrite(t, dir, "a.txt", "un")
		_, err := p.PutAway(t.Context(), mustFind(t, p), receive.Verdict{Outcome: receive.Imported})
		wantSetback(t, err, receive.CodeFiling, true)
		if got := names(t, elsewhere); got != "" {
			t.Errorf("elsewhere lies %s", got)
		}
	})
}

func TestFetching(t *testing.T) {
	dir := t.TempDir()
	p := mustOpen(t, dir)
	mustWrite(t, dir, "a.txt", "0123456789")
	found := mustFind(t, p)
	t.Run("FromWhereAnEarlierTryEnded", func(t *testing.T) {
		var got bytes.Buffer
		if err := p.Fetch(t.Context(), found, 4, &got); err != nil || got.String() != "456789" {
			t.Errorf("%q, %v", got.String(), err)
		}
	})
	t.Run("AFileInPlaceOfWhichALinkStands", func(t *testing.T) {
		secret := t.TempDir()
		mustWrite(t, secret, "s.txt", "9876543210")
		if err := errors.Join(os.Remove(filepath.Join(dir, "a.txt")), os.Chtimes(filepath.Join(secret, "s.txt"), found.ModifiedAt, found.ModifiedAt),
			os.Symlink(filepath.Join(secret, "s.txt"), filepath.Join(dir, "a.txt"))); err != nil {
			t.Fatal(err)
		}
		var got bytes.Buffer
		wantSetback(t, p.Fetch(t.Context(), found, 0, &got), receive.CodeChanged, true)
		if got.Len() > 0 {
			t.Errorf("it read %q", got.String())
		}
	})
}

func TestOpening(t *testing.T) {
	for name, dir := range map[string]string{"Nothing": "", "NotWhole": "releves"} {
		t.Run(name, func(t *testing.T) {
			_, err := New().Open(t.Context(), accessTo(dir))
			if s := wantSetback(t, err, codeSetting, false); !s.Stops {
				t.Errorf("%+v", s)
			}
		})
	}
	t.Run("AFile", func(t *testing.T) {
		dir := t.TempDir()
		mustWrite(t, dir, "a.txt", "x")
		_, err := New().Open(t.Context(), accessTo(filepath.Join(dir, "a.txt")))
		if s := wantSetback(t, err, codeFolder, false); s.Stops {
			t.Errorf("%+v", s)
		}
	})
	t.Run("AShareThatDoesNotAnswer", func(t *testing.T) {
		p := &place{Door: New(), dir: "/partage"}
		dead := make(chan struct{})
		defer close(dead)
		_, err := within(t.Context(), time.Millisecond, func() (int, error) { <-dead; return 0, nil })
		if s := wantSetback(t, p.explain(t.Context(), err), codeTime, false); !s.Unreached {
			t.Errorf("%+v", s)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := within(ctx, time.Hour, func() (int, error) { <-dead; return 0, nil }); !errors.Is(err, context.Canceled) {
			t.Errorf("%v", err)
		}
	})
}

func TestTrial(t *testing.T) {
	dir := t.TempDir()
	mustWrite(t, dir, "a.txt", "x")
	got := New().Test(t.Context(), accessTo(dir))
	if !got.OK || len(got.Steps) != 3 || !strings.Contains(got.Steps[1].Message, "1 fichier y attend") {
		t.Errorf("%+v", got)
	}
	if left := names(t, dir); left != "a.txt" {
		t.Errorf("it leaves %s", left)
	}
	got = New().Test(t.Context(), accessTo(filepath.Join(dir, "absent")))
	if got.OK || got.Code != codeFolder || !slices.ContainsFunc(got.Steps, func(s deliver.TrialStep) bool { return !s.OK && s.Hint != "" }) {
		t.Errorf("%+v", got)
	}
}
