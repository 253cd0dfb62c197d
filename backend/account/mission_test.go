package account_test

import (
	"path/filepath"
	"testing"

	"sobank/backend/account"
	"sobank/backend/client"
	"sobank/backend/fault"
	"sobank/backend/iban"
	"sobank/backend/rights"
	"sobank/backend/statement"
	"sobank/backend/wiring/wiringtest"
)

// bring imports drafts for the firm.
func (b *associating) bring(drafts ...*statement.Draft) {
	b.t.Helper()
	for _, r := range b.MustImport(wiringtest.MustWrite(b.t, filepath.Join(b.t.TempDir(), "releve.txt"), drafts...)) {
		if r.Err != nil {
			b.t.Fatal(r.Err)
		}
	}
}

func (b *associating) mustAssociate(id, connector int64) {
	b.t.Helper()
	if _, err := b.Accounts.Associate(background, b.clerk, []int64{id}, connector); err != nil {
		b.t.Fatal(err)
	}
}

func (b *associating) mustRow(id int64) account.Row {
	b.t.Helper()
	row, err := b.Accounts.Get(background, b.admin, id)
	if err != nil {
		b.t.Fatal(err)
	}
	return row
}

func TestEndMission(t *testing.T) {
	b := mustAssociating(t)
	b.mustAssociate(b.first, b.fizen.ID)
	b.give(2)
	would, err := b.Accounts.PreviewMissionEnd(background, b.boss, b.client, "2026-03-31")
	want := account.Effect{Accounts: 2, Terminations: 1, Freed: 1, NotSent: 2, Held: 2}
	if err != nil || would != want {
		t.Fatalf("%+v, %v", would, err)
	}
	if b.connectorOf(b.first) != b.fizen.ID || b.places()[statement.ToSend] != 2 {
		t.Fatal("the preview changed something")
	}
	did, err := b.Accounts.EndMission(background, b.boss, b.client, "2026-03-31")
	if err != nil || did != want {
		t.Fatalf("%+v, %v", did, err)
	}
	row := b.mustRow(b.first)
	if row.Mandate.Status != account.TerminationAsked || row.ConnectorID != 0 {
		t.Errorf("%+v", row)
	}
	if second := b.mustRow(b.second); second.Mandate.Status != account.Created {
		t.Errorf("a mandate that was not approved moved: %s", second.Mandate.Status)
	}
	t.Run("later statements are retained for it", func(t *testing.T) {
		b.bring(wiringtest.Block(wiringtest.IBAN(0), "2026-04-01", 5, "2026-04-02", wiringtest.Op("2026-04-02", 5, "X")))
		rows, _, err := b.Statements.List(background, b.boss, statement.Query{})
		if err != nil || rows[0].Place != statement.Held || rows[0].Reason != statement.HeldEnded {
			t.Errorf("%+v, %v", rows[0], err)
		}
	})
	t.Run("once", func(t *testing.T) {
		_, err := b.Accounts.EndMission(background, b.boss, b.client, "2026-03-31")
		wantFault(t, err, fault.Conflict, "")
	})
	t.Run("it can be taken up again", func(t *testing.T) {
		if err := b.Accounts.ResumeMission(background, b.boss, b.client); err != nil {
			t.Fatal(err)
		}
		if c, err := b.Accounts.Case(background, b.boss, b.client); err != nil || c.EndedOn != 0 || !c.MayEnd || c.MayMove {
			t.Errorf("%+v, %v", c, err)
		}
		wantFault(t, b.Accounts.ResumeMission(background, b.boss, b.client), fault.Conflict, "")
	})
	b.MustVerify()
}

func TestEndMissionRefuses(t *testing.T) {
	b := mustAssociating(t)
	_, err := b.Accounts.EndMission(background, b.clerk, b.client, "2026-03-31")
	wantFault(t, err, fault.Refused, "")
	_, err = b.Accounts.EndMission(background, b.outsider, b.client, "2026-03-31")
	wantFault(t, err, fault.NotFound, "")
	_, err = b.Accounts.EndMission(background, b.boss, b.client, "2026-05-01")
	wantFault(t, err, fault.Invalid, "on")
}

func TestTransferClient(t *testing.T) {
	b := mustAssociating(t)
	b.mustAssociate(b.first, b.fizen.ID)
	b.give(2)
	would, err := b.Accounts.PreviewTransfer(background, b.admin, b.client, b.other)
	want := account.Effect{Accounts: 2, Freed: 1, NotSent: 2}
	if err != nil || would != want || b.mustRow(b.first).FirmID != b.firm {
		t.Fatalf("%+v, %v", would, err)
	}
	if did, err := b.Accounts.TransferClient(background, b.admin, b.client, b.other); err != nil || did != want {
		t.Fatalf("%+v, %v", did, err)
	}
	if row := b.mustRow(b.first); row.FirmID != b.other || row.ConnectorID != 0 || row.Mandate.Status != account.Approved {
		t.Errorf("%+v", row)
	}
	if b.places()[statement.Downloadable] != 2 {
		t.Errorf("%v", b.places())
	}
	t.Run("those of the firm it left no longer see it, those of the other do", func(t *testing.T) {
		_, err := b.Accounts.Get(background, b.boss, b.first)
		wantFault(t, err, fault.NotFound, "")
		if _, err := b.Accounts.Get(background, b.outsider, b.first); err != nil {
			t.Error(err)
		}
	})
	t.Run("RefusesSuperviseur", func(t *testing.T) {
		_, err := b.Accounts.TransferClient(background, b.outsider, b.client, b.firm)
		wantFault(t, err, fault.Refused, "")
	})
	_, err = b.Accounts.TransferClient(background, b.admin, b.client, b.other)
	wantFault(t, err, fault.Invalid, "firmId")
	_, err = b.Accounts.TransferClient(background, b.admin, b.client, 999)
	wantFault(t, err, fault.NotFound, "")
	b.MustVerify()
}

func TestTransferLeavesBehindAResponsableOfTheFirm(t *testing.T) {
	b := mustAssociating(t)
	saved, err := b.Clients.Save(background, b.admin, client.Client{FirmID: b.firm, Name: "Confié", ResponsableID: b.clerk.StaffID})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Accounts.TransferClient(background, b.admin, saved.ID, b.other); err != nil {
		t.Fatal(err)
	}
	rows, _, err := b.Clients.List(background, b.admin, client.Query{Search: "Confié"})
	if err != nil || len(rows) != 1 || rows[0].ResponsableID != 0 || rows[0].FirmID != b.other {
		t.Errorf("%+v, %v", rows, err)
	}
}

func TestTransferAccount(t *testing.T) {
	b := mustAssociating(t)
	b.mustAssociate(b.first, b.fizen.ID)
	away, err := b.Clients.Save(background, b.admin, client.Client{FirmID: b.other, Name: "Ailleurs"})
	if err != nil {
		t.Fatal(err)
	}
	near, err := b.Clients.Save(background, b.admin, client.Client{FirmID: b.firm, Name: "Ici"})
	if err != nil {
		t.Fatal(err)
	}
	if row, err := b.Accounts.TransferAccount(background, b.admin, b.first, near.ID); err != nil || row.ClientID != near.ID || row.ConnectorID != b.fizen.ID {
		t.Errorf("in the firm: %+v, %v", row, err)
	}
	if row, err := b.Accounts.TransferAccount(background, b.admin, b.first, away.ID); err != nil || row.FirmID != b.other || row.ConnectorID != 0 {
		t.Errorf("to another: %+v, %v", row, err)
	}
	_, err = b.Accounts.TransferAccount(background, b.admin, b.first, away.ID)
	wantFault(t, err, fault.Invalid, "clientId")
	_, err = b.Accounts.TransferAccount(background, b.boss, b.second, near.ID)
	wantFault(t, err, fault.Refused, "")
	b.MustVerify()
}

func TestAliasAfterABankMerger(t *testing.T) {
	for name, current := range map[string]bool{"as another number": false, "as the current number": true} {
		t.Run(name, func(t *testing.T) {
			b := mustAssociating(t)
			b.bring(wiringtest.Block(wiringtest.IBAN(0), "2026-03-02", 100, "2026-03-03", wiringtest.Op("2026-03-03", 50, "A")))
			b.bring(wiringtest.Block(wiringtest.IBAN(5), "2026-03-03", 150, "2026-03-04", wiringtest.Op("2026-03-04", 10, "B"))) // aside
			if err := b.Accounts.AddAlias(background, b.clerk, b.first, wiringtest.IBAN(5).Format(), current); err != nil {
				t.Fatal(err)
			}
			b.bring(wiringtest.Block(wiringtest.IBAN(5), "2026-03-04", 160, "2026-03-05", wiringtest.Op("2026-03-05", 10, "C")))
			b.bring(wiringtest.Block(wiringtest.IBAN(0), "2026-03-05", 170, "2026-03-06", wiringtest.Op("2026-03-06", 10, "D")))
			rows, n, err := b.Statements.List(background, b.clerk, statement.Query{AccountID: b.first})
			if err != nil || n != 4 {
				t.Fatal(rows, err)
			}
			for _, r := range rows[:3] {
				if r.State != statement.Conforming {
					t.Errorf("%s is %s", r.End, r.State.French())
				}
			}
			shown, alias := wiringtest.IBAN(0), wiringtest.IBAN(5)
			if current {
				shown, alias = alias, shown
			}
			list, err := b.Accounts.Aliases(background, b.clerk, b.first)
			if err != nil || len(list) != 1 || list[0].IBAN != alias || b.mustRow(b.first).IBAN != shown {
				t.Errorf("%+v, %v", list, err)
			}
			b.MustVerify()
			if err := b.Accounts.RemoveAlias(background, b.clerk, b.first, list[0].Key); err != nil {
				t.Fatal(err)
			}
			wantFault(t, b.Accounts.RemoveAlias(background, b.clerk, b.first, list[0].Key), fault.NotFound, "")
			b.bring(wiringtest.Block(alias, "2026-03-06", 180, "2026-03-07", wiringtest.Op("2026-03-07", 10, "E")))
			if b.places()[statement.Aside] != 1 {
				t.Errorf("%v", b.places())
			}
			b.MustVerify()
		})
	}
}

func TestAliasRefuses(t *testing.T) {
	b := mustAssociating(t)
	for name, c := range map[string]struct {
		actor  rights.Actor
		number iban.IBAN
		code   fault.Code
		field  string
	}{
		"a known IBAN": {b.clerk, wiringtest.IBAN(1), fault.Conflict, "iban"}, "its own": {b.clerk, wiringtest.IBAN(0), fault.Conflict, "iban"},
		"none": {b.clerk, "FR76", fault.Invalid, "iban"}, "another firm": {b.outsider, wiringtest.IBAN(5), fault.NotFound, ""},
	} {
		t.Run(name, func(t *testing.T) {
			wantFault(t, b.Accounts.AddAlias(background, c.actor, b.first, string(c.number), false), c.code, c.field)
		})
	}
}

func TestSendHistory(t *testing.T) {
	b := mustAssociating(t)
	b.give(4) // 2 to 5 March
	b.mustAssociate(b.first, b.fizen.ID)
	would, err := b.Accounts.PreviewHistory(background, b.clerk, b.first, "2026-03-04")
	if err != nil || would != (account.History{Statements: 2, ToSend: 2}) || b.places()[statement.Downloadable] != 4 {
		t.Fatalf("%+v, %v", would, err)
	}
	if did, err := b.Accounts.SendHistory(background, b.clerk, b.first, "2026-03-04"); err != nil || did != would {
		t.Fatalf("%+v, %v", did, err)
	}
	if p := b.places(); p[statement.ToSend] != 2 || p[statement.Downloadable] != 2 {
		t.Errorf("%v", p)
	}
	b.MustVerify()
	t.Run("another association does not send it again", func(t *testing.T) {
		b.mustAssociate(b.first, 0)
		other, err := b.Firms.AddConnector(background, b.boss, b.firm, "fizen", "Autre")
		if err != nil {
			t.Fatal(err)
		}
		b.mustAssociate(b.first, other.ID)
		if p := b.places(); p[statement.Downloadable] != 4 {
			t.Errorf("%v", p)
		}
		b.MustVerify()
	})
}

func TestSendHistoryFromBeforeTheStartOfCollection(t *testing.T) {
	b := mustAssociating(t)
	if _, err := b.Accounts.Save(background, b.clerk, account.Form{ID: b.first, CollectFrom: "2026-03-04"}); err != nil {
		t.Fatal(err)
	}
	b.mustAssociate(b.first, b.fizen.ID)
	b.give(3)
	before := b.places()
	if before[statement.Held] == 0 {
		t.Fatal(before)
	}
	did, err := b.Accounts.SendHistory(background, b.clerk, b.first, "2026-03-01")
	if err != nil || did.ToSend != before[statement.Held] || b.places()[statement.Held] != 0 {
		t.Errorf("%+v, %v: %v", did, err, b.places())
	}
	b.MustVerify()
}

func TestSendHistoryRefuses(t *testing.T) {
	b := mustAssociating(t)
	_, err := b.Accounts.SendHistory(background, b.clerk, b.first, "2026-03-01")
	wantFault(t, err, fault.Conflict, "")
	b.mustAssociate(b.first, b.fizen.ID)
	_, err = b.Accounts.SendHistory(background, b.clerk, b.first, "")
	wantFault(t, err, fault.Invalid, "from")
	_, err = b.Accounts.SendHistory(background, b.outsider, b.first, "2026-03-01")
	wantFault(t, err, fault.NotFound, "")
}
