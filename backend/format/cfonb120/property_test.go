package cfonb120_test

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"pgregory.net/rapid"

	"sobank/backend/civil"
	"sobank/backend/format/cfonb120"
	"sobank/backend/iban"
	"sobank/backend/statement"
)

// corpus is the content of all golden files.
func corpus(tb testing.TB) [][]byte {
	tb.Helper()
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil {
		tb.Fatal(err)
	}
	var all [][]byte
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			tb.Fatal(err)
		}
		all = append(all, content)
	}
	return all
}

// checkRead holds what is true of any bytes, read to their end.
func checkRead(tb rapid.TB, file []byte, got read) {
	tb.Helper()
	if got.Error != "" {
		return
	}
	var joined []byte
	for _, d := range got.Drafts {
		if joined = append(joined, d.Lead...); int64(len(joined)) != d.Offset {
			tb.Fatalf("draft at line %d says offset %d, is at %d", d.Line, d.Offset, len(joined))
		}
		joined = append(joined, d.Raw...)
		checkDraft(tb, d)
	}
	if joined = append(joined, got.Tail...); !bytes.Equal(joined, file) {
		tb.Fatalf("leads, raws and tail are not the file:\n%q\n%q", joined, file)
	}
}

// checkDraft holds what is true of any draft.
func checkDraft(tb rapid.TB, d *statement.Draft) {
	tb.Helper()
	unreadable := 0
	for _, w := range d.Warnings {
		if !utf8.ValidString(w.Message) || w.Code == "" || w.Line < d.Line {
			tb.Fatalf("bad warning %+v", w)
		}
		if w.Record == "04" && (w.Code == "amount_unreadable" || w.Field == "date de comptabilisation" || w.Code == "other_currency" || w.Code == "decimals_mismatch") {
			unreadable++
		}
	}
	if d.Unreadable > unreadable && len(d.Warnings) < 1000 {
		tb.Fatalf("%d unreadable operations, %d warnings of them", d.Unreadable, unreadable)
	}
	for _, op := range d.Operations {
		if op.BookedOn.IsZero() || !utf8.ValidString(op.Label) || utf8.RuneCountInString(op.Label) > 31 || op.Line < d.Line {
			tb.Fatalf("bad operation %+v", op)
		}
		for _, detail := range op.Details {
			if !utf8.ValidString(detail.Text) || utf8.RuneCountInString(detail.Text) > 70 {
				tb.Fatalf("bad detail %+v", detail)
			}
		}
	}
}

// TestNothingIsLost reads files glued together, cut and spoilt, and finds all their bytes
// again.
func TestNothingIsLost(t *testing.T) {
	pieces := append(corpus(t), []byte("\r\n"), []byte("\x1a"), []byte("garbage\n"), []byte("\xef\xbb\xbf"), []byte("04"), bytes.Repeat([]byte{0}, 300))
	rapid.Check(t, func(t *rapid.T) {
		file := bytes.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 6).Draw(t, "pieces"), nil)
		file = bytes.Clone(file)
		for range rapid.IntRange(0, 3).Draw(t, "spoilt") {
			file[rapid.IntRange(0, len(file)-1).Draw(t, "at")] = rapid.Byte().Draw(t, "by")
		}
		file = file[:rapid.IntRange(1, len(file)).Draw(t, "cut")]
		whole := readAll(bytes.NewReader(file), today)
		checkRead(t, file, whole)
		byOne := readAll(iotest.OneByteReader(bytes.NewReader(file)), today)
		if !reflect.DeepEqual(whole, byOne) {
			t.Fatalf("reading byte by byte differs for %q", file)
		}
	})
}

// TestSizeOfReadsDoesNotMatter reads a file of several windows in small uneven pieces.
func TestSizeOfReadsDoesNotMatter(t *testing.T) {
	file := generated(t, 3000)
	want := readAll(bytes.NewReader(file), today)
	for _, size := range []int{1, 7, 121, 122, 123, 4096, 100_003} {
		got := readAll(&choppy{bytes.NewReader(file), size}, today)
		checkRead(t, file, got)
		if !reflect.DeepEqual(want, got) {
			t.Errorf("reads of %d bytes give something else", size)
		}
	}
}

// choppy gives at most size bytes at a time.
type choppy struct {
	r    io.Reader
	size int
}

func (c *choppy) Read(p []byte) (int, error) { return c.r.Read(p[:min(len(p), c.size)]) }

// drafts draws statements that the format can carry.
func drafts() *rapid.Generator[*statement.Draft] {
	return rapid.Custom(func(t *rapid.T) *statement.Draft {
		d := &statement.Draft{
			Format: cfonb120.Name,
			RIB: iban.RIB{
				Bank:   rapid.StringMatching(`[1-9][0-9]{4}`).Draw(t, "bank"),
				Branch: rapid.StringMatching(`[0-9]{5}`).Draw(t, "branch"),
				Number: rapid.StringMatching(`[0-9A-Z]{11}`).Draw(t, "number"),
			},
			Currency:   rapid.SampledFrom([]string{"EUR", "USD", "XPF", "TND"}).Draw(t, "currency"),
			Decimals:   rapid.IntRange(0, 9).Draw(t, "decimals"),
			Opening:    balance(t),
			Operations: rapid.SliceOfN(rapid.Custom(operation), 0, 6).Draw(t, "operations"),
			Closing:    balance(t),
		}
		d.IBAN, _ = d.RIB.IBAN()
		return d
	})
}

const maxAmount = 99_999_999_999_999

func balance(t *rapid.T) *statement.Balance {
	return &statement.Balance{On: day(t), Amount: rapid.Int64Range(-maxAmount, maxAmount).Draw(t, "balance")}
}

// day draws a day in the hundred years that two digits tell apart.
func day(t *rapid.T) civil.Date {
	return civil.Date(19271123).AddDays(rapid.IntRange(0, 36524).Draw(t, "day"))
}

func operation(t *rapid.T) statement.Operation {
	op := statement.Operation{
		BookedOn: day(t), Amount: rapid.Int64Range(-maxAmount, maxAmount).Draw(t, "amount"),
		Code: rapid.StringMatching(`([A-Z0-9]{2})?`).Draw(t, "code"), BankCode: rapid.StringMatching(`[A-Z0-9]{0,4}`).Draw(t, "bank code"),
		RejectCode: rapid.StringMatching(`([0-9]{2})?`).Draw(t, "reject"),
		Label:      text(t, 31), Reference: text(t, 16), EntryNumber: text(t, 7),
		Exempt: rapid.Bool().Draw(t, "exempt"), Unavailable: rapid.Bool().Draw(t, "unavailable"),
	}
	if rapid.Bool().Draw(t, "has value date") {
		op.ValueOn = day(t)
	}
	for range rapid.IntRange(0, 4).Draw(t, "details") {
		op.Details = append(op.Details, statement.Detail{
			Qualifier: rapid.StringMatching(`LIB|NPY|RUM|([A-Z0-9]{3})?`).Draw(t, "qualifier"),
			Text:      strings.TrimRight(rapid.StringMatching(`[ -\x60{-~]{0,70}`).Draw(t, "text"), " "),
		})
	}
	return op
}

// text draws a trimmed text of printable ASCII in upper case.
func text(t *rapid.T, most int) string {
	s := rapid.StringMatching(`[ -\x60{-~]{0,40}`).Draw(t, "text")
	return strings.TrimSpace(s[:min(len(s), most)])
}

// TestWrittenReadsBackEqual is the contract of the writer.
func TestWrittenReadsBackEqual(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := drafts().Draw(t, "draft")
		var file bytes.Buffer
		if err := cfonb120.Write(&file, want); err != nil {
			t.Fatal(err)
		}
		got := readAll(bytes.NewReader(file.Bytes()), today)
		checkRead(t, file.Bytes(), got)
		if got.Error != "" || len(got.Drafts) != 1 || len(got.Warnings) > 0 {
			t.Fatalf("read %+v", got)
		}
		sameDraft(t, want, got.Drafts[0])
		if hasCodes(want) != cfonb120.Conformant(file.Bytes()) {
			t.Fatalf("Conformant is %t for\n%s", !hasCodes(want), file.Bytes())
		}
	})
}

func hasCodes(d *statement.Draft) bool {
	for _, op := range d.Operations {
		if op.Code == "" {
			return false
		}
	}
	return true
}

// sameDraft compares a draft with what was read of it: all but the place in the file.
func sameDraft(t rapid.TB, want, got *statement.Draft) {
	t.Helper()
	line := 2
	for i := range got.Operations {
		if got.Operations[i].Line != line {
			t.Fatalf("operation %d at line %d, not %d", i, got.Operations[i].Line, line)
		}
		line += 1 + len(got.Operations[i].Details)
		got.Operations[i].Line = 0
	}
	got.Raw, got.Lead, got.Line = nil, nil, 0
	if len(want.Operations) == 0 {
		want.Operations = nil
	}
	if !reflect.DeepEqual(want, got) {
		t.Fatalf("wrote %+v\nread %+v", want, got)
	}
}

// TestLongLabelsGoOn shows that a long label is whole in the file.
func TestLongLabelsGoOn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := drafts().Draw(t, "draft")
		label := strings.TrimSpace(rapid.StringMatching(`[A-Z0-9][A-Z0-9 ]{0,300}`).Draw(t, "label"))
		if strings.Contains(label, strings.Repeat(" ", 31)) {
			t.Skip("more blanks than a zone holds")
		}
		want.Operations = []statement.Operation{{BookedOn: 20260401, Label: label}}
		var file bytes.Buffer
		if err := cfonb120.Write(&file, want); err != nil {
			t.Fatal(err)
		}
		op := readAll(&file, today).Drafts[0].Operations[0]
		got := op.Label
		for _, d := range op.Details {
			got += d.Text
		}
		if got != label {
			t.Fatalf("wrote %q, read %q", label, got)
		}
	})
}

func TestTransliterateGivesUpperCaseASCII(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		once := cfonb120.Transliterate(rapid.String().Draw(t, "text"))
		for _, c := range []byte(once) {
			if c < ' ' || c > '~' || c >= 'a' && c <= 'z' {
				t.Fatalf("%q in %q", c, once)
			}
		}
		if again := cfonb120.Transliterate(once); again != once {
			t.Fatalf("%q becomes %q", once, again)
		}
	})
}
