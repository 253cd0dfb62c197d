package demo

import (
	"context"
	"fmt"
	"net/url"

	"sobank/backend/fault"
	"sobank/backend/registry"
	"sobank/backend/rights"
	"sobank/backend/simulator"
	"sobank/backend/vault"
	"sobank/backend/wiring"
)

// The demonstration's account at the simulated INPI. It opens nothing else.
const (
	inpiUser     = "demonstration"
	inpiPassword = "demonstration"
)

// newRegisters plays the public registers with invented companies; nothing listens yet.
func newRegisters() *simulator.Registries {
	r := simulator.NewRegistries(simulator.RegistriesOptions{})
	r.AllowINPI(inpiUser, inpiPassword)
	r.Add(
		simulator.Company{SIREN: "419444492", Name: "CABINET 1 DEMONSTRATION", LegalForm: "5499", Activity: "69.20Z", CreatedOn: "1998-06-02",
			Head:      place("41944449200016", "11", "RUE", "LEO LAGRANGE", "35131", "CHARTRES-DE-BRETAGNE"),
			Directors: []simulator.CompanyDirector{manager("MARTIN", "CAMILLE")}},
		simulator.Company{SIREN: "732829320", Name: "JARDINS SARL", LegalForm: "5499", Activity: "81.30Z", CreatedOn: "2011-03-14",
			Head:      place("73282932000074", "8", "QUAI", "DE L'ODET", "29000", "QUIMPER"),
			Others:    []simulator.CompanyPlace{place("73282932000082", "2", "RUE", "DU PORT", "29900", "CONCARNEAU")},
			Directors: []simulator.CompanyDirector{manager("LE GOFF", "ANNE MARIE"), manager("LE GOFF", "YANN")}},
		simulator.Company{SIREN: "900100017", Name: "JARDINS D'HIVER", Acronym: "JDH", LegalForm: "5710", Sole: true, Activity: "47.76Z", CreatedOn: "2020-09-01",
			Head:      place("90010001700012", "14", "RUE", "SAINT-MELAINE", "35000", "RENNES"),
			Directors: []simulator.CompanyDirector{{Company: "HOLDING DES FLEURS", Role: "73", Quality: "Président de SAS"}}},
		simulator.Company{SIREN: "900200023", Name: "LIBRAIRIE DU VIEUX PORT", LegalForm: "5499", Sole: true, Activity: "47.61Z", CreatedOn: "2003-01-20", Ceased: true,
			Head:      simulator.CompanyPlace{SIRET: "90020002300019", Number: "3", Kind: "RUE", Street: "DES QUAIS", Postcode: "56100", City: "LORIENT", Closed: true},
			Directors: []simulator.CompanyDirector{{Surname: "ABGRALL", Given: "PIERRE", Role: "40", Quality: "Liquidateur"}}},
		simulator.Company{SIREN: "900300039", Name: "SCI DES TROIS ROCHERS", LegalForm: "6540", Activity: "68.20B", CreatedOn: "2016-11-08",
			Head:      place("90030003900014", "", "LIEU DIT", "KERHUON", "29480", "LE RELECQ-KERHUON"),
			Directors: []simulator.CompanyDirector{manager("KERMARREC", "LOUISE")}},
		simulator.Company{SIREN: "900400045", Name: "EURL DISCRETE", LegalForm: "1000", Hidden: true},
	)
	return r
}

func place(siret, number, kind, street, postcode, city string) simulator.CompanyPlace {
	return simulator.CompanyPlace{SIRET: siret, Number: number, Kind: kind, Street: street, Postcode: postcode, City: city}
}

func manager(surname, given string) simulator.CompanyDirector {
	return simulator.CompanyDirector{Surname: surname, Given: given, Role: "30", Quality: "Gérant"}
}

// openRegisters plays the registers while the demonstration is made, points the
// installation's settings at them, and gives the account.
func openRegisters(ctx context.Context, h *wiring.House, r *simulator.Registries, actor rights.Actor) error {
	if err := r.Start(); err != nil {
		return err
	}
	if err := pointAt(ctx, h, r); err != nil {
		return err
	}
	_, err := h.Registry.SaveAccount(ctx, actor, registry.Account{User: inpiUser, Password: inpiPassword})
	return err
}

// pointAt has a demonstration look companies up in what is simulated, never at the real ones.
func pointAt(ctx context.Context, h *wiring.House, r *simulator.Registries) error {
	if err := h.SetSetting(ctx, registry.DirectoryAddress, r.RechercheURL()); err != nil {
		return err
	}
	return h.SetSetting(ctx, registry.RegisterAddress, r.INPIURL())
}

// resumeRegisters plays them again where the settings say; data that was made before there
// were any gets settings. Errors: Conflict when the address is taken.
func resumeRegisters(ctx context.Context, h *wiring.House) (*simulator.Registries, error) {
	r := newRegisters()
	base, err := h.Setting(ctx, registry.DirectoryAddress)
	if err != nil {
		return r, err
	}
	if base == "" {
		if err := r.Start(); err != nil {
			return r, err
		}
		return r, pointAt(ctx, h, r)
	}
	at, err := url.Parse(base)
	if err != nil {
		return r, fmt.Errorf("demo: read the registers' address: %w", err)
	}
	if err := r.StartAt(at.Host); err != nil {
		return r, fault.New(fault.Conflict, "Les registres simulés de la démonstration ne peuvent pas reprendre leur adresse.").
			WithHint("Effacez le dossier de la démonstration et relancez-la.").WithCause(err)
	}
	return r, nil
}

// keepINPI puts the demonstration's account where the session looks for it.
func keepINPI(v vault.Vault, installation string) error {
	if err := v.Set(registry.SecretName(installation, "user"), inpiUser); err != nil {
		return err
	}
	return v.Set(registry.SecretName(installation, "password"), inpiPassword)
}
