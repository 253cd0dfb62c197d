package cfonb120

import (
	"io"
	"strings"
	"testing"
	"unicode/utf16"

	"sobank/backend/fault"
)

func utf16le(s string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(s)) {
		b.WriteByte(byte(u))
		b.WriteByte(byte(u >> 8))
	}
	return b.String()
}

// ebcdic turns the characters that records are made of.
func ebcdic(s string) string {
	return strings.NewReplacer(
		"0", "\xf0", "1", "\xf1", "2", "\xf2", "3", "\xf3", "4", "\xf4", "5", "\xf5", "6", "\xf6", "7", "\xf7", "8", "\xf8", "9", "\xf9", " ", "\x40", "\n", "",
	).Replace(s)
}

// TestRefusals: what is no CFONB120 is refused with what it looks like and what to do.
func TestRefusals(t *testing.T) {
	orders := "0302        01200000401020100000CABINET DUPONT" + strings.Repeat(" ", 114) + "\r\n"
	for name, c := range map[string]struct{ file, words string }{
		"Empty":      {"", "est vide"},
		"Zeros":      {strings.Repeat("\x00", 100_000), "zéros binaires"},
		"Blanks":     {" \r\n\r\n \x1a", "que des blancs"},
		"Zip":        {"PK\x03\x04\x14\x00", "ZIP"},
		"Gzip":       {"\x1f\x8b\x08\x00", "gzip"},
		"PDF":        {"%PDF-1.7\n", "PDF"},
		"XLS":        {"\xd0\xcf\x11\xe0\xa1\xb1", "Office"},
		"UTF16Mark":  {"\xff\xfe" + utf16le(sample), "UTF-16"},
		"UTF16":      {utf16le(sample), "UTF-16"},
		"EBCDIC":     {ebcdic(sample), "EBCDIC"},
		"OFX":        {"OFXHEADER:100\nDATA:OFXSGML\n\n<OFX>", "OFX"},
		"XML":        {"\ufeff<?xml version=\"1.0\"?><Document/>", "XML"},
		"QIF":        {"!Type:Bank\nD01/04/26\nT-12.00\n^\n", "QIF"},
		"MT940":      {"\r\n:20:REF\r\n:25:FR76\r\n", "MT940"},
		"Orders160":  {orders, "CFONB160"},
		"Orders240":  {"3422" + strings.Repeat(" ", 236) + "\r\n", "CFONB240"},
		"Binary":     {"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00", "binaire"},
		"CSV":        {"Date;Libellé;Montant\n04/05/2026;CB;-12,00\n", "CSV"},
		"CSVOfDates": {"04/05/2026;CB LEROY MERLIN;-12,00;EUR;30004;45856;45856523322\n", "CSV"},
		"Text":       {"Bonjour,\nvoici le relevé.\n", "« Bonjour, »"},
		"Latin1Text": {"Relev\xe9 de compte\n", "« Relevé de compte »"},
	} {
		t.Run(name, func(t *testing.T) {
			r := NewReader(strings.NewReader(c.file), testToday)
			_, err := r.Next()
			isUnreadable(t, err, c.words)
			if hint := fault.From(err).Hint; !strings.Contains(hint, "120 caractères") {
				t.Errorf("the hint is %q", hint)
			}
			if Detect([]byte(c.file)) {
				t.Error("detected as CFONB120")
			}
		})
	}
}

func TestDetect(t *testing.T) {
	for name, file := range map[string]string{
		"Plain":         sample,
		"NoBreaks":      strings.ReplaceAll(sample, "\n", ""),
		"Mark":          "\ufeff" + sample,
		"GarbageFirst":  "RELEVE\r\n" + sample,
		"GarbageGlued":  "@@" + sample,
		"CutInARecord":  sample[:len(sample)-40],
		"OneLongBlank":  strings.Repeat("\r\n", 1000) + sample,
		"OperationOnly": strings.SplitAfter(sample, "\n")[1],
	} {
		if !Detect([]byte(file)) {
			t.Errorf("%s is not detected", name)
		}
	}
}

// TestOnlyComplements: there are records, but no statement.
func TestOnlyComplements(t *testing.T) {
	line := strings.SplitAfter(sample, "\n")[1]
	r := NewReader(strings.NewReader("05"+line[2:]), testToday)
	if _, err := r.Next(); err != io.EOF {
		t.Fatal(err)
	}
	if w := r.Warnings(); len(w) != 1 || w[0].Code != warnOrphanDetail || len(r.Tail()) != len(line) {
		t.Errorf("warnings %+v, tail %q", w, r.Tail())
	}
}
