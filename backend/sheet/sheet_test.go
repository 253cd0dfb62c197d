package sheet_test

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"sobank/backend/civil"
	"sobank/backend/fault"
	"sobank/backend/sheet"
)

var limits = sheet.Limits{Lines: 100, Columns: 10}

func TestWriteCSV(t *testing.T) {
	var b bytes.Buffer
	table := sheet.Table{Columns: []sheet.Column{{Title: "Nom"}, {Title: "Jour"}, {Title: "Montant"}, {Title: "N"}}, Rows: [][]sheet.Cell{
		{sheet.Text("Crêperie \"La; Sarrasine\""), sheet.Day(civil.MustParse("2026-03-14")), sheet.Money(-123456, 2), sheet.Count(-3)},
		{sheet.Text("=1+1"), sheet.Day(0), sheet.Money(5, 0), sheet.Count(0)},
	}}
	if err := sheet.WriteCSV(&b, table); err != nil {
		t.Fatal(err)
	}
	want := "\uFEFFNom;Jour;Montant;N\r\n\"Crêperie \"\"La; Sarrasine\"\"\";14/03/2026;-1234,56;-3\r\n'=1+1;;5;0\r\n"
	if b.String() != want {
		t.Errorf("%q", b.String())
	}
}

func TestNothingIsAFormula(t *testing.T) {
	for _, text := range []string{"=cmd|' /C calc'!A0", "+33 1", "-2", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"} {
		var b bytes.Buffer
		if err := sheet.WriteCSV(&b, sheet.Table{Columns: []sheet.Column{{Title: "A"}}, Rows: [][]sheet.Cell{{sheet.Text(text)}}}); err != nil {
			t.Fatal(err)
		}
		_, cell, _ := strings.Cut(b.String(), "\r\n")
		if !strings.HasPrefix(strings.TrimPrefix(cell, `"`), "'") {
			t.Errorf("%q leaves as %q", text, cell)
		}
		if got := sheet.Clean("'" + text); strings.TrimSpace(got) != strings.TrimSpace(text) {
			t.Errorf("%q comes back as %q", text, got)
		}
	}
}

func TestReadCSV(t *testing.T) {
	want := [][]string{{"Dénomination", "IBAN"}, {"Crêperie", "FR76"}}
	for name, content := range map[string][]byte{
		"semicolons":   []byte("Dénomination;IBAN\nCrêperie;FR76\n"),
		"mark":         []byte("\uFEFFDénomination;IBAN\r\nCrêperie;FR76\r\n"),
		"commas":       []byte("Dénomination,IBAN\nCrêperie,FR76"),
		"tabs":         []byte("Dénomination\tIBAN\n\n\nCrêperie\tFR76\t\t\n"),
		"sep":          []byte("sep=,\nDénomination,IBAN\nCrêperie,FR76"),
		"windows-1252": must(charmap.Windows1252.NewEncoder().Bytes([]byte("Dénomination;IBAN\nCrêperie;FR76"))),
		"utf-16":       must(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte("Dénomination\tIBAN\nCrêperie\tFR76"))),
		"empty above":  []byte("\n;;\nDénomination;IBAN\nCrêperie;FR76"),
	} {
		t.Run(name, func(t *testing.T) {
			lines, err := sheet.ReadCSV(content, limits)
			if err != nil {
				t.Fatal(err)
			}
			var got [][]string
			for _, l := range lines {
				got = append(got, l.Cells)
			}
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%q", got)
			}
		})
	}
	t.Run("line numbers are the file's", func(t *testing.T) {
		lines, err := sheet.ReadCSV([]byte("sep=;\nA;B\n\n\"x\ny\";2\n3;4\n"), limits)
		if err != nil || len(lines) != 3 || lines[0].Number != 2 || lines[1].Number != 4 || lines[2].Number != 6 {
			t.Errorf("%+v %v", lines, err)
		}
	})
	for name, content := range map[string][]byte{
		"a binary file": {'a', 0, 1}, "too many lines": []byte(strings.Repeat("x\n", 101)), "too many columns": []byte(strings.Repeat("x;", 10) + "x"),
	} {
		t.Run("Refuses "+name, func(t *testing.T) {
			_, err := sheet.ReadCSV(content, limits)
			if code := fault.CodeOf(err); code != fault.Unreadable && code != fault.Invalid {
				t.Errorf("%v", err)
			}
		})
	}
}

func must(b []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return b
}

func FuzzReadCSV(f *testing.F) {
	f.Add([]byte("Dénomination;IBAN\n\"a\"b;c\n"))
	f.Add([]byte("sep=\"\n\"\""))
	f.Add([]byte{0xFF, 0xFE, 0x41})
	f.Fuzz(func(t *testing.T, content []byte) {
		lines, err := sheet.ReadCSV(content, limits)
		if err != nil && fault.CodeOf(err) == fault.Internal {
			t.Errorf("%v", err)
		}
		for _, l := range lines {
			if l.Number < 1 || len(l.Cells) > limits.Columns {
				t.Errorf("%+v", l)
			}
		}
	})
}
