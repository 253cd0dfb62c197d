// Package drafttest is what the tests of the readers share: reading a file to its end, the promise
// that what is kept is the file, golden files, and memory that does not grow.
package drafttest

import (
	"bytes"
	"encoding/json"
	"flag"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"sobank/backend/statement"
)

var update = flag.Bool("update", false, "write the golden files")

// Reader is a reader of statements.
type Reader interface {
	Next() (*statement.Draft, error)
	Warnings() []statement.Warning
	Tail() []byte
}

// Read is a file that was read to its end, or to an error.
type Read struct {
	Drafts   []*statement.Draft
	Warnings []statement.Warning
	Error    string
	err      error
}

// All reads a file, and checks that what is kept of it is the file and can be shown.
func All(t testing.TB, content []byte, r Reader) Read {
	t.Helper()
	var got Read
	var kept []byte
	for {
		d, err := r.Next()
		if err != nil {
			if err != io.EOF { // nor what was caused by one
				got.err, got.Error = err, err.Error()
			}
			break
		}
		if d.Offset != int64(len(kept)+len(d.Lead)) {
			t.Errorf("the statement of line %d is at %d, and says %d", d.Line, len(kept)+len(d.Lead), d.Offset)
		}
		kept = append(append(kept, d.Lead...), d.Raw...)
		check(t, d)
		got.Drafts = append(got.Drafts, d)
	}
	got.Warnings = r.Warnings()
	if got.err == nil && !bytes.Equal(append(kept, r.Tail()...), content) {
		t.Errorf("what is kept is not the file: %d bytes of %d", len(kept)+len(r.Tail()), len(content))
	}
	return got
}

// Err is what ended the reading, nil at the end of the file.
func (r Read) Err() error { return r.err }

// check wants what every draft keeps: days, texts that are text, warnings with a sentence.
func check(t testing.TB, d *statement.Draft) {
	t.Helper()
	for _, o := range d.Operations {
		if o.BookedOn == 0 || o.Line < 1 {
			t.Errorf("an operation without a day or a line: %+v", o)
		}
		for _, text := range []string{o.Label, o.Reference, o.EntryNumber, o.BankCode, o.Code} {
			if !utf8.ValidString(text) || strings.ContainsAny(text, "\n\r\x00") {
				t.Errorf("line %d: the text %q", o.Line, text)
			}
		}
		for _, c := range o.Details {
			if !utf8.ValidString(c.Text) || strings.ContainsAny(c.Text+c.Qualifier, "\n\r\x00") || len(c.Qualifier) > 3 {
				t.Errorf("line %d: the complement %q", o.Line, c)
			}
		}
	}
	for _, w := range d.Warnings {
		if w.Message == "" || w.Code == "" {
			t.Errorf("a warning without words: %+v", w)
		}
	}
}

// Golden compares what was read of each file of testdata with the file beside it, NAME.json.
func Golden(t *testing.T, pattern string, read func(content []byte) Reader) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("testdata", pattern))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no %s in testdata: %v", pattern, err)
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			content, err := os.ReadFile(path) // #nosec G304 -- golden files of tests
			if err != nil {
				t.Fatal(err)
			}
			same(t, path+".json", All(t, content, read(content)))
		})
	}
}

// same compares with a golden file, or writes it with -update.
func same(t *testing.T, path string, got Read) {
	t.Helper()
	for _, d := range got.Drafts { // the bytes are compared with the file already
		d.Lead, d.Raw = nil, nil
	}
	text, err := json.MarshalIndent(got, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	text = append(text, '\n')
	if *update {
		if err := os.WriteFile(path, text, 0o644); err != nil { // #nosec G306 -- golden files of tests
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path) // #nosec G304 -- golden files of tests
	if err != nil || !bytes.Equal(text, want) {
		t.Errorf("%v; got\n%s", err, text)
	}
}

// Samples gives the public files of a kind that the project did not write, and skips the test where
// they are not.
func Samples(t *testing.T, kind, pattern string) map[string][]byte {
	t.Helper()
	paths, _ := filepath.Glob(filepath.Join("../../../../shared/samples", kind, pattern))
	if len(paths) == 0 {
		t.Skip("no samples here")
	}
	files := map[string][]byte{}
	for _, path := range paths {
		content, err := os.ReadFile(path) // #nosec G304 -- golden files of tests
		if err != nil {
			t.Fatal(err)
		}
		files[filepath.Base(path)] = content
	}
	return files
}

// Size is how many bytes a test of bounded memory reads: as given, or SOBANK_STREAM_MB megabytes.
func Size(bytes int64) int64 {
	if n, err := strconv.ParseInt(os.Getenv("SOBANK_STREAM_MB"), 10, 64); err == nil {
		return n << 20
	}
	return bytes
}

// Endless gives a head, then a part again and again, then a tail, for some bytes in all.
func Endless(head, part, tail string, size int64) io.Reader {
	return io.MultiReader(strings.NewReader(head), &repeat{part: part, left: size / int64(len(part))}, strings.NewReader(tail))
}

type repeat struct {
	part string
	rest string
	left int64
}

func (r *repeat) Read(p []byte) (n int, err error) {
	for n < len(p) {
		if r.rest == "" {
			if r.left == 0 {
				if n == 0 {
					return 0, io.EOF
				}
				return n, nil
			}
			r.left--
			r.rest = r.part
		}
		c := copy(p[n:], r.rest)
		n, r.rest = n+c, r.rest[c:]
	}
	return n, nil
}

// Bounded reads a stream to its end and wants the memory in use never to pass a limit, in bytes; it
// logs the most. It gives the number of statements and operations.
func Bounded(t *testing.T, r Reader, limit uint64) (statements, operations int) {
	t.Helper()
	var m runtime.MemStats
	most, next := uint64(0), 0
	for {
		d, err := r.Next()
		if err == io.EOF {
			t.Logf("%d statements, %d operations, %d MB in use at most", statements, operations, most>>20)
			return statements, operations
		}
		if err != nil {
			t.Fatal(err)
		}
		operations += len(d.Operations)
		if statements%2000 == 0 || operations >= next {
			next = operations + 50_000
			runtime.GC()
			runtime.ReadMemStats(&m)
			if most = max(most, m.HeapAlloc); most > limit {
				t.Fatalf("%d MB are in use after %d statements", most>>20, statements)
			}
		}
		statements++
	}
}
