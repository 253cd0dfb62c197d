package export_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sobank/backend/account"
	"sobank/backend/client"
	"sobank/backend/deliver"
	"sobank/backend/fault"
	"sobank/backend/format/xlsx"
	"sobank/backend/provision"
	"sobank/backend/rights"
	"sobank/backend/sheet"
	"sobank/backend/statement"
	"sobank/backend/wiring/wiringtest"
)

var background = context.Background()

func MustBuild(tb testing.TB) (*wiringtest.Bench, rights.Actor) {
	tb.Helper()
	b := wiringtest.MustOpen(tb, filepath.Join(tb.TempDir(), "data"))
	b.MustApply(provision.Plan{Firms: []provision.Firm{
		{Name: "Cabinet", Connectors: []provision.Connector{{Partner: "fizen", Settings: map[string]any{"folder": tb.TempDir()}}},
			Clients: []provision.Client{{Name: "=HYPERLINK(\"http://x\")", Reference: "R-1", Accounts: []provision.Account{
				{IBAN: string(wiringtest.IBAN(0)), Mandate: "approuvé", Connector: "Fizen"}}}, {Name: "Garage", SIRET: "01234567800002"}}},
		{Name: "Autre", Clients: []provision.Client{{Name: "Secret"}}}}})
	path := wiringtest.MustWrite(tb, filepath.Join(tb.TempDir(), "r.txt"), wiringtest.Days(wiringtest.IBAN(0), 2)...)
	b.MustImport(path)
	return b, b.MustJoin("c@cabinet.fr", rights.Collaborateur, b.MustFirm("Cabinet"))
}

// everyList exports each list to a path.
func everyList(b *wiringtest.Bench, actor rights.Actor, path string) map[string]func() (int, error) {
	return map[string]func() (int, error){
		"Clients": func() (int, error) {
			d, err := b.Exports.Clients(background, actor, client.Query{}, path)
			return d.Rows, err
		},
		"Accounts": func() (int, error) {
			d, err := b.Exports.Accounts(background, actor, account.Query{}, path)
			return d.Rows, err
		},
		"Statements": func() (int, error) {
			d, err := b.Exports.Statements(background, actor, statement.Query{}, path)
			return d.Rows, err
		},
		"Deliveries": func() (int, error) {
			d, err := b.Exports.Deliveries(background, actor, deliver.Query{}, path)
			return d.Rows, err
		},
	}
}

func TestExport(t *testing.T) {
	b, actor := MustBuild(t)
	dir := t.TempDir()
	want := map[string]int{"Clients": 2, "Accounts": 1, "Statements": 2, "Deliveries": 2}
	for _, extension := range []string{".csv", ".xlsx"} {
		path := filepath.Join(dir, "liste"+extension)
		for name, export := range everyList(b, actor, path) {
			t.Run(name+extension, func(t *testing.T) {
				n, err := export()
				if err != nil || n != want[name] {
					t.Fatalf("%d %v", n, err)
				}
				text := MustRead(t, path)
				if strings.Contains(text, "Secret") {
					t.Error("it holds another firm's client")
				}
				if name == "Statements" && !strings.Contains(text, "1000") {
					t.Errorf("no amount in %s", text)
				}
			})
		}
	}
	t.Run("a name is no formula", func(t *testing.T) {
		path := filepath.Join(dir, "clients.csv")
		if _, err := b.Exports.Clients(background, actor, client.Query{}, path); err != nil {
			t.Fatal(err)
		}
		if text := MustRead(t, path); !strings.Contains(text, "'=HYPERLINK") {
			t.Error(text)
		}
	})
	t.Run("the filters hold", func(t *testing.T) {
		done, err := b.Exports.Clients(background, actor, client.Query{Search: "garage"}, filepath.Join(dir, "g.csv"))
		if err != nil || done.Rows != 1 {
			t.Errorf("%+v %v", done, err)
		}
	})
}

func MustRead(tb testing.TB, path string) string {
	tb.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		tb.Fatal(err)
	}
	if !xlsx.Is(content) {
		return string(content)
	}
	lines, err := xlsx.Read(content, sheet.Limits{Lines: 100, Columns: 20})
	if err != nil {
		tb.Fatal(err)
	}
	var all strings.Builder
	for _, l := range lines {
		all.WriteString(strings.Join(l.Cells, "|") + "\n")
	}
	return all.String()
}

func TestExportRefuses(t *testing.T) {
	b, actor := MustBuild(t)
	path := filepath.Join(t.TempDir(), "liste.csv")
	for name, c := range map[string]struct {
		actor rights.Actor
		query client.Query
		path  string
		code  fault.Code
	}{
		"the command line":     {b.Systeme(), client.Query{}, path, fault.Refused},
		"nobody":               {rights.Actor{StaffID: 99}, client.Query{}, path, fault.Unauthenticated},
		"an empty list":        {actor, client.Query{Search: "zzz"}, path, fault.Invalid},
		"no path":              {actor, client.Query{}, "", fault.Invalid},
		"the data file":        {actor, client.Query{}, filepath.Join(b.DataDir, "sobank.db"), fault.Invalid},
		"a folder that is not": {actor, client.Query{}, filepath.Join(path, "x.csv"), fault.Unreadable},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := b.Exports.Clients(background, c.actor, c.query, c.path); fault.CodeOf(err) != c.code {
				t.Errorf("%v, want %s", err, c.code)
			}
		})
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("a file was left")
	}
}
