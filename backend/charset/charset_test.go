package charset

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"
	"unicode/utf8"
)

func wide(text string, big, mark bool) []byte {
	var b bytes.Buffer
	if mark {
		text = "\uFEFF" + text
	}
	for _, u := range utf16.Encode([]rune(text)) {
		if big {
			b.Write([]byte{byte(u >> 8), byte(u)})
		} else {
			b.Write([]byte{byte(u), byte(u >> 8)})
		}
	}
	return b.Bytes()
}

// TestDetect tells how files are written.
func TestDetect(t *testing.T) {
	for name, c := range map[string]struct {
		head     string
		declared string
		want     string
		reads    string
	}{
		"plain":                         {"VIREMENT", "", "UTF-8", "VIREMENT"},
		"UTF-8":                         {"Société", "", "UTF-8", "Société"},
		"UTF-8 with its mark":           {"\xEF\xBB\xBFSociété", "ISO-8859-1", "UTF-8", "Société"},
		"UTF-8 cut in a character":      {"Sociét\xC3", "", "UTF-8", ""},
		"windows-1252":                  {"Soci\xE9t\xE9 \x80", "", "windows-1252", "Société €"},
		"ISO-8859-15 by its euro":       {"Soci\xE9t\xE9 12 \xA4", "", "ISO-8859-15", "Société 12 €"},
		"ISO-8859-15 by its name":       {"c\xBDur", "iso-8859-15", "ISO-8859-15", "cœur"},
		"a name that its bytes deny":    {"Soci\xE9t\xE9", "UTF-8", "windows-1252", "Société"},
		"UTF-16, little end first":      {string(wide("Société", false, true)), "", "UTF-16LE", "Société"},
		"UTF-16, big end first":         {string(wide("Société", true, true)), "", "UTF-16BE", "Société"},
		"UTF-16 without a mark":         {string(wide("Societe generale", false, false)), "", "UTF-16LE", "Societe generale"},
		"UTF-16 by a name that is none": {"plain", "UTF-16", "UTF-8", "plain"},
	} {
		t.Run(name, func(t *testing.T) {
			e := Detect([]byte(c.head), c.declared)
			s := NewScanner(strings.NewReader(c.head), e, '\n')
			if !s.Next() {
				t.Fatal(s.Err())
			}
			if e.Name != c.want || c.reads != "" && strings.TrimRight(s.Text(), "\uFFFD") != c.reads {
				t.Errorf("read as %s: %q", e.Name, s.Text())
			}
		})
	}
}

// TestALineInAnotherSet of a file that began in ASCII is read as windows-1252.
func TestALineInAnotherSet(t *testing.T) {
	e := Detect([]byte("ascii"), "")
	if got := e.Decode([]byte("Soci\xE9t\xE9")); got != "Société" {
		t.Errorf("got %q", got)
	}
}

// TestLines end at \n, \r\n and \r.
func TestLines(t *testing.T) {
	const text = "a\nb\r\nc\rd\r\r\n\n<e>f\r"
	for name, in := range map[string]io.Reader{"at once": strings.NewReader(text), "byte by byte": iotest.OneByteReader(strings.NewReader(text))} {
		t.Run(name, func(t *testing.T) {
			s := NewScanner(in, UTF8, '\n')
			var got []string
			offset := int64(0)
			for n := 1; s.Next(); n++ {
				if s.Line() != n || s.Offset() != offset {
					t.Errorf("%q is line %d at %d, want %d at %d", s.Raw(), s.Line(), s.Offset(), n, offset)
				}
				offset += int64(len(s.Raw()))
				got = append(got, s.Text())
			}
			if want := "a\n|b\r\n|c\r|d\r|\r\n|\n|<e>f\r"; strings.Join(got, "|") != want || s.Err() != nil {
				t.Errorf("got %q, %v", got, s.Err())
			}
		})
	}
}

// TestTags are cut after a bracket, with the lines that they begin on.
func TestTags(t *testing.T) {
	for _, content := range [][]byte{[]byte("x<A>\r\n1\n<B>2"), wide("x<A>\r\n1\n<B>2", false, false)} {
		e := UTF8
		if content[1] == 0 {
			e = UTF16LE
		}
		s := NewScanner(iotest.HalfReader(bytes.NewReader(content)), e, '<')
		var got []string
		var lines []int
		for s.Next() {
			got, lines = append(got, s.Text()), append(lines, s.Line())
		}
		if strings.Join(got, "|") != "x<|A>\r\n1\n<|B>2" || lines[0] != 1 || lines[1] != 1 || lines[2] != 3 {
			t.Errorf("got %q on lines %v", got, lines)
		}
	}
}

// TestNothingIsTooLong for the machine.
func TestNothingIsTooLong(t *testing.T) {
	endless := io.MultiReader(strings.NewReader("a\n"), io.LimitReader(zeros{}, 1<<40))
	s := NewScanner(endless, UTF8, '\n')
	for s.Next() {
	}
	if !errors.Is(s.Err(), ErrTooLong) {
		t.Errorf("got %v", s.Err())
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// TestClean leaves what a screen can show.
func TestClean(t *testing.T) {
	for in, want := range map[string]string{"a": "a", "  a \t b\r\n": "a b", "a\u00A0b": "a b", "é\x00è": "é è", "": "", "\x7F": ""} {
		if got := Clean(in); got != want {
			t.Errorf("%q gives %q", in, got)
		}
	}
}

// FuzzScanner: the pieces put end to end are the file, and their texts are texts.
func FuzzScanner(f *testing.F) {
	for _, seed := range []string{"", "a\nb", "\xEF\xBB\xBFa\r\n", "\xFF\xFEa\x00\n\x00b", "Soci\xE9t\xE9\r", "<A>\xA4<"} {
		f.Add([]byte(seed), false)
		f.Add([]byte(seed), true)
	}
	f.Fuzz(func(t *testing.T, content []byte, tags bool) {
		delimiter := byte('\n')
		if tags {
			delimiter = '<'
		}
		s := NewScanner(iotest.OneByteReader(bytes.NewReader(content)), Detect(content, ""), delimiter)
		var all []byte
		for s.Next() {
			if s.Offset() != int64(len(all)) || !utf8.ValidString(s.Text()) {
				t.Fatalf("piece %q at %d", s.Raw(), s.Offset())
			}
			all = append(all, s.Raw()...)
		}
		if s.Err() == nil && !bytes.Equal(all, content) {
			t.Fatalf("%q became %q", content, all)
		}
	})
}
