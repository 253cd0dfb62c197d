package wiring_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"sobank/backend/civil"
	"sobank/backend/closing"
	"sobank/backend/coverage"
	"sobank/backend/search"
	"sobank/backend/sqlite"
	"sobank/backend/statement"
	"sobank/backend/trend"
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
		{"WordAndMonth", search.Query{Text: "prlv T1 2026"}},
		{"RareWord", search.Query{Text: "zzz 1234567"}},
		{"Prefix", search.Query{Text: "p"}},
		{"ExactAmount", search.Query{Text: "1 234,56"}},
		{"LargeAmounts", search.Query{Text: ">5000"}},
		{"WordAndAmount", search.Query{Text: "vir >5000"}},
		{"OneAccount", search.Query{AccountIDs: []int64{17}}},
		{"OneClient", search.Query{Text: "cb", ClientIDs: []int64{17}}},
		{"IBAN", search.Query{Text: "FR76 3000 4"}},
		{"Mine", search.Query{Text: "cb", Mine: true}},
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

// BenchmarkMorning is what one reads first: Accueil, the heat map, the balances on a day, a client's curve.
func BenchmarkMorning(b *testing.B) {
	h, actor := mustFullHouse(b)
	if _, err := h.Searches.Index(background); err != nil {
		b.Fatal(err)
	}
	first, _, err := h.Statements.List(background, actor, statement.Query{Limit: 1})
	if err != nil {
		b.Fatal(err)
	}
	last := first[0].End
	h.Clock.Advance(last.Time().Sub(h.Now())) // a morning when all but a few banks have sent
	year := civil.Period{From: last.AddDays(-364), To: last}
	accueil := []struct {
		name string
		read func() error
	}{
		{"Places/Mine", func() error { _, err := h.Statements.PlaceCounts(background, actor, true); return err }},
		{"Places", func() error { _, err := h.Statements.PlaceCounts(background, actor, false); return err }},
		{"Late", func() error {
			_, err := h.Coverages.List(background, actor, coverage.Query{Period: civil.Period{From: last, To: last}, Mine: true, Late: true, Limit: 1})
			return err
		}},
		{"Deliveries", func() error { _, err := h.Deliveries.Counts(background, actor, true); return err }},
	}
	for _, part := range accueil {
		timed(b, "Accueil/"+part.name, func() (int, error) { return 1, part.read() })
	}
	timed(b, "Accueil", func() (int, error) {
		for _, part := range accueil {
			if err := part.read(); err != nil {
				return 0, err
			}
		}
		return 1, nil
	})
	for _, q := range []struct {
		name  string
		query coverage.Query
	}{{"OnePage", coverage.Query{Period: year, Limit: 200}}, {"Quarter", coverage.Query{Period: civil.Period{From: last.AddDays(-90), To: last}, Limit: 200}}} {
		timed(b, "HeatMap/"+q.name, func() (int, error) {
			page, err := h.Coverages.List(background, actor, q.query)
			return len(page.Rows), err
		})
	}
	timed(b, "HeatMap/All", func() (int, error) {
		page, err := h.Coverages.List(background, actor, coverage.Query{Period: year, Limit: manyAccounts})
		return len(page.Rows), err
	})
	timed(b, "Closing", func() (int, error) {
		rows, _, err := h.Closings.List(background, actor, closing.Query{On: last.AddDays(-30), Year: year, Limit: 200})
		return len(rows), err
	})
	timed(b, "Trend/Account", func() (int, error) {
		v, err := h.Trends.Of(background, actor, trend.Query{AccountID: first[0].AccountID, Period: year})
		return len(v.Lines), err
	})
}

func sizeOf(b *testing.B, dir string) int64 {
	b.Helper()
	info, err := os.Stat(filepath.Join(dir, sqlite.FileName))
	if err != nil {
		b.Fatal(err)
	}
	return info.Size()
}
