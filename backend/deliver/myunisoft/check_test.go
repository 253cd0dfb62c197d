package myunisoft

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"

	"sobank/backend/deliver"
)

func TestCheck(t *testing.T) {
	opening, operation, detail, closing := line("01", "010126"), line("04", "020126"), line("05", "020126"), line("07", "310126")
	body := func(lines ...string) func(*deliver.Parcel) {
		return func(p *deliver.Parcel) { p.Bytes = []byte(strings.Join(lines, "")) }
	}
	sum := sha256.Sum256(soundBody())
	cases := []struct {
		name   string
		change func(*deliver.Parcel)
		says   string // "" is sent
	}{
		{"sound", func(*deliver.Parcel) {}, ""},
		{"ended by LF", func(p *deliver.Parcel) { p.Bytes = bytes.ReplaceAll(p.Bytes, []byte("\r\n"), []byte("\n")) }, ""},
		{"without a last line end", func(p *deliver.Parcel) { p.Bytes = bytes.TrimRight(p.Bytes, "\r\n") }, ""},
		{"a day after another", body(opening, operation, closing, opening, closing), ""},
		{"a detail with a date of its own", body(opening, operation, line("05", "      "), detail, closing), ""},
		{"29 February of a leap year", body(opening, line("04", "290224"), closing), ""},
		{"the hash that was frozen", func(p *deliver.Parcel) { p.SHA256 = strings.ToUpper(hex.EncodeToString(sum[:])) }, ""},
		{"a name in .TXT", func(p *deliver.Parcel) { p.Name = "releve.TXT" }, ""},

		{"empty", body(), "120 caractères"},
		{"without an operation", body(opening, closing), "aucune opération"},
		{"a record of 119 characters", body(opening, operation[1:], closing), "ligne 2 n'a pas 120"},
		{"a record of 121 characters", body(opening, " "+operation, closing), "ligne 2 n'a pas 120"},
		{"records without a separator", func(p *deliver.Parcel) { p.Bytes = bytes.ReplaceAll(p.Bytes, []byte("\r\n"), nil) }, "120 caractères"},
		{"records separated by CR alone", func(p *deliver.Parcel) { p.Bytes = bytes.ReplaceAll(p.Bytes, []byte("\r\n"), []byte("\r")) }, "120 caractères"},
		{"an empty line at the end", body(opening, operation, closing, "\r\n"), "ligne 4"},
		{"another record", body(opening, line("31", "020126"), operation, closing), "pas à sa place"},
		{"no opening", body(operation, closing), "pas à sa place"},
		{"no closing", body(opening, operation), "nouveau solde"},
		{"two openings", body(opening, opening, operation, closing), "pas à sa place"},
		{"two closings", body(opening, operation, closing, closing), "pas à sa place"},
		{"a detail of no operation", body(opening, detail, operation, closing), "pas à sa place"},
		{"a detail after the end", body(opening, operation, closing, detail), "pas à sa place"},
		{"a date of letters", body(opening, line("04", "0A0126"), closing), "date valable"},
		{"a date with a sign", body(opening, line("04", "+10126"), closing), "date valable"},
		{"a day that does not exist", body(opening, line("04", "300226"), closing), "date valable"},
		{"no date of the balance", body(line("01", "      "), operation, closing), "date valable"},
		{"a letter of two bytes", body(opening, strings.Replace(operation, "020126  ", "020126é", 1), closing), "caractère qui n'est pas permis"},
		{"a null byte", body(opening, strings.Replace(operation, "020126 ", "020126\x00", 1), closing), "caractère qui n'est pas permis"},
		{"OFX in disguise", body("<OFX>"), "120 caractères"},
		{"a name that MyUnisoft would read as OFX", func(p *deliver.Parcel) { p.Name = "releve.ofx" }, ".dat"},
		{"a name without extension", func(p *deliver.Parcel) { p.Name = "releve" }, ".dat"},
		{"no name", func(p *deliver.Parcel) { p.Name = "" }, ".dat"},
		{"other bytes than were frozen", func(p *deliver.Parcel) { p.SHA256 = strings.Repeat("0", 64) }, "plus celui"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			p, of := newPartner(t), parcel()
			c.change(&of)
			r := newClient().Deliver(t.Context(), p.access(), of, nil)
			if c.says == "" {
				wantReceipt(t, r, deliver.Receipt{State: deliver.Integrated})
				return
			}
			wantReceipt(t, r, deliver.Receipt{State: deliver.ToCheck, Inside: true, Code: "CONTROLE"})
			if !strings.Contains(r.Message, c.says) || len(p.requests("")) != 0 {
				t.Errorf("got %q, %d requests", r.Message, len(p.requests("")))
			}
		})
	}
}
