package cfonb120

import (
	"reflect"
	"strings"
	"testing"

	"sobank/backend/statement"
)

func TestMeanings(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{CodeMeaning("05"), "Virement reçu"},
		{CodeMeaning("06"), "Virement émis"},
		{CodeMeaning("B1"), "Prélèvement SEPA domicilié"},
		{CodeMeaning("C2"), "Virement instantané reçu"},
		{CodeMeaning("ZZ"), ""},
		{CodeMeaning(""), ""},
		{RejectMeaning("64"), "Opération en double"},
		{RejectMeaning("66"), "Données du mandat incorrectes"},
		{RejectMeaning("00"), ""},
		{QualifierMeaning("NPY"), "Nom du payeur"},
		{QualifierMeaning("XXX"), ""},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

// TestRejectsSaySo: a code counts as a reject when its meaning says so, and only then.
func TestRejectsSaySo(t *testing.T) {
	for code, meaning := range codeMeanings {
		says := strings.Contains(meaning, "rejet") || strings.Contains(meaning, "impayé") || strings.Contains(meaning, "Incident")
		if says != IsReject(code) {
			t.Errorf("%s « %s » is a reject: %t", code, meaning, IsReject(code))
		}
	}
}

func TestDecode(t *testing.T) {
	pad := func(s string) string { return s + strings.Repeat(" ", 35-len(s)) }
	got := Decode([]statement.Detail{
		{Qualifier: "LIB", Text: "FACTURE 118"},
		{Qualifier: "NPY", Text: "ETS LEGRAND"},
		{Qualifier: "IPY", Text: pad("41944449200016") + "SIRET"},
		{Qualifier: "RCN", Text: pad("E2E-118") + "SUPP"},
		{Qualifier: "REF", Text: "LOT 7"},
		{Qualifier: "RUM", Text: pad("MDT-44") + "RCUR"},
		{Qualifier: "MMO", Text: "USD2000000000283100500000110926"},
		{Qualifier: "FEE", Text: "EUR200000000000150"},
		{Qualifier: "FEE", Text: "QUINZE EUROS"},
		{Qualifier: "", Text: "SUITE"},
		{Qualifier: "NPY", Text: "DEUXIEME PAYEUR"},
	})
	want := Complements{
		Original: &Money{Minor: 28310, Currency: "USD", Decimals: 2}, Rate: Rate{Value: 110926, Decimals: 5},
		Fee:      &Money{Minor: 150, Currency: "EUR", Decimals: 2},
		Payer:    Party{Name: "ETS LEGRAND", ID: "41944449200016", IDType: "SIRET"},
		EndToEnd: "E2E-118", Purpose: "SUPP", Remittance: "LOT 7", Mandate: "MDT-44", Sequence: "RCUR",
		Text: []string{"FACTURE 118", "QUINZE EUROS", "SUITE", "DEUXIEME PAYEUR"},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v\nwant %+v", got, want)
	}
}

// TestRates: the number of decimals of the rate is on two digits, one, or blank.
func TestRates(t *testing.T) {
	for text, want := range map[string]Rate{
		"USD2000000000283100500000110926": {110926, 5},
		"USD200000000028310500000110926":  {110926, 5},
		"USD20000000002831 0500000110926": {},
		"USD200000000028310  00000110926": {},
		"USD200000000028310":              {},
		"USD2000000000283109900000110926": {},
	} {
		_, rate := original(text)
		if rate != want {
			t.Errorf("%q gives %+v", text, rate)
		}
	}
}
