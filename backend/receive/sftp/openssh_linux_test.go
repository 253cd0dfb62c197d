package sftp

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"sobank/backend/deliver"
	"sobank/backend/firm"
	"sobank/backend/receive"
	"sobank/backend/remote"
)

// mustSSHD starts a true OpenSSH server on loopback, with nothing but SFTP, and answers its folder
// and how to reach it. It skips where none is installed.
func mustSSHD(t *testing.T) (dir string, a deliver.Access) {
	t.Helper()
	const program = "/usr/sbin/sshd"
	if _, err := os.Stat(program); err != nil {
		t.Skip("sshd is not installed")
	}
	if os.Geteuid() == 0 {
		_ = os.MkdirAll("/run/sshd", 0o755) // where it drops its rights; made at boot elsewhere
	}
	me, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	home := t.TempDir()
	dir = t.TempDir()
	hostText, host := mustKey(t)
	mineText, mine := mustKey(t)
	mustWrite(t, filepath.Join(home, "host_key"), hostText)
	mustWrite(t, filepath.Join(home, "authorized_keys"), string(ssh.MarshalAuthorizedKey(mine.PublicKey())))
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := fmt.Sprint(listener.Addr().(*net.TCPAddr).Port)
	_ = listener.Close()
	mustWrite(t, filepath.Join(home, "sshd_config"), strings.Join([]string{"Port " + port, "ListenAddress 127.0.0.1", "HostKey " + filepath.Join(home, "host_key"),
		"AuthorizedKeysFile " + filepath.Join(home, "authorized_keys"), "StrictModes no", "UsePAM no", "PidFile none", "PasswordAuthentication no",
		"KbdInteractiveAuthentication no", "PermitRootLogin prohibit-password", "Subsystem sftp internal-sftp", "ForceCommand internal-sftp"}, "\n")+"\n")
	var log bytes.Buffer
	daemon := exec.Command(program, "-D", "-e", "-f", filepath.Join(home, "sshd_config"))
	daemon.Stderr, daemon.SysProcAttr = &log, &syscall.SysProcAttr{Setpgid: true}
	if err := daemon.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = syscall.Kill(-daemon.Process.Pid, syscall.SIGKILL)
		_ = daemon.Wait()
		if t.Failed() {
			t.Log(log.String())
		}
	})
	for deadline := time.Now().Add(20 * time.Second); ; {
		wire, err := net.Dial("tcp", "127.0.0.1:"+port)
		if err == nil {
			_ = wire.Close()
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("sshd does not listen")
		}
	}
	return dir, deliver.Access{Secrets: map[string]string{"private_key": mineText},
		Settings: map[string]string{"host": "127.0.0.1", "port": port, "user": me.Username, "remote_folder": dir, "host_key": remote.Pin(host.PublicKey()),
			"after": firm.AfterMove, "after_folder": "lus"}}
}

func mustKey(t *testing.T) (text string, signer ssh.Signer) {
	t.Helper()
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	block, err := ssh.MarshalPrivateKey(private, "")
	if err == nil {
		signer, err = ssh.NewSignerFromKey(private)
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(pem.EncodeToMemory(block)), signer
}

func mustWrite(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestOpenSSH receives from the server that most banks run.
func TestOpenSSH(t *testing.T) {
	dir, a := mustSSHD(t)
	content := strings.Repeat("relevé\n", 100_000)
	mustWrite(t, filepath.Join(dir, "mars.txt"), content)
	if err := os.Symlink("/etc/passwd", filepath.Join(dir, "lien.txt")); err != nil {
		t.Fatal(err)
	}
	door := New()
	if trial := door.Test(t.Context(), a); !trial.OK || len(trial.Steps) != 4 {
		t.Fatalf("%+v", trial)
	}
	place, err := door.Open(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	defer place.Close()
	found, err := place.Look(t.Context())
	if err != nil || len(found) != 1 || found[0].Path != "mars.txt" || found[0].Size != int64(len(content)) {
		t.Fatalf("%+v, %v", found, err)
	}
	var got bytes.Buffer
	for _, part := range []struct{ from, to int }{{0, 0}, {1_000, 1_000}} {
		got.Reset()
		if err := place.Fetch(t.Context(), found[0], int64(part.from), &got); err != nil || got.String() != content[part.to:] {
			t.Fatalf("from %d: %d bytes, %v", part.from, got.Len(), err)
		}
	}
	as, err := place.PutAway(t.Context(), found[0], receive.Verdict{Outcome: receive.Imported})
	if err != nil || as != filepath.Join(dir, "lus", "mars.txt") {
		t.Errorf("%q, %v", as, err)
	}
	if left, err := place.Look(t.Context()); err != nil || len(left) != 0 {
		t.Errorf("%+v, %v", left, err)
	}
	if as, err := place.PutAway(t.Context(), found[0], receive.Verdict{Outcome: receive.Imported}); err != nil || as != "" {
		t.Errorf("filed away again, it says %q, %v", as, err)
	}
	t.Run("AConnectionThatIsCutIsSaidSo", func(t *testing.T) {
		mustWrite(t, filepath.Join(dir, "avril.txt"), content)
		there, err := place.Look(t.Context())
		if err != nil || len(there) != 1 {
			t.Fatal(there, err)
		}
		err = place.Fetch(t.Context(), there[0], 0, cutting{place})
		if s, ok := errors.AsType[*receive.Setback](err); !ok || !s.Cut || s.OfFile {
			t.Errorf("%v", err)
		}
	})
}

// cutting ends the connection with the first bytes that come.
type cutting struct{ receive.Place }

func (c cutting) Write(p []byte) (int, error) {
	c.Place.(*place).link.Cut()
	return len(p), nil
}
