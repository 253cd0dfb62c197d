package cfonb120_test

import (
	"bytes"
	"io"
	"regexp"
	"testing"

	"sobank/backend/civil"
	"sobank/backend/format/cfonb120"
	"sobank/backend/format/cfonb120/cfonb120gen"
)

// today is the import date of the tests.
const today civil.Date = 20261122

func generated(tb testing.TB, operations int) []byte {
	tb.Helper()
	var file bytes.Buffer
	if _, err := cfonb120gen.Generate(&file, cfonb120gen.Options{Operations: operations, Seed: 1}); err != nil {
		tb.Fatal(err)
	}
	return file.Bytes()
}

// drain reads a whole file and counts.
func drain(tb testing.TB, r io.Reader) (statements, operations int) {
	tb.Helper()
	reader := cfonb120.NewReader(r, today)
	for {
		draft, err := reader.Next()
		if err == io.EOF {
			return statements, operations
		}
		if err != nil {
			tb.Fatal(err)
		}
		statements++
		operations += len(draft.Operations)
	}
}

// BenchmarkRead is to be set beside sha256sum on the same bytes.
func BenchmarkRead(b *testing.B) {
	const operations = 200_000
	crlf := generated(b, operations)
	lf := bytes.ReplaceAll(crlf, []byte("\r\n"), []byte("\n"))
	for _, file := range []struct {
		name  string
		bytes []byte
	}{
		{"CRLF", crlf},
		{"LF", lf},
		{"NoBreak", bytes.ReplaceAll(lf, []byte("\n"), nil)},
		{"Trimmed", regexp.MustCompile(` +\n`).ReplaceAll(lf, []byte("\n"))},
		{"Latin1", bytes.ReplaceAll(crlf, []byte("SEPA"), []byte("S\xc9PA"))},
		{"UTF8", bytes.ReplaceAll(crlf, []byte("SEPA"), []byte("SÉPA"))},
		{"Wide122", bytes.ReplaceAll(lf, []byte("\n"), []byte("  \r\n"))},
	} {
		b.Run(file.name, func(b *testing.B) {
			b.SetBytes(int64(len(file.bytes)))
			b.ReportAllocs()
			for b.Loop() {
				if _, n := drain(b, bytes.NewReader(file.bytes)); n != operations {
					b.Fatalf("read %d operations of %d", n, operations)
				}
			}
			b.ReportMetric(float64(operations)*float64(b.N)/b.Elapsed().Seconds(), "ops/s")
		})
	}
}
