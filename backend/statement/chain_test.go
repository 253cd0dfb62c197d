package statement_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"sobank/backend/civil"
	"sobank/backend/statement"
)

// fact is a statement that adds up: from one balance to another between two days.
func fact(id int64, start, end civil.Date, opening, closing int64) statement.Fact {
	f := statement.Fact{ID: id, Start: start, End: end, Opening: minor(opening), Closing: minor(closing), Operations: 1}
	if moved := closing - opening; moved > 0 {
		f.Credits = moved
	} else {
		f.Debits = moved
	}
	return f
}

func with(f statement.Fact, change func(*statement.Fact)) statement.Fact {
	change(&f)
	return f
}

// judged writes the states of a chain by statement, with what an interruption expected.
func judged(facts []statement.Fact) string {
	var rows []string
	for i, j := range statement.Chain(facts) {
		row := fmt.Sprintf("%d:%s", facts[i].ID, j.State)
		if j.Expected != nil {
			row += fmt.Sprintf("(%d on %s)", *j.Expected, j.ExpectedOn)
		} else if j.State == statement.Interruption {
			row += fmt.Sprintf("(? on %s)", j.ExpectedOn)
		}
		rows = append(rows, row)
	}
	slices.Sort(rows)
	return strings.Join(rows, " ")
}

func TestChain(t *testing.T) {
	noClosing := func(f *statement.Fact) { f.Closing = nil }
	noOpening := func(f *statement.Fact) { f.Opening = nil }
	from := func(s statement.State) func(*statement.Fact) { return func(f *statement.Fact) { f.Released = s } }
	for name, c := range map[string]struct {
		facts []statement.Fact
		want  string
	}{
		"nothing is judged without statements":          {nil, ""},
		"the first of an account is the starting point": {[]statement.Fact{fact(1, 20260301, 20260302, 0, 5)}, "1:start"},
		"the next that opens on its closing conforms":   {[]statement.Fact{fact(1, 20260301, 20260302, 0, 5), fact(2, 20260302, 20260303, 5, 9)}, "1:start 2:conforming"},
		"order of arrival does not matter":              {[]statement.Fact{fact(2, 20260302, 20260303, 5, 9), fact(1, 20260301, 20260302, 0, 5)}, "1:start 2:conforming"},
		"a gap is an interruption with what was expected": {
			[]statement.Fact{fact(1, 20260301, 20260302, 0, 5), fact(2, 20260304, 20260305, 8, 9)}, "1:start 2:interruption(5 on 2026-03-02)"},
		"after a gap the chain goes on": {
			[]statement.Fact{fact(1, 20260301, 20260302, 0, 5), fact(2, 20260304, 20260305, 8, 9), fact(3, 20260305, 20260306, 9, 1)}, "1:start 2:interruption(5 on 2026-03-02) 3:conforming"},
		"a late statement heals the gap": {
			[]statement.Fact{fact(1, 20260301, 20260302, 0, 5), fact(2, 20260304, 20260305, 8, 9), fact(3, 20260302, 20260304, 5, 8)}, "1:start 2:conforming 3:conforming"},
		"one that does not add up is incoherent": {
			[]statement.Fact{fact(1, 20260301, 20260302, 0, 5), with(fact(2, 20260302, 20260303, 5, 9), func(f *statement.Fact) { f.Credits = 3 })}, "1:start 2:incoherent"},
		"one with a line that cannot be read is incoherent": {
			[]statement.Fact{with(fact(1, 20260301, 20260302, 0, 5), func(f *statement.Fact) { f.Unreadable = 1 })}, "1:incoherent"},
		"an incoherent first is no starting point, and the next is held against its closing": {
			[]statement.Fact{with(fact(1, 20260301, 20260302, 0, 5), func(f *statement.Fact) { f.Credits = 3 }), fact(2, 20260302, 20260303, 5, 9)}, "1:incoherent 2:conforming"},
		"sums that overflow are incoherent": {
			[]statement.Fact{with(fact(1, 20260301, 20260302, 1<<62, 0), func(f *statement.Fact) { f.Credits, f.Debits = 1<<62, 0 })}, "1:incoherent"},
		"without a closing it is unverifiable and its sum goes on": {
			[]statement.Fact{with(fact(1, 20260301, 20260302, 0, 5), noClosing), fact(2, 20260302, 20260303, 5, 9)}, "1:unverifiable 2:conforming"},
		"without an opening it is unverifiable": {
			[]statement.Fact{fact(1, 20260301, 20260302, 0, 5), with(fact(2, 20260302, 20260303, 5, 9), noOpening), fact(3, 20260303, 20260304, 9, 10)}, "1:start 2:unverifiable 3:conforming"},
		"without either the balance before goes on": {
			[]statement.Fact{fact(1, 20260301, 20260302, 0, 5), with(with(fact(2, 20260302, 20260303, 5, 9), noOpening), noClosing), fact(3, 20260303, 20260304, 9, 10)},
			"1:start 2:unverifiable 3:conforming"},
		"without any balance known the next is an interruption that expects nothing": {
			[]statement.Fact{with(with(fact(1, 20260301, 20260302, 0, 5), noOpening), noClosing), fact(2, 20260302, 20260303, 5, 9)}, "1:unverifiable 2:interruption(? on 2026-03-02)"},
		"what another file contradicts is a conflict, before anything else": {
			[]statement.Fact{with(fact(1, 20260301, 20260302, 0, 5), func(f *statement.Fact) { f.Contested, f.Unreadable = true, 1 })}, "1:conflict"},
		"cuts of one day follow their balances": {
			[]statement.Fact{fact(1, 20260301, 20260302, 0, 5), fact(2, 20260302, 20260302, 7, 1), fact(3, 20260302, 20260302, 9, 7), fact(4, 20260302, 20260302, 5, 9)},
			"1:start 2:conforming 3:conforming 4:conforming"},
		"cuts of one day that come back to a balance follow too": {
			[]statement.Fact{fact(1, 20260301, 20260302, 0, 5), fact(2, 20260302, 20260302, 5, 8), fact(3, 20260302, 20260302, 8, 5), fact(4, 20260302, 20260302, 5, 9)},
			"1:start 2:conforming 3:conforming 4:conforming"},
		"a missing cut of a day interrupts": {
			[]statement.Fact{fact(1, 20260301, 20260302, 0, 5), fact(2, 20260302, 20260302, 5, 8), fact(4, 20260302, 20260302, 9, 3)}, "1:start 2:conforming 4:interruption(8 on 2026-03-02)"},
		"an overlap with an earlier one conforms": {
			[]statement.Fact{fact(1, 20260301, 20260303, 0, 9), with(fact(2, 20260302, 20260304, 5, 12), func(f *statement.Fact) { f.Overlaps = []int64{1} })}, "1:start 2:conforming"},
		"an overlap with a later one alone does not": {
			[]statement.Fact{fact(1, 20260301, 20260303, 0, 9), with(fact(2, 20260302, 20260304, 5, 12), func(f *statement.Fact) { f.Overlaps = []int64{3} }),
				with(fact(3, 20260303, 20260305, 6, 13), func(f *statement.Fact) { f.Overlaps = []int64{2} })},
			"1:start 2:interruption(9 on 2026-03-03) 3:conforming"},
		"a part of a longer one does not move its end": {
			[]statement.Fact{fact(1, 20260301, 20260310, 0, 9), with(fact(2, 20260302, 20260303, 4, 5), func(f *statement.Fact) { f.Overlaps = []int64{1} }), fact(3, 20260310, 20260311, 9, 10)},
			"1:start 2:conforming 3:conforming"},
		"no movement inside a known span conforms": {
			[]statement.Fact{fact(1, 20260301, 20260310, 0, 9), with(fact(2, 20260302, 20260303, 4, 4), func(f *statement.Fact) { f.Operations = 0 })}, "1:start 2:conforming"},
		"no movement on another balance after it interrupts": {
			[]statement.Fact{fact(1, 20260301, 20260302, 0, 9), with(fact(2, 20260302, 20260303, 4, 4), func(f *statement.Fact) { f.Operations = 0 })}, "1:start 2:interruption(9 on 2026-03-02)"},
		"a person releases what is incoherent": {
			[]statement.Fact{with(fact(1, 20260301, 20260302, 0, 5), func(f *statement.Fact) { f.Credits = 3; from(statement.Incoherent)(f) })}, "1:released"},
		"a person releases what is unverifiable": {
			[]statement.Fact{with(with(fact(1, 20260301, 20260302, 0, 5), noClosing), from(statement.Unverifiable))}, "1:released"},
		"a person releases a conflict": {
			[]statement.Fact{with(with(fact(1, 20260301, 20260302, 0, 5), func(f *statement.Fact) { f.Contested = true }), from(statement.Conflicting))}, "1:released"},
		"a release from one fault does not cover another": {
			[]statement.Fact{with(with(fact(1, 20260301, 20260302, 0, 5), func(f *statement.Fact) { f.Contested = true }), from(statement.Interruption))}, "1:conflict"},
		"a person releases an interruption, and its expectation stays": {
			[]statement.Fact{fact(1, 20260301, 20260302, 0, 5), with(fact(2, 20260304, 20260305, 8, 9), from(statement.Interruption))}, "1:start 2:released(5 on 2026-03-02)"},
		"a release of what conforms by now says nothing": {
			[]statement.Fact{fact(1, 20260301, 20260302, 0, 5), with(fact(2, 20260302, 20260303, 5, 9), from(statement.Interruption))}, "1:start 2:conforming"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := judged(c.facts); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func drawFacts(t *rapid.T) []statement.Fact {
	balance := rapid.Custom(func(t *rapid.T) *int64 {
		if rapid.IntRange(0, 9).Draw(t, "known") == 9 {
			return nil
		}
		return minor(rapid.Int64Range(0, 3).Draw(t, "balance"))
	})
	facts := make([]statement.Fact, rapid.IntRange(1, 6).Draw(t, "statements"))
	for i := range facts {
		f := statement.Fact{ID: int64(i + 1), Opening: balance.Draw(t, "opening"), Closing: balance.Draw(t, "closing")}
		f.Start = civil.Date(20260301).AddDays(rapid.IntRange(0, 2).Draw(t, "start"))
		f.End = f.Start.AddDays(rapid.IntRange(0, 2).Draw(t, "days"))
		f.Operations = rapid.IntRange(0, 2).Draw(t, "operations")
		f.Contested = rapid.IntRange(0, 9).Draw(t, "contested") == 9
		if f.Opening != nil && f.Closing != nil {
			f.Credits = max(0, *f.Closing-*f.Opening)
			f.Debits = min(0, *f.Closing-*f.Opening)
		}
		facts[i] = f
	}
	for i := range facts {
		if j := rapid.IntRange(0, 2*len(facts)).Draw(t, "overlaps"); j < len(facts) && j != i {
			facts[i].Overlaps = append(facts[i].Overlaps, facts[j].ID)
			facts[j].Overlaps = append(facts[j].Overlaps, facts[i].ID)
		}
	}
	return facts
}

func TestChainDoesNotDependOnOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		facts := drawFacts(t)
		want := judged(slices.Clone(facts))
		if got := judged(rapid.Permutation(facts).Draw(t, "order")); got != want {
			t.Fatalf("%s\n%s", got, want)
		}
	})
}

// TestExtendingIsJudgingAlone is why an import may append to a chain without reading it.
func TestExtendingIsJudgingAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		facts := drawFacts(t)
		last := facts[len(facts)-1]
		last.Overlaps = nil
		before := slices.Clone(facts[:len(facts)-1])
		statement.Chain(before)
		tail := statement.Tail{}
		for _, f := range before {
			tail = tail.After(f)
		}
		if !tail.Extends(last) {
			t.Skip("among the others")
		}
		whole := append(before, last)
		judgements := statement.Chain(whole)
		i := slices.IndexFunc(whole, func(f statement.Fact) bool { return f.ID == last.ID })
		got, want := tail.Judge(last), judgements[i]
		if i != len(whole)-1 || got.State != want.State || got.ExpectedOn != want.ExpectedOn || !same(got.Expected, want.Expected) {
			t.Fatalf("alone %+v, in the chain %+v at %d of %d", got, want, i, len(whole))
		}
	})
}

func same(a, b *int64) bool { return a == nil && b == nil || a != nil && b != nil && *a == *b }
