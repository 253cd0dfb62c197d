package printing_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sobank/backend/account"
	"sobank/backend/civil"
	"sobank/backend/printing"
	"sobank/backend/provision"
	"sobank/backend/rights"
	"sobank/backend/statement"
	"sobank/backend/wiring/wiringtest"
)

// BenchmarkPeriod prints a month of 5 000 and of 50 000 operations, from the data file to the
// PDF on disk.
func BenchmarkPeriod(b *testing.B) {
	for _, n := range []int{5_000, printing.MaxOperations} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			house, actor, id := mustMonth(b, n)
			path := filepath.Join(b.TempDir(), "releve.pdf")
			for b.Loop() {
				done, err := house.Prints.Period(background, actor, id, civil.Period{From: 20260301, To: 20260331}, func(string) (string, error) { return path, nil })
				if err != nil || done.Operations != n {
					b.Fatal(done, err)
				}
				b.ReportMetric(float64(done.Pages), "pages")
			}
			if info, err := os.Stat(path); err == nil {
				b.ReportMetric(float64(info.Size()), "bytes")
			}
		})
	}
}

// mustMonth is a house with one account and n operations of March, with two complements each.
func mustMonth(b *testing.B, n int) (*wiringtest.Bench, rights.Actor, int64) {
	b.Helper()
	house := wiringtest.MustOpen(b, filepath.Join(b.TempDir(), "data"))
	house.MustApply(provision.Plan{Firms: []provision.Firm{{Name: "Cabinet", Clients: []provision.Client{{Name: "Client", Accounts: []provision.Account{
		{IBAN: string(wiringtest.IBAN(0)), Mandate: "approuvé"}}}}}}})
	list := make([]statement.Operation, n)
	for i := range list {
		list[i] = wiringtest.Op(fmt.Sprintf("2026-03-%02d", 1+i*30/n), int64(i%977)*37-9_000, fmt.Sprintf("VIR SEPA RECU %d", i))
		list[i].Details = []statement.Detail{{Qualifier: "NPY", Text: "MARTIN ET FILS"}, {Qualifier: "LCC", Text: strings.Repeat("FACTURE ", 8)}}
	}
	house.MustImport(wiringtest.MustWrite(b, filepath.Join(b.TempDir(), "r.txt"), wiringtest.Block(wiringtest.IBAN(0), "2026-02-28", 0, "2026-03-31", list...)))
	rows, _, err := house.Accounts.List(background, house.Systeme(), account.Query{})
	if err != nil || len(rows) != 1 {
		b.Fatal(rows, err)
	}
	return house, house.MustJoin("c@cabinet.fr", rights.Collaborateur, house.MustFirm("Cabinet")), rows[0].ID
}
