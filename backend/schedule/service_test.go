package schedule_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"sobank/backend/fault"
	"sobank/backend/journal"
	"sobank/backend/rights"
	"sobank/backend/schedule"
	"sobank/backend/sqlite"
	"sobank/backend/wiring/wiringtest"
)

var (
	background = context.Background()
	hourly     = schedule.Plan{Rhythm: schedule.Hourly}
	daily      = schedule.Plan{Rhythm: schedule.Daily, At: "08:30"}
)

func mustOpen(t *testing.T) (*wiringtest.Bench, rights.Actor) {
	t.Helper()
	b := wiringtest.MustOpen(t, t.TempDir())
	b.Schedules.Program = func() (string, error) { return "/opt/so bank/sobank", nil }
	return b, b.MustJoin("a@a.fr", rights.Administrateur)
}

func state(t *testing.T, b *wiringtest.Bench, a rights.Actor) schedule.Overview {
	t.Helper()
	o, err := b.Schedules.Get(background, a)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func only(t *testing.T, b *wiringtest.Bench) *schedule.Found {
	t.Helper()
	if len(b.Scheduler.Jobs) != 1 {
		t.Fatalf("%d jobs", len(b.Scheduler.Jobs))
	}
	for _, found := range b.Scheduler.Jobs {
		return found
	}
	return nil
}

func TestSetChangeRemove(t *testing.T) {
	b, boss := mustOpen(t)
	if o := state(t, b, boss); o.State != schedule.Off || o.Plan != schedule.Default || !o.MayEdit || o.OSAccount != b.OSAccount {
		t.Fatalf("at first %+v", o)
	}
	o, err := b.Schedules.Set(background, boss, hourly)
	if err != nil || o.State != schedule.On || o.Plan != hourly {
		t.Fatal(o, err)
	}
	found := only(t, b)
	if strings.Join(found.Arguments(), " ") != "sync --data "+b.DataDir+" --quiet" || found.Program != "/opt/so bank/sobank" {
		t.Errorf("it runs %s %q", found.Program, found.Arguments())
	}
	if o, err = b.Schedules.Set(background, boss, daily); err != nil || o.Plan != daily || only(t, b).Plan != daily {
		t.Fatal(o, err)
	}
	if o, err = b.Schedules.Remove(background, boss); err != nil || o.State != schedule.Off || len(b.Scheduler.Jobs) != 0 {
		t.Fatal(o, err)
	}
	rows, _, err := b.Journals.List(background, boss, journal.Query{Families: []journal.Family{journal.Firms}})
	if err != nil || len(rows) != 3 || rows[0].Sentence() != "a@a.fr a arrêté la synchronisation planifiée." ||
		rows[2].Sentence() != "a@a.fr a planifié la synchronisation fenêtre fermée." {
		t.Error(rows, err)
	}
	_, facts, err := b.Journals.Get(background, boss, rows[1].ID)
	if err != nil || len(facts) != 1 || facts[0] != (journal.Fact{Label: "Rythme", Value: "chaque jour à 08:30"}) {
		t.Error(facts, err)
	}
}

// TestWhatTheSystemHas: the state is read back, and one button mends what it can.
func TestWhatTheSystemHas(t *testing.T) {
	for name, c := range map[string]struct {
		change func(b *wiringtest.Bench, found *schedule.Found)
		state  schedule.State
		says   string
	}{
		"the program moved":     {func(b *wiringtest.Bench, f *schedule.Found) { f.Program = "/ancien/sobank" }, schedule.Broken, "un autre programme : « /ancien/sobank »"},
		"the data folder moved": {func(b *wiringtest.Bench, f *schedule.Found) { f.DataDir = "/ancien" }, schedule.Broken, "un autre dossier de données : « /ancien »"},
		"somebody stopped it":   {func(b *wiringtest.Bench, f *schedule.Found) { f.Active = false }, schedule.Broken, "désactivée"},
		"somebody changed it":   {func(b *wiringtest.Bench, f *schedule.Found) { f.Ours = false }, schedule.Foreign, "hors de So bank"},
		"somebody removed it":   {func(b *wiringtest.Bench, f *schedule.Found) { clear(b.Scheduler.Jobs) }, schedule.Broken, "n'est plus dans le système"},
	} {
		t.Run(name, func(t *testing.T) {
			b, boss := mustOpen(t)
			if _, err := b.Schedules.Set(background, boss, daily); err != nil {
				t.Fatal(err)
			}
			c.change(b, only(t, b))
			if o := state(t, b, boss); o.State != c.state || !strings.Contains(o.Sentence, c.says) || !strings.Contains(o.Hint, "« Réparer »") {
				t.Fatalf("got %+v", o)
			}
			if o, err := b.Schedules.Repair(background, boss); err != nil || o.State != schedule.On || o.Plan != daily {
				t.Errorf("mended: %+v, %v", o, err)
			}
		})
	}
}

func TestASystemThatCannot(t *testing.T) {
	b, boss := mustOpen(t)
	none := fault.New(fault.Conflict, "Rien ici.")
	b.Scheduler.Err = none
	if o := state(t, b, boss); o.State != schedule.Unavailable { // said before anybody tries
		t.Errorf("at first %+v", o)
	}
	b.Scheduler.Err = nil
	if _, err := b.Schedules.Set(background, boss, hourly); err != nil {
		t.Fatal(err)
	}
	b.Scheduler.Err = fault.New(fault.Conflict, "Pas ici.").WithHint("Ailleurs.")
	if o := state(t, b, boss); o.State != schedule.Unavailable || o.Sentence != "Pas ici." || o.Hint != "Ailleurs." {
		t.Errorf("got %+v", o)
	}
	if _, err := b.Schedules.Set(background, boss, daily); fault.CodeOf(err) != fault.Conflict {
		t.Errorf("got %v", err)
	}
	b.Scheduler.Err = nil
	if o := state(t, b, boss); o.Plan != hourly || o.State != schedule.On {
		t.Errorf("what was refused was noted: %+v", o)
	}
}

func TestNobodyElseMay(t *testing.T) {
	b, _ := mustOpen(t)
	other := b.MustJoin("s@a.fr", rights.Superviseur)
	for name, act := range map[string]func() error{
		"set":    func() error { _, err := b.Schedules.Set(background, other, hourly); return err },
		"repair": func() error { _, err := b.Schedules.Repair(background, other); return err },
		"remove": func() error { _, err := b.Schedules.Remove(background, other); return err },
	} {
		if err := act(); fault.CodeOf(err) != fault.Refused || len(b.Scheduler.Jobs) != 0 {
			t.Errorf("%s: %v, %d jobs", name, err, len(b.Scheduler.Jobs))
		}
	}
	if o := state(t, b, other); o.MayEdit {
		t.Error("the screen offers it")
	}
}

// TestADemonstrationPlansNothing: its partners end with the window.
func TestADemonstrationPlansNothing(t *testing.T) {
	b, boss := mustOpen(t)
	if err := b.SetSetting(background, "demo", "{}"); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Schedules.Set(background, boss, hourly); fault.CodeOf(err) != fault.Conflict || len(b.Scheduler.Jobs) != 0 {
		t.Errorf("got %v", err)
	}
	if o := state(t, b, boss); o.State != schedule.Unavailable || o.Hint == "" {
		t.Errorf("got %+v", o)
	}
}

// TestEachAccountHasItsOwn: two people of one machine on one data folder do not collide, nor do
// two data folders of one person.
func TestEachAccountHasItsOwn(t *testing.T) {
	b, boss := mustOpen(t)
	if _, err := b.Schedules.Set(background, boss, hourly); err != nil {
		t.Fatal(err)
	}
	b.Schedules.OSAccount = "autre"
	o := state(t, b, boss)
	if o.State != schedule.Off || len(o.Others) != 1 || o.Others[0] != b.OSAccount {
		t.Errorf("got %+v", o)
	}
	if _, err := b.Schedules.Set(background, boss, daily); err != nil || len(b.Scheduler.Jobs) != 2 {
		t.Errorf("%d jobs, %v", len(b.Scheduler.Jobs), err)
	}
	names := map[string]bool{schedule.NameOf("a", "b"): true, schedule.NameOf("a", "c"): true, schedule.NameOf("b", "b"): true, schedule.NameOf("ab", ""): true}
	if len(names) != 4 {
		t.Errorf("names collide: %v", names)
	}
}

func TestLastRun(t *testing.T) {
	b, boss := mustOpen(t)
	b.Clock.Advance(time.Hour)
	if err := b.Schedules.NoteRun(background, b.Systeme(), schedule.Run{Outcome: schedule.Needs, Tried: 3}); err != nil {
		t.Fatal(err)
	}
	if o := state(t, b, boss); o.LastRun != (schedule.Run{At: b.Clock.Now(), Outcome: schedule.Needs, Tried: 3}) {
		t.Errorf("got %+v", o.LastRun)
	}
}

func TestPlan(t *testing.T) {
	for text, field := range map[string]string{
		`{"rhythm":"quarterly"}`: "", `{"rhythm":"hourly"}`: "", `{"rhythm":"daily","at":"23:59"}`: "",
		`{"rhythm":"weekly"}`: "rhythm", `{}`: "rhythm", `{"rhythm":"daily"}`: "at", `{"rhythm":"daily","at":"24:00"}`: "at",
		`{"rhythm":"daily","at":"8:30"}`: "at", `{"rhythm":"daily","at":"08:30\n"}`: "at", `{"rhythm":"hourly","at":"08:30"}`: "at",
	} {
		var p schedule.Plan
		if err := json.Unmarshal([]byte(text), &p); err != nil {
			t.Fatal(err)
		}
		if err := p.Validate(); (err != nil) != (field != "") || err != nil && fault.From(err).Field != field {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// TestAPlanThatIsNoneReachesNoSystem: the data file is shared, and a job's file is not to be
// written by whoever writes there.
func TestAPlanThatIsNoneReachesNoSystem(t *testing.T) {
	b, boss := mustOpen(t)
	hostile := schedule.Plan{Rhythm: schedule.Daily, At: "08:30:00\n[Unit]\nOnFailure=x.service"}
	if err := b.MustStore().Write(background, func(tx *sqlite.Tx) error { return tx.SetPlanned(b.OSAccount, &hostile) }); err != nil {
		t.Fatal(err)
	}
	o, err := b.Schedules.Repair(background, boss)
	if err != nil || o.Plan != schedule.Default || only(t, b).Plan != schedule.Default {
		t.Errorf("got %+v, %v", o, err)
	}
}
