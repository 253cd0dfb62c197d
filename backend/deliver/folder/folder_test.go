package folder

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sobank/backend/deliver"
)

const testName = "CFONB120_732829320_FR76_20260101-20260131_1.dat"

func parcel() deliver.Parcel {
	return deliver.Parcel{ShipmentID: 1, Name: testName, Bytes: []byte(strings.Repeat("04 une opération\r\n", 200)), Operations: 200}
}

func accessTo(dir string) deliver.Access {
	return deliver.Access{Settings: map[string]string{"folder": dir}}
}

// MustRead is a file's content, "" when there is none.
func MustRead(tb testing.TB, dir, name string) string {
	tb.Helper()
	b, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		tb.Fatal(err)
	}
	return string(b)
}

func MustWrite(tb testing.TB, dir, name, content string) {
	tb.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
		tb.Fatal(err)
	}
}

func names(tb testing.TB, dir string) string {
	tb.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		tb.Fatal(err)
	}
	var all []string
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return strings.Join(all, " ")
}

func wantReceipt(tb testing.TB, got, want deliver.Receipt) {
	tb.Helper()
	if got.State != want.State || got.Code != want.Code || got.Doubt != want.Doubt || got.Trouble != want.Trouble || got.Unreached != want.Unreached {
		tb.Errorf("got  %+v\nwant %+v", got, want)
	}
	if got.Message == "" || got.State != deliver.Deposited && got.Hint == "" {
		tb.Errorf("a person is told nothing: %+v", got)
	}
}

var deposited = deliver.Receipt{State: deliver.Deposited}

func TestDeliver(t *testing.T) {
	t.Run("the file appears whole, after sent was told", func(t *testing.T) {
		dir, calls := t.TempDir(), 0
		r := New().Deliver(t.Context(), accessTo(dir), parcel(), func() error {
			calls++
			if got := names(t, dir); !strings.HasPrefix(got, testName+".") || !strings.HasSuffix(got, ".part") || MustRead(t, dir, got) != string(parcel().Bytes) {
				t.Errorf("before the rename there is %s", got)
			}
			return nil
		})
		wantReceipt(t, r, deposited)
		if names(t, dir) != testName || MustRead(t, dir, testName) != string(parcel().Bytes) || calls != 1 || !strings.Contains(r.Message, testName) {
			t.Errorf("got %+v, the folder holds %s", r, names(t, dir))
		}
	})
	t.Run("a replay is recognised, and written no more", func(t *testing.T) {
		dir := t.TempDir()
		New().Deliver(t.Context(), accessTo(dir), parcel(), nil)
		before, _ := os.Stat(filepath.Join(dir, testName))
		r := New().Deliver(t.Context(), accessTo(dir), parcel(), func() error { t.Error("sent was called"); return nil })
		wantReceipt(t, r, deposited)
		if after, _ := os.Stat(filepath.Join(dir, testName)); !os.SameFile(before, after) || !strings.Contains(r.Message, "déjà") {
			t.Errorf("got %+v", r)
		}
	})
	t.Run("a file that the partner took is deposited again", func(t *testing.T) {
		dir := t.TempDir()
		for range 2 {
			wantReceipt(t, New().Deliver(t.Context(), accessTo(dir), parcel(), nil), deposited)
			if err := os.Remove(filepath.Join(dir, testName)); err != nil {
				t.Error(err)
			}
		}
	})
	t.Run("spaces around the folder, and a folder that is a link, are right", func(t *testing.T) {
		dir, link := t.TempDir(), filepath.Join(t.TempDir(), "link")
		MustLink(t, dir, link)
		wantReceipt(t, New().Deliver(t.Context(), accessTo(" "+link+"/ "), parcel(), nil), deposited)
		if names(t, dir) != testName {
			t.Errorf("the folder holds %s", names(t, dir))
		}
	})
}

func MustLink(tb testing.TB, to, name string) {
	tb.Helper()
	if err := os.Symlink(to, name); err != nil {
		tb.Skip("no symbolic links here: ", err)
	}
}

func TestNameIsTaken(t *testing.T) {
	taken := deliver.Receipt{State: deliver.ToCheck, Code: "NOM-DEJA-PRIS"}
	cases := []struct {
		name string
		take func(tb testing.TB, dir string)
		hold string // what the name reads as afterwards
	}{
		{"by other bytes", func(tb testing.TB, dir string) { MustWrite(tb, dir, testName, "other") }, "other"},
		{"by other bytes of the same length", func(tb testing.TB, dir string) {
			MustWrite(tb, dir, testName, strings.Repeat("x", len(parcel().Bytes)))
		}, strings.Repeat("x", len(parcel().Bytes))},
		{"by an empty file", func(tb testing.TB, dir string) { MustWrite(tb, dir, testName, "") }, ""},
		{"by a link, even to the same bytes", func(tb testing.TB, dir string) {
			MustWrite(tb, dir, "elsewhere", string(parcel().Bytes))
			MustLink(tb, "elsewhere", filepath.Join(dir, testName))
		}, string(parcel().Bytes)},
		{"by a link to nothing", func(tb testing.TB, dir string) { MustLink(tb, "nowhere", filepath.Join(dir, testName)) }, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			c.take(t, dir)
			before := names(t, dir)
			r := New().Deliver(t.Context(), accessTo(dir), parcel(), func() error { t.Error("sent was called"); return nil })
			wantReceipt(t, r, taken)
			if names(t, dir) != before || MustRead(t, dir, testName) != c.hold || !strings.Contains(r.Message, "autre fichier porte déjà") {
				t.Errorf("the folder holds %s", names(t, dir))
			}
		})
	}
	t.Run("by a folder", func(t *testing.T) {
		dir := t.TempDir()
		if err := os.Mkdir(filepath.Join(dir, testName), 0o700); err != nil {
			t.Fatal(err)
		}
		wantReceipt(t, New().Deliver(t.Context(), accessTo(dir), parcel(), nil), taken)
	})
	for _, links := range []bool{true, false} {
		partner := New()
		if !links {
			partner.link = func(string, string) error { return errors.New("no links here") }
		}
		t.Run("at the last moment, by other bytes; links: "+yes(links), func(t *testing.T) {
			dir := t.TempDir()
			r := partner.Deliver(t.Context(), accessTo(dir), parcel(), func() error { MustWrite(t, dir, testName, "other"); return nil })
			wantReceipt(t, r, taken)
			if names(t, dir) != testName || MustRead(t, dir, testName) != "other" {
				t.Errorf("the folder holds %s", names(t, dir))
			}
		})
		t.Run("at the last moment, by the same bytes; links: "+yes(links), func(t *testing.T) {
			dir := t.TempDir()
			r := partner.Deliver(t.Context(), accessTo(dir), parcel(), func() error { MustWrite(t, dir, testName, string(parcel().Bytes)); return nil })
			wantReceipt(t, r, deposited)
			if names(t, dir) != testName {
				t.Errorf("the folder holds %s", names(t, dir))
			}
		})
	}
	t.Run("by nobody, where there are no links", func(t *testing.T) {
		dir, partner := t.TempDir(), New()
		partner.link = func(string, string) error { return errors.New("no links here") }
		wantReceipt(t, partner.Deliver(t.Context(), accessTo(dir), parcel(), nil), deposited)
		if names(t, dir) != testName || MustRead(t, dir, testName) != string(parcel().Bytes) {
			t.Errorf("the folder holds %s", names(t, dir))
		}
	})
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

func TestAfterACrash(t *testing.T) {
	t.Run("while NAME.part was written, it is written anew", func(t *testing.T) {
		dir := t.TempDir()
		MustWrite(t, dir, testName+".part", strings.Repeat("longer than the statement", 9999))
		wantReceipt(t, New().Deliver(t.Context(), accessTo(dir), parcel(), nil), deposited)
		if names(t, dir) != testName || MustRead(t, dir, testName) != string(parcel().Bytes) {
			t.Errorf("the folder holds %s", names(t, dir))
		}
	})
	t.Run("between link and removal, the left name goes", func(t *testing.T) {
		dir := t.TempDir()
		MustWrite(t, dir, testName, string(parcel().Bytes))
		if err := os.Link(filepath.Join(dir, testName), filepath.Join(dir, testName+".EARLIER.part")); err != nil {
			t.Skip("no hard links here: ", err)
		}
		wantReceipt(t, New().Deliver(t.Context(), accessTo(dir), parcel(), nil), deposited)
		if names(t, dir) != testName {
			t.Errorf("the folder holds %s", names(t, dir))
		}
	})
	t.Run("between link and removal, a file that the partner took since stays whole", func(t *testing.T) {
		dir, partners := t.TempDir(), t.TempDir()
		MustWrite(t, partners, "taken.dat", "old bytes of the partner's")
		if err := os.Link(filepath.Join(partners, "taken.dat"), filepath.Join(dir, testName+".part")); err != nil {
			t.Skip("no hard links here: ", err)
		}
		wantReceipt(t, New().Deliver(t.Context(), accessTo(dir), parcel(), nil), deposited)
		if got := MustRead(t, partners, "taken.dat"); got != "old bytes of the partner's" {
			t.Errorf("it became %q", got)
		}
	})
	t.Run("a NAME.part that is a link is not written through", func(t *testing.T) {
		dir, other := t.TempDir(), t.TempDir()
		MustWrite(t, other, "precious", "precious")
		MustLink(t, filepath.Join(other, "precious"), filepath.Join(dir, testName+".part"))
		wantReceipt(t, New().Deliver(t.Context(), accessTo(dir), parcel(), nil), deposited)
		if MustRead(t, other, "precious") != "precious" {
			t.Error("it was")
		}
	})
	t.Run("sent that fails deposits nothing, and the next attempt does", func(t *testing.T) {
		dir := t.TempDir()
		r := New().Deliver(t.Context(), accessTo(dir), parcel(), func() error { return errors.New("disk full") })
		wantReceipt(t, r, deliver.Receipt{State: deliver.ToRetry, Code: "NON-NOTE"})
		if names(t, dir) != "" {
			t.Errorf("the folder holds %s", names(t, dir))
		}
		wantReceipt(t, New().Deliver(t.Context(), accessTo(dir), parcel(), nil), deposited)
	})
}

func TestDeliverRefuses(t *testing.T) {
	dir := t.TempDir()
	MustWrite(t, dir, "file", "")
	named := func(name string) deliver.Parcel { p := parcel(); p.Name = name; return p }
	empty, changed := parcel(), parcel()
	empty.Bytes, changed.SHA256 = nil, strings.Repeat("0", 64)
	name := deliver.Receipt{State: deliver.ToCheck, Code: "NOM"}
	cases := []struct {
		name, dir string
		parcel    deliver.Parcel
		want      deliver.Receipt
	}{
		{"no folder set", "  ", parcel(), deliver.Receipt{State: deliver.ToRetry, Trouble: true, Code: "REGLAGE"}},
		{"a relative folder", "depot", parcel(), deliver.Receipt{State: deliver.ToRetry, Trouble: true, Code: "REGLAGE"}},
		{"a folder that is gone", filepath.Join(dir, "gone"), parcel(), deliver.Receipt{State: deliver.ToRetry, Trouble: true, Code: "DOSSIER"}},
		{"a file as a folder", filepath.Join(dir, "file"), parcel(), deliver.Receipt{State: deliver.ToRetry, Trouble: true, Code: "DOSSIER"}},
		{"a folder below a file", filepath.Join(dir, "file", "x"), parcel(), deliver.Receipt{State: deliver.ToRetry, Trouble: true, Code: "DOSSIER"}},
		{"an empty statement", dir, empty, deliver.Receipt{State: deliver.ToCheck, Code: "CONTROLE"}},
		{"other bytes than were frozen", dir, changed, deliver.Receipt{State: deliver.ToCheck, Code: "CONTROLE"}},
		{"no name", dir, named(""), name},
		{"a name of another folder", dir, named("../x.dat"), name},
		{"a name below", dir, named("a/x.dat"), name},
		{"a name below, for Windows", dir, named(`a\x.dat`), name},
		{"a drive", dir, named("C:x.dat"), name},
		{"the folder itself", dir, named(".."), name},
		{"a hidden name", dir, named(".x.dat"), name},
		{"a name of a file being written", dir, named("x.dat.part"), name},
		{"a name that Windows shortens", dir, named("x.dat. "), name},
		{"a name that Windows keeps", dir, named("nul.dat"), name},
		{"a port of Windows", dir, named("Com1.dat"), name},
		{"a line break", dir, named("x\n.dat"), name},
		{"a null", dir, named("x\x00.dat"), name},
		{"too long", dir, named(strings.Repeat("x", 201)), name},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r := New().Deliver(t.Context(), accessTo(c.dir), c.parcel, func() error { t.Error("sent was called"); return nil })
			wantReceipt(t, r, c.want)
			if names(t, dir) != "file" {
				t.Errorf("the folder holds %s", names(t, dir))
			}
			if c.want.Code == "DOSSIER" && !strings.Contains(r.Message, c.dir) {
				t.Errorf("the folder is not named: %q", r.Message)
			}
		})
	}
	for _, fine := range []string{"x.dat", "Relevé 2026 (1).dat", "COMPTE.dat", "LPT.dat", "nulle.dat"} {
		t.Run("takes the name "+fine, func(t *testing.T) {
			wantReceipt(t, New().Deliver(t.Context(), accessTo(t.TempDir()), named(fine), nil), deposited)
		})
	}
}

func TestTimeIsBounded(t *testing.T) {
	t.Run("a folder that answers nothing is given up, and gets nothing later", func(t *testing.T) {
		dir, partner := t.TempDir(), New()
		answers, ended := make(chan struct{}), make(chan struct{})
		partner.limit = 20 * time.Millisecond
		partner.create = func(name string) (*os.File, error) {
			<-answers
			defer close(ended)
			return createNew(name)
		}
		r := partner.Deliver(t.Context(), accessTo(dir), parcel(), func() error { t.Error("sent was called"); return nil })
		wantReceipt(t, r, deliver.Receipt{State: deliver.ToRetry, Unreached: true, Code: "DELAI"})
		close(answers)
		<-ended
		for deadline := time.Now().Add(5 * time.Second); names(t, dir) != ""; {
			if names(t, dir) == testName || time.Now().After(deadline) {
				t.Fatalf("the folder holds %s", names(t, dir))
			}
		}
	})
	t.Run("when it is about to take its name, it may have arrived", func(t *testing.T) {
		partner, goOn := New(), make(chan struct{})
		defer close(goOn)
		partner.limit = 50 * time.Millisecond
		dir := MustMkdir(t)
		r := partner.Deliver(t.Context(), accessTo(dir), parcel(), func() error { <-goOn; return errors.New("late") })
		wantReceipt(t, r, deliver.Receipt{State: deliver.ToRetry, Doubt: deliver.Unanswered, Code: "DELAI"})
	})
	t.Run("a run that is stopped does not wait for a folder that answers nothing", func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		partner, answers := New(), make(chan struct{})
		defer close(answers)
		partner.create = func(string) (*os.File, error) { stop(); <-answers; return nil, os.ErrClosed }
		partner.try = func(string) deliver.Trial { <-answers; return deliver.Trial{} }
		r := partner.Deliver(ctx, accessTo(t.TempDir()), parcel(), func() error { t.Error("sent was called"); return nil })
		wantReceipt(t, r, deliver.Receipt{State: deliver.ToRetry, Code: "INTERROMPU"})
		ctx, stop = context.WithCancel(t.Context())
		time.AfterFunc(time.Millisecond, stop)
		if got := partner.Test(ctx, accessTo(t.TempDir())); got.OK || got.Code != "INTERROMPU" {
			t.Errorf("got %+v", got)
		}
	})
	t.Run("stopped when it is about to take its name, it may have arrived", func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		goOn, dir := make(chan struct{}), MustMkdir(t)
		defer close(goOn)
		r := New().Deliver(ctx, accessTo(dir), parcel(), func() error { stop(); <-goOn; return errors.New("late") })
		wantReceipt(t, r, deliver.Receipt{State: deliver.ToRetry, Doubt: deliver.Unanswered, Code: "INTERROMPU"})
	})
	t.Run("given up as it takes its name, it does not place what the next attempt is writing", func(t *testing.T) {
		first, next := New(), New()
		goOn, ended, dir := make(chan struct{}), make(chan struct{}), MustMkdir(t)
		first.limit = 50 * time.Millisecond
		first.link = func(from, to string) error {
			<-goOn
			defer close(ended)
			return os.Link(from, to)
		}
		r := first.Deliver(t.Context(), accessTo(dir), parcel(), nil)
		wantReceipt(t, r, deliver.Receipt{State: deliver.ToRetry, Doubt: deliver.Unanswered, Code: "DELAI"})
		next.create = func(name string) (*os.File, error) {
			file, err := createNew(name)
			close(goOn)
			<-ended
			if _, err := os.Stat(filepath.Join(dir, testName)); err == nil {
				t.Error("a file that is being written has its name")
			}
			return file, err
		}
		wantReceipt(t, next.Deliver(t.Context(), accessTo(dir), parcel(), nil), deposited)
		if MustRead(t, dir, testName) != string(parcel().Bytes) {
			t.Error("it is not whole")
		}
	})
	t.Run("whoever has left deposits nothing", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		dir := t.TempDir()
		r := New().Deliver(ctx, accessTo(dir), parcel(), func() error { t.Error("sent was called"); return nil })
		wantReceipt(t, r, deliver.Receipt{State: deliver.ToRetry, Code: "INTERROMPU"})
		if names(t, dir) != "" {
			t.Errorf("the folder holds %s", names(t, dir))
		}
	})
}

// MustMkdir is a folder that attempts may still write to as the test ends.
func MustMkdir(tb testing.TB) string {
	tb.Helper()
	dir, err := os.MkdirTemp(tb.TempDir(), "")
	if err != nil {
		tb.Fatal(err)
	}
	return dir
}

func TestFolders(t *testing.T) {
	if list, err := New().Folders(t.Context(), accessTo(t.TempDir()), "x"); list != nil || err != nil {
		t.Errorf("got %v, %v", list, err)
	}
}

func TestTrial(t *testing.T) {
	t.Run("all is right, and nothing is left behind", func(t *testing.T) {
		dir := t.TempDir()
		got := New().Test(t.Context(), accessTo(dir))
		if !got.OK || got.Code != "" || len(got.Steps) != 3 || !strings.Contains(got.Steps[2].Message, "de libre") || names(t, dir) != "" {
			t.Errorf("got %+v", got)
		}
	})
	for name, c := range map[string]struct{ dir, code string }{
		"no folder set":         {"", "REGLAGE"},
		"a relative folder":     {"depot", "REGLAGE"},
		"a folder that is gone": {filepath.Join(t.TempDir(), "gone"), "DOSSIER"},
	} {
		t.Run(name, func(t *testing.T) {
			got := New().Test(t.Context(), accessTo(c.dir))
			if got.OK || got.Code != c.code || len(got.Steps) != 1 || got.Steps[0].Hint == "" || strings.Contains(got.Steps[0].Hint, "de lui-même") {
				t.Errorf("got %+v", got)
			}
		})
	}
}

func TestSize(t *testing.T) {
	for n, want := range map[uint64]string{512: "512 octets", 2_500: "2,5 ko", 12_340_000_000: "12,3 Go", 2_000_000_000_000: "2,0 To"} {
		if got := size(n); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
