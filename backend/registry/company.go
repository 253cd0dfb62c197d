// Package registry looks companies up in the public registers, so that a client or a firm's
// card need not be typed: Recherche d'entreprises (the State's open service) by name, SIREN
// or SIRET, and the INPI's Registre national des entreprises for a card when this session
// has an account there.
//
//	results, err := registers.Search(ctx, actor, "jardins de l'odet", false)
//	card, err := registers.Company(ctx, actor, "732 829 320 00074", false)
//
// An answer is kept with its date. It serves again for 30 days, and beyond when a register
// cannot be reached: whoever reads it is told of when it is. Nothing but what was typed
// leaves the machine.
package registry

import (
	"sobank/backend/civil"
	"sobank/backend/siren"
)

// State says whether a company still exists.
type State string

// The states; "" is unknown.
const (
	Active State = "active"
	Ceased State = "ceased"
)

// French is the state's name on screen.
func (s State) French() string {
	switch s {
	case Active:
		return "En activité"
	case Ceased:
		return "Cessée"
	}
	return "État inconnu"
}

// Company is what a register tells of one. All but the SIREN may be absent.
type Company struct {
	SIREN     siren.SIREN
	Name      string
	Acronym   string
	LegalForm string // in words, or the code of a form that has none here
	State     State
	CreatedOn civil.Date
	Activity  string // the APE code, « 69.20Z »
	// Shown is the establishment that was asked for, else the head office.
	Shown Establishment
	// Establishments are those that the register names, the head office first.
	Establishments []Establishment
	Directors      []Director
}

// Establishment is a place of a company.
type Establishment struct {
	SIRET    siren.SIRET
	Address  string // the street alone
	Postcode string
	City     string
	Head     bool // « siège »
	State    State
}

// Director is one of those who run a company, a person or another company.
type Director struct {
	Name    string // « NOM Prénoms », or the company's
	Quality string // « Gérant »
}

// legalForms are the names of the INSEE's codes (« catégories juridiques », level III) that a
// firm's clients have most.
var legalForms = map[string]string{
	"1000": "EI", "5499": "SARL", "5599": "SA", "5710": "SAS", "6540": "SCI", "9220": "Association",
}

// soleForms are those that have another name with a single partner.
var soleForms = map[string]string{"5499": "EURL", "5710": "SASU"}

// LegalForm names a code; an unknown one is shown as it is. sole is « associé unique ».
func LegalForm(code string, sole bool) string {
	if name, ok := soleForms[code]; ok && sole {
		return name
	}
	if name, ok := legalForms[code]; ok {
		return name
	}
	return code
}

// completed is c with what it does not say taken from another answer on the same company.
func (c Company) completed(by Company) Company {
	for _, f := range []struct {
		own   *string
		other string
	}{{&c.Name, by.Name}, {&c.Acronym, by.Acronym}, {&c.LegalForm, by.LegalForm}, {&c.Activity, by.Activity}} {
		if *f.own == "" {
			*f.own = f.other
		}
	}
	if c.State == "" {
		c.State = by.State
	}
	if c.CreatedOn.IsZero() {
		c.CreatedOn = by.CreatedOn
	}
	if c.Shown.Address+c.Shown.City == "" {
		c.Shown = by.Shown
	}
	if c.Shown.SIRET == "" {
		c.Shown.SIRET = by.headOffice()
	}
	if len(by.Establishments) > 0 {
		c.Establishments = by.Establishments
	}
	if len(c.Directors) == 0 {
		c.Directors = by.Directors
	}
	return c
}

// headOffice is its number, "" when the register does not name it.
func (c Company) headOffice() siren.SIRET {
	for _, e := range c.Establishments {
		if e.Head {
			return e.SIRET
		}
	}
	return ""
}

// showing is c with one of its establishments in front. found is false when the register
// does not name it: then its number is all there is.
func (c Company) showing(siret siren.SIRET) (shown Company, found bool) {
	if siret == "" || siret == c.Shown.SIRET {
		return c, true
	}
	for _, e := range c.Establishments {
		if e.SIRET == siret {
			c.Shown = e
			return c, true
		}
	}
	c.Shown = Establishment{SIRET: siret}
	return c, false
}
