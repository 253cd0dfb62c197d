package cfonb120

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"sobank/backend/fault"
)

const testToday = 20261122

// A statement of one operation, to be followed by what a test is about.
const sample = "" +
	"0130004    45856EUR2 45856523322  310326                                                  0000000010000{                \n" +
	"0430004013745856EUR2 4585652332205010426  010426VIR SEPA ETS LEGRAND             0000001000000000000255{                \n" +
	"0730004    45856EUR2 45856523322  010426                                                  0000000010255{                \n"

// endless gives one byte for ever.
type endless byte

func (e endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(e)
	}
	return len(p), nil
}

// repeated gives one text for ever.
type repeated struct {
	text string
	at   int
}

func (r *repeated) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = r.text[r.at]
		r.at = (r.at + 1) % len(r.text)
	}
	return len(p), nil
}

func isUnreadable(t *testing.T, err error, words string) {
	t.Helper()
	if fault.CodeOf(err) != fault.Unreadable || !strings.Contains(fault.From(err).Message, words) {
		t.Errorf("error %v, want unreadable with « %s »", err, words)
	}
}

func TestEndlessFilesAreRefusedFromTheirHead(t *testing.T) {
	for name, file := range map[string]io.Reader{
		"zéros":         endless(0),
		"blancs":        endless(' '),
		"binaire":       endless(0xA7),
		"aucune ligne":  endless('x'),
		"une ligne":     &repeated{text: "LIGNE QUELCONQUE\n"},
		"binaire, 0xF0": &repeated{text: "\xF0\x01\x02"},
	} {
		t.Run(name, func(t *testing.T) {
			counted := &countingReader{r: file}
			_, err := NewReader(counted, testToday).Next()
			isUnreadable(t, err, "n'est pas un relevé CFONB120")
			if counted.n > 1<<20 {
				t.Errorf("%d bytes read", counted.n)
			}
		})
	}
}

type countingReader struct {
	r io.Reader
	n int
}

func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += n
	return n, err
}

// TestWhatFollowsAStatementIsBounded feeds what never ends after a good statement.
func TestWhatFollowsAStatementIsBounded(t *testing.T) {
	for name, c := range map[string]struct {
		more  io.Reader
		words string
	}{
		"zeros":        {endless(0), "plus de 16 Mio"},
		"blanks":       {endless(' '), "plus de 16 Mio"},
		"one line":     {endless('x'), "plus de 16 Mio"},
		"line breaks":  {endless('\n'), "plus de 16 Mio"},
		"short lines":  {&repeated{text: "x\r\n"}, "plus de 16 Mio"},
		"one openings": {&repeated{text: "05 "}, "plus de 16 Mio"},
	} {
		t.Run(name, func(t *testing.T) {
			counted := &countingReader{r: c.more}
			r := NewReader(io.MultiReader(strings.NewReader(sample), counted), testToday)
			r.scan.loose = 2 << 20
			if _, err := r.Next(); err != nil {
				t.Fatal(err)
			}
			_, err := r.Next()
			isUnreadable(t, err, c.words)
			if _, again := r.Next(); again != err {
				t.Errorf("then %v", again)
			}
			if len(r.Warnings()) > maxWarnings+1 || cap(r.scan.src.buf) > 8<<20 || counted.n > 8<<20 {
				t.Errorf("%d warnings, %d bytes held, %d read", len(r.Warnings()), cap(r.scan.src.buf), counted.n)
			}
		})
	}
}

func TestAStatementIsBounded(t *testing.T) {
	lines := strings.SplitAfter(sample, "\n")
	r := NewReader(io.MultiReader(strings.NewReader(lines[0]), &repeated{text: lines[1]}), testToday)
	r.scan.limit = 4 << 20
	_, err := r.Next()
	isUnreadable(t, err, "dépasse")
}

func TestALargeStatementIsReadAndItsMemoryLetGo(t *testing.T) {
	lines := strings.SplitAfter(sample, "\n")
	const n = 100_000
	file := io.MultiReader(strings.NewReader(lines[0]), io.LimitReader(&repeated{text: lines[1]}, int64(n*len(lines[1]))), strings.NewReader(lines[2]+sample))
	r := NewReader(file, testToday)
	large, err := r.Next()
	if err != nil || len(large.Operations) != n || large.Operations[n-1].Line != n+1 {
		t.Fatal(err, len(large.Operations))
	}
	small, err := r.Next()
	if err != nil || len(small.Operations) != 1 || small.Line != n+3 {
		t.Fatal(err, small)
	}
	if cap(r.scan.src.buf) > 16*windowSize || cap(r.block.marks) > 1<<16 {
		t.Errorf("still %d bytes and %d marks", cap(r.scan.src.buf), cap(r.block.marks))
	}
}

func TestWarningsAreCapped(t *testing.T) {
	bad := strings.Replace(sample, "000000255{", "0000002,5{", 1)
	lines := strings.SplitAfter(bad, "\n")
	r := NewReader(strings.NewReader(lines[0]+strings.Repeat(lines[1], 1500)+lines[2]), testToday)
	d, err := r.Next()
	if err != nil || d.Unreadable != 1500 || len(d.Warnings) != maxWarnings+1 {
		t.Fatal(err, d.Unreadable, len(d.Warnings))
	}
	if last := d.Warnings[maxWarnings]; last.Code != warnMore || last.Message != "… et 500 autres anomalies." {
		t.Errorf("last is %+v", last)
	}
}

// TestAReaderThatFails shows the failure: nothing of a file cut by it passes for the whole.
func TestAReaderThatFails(t *testing.T) {
	broken := errors.New("disk gone")
	r := NewReader(io.MultiReader(strings.NewReader(sample+sample), failing{broken}), testToday)
	_, err := r.Next()
	isUnreadable(t, err, "s'est arrêtée")
	if !errors.Is(err, broken) {
		t.Errorf("%v hides its cause", err)
	}
	_, err = NewReader(idle{}, testToday).Next()
	if !errors.Is(err, io.ErrNoProgress) {
		t.Errorf("an idle reader gives %v", err)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

type idle struct{}

func (idle) Read([]byte) (int, error) { return 0, nil }

// TestAllocations holds the cost of a statement: the draft, its bytes, their text, its
// operations and their complements.
func TestAllocations(t *testing.T) {
	lines := strings.SplitAfter(sample, "\n")
	detail := "05" + lines[1][2:40] + "     LIB" + strings.Repeat("X", 72) + "\n"
	one := lines[0] + strings.Repeat(lines[1]+detail, 10) + lines[2]
	file := []byte(strings.Repeat(one, 2000))
	var before, after runtime.MemStats
	r := NewReader(bytes.NewReader(file), testToday)
	if _, err := r.Next(); err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&before)
	n := 0
	for ; ; n++ {
		if _, err := r.Next(); err != nil {
			break
		}
	}
	runtime.ReadMemStats(&after)
	if each := float64(after.Mallocs-before.Mallocs) / float64(n); n != 1999 || each > 5.5 {
		t.Errorf("%.2f allocations for each of %d statements", each, n)
	}
}

func TestKnownAccountsAreBounded(t *testing.T) {
	known := accounts{}
	for i := range maxAccounts + 10 {
		if known.of(ribNumber(i)) == "" {
			t.Fatal("no IBAN")
		}
	}
	if len(known) > maxAccounts {
		t.Errorf("%d accounts known", len(known))
	}
}

func ribNumber(i int) (rib struct{ Bank, Branch, Number string }) {
	rib.Bank, rib.Branch, rib.Number = "30004", "45856", fmt.Sprintf("%011d", i)
	return rib
}
