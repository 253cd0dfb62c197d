package cfonb120_test

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"sobank/backend/format/cfonb120"
	"sobank/backend/money"
)

func ExampleReader() {
	file, err := os.Open("testdata/missing-last-07.txt")
	if err != nil {
		panic(err)
	}
	defer file.Close()
	r := cfonb120.NewReader(file, today)
	for {
		draft, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			panic(err)
		}
		fmt.Println(draft.IBAN.Format())
		for _, op := range draft.Operations {
			fmt.Println(op.BookedOn.French(), op.Label, money.Decimal(op.Amount, draft.Decimals), cfonb120.CodeMeaning(op.Code))
		}
		for _, w := range draft.Warnings {
			fmt.Printf("ligne %d : %s\n", w.Line, w.Message)
		}
	}
	// Output:
	// FR76 30004 45856 45856523322 08
	// 01/04/2026 VIR SEPA ETS LEGRAND 25,50 Virement reçu
	// 01/04/2026 CB LEROY MERLIN 31/03 -10,50 Carte de paiement ou retrait d'espèces
	// ligne 4 : Il manque le nouveau solde (07) : le relevé s'arrête après cette ligne.
}

// TestEveryWarningHasItsFile: the golden files show each oddity of the table at least once.
func TestEveryWarningHasItsFile(t *testing.T) {
	table, err := os.ReadFile("warning.go")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{"more_warnings": true} // takes a thousand lines: TestWarningsAreCapped
	for _, content := range corpus(t) {
		got := readAll(bytes.NewReader(content), today)
		for _, w := range got.Warnings {
			seen[w.Code] = true
		}
		for _, d := range got.Drafts {
			for _, w := range d.Warnings {
				seen[w.Code] = true
			}
		}
	}
	for _, line := range strings.Split(string(table), "\n") {
		name, rest, found := strings.Cut(line, `= "`)
		code, _, _ := strings.Cut(rest, `"`)
		if found && strings.Contains(name, "warn") && !seen[code] {
			t.Errorf("no golden file shows %s", code)
		}
	}
}
