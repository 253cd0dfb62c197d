package sftp

import (
	"bytes"
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
	"sobank/backend/remote"
)

// sshd is a true OpenSSH server on loopback: a host key of its own, one user known by a key,
// nothing but SFTP.
type sshd struct {
	dir    string // where files are put
	access deliver.Access
	key    ssh.PublicKey
	daemon *exec.Cmd
	log    bytes.Buffer
}

// MustStartSSHD starts it on a free port, and skips where it is not installed.
func MustStartSSHD(tb testing.TB, options ...string) *sshd {
	tb.Helper()
	const program = "/usr/sbin/sshd"
	if _, err := os.Stat(program); err != nil {
		tb.Skip("sshd is not installed")
	}
	if os.Geteuid() == 0 {
		_ = os.MkdirAll("/run/sshd", 0o755) // where it drops its rights; made at boot elsewhere
	}
	me, err := user.Current()
	if err != nil {
		tb.Fatal(err)
	}
	home, hostKey, mine := tb.TempDir(), MustEd25519(tb), MustECDSA(tb)
	d := &sshd{dir: tb.TempDir(), key: MustSigner(tb, hostKey).PublicKey()}
	MustWrite(tb, home, "host_key", MustPEM(tb, hostKey, ""))
	MustWrite(tb, home, "authorized_keys", string(ssh.MarshalAuthorizedKey(MustSigner(tb, mine).PublicKey())))
	port := fmt.Sprint(freePort(tb))
	config := append([]string{"Port " + port, "ListenAddress 127.0.0.1", "HostKey " + filepath.Join(home, "host_key"),
		"AuthorizedKeysFile " + filepath.Join(home, "authorized_keys"), "StrictModes no", "UsePAM no", "PidFile none",
		"PasswordAuthentication no", "KbdInteractiveAuthentication no", "PermitRootLogin prohibit-password",
		"Subsystem sftp internal-sftp", "ForceCommand internal-sftp", "AllowTcpForwarding no", "LogLevel VERBOSE"}, options...)
	MustWrite(tb, home, "sshd_config", strings.Join(config, "\n")+"\n")
	d.access = deliver.Access{
		Settings: map[string]string{"host": "127.0.0.1", "port": port, "user": me.Username, "folder": d.dir, "host_key": remote.Pin(d.key)},
		Secrets:  map[string]string{"private_key": MustPEM(tb, mine, "phr@se"), "passphrase": "phr@se"},
	}
	d.daemon = exec.Command(program, "-D", "-e", "-f", filepath.Join(home, "sshd_config"))
	d.daemon.Stderr = &d.log
	d.daemon.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := d.daemon.Start(); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		d.end(tb)
		if tb.Failed() {
			tb.Log(d.log.String())
		}
	})
	d.mustListen(tb, port)
	return d
}

// end stops the daemon and its sessions.
func (d *sshd) end(tb testing.TB) {
	tb.Helper()
	if err := syscall.Kill(-d.daemon.Process.Pid, syscall.SIGKILL); err != nil && !errors.Is(err, syscall.ESRCH) {
		tb.Error(err)
	}
	_ = d.daemon.Wait()
}

func (d *sshd) mustListen(tb testing.TB, port string) {
	tb.Helper()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); {
		wire, err := net.Dial("tcp", "127.0.0.1:"+port)
		if err == nil {
			_ = wire.Close()
			return
		}
	}
	tb.Fatal("sshd does not listen")
}

func TestOpenSSH(t *testing.T) {
	d, partner := MustStartSSHD(t), MustPartner(t)
	t.Run("a trial goes well", func(t *testing.T) {
		got := partner.Test(t.Context(), d.access)
		wantTrial(t, got, "", 5)
		if names(t, d.dir) != "" {
			t.Errorf("the folder holds %s", names(t, d.dir))
		}
	})
	t.Run("it offers what makes a delivery safe", func(t *testing.T) {
		to, err := remote.TargetOf(d.access)
		if err != nil {
			t.Fatal(err)
		}
		l, err := partner.door.Connect(t.Context(), to)
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		if _, room := l.Room(d.dir); !l.Offers("fsync@openssh.com") || !l.Offers("posix-rename@openssh.com") || !room {
			t.Error("not all of fsync, posix-rename and statvfs")
		}
	})
	t.Run("its key is shown on first use", func(t *testing.T) {
		wantAsked(t, partner.Test(t.Context(), with(d.access, "host_key", "")), d.key)
	})
	t.Run("another key is refused", func(t *testing.T) {
		r := partner.Deliver(t.Context(), with(d.access, "host_key", remote.Pin(MustKey(t).PublicKey())), parcel(), silent)
		wantReceipt(t, r, deliver.Receipt{State: deliver.ToRetry, Trouble: true, Code: "CLE-CHANGEE"})
	})
	t.Run("a file is deposited, and its replay recognised", func(t *testing.T) {
		MustWrite(t, d.dir, testName+".EARLIER1.part", "left by an earlier attempt")
		wantReceipt(t, partner.Deliver(t.Context(), d.access, parcel(), silent), deposited)
		r := partner.Deliver(t.Context(), d.access, parcel(), func() error { t.Error("sent was called"); return nil })
		wantReceipt(t, r, deposited)
		if names(t, d.dir) != testName || MustRead(t, d.dir, testName) != string(parcel().Bytes) {
			t.Errorf("the folder holds %s", names(t, d.dir))
		}
	})
	t.Run("what it holds is listed", func(t *testing.T) {
		wantShelved(t, partner, d.access, shelved(testName, len(parcel().Bytes)))
	})
	t.Run("another file of that name is left alone", func(t *testing.T) {
		dir := filepath.Join(d.dir, "taken")
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		MustWrite(t, dir, testName, "other")
		r := partner.Deliver(t.Context(), with(d.access, "folder", dir), parcel(), silent)
		wantReceipt(t, r, deliver.Receipt{State: deliver.ToCheck, Code: "NOM-DEJA-PRIS"})
	})
	t.Run("a folder that is not there", func(t *testing.T) {
		r := partner.Deliver(t.Context(), with(d.access, "folder", filepath.Join(d.dir, "gone")), parcel(), silent)
		wantReceipt(t, r, deliver.Receipt{State: deliver.ToRetry, Trouble: true, Code: "DOSSIER"})
	})
	t.Run("a key that it does not know", func(t *testing.T) {
		r := partner.Deliver(t.Context(), with(d.access, "private_key", MustPEM(t, MustEd25519(t), "")), parcel(), silent)
		wantReceipt(t, r, deliver.Receipt{State: deliver.ToRetry, Trouble: true, Code: "CLE-REFUSEE"})
	})
	t.Run("a password, where it takes none", func(t *testing.T) {
		r := partner.Deliver(t.Context(), with(with(d.access, "private_key", ""), "password", testPassword), parcel(), silent)
		wantReceipt(t, r, deliver.Receipt{State: deliver.ToRetry, Trouble: true, Code: "MOT-DE-PASSE"})
	})
}

func TestOpenSSHThatIsKilled(t *testing.T) {
	d, partner := MustStartSSHD(t), MustPartner(t)
	r := partner.Deliver(t.Context(), d.access, parcel(), func() error { d.endSessions(t); return nil })
	if r.State != deliver.ToRetry || r.Code != "COUPURE" {
		t.Errorf("got %+v", r)
	}
	if wantWholeOrNone(t, d.dir) && r.Doubt == deliver.NoDoubt {
		t.Error("it is there, and nobody doubts")
	}
	wantReceipt(t, partner.Deliver(t.Context(), d.access, parcel(), silent), deposited)
	if names(t, d.dir) != testName {
		t.Errorf("the folder holds %s", names(t, d.dir))
	}
}

// endSessions kills the daemon's sessions and leaves the daemon.
func (d *sshd) endSessions(tb testing.TB) {
	tb.Helper()
	sessions, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", d.daemon.Process.Pid, d.daemon.Process.Pid))
	if err != nil {
		tb.Skip("this system does not list a process's children: ", err)
	}
	for _, one := range strings.Fields(string(sessions)) {
		var pid int
		if _, err := fmt.Sscan(one, &pid); err == nil {
			_ = syscall.Kill(pid, syscall.SIGKILL)
		}
	}
}

func TestOpenSSHDiskIsFull(t *testing.T) {
	d := MustStartSSHD(t)
	dir := filepath.Join(d.dir, "small")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=64k"); err != nil {
		t.Skip("this machine mounts nothing: ", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
	partner := MustPartner(t)
	a := with(d.access, "folder", dir)
	r := partner.Deliver(t.Context(), a, parcel(), func() error { t.Error("sent was called"); return nil })
	wantReceipt(t, r, deliver.Receipt{State: deliver.ToRetry, Code: "DISQUE-PLEIN"})
	if names(t, dir) != "" {
		t.Errorf("the folder holds %s", names(t, dir))
	}
}
