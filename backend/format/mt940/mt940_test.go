package mt940

import (
	"bytes"
	"strings"
	"testing"

	"sobank/backend/civil"
	"sobank/backend/draft/drafttest"
	"sobank/backend/fault"
	"sobank/backend/iban"
	"sobank/backend/statement"
)

var today = civil.MustParse("2026-04-01")

const given = iban.IBAN("FR7630004000010000000000039")

func read(content []byte) drafttest.Reader { return NewReader(bytes.NewReader(content), today, "") }

// TestGolden: what is read of each file, in full. `go test ./backend/format/mt940 -update` writes them.
func TestGolden(t *testing.T) { drafttest.Golden(t, "*.sta", read) }

// TestSamples reads the public files that the project did not write, where they are: single lines of
// a message are no statement, and say so.
func TestSamples(t *testing.T) {
	for name, content := range drafttest.Samples(t, "mt940", "*.sta") {
		got := drafttest.All(t, content, NewReader(bytes.NewReader(content), today, given))
		operations := 0
		for _, d := range got.Drafts {
			credits, debits, _ := statement.Totals(d.Operations)
			operations += len(d.Operations)
			if d.Opening == nil || d.Closing == nil || d.Opening.Amount+credits+debits != d.Closing.Amount {
				t.Errorf("%s: the statement of line %d does not add up", name, d.Line)
			}
		}
		if whole := name == "cmxl_mt940.sta"; whole != (len(got.Drafts) == 3 && operations == 16) || whole != (got.Err() == nil) {
			t.Errorf("%s: %d statements, %d operations, %v", name, len(got.Drafts), operations, got.Err())
		}
	}
}

// TestDetect knows MT940 by its content.
func TestDetect(t *testing.T) {
	for content, want := range map[string]bool{
		":20:A\r\n:25:X\r\n": true, "{1:F01}{4:\r\n:20:A\r\n:60F:C260227EUR1,\r\n": true, ":20:A\r\n": false, "a:25:b\r\n": false, "": false, "<OFX>": false,
	} {
		if Detect([]byte(content)) != want {
			t.Errorf("%q", content)
		}
	}
}

// TestEntryDay is nearest to the value day, over the year's end.
func TestEntryDay(t *testing.T) {
	for _, c := range [][3]string{{"0102", "2025-01-01", "2025-01-02"}, {"1231", "2025-01-02", "2024-12-31"}, {"0101", "2024-12-31", "2025-01-01"}, {"0229", "2025-03-01", "2024-02-29"}} {
		if got, ok := entryDay(c[0], civil.MustParse(c[1])); !ok || got.String() != c[2] {
			t.Errorf("%v gives %s", c, got)
		}
	}
	if _, ok := entryDay("1332", today); ok {
		t.Error("1332 is no day")
	}
}

// TestWhoseAccountItIs is asked when the file does not say it.
func TestWhoseAccountItIs(t *testing.T) {
	content := []byte(":20:A\r\n:60F:C260227EUR1,00\r\n:61:260302D1,00NMSCA\r\n:62F:C260302EUR0,00\r\n")
	if e := fault.From(drafttest.All(t, content, read(content)).Err()); e.Code != fault.Invalid || e.Field != "account" {
		t.Errorf("got %v", e)
	}
	if got := drafttest.All(t, content, NewReader(bytes.NewReader(content), today, given)); got.Err() != nil || got.Drafts[0].IBAN != given {
		t.Errorf("got %+v", got)
	}
}

// TestAccounts reads :25: in the ways of French banks; a wrong key is no account.
func TestAccounts(t *testing.T) {
	for text, want := range map[string]string{
		"FR1420041010050500013M02606": "FR1420041010050500013M02606", "FR1420041010050500013M02606EUR": "FR1420041010050500013M02606", "20041010050500013M02606": "FR1420041010050500013M02606",
		"20041/01005/0500013M026/06": "FR1420041010050500013M02606", "2004101005/0500013M026": "FR1420041010050500013M02606", "2004101005/0500013M02606": "FR1420041010050500013M02606",
		"20041010050500013M02607": "", "50880050/0194785000888": "",
	} {
		content := []byte(":20:A\r\n:25:" + text + "\r\n:60F:C260227EUR1,00\r\n:61:260302D1,00NMSCA\r\n:62F:C260302EUR0,00\r\n")
		if got := drafttest.All(t, content, read(content)); got.Err() != nil || string(got.Drafts[0].IBAN) != want {
			t.Errorf("%s gives %q, %v", text, got.Drafts[0].IBAN, got.Err())
		}
	}
}

// TestWhatIsRefused says what is wrong, in French.
func TestWhatIsRefused(t *testing.T) {
	for content, words := range map[string]string{
		"rien": "n'est pas un relevé MT940",
		":20:A\r\n:25:X\r\n:86:" + strings.Repeat("x", 3<<20): "trop longue",
		":20:A\r\n:25:X\r\n-\r\n":                             "aucun relevé",
	} {
		got := drafttest.All(t, []byte(content), read([]byte(content)))
		if fault.CodeOf(got.Err()) != fault.Unreadable || !strings.Contains(got.Error, words) {
			t.Errorf("%.30q: %v", content, got.Err())
		}
	}
}

const one = ":20:A\r\n:25:FR7630004000010000000000039\r\n:60F:C260227EUR10,00\r\n:61:260302D1,00NMSCA\r\n:86:CAFE\r\n:62F:C260302EUR9,00\r\n-\r\n"

// TestMemory: a long file is read one statement at a time.
func TestMemory(t *testing.T) {
	r := NewReader(drafttest.Endless(one, one, "", drafttest.Size(64<<20)), today, "")
	if n, operations := drafttest.Bounded(t, r, 32<<20); n < 100_000 || operations != n {
		t.Errorf("%d statements, %d operations", n, operations)
	}
}

// FuzzRead: nothing crashes, and what is kept is the file.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{one, one + one, strings.ReplaceAll(one, "62F", "62M") + strings.ReplaceAll(one, "60F", "60M"), ":25:A\n:61:2501010102D120,00NMSC\n:86:123?00A?20B", "{1:}{4:\n:20:A\n:60F:C260227EUR1,"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		drafttest.All(t, content, NewReader(bytes.NewReader(content), today, given))
	})
}

// BenchmarkRead reads 100 000 operations.
func BenchmarkRead(b *testing.B) {
	head, rest, _ := strings.Cut(one, ":61:")
	part, tail, _ := strings.Cut(rest, ":62F:")
	content := []byte(head + strings.Repeat(":61:"+part, 100_000) + ":62F:" + tail)
	b.SetBytes(int64(len(content)))
	for b.Loop() {
		d, err := NewReader(bytes.NewReader(content), today, "").Next()
		if err != nil || len(d.Operations) != 100_000 {
			b.Fatal(err)
		}
	}
	b.ReportMetric(100_000*float64(b.N)/b.Elapsed().Seconds(), "op/s")
}
