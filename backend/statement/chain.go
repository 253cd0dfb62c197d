package statement

import (
	"cmp"
	"slices"

	"sobank/backend/civil"
	"sobank/backend/money"
)

// Fact is what continuity needs to know of a statement.
type Fact struct {
	ID         int64
	Start, End civil.Date
	Opening    *int64 // minor units, nil when unknown
	Closing    *int64
	Credits    int64
	Debits     int64
	Operations int
	Unreadable int
	Contested  bool    // another file contradicts it
	Released   State   // the state that a person let go, "" when nobody did
	Overlaps   []int64 // statements that show one of its operations too
}

// Judgement is the state that the checks give a statement. Expected is the closing balance
// before an interruption, with its day.
type Judgement struct {
	State      State
	Expected   *int64
	ExpectedOn civil.Date
}

// Chain puts the statements of one account in order and judges each. The result depends on
// the set of statements alone, not on the order they came in.
func Chain(facts []Fact) []Judgement {
	inOrder(facts)
	judgements := make([]Judgement, len(facts))
	tail, seen := Tail{}, map[int64]bool{}
	for i := range facts {
		judgements[i] = tail.judge(&facts[i], func(id int64) bool { return seen[id] })
		tail = tail.After(facts[i])
		seen[facts[i].ID] = true
	}
	return judgements
}

// Tail is the end of an account's chain: what the next statement is held against.
type Tail struct {
	Any     bool
	Start   civil.Date // of the last statement in order
	End     civil.Date // the latest day reached
	Closing *int64     // balance on that day, nil when it cannot be told
}

// Extends reports whether a statement comes strictly after all those behind the tail, so
// that judging it alone is judging it in the whole chain.
func (t Tail) Extends(f Fact) bool {
	return !t.Any || f.Start >= t.End && f.End > t.End && len(f.Overlaps) == 0
}

// Judge gives the state of a statement that extends the tail.
func (t Tail) Judge(f Fact) Judgement { return t.judge(&f, func(int64) bool { return false }) }

// After is the tail once a statement, next in order, is added.
func (t Tail) After(f Fact) Tail {
	next := t
	next.Any, next.Start = true, f.Start
	if t.Any && f.End < t.End {
		return next
	}
	next.End, next.Closing = f.End, f.closing(t)
	return next
}

// closing is the statement's closing balance, else what its opening (or the balance before
// it) and its operations give.
func (f *Fact) closing(before Tail) *int64 {
	if f.Closing != nil {
		return f.Closing
	}
	from := f.Opening
	if from == nil {
		from = before.Closing
	}
	if from == nil {
		return nil
	}
	moved, okMoved := money.Add(f.Credits, f.Debits)
	sum, ok := money.Add(*from, moved)
	if !ok || !okMoved {
		return nil
	}
	return &sum
}

func (t Tail) judge(f *Fact, earlier func(int64) bool) Judgement {
	j := t.check(f, earlier)
	if f.Released == j.State && (j.State.holds() || j.State == Interruption) { // another fault holds it again
		j.State = Released
	}
	return j
}

// holds reports whether the state keeps a statement back whatever the firm chose.
func (s State) holds() bool { return s == Incoherent || s == Unverifiable || s == Conflicting }

func (t Tail) check(f *Fact, earlier func(int64) bool) Judgement {
	switch {
	case f.Contested:
		return Judgement{State: Conflicting}
	case f.Unreadable > 0:
		return Judgement{State: Incoherent}
	case f.Opening == nil || f.Closing == nil:
		return Judgement{State: Unverifiable}
	case !addsUp(*f.Opening, f.Credits, f.Debits, *f.Closing):
		return Judgement{State: Incoherent}
	case !t.Any:
		return Judgement{State: StartingPoint}
	case t.follows(f, earlier):
		return Judgement{State: Conforming}
	}
	return Judgement{State: Interruption, Expected: t.Closing, ExpectedOn: t.End}
}

// follows reports whether the statement continues what is before it: same balance, or an
// operation in common (which includes the balance), or nothing moved inside a known span.
func (t Tail) follows(f *Fact, earlier func(int64) bool) bool {
	if t.Closing != nil && *t.Closing == *f.Opening || slices.ContainsFunc(f.Overlaps, earlier) {
		return true
	}
	return f.Operations == 0 && f.End <= t.End
}

// inOrder sorts by days; statements of the same days (cuts of one day) follow their
// balances.
func inOrder(facts []Fact) {
	slices.SortStableFunc(facts, func(a, b Fact) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End),
			cmp.Compare(amount(a.Opening), amount(b.Opening)), cmp.Compare(amount(a.Closing), amount(b.Closing)),
			cmp.Compare(a.Operations, b.Operations), cmp.Compare(a.Credits, b.Credits), cmp.Compare(a.ID, b.ID))
	})
	tail := Tail{}
	for from := 0; from < len(facts); {
		to := from + 1
		for to < len(facts) && facts[to].Start == facts[from].Start && facts[to].End == facts[from].End {
			to++
		}
		if to-from > 1 {
			arrange(facts[from:to], tail.Closing)
		}
		for i := from; i < to; i++ {
			tail = tail.After(facts[i])
		}
		from = to
	}
}

func amount(a *int64) int64 {
	if a == nil {
		return 0
	}
	return *a
}

// arrangeSteps bounds the search for a chain among the cuts of one day.
const arrangeSteps = 10_000

// arrange orders cuts of the same days so that each opens on the closing before it, as far
// as that can be.
func arrange(group []Fact, from *int64) {
	steps := arrangeSteps
	best := trail(group, make([]bool, len(group)), from, &steps)
	taken := make([]bool, len(group))
	ordered := make([]Fact, 0, len(group))
	for _, i := range best {
		ordered, taken[i] = append(ordered, group[i]), true
	}
	for i := range group {
		if !taken[i] {
			ordered = append(ordered, group[i])
		}
	}
	copy(group, ordered)
}

// trail finds the longest run of unused statements from a balance. From an unknown or
// unmatched balance any statement may begin.
func trail(group []Fact, used []bool, from *int64, steps *int) (best []int) {
	starts := matching(group, used, from)
	if len(starts) == 0 {
		starts = unused(used)
	}
	for _, i := range starts {
		if *steps--; *steps < 0 {
			return best
		}
		used[i] = true
		run := append([]int{i}, next(group, used, group[i].Closing, steps)...)
		used[i] = false
		if len(run) > len(best) {
			best = run
		}
		if len(best) == len(unused(used)) {
			return best
		}
	}
	return best
}

// next continues a trail from a balance, and stops where nothing opens on it.
func next(group []Fact, used []bool, from *int64, steps *int) []int {
	if len(matching(group, used, from)) == 0 {
		return nil
	}
	return trail(group, used, from, steps)
}

func matching(group []Fact, used []bool, from *int64) (found []int) {
	for i := range group {
		if !used[i] && from != nil && group[i].Opening != nil && *group[i].Opening == *from {
			found = append(found, i)
		}
	}
	return found
}

func unused(used []bool) (free []int) {
	for i, u := range used {
		if !u {
			free = append(free, i)
		}
	}
	return free
}
