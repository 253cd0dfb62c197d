package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sobank/backend/wiring/wiringtest"
)

// TestBackupAndRestore: a backup by the command line comes back over other data, into an empty folder, and in
// place of a file that cannot be opened; without a person it does not.
func TestBackupAndRestore(t *testing.T) {
	b := mustBench(t)
	b.setUp()
	b.want(0, "import", b.statements())
	made := b.want(0, "backup", "--json").document(t)
	wantAt(t, made, 2, "contents", "counts", "operations")
	path, _ := at(t, made, "path").(string)

	b.want(0, "import", b.file("b.txt", wiringtest.Bytes(t, block(ours, "2026-03-02", 1480, "2026-03-03", op("2026-03-03", 5, "REMISE")))))
	b.want(2, "restore", path)
	t.Setenv("SOBANK_PASSWORD", "un autre mot de passe")
	b.want(1, "restore", path, "--user", "camille@cabinet.fr")
	t.Setenv("SOBANK_PASSWORD", password)
	seen := b.want(0, "restore", path, "--user", "camille@cabinet.fr", "--look", "--json").document(t)
	wantAt(t, seen, 2, "contents", "counts", "operations")
	wantAt(t, b.want(0, "verify", "--json").document(t), 3, "counts", "operations")

	b.want(0, "restore", path, "--user", "camille@cabinet.fr")
	wantAt(t, b.want(0, "verify", "--json").document(t), 2, "counts", "operations")

	t.Setenv("SOBANK_PASSPHRASE", "pomme girafe violon hiver")
	archive := filepath.Join(b.dir, "départ.sobank")
	b.want(0, "backup", "--out", archive)
	b.want(1, "backup", "--out", filepath.Join(b.data, "sobank.db"))
	b.data = filepath.Join(t.TempDir(), "autre")
	b.want(0, "restore", archive, "--user", "camille@cabinet.fr")
	wantAt(t, b.want(0, "verify", "--json").document(t), 2, "counts", "operations")

	if err := os.WriteFile(filepath.Join(b.data, "sobank.db"), []byte(strings.Repeat("abîmé", 9999)), 0o600); err != nil {
		t.Fatal(err)
	}
	if r := b.want(1, "verify"); !strings.Contains(r.err, "n'est pas un fichier de données") {
		t.Errorf("%s", r.err)
	}
	b.want(0, "restore", archive, "--user", "camille@cabinet.fr")
	wantAt(t, b.want(0, "verify", "--json").document(t), 2, "counts", "operations")
	t.Setenv("SOBANK_PASSPHRASE", "pomme girafe violon été")
	b.want(1, "restore", archive, "--user", "camille@cabinet.fr")
}
