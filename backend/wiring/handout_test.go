package wiring_test

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"sobank/backend/civil"
	"sobank/backend/collect"
	"sobank/backend/fault"
	"sobank/backend/provision"
	"sobank/backend/rights"
	"sobank/backend/sqlite"
	"sobank/backend/statement"
	"sobank/backend/wiring/wiringtest"
)

// handing is a firm with one account, whose statement is exported and read again.
func handing(t *testing.T, ledger bool) *wiringtest.Bench {
	t.Helper()
	b := wiringtest.MustOpen(t, t.TempDir())
	b.MustApply(provision.Plan{Firms: []provision.Firm{{Name: "Cabinet", Clients: []provision.Client{{Name: "Client", Accounts: []provision.Account{{IBAN: string(wiringtest.IBAN(0)), Mandate: "approuvé"}}}}}}})
	if ledger {
		db, err := sql.Open("sqlite3_sobank", filepath.Join(b.DataDir, sqlite.FileName))
		if err == nil {
			_, err = db.Exec("UPDATE account SET ledger_account = '512100', journal_code = 'BQ1'")
		}
		if err = errors.Join(err, db.Close()); err != nil {
			t.Fatal(err)
		}
	}
	return b
}

// line is what every format can carry of an operation.
func line(o statement.Operation) string {
	return fmt.Sprintf("%s %d %s", o.BookedOn, o.Amount, statement.Fold(strings.Join(strings.Fields(o.Label), " ")))
}

// TestWhatIsWrittenReadsBackEqual: what a format can carry comes back through its own reader.
func TestWhatIsWrittenReadsBackEqual(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		b := handing(t, false)
		balance := rapid.Int64Range(-1_000_000, 1_000_000).Draw(rt, "opening")
		n := rapid.IntRange(1, 12).Draw(rt, "operations")
		var operations []statement.Operation
		for i := range n {
			label := rapid.StringMatching(`[A-Z][A-Z0-9 ./+-]{0,29}`).Draw(rt, "label")
			operations = append(operations, wiringtest.Op(fmt.Sprintf("2026-03-%02d", 13+i), rapid.Int64Range(-99_999_999, 99_999_999).Filter(func(v int64) bool { return v != 0 }).Draw(rt, "amount"), strings.TrimSpace(label)))
		}
		d := wiringtest.Block(wiringtest.IBAN(0), "2026-03-12", balance, fmt.Sprintf("2026-03-%02d", 12+n), operations...)
		dir := t.TempDir()
		for _, r := range b.MustImport(wiringtest.MustWrite(t, filepath.Join(dir, "in.txt"), d)) {
			if r.Err != nil {
				rt.Fatal(r.Err)
			}
		}
		boss := b.MustJoin("s@cabinet.fr", rights.Superviseur, b.MustFirm("Cabinet"))
		for format, how := range b.Exports.Handouts {
			if how.Booked {
				continue
			}
			path := filepath.Join(dir, "out-"+format+how.Ending)
			if _, err := b.Exports.Operations(t.Context(), boss, statement.Query{}, format, path); err != nil {
				rt.Fatalf("%s: %v", format, err)
			}
			back := readBack(t, b, path)
			if len(back) != n {
				rt.Fatalf("%s: %d of %d operations come back", format, len(back), n)
			}
			for i := range back {
				if line(back[i]) != line(operations[i]) {
					rt.Errorf("%s: %q came back as %q", format, line(operations[i]), line(back[i]))
				}
			}
		}
	})
}

func readBack(t *testing.T, b *wiringtest.Bench, path string) (all []statement.Operation) {
	t.Helper()
	given := collect.Given{Account: wiringtest.IBAN(0)}
	read := func() error {
		all = nil
		_, err := b.Collect.Read(t.Context(), collect.Input{Path: path, Name: filepath.Base(path), Given: given}, nil, func(d *statement.Draft) error {
			all = append(all, d.Operations...)
			return nil
		})
		return err
	}
	err := read()
	if fault.From(err).Field == "mapping" && err != nil {
		given.Mapping = []byte(`{"delimiter":";","charset":"utf-8","decimal":",","dates":"dmy","header":1,"currency":"EUR","roles":["account","","booked_on","value_on","label","debit","credit","balance","currency","reference","code","counterparty","counterparty_iban","more_label"]}`)
		err = read()
	}
	if err != nil {
		t.Fatal(path, err)
	}
	return all
}

// TestBookedFormats want the account 512 and the journal of each IBAN, and say whose are missing.
func TestBookedFormats(t *testing.T) {
	days := wiringtest.Days(wiringtest.IBAN(0), 1)
	b := handing(t, false)
	b.MustImport(wiringtest.MustWrite(t, filepath.Join(t.TempDir(), "in.txt"), days...))
	boss := b.MustJoin("s@cabinet.fr", rights.Superviseur, b.MustFirm("Cabinet"))
	for _, format := range []string{"quadra", "fec"} {
		_, err := b.Exports.Operations(t.Context(), boss, statement.Query{}, format, filepath.Join(t.TempDir(), "x.txt"))
		if fault.CodeOf(err) != fault.Invalid || !strings.Contains(err.Error(), wiringtest.IBAN(0).Format()) {
			t.Errorf("%s: %v", format, err)
		}
	}
	b = handing(t, true)
	b.MustImport(wiringtest.MustWrite(t, filepath.Join(t.TempDir(), "in.txt"), days...))
	boss = b.MustJoin("s@cabinet.fr", rights.Superviseur, b.MustFirm("Cabinet"))
	for format, want := range map[string]string{
		"quadra": "M51210000BQ000020326 ", "fec": "BQ1\tBanque\t1\t20260302\t512100\t",
	} {
		path := filepath.Join(t.TempDir(), format+".txt")
		done, err := b.Exports.Operations(t.Context(), boss, statement.Query{}, format, path)
		content, _ := os.ReadFile(path)
		if err != nil || done.Rows != 2 || !bytes.Contains(content, []byte(want)) {
			t.Errorf("%s: %+v %v\n%s", format, done, err, content)
		}
		for i, l := range strings.Split(strings.TrimRight(string(content), "\r\n"), "\r\n") {
			if format == "quadra" && len(l) != 113 || format == "fec" && strings.Count(l, "\t") != 17 {
				t.Errorf("%s: line %d is %q", format, i+1, l)
			}
		}
	}
}

// TestNothingIsExportedTwice: lines that two statements show are written once.
func TestNothingIsExportedTwice(t *testing.T) {
	b := handing(t, false)
	days := wiringtest.Days(wiringtest.IBAN(0), 3)
	b.MustImport(wiringtest.MustWrite(t, filepath.Join(t.TempDir(), "a.txt"), days[0], days[1]))
	b.MustImport(wiringtest.MustWrite(t, filepath.Join(t.TempDir(), "b.txt"), days[1], days[2]))
	boss := b.MustJoin("s@cabinet.fr", rights.Superviseur, b.MustFirm("Cabinet"))
	done, err := b.Exports.Operations(t.Context(), boss, statement.Query{}, "ofx2", filepath.Join(t.TempDir(), "x.ofx"))
	if err != nil || done.Rows != 6 {
		t.Errorf("%+v, %v", done, err)
	}
	one := statement.Query{IDs: []int64{1}}
	if done, err = b.Exports.Operations(t.Context(), boss, one, "csv", filepath.Join(t.TempDir(), "x.csv")); err != nil || done.Rows != 2 {
		t.Errorf("one of them: %+v, %v", done, err)
	}
	if _, err := b.Exports.Operations(t.Context(), boss, statement.Query{Period: civil.Period{To: civil.MustParse("2020-01-01")}}, "csv", filepath.Join(t.TempDir(), "x.csv")); fault.CodeOf(err) != fault.Invalid {
		t.Errorf("nothing: %v", err)
	}
	if _, err := b.Exports.Operations(t.Context(), boss, one, "x", filepath.Join(t.TempDir(), "x.csv")); fault.CodeOf(err) != fault.Invalid {
		t.Errorf("no format: %v", err)
	}
}
