package ofx

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"sobank/backend/civil"
	"sobank/backend/draft/drafttest"
	"sobank/backend/fault"
	"sobank/backend/iban"
)

var today = civil.MustParse("2026-04-01")

const given = iban.IBAN("FR7630004000010000000000039")

func read(content []byte) drafttest.Reader { return NewReader(bytes.NewReader(content), today, "") }

// TestGolden: what is read of each file, in full. `go test ./backend/format/ofx -update` writes them.
func TestGolden(t *testing.T) { drafttest.Golden(t, "*.ofx", read) }

// TestSamples reads the public files that the project did not write, where they are.
func TestSamples(t *testing.T) {
	want := map[string]string{ // operations, unreadable ones, closing balance
		"bank_small.ofx": "", "checking.ofx": "3 0 10099", "decimal_error.ofx": "0 1 0", "multiple_accounts.ofx": "0 0 11100|0 0 22200",
		"ofx-v102-empty-tags.ofx": "1 0 none", "suncorp.ofx": "1 0 123412",
	}
	for name, content := range drafttest.Samples(t, "ofx", "*.ofx") {
		got := drafttest.All(t, content, NewReader(bytes.NewReader(content), today, given))
		var read []string
		for _, d := range got.Drafts {
			closing := "none"
			if d.Closing != nil {
				closing = fmt.Sprint(d.Closing.Amount)
			}
			read = append(read, fmt.Sprint(len(d.Operations), d.Unreadable, " ", closing))
		}
		if strings.Join(read, "|") != want[name] || (got.Err() != nil) != (want[name] == "") {
			t.Errorf("%s: %q, %v", name, read, got.Err())
		}
	}
}

// TestDetect knows OFX by its content, in any character set.
func TestDetect(t *testing.T) {
	for content, want := range map[string]bool{
		"OFXHEADER:100\r\nDATA:OFXSGML\r\n": true, "<?xml version=\"1.0\"?><?OFX OFXHEADER=\"200\"?>": true, "<OFX><SIGNONMSGSRSV1>": true,
		wide("OFXHEADER:100\nDATA:OFXSGML\n"): true, "!Type:Bank\nD01/02/2026": false, "<Document><BkToCstmrStmt>": false, "": false,
	} {
		if Detect([]byte(content)) != want {
			t.Errorf("%q", content)
		}
	}
}

func wide(text string) string {
	b := []byte{0xFF, 0xFE}
	for _, u := range utf16.Encode([]rune(text)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return string(b)
}

const small = "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nENCODING:USASCII\nCHARSET:1252\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR" +
	"<BANKACCTFROM><BANKID>30004<BRANCHID>00001<ACCTID>00000000000<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST><DTSTART>20260301<DTEND>20260331" +
	"<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260305<TRNAMT>-12,50<FITID>1<NAME>CAF\xC9 &amp; CIE<MEMO>Facture 12</STMTTRN></BANKTRANLIST>" +
	"<LEDGERBAL><BALAMT>100.00<DTASOF>20260331</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n"

// TestInUTF16 reads the same, and keeps the bytes of the file.
func TestInUTF16(t *testing.T) {
	content := []byte(wide(strings.ReplaceAll(small, "\xC9", "É")))
	got := drafttest.All(t, content, read(content))
	if got.Err() != nil || len(got.Drafts) != 1 || got.Drafts[0].Operations[0].Label != "CAFÉ & CIE" {
		t.Errorf("got %+v", got)
	}
}

// TestWhoseAccountItIs is asked when the file does not say it.
func TestWhoseAccountItIs(t *testing.T) {
	content := []byte(strings.Replace(small, "<ACCTID>00000000000", "", 1))
	got := drafttest.All(t, content, read(content))
	if e := fault.From(got.Err()); e.Code != fault.Invalid || e.Field != "account" {
		t.Errorf("got %v", got.Err())
	}
	got = drafttest.All(t, content, NewReader(bytes.NewReader(content), today, given))
	if got.Err() != nil || got.Drafts[0].IBAN != given {
		t.Errorf("got %+v", got)
	}
}

// TestWhatIsRefused says what is wrong, in French.
func TestWhatIsRefused(t *testing.T) {
	for content, words := range map[string]string{
		"rien": "n'est pas un fichier OFX",
		"<!DOCTYPE a [<!ENTITY b \"c\">]><OFX>&b;":   "déclare des entités",
		"<OFX><STMTRS>" + strings.Repeat("x", 3<<20): "trop longue",
	} {
		got := drafttest.All(t, []byte(content), read([]byte(content)))
		if fault.CodeOf(got.Err()) != fault.Unreadable || !strings.Contains(got.Error, words) {
			t.Errorf("%.30q: %v", content, got.Err())
		}
	}
}

// TestEntitiesAreReadOnce: what they give is text.
func TestEntitiesAreReadOnce(t *testing.T) {
	for in, want := range map[string]string{"&amp;lt;": "&lt;", "&#233;&#xE9;": "éé", "a & b": "a & b", "&unknown;": "&unknown;", "&": "&", "&#0;": "&#0;", "&#99999999;": "&#99999999;"} {
		if got := unescape(in); got != want {
			t.Errorf("%q gives %q", in, got)
		}
	}
}

// TestACutFile is said to be cut.
func TestACutFile(t *testing.T) {
	content := []byte(small[:strings.Index(small, "</BANKTRANLIST>")])
	got := drafttest.All(t, content, read(content))
	if len(got.Drafts) != 1 || !got.Drafts[0].Truncated || len(got.Drafts[0].Operations) != 1 {
		t.Errorf("got %+v", got)
	}
}

// TestMemory: a long file is read one statement at a time.
func TestMemory(t *testing.T) {
	head, rest, _ := strings.Cut(small, "<STMTTRNRS>")
	part, tail, _ := strings.Cut(rest, "</BANKMSGSRSV1>")
	r := NewReader(drafttest.Endless(head, "<STMTTRNRS>"+part, tail, drafttest.Size(64<<20)), today, "")
	if n, operations := drafttest.Bounded(t, r, 32<<20); n < 100_000 || operations != n {
		t.Errorf("%d statements, %d operations", n, operations)
	}
}

// FuzzRead: nothing crashes, and what is kept is the file.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{small, wide(small), "<OFX><STMTRS><STMTTRN><STMTTRN>", "<OFX><CCSTMTRS><CCACCTFROM><ACCTID>4970101234567890</CCSTMTRS><STMTRS>"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		drafttest.All(t, content, NewReader(bytes.NewReader(content), today, given))
	})
}

// BenchmarkRead reads 100 000 operations.
func BenchmarkRead(b *testing.B) {
	var text strings.Builder
	head, rest, _ := strings.Cut(small, "<STMTTRN>")
	part, tail, _ := strings.Cut(rest, "</BANKTRANLIST>")
	text.WriteString(head)
	for range 100_000 {
		text.WriteString("<STMTTRN>" + part)
	}
	text.WriteString("</BANKTRANLIST>" + tail)
	content := []byte(text.String())
	b.SetBytes(int64(len(content)))
	for b.Loop() {
		r := NewReader(bytes.NewReader(content), today, "")
		d, err := r.Next()
		if err != nil || len(d.Operations) != 100_000 {
			b.Fatal(fmt.Sprint(err))
		}
	}
	b.ReportMetric(100_000*float64(b.N)/b.Elapsed().Seconds(), "op/s")
}
