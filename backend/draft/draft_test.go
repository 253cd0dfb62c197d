package draft

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// TestReadAmount reads amounts as the files of banks write them, exactly.
func TestReadAmount(t *testing.T) {
	for text, want := range map[string]int64{
		"0": 0, "12": 1200, "12,5": 1250, "12.50": 1250, "-12,50": -1250, "+12,50": 1250, "12,50-": -1250, "−12,50": -1250,
		"1 234,56": 123456, "1\u202F234,56": 123456, "1.234,56": 123456, "1,234.56": 123456, "1'234.56": 123456, "1.234.567": 123456700,
		"1,234,567.8": 123456780, ",5": 50, "5,": 500, "12,5000": 1250, "- 5": -500,
	} {
		if got, problem := ReadAmount(text, 2); problem != "" || got != want {
			t.Errorf("%q gives %d, %q; want %d", text, got, problem, want)
		}
	}
	for text, want := range map[string]string{
		"": Amount, "-": Amount, "abc": Amount, "12,345": Decimals, "1-2": Amount, "--1": Amount, "99999999999999999999": Amount, "92233720368547758,08": Amount, "1e5": Amount, "12 €": Amount,
	} {
		if _, problem := ReadAmount(text, 2); problem != want {
			t.Errorf("%q: %q, want %q", text, problem, want)
		}
	}
	if got, problem := ReadAmount("1 500", 0); got != 1500 || problem != "" {
		t.Errorf("yen: %d %q", got, problem)
	}
	if got, problem := ReadAmount("1,250", 3); got != 1250 || problem != "" {
		t.Errorf("dinars: %d %q", got, problem)
	}
}

// TestRemittance cuts at blanks, and loses nothing but them.
func TestRemittance(t *testing.T) {
	text := strings.Repeat("été ", 50)
	details := Remittance("LCC", strings.TrimSpace(text))
	var all []string
	for _, d := range details {
		if d.Qualifier != "LCC" || utf8.RuneCountInString(d.Text) > 70 {
			t.Errorf("line %q", d.Text)
		}
		all = append(all, d.Text)
	}
	if strings.Join(all, " ") != strings.TrimSpace(text) {
		t.Errorf("got %q", all)
	}
	if long := Remittance("LCC", strings.Repeat("x", 150)); len(long) != 3 || len(Remittance("LCC", "")) != 0 {
		t.Errorf("got %v", long)
	}
}

// TestLogIsBounded and says how many it did not keep.
func TestLogIsBounded(t *testing.T) {
	var l Log
	for i := range 1500 {
		l.Add(1500-i, "", "", Amount, "montant illisible")
	}
	list := l.Take()
	if len(list) != 1001 || list[0].Line > list[1].Line || !strings.Contains(list[1000].Message, "500") || len(l.Take()) != 0 {
		t.Errorf("%d warnings, the last %+v", len(list), list[len(list)-1])
	}
}

// FuzzReadAmount never panics, and a number that it read is one.
func FuzzReadAmount(f *testing.F) {
	f.Add("1 234,56", 2)
	f.Fuzz(func(t *testing.T, text string, decimals int) {
		minor, problem := ReadAmount(text, decimals&3)
		if problem == "" && !strings.ContainsAny(text, "0123456789") {
			t.Fatalf("%q gives %d", text, minor)
		}
	})
}
