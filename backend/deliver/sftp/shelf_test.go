package sftp

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
	"sobank/backend/remote"
)

func shelved(name string, size int) deliver.Shelved {
	return deliver.Shelved{Name: name, Size: int64(size)}
}

// wantShelved says which files a place holds; each must have been changed of late.
func wantShelved(tb testing.TB, p *Partner, a deliver.Access, want ...deliver.Shelved) {
	tb.Helper()
	got, err := p.Shelved(tb.Context(), a)
	if err != nil {
		tb.Fatal(err, fault.From(err).Hint)
	}
	for i := range got {
		if age := time.Since(got[i].ModifiedAt); age < -time.Hour || age > time.Hour {
			tb.Errorf("%s was changed %s ago", got[i].Name, age)
		}
		got[i].ModifiedAt = time.Time{}
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		tb.Errorf("got %v, want %v", got, want)
	}
}

func TestShelved(t *testing.T) {
	t.Run("files by name, parts as they are, and nothing else", func(t *testing.T) {
		s := MustServe(t)
		MustWrite(t, s.dir, "b.dat", "four")
		MustWrite(t, s.dir, "a.dat.MARK.part", "4")
		if err := os.Mkdir(filepath.Join(s.dir, "archive"), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink("/etc/hostname", filepath.Join(s.dir, "link.dat")); err != nil {
			t.Fatal(err)
		}
		wantShelved(t, MustPartner(t), s.access(), shelved("a.dat.MARK.part", 1), shelved("b.dat", 4))
	})
	t.Run("an empty folder", func(t *testing.T) {
		wantShelved(t, MustPartner(t), MustServe(t).access())
	})
	for name, c := range map[string]struct {
		change func(*server, deliver.Access) deliver.Access
		want   string
	}{
		"a folder that is not there": {func(_ *server, a deliver.Access) deliver.Access { return with(a, "folder", "/nowhere/at/all") }, "lister"},
		"one that may not be read": {func(s *server, a deliver.Access) deliver.Access {
			s.set(func(r request) action {
				if r.kind == "opendir" {
					return r.refuses(3, "Permission denied")
				}
				return action{}
			})
			return a
		}, "lister"},
		"a connection that is cut": {func(s *server, a deliver.Access) deliver.Access {
			s.set(func(r request) action { return action{cut: r.kind == "readdir"} })
			return a
		}, "coupée"},
		"a wrong password":               {func(_ *server, a deliver.Access) deliver.Access { return with(a, "password", "other") }, "refusé"},
		"a server that nobody confirmed": {func(_ *server, a deliver.Access) deliver.Access { return with(a, "host_key", "") }, "confirmée"},
		"a server that shows another key": {func(_ *server, a deliver.Access) deliver.Access {
			return with(a, "host_key", remote.Pin(MustKey(t).PublicKey()))
		}, "retenue"},
	} {
		t.Run(name, func(t *testing.T) {
			s := MustServe(t)
			_, err := MustPartner(t).Shelved(t.Context(), c.change(s, s.access()))
			why := fault.From(err)
			if why == nil || why.Code != fault.Conflict || !strings.Contains(why.Message, c.want) || why.Hint == "" || strings.Contains(why.Message+why.Hint, testPassword) {
				t.Errorf("got %v", err)
			}
		})
	}
	t.Run("a server that answers nothing", func(t *testing.T) {
		s, partner := MustServe(t), MustPartner(t)
		s.set(func(r request) action { return action{hang: r.kind == "readdir"} })
		partner.limits.trial = 2 * time.Second
		if _, err := partner.Shelved(t.Context(), s.access()); err == nil {
			t.Error("no error")
		}
	})
	t.Run("one that is stopped", func(t *testing.T) {
		s := MustServe(t)
		ctx, stop := context.WithCancel(t.Context())
		s.set(func(r request) action { stop(); return action{hang: true} })
		if _, err := MustPartner(t).Shelved(ctx, s.access()); err == nil {
			t.Error("no error")
		}
	})
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
