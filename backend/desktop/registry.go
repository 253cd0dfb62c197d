package desktop

import "sobank/backend/registry"

// Registry is the page « INPI »: companies of the public registers.
type Registry struct{ desk *Desk }

// Search finds companies by name, SIREN or SIRET; refresh asks again what is kept.
func (r *Registry) Search(text string, refresh bool) (CompanyPage, error) {
	return ask(r.desk.given(text), func(v visit) (CompanyPage, error) {
		found, err := v.house.Registry.Search(v.ctx, v.actor, text, refresh)
		page := CompanyPage{Rows: make([]CompanyRow, len(found.Companies)), Total: found.Total, Answer: registryAnswer(found.Answer)}
		for i, c := range found.Companies {
			page.Rows[i] = companyRow(c)
		}
		return page, err
	})
}

// Company gives the card of a SIREN or a SIRET; refresh asks again what is kept.
func (r *Registry) Company(number string, refresh bool) (CompanyCard, error) {
	return ask(r.desk.given(number), func(v visit) (CompanyCard, error) {
		c, err := v.house.Registry.Company(v.ctx, v.actor, number, refresh)
		return companyCard(c), err
	})
}

// Status says whether this session has an account at the INPI.
func (r *Registry) Status() (RegistryStatus, error) {
	return ask(r.desk, func(v visit) (RegistryStatus, error) {
		st, err := v.house.Registry.Status(v.ctx, v.actor)
		return RegistryStatus(st), err
	})
}

// SaveAccount tries an account at the INPI and keeps it in this session's keychain.
func (r *Registry) SaveAccount(user, password string) (RegistryStatus, error) {
	return ask(r.desk.given(user, password), func(v visit) (RegistryStatus, error) {
		st, err := v.house.Registry.SaveAccount(v.ctx, v.actor, registry.Account{User: user, Password: password})
		return RegistryStatus(st), err
	})
}

// ForgetAccount takes it out of this session's keychain.
func (r *Registry) ForgetAccount() (RegistryStatus, error) {
	return ask(r.desk, func(v visit) (RegistryStatus, error) {
		st, err := v.house.Registry.ForgetAccount(v.ctx, v.actor)
		return RegistryStatus(st), err
	})
}

func registryAnswer(a registry.Answer) RegistryAnswer {
	return RegistryAnswer{Source: a.Source, At: at(a.At), Stale: a.Stale, Note: a.Note, Warning: a.Warning}
}

func companyRow(c registry.Company) CompanyRow {
	return CompanyRow{Siren: string(c.SIREN), SirenShown: c.SIREN.Format(), Name: c.Name, Acronym: c.Acronym, LegalForm: c.LegalForm,
		State: string(c.State), StateName: c.State.French(), City: c.Shown.City, Postcode: c.Shown.Postcode}
}

func companyCard(c registry.Card) CompanyCard {
	card := CompanyCard{Row: companyRow(c.Company), Answer: registryAnswer(c.Answer), Activity: c.Activity, Shown: companyPlace(c.Shown),
		Establishments: make([]CompanyPlace, len(c.Establishments)), Directors: make([]CompanyDirector, len(c.Directors))}
	if !c.CreatedOn.IsZero() {
		card.CreatedOn = c.CreatedOn.String()
	}
	for i, e := range c.Establishments {
		card.Establishments[i] = companyPlace(e)
	}
	for i, d := range c.Directors {
		card.Directors[i] = CompanyDirector(d)
	}
	return card
}

func companyPlace(e registry.Establishment) CompanyPlace {
	return CompanyPlace{Siret: string(e.SIRET), SiretShown: e.SIRET.Format(), Address: e.Address, Postcode: e.Postcode, City: e.City,
		Head: e.Head, State: string(e.State), StateName: e.State.French()}
}
