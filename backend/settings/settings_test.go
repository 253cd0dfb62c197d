package settings_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"sobank/backend/fault"
	"sobank/backend/journal"
	"sobank/backend/rights"
	"sobank/backend/settings"
	"sobank/backend/wiring/wiringtest"
)

var background = context.Background()

func TestWhatNobodyChoseHasItsDefault(t *testing.T) {
	b := wiringtest.MustOpen(t, t.TempDir())
	boss := b.MustJoin("a@a.fr", rights.Administrateur)
	now, mayEdit, err := b.Settings.Get(background, boss)
	if err != nil || now != settings.Default || !mayEdit {
		t.Errorf("got %+v, %v, %v", now, mayEdit, err)
	}
	for name, nonsense := range map[string]string{"lock_minutes": "-1", "reminder_client_days": "x", "reminder_bank_days": "4000"} {
		if err := b.SetSetting(background, name, nonsense); err != nil {
			t.Fatal(err)
		}
	}
	if now, _, err := b.Settings.Get(background, boss); err != nil || now != settings.Default {
		t.Errorf("nonsense in the data file gives %+v, %v", now, err)
	}
}

func TestSave(t *testing.T) {
	b := wiringtest.MustOpen(t, t.TempDir())
	boss := b.MustJoin("a@a.fr", rights.Administrateur)
	wanted := settings.Default
	wanted.SupportEmail, wanted.SupportPhone, wanted.ReminderClientDays, wanted.LockMinutes = " aide@exemple.fr ", "02 99 00 00 00", 30, 0
	saved, err := b.Settings.Save(background, boss, wanted)
	if err != nil || saved.SupportEmail != "aide@exemple.fr" {
		t.Fatal(saved, err)
	}
	t.Run("it is read again, and obeyed", func(t *testing.T) {
		now, _, err := b.Settings.Get(background, boss)
		if err != nil || now != saved {
			t.Errorf("got %+v, %v", now, err)
		}
		if minutes, err := b.Settings.LockMinutes(background); err != nil || minutes != 0 {
			t.Errorf("the screen locks after %d, %v", minutes, err)
		}
		board, err := b.Mandates.Board(background, boss)
		if err != nil || board.ClientDays != 30 || board.BankDays != 15 {
			t.Errorf("reminders after %d and %d days, %v", board.ClientDays, board.BankDays, err)
		}
	})
	t.Run("the journal says which, in words", func(t *testing.T) {
		rows, _, err := b.Journals.List(background, boss, journal.Query{Families: []journal.Family{journal.Firms}})
		if err != nil || len(rows) != 1 || rows[0].Sentence() != "a@a.fr a modifié les réglages." {
			t.Fatal(rows, err)
		}
		_, facts, err := b.Journals.Get(background, boss, rows[0].ID)
		if err != nil || !slices.Equal(facts, []journal.Fact{{Label: "Ce qui a changé",
			Value: "e-mail du support, téléphone du support, délai de relance du client, délai de verrouillage"}}) {
			t.Errorf("got %+v, %v", facts, err)
		}
	})
	t.Run("saving again changes nothing, and says nothing", func(t *testing.T) {
		if _, err := b.Settings.Save(background, boss, saved); err != nil {
			t.Fatal(err)
		}
		if _, n, err := b.Journals.List(background, boss, journal.Query{Families: []journal.Family{journal.Firms}}); n != 1 {
			t.Errorf("%d entries, %v", n, err)
		}
	})
	t.Run("an emptied name is the default's, an emptied address is none", func(t *testing.T) {
		saved.SupportName, saved.SupportEmail = " ", ""
		got, err := b.Settings.Save(background, boss, saved)
		if err != nil || got.SupportName != "Support Sogescot" || got.SupportEmail != "" {
			t.Errorf("got %+v, %v", got, err)
		}
	})
}

func TestRefused(t *testing.T) {
	b := wiringtest.MustOpen(t, t.TempDir())
	boss := b.MustJoin("a@a.fr", rights.Administrateur)
	for name, c := range map[string]struct {
		change func(*settings.Settings)
		field  string
	}{
		"no address":             {func(s *settings.Settings) { s.SupportEmail = "aide" }, "supportEmail"},
		"two addresses":          {func(s *settings.Settings) { s.SupportEmail = "a@a.fr, b@b.fr" }, "supportEmail"},
		"an address with a name": {func(s *settings.Settings) { s.SupportEmail = "Aide <a@a.fr>" }, "supportEmail"},
		"more than an address":   {func(s *settings.Settings) { s.SupportEmail = "a@a.fr?cc=b@b.fr" }, "supportEmail"},
		"no phone":               {func(s *settings.Settings) { s.SupportPhone = "demain" }, "supportPhone"},
		"two lines":              {func(s *settings.Settings) { s.SupportName = "A\nB" }, "supportName"},
		"a long name":            {func(s *settings.Settings) { s.SupportName = strings.Repeat("a", 101) }, "supportName"},
		"no day":                 {func(s *settings.Settings) { s.ReminderClientDays = 0 }, "reminderClientDays"},
		"too many days":          {func(s *settings.Settings) { s.ReminderBankDays = 366 }, "reminderBankDays"},
		"negative minutes":       {func(s *settings.Settings) { s.LockMinutes = -1 }, "lockMinutes"},
		"a day of minutes":       {func(s *settings.Settings) { s.LockMinutes = 1440 }, "lockMinutes"},
	} {
		t.Run(name, func(t *testing.T) {
			wanted := settings.Default
			wanted.SupportPhone = "02 99 11 22 33"
			c.change(&wanted)
			_, err := b.Settings.Save(background, boss, wanted)
			if f := fault.From(err); f.Code != fault.Invalid || f.Field != c.field {
				t.Errorf("got %v on %q", err, f.Field)
			}
			if now, _, err := b.Settings.Get(background, boss); err != nil || now != settings.Default {
				t.Errorf("something was saved: %+v, %v", now, err)
			}
		})
	}
	t.Run("to a Superviseur, before anything is looked at", func(t *testing.T) {
		other := b.MustJoin("s@a.fr", rights.Superviseur)
		if _, err := b.Settings.Save(background, other, settings.Settings{LockMinutes: -1}); fault.CodeOf(err) != fault.Refused {
			t.Errorf("got %v", err)
		}
		if _, mayEdit, err := b.Settings.Get(background, other); err != nil || mayEdit {
			t.Errorf("may edit %v, %v", mayEdit, err)
		}
	})
}
