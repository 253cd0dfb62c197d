package statement_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"sobank/backend/civil"
	"sobank/backend/statement"
)

const today = civil.Date(20260310)

func minor(n int64) *int64 { return &n }

// line is an operation with the balance after it; without one when balance is nil.
func line(amount int64, label string, balance *int64) statement.Line {
	return statement.Line{Amount: amount, Label: label, Balance: balance}
}

// part is what one statement shows of a day, from an opening balance on.
func part(id int64, files []int64, opening int64, amounts ...int64) statement.Part {
	p := statement.Part{Statement: id, Start: today, End: today, Opening: minor(opening), Operations: len(amounts), Files: files}
	at := opening
	for i, a := range amounts {
		at += a
		l := line(a, "x", minor(at))
		l.Position = i
		p.Lines = append(p.Lines, l)
	}
	p.Closing = minor(at)
	return p
}

func spanning(p statement.Part, start, end civil.Date) statement.Part {
	p.Start, p.End = start, end
	return p
}

// shown writes a merged day: for each operation its owner and who shows it too.
func shown(parts []statement.Part, merged []statement.Merged) string {
	var rows []string
	for _, m := range merged {
		text := spot(parts, m.Owner)
		var echoes []string
		for _, e := range m.Echoes {
			echoes = append(echoes, spot(parts, e))
		}
		slices.Sort(echoes)
		rows = append(rows, text+strings.Join(append([]string{""}, echoes...), "="))
	}
	slices.Sort(rows)
	return strings.Join(rows, " ")
}

// spot names a line: statement, amount, balance.
func spot(parts []statement.Part, s statement.Spot) string {
	p := parts[s.Part]
	l := p.Lines[s.Line]
	balance := "?"
	if l.Balance != nil {
		balance = fmt.Sprint(*l.Balance)
	}
	return fmt.Sprintf("%d:%+d@%s", p.Statement, l.Amount, balance)
}

func TestMergeDay(t *testing.T) {
	unknown := func(id int64, files []int64, amounts ...int64) statement.Part {
		p := part(id, files, 0, amounts...)
		p.Opening, p.Closing = nil, nil
		for i := range p.Lines {
			p.Lines[i].Balance = nil
		}
		return p
	}
	sent := func(p statement.Part, owned ...int) statement.Part {
		p.Frozen = true
		for _, i := range owned {
			p.Lines[i].Owned = true
		}
		return p
	}
	for name, c := range map[string]struct {
		parts []statement.Part
		want  string
	}{
		"one statement owns what it shows":           {[]statement.Part{part(1, []int64{1}, 0, 5, 7)}, "1:+5@5 1:+7@12"},
		"two equal fees in one statement are two":    {[]statement.Part{part(1, []int64{1}, 0, -2, -2)}, "1:-2@-2 1:-2@-4"},
		"the same operation in two files is one":     {[]statement.Part{part(1, []int64{1}, 0, 5), part(2, []int64{2}, 0, 5, 7)}, "1:+5@5=2:+5@5 2:+7@12"},
		"overlapping halves of a day make the whole": {[]statement.Part{part(1, []int64{1}, 0, 5, 7), part(2, []int64{2}, 5, 7, 9)}, "1:+5@5 1:+7@12=2:+7@12 2:+9@21"},
		"another balance is another operation":       {[]statement.Part{part(1, []int64{1}, 0, 5), part(2, []int64{2}, 5, 5)}, "1:+5@5 2:+5@10"},
		"true twins in two blocks of one file are two": {
			[]statement.Part{part(1, []int64{1}, 0, 5, -5), part(2, []int64{1}, 0, 5, -5)}, "1:+5@5 1:-5@0 2:+5@5 2:-5@0"},
		"true twins in one block and one in another file are two": {
			[]statement.Part{part(1, []int64{1}, 0, 5, -5, 5), part(2, []int64{2}, 0, 5)}, "1:+5@5 1:-5@0 2:+5@5=1:+5@5"},
		"the maximum over the files holds": {
			[]statement.Part{part(1, []int64{1}, 0, 5, -5), part(2, []int64{2}, 0, 5, -5), part(3, []int64{2}, 0, 5, -5)},
			"1:+5@5=2:+5@5 1:-5@0=2:-5@0 3:+5@5 3:-5@0"},
		"without balances amount and label tell":            {[]statement.Part{unknown(1, []int64{1}, 5, 7), part(2, []int64{2}, 0, 7, 5)}, "2:+5@12=1:+5@? 2:+7@7=1:+7@?"},
		"without balances twins of one file stay two":       {[]statement.Part{unknown(1, []int64{1}, 5, 5), part(2, []int64{2}, 0, 5)}, "1:+5@? 2:+5@5=1:+5@?"},
		"without any balance the file that shows most wins": {[]statement.Part{unknown(1, []int64{1}, 5), unknown(2, []int64{2}, 5, 5)}, "1:+5@?=2:+5@? 2:+5@?"},
		"what has left keeps what it owns": {
			[]statement.Part{spanning(part(1, []int64{1}, 0, 5, 7), today-1, today), sent(part(2, []int64{2}, 5, 7), 0)}, "1:+5@5 2:+7@12=1:+7@12"},
		"what has left takes no more than it left with": {
			[]statement.Part{sent(part(2, []int64{2}, 0, 5, 7), 1), spanning(part(1, []int64{1}, 0, 5), today-1, today)}, "2:+5@5=1:+5@5 2:+7@12"},
		"a day without lines is empty": {nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := shown(c.parts, statement.MergeDay(c.parts))
			if got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// drawParts makes a day as several files may show it. Statements may stand in several
// files; a statement has all its balances or none.
func drawParts(t *rapid.T, unknowns bool) []statement.Part {
	files := rapid.Int64Range(1, 4)
	parts := make([]statement.Part, rapid.IntRange(1, 5).Draw(t, "parts"))
	for i := range parts {
		opening := rapid.Int64Range(0, 2).Draw(t, "opening")
		amounts := rapid.SliceOfN(rapid.SampledFrom([]int64{1, -1, 2}), 1, 4).Draw(t, "amounts")
		list := slices.Compact(slices.Sorted(slices.Values(rapid.SliceOfN(files, 1, 2).Draw(t, "files"))))
		parts[i] = part(int64(i+1), list, opening, amounts...)
		parts[i].Start = today.AddDays(-rapid.IntRange(0, 1).Draw(t, "before"))
		parts[i].End = today.AddDays(rapid.IntRange(0, 1).Draw(t, "after"))
		if unknowns && rapid.IntRange(0, 3).Draw(t, "unknown") == 3 {
			parts[i].Opening = nil
			for l := range parts[i].Lines {
				parts[i].Lines[l].Balance = nil
			}
		}
	}
	return parts
}

func TestMergeDayDoesNotDependOnOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := drawParts(t, true)
		shuffled := rapid.Permutation(parts).Draw(t, "shuffled")
		got, want := slices.Clone(shuffled), slices.Clone(parts)
		a, b := shown(got, statement.MergeDay(got)), shown(want, statement.MergeDay(want))
		if a != b {
			t.Fatalf("%s\n%s", a, b)
		}
	})
}

// TestMergeDayDoesNotDependOnTheOrderTheyCame gives the parts other statement ids, as
// another order of imports does.
func TestMergeDayDoesNotDependOnTheOrderTheyCame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := distinct(drawParts(t, true))
		renamed := slices.Clone(parts)
		ids := rapid.Permutation([]int64{1, 2, 3, 4, 5}).Draw(t, "ids")
		for i := range renamed {
			renamed[i].Statement = ids[i]
		}
		a, b := owners(parts), owners(renamed)
		if a != b {
			t.Fatalf("%s\n%s", a, b)
		}
	})
}

// distinct leaves out a statement that is another one over again: an import keeps it once.
func distinct(parts []statement.Part) []statement.Part {
	seen := map[string]bool{}
	return slices.DeleteFunc(parts, func(p statement.Part) bool {
		text := owners([]statement.Part{p})
		again := seen[text]
		seen[text] = true
		return again
	})
}

// owners writes for each kind of statement, as a person tells them apart, how many
// operations it owns.
func owners(parts []statement.Part) string {
	merged := statement.MergeDay(parts)
	own := make([]int, len(parts))
	for _, m := range merged {
		own[m.Owner.Part]++
	}
	rows := make([]string, len(parts))
	for i, p := range parts {
		rows[i] = fmt.Sprintf("%d-%d own %d:", p.Start, p.End, own[i])
		for _, l := range p.Lines {
			rows[i] += fmt.Sprintf(" %+d", l.Amount)
			if l.Balance != nil {
				rows[i] += fmt.Sprintf("@%d", *l.Balance)
			}
		}
	}
	slices.Sort(rows)
	return strings.Join(rows, "\n")
}

func TestMergeDayHoldsTheMaximumOverTheFiles(t *testing.T) {
	type identity struct {
		amount, balance int64
		label           string
	}
	rapid.Check(t, func(t *rapid.T) {
		parts := drawParts(t, false)
		merged := statement.MergeDay(parts)
		most := map[identity]int{}
		for file := int64(1); file <= 4; file++ {
			counts := map[identity]int{}
			for _, p := range parts {
				if slices.Contains(p.Files, file) {
					for _, l := range p.Lines {
						counts[identity{l.Amount, *l.Balance, l.Label}]++
					}
				}
			}
			for id, n := range counts {
				most[id] = max(most[id], n)
			}
		}
		got := map[identity]int{}
		lines := map[statement.Spot]int{}
		for _, m := range merged {
			l := parts[m.Owner.Part].Lines[m.Owner.Line]
			got[identity{l.Amount, *l.Balance, l.Label}]++
			for _, s := range append([]statement.Spot{m.Owner}, m.Echoes...) {
				lines[s]++
			}
		}
		for id, n := range most {
			if got[id] != n {
				t.Fatalf("%+v: %d operations, %d in the file that shows most\n%s", id, got[id], n, shown(parts, merged))
			}
		}
		total := 0
		for _, p := range parts {
			total += len(p.Lines)
		}
		if len(lines) != total {
			t.Fatalf("%d of %d lines are an operation", len(lines), total)
		}
	})
}

func TestContradictions(t *testing.T) {
	before, after := today.AddDays(-1), today.AddDays(1)
	whole := func(p statement.Part) statement.Part { return spanning(p, before, after) }
	one, two := []int64{1}, []int64{2}
	for name, c := range map[string]struct {
		a, b statement.Part
		want bool
	}{
		"the same day twice agrees":                           {part(1, one, 0, 5, 7), part(2, two, 0, 5, 7), false},
		"two orders of a day contradict":                      {part(1, one, 0, 5, 7), part(2, two, 0, 7, 5), true},
		"two orders with one operation in common contradict":  {part(1, one, 0, 5, 7, 9), part(2, two, 0, 7, 5, 9), true},
		"in one file nothing contradicts":                     {part(1, one, 0, 5, 7), part(2, one, 0, 7, 5), false},
		"a half day then the other agree":                     {part(1, one, 0, 5), part(2, two, 5, 7), false},
		"overlapping halves agree":                            {part(1, one, 0, 5, 7), part(2, two, 5, 7, 9), false},
		"overlapping halves agree the other way":              {part(1, one, 5, 7, 9), part(2, two, 0, 5, 7), false},
		"a piece of the middle agrees":                        {part(1, one, 0, 5, 7, 9), part(2, two, 5, 7), false},
		"a missing piece between two is no contradiction":     {part(1, one, 0, 5), part(2, two, 50, 7), false},
		"a whole day contains the piece":                      {whole(part(1, one, 0, 5, 7)), part(2, two, 5, 7), false},
		"a line that the whole day lacks contradicts":         {whole(part(1, one, 0, 5, 7)), part(2, two, 12, 9), true},
		"a line more than the whole day contradicts":          {whole(part(1, one, 0, 5)), part(2, two, 0, 5, 9), true},
		"two starts of the day that share nothing contradict": {spanning(part(1, one, 0, 5), before, today), spanning(part(2, two, 0, 7), before, today), true},
		"two ends of the day that share nothing contradict":   {spanning(part(1, one, 0, 9), today, after), spanning(part(2, two, 2, 7), today, after), true},
		"two ways between two balances contradict":            {part(1, one, 0, 5, 7), part(2, two, 0, 12), true},
		"a day that comes back to its balance, once, agrees":  {part(1, one, 0, 5, -5), part(2, two, 0, 5, -5), false},
		"two different days that come back agree to differ":   {part(1, one, 0, 5, -5), part(2, two, 0, 7, -7), false},
		"without an opening balance nothing contradicts":      {part(1, one, 0, 5, 7), statement.Part{Files: two, Lines: []statement.Line{line(7, "x", nil), line(5, "x", nil)}}, false},
		"a part without lines contradicts nothing":            {part(1, one, 0, 5, 7), part(2, two, 0), false},
	} {
		t.Run(name, func(t *testing.T) {
			for _, parts := range [][]statement.Part{{c.a, c.b}, {c.b, c.a}} {
				if got := len(statement.Contradictions(today, parts)) == 1; got != c.want {
					t.Errorf("contradict is %t", got)
				}
			}
		})
	}
	t.Run("each pair is named once by its indexes", func(t *testing.T) {
		got := statement.Contradictions(today, []statement.Part{part(1, one, 0, 5, 7), part(2, two, 0, 5, 7), part(3, []int64{3}, 0, 7, 5)})
		if !slices.Equal(got, [][2]int{{0, 2}, {1, 2}}) {
			t.Errorf("got %v", got)
		}
	})
}

func TestFold(t *testing.T) {
	for _, c := range []struct{ label, want string }{
		{"", ""}, {"virement", "virement"}, {"VIREMENT", "virement"}, {"Prélèvement  Électricité", "prelevement electricite"},
		{"  A  B ", "a b"}, {"A\u00a0B", "a b"}, {"A\tB", "a b"}, {"e\u0301", "e"}, {"ça", "ca"}, {"N°12", "n°12"}, {"   ", ""},
	} {
		if got := statement.Fold(c.label); got != c.want {
			t.Errorf("Fold(%q) is %q, want %q", c.label, got, c.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		once := statement.Fold(rapid.String().Draw(t, "label"))
		if again := statement.Fold(once); again != once {
			t.Fatalf("%q becomes %q", once, again)
		}
	})
}

func TestSpan(t *testing.T) {
	at := func(d civil.Date) *statement.Balance { return &statement.Balance{On: d} }
	ops := []statement.Operation{{BookedOn: 20260305}, {BookedOn: 20260303}}
	for name, c := range map[string]struct {
		draft      statement.Draft
		start, end civil.Date
	}{
		"from balance to balance":             {statement.Draft{Opening: at(20260301), Closing: at(20260306), Operations: ops}, 20260301, 20260306},
		"else from first to last booking":     {statement.Draft{Operations: ops}, 20260303, 20260305},
		"an undated balance gives no end":     {statement.Draft{Opening: at(0), Closing: at(0), Operations: ops}, 20260303, 20260305},
		"with a closing alone it is one day":  {statement.Draft{Closing: at(20260306)}, 20260306, 20260306},
		"with an opening alone it is one day": {statement.Draft{Opening: at(20260301)}, 20260301, 20260301},
		"without any day there is none":       {statement.Draft{}, 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			if start, end := c.draft.Span(); cmp.Or(cmp.Compare(start, c.start), cmp.Compare(end, c.end)) != 0 {
				t.Errorf("got %s to %s", start, end)
			}
		})
	}
}
