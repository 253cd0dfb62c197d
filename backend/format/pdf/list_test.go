package pdf

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sobank/backend/civil"
	"sobank/backend/sheet"
)

// TestList: as many pages as it takes, the titles on each, long cells folded, the same bytes each time.
// SOBANK_PDF_DIR keeps it to be looked at.
func TestList(t *testing.T) {
	table := sheet.Table{Name: "Clôture", Columns: []sheet.Column{{Title: "Dénomination sociale", Width: 40}, {Title: "Solde", Width: 16}, {Title: "Connu au", Width: 11},
		{Title: "Jours sans relevé", Width: 50}, {Title: "Relevés", Width: 8}}}
	for range 90 {
		table.Rows = append(table.Rows, []sheet.Cell{sheet.Text("Boulangerie de l'Été & Fils"), sheet.Money(-123456789, 2), sheet.Day(civil.MustParse("2026-12-31")),
			sheet.Text(strings.Repeat("du 01/02/2026 au 28/02/2026, ", 5)), sheet.Count(1234)})
	}
	var first, second bytes.Buffer
	if err := List(&first, table); err != nil {
		t.Fatal(err)
	}
	if err := List(&second, table); err != nil || !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Errorf("printed twice it differs: %v", err)
	}
	if dir := os.Getenv("SOBANK_PDF_DIR"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, "liste.pdf"), first.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if pages := bytes.Count(first.Bytes(), []byte("/Type /Page\n")); pages < 3 {
		t.Errorf("%d pages", pages)
	}
	if err := List(&first, sheet.Table{Name: "Vide", Columns: table.Columns}); err != nil {
		t.Errorf("without rows: %v", err)
	}
	if err := List(&first, sheet.Table{Columns: []sheet.Column{{Title: "A"}}, Rows: [][]sheet.Cell{{sheet.Text(strings.Repeat("sansespace", 2000))}}}); err != nil {
		t.Errorf("a word without end: %v", err)
	}
}
