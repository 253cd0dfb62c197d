package wiring_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"sobank/backend/provision"
	"sobank/backend/rights"
	"sobank/backend/statement"
	"sobank/backend/wiring/wiringtest"
)

// camtOf writes a camt file of one account: a statement (Stmt) with its balances, or an advice (Ntfctn).
func camtOf(kind string, entries ...string) []byte {
	root, balances := "BkToCstmrDbtCdtNtfctn", ""
	if kind == "Stmt" {
		root = "BkToCstmrStmt"
		for code, on := range map[string]string{"OPBD": "2026-03-01", "CLBD": "2026-03-02"} {
			amount := map[string]string{"OPBD": "100.00", "CLBD": "160.00"}[code]
			balances += `<Bal><Tp><CdOrPrtry><Cd>` + code + `</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">` + amount + `</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>` + on + `</Dt></Dt></Bal>`
		}
	}
	return []byte(`<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt"><` + root + `><` + kind + `><Acct><Id><IBAN>` + string(wiringtest.IBAN(0)) +
		`</IBAN></Id><Ccy>EUR</Ccy></Acct>` + balances + strings.Join(entries, "") + `</` + kind + `></` + root + `></Document>`)
}

func camtEntry(amount, reference, remittance string) string {
	details := ""
	if remittance != "" {
		details = `<NtryDtls><TxDtls><RltdPties><Dbtr><Nm>MARTIN ET FILS</Nm></Dbtr></RltdPties><RmtInf><Ustrd>` + remittance + `</Ustrd></RmtInf></TxDtls></NtryDtls>`
	}
	return `<Ntry><Amt Ccy="EUR">` + amount + `</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-03-02</Dt></BookgDt><AcctSvcrRef>` +
		reference + `</AcctSvcrRef>` + details + `<AddtlNtryInf>VIREMENT</AddtlNtryInf></Ntry>`
}

// TestNoticeCompletesOperations: an advice (camt.054) adds nothing to count, whichever comes first, and
// what it tells more goes with it. Of two operations of one day and amount, the number tells which.
func TestNoticeCompletesOperations(t *testing.T) {
	statement053 := camtOf("Stmt", camtEntry("10.00", "A1", ""), camtEntry("25.00", "B1", ""), camtEntry("25.00", "B2", ""))
	notice054 := camtOf("Ntfctn", camtEntry("10.00", "", "FACTURE 12"), camtEntry("25.00", "B2", "FACTURE 13"), camtEntry("25.00", "", "FACTURE 14"), camtEntry("99.00", "", "AILLEURS"))
	for _, order := range []string{"statement first", "notice first"} {
		b := wiringtest.MustOpen(t, t.TempDir())
		b.MustApply(provision.Plan{Firms: []provision.Firm{{Name: "Cabinet", Clients: []provision.Client{{Name: "Client", Accounts: []provision.Account{{IBAN: string(wiringtest.IBAN(0)), Mandate: "approuvé"}}}}}}})
		dir := t.TempDir()
		paths := []string{wiringtest.MustFile(t, filepath.Join(dir, "053.xml"), statement053), wiringtest.MustFile(t, filepath.Join(dir, "054.xml"), notice054)}
		if order == "notice first" {
			paths[0], paths[1] = paths[1], paths[0]
		}
		notice := int64(0)
		for _, r := range b.MustImport(paths...) {
			if r.Err != nil {
				t.Fatal(r.Err)
			}
			if r.NewOperations == 0 {
				notice = r.FileID
				if r.Statements != 0 || r.Operations != 0 || r.Warnings != 1 {
					t.Errorf("%s: %+v", order, r)
				}
			}
		}
		boss := b.MustJoin("s@cabinet.fr", rights.Superviseur, b.MustFirm("Cabinet"))
		if got, want := told(t, b, boss), "A1[FACTURE 12] B1[] B2[FACTURE 13]"; got != want {
			t.Errorf("%s: %s; want %s", order, got, want)
		}
		rows, total, err := b.Statements.List(background, boss, statement.Query{})
		if err != nil || total != 1 || rows[0].State != statement.StartingPoint || rows[0].Credits != 60_00 {
			t.Errorf("%s: %+v %v", order, rows, err)
		}
		b.MustVerify() // the advice is given back byte for byte, too
		if err := b.Collect.Undo(background, b.Systeme(), notice); err != nil {
			t.Fatal(err)
		}
		if got, want := told(t, b, boss), "A1[] B1[] B2[]"; got != want {
			t.Errorf("%s, undone: %s; want %s", order, got, want)
		}
		b.MustVerify()
	}
}

// told is what is known of each operation, by its number.
func told(t *testing.T, b *wiringtest.Bench, actor rights.Actor) string {
	t.Helper()
	entries, _, err := b.Statements.Entries(background, actor, 1, 0, 10)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range entries {
		var texts []string
		for _, d := range e.Details {
			if strings.HasPrefix(d.Text, "FACTURE") {
				texts = append(texts, d.Text)
			}
		}
		all = append(all, fmt.Sprintf("%s[%s]", e.EntryNumber, strings.Join(texts, ",")))
	}
	return strings.Join(all, " ")
}
