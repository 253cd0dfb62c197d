package roster_test

import (
	"fmt"
	"strings"
	"testing"

	"sobank/backend/account"
	"sobank/backend/civil"
	"sobank/backend/client"
	"sobank/backend/firm"
	"sobank/backend/iban"
	"sobank/backend/rights"
	"sobank/backend/roster"
	"sobank/backend/sheet"
	"sobank/backend/wiring/wiringtest"
)

// known is a firm with two clients, one of them with an approved IBAN.
func known(profile rights.Profile) roster.Known {
	return roster.Known{
		Standing: rights.Standing{Profile: profile, Firms: []int64{1}}, Today: civil.MustParse("2026-04-02"),
		Firms:   []roster.KnownFirm{{ID: 1, Name: "Cabinet Élan", Connectors: []firm.Connector{{ID: 5, Name: "MyUnisoft"}}}},
		People:  []roster.Person{{ID: 3, Email: "anne@cabinet.fr", Firms: []int64{1}}, {ID: 4, Email: "b@autre.fr", Firms: []int64{2}}},
		Clients: []client.Client{{ID: 7, FirmID: 1, Name: "Jardins", SIRET: "41944449200016", Reference: "J-1"}, {ID: 8, FirmID: 1, Name: "Garage"}},
		Accounts: []roster.KnownAccount{
			{Account: account.Account{ID: 70, Key: key(0), IBAN: wiringtest.IBAN(0), FirmID: 1, ClientID: 7, Currency: "EUR", Holder: "Jardins", ConnectorID: 5},
				Mandate: account.Mandate{Status: account.Approved, Since: civil.MustParse("2026-01-05")}, Seen: true, Aliases: []string{key(6)}},
			{Account: account.Account{ID: 90, Key: key(9), IBAN: wiringtest.IBAN(9), FirmID: 1, ClientID: 99}, Mandate: account.Mandate{Status: account.Created}},
			{Account: account.Account{ID: 80, Key: key(8), IBAN: wiringtest.IBAN(8), FirmID: 2, ClientID: 98}, Mandate: account.Mandate{Status: account.Created}, Seen: true},
			{Account: account.Account{ID: 71, Key: key(7), IBAN: wiringtest.IBAN(7), FirmID: 1, ClientID: 8},
				Mandate: account.Mandate{Status: account.ToSign, Since: civil.MustParse("2026-03-01")}, Seen: true},
		},
	}
}

func key(n int) string { return account.KeyOf(wiringtest.IBAN(n), iban.RIB{}) }

func number(n int) string { return wiringtest.IBAN(n).Format() }

// judged is what a CSV does, a line each: verdict, what, changes, refusals.
func judged(t *testing.T, profile rights.Profile, csv string) []string {
	t.Helper()
	lines, err := sheet.ReadCSV([]byte(csv), sheet.Limits{Lines: 100, Columns: 20})
	if err != nil {
		t.Fatal(err)
	}
	list, err := roster.Read(lines)
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, e := range roster.Judge(list.Rows, 0, known(profile)) {
		text := string(e.Verdict)
		if e.NewClient {
			text += " client"
		}
		if e.NewAccount {
			text += " iban"
		}
		for _, c := range e.Changes {
			text += fmt.Sprintf(" %s:%s>%s", c.Field, c.Before, c.After)
		}
		for _, r := range e.Refusals {
			text += fmt.Sprintf(" [%s] %s", r.Field, r.Message)
		}
		said = append(said, text)
	}
	return said
}

func TestJudge(t *testing.T) {
	super, collab := rights.Superviseur, rights.Collaborateur
	for name, c := range map[string]struct {
		profile rights.Profile
		csv     string
		want    []string // what each line begins with
	}{
		"a new client with its IBAN": {collab, "Dénomination;IBAN\nCrêperie;" + number(1), []string{"new client iban"}},
		"titles in any order, case, accents": {collab, "iban,REFERENCE DOSSIER,denomination  sociale\n" + number(1) + ",C-1,Crêperie",
			[]string{"new client iban"}},
		"a second IBAN of a client of the list": {collab, "Client;IBAN\nCrêperie;" + number(1) + "\ncreperie;" + number(2), []string{"new client iban", "new iban"}},
		"one of a known client by SIRET":        {collab, "Nom;SIRET;IBAN\nJardins;419 444 492 00016;" + number(1), []string{"new iban"}},
		"a client alone, by reference": {collab, "Nom;Référence\nLes Jardins;j-1",
			[]string{"changed name:Jardins>Les Jardins"}},
		"nothing to do":                    {collab, "Nom;IBAN;Titulaire;Mandat;Connecteur\nJardins;" + number(0) + ";Jardins;approuvé;myunisoft", []string{"unchanged"}},
		"by its IBAN alone":                {collab, "IBAN;Titulaire\n" + number(0) + ";SARL Jardins", []string{"changed holder:Jardins>SARL Jardins"}},
		"under an alias":                   {collab, "IBAN;Titulaire\n" + number(6) + ";SARL Jardins", []string{"changed holder"}},
		"no connector":                     {collab, "IBAN;Connecteur\n" + number(0) + ";aucun", []string{"changed connector:MyUnisoft>Aucun connecteur"}},
		"a start, as people write it":      {collab, "IBAN;Début de collecte\n" + number(0) + ";5/1/2026", []string{"changed collect_from:>05/01/2026"}},
		"a start, as a workbook stores it": {collab, "IBAN;Début de collecte\n" + number(0) + ";46027", []string{"changed collect_from:>05/01/2026"}},
		"zeros that a sheet dropped":       {collab, "Nom;SIRET\nGarage;1234567800002", []string{"changed siret:>01234567800002"}},
		"Refuses a short SIRET":            {collab, "Nom;SIRET\nGarage;1234567800003", []string{"refused [siret]"}},
		"a responsable":                    {collab, "Nom;Responsable\nGarage;Anne@cabinet.fr", []string{"changed responsable:>anne@cabinet.fr"}},
		"approved elsewhere": {super, "Nom;IBAN;Mandat;Date du mandat\nCrêperie;" + number(1) + ";Approuvé;05/01/2026\nGarage;" + number(7) + ";approuvé;2026-02-01",
			[]string{"new client iban", "changed mandate:À signer>Approuvé le 01/02/2026"}},
		"one step of a mandate": {collab, "IBAN;Mandat\n" + number(7) + ";signé", []string{"changed mandate:À signer>Signé le 02/04/2026"}},

		"RefusesCollaborateur an approval": {collab, "Nom;IBAN;Mandat;Date du mandat\nC;" + number(1) + ";approuvé;05/01/2026",
			[]string{"refused [mandate] Cette action est réservée au profil Superviseur"}},
		"Refuses an approval without a day":  {super, "Nom;IBAN;Mandat\nC;" + number(1) + ";approuvé", []string{"refused [mandate_on]"}},
		"Refuses an approval to come":        {super, "Nom;IBAN;Mandat;Date mandat\nC;" + number(1) + ";approuvé;2027-01-01", []string{"refused [mandate_on]"}},
		"Refuses a step that is none":        {super, "IBAN;Mandat\n" + number(0) + ";créé", []string{"refused [mandate] Un mandat « Approuvé »"}},
		"Refuses a day without a status":     {super, "IBAN;Date mandat\n" + number(0) + ";01/01/2026", []string{"refused [mandate]"}},
		"Refuses an unknown status":          {super, "IBAN;Mandat\n" + number(0) + ";peut-être", []string{"refused [mandate] « peut-être »"}},
		"Refuses a wrong IBAN":               {collab, "Nom;IBAN\nC;FR7630004000010000000000099", []string{"refused [iban]"}},
		"Refuses the same IBAN twice":        {collab, "Nom;IBAN\nC;" + number(1) + "\nD;" + number(1), []string{"new", "refused [iban] Cet IBAN est déjà à la ligne 2."}},
		"Refuses an IBAN of another client":  {collab, "Nom;IBAN\nGarage;" + number(0), []string{"refused [iban] Cet IBAN est déjà celui de « Jardins »"}},
		"Refuses one that is not seen":       {collab, "Nom;IBAN\nGarage;" + number(9), []string{"refused [iban] Cet IBAN existe déjà"}},
		"Refuses one of another firm":        {collab, "Nom;IBAN\nGarage;" + number(8), []string{"refused [iban] Cet IBAN est déjà dans un autre cabinet"}},
		"Refuses another firm":               {collab, "Cabinet;Nom\nAutre;C\ncabinet elan;C", []string{"refused [firm]", "new client"}},
		"Refuses no name":                    {collab, "Nom;IBAN\n;" + number(1), []string{"refused [name]"}},
		"Refuses an IBAN's column without":   {collab, "Nom;IBAN;Journal\nC;;BQ", []string{"refused [iban] L'IBAN manque"}},
		"Refuses a connector it has not":     {collab, "IBAN;Connecteur\n" + number(0) + ";Fulll", []string{"refused [connector]"}},
		"Refuses a stranger as responsable":  {collab, "Nom;Responsable\nGarage;b@autre.fr", []string{"refused [responsable]"}},
		"Refuses another SIRET by reference": {collab, "Nom;Référence;SIRET\nX;J-1;12345678900011", []string{"refused [reference]"}},
		"Refuses a contradiction":            {collab, "Nom;Référence;IBAN\nA;R1;" + number(1) + "\nB;R1;" + number(2), []string{"new", "refused [name] Cette ligne contredit la ligne 2"}},
		"Refuses no day":                     {collab, "IBAN;Début de collecte\n" + number(0) + ";demain", []string{"refused [collect_from] « demain »"}},
		"Refuses a long text":                {collab, "IBAN;Journal\n" + number(0) + ";" + strings.Repeat("B", 11), []string{"refused [journal]"}},
		"a refused line leaves nothing":      {collab, "Nom;IBAN\nC;FR76\nC;" + number(1), []string{"refused", "new client iban"}},
	} {
		t.Run(name, func(t *testing.T) {
			got := judged(t, c.profile, c.csv)
			for i, want := range c.want {
				if !strings.HasPrefix(got[i], want) {
					t.Errorf("line %d: %q, want %q", i+2, got[i], want)
				}
			}
		})
	}
}

func TestRead(t *testing.T) {
	read := func(csv string) (roster.List, error) {
		lines, err := sheet.ReadCSV([]byte(csv), sheet.Limits{Lines: 100, Columns: 20})
		if err != nil {
			t.Fatal(err)
		}
		return roster.Read(lines)
	}
	t.Run("a title above the header, and columns that are none of ours", func(t *testing.T) {
		list, err := read("Liste de nos clients\n\nNom;Couleur;IBAN\nA;bleu;X\n;;\n")
		if err != nil || len(list.Rows) != 1 || list.Rows[0].Line != 4 || fmt.Sprint(list.Ignored) != "[Couleur]" {
			t.Errorf("%+v %v", list, err)
		}
	})
	for name, csv := range map[string]string{"no header": "a;b\nc;d", "a column twice": "Nom;Raison sociale;IBAN\nA;B;C", "no line": "Nom;IBAN\n"} {
		t.Run("Refuses "+name, func(t *testing.T) {
			if _, err := read(csv); err == nil {
				t.Error("taken")
			}
		})
	}
	t.Run("the template is a list", func(t *testing.T) {
		line := sheet.Line{Number: 1}
		for _, c := range roster.Template().Columns {
			line.Cells = append(line.Cells, c.Title)
		}
		list, err := roster.Read([]sheet.Line{line, {Number: 2, Cells: []string{"Cabinet"}}})
		if err != nil || len(list.Ignored) > 0 {
			t.Errorf("%+v %v", list, err)
		}
	})
}
