package receive_test

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"sobank/backend/account"
	"sobank/backend/deliver"
	"sobank/backend/fault"
	"sobank/backend/firm"
	"sobank/backend/journal"
	"sobank/backend/provision"
	"sobank/backend/receive"
	"sobank/backend/receive/folder"
	"sobank/backend/rights"
	"sobank/backend/sqlite"
	"sobank/backend/wiring/wiringtest"
)

// TestTwoProcessesTakeAFileOnce: a window and a scheduled synchronisation are at one data folder.
func TestTwoProcessesTakeAFileOnce(t *testing.T) {
	t.Run("TheOtherOneIsAtIt", func(t *testing.T) {
		b := mustWatch(t)
		other := wiringtest.MustOpenWith(t, b.DataDir, b.Vault)
		b.drop("mars.txt", 2)
		var once sync.Once
		b.Receiver.Doors[firm.SourceFolder] = &touching{Door: folder.New(), touch: func() {
			once.Do(func() {
				for _, asked := range []bool{false, true} {
					if _, err := other.Receiver.Run(background, receive.Scope{Actor: other.Systeme(), Asked: asked}); fault.CodeOf(err) != fault.Busy {
						t.Errorf("the other one has it too: %v", err)
					}
				}
				if _, err := b.Receiver.Run(background, receive.Scope{Actor: b.Systeme()}); fault.CodeOf(err) != fault.Busy {
					t.Errorf("another run of this one has it too: %v", err)
				}
			})
		}}
		if report := b.run(); report.Taken != 1 {
			t.Errorf("%+v", report)
		}
		if report, err := other.Receiver.Run(background, receive.Scope{Actor: other.Systeme()}); err != nil || report.Sources != 1 || report.Taken != 0 {
			t.Errorf("once it is free: %+v, %v", report, err)
		}
		want(t, "the list", b.outcomes(), "mars.txt imported")
	})
	t.Run("WhatADeadOneHeldIsFree", func(t *testing.T) {
		b := mustWatch(t)
		b.drop("mars.txt", 2)
		b.exec("INSERT INTO source_look (source_id, lease_owner, lease_until) VALUES (?, 'mort', '2099-01-01T00:00:00Z')", b.source.ID)
		if report := b.run(); report.Taken != 1 {
			t.Errorf("%+v", report)
		}
	})
	t.Run("OneThatLostItTakesNoMore", func(t *testing.T) {
		b := mustWatch(t)
		b.drop("a.txt", 1)
		b.drop("b.txt", 2)
		b.Receiver.Doors[firm.SourceFolder] = &touching{Door: folder.New(), touch: func() {
			b.exec("UPDATE source_look SET lease_owner = 'autre'")
		}}
		if report := b.run(); report.Taken != 1 || len(report.Troubles) != 0 {
			t.Errorf("%+v", report)
		}
	})
}

// exec writes to the data file what no service does.
func (b *bench) exec(query string, args ...any) {
	b.t.Helper()
	db, err := sql.Open("sqlite3_sobank", filepath.Join(b.DataDir, sqlite.FileName))
	if err == nil {
		_, err = db.Exec(query, args...)
	}
	if err != nil {
		b.t.Fatal(err)
	}
	_ = db.Close()
}

func TestWhichSourcesAreLookedInto(t *testing.T) {
	t.Run("NotOneThatIsPaused", func(t *testing.T) {
		b := mustWatch(t)
		b.drop("mars.txt", 1)
		if _, err := b.Firms.PauseConnector(background, b.boss, b.source.ID, true); err != nil {
			t.Fatal(err)
		}
		for _, report := range []receive.Report{b.run(), b.ask()} {
			if report.Sources != 0 {
				t.Errorf("%+v", report)
			}
		}
		want(t, "the folder", tree(t, b.dir), "mars.txt")
	})
	t.Run("NotOneThatIsNotSetUp", func(t *testing.T) {
		b := mustWatch(t)
		b.mustSource(firm.SourceSFTP, map[string]string{"host": "sftp.exemple.fr"})
		if report := b.ask(); report.Sources != 1 {
			t.Errorf("%+v", report)
		}
	})
	t.Run("TheOneThatIsAskedFor", func(t *testing.T) {
		b := mustWatch(t)
		second := t.TempDir()
		c := b.mustSource(firm.SourceFolder, map[string]string{"folder": second})
		b.drop("a.txt", 1)
		wiringtest.MustWrite(t, filepath.Join(second, "b.txt"), wiringtest.Days(wiringtest.IBAN(0), 2)...)
		if report := b.mustRun(receive.Scope{Actor: b.Systeme(), Asked: true, SourceID: c.ID}); report.Sources != 1 || report.Taken != 1 {
			t.Errorf("%+v", report)
		}
		want(t, "the other folder", tree(t, b.dir), "a.txt")
	})
	t.Run("OneThatIsStoppedWaitsForAPerson", func(t *testing.T) {
		b := mustWatch(t)
		b.Receiver.Doors[firm.SourceFolder] = closed{&receive.Setback{Code: "MOT-DE-PASSE", Message: "Le mot de passe est refusé.", Hint: "Redonnez-le.", Stops: true}}
		b.run()
		b.Clock.Advance(time.Hour)
		if report := b.run(); report.Sources != 0 {
			t.Errorf("it is tried again: %+v", report)
		}
		if report := b.ask(); report.Sources != 1 {
			t.Errorf("it is not tried when asked for: %+v", report)
		}
		b.Receiver.Doors[firm.SourceFolder] = folder.New()
		if trial, err := b.Receptions.Test(background, b.boss, b.source.ID); err != nil || !trial.OK {
			t.Fatalf("%+v, %v", trial, err)
		}
		if report := b.run(); report.Sources != 1 || b.status().Stopped {
			t.Errorf("a good test does not mend it: %+v", report)
		}
	})
	t.Run("OneThatIsNotReachedIsTriedLessAndLess", func(t *testing.T) {
		b := mustWatch(t)
		b.Receiver.Doors[firm.SourceFolder] = closed{&receive.Setback{Code: "INJOIGNABLE", Message: "Le serveur n'a pas pu être joint.", Hint: "Vérifiez le réseau.", Unreached: true}}
		tries := 0
		for range 60 {
			if report := b.run(); report.Sources > 0 {
				tries++
				if !report.Offline {
					t.Errorf("%+v", report)
				}
			}
			if st := b.status(); tries < 8 && st.Status.TroubleCode != "" || st.Problem == "" {
				t.Fatalf("after %d tries: %+v", tries, st)
			}
			b.Clock.Advance(minute)
		}
		if st := b.status(); tries < 5 || tries > 12 || st.Failures != tries {
			t.Errorf("%d tries in an hour, %d counted", tries, st.Failures)
		}
		for range 40 {
			b.run()
			b.Clock.Advance(minute)
		}
		if b.status().Status.TroubleCode == "" {
			t.Error("nobody is told after more than an hour")
		}
	})
	t.Run("SomebodyMendedItMeanwhile", func(t *testing.T) {
		b := mustWatch(t)
		b.Receiver.Doors[firm.SourceFolder] = mending{func() {
			form := firm.ConnectorForm{ID: b.source.ID, Name: b.source.Name, Settings: map[string]string{"folder": t.TempDir()}}
			if _, err := b.Firms.SaveConnector(background, b.boss, form); err != nil {
				t.Error(err)
			}
		}}
		b.run()
		if st := b.status(); st.Status.TroubleCode != "" {
			t.Errorf("%+v", st.Status)
		}
	})
}

// closed is a door that never opens.
type closed struct{ why error }

func (c closed) Open(context.Context, deliver.Access) (receive.Place, error) { return nil, c.why }
func (c closed) Test(context.Context, deliver.Access) deliver.Trial          { return deliver.Trial{} }

// mending is one before which somebody changes the source.
type mending struct{ change func() }

func (m mending) Open(context.Context, deliver.Access) (receive.Place, error) {
	m.change()
	return nil, &receive.Setback{Code: "DOSSIER", Message: "Introuvable."}
}
func (m mending) Test(context.Context, deliver.Access) deliver.Trial { return deliver.Trial{} }

// TestATroubleIsTold: a source that is stopped is a cause as a connector is, told once.
func TestATroubleIsTold(t *testing.T) {
	b := mustWatch(t)
	if err := os.RemoveAll(b.dir); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		b.run()
		b.Clock.Advance(time.Hour)
		if err := b.Notices.Tell(background, b.Systeme()); err != nil {
			t.Fatal(err)
		}
	}
	if told := b.Notifier.Take(); len(told) != 1 || !strings.Contains(told[0], "Dossier surveillé est arrêté") {
		t.Errorf("told %q", told)
	}
	troubles, err := b.Deliveries.Troubles(background, b.boss)
	if err != nil || len(troubles) != 1 || !strings.Contains(troubles[0], "introuvable") {
		t.Errorf("%q, %v", troubles, err)
	}
}

// TestASourceIsNoConnector: nothing is ever delivered to it.
func TestASourceIsNoConnector(t *testing.T) {
	b := mustWatch(t)
	rows, _, err := b.Accounts.List(background, b.boss, account.Query{})
	if err != nil || len(rows) != 1 {
		t.Fatal(rows, err)
	}
	conflict := func(t *testing.T, err error) {
		t.Helper()
		if fault.CodeOf(err) != fault.Conflict {
			t.Errorf("%v", err)
		}
	}
	t.Run("NoIBANIsAssociated", func(t *testing.T) {
		_, err := b.Accounts.Associate(background, b.boss, []int64{rows[0].ID}, b.source.ID)
		conflict(t, err)
	})
	t.Run("NoneIsHandedOverToIt", func(t *testing.T) {
		c, err := b.Firms.AddConnector(background, b.boss, b.firm, "fizen", "")
		if err == nil {
			_, err = b.Accounts.Associate(background, b.boss, []int64{rows[0].ID}, c.ID)
		}
		if err != nil {
			t.Fatal(err)
		}
		_, err = b.Firms.HandOverConnector(background, b.boss, c.ID, b.source.ID)
		conflict(t, err)
		_, err = b.Firms.HandOverConnector(background, b.boss, b.source.ID, c.ID)
		conflict(t, err)
	})
	t.Run("ItIsInNoListOfConnectors", func(t *testing.T) {
		list, err := b.Firms.ListConnectors(background, b.boss, b.firm)
		if err != nil || len(list) != 1 || list[0].Receives() {
			t.Errorf("%+v, %v", list, err)
		}
		sources, err := b.Firms.ListSources(background, b.boss, b.firm)
		if err != nil || len(sources) != 1 || sources[0].ID != b.source.ID {
			t.Errorf("%+v, %v", sources, err)
		}
	})
	t.Run("NothingIsSentToIt", func(t *testing.T) {
		_, err := b.Deliveries.Test(background, b.boss, b.source.ID)
		conflict(t, err)
		_, err = b.Deliveries.Folders(background, b.boss, b.source.ID, "x")
		conflict(t, err)
	})
	t.Run("NoSetupFileMakesOne", func(t *testing.T) {
		plan := provision.Plan{Firms: []provision.Firm{{Name: "Cabinet", Connectors: []provision.Connector{{Name: "X", Partner: firm.SourceFolder}}}}}
		admin := b.MustJoin("a@cabinet.fr", rights.Administrateur)
		if _, err := b.Provision.Apply(background, admin, plan, provision.Secrets{}); fault.CodeOf(err) != fault.Invalid {
			t.Errorf("%v", err)
		}
	})
	t.Run("ItDoesNotWatchWhatIsDelivered", func(t *testing.T) {
		deposit := t.TempDir()
		c, err := b.Firms.AddConnector(background, b.boss, b.firm, "dossier", "")
		if err == nil {
			_, err = b.Firms.SaveConnector(background, b.boss, firm.ConnectorForm{ID: c.ID, Name: c.Name, Settings: map[string]string{"folder": deposit}})
		}
		if err != nil {
			t.Fatal(err)
		}
		_, err = b.Firms.SaveConnector(background, b.boss, firm.ConnectorForm{ID: b.source.ID, Name: b.source.Name, Settings: map[string]string{"folder": deposit + "/"}})
		conflict(t, err)
		_, err = b.Firms.SaveConnector(background, b.boss, firm.ConnectorForm{ID: c.ID, Name: c.Name, Settings: map[string]string{"folder": b.dir}})
		conflict(t, err)
	})
	t.Run("ItSharesTheNames", func(t *testing.T) {
		_, err := b.Firms.AddConnector(background, b.boss, b.firm, "fulll", b.source.Name)
		conflict(t, err)
		second, err := b.Firms.AddConnector(background, b.boss, b.firm, firm.SourceFolder, "")
		if err != nil || second.Name != "Dossier surveillé 2" {
			t.Errorf("%+v, %v", second, err)
		}
	})
	t.Run("ItGoesWithWhatItShowed", func(t *testing.T) {
		b.drop("mars.txt", 1)
		b.run()
		if err := b.Firms.RemoveConnector(background, b.boss, b.source.ID); err != nil {
			t.Fatal(err)
		}
		if _, err := b.Receptions.Status(background, b.boss, b.source.ID); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("%v", err)
		}
		if n := b.statements(); n != 1 {
			t.Errorf("%d statements", n)
		}
	})
}

func TestAgain(t *testing.T) {
	b := mustWatch(t)
	path := b.drop("mars.txt", 1)
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	b.run()
	one := b.files()[0]
	if err := b.Collect.Undo(background, b.boss, one.FileID); err != nil {
		t.Fatal(err)
	}
	if one = b.files()[0]; one.FileID != 0 {
		t.Errorf("it refers to an import that was undone: %+v", one)
	}
	b.Clock.Advance(minute)
	wiringtest.MustFile(t, path, content)
	if report := b.run(); report.Outcomes[receive.Imported] != 1 {
		t.Errorf("%+v", report)
	}
	if err := b.Receptions.Again(background, b.boss, one.ID); err != nil {
		t.Error(err)
	}
	entries, _, err := b.Journals.List(background, b.MustJoin("a@cabinet.fr", rights.Administrateur), journal.Query{Limit: 1})
	if err != nil || len(entries) != 1 || !strings.Contains(entries[0].Said(), "relire un fichier de « Dossier surveillé »") {
		t.Errorf("the journal says %v, %v", entries, err)
	}
	if strings.Count(b.outcomes(), "mars.txt") != 1 {
		t.Errorf("the list: %s", b.outcomes())
	}
}
