package find_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"sobank/backend/account"
	"sobank/backend/client"
	"sobank/backend/fault"
	"sobank/backend/provision"
	"sobank/backend/rights"
	"sobank/backend/wiring/wiringtest"
)

var background = context.Background()

type bench struct {
	*wiringtest.Bench
	firm                    int64
	clerk, keeper, outsider rights.Actor
}

// mustBench is a firm with three clients, the last of them confidential, and one client of
// another firm.
func mustBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{Bench: wiringtest.MustOpen(t, t.TempDir())}
	b.MustApply(provision.Plan{Firms: []provision.Firm{{Name: "Cabinet"}, {Name: "Autre cabinet"}}})
	b.firm = b.MustFirm("Cabinet")
	b.clerk = b.MustJoin("c@cabinet.fr", rights.Collaborateur, b.firm)
	b.keeper = b.MustJoin("k@cabinet.fr", rights.Collaborateur, b.firm)
	b.outsider = b.MustJoin("x@autre.fr", rights.Collaborateur, b.MustFirm("Autre cabinet"))
	boss := b.MustJoin("a@cabinet.fr", rights.Administrateur)
	for n, c := range []client.Client{
		{FirmID: b.firm, Name: "Pépinière des Jardins", SIRET: "73282932000074", Reference: "É-014"},
		{FirmID: b.firm, Name: "Jardins SARL", SIRET: "419444492"},
		{FirmID: b.firm, Name: "Jardin secret", ResponsableID: b.keeper.StaffID, Confidential: true},
		{FirmID: b.MustFirm("Autre cabinet"), Name: "Jardins d'ailleurs"},
	} {
		row, err := b.Clients.Save(background, boss, c)
		if err != nil {
			t.Fatal(err)
		}
		form := account.Form{ClientID: row.ID, IBAN: string(wiringtest.IBAN(n)), Holder: fmt.Sprintf("Gérant %c", 'W'+n)}
		if _, err := b.Accounts.Save(background, boss, form); err != nil {
			t.Fatal(err)
		}
	}
	return b
}

// found is what an actor finds: names of clients, then clients of IBANs.
func (b *bench) found(t *testing.T, actor rights.Actor, text string) (clients, accounts []string) {
	t.Helper()
	got, err := b.Finder.Search(background, actor, text)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range got.Clients {
		clients = append(clients, c.Name)
	}
	for _, a := range got.Accounts {
		accounts = append(accounts, a.ClientName)
	}
	return clients, accounts
}

func TestSearch(t *testing.T) {
	b := mustBench(t)
	number := wiringtest.IBAN(1)
	both := []string{"Jardins SARL", "Pépinière des Jardins"}
	for name, c := range map[string]struct {
		text              string
		clients, accounts []string
	}{
		"a name that begins so comes first":   {"jardins", both, both},
		"without its accents":                 {"pepiniere", both[1:], both[1:]},
		"with accents it has not":             {"JÂRDINS  sarl", both[:1], both[:1]},
		"words in any order":                  {"jardins pépi", both[1:], both[1:]},
		"a SIREN in groups":                   {"419 444 492", both[:1], both[:1]},
		"the beginning of a SIRET":            {"732 829 320 00", both[1:], both[1:]},
		"a reference":                         {"e-014", both[1:], both[1:]},
		"a holder":                            {"gerant x", nil, both[:1]},
		"an IBAN in groups":                   {number.Format(), nil, both[:1]},
		"an IBAN with its name":               {"IBAN " + string(number), nil, both[:1]},
		"the middle of an IBAN, spaced oddly": {"0000 1000 0000 0001", nil, both[:1]},
		"nothing":                             {"  ", nil, nil},
		"what is not there":                   {"zzz", nil, nil},
		"what SQL would take for any text":    {"%", nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			clients, accounts := b.found(t, b.clerk, c.text)
			if !slices.Equal(clients, c.clients) || !slices.Equal(accounts, c.accounts) {
				t.Errorf("%q gave clients %q and IBANs of %q", c.text, clients, accounts)
			}
		})
	}
}

func TestSearchKeepsToWhatOneMaySee(t *testing.T) {
	b := mustBench(t)
	secret := string(wiringtest.IBAN(2))
	for name, c := range map[string]struct {
		actor rights.Actor
		text  string
		want  []string
	}{
		"a confidential client is its keeper's":        {b.keeper, "secret", []string{"Jardin secret"}},
		"and nobody else's":                            {b.clerk, "secret", nil},
		"nor by its IBAN":                              {b.clerk, secret, nil},
		"another firm's are not found":                 {b.clerk, "ailleurs", nil},
		"a person of another firm finds theirs, alone": {b.outsider, "jardin", []string{"Jardins d'ailleurs"}},
	} {
		t.Run(name, func(t *testing.T) {
			clients, accounts := b.found(t, c.actor, c.text)
			if !slices.Equal(clients, c.want) || !slices.Equal(accounts, c.want) {
				t.Errorf("clients %q, IBANs of %q", clients, accounts)
			}
		})
	}
	if _, err := b.Finder.Search(background, rights.Actor{}, "jardin"); fault.CodeOf(err) != fault.Unauthenticated {
		t.Errorf("nobody: %v", err)
	}
}

func TestSearchFindsAnAccountByItsFormerNumber(t *testing.T) {
	b := mustBench(t)
	rows, _, err := b.Accounts.List(background, b.clerk, account.Query{Search: "SARL"})
	if err != nil || len(rows) != 1 {
		t.Fatal(rows, err)
	}
	former := wiringtest.IBAN(77)
	if err := b.Accounts.AddAlias(background, b.clerk, rows[0].ID, string(former), false); err != nil {
		t.Fatal(err)
	}
	if _, accounts := b.found(t, b.clerk, former.Format()); !slices.Equal(accounts, []string{"Jardins SARL"}) {
		t.Errorf("IBANs of %q", accounts)
	}
}

func TestSearchIsBounded(t *testing.T) {
	b := mustBench(t)
	for n := range 30 {
		if _, err := b.Clients.Save(background, b.clerk, client.Client{FirmID: b.firm, Name: fmt.Sprintf("Société %02d", n)}); err != nil {
			t.Fatal(err)
		}
	}
	if clients, _ := b.found(t, b.clerk, "societe"); len(clients) != 10 || clients[0] != "Société 00" {
		t.Errorf("%d clients, first %q", len(clients), clients[0])
	}
}
