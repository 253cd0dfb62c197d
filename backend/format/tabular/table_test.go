package tabular

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"sobank/backend/civil"
	"sobank/backend/draft"
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

// years writes lines of one day after the other, up to a size.
type years struct {
	day  civil.Date
	left int64
	rest string
}

func (y *years) Read(p []byte) (int, error) {
	if y.rest == "" {
		if y.left <= 0 {
			return 0, io.EOF
		}
		y.day = y.day.AddDays(1)
		y.rest = strings.Repeat(y.day.String()+";PAIEMENT CARTE;-12,50\n", 20_000)
		y.left -= int64(len(y.rest))
	}
	n := copy(p, y.rest)
	y.rest = y.rest[n:]
	return n, nil
}

// TestMemory: a long list is cut, and read a part at a time.
func TestMemory(t *testing.T) {
	m := guessed(t, []byte(head+"2026-03-31;A;1,00\n"))
	in := io.MultiReader(strings.NewReader(head), &years{day: 20180101, left: drafttest.Size(64 << 20)})
	r := NewReader(in, Options{Today: today, Account: given, Mapping: m, Book: noBook})
	if n, operations := drafttest.Bounded(t, r, 256<<20); n < 5 || operations < 1_000_000 {
		t.Errorf("%d statements, %d operations", n, operations)
	}
}

// TestDaysThatComeBack in a list that is too long to be held would be two statements of one day.
func TestDaysThatComeBack(t *testing.T) {
	m := guessed(t, []byte(head+"31/03/2026;A;1,00\n"))
	content := head + strings.Repeat("30/03/2026;A;1,00\n", maxChunk) + "31/03/2026;A;1,00\n30/03/2026;A;1,00\n"
	got := drafttest.All(t, []byte(content), NewReader(strings.NewReader(content), Options{Today: today, Account: given, Mapping: m, Book: noBook}))
	if fault.CodeOf(got.Err()) != fault.Unreadable || !strings.Contains(got.Error, "ligne 100003") {
		t.Errorf("got %v", got.Err())
	}
}

// TestWhoseTableItIs: the account that a table names wins over the one that its mapping was made on,
// and is never another than the one that a person chose.
func TestWhoseTableItIs(t *testing.T) {
	const other = iban.IBAN("FR7630004000010000000000136")
	named, bare := "Compte "+string(other)+"\n"+head+"31/03/2026;A;1,00\n", head+"31/03/2026;A;1,00\n"
	known := []Known{{Name: "Banque", Columns: names([]string{"Date", "Libellé", "Montant"}), Mapping: guessed(t, []byte(named))}}
	for name, c := range map[string]struct {
		content string
		account iban.IBAN
		mapping []byte
		want    string
	}{
		"a saved mapping brings no account":            {bare, given, nil, string(given)},
		"nobody said it":                               {bare, "", nil, "account"},
		"the table says it":                            {named, "", nil, string(other)},
		"the table says another than the one chosen":   {named, given, nil, "account"},
		"a given mapping of a table that names it":     {named, "", guessed(t, []byte(bare)), string(other)},
		"a given mapping of another, one chosen":       {bare, given, guessed(t, []byte(named)), string(given)},
		"a given mapping, the table says another than": {named, given, guessed(t, []byte(bare)), "account"},
	} {
		got := drafttest.All(t, []byte(c.content), NewReader(strings.NewReader(c.content), Options{Today: today, Account: c.account, Mapping: c.mapping, Known: known, Book: noBook}))
		if got.Err() != nil {
			if fault.From(got.Err()).Field != c.want {
				t.Errorf("%s: %v", name, got.Err())
			}
		} else if string(got.Drafts[0].IBAN) != c.want {
			t.Errorf("%s: %s", name, got.Drafts[0].IBAN)
		}
	}
}

// TestANumberIsNeverTakenForAnother: what is not written as the mapping says is not read.
func TestANumberIsNeverTakenForAnother(t *testing.T) {
	for text, want := range map[string]int64{"1 234,56": 123456, "1.234,56": 123456, "-12,5": -1250, "12,50-": -1250, "(12,50)": -1250, "12,50 €": 1250, "€ -12,50": -1250, "12,50 EUR": 1250, "1\u202F000": 100000, "+1": 100, "1'000,00": 100000} {
		if got, code := (Mapping{Decimal: ","}).number(text, "EUR", 2, false); code != "" || got != want {
			t.Errorf("%q gives %d, %q", text, got, code)
		}
	}
	for text, want := range map[string]string{"12.50": draft.Amount, "1.5": draft.Amount, "1,234": draft.Decimals, "12 34,00": draft.Amount, "1.23.456": draft.Amount, "12,50 USD": draft.OtherCurrency, "$12,50": draft.OtherCurrency, "12,50 D": draft.Amount, "--1": draft.Amount, "": draft.Amount} {
		if got, code := (Mapping{Decimal: ","}).number(text, "EUR", 2, false); code != want {
			t.Errorf("%q gives %d, %q", text, got, code)
		}
	}
	if _, code := (Mapping{Decimal: ","}).number("12.3456", "EUR", 2, true); code != draft.Decimals {
		t.Errorf("a workbook's number with too many decimals: %q", code)
	}
}

// TestASavedMappingDoesNotReadWhatItCannot: the same names over points instead of commas.
func TestASavedMappingDoesNotReadWhatItCannot(t *testing.T) {
	known := []Known{{Name: "Banque", Columns: names([]string{"Date", "Libellé", "Montant"}), Mapping: guessed(t, []byte(head+"31/03/2026;A;1,50\n"))}}
	content := head + "31/03/2026;A;12.50\n"
	_, err := NewReader(strings.NewReader(content), Options{Today: today, Account: given, Known: known, Book: noBook}).Next()
	if fault.From(err).Field != "mapping" {
		t.Errorf("got %v", err)
	}
	tabs := "Date\tLibell\xE9\tMontant\n31/03/2026\tCAF\xC9\t1,50\n" // the same columns, laid out in another way
	got := drafttest.All(t, []byte(tabs), NewReader(strings.NewReader(tabs), Options{Today: today, Account: given, Known: known, Book: noBook}))
	if got.Err() != nil || got.Drafts[0].Operations[0].Label != "CAFÉ" {
		t.Errorf("got %+v", got)
	}
}

// TestRowsOfBanks reads what banks write in tables beside operations.
func TestRowsOfBanks(t *testing.T) {
	for name, c := range map[string]struct{ content, want string }{
		"a direction":                 {"Date;Libellé;Montant;Sens\n30/03/2026;A;1,00;D\n31/03/2026;B;2,00;C\n", "-100 A, 200 B"},
		"a direction nobody knows":    {"Date;Libellé;Montant;Sens\n30/03/2026;A;1,00;D\n31/03/2026;B;2,00;X\n", "-100 A, 1 unreadable"},
		"a debit that is undone":      {"Date;Libellé;Débit;Crédit\n30/03/2026;A;12,50;\n31/03/2026;B;-12,50;\n", "-1250 A, 1250 B"},
		"debits with their own minus": {"Date;Libellé;Débit;Crédit\n30/03/2026;A;-12,50;\n31/03/2026;B;;3,00\n", "-1250 A, 300 B"},
		"a total below":               {"Date;Libellé;Débit;Crédit\n30/03/2026;A;12,50;\n;TOTAL;12,50;0,00\n", "-1250 A"},
		"a label on two rows":         {"Date;Libellé;Montant\n30/03/2026;A;1,00\n;MOTIF;\n", "100 A [MOTIF]"},
		"debit and credit, no names":  {"30/03/2026;A;1,00;\n31/03/2026;B;;2,00\n", "-100 A, 200 B"},
		"one day that is none":        {head + strings.Repeat("30/03/2026;A;1,00\n", 8) + "31/02/2026;B;1,00\n", strings.Repeat("100 A, ", 8) + "1 unreadable"},
		"a quote that nothing closes": {head + "30/03/2026;\"A;1,00\n31/03/2026;B;2,00\n", "100 \"A, 200 B"},
	} {
		got := drafttest.All(t, []byte(c.content), NewReader(strings.NewReader(c.content), Options{Today: today, Account: given, Mapping: guessed(t, []byte(c.content)), Book: noBook}))
		var words []string
		for _, d := range got.Drafts {
			for _, o := range d.Operations {
				text := fmt.Sprintf("%d %s", o.Amount, o.Label)
				for _, detail := range o.Details {
					text += " [" + detail.Text + "]"
				}
				words = append(words, text)
			}
			if d.Unreadable > 0 {
				words = append(words, fmt.Sprintf("%d unreadable", d.Unreadable))
			}
		}
		if strings.Join(words, ", ") != c.want || got.Err() != nil {
			t.Errorf("%s: got %v, %v", name, words, got.Err())
		}
	}
}

// TestAccountsThatAlternate are a statement each, and keep every line.
func TestAccountsThatAlternate(t *testing.T) {
	const row, other = "FR7630004000010000000000136;30/03/2026;FRAIS;-1,00\n", "FR7630004000010000000000039;30/03/2026;FRAIS;-1,00\n"
	content := "Compte;Date;Libellé;Montant\n" + row + other + row + other + "\n"
	got := drafttest.All(t, []byte(content), NewReader(strings.NewReader(content), Options{Today: today, Mapping: guessed(t, []byte(content)), Book: noBook}))
	if got.Err() != nil || len(got.Drafts) != 2 || len(got.Drafts[0].Operations) != 2 || len(got.Drafts[1].Operations) != 2 || len(got.Drafts[1].Raw) != 0 {
		t.Errorf("got %+v", got)
	}
	numbers := "Date;Libellé;Montant;N° de compte\n30/03/2026;A;1,00;00040001111\n30/03/2026;B;1,00;00040002222\n"
	got = drafttest.All(t, []byte(numbers), NewReader(strings.NewReader(numbers), Options{Today: today, Account: given, Mapping: guessed(t, []byte(numbers)), Book: noBook}))
	if len(got.Drafts) != 2 || got.Drafts[0].IBAN != "" || got.Drafts[1].RIB.Number != "00040002222" {
		t.Errorf("got %+v", got)
	}
}

// TestARIB is an account by its key, and none with a wrong one.
func TestARIB(t *testing.T) {
	for text, want := range map[string]string{"20041 01005 0500013M026 06": "FR1420041010050500013M02606", "20041 01005 0500013M026 07": "", "20041010050500013M026": "FR1420041010050500013M02606"} {
		content := "Compte;Date;Libellé;Montant\n" + text + ";30/03/2026;A;1,00\n"
		m := Mapping{Delimiter: ";", Decimal: ",", Dates: "dmy", Header: 1, Roles: []string{account, booked, label, amount}}
		mapping, _ := json.Marshal(m)
		got := drafttest.All(t, []byte(content), NewReader(strings.NewReader(content), Options{Today: today, Mapping: mapping, Book: noBook}))
		if got.Err() != nil || string(got.Drafts[0].IBAN) != want {
			t.Errorf("%s gives %+v", text, got)
		}
	}
}

// TestOpenDecimals are asked: « 1.000 » is one, or a thousand.
func TestOpenDecimals(t *testing.T) {
	look, err := Preview([]byte(head+"30/03/2026;A;1.000\n31/03/2026;B;2.000\n"), nil, nil, today, noBook)
	if err != nil || len(look.Doubts) != 1 || look.Doubts[0].Field != "decimal" || look.Mapping.Decimal != "" {
		t.Errorf("got %+v, %v", look, err)
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
