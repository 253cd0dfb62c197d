package qif

import (
	"bytes"
	"strings"
	"testing"

	"sobank/backend/civil"
	"sobank/backend/draft/drafttest"
	"sobank/backend/fault"
	"sobank/backend/iban"
)

var today = civil.MustParse("2026-04-01")

const given = iban.IBAN("FR7630004000010000000000039")

func read1(content []byte) drafttest.Reader {
	return NewReader(bytes.NewReader(content), today, given, "")
}

// TestGolden: what is read of each file, in full. `go test ./backend/format/qif -update` writes them.
func TestGolden(t *testing.T) { drafttest.Golden(t, "*.qif", read1) }

// TestSamples reads the public files that the project did not write, where they are.
func TestSamples(t *testing.T) {
	want := map[string]int{"empty.qif": -1, "test_nosymbol.qif": -1, "test_split.qif": 1}
	for name, content := range drafttest.Samples(t, "qif", "*.qif") {
		got := drafttest.All(t, content, NewReader(bytes.NewReader(content), today, given, "mdy"))
		operations := 0
		for _, d := range got.Drafts {
			operations += len(d.Operations)
		}
		if got.Err() != nil {
			operations = -1
		}
		if n, ok := want[name]; ok && operations != n {
			t.Errorf("%s: %d operations, %v", name, operations, got.Err())
		}
	}
}

// TestDates are asked for when several orders make every line a day.
func TestDates(t *testing.T) {
	for dates, want := range map[string]string{
		"31/03/2026": "2026-03-31", "3/31/2026": "2026-03-31", "2026-03-31": "2026-03-31", "31.03.26": "2026-03-31", "03/03/2026": "2026-03-03",
		"05/03/2026": "ask", "05/03/2026 31/03/2026": "2026-03-05", "01/02/03": "ask", "1/ 5' 6": "ask", "13/13/2026": "", "31/03/1931": "",
	} {
		var text strings.Builder
		text.WriteString("!Type:Bank\n")
		for one := range strings.FieldsSeq(strings.ReplaceAll(dates, "/ ", "/_")) {
			text.WriteString("D" + strings.ReplaceAll(one, "_", " ") + "\nT1.00\nPA\n^\n")
		}
		if strings.Contains(dates, "'") {
			text.Reset()
			text.WriteString("!Type:Bank\nD" + dates + "\nT1.00\nPA\n^\n")
		}
		got := drafttest.All(t, []byte(text.String()), read1([]byte(text.String())))
		switch e := fault.From(got.Err()); {
		case want == "ask":
			if got.Err() == nil || e.Code != fault.Invalid || e.Field != "dates" {
				t.Errorf("%s: %+v", dates, got)
			}
		case want == "":
			if got.Err() != nil || got.Drafts[0].Unreadable != 1 {
				t.Errorf("%s: %+v", dates, got)
			}
		case got.Err() != nil || len(got.Drafts[0].Operations) == 0 || got.Drafts[0].Operations[0].BookedOn.String() != want:
			t.Errorf("%s: %+v", dates, got)
		}
	}
}

// TestAnAnswerIsTaken as it is given.
func TestAnAnswerIsTaken(t *testing.T) {
	content := []byte("!Type:Bank\nD05/03/2026\nT1.00\nPA\n^\n")
	for order, want := range map[string]string{"dmy": "2026-03-05", "mdy": "2026-05-03"} {
		got := drafttest.All(t, content, NewReader(bytes.NewReader(content), today, given, order))
		if got.Err() != nil || got.Drafts[0].Operations[0].BookedOn.String() != want {
			t.Errorf("%s: %+v", order, got)
		}
	}
}

// TestWhatIsRefused says what is wrong, in French.
func TestWhatIsRefused(t *testing.T) {
	for content, words := range map[string]string{
		"rien": "n'est pas un fichier QIF", "!Type:Cat\nNRepas\n^\n": "aucune liste", "!Type:Bank\nP" + strings.Repeat("x", 3<<20): "trop longue",
	} {
		got := drafttest.All(t, []byte(content), read1([]byte(content)))
		if fault.CodeOf(got.Err()) != fault.Unreadable || !strings.Contains(got.Error, words) {
			t.Errorf("%.30q: %v", content, got.Err())
		}
	}
	content := []byte("!Type:Bank\nD31/03/2026\nT1.00\n^\n")
	if e := fault.From(drafttest.All(t, content, NewReader(bytes.NewReader(content), today, "", "")).Err()); e.Field != "account" {
		t.Errorf("got %v", e)
	}
}

const one = "!Type:Bank\nD31/03/2026\nT-1,00\nPCAFE\nMCarte\n^\n"

// TestMemory: a file of many lists is read one at a time.
func TestMemory(t *testing.T) {
	r := NewReader(drafttest.Endless(one, one, "", drafttest.Size(12<<20)), today, given, "")
	if n, operations := drafttest.Bounded(t, r, 32<<20); n < 50_000 || operations != n {
		t.Errorf("%d lists, %d operations", n, operations)
	}
}

// FuzzRead: nothing crashes, and what is kept is the file.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{one, one + one, "!Account\n!Type:Bank\nD1/1'5\nTx\n^", "!Type:Bank\n^^\nS\n$\n"} {
		f.Add([]byte(seed), "")
		f.Add([]byte(seed), "mdy")
	}
	f.Fuzz(func(t *testing.T, content []byte, order string) {
		drafttest.All(t, content, NewReader(bytes.NewReader(content), today, given, order))
	})
}

// BenchmarkRead reads 100 000 operations.
func BenchmarkRead(b *testing.B) {
	_, part, _ := strings.Cut(one, "\n")
	content := []byte("!Type:Bank\n" + strings.Repeat(part, 100_000))
	b.SetBytes(int64(len(content)))
	for b.Loop() {
		d, err := NewReader(bytes.NewReader(content), today, given, "").Next()
		if err != nil || len(d.Operations) != 100_000 {
			b.Fatal(err)
		}
	}
	b.ReportMetric(100_000*float64(b.N)/b.Elapsed().Seconds(), "op/s")
}
