//go:build testvault

package vault

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"sobank/backend/fault"
)

func TestFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "secrets.json")
	testContract(t, mustOpenFile(t, path))
	t.Run("another process reads what was stored", func(t *testing.T) {
		wantGet(t, mustOpenFile(t, path), "connector/2/token", "two")
	})
	t.Run("only its owner reads it", func(t *testing.T) {
		if runtime.GOOS == "windows" {
			t.Skip("Windows has no such modes")
		}
		for _, p := range []string{path, path + ".lock"} {
			if info, err := os.Stat(p); err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("%s: %v, %v", p, info.Mode(), err)
			}
		}
	})
	t.Run("no temporary file stays", func(t *testing.T) {
		if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), ".vault-*")); len(left) > 0 {
			t.Errorf("found %v", left)
		}
	})
}

func TestFileMadeByHand(t *testing.T) {
	path := filepath.Join(t.TempDir(), "secrets.json")
	write := func(text string) {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Run("its secrets are read", func(t *testing.T) {
		write(`{"connector/1/token":"s3cret"}`)
		wantGet(t, mustOpenFile(t, path), "connector/1/token", "s3cret")
	})
	t.Run("an empty file holds no secret", func(t *testing.T) {
		write("")
		_, err := mustOpenFile(t, path).Get("connector/1/token")
		wantCode(t, err, fault.NotFound)
	})
	for _, text := range []string{`{"a":"s3cret"`, `["s3cret"]`, `{"a":{"b":"s3cret"}}`, `s3cret`, `null`} {
		t.Run("is refused and not repeated when it reads "+text, func(t *testing.T) {
			write(text)
			_, err := Open(envFile(path))
			wantCode(t, err, fault.Unreadable)
			if strings.Contains(everythingSaid(err), "s3cret") {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestFileInAMissingFolderIsNotWritten(t *testing.T) {
	v := mustOpenFile(t, filepath.Join(t.TempDir(), "nowhere", "secrets.json"))
	wantCode(t, v.Set("name", "s3cret"), fault.Unreadable)
}

func TestFileSharedByWritersLosesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "secrets.json")
	const writers = 8
	done := make(chan error)
	for n := range writers {
		go func() { done <- file{path: path}.Set(fmt.Sprint(n), "s3cret") }()
	}
	for range writers {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	for n := range writers {
		wantGet(t, mustOpenFile(t, path), fmt.Sprint(n), "s3cret")
	}
}

func mustOpenFile(tb testing.TB, path string) Vault {
	tb.Helper()
	v, err := Open(envFile(path))
	if err != nil {
		tb.Fatal(err)
	}
	return v
}

func envFile(path string) func(string) string {
	return func(name string) string { return map[string]string{"SOBANK_VAULT_FILE": path}[name] }
}
