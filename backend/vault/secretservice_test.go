package vault

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// TestSecretServiceOfItsOwn runs TestSecretService in a session bus and a keyring of its own,
// which leave with it. It is skipped where the programs for that are not installed.
func TestSecretServiceOfItsOwn(t *testing.T) {
	for _, program := range []string{"dbus-run-session", "gnome-keyring-daemon"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skip(program + " is not installed")
		}
	}
	home := t.TempDir()
	const script = `printf pass | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec "$0" -test.run '^TestSecretService$' -test.v`
	cmd := exec.CommandContext(t.Context(), "dbus-run-session", "--", "sh", "-c", script, os.Args[0])
	cmd.Env = append(os.Environ(), "SOBANK_TEST_SECRET_SERVICE=1", "HOME="+home, "XDG_DATA_HOME="+home, "XDG_RUNTIME_DIR="+home)
	out, err := cmd.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "--- PASS: TestSecretService") {
		t.Errorf("%v\n%s", err, out)
	}
}
