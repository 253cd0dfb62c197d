package guide_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"sobank/backend/account"
	"sobank/backend/client"
	"sobank/backend/firm"
	"sobank/backend/guide"
	"sobank/backend/provision"
	"sobank/backend/rights"
	"sobank/backend/wiring/wiringtest"
)

var background = context.Background()

// TestFromNothingToTheFirstStatement walks a new firm through the seven steps, each done where
// the one before leads to.
func TestFromNothingToTheFirstStatement(t *testing.T) {
	b := wiringtest.MustOpen(t, t.TempDir())
	b.MustApply(provision.Plan{Firms: []provision.Firm{{Name: "Cabinet"}}})
	id := b.MustFirm("Cabinet")
	boss := b.MustJoin("s@a.fr", rights.Superviseur, id)
	deposit := t.TempDir()
	var c firm.Connector
	var client1, number int64
	for _, s := range []struct {
		key, says string
		target    guide.Target
		do        func() error
	}{
		{"firm", "Complétez la fiche", guide.ToFirm, func() error {
			_, err := b.Firms.Update(background, boss, firm.Card{ID: id, Name: "Cabinet", City: "Bruz"})
			return err
		}},
		{"connector", "Ajoutez le connecteur", guide.ToFirm, func() (err error) {
			c, err = b.Firms.AddConnector(background, boss, id, "fizen", "")
			return err
		}},
		{"connector", "remplissez « Dossier de dépôt »", guide.ToConnector, func() error {
			_, err := b.Firms.SaveConnector(background, boss, firm.ConnectorForm{ID: c.ID, Name: c.Name, Settings: map[string]string{"folder": deposit}})
			return err
		}},
		{"connector", "testez la connexion", guide.ToConnector, func() error {
			_, err := b.Deliveries.Test(background, boss, c.ID)
			return err
		}},
		{"client", "Créez un premier client", guide.ToClient, func() error {
			row, err := b.Clients.Save(background, boss, client.Client{FirmID: id, Name: "Jardins"})
			client1 = row.ID
			return err
		}},
		{"iban", "Ajoutez l'IBAN du client", guide.ToNewIBAN, func() error {
			row, err := b.Accounts.Save(background, boss, account.Form{ClientID: client1, IBAN: string(wiringtest.IBAN(0))})
			number = row.ID
			return err
		}},
		{"iban", "Associez l'IBAN à un connecteur", guide.ToIBANs, func() error {
			_, err := b.Accounts.Associate(background, boss, []int64{number}, c.ID)
			return err
		}},
		{"mandate", "« Approuvé hors application le … »", guide.ToMandates, func() error {
			return b.Accounts.Approve(background, boss, []int64{number}, "2026-01-05")
		}},
		{"import", "Importez un fichier", guide.ToImport, func() error {
			b.MustImport(wiringtest.MustWrite(t, filepath.Join(t.TempDir(), "a.txt"), wiringtest.Days(wiringtest.IBAN(0), 1)...))
			return nil
		}},
		{"sent", "attend l'envoi", guide.ToDelivery, func() error { b.MustSync(); return nil }},
	} {
		p := mustGuide(t, b, boss)
		next := first(p)
		if next.Key != s.key || !strings.Contains(next.Sentence, s.says) || next.Target != s.target || next.Button == "" || next.Least != "" || p.Finished {
			t.Fatalf("before « %s »: %d done, then %+v", s.says, p.Done, next)
		}
		if err := s.do(); err != nil {
			t.Fatalf("« %s »: %v", s.says, err)
		}
	}
	if p := mustGuide(t, b, boss); p.Done != 7 || !p.Finished || first(p).Key != "" {
		t.Errorf("at the end: %+v", p)
	}
}

// TestWhatIsTakenAwayIsToBeDoneAgain: nothing is ticked off.
func TestWhatIsTakenAwayIsToBeDoneAgain(t *testing.T) {
	b := mustFirm(t)
	boss := b.MustJoin("s@a.fr", rights.Superviseur, b.MustFirm("Cabinet"))
	row := mustAccount(t, b, boss)
	before := mustGuide(t, b, boss)
	if _, err := b.Accounts.Associate(background, boss, []int64{row.ID}, 0); err != nil {
		t.Fatal(err)
	}
	after := mustGuide(t, b, boss)
	if !step(before, "iban").Done || step(after, "iban").Done || !strings.Contains(step(after, "iban").Sentence, "Associez") {
		t.Errorf("before %+v, after %+v", step(before, "iban"), step(after, "iban"))
	}
}

// TestWhatTakesASuperviseur: a Collaborateur sees which steps need one, and a Superviseur none.
func TestWhatTakesASuperviseur(t *testing.T) {
	b := wiringtest.MustOpen(t, t.TempDir())
	b.MustApply(provision.Plan{Firms: []provision.Firm{{Name: "Cabinet"}}})
	id := b.MustFirm("Cabinet")
	for profile, want := range map[rights.Profile]string{rights.Collaborateur: "firm connector mandate", rights.Superviseur: "", rights.Administrateur: ""} {
		var least []string
		for _, s := range mustGuide(t, b, b.MustJoin(string(profile)+"@a.fr", profile, id)).Steps {
			if s.Least != "" {
				least = append(least, s.Key)
			}
		}
		if got := strings.Join(least, " "); got != want {
			t.Errorf("%s: %q needs somebody else, want %q", profile, got, want)
		}
	}
}

// TestAFirmOfTheGlobalFile has no connector, and is done once it took its file.
func TestAFirmOfTheGlobalFile(t *testing.T) {
	p := guide.Of(guide.Facts{FirmID: 1, Clients: 1, Accounts: 1, Approved: 1, Received: true, Arrived: true},
		rights.Standing{Profile: rights.Administrateur})
	if !p.Finished || step(p, "connector").Done || p.Done != 4 {
		t.Errorf("got %+v", p)
	}
}

// TestFirmsOfAnother: what another firm has counts for nothing, and it is not shown.
func TestFirmsOfAnother(t *testing.T) {
	b := mustFirm(t)
	b.MustApply(provision.Plan{Firms: []provision.Firm{{Name: "Autre"}}})
	p := mustGuide(t, b, b.MustJoin("s@b.fr", rights.Superviseur, b.MustFirm("Autre")))
	if p.FirmName != "Autre" || p.Done != 0 {
		t.Errorf("got %+v", p)
	}
	list, err := b.Guides.List(background, b.MustJoin("a@a.fr", rights.Administrateur))
	if err != nil || len(list) != 2 || list[0].FirmName != "Autre" || list[1].Done == 0 {
		t.Errorf("got %+v, %v", list, err)
	}
}

// TestConfidentialClients: what is kept from somebody does not count for them.
func TestConfidentialClients(t *testing.T) {
	b := mustFirm(t)
	id := b.MustFirm("Cabinet")
	boss := b.MustJoin("s@a.fr", rights.Superviseur, id)
	row := mustAccount(t, b, boss)
	if _, err := b.Clients.Save(background, boss, client.Client{ID: row.ClientID, FirmID: id, Name: "Client", Confidential: true}); err != nil {
		t.Fatal(err)
	}
	p := mustGuide(t, b, b.MustJoin("c@a.fr", rights.Collaborateur, id))
	if step(p, "client").Done || step(p, "iban").Done {
		t.Errorf("a Collaborateur sees %+v", p)
	}
}

func mustFirm(t *testing.T) *wiringtest.Bench {
	t.Helper()
	b := wiringtest.MustOpen(t, t.TempDir())
	b.MustApply(provision.Plan{Firms: []provision.Firm{{Name: "Cabinet", SIRET: "73282932000074",
		Connectors: []provision.Connector{{Partner: "fizen", Settings: map[string]any{"folder": t.TempDir()}}},
		Clients:    []provision.Client{{Name: "Client", Accounts: []provision.Account{{IBAN: string(wiringtest.IBAN(0)), Connector: "Fizen", Mandate: "approuvé"}}}}}}})
	return b
}

func mustAccount(t *testing.T, b *wiringtest.Bench, actor rights.Actor) account.Row {
	t.Helper()
	rows, _, err := b.Accounts.List(background, actor, account.Query{})
	if err != nil || len(rows) != 1 {
		t.Fatal(rows, err)
	}
	return rows[0]
}

func mustGuide(t *testing.T, b *wiringtest.Bench, actor rights.Actor) guide.Progress {
	t.Helper()
	list, err := b.Guides.List(background, actor)
	if err != nil || len(list) != 1 || len(list[0].Steps) != 7 {
		t.Fatal(list, err)
	}
	return list[0]
}

// first is the first step that is to be done.
func first(p guide.Progress) guide.Step {
	for _, s := range p.Steps {
		if !s.Done {
			return s
		}
	}
	return guide.Step{}
}

func step(p guide.Progress, key string) guide.Step {
	for _, s := range p.Steps {
		if s.Key == key {
			return s
		}
	}
	return guide.Step{}
}
