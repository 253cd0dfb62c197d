package cfonb120gen_test

import (
	"bytes"
	"io"
	"slices"
	"testing"

	"sobank/backend/format/cfonb120"
	"sobank/backend/format/cfonb120/cfonb120gen"
	"sobank/backend/iban"
	"sobank/backend/statement"
)

var options = cfonb120gen.Options{Operations: 5000, Accounts: 40, Seed: 7, First: 20260103}

func generate(t *testing.T, o cfonb120gen.Options) ([]byte, cfonb120gen.Summary) {
	t.Helper()
	var file bytes.Buffer
	sum, err := cfonb120gen.Generate(&file, o)
	if err != nil {
		t.Fatal(err)
	}
	return file.Bytes(), sum
}

// TestGeneratedFileIsClean: valid, continuous, adding up, without a warning, and as the
// summary says.
func TestGeneratedFileIsClean(t *testing.T) {
	file, sum := generate(t, options)
	last := map[iban.IBAN]*statement.Balance{}
	var got cfonb120gen.Summary
	r := cfonb120.NewReader(bytes.NewReader(file), 20261122)
	for {
		d, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if len(d.Warnings) > 0 || !cfonb120.Conformant(d.Raw) {
			t.Fatalf("odd statement: %v\n%s", d.Warnings, d.Raw)
		}
		if before := last[d.IBAN]; before != nil && *before != *d.Opening {
			t.Fatalf("opening %v after closing %v", d.Opening, before)
		}
		last[d.IBAN] = d.Closing
		count(t, &got, d)
	}
	if got.Statements != sum.Statements || got.Operations != 5000 || got.Details != sum.Details || got.Net != sum.Net || len(last) != 40 {
		t.Errorf("read %+v of %d accounts, want %+v", got, len(last), sum)
	}
	if sum.Bytes != int64(len(file)) || sum.First != 20260105 {
		t.Errorf("%d bytes from %s, summary says %+v", len(file), sum.First, sum)
	}
	if each := len(file) / 5000; each < 310 || each > 350 {
		t.Errorf("%d bytes an operation", each)
	}
}

func count(t *testing.T, sum *cfonb120gen.Summary, d *statement.Draft) {
	t.Helper()
	total := d.Opening.Amount
	for _, op := range d.Operations {
		total += op.Amount
		sum.Net += op.Amount
		sum.Details += len(op.Details)
	}
	if total != d.Closing.Amount {
		t.Fatalf("the statement of line %d does not add up", d.Line)
	}
	sum.Statements++
	sum.Operations += len(d.Operations)
}

func TestSameSeedSameFile(t *testing.T) {
	first, _ := generate(t, options)
	second, sum := generate(t, options)
	other := options
	other.Seed++
	third, _ := generate(t, other)
	if !bytes.Equal(first, second) || bytes.Equal(first, third) {
		t.Error("the seed does not decide the file")
	}
	if !slices.Equal(sum.Accounts, cfonb120gen.Accounts(40, 7)) {
		t.Error("Accounts gives others")
	}
}

func TestAccountsAreValidAndDistinct(t *testing.T) {
	seen := map[iban.IBAN]bool{}
	for _, i := range cfonb120gen.Accounts(3000, 1) {
		if _, err := iban.Parse(string(i)); err != nil || seen[i] {
			t.Fatal(i, err)
		}
		seen[i] = true
	}
}
