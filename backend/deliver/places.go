package deliver

import (
	"context"
	"maps"

	"sobank/backend/fault"
	"sobank/backend/firm"
)

// Places is a partner that takes files in one of several places, by the values of the setting
// « place »: a folder when it says nothing, the only one when there is one.
//
//	deliver.Places{firm.PlaceFolder: folders, firm.PlaceSFTP: servers}
//
// A server's folder is the setting "remote_folder", which its adapter is given as "folder": the
// firm's own folder, chosen before, stays what it was.
type Places map[string]Partner

var (
	_ Partner = Places{}
	_ Shelf   = Places{}
)

// codeSetting is the code of a setting that leads nowhere.
const codeSetting = "REGLAGE"

const (
	noPlace     = "Ce connecteur ne dit pas où déposer les fichiers."
	noPlaceHint = "Choisissez « Où déposer » page du connecteur, puis testez."
)

// place is the partner that the settings name, nil for none, and what it is given.
func (p Places) place(a Access) (Partner, Access) {
	name := a.Settings["place"]
	if name == "" {
		name = firm.PlaceFolder
	}
	if len(p) == 1 {
		for only := range p {
			name = only
		}
	}
	if name == firm.PlaceSFTP {
		a.Settings = maps.Clone(a.Settings)
		a.Settings["folder"] = a.Settings["remote_folder"]
	}
	return p[name], a
}

// Test tries the place. See Partner.
func (p Places) Test(ctx context.Context, a Access) Trial {
	place, a := p.place(a)
	if place == nil {
		t := failed(noPlace, noPlaceHint)
		t.Code = codeSetting
		return t
	}
	return place.Test(ctx, a)
}

// Folders lists the place's companies: none, as a rule. See Partner.
func (p Places) Folders(ctx context.Context, a Access, search string) ([]Folder, error) {
	place, a := p.place(a)
	if place == nil {
		return nil, fault.New(fault.Conflict, noPlace).WithHint(noPlaceHint)
	}
	return place.Folders(ctx, a, search)
}

// Match asks the place where an account's statements go. See Partner.
func (p Places) Match(ctx context.Context, a Access, of AccountCard) Match {
	place, a := p.place(a)
	if place == nil {
		return Match{Setback: nowhere()}
	}
	return place.Match(ctx, a, of)
}

// Deliver puts a parcel in the place. See Partner.
func (p Places) Deliver(ctx context.Context, a Access, parcel Parcel, sent func() error) Receipt {
	place, a := p.place(a)
	if place == nil {
		return nowhere()
	}
	return place.Deliver(ctx, a, parcel, sent)
}

// Shelved lists the files in the place. See Shelf. Errors: Conflict for one that cannot be
// looked into, and the place's own.
func (p Places) Shelved(ctx context.Context, a Access) ([]Shelved, error) {
	place, a := p.place(a)
	if place == nil {
		return nil, fault.New(fault.Conflict, noPlace).WithHint(noPlaceHint)
	}
	shelf, ok := place.(Shelf)
	if !ok {
		return nil, fault.New(fault.Conflict, "Cette place ne peut pas être regardée d'ici.")
	}
	return shelf.Shelved(ctx, a)
}

// nowhere is what becomes of a parcel whose connector names no place.
func nowhere() Receipt {
	return Receipt{State: ToRetry, Trouble: true, Code: codeSetting, Message: noPlace, Hint: noPlaceHint}
}
