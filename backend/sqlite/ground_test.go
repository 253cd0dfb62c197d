package sqlite

import (
	"os"
	"path/filepath"
	"testing"

	"sobank/backend/fault"
)

// TestGround: a data folder on a network share, or that a program copies elsewhere, is refused before
// anything is written there, be it not there yet or reached by a link.
func TestGround(t *testing.T) {
	local, none := func(string) bool { return false }, func(string) string { return "" }
	home := t.TempDir()
	for dir, words := range map[string]string{
		filepath.Join(home, "OneDrive - Cabinet", "So bank"):         "OneDrive",
		filepath.Join(home, "Dropbox"):                               "Dropbox",
		filepath.Join(home, "Library", "Mobile Documents", "sobank"): "iCloud",
		filepath.Join(home, "My Drive", "a"):                         "Google Drive",
		filepath.Join(home, "Onedrives et autres"):                   "",
		filepath.Join(home, "Compta"):                                "",
	} {
		mustMakeFolder(t, dir)
		err := refuseGround(filepath.Join(dir, "pas encore là"), local, none)
		if words == "" && err != nil {
			t.Errorf("%s: %v", dir, err)
		}
		if words != "" {
			wantFault(t, err, fault.Conflict, words)
		}
	}
	linked := filepath.Join(home, "lien")
	mustLink(t, filepath.Join(home, "Dropbox"), linked)
	wantFault(t, refuseGround(linked, local, none), fault.Conflict, "Dropbox")
	named := func(name string) string {
		if name == "OneDriveCommercial" {
			return filepath.Join(home, "Compta")
		}
		return ""
	}
	wantFault(t, refuseGround(filepath.Join(home, "Compta", "b"), local, named), fault.Conflict, "OneDrive")
	wantFault(t, refuseGround(home, func(string) bool { return true }, none), fault.Conflict, "partage réseau")
	if isRemote(home) {
		t.Error("a local folder is said to be on a share")
	}
}

func mustMakeFolder(t *testing.T, dir string) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
}

func mustLink(t *testing.T, to, from string) {
	t.Helper()
	if err := os.Symlink(to, from); err != nil {
		t.Skip(err)
	}
}
