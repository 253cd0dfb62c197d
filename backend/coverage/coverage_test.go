package coverage_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sobank/backend/civil"
	"sobank/backend/coverage"
	"sobank/backend/fault"
	"sobank/backend/iban"
	"sobank/backend/provision"
	"sobank/backend/rights"
	"sobank/backend/statement"
	"sobank/backend/wiring/wiringtest"
)

var background = context.Background()

// TestRhythmOf is learnt from the median of the days between statements.
func TestRhythmOf(t *testing.T) {
	for want, ends := range map[coverage.Rhythm]string{
		coverage.Unknown: "2026-03-31 2026-03-30 2026-03-27",
		coverage.Daily:   "2026-03-31 2026-03-30 2026-03-27 2026-03-26 2026-03-12",
		coverage.Weekly:  "2026-03-27 2026-03-20 2026-03-13 2026-03-06 2026-01-02",
		coverage.Tenth:   "2026-03-31 2026-03-20 2026-03-10 2026-02-28",
		coverage.Monthly: "2026-03-31 2026-02-28 2026-01-30 2025-12-31 2025-10-31",
		coverage.Rare:    "2026-03-31 2025-12-31 2025-09-30 2025-06-30",
	} {
		var days []civil.Date
		for _, day := range strings.Fields(ends) {
			days = append(days, civil.MustParse(day))
		}
		if got := coverage.RhythmOf(days); got != want {
			t.Errorf("%s is %q; want %q", ends, got, want)
		}
	}
}

// TestNext: a daily statement is due on the next working day.
func TestNext(t *testing.T) {
	for _, c := range []struct {
		rhythm coverage.Rhythm
		last   string
		want   string
	}{{coverage.Daily, "2026-04-02", "2026-04-03"}, {coverage.Daily, "2026-04-03", "2026-04-07"}, {coverage.Weekly, "2026-03-27", "2026-04-03"}, {coverage.Monthly, "2026-01-30", "2026-03-04"}} {
		if got := c.rhythm.Next(civil.MustParse(c.last)).String(); got != c.want {
			t.Errorf("%s after %s: %s; want %s", c.rhythm, c.last, got, c.want)
		}
	}
	if coverage.Unknown.Next(civil.MustParse("2026-01-30")) != 0 {
		t.Error("nobody can tell when the next one is due")
	}
}

type bench struct {
	*wiringtest.Bench
	t     *testing.T
	clerk rights.Actor
}

func mustBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{Bench: wiringtest.MustOpen(t, t.TempDir()), t: t}
	var accounts []provision.Account
	for n := range 4 {
		accounts = append(accounts, provision.Account{IBAN: string(wiringtest.IBAN(n)), Mandate: "approuvé"})
	}
	accounts[3].Mandate = "créé"
	b.MustApply(provision.Plan{Firms: []provision.Firm{{Name: "Cabinet", Clients: []provision.Client{{Name: "Jardins", Accounts: accounts}}}, {Name: "Autre"}}})
	b.clerk = b.MustJoin("c@cabinet.fr", rights.Collaborateur, b.MustFirm("Cabinet"))
	return b
}

func (b *bench) give(n int, from string, opening int64, to string, operations ...statement.Operation) {
	b.t.Helper()
	for _, r := range b.MustImport(wiringtest.MustWrite(b.t, filepath.Join(b.t.TempDir(), "f.txt"), wiringtest.Block(wiringtest.IBAN(n), from, opening, to, operations...))) {
		if r.Err != nil {
			b.t.Fatal(r.Err)
		}
	}
}

func (b *bench) list(actor rights.Actor, q coverage.Query) coverage.Page {
	b.t.Helper()
	page, err := b.Coverages.List(background, actor, q)
	if err != nil {
		b.t.Fatal(err)
	}
	return page
}

func (b *bench) days(account iban.IBAN, p civil.Period) string {
	b.t.Helper()
	for _, r := range b.list(b.clerk, coverage.Query{Period: p}).Rows {
		if r.IBAN == account {
			return r.Days
		}
	}
	return ""
}

var march = civil.Period{From: civil.MustParse("2026-03-01"), To: civil.MustParse("2026-03-20")}

// TestDaysOfAnAccount: received, quiet, missing, and nothing; what mends a gap mends its days.
func TestDaysOfAnAccount(t *testing.T) {
	b := mustBench(t)
	op := wiringtest.Op
	if got := b.days(wiringtest.IBAN(0), march); got != strings.Repeat(".", 20) {
		t.Errorf("nothing came: %s", got)
	}
	b.give(0, "2026-03-03", 100, "2026-03-05", op("2026-03-04", 10, "A"))
	b.give(0, "2026-03-05", 110, "2026-03-06")
	b.give(0, "2026-03-08", 110, "2026-03-09", op("2026-03-09", 10, "B")) // follows on from the 6th
	b.give(0, "2026-03-14", 500, "2026-03-16", op("2026-03-15", 10, "C"))
	if got, want := b.days(wiringtest.IBAN(0), march), "..rrreeermmmmmrr...."; got != want {
		t.Errorf("\n%s; want\n%s", got, want)
	}
	later := civil.Period{From: civil.MustParse("2026-03-10"), To: civil.MustParse("2026-03-20")}
	if got, want := b.days(wiringtest.IBAN(0), later), "mmmmmrr...."; got != want {
		t.Errorf("\n%s; want\n%s", got, want)
	}
	b.give(0, "2026-03-09", 120, "2026-03-14", op("2026-03-12", 380, "D"))
	if got, want := b.days(wiringtest.IBAN(0), march), "..rrreeerrrrrrrr...."; got != want {
		t.Errorf("mended:\n%s; want\n%s", got, want)
	}
	if _, err := b.Coverages.List(background, b.clerk, coverage.Query{}); fault.CodeOf(err) != fault.Invalid {
		t.Errorf("no period: %v", err)
	}
}

// TestLate: whoever stops sending is late some working days after the day that its rhythm tells, on
// top of the list; who never sent, who has no mandate, and another firm's person are not told.
func TestLate(t *testing.T) {
	b := mustBench(t)
	for n := range 4 {
		if n == 1 {
			continue
		}
		for day := 2; day <= 6; day++ {
			b.give(n, fmt.Sprintf("2026-03-%02d", day-1), int64(day*100), fmt.Sprintf("2026-03-%02d", day), wiringtest.Op(fmt.Sprintf("2026-03-%02d", day), 100, "VIR"))
		}
	}
	b.give(2, "2026-03-06", 700, "2026-03-16", wiringtest.Op("2026-03-13", 100, "VIR"))
	b.Clock.Advance(civil.MustParse("2026-03-17").Time().Sub(b.Now().Truncate(24 * time.Hour)))
	page := b.list(b.clerk, coverage.Query{Period: march})
	if page.Late != 1 || page.Accounts != 4 || page.Rows[0].IBAN != wiringtest.IBAN(0) || page.Rows[0].Rhythm != coverage.Daily || page.Rows[0].Late != 6 {
		t.Fatalf("%+v", page)
	}
	if late := b.list(b.clerk, coverage.Query{Period: march, Late: true}); len(late.Rows) != 1 || late.Accounts != 4 {
		t.Errorf("%+v", late)
	}
	stranger := b.MustJoin("o@autre.fr", rights.Superviseur, b.MustFirm("Autre"))
	if page := b.list(stranger, coverage.Query{Period: march}); page.Accounts != 0 {
		t.Errorf("a stranger sees %+v", page)
	}
}
