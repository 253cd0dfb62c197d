package simulator

import (
	"strings"
	"testing"

	"sobank/backend/civil"
)

func TestCFONB(t *testing.T) {
	with := func(old, new string) string {
		if !strings.Contains(march(), old) {
			panic("march has no " + old)
		}
		return strings.Replace(march(), old, new, 1)
	}
	open, shut := balance("01", "280226", "0000000000000{"), balance("07", "310326", "0000000000745{")
	move := operation("020326", "VIR CLIENT", "0000000001000{")
	records := strings.SplitAfter(march(), "\r\n")
	accepted := []struct {
		name, body string
		rows       int
	}{
		{"CRLF", march(), 2},
		{"LF", strings.ReplaceAll(march(), "\r", ""), 2},
		{"no end to the last line", strings.TrimRight(march(), "\r\n"), 2},
		{"two blocks", file(open, move, shut, open, operation("050326", "X", "0000000000001A"), shut), 2},
		{"no value date", with("  020326VIR", "  000000VIR"), 2},
		{"a blank currency in the 01", with("00000EUR2", "00000    "), 2},
		{"a date of last century", with("280226", "280299"), 2},
	}
	for _, c := range accepted {
		t.Run("takes "+c.name, func(t *testing.T) {
			wantRows(t, send(c.body).do(MustMyUnisoft(t, Options{})), c.rows)
		})
	}
	refused := []struct{ name, body string }{
		{"a line of 119", with(strings.Repeat(" ", 16)+"\r\n", strings.Repeat(" ", 15)+"\r\n")},
		{"a line of 121", with("\r\n", " \r\n")},
		{"records without line ends", strings.ReplaceAll(march(), "\r\n", "")},
		{"lines ended by CR", strings.ReplaceAll(march(), "\r\n", "\r")},
		{"a blank line at the end", march() + "\r\n"},
		{"a blank line inside", with("\r\n", "\r\n\r\n")},
		{"a byte order mark", "\ufeff" + march()},
		{"a final 0x1A", march() + "\x1a"},
		{"an accent in UTF-8", with("ACHAT ", "ÉTAT ")},
		{"an accent in Latin-1", with("ACHAT", "\xc9TAT ")},
		{"a tab", with("ACHAT ", "ACHAT\t")},
		{"a record 03", with("\r\n04", "\r\n03")},
		{"a garbage first line", "RELEVE DE COMPTE\r\n" + march()},
		{"no 01", strings.Join(records[1:], "")},
		{"no 07", strings.Join(records[:4], "")},
		{"a 01 inside a block", file(open, open, move, shut)},
		{"a 04 after the 07", file(open, shut, move)},
		{"a 05 right after the 01", file(open, complement("020326", "X"), move, shut)},
		{"a 05 after the 07", file(open, move, shut, complement("020326", "X"))},
		{"a 01 without a date", with("280226", "      ")},
		{"a 07 on 31 February", with("310326", "310226")},
		{"a 04 without a date", with("98765432100  020326", "98765432100  000000")},
		{"a value date that is none", with("  020326VIR", "  320326VIR")},
		{"an amount without its sign digit", with("0000000000255}", "00000000002550")},
		{"an amount with a letter", with("0000000000255}", "00000000O0255}")},
		{"an amount with spaces", with("0000000000255}", "          255}")},
		{"a blank balance", with("0000000000745{", "              ")},
		{"an operation of another account", file(open, strings.Replace(move, "98765432100", "98765432199", 1), shut)},
		{"an operation of another bank", file(open, strings.Replace(move, "15589", "30004", 1), shut)},
		{"an operation in another currency", file(open, strings.Replace(move, "EUR2", "USD2", 1), shut)},
		{"a complement of another account", file(open, move, strings.Replace(complement("020326", "X"), "98765432100", "98765432199", 1), shut)},
		{"decimals that are no digit", strings.ReplaceAll(march(), "EUR2", "EURX")},
		{"no account number", strings.ReplaceAll(march(), "98765432100", "           ")},
		{"one bad record in the second block", march() + file(open, "04", shut)},
	}
	m := MustMyUnisoft(t, Options{})
	for _, c := range refused {
		t.Run("refuses whole "+c.name, func(t *testing.T) { wantRefused(t, send(c.body).do(m), 400, "RB2") })
	}
	wantHeld(t, m, 0)
	for _, c := range []struct{ name, body string }{
		{"line ends alone", "\r\n\r\n\n"}, {"text", "hello"}, {"one byte", "0"}, {"a CSV", "date;montant\n01/03/2026;1,00\n"[:13]},
	} {
		t.Run("finds no flow in "+c.name, func(t *testing.T) { wantRefused(t, send(c.body).do(m), 400, "IMPORT15") })
	}
	t.Run("says which line is bad", func(t *testing.T) {
		if g := send(file(open, move, "04", shut)).do(m); !strings.Contains(g.envelope().Error.Message, "ligne 3") {
			t.Errorf("got %s", g.body)
		}
	})
}

func TestDates(t *testing.T) {
	for _, c := range []struct{ name, zone, want string }{
		{"this year", "010326", "2026-03-01"}, {"next year", "010127", "2027-01-01"},
		{"two years ahead is last century", "010128", "1928-01-01"}, {"a leap day", "290224", "2024-02-29"},
		{"a sign", "+10326", ""}, {"29 February 2025", "290225", ""}, {"month 0", "010026", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, ok := record(c.zone).date(1, 2026); ok != (c.want != "") || ok && got != civil.MustParse(c.want) {
				t.Errorf("got %v, %v", got, ok)
			}
		})
	}
	t.Run("the last year of a century looks into the next", func(t *testing.T) {
		if got, ok := record("010100").date(1, 2099); !ok || got != civil.MustParse("2100-01-01") {
			t.Errorf("got %v, %v", got, ok)
		}
	})
}

func TestAmounts(t *testing.T) {
	for _, c := range []struct {
		zone string
		want int64
		ok   bool
	}{
		{"0000000000000{", 0, true}, {"0000000000000}", 0, true}, {"0000000000001I", 19, true}, {"0000000000001R", -19, true},
		{"9999999999999I", 99999999999999, true}, {"0000000000000 ", 0, false}, {"000000000000-1", 0, false}, {"0000000000000a", 0, false},
	} {
		t.Run(c.zone, func(t *testing.T) {
			got, ok := record(strings.Repeat(" ", 90) + c.zone).amount()
			if ok != c.ok || ok && got != c.want {
				t.Errorf("got %d, %v", got, ok)
			}
		})
	}
}

// FuzzCFONB: whatever a body holds, it is refused or read without a panic.
func FuzzCFONB(f *testing.F) {
	f.Add([]byte(march()))
	f.Add([]byte("01\n07"))
	f.Fuzz(func(t *testing.T, body []byte) {
		if blocks, refused := readCFONB(body, 2026); refused == nil && len(blocks) == 0 {
			t.Error("neither blocks nor a refusal")
		}
	})
}
