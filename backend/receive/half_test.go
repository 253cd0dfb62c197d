package receive_test

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sobank/backend/deliver"
	"sobank/backend/fault"
	"sobank/backend/firm"
	"sobank/backend/receive"
	"sobank/backend/receive/folder"
	"sobank/backend/wiring/wiringtest"
)

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
