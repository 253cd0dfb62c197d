package search_test

import (
	"slices"
	"testing"

	"sobank/backend/civil"
	"sobank/backend/search"
)

const today = civil.Date(20260714)

// TestReadUnderstands: what a person types, and what is made of it.
func TestReadUnderstands(t *testing.T) {
	type want struct {
		words       []string
		sign        string
		least, most int64 // -1: none
		days        string
		number      string
	}
	none := func(words ...string) want { return want{words: words, least: -1, most: -1} }
	amount := func(sign string, least, most int64, words ...string) want {
		return want{words: words, sign: sign, least: least, most: most}
	}
	days := func(period string, words ...string) want {
		return want{words: words, least: -1, most: -1, days: period}
	}
	for text, w := range map[string]want{
		"":                            none(),
		"  ":                          none(),
		"Loyer ÉTÉ":                   none("loyer", "ete"),
		"loyer loyer":                 none("loyer"),
		"l'été":                       none("l", "ete"),
		"chèque 1234567":              none("cheque", "1234567"),
		"2026":                        none("2026"),
		"1 234,56":                    amount("", 123456, 123456),
		"1\u202f234,56":               amount("", 123456, 123456),
		"1\u00a0234,56\u00a0€":        amount("", 123456, 123456),
		"1234.5":                      none("1234", "5"),
		"1234,50":                     amount("", 123450, 123450),
		"-45,00 edf":                  amount("debit", 4500, 4500, "edf"),
		"\u221245,00":                 amount("debit", 4500, 4500),
		"+45,00":                      amount("credit", 4500, 4500),
		"120 €":                       amount("", 12000, 12000),
		"120€ loyer":                  amount("", 12000, 12000, "loyer"),
		">1000":                       amount("", 100001, -1),
		"> 1 000,50":                  amount("", 100051, -1),
		"≥1000":                       amount("", 100000, -1),
		"<=50 frais":                  amount("", -1, 5000, "frais"),
		"<50":                         amount("", -1, 4999),
		">100 <200":                   amount("", 10001, 19999),
		"100..200":                    amount("", 10000, 20000),
		"entre 100 et 200 €":          amount("", 10000, 20000),
		"99999999999999999999,00":     none("99999999999999999999", "00"),
		"12/03/2026":                  days("2026-03-12 2026-03-12"),
		"12/03/26 loyer":              days("2026-03-12 2026-03-12", "loyer"),
		"31/02/2026":                  none("31", "02", "2026"),
		"mars 2026":                   days("2026-03-01 2026-03-31"),
		"Février 2024":                days("2024-02-01 2024-02-29"),
		"décembre 2025":               days("2025-12-01 2025-12-31"),
		"03/2026":                     days("2026-03-01 2026-03-31"),
		"13/2026":                     none("13", "2026"),
		"T1":                          days("2026-01-01 2026-03-31"),
		"t4 2025":                     days("2025-10-01 2025-12-31"),
		"année 2025":                  days("2025-01-01 2025-12-31"),
		"depuis le 01/04/2026":        days("2026-04-01 "),
		"avant 01/04/2026":            days(" 2026-04-01"),
		"du 01/03/2026 au 15/03/2026": days("2026-03-01 2026-03-15"),
		"loyer mars":                  none("loyer", "mars"),
		"FR76 3000 4458":              {least: -1, most: -1, number: "FR7630004458"},
		"fr7630004458564585652332208": {least: -1, most: -1, number: "FR7630004458564585652332208"},
		"loyer FR76 30004 >1000 T1":   {words: []string{"loyer"}, least: 100001, most: -1, days: "2026-01-01 2026-03-31", number: "FR7630004"},
		"\"'*-:^ OR AND NEAR(a b)":    none("or", "and", "near", "a", "b"),
		"un deux trois quatre cinq six sept huit neuf": none("un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit"),
	} {
		m := search.Read(text, today)
		got := want{words: m.Words, sign: m.Sign, least: -1, most: -1, number: m.Number}
		if m.Least != nil {
			got.least = *m.Least
		}
		if m.Most != nil {
			got.most = *m.Most
		}
		if m.Days != (civil.Period{}) {
			got.days = iso(m.Days.From) + " " + iso(m.Days.To)
		}
		if !slices.Equal(got.words, w.words) || got.sign != w.sign || got.least != w.least || got.most != w.most || got.days != w.days || got.number != w.number {
			t.Errorf("%q is read as %+v; want %+v", text, got, w)
		}
	}
}

func iso(d civil.Date) string {
	if d == 0 {
		return ""
	}
	return d.String()
}

// TestReadSaysWhatItUnderstood, so that a person can check it.
func TestReadSaysWhatItUnderstood(t *testing.T) {
	var said []string
	for _, s := range search.Read("loyer T1 >1000 FR76 30004", today).Said {
		said = append(said, s.Kind+": "+s.French)
	}
	want := []string{"days: du 01/01/2026 au 31/03/2026", "number: IBAN FR7630004", "amount: montant d'au moins 1\u202f000,01"}
	if !slices.Equal(said, want) {
		t.Errorf("%q", said)
	}
}

// FuzzRead: nothing that one types makes it fail, and what it asks of the index is letters and digits.
func FuzzRead(f *testing.F) {
	for _, text := range []string{"loyer >1000 mars 2026", "FR76 3000", "entre 1 et 2", "t1 2026", "'\"*"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		m := search.Read(text, today)
		if len(m.Words) > 8 {
			t.Errorf("%d words", len(m.Words))
		}
		for _, s := range m.Said {
			if s.French == "" {
				t.Errorf("%q: %+v", text, s)
			}
		}
	})
}
