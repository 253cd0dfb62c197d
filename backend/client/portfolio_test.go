package client_test

import (
	"testing"
	"time"

	"sobank/backend/account"
	"sobank/backend/civil"
	"sobank/backend/client"
	"sobank/backend/deliver"
	"sobank/backend/fault"
	"sobank/backend/rights"
	"sobank/backend/statement"
	"sobank/backend/wiring/wiringtest"
)

// portfolio is a bench with two colleagues more, and a client of the clerk's with one IBAN
// that has a statement.
type portfolio struct {
	*bench
	second, admin rights.Actor
	client        client.Client
}

func mustPortfolio(t *testing.T) *portfolio {
	t.Helper()
	p := &portfolio{bench: mustBench(t)}
	p.second = p.MustJoin("c2@cabinet.fr", rights.Collaborateur, p.firm)
	p.admin = p.MustJoin("a@cabinet.fr", rights.Administrateur)
	p.client = p.mustSave(t, p.clerk, client.Client{FirmID: p.firm, Name: "Jardins", ResponsableID: p.clerk.StaffID})
	other := p.mustSave(t, p.clerk, client.Client{FirmID: p.firm, Name: "Personne"})
	for i, id := range []int64{p.client.ID, other.ID} {
		if _, err := p.Accounts.Save(background, p.boss, account.Form{ClientID: id, IBAN: string(wiringtest.IBAN(i)), ApprovedOn: "2026-01-01"}); err != nil {
			t.Fatal(err)
		}
	}
	dir := t.TempDir()
	for i := range 2 {
		p.MustImport(wiringtest.MustWrite(t, dir+"/"+string(rune('a'+i)), wiringtest.Block(wiringtest.IBAN(i), "2026-03-02", 100, "2026-03-03", wiringtest.Op("2026-03-03", -25, "X"))))
	}
	return p
}

func (p *portfolio) mustSave(t *testing.T, actor rights.Actor, c client.Client) client.Client {
	t.Helper()
	row, err := p.Clients.Save(background, actor, c)
	if err != nil {
		t.Fatal(err)
	}
	return row.Client
}

// seen is how many clients, IBANs, statements, placed statements and diagnoses an actor finds.
func (p *portfolio) seen(t *testing.T, actor rights.Actor, mine bool) [5]int {
	t.Helper()
	_, clients, err := p.Clients.List(background, actor, client.Query{Mine: mine})
	must(t, err)
	_, accounts, err := p.Accounts.List(background, actor, account.Query{Mine: mine})
	must(t, err)
	_, statements, err := p.Statements.List(background, actor, statement.Query{Mine: mine})
	must(t, err)
	places, err := p.Statements.PlaceCounts(background, actor, mine)
	must(t, err)
	diagnoses, err := p.Diagnoses.All(background, actor, mine)
	must(t, err)
	_, deliveries, err := p.Deliveries.List(background, actor, deliver.Query{Mine: mine})
	must(t, err)
	counts, err := p.Deliveries.Counts(background, actor, mine)
	must(t, err)
	if deliveries != 0 || len(counts) != 0 {
		t.Errorf("deliveries %d, %v", deliveries, counts)
	}
	return [5]int{clients, accounts, statements, places[statement.Downloadable], len(diagnoses)}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

var (
	none = [5]int{}
	one  = [5]int{1, 1, 1, 1, 1}
	both = [5]int{2, 2, 2, 2, 2}
)

func TestMine(t *testing.T) {
	p := mustPortfolio(t)
	want := func(when string, actor rights.Actor, mine bool, want [5]int) {
		t.Helper()
		if got := p.seen(t, actor, mine); got != want {
			t.Errorf("%s: got %v, want %v", when, got, want)
		}
	}
	want("the responsable's", p.clerk, true, one)
	want("all of the firm", p.clerk, false, both)
	want("somebody else's", p.second, true, none)
	want("an Administrateur's", p.admin, true, none)
	want("another firm's", p.outsider, false, none)
	c := p.client
	c.StandInID, c.StandInUntil = p.second.StaffID, civil.MustParse("2026-04-03")
	p.mustSave(t, p.clerk, c)
	want("a stand-in's", p.second, true, one)
	p.Clock.Advance(24 * time.Hour)
	want("on the last day", p.second, true, one)
	p.Clock.Advance(24 * time.Hour)
	want("the day after", p.second, true, none)
	want("the responsable's, back", p.clerk, true, one)
	if _, n, err := p.Clients.List(background, p.boss, client.Query{ResponsableIDs: []int64{0}}); err != nil || n != 1 {
		t.Errorf("%d clients of nobody, %v", n, err)
	}
	if rows, n, err := p.Accounts.List(background, p.boss, account.Query{ResponsableIDs: []int64{p.clerk.StaffID}}); err != nil || n != 1 || rows[0].Responsable != "c@cabinet.fr" {
		t.Errorf("%+v, %v", rows, err)
	}
}

func TestConfidential(t *testing.T) {
	p := mustPortfolio(t)
	c := p.client
	c.Confidential = true
	_, err := p.Clients.Save(background, p.clerk, c)
	wantRefusal(t, "RefusesCollaborateur, their own client too", err, fault.Refused, "")
	_, err = p.Clients.Save(background, p.clerk, client.Client{FirmID: p.firm, Name: "X", Confidential: true})
	wantRefusal(t, "RefusesCollaborateur to create one", err, fault.Refused, "")
	p.mustSave(t, p.boss, c)
	sees := func(when string, actor rights.Actor, want [5]int) {
		t.Helper()
		if got := p.seen(t, actor, false); got != want {
			t.Errorf("%s: got %v, want %v", when, got, want)
		}
		_, err := p.Clients.Get(background, actor, c.ID)
		if (err == nil) != (want == both) {
			t.Errorf("%s: %v", when, err)
		}
	}
	sees("the responsable", p.clerk, both)
	sees("a Superviseur", p.boss, both)
	sees("an Administrateur", p.admin, both)
	sees("a colleague", p.second, one)
	t.Run("its responsable cannot show it to others", func(t *testing.T) {
		for name, change := range map[string]func(*client.Client){
			"by giving it away":   func(c *client.Client) { c.ResponsableID = p.second.StaffID },
			"by a stand-in":       func(c *client.Client) { c.StandInID, c.StandInUntil = p.second.StaffID, 20260410 },
			"by opening it":       func(c *client.Client) { c.Confidential = false },
			"by letting go of it": func(c *client.Client) { c.ResponsableID = 0 },
		} {
			changed := c
			change(&changed)
			_, err := p.Clients.Save(background, p.clerk, changed)
			wantRefusal(t, name, err, fault.Refused, "")
		}
	})
	t.Run("its responsable may change the rest", func(t *testing.T) {
		changed := c
		changed.Reference = "J-9"
		if saved := p.mustSave(t, p.clerk, changed); saved.Reference != "J-9" || !saved.Confidential {
			t.Errorf("%+v", saved)
		}
	})
	t.Run("a stand-in sees it while it lasts", func(t *testing.T) {
		c.StandInID, c.StandInUntil = p.second.StaffID, 20260402
		p.mustSave(t, p.boss, c)
		sees("today", p.second, both)
		changed := c
		changed.StandInUntil = 20270402
		_, err := p.Clients.Save(background, p.second, changed)
		wantRefusal(t, "and cannot stay longer", err, fault.Refused, "")
		p.Clock.Advance(24 * time.Hour)
		sees("the day after", p.second, one)
	})
}

func TestWhoMayKeepAClient(t *testing.T) {
	p := mustPortfolio(t)
	gone := p.MustJoin("parti@cabinet.fr", rights.Collaborateur, p.firm)
	if _, err := p.Staff.SetActive(background, p.admin, gone.StaffID, false); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		change func(*client.Client)
		field  string
	}{
		"somebody of another firm":     {func(c *client.Client) { c.ResponsableID = p.outsider.StaffID }, "responsableId"},
		"somebody who left":            {func(c *client.Client) { c.ResponsableID = gone.StaffID }, "responsableId"},
		"somebody who does not exist":  {func(c *client.Client) { c.ResponsableID = 999 }, "responsableId"},
		"a stand-in of another firm":   {func(c *client.Client) { c.StandInID, c.StandInUntil = p.outsider.StaffID, 20260410 }, "standInId"},
		"the same person twice":        {func(c *client.Client) { c.StandInID, c.StandInUntil = p.clerk.StaffID, 20260410 }, "standInId"},
		"a stand-in without an end":    {func(c *client.Client) { c.StandInID = p.second.StaffID }, "standInUntil"},
		"a stand-in that is over":      {func(c *client.Client) { c.StandInID, c.StandInUntil = p.second.StaffID, 20260401 }, "standInUntil"},
		"an Administrateur, as anyone": {func(c *client.Client) { c.ResponsableID = p.admin.StaffID }, ""},
		"a day without a stand-in":     {func(c *client.Client) { c.StandInUntil = 20260410 }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			changed := p.client
			c.change(&changed)
			_, err := p.Clients.Save(background, p.second, changed)
			if c.field == "" {
				must(t, err)
				return
			}
			wantRefusal(t, name, err, fault.Invalid, c.field)
		})
	}
	t.Run("a responsable who left since does not stop other changes", func(t *testing.T) {
		c := p.mustSave(t, p.boss, client.Client{FirmID: p.firm, Name: "Z", ResponsableID: p.second.StaffID})
		if _, err := p.Staff.SetActive(background, p.admin, p.second.StaffID, false); err != nil {
			t.Fatal(err)
		}
		c.Name = "Zed"
		p.mustSave(t, p.clerk, c)
	})
}

func wantRefusal(t *testing.T, when string, err error, code fault.Code, field string) {
	t.Helper()
	if fault.CodeOf(err) != code || fault.From(err).Field != field {
		t.Errorf("%s: got %v on %q", when, err, fault.From(err).Field)
	}
}
