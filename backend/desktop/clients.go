package desktop

import "sobank/backend/client"

// Clients is the page « Clients ».
type Clients struct{ desk *Desk }

// List gives a page of clients.
func (c *Clients) List(q ClientQuery) (ClientPage, error) {
	return ask(c.desk.given(q), func(v visit) (ClientPage, error) {
		rows, total, err := v.house.Clients.List(v.ctx, v.actor, client.Query(q))
		page := ClientPage{Rows: make([]ClientRow, len(rows)), Total: total}
		for i, r := range rows {
			page.Rows[i] = clientOf(r)
		}
		return page, err
	})
}

// Get gives one client.
func (c *Clients) Get(id int64) (ClientRow, error) {
	return ask(c.desk, func(v visit) (ClientRow, error) {
		row, err := v.house.Clients.Get(v.ctx, v.actor, id)
		return clientOf(row), err
	})
}

// Save creates (ID 0) or changes a client.
func (c *Clients) Save(f ClientForm) (ClientRow, error) {
	return ask(c.desk.given(f), func(v visit) (ClientRow, error) {
		until, err := dayOf(f.StandInUntil, "standInUntil")
		if err != nil {
			return ClientRow{}, err
		}
		row, err := v.house.Clients.Save(v.ctx, v.actor, client.Client{ID: f.ID, FirmID: f.FirmID, Name: f.Name, SIRET: f.Siret, Reference: f.Reference,
			ResponsableID: f.ResponsableID, StandInID: f.StandInID, StandInUntil: until, Confidential: f.Confidential,
			Address: f.Address, Postcode: f.Postcode, City: f.City, Email: f.Email, Signatory: client.Signatory{Name: f.SignatoryName, Quality: f.SignatoryQuality}})
		return clientOf(row), err
	})
}

func clientOf(r client.Row) ClientRow {
	return ClientRow{ID: r.ID, FirmID: r.FirmID, FirmName: r.FirmName, Name: r.Name, Siret: r.SIRET, Reference: r.Reference,
		ResponsableID: r.ResponsableID, Responsable: r.Responsable, StandInID: r.StandInID, StandIn: r.StandIn,
		StandInUntil: r.StandInUntil.String(), Confidential: r.Confidential, Accounts: r.Accounts, Warning: siretWarning(r.SIRET),
		Address: r.Address, Postcode: r.Postcode, City: r.City, Email: r.Email, SignatoryName: r.Signatory.Name, SignatoryQuality: r.Signatory.Quality}
}
