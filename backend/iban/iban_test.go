package iban

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"sobank/backend/fault"
)

func TestParseAccepts(t *testing.T) {
	cases := []struct {
		name, input string
		want        IBAN
	}{
		{"the FAQ's IBAN as it is printed there", "FR76 30004 45856 45856523322 08", "FR7630004458564585652332208"},
		{"the same in groups of four", "FR76 3000 4458 5645 8565 2332 208", "FR7630004458564585652332208"},
		{"the same without spaces", "FR7630004458564585652332208", "FR7630004458564585652332208"},
		{"lower case", "fr76 30004 45856 45856523322 08", "FR7630004458564585652332208"},
		{"dots and dashes", "FR76.30004-45856\u201345856523322.08", "FR7630004458564585652332208"},
		{"no-break, thin and invisible spaces", "\ufeffFR76\u00a030004\u202f45856\u200945856523322\u200b08\u3000", "FR7630004458564585652332208"},
		{"tabs and line ends", "\tFR76 30004 45856\r\n45856523322 08\n", "FR7630004458564585652332208"},
		{"Crédit Mutuel Arkéa's example", "FR7615589000009876543210088", "FR7615589000009876543210088"},
		{"a letter in the account number", "FR14 2004 1010 0505 0001 3M02 606", "FR1420041010050500013M02606"},
		{"Monaco", "MC58 1122 2000 0101 2345 6789 030", "MC5811222000010123456789030"},
		{"Germany", "DE89 3704 0044 0532 0130 00", "DE89370400440532013000"},
		{"Belgium", "BE68 5390 0754 7034", "BE68539007547034"},
		{"the shortest, Norway", "NO93 8601 1117 947", "NO9386011117947"},
		{"letters all along, Malta", "MT84 MALT 0110 0001 2345 MTLC AST0 01S", "MT84MALT011000012345MTLCAST001S"},
		{"a country outside SEPA, by its key alone", "BR18 0036 0305 0000 1000 9795 493C 1", "BR1800360305000010009795493C1"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got, err := Parse(c.input); err != nil || got != c.want {
				t.Errorf("got %q, %v", got, err)
			}
		})
	}
}

func TestParseRefuses(t *testing.T) {
	cases := []struct{ name, input, says string }{
		{"nothing", "", "vide"},
		{"only spacing", " \u00a0-. ", "vide"},
		{"a word", "compte courant", "pas la forme"},
		{"a RIB alone", "30004 45856 45856523322 08", "pas la forme"},
		{"a key in letters", "FRAB 30004 45856 45856523322 08", "pas la forme"},
		{"other characters", "FR76 30004 45856 4585652332# 08", "pas la forme"},
		{"digits of another script", "FR76 ３0004 45856 45856523322 08", "pas la forme"},
		{"a truncated French IBAN", "FR76 30004 45856 45856523322", "a 25 caractères : un IBAN du pays FR en a 27"},
		{"a French IBAN with a character too many", "FR76 30004 45856 45856523322 081", "a 28 caractères"},
		{"a truncated Monegasque IBAN", "MC58 1122 2000 0101 2345 6789 03", "du pays MC en a 27"},
		{"a German IBAN with a digit too many", "DE89 3704 0044 0532 0130 000", "du pays DE en a 22"},
		{"a wrong key", "FR77 30004 45856 45856523322 08", "La clé de l'IBAN"},
		{"a wrong German key", "DE88 3704 0044 0532 0130 00", "La clé de l'IBAN"},
		{"a right IBAN key over a wrong RIB key", string(withCheck("FR", "30004458564585652332209")), "La clé RIB"},
		{"a letter in the bank code", string(withCheck("FR", "3000A458564585652332208")), "code banque"},
		{"a letter in a Monegasque branch code", string(withCheck("MC", "11222O00010123456789030")), "code banque"},
		{"a bank of zeros", string(withCheck("FR", "00000458564585652332208")), "code banque"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, err := Parse(c.input)
			f := fault.From(err)
			if f.Code != fault.Invalid || f.Field != "iban" || !strings.Contains(f.Message, c.says) {
				t.Errorf("want a fault that says %q, got %v", c.says, err)
			}
			if got != "" {
				t.Errorf("a refused IBAN must be empty, got %q", got)
			}
		})
	}
	t.Run("check digits 00, 01 and 99, equal to 97, 98 and 02 by 97 and never issued", func(t *testing.T) {
		for check, twin := range map[string]string{"00": "97", "01": "98", "99": "02"} {
			right := germanWithCheck(twin)
			if _, err := Parse(right); err != nil {
				t.Fatalf("%s: %v", right, err)
			}
			if wrong := "DE" + check + right[4:]; fault.CodeOf(parseError(wrong)) != fault.Invalid {
				t.Errorf("%s is accepted", wrong)
			}
		}
	})
	t.Run("a whole page pasted, without repeating it", func(t *testing.T) {
		err := parseError(strings.Repeat("page ", 1_000_000))
		if len(err.Error()) > 200 {
			t.Errorf("the message has %d bytes", len(err.Error()))
		}
	})
	t.Run("broken text, in a message that is not broken", func(t *testing.T) {
		if err := parseError("FR76\xff30004"); !utf8.ValidString(err.Error()) {
			t.Errorf("got %q", err)
		}
	})
}

func TestParseSeesTypingMistakes(t *testing.T) {
	generators := map[string]*rapid.Generator[IBAN]{"French": frenchIBANs(), "German": germanIBANs()}
	for country, ibans := range generators {
		t.Run("a wrong digit in a "+country+" IBAN", rapid.MakeCheck(func(t *rapid.T) {
			right := ibans.Draw(t, "iban")
			at := rapid.SampledFrom(digitPositions(right)).Draw(t, "at")
			wrong := []byte(right)
			wrong[at] = '0' + (wrong[at]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "shift")))%10
			wantRefused(t, right, string(wrong))
		}))
		t.Run("two swapped digits in a "+country+" IBAN", rapid.MakeCheck(func(t *rapid.T) {
			right := ibans.Draw(t, "iban")
			positions := rapid.SampledFrom(digitPositions(right))
			a, b := positions.Draw(t, "a"), positions.Draw(t, "b")
			if right[a] == right[b] {
				t.Skip("the swap changes nothing")
			}
			wrong := []byte(right)
			wrong[a], wrong[b] = wrong[b], wrong[a]
			wantRefused(t, right, string(wrong))
		}))
	}
}

func TestFormat(t *testing.T) {
	cases := []struct {
		name string
		iban IBAN
		want string
	}{
		{"French: key, bank, branch, account, RIB key", "FR7630004458564585652332208", "FR76 30004 45856 45856523322 08"},
		{"Monegasque: the same", "MC5811222000010123456789030", "MC58 11222 00001 01234567890 30"},
		{"others: groups of four", "BE68539007547034", "BE68 5390 0754 7034"},
		{"a last group may be short", "DE89370400440532013000", "DE89 3704 0044 0532 0130 00"},
		{"no IBAN stays empty", "", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := c.iban.Format(); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
	t.Run("what is printed reads back", rapid.MakeCheck(func(t *rapid.T) {
		i := rapid.OneOf(frenchIBANs(), germanIBANs()).Draw(t, "iban")
		if got, err := Parse(i.Format()); err != nil || got != i {
			t.Fatalf("%q reads as %q, %v", i.Format(), got, err)
		}
	}))
	t.Run("and reads back with any spacing between its characters, in any case", rapid.MakeCheck(func(t *rapid.T) {
		i := rapid.OneOf(frenchIBANs(), germanIBANs()).Draw(t, "iban")
		spacing := rapid.SampledFrom([]string{"", "", "", " ", "  ", "\t", "\u00a0", "\u202f", "\u2009", "-", ".", "\r\n"})
		var typed strings.Builder
		for _, c := range string(i) {
			typed.WriteString(spacing.Draw(t, "spacing"))
			if rapid.Bool().Draw(t, "lower") {
				typed.WriteString(strings.ToLower(string(c)))
			} else {
				typed.WriteRune(c)
			}
		}
		if got, err := Parse(typed.String()); err != nil || got != i {
			t.Fatalf("%q reads as %q, %v", typed.String(), got, err)
		}
	}))
}

func TestMasked(t *testing.T) {
	t.Run("shows the country, the key and the end", func(t *testing.T) {
		if got := IBAN("FR7630004458564585652332208").Masked(); got != "FR76 … 2208" {
			t.Errorf("got %q", got)
		}
	})
	t.Run("never panics", func(t *testing.T) {
		if got := IBAN("").Masked(); got != "…" {
			t.Errorf("got %q", got)
		}
	})
}

func TestCountry(t *testing.T) {
	for i, want := range map[IBAN]string{"DE89370400440532013000": "DE", "": ""} {
		if got := i.Country(); got != want {
			t.Errorf("%q is of %q", i, got)
		}
	}
}

func TestRIB(t *testing.T) {
	t.Run("is read out of a French IBAN", func(t *testing.T) {
		want := RIB{Bank: "30004", Branch: "45856", Number: "45856523322"}
		if got, ok := IBAN("FR7630004458564585652332208").RIB(); !ok || got != want || got.Key() != "08" {
			t.Errorf("got %v, %v", got, ok)
		}
	})
	t.Run("is read out of a Monegasque IBAN", func(t *testing.T) {
		if got, ok := IBAN("MC5811222000010123456789030").RIB(); !ok || got.Bank != "11222" || got.Key() != "30" {
			t.Errorf("got %v, %v", got, ok)
		}
	})
	t.Run("is in no other IBAN", func(t *testing.T) {
		for _, i := range []IBAN{"", "DE89370400440532013000", "IT60X0542811101000000123456", "FR76"} {
			if got, ok := i.RIB(); ok || got != (RIB{}) {
				t.Errorf("%q holds %v", i, got)
			}
		}
	})
	t.Run("makes the IBANs verified in the reference", func(t *testing.T) {
		cases := map[IBAN]RIB{
			"FR7615589000009876543210088": {"15589", "00000", "98765432100"},
			"FR1420041010050500013M02606": {"20041", "01005", "0500013M026"},
		}
		for want, rib := range cases {
			if got, ok := rib.IBAN(); !ok || got != want {
				t.Errorf("%v gives %q, want %q", rib, got, want)
			}
		}
	})
	t.Run("goes to an IBAN and back", rapid.MakeCheck(func(t *rapid.T) {
		rib := ribs().Draw(t, "rib")
		i, ok := rib.IBAN()
		if !ok {
			t.Fatalf("%v has no IBAN", rib)
		}
		back, ok := i.RIB()
		if !ok || back != rib {
			t.Fatalf("%v gives %s, which gives %v", rib, i, back)
		}
		if parsed, err := Parse(string(i)); err != nil || parsed != i {
			t.Fatalf("%s is refused: %v", i, err)
		}
	}))
	t.Run("key is 97 minus a remainder, so never 00 nor above 97", rapid.MakeCheck(func(t *rapid.T) {
		if key := ribs().Draw(t, "rib").Key(); key < "01" || key > "97" {
			t.Fatalf("got %s", key)
		}
	}))
}

func TestRIBThatIsNone(t *testing.T) {
	cases := []struct {
		name string
		rib  RIB
	}{
		{"empty", RIB{}},
		{"a bank of zeros", RIB{"00000", "45856", "45856523322"}},
		{"a short bank", RIB{"3000", "45856", "45856523322"}},
		{"a long branch", RIB{"30004", "458560", "45856523322"}},
		{"a letter in the bank", RIB{"3000A", "45856", "45856523322"}},
		{"a letter in the branch", RIB{"30004", "4585A", "45856523322"}},
		{"a lower case letter in the number", RIB{"30004", "45856", "4585652332a"}},
		{"a space in the number", RIB{"30004", "45856", "4585652332 "}},
		{"a short number", RIB{"30004", "45856", "4585652332"}},
		{"accents that fill the right number of bytes", RIB{"30004", "45856", "ééééé1"}},
	}
	for _, c := range cases {
		t.Run(c.name+" yields no IBAN", func(t *testing.T) {
			if i, ok := c.rib.IBAN(); ok || i != "" || c.rib.Valid() {
				t.Errorf("got %q", i)
			}
		})
	}
}

func TestLengthsAreThoseOfIBANs(t *testing.T) {
	for country, length := range lengths {
		if len(country) != 2 || length < minLength || length > maxLength {
			t.Errorf("%s: %d", country, length)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"FR76 30004 45856 45856523322 08", "FR1420041010050500013M02606", "MC5811222000010123456789030",
		"DE89 3704 0044 0532 0130 00", "be68-5390.0754\u00a07034", "FR00", "\xff\xfe", "FR76é",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		i, err := Parse(s)
		if err != nil {
			if fault.CodeOf(err) != fault.Invalid || !utf8.ValidString(err.Error()) || i != "" {
				t.Fatalf("%q gives %q and %v", s, i, err)
			}
			return
		}
		if again, err := Parse(i.Format()); err != nil || again != i {
			t.Errorf("%q reads as %s, which does not read back: %v", s, i, err)
		}
		if rib, ok := i.RIB(); ok && i.Country() == "FR" {
			if back, _ := rib.IBAN(); back != i {
				t.Errorf("%s holds %v, which gives %s", i, rib, back)
			}
		}
	})
}

func ribs() *rapid.Generator[RIB] {
	return rapid.Custom(func(t *rapid.T) RIB {
		return RIB{
			Bank:   fmt.Sprintf("%05d", rapid.IntRange(1, 99_999).Draw(t, "bank")),
			Branch: rapid.StringMatching(`[0-9]{5}`).Draw(t, "branch"),
			Number: rapid.StringMatching(`[0-9]{11}|[0-9A-Z]{11}`).Draw(t, "number"),
		}
	})
}

func frenchIBANs() *rapid.Generator[IBAN] {
	return rapid.Map(ribs(), func(r RIB) IBAN { i, _ := r.IBAN(); return i })
}

func germanIBANs() *rapid.Generator[IBAN] {
	return rapid.Map(rapid.StringMatching(`[0-9]{18}`), func(bban string) IBAN { return withCheck("DE", bban) })
}

// withCheck computes the IBAN's key, and nothing of the RIB's.
func withCheck(country, bban string) IBAN {
	return IBAN(fmt.Sprintf("%s%02d%s", country, 98-mod97(bban+country+"00"), bban))
}

// germanWithCheck looks for a German IBAN with the check digits wanted.
func germanWithCheck(check string) string {
	for n := 0; ; n++ {
		if i := string(withCheck("DE", fmt.Sprintf("%018d", n))); i[2:4] == check {
			return i
		}
	}
}

func parseError(s string) error {
	_, err := Parse(s)
	return err
}

func digitPositions(i IBAN) []int {
	var positions []int
	for n := range len(i) {
		if i[n] >= '0' && i[n] <= '9' {
			positions = append(positions, n)
		}
	}
	return positions
}

func wantRefused(t *rapid.T, right IBAN, wrong string) {
	if _, err := Parse(string(right)); err != nil {
		t.Fatalf("%s is refused: %v", right, err)
	}
	if _, err := Parse(wrong); fault.CodeOf(err) != fault.Invalid {
		t.Fatalf("%s passes for %s", wrong, right)
	}
}
