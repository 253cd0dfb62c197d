package sqlite_test

import (
	"fmt"
	"path/filepath"
	"reflect"
	"runtime"
	"testing"

	"sobank/backend/civil"
	"sobank/backend/coverage"
	"sobank/backend/rights"
	"sobank/backend/search"
	"sobank/backend/sqlite"
	"sobank/backend/statement"
	"sobank/backend/wiring/wiringtest"
)

// TestLongQuestionsInParts asks for what may be long whole, then in parts: totals of searches, lengths
// of lists, days of accounts.
func TestLongQuestionsInParts(t *testing.T) {
	if runtime.NumCPU() < 2 {
		t.Skip("one processor: nothing is asked in parts")
	}
	b := mustBench(t)
	mustFill(t, b)
	if _, err := b.Searches.Index(background); err != nil {
		t.Fatal(err)
	}
	boss := b.MustJoin("a@cabinet.fr", rights.Administrateur)
	questions := map[string]func() (any, error){}
	for _, text := range []string{"", "a", "zz", ">10", "02/03/2026", "a 50"} {
		for _, side := range []string{"", "debit"} {
			questions[fmt.Sprintf("totals of %q %s", text, side)] = func() (any, error) {
				return b.Searches.Totals(background, boss, search.Query{Text: text, Side: side})
			}
		}
	}
	for name, q := range map[string]statement.Query{"all": {}, "a place": {Places: []statement.Place{statement.Downloaded}}, "conforming": {States: []statement.State{statement.Conforming}},
		"a search": {Search: string(wiringtest.IBAN(1))}, "unseen": {Marks: []statement.Mark{""}}} {
		questions["statements: "+name] = func() (any, error) {
			rows, total, err := b.Statements.List(background, boss, q)
			return []any{rows, total}, err
		}
	}
	questions["days"] = func() (any, error) {
		return b.Coverages.List(background, boss, coverage.Query{Period: civil.Period{From: 20260201, To: 20260331}, Limit: 100})
	}
	whole := map[string]any{}
	ask := func(then func(name string, answer any)) {
		for name, question := range questions {
			answer, err := question()
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			then(name, answer)
		}
	}
	ask(func(name string, answer any) { whole[name] = answer })
	sqlite.PartEverything(t)
	ask(func(name string, answer any) {
		if !reflect.DeepEqual(answer, whole[name]) {
			t.Errorf("%s: in parts\n%+v\nwhole\n%+v", name, answer, whole[name])
		}
	})
}

// TestPartsSeeOneState changes two operations, years apart, at once and all the time: together they are
// worth nothing, and no totals ever show one as it was and the other as it is.
func TestPartsSeeOneState(t *testing.T) {
	sqlite.PartEverything(t)
	b := mustBench(t)
	boss := b.MustJoin("a@cabinet.fr", rights.Administrateur)
	op := wiringtest.Op
	b.MustImport(wiringtest.MustWrite(t, filepath.Join(t.TempDir(), "a.txt"),
		wiringtest.Block(wiringtest.IBAN(0), "2020-03-01", 0, "2020-03-02", op("2020-03-02", 100, "ALLER")),
		wiringtest.Block(wiringtest.IBAN(0), "2026-03-01", 0, "2026-03-02", op("2026-03-02", -100, "RETOUR"))))
	if _, err := b.Searches.Index(background); err != nil {
		t.Fatal(err)
	}
	raw := mustRaw(t, b)
	enough, stopped := make(chan struct{}), make(chan error, 1)
	go func() {
		for {
			if _, err := raw.Exec("UPDATE operation_day SET amount = -amount"); err != nil {
				stopped <- err
				return
			}
			select {
			case <-enough:
				stopped <- nil
				return
			default:
			}
		}
	}()
	for range 1500 {
		totals, err := b.Searches.Totals(background, boss, search.Query{})
		if err != nil || len(totals) != 1 || totals[0].Count != 2 || totals[0].Credits+totals[0].Debits != 0 {
			t.Errorf("%+v, %v: one as it was, the other as it is", totals, err)
			break
		}
	}
	close(enough)
	if err := <-stopped; err != nil {
		t.Fatal(err)
	}
}

// TestPortions: they lie side by side, and nothing is between them.
func TestPortions(t *testing.T) {
	for _, c := range [][2]int64{{1, 1}, {1, 7}, {1, 8}, {0, 2999}, {-5, 20_000 << 40}} {
		next := c[0]
		for i := range sqlite.Pieces {
			first, last := sqlite.Portion(c[0], c[1], i)
			if first != next || last < first-1 {
				t.Errorf("piece %d of %v is %d to %d, want it from %d", i, c, first, last, next)
			}
			next = last + 1
		}
		if next != c[1]+1 {
			t.Errorf("the pieces of %v end before %d", c, next)
		}
	}
}
