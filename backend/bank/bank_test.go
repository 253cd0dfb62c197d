package bank

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestName(t *testing.T) {
	cases := []struct{ name, code, want string }{
		{"a national bank", "30004", "BNP Paribas"},
		{"a regional bank of known region", "10206", "Crédit Agricole Nord Est"},
		{"a regional bank of uncertain region shows its code", "11006", "Crédit Agricole (11006)"},
		{"a savings bank", "17515", "Caisse d'Épargne Île-de-France"},
		{"a cooperative bank", "10207", "Banque Populaire Rives de Paris"},
		{"a brand that differs from the company's name", "16958", "Qonto (Olinda)"},
		{"a closed bank says so", "30076", "Crédit du Nord (ancien établissement)"},
		{"an unknown code is its own name", "99999", "99999"},
		{"a malformed code is its own name", "3000", "3000"},
		{"no code has no name", "", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := Name(c.code); got != c.want {
				t.Errorf("Name(%q) = %q, want %q", c.code, got, c.want)
			}
		})
	}
}

func TestClosed(t *testing.T) {
	for code, want := range map[string]bool{"30076": true, "13489": true, "30004": false, "99999": false, "": false} {
		t.Run(Name(code), func(t *testing.T) {
			if got := Closed(code); got != want {
				t.Errorf("Closed(%q) = %v", code, got)
			}
		})
	}
}

func TestTableIsSound(t *testing.T) {
	fiveDigits := regexp.MustCompile(`^[0-9]{5}$`)
	codes := slices.Concat(slices.Collect(maps.Keys(open)), slices.Collect(maps.Keys(closed)))
	for _, code := range codes {
		if !fiveDigits.MatchString(code) {
			t.Errorf("%q is no bank code", code)
		}
		if name := Name(code); name == code || name != strings.TrimSpace(name) {
			t.Errorf("bank %s is called %q", code, name)
		}
	}
	t.Run("no bank is both open and closed", func(t *testing.T) {
		for code := range closed {
			if _, ok := open[code]; ok {
				t.Errorf("%s is in both tables", code)
			}
		}
	})
	t.Run("two banks never share a name", func(t *testing.T) {
		seen := map[string]string{}
		for _, code := range codes {
			if other, ok := seen[Name(code)]; ok {
				t.Errorf("%s and %s are both %q", code, other, Name(code))
			}
			seen[Name(code)] = code
		}
	})
}
