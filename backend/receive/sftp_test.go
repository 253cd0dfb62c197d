package receive_test

import (
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"sobank/backend/firm"
	"sobank/backend/receive"
	"sobank/backend/remote"
	"sobank/backend/simulator"
	"sobank/backend/wiring/wiringtest"
)

// served is a bench whose source is a server on loopback.
type served struct {
	*bench
	server   *simulator.SFTP
	settings map[string]string
}

const serverPassword = "m0t-de-passe"

// mustServe makes a server, and a source that is set up, confirmed and entered.
func mustServe(t *testing.T, more map[string]string) *served {
	t.Helper()
	s := &served{bench: &bench{Bench: wiringtest.MustOpen(t, t.TempDir()), t: t, dir: t.TempDir()}}
	s.found()
	var err error
	if s.server, err = simulator.NewSFTP(s.dir, "cabinet", serverPassword); err == nil {
		err = s.server.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.server.Close() })
	host, port := s.server.Address()
	s.settings = map[string]string{"host": host, "port": port, "user": "cabinet", "host_key": remote.Pin(s.server.HostKey())}
	for key, value := range more {
		s.settings[key] = value
	}
	s.source = s.mustSource(firm.SourceSFTP, s.settings)
	if _, err := s.Firms.SetSecrets(background, s.boss, s.source.ID, map[string]string{"password": serverPassword}); err != nil {
		t.Fatal(err)
	}
	return s
}

// quarter passes between two looks at a server.
const quarter = 15 * minute

func TestAServer(t *testing.T) {
	t.Run("WhatItKeepsIsReadOnce", func(t *testing.T) {
		s := mustServe(t, nil)
		s.drop("mars.txt", 3)
		if report := s.run(); report.Taken != 1 || report.Outcomes[receive.Imported] != 1 {
			t.Errorf("%+v", report)
		}
		for range 3 {
			s.Clock.Advance(quarter)
			if report := s.run(); report.Sources != 1 || report.Taken+report.Waiting != 0 {
				t.Errorf("%+v", report)
			}
		}
		want(t, "the server", tree(t, s.dir), "mars.txt")
		want(t, "the list", s.outcomes(), "mars.txt imported")
		want(t, "the spool", s.spool(), "")
		if n := s.statements(); n != 3 {
			t.Errorf("%d statements", n)
		}
	})
	t.Run("ItIsNotAskedEveryMinute", func(t *testing.T) {
		s := mustServe(t, map[string]string{"every": "60"})
		s.run()
		s.Clock.Advance(50 * minute)
		if report := s.run(); report.Sources != 0 {
			t.Errorf("%+v", report)
		}
		if report := s.ask(); report.Sources != 1 {
			t.Errorf("%+v", report)
		}
	})
	t.Run("AFileThatChangedIsReadAgain", func(t *testing.T) {
		s := mustServe(t, nil)
		s.drop("releve.txt", 1)
		s.run()
		s.Clock.Advance(quarter)
		s.drop("releve.txt", 3)
		if report := s.run(); report.Taken != 1 || report.Outcomes[receive.Imported] != 1 {
			t.Errorf("%+v", report)
		}
		want(t, "the list", s.outcomes(), "releve.txt imported, releve.txt imported")
		if n := s.statements(); n != 3 {
			t.Errorf("%d statements", n)
		}
	})
	t.Run("TheSameBytesUnderAnotherNameAreThereAlready", func(t *testing.T) {
		s := mustServe(t, nil)
		s.drop("a.txt", 2)
		s.run()
		s.Clock.Advance(quarter)
		s.drop("b.txt", 2)
		s.run()
		want(t, "the list", s.outcomes(), "a.txt imported, b.txt duplicate")
	})
	t.Run("AFileIsMovedThatWasRead", func(t *testing.T) {
		s := mustServe(t, map[string]string{"after": "move", "after_folder": "lus"})
		for i := range 2 {
			s.drop("releve.txt", i+1)
			wiringtest.MustFile(t, filepath.Join(s.dir, "photo.txt"), []byte("rien\n"))
			s.run()
			s.Clock.Advance(quarter)
		}
		want(t, "the server", tree(t, s.dir), "lus/photo (2).txt, lus/photo.txt, lus/releve (2).txt, lus/releve.txt")
		if one := s.files()[0]; !strings.HasPrefix(one.FiledAs, "lus/") {
			t.Errorf("%+v", one)
		}
	})
	t.Run("AFileIsRemovedThatWasReadAndNoOther", func(t *testing.T) {
		s := mustServe(t, map[string]string{"after": "delete"})
		s.drop("mars.txt", 2)
		wiringtest.MustFile(t, filepath.Join(s.dir, "photo.txt"), []byte("rien\n"))
		s.run()
		want(t, "the server", tree(t, s.dir), "photo.txt")
		s.Clock.Advance(quarter)
		if report := s.run(); report.Taken+report.Waiting != 0 {
			t.Errorf("it is read again and again: %+v", report)
		}
		want(t, "the list", s.outcomes(), "mars.txt imported, photo.txt rejected")
	})
	t.Run("OnlyRegularFilesOfTheFolderItself", func(t *testing.T) {
		s := mustServe(t, nil)
		outside := wiringtest.MustWrite(t, filepath.Join(t.TempDir(), "secret.txt"), wiringtest.Days(wiringtest.IBAN(0), 1)...)
		if err := os.Symlink(outside, filepath.Join(s.dir, "lien.txt")); err != nil {
			t.Fatal(err)
		}
		s.drop("sous/dossier.txt", 1)
		s.drop("b.txt.part", 1)
		if report := s.run(); report.Taken+report.Waiting != 0 {
			t.Errorf("%+v", report)
		}
	})
	t.Run("OneThatIsWrittenToBeforeItIsReadIsLeft", func(t *testing.T) {
		for name, write := range writings {
			t.Run(name, func(t *testing.T) {
				s := mustServe(t, nil)
				path := s.drop("mars.txt", 2)
				s.Receiver.Doors[firm.SourceSFTP] = &touching{Door: s.Receiver.Doors[firm.SourceSFTP], touch: func() { write(t, path) }}
				s.wantLeft("mars.txt")
			})
		}
	})
	t.Run("OneThatWasUndoneIsReadAgainWhenAskedFor", func(t *testing.T) {
		s := mustServe(t, nil)
		s.drop("mars.txt", 1)
		s.run()
		one := s.files()[0]
		if err := s.Collect.Undo(background, s.boss, one.FileID); err != nil {
			t.Fatal(err)
		}
		s.Clock.Advance(quarter)
		s.run()
		if n := s.statements(); n != 0 {
			t.Errorf("it came back by itself: %d statements", n)
		}
		if err := s.Receptions.Again(background, s.boss, one.ID); err != nil {
			t.Fatal(err)
		}
		s.ask()
		if n := s.statements(); n != 1 {
			t.Errorf("%d statements", n)
		}
	})
}

func TestAServerThatIsNotAsItWas(t *testing.T) {
	t.Run("ItsKeyChanged", func(t *testing.T) {
		s := mustServe(t, nil)
		s.drop("mars.txt", 1)
		s.server.Fail(simulator.SFTPFault{Stranger: true})
		s.run()
		st := s.status()
		if st.Status.TroubleCode != remote.CodeChangedKey || !st.Stopped || !strings.Contains(st.Status.Trouble, "Rien n'a été dit au serveur") {
			t.Errorf("%+v", st)
		}
		said := st.Status.Trouble + st.Status.TroubleHint
		for _, of := range []string{"partenaire", "connecteur", "envoi", "dépôt"} {
			if strings.Contains(said, of) {
				t.Errorf("it speaks of a delivery: %s", said)
			}
		}
		s.Clock.Advance(time.Hour)
		if report := s.run(); report.Sources != 0 {
			t.Errorf("it is tried again: %+v", report)
		}
	})
	t.Run("NobodyConfirmedIt", func(t *testing.T) {
		s := mustServe(t, nil)
		form := firm.ConnectorForm{ID: s.source.ID, Name: s.source.Name, Settings: map[string]string{"host_key": ""}}
		if _, err := s.Firms.SaveConnector(background, s.boss, form); err != nil {
			t.Fatal(err)
		}
		if report := s.ask(); report.Sources != 0 {
			t.Errorf("%+v", report)
		}
		trial, err := s.Receptions.Test(background, s.boss, s.source.ID)
		if err != nil || trial.OK || len(trial.Questions) != 1 || trial.Questions[0].Answers[0].Value != remote.Pin(s.server.HostKey()) {
			t.Errorf("%+v, %v", trial, err)
		}
		if strings.Contains(trial.Questions[0].Sentence, "partenaire") {
			t.Errorf("%+v", trial.Questions)
		}
	})
	t.Run("ThePasswordIsRefused", func(t *testing.T) {
		s := mustServe(t, nil)
		s.server.Fail(simulator.SFTPFault{Locked: true}, simulator.SFTPFault{Locked: true})
		s.run()
		s.Clock.Advance(time.Hour)
		if report := s.run(); report.Sources != 0 {
			t.Errorf("a refused password is given again: %+v", report)
		}
		if st := s.status(); !st.Stopped || st.Status.TroubleCode != remote.CodePassword {
			t.Errorf("%+v", st)
		}
	})
	t.Run("ItIsDown", func(t *testing.T) {
		s := mustServe(t, nil)
		s.drop("mars.txt", 1)
		if err := s.server.Close(); err != nil {
			t.Fatal(err)
		}
		if report := s.run(); !report.Offline || len(report.Troubles) != 1 {
			t.Errorf("%+v", report)
		}
		if st := s.status(); st.Status.TroubleCode != "" || st.Problem == "" {
			t.Errorf("%+v", st)
		}
		if err := s.server.Start(); err != nil {
			t.Fatal(err)
		}
		s.Clock.Advance(minute)
		s.run()
		want(t, "the list", s.outcomes(), "mars.txt imported")
		if st := s.status(); st.Problem != "" {
			t.Errorf("%+v", st)
		}
	})
	t.Run("TheCredentialsWereGivenForAnother", func(t *testing.T) {
		s := mustServe(t, nil)
		s.exec("UPDATE connector SET settings = json_set(settings, '$.host', 'localhost') WHERE id = ?", s.source.ID)
		s.run()
		if st := s.status(); st.Status.TroubleCode != "ADRESSE-CHANGEE" || !st.Stopped {
			t.Errorf("%+v", st)
		}
	})
	t.Run("TheFolderIsNotThere", func(t *testing.T) {
		s := mustServe(t, map[string]string{"remote_folder": "releves"})
		s.run()
		if st := s.status(); st.Status.TroubleCode != "DOSSIER" || st.Stopped || !strings.Contains(st.Status.Trouble, "« releves »") {
			t.Errorf("%+v", st)
		}
	})
}

// TestACutIsResumed: what was fetched before a cut is not fetched again.
func TestACutIsResumed(t *testing.T) {
	const days = 4000
	t.Run("WithinARun", func(t *testing.T) {
		s := mustServe(t, nil)
		s.drop("grand.txt", days)
		var cuts atomic.Int32
		cut := simulator.SFTPFault{CutAfterWritten: 300 << 10, Reached: func() { cuts.Add(1) }}
		s.server.Fail(cut, cut)
		var most int64
		report := s.mustRun(receive.Scope{Actor: s.Systeme(), Progress: func(p receive.Progress) {
			if p.Fetched < most && p.Fetched > 0 {
				t.Errorf("it begins again: %d after %d", p.Fetched, most)
			}
			most = max(most, p.Fetched)
		}})
		if report.Outcomes[receive.Imported] != 1 || cuts.Load() != 2 {
			t.Errorf("%+v, %d cuts", report, cuts.Load())
		}
		if n := s.statements(); n != days {
			t.Errorf("%d statements", n)
		}
	})
	t.Run("InTheNextRun", func(t *testing.T) {
		s := mustServe(t, nil)
		s.drop("grand.txt", days)
		stop := simulator.SFTPFault{CutAfterWritten: 300 << 10, Reached: func() { s.server.Fail(simulator.SFTPFault{Refuse: true}) }}
		s.server.Fail(stop)
		s.run()
		want(t, "the list", s.outcomes(), "grand.txt seen")
		if s.spool() == "" {
			t.Fatal("nothing of it was kept")
		}
		first := int64(-1)
		s.Clock.Advance(minute)
		s.mustRun(receive.Scope{Actor: s.Systeme(), Progress: func(p receive.Progress) {
			if first < 0 && p.Fetched > 0 {
				first = p.Fetched
			}
		}})
		if first < 100<<10 {
			t.Errorf("it begins again, at %d", first)
		}
		want(t, "the list", s.outcomes(), "grand.txt imported")
		want(t, "the spool", s.spool(), "")
	})
	t.Run("OfAFileThatChangedMeanwhileNothingServes", func(t *testing.T) {
		s := mustServe(t, nil)
		s.drop("grand.txt", days)
		s.server.Fail(simulator.SFTPFault{CutAfterWritten: 300 << 10, Reached: func() { s.server.Fail(simulator.SFTPFault{Refuse: true}) }})
		s.run()
		s.drop("grand.txt", 2)
		s.Clock.Advance(minute)
		s.run()
		want(t, "the list", s.outcomes(), "grand.txt imported")
		if n := s.statements(); n != 2 {
			t.Errorf("%d statements", n)
		}
		want(t, "the spool", s.spool(), "")
	})
}

// TestTheSpoolIsOurs: what waits on its way is nobody else's to read.
func TestTheSpoolIsOurs(t *testing.T) {
	s := mustServe(t, nil)
	s.drop("CON .txt", 1)
	s.Receiver.Importer = spying{s.Receiver.Importer, func(path string) {
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm() != 0o600 || !strings.HasPrefix(path, s.DataDir) {
			t.Errorf("%s: %v, %v", path, info, err)
		}
	}}
	s.run()
	want(t, "the list", s.outcomes(), "CON .txt imported")
}
