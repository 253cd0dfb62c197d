package desktop

import (
	"sobank/backend/rights"
	"sobank/backend/staff"
)

// People is the page « Collaborateurs », and who may be given a client.
type People struct{ desk *Desk }

// List gives a page of people.
func (p *People) List(q PersonQuery) (PersonPage, error) {
	return ask(p.desk.given(q), func(v visit) (PersonPage, error) {
		rows, total, err := v.house.Staff.List(v.ctx, v.actor, staff.Query(q))
		page := PersonPage{Rows: make([]PersonRow, len(rows)), Total: total}
		for i, r := range rows {
			page.Rows[i] = personOf(r)
		}
		return page, err
	})
}

// Get gives one person.
func (p *People) Get(id int64) (PersonRow, error) {
	return ask(p.desk, func(v visit) (PersonRow, error) {
		row, err := v.house.Staff.Get(v.ctx, v.actor, id)
		return personOf(row), err
	})
}

// Save creates (ID 0) or changes a person.
func (p *People) Save(f PersonForm) (PersonRow, error) {
	return ask(p.desk.given(f), func(v visit) (row PersonRow, err error) {
		person := staff.Person{ID: f.ID, Name: f.Name, Email: f.Email, Profile: rights.Profile(f.Profile), Firms: f.FirmIDs}
		var saved staff.Row
		if f.ID == 0 {
			saved, err = v.house.Staff.Create(v.ctx, v.actor, person, f.Password)
		} else {
			saved, err = v.house.Staff.Change(v.ctx, v.actor, person)
		}
		return personOf(saved), err
	})
}

// SetActive deactivates a person, whose windows are signed out at once, or lets them in again.
func (p *People) SetActive(id int64, active bool) (PersonRow, error) {
	return ask(p.desk, func(v visit) (PersonRow, error) {
		row, err := v.house.Staff.SetActive(v.ctx, v.actor, id, active)
		return personOf(row), err
	})
}

// ResetPassword gives somebody else a new password and signs their windows out.
func (p *People) ResetPassword(id int64, password string) error {
	return do(p.desk.given(password), func(v visit) error { return v.house.Staff.ResetPassword(v.ctx, v.actor, id, password) })
}

// Colleagues lists who shares a firm with one, active or not.
func (p *People) Colleagues() ([]Colleague, error) {
	return ask(p.desk, func(v visit) ([]Colleague, error) {
		found, err := v.house.Staff.Colleagues(v.ctx, v.actor)
		list := make([]Colleague, len(found))
		for i, c := range found {
			list[i] = Colleague{ID: c.ID, Name: c.Name, Active: c.Active, AllFirms: c.AllFirms, FirmIDs: append([]int64{}, c.Firms...)}
		}
		return list, err
	})
}

func personOf(r staff.Row) PersonRow {
	return PersonRow{ID: r.ID, Name: r.Name, Email: r.Email, Profile: string(r.Profile), ProfileName: r.Profile.French(),
		FirmIDs: append([]int64{}, r.Firms...), FirmNames: append([]string{}, r.FirmNames...), Active: r.Active,
		LastSignInAt: at(r.LastSignInAt), Clients: r.Clients}
}
