package sftp

import (
	"context"
	"encoding/binary"
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"sobank/backend/deliver"
	"sobank/backend/remote"
)

func TestDeliver(t *testing.T) {
	t.Run("the file appears whole, after sent was told", func(t *testing.T) {
		s, calls := MustServe(t), 0
		r := MustPartner(t).Deliver(t.Context(), s.access(), parcel(), func() error {
			calls++
			if got := names(t, s.dir); !strings.HasPrefix(got, testName+".") || !strings.HasSuffix(got, ".part") || MustRead(t, s.dir, got) != string(parcel().Bytes) {
				t.Errorf("before the rename there is %s", got)
			}
			return nil
		})
		wantReceipt(t, r, deposited)
		if names(t, s.dir) != testName || MustRead(t, s.dir, testName) != string(parcel().Bytes) || calls != 1 || !strings.Contains(r.Message, testName) {
			t.Errorf("got %+v, the folder holds %s", r, names(t, s.dir))
		}
		if s.count("fsync") != 1 || s.count("posix-rename") != 1 || s.count("rename") != 0 {
			t.Errorf("the server was asked %v", s.met)
		}
	})
	t.Run("a replay is recognised, and written no more", func(t *testing.T) {
		s, partner := MustServe(t), MustPartner(t)
		partner.Deliver(t.Context(), s.access(), parcel(), nil)
		before, _ := os.Stat(filepath.Join(s.dir, testName))
		r := partner.Deliver(t.Context(), s.access(), parcel(), func() error { t.Error("sent was called"); return nil })
		wantReceipt(t, r, deposited)
		if after, _ := os.Stat(filepath.Join(s.dir, testName)); !os.SameFile(before, after) || !strings.Contains(r.Message, "déjà") {
			t.Errorf("got %+v", r)
		}
	})
	t.Run("a file that the partner took is deposited again", func(t *testing.T) {
		s, partner := MustServe(t), MustPartner(t)
		for range 2 {
			wantReceipt(t, partner.Deliver(t.Context(), s.access(), parcel(), nil), deposited)
			if err := os.Remove(filepath.Join(s.dir, testName)); err != nil {
				t.Error(err)
			}
		}
	})
	t.Run("without fsync and posix-rename at the server, all the same", func(t *testing.T) {
		s := MustServe(t)
		s.change(func() {
			s.withhold = map[string]bool{"fsync@openssh.com": true, "posix-rename@openssh.com": true, "statvfs@openssh.com": true}
		})
		wantReceipt(t, MustPartner(t).Deliver(t.Context(), s.access(), parcel(), nil), deposited)
		if names(t, s.dir) != testName || s.count("fsync") != 0 || s.count("posix-rename") != 0 || s.count("rename") != 1 {
			t.Errorf("the folder holds %s, the server was asked %v", names(t, s.dir), s.met)
		}
	})
	t.Run("a folder that may not be listed takes files", func(t *testing.T) {
		s := MustServe(t)
		s.set(func(r request) action {
			if r.kind == "opendir" {
				return r.refuses(3, "Permission denied")
			}
			return action{}
		})
		wantReceipt(t, MustPartner(t).Deliver(t.Context(), s.access(), parcel(), nil), deposited)
	})
	for folder, below := range map[string]string{"": ".", ".": ".", "~": ".", "~/depot": "depot", "depot/": "depot"} {
		t.Run("the folder « "+folder+" » is where the user arrives, or below", func(t *testing.T) {
			s := MustServe(t)
			if err := os.MkdirAll(filepath.Join(s.dir, "depot"), 0o700); err != nil {
				t.Fatal(err)
			}
			wantReceipt(t, MustPartner(t).Deliver(t.Context(), with(s.access(), "folder", folder), parcel(), nil), deposited)
			if MustRead(t, filepath.Join(s.dir, below), testName) == "" {
				t.Error("it is elsewhere")
			}
		})
	}
}

func TestOneConnectionServesARun(t *testing.T) {
	nth := func(n int) deliver.Parcel {
		p := parcel()
		p.Name = strings.Replace(p.Name, "_1.dat", "_"+strings.Repeat("1", n)+".dat", 1)
		return p
	}
	t.Run("files that follow one another share it, and one listing", func(t *testing.T) {
		s, partner := MustServe(t), MustPartner(t)
		for n := range 5 {
			wantReceipt(t, partner.Deliver(t.Context(), s.access(), nth(n+1), nil), deposited)
		}
		if s.connections() != 1 || s.count("opendir") != 1 {
			t.Errorf("%d connections, %d listings", s.connections(), s.count("opendir"))
		}
	})
	t.Run("another password does not pass over a connection that waits", func(t *testing.T) {
		s, partner := MustServe(t), MustPartner(t)
		wantReceipt(t, partner.Deliver(t.Context(), s.access(), nth(1), nil), deposited)
		r := partner.Deliver(t.Context(), with(s.access(), "password", "other"), nth(2), nil)
		wantReceipt(t, r, deliver.Receipt{State: deliver.ToRetry, Trouble: true, Code: "MOT-DE-PASSE"})
	})
	t.Run("one that died while it waited is replaced", func(t *testing.T) {
		s, partner := MustServe(t), MustPartner(t)
		wantReceipt(t, partner.Deliver(t.Context(), s.access(), nth(1), nil), deposited)
		s.cutAll()
		wantReceipt(t, partner.Deliver(t.Context(), s.access(), nth(2), nil), deposited)
		s.set(func(r request) action { return action{cut: r.is("lstat", 1)} }) // it dies as it is used
		wantReceipt(t, partner.Deliver(t.Context(), s.access(), nth(3), nil), deposited)
	})
	t.Run("one that waited long enough takes its leave", func(t *testing.T) {
		s, partner := MustServe(t), MustPartner(t)
		partner.door.Limits.Idle = 1
		wantReceipt(t, partner.Deliver(t.Context(), s.access(), nth(1), nil), deposited)
		partner.door.Idle()
		wantNothingRuns(t)
	})
	t.Run("there are never more than a few", func(t *testing.T) {
		s, partner := MustServe(t), MustPartner(t)
		var open, most atomic.Int32
		dial := partner.door.Dial
		partner.door.Dial = func(ctx context.Context, network, address string) (net.Conn, error) {
			wire, err := dial(ctx, network, address)
			if now := open.Add(1); now > most.Load() {
				most.Store(now)
			}
			return &counted{Conn: wire, closed: sync.OnceFunc(func() { open.Add(-1) })}, err
		}
		const many = 3 * remote.MaxBusy
		done := make(chan deliver.Receipt)
		for n := range many {
			go func() { done <- partner.Deliver(t.Context(), s.access(), nth(n+1), nil) }()
		}
		for range many {
			wantReceipt(t, <-done, deposited)
		}
		if n := most.Load(); n < 2 || n > remote.MaxBusy+1 { // and the one that waits
			t.Errorf("%d connections at once", n)
		}
	})
}

type counted struct {
	net.Conn
	closed func()
}

func (c *counted) Close() error { c.closed(); return c.Conn.Close() }

func TestNameIsTaken(t *testing.T) {
	taken := deliver.Receipt{State: deliver.ToCheck, Code: "NOM-DEJA-PRIS"}
	sameLength := strings.Repeat("x", len(parcel().Bytes))
	for name, take := range map[string]func(tb testing.TB, dir string){
		"by other bytes":                    func(tb testing.TB, dir string) { MustWrite(tb, dir, testName, "other") },
		"by other bytes of the same length": func(tb testing.TB, dir string) { MustWrite(tb, dir, testName, sameLength) },
		"by an empty file":                  func(tb testing.TB, dir string) { MustWrite(tb, dir, testName, "") },
		"by a link to the same bytes": func(tb testing.TB, dir string) {
			MustWrite(tb, dir, "elsewhere", string(parcel().Bytes))
			if err := os.Symlink("elsewhere", filepath.Join(dir, testName)); err != nil {
				tb.Skip(err)
			}
		},
		"by a folder": func(tb testing.TB, dir string) {
			if err := os.Mkdir(filepath.Join(dir, testName), 0o700); err != nil {
				tb.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := MustServe(t)
			take(t, s.dir)
			before := names(t, s.dir)
			r := MustPartner(t).Deliver(t.Context(), s.access(), parcel(), func() error { t.Error("sent was called"); return nil })
			wantReceipt(t, r, taken)
			if names(t, s.dir) != before || !strings.Contains(r.Message, "n'a pas été touché") {
				t.Errorf("got %+v, the folder holds %s", r, names(t, s.dir))
			}
		})
	}
	t.Run("at the last moment, by other bytes", func(t *testing.T) {
		s := MustServe(t)
		r := MustPartner(t).Deliver(t.Context(), s.access(), parcel(), func() error { MustWrite(t, s.dir, testName, "other"); return nil })
		wantReceipt(t, r, taken)
		if names(t, s.dir) != testName || MustRead(t, s.dir, testName) != "other" {
			t.Errorf("the folder holds %s", names(t, s.dir))
		}
	})
	t.Run("at the last moment, by the same bytes", func(t *testing.T) {
		s := MustServe(t)
		r := MustPartner(t).Deliver(t.Context(), s.access(), parcel(), func() error { MustWrite(t, s.dir, testName, string(parcel().Bytes)); return nil })
		wantReceipt(t, r, deposited)
		if names(t, s.dir) != testName || !strings.Contains(r.Message, "déjà") {
			t.Errorf("got %+v, the folder holds %s", r, names(t, s.dir))
		}
	})
	t.Run("a file of the same length that may not be read is for a person", func(t *testing.T) {
		s := MustServe(t)
		MustWrite(t, s.dir, testName, string(parcel().Bytes))
		s.set(func(r request) action {
			if r.kind == "open" {
				return r.refuses(3, "Permission denied")
			}
			return action{}
		})
		r := MustPartner(t).Deliver(t.Context(), s.access(), parcel(), func() error { t.Error("sent was called"); return nil })
		wantReceipt(t, r, deliver.Receipt{State: deliver.ToCheck, Code: "FICHIER-ILLISIBLE"})
	})
}

func TestServerRefuses(t *testing.T) {
	full := deliver.Receipt{State: deliver.ToRetry, Code: "DISQUE-PLEIN"}
	failed := deliver.Receipt{State: deliver.ToRetry, Code: "DEPOT"}
	folder := deliver.Receipt{State: deliver.ToRetry, Trouble: true, Code: "DOSSIER"}
	for _, c := range []struct {
		name, kind string
		nth        int
		code       uint32
		words      string
		want       deliver.Receipt
	}{
		{"the folder is not there", "stat", 1, 2, "No such file", folder},
		{"the folder went away since", "open", 1, 2, "No such file", folder},
		{"no right to write", "open", 1, 3, "Permission denied", folder},
		{"no right to write, as later drafts say it", "open", 1, 12, "Write protect", folder},
		{"no right to rename", "posix-rename", 1, 3, "Permission denied", folder},
		{"disk full, as later drafts say it", "write", 2, 14, "", full},
		{"quota, as later drafts say it", "write", 1, 15, "", full},
		{"disk full, in words", "write", 2, 4, "write: No space left on device", full},
		{"quota, in words", "close", 2, 4, "Disk quota exceeded", full},
		{"a failure without a word", "write", 1, 4, "Failure", failed},
		{"fsync fails", "fsync", 1, 4, "Failure", failed},
		{"close fails", "close", 2, 4, "Failure", failed},
		{"rename fails", "posix-rename", 1, 4, "Failure", failed},
		{"the file being written is taken away", "posix-rename", 1, 2, "No such file", failed},
		{"a server that repeats the password", "write", 1, 4, "Failure for " + testPassword, failed},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, partner := MustServe(t), MustPartner(t)
			s.set(func(r request) action {
				if r.is(c.kind, c.nth) {
					return r.refuses(c.code, c.words)
				}
				return action{}
			})
			r := partner.Deliver(t.Context(), s.access(), parcel(), silent)
			wantReceipt(t, r, c.want)
			if told := strings.Contains(r.PartnerMessage, c.words); c.code > 3 && told == strings.Contains(c.words, testPassword) {
				t.Errorf("the server's words: %q", r.PartnerMessage)
			}
			if names(t, s.dir) != "" {
				t.Errorf("the folder holds %s", names(t, s.dir))
			}
			s.set(nil)
			wantReceipt(t, partner.Deliver(t.Context(), s.access(), parcel(), silent), deposited)
		})
	}
	t.Run("a failure of a disk that has no room left", func(t *testing.T) {
		s := MustServe(t)
		s.set(func(r request) action {
			switch {
			case r.is("write", 2):
				return r.refuses(4, "Failure")
			case r.kind == "statvfs":
				reply := binary.BigEndian.AppendUint32([]byte{201}, r.id)
				for _, n := range []uint64{4096, 4096, 1000, 0, 0, 9, 9, 9, 0, 0, 255} { // nothing free
					reply = binary.BigEndian.AppendUint64(reply, n)
				}
				return action{answer: reply}
			}
			return action{}
		})
		wantReceipt(t, MustPartner(t).Deliver(t.Context(), s.access(), parcel(), silent), full)
	})
	t.Run("a server that cuts the file without a word", func(t *testing.T) {
		s := MustServe(t)
		s.set(func(r request) action {
			if r.is("write", 2) {
				return r.refuses(0, "")
			}
			return action{}
		})
		p := parcel()
		p.Bytes = p.Bytes[:40_000] // the second packet is the last
		wantReceipt(t, MustPartner(t).Deliver(t.Context(), s.access(), p, func() error { t.Error("sent was called"); return nil }), full)
		if names(t, s.dir) != "" {
			t.Errorf("the folder holds %s", names(t, s.dir))
		}
	})
	t.Run("a file in place of the folder", func(t *testing.T) {
		s := MustServe(t)
		MustWrite(t, s.dir, "file", "")
		r := MustPartner(t).Deliver(t.Context(), with(s.access(), "folder", s.dir+"/file"), parcel(), silent)
		wantReceipt(t, r, folder)
		if !strings.Contains(r.Message, "/file") {
			t.Errorf("the folder is not named: %s", r.Message)
		}
	})
	t.Run("sent that fails deposits nothing, and the next attempt does", func(t *testing.T) {
		s, partner := MustServe(t), MustPartner(t)
		r := partner.Deliver(t.Context(), s.access(), parcel(), func() error { return errors.New("disk full") })
		wantReceipt(t, r, deliver.Receipt{State: deliver.ToRetry, Code: "NON-NOTE"})
		if names(t, s.dir) != "" {
			t.Errorf("the folder holds %s", names(t, s.dir))
		}
		wantReceipt(t, partner.Deliver(t.Context(), s.access(), parcel(), nil), deposited)
	})
}

func TestDeliverRefuses(t *testing.T) {
	s := MustServe(t)
	named := func(name string) deliver.Parcel { p := parcel(); p.Name = name; return p }
	empty, changed := parcel(), parcel()
	empty.Bytes, changed.SHA256 = nil, strings.Repeat("0", 64)
	setting := deliver.Receipt{State: deliver.ToRetry, Trouble: true, Code: "REGLAGE"}
	name := deliver.Receipt{State: deliver.ToCheck, Code: "NOM"}
	for _, c := range []struct {
		name   string
		access deliver.Access
		parcel deliver.Parcel
		want   deliver.Receipt
	}{
		{"no server", with(s.access(), "host", " "), parcel(), setting},
		{"an address with its scheme", with(s.access(), "host", "sftp://sftp.exemple.fr"), parcel(), setting},
		{"a user in the address", with(s.access(), "host", "moi@sftp.exemple.fr"), parcel(), setting},
		{"no port", with(s.access(), "port", "ssh"), parcel(), setting},
		{"a port that is none", with(s.access(), "port", "65536"), parcel(), setting},
		{"no user", with(s.access(), "user", ""), parcel(), setting},
		{"a line break in the user", with(s.access(), "user", "a\nb"), parcel(), setting},
		{"a key that does not read", with(s.access(), "host_key", "ssh-ed25519 SHA256:court"), parcel(), setting},
		{"a key that nobody confirmed", with(s.access(), "host_key", ""), parcel(), deliver.Receipt{State: deliver.ToRetry, Trouble: true, Code: "CLE-A-CONFIRMER"}},
		{"no secret", with(s.access(), "password", ""), parcel(), deliver.Receipt{State: deliver.ToRetry, Trouble: true, Code: "IDENTIFIANTS"}},
		{"an empty statement", s.access(), empty, deliver.Receipt{State: deliver.ToCheck, Code: "CONTROLE"}},
		{"other bytes than were frozen", s.access(), changed, deliver.Receipt{State: deliver.ToCheck, Code: "CONTROLE"}},
		{"no name", s.access(), named(""), name},
		{"a name of another folder", s.access(), named("../x.dat"), name},
		{"a name below, for Windows", s.access(), named(`a\x.dat`), name},
		{"a hidden name", s.access(), named(".x.dat"), name},
		{"a name of a file being written", s.access(), named("x.dat.part"), name},
		{"a line break", s.access(), named("x\n.dat"), name},
		{"too long", s.access(), named(strings.Repeat("x", 201)), name},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := MustPartner(t).Deliver(t.Context(), c.access, c.parcel, func() error { t.Error("sent was called"); return nil })
			wantReceipt(t, r, c.want)
		})
	}
	if s.connections() != 0 {
		t.Errorf("the server was called %d times", s.connections())
	}
}

func TestFolders(t *testing.T) {
	if list, err := New().Folders(t.Context(), deliver.Access{}, "x"); list != nil || err != nil {
		t.Errorf("got %v, %v", list, err)
	}
}

func TestWithoutSecrets(t *testing.T) {
	to := remote.Target{Secrets: map[string]string{"password": "s3cret", "passphrase": ""}}
	for said, want := range map[string]string{"No\r\nspace\x00 left ": "No space left", "for s3cret": "", strings.Repeat("é", 300): strings.Repeat("é", 200) + "…"} {
		if got := to.WithoutSecrets(said); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestSize(t *testing.T) {
	for n, want := range map[uint64]string{512: "512 octets", 2_500: "2,5 ko", 12_340_000_000: "12,3 Go", 2_000_000_000_000: "2,0 To"} {
		if got := size(n); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
