package firm_test

import (
	"database/sql"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sobank/backend/account"
	"sobank/backend/fault"
	"sobank/backend/firm"
	"sobank/backend/provision"
	"sobank/backend/rights"
	"sobank/backend/sqlite"
	"sobank/backend/wiring/wiringtest"
)

// connecting is a firm with two clients, the second confidential, and another firm.
type connecting struct {
	*bench
	t        *testing.T
	outsider rights.Actor
	accounts []account.Row
}

func mustConnecting(t *testing.T) *connecting {
	t.Helper()
	b := &connecting{bench: mustBench(t), t: t}
	b.outsider = b.MustJoin("x@autre.fr", rights.Superviseur, b.other)
	b.seed()
	return b
}

// seed adds the clients as a setup does once people are there.
func (b *connecting) seed() {
	b.t.Helper()
	_, err := b.Provision.Apply(background, b.admin, provision.Plan{Firms: []provision.Firm{{Name: "Cabinet", Clients: []provision.Client{
		{Name: "Jardins", Accounts: []provision.Account{{IBAN: string(wiringtest.IBAN(0)), Mandate: "approuvé"}, {IBAN: string(wiringtest.IBAN(1)), Mandate: "approuvé"}}},
		{Name: "Secret", Accounts: []provision.Account{{IBAN: string(wiringtest.IBAN(2)), Mandate: "approuvé"}}}}}}}, provision.Secrets{})
	if err != nil {
		b.t.Fatal(err)
	}
	b.exec("UPDATE client SET confidential = 1 WHERE name = 'Secret'")
	rows, _, err := b.Accounts.List(background, b.admin, account.Query{Sort: "iban"})
	if err != nil || len(rows) != 3 {
		b.t.Fatal(rows, err)
	}
	b.accounts = rows
}

func (b *connecting) exec(query string, args ...any) {
	b.t.Helper()
	db, err := sql.Open("sqlite3_sobank", filepath.Join(b.DataDir, sqlite.FileName))
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if _, err := db.Exec(query, args...); err != nil {
		b.t.Fatal(err)
	}
}

func (b *connecting) add(partner, name string) firm.Connector {
	b.t.Helper()
	c, err := b.Firms.AddConnector(background, b.boss, b.firm, partner, name)
	if err != nil {
		b.t.Fatal(err)
	}
	return c
}

// deposit is a Dossier connector with a folder, used by the first account.
func (b *connecting) deposit() firm.Connector {
	b.t.Helper()
	c := b.add("dossier", "")
	if _, err := b.Firms.SaveConnector(background, b.boss, firm.ConnectorForm{ID: c.ID, Name: c.Name, Settings: map[string]string{"folder": b.t.TempDir()}}); err != nil {
		b.t.Fatal(err)
	}
	b.associate(c.ID, 0)
	return c
}

func (b *connecting) associate(connectorID int64, accounts ...int) {
	b.t.Helper()
	var ids []int64
	for _, n := range accounts {
		ids = append(ids, b.accounts[n].ID)
	}
	if _, err := b.Accounts.Associate(background, b.boss, ids, connectorID); err != nil {
		b.t.Fatal(err)
	}
}

// give imports one statement of the first account, for it to be delivered.
func (b *connecting) give() {
	b.t.Helper()
	path := wiringtest.MustWrite(b.t, filepath.Join(b.t.TempDir(), "releve.txt"), wiringtest.Days(wiringtest.IBAN(0), 1)...)
	for _, r := range b.MustImport(path) {
		if r.Err != nil {
			b.t.Fatal(r.Err)
		}
	}
}

func (b *connecting) names(actor rights.Actor) string {
	b.t.Helper()
	list, err := b.Firms.ListConnectors(background, actor, b.firm)
	if err != nil {
		b.t.Fatal(err)
	}
	var names []string
	for _, c := range list {
		names = append(names, c.Name)
	}
	return strings.Join(names, ", ")
}

// journal counts the entries of an action.
func (b *connecting) journal(action string) (n int) {
	b.t.Helper()
	db, err := sql.Open("sqlite3_sobank", filepath.Join(b.DataDir, sqlite.FileName))
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if err := db.QueryRow("SELECT count(*) FROM journal WHERE action = ?", action).Scan(&n); err != nil {
		b.t.Fatal(err)
	}
	return n
}

func TestRule1AConnectorIsAddedBySuperviseursOfTheFirm(t *testing.T) {
	b := mustConnecting(t)
	t.Run("OK without any limit, a partner more than once", func(t *testing.T) {
		for range 3 {
			b.add("myunisoft", "")
		}
		b.add("dossier", "  Dépôt  ")
		if got := b.names(b.clerk); got != "Dépôt, MyUnisoft, MyUnisoft 2, MyUnisoft 3" {
			t.Errorf("got %q", got)
		}
	})
	t.Run("OK by an Administrateur of no firm", func(t *testing.T) {
		if _, err := b.Firms.AddConnector(background, b.admin, b.other, "fizen", ""); err != nil {
			t.Error(err)
		}
	})
	for name, c := range map[string]struct {
		actor         rights.Actor
		firm          int64
		partner, name string
		code          fault.Code
		field         string
	}{
		"RefusesCollaborateur":            {b.clerk, b.firm, "dossier", "", fault.Refused, ""},
		"RefusesSuperviseurOfAnotherFirm": {b.outsider, b.firm, "dossier", "", fault.Refused, ""},
		"RefusesSysteme":                  {b.Systeme(), b.firm, "dossier", "", fault.Refused, ""},
		"a firm that does not exist":      {b.admin, 999, "dossier", "", fault.NotFound, ""},
		"an unknown partner":              {b.boss, b.firm, "sage", "", fault.Invalid, "partner"},
		"a name that is taken":            {b.boss, b.firm, "dossier", "MYUNISOFT", fault.Conflict, "name"},
		"a name too long":                 {b.boss, b.firm, "dossier", strings.Repeat("n", 101), fault.Invalid, "name"},
	} {
		t.Run(name, func(t *testing.T) {
			before := b.names(b.admin)
			_, err := b.Firms.AddConnector(background, c.actor, c.firm, c.partner, c.name)
			wantFault(t, err, c.code, c.field)
			if after := b.names(b.admin); after != before {
				t.Errorf("there are %q now", after)
			}
		})
	}
	if n := b.journal("connector.create"); n != 5 {
		t.Errorf("%d journal entries", n)
	}
}

func TestRule2AConnectorInUseStays(t *testing.T) {
	b := mustConnecting(t)
	c := b.add("dossier", "")
	b.associate(c.ID, 0, 2)
	err := b.Firms.RemoveConnector(background, b.boss, c.ID)
	wantFault(t, err, fault.Conflict, "")
	for _, said := range []string{"par 2 IBAN", wiringtest.IBAN(0).Format() + " (Jardins)", wiringtest.IBAN(2).Format() + " (Secret)"} {
		if !strings.Contains(fault.From(err).Message, said) {
			t.Errorf("%q does not say %q", fault.From(err).Message, said)
		}
	}
	if fault.From(err).Hint == "" || b.names(b.clerk) != "Dossier" {
		t.Errorf("hint %q, connectors %q", fault.From(err).Hint, b.names(b.clerk))
	}
	t.Run("confidential clients are counted, not named, for who may not see them", func(t *testing.T) {
		err := b.MustStore().Read(background, func(tx *sqlite.Tx) error {
			standing, err := tx.Standing(b.clerk)
			if err != nil {
				return err
			}
			users, err := tx.ConnectorUsers(standing, c.ID)
			if len(users.Shown) != 1 || users.Hidden != 1 {
				t.Errorf("got %+v", users)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
	b.associate(0, 0, 2)
	for name, actor := range map[string]rights.Actor{"RefusesCollaborateur": b.clerk, "RefusesSysteme": b.Systeme()} {
		t.Run(name, func(t *testing.T) {
			wantFault(t, b.Firms.RemoveConnector(background, actor, c.ID), fault.Refused, "")
		})
	}
	wantFault(t, b.Firms.RemoveConnector(background, b.outsider, c.ID), fault.NotFound, "")
	if err := b.Firms.RemoveConnector(background, b.boss, c.ID); err != nil || b.names(b.clerk) != "" {
		t.Errorf("%v, connectors %q", err, b.names(b.clerk))
	}
	wantFault(t, b.Firms.RemoveConnector(background, b.boss, c.ID), fault.NotFound, "")
	b.MustVerify()
}

func TestRule2ManyIBANsAreNotAllNamed(t *testing.T) {
	b := mustConnecting(t)
	client := provision.Client{Name: "Grand compte"}
	for n := 10; n < 25; n++ {
		client.Accounts = append(client.Accounts, provision.Account{IBAN: string(wiringtest.IBAN(n)), Connector: "Dossier"})
	}
	_, err := b.Provision.Apply(background, b.admin, provision.Plan{Firms: []provision.Firm{{Name: "Cabinet",
		Connectors: []provision.Connector{{Partner: "dossier"}}, Clients: []provision.Client{client}}}}, provision.Secrets{})
	if err != nil {
		t.Fatal(err)
	}
	err = b.Firms.RemoveConnector(background, b.boss, b.MustConnector("Cabinet", "Dossier").ID)
	if said := fault.From(err).Message; !strings.Contains(said, "par 15 IBAN") || !strings.Contains(said, "et 5 de plus") {
		t.Errorf("got %q", said)
	}
}

func TestAConnectorThatDeliveredIsHidden(t *testing.T) {
	b := mustConnecting(t)
	c := b.deposit()
	b.give()
	b.MustSync()
	b.associate(0, 0)
	if err := b.Firms.RemoveConnector(background, b.boss, c.ID); err != nil {
		t.Fatal(err)
	}
	_, _, err := b.Firms.GetConnector(background, b.boss, c.ID)
	wantFault(t, err, fault.NotFound, "")
	t.Run("its name is free, its id is not", func(t *testing.T) {
		if again := b.add("dossier", ""); again.Name != "Dossier" || again.ID == c.ID {
			t.Errorf("got %+v", again)
		}
	})
	t.Run("no IBAN takes it any more", func(t *testing.T) {
		_, err := b.Accounts.Associate(background, b.boss, []int64{b.accounts[0].ID}, c.ID)
		wantFault(t, err, fault.Conflict, "connectorId")
	})
	b.MustVerify()
}

func TestAConnectorWithADeliveryOfUnknownFateStays(t *testing.T) {
	for name, change := range map[string]string{
		"in flight":     "UPDATE delivery SET state = 'in_flight', lease_until = '2099-01-01T00:00:00Z'",
		"to be checked": "UPDATE delivery SET state = 'to_check'",
		"in doubt":      "UPDATE delivery SET state = 'refused', doubt = 1",
	} {
		t.Run(name, func(t *testing.T) {
			b := mustConnecting(t)
			c := b.deposit()
			b.give()
			b.exec(change)
			b.associate(0, 0)
			wantFault(t, b.Firms.RemoveConnector(background, b.boss, c.ID), fault.Conflict, "")
			if b.names(b.clerk) != "Dossier" {
				t.Error("it is gone")
			}
		})
	}
}

func TestAnIdIsNeverUsedTwice(t *testing.T) {
	b := mustConnecting(t)
	var seen []int64
	for range 3 {
		c := b.add("dossier", "")
		if slices.Contains(seen, c.ID) {
			t.Errorf("%d came again", c.ID)
		}
		seen = append(seen, c.ID)
		if err := b.Firms.RemoveConnector(background, b.boss, c.ID); err != nil {
			t.Fatal(err)
		}
	}
}

func TestSaveConnector(t *testing.T) {
	b := mustConnecting(t)
	folder := t.TempDir()
	c := b.add("dossier", "")
	b.add("fulll", "")
	saved, err := b.Firms.SaveConnector(background, b.boss, firm.ConnectorForm{ID: c.ID, Name: " Dépôt ", Settings: map[string]string{"folder": " " + folder + "\n"}, Paused: true})
	if err != nil || saved.Name != "Dépôt" || saved.Setting("folder") != folder || !saved.Paused {
		t.Fatalf("got %+v, %v", saved, err)
	}
	t.Run("what is left out stays, what is empty goes", func(t *testing.T) {
		saved, err := b.Firms.SaveConnector(background, b.boss, firm.ConnectorForm{ID: c.ID, Name: "Dépôt"})
		if err != nil || saved.Setting("folder") != folder || saved.Paused {
			t.Errorf("got %+v, %v", saved, err)
		}
		saved, err = b.Firms.SaveConnector(background, b.boss, firm.ConnectorForm{ID: c.ID, Name: "Dépôt", Settings: map[string]string{"folder": ""}})
		if _, missing := saved.MissingSetting(); err != nil || !missing {
			t.Errorf("got %+v, %v", saved, err)
		}
	})
	t.Run("nothing is written when nothing differs", func(t *testing.T) {
		before := b.journal("connector.update")
		if _, err := b.Firms.SaveConnector(background, b.boss, firm.ConnectorForm{ID: c.ID, Name: "Dépôt"}); err != nil || b.journal("connector.update") != before {
			t.Errorf("%v, %d entries", err, b.journal("connector.update"))
		}
	})
	for name, x := range map[string]struct {
		actor rights.Actor
		form  firm.ConnectorForm
		code  fault.Code
		field string
	}{
		"RefusesCollaborateur":            {b.clerk, firm.ConnectorForm{ID: c.ID, Name: "X"}, fault.Refused, ""},
		"RefusesSuperviseurOfAnotherFirm": {b.outsider, firm.ConnectorForm{ID: c.ID, Name: "X"}, fault.NotFound, ""},
		"a connector that is none":        {b.boss, firm.ConnectorForm{ID: 999, Name: "X"}, fault.NotFound, ""},
		"the name of another":             {b.boss, firm.ConnectorForm{ID: c.ID, Name: "FULLL"}, fault.Conflict, "name"},
		"no name":                         {b.boss, firm.ConnectorForm{ID: c.ID, Name: " "}, fault.Invalid, "name"},
		"a setting that is none":          {b.boss, firm.ConnectorForm{ID: c.ID, Name: "X", Settings: map[string]string{"base_url": "https://a.fr"}}, fault.Invalid, "base_url"},
		"half a path":                     {b.boss, firm.ConnectorForm{ID: c.ID, Name: "X", Settings: map[string]string{"folder": "depot"}}, fault.Invalid, "folder"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := b.Firms.SaveConnector(background, x.actor, x.form)
			wantFault(t, err, x.code, x.field)
		})
	}
}

// TestSettingsMendAConnector: a folder that is given lets go what waited for it.
func TestSettingsMendAConnector(t *testing.T) {
	b := mustConnecting(t)
	c := b.add("dossier", "")
	b.associate(c.ID, 0)
	b.give()
	if report := b.MustSync(); report.Tried != 0 {
		t.Fatalf("%+v", report)
	}
	form := firm.ConnectorForm{ID: c.ID, Name: "Dossier", Settings: map[string]string{"folder": t.TempDir()}}
	if _, err := b.Firms.SaveConnector(background, b.boss, form); err != nil {
		t.Fatal(err)
	}
	if report := b.MustSync(); report.Tried != 1 {
		t.Errorf("%+v", report)
	}
	b.MustVerify()
}

func TestConnectorsAreSeenByMembers(t *testing.T) {
	b := mustConnecting(t)
	c := b.add("dossier", "")
	for name, actor := range map[string]rights.Actor{"Collaborateur": b.clerk, "Superviseur": b.boss, "Administrateur": b.admin, "Système": b.Systeme()} {
		t.Run(name, func(t *testing.T) {
			_, mayEdit, err := b.Firms.GetConnector(background, actor, c.ID)
			if err != nil || mayEdit != (name == "Superviseur" || name == "Administrateur") {
				t.Errorf("may edit %t, %v", mayEdit, err)
			}
		})
	}
	_, _, err := b.Firms.GetConnector(background, b.outsider, c.ID)
	wantFault(t, err, fault.NotFound, "")
	_, err = b.Firms.ListConnectors(background, b.outsider, b.firm)
	wantFault(t, err, fault.NotFound, "")
}

// text is the one text of a query.
func (b *connecting) text(query string) (text string) {
	b.t.Helper()
	db, err := sql.Open("sqlite3_sobank", filepath.Join(b.DataDir, sqlite.FileName))
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if err := db.QueryRow(query).Scan(&text); err != nil {
		b.t.Fatal(err)
	}
	return text
}
