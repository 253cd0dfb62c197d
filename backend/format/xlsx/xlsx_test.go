package xlsx_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"sobank/backend/civil"
	"sobank/backend/fault"
	"sobank/backend/format/xlsx"
	"sobank/backend/sheet"
)

var limits = sheet.Limits{Lines: 50, Columns: 10}

func table() sheet.Table {
	return sheet.Table{Name: "Liste", Columns: []sheet.Column{{Title: "Nom", Width: 30}, {Title: "Jour"}, {Title: "Solde"}, {Title: "N"}, {Title: "SIRET"}},
		Rows: [][]sheet.Cell{
			{sheet.Text("=1+1"), sheet.Day(civil.MustParse("2026-03-14")), sheet.Money(-123456, 2), sheet.Count(7), sheet.Text("01944449200016")},
			{sheet.Text("Crêperie"), sheet.Day(0), sheet.Money(9007199254740993, 2), sheet.Count(0), sheet.Text("")},
		}}
}

func MustWrite(tb testing.TB, t sheet.Table) []byte {
	tb.Helper()
	var b bytes.Buffer
	if err := xlsx.Write(&b, t); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

func TestWriteAndRead(t *testing.T) {
	content := MustWrite(t, table())
	lines, err := xlsx.Read(content, limits)
	if err != nil || !xlsx.Is(content) || len(lines) != 3 {
		t.Fatalf("%+v %v", lines, err)
	}
	want := []string{"Nom|Jour|Solde|N|SIRET", "=1+1|46095|-1234.56|7|01944449200016", "Crêperie||90071992547409.93|0"}
	for i, l := range lines {
		if got := strings.Join(l.Cells, "|"); got != want[i] || l.Number != i+1 {
			t.Errorf("line %d: %q, want %q", l.Number, got, want[i])
		}
	}
}

func TestCellsAreTyped(t *testing.T) {
	part := MustPart(t, MustWrite(t, table()), "xl/worksheets/sheet1.xml")
	for name, piece := range map[string]string{
		"no formula":    "<f>",
		"a frozen head": `state="frozen"`, "amounts to the cent": "<v>90071992547409.93</v>", "a day is a number": "<v>46095</v>",
	} {
		if has := strings.Contains(part, piece); has == (name == "no formula") {
			t.Errorf("%s: %q in %s", name, piece, part)
		}
	}
}

func MustPart(tb testing.TB, content []byte, name string) string {
	tb.Helper()
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		tb.Fatal(err)
	}
	f, err := z.Open(name)
	if err != nil {
		tb.Fatal(err)
	}
	part, err := io.ReadAll(f)
	if err != nil {
		tb.Fatal(err)
	}
	return string(part)
}

func TestReadsWhatExcelStores(t *testing.T) {
	f := excelize.NewFile()
	for cell, value := range map[string]string{"A1": "4.1944449200016E13", "B1": "4.1944449200016E+13", "C1": "1E5", "D1": "0.5"} {
		if err := f.SetCellDefault("Sheet1", cell, value); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	lines, err := xlsx.Read(b.Bytes(), limits)
	if err != nil || fmt.Sprint(lines[0].Cells) != "[41944449200016 41944449200016 1E5 0.5]" {
		t.Errorf("%+v %v", lines, err)
	}
}

func TestRefuses(t *testing.T) {
	tall := table()
	for range 60 {
		tall.Rows = append(tall.Rows, tall.Rows[0])
	}
	wide := sheet.Table{Name: "Liste", Rows: [][]sheet.Cell{{}}}
	for range 11 {
		wide.Columns = append(wide.Columns, sheet.Column{Title: "x"})
	}
	whole := MustWrite(t, table())
	for name, c := range map[string]struct {
		content []byte
		code    fault.Code
	}{
		"nothing": {nil, fault.Unreadable}, "a zip of nothing": {[]byte("PK\x03\x04"), fault.Unreadable}, "half a workbook": {whole[:len(whole)/2], fault.Unreadable},
		"too many lines": {MustWrite(t, tall), fault.Invalid}, "too many columns": {MustWrite(t, wide), fault.Invalid},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := xlsx.Read(c.content, limits); fault.CodeOf(err) != c.code {
				t.Errorf("%v, want %s", err, c.code)
			}
		})
	}
}

func BenchmarkWrite(b *testing.B) {
	t := table()
	for len(t.Rows) < 20_000 {
		t.Rows = append(t.Rows, t.Rows[:2]...)
	}
	for b.Loop() {
		MustWrite(b, t)
	}
}
