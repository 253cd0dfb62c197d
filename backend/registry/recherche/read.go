package recherche

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"sobank/backend/civil"
	"sobank/backend/registry"
	"sobank/backend/siren"
)

// page is GET /search's answer, as far as it is used.
type page struct {
	Results []result `json:"results"`
	Total   int      `json:"total_results"`
}

type result struct {
	SIREN       string     `json:"siren"`
	Whole       string     `json:"nom_complet"`
	Name        string     `json:"nom_raison_sociale"`
	Acronym     string     `json:"sigle"`
	LegalForm   string     `json:"nature_juridique"`
	Activity    string     `json:"activite_principale"`
	State       string     `json:"etat_administratif"`
	CreatedOn   string     `json:"date_creation"`
	Head        place      `json:"siege"`
	Matching    []place    `json:"matching_etablissements"`
	Directors   []director `json:"dirigeants"`
	Registering struct {
		Sole flag `json:"indicateur_associe_unique"`
	} `json:"immatriculation"`
}

// place is an establishment; the parts of its address are there for the head office alone.
type place struct {
	SIRET      string `json:"siret"`
	Address    string `json:"adresse"`
	Complement string `json:"complement_adresse"`
	Number     string `json:"numero_voie"`
	Kind       string `json:"type_voie"`
	Street     string `json:"libelle_voie"`
	Postcode   string `json:"code_postal"`
	City       string `json:"libelle_commune"`
	Head       bool   `json:"est_siege"`
	State      string `json:"etat_administratif"`
}

type director struct {
	Surname string `json:"nom"`
	Given   string `json:"prenoms"`
	Company string `json:"denomination"`
	Quality string `json:"qualite"`
}

// flag reads true, "O" or "oui": the documentation names the field, not its form.
type flag bool

// UnmarshalJSON never fails: what is no yes is no.
func (f *flag) UnmarshalJSON(raw []byte) error {
	text := strings.ToLower(strings.Trim(string(raw), `"`))
	*f = flag(slices.Contains([]string{"true", "o", "oui", "1"}, text))
	return nil
}

func unexpected(status int) error { return fmt.Errorf("unexpected status %d", status) }

// read reads a page. One result that cannot be read is left out; an answer of another shape
// is not the service's.
func (c *Client) read(body []byte) (registry.Found, error) {
	var raw struct {
		Results *json.RawMessage `json:"results"`
	}
	var p page
	if err := json.Unmarshal(body, &raw); err != nil || raw.Results == nil {
		return registry.Found{}, c.web.Fail(registry.Down, errors.New("the answer has no results"))
	}
	if err := json.Unmarshal(body, &p); err != nil {
		return registry.Found{}, c.web.Fail(registry.Down, fmt.Errorf("read the answer: %w", err))
	}
	found := registry.Found{Total: p.Total}
	for _, r := range p.Results {
		if company, ok := r.company(); ok {
			found.Companies = append(found.Companies, company)
		}
	}
	return found, nil
}

func (r result) company() (c registry.Company, ok bool) {
	number, err := siren.ParseSIREN(r.SIREN)
	if err != nil {
		return c, false
	}
	c = registry.Company{
		SIREN: number, Name: firstOf(r.Name, r.Whole), Acronym: strings.TrimSpace(r.Acronym), State: stateOf(r.State),
		LegalForm: registry.LegalForm(r.LegalForm, bool(r.Registering.Sole)), Activity: r.Activity,
	}
	c.CreatedOn, _ = civil.Parse(r.CreatedOn) // absent or unreadable: unknown
	r.Head.Head = true
	c.Shown = r.Head.establishment()
	if c.Shown.SIRET != "" {
		c.Establishments = append(c.Establishments, c.Shown)
	}
	for _, p := range r.Matching {
		if e := p.establishment(); e.SIRET != "" && e.SIRET != c.Shown.SIRET {
			c.Establishments = append(c.Establishments, e)
		}
	}
	for _, d := range r.Directors {
		if name := firstOf(d.Company, strings.TrimSpace(d.Surname+" "+d.Given)); name != "" {
			c.Directors = append(c.Directors, registry.Director{Name: name, Quality: strings.TrimSpace(d.Quality)})
		}
	}
	return c, true
}

func (p place) establishment() registry.Establishment {
	e := registry.Establishment{Address: p.street(), Postcode: p.Postcode, City: p.City, Head: p.Head, State: stateOf(p.State)}
	if s, err := siren.ParseSIRET(p.SIRET); err == nil {
		e.SIRET = s
	}
	return e
}

// street is the address without postcode and town, which have fields of their own.
func (p place) street() string {
	parts := strings.Fields(strings.Join([]string{p.Complement, p.Number, p.Kind, p.Street}, " "))
	if p.Street != "" {
		return strings.Join(parts, " ")
	}
	return strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(p.Address), strings.TrimSpace(p.Postcode+" "+p.City)))
}

func stateOf(code string) registry.State {
	switch code {
	case "A":
		return registry.Active
	case "C", "F": // F is « fermé », of an establishment
		return registry.Ceased
	}
	return ""
}

func firstOf(texts ...string) string {
	for _, t := range texts {
		if t = strings.TrimSpace(t); t != "" {
			return t
		}
	}
	return ""
}
