package account_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"sobank/backend/account"
	"sobank/backend/client"
	"sobank/backend/fault"
	"sobank/backend/iban"
	"sobank/backend/provision"
	"sobank/backend/rights"
	"sobank/backend/sqlite"
	"sobank/backend/wiring/wiringtest"
)

var background = context.Background()

type bench struct {
	*wiringtest.Bench
	firm, other                  int64
	clerk, boss, outsider, admin rights.Actor
	client                       int64
}

// mustBench is a house with one client that has one IBAN, in the first of two firms.
func mustBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{Bench: wiringtest.MustOpen(t, t.TempDir())}
	b.MustApply(provision.Plan{Firms: []provision.Firm{
		{Name: "Cabinet", Connectors: []provision.Connector{{Name: "Fizen", Partner: "fizen", Settings: map[string]any{"folder": "/depot"}}}, Clients: []provision.Client{
			{Name: "Électricité SARL", SIRET: "41944449200016", Reference: "E-12", Accounts: []provision.Account{{IBAN: string(wiringtest.IBAN(0)), Mandate: "signé"}}}}},
		{Name: "Autre cabinet", Connectors: []provision.Connector{{Name: "Fulll", Partner: "fulll"}}}}})
	b.firm, b.other = b.MustFirm("Cabinet"), b.MustFirm("Autre cabinet")
	b.clerk = b.MustJoin("c@cabinet.fr", rights.Collaborateur, b.firm)
	b.boss = b.MustJoin("s@cabinet.fr", rights.Superviseur, b.firm)
	b.outsider = b.MustJoin("x@autre.fr", rights.Superviseur, b.other)
	b.admin = b.MustJoin("a@cabinet.fr", rights.Administrateur)
	rows, _, err := b.Clients.List(background, b.clerk, client.Query{})
	if err != nil || len(rows) != 1 {
		t.Fatal(rows, err)
	}
	b.client = rows[0].ID
	return b
}

func wantFault(t *testing.T, err error, code fault.Code, field string) {
	t.Helper()
	if fault.CodeOf(err) != code || err != nil && fault.From(err).Field != field {
		t.Errorf("got %v; want %s on %q", err, code, field)
	}
}

func TestSave(t *testing.T) {
	t.Run("OK by a Collaborateur, with a mandate to make", func(t *testing.T) {
		b := mustBench(t)
		row, err := b.Accounts.Save(background, b.clerk, account.Form{ClientID: b.client, IBAN: " " + strings.ToLower(wiringtest.IBAN(1).Format()), Holder: " Électricité ", LedgerAccount: "512100", JournalCode: "BQ", CollectFrom: "2026-01-01"})
		if err != nil || row.IBAN != wiringtest.IBAN(1) || row.FirmID != b.firm || row.Mandate.Status != account.Created || row.Mandate.Since != 20260402 || row.Holder != "Électricité" || row.CollectFrom != 20260101 || row.BankCode != "30004" {
			t.Errorf("got %+v, %v", row, err)
		}
		row, err = b.Accounts.Save(background, b.clerk, account.Form{ID: row.ID, Holder: "Autre"})
		if err != nil || row.Holder != "Autre" || row.IBAN != wiringtest.IBAN(1) || row.CollectFrom != 0 || row.Mandate.Status != account.Created {
			t.Errorf("changed: %+v, %v", row, err)
		}
	})
	t.Run("OK approved by a Superviseur", func(t *testing.T) {
		b := mustBench(t)
		row, err := b.Accounts.Save(background, b.boss, account.Form{ClientID: b.client, IBAN: string(wiringtest.IBAN(1)), ApprovedOn: "2026-01-15"})
		if err != nil || row.Mandate.Status != account.Approved || row.Mandate.Since != 20260115 {
			t.Errorf("got %+v, %v", row, err)
		}
	})
	t.Run("Monaco and foreign IBANs are welcome", func(t *testing.T) {
		b := mustBench(t)
		for _, number := range []string{"MC5811222000010123456789030", "DE89370400440532013000"} {
			if row, err := b.Accounts.Save(background, b.clerk, account.Form{ClientID: b.client, IBAN: number}); err != nil || string(row.IBAN) != number {
				t.Errorf("%s: %+v, %v", number, row, err)
			}
		}
	})
	b := mustBench(t)
	number := string(wiringtest.IBAN(1))
	known, _, err := b.Accounts.List(background, b.clerk, account.Query{})
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		actor rights.Actor
		form  account.Form
		code  fault.Code
		field string
	}{
		"RefusesOneOfAnotherFirm":            {b.outsider, account.Form{ClientID: b.client, IBAN: number}, fault.NotFound, ""},
		"RefusesToChangeForAnotherFirm":      {b.outsider, account.Form{ID: known[0].ID}, fault.NotFound, ""},
		"RefusesSysteme":                     {b.Systeme(), account.Form{ClientID: b.client, IBAN: number}, fault.Refused, ""},
		"RefusesCollaborateurToApprove":      {b.clerk, account.Form{ClientID: b.client, IBAN: number, ApprovedOn: "2026-01-01"}, fault.Refused, ""},
		"RefusesCollaborateurToApproveLater": {b.clerk, account.Form{ID: known[0].ID, ApprovedOn: "2026-01-01"}, fault.Refused, ""},
		"a wrong key":                        {b.clerk, account.Form{ClientID: b.client, IBAN: "FR7630004000010000000000199"}, fault.Invalid, "iban"},
		"no IBAN":                            {b.clerk, account.Form{ClientID: b.client}, fault.Invalid, "iban"},
		"a client that does not exist":       {b.clerk, account.Form{ClientID: 999, IBAN: number}, fault.NotFound, ""},
		"an IBAN that is known":              {b.clerk, account.Form{ClientID: b.client, IBAN: string(wiringtest.IBAN(0))}, fault.Conflict, "iban"},
		"a day that is none":                 {b.clerk, account.Form{ClientID: b.client, IBAN: number, CollectFrom: "31/02/2026"}, fault.Invalid, "collectFrom"},
		"a ledger account too long":          {b.clerk, account.Form{ClientID: b.client, IBAN: number, LedgerAccount: strings.Repeat("5", 21)}, fault.Invalid, ""},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := b.Accounts.Save(background, c.actor, c.form)
			wantFault(t, err, c.code, c.field)
		})
	}
	if _, n, err := b.Accounts.List(background, b.admin, account.Query{}); err != nil || n != 1 {
		t.Errorf("%d accounts, %v", n, err)
	}
}

func TestApprove(t *testing.T) {
	b := mustBench(t)
	rows, _, err := b.Accounts.List(background, b.clerk, account.Query{})
	if err != nil {
		t.Fatal(err)
	}
	ids := []int64{rows[0].ID}
	wantFault(t, b.Accounts.Approve(background, b.clerk, ids, "2026-04-01"), fault.Refused, "")
	wantFault(t, b.Accounts.Approve(background, b.outsider, ids, "2026-04-01"), fault.NotFound, "")
	wantFault(t, b.Accounts.Approve(background, b.boss, ids, "2026-04-03"), fault.Invalid, "approvedOn") // tomorrow
	wantFault(t, b.Accounts.Approve(background, b.boss, ids, ""), fault.Invalid, "approvedOn")
	wantFault(t, b.Accounts.Approve(background, b.boss, append(ids, 999), "2026-04-01"), fault.NotFound, "")
	if row, err := b.Accounts.Get(background, b.clerk, ids[0]); err != nil || row.Mandate.Status != account.Signed {
		t.Errorf("all or none: %+v, %v", row.Mandate, err)
	}
	if err := b.Accounts.Approve(background, b.boss, ids, "2026-04-02"); err != nil {
		t.Fatal(err)
	}
	if row, err := b.Accounts.Get(background, b.clerk, ids[0]); err != nil || row.Mandate.Status != account.Approved || row.Mandate.Since != 20260402 {
		t.Errorf("got %+v, %v", row.Mandate, err)
	}
}

// TestRules2And3 are the FAQ's, as the database holds them: an account takes a connector of
// its own firm only.
func TestRules2And3(t *testing.T) {
	b := mustBench(t)
	rows, _, err := b.Accounts.List(background, b.clerk, account.Query{})
	if err != nil {
		t.Fatal(err)
	}
	set := func(connector int64) error {
		return b.MustStore().Write(background, func(tx *sqlite.Tx) error { return tx.SetConnector(rows[0].ID, connector) })
	}
	connector := func(firm int64) (id int64) {
		err := b.MustStore().Read(background, func(tx *sqlite.Tx) error {
			list, err := tx.Connectors(firm)
			id = list[0].ID
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	wantFault(t, set(connector(b.other)), fault.Conflict, "connectorId")
	if err := set(connector(b.firm)); err != nil {
		t.Fatal(err)
	}
	if row, err := b.Accounts.Get(background, b.clerk, rows[0].ID); err != nil || row.ConnectorName != "Fizen" {
		t.Errorf("got %+v, %v", row, err)
	}
	if err := set(0); err != nil {
		t.Fatal(err)
	}
}

func TestList(t *testing.T) {
	b := mustBench(t)
	for n := 1; n <= 3; n++ {
		if _, err := b.Accounts.Save(background, b.clerk, account.Form{ClientID: b.client, IBAN: string(wiringtest.IBAN(n))}); err != nil {
			t.Fatal(err)
		}
	}
	for name, c := range map[string]struct {
		actor rights.Actor
		query account.Query
		want  int
	}{
		"all":                             {b.clerk, account.Query{}, 4},
		"none of another firm":            {b.outsider, account.Query{}, 0},
		"none of another firm when asked": {b.outsider, account.Query{FirmIDs: []int64{b.firm}}, 0},
		"by IBAN in any spacing":          {b.clerk, account.Query{Search: wiringtest.IBAN(2).Format()}, 1},
		"by a part of it":                 {b.clerk, account.Query{Search: "30004 00001"}, 4},
		"by name without accents":         {b.clerk, account.Query{Search: "ELECTRICITE"}, 4},
		"by SIRET in any spacing":         {b.clerk, account.Query{Search: "419 444 492"}, 4},
		"a percent sign finds nothing":    {b.clerk, account.Query{Search: "%"}, 0},
		"by status":                       {b.clerk, account.Query{Statuses: []account.Status{account.Signed}}, 1},
		"by « Aucun connecteur »":         {b.clerk, account.Query{ConnectorIDs: []int64{0}}, 4},
	} {
		t.Run(name, func(t *testing.T) {
			rows, total, err := b.Accounts.List(background, c.actor, c.query)
			if err != nil || total != c.want || len(rows) != c.want {
				t.Errorf("got %d of %d, %v", len(rows), total, err)
			}
		})
	}
	t.Run("pages and sorts both ways", func(t *testing.T) {
		var seen []string
		for offset := 0; offset < 4; offset += 3 {
			rows, total, err := b.Accounts.List(background, b.clerk, account.Query{Sort: "iban", Desc: true, Offset: offset, Limit: 3})
			if err != nil || total != 4 {
				t.Fatal(total, err)
			}
			for _, r := range rows {
				seen = append(seen, string(r.IBAN))
			}
		}
		if len(seen) != 4 || seen[0] <= seen[1] || seen[1] <= seen[2] || seen[2] <= seen[3] {
			t.Errorf("got %v", seen)
		}
	})
	t.Run("an unknown order is none", func(t *testing.T) {
		if _, _, err := b.Accounts.List(background, b.clerk, account.Query{Sort: "1; DROP TABLE account"}); err != nil {
			t.Error(err)
		}
	})
}

func TestKeyOf(t *testing.T) {
	rib := iban.RIB{Bank: "30004", Branch: "00001", Number: "00000000001"}
	for name, c := range map[string]struct {
		number iban.IBAN
		rib    iban.RIB
		want   string
	}{
		"of a French IBAN, its RIB":     {wiringtest.IBAN(1), iban.RIB{}, "30004/00001/00000000001"},
		"of a RIB, itself":              {"", rib, "30004/00001/00000000001"},
		"of Monaco, its RIB":            {"MC5811222000010123456789030", iban.RIB{}, "11222/00001/01234567890"},
		"of a foreign IBAN, itself":     {"DE89370400440532013000", iban.RIB{}, "DE89370400440532013000"},
		"of zones that are no RIB, raw": {"", iban.RIB{Bank: "A"}, "A//"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := account.KeyOf(c.number, c.rib); got != c.want {
				t.Errorf("got %q", got)
			}
		})
	}
	if account.BankCode("30004/00001/00000000001") != "30004" || account.BankCode("DE89370400440532013000") != "" {
		t.Error("bank code")
	}
}

func TestParseStatus(t *testing.T) {
	for word, want := range map[string]account.Status{"créé": account.Created, "à signer": account.ToSign, "signé": account.Signed, "transmis": account.Sent, "approuvé": account.Approved, "": account.Created} {
		if got, err := account.ParseStatus(word); err != nil || got != want || got.Dots() < 1 || got.French() == "" {
			t.Errorf("%q is %s, %v", word, got, err)
		}
	}
	_, err := account.ParseStatus("résilié")
	wantFault(t, err, fault.Invalid, "mandate")
	if got := fmt.Sprint(account.Approved.Dots(), account.Rejected.Dots()); got != "5 0" {
		t.Errorf("dots %s", got)
	}
}
