package siren

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"sobank/backend/fault"
)

func TestParseSIRET(t *testing.T) {
	accepted := []struct{ name, input string }{
		{"fourteen digits in a row", "41944449200016"},
		{"groups as printed on screen", "419 444 492 00016"},
		{"no-break spaces, as web pages print them", "419\u00a0444\u00a0492\u00a000016"},
		{"narrow no-break and thin spaces", "419\u202f444\u2009492\u202f00016"},
		{"tab and line end from a spreadsheet", "\t419 444 492 00016\r\n"},
		{"dots and dashes", "419.444.492-00016"},
		{"invisible characters of a copied page", "\ufeff419444492\u200b00016"},
	}
	for _, c := range accepted {
		t.Run("reads "+c.name, func(t *testing.T) {
			if got, err := ParseSIRET(c.input); err != nil || got != "41944449200016" {
				t.Errorf("ParseSIRET(%q) = %q, %v", c.input, got, err)
			}
		})
	}
	refused := []struct{ name, input, says string }{
		{"nothing", "", "vide"},
		{"only spaces", " \t ", "vide"},
		{"thirteen digits", "4194444920001", "celui-ci en a 13"},
		{"fifteen digits", "419444492000166", "celui-ci en a 15"},
		{"a SIREN alone", "419 444 492", "14 chiffres"},
		{"a letter", "4194444920001O", "que des chiffres"},
		{"digits of another script", "４1944449200016", "que des chiffres"},
	}
	for _, c := range refused {
		t.Run("refuses "+c.name, func(t *testing.T) {
			got, err := ParseSIRET(c.input)
			wantInvalid(t, err, "siret", c.says)
			if got != "" {
				t.Errorf("a refused SIRET must be empty, got %q", got)
			}
		})
	}
}

func TestParseSIREN(t *testing.T) {
	t.Run("reads any spacing", func(t *testing.T) {
		if got, err := ParseSIREN(" 419 444\u00a0492 "); err != nil || got != "419444492" {
			t.Errorf("got %q, %v", got, err)
		}
	})
	t.Run("refuses a SIRET", func(t *testing.T) {
		_, err := ParseSIREN("419 444 492 00016")
		wantInvalid(t, err, "siren", "9 chiffres")
	})
	t.Run("refuses letters", func(t *testing.T) {
		_, err := ParseSIREN("FR9444492")
		wantInvalid(t, err, "siren", "que des chiffres")
	})
}

func TestKeyOK(t *testing.T) {
	cases := []struct {
		name  string
		siret SIRET
		want  bool
	}{
		{"INSEE's own SIRET", "12002701600563", true},
		{"the FAQ's SIRET has a wrong key", "41944449200016", false},
		{"La Poste, head office, follows Luhn", "35600000000048", true},
		{"La Poste, an establishment whose digits add up to a multiple of 5", "35600000000015", true},
		{"La Poste, a Luhn number that is not such a multiple", "35600000000030", false},
		{"another company's digits adding up to a multiple of 5 prove nothing", "12002701600567", false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := c.siret.KeyOK(); got != c.want {
				t.Errorf("KeyOK(%s) = %v", c.siret, got)
			}
		})
	}
}

func TestSIRENKeyOK(t *testing.T) {
	for number, want := range map[SIREN]bool{"732829320": true, "356000000": true, "419444492": true, "419444493": false, "41944449": false, "": false} {
		if got := number.KeyOK(); got != want {
			t.Errorf("%q: %v", number, got)
		}
	}
}

func TestWarning(t *testing.T) {
	t.Run("a right key needs no word", func(t *testing.T) {
		if got := Warning("12002701600563"); got != "" {
			t.Errorf("got %q", got)
		}
	})
	t.Run("a wrong key is said, with the number as people read it", func(t *testing.T) {
		if got := Warning("41944449200016"); !strings.Contains(got, "419 444 492 00016") || !strings.Contains(got, "clé") {
			t.Errorf("got %q", got)
		}
	})
}

func TestFormat(t *testing.T) {
	t.Run("a SIRET shows its SIREN in threes and its five last digits together", func(t *testing.T) {
		if got := SIRET("41944449200016").Format(); got != "419 444 492 00016" {
			t.Errorf("got %q", got)
		}
	})
	t.Run("a SIREN shows in threes", func(t *testing.T) {
		if got := SIRET("41944449200016").SIREN().Format(); got != "419 444 492" {
			t.Errorf("got %q", got)
		}
	})
	t.Run("no number stays empty", func(t *testing.T) {
		if got := SIRET("").Format() + SIREN("").Format() + string(SIRET("").SIREN()); got != "" {
			t.Errorf("got %q", got)
		}
	})
	t.Run("what is printed reads back", rapid.MakeCheck(func(t *rapid.T) {
		s := SIRET(rapid.StringMatching(`[0-9]{14}`).Draw(t, "siret"))
		if got, err := ParseSIRET(s.Format()); err != nil || got != s {
			t.Fatalf("got %q, %v", got, err)
		}
	}))
}

func TestLuhnFindsTypingMistakes(t *testing.T) {
	digits := rapid.StringMatching(`[0-9]{13}`)
	t.Run("exactly one key fits any thirteen digits", rapid.MakeCheck(func(t *rapid.T) {
		stem, fits := digits.Draw(t, "stem"), 0
		for key := '0'; key <= '9'; key++ {
			if luhn(stem + string(key)) {
				fits++
			}
		}
		if fits != 1 {
			t.Fatalf("%d keys fit %s", fits, stem)
		}
	}))
	t.Run("a wrong digit is seen", rapid.MakeCheck(func(t *rapid.T) {
		right := withKey(digits.Draw(t, "stem"))
		at := rapid.IntRange(0, 13).Draw(t, "at")
		wrong := []byte(right)
		wrong[at] = '0' + (wrong[at]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "shift")))%10
		if luhn(string(wrong)) {
			t.Fatalf("%s passes as %s does", wrong, right)
		}
	}))
}

func withKey(stem string) string {
	for key := '0'; ; key++ {
		if luhn(stem + string(key)) {
			return stem + string(key)
		}
	}
}

func wantInvalid(tb testing.TB, err error, field, says string) {
	tb.Helper()
	f := fault.From(err)
	if err == nil || f.Code != fault.Invalid || f.Field != field || !strings.Contains(f.Message, says) {
		tb.Errorf("want an Invalid fault on %q that says %q, got %v", field, says, err)
	}
}
