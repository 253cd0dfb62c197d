package closing_test

import (
	"context"
	"path/filepath"
	"testing"

	"sobank/backend/civil"
	"sobank/backend/closing"
	"sobank/backend/fault"
	"sobank/backend/provision"
	"sobank/backend/rights"
	"sobank/backend/wiring/wiringtest"
)

// TestBalancesOfAFirm on real statements: exact, broken, last known, none; a stranger sees nothing.
func TestBalancesOfAFirm(t *testing.T) {
	background := context.Background()
	b := wiringtest.MustOpen(t, t.TempDir())
	var accounts []provision.Account
	for n := range 4 {
		accounts = append(accounts, provision.Account{IBAN: string(wiringtest.IBAN(n)), Mandate: "approuvé"})
	}
	b.MustApply(provision.Plan{Firms: []provision.Firm{{Name: "Cabinet", Clients: []provision.Client{{Name: "Jardins", Accounts: accounts}}}, {Name: "Autre"}}})
	clerk := b.MustJoin("c@cabinet.fr", rights.Collaborateur, b.MustFirm("Cabinet"))
	stranger := b.MustJoin("o@autre.fr", rights.Superviseur, b.MustFirm("Autre"))
	day := func(n int, from string, opening int64, to string, amount int64) string {
		d := wiringtest.Block(wiringtest.IBAN(n), from, opening, to, wiringtest.Op(to, amount, "VIREMENT"))
		return wiringtest.MustWrite(t, filepath.Join(t.TempDir(), "f.txt"), d)
	}
	b.MustImport(day(0, "2026-03-01", 100_00, "2026-03-10", 5_00), day(0, "2026-03-10", 105_00, "2026-03-20", 5_00), // exact on the 15th
		day(1, "2026-03-01", 100_00, "2026-03-10", 5_00),                                                   // last known
		day(2, "2026-03-01", 100_00, "2026-03-10", 5_00), day(2, "2026-03-18", 400_00, "2026-03-20", 5_00)) // broken
	q := closing.Query{On: civil.MustParse("2026-03-15"), Year: civil.Period{From: civil.MustParse("2026-03-02"), To: civil.MustParse("2026-03-20")}}
	rows, all, err := b.Closings.List(background, clerk, q)
	if err != nil || len(rows) != 4 || all.Exact != 1 || all.Complete != 1 {
		t.Fatalf("%+v %+v %v", rows, all, err)
	}
	want := map[string]struct {
		certainty closing.Certainty
		balance   int64
		missing   string
	}{
		string(wiringtest.IBAN(0)): {closing.Exact, 105_00, ""}, string(wiringtest.IBAN(1)): {closing.LastKnown, 105_00, "2026-03-11"},
		string(wiringtest.IBAN(2)): {closing.Broken, 105_00, "2026-03-11"}, string(wiringtest.IBAN(3)): {closing.None, 0, "2026-03-02"},
	}
	for _, r := range rows {
		w, balance, missing := want[string(r.IBAN)], int64(0), ""
		if r.Balance != nil {
			balance = *r.Balance
		}
		if len(r.Missing) > 0 {
			missing = r.Missing[0].From.String()
		}
		if r.Certainty != w.certainty || balance != w.balance || missing != w.missing {
			t.Errorf("%s: %s %d %q; want %+v", r.IBAN, r.Certainty, balance, missing, w)
		}
	}
	q.Incomplete = true
	if rows, _, err := b.Closings.List(background, clerk, q); err != nil || len(rows) != 3 {
		t.Errorf("incomplete: %d %v", len(rows), err)
	}
	if rows, _, err := b.Closings.List(background, stranger, q); err != nil || len(rows) != 0 {
		t.Errorf("a stranger sees %+v %v", rows, err)
	}
	if _, _, err := b.Closings.List(background, clerk, closing.Query{}); fault.CodeOf(err) != fault.Invalid {
		t.Errorf("no day: %v", err)
	}
}
