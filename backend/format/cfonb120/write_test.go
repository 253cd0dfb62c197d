package cfonb120_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"sobank/backend/fault"
	"sobank/backend/format/cfonb120"
	"sobank/backend/iban"
	"sobank/backend/statement"
)

// valid is a statement that can be written, to change in one thing.
func valid() *statement.Draft {
	return &statement.Draft{
		Format: cfonb120.Name, RIB: iban.RIB{Bank: "30004", Branch: "45856", Number: "45856523322"}, Currency: "EUR", Decimals: 2,
		Opening: &statement.Balance{On: 20260331, Amount: 100000},
		Closing: &statement.Balance{On: 20260401, Amount: 97450},
		Operations: []statement.Operation{{
			BookedOn: 20260401, ValueOn: 20260402, Amount: -2550, Code: "B1", BankCode: "6772", Label: "PRLV SEPA EDF", Reference: "REF 1",
			EntryNumber: "0000001", Exempt: true, Details: []statement.Detail{{Qualifier: "RUM", Text: "MDT-44"}},
		}},
	}
}

func TestWriteMakesTheseRecords(t *testing.T) {
	want := "" +
		"0130004    45856EUR2 45856523322  310326                                                  0000000010000{                \r\n" +
		"0430004677245856EUR2 45856523322B1010426  020426PRLV SEPA EDF                    0000001100000000000255}REF 1           \r\n" +
		"0530004677245856EUR2 45856523322B1010426     RUMMDT-44                                                                  \r\n" +
		"0730004    45856EUR2 45856523322  010426                                                  0000000009745{                \r\n"
	var file bytes.Buffer
	if err := cfonb120.Write(&file, valid()); err != nil {
		t.Fatal(err)
	}
	if file.String() != want {
		t.Errorf("wrote\n%swant\n%s", file.String(), want)
	}
}

func TestWriteRefusesWhatTheFormatCannotCarry(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*statement.Draft)
		words  string
	}{
		"NoOpening":     {func(d *statement.Draft) { d.Opening = nil }, "ancien solde"},
		"NoClosing":     {func(d *statement.Draft) { d.Closing = nil }, "nouveau solde"},
		"UndatedClose":  {func(d *statement.Draft) { d.Closing.On = 0 }, "date"},
		"NoRIB":         {func(d *statement.Draft) { d.RIB.Number = "123" }, "RIB"},
		"ForeignIBAN":   {func(d *statement.Draft) { d.RIB = iban.RIB{}; d.IBAN = "DE89370400440532013000" }, "DE89"},
		"NoCurrency":    {func(d *statement.Draft) { d.Currency = "" }, "devise"},
		"TenDecimals":   {func(d *statement.Draft) { d.Decimals = 10 }, "décimales"},
		"FifteenDigits": {func(d *statement.Draft) { d.Operations[0].Amount = 100_000_000_000_000 }, "14 chiffres"},
		"LargeBalance":  {func(d *statement.Draft) { d.Closing.Amount = -1 << 63 }, "14 chiffres"},
		"NoBookingDate": {func(d *statement.Draft) { d.Operations[0].BookedOn = 0 }, "PRLV SEPA EDF"},
	} {
		t.Run(name, func(t *testing.T) {
			d := valid()
			c.change(d)
			var file bytes.Buffer
			err := cfonb120.Write(&file, d)
			if fault.CodeOf(err) != fault.Invalid || !strings.Contains(err.Error(), c.words) || file.Len() > 0 {
				t.Errorf("error %v, %d bytes", err, file.Len())
			}
		})
	}
}

func TestWriteTakesTheRIBOfTheIBAN(t *testing.T) {
	d := valid()
	d.IBAN, _ = d.RIB.IBAN()
	d.RIB = iban.RIB{}
	var file bytes.Buffer
	if err := cfonb120.Write(&file, d); err != nil || !cfonb120.Conformant(file.Bytes()) {
		t.Error(err, file.String())
	}
}

// TestWriteOfOtherFormats: what comes from camt or OFX is made to fit.
func TestWriteOfOtherFormats(t *testing.T) {
	d := valid()
	d.Operations = []statement.Operation{{
		BookedOn: 20260401, Code: "PMNT", RejectCode: "AM04", Label: "Œuvres de l’école « Saint-Éloi » à Besançon", Reference: "E2E-2026-04-01-0000118",
		Details: []statement.Detail{{Qualifier: "RemittanceInfo", Text: "Facture n° 118"}},
	}}
	var file bytes.Buffer
	if err := cfonb120.Write(&file, d); err != nil {
		t.Fatal(err)
	}
	op := readAll(&file, today).Drafts[0].Operations[0]
	if op.Code != "" || op.RejectCode != "" || op.Label != "OEUVRES DE L'ECOLE \" SAINT-ELOI" || op.Reference != "E2E-2026-04-01-0" {
		t.Errorf("read %+v", op)
	}
	want := []statement.Detail{{Qualifier: "LIB", Text: " \" A BESANCON"}, {Qualifier: "LIB", Text: "FACTURE NO 118"}}
	if len(op.Details) != 2 || op.Details[0] != want[0] || op.Details[1] != want[1] {
		t.Errorf("details %+v", op.Details)
	}
}

func TestWriteSaysThatTheDiskIsFull(t *testing.T) {
	full := errors.New("full")
	if err := cfonb120.Write(fullDisk{full}, valid()); !errors.Is(err, full) {
		t.Errorf("error %v", err)
	}
}

type fullDisk struct{ err error }

func (d fullDisk) Write([]byte) (int, error) { return 0, d.err }

func TestTransliterate(t *testing.T) {
	for from, want := range map[string]string{
		"DEJA EN CAPITALES":  "DEJA EN CAPITALES",
		"éàüçÑ":              "EAUCN",
		"Œuvre Æther Straße": "OEUVRE AETHER STRASSE",
		"10 € – n° 5":        "10 EUR - NO 5",
		"l’été":              "L'ETE",
		"e\u0301te\u0301":    "ETE",
		"a\u00a0b\tc\r\nd":   "A B C  D",
		"Łódź Øre Đakovo":    "LODZ ORE DAKOVO",
		"中文":                 "??",
		"bad\xffbyte":        "BAD?BYTE",
	} {
		if got := cfonb120.Transliterate(from); got != want {
			t.Errorf("%q gives %q, want %q", from, got, want)
		}
	}
}

// TestConformant changes one thing in a strict slice at a time.
func TestConformant(t *testing.T) {
	var file bytes.Buffer
	if err := cfonb120.Write(&file, valid()); err != nil {
		t.Fatal(err)
	}
	strict := file.String()
	if !cfonb120.Conformant([]byte(strict)) {
		t.Fatal("what we write is refused")
	}
	lines := strings.SplitAfter(strict, "\r\n")
	for name, slice := range map[string]string{
		"Empty":           "",
		"LF":              strings.ReplaceAll(strict, "\r\n", "\n"),
		"NoLastBreak":     strict[:len(strict)-2],
		"BlankLine":       strict + "\r\n",
		"NoOpening":       lines[1] + lines[2] + lines[3],
		"NoClosing":       lines[0] + lines[1] + lines[2],
		"TwoStatements":   strict + strict,
		"DetailFirst":     lines[0] + lines[2] + lines[3],
		"LowerCase":       strings.Replace(strict, "PRLV", "Prlv", 1),
		"Accent":          strings.Replace(strict, "EDF  ", "\xc9DF  ", 1),
		"Tab":             strings.Replace(strict, "SEPA EDF", "SEPA\tEDF", 1),
		"OtherAccount":    lines[0] + strings.Replace(lines[1], "45856523322", "45856523323", 1) + lines[2] + lines[3],
		"OtherBank":       lines[0] + strings.Replace(lines[1], "30004", "30006", 1) + lines[2] + lines[3],
		"OtherCurrency":   lines[0] + strings.Replace(lines[1], "EUR2", "USD2", 1) + lines[2] + lines[3],
		"NoCurrency":      strings.ReplaceAll(strict, "EUR2", "    "),
		"NoSuchDay":       strings.ReplaceAll(strict, "010426", "310426"),
		"NoBookingDate":   strings.Replace(strict, "B1010426", "B1000000", 1),
		"BadValueDate":    strings.Replace(strict, "020426PRLV", "020X26PRLV", 1),
		"UnsignedAmount":  strings.Replace(strict, "255}", "2550", 1),
		"NoOperationCode": strings.ReplaceAll(strict, "B1010426", "  010426"),
		"NoRIB":           strings.ReplaceAll(strict, "30004", "3000A"),
		"UnknownRecord":   lines[0] + "03" + lines[1][2:] + lines[3],
		"OldComplement":   lines[0] + lines[1] + lines[2][:40] + "LABEL AT POSITION 41" + lines[2][60:] + lines[3],
	} {
		if cfonb120.Conformant([]byte(slice)) {
			t.Errorf("%s is taken:\n%s", name, slice)
		}
	}
	absent := strings.Replace(strict, "020426PRLV", "000000PRLV", 1)
	if !cfonb120.Conformant([]byte(absent)) {
		t.Error("a statement without value date is refused")
	}
}
