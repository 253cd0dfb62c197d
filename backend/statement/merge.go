package statement

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"sobank/backend/civil"
)

// Line is an operation as a statement shows it on one day. With its account and day, the
// amount, the folded label and the balance after it are its identity.
type Line struct {
	Position int   // 0-based in the statement's block
	Held     int64 // id of the stored operation that it is now, 0 for none yet
	Owned    bool  // this statement owns that operation
	Amount   int64
	Label    string // folded, see Fold
	Balance  *int64 // after it, counted from the block's opening; nil without an opening
}

// Part is what one statement shows of one day of its account.
type Part struct {
	Statement  int64
	Format     string
	Holds      bool       // the day is known by lines of this format already
	Start, End civil.Date // the statement's span
	Opening    *int64
	Closing    *int64
	Operations int
	Frozen     bool    // it has left: what it owns stays its own
	Files      []int64 // the files that show it
	Lines      []Line  // in the order of the block
}

// Merged is one operation of a merged day: the line that owns it and those that repeat it.
type Merged struct {
	Owner  Spot
	Echoes []Spot
}

// Spot points at a line: Parts[Part].Lines[Line].
type Spot struct{ Part, Line int }

// MergeDay tells what one day holds when several statements show it. A file is a multiset
// of operations and the day holds the maximum over the files, so neither the order nor the
// repetition of imports matters. A day that is held from one format takes nothing from another,
// whose labels differ: lines of the others are in no row. It sorts parts; spots point into the
// sorted slice.
func MergeDay(parts []Part) []Merged {
	slices.SortStableFunc(parts, canonical)
	return mergeFormat(parts, Holder(parts))
}

// Holder is the format that a day is held from: that of what has left, else of what holds it
// already, else of what came first.
func Holder(parts []Part) string {
	if len(parts) == 0 {
		return ""
	}
	return slices.MinFunc(parts, func(a, b Part) int {
		return cmp.Or(boolCompare(b.Frozen && b.Holds, a.Frozen && a.Holds), boolCompare(b.Holds, a.Holds), cmp.Compare(a.Statement, b.Statement))
	}).Format
}

func mergeFormat(parts []Part, format string) []Merged {
	m := merger{parts: parts, done: map[Spot]bool{}, alike: map[kind][]int{}, most: maximum(parts)}
	for p := range parts {
		if parts[p].Format == format {
			m.keepFrozen(p)
		}
	}
	for p := range parts {
		if parts[p].Format == format {
			m.add(p)
		}
	}
	return m.rows
}

// canonical puts what has left first, then statements by days, those without balances last.
// The id, which tells the order of arrival, decides between equal ones alone.
func canonical(a, b Part) int {
	return cmp.Or(boolCompare(b.Frozen, a.Frozen), boolCompare(a.Opening == nil, b.Opening == nil),
		cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End),
		cmp.Compare(amount(a.Opening), amount(b.Opening)), cmp.Compare(amount(a.Closing), amount(b.Closing)),
		cmp.Compare(a.Operations, b.Operations), slices.CompareFunc(a.Lines, b.Lines, compareLines), cmp.Compare(a.Statement, b.Statement))
}

func compareLines(a, b Line) int {
	return cmp.Or(cmp.Compare(a.Position, b.Position), cmp.Compare(a.Amount, b.Amount), cmp.Compare(a.Label, b.Label))
}

func boolCompare(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

type merger struct {
	parts []Part
	rows  []Merged
	done  map[Spot]bool
	alike map[kind][]int   // rows by amount and label
	most  map[identity]int // of each operation, as many as the file that shows most
}

// identity is what an operation is known by within its day, once its balance is known.
type identity struct {
	kind
	balance int64
}

func (l *Line) identity() identity { return identity{l.kind(), *l.Balance} }

// maximum counts the operations of each file and keeps the most of each. A statement that
// stands in no file counts alone.
func maximum(parts []Part) map[identity]int {
	type shown struct {
		identity
		file int64
	}
	counts, most := map[shown]int{}, map[identity]int{}
	for p := range parts {
		for l := range parts[p].Lines {
			if parts[p].Lines[l].Balance == nil {
				continue
			}
			id := parts[p].Lines[l].identity()
			for _, file := range parts[p].Files {
				counts[shown{id, file}]++
				most[id] = max(most[id], counts[shown{id, file}])
			}
		}
	}
	return most
}

// kind is the part of an identity that is always known.
type kind struct {
	amount int64
	label  string
}

func (l *Line) kind() kind { return kind{l.Amount, l.Label} }

// keepFrozen gives back to a statement that has left the operations it left with.
func (m *merger) keepFrozen(p int) {
	for l := range m.parts[p].Lines {
		if m.parts[p].Frozen && m.parts[p].Lines[l].Owned {
			m.own(Spot{p, l})
		}
	}
}

func (m *merger) own(s Spot) {
	k := m.line(s).kind()
	m.alike[k] = append(m.alike[k], len(m.rows))
	m.rows = append(m.rows, Merged{Owner: s})
	m.done[s] = true
}

// add finds for each line of a part the operation that it is, or makes a new one.
func (m *merger) add(p int) {
	for l := range m.parts[p].Lines {
		s := Spot{p, l}
		if m.done[s] {
			continue
		}
		if row := m.find(s); row >= 0 {
			m.rows[row].Echoes = append(m.rows[row].Echoes, s)
			m.done[s] = true
			continue
		}
		m.own(s)
	}
}

// find is the first row that is the line's operation and that no statement of a common
// file shows already; the same balance goes before an unknown one. Once there are as many
// as any file shows, the line is one of those, whatever stands beside it.
func (m *merger) find(s Spot) int {
	loose, same, last := -1, 0, -1
	for _, r := range m.alike[m.line(s).kind()] {
		exact, fits := sameBalance(m.line(m.rows[r].Owner), m.line(s))
		if !fits {
			continue
		}
		if exact {
			same, last = same+1, r
		}
		switch {
		case m.shownBeside(r, s.Part):
		case exact:
			return r
		case loose < 0:
			loose = r
		}
	}
	if loose < 0 && m.line(s).Balance != nil && same >= m.most[m.line(s).identity()] {
		return last
	}
	return loose
}

func (m *merger) line(s Spot) *Line { return &m.parts[s.Part].Lines[s.Line] }

// sameBalance compares balances of lines of one kind. A missing one fits any.
func sameBalance(a, b *Line) (exact, fits bool) {
	if a.Balance == nil || b.Balance == nil {
		return a.Balance == b.Balance, true
	}
	return *a.Balance == *b.Balance, *a.Balance == *b.Balance
}

// shownBeside reports whether a statement that stands in a common file with the part
// already shows the row: within one file, two lines are two operations.
func (m *merger) shownBeside(row, part int) bool {
	if m.beside(m.rows[row].Owner.Part, part) {
		return true
	}
	return slices.ContainsFunc(m.rows[row].Echoes, func(e Spot) bool { return m.beside(e.Part, part) })
}

func (m *merger) beside(a, b int) bool {
	return a == b || shareFile(m.parts[a], m.parts[b])
}

func shareFile(a, b Part) bool {
	return slices.ContainsFunc(a.Files, func(f int64) bool { return slices.Contains(b.Files, f) })
}

// Contradictions lists the pairs of parts (by index) that cannot both be right about the
// day: two files order it differently, or one covers it whole without the other's lines; or two
// formats bring it to other totals. Within one format, parts without balances, and parts of one
// file, contradict nothing.
func Contradictions(day civil.Date, parts []Part) (pairs [][2]int) {
	holder := Holder(parts)
	for a := range parts {
		for b := a + 1; b < len(parts); b++ {
			if parts[a].Format == parts[b].Format && contradict(day, parts[a], parts[b]) {
				pairs = append(pairs, [2]int{a, b})
			}
		}
	}
	held := dayTotals(parts, holder)
	for a := range parts {
		if parts[a].Format == holder || len(parts[a].Lines) == 0 || dayTotals(parts, parts[a].Format) == held {
			continue
		}
		for b := range parts {
			if parts[b].Format == holder && len(parts[b].Lines) > 0 {
				pairs = append(pairs, [2]int{a, b})
			}
		}
	}
	return pairs
}

// totals are what a day comes to.
type totals struct{ credits, debits int64 }

// dayTotals is what a day comes to as a format shows it. Sums that do not fit are no bank's: they
// wrap, and equal ones stay equal.
func dayTotals(parts []Part, format string) (t totals) {
	for _, row := range mergeFormat(parts, format) {
		if amount := parts[row.Owner.Part].Lines[row.Owner.Line].Amount; amount < 0 {
			t.debits += amount
		} else {
			t.credits += amount
		}
	}
	return t
}

func contradict(day civil.Date, a, b Part) bool {
	if a.Opening == nil || b.Opening == nil || len(a.Lines) == 0 || len(b.Lines) == 0 || shareFile(a, b) {
		return false
	}
	onlyA, onlyB := differences(a.Lines, b.Lines)
	switch {
	case len(onlyA) == 0 && len(onlyB) == 0:
		return false
	case len(onlyB) > 0 && a.covers(day), len(onlyA) > 0 && b.covers(day):
		return true
	case len(onlyA) == 0 || len(onlyB) == 0:
		return false
	case len(onlyA) == len(a.Lines):
		return disjointContradict(day, a, b)
	}
	return !hinged(onlyA, len(a.Lines), onlyB, len(b.Lines))
}

func (p Part) opens(day civil.Date) bool  { return p.Start < day }
func (p Part) closes(day civil.Date) bool { return p.End > day }
func (p Part) covers(day civil.Date) bool { return p.opens(day) && p.closes(day) }

// before and after are the balances around the part's lines.
func (p Part) before() int64 { return *p.Lines[0].Balance - p.Lines[0].Amount }
func (p Part) after() int64  { return *p.Lines[len(p.Lines)-1].Balance }

// disjointContradict judges two parts without a common line. One may follow the other, or
// a piece between them may be missing; both cannot start the day, nor end it, nor lead from
// one balance to another by two ways.
func disjointContradict(day civil.Date, a, b Part) bool {
	if a.before() == b.before() && a.after() == b.after() && a.before() != a.after() {
		return true
	}
	if a.opens(day) && b.opens(day) && a.before() == b.before() ||
		a.closes(day) && b.closes(day) && a.after() == b.after() {
		return true
	}
	chained := a.after() == b.before() || b.after() == a.before()
	return !chained && (a.opens(day) && b.opens(day) || a.closes(day) && b.closes(day))
}

// differences are the indexes of the lines of each side that the other has not, counted as
// multisets. All lines have balances.
func differences(a, b []Line) (onlyA, onlyB []int) {
	spare := map[identity]int{}
	for j := range b {
		spare[b[j].identity()]++
	}
	matched := map[identity]int{}
	for i := range a {
		id := a[i].identity()
		if spare[id] > matched[id] {
			matched[id]++
			continue
		}
		onlyA = append(onlyA, i)
	}
	for j := range b {
		id := b[j].identity()
		if matched[id] > 0 {
			matched[id]--
			continue
		}
		onlyB = append(onlyB, j)
	}
	return onlyA, onlyB
}

// hinged reports whether one side's own lines all come before what is common and the
// other's all after it: one file stops in the middle of the day, the other goes on.
func hinged(onlyA []int, lenA int, onlyB []int, lenB int) bool {
	return atHead(onlyA) && atTail(onlyB, lenB) || atTail(onlyA, lenA) && atHead(onlyB)
}

func atHead(only []int) bool        { return only[len(only)-1] == len(only)-1 }
func atTail(only []int, n int) bool { return only[0] == n-len(only) }

// Fold makes labels comparable: lower case, no accents, single spaces.
func Fold(label string) string {
	if isFolded(label) {
		return label
	}
	var b strings.Builder
	b.Grow(len(label))
	space := false
	for _, r := range norm.NFD.String(label) {
		if unicode.IsSpace(r) {
			space = b.Len() > 0
			continue
		}
		if unicode.Is(unicode.Mn, r) {
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// isFolded spares the work for a label that is folded already.
func isFolded(label string) bool {
	for i := range len(label) {
		c := label[i]
		if c >= 0x80 || c >= 'A' && c <= 'Z' || c < ' ' || c == ' ' && (i == 0 || i == len(label)-1 || label[i-1] == ' ') {
			return false
		}
	}
	return true
}
