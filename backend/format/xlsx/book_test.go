package xlsx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"sobank/backend/fault"
	"sobank/backend/sheet"
)

const (
	inSheets  = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`
	inStrings = `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`
)

// workbook zips the parts of a workbook of two sheets, the first of them hidden.
func workbook(t testing.TB, rows, strings string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, part := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`},
		{"xl/workbook.xml", `<workbook xmlns:r="r"><sheets><sheet name="Caché" state="hidden" r:id="rId1"/><sheet name="Relevé" r:id="rId2"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://x/worksheet" Target="/xl/worksheets/sheet2.xml"/></Relationships>`},
		{"xl/worksheets/sheet1.xml", inSheets + `<row><c><v>1</v></c></row></sheetData></worksheet>`},
		{"xl/worksheets/sheet2.xml", inSheets + rows + `</sheetData></worksheet>`},
		{"xl/sharedStrings.xml", inStrings + strings + `</sst>`},
	} {
		w, err := z.Create(part[0])
		if err == nil {
			_, err = w.Write([]byte(part[1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestBook reads cells as they are stored, of the first sheet that is shown.
func TestBook(t *testing.T) {
	content := workbook(t, `<row r="2"><c r="A2" t="s"><v>1</v></c><c r="C2"><v>-12.340000000000001</v></c><c t="inlineStr"><is><r><t>a</t></r><r><t>&amp;b</t></r></is></c></row><row><c><v>46112</v></c><c t="s"><v>9</v></c><c r="ZZ3"><v>1</v></c></row>`,
		`<si><t>x</t></si><si><r><t>Li</t></r><r><t>bellé</t></r><rPh><t>aloud</t></rPh></si>`)
	rows, sheets, err := Book(content, "")
	if got := fmt.Sprintf("%q %q %v", rows, sheets, err); got != `[[] ["Libellé" "" "-12.340000000000001" "a&b"] ["46112"]] ["Relevé" "Caché"] <nil>` {
		t.Error(got)
	}
	if rows, _, err := Book(content, "Caché"); err != nil || len(rows) != 1 {
		t.Errorf("got %v, %v", rows, err)
	}
	if _, _, err := Book(content, "Mars"); fault.CodeOf(err) != fault.Unreadable {
		t.Errorf("got %v", err)
	}
}

// TestBookReadsWhatWriteWrites, as excelize writes it.
func TestBookReadsWhatWriteWrites(t *testing.T) {
	var b bytes.Buffer
	table := sheet.Table{Name: "Liste", Columns: []sheet.Column{{Title: "Jour"}, {Title: "Montant"}}, Rows: [][]sheet.Cell{{sheet.Day(20260331), sheet.Money(-1250, 2)}}}
	if err := Write(&b, table); err != nil {
		t.Fatal(err)
	}
	rows, sheets, err := Book(b.Bytes(), "Liste")
	if got := fmt.Sprintf("%q %q %v", rows, sheets, err); got != `[["Jour" "Montant"] ["46112" "-12.50"]] ["Liste"] <nil>` && got != `[["Jour" "Montant"] ["46112" "-12.5"]] ["Liste"] <nil>` {
		t.Error(got)
	}
}

// TestBombs are refused, or read in bounded memory: a few kilobytes that would be gigabytes.
func TestBombs(t *testing.T) {
	wide := strings.Repeat(`<row><c r="XFD1"><v>1</v></c></row>`, 20_000)
	for name, c := range map[string]struct {
		content []byte
		refused bool
	}{
		"shared strings":    {workbook(t, "", strings.Repeat("<si><t>a</t></si>", 3<<20)), true},
		"rows":              {workbook(t, strings.Repeat("<row><c><v>1</v></c></row>", 3<<20), ""), true},
		"more rows":         {workbook(t, `<row r="900000"><c><v>1</v></c></row>`, ""), true},
		"the last column":   {workbook(t, wide, ""), false},
		"an endless piece":  {workbook(t, "<row><c><v>"+strings.Repeat("12345678", 1<<18)+"</v></c></row>", ""), true},
		"entities":          {workbook(t, `<!DOCTYPE a [<!ENTITY b "c">]><row><c><v>&b;</v></c></row>`, ""), true},
		"no zip":            {[]byte("PK\x03\x04 and no more"), true},
		"files by thousand": {append(workbook(t, "", ""), bytes.Repeat([]byte("PK\x01\x02"), 5000)...), true},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, _, err := Book(c.content, "")
		runtime.ReadMemStats(&after)
		if (err != nil) != c.refused || err != nil && fault.CodeOf(err) != fault.Unreadable {
			t.Errorf("%s: %v", name, err)
		}
		if spent := (after.TotalAlloc - before.TotalAlloc) >> 20; spent > 128 {
			t.Errorf("%s: %d MB for a file of %d KB", name, spent, len(c.content)>>10)
		}
	}
}

// FuzzBook: whatever the sheet and its strings, nothing crashes.
func FuzzBook(f *testing.F) {
	f.Add(`<row r="2"><c r="A2" t="s"><v>1</v></c></row>`, `<si><t>x</t></si>`)
	f.Add(`<row r="9"><c r="C1" t="inlineStr"><is><t>a</t></is></c><c/></row><row/>`, `<si/>`)
	f.Fuzz(func(t *testing.T, sheet, strings string) {
		rows, _, _ := Book(workbook(t, sheet, strings), "")
		for _, r := range rows {
			if len(r) > maxColumns {
				t.Fatalf("%d columns", len(r))
			}
		}
	})
}

// BenchmarkBook reads 100 000 rows of six cells.
func BenchmarkBook(b *testing.B) {
	var sheet strings.Builder
	for i := range 100_000 {
		fmt.Fprintf(&sheet, `<row r="%d"><c r="A%[1]d" s="1"><v>%d</v></c><c r="B%[1]d" s="1"><v>46112</v></c><c r="C%[1]d" t="s"><v>0</v></c><c r="D%[1]d"><v>-12.5</v></c><c r="E%[1]d"><v>%d.25</v></c><c r="F%[1]d" t="s"><v>1</v></c></row>`, i+1, 46000+i%365, i)
	}
	content := workbook(b, sheet.String(), `<si><t>PAIEMENT CARTE</t></si><si><t>EUR</t></si>`)
	b.ResetTimer()
	for b.Loop() {
		if rows, _, err := Book(content, ""); err != nil || len(rows) != 100_000 {
			b.Fatal(len(rows), err)
		}
	}
	b.ReportMetric(100_000*float64(b.N)/b.Elapsed().Seconds(), "op/s")
}
