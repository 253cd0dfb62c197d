package cfonb120

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// TestTruncated cuts a file everywhere: what is left either ends between two records or
// says that it was cut, and a file that is whole never does.
func TestTruncated(t *testing.T) {
	whole := []byte(line("01", "   ") + line("04", "   ") + line("05", "LIB") + line("07", "   "))
	for name, file := range map[string][]byte{
		"Whole":          whole,
		"NoLastBreak":    whole[:len(whole)-2],
		"MissingClosing": whole[:len(whole)-122],
		"NoBreaks":       bytes.ReplaceAll(whole, []byte("\r\n"), nil),
		"FinalMark":      append(bytes.Clone(whole[:len(whole)-122]), 0x1a),
	} {
		t.Run(name, func(t *testing.T) {
			if cut(t, file) {
				t.Error("said to be cut")
			}
		})
	}
	for n := 130; n < len(whole)-20; n++ {
		if inLine := n % 122; inLine > 4 && inLine < amountEnd && !cut(t, whole[:n]) {
			t.Errorf("cut after %d bytes, not noticed", n)
		}
	}
}

func TestGoldenFilesAreNotTruncated(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no golden file", err)
	}
	for _, f := range files {
		content, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if says, is := cut(t, content), filepath.Base(f) == "cut-file.txt"; says != is {
			t.Errorf("%s is cut: %t", f, says)
		}
	}
}

func cut(t *testing.T, file []byte) bool {
	t.Helper()
	r := NewReader(bytes.NewReader(file), 20260314)
	found := false
	for {
		d, err := r.Next()
		if errors.Is(err, io.EOF) {
			return found
		}
		if err != nil {
			return false // no record at all: refused anyway
		}
		found = found || d.Truncated
	}
}

// line is a whole record of one account.
func line(code, qualifier string) string {
	b := bytes.Repeat([]byte(" "), 120)
	copy(b, code+"30004    45856EUR2 45856523322  050326")
	switch code {
	case "05":
		copy(b[45:], qualifier+"FACTURE 118")
	case "04":
		copy(b[32:], "05050326  050326VIREMENT RECU")
		copy(b[90:], "0000000001234E")
	default:
		copy(b[90:], "0000000012345{")
	}
	b[119] = ' '
	return string(b) + "\r\n"
}
