package sheet_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"

	"sobank/backend/sheet"
)

func TestFileName(t *testing.T) {
	for text, want := range map[string]string{
		"Relevé 2026-03 — Jardins & Cie": "Relevé 2026-03 Jardins Cie",
		"../../etc/passwd":               "etc passwd",
		`..\..\Windows\System32`:         "Windows System32",
		"C:\\a":                          "C a",
		"CON":                            "CON_",
		"nul":                            "nul_",
		"Com1":                           "Com1_",
		"LPT³":                           "LPT", // no digit to Go, though one to Windows
		"aux.":                           "aux_",
		"CONSEIL":                        "CONSEIL",
		"fin...  ":                       "fin",
		".cache":                         "cache",
		"a\x00b\nc\td":                   "a b c d",
		"facture\u202Efdp.exe":           "facture fdp exe",
		"a\u200Bb\u2066c\uFEFF":          "a b c",
		"a\xff\xfeb":                     "a b",
		"":                               "",
		"///":                            "",
	} {
		if got := sheet.FileName(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

// TestFileNameSuitsEverySystem tries texts of any characters.
func TestFileNameSuitsEverySystem(t *testing.T) {
	seed := rand.Uint64()
	random := rand.New(rand.NewPCG(seed, 1))
	for range 5000 {
		text := make([]rune, random.IntN(400))
		for i := range text {
			text[i] = rune(random.IntN([]int{0x80, 0x3000, 0x20000}[random.IntN(3)]))
		}
		got := sheet.FileName(string(text))
		bad := strings.ContainsFunc(got, func(r rune) bool {
			return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || strings.ContainsRune(`/\:*?"<>|.`, r)
		})
		if bad || len(got) > 200 || got != strings.TrimSpace(got) {
			t.Fatalf("seed %d: %q becomes %q", seed, string(text), got)
		}
	}
	if got := sheet.FileName(strings.Repeat("漢", 300)); len(got) > 200 || len(got) < 190 {
		t.Errorf("%d bytes", len(got))
	}
}
