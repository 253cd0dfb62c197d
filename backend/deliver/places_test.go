package deliver_test

import (
	"context"
	"testing"

	"sobank/backend/deliver"
	"sobank/backend/fault"
	"sobank/backend/firm"
)

// spot is a place that says what it was given.
type spot struct{ name string }

func (s spot) said(a deliver.Access) string { return s.name + ":" + a.Settings["folder"] }

func (s spot) Test(_ context.Context, a deliver.Access) deliver.Trial {
	return deliver.Trial{OK: true, Code: s.said(a)}
}

func (s spot) Folders(_ context.Context, a deliver.Access, _ string) ([]deliver.Folder, error) {
	return []deliver.Folder{{ID: s.said(a)}}, nil
}

func (s spot) Match(_ context.Context, a deliver.Access, _ deliver.AccountCard) deliver.Match {
	return deliver.Match{Folder: s.said(a)}
}

func (s spot) Deliver(_ context.Context, a deliver.Access, _ deliver.Parcel, _ func() error) deliver.Receipt {
	return deliver.Receipt{Message: s.said(a)}
}

// shelf is a spot that can be looked into.
type shelf struct{ spot }

func (s shelf) Shelved(_ context.Context, a deliver.Access) ([]deliver.Shelved, error) {
	return []deliver.Shelved{{Name: s.said(a)}}, nil
}

// reached is which place each of a partner's methods reached, "" for none.
func reached(t *testing.T, p deliver.Places, a deliver.Access) map[string]string {
	t.Helper()
	got := map[string]string{"test": p.Test(t.Context(), a).Code, "match": p.Match(t.Context(), a, deliver.AccountCard{}).Folder,
		"deliver": p.Deliver(t.Context(), a, deliver.Parcel{}, nil).Message}
	if found, err := p.Folders(t.Context(), a, ""); err == nil {
		got["folders"] = found[0].ID
	}
	if found, err := p.Shelved(t.Context(), a); err == nil {
		got["shelved"] = found[0].Name
	}
	return got
}

func TestPlaces(t *testing.T) {
	both := deliver.Places{firm.PlaceFolder: shelf{spot{"here"}}, firm.PlaceSFTP: shelf{spot{"server"}}}
	for name, c := range map[string]struct {
		places deliver.Places
		place  string
		want   string
	}{
		"a folder when nothing is said":         {both, "", "here:/depot"},
		"a folder":                              {both, firm.PlaceFolder, "here:/depot"},
		"a server, and its own folder":          {both, firm.PlaceSFTP, "server:incoming"},
		"the only one, when nothing is said":    {deliver.Places{firm.PlaceSFTP: shelf{spot{"server"}}}, "", "server:incoming"},
		"the only one, whatever stood there":    {deliver.Places{firm.PlaceSFTP: shelf{spot{"server"}}}, firm.PlaceFolder, "server:incoming"},
		"the only folder, whatever stood there": {deliver.Places{firm.PlaceFolder: shelf{spot{"here"}}}, firm.PlaceSFTP, "here:/depot"},
	} {
		t.Run(name, func(t *testing.T) {
			settings := map[string]string{"place": c.place, "folder": "/depot", "remote_folder": "incoming"}
			for method, got := range reached(t, c.places, deliver.Access{Settings: settings}) {
				if got != c.want {
					t.Errorf("%s reached %q, want %q", method, got, c.want)
				}
			}
			if settings["folder"] != "/depot" {
				t.Error("the caller's settings were changed")
			}
		})
	}
}

func TestPlacesThatLeadNowhere(t *testing.T) {
	places := deliver.Places{firm.PlaceFolder: spot{"here"}, firm.PlaceSFTP: spot{"server"}}
	lost := deliver.Access{Settings: map[string]string{"place": "ftp"}}
	if made := places.Test(t.Context(), lost); made.OK || len(made.Steps) != 1 || made.Steps[0].Hint == "" {
		t.Errorf("the test says %+v", made)
	}
	for what, r := range map[string]deliver.Receipt{
		"deliver": places.Deliver(t.Context(), lost, deliver.Parcel{}, func() error { t.Error("sent"); return nil }),
		"match":   places.Match(t.Context(), lost, deliver.AccountCard{}).Setback,
	} {
		if r.State != deliver.ToRetry || !r.Trouble || r.Code != "REGLAGE" || r.Hint == "" || r.Doubt != deliver.NoDoubt {
			t.Errorf("%s says %+v", what, r)
		}
	}
	_, folders := places.Folders(t.Context(), lost, "")
	_, shelved := places.Shelved(t.Context(), lost)
	_, blind := places.Shelved(t.Context(), deliver.Access{Settings: map[string]string{"place": firm.PlaceFolder}})
	for what, err := range map[string]error{"folders": folders, "shelved": shelved, "a place that nobody can look into": blind} {
		if fault.CodeOf(err) != fault.Conflict {
			t.Errorf("%s: %v", what, err)
		}
	}
}
