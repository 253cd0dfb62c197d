package sqlite_test

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sobank/backend/civil"
	"sobank/backend/download"
	"sobank/backend/provision"
	"sobank/backend/rights"
	"sobank/backend/sqlite"
	"sobank/backend/statement"
	"sobank/backend/wiring/wiringtest"
)

var background = context.Background()

// mustBench is a house with two accounts, the second of which has a connector.
func mustBench(t *testing.T) *wiringtest.Bench {
	t.Helper()
	b := wiringtest.MustOpen(t, t.TempDir())
	b.MustApply(provision.Plan{Firms: []provision.Firm{{Name: "Cabinet", Connectors: []provision.Connector{{Name: "Fizen", Partner: "fizen", Settings: map[string]any{"folder": "/depot"}}},
		Clients: []provision.Client{{Name: "Client", Accounts: []provision.Account{
			{IBAN: string(wiringtest.IBAN(0)), Mandate: "approuvé"}, {IBAN: string(wiringtest.IBAN(1)), Mandate: "approuvé", Connector: "Fizen"}}}}}}})
	return b
}

func mustRaw(t *testing.T, b *wiringtest.Bench) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite3_sobank", filepath.Join(b.DataDir, sqlite.FileName))
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func mustExec(t *testing.T, db *sql.DB, script string) {
	t.Helper()
	if _, err := db.Exec(script); err != nil {
		t.Fatalf("%s: %v", script, err)
	}
}

// TestVerifyFindsDamage changes one thing by hand behind the program's back.
func TestVerifyFindsDamage(t *testing.T) {
	for name, c := range map[string]struct{ script, says string }{
		"a value that no rule allows":                    {"PRAGMA ignore_check_constraints = ON; UPDATE statement SET state = 'zzz' WHERE id = 1", "abîmé"},
		"a statement of no account":                      {"UPDATE statement SET account_id = 999 WHERE id = 1", "n'existe pas"},
		"a statement that says it shows more":            {"UPDATE statement SET operations = operations + 1 WHERE id = 1", "ne porte pas le nombre d'opérations"},
		"a sum that is not that of its operations":       {"UPDATE statement SET credits = credits + 1 WHERE id = 1", "ne porte pas le nombre d'opérations"},
		"an operation of another account":                {"UPDATE operation SET account_id = 2 WHERE id = 1", "ne porte pas le nombre d'opérations"},
		"an operation at the place of another":           {"UPDATE operation SET position = 1 WHERE id = 1", "ne porte pas le nombre d'opérations"},
		"an operation that is gone":                      {"DELETE FROM operation WHERE id = 1", "ne compte pas bien"},
		"a statement that says it brings less":           {"UPDATE statement SET own = 0 WHERE id = 1", "ne compte pas bien"},
		"a statement of no file":                         {"DELETE FROM sighting WHERE statement_id = 1", "ne vient d'aucun fichier"},
		"an amount":                                      {"UPDATE operation SET amount = amount + 1 WHERE id = 1", "dont le solde ne suit pas"},
		"a balance":                                      {"UPDATE operation SET balance_after = balance_after + 1 WHERE id = 1", "dont le solde ne suit pas"},
		"a balance that is gone":                         {"UPDATE operation SET balance_after = NULL WHERE id = 1", "dont le solde ne suit pas"},
		"a state":                                        {"UPDATE statement SET state = 'interruption' WHERE id = 1", "devrait être « Point de départ »"},
		"a place":                                        {"UPDATE statement SET place = 'no_movement' WHERE id = 1", "devrait être « téléchargeable »"},
		"a reason":                                       {"UPDATE statement SET place = 'held', reason = 'mandate' WHERE id = 1", "devrait être « téléchargeable »"},
		"a mandate that changed without settling":        {"UPDATE mandate SET status = 'suspended' WHERE account_id = 1", "devrait être « retenu »"},
		"downloaded without a download":                  {"UPDATE statement SET place = 'downloaded' WHERE id = 1", "n'est dans aucun téléchargement"},
		"a download whose statement is elsewhere":        {"UPDATE statement SET place = 'downloadable' WHERE place = 'downloaded'", "n'est pas à cette place"},
		"to send without a delivery":                     {"DELETE FROM delivery", "n'a pas d'envoi"},
		"a delivery that waits for what is elsewhere":    {"INSERT INTO delivery (statement_id, connector_id, state, created_at, updated_at) VALUES (1, 1, 'to_send', '', '')", "sans être à envoyer"},
		"a slice of the bank's file":                     {"UPDATE sighting SET raw = (SELECT raw FROM sighting x WHERE x.statement_id = 2) WHERE statement_id = 1", "« a.txt » ne peut pas être rendu"},
		"a slice that is no frame":                       {"UPDATE sighting SET raw = x'00' WHERE statement_id = 1", "« a.txt » ne peut pas être rendu"},
		"what lies between the slices":                   {"UPDATE file SET rest = x'00'", "ne peut pas être rendu"},
		"a file's hash":                                  {"UPDATE file SET sha256 = 'x' WHERE id = 1", "« a.txt » ne peut pas être rendu"},
		"two accounts that pass for one another's chain": {"UPDATE statement SET opening = opening + 1, closing = closing + 1 WHERE id = 2", "devrait être"},
	} {
		t.Run(name, func(t *testing.T) {
			b := mustBench(t)
			mustFill(t, b)
			raw := mustRaw(t, b)
			mustExec(t, raw, c.script)
			health, err := b.Verify(background, b.Systeme())
			if err != nil {
				t.Fatal(err)
			}
			if said := strings.Join(health.Problems, "\n"); health.OK || !strings.Contains(said, c.says) {
				t.Errorf("found %t %q, want %q", health.OK, said, c.says)
			}
		})
	}
}

// mustFill imports three statements of the first account, the third of which is downloaded,
// and one of the second, to be sent.
func mustFill(t *testing.T, b *wiringtest.Bench) {
	t.Helper()
	dir := t.TempDir()
	op := wiringtest.Op
	b.MustImport(wiringtest.MustWrite(t, filepath.Join(dir, "a.txt"),
		wiringtest.Block(wiringtest.IBAN(0), "2026-03-01", 1000, "2026-03-02", op("2026-03-02", 50, "A"), op("2026-03-02", 7, "B")),
		wiringtest.Block(wiringtest.IBAN(0), "2026-03-02", 1057, "2026-03-03", op("2026-03-03", -50, "C")),
		wiringtest.Block(wiringtest.IBAN(0), "2026-03-03", 1007, "2026-03-04", op("2026-03-04", -5, "D")),
		wiringtest.Block(wiringtest.IBAN(1), "2026-03-01", 1, "2026-03-02", op("2026-03-02", 50, "A"))))
	clerk := b.MustJoin("c@cabinet.fr", rights.Collaborateur, b.MustFirm("Cabinet"))
	_, err := b.Downloads.Take(background, clerk, download.Request{FirmID: b.MustFirm("Cabinet"), Period: civil.Period{From: 20260304}}, filepath.Join(dir, "out.dat"))
	if err != nil {
		t.Fatal(err)
	}
	b.MustVerify()
}

// TestBulkInsertBoundaries imports as many rows as fill chunks exactly, nearly, and just
// over, as lines of one statement and as statements.
func TestBulkInsertBoundaries(t *testing.T) {
	around := func(n int) []int { return []int{n - 1, n, n + 1} }
	for _, n := range slices.Concat([]int{0, 1}, around(sqlite.OperationChunk), around(5*sqlite.OperationChunk)) {
		t.Run(fmt.Sprintf("%d operations in one statement", n), func(t *testing.T) {
			b := mustBench(t)
			var ops []statement.Operation
			for i := range n {
				o := wiringtest.Op("2026-03-02", int64(i+1), fmt.Sprintf("OPERATION %04d", i))
				o.Reference = fmt.Sprintf("R%d", i)
				o.Details = []statement.Detail{{Qualifier: "NPY", Text: fmt.Sprintf("PAYEUR %d", i)}}
				ops = append(ops, o)
			}
			r := b.MustImport(wiringtest.MustWrite(t, filepath.Join(t.TempDir(), "a.txt"), wiringtest.Block(wiringtest.IBAN(0), "2026-03-01", 0, "2026-03-02", ops...)))[0]
			if r.Err != nil || r.NewOperations != n {
				t.Fatalf("got %+v", r)
			}
			b.MustVerify()
			wantEntries(t, b, ops)
		})
	}
	for _, n := range slices.Concat([]int{1}, around(sqlite.StatementChunk), around(2*sqlite.StatementChunk)) {
		t.Run(fmt.Sprintf("%d statements", n), func(t *testing.T) {
			b := mustBench(t)
			mustImportDays(t, b, n, 1)
		})
	}
	t.Run("more operations than are gathered, and not whole chunks of them", func(t *testing.T) {
		b := mustBench(t)
		each := sqlite.OperationChunk - 1
		mustImportDays(t, b, sqlite.Gathered/each+2, each)
	})
}

// mustImportDays imports a file of as many statements, one a day, and checks all of it.
func mustImportDays(t *testing.T, b *wiringtest.Bench, days, each int) {
	t.Helper()
	blocks := make([]*statement.Draft, days)
	day := civil.Date(20240101)
	for i := range blocks {
		next := day.AddDays(1)
		ops := slices.Repeat([]statement.Operation{wiringtest.Op(next.String(), 1, "X")}, each)
		blocks[i] = wiringtest.Block(wiringtest.IBAN(0), day.String(), int64(i*each), next.String(), ops...)
		day = next
	}
	r := b.MustImport(wiringtest.MustWrite(t, filepath.Join(t.TempDir(), "a.txt"), blocks...))[0]
	if r.Err != nil || r.NewStatements != days || r.NewOperations != days*each || r.States[statement.Conforming] != days-1 {
		t.Fatalf("got %+v", r)
	}
	b.MustVerify()
}

func wantEntries(t *testing.T, b *wiringtest.Bench, want []statement.Operation) {
	t.Helper()
	rows, _, err := b.Statements.List(background, b.Systeme(), statement.Query{})
	if err != nil || len(rows) != 1 {
		t.Fatalf("%d statements, %v", len(rows), err)
	}
	balance := int64(0)
	for from := 0; from < len(want); {
		entries, _, err := b.Statements.Entries(background, b.Systeme(), rows[0].ID, from, 300)
		if err != nil || len(entries) == 0 {
			t.Fatalf("from %d: %d entries, %v", from, len(entries), err)
		}
		for i, e := range entries {
			balance += e.Amount
			w := want[from+i]
			if e.Position != from+i || e.Amount != w.Amount || e.Label != w.Label || e.Reference != w.Reference || len(e.Details) != 1 || e.Details[0] != w.Details[0] || *e.Balance != balance || !e.Own {
				t.Fatalf("entry %d is %+v", from+i, e)
			}
		}
		from += len(entries)
	}
}

// TestOperationsComeBackWhole keeps every field of an operation through the file and the store.
func TestOperationsComeBackWhole(t *testing.T) {
	b := mustBench(t)
	o := statement.Operation{BookedOn: 20260302, ValueOn: 20260303, Amount: -1234, Code: "B1", BankCode: "6772", RejectCode: "64", Label: "PRLV SEPA", Reference: "REF",
		EntryNumber: "0000007", Exempt: true, Unavailable: true, Details: []statement.Detail{{Qualifier: "LIB", Text: "  EN RETRAIT"}, {Qualifier: "", Text: "SANS QUALIFIANT"}, {Qualifier: "RUM", Text: ""}}}
	bare := statement.Operation{BookedOn: 20260302, Amount: 1, Label: ""}
	b.MustImport(wiringtest.MustWrite(t, filepath.Join(t.TempDir(), "a.txt"), wiringtest.Block(wiringtest.IBAN(0), "2026-03-01", 0, "2026-03-02", o, bare)))
	rows, _, err := b.Statements.List(background, b.Systeme(), statement.Query{})
	if err != nil || len(rows) != 1 {
		t.Fatal(rows, err)
	}
	entries, _, err := b.Statements.Entries(background, b.Systeme(), rows[0].ID, 0, 10)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []statement.Operation{o, bare} {
		if got := fmt.Sprintf("%+v", entries[i].Operation); got != fmt.Sprintf("%+v", want) {
			t.Errorf("got  %s\nwant %+v", got, want)
		}
	}
}
