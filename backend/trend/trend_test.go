package trend_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"sobank/backend/civil"
	"sobank/backend/fault"
	"sobank/backend/provision"
	"sobank/backend/rights"
	"sobank/backend/trend"
	"sobank/backend/wiring/wiringtest"
)

// TestFollow an account, then its client's two, on real statements.
func TestFollow(t *testing.T) {
	background := context.Background()
	b := wiringtest.MustOpen(t, t.TempDir())
	account := func(n int) provision.Account {
		return provision.Account{IBAN: string(wiringtest.IBAN(n)), Mandate: "approuvé"}
	}
	b.MustApply(provision.Plan{Firms: []provision.Firm{{Name: "Cabinet", Clients: []provision.Client{{Name: "Jardins", Accounts: []provision.Account{account(0), account(1)}}}}, {Name: "Autre"}}})
	clerk := b.MustJoin("c@cabinet.fr", rights.Collaborateur, b.MustFirm("Cabinet"))
	give := func(n int, from string, opening int64, to, on string, amounts ...int64) {
		d := wiringtest.Block(wiringtest.IBAN(n), from, opening, to)
		for _, a := range amounts {
			d.Operations = append(d.Operations, wiringtest.Op(on, a, "VIR"))
			d.Closing.Amount += a
		}
		b.MustImport(wiringtest.MustWrite(t, filepath.Join(t.TempDir(), "f.txt"), d))
	}
	give(0, "2025-12-20", 1000, "2025-12-31", "2025-12-22", 100)
	give(0, "2025-12-31", 1100, "2026-01-31", "2026-01-10", 50, -20)
	give(0, "2026-01-31", 1130, "2026-02-28", "2026-02-10", -30)
	give(1, "2026-01-31", 500, "2026-02-15", "2026-02-10", 5)
	year := civil.Period{From: civil.MustParse("2026-01-01"), To: civil.MustParse("2026-03-31")}

	say := func(q trend.Query) string {
		v, err := b.Trends.Of(background, clerk, q)
		if err != nil || v.Name != "Jardins" || len(v.Lines) != 1 {
			t.Fatalf("%+v %v", v, err)
		}
		text := ""
		for _, m := range v.Lines[0].Months {
			balance := "?"
			if m.Balance != nil {
				balance = fmt.Sprint(*m.Balance)
			}
			text += fmt.Sprintf("%s %d %+d %d =%s; ", m.First.String()[:7], m.Count, m.Credits, m.Debits, balance)
		}
		for _, p := range v.Lines[0].Points {
			text += fmt.Sprintf("%s:%d ", p.On.String()[5:], p.Balance)
		}
		return text
	}
	if got, want := say(trend.Query{AccountID: 1, Period: year}), "2026-01 2 +50 -20 =1130; 2026-02 1 +0 -30 =1100; 2026-03 0 +0 0 =1100; 01-01:1100 01-31:1130 02-28:1100 "; got != want {
		t.Errorf("\n%s; want\n%s", got, want)
	}
	if got, want := say(trend.Query{ClientID: 1, Period: year}), "2026-01 2 +50 -20 =?; 2026-02 2 +5 -30 =1605; 2026-03 0 +0 0 =1605; 02-15:1635 02-28:1605 "; got != want {
		t.Errorf("\n%s; want\n%s", got, want)
	}
	stranger := b.MustJoin("o@autre.fr", rights.Superviseur, b.MustFirm("Autre"))
	if _, err := b.Trends.Of(background, stranger, trend.Query{AccountID: 1, Period: year}); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("a stranger: %v", err)
	}
	if _, err := b.Trends.Of(background, clerk, trend.Query{AccountID: 1}); fault.CodeOf(err) != fault.Invalid {
		t.Errorf("no period: %v", err)
	}
}
