package account_test

import (
	"path/filepath"
	"strings"
	"testing"

	"sobank/backend/account"
	"sobank/backend/download"
	"sobank/backend/fault"
	"sobank/backend/firm"
	"sobank/backend/rights"
	"sobank/backend/statement"
	"sobank/backend/wiring/wiringtest"
)

// associating is a bench whose first IBAN is approved, with a second one of the same client.
type associating struct {
	*bench
	t             *testing.T
	first, second int64
	fizen, fulll  firm.Connector // of the firm, of the other one
}

func mustAssociating(t *testing.T) *associating {
	t.Helper()
	b := &associating{bench: mustBench(t), t: t}
	row, err := b.Accounts.Save(background, b.clerk, account.Form{ClientID: b.client, IBAN: string(wiringtest.IBAN(1))})
	if err != nil {
		t.Fatal(err)
	}
	rows, _, err := b.Accounts.List(background, b.clerk, account.Query{Sort: "iban"})
	if err != nil {
		t.Fatal(err)
	}
	b.first, b.second = rows[0].ID, row.ID
	if err := b.Accounts.Approve(background, b.boss, []int64{b.first}, "2026-01-05"); err != nil {
		t.Fatal(err)
	}
	b.fizen, b.fulll = b.MustConnector("Cabinet", "Fizen"), b.MustConnector("Autre cabinet", "Fulll")
	return b
}

func (b *associating) connectorOf(id int64) int64 {
	b.t.Helper()
	row, err := b.Accounts.Get(background, b.admin, id)
	if err != nil {
		b.t.Fatal(err)
	}
	return row.ConnectorID
}

func (b *associating) give(n int) {
	b.t.Helper()
	path := wiringtest.MustWrite(b.t, filepath.Join(b.t.TempDir(), "releve.txt"), wiringtest.Days(wiringtest.IBAN(0), n)...)
	for _, r := range b.MustImport(path) {
		if r.Err != nil {
			b.t.Fatal(r.Err)
		}
	}
}

func (b *associating) places() map[statement.Place]int {
	b.t.Helper()
	counts, err := b.Statements.PlaceCounts(background, b.admin, false)
	if err != nil {
		b.t.Fatal(err)
	}
	return counts
}

func TestRule3EveryProfileAssociates(t *testing.T) {
	for name, pick := range map[string]func(*associating) rights.Actor{
		"Collaborateur":  func(b *associating) rights.Actor { return b.clerk },
		"Superviseur":    func(b *associating) rights.Actor { return b.boss },
		"Administrateur": func(b *associating) rights.Actor { return b.admin },
	} {
		t.Run(name, func(t *testing.T) {
			b := mustAssociating(t)
			done, err := b.Accounts.Associate(background, pick(b), []int64{b.first, b.second, b.first}, b.fizen.ID)
			if err != nil || done.Changed != 2 || b.connectorOf(b.first) != b.fizen.ID || b.connectorOf(b.second) != b.fizen.ID {
				t.Fatalf("%+v, %v", done, err)
			}
			again, err := b.Accounts.Associate(background, pick(b), []int64{b.first, b.second}, b.fizen.ID)
			if err != nil || again.Changed != 0 {
				t.Errorf("again: %+v, %v", again, err)
			}
		})
	}
}

func TestRule3AtAnyMandateStatus(t *testing.T) {
	b := mustAssociating(t)
	for _, status := range []account.Status{account.Created, account.ToSign, account.Signed, account.Sent} {
		t.Run(string(status), func(t *testing.T) {
			if status != account.Created {
				if err := b.Accounts.Move(background, b.clerk, []int64{b.second}, status, "", ""); err != nil {
					t.Fatal(err)
				}
			}
			for _, connector := range []int64{b.fizen.ID, 0} {
				if done, err := b.Accounts.Associate(background, b.clerk, []int64{b.second}, connector); err != nil || done.Changed != 1 {
					t.Errorf("%+v, %v", done, err)
				}
			}
		})
	}
}

func TestRule3OnlyAConnectorOfTheIBANsFirm(t *testing.T) {
	b := mustAssociating(t)
	for name, c := range map[string]struct {
		actor     rights.Actor
		ids       []int64
		connector int64
		code      fault.Code
		field     string
	}{
		"another firm's connector":        {b.admin, []int64{b.first}, b.fulll.ID, fault.Conflict, "connectorId"},
		"one of several":                  {b.admin, []int64{b.first, b.second}, b.fulll.ID, fault.Conflict, "connectorId"},
		"a connector that does not exist": {b.clerk, []int64{b.first}, 999, fault.Conflict, "connectorId"},
		"an IBAN that does not exist":     {b.clerk, []int64{b.first, 999}, b.fizen.ID, fault.NotFound, ""},
		"no IBAN":                         {b.clerk, nil, b.fizen.ID, fault.Invalid, ""},
		"RefusesAnotherFirm":              {b.outsider, []int64{b.first}, b.fulll.ID, fault.NotFound, ""},
		"RefusesSysteme":                  {b.Systeme(), []int64{b.first}, b.fizen.ID, fault.Refused, ""},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := b.Accounts.Associate(background, c.actor, c.ids, c.connector)
			wantFault(t, err, c.code, c.field)
			if b.connectorOf(b.first) != 0 || b.connectorOf(b.second) != 0 {
				t.Error("all or none: something changed")
			}
		})
	}
	t.Run("among several, the IBAN is named", func(t *testing.T) {
		_, err := b.Accounts.Associate(background, b.admin, []int64{b.first, b.second}, b.fulll.ID)
		if said := fault.From(err).Message; !strings.HasPrefix(said, wiringtest.IBAN(0).Format()) {
			t.Errorf("got %q", said)
		}
	})
}

func TestRule4AucunConnecteur(t *testing.T) {
	b := mustAssociating(t)
	if _, err := b.Accounts.Associate(background, b.clerk, []int64{b.first}, b.fizen.ID); err != nil {
		t.Fatal(err)
	}
	b.give(2)
	if p := b.places(); p[statement.ToSend] != 2 {
		t.Fatalf("places %v", p)
	}
	done, err := b.Accounts.Associate(background, b.clerk, []int64{b.first}, 0)
	if err != nil || done != (account.Association{Changed: 1}) || b.connectorOf(b.first) != 0 {
		t.Errorf("%+v, %v", done, err)
	}
	if p := b.places(); p[statement.Downloadable] != 2 || p[statement.ToSend] != 0 {
		t.Errorf("places %v", p)
	}
	b.MustVerify()
}

// TestRule5: what comes after the association goes to the partner and is in no global file;
// what waited for download already stays there, and is counted.
func TestRule5AssociatedStatementsLeaveTheGlobalFile(t *testing.T) {
	b := mustAssociating(t)
	b.give(2)
	done, err := b.Accounts.Associate(background, b.clerk, []int64{b.first, b.second}, b.fizen.ID)
	if err != nil || done != (account.Association{Changed: 2, Waiting: 2}) {
		t.Fatalf("%+v, %v", done, err)
	}
	b.give(5) // three new ones
	if p := b.places(); p[statement.Downloadable] != 2 || p[statement.ToSend] != 3 {
		t.Errorf("places %v", p)
	}
	p, err := b.Downloads.Preview(background, b.clerk, download.Request{FirmID: b.firm})
	if err != nil || p.Statements != 2 {
		t.Errorf("the global file would hold %d, %v", p.Statements, err)
	}
	b.MustVerify()
}

func TestSetPartnerFolder(t *testing.T) {
	b := mustAssociating(t)
	if _, err := b.Accounts.Associate(background, b.clerk, []int64{b.first}, b.fizen.ID); err != nil {
		t.Fatal(err)
	}
	b.give(2)
	db := b.mustOpenFile()
	refuse := func(code string) {
		t.Helper()
		if _, err := db.Exec("UPDATE delivery SET state = 'refused', tries = 3, code = ?", code); err != nil {
			t.Fatal(err)
		}
	}
	due := func() (n int) {
		t.Helper()
		if err := db.QueryRow("SELECT count(*) FROM delivery WHERE state = 'to_send' AND tries = 0").Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	set := func(folder string) {
		t.Helper()
		if err := b.Accounts.SetPartnerFolder(background, b.clerk, b.first, folder); err != nil {
			t.Fatal(err)
		}
	}
	refuse("SOCIETE-A-CHOISIR")
	if set(" 1203 "); due() != 2 {
		t.Errorf("%d are due", due())
	}
	if row, err := b.Accounts.Get(background, b.clerk, b.first); err != nil || row.PartnerFolder != "1203" || row.Partner != "fizen" {
		t.Errorf("got %+v, %v", row, err)
	}
	refuse("ERR-FOLDER-NOT-FOUND")
	if set("1203"); due() != 0 {
		t.Error("the same folder again made something due")
	}
	if set(""); due() != 2 {
		t.Errorf("%d are due", due())
	}
	refuse("RB2")
	if set("1204"); due() != 0 {
		t.Error("what was refused for something else became due")
	}
	for name, c := range map[string]struct {
		actor  rights.Actor
		folder string
		code   fault.Code
		field  string
	}{
		"RefusesAnotherFirm": {b.outsider, "1", fault.NotFound, ""},
		"RefusesSysteme":     {b.Systeme(), "1", fault.Refused, ""},
		"one too long":       {b.clerk, strings.Repeat("9", 101), fault.Invalid, "partnerFolder"},
	} {
		t.Run(name, func(t *testing.T) {
			wantFault(t, b.Accounts.SetPartnerFolder(background, c.actor, b.first, c.folder), c.code, c.field)
		})
	}
}

func TestAnotherConnectorForgetsThePartnersFolder(t *testing.T) {
	b := mustAssociating(t)
	other, err := b.Firms.AddConnector(background, b.boss, b.MustFirm("Cabinet"), "fizen", "")
	if err != nil {
		t.Fatal(err)
	}
	b.mustAssociate(b.first, b.fizen.ID)
	if err := b.Accounts.SetPartnerFolder(background, b.clerk, b.first, "1203"); err != nil {
		t.Fatal(err)
	}
	b.mustAssociate(b.first, b.fizen.ID)
	if row := b.mustRow(b.first); row.PartnerFolder != "1203" {
		t.Errorf("the same connector forgot the folder: %q", row.PartnerFolder)
	}
	b.mustAssociate(b.first, other.ID)
	if row := b.mustRow(b.first); row.PartnerFolder != "" {
		t.Errorf("statements would go to %q, a folder of the connector before", row.PartnerFolder)
	}
}
