package desktop

import (
	"sobank/backend/firm"
	"sobank/backend/siren"
)

// Firms is the page « Cabinet(s) ».
type Firms struct{ desk *Desk }

// List gives the cards of the firms that the person reaches, by name.
func (f *Firms) List() ([]Firm, error) {
	return ask(f.desk, func(v visit) ([]Firm, error) {
		cards, err := v.house.Firms.List(v.ctx, v.actor)
		rows := make([]Firm, len(cards))
		for i, c := range cards {
			rows[i] = firmOf(c)
		}
		return rows, err
	})
}

// Get gives one card.
func (f *Firms) Get(id int64) (Firm, error) {
	return ask(f.desk, func(v visit) (Firm, error) { return getFirm(v, id) })
}

func getFirm(v visit, id int64) (Firm, error) {
	card, mayEdit, err := v.house.Firms.Get(v.ctx, v.actor, id)
	row := firmOf(card)
	row.CanEdit = mayEdit
	return row, err
}

// Save creates (ID 0) or changes a firm.
func (f *Firms) Save(form Firm) (Firm, error) {
	return ask(f.desk.given(form), func(v visit) (Firm, error) {
		save := v.house.Firms.Update
		if form.ID == 0 {
			save = v.house.Firms.Create
		}
		card, err := save(v.ctx, v.actor, cardOf(form))
		if err != nil {
			return Firm{}, err
		}
		return getFirm(v, card.ID)
	})
}

func firmOf(c firm.Card) Firm {
	return Firm{ID: c.ID, GUID: c.GUID, ClientNumber: c.ClientNumber, Name: c.Name, Address: c.Address, Postcode: c.Postcode, City: c.City,
		Phone: c.Phone, DirectorName: c.DirectorName, DirectorQuality: c.DirectorQuality, LegalForm: c.LegalForm, Siret: c.SIRET,
		ProductionSoftware: c.ProductionSoftware, HoldInterruptions: c.HoldInterruptions, MandataryName: c.MandataryName,
		MandataryAddress: c.MandataryAddress, Warning: siretWarning(c.SIRET)}
}

func cardOf(f Firm) firm.Card {
	return firm.Card{ID: f.ID, ClientNumber: f.ClientNumber, Name: f.Name, Address: f.Address, Postcode: f.Postcode, City: f.City,
		Phone: f.Phone, DirectorName: f.DirectorName, DirectorQuality: f.DirectorQuality, LegalForm: f.LegalForm, SIRET: f.Siret,
		ProductionSoftware: f.ProductionSoftware, HoldInterruptions: f.HoldInterruptions, MandataryName: f.MandataryName,
		MandataryAddress: f.MandataryAddress}
}

func siretWarning(s string) string {
	siret, err := siren.ParseSIRET(s)
	if err != nil {
		return ""
	}
	return siren.Warning(siret)
}
