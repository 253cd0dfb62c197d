package recherche

import (
	"errors"
	"testing"

	"sobank/backend/registry"
)

func TestRead(t *testing.T) {
	c := New(Options{})
	found, err := c.read([]byte(`{"total_results":3,"results":[
		{"siren":"732829320","nom_complet":"JARDINS (JDO)","nom_raison_sociale":null,"sigle":"JDO","nature_juridique":"5710","etat_administratif":"C",
		 "immatriculation":{"indicateur_associe_unique":"O"},"date_creation":"hier",
		 "siege":{"siret":"73282932000074","adresse":"LIEU DIT KERHUON 29000 QUIMPER","code_postal":"29000","libelle_commune":"QUIMPER"},
		 "dirigeants":[{"denomination":"HOLDING","qualite":"Président"},{"nom":"LE GOFF","prenoms":null,"qualite":"Gérant"},{"qualite":"Personne"}]},
		{"siren":"not a number"},
		{"siren":"552032534","nom_raison_sociale":"X","nature_juridique":"7112","dirigeants":null,"immatriculation":null,"siege":{}}]}`))
	if err != nil || found.Total != 3 || len(found.Companies) != 2 {
		t.Fatalf("%+v, %v", found, err)
	}
	one := found.Companies[0]
	if one.Name != "JARDINS (JDO)" || one.LegalForm != "SASU" || one.State != registry.Ceased || !one.CreatedOn.IsZero() {
		t.Errorf("%+v", one)
	}
	if one.Shown.Address != "LIEU DIT KERHUON" || one.Shown.City != "QUIMPER" || !one.Shown.Head {
		t.Errorf("%+v", one.Shown)
	}
	if len(one.Directors) != 2 || one.Directors[0].Name != "HOLDING" || one.Directors[1].Name != "LE GOFF" {
		t.Errorf("%+v", one.Directors)
	}
	if two := found.Companies[1]; two.LegalForm != "7112" || two.State != "" || len(two.Establishments) != 0 {
		t.Errorf("%+v", two)
	}
}

// TestLegalForms are those of the reference; an unknown code shows as the code.
func TestLegalForms(t *testing.T) {
	for code, names := range map[string][2]string{
		"5499": {"SARL", "EURL"}, "5710": {"SAS", "SASU"}, "1000": {"EI", "EI"}, "6540": {"SCI", "SCI"}, "5599": {"SA", "SA"},
		"9220": {"Association", "Association"}, "7112": {"7112", "7112"}, "": {"", ""},
	} {
		if many, sole := registry.LegalForm(code, false), registry.LegalForm(code, true); many != names[0] || sole != names[1] {
			t.Errorf("%s: %s, %s", code, many, sole)
		}
	}
}

func TestReadRefusesAnotherShape(t *testing.T) {
	for _, body := range []string{"", "<html>", "[]", "{}", `{"results":7}`, `{"results":null}`} {
		_, err := New(Options{}).read([]byte(body))
		if f, ok := errors.AsType[*registry.Failure](err); !ok || f.Kind != registry.Down {
			t.Errorf("%q: %v", body, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"results":[{"siren":"732829320","siege":{"siret":"73282932000074"}}]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		found, err := New(Options{}).read(body)
		for _, c := range found.Companies {
			if err != nil || len(c.SIREN) != 9 {
				t.Errorf("%+v, %v", c, err)
			}
		}
	})
}
