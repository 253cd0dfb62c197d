// Package firm holds accounting firms (« Cabinets ») and their connectors.
//
//	card, err := firms.Create(ctx, actor, firm.Card{Name: "Cabinet 1"})
package firm

import (
	"strings"

	"sobank/backend/fault"
	"sobank/backend/siren"
)

// Card is what is known of a firm. All but the name may be empty.
type Card struct {
	ID                 int64
	GUID               string // « Identifiant unique », given at creation
	ClientNumber       string
	Name               string
	Address            string
	Postcode           string
	City               string
	Phone              string
	DirectorName       string
	DirectorQuality    string
	LegalForm          string
	SIRET              string // 14 digits or ""; a wrong key warns, never refuses
	ProductionSoftware string
	HoldInterruptions  bool   // an interruption holds the statement back
	MandataryName      string // who receives the statements, « mandataire »; "": the firm itself
	MandataryAddress   string // on one line
}

// Connector is a tool that a firm delivers to.
type Connector struct {
	ID       int64
	FirmID   int64
	Partner  string         // a key of the catalogue
	Name     string         // unique in the firm
	Settings map[string]any // the partner's, never a secret
	Paused   bool
}

// maxText bounds every text of a form, in bytes.
const maxText = 500

// clean trims the card and checks it. Errors: Invalid with the field.
func (c Card) clean() (Card, error) {
	for _, text := range []*string{&c.ClientNumber, &c.Name, &c.Address, &c.Postcode, &c.City, &c.Phone,
		&c.DirectorName, &c.DirectorQuality, &c.LegalForm, &c.ProductionSoftware, &c.MandataryName, &c.MandataryAddress} {
		*text = strings.TrimSpace(*text)
		if len(*text) > maxText {
			return c, fault.New(fault.Invalid, "Un champ de la fiche est trop long (500 caractères au plus).")
		}
	}
	if c.Name == "" {
		return c, fault.New(fault.Invalid, "La raison sociale est vide.").WithField("name").
			WithHint("Donnez le nom du cabinet.")
	}
	if strings.TrimSpace(c.SIRET) == "" {
		c.SIRET = ""
		return c, nil
	}
	siret, err := siren.ParseSIRET(c.SIRET)
	if err != nil {
		return c, err
	}
	c.SIRET = string(siret)
	return c, nil
}

// Mandatary is who receives the statements: the firm itself, or its provider.
func (c Card) Mandatary() (name, address string) {
	if c.MandataryName == "" {
		return c.Name, c.PostalAddress()
	}
	return c.MandataryName, c.MandataryAddress
}

// PostalAddress is the card's address on one line.
func (c Card) PostalAddress() string {
	city := strings.TrimSpace(c.Postcode + " " + c.City)
	return strings.Trim(c.Address+", "+city, ", ")
}
