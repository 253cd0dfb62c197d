package receive_test

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sobank/backend/collect"
	"sobank/backend/deliver"
	"sobank/backend/fault"
	"sobank/backend/firm"
	"sobank/backend/receive"
	"sobank/backend/receive/folder"
	"sobank/backend/rights"
	"sobank/backend/wiring/wiringtest"
)

// TestAFolderThatCannotBeHad: nothing is lost, and the page says what to do.
func TestAFolderThatCannotBeHad(t *testing.T) {
	t.Run("ItIsGoneAndComesBack", func(t *testing.T) {
		b := mustWatch(t)
		away := b.dir + "-ailleurs"
		b.drop("mars.txt", 1)
		if err := os.Rename(b.dir, away); err != nil {
			t.Fatal(err)
		}
		if report := b.run(); len(report.Troubles) != 1 {
			t.Errorf("%+v", report)
		}
		st := b.status()
		if st.Status.TroubleCode != deliver.TroubleFolder || !strings.Contains(st.Status.Trouble, b.dir) || st.Status.TroubleHint == "" || st.Stopped {
			t.Errorf("%+v", st)
		}
		if err := os.Rename(away, b.dir); err != nil {
			t.Fatal(err)
		}
		if report := b.run(); report.Sources != 0 {
			t.Errorf("it is not left alone for a minute: %+v", report)
		}
		b.Clock.Advance(minute)
		b.run()
		if st := b.status(); st.Status.TroubleCode != "" || st.Problem != "" {
			t.Errorf("%+v", st)
		}
		want(t, "the folder", tree(t, b.dir), "traités/mars.txt")
	})
	t.Run("AFileThatCannotBeMovedIsImportedOnceAndMovedLater", func(t *testing.T) {
		b := mustWatch(t)
		b.drop("mars.txt", 2)
		wiringtest.MustFile(t, filepath.Join(b.dir, "traités"), []byte("un fichier à la place du dossier"))
		b.run()
		st := b.status()
		if st.Status.TroubleCode != receive.CodeFiling || !strings.Contains(st.Status.Trouble, "mars.txt") || st.Status.TroubleHint == "" {
			t.Errorf("%+v", st.Status)
		}
		want(t, "the list", b.outcomes(), "mars.txt imported, traités rejected")
		b.Clock.Advance(minute)
		if report := b.run(); report.Taken != 0 {
			t.Errorf("it is read again: %+v", report)
		}
		want(t, "the folder", tree(t, b.dir), "rejetés/traités, rejetés/traités.motif.txt, traités/mars.txt")
		if st := b.status(); st.Status.TroubleCode != "" {
			t.Errorf("%+v", st.Status)
		}
	})
	t.Run("OneFileHoldsBackNoOther", func(t *testing.T) {
		b := mustWatch(t)
		b.drop("a.txt", 1)
		b.drop("b.txt", 2)
		held := &receive.Setback{Code: receive.CodeLocked, OfFile: true, Message: "« a.txt » est occupé.", Hint: "Fermez-le."}
		b.Receiver.Doors[firm.SourceFolder] = &locking{Door: folder.New(), name: "a.txt", err: held}
		b.run()
		want(t, "the list", b.outcomes(), "a.txt seen, b.txt imported")
		st := b.status()
		if st.Status.TroubleCode != "" || st.Problem != held.Message || st.LookedAt.IsZero() && st.TriedAt.IsZero() {
			t.Errorf("%+v", st)
		}
		for range 8 {
			b.Clock.Advance(minute)
			b.run()
		}
		if st := b.status(); st.Status.TroubleCode != receive.CodeLocked {
			t.Errorf("nobody is told after a while: %+v", st)
		}
		b.Receiver.Doors[firm.SourceFolder] = folder.New()
		b.Clock.Advance(minute)
		b.run()
		want(t, "the list", b.outcomes(), "a.txt imported, b.txt imported")
		if st := b.status(); st.Status.TroubleCode != "" {
			t.Errorf("%+v", st)
		}
	})
	t.Run("OurDiskIsFull", func(t *testing.T) {
		b := mustWatch(t)
		b.drop("mars.txt", 1)
		b.Receiver.Spool = receive.Spool{Dir: "/dev/full/x"}
		b.run()
		if st := b.status(); st.Status.TroubleCode != receive.CodeFull || st.Status.TroubleHint == "" {
			t.Errorf("%+v", st)
		}
		want(t, "the folder", tree(t, b.dir), "mars.txt")
	})
	t.Run("AnImportThatFailsForUsLeavesTheFile", func(t *testing.T) {
		b := mustWatch(t)
		b.drop("mars.txt", 1)
		importer := b.Receiver.Importer
		b.Receiver.Importer = failing{fault.New(fault.Internal, "Le disque est plein.")}
		b.run()
		want(t, "the folder", tree(t, b.dir), "mars.txt")
		if st := b.status(); st.Status.TroubleCode != receive.CodeImport {
			t.Errorf("%+v", st)
		}
		b.Receiver.Importer = importer
		b.Clock.Advance(minute)
		b.run()
		want(t, "the folder", tree(t, b.dir), "traités/mars.txt")
	})
}

// locking has a file that cannot be read.
type locking struct {
	receive.Door
	name string
	err  error
}

func (d *locking) Open(ctx context.Context, a deliver.Access) (receive.Place, error) {
	p, err := d.Door.Open(ctx, a)
	return &lockingPlace{p, d}, err
}

type lockingPlace struct {
	receive.Place
	door *locking
}

func (p *lockingPlace) Fetch(ctx context.Context, f receive.Found, from int64, into io.Writer) error {
	if f.Path == p.door.name {
		return p.door.err
	}
	return p.Place.Fetch(ctx, f, from, into)
}

// failing is an import that this machine keeps from being done.
type failing struct{ err error }

func (f failing) Import(_ context.Context, _ rights.Actor, req collect.Request, _ func(collect.Progress)) ([]collect.FileReport, error) {
	return []collect.FileReport{{Path: req.Paths[0], Outcome: collect.Failed, Err: f.err}}, nil
}
