package receive_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sobank/backend/collect"
	"sobank/backend/deliver"
	"sobank/backend/fault"
	"sobank/backend/firm"
	"sobank/backend/receive"
	"sobank/backend/receive/folder"
	"sobank/backend/rights"
	"sobank/backend/wiring/wiringtest"
)

func TestAWatchedFolder(t *testing.T) {
	t.Run("AFileIsImportedAndFiledAway", func(t *testing.T) {
		b := mustWatch(t)
		b.drop("mars.txt", 3)
		report := b.run()
		if report.Taken != 1 || report.Outcomes[receive.Imported] != 1 || !report.Delivered || len(report.Troubles) > 0 {
			t.Errorf("%+v", report)
		}
		want(t, "the folder", tree(t, b.dir), "traités/mars.txt")
		want(t, "the list", b.outcomes(), "mars.txt imported")
		if n := b.statements(); n != 3 {
			t.Errorf("%d statements", n)
		}
		one := b.files()[0]
		imports, err := b.Collect.Recent(background, b.boss, 10)
		if err != nil || len(imports) != 1 || imports[0].ID != one.FileID || imports[0].Name != "mars.txt" || imports[0].SHA256 != "" && imports[0].SHA256 != one.SHA256 {
			t.Errorf("%+v of %+v, %v", one, imports, err)
		}
		if one.Statements != 3 || one.FiledAs != "traités/mars.txt" || !one.Filed || len(one.SHA256) != 64 {
			t.Errorf("%+v", one)
		}
		if st := b.status(); st.LookedAt.IsZero() || st.Taken != 1 || st.Rejected != 0 || st.Problem != "" {
			t.Errorf("%+v", st)
		}
		want(t, "the spool", b.spool(), "")
	})
	t.Run("WhatCannotBeReadIsFiledWithTheReason", func(t *testing.T) {
		b := mustWatch(t)
		wiringtest.MustFile(t, filepath.Join(b.dir, "photo.txt"), []byte("ceci n'est pas un relevé\n"))
		b.drop("mars.txt", 1)
		report := b.run()
		if report.Outcomes[receive.Rejected] != 1 || report.Outcomes[receive.Imported] != 1 {
			t.Errorf("%+v", report)
		}
		want(t, "the folder", tree(t, b.dir), "rejetés/photo.txt, rejetés/photo.txt.motif.txt, traités/mars.txt")
		text, err := os.ReadFile(filepath.Join(b.dir, "rejetés", "photo.txt.motif.txt"))
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range []string{"\uFEFFFichier : photo.txt", "Résultat : rejeté", "Motif :", "ligne 1", "redéposez-le"} {
			if !strings.Contains(string(text), part) {
				t.Errorf("the reason lacks %q:\n%s", part, text)
			}
		}
		for _, f := range b.files() {
			if f.Outcome == receive.Rejected && (f.Reason == "" || f.FileID != 0) {
				t.Errorf("%+v", f)
			}
		}
		if st := b.status(); st.Status.TroubleCode != "" || st.Rejected != 1 {
			t.Errorf("a file that is wrong is no trouble of its folder: %+v", st)
		}
	})
	t.Run("ANameThatIsTakenGetsANumber", func(t *testing.T) {
		b := mustWatch(t)
		for i := range 3 {
			b.drop("releve.txt", i+1)
			b.run()
			b.Clock.Advance(minute)
		}
		want(t, "the folder", tree(t, b.dir), "traités/releve (2).txt, traités/releve (3).txt, traités/releve.txt")
		want(t, "the list", b.outcomes(), "releve.txt imported, releve.txt imported, releve.txt imported")
	})
	t.Run("TheSameBytesAreThereAlready", func(t *testing.T) {
		b := mustWatch(t)
		b.drop("a.txt", 2)
		b.run()
		b.Clock.Advance(minute)
		b.drop("b.txt", 2)
		if report := b.run(); report.Outcomes[receive.Duplicate] != 1 || report.Delivered {
			t.Errorf("%+v", report)
		}
		want(t, "the folder", tree(t, b.dir), "traités/a.txt, traités/b.txt")
		if n := b.statements(); n != 2 {
			t.Errorf("%d statements", n)
		}
	})
	t.Run("AnArchiveOfWhichOneFileIsWrong", func(t *testing.T) {
		b := mustWatch(t)
		archive := mustZIP(t, map[string][]byte{"bon.txt": wiringtest.Bytes(t, wiringtest.Days(wiringtest.IBAN(0), 1)...), "mauvais.txt": []byte("rien\n")})
		wiringtest.MustFile(t, filepath.Join(b.dir, "lot.zip"), archive)
		b.run()
		want(t, "the list", b.outcomes(), "lot.zip partly")
		want(t, "the folder", tree(t, b.dir), "rejetés/lot.zip, rejetés/lot.zip.motif.txt")
		if n := b.statements(); n != 1 {
			t.Errorf("%d statements", n)
		}
	})
}

func mustZIP(t *testing.T, files map[string][]byte) []byte {
	t.Helper()
	var buffer bytes.Buffer
	z := zip.NewWriter(&buffer)
	for name, content := range files {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write(content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buffer.Bytes()
}

// growing lets a program write on while the engine waits between two looks.
func growing(b *bench, write func()) {
	b.t.Helper()
	pass := b.Receiver.Wait
	b.Receiver.Wait = func(ctx context.Context, d time.Duration) error {
		write()
		return pass(ctx, d)
	}
	b.t.Cleanup(func() { b.Receiver.Wait = pass })
}

func TestHalfWrittenFiles(t *testing.T) {
	t.Run("OneThatGrowsIsLeft", func(t *testing.T) {
		b := mustWatch(t)
		whole := wiringtest.Bytes(t, wiringtest.Days(wiringtest.IBAN(0), 3)...)
		path := wiringtest.MustFile(t, filepath.Join(b.dir, "mars.txt"), whole[:100])
		growing(b, func() { wiringtest.MustFile(t, path, whole[:500]) })
		if report := b.run(); report.Taken != 0 || report.Waiting != 1 {
			t.Errorf("%+v", report)
		}
		b.Clock.Advance(minute)
		wiringtest.MustFile(t, path, whole)
		b.Receiver.Wait = b.Clock.Wait
		if report := b.run(); report.Taken != 1 || report.Outcomes[receive.Imported] != 1 {
			t.Errorf("%+v", report)
		}
		want(t, "the folder", tree(t, b.dir), "traités/mars.txt")
	})
	t.Run("TheSameSizeAtAnotherTimeIsAChange", func(t *testing.T) {
		b := mustWatch(t)
		path := b.drop("mars.txt", 1)
		growing(b, func() {
			if err := os.Chtimes(path, time.Time{}, time.Now().Add(time.Hour)); err != nil {
				t.Fatal(err)
			}
		})
		if report := b.run(); report.Taken != 0 || report.Waiting != 1 {
			t.Errorf("%+v", report)
		}
	})
	t.Run("TwoLooksOfTwoProcessesAreTwoLooks", func(t *testing.T) {
		b := mustWatch(t)
		b.drop("mars.txt", 1)
		ctx, cancel := context.WithCancel(background)
		b.Receiver.Wait = func(context.Context, time.Duration) error { cancel(); return ctx.Err() }
		if _, err := b.Receiver.Run(ctx, receive.Scope{Actor: b.Systeme()}); fault.CodeOf(err) != fault.Cancelled {
			t.Fatal(err)
		}
		want(t, "after the first look", b.outcomes(), "mars.txt seen")
		b.Clock.Advance(minute)
		b.Receiver.Wait = func(context.Context, time.Duration) error { t.Error("it waits again"); return nil }
		if report := b.run(); report.Taken != 1 {
			t.Errorf("%+v", report)
		}
	})
	t.Run("TwoLooksInARowAreTooClose", func(t *testing.T) {
		b := mustWatch(t)
		b.drop("mars.txt", 1)
		b.Receiver.Wait = func(context.Context, time.Duration) error { return nil } // no time passes
		if report := b.run(); report.Taken != 0 || report.Waiting != 1 {
			t.Errorf("%+v", report)
		}
	})
	t.Run("WhatProgramsKeepForThemselvesIsLeft", func(t *testing.T) {
		b := mustWatch(t)
		names := []string{".cache", "a.txt.part", "b.TMP", "c.txt~", "~$d.xlsx", "e.crdownload", "Thumbs.db"}
		for _, name := range names {
			b.drop(name, 1)
		}
		if err := os.Symlink(b.drop("x/vrai.txt", 1), filepath.Join(b.dir, "lien.txt")); err != nil {
			t.Fatal(err)
		}
		if report := b.run(); report.Taken+report.Waiting != 0 {
			t.Errorf("%+v", report)
		}
	})
	t.Run("OneThatIsWrittenToBeforeItIsReadIsLeft", func(t *testing.T) {
		for name, write := range writings {
			t.Run(name, func(t *testing.T) {
				b := mustWatch(t)
				path := b.drop("mars.txt", 2)
				b.Receiver.Doors[firm.SourceFolder] = &touching{Door: folder.New(), touch: func() { write(t, path) }}
				b.wantLeft("mars.txt")
			})
		}
	})
}

// writings are what another program does to a file that was just looked at.
var writings = map[string]func(t *testing.T, path string){
	"Shorter": func(t *testing.T, path string) { wiringtest.MustFile(t, path, []byte("autre chose")) },
	"Longer": func(t *testing.T, path string) {
		wiringtest.MustWrite(t, path, wiringtest.Days(wiringtest.IBAN(0), 5)...)
	},
	"OfTheSameLength": func(t *testing.T, path string) {
		if err := os.Chtimes(path, time.Time{}, time.Now().Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
	},
	"Gone": func(t *testing.T, path string) {
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		wiringtest.MustFile(t, path+".part", nil)
	},
}

// wantLeft runs, and wants nothing taken and nobody troubled.
func (b *bench) wantLeft(name string) {
	b.t.Helper()
	if report := b.run(); report.Taken != 0 || len(report.Troubles) != 0 {
		b.t.Errorf("%+v", report)
	}
	if left := tree(b.t, b.dir); strings.TrimSuffix(left, ".part") != name {
		b.t.Errorf("the place holds %s", left)
	}
	if n := b.statements(); n != 0 {
		b.t.Errorf("%d statements", n)
	}
}

// touching does something just before a file is fetched, filed, or once it was.
type touching struct {
	receive.Door
	touch  func()
	before func() error // of filing away
}

func (d *touching) Open(ctx context.Context, a deliver.Access) (receive.Place, error) {
	p, err := d.Door.Open(ctx, a)
	return &touchingPlace{Place: p, door: d}, err
}

type touchingPlace struct {
	receive.Place
	door *touching
}

func (p *touchingPlace) Fetch(ctx context.Context, f receive.Found, from int64, into io.Writer) error {
	if p.door.touch != nil {
		p.door.touch()
	}
	return p.Place.Fetch(ctx, f, from, into)
}

func (p *touchingPlace) PutAway(ctx context.Context, f receive.Found, v receive.Verdict) (string, error) {
	if p.door.before != nil {
		if err := p.door.before(); err != nil {
			return "", err
		}
	}
	return p.Place.PutAway(ctx, f, v)
}

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
