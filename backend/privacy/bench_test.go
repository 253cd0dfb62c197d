package privacy_test

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"sobank/backend/privacy"
	"sobank/backend/provision"
	"sobank/backend/rights"
	"sobank/backend/statement"
	"sobank/backend/wiring/wiringtest"
)

// BenchmarkErase erases a client of 100 000 operations among 300 000, and exports it first.
func BenchmarkErase(b *testing.B) {
	const accounts, days, daily = 6, 500, 100 // the first two accounts are the client's
	for b.Loop() {
		b.StopTimer()
		bench := wiringtest.MustOpen(b, b.TempDir())
		clients := []provision.Client{{Name: name}, {Name: "Boulangerie Martin"}}
		for n := range accounts {
			of := &clients[min(n/2, 1)]
			of.Accounts = append(of.Accounts, provision.Account{IBAN: string(wiringtest.IBAN(n)), Mandate: "approuvé"})
		}
		bench.MustApply(provision.Plan{Firms: []provision.Firm{{Name: "Cabinet", Clients: clients}}})
		dir := b.TempDir()
		for n := range accounts {
			bench.MustImport(wiringtest.MustWrite(b, filepath.Join(dir, fmt.Sprint(n, ".txt")), many(n, days, daily)...))
		}
		if _, err := bench.Searches.Index(background); err != nil {
			b.Fatal(err)
		}
		boss := bench.MustJoin("a@a.fr", rights.Administrateur)
		begun := time.Now()
		if _, err := bench.Privacy.Export(background, boss, 1, filepath.Join(dir, "x.zip"), nil); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(time.Since(begun).Seconds(), "s-export")
		b.StartTimer()
		gone, err := bench.Privacy.Erase(background, boss, 1, privacy.Consent{Typed: name, Reason: "essai", Despite: true})
		if err != nil || gone.Operations != 2*days*daily || !gone.Wiped {
			b.Fatal(gone, err)
		}
	}
}

func many(account, days, daily int) (drafts []*statement.Draft) {
	day := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	balance := int64(0)
	for i := range days {
		on := day.AddDate(0, 0, i+1).Format(time.DateOnly)
		var operations []statement.Operation
		for n := range daily {
			operations = append(operations, wiringtest.Op(on, int64(n+1), fmt.Sprintf("VIREMENT %d CLIENT %d", account, n)))
		}
		d := wiringtest.Block(wiringtest.IBAN(account), day.AddDate(0, 0, i).Format(time.DateOnly), balance, on, operations...)
		balance = d.Closing.Amount
		drafts = append(drafts, d)
	}
	return drafts
}
