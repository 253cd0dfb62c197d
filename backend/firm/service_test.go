package firm_test

import (
	"context"
	"strings"
	"testing"

	"sobank/backend/fault"
	"sobank/backend/firm"
	"sobank/backend/provision"
	"sobank/backend/rights"
	"sobank/backend/sqlite"
	"sobank/backend/wiring/wiringtest"
)

var background = context.Background()

type bench struct {
	*wiringtest.Bench
	firm, other        int64
	clerk, boss, admin rights.Actor
}

func mustBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{Bench: wiringtest.MustOpen(t, t.TempDir())}
	b.MustApply(provision.Plan{Firms: []provision.Firm{{Name: "Cabinet"}, {Name: "Autre cabinet"}}})
	b.firm, b.other = b.MustFirm("Cabinet"), b.MustFirm("Autre cabinet")
	b.clerk = b.MustJoin("c@cabinet.fr", rights.Collaborateur, b.firm)
	b.boss = b.MustJoin("s@cabinet.fr", rights.Superviseur, b.firm)
	b.admin = b.MustJoin("a@cabinet.fr", rights.Administrateur)
	return b
}

func wantFault(t *testing.T, err error, code fault.Code, field string) {
	t.Helper()
	if fault.CodeOf(err) != code || err != nil && fault.From(err).Field != field {
		t.Errorf("got %v; want %s on %q", err, code, field)
	}
}

func TestFirmsAreSeenByTheirMembers(t *testing.T) {
	b := mustBench(t)
	for name, c := range map[string]struct {
		actor rights.Actor
		want  string
	}{"Collaborateur": {b.clerk, "Cabinet"}, "Superviseur": {b.boss, "Cabinet"}, "Administrateur": {b.admin, "Autre cabinet, Cabinet"}, "Système": {b.Systeme(), "Autre cabinet, Cabinet"},
		"nobody's": {b.MustJoin("n@cabinet.fr", rights.Collaborateur), ""}} {
		t.Run(name, func(t *testing.T) {
			cards, err := b.Firms.List(background, c.actor)
			var names []string
			for _, card := range cards {
				names = append(names, card.Name)
			}
			if got := strings.Join(names, ", "); err != nil || got != c.want {
				t.Errorf("got %q, %v", got, err)
			}
		})
	}
	_, _, err := b.Firms.Get(background, b.boss, b.other)
	wantFault(t, err, fault.NotFound, "")
	_, _, err = b.Firms.Get(background, b.admin, 999)
	wantFault(t, err, fault.NotFound, "")
	for name, c := range map[string]struct {
		actor rights.Actor
		may   bool
	}{"Collaborateur": {b.clerk, false}, "Superviseur": {b.boss, true}} {
		if _, may, err := b.Firms.Get(background, c.actor, b.firm); err != nil || may != c.may {
			t.Errorf("%s may edit: %t, %v", name, may, err)
		}
	}
}

func TestCreate(t *testing.T) {
	b := mustBench(t)
	t.Run("OK, with a wrong SIRET key too", func(t *testing.T) {
		card, err := b.Firms.Create(background, b.admin, firm.Card{Name: "  Nouveau  ", SIRET: "419 444 492 00016", City: " Bruz "})
		if err != nil || card.Name != "Nouveau" || card.SIRET != "41944449200016" || card.City != "Bruz" || card.GUID == "" {
			t.Errorf("got %+v, %v", card, err)
		}
	})
	for name, c := range map[string]struct {
		actor rights.Actor
		card  firm.Card
		code  fault.Code
		field string
	}{
		"RefusesCollaborateur": {b.clerk, firm.Card{Name: "X"}, fault.Refused, ""},
		"RefusesSuperviseur":   {b.boss, firm.Card{Name: "X"}, fault.Refused, ""},
		"RefusesSysteme":       {b.Systeme(), firm.Card{Name: "X"}, fault.Refused, ""},
		"without a name":       {b.admin, firm.Card{Name: "  "}, fault.Invalid, "name"},
		"with a name taken":    {b.admin, firm.Card{Name: "CABINET"}, fault.Conflict, "name"},
		"with half a SIRET":    {b.admin, firm.Card{Name: "X", SIRET: "419"}, fault.Invalid, "siret"},
		"with a text too long": {b.admin, firm.Card{Name: "X", City: strings.Repeat("v", 501)}, fault.Invalid, ""},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := b.Firms.Create(background, c.actor, c.card)
			wantFault(t, err, c.code, c.field)
		})
	}
}

func TestUpdate(t *testing.T) {
	b := mustBench(t)
	before, _, err := b.Firms.Get(background, b.boss, b.firm)
	if err != nil {
		t.Fatal(err)
	}
	change := firm.Card{ID: b.firm, Name: "Cabinet", City: "Bruz", GUID: "mine"}
	if _, err := b.Firms.Update(background, b.boss, change); err != nil {
		t.Fatal(err)
	}
	if after, _, err := b.Firms.Get(background, b.clerk, b.firm); err != nil || after.City != "Bruz" || after.GUID != before.GUID {
		t.Errorf("got %+v, %v", after, err)
	}
	elsewhere := firm.Card{ID: b.other, Name: "Pris"}
	for name, c := range map[string]struct {
		actor rights.Actor
		card  firm.Card
		code  fault.Code
	}{
		"RefusesCollaborateur":            {b.clerk, change, fault.Refused},
		"RefusesSuperviseurOfAnotherFirm": {b.boss, elsewhere, fault.Refused},
		"a firm that does not exist":      {b.admin, firm.Card{ID: 999, Name: "X"}, fault.NotFound},
		"the name of another":             {b.admin, firm.Card{ID: b.firm, Name: "autre cabinet"}, fault.Conflict},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := b.Firms.Update(background, c.actor, c.card)
			if fault.CodeOf(err) != c.code {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestAddConnector(t *testing.T) {
	b := mustBench(t)
	add := func(c firm.Connector) error {
		return b.MustStore().Write(background, func(tx *sqlite.Tx) error {
			_, err := firm.AddConnector(tx, b.boss, c)
			return err
		})
	}
	for _, c := range []firm.Connector{{FirmID: b.firm, Partner: "inqom"}, {FirmID: b.firm, Partner: "inqom", Name: "Inqom 2"}, {FirmID: b.other, Partner: "inqom"}} {
		if err := add(c); err != nil {
			t.Errorf("%+v: %v", c, err)
		}
	}
	wantFault(t, add(firm.Connector{FirmID: b.firm, Partner: "inqom", Name: " Inqom "}), fault.Conflict, "name")
	wantFault(t, add(firm.Connector{FirmID: b.firm, Partner: "sage"}), fault.Invalid, "partner")
}
