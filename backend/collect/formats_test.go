package collect_test

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"sobank/backend/collect"
	"sobank/backend/format/cfonb120"
	"sobank/backend/statement"
)

// another is a format that says the same as CFONB120 in other words, without balances when asked.
type another struct {
	collect.Reader
	head []byte
	bare bool
}

func (r *another) Next() (*statement.Draft, error) {
	d, err := r.Reader.Next()
	if err != nil {
		return nil, err
	}
	d.Format = "another"
	if len(r.head) > 0 {
		d.Lead, r.head = append(r.head, d.Lead...), nil
	}
	if r.bare {
		d.Opening = nil
	}
	for i := range d.Operations {
		d.Operations[i].Label = "virement " + strings.ToLower(d.Operations[i].Label)
	}
	return d, nil
}

const prefix, barePrefix = "ANOTHER\n", "ANOTHER, BARE\n"

func mustFormats(t *testing.T) *bench {
	b := mustBench(t)
	read := func(prefix string) collect.Format {
		return collect.Format{Name: "another", Detect: func(head []byte) bool { return bytes.HasPrefix(head, []byte(prefix)) },
			Open: func(r io.Reader, given collect.Given) collect.Reader {
				_, _ = io.CopyN(io.Discard, r, int64(len(prefix)))
				return &another{Reader: cfonb120.NewReader(r, given.Today), head: []byte(prefix), bare: prefix == barePrefix}
			}}
	}
	b.Collect.Formats = append([]collect.Format{read(barePrefix), read(prefix)}, b.Collect.Formats...)
	return b
}

// other imports blocks as a file of the other format.
func (b *bench) takeOther(name, prefix string, blocks ...*statement.Draft) collect.FileReport {
	b.t.Helper()
	content, err := os.ReadFile(b.file(name, blocks...))
	if err != nil {
		b.t.Fatal(err)
	}
	r := b.as(b.Systeme(), collect.Request{FirmID: b.firm, Paths: []string{b.raw(name+".other", append([]byte(prefix), content...))}})[0]
	if r.Err != nil {
		b.t.Fatal(r.Err)
	}
	return r
}

// held lists an account's operations, day by day.
func (b *bench) held() (list []string) {
	b.t.Helper()
	rows, _, err := b.Statements.List(background, b.Systeme(), statement.Query{})
	if err != nil {
		b.t.Fatal(err)
	}
	for _, r := range rows {
		entries, _, err := b.Statements.Entries(background, b.Systeme(), r.ID, 0, 100)
		if err != nil {
			b.t.Fatal(err)
		}
		if len(entries) != r.Operations {
			b.t.Errorf("statement %d shows %d lines of %d", r.ID, len(entries), r.Operations)
		}
		for _, e := range entries {
			if e.Own {
				list = append(list, fmt.Sprint(e.BookedOn, " ", e.Label, " ", e.Amount))
			}
		}
	}
	slices.Sort(list)
	return list
}

func march(labels ...string) (blocks []*statement.Draft) {
	balance := int64(1000)
	for i, label := range labels {
		blocks = append(blocks, block(ours, fmt.Sprintf("2026-03-%02d", i+1), balance, fmt.Sprintf("2026-03-%02d", i+2), op(fmt.Sprintf("2026-03-%02d", i+2), -10, label)))
		balance -= 10
	}
	return blocks
}

// TestADayHeldFromOneFormatTakesNothingFromAnother: equal totals are a double, days that nothing
// holds are taken.
func TestADayHeldFromOneFormatTakesNothingFromAnother(t *testing.T) {
	b := mustFormats(t)
	b.take("mars.txt", march("A", "B")...)
	month := block(ours, "2026-03-01", 1000, "2026-03-04", op("2026-03-02", -10, "A"), op("2026-03-03", -10, "B"), op("2026-03-04", -10, "C"))
	r := b.takeOther("mois", prefix, month)
	if r.NewOperations != 1 {
		t.Errorf("%d operations are new", r.NewOperations)
	}
	want := []string{"2026-03-02 A -10", "2026-03-03 B -10", "2026-03-04 virement c -10"}
	if got := b.held(); !slices.Equal(got, want) {
		t.Errorf("held %v, want %v", got, want)
	}
	for _, s := range b.all(r) {
		if s.State != statement.Conforming {
			t.Errorf("the other one is %s", s.State)
		}
	}
	again := b.take("mars encore.txt", march("A", "B", "C", "D")[2:]...)
	if again.NewOperations != 1 {
		t.Errorf("%d operations are new after the other format", again.NewOperations)
	}
	b.MustVerify()
}

// TestTwoFormatsThatDisagree on what a day comes to are for a person.
func TestTwoFormatsThatDisagree(t *testing.T) {
	b := mustFormats(t)
	first := b.take("mars.txt", march("A", "B")...)
	r := b.takeOther("mois", prefix, block(ours, "2026-03-01", 1000, "2026-03-03", op("2026-03-02", -10, "A"), op("2026-03-03", -7, "B"), op("2026-03-03", -1, "B")))
	if got := b.held(); !slices.Equal(got, []string{"2026-03-02 A -10", "2026-03-03 B -10"}) {
		t.Errorf("held %v", got)
	}
	if s := b.one(r); s.State != statement.Conflicting {
		t.Errorf("the other one is %s", s.State)
	}
	if s := b.all(first); s[0].State == statement.Conflicting == (s[1].State == statement.Conflicting) {
		t.Errorf("the day's own statement alone is in doubt: %s, %s", s[0].State, s[1].State)
	}
	b.MustVerify()
}

// TestTheSameTotalsInOtherLines are a double, too: a bank groups what it lists elsewhere.
func TestTheSameTotalsInOtherLines(t *testing.T) {
	b := mustFormats(t)
	b.take("mars.txt", march("A")...)
	r := b.takeOther("mois", prefix, block(ours, "2026-03-01", 1000, "2026-03-02", op("2026-03-02", -4, "A1"), op("2026-03-02", -6, "A2")))
	if s := b.one(r); r.NewOperations != 0 || s.State == statement.Conflicting || s.Own != 0 {
		t.Errorf("%d new, %s", r.NewOperations, s.State)
	}
}

// TestTheOtherFormatTakesOver once the file that held its days is undone, and gives way to nothing
// that comes later.
func TestTheOtherFormatTakesOver(t *testing.T) {
	for name, bare := range map[string]string{"with balances": prefix, "without": barePrefix} {
		t.Run(name, func(t *testing.T) {
			b := mustFormats(t)
			first := b.take("mars.txt", march("A", "B")...)
			b.takeOther("mois", bare, block(ours, "2026-03-01", 1000, "2026-03-03", op("2026-03-02", -10, "A"), op("2026-03-03", -10, "B")))
			if err := b.Collect.Undo(background, b.Systeme(), first.FileID); err != nil {
				t.Fatal(err)
			}
			want := []string{"2026-03-02 virement a -10", "2026-03-03 virement b -10"}
			if got := b.held(); !slices.Equal(got, want) {
				t.Errorf("held %v, want %v", got, want)
			}
			b.MustVerify()
			if r := b.take("mars.txt", march("A", "B")...); r.NewOperations != 0 {
				t.Errorf("%d operations are new", r.NewOperations)
			}
			if got := b.held(); !slices.Equal(got, want) {
				t.Errorf("held %v, want %v", got, want)
			}
			b.MustVerify()
		})
	}
}

// TestFormatsProperty: whatever files of two formats come, in any order, with any of them undone,
// each day that one of them shows is held once, from one format, and nothing is in conflict.
func TestFormatsProperty(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		b := mustFormats(t)
		type given struct {
			from, to int
			id       int64
		}
		var files []given
		for i := range rapid.IntRange(1, 6).Draw(rt, "files") {
			from := rapid.IntRange(0, 8).Draw(rt, "from")
			to := rapid.IntRange(from, 8).Draw(rt, "to")
			blocks := march("A", "B", "C", "D", "E", "F", "G", "H", "I")[from : to+1]
			name := fmt.Sprint(i)
			var r collect.FileReport
			if rapid.Bool().Draw(rt, "other") {
				r = b.takeOther(name, prefix, blocks...)
			} else {
				r = b.take(name, blocks...)
			}
			if r.Outcome == collect.Imported {
				files = append(files, given{from, to, r.FileID})
			}
		}
		for range rapid.IntRange(0, len(files)).Draw(rt, "undone") {
			i := rapid.IntRange(0, len(files)-1).Draw(rt, "which")
			if err := b.Collect.Undo(background, b.Systeme(), files[i].id); err != nil {
				rt.Fatal(err)
			}
			files = slices.Delete(files, i, i+1)
		}
		want := map[string]bool{}
		for _, f := range files {
			for day := f.from; day <= f.to; day++ {
				want[fmt.Sprintf("2026-03-%02d", day+2)] = true
			}
		}
		held := b.held()
		for _, line := range held {
			delete(want, line[:10])
		}
		rows, _, err := b.Statements.List(background, b.Systeme(), statement.Query{})
		if err != nil {
			rt.Fatal(err)
		}
		for _, r := range rows {
			if r.State == statement.Conflicting {
				rt.Errorf("statement %d is in conflict", r.ID)
			}
		}
		if len(want) > 0 || len(held) != len(days(held)) {
			rt.Errorf("held %v, missing %v", held, want)
		}
		if h, err := b.Verify(background, b.Systeme()); err != nil || !h.OK {
			rt.Errorf("%v %v", h.Problems, err)
		}
	})
}

// days are those of lines, each once.
func days(lines []string) []string {
	all := make([]string, len(lines))
	for i, line := range lines {
		all[i] = line[:10]
	}
	return slices.Compact(all)
}
