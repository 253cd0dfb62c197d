package client_test

import (
	"context"
	"strings"
	"testing"

	"sobank/backend/client"
	"sobank/backend/fault"
	"sobank/backend/provision"
	"sobank/backend/rights"
	"sobank/backend/wiring/wiringtest"
)

var background = context.Background()

type bench struct {
	*wiringtest.Bench
	firm, other           int64
	clerk, outsider, boss rights.Actor
}

func mustBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{Bench: wiringtest.MustOpen(t, t.TempDir())}
	b.MustApply(provision.Plan{Firms: []provision.Firm{{Name: "Cabinet"}, {Name: "Autre cabinet"}}})
	b.firm, b.other = b.MustFirm("Cabinet"), b.MustFirm("Autre cabinet")
	b.clerk = b.MustJoin("c@cabinet.fr", rights.Collaborateur, b.firm)
	b.boss = b.MustJoin("s@cabinet.fr", rights.Superviseur, b.firm)
	b.outsider = b.MustJoin("x@autre.fr", rights.Collaborateur, b.other)
	return b
}

func TestSave(t *testing.T) {
	b := mustBench(t)
	saved, err := b.Clients.Save(background, b.clerk, client.Client{FirmID: b.firm, Name: " Jardins SARL ", SIRET: "419 444 492 00016", Reference: " J-1 "})
	if err != nil || saved.Name != "Jardins SARL" || saved.SIRET != "41944449200016" || saved.Reference != "J-1" || saved.FirmName != "Cabinet" {
		t.Fatalf("got %+v, %v", saved, err)
	}
	changed, err := b.Clients.Save(background, b.clerk, client.Client{ID: saved.ID, FirmID: b.other, Name: "Jardins SAS", SIRET: "419444492"})
	if err != nil || changed.Name != "Jardins SAS" || changed.SIRET != "419444492" || changed.FirmID != b.firm {
		t.Errorf("changed %+v, %v", changed, err)
	}
	for name, c := range map[string]struct {
		actor  rights.Actor
		client client.Client
		code   fault.Code
		field  string
	}{
		"RefusesAnotherFirm":            {b.outsider, client.Client{FirmID: b.firm, Name: "X"}, fault.Refused, ""},
		"RefusesToChangeForAnotherFirm": {b.outsider, client.Client{ID: saved.ID, Name: "X"}, fault.NotFound, ""},
		"RefusesSysteme":                {b.Systeme(), client.Client{FirmID: b.firm, Name: "X"}, fault.Refused, ""},
		"without a firm":                {b.clerk, client.Client{Name: "X"}, fault.Refused, ""},
		"without a name":                {b.clerk, client.Client{FirmID: b.firm, Name: " "}, fault.Invalid, "name"},
		"with a name too long":          {b.clerk, client.Client{FirmID: b.firm, Name: strings.Repeat("n", 301)}, fault.Invalid, "name"},
		"with half a SIRET":             {b.clerk, client.Client{FirmID: b.firm, Name: "X", SIRET: "4194444920"}, fault.Invalid, "siret"},
		"one that does not exist":       {b.clerk, client.Client{ID: 999, Name: "X"}, fault.NotFound, ""},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := b.Clients.Save(background, c.actor, c.client)
			if fault.CodeOf(err) != c.code || fault.From(err).Field != c.field {
				t.Errorf("got %v on %q", err, fault.From(err).Field)
			}
		})
	}
}

func TestList(t *testing.T) {
	b := mustBench(t)
	for _, name := range []string{"Électricité", "Boulangerie", "100% Bio"} {
		if _, err := b.Clients.Save(background, b.clerk, client.Client{FirmID: b.firm, Name: name, Reference: "REF-" + name[:1]}); err != nil {
			t.Fatal(err)
		}
	}
	for name, c := range map[string]struct {
		actor rights.Actor
		query client.Query
		want  string
	}{
		"by name, without minding accents": {b.clerk, client.Query{}, "100% Bio, Boulangerie, Électricité"},
		"the other way":                    {b.clerk, client.Query{Sort: "name", Desc: true}, "Électricité, Boulangerie, 100% Bio"},
		"none of another firm":             {b.outsider, client.Query{FirmIDs: []int64{b.firm}}, ""},
		"searched without accents":         {b.clerk, client.Query{Search: "electri"}, "Électricité"},
		"searched by reference":            {b.clerk, client.Query{Search: "ref-b"}, "Boulangerie"},
		"a percent sign is a percent sign": {b.clerk, client.Query{Search: "0%"}, "100% Bio"},
		"a page":                           {b.boss, client.Query{Offset: 1, Limit: 1}, "Boulangerie"},
	} {
		t.Run(name, func(t *testing.T) {
			rows, _, err := b.Clients.List(background, c.actor, c.query)
			var names []string
			for _, r := range rows {
				names = append(names, r.Name)
			}
			if got := strings.Join(names, ", "); err != nil || got != c.want {
				t.Errorf("got %q, %v", got, err)
			}
		})
	}
}
