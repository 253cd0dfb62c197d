package pdf_test

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"sobank/backend/civil"
	"sobank/backend/format/pdf"
	"sobank/backend/money"
	"sobank/backend/printing"
)

// sample is a statement of n operations, alternately a debit of 12,50 and a credit of 1 000,00
// of a currency of two decimals.
func sample(n int) printing.Paper {
	part := table(n)
	return printing.Paper{
		Title: "Relevé du 01/03/2026 au 31/03/2026", Notice: printing.Notice, Foot: "Cabinet Lœuillet & Associés – imprimé le 02/04/2026",
		Running: "Jardins SARL – FR76 3000 4458 5645 8565 2332 208 – relevé du 01/03/2026 au 31/03/2026",
		Facts: []printing.Fact{
			{Label: "Cabinet", Value: "Cabinet Lœuillet & Associés"}, {Label: "Client", Value: "Jardins SARL"}, {Label: "IBAN", Value: "FR76 3000 4458 5645 8565 2332 208"},
			{Label: "Banque", Value: "BNP Paribas"}, {Label: "Période", Value: "du 01/03/2026 au 31/03/2026"}, {Label: "Devise", Value: "EUR"},
			{Label: "État", Value: "Conforme"}, {Label: "Reçu le", Value: "02/04/2026"},
		},
		Parts: func(put func(printing.Part) error) error { return put(part) },
	}
}

func table(n int) printing.Part {
	debits, credits := int64((n+1)/2*1250), int64(n/2*100000)
	opening, closing := int64(-98000), -98000-debits+credits
	p := printing.Part{Currency: "EUR", Decimals: 2, Empty: "Aucune opération.",
		Before: []printing.Sum{{Label: "Solde de départ au 28/02/2026", Balance: &opening}},
		After: []printing.Sum{{Label: fmt.Sprintf("Total (%d opérations)", n), Debit: &debits, Credit: &credits},
			{Label: "Solde d'arrivée au 31/03/2026", Balance: &closing}}}
	if n == 0 {
		return p
	}
	p.Lines = func(put func(printing.Line) error) error {
		for i := range n {
			line := printing.Line{On: civil.MustParse("2026-03-02"), ValueOn: civil.MustParse("2026-03-03"), Label: fmt.Sprintf("PRLV SEPA ÉLECTRICITÉ DE FRANCE %05d", i+1), Amount: -1250}
			if i%2 == 1 {
				line.Label, line.Amount, line.ValueOn = fmt.Sprintf("VIR SEPA RECU %05d", i+1), 100000, 0
				line.More = []string{"Nom du payeur : MARTIN ET FILS", "Message au destinataire : FACTURE 2026-0412 DU 12 MARS, SECOND ACOMPTE SUR LES TRAVAUX DE MAÇONNERIE"}
			}
			if err := put(line); err != nil {
				return err
			}
		}
		return nil
	}
	return p
}

func MustPrintStatements(tb testing.TB, p printing.Paper) ([]byte, int) {
	tb.Helper()
	var out bytes.Buffer
	n, err := pdf.Statements{}.Print(&out, p)
	if err != nil {
		tb.Fatal(err)
	}
	if counted := pages(out.Bytes()); counted != n {
		tb.Fatalf("it says %d pages and has %d", n, counted)
	}
	return out.Bytes(), n
}

// MustRead is the text of each page as it stands on it; skipped where pdftotext is missing.
func MustRead(t *testing.T, content []byte) []string {
	t.Helper()
	text := bytes.ReplaceAll(MustRun(t, content, "-layout"), []byte("\u00a0"), []byte(" "))
	all := strings.Split(string(text), "\f")
	return all[:len(all)-1]
}

// word is one as it stands on a page, in millimetres from its left upper corner.
type word struct {
	text                     string
	left, top, right, bottom float64
}

var placed = regexp.MustCompile(`<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*)</word>`)

// MustPlace lists the words of all pages with their places; skipped where pdftotext is missing.
func MustPlace(t *testing.T, content []byte) (words []word) {
	t.Helper()
	for _, m := range placed.FindAllSubmatch(MustRun(t, content, "-bbox"), -1) {
		w := word{text: string(m[5])}
		for i, into := range []*float64{&w.left, &w.top, &w.right, &w.bottom} {
			points, err := strconv.ParseFloat(string(m[i+1]), 64)
			if err != nil {
				t.Fatal(err)
			}
			*into = points / 72 * 25.4
		}
		words = append(words, w)
	}
	if len(words) == 0 {
		t.Fatal("no word was found")
	}
	return words
}

// MustRun is what pdftotext makes of a PDF.
func MustRun(t *testing.T, content []byte, option string) []byte {
	t.Helper()
	reader, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("no pdftotext here")
	}
	cmd := exec.Command(reader, option, "-", "-")
	cmd.Stdin = bytes.NewReader(content)
	text, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// squeezed is a text whose blanks are single.
func squeezed(text string) string { return strings.Join(strings.Fields(text), " ") }

// show writes a PDF where somebody looks at it.
func show(t *testing.T, content []byte) {
	if dir := os.Getenv("SOBANK_PDF_DIR"); dir != "" {
		name := strings.NewReplacer("/", "-", "_", "-").Replace(t.Name())
		if err := os.WriteFile(dir+"/"+name+".pdf", content, 0o600); err != nil {
			t.Error(err)
		}
	}
}

func TestStatements(t *testing.T) {
	three := sample(0)
	three.Parts = func(put func(printing.Part) error) error {
		p := table(3)
		p.Currency, p.Decimals = "TND", 3
		return put(p)
	}
	long := sample(0)
	long.Parts = func(put func(printing.Part) error) error {
		p := table(1)
		p.Lines = func(put func(printing.Line) error) error {
			return put(printing.Line{On: 20260302, Label: strings.Repeat("RÈGLEMENT ", 30) + strings.Repeat("X", 200), Amount: -9_223_372_036_854_775_807,
				More: []string{strings.Repeat("Détail répété autant de fois qu'il faut pour passer d'une page à l'autre. ", 150)}})
		}
		return put(p)
	}
	for name, c := range map[string]struct {
		paper printing.Paper
		pages int
		says  []string
	}{
		"OnePage": {sample(20), 1, []string{
			"Établi par le cabinet d'après les données reçues – ne vaut pas relevé original", "Jardins SARL", "FR76 3000 4458 5645 8565 2332 208", "BNP Paribas",
			"Solde de départ au 28/02/2026 −980,00", "02/03/2026 03/03/2026 PRLV SEPA ÉLECTRICITÉ DE FRANCE 00001 12,50",
			"02/03/2026 – VIR SEPA RECU 00002 1 000,00", "Total (20 opérations) 125,00 10 000,00", "Solde d'arrivée au 31/03/2026 8 895,00", "Page 1 / 1",
			"Débit (EUR) Crédit (EUR)", "Nom du payeur : MARTIN ET FILS"}},
		"NoOperation":   {sample(0), 1, []string{"Aucune opération.", "Total (0 opérations) 0,00 0,00"}},
		"ThreeDecimals": {three, 1, []string{"Débit (TND)", "VIR SEPA RECU 00002 100,000", "−98,000"}},
		"LongLabel":     {long, 3, []string{"92 233 720 368 547 758,07", "À reporter", "Report", "Page 3 / 3"}},
	} {
		t.Run(name, func(t *testing.T) {
			content, n := MustPrintStatements(t, c.paper)
			show(t, content)
			if n != c.pages {
				t.Errorf("%d pages, want %d", n, c.pages)
			}
			text := squeezed(strings.Join(MustRead(t, content), "\n"))
			for _, said := range c.says {
				if !strings.Contains(text, said) {
					t.Errorf("it does not say %q:\n%s", said, text)
				}
			}
		})
	}
}

var carried = regexp.MustCompile(`(?m)^ *(À reporter|Report) +([\d ]+,\d\d) +([\d ]+,\d\d)$`)

// TestStatementsCarry reads forty pages: each says what it is, no operation is lost, and what
// one page carries is what stands on it and before it, and what the next begins with.
func TestStatementsCarry(t *testing.T) {
	const n = 1130
	content, _ := MustPrintStatements(t, sample(n))
	show(t, content)
	list := MustRead(t, content)
	if len(list) < 35 {
		t.Fatalf("%d pages", len(list))
	}
	seen, last := 0, []string{"", "0,00", "0,00"}
	for i, page := range list {
		if !strings.Contains(page, printing.Notice) || !strings.Contains(page, fmt.Sprintf("Page %d / %d", i+1, len(list))) {
			t.Errorf("page %d lacks its notice or its number", i+1)
		}
		carries := carried.FindAllStringSubmatch(page, -1)
		if i > 0 {
			if carries[0][1] != "Report" || squeezed(carries[0][2]) != last[1] || squeezed(carries[0][3]) != last[2] {
				t.Errorf("page %d begins with %q after %q", i+1, carries[0], last)
			}
		}
		seen += strings.Count(page, "PRLV SEPA") + strings.Count(page, "VIR SEPA")
		last = []string{"", money.Number(int64((seen+1)/2*1250), 2), money.Number(int64(seen/2*100000), 2)}
		for j := range last {
			last[j] = strings.ReplaceAll(last[j], "\u202f", " ")
		}
		if i < len(list)-1 {
			end := carries[len(carries)-1]
			if end[1] != "À reporter" || squeezed(end[2]) != last[1] || squeezed(end[3]) != last[2] {
				t.Errorf("page %d carries %q, and %q stands on it and before", i+1, end, last)
			}
		}
	}
	if seen != n {
		t.Errorf("%d operations of %d", seen, n)
	}
}

// TestStatementsTotalsStayTogether: totals and the balance after them do not part, and nothing
// is written into the foot or past the margins.
func TestStatementsTotalsStayTogether(t *testing.T) {
	for n := 20; n < 60; n++ {
		content, _ := MustPrintStatements(t, sample(n))
		if n == 40 {
			show(t, content)
		}
		list := MustRead(t, content)
		if end := list[len(list)-1]; !strings.Contains(end, "Total (") || !strings.Contains(end, "Solde d'arrivée") {
			t.Fatalf("with %d operations they part:\n%s", n, end)
		}
		for _, w := range MustPlace(t, content) {
			if w.bottom > 281 && w.top < 284 || w.top < 9 || w.left < 13.9 || w.right > 196.1 {
				t.Fatalf("with %d operations %q is out of its place: %+v", n, w.text, w)
			}
		}
	}
}

// TestStatementsOverAPeriod: each part has its heading, its notes and its own totals carried.
func TestStatementsOverAPeriod(t *testing.T) {
	p := sample(0)
	p.Notes = []string{"Interruption : il manque des opérations entre le 31/03/2026 et le 08/04/2026."}
	p.Parts = func(put func(printing.Part) error) error {
		for month, n := range []int{25, 0, 70} {
			part := table(n)
			part.Heading = fmt.Sprintf("Relevé du 01/%02d/2026 au 28/%02d/2026 – Non vérifiable", month+1, month+1)
			part.Notes = []string{"Non vérifiable : le solde d'arrivée n'a pas été communiqué. L'addition des opérations ne peut pas être vérifiée."}
			part.After[1] = printing.Sum{Label: "Solde d'arrivée", Text: "non communiqué"}
			if err := put(part); err != nil {
				return err
			}
		}
		return nil
	}
	content, _ := MustPrintStatements(t, p)
	show(t, content)
	text := squeezed(strings.Join(MustRead(t, content), "\n"))
	for _, said := range []string{"il manque des opérations entre le 31/03/2026 et le 08/04/2026.", "Relevé du 01/02/2026 au 28/02/2026 – Non vérifiable",
		"Non vérifiable (suite)", "Solde d'arrivée non communiqué", "Total (70 opérations) 437,50 35 000,00"} {
		if !strings.Contains(text, said) {
			t.Errorf("it does not say %q:\n%s", said, text)
		}
	}
}

func TestStatementsAreTheSameEachTime(t *testing.T) {
	one, _ := MustPrintStatements(t, sample(500))
	two, _ := MustPrintStatements(t, sample(500))
	if !bytes.Equal(one, two) {
		t.Error("two prints of a paper differ")
	}
}

// TestStatementsStop: what goes wrong while operations are read ends the print.
func TestStatementsStop(t *testing.T) {
	p := sample(0)
	p.Parts = func(func(printing.Part) error) error { return io.ErrUnexpectedEOF }
	var out bytes.Buffer
	if _, err := (pdf.Statements{}).Print(&out, p); err != io.ErrUnexpectedEOF || out.Len() > 0 {
		t.Errorf("got %v, and %d bytes", err, out.Len())
	}
}

func BenchmarkStatements(b *testing.B) {
	for _, n := range []int{5_000, 50_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := (pdf.Statements{}).Print(io.Discard, sample(n)); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "operations/s")
		})
	}
}
