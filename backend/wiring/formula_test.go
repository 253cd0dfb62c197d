package wiring_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"sobank/backend/account"
	"sobank/backend/civil"
	"sobank/backend/client"
	"sobank/backend/closing"
	"sobank/backend/deliver"
	"sobank/backend/download"
	"sobank/backend/export"
	"sobank/backend/journal"
	"sobank/backend/provision"
	"sobank/backend/rights"
	"sobank/backend/search"
	"sobank/backend/statement"
	"sobank/backend/wiring/wiringtest"
)

// traps are what a spreadsheet would run, as a client's name, a reference or a bank's label
// brings them.
var traps = []string{"=CMD|' /C CALC'!A0", "+33 1 FOIS 2", "-2+3", "@SUM(A1)"}

// trapped is a house where every text that comes from outside begins as a formula does.
func trapped(t *testing.T) (*wiringtest.Bench, rights.Actor) {
	t.Helper()
	b := wiringtest.MustOpen(t, filepath.Join(t.TempDir(), "data"))
	one := provision.Firm{Name: "=Cabinet", Connectors: []provision.Connector{{Name: "@Fizen", Partner: "fizen", Settings: map[string]any{"folder": t.TempDir()}}}}
	for n, trap := range traps {
		one.Clients = append(one.Clients, provision.Client{Name: trap, Reference: trap,
			Accounts: []provision.Account{{IBAN: string(wiringtest.IBAN(n)), Mandate: "approuvé", Connector: "@Fizen", PartnerFolder: trap},
				{IBAN: string(wiringtest.IBAN(10 + n)), Mandate: "approuvé"}}})
	}
	b.MustApply(provision.Plan{Firms: []provision.Firm{one}})
	for n := range traps {
		trap(t, b, n, "2026-03-02")
	}
	if _, err := b.Searches.Index(background); err != nil {
		t.Fatal(err)
	}
	return b, b.MustJoin("boss@cabinet.fr", rights.Administrateur)
}

// trap brings a statement whose label begins as formulas do.
func trap(t *testing.T, b *wiringtest.Bench, account int, day string) {
	t.Helper()
	draft := wiringtest.Block(wiringtest.IBAN(account), "2026-03-01", 1000, day, wiringtest.Op(day, -500, traps[account%10]))
	b.MustImport(wiringtest.MustWrite(t, filepath.Join(t.TempDir(), "r.txt"), draft))
}

// TestNoExportHoldsAFormula writes every list, the operations, the global file and the model of
// the list of clients, as CSV and as workbooks.
func TestNoExportHoldsAFormula(t *testing.T) {
	b, boss := trapped(t)
	firmID := b.MustFirm("=Cabinet")
	year := civil.Period{From: civil.MustParse("2026-01-01"), To: civil.MustParse("2026-12-31")}
	exports := map[string]func(ending, path string) error{
		"Clients": func(_, p string) error { _, err := b.Exports.Clients(background, boss, client.Query{}, p); return err },
		"Accounts": func(_, p string) error {
			_, err := b.Exports.Accounts(background, boss, account.Query{}, p)
			return err
		},
		"Statements": func(_, p string) error {
			_, err := b.Exports.Statements(background, boss, statement.Query{}, p)
			return err
		},
		"Deliveries": func(_, p string) error {
			_, err := b.Exports.Deliveries(background, boss, deliver.Query{}, p)
			return err
		},
		"Found": func(_, p string) error { _, err := b.Exports.Found(background, boss, search.Want{}, p); return err },
		"Closings": func(_, p string) error {
			_, err := b.Exports.Closings(background, boss, closing.Query{On: civil.MustParse("2026-03-31"), Year: year}, p)
			return err
		},
		"Journal": func(_, p string) error { _, err := b.Exports.Journal(background, boss, journal.Query{}, p); return err },
		"Operations": func(ending, p string) error {
			_, err := b.Exports.Operations(background, boss, statement.Query{}, ending, p)
			return err
		},
	}
	for m := range reflect.TypeFor[*export.Service]().Methods() {
		if exports[m.Name] == nil {
			t.Errorf("nobody looks at what %s writes", m.Name)
		}
	}
	exports["the model of the list"] = func(_, p string) error { return b.Rosters.Template(background, boss, p) }
	exports["the global file"] = func(ending, p string) error {
		account := map[string]int{"csv": 10, "xlsx": 12}[ending]
		trap(t, b, account, "2026-03-03")
		trap(t, b, account+1, "2026-03-03")
		_, err := b.Downloads.Take(background, boss, download.Request{FirmID: firmID, Format: ending}, p)
		return err
	}
	texts := 0
	for name, write := range exports {
		for _, ending := range []string{"csv", "xlsx"} {
			path := filepath.Join(t.TempDir(), "x."+ending)
			if err := write(ending, path); err != nil {
				t.Errorf("%s as %s: %v", name, ending, err)
				continue
			}
			texts += inspect(t, name, path)
		}
	}
	if texts < 40 {
		t.Errorf("only %d traps came out: nothing is shown", texts)
	}
}

// inspect looks at each cell of a file, and counts the traps that are there, harmless.
func inspect(t *testing.T, name, path string) (found int) {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if strings.HasSuffix(path, ".xlsx") {
		return inspectBook(t, name, content)
	}
	in := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(content, []byte("\uFEFF"))))
	in.Comma = ';'
	rows, err := in.ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	for _, row := range rows {
		for _, cell := range row {
			if runs(cell) {
				t.Errorf("%s: the cell %q runs", name, cell)
			}
			found += trapsIn(cell)
		}
	}
	return found
}

// runs tells whether a spreadsheet takes a cell of a CSV for a formula: an amount is none.
func runs(cell string) bool {
	return regexp.MustCompile(`^\s*[=+\-@\t\r]`).MatchString(cell) && !regexp.MustCompile(`^-?[0-9]+(,[0-9]+)?$`).MatchString(cell)
}

func trapsIn(text string) (n int) {
	for _, trap := range traps {
		n += strings.Count(text, trap)
	}
	return n
}

// inspectBook looks at the parts of a workbook: no formula, no link, no call to the outside; the
// texts are texts, whatever they begin with.
func inspectBook(t *testing.T, name string, content []byte) (found int) {
	t.Helper()
	book, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range book.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		part, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		for _, bad := range []string{"<f>", "<f ", "hyperlink", "externalLink", "ddeLink", `t="str"`} {
			if bytes.Contains(part, []byte(bad)) {
				t.Errorf("%s: %s holds %s", name, f.Name, bad)
			}
		}
		found += trapsIn(strings.NewReplacer("&#39;", "'", "&apos;", "'").Replace(string(part)))
	}
	return found
}
