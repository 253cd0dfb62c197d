package inpi

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"sobank/backend/registry"
	"sobank/backend/siren"
)

// roles are the register's codes of « roleEntreprise » (RNE technical documentation).
var roles = map[string]string{
	"30": "Gérant", "40": "Liquidateur", "51": "Président du conseil d'administration", "53": "Directeur général",
	"60": "Président du conseil d'administration et directeur général", "65": "Administrateur",
	"70": "Directeur général délégué", "73": "Président de SAS",
}

// role names a code; an unknown one is shown as it is.
func role(code string) string {
	if name, ok := roles[code]; ok {
		return name
	}
	return code
}

// answer is GET /api/companies/{siren}, as far as it is used: formality.content holds one of
// three kinds of company.
type answer struct {
	Formality struct {
		Content struct {
			Company *content `json:"personneMorale"`
			Person  *content `json:"personnePhysique"`
			Farm    *content `json:"exploitation"`
		} `json:"content"`
	} `json:"formality"`
}

type content struct {
	Identity struct {
		Company struct {
			Name      string `json:"denomination"`
			LegalForm scalar `json:"formeJuridique"`
			Sole      flag   `json:"indicateurAssocieUnique"`
		} `json:"entreprise"`
	} `json:"identite"`
	Address struct {
		Address postal `json:"adresse"`
	} `json:"adresseEntreprise"`
	Head struct {
		Description struct {
			SIRET scalar `json:"siret"`
		} `json:"descriptionEtablissement"`
	} `json:"etablissementPrincipal"`
	Composition struct {
		Powers []power `json:"pouvoirs"`
	} `json:"composition"`
}

type postal struct {
	Number   scalar `json:"numVoie"`
	Kind     string `json:"typeVoie"`
	Street   string `json:"voie"`
	Postcode scalar `json:"codePostal"`
	City     string `json:"commune"`
}

type power struct {
	Role   scalar `json:"roleEntreprise"`
	Person struct {
		Description struct {
			Surname string   `json:"nom"`
			Given   []string `json:"prenoms"`
		} `json:"descriptionPersonne"`
	} `json:"individu"`
	Company struct {
		Name string `json:"denomination"`
	} `json:"entreprise"`
}

// scalar reads a string or a number as text: codes come as both.
type scalar string

// UnmarshalJSON never fails: what is neither is absent.
func (s *scalar) UnmarshalJSON(raw []byte) error {
	*s = ""
	var text string
	switch {
	case len(raw) == 0:
	case raw[0] == '"' && json.Unmarshal(raw, &text) == nil:
		*s = scalar(strings.TrimSpace(text))
	case raw[0] >= '0' && raw[0] <= '9':
		*s = scalar(raw)
	}
	return nil
}

// flag reads true, "O" or "oui".
type flag bool

// UnmarshalJSON never fails: what is no yes is no.
func (f *flag) UnmarshalJSON(raw []byte) error {
	*f = flag(slices.Contains([]string{"true", "o", "oui", "1"}, strings.ToLower(strings.Trim(string(raw), `"`))))
	return nil
}

// read reads a company. What the register does not say stays empty.
func read(body []byte, number siren.SIREN) (registry.Company, error) {
	var a answer
	if err := json.Unmarshal(body, &a); err != nil {
		return registry.Company{}, fmt.Errorf("read the company: %w", err)
	}
	for _, kind := range []*content{a.Formality.Content.Company, a.Formality.Content.Person, a.Formality.Content.Farm} {
		if kind != nil {
			return kind.company(number), nil
		}
	}
	return registry.Company{}, errors.New("the answer holds no company")
}

func (k *content) company(number siren.SIREN) registry.Company {
	own, where := k.Identity.Company, k.Address.Address
	c := registry.Company{SIREN: number, Name: strings.TrimSpace(own.Name), LegalForm: registry.LegalForm(string(own.LegalForm), bool(own.Sole))}
	c.Shown = registry.Establishment{
		Address:  strings.Join(strings.Fields(strings.Join([]string{string(where.Number), where.Kind, where.Street}, " ")), " "),
		Postcode: string(where.Postcode), City: strings.TrimSpace(where.City), Head: true,
	}
	if s, err := siren.ParseSIRET(string(k.Head.Description.SIRET)); err == nil && s.SIREN() == number {
		c.Shown.SIRET = s
		c.Establishments = []registry.Establishment{c.Shown}
	}
	for _, p := range k.Composition.Powers {
		if name := p.name(); name != "" {
			c.Directors = append(c.Directors, registry.Director{Name: name, Quality: role(string(p.Role))})
		}
	}
	return c
}

func (p power) name() string {
	if p.Company.Name != "" {
		return strings.TrimSpace(p.Company.Name)
	}
	d := p.Person.Description
	return strings.TrimSpace(d.Surname + " " + strings.Join(d.Given, " "))
}
