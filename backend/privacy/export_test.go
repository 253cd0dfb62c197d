package privacy_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sobank/backend/fault"
	"sobank/backend/journal"
	"sobank/backend/privacy"
	"sobank/backend/rights"
	"sobank/backend/wiring/wiringtest"
)

func TestExport(t *testing.T) {
	b := mustBench(t).fill()
	path := filepath.Join(t.TempDir(), "zorglub.zip")
	told := 0
	done, err := b.Privacy.Export(background, b.lead, b.client, path, func(privacy.Progress) { told++ })
	if err != nil || done.Statements != 3 || done.Operations != 5 || told == 0 {
		t.Fatalf("%+v %v", done, err)
	}
	files := mustUnzip(t, path)
	if len(files) != done.Files {
		t.Errorf("%d files, %d said", len(files), done.Files)
	}
	sent, taken := string(wiringtest.IBAN(1234567)), string(wiringtest.IBAN(2345678))
	for file, holds := range map[string][]string{
		"LISEZMOI.txt":               {"Données de « " + name + " » tenues par le cabinet « Verdier Conseil »", "operations.csv et .xlsx", "(5 lignes)", "documents/", "(1 fichier)"},
		"fiche-client.csv":           {name, "73282932000074", "J-014", "Ottokar Zorglub", "ottokar@zorglub.fr"},
		"iban.csv":                   {sent, taken, "Fulll", "Approuvé", string(wiringtest.IBAN(8765432))},
		"mandats-etapes.csv":         {"Approuvé"},
		"documents.csv":              {"Mandat signé"},
		"releves.csv":                {"01/03/2026", "10,00", "9,50", "envoyé", "téléchargé", "Zorglub_Horticulture_mars.txt", note},
		"operations.csv":             {label, "-1,00", note},
		"avis.csv":                   {"KALIYUGA AVIS"},
		"envois.csv":                 {"Fulll", "Déposé"},
		"telechargements.csv":        {"fichier-zorglub-horticulture.txt", "avril.xlsx"},
		"journal.csv":                {"a joint le mandat signé", "a@verdier.fr", "Empreinte SHA-256 : ", "Remplace le numéro d'avant : non"},
		"cfonb120/" + taken + ".txt": {label},
	} {
		for _, text := range holds {
			if !strings.Contains(files[file], text) {
				t.Errorf("%s does not hold %q:\n%s", file, text, files[file])
			}
		}
	}
	originals, papers := 0, 0
	for file, content := range files {
		if strings.Contains(content, "MARTIN") || strings.Contains(content, string(wiringtest.IBAN(3456789))) {
			t.Errorf("%s holds the neighbour", file)
		}
		if strings.HasPrefix(file, "releves/") && strings.Contains(content, label) {
			originals++
		}
		if strings.HasPrefix(file, "documents/") && content == "%PDF-1.7 quetzalcoatl" {
			papers++
		}
	}
	if originals != 3 || papers != 1 || !strings.HasPrefix(files["operations.xlsx"], "PK") {
		t.Errorf("%d statements as the bank wrote them, %d papers", originals, papers)
	}
	rows, _, err := b.Journals.List(background, b.boss, journal.Query{Object: "client", ObjectID: b.client})
	if err != nil || rows[0].Said() != "A exporté les données du client « "+name+" » : 3 relevés, 5 opérations" {
		t.Errorf("%+v %v", rows, err)
	}
}

func TestExportThatIsCancelled(t *testing.T) {
	b := mustBench(t).fill()
	path := filepath.Join(t.TempDir(), "z.zip")
	ctx, cancel := context.WithCancel(background)
	_, err := b.Privacy.Export(ctx, b.lead, b.client, path, func(privacy.Progress) { cancel() })
	if fault.CodeOf(err) != fault.Cancelled {
		t.Errorf("%v", err)
	}
	if list, _ := os.ReadDir(filepath.Dir(path)); len(list) != 0 {
		t.Errorf("left: %v", list)
	}
}

func TestWhoMayExport(t *testing.T) {
	b := mustBench(t)
	for who, actor := range map[string]rights.Actor{"Collaborateur": b.MustJoin("c@verdier.fr", rights.Collaborateur, b.firm), "Système": b.Systeme()} {
		path := filepath.Join(t.TempDir(), "z.zip")
		if _, err := b.Privacy.Export(background, actor, b.client, path, nil); fault.CodeOf(err) != fault.Refused {
			t.Errorf("%s: %v", who, err)
		}
		if _, err := os.Stat(path); err == nil {
			t.Errorf("%s: a file is there", who)
		}
	}
	if _, err := b.Privacy.Export(background, b.MustJoin("x@ailleurs.fr", rights.Superviseur), b.client, filepath.Join(t.TempDir(), "z.zip"), nil); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("of another firm: %v", err)
	}
}
