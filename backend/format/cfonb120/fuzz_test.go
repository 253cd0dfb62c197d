package cfonb120_test

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"sobank/backend/civil"
	"sobank/backend/format/cfonb120"
	"sobank/backend/iban"
	"sobank/backend/statement"
)

// FuzzRead reads any bytes: no panic, nothing lost, the same whatever the size of reads,
// and a slice said conformant reads without a warning.
func FuzzRead(f *testing.F) {
	for _, content := range corpus(f) {
		f.Add(content, 64)
	}
	f.Fuzz(func(t *testing.T, file []byte, size int) {
		got := readAll(bytes.NewReader(file), today)
		checkRead(t, file, got)
		choppy := readAll(&choppy{bytes.NewReader(file), 1 + abs(size)%5000}, today)
		if !reflect.DeepEqual(got, choppy) {
			t.Fatal("another size of reads gives something else")
		}
		for _, d := range got.Drafts {
			if cfonb120.Conformant(d.Raw) && len(d.Warnings) > 0 {
				t.Fatalf("conformant with %+v", d.Warnings)
			}
		}
		if cfonb120.Detect(file) && got.Error != "" && len(file) < 64<<10 {
			t.Fatalf("detected, then %s", got.Error)
		}
	})
}

func abs(n int) int { return max(n, -(n + 1)) }

// FuzzWriteRead writes statements of any texts and numbers: what is written reads back,
// and writing that again gives the same bytes.
func FuzzWriteRead(f *testing.F) {
	f.Add("30004", "45856", "45856523322", "EUR", 2, int64(100000), int64(-2550), int32(20260401), "B1", "PRLV SEPA EDF", "REF 1", "RUM", "MDT-44")
	f.Add("20041", "01005", "0500013M026", "XPF", 0, int64(-1), int64(0), int32(20000229), "", strings.Repeat("LONG LABEL ", 20), "", "", "")
	f.Add("30004", "45856", "45856523322", "eur", 9, int64(maxAmount), int64(-maxAmount), int32(19271123), "PMNT", "œuvre « été »", "é", "Libellé", strings.Repeat("é ", 60))
	f.Fuzz(func(t *testing.T, bank, branch, number, currency string, decimals int, balance, amount int64, day int32, code, label, reference, qualifier, text string) {
		on := civil.Date(day)
		if _, ok := civil.New(on.Year(), on.Month(), on.Day()); !ok || on <= 19271122 || on > 20271122 {
			t.Skip("not a day of the hundred years")
		}
		d := &statement.Draft{
			RIB: iban.RIB{Bank: bank, Branch: branch, Number: number}, Currency: currency, Decimals: decimals,
			Opening: &statement.Balance{On: on, Amount: balance}, Closing: &statement.Balance{On: on, Amount: amount},
			Operations: []statement.Operation{{
				BookedOn: on, ValueOn: on, Amount: amount, Code: code, BankCode: code, RejectCode: code, Label: label, Reference: reference,
				EntryNumber: reference, Details: []statement.Detail{{Qualifier: qualifier, Text: text}, {Qualifier: "LIB", Text: label}},
			}},
		}
		var first, second bytes.Buffer
		if err := cfonb120.Write(&first, d); err != nil {
			if first.Len() > 0 {
				t.Fatal("an error, and bytes")
			}
			return
		}
		back := onlyDraft(t, first.Bytes())
		if *back.Opening != *d.Opening || *back.Closing != *d.Closing || back.Operations[0].Amount != amount || back.RIB != d.RIB {
			t.Fatalf("wrote %+v, read %+v", d, back)
		}
		if err := cfonb120.Write(&second, back); err != nil || !bytes.Equal(first.Bytes(), second.Bytes()) {
			t.Fatalf("%v\n%s\nthen\n%s", err, first.Bytes(), second.Bytes())
		}
	})
}

// onlyDraft is the one statement of a file that must be clean.
func onlyDraft(t *testing.T, file []byte) *statement.Draft {
	t.Helper()
	got := readAll(bytes.NewReader(file), today)
	checkRead(t, file, got)
	if got.Error != "" || len(got.Drafts) != 1 || len(got.Warnings)+len(got.Drafts[0].Warnings)+len(got.Tail) > 0 || len(got.Drafts[0].Operations) != 1 {
		t.Fatalf("read %+v of\n%s", got, file)
	}
	if !utf8.Valid(file) {
		t.Fatal("not ASCII")
	}
	return got.Drafts[0]
}
