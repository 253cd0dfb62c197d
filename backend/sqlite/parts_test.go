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
			if len(rows) != total {
				t.Errorf("%s: %d rows of %d", name, len(rows), total)
			}
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

// TestLengthOfAList: whatever is asked for, a list is as long as it has rows.
func TestLengthOfAList(t *testing.T) {
	b := mustBench(t)
	mustFill(t, b)
	boss := b.MustJoin("a@cabinet.fr", rights.Administrateur)
	all, _, err := b.Statements.List(background, boss, statement.Query{})
	if err != nil || len(all) < 4 {
		t.Fatalf("%d statements, %v", len(all), err)
	}
	for mark, row := range map[statement.Mark]statement.Row{statement.Seen: all[0], statement.ToReview: all[2]} {
		if _, err := b.Statements.Mark(background, boss, []int64{row.ID}, mark); err != nil {
			t.Fatal(err)
		}
	}
	found := 0
	for _, states := range choices(statement.States) {
		for _, marks := range choices(statement.Marks) {
			for _, places := range append(choices(statement.Places), statement.Places) {
				for _, account := range []int64{0, all[0].AccountID} {
					q := statement.Query{States: states, Marks: marks, Places: places, AccountID: account}
					rows, total, err := b.Statements.List(background, boss, q)
					if err != nil || len(rows) != total {
						t.Fatalf("%+v: %d rows of %d, %v", q, len(rows), total, err)
					}
					found += total
				}
			}
		}
	}
	if found == 0 {
		t.Error("nothing was found")
	}
}

// choices are none of the values, each alone, and neighbours together.
func choices[T any](values []T) [][]T {
	list := [][]T{nil}
	for i := range values {
		list = append(list, values[i:i+1], values[max(0, i-1):i+1])
	}
	return list
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
