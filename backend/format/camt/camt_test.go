package camt

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"testing"

	"sobank/backend/civil"
	"sobank/backend/draft/drafttest"
	"sobank/backend/fault"
	"sobank/backend/iban"
)

var today = civil.MustParse("2026-04-01")

const given = iban.IBAN("FR7630004000010000000000039")

func read(content []byte) drafttest.Reader { return NewReader(bytes.NewReader(content), today, "") }

// TestGolden: what is read of each file, in full. `go test ./backend/format/camt -update` writes them.
func TestGolden(t *testing.T) { drafttest.Golden(t, "*.xml", read) }

// TestSamples reads the public files that the project did not write, where they are, and finds as many
// statements and entries as the reader of their project did.
func TestSamples(t *testing.T) {
	files := drafttest.Samples(t, "camt", "*.xml")
	for name, content := range files {
		got := drafttest.All(t, content, NewReader(bytes.NewReader(content), today, given))
		entries, unread := 0, 0
		for _, d := range got.Drafts {
			entries += len(d.Operations)
			unread += d.Unreadable
			for _, w := range d.Warnings {
				if w.Code == "not_booked" {
					unread++
				}
			}
		}
		if n := bytes.Count(content, []byte("<Ntry>")); got.Err() != nil || entries+unread != n || len(got.Drafts) != bytes.Count(content, []byte("<Stmt>"))+bytes.Count(content, []byte("<Rpt>"))+bytes.Count(content, []byte("<Ntfctn>")) {
			t.Errorf("%s: %d statements, %d of %d entries, %d left out, %v", name, len(got.Drafts), entries, n, unread, got.Err())
		}
	}
}

// TestDetect knows camt by its content.
func TestDetect(t *testing.T) {
	for content, want := range map[string]bool{
		`<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02">`: true, "<BkToCstmrStmt>": true, "<ns2:BkToCstmrAcctRpt>": true,
		`<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.03">`: false, "<OFX>": false, "": false,
	} {
		if Detect([]byte(content)) != want {
			t.Errorf("%q", content)
		}
	}
}

const open = `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>`

const oneStatement = `<Stmt><Acct><Id><IBAN>FR7630004000010000000000039</IBAN></Id><Ccy>EUR</Ccy></Acct>` +
	`<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">1</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-01</Dt></Dt></Bal>` + entry + `</Stmt>`

const entry = `<Ntry><Amt Ccy="EUR">12.50</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-03-02</Dt></BookgDt><ValDt><Dt>2026-03-02</Dt></ValDt>` +
	`<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>IDDT</Cd><SubFmlyCd>ESDD</SubFmlyCd></Fmly></Domn></BkTxCd><NtryDtls><TxDtls><Refs><EndToEndId>E2E</EndToEndId></Refs>` +
	`<RltdPties><Cdtr><Nm>EDF</Nm></Cdtr></RltdPties><RmtInf><Ustrd>Facture mars</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`

const end = `</BkToCstmrStmt></Document>`

// TestWhatIsRefused says what is wrong, in French.
func TestWhatIsRefused(t *testing.T) {
	laughs := `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l "ha"><!ENTITY m "&l;&l;&l;&l;&l;&l;">]>` + open + `<Stmt><Id>&m;</Id></Stmt>` + end
	for content, words := range map[string]string{
		"rien": "n'est pas un relevé camt", laughs: "type de document", open + "<Stmt><Id>&x;</Id></Stmt>" + end: "mal formé",
		open + oneStatement[:len(oneStatement)-20]: "avant sa fin", open + "<Stmt></Rpt>" + end: "mal formé", open + end: "aucun relevé",
		`<?xml version="1.0" encoding="ISO-8859-1"?>` + open + oneStatement + end: "ISO-8859-1",
		open + "<Stmt>" + strings.Repeat("<a>", 200):                              "trop profondément",
		open + strings.Repeat("<a>", 200):                                         "trop profondément",
	} {
		got := drafttest.All(t, []byte(content), read([]byte(content)))
		if fault.CodeOf(got.Err()) != fault.Unreadable || !strings.Contains(got.Error, words) {
			t.Errorf("%.60q: %v", content, got.Err())
		}
	}
}

// TestWhoseAccountItIs is asked when the file does not say it.
func TestWhoseAccountItIs(t *testing.T) {
	content := []byte(open + "<Stmt>" + entry + "</Stmt>" + end)
	if e := fault.From(drafttest.All(t, content, read(content)).Err()); e.Code != fault.Invalid || e.Field != "account" {
		t.Errorf("got %v", e)
	}
	if got := drafttest.All(t, content, NewReader(bytes.NewReader(content), today, given)); got.Err() != nil || got.Drafts[0].IBAN != given {
		t.Errorf("got %+v", got)
	}
}

// TestMemory: a long file is read one statement at a time.
func TestMemory(t *testing.T) {
	r := NewReader(drafttest.Endless(open, oneStatement, end, drafttest.Size(24<<20)), today, "")
	if n, operations := drafttest.Bounded(t, r, 32<<20); n < 20_000 || operations != n {
		t.Errorf("%d statements, %d operations", n, operations)
	}
}

// FuzzRead: nothing crashes, and what is kept is the file.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{open + oneStatement + end, open + oneStatement + oneStatement + end, open + "<Rpt>" + entry + entry + "</Rpt>" + end, "<BkToCstmrStmt><Stmt><Ntry><Sts><Cd>PDNG</Cd></Sts></Ntry></Stmt></BkToCstmrStmt>\n\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		drafttest.All(t, content, NewReader(bytes.NewReader(content), today, given))
	})
}

func content100000() []byte {
	return []byte(open + strings.TrimSuffix(oneStatement, "</Stmt>") + strings.Repeat(entry, 99_999) + "</Stmt>" + end)
}

// BenchmarkRead reads 100 000 operations, beside a plain pass of encoding/xml over the same bytes.
func BenchmarkRead(b *testing.B) {
	content := content100000()
	b.SetBytes(int64(len(content)))
	for b.Loop() {
		d, err := NewReader(bytes.NewReader(content), today, "").Next()
		if err != nil || len(d.Operations) != 100_000 {
			b.Fatal(fmt.Sprint(err))
		}
	}
	b.ReportMetric(100_000*float64(b.N)/b.Elapsed().Seconds(), "op/s")
}

func BenchmarkPlainXML(b *testing.B) {
	content := content100000()
	b.SetBytes(int64(len(content)))
	for b.Loop() {
		d := xml.NewDecoder(bytes.NewReader(content))
		for {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				b.Fatal(err)
			}
		}
	}
}

const account = `<Acct><Id><IBAN>FR7630004000010000000000039</IBAN></Id><Ccy>EUR</Ccy></Acct>`

func bal(code, amount, on string) string {
	return `<Bal><Tp><CdOrPrtry><Cd>` + code + `</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">` + amount + `</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>` + on + `</Dt></Dt></Bal>`
}

func ntry(amount, direction, more string) string {
	return `<Ntry><Amt Ccy="EUR">` + amount + `</Amt><CdtDbtInd>` + direction + `</CdtDbtInd>` + more + `<BookgDt><Dt>2026-03-02</Dt></BookgDt></Ntry>`
}

// TestDailyBalances: a statement over several days opens on its first and closes on its last.
func TestDailyBalances(t *testing.T) {
	content := []byte(open + "<Stmt>" + account + bal("OPBD", "10", "2026-03-02") + bal("CLBD", "30", "2026-03-03") + bal("OPBD", "0", "2026-03-01") + bal("CLBD", "10", "2026-03-02") + "</Stmt>" + end)
	d := drafttest.All(t, content, read(content)).Drafts[0]
	if d.Opening.Amount != 0 || d.Closing.Amount != 3000 {
		t.Errorf("from %v to %v", d.Opening, d.Closing)
	}
}

// TestTheOtherSide is the creditor of a debit and the debtor of a credit, and the other way round for
// what comes back: parties keep their parts.
func TestTheOtherSide(t *testing.T) {
	parties := `<NtryDtls><TxDtls><RltdPties><Dbtr><Nm>PAYEUR</Nm></Dbtr><Cdtr><Nm>CREANCIER</Nm></Cdtr></RltdPties>%s</TxDtls></NtryDtls>`
	for name, c := range map[string]struct{ direction, more, back, want string }{
		"a debit": {"DBIT", "", "", "NBE CREANCIER"}, "a credit": {"CRDT", "", "", "NPY PAYEUR"},
		"a debit that comes back": {"CRDT", "<RvslInd>true</RvslInd>", "", "NBE CREANCIER"}, "a rejected one": {"DBIT", "", "<RtrInf><Rsn><Cd>AM04</Cd></Rsn></RtrInf>", "NPY PAYEUR"},
	} {
		content := []byte(open + "<Stmt>" + account + ntry("10", c.direction, c.more+fmt.Sprintf(parties, c.back)) + "</Stmt>" + end)
		o := drafttest.All(t, content, read(content)).Drafts[0].Operations[0]
		if got := o.Details[0].Qualifier + " " + o.Details[0].Text; got != c.want {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// TestWhatIsNotBooked is left out, whoever's word its status is.
func TestWhatIsNotBooked(t *testing.T) {
	content := []byte(open + "<Stmt>" + account + ntry("10", "CRDT", "<Sts><Prtry>ATTENTE</Prtry></Sts>") + ntry("10", "CRDT", "<Sts>FUTR</Sts>") + ntry("-10", "DBIT", "<Sts>BOOK</Sts>") + "</Stmt>" + end)
	d := drafttest.All(t, content, read(content)).Drafts[0]
	if len(d.Operations) != 0 || d.Unreadable != 1 {
		t.Errorf("got %+v", d)
	}
}

// TestChargesAreKept: in total, or one by one.
func TestChargesAreKept(t *testing.T) {
	content := []byte(open + "<Stmt>" + account + ntry("10", "DBIT", `<Chrgs><Rcrd><Amt Ccy="EUR">1.50</Amt></Rcrd><Rcrd><Amt Ccy="EUR">0.50</Amt></Rcrd></Chrgs>`) + "</Stmt>" + end)
	if o := drafttest.All(t, content, read(content)).Drafts[0].Operations[0]; fmt.Sprint(o.Details) != "[{FEE EUR200000000000150} {FEE EUR200000000000050}]" {
		t.Errorf("got %v", o.Details)
	}
}

// TestAfterTheDocument nothing is of a statement, and nothing is lost.
func TestAfterTheDocument(t *testing.T) {
	content := []byte(open + oneStatement + end + "\n\x1a\x00")
	if got := drafttest.All(t, content, read(content)); got.Err() != nil || len(got.Drafts) != 1 {
		t.Errorf("got %+v", got)
	}
}

// TestALongText is refused before it fills the memory.
func TestALongText(t *testing.T) {
	for name, r := range map[string]io.Reader{
		"a text":      drafttest.Endless(open+"<Stmt><Id>", strings.Repeat("x", 1000), "", 1<<30),
		"a comment":   drafttest.Endless(open+"<Stmt><!--", strings.Repeat("x", 1000), "", 1<<30),
		"an attribut": drafttest.Endless(open+`<Stmt a="`, strings.Repeat("x", 1000), "", 1<<30),
	} {
		if _, err := NewReader(r, today, given).Next(); fault.CodeOf(err) != fault.Unreadable || !strings.Contains(err.Error(), "4 Mo") {
			t.Errorf("%s: %v", name, err)
		}
	}
	endless := NewReader(drafttest.Endless(open+"<Stmt>"+account, "<Elctrnc><a></a></Elctrnc>", "", 1<<30), today, given)
	endless.window.limit = 8 << 20
	if _, err := endless.Next(); fault.CodeOf(err) != fault.Unreadable || !strings.Contains(err.Error(), "256 Mo") {
		t.Errorf("a statement without end: %v", err)
	}
}
