package pdf_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"sobank/backend/format/pdf"
	"sobank/backend/mandate"
)

// paper is one like a mandate: four cards, n lines, and as much text.
func paper(names string, n int) mandate.Paper {
	p := mandate.Paper{
		Title: "Mandat de collecte des relevés de compte",
		Lead:  "Par ce mandat, le client permet à son cabinet d'expertise comptable de recevoir les relevés de ses comptes.",
		Cards: []mandate.Card{
			{Heading: "Le client", Lines: []string{names, "SIRET : 419 444 492 00016", "12 rue de l'Œuvre, 35131 Chartres-de-Bretagne"}},
			{Heading: "Le cabinet", Lines: []string{names}},
			{Heading: "Le mandataire", Lines: []string{names}},
			{Heading: "La banque", Lines: []string{"Crédit Agricole d'Ille-et-Vilaine", "Agence : ...................."}},
		},
		Parts:  []mandate.Part{{Heading: "Comptes concernés"}},
		Ending: "Fait à .................. le ........",
		Boxes:  []string{"Pour le client : " + names, "Pour le mandataire : " + names},
		Foot:   "Établi le 02/04/2026 par " + names,
	}
	for range n {
		p.Parts[0].Lines = append(p.Parts[0].Lines, "FR76 30004 45856 45856523322 08")
	}
	for range 6 {
		p.Parts = append(p.Parts, mandate.Part{Heading: "Étendue", Text: strings.Repeat("Le mandat se limite à la collecte, « en lecture seule », à 0 € et sans opération. ", 3)})
	}
	return p
}

func MustPrint(t *testing.T, p mandate.Paper) []byte {
	t.Helper()
	content, err := pdf.Printer{}.Print(p)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// pages counts the pages of a PDF (ISO 32000-1, 7.7.3: each is an object of type Page).
func pages(content []byte) int {
	return bytes.Count(content, []byte("/Type /Page")) - bytes.Count(content, []byte("/Type /Pages"))
}

func TestPrint(t *testing.T) {
	long := "Société civile d'exploitation agricole et viticole des Héritiers Lœuillet-Ñuñez de la Tour-d'Auvergne & Associés"
	for name, c := range map[string]struct {
		paper mandate.Paper
		pages int
	}{
		"a usual paper is on one page":           {paper("Jardins SARL", 2), 1},
		"twelve accounts and long names too":     {paper(long, 12), 1},
		"a name without a space is folded":       {paper(strings.Repeat("É", 300), 2), 1},
		"names in other alphabets are printed":   {paper("Łódź Ελλάς Юрий 🏦 \x00", 2), 1},
		"what cannot be read on one goes on two": {paper(long, 150), 2},
		"an empty paper is a page all the same":  {mandate.Paper{Title: "Rien"}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			content := MustPrint(t, c.paper)
			if !bytes.HasPrefix(content, []byte("%PDF-")) || pages(content) != c.pages {
				t.Errorf("%d pages, want %d", pages(content), c.pages)
			}
			if dir := os.Getenv("SOBANK_PDF_DIR"); dir != "" { // to look at it
				if err := os.WriteFile(dir+"/"+strings.ReplaceAll(name, " ", "-")+".pdf", content, 0o600); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

func TestPrintIsTheSameEachTime(t *testing.T) {
	if !bytes.Equal(MustPrint(t, paper("Jardins SARL", 3)), MustPrint(t, paper("Jardins SARL", 3))) {
		t.Error("two prints of a paper differ")
	}
}

func BenchmarkPrint(b *testing.B) {
	for b.Loop() {
		if _, err := (pdf.Printer{}).Print(paper("Jardins SARL", 3)); err != nil {
			b.Fatal(err)
		}
	}
}
