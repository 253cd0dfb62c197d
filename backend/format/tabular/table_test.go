package tabular

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"sobank/backend/civil"
	"sobank/backend/draft/drafttest"
	"sobank/backend/fault"
	"sobank/backend/iban"
)

var today = civil.MustParse("2026-04-01")

const given = iban.IBAN("FR7630004000010000000000039")

// noBook reads no workbook.
func noBook([]byte, string) ([][]string, []string, error) { return nil, nil, errors.New("no workbook") }

// guessed is a mapping as the assistant proposes it; dates that stay open are French.
func guessed(t testing.TB, content []byte) []byte {
	t.Helper()
	look, err := Preview(content, nil, nil, today, noBook)
	if err != nil {
		t.Fatal(err)
	}
	m := look.Mapping
	m.Dates = first(m.Dates, "dmy")
	text, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// TestGolden: what is read of each file as it is guessed, in full. `go test ./backend/format/tabular
// -update` writes them.
func TestGolden(t *testing.T) {
	drafttest.Golden(t, "*.csv", func(content []byte) drafttest.Reader {
		return NewReader(bytes.NewReader(content), Options{Today: today, Account: given, Mapping: guessed(t, content), Book: noBook})
	})
}

// TestGuess lays out the tables of banks.
func TestGuess(t *testing.T) {
	for content, want := range map[string]string{
		"Date;Date de valeur;Libellé;Débit euros;Crédit euros;\n31/03/2026;31/03/2026;A;1,00;;\n": "; dmy , 1 booked_on|value_on|label|debit|credit|",
		"Date\tLibellé\tMontant (EUR)\n03/31/2026\tA\t1,234.56\n":                                 "\t mdy . 1 booked_on|label|amount",
		"Relevé\n\nDate opération,Libellé,Montant\n2026-03-31,A,-1.00\n":                          ", ymd . 3 booked_on|label|amount",
		"31/03/2026;A;1,00;10,00\n30/03/2026;B;2,00;9,00\n":                                       "; dmy , 0 booked_on|label|amount|balance",
		"Date;Libellé;Montant\n05/03/2026;A;1,00\n":                                               ";  , 1 booked_on|label|amount",
		"Date comptable|Nature|Détail|Montant|Solde|Devise\n13/03/26|VIR|x|1|2|EUR\n":             "| dmy , 1 booked_on|label|more_label|amount|balance|currency",
	} {
		look, err := Preview([]byte(content), nil, nil, today, noBook)
		m := look.Mapping
		if got := fmt.Sprintf("%s %s %s %d %s", m.Delimiter, m.Dates, m.Decimal, m.Header, strings.Join(m.Roles, "|")); err != nil || got != want {
			t.Errorf("%q:\n got %q, %v\nwant %q", content, got, err, want)
		}
	}
}

// TestAmbiguousDatesAreAsked and never guessed.
func TestAmbiguousDatesAreAsked(t *testing.T) {
	content := []byte("Date;Libellé;Montant\n03/04/2026;A;1,00\n05/04/2026;B;1,00\n")
	look, err := Preview(content, nil, nil, today.AddDays(60), noBook)
	if err != nil || len(look.Doubts) != 1 || look.Doubts[0].Field != "dates" || len(look.Doubts[0].Options) != 2 || look.Doubts[0].Question != "« 03/04/2026 » est-il le 03/04/2026 ou le 04/03/2026 ?" {
		t.Errorf("got %+v, %v", look.Doubts, err)
	}
	m := look.Mapping
	text, _ := json.Marshal(m)
	_, err = NewReader(bytes.NewReader(content), Options{Today: today, Account: given, Mapping: text, Book: noBook}).Next()
	if e := fault.From(err); e.Code != fault.Invalid || e.Field != "mapping" {
		t.Errorf("got %v", err)
	}
}

// TestASavedMappingRecognisesTheNextFile, wherever its names stand, and takes the account above them.
func TestASavedMappingRecognisesTheNextFile(t *testing.T) {
	march := []byte("Compte FR7630004000010000000000136\nDate;Libellé;Montant\n31/03/2026;A;1,00\n")
	known := []Known{{Name: "Banque", Columns: names([]string{"Date", "Libellé", "Montant"}), Mapping: guessed(t, march)}}
	april := []byte("\nDATE;LIBELLE;MONTANT\n01/04/2026;A;1,00\n")
	look, err := Preview(april, nil, known, today, noBook)
	if err != nil || look.RecognisedAs != "Banque" || look.Mapping.Header != 2 {
		t.Errorf("got %+v, %v", look, err)
	}
	got := drafttest.All(t, april, NewReader(bytes.NewReader(april), Options{Today: today, Account: given, Known: known, Book: noBook}))
	if got.Err() != nil || len(got.Drafts) != 1 || got.Drafts[0].Operations[0].BookedOn.String() != "2026-04-01" {
		t.Errorf("got %+v", got)
	}
	got = drafttest.All(t, march, NewReader(bytes.NewReader(march), Options{Today: today, Known: known, Book: noBook}))
	if got.Err() != nil || got.Drafts[0].IBAN != "FR7630004000010000000000136" {
		t.Errorf("got %+v", got)
	}
	other := []byte("Date;Objet;Montant\n01/04/2026;A;1,00\n")
	if e := fault.From(drafttest.All(t, other, NewReader(bytes.NewReader(other), Options{Today: today, Account: given, Known: known, Book: noBook})).Err()); e.Field != "mapping" {
		t.Errorf("got %v", e)
	}
}

// TestAWorkbook reads days and amounts as they are stored, exactly, and is kept whole.
func TestAWorkbook(t *testing.T) {
	book := func([]byte, string) ([][]string, []string, error) {
		return [][]string{{"Relevé"}, {"Date", "Libellé", "Montant", "Solde"}, {"46112", "A", "-12.5", "87.5"}, {"46113", "B", "1234.5600000000001", "1322.06"}}, []string{"Feuil1"}, nil
	}
	content := []byte("PK\x03\x04 a workbook")
	look, err := Preview(content, nil, nil, today.AddDays(200), book)
	if err != nil || look.Mapping.Header != 2 || look.Mapping.Dates == "" || look.Rows[0].BookedOn != "2026-03-31" {
		t.Fatalf("got %+v, %v", look, err)
	}
	text, _ := json.Marshal(look.Mapping)
	got := drafttest.All(t, content, NewReader(bytes.NewReader(content), Options{Today: today.AddDays(200), Account: given, Mapping: text, Book: book}))
	d := got.Drafts[0]
	if got.Err() != nil || d.Operations[0].Amount != -1250 || d.Operations[1].Amount != 123456 || d.Opening.Amount != 10000 || d.Closing.Amount != 132206 || d.Format != XLSX {
		t.Errorf("got %+v", got)
	}
}

// TestStored reads a workbook's numbers without a fraction's trace.
func TestStored(t *testing.T) {
	for text, want := range map[string]int64{"1": 100, "-1.5": -150, "0.1": 10, "1234.5600000000001": 123456, "-0.29999999999999999": -30, "1E3": 100000, "1.5E-1": 15} {
		if got, ok := stored(text, 2); !ok || got != want {
			t.Errorf("%s gives %d", text, got)
		}
	}
	for _, text := range []string{"1.005", "a", "1/3", "", "1e400000000", "99999999999999999999"} {
		if got, ok := stored(text, 2); ok {
			t.Errorf("%s gives %d", text, got)
		}
	}
}

// TestDays reads dates in the ways of banks.
func TestDays(t *testing.T) {
	for text, want := range map[string]string{"31/03/2026": "2026-03-31", "31.3.26": "2026-03-31", "2026-03-31": "2026-03-31", "20260331": "2026-03-31", "2026-03-31T12:00:00": "2026-03-31",
		"31 mars 2026": "2026-03-31", "31-MARS-26": "2026-03-31", "1 févr. 2026": "2026-02-01", "31/03/2026 12:30": "2026-03-31", "31/03/1931": "", "x": "", "": ""} {
		got, ok := (Mapping{Dates: "dmy"}).day(text, false, today)
		if ok != (want != "") || ok && got.String() != want {
			t.Errorf("%q gives %s", text, got)
		}
	}
}

// TestWhatIsNoTable says so.
func TestWhatIsNoTable(t *testing.T) {
	for _, content := range []string{"rien", "a;b\n1;2\n", "", "\x00\x01\x02"} {
		if DetectText([]byte(content)) {
			t.Errorf("%q is taken for a table", content)
		}
		if _, err := NewReader(strings.NewReader(content), Options{Today: today, Book: noBook}).Next(); fault.CodeOf(err) != fault.Unreadable {
			t.Errorf("%q: %v", content, err)
		}
	}
	for text, words := range map[string]string{`{"roles":["booked_on"]}`: "montant", `{"roles":["amount"]}`: "date", `{`: "lisible", `{"roles":["booked_on","amount","amount"],"decimal":","}`: "même rôle"} {
		if _, err := Parse([]byte(text)); fault.From(err).Field != "mapping" || !strings.Contains(err.Error(), words) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

const head = "Date;Libellé;Montant\n"

// TestMemory: a long list is cut, and read a part at a time.
func TestMemory(t *testing.T) {
	var days strings.Builder
	for day := 1; day <= 28; day++ {
		days.WriteString(strings.Repeat(fmt.Sprintf("%02d/03/2026;PAIEMENT CARTE;-12,50\n", day), 2000))
	}
	m := guessed(t, []byte(head+"31/03/2026;A;1,00\n"))
	r := NewReader(drafttest.Endless(head, days.String(), "", 48<<20), Options{Today: today, Account: given, Mapping: m, Book: noBook})
	if n, operations := drafttest.Bounded(t, r, 256<<20); n < 5 || operations < 1_000_000 {
		t.Errorf("%d statements, %d operations", n, operations)
	}
}

// FuzzRead: nothing crashes, and what is kept is the file.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{head + "31/03/2026;A;1,00\n", head + "\"31/03/2026\";\"A\n", "Date,Amount\n2026-03-31,1.00", "31/03/2026\tx\t1\n"} {
		f.Add([]byte(seed))
	}
	m := guessed(f, []byte(head+"31/03/2026;A;1,00\n"))
	f.Fuzz(func(t *testing.T, content []byte) {
		if isWorkbook(content) {
			return
		}
		if look, err := Preview(content, nil, nil, today, noBook); err == nil {
			if own, err := json.Marshal(look.Mapping); err == nil {
				drafttest.All(t, content, NewReader(bytes.NewReader(content), Options{Today: today, Account: given, Mapping: own, Book: noBook}))
			}
		}
		drafttest.All(t, content, NewReader(bytes.NewReader(content), Options{Today: today, Account: given, Mapping: m, Book: noBook}))
	})
}

func table100000() []byte {
	return []byte(head + strings.Repeat("13/03/2026;PAIEMENT CARTE;-12,50\n", 100_000))
}

// BenchmarkRead reads 100 000 operations, beside a plain pass of encoding/csv over the same bytes.
func BenchmarkRead(b *testing.B) {
	content := table100000()
	m := guessed(b, []byte(head+"31/03/2026;A;1,00\n"))
	b.SetBytes(int64(len(content)))
	for b.Loop() {
		d, err := NewReader(bytes.NewReader(content), Options{Today: today, Account: given, Mapping: m, Book: noBook}).Next()
		if err != nil || len(d.Operations) != 100_000 {
			b.Fatal(err)
		}
	}
	b.ReportMetric(100_000*float64(b.N)/b.Elapsed().Seconds(), "op/s")
}

func BenchmarkPlainCSV(b *testing.B) {
	content := table100000()
	b.SetBytes(int64(len(content)))
	for b.Loop() {
		r := csv.NewReader(bytes.NewReader(content))
		r.Comma = ';'
		if _, err := r.ReadAll(); err != nil {
			b.Fatal(err)
		}
	}
}
