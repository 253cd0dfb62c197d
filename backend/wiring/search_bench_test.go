package wiring_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"sobank/backend/search"
	"sobank/backend/sqlite"
)

// BenchmarkSearch looks through a million operations (SOBANK_BENCH_OPERATIONS for another number)
// for a Collaborateur, as the screen does: the first page, and the totals.
func BenchmarkSearch(b *testing.B) {
	h, actor := mustFullHouse(b)
	before := sizeOf(b, h.DataDir)
	start := time.Now()
	if _, err := h.Searches.Index(background); err != nil {
		b.Fatal(err)
	}
	took := time.Since(start)
	b.Run("Index", func(b *testing.B) {
		for b.Loop() {
		}
		b.ReportMetric(took.Seconds(), "s")
		b.ReportMetric(float64(sizeOf(b, h.DataDir)-before)/float64(operationsOf()), "bytes/operation")
		b.ReportMetric(0, "ns/op")
	})
	for _, q := range []struct {
		name  string
		query search.Query
	}{
		{"Everything", search.Query{}},
		{"FrequentWord", search.Query{Text: "vir"}},
		{"TwoWords", search.Query{Text: "prlv edf"}},
		{"WordAndMonth", search.Query{Text: "carte mars 2024"}},
		{"RareWord", search.Query{Text: "zzz 1234567"}},
		{"Prefix", search.Query{Text: "p"}},
		{"ExactAmount", search.Query{Text: "1 234,56"}},
		{"LargeAmounts", search.Query{Text: ">5000"}},
		{"WordAndAmount", search.Query{Text: "vir >5000"}},
		{"OneAccount", search.Query{AccountIDs: []int64{17}}},
		{"OneClient", search.Query{Text: "carte", ClientIDs: []int64{17}}},
		{"IBAN", search.Query{Text: "FR76 3000 4"}},
		{"Mine", search.Query{Text: "carte", Mine: true}},
	} {
		q.query.Limit = 200
		timed(b, "Page/"+q.name, func() (int, error) {
			found, err := h.Searches.Find(background, actor, q.query)
			return 1 + len(found.Rows), err
		})
		timed(b, "Totals/"+q.name, func() (int, error) {
			totals, err := h.Searches.Totals(background, actor, q.query)
			n := 1
			for _, t := range totals {
				n += t.Count
			}
			return n, err
		})
	}
}

func sizeOf(b *testing.B, dir string) int64 {
	b.Helper()
	info, err := os.Stat(filepath.Join(dir, sqlite.FileName))
	if err != nil {
		b.Fatal(err)
	}
	return info.Size()
}
