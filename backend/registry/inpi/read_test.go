package inpi

import (
	"testing"

	"sobank/backend/registry"
)

func TestRead(t *testing.T) {
	c, err := read([]byte(`{"formality":{"content":{"personneMorale":{
		"identite":{"entreprise":{"denomination":"JARDINS","formeJuridique":5499,"indicateurAssocieUnique":true}},
		"adresseEntreprise":{"adresse":{"numVoie":11,"typeVoie":"RUE","voie":"LEO LAGRANGE","codePostal":"29000","commune":"QUIMPER"}},
		"etablissementPrincipal":{"descriptionEtablissement":{"siret":"73282932000074"}},
		"composition":{"pouvoirs":[
			{"roleEntreprise":"30","individu":{"descriptionPersonne":{"nom":"LE GOFF","prenoms":["ANNE","MARIE"]}}},
			{"roleEntreprise":73,"entreprise":{"siren":"552032534","denomination":"HOLDING"}},
			{"roleEntreprise":"99","individu":{"descriptionPersonne":{"nom":"ABGRALL"}}},
			{"roleEntreprise":"30"}]}}}}}`), "732829320")
	if err != nil || c.Name != "JARDINS" || c.LegalForm != "EURL" || c.Shown.SIRET != "73282932000074" || c.Shown.Address != "11 RUE LEO LAGRANGE" {
		t.Fatalf("%+v, %v", c, err)
	}
	want := []registry.Director{{Name: "LE GOFF ANNE MARIE", Quality: "Gérant"}, {Name: "HOLDING", Quality: "Président de SAS"}, {Name: "ABGRALL", Quality: "99"}}
	for i, d := range want {
		if i >= len(c.Directors) || c.Directors[i] != d {
			t.Fatalf("%+v", c.Directors)
		}
	}
}

func TestReadTheOtherKinds(t *testing.T) {
	for _, kind := range []string{"personnePhysique", "exploitation"} {
		body := `{"formality":{"content":{"` + kind + `":{"etablissementPrincipal":{"descriptionEtablissement":{"siret":"55203253400018"}}}}}}`
		c, err := read([]byte(body), "732829320")
		if err != nil || c.SIREN != "732829320" || c.Shown.SIRET != "" {
			t.Errorf("%s: %+v, %v", kind, c, err) // a SIRET of another company is not its own
		}
	}
}

func TestReadRefusesAnotherShape(t *testing.T) {
	for _, body := range []string{"", "<html>", "[]", "{}", `{"formality":{"content":{}}}`, `{"formality":{"content":{"personneMorale":null}}}`} {
		if _, err := read([]byte(body), "732829320"); err == nil {
			t.Errorf("%q was read", body)
		}
	}
}

// TestRoles are those of the reference; an unknown code shows as the code.
func TestRoles(t *testing.T) {
	for _, code := range []string{"30", "73", "53", "51", "60", "65", "70", "40"} {
		if role(code) == code {
			t.Errorf("%s has no name", code)
		}
	}
	if role("12") != "12" {
		t.Error(role("12"))
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"formality":{"content":{"personneMorale":{}}}}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		if c, err := read(body, "732829320"); err == nil && c.SIREN != "732829320" {
			t.Errorf("%+v", c)
		}
	})
}
