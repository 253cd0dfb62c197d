package receive_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"sobank/backend/collect"
	"sobank/backend/firm"
	"sobank/backend/receive"
	"sobank/backend/receive/folder"
	"sobank/backend/rights"
	"sobank/backend/wiring/wiringtest"
)

var errKilled = errors.New("killed")

// TestKilledBetweenTwoSteps stops a run where a crash could, and looks what the next one does.
func TestKilledBetweenTwoSteps(t *testing.T) {
	kill := func(t *testing.T, b *bench, arm func(die func() error)) {
		t.Helper()
		ctx, cancel := context.WithCancel(background)
		arm(func() error { cancel(); return errKilled })
		if _, err := b.Receiver.Run(ctx, receive.Scope{Actor: b.Systeme()}); err == nil {
			t.Fatal("nothing stopped it")
		}
		b.Clock.Advance(minute)
	}
	t.Run("BetweenTheImportAndTheNote", func(t *testing.T) {
		b := mustWatch(t)
		b.drop("mars.txt", 2)
		importer := b.Receiver.Importer
		kill(t, b, func(die func() error) { b.Receiver.Importer = &dying{importer, die} })
		want(t, "the folder", tree(t, b.dir), "mars.txt")
		b.Receiver.Importer = importer
		b.run()
		want(t, "the folder", tree(t, b.dir), "traités/mars.txt")
		want(t, "the list", b.outcomes(), "mars.txt duplicate")
		if n := b.statements(); n != 2 {
			t.Errorf("%d statements", n)
		}
		want(t, "the spool", b.spool(), "")
	})
	t.Run("BetweenTheNoteAndTheMove", func(t *testing.T) {
		b := mustWatch(t)
		b.drop("mars.txt", 2)
		wiringtest.MustFile(t, filepath.Join(b.dir, "photo.txt"), []byte("rien\n"))
		kill(t, b, func(die func() error) {
			b.Receiver.Doors[firm.SourceFolder] = &touching{Door: folder.New(), before: die}
		})
		b.Receiver.Doors[firm.SourceFolder] = folder.New()
		b.run()
		want(t, "the folder", tree(t, b.dir), "rejetés/photo.txt, rejetés/photo.txt.motif.txt, traités/mars.txt")
		want(t, "the list", b.outcomes(), "mars.txt imported, photo.txt rejected")
	})
	t.Run("TheSpoolOfAFileThatIsGoneIsSwept", func(t *testing.T) {
		b := mustWatch(t)
		path := b.drop("mars.txt", 2)
		kill(t, b, func(die func() error) {
			b.Receiver.Doors[firm.SourceFolder] = &locking{Door: folder.New(), name: "mars.txt", err: die()}
		})
		b.Receiver.Doors[firm.SourceFolder] = folder.New()
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		b.run()
		want(t, "the spool", b.spool(), "")
		want(t, "the list", b.outcomes(), "")
	})
}

// dying is an import after which the process is gone.
type dying struct {
	receive.Importer
	die func() error
}

func (d *dying) Import(ctx context.Context, a rights.Actor, req collect.Request, on func(collect.Progress)) ([]collect.FileReport, error) {
	if _, err := d.Importer.Import(ctx, a, req, on); err != nil {
		return nil, err
	}
	return nil, d.die()
}

// spying looks at what is imported.
type spying struct {
	receive.Importer
	look func(path string)
}

func (s spying) Import(ctx context.Context, a rights.Actor, req collect.Request, on func(collect.Progress)) ([]collect.FileReport, error) {
	s.look(req.Paths[0])
	return s.Importer.Import(ctx, a, req, on)
}
