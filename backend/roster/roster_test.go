package roster_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sobank/backend/account"
	"sobank/backend/client"
	"sobank/backend/fault"
	"sobank/backend/format/xlsx"
	"sobank/backend/provision"
	"sobank/backend/rights"
	"sobank/backend/roster"
	"sobank/backend/sheet"
	"sobank/backend/wiring/wiringtest"
)

var background = context.Background()

type office struct {
	*wiringtest.Bench
	tb            testing.TB
	dir           string
	firm          int64
	super, collab rights.Actor
}

func mustOffice(tb testing.TB) *office {
	tb.Helper()
	dir := tb.TempDir()
	o := &office{Bench: wiringtest.MustOpen(tb, filepath.Join(dir, "data")), tb: tb, dir: dir}
	o.MustApply(provision.Plan{Firms: []provision.Firm{{Name: "Cabinet", Connectors: []provision.Connector{{Partner: "fizen", Settings: map[string]any{"folder": dir}}, {Partner: "fulll"}},
		Clients: []provision.Client{{Name: "Jardins", Accounts: []provision.Account{{IBAN: number(0), Mandate: "approuvé", Connector: "Fulll"}}}}}}})
	o.firm = o.MustFirm("Cabinet")
	o.super = o.MustJoin("s@cabinet.fr", rights.Superviseur, o.firm)
	o.collab = o.MustJoin("c@cabinet.fr", rights.Collaborateur, o.firm)
	return o
}

func (o *office) list(text string) roster.Request {
	o.tb.Helper()
	return roster.Request{Path: wiringtest.MustFile(o.tb, filepath.Join(o.dir, "liste.csv"), []byte(text))}
}

func (o *office) mustPreview(actor rights.Actor, req roster.Request) roster.Plan {
	o.tb.Helper()
	plan, err := o.Rosters.Preview(background, actor, req)
	if err != nil {
		o.tb.Fatal(err)
	}
	return plan
}

const threeLines = "Nom;SIRET;Responsable;IBAN;Titulaire;Compte 512;Journal;Début de collecte;Mandat;Date du mandat;Connecteur\n"

func TestApply(t *testing.T) {
	o := mustOffice(t)
	req := o.list(threeLines +
		"Crêperie;41944449200016;c@cabinet.fr;" + number(1) + ";La Crêperie;512100;BQ1;01/02/2026;approuvé;05/01/2026;Fizen\n" +
		"Crêperie;;;" + number(2) + ";;;;;signé;;\n" +
		"Jardins;;;" + number(0) + ";SARL Jardins;;;;;;Fizen\n" +
		"Faux;;;FR76;;;;;;;\n")
	plan := o.mustPreview(o.super, req)
	counts := plan.Count()
	if counts[roster.New] != 2 || counts[roster.Changed] != 1 || counts[roster.Refused] != 1 {
		t.Fatalf("%+v", plan)
	}
	done, err := o.Rosters.Apply(background, o.super, req, plan.Token)
	if err != nil || done != (roster.Done{Clients: 1, Accounts: 2, Changed: 1, Refused: 1}) {
		t.Fatalf("%+v %v", done, err)
	}
	rows, _, err := o.Accounts.List(background, o.super, account.Query{Sort: "iban"})
	if err != nil || len(rows) != 3 {
		t.Fatal(rows, err)
	}
	got := fmt.Sprintf("%s|%s|%s|%s|%s|%s|%s|%s", rows[1].ClientName, rows[1].SIRET, rows[1].Holder, rows[1].LedgerAccount, rows[1].JournalCode,
		rows[1].CollectFrom, rows[1].Mandate.Status, rows[1].ConnectorName)
	if got != "Crêperie|41944449200016|La Crêperie|512100|BQ1|2026-02-01|approved|Fizen" || rows[1].Mandate.Since.String() != "2026-01-05" {
		t.Error(got)
	}
	if rows[0].Holder != "SARL Jardins" || rows[0].ConnectorName != "Fizen" || rows[0].Mandate.Status != account.Approved || rows[2].Mandate.Status != account.Signed {
		t.Errorf("%+v", rows)
	}
	clients, n, err := o.Clients.List(background, o.super, client.Query{Search: "creperie"})
	if err != nil || n != 1 || clients[0].Responsable != "c@cabinet.fr" || clients[0].Accounts != 2 {
		t.Errorf("%+v %v", clients, err)
	}
	o.MustVerify()

	t.Run("again it changes nothing", func(t *testing.T) {
		again := o.mustPreview(o.super, req)
		if c := again.Count(); c[roster.Unchanged] != 3 || c[roster.Refused] != 1 {
			t.Errorf("%+v", again.Entries)
		}
	})
}

func TestApplyRefusesAnotherPlan(t *testing.T) {
	for name, change := range map[string]func(o *office){
		"what is stored changed": func(o *office) {
			rows, _, _ := o.Accounts.List(background, o.super, account.Query{})
			_, err := o.Accounts.Save(background, o.super, account.Form{ID: rows[0].ID, Holder: "Entre-temps"})
			if err != nil {
				o.tb.Fatal(err)
			}
		},
		"the file changed": func(o *office) { o.list("IBAN;Titulaire\n" + number(0) + ";Autre") },
	} {
		t.Run(name, func(t *testing.T) {
			o := mustOffice(t)
			req := o.list("IBAN;Titulaire\n" + number(0) + ";SARL Jardins")
			plan := o.mustPreview(o.super, req)
			change(o)
			if _, err := o.Rosters.Apply(background, o.super, req, plan.Token); fault.CodeOf(err) != fault.Conflict {
				t.Errorf("%v", err)
			}
		})
	}
	t.Run("RefusesCollaborateur what a Superviseur previewed", func(t *testing.T) {
		o := mustOffice(t)
		req := o.list("Nom;IBAN;Mandat;Date du mandat\nC;" + number(1) + ";approuvé;05/01/2026")
		plan := o.mustPreview(o.super, req)
		if _, err := o.Rosters.Apply(background, o.collab, req, plan.Token); fault.CodeOf(err) != fault.Conflict {
			t.Errorf("%v", err)
		}
		if n := o.mustPreview(o.collab, req).Count()[roster.Refused]; n != 1 {
			t.Errorf("%d refused", n)
		}
	})
}

func TestPreviewRefuses(t *testing.T) {
	o := mustOffice(t)
	big := wiringtest.MustFile(t, filepath.Join(o.dir, "gros.csv"), bytes.Repeat([]byte("x"), 21<<20))
	long := wiringtest.MustFile(t, filepath.Join(o.dir, "long.csv"), []byte("Nom;IBAN\n"+strings.Repeat("A;\n", 10_001)))
	for name, path := range map[string]string{"nothing": "", "no file": filepath.Join(o.dir, "absent.csv"), "a folder": o.dir, "20 MB": big, "10 000 lines": long} {
		t.Run(name, func(t *testing.T) {
			if _, err := o.Rosters.Preview(background, o.super, roster.Request{Path: path}); err == nil || fault.CodeOf(err) == fault.Internal {
				t.Errorf("%v", err)
			}
		})
	}
}

func TestTemplate(t *testing.T) {
	o := mustOffice(t)
	for _, name := range []string{"modele.xlsx", "modele.csv"} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(o.dir, name)
			if err := o.Rosters.Template(background, o.collab, path); err != nil {
				t.Fatal(err)
			}
			plan := o.mustPreview(o.super, roster.Request{Path: path})
			if len(plan.Entries) != 1 || len(plan.Ignored) != 0 {
				t.Errorf("%+v", plan)
			}
		})
	}
	if err := o.Rosters.Template(background, o.collab, filepath.Join(o.DataDir, "sobank.db")); fault.CodeOf(err) != fault.Invalid {
		t.Errorf("the data file: %v", err)
	}
}

// BenchmarkFirm takes what a firm starts with: 500 clients and 1 500 approved IBANs.
func BenchmarkFirm(b *testing.B) {
	table := sheet.Table{Name: "Liste"}
	for _, title := range []string{"Nom", "Référence", "IBAN", "Titulaire", "Mandat", "Date du mandat", "Connecteur"} {
		table.Columns = append(table.Columns, sheet.Column{Title: title})
	}
	for n := range 1500 {
		name := fmt.Sprintf("Client %d", n/3)
		row := []sheet.Cell{sheet.Text(name), sheet.Text(fmt.Sprintf("R-%d", n/3)), sheet.Text(number(100 + n)), sheet.Text(name), sheet.Text("approuvé"),
			sheet.Text("05/01/2026"), sheet.Text("Fizen")}
		table.Rows = append(table.Rows, row)
	}
	for b.Loop() {
		o := mustOffice(b)
		path := filepath.Join(o.dir, "liste.xlsx")
		f, err := os.Create(path)
		if err != nil {
			b.Fatal(err)
		}
		if err := xlsx.Write(f, table); err != nil {
			b.Fatal(err)
		}
		_ = f.Close()
		plan := o.mustPreview(o.super, roster.Request{Path: path})
		done, err := o.Rosters.Apply(background, o.super, roster.Request{Path: path}, plan.Token)
		if err != nil || done.Clients != 500 || done.Accounts != 1500 {
			b.Fatal(done, err)
		}
	}
}
