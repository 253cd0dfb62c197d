package wiring_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sobank/backend/deliver"
	"sobank/backend/firm"
	"sobank/backend/provision"
	"sobank/backend/rights"
	"sobank/backend/simulator"
	"sobank/backend/wiring/wiringtest"
)

// TestAServerFromTheFirstTestToTheFile sets a connector up as a Superviseur does: settings,
// password, a test that shows the server's key, its confirmation, a file in its place. Then the
// server changes its key.
func TestAServerFromTheFirstTestToTheFile(t *testing.T) {
	b, server, boss, c := mustServed(t)
	test := func() deliver.Trial {
		t.Helper()
		made, err := b.Deliveries.Test(background, boss, c.ID)
		if err != nil {
			t.Fatal(err)
		}
		return made
	}
	confirm := func(q deliver.Question) {
		t.Helper()
		form := firm.ConnectorForm{ID: c.ID, Name: c.Name, Settings: map[string]string{q.Setting: q.Answers[0].Value}}
		if _, err := b.Firms.SaveConnector(background, boss, form); err != nil {
			t.Fatal(err)
		}
	}
	first := test()
	if first.OK || len(first.Questions) != 1 || first.Code != "CLE-A-CONFIRMER" {
		t.Fatalf("a server that nobody knows: %+v", first)
	}
	if report := b.MustSync(); report.Tried != 0 || len(files(t, server)) != 0 {
		t.Fatalf("something left for a server that nobody confirmed: %+v", report)
	}
	confirm(first.Questions[0])
	if made := test(); !made.OK || len(made.Questions) != 0 {
		t.Fatalf("confirmed, it says %+v", made)
	}
	if report := b.MustSync(); report.Outcomes[deliver.Deposited] != 2 {
		t.Fatalf("%+v", report)
	}
	wantOnShelf(t, b, server)

	server.Fail(simulator.SFTPFault{Stranger: true})
	changed := test()
	if changed.OK || changed.Code != "CLE-CHANGEE" || len(changed.Questions) != 1 || !strings.Contains(changed.Questions[0].Sentence, strings.Fields(first.Questions[0].Answers[0].Value)[1]) {
		t.Errorf("a server that shows another key: %+v", changed)
	}
	b.MustVerify()
}

// mustServed is a firm with an SFTP connector that has its settings and its password, and one
// IBAN of two statements.
func mustServed(t *testing.T) (*wiringtest.Bench, *simulator.SFTP, rights.Actor, firm.Connector) {
	t.Helper()
	server, err := simulator.NewSFTP(t.TempDir(), "cabinet", "m0t-de-passe")
	if err == nil {
		err = server.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	b := wiringtest.MustOpen(t, t.TempDir())
	host, port := server.Address()
	settings := map[string]any{"host": host, "port": port, "user": "cabinet"}
	plan := provision.Plan{Firms: []provision.Firm{{Name: "Cabinet", Connectors: []provision.Connector{{Name: "Banque", Partner: "sftp", Settings: settings}},
		Clients: []provision.Client{{Name: "Jardins", SIRET: "73282932000074", Accounts: []provision.Account{{IBAN: string(wiringtest.IBAN(0)), Connector: "Banque", Mandate: "approuvé"}}}}}}}
	secrets := provision.Secrets{Connectors: map[string]map[string]string{"Banque": {"password": "m0t-de-passe"}}}
	if _, err := b.Provision.Apply(background, b.Systeme(), plan, secrets); err != nil {
		t.Fatal(err)
	}
	boss := b.MustJoin("s@cabinet.fr", rights.Superviseur, b.MustFirm("Cabinet"))
	b.MustImport(wiringtest.MustWrite(t, filepath.Join(t.TempDir(), "r.txt"), wiringtest.Days(wiringtest.IBAN(0), 2)...))
	return b, server, boss, b.MustConnector("Cabinet", "Banque")
}

func files(t *testing.T, server *simulator.SFTP) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(server.Dir())
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// wantOnShelf says that looking into the place finds the server's files, and no other.
func wantOnShelf(t *testing.T, b *wiringtest.Bench, server *simulator.SFTP) {
	t.Helper()
	c := b.MustConnector("Cabinet", "Banque")
	a := deliver.Access{ConnectorID: c.ID, Settings: map[string]string{}, Secrets: map[string]string{"password": "m0t-de-passe"}}
	partner, _ := firm.PartnerOf(c.Partner)
	for _, f := range partner.Settings {
		a.Settings[f.Key] = c.Setting(f.Key)
	}
	found, err := b.Engine.Partners[c.Partner].(deliver.Shelf).Shelved(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range found {
		names = append(names, f.Name)
	}
	if there := files(t, server); len(there) == 0 || !slices.Equal(names, there) {
		t.Errorf("it finds %q where %q are", names, there)
	}
}
