package search_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sobank/backend/fault"
	"sobank/backend/provision"
	"sobank/backend/rights"
	"sobank/backend/search"
	"sobank/backend/statement"
	"sobank/backend/wiring/wiringtest"
)

var background = context.Background()

// bench is a firm of two clients, the second one confidential, and another firm's client.
type bench struct {
	*wiringtest.Bench
	t           *testing.T
	firm        int64
	boss, clerk rights.Actor
	other       rights.Actor
	files       int
}

func mustBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{Bench: wiringtest.MustOpen(t, t.TempDir()), t: t}
	account := func(n int) provision.Account {
		return provision.Account{IBAN: string(wiringtest.IBAN(n)), Mandate: "approuvé"}
	}
	b.MustApply(provision.Plan{Firms: []provision.Firm{
		{Name: "Cabinet", Clients: []provision.Client{{Name: "Jardins", Accounts: []provision.Account{account(0), account(1)}}, {Name: "Discret", Accounts: []provision.Account{account(2)}}}},
		{Name: "Autre", Clients: []provision.Client{{Name: "Moulin", Accounts: []provision.Account{account(3)}}}}}})
	b.firm = b.MustFirm("Cabinet")
	b.boss = b.MustJoin("s@cabinet.fr", rights.Superviseur, b.firm)
	b.clerk = b.MustJoin("c@cabinet.fr", rights.Collaborateur, b.firm)
	b.other = b.MustJoin("o@autre.fr", rights.Superviseur, b.MustFirm("Autre"))
	return b
}

// give imports one day of an account: amounts and labels.
func (b *bench) give(n int, day string, lines ...statement.Operation) (fileID int64) {
	b.t.Helper()
	b.files++
	for i := range lines {
		lines[i].Label = strings.TrimSpace(lines[i].Label)
	}
	path := wiringtest.MustWrite(b.t, filepath.Join(b.t.TempDir(), fmt.Sprintf("%d.txt", b.files)), wiringtest.Block(wiringtest.IBAN(n), day, 100_000, day, lines...))
	for _, r := range b.MustImport(path) {
		if r.Err != nil {
			b.t.Fatal(r.Err)
		}
		fileID = r.FileID
	}
	return fileID
}

func (b *bench) index() {
	b.t.Helper()
	if _, err := b.Searches.Index(background); err != nil {
		b.t.Fatal(err)
	}
}

// find gives the labels of what is found, and checks the totals.
func (b *bench) find(actor rights.Actor, q search.Query) (labels []string) {
	b.t.Helper()
	found, err := b.Searches.Find(background, actor, q)
	if err != nil {
		b.t.Fatalf("%q: %v", q.Text, err)
	}
	credits, debits := int64(0), int64(0)
	for _, r := range found.Rows {
		labels = append(labels, r.Label)
		credits, debits = credits+max(r.Amount, 0), debits+min(r.Amount, 0)
	}
	totals, err := b.Searches.Totals(background, actor, q)
	if err != nil {
		b.t.Fatalf("%q: %v", q.Text, err)
	}
	if want := (search.Total{Currency: "EUR", Decimals: 2, Count: len(labels), Credits: credits, Debits: debits}); len(labels) > 0 && !slices.Equal(totals, []search.Total{want}) {
		b.t.Errorf("%q: totals %+v; want %+v", q.Text, totals, want)
	}
	return labels
}

func (b *bench) mustFind(actor rights.Actor, q search.Query, labels ...string) {
	b.t.Helper()
	if got := b.find(actor, q); !slices.Equal(got, labels) {
		b.t.Errorf("%+v finds %q; want %q", q, got, labels)
	}
}

var op = wiringtest.Op

func text(t string) search.Query { return search.Query{Text: t} }

// TestFindByWhatIsTyped: the latest day first, whatever the words' case, accents and order.
func TestFindByWhatIsTyped(t *testing.T) {
	b := mustBench(t)
	b.give(0, "2026-03-10", op("2026-03-10", -85_000, "PRLV LOYER MARS"), op("2026-03-10", -4_500, "PRLV EDF"))
	b.give(1, "2026-03-12", op("2026-03-12", 123_456, "VIR FACTURE 12"), op("2026-03-12", -85_000, "LOYER RETARD"))
	b.give(0, "2026-01-05", op("2026-01-05", -85_000, "PRLV LOYER JANVIER"))
	b.index()
	for query, want := range map[string][]string{
		"loyer":                     {"LOYER RETARD", "PRLV LOYER MARS", "PRLV LOYER JANVIER"},
		"LOYÈR prlv":                {"PRLV LOYER MARS", "PRLV LOYER JANVIER"},
		"loy":                       {"LOYER RETARD", "PRLV LOYER MARS", "PRLV LOYER JANVIER"},
		"oyer":                      nil,
		"loyer mars 2026":           {"LOYER RETARD", "PRLV LOYER MARS"},
		"loyer T1":                  {"LOYER RETARD", "PRLV LOYER MARS", "PRLV LOYER JANVIER"},
		"loyer T2":                  nil,
		"1 234,56":                  {"VIR FACTURE 12"},
		"-1 234,56":                 nil,
		">1000":                     {"VIR FACTURE 12"},
		"<50":                       {"PRLV EDF"},
		"entre 40 et 50 €":          {"PRLV EDF"},
		"depuis le 12/03/2026":      {"LOYER RETARD", "VIR FACTURE 12"},
		"edf ou rien":               nil,
		string(wiringtest.IBAN(1)):  {"LOYER RETARD", "VIR FACTURE 12"},
		"loyer 12/03/2026 >800":     {"LOYER RETARD"},
		"du 01/03/2026 au 11/03/26": {"PRLV EDF", "PRLV LOYER MARS"},
		"-850,00 loyer":             {"LOYER RETARD", "PRLV LOYER MARS", "PRLV LOYER JANVIER"},
		"\"*'":                      {"LOYER RETARD", "VIR FACTURE 12", "PRLV EDF", "PRLV LOYER MARS", "PRLV LOYER JANVIER"},
	} {
		got := b.find(b.boss, text(query))
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%q finds %q; want %q", query, got, want)
		}
	}
	b.mustFind(b.boss, text("loyer"), "LOYER RETARD", "PRLV LOYER MARS", "PRLV LOYER JANVIER")
	b.mustFind(b.boss, search.Query{Text: "prlv", Side: "credit"})
	b.mustFind(b.boss, search.Query{Banks: []string{"99999"}})
	if _, err := b.Searches.Find(background, b.boss, search.Query{Side: "x"}); fault.CodeOf(err) != fault.Invalid {
		t.Errorf("side: %v", err)
	}
}

// TestFindInPages gives each operation once, whether there are words or not.
func TestFindInPages(t *testing.T) {
	b := mustBench(t)
	for day := 1; day <= 9; day++ {
		on := fmt.Sprintf("2026-03-%02d", day)
		b.give(day%2, on, op(on, int64(day*100), fmt.Sprintf("VIR %d", day)), op(on, int64(day*100+1), fmt.Sprintf("VIR BIS %d", day)))
	}
	b.index()
	for _, query := range []string{"vir", ""} {
		seen := map[int64]bool{}
		for after := int64(0); ; {
			found, err := b.Searches.Find(background, b.boss, search.Query{Text: query, After: after, Limit: 5})
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range found.Rows {
				if seen[r.OperationID] || after != 0 && r.Key >= after {
					t.Fatalf("%q: %+v comes twice, or late", query, r)
				}
				seen[r.OperationID], after = true, r.Key
			}
			if len(found.Rows) < 5 {
				break
			}
		}
		if len(seen) != 18 {
			t.Errorf("%q: %d operations", query, len(seen))
		}
	}
}

// TestFindShowsWhatOneMaySee and nothing else.
func TestFindShowsWhatOneMaySee(t *testing.T) {
	b := mustBench(t)
	b.give(0, "2026-03-10", op("2026-03-10", 100, "VIR JARDINS"))
	b.give(2, "2026-03-10", op("2026-03-10", 100, "VIR DISCRET"))
	b.give(3, "2026-03-10", op("2026-03-10", 100, "VIR MOULIN"))
	b.give(7, "2026-03-10", op("2026-03-10", 100, "VIR INCONNU"))
	b.index()
	b.hide("Discret")
	for name, c := range map[string]struct {
		actor rights.Actor
		want  []string
	}{"boss": {b.boss, []string{"VIR DISCRET", "VIR JARDINS"}}, "clerk": {b.clerk, []string{"VIR JARDINS"}}, "other": {b.other, []string{"VIR MOULIN"}}} {
		for _, query := range []string{"vir", "", ">0"} {
			got := b.find(c.actor, text(query))
			slices.Sort(got)
			if !slices.Equal(got, c.want) {
				t.Errorf("%s, %q: %q; want %q", name, query, got, c.want)
			}
		}
	}
	if _, err := b.Searches.Find(background, rights.Actor{}, text("vir")); fault.CodeOf(err) != fault.Unauthenticated {
		t.Errorf("nobody: %v", err)
	}
}

// TestIndexFollowsWhatIsStored: what is undone is found no more, what comes at its place is.
func TestIndexFollowsWhatIsStored(t *testing.T) {
	b := mustBench(t)
	b.give(0, "2026-03-10", op("2026-03-10", 100, "VIR GARDE"))
	last := b.give(0, "2026-03-11", op("2026-03-11", 100, "VIR REPRIS"))
	b.index()
	b.mustFind(b.boss, text("vir"), "VIR REPRIS", "VIR GARDE")
	if err := b.Collect.Undo(background, b.Systeme(), last); err != nil {
		t.Fatal(err)
	}
	b.mustFind(b.boss, text("vir"), "VIR GARDE")
	b.mustFind(b.boss, text(""), "VIR GARDE")
	b.give(0, "2026-03-11", op("2026-03-11", 200, "VIR AUTRE"))
	found, err := b.Searches.Find(background, b.boss, text("autre"))
	if err != nil || len(found.Rows) != 0 || found.Behind != 1 {
		t.Errorf("before it is indexed: %+v %v", found, err)
	}
	b.index()
	b.mustFind(b.boss, text("vir"), "VIR AUTRE", "VIR GARDE")
	b.MustVerify()
}

// TestSavedSearchesAreOnesOwn.
func TestSavedSearchesAreOnesOwn(t *testing.T) {
	b := mustBench(t)
	id, err := b.Searches.Save(background, b.boss, search.Saved{Name: " Loyers ", Text: `{"text":"loyer"}`})
	if err != nil {
		t.Fatal(err)
	}
	again, err := b.Searches.Save(background, b.boss, search.Saved{Name: "loyers", Text: `{"text":"bail"}`})
	if err != nil || again != id {
		t.Errorf("the same name again: %d %v", again, err)
	}
	if list, err := b.Searches.Saved(background, b.boss); err != nil || len(list) != 1 || list[0].Text != `{"text":"bail"}` {
		t.Errorf("%+v %v", list, err)
	}
	if list, err := b.Searches.Saved(background, b.clerk); err != nil || len(list) != 0 {
		t.Errorf("another's: %+v %v", list, err)
	}
	if err := b.Searches.Remove(background, b.clerk, id); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("another's: %v", err)
	}
	if err := b.Searches.Remove(background, b.boss, id); err != nil {
		t.Error(err)
	}
	for _, bad := range []search.Saved{{Name: "", Text: "{}"}, {Name: "a", Text: "{"}, {Name: strings.Repeat("a", 81), Text: "{}"}} {
		if _, err := b.Searches.Save(background, b.boss, bad); fault.CodeOf(err) != fault.Invalid {
			t.Errorf("%+v: %v", bad, err)
		}
	}
}
