package deliver_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sobank/backend/account"
	"sobank/backend/deliver"
	"sobank/backend/fault"
	"sobank/backend/firm"
	"sobank/backend/rights"
	"sobank/backend/simulator"
	"sobank/backend/wiring/wiringtest"
)

const lefevre = "Cabinet Lefèvre & Fils"

// lost answers that a file may have arrived.
func lost(state deliver.State) func(deliver.Access, deliver.Parcel, func() error) deliver.Receipt {
	return func(_ deliver.Access, _ deliver.Parcel, sent func() error) deliver.Receipt {
		_ = sent()
		return deliver.Receipt{State: state, Doubt: deliver.Unanswered, Message: "Peut-être."}
	}
}

// inDoubt is a firm whose twelve statements of four accounts left as one file, which may have
// arrived in its folder.
func inDoubt(t *testing.T) (b *bench, clerk rights.Actor, folder string, real deliver.Partner) {
	t.Helper()
	b, folder = forms(t, "all")
	clerk = b.MustJoin("c@cabinet.fr", rights.Collaborateur, b.MustFirm(lefevre))
	real = b.Engine.Partners["fulll"]
	b.Engine.Partners["fulll"] = played{real, lost(deliver.ToCheck)}
	b.MustSync()
	b.Engine.Partners["fulll"] = real
	if s := b.states(); s[deliver.ToCheck] != 12 {
		t.Fatalf("states %v", s)
	}
	return b, clerk, folder, real
}

// TestADecisionOnSeveralOfOneFile answers for the file once.
func TestADecisionOnSeveralOfOneFile(t *testing.T) {
	b, clerk, _, _ := inDoubt(t)
	var ids []int64
	for _, row := range b.rows(deliver.ToCheck)[:3] {
		ids = append(ids, row.ID)
	}
	if err := b.Deliveries.Retry(background, clerk, ids, "à nouveau"); err != nil {
		t.Fatal(err)
	}
	if s := b.states(); s[deliver.ToSend] != 12 {
		t.Errorf("states %v", s)
	}
	if n := b.number("SELECT count(*) FROM delivery_attempt WHERE outcome = 'retried'"); n != 12 {
		t.Errorf("%d answers are kept of 12 deliveries", n)
	}
}

// TestWhatIsHeldHoldsItsFileBack lets a statement of a suspended mandate leave through no other one.
func TestWhatIsHeldHoldsItsFileBack(t *testing.T) {
	b, clerk, folder, _ := inDoubt(t)
	chief := b.MustJoin("s@cabinet.fr", rights.Superviseur, b.MustFirm(lefevre))
	suspended := b.accounts()[0]
	if err := b.Accounts.Move(background, chief, []int64{suspended}, account.Suspended, "", "à sa demande"); err != nil {
		t.Fatal(err)
	}
	for _, row := range b.rows(deliver.ToCheck) {
		if err := b.Deliveries.Retry(background, clerk, []int64{row.ID}, "à nouveau"); fault.CodeOf(err) != fault.Conflict {
			t.Errorf("of account %d: %v", row.AccountID, err)
		}
	}
	b.MustSync()
	if got := files(t, folder); len(got) != 0 {
		t.Errorf("left: %v", got)
	}
}

// TestNobodyAnswersForWhatTheyDoNotSee: a file that holds a confidential client's statements is
// for those who see them all.
func TestNobodyAnswersForWhatTheyDoNotSee(t *testing.T) {
	b, clerk, _, _ := inDoubt(t)
	chief := b.MustJoin("s@cabinet.fr", rights.Superviseur, b.MustFirm(lefevre))
	if _, err := b.file().Exec("UPDATE client SET confidential = 1 WHERE name = 'Client 1'"); err != nil {
		t.Fatal(err)
	}
	rows, n, err := b.Deliveries.List(background, clerk, deliver.Query{})
	if err != nil || n != 6 {
		t.Fatalf("%d are seen, %v", n, err)
	}
	for name, err := range map[string]error{
		"there": b.Deliveries.Check(background, clerk, rows[0].ID, true, "vu"),
		"again": b.Deliveries.Retry(background, clerk, []int64{rows[0].ID}, "à nouveau"),
	} {
		if fault.CodeOf(err) != fault.Refused {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := b.Deliveries.Check(background, chief, rows[0].ID, true, "vu"); err != nil {
		t.Error(err)
	}
	if s := b.states(); s[deliver.AlreadyIntegrated] != 12 {
		t.Errorf("states %v", s)
	}
}

// TestAPlaceStaysWhileSomethingMayBeThere, and changes once somebody answered.
func TestAPlaceStaysWhileSomethingMayBeThere(t *testing.T) {
	b, clerk, _, _ := inDoubt(t)
	chief := b.MustJoin("s@cabinet.fr", rights.Superviseur, b.MustFirm(lefevre))
	c := b.MustConnector(lefevre, "Fulll")
	save := func(settings map[string]string) error {
		_, err := b.Firms.SaveConnector(background, chief, firm.ConnectorForm{ID: c.ID, Name: c.Name, Settings: settings})
		return err
	}
	elsewhere := map[string]string{"folder": t.TempDir()}
	if err := save(elsewhere); fault.CodeOf(err) != fault.Conflict || !strings.Contains(err.Error(), "Dossier de dépôt") {
		t.Errorf("got %v", err)
	}
	if err := save(map[string]string{"place": "sftp", "host": "sftp.exemple.fr", "user": "u"}); fault.CodeOf(err) != fault.Conflict {
		t.Errorf("got %v", err)
	}
	if err := save(map[string]string{"form": "client"}); err != nil {
		t.Errorf("what a file holds is not where it goes: %v", err)
	}
	if err := b.Deliveries.Check(background, clerk, b.rows(deliver.ToCheck)[0].ID, false, "rien dans le dossier"); err != nil {
		t.Fatal(err)
	}
	if err := save(elsewhere); err != nil {
		t.Error(err)
	}
}

// TestADoubtHasAnExit at a partner that no longer answers: a person may say what became of it.
func TestADoubtHasAnExit(t *testing.T) {
	for name, there := range map[string]bool{"it is there": true, "it is not": false} {
		t.Run(name, func(t *testing.T) {
			b := mustBench(t, 1)
			clerk, chief := b.clerk(), b.chief()
			other, folder := b.secondTool()
			b.give(wiringtest.Days(wiringtest.IBAN(0), 1)...)
			b.partner.Fail(simulator.Fault{Kind: simulator.ResetBeforeImport})
			if _, err := run(b.Bench, 0); err != nil {
				t.Fatal(err)
			}
			b.partner.Revoke(wiringtest.FirmToken)
			b.Clock.Advance(time.Hour)
			b.MustSync()
			d := b.rows()[0]
			if d.Doubt == deliver.NoDoubt {
				t.Fatalf("%s without a doubt", d.State)
			}
			got, err := b.Deliveries.Get(background, clerk, d.ID)
			if err != nil || !got.MayCheck {
				t.Errorf("nobody may say it: %+v, %v", got, err)
			}
			if err := b.Deliveries.Check(background, clerk, d.ID, there, "vu dans l'outil"); err != nil {
				t.Fatal(err)
			}
			if _, err := b.Firms.HandOverConnector(background, chief, b.MustConnector("Cabinet", "MyUnisoft").ID, other); err != nil {
				t.Fatal(err)
			}
			b.MustSync()
			if n := len(files(t, folder)); there && n != 0 || !there && n == 0 {
				t.Errorf("the other tool got %d files; states %v", n, b.states())
			}
			b.MustVerify()
		})
	}
}

// TestAFileIsNamedAfterTheCompanyOfNow, not after the one of a try that never arrived.
func TestAFileIsNamedAfterTheCompanyOfNow(t *testing.T) {
	for _, form := range []string{"single", "client"} {
		b, _ := forms(t, form)
		var now string
		b.Engine.Partners["fulll"] = played{b.Engine.Partners["fulll"], func(_ deliver.Access, p deliver.Parcel, _ func() error) deliver.Receipt {
			if p.Account.PartnerFolder != now || !strings.Contains(p.Name, now) {
				t.Errorf("%s: to %q as %s, want %s", form, p.Account.PartnerFolder, p.Name, now)
			}
			return deliver.Receipt{State: deliver.ToRetry, Message: "coupé avant"}
		}}
		for _, now = range []string{"111111", "222222"} {
			if _, err := b.file().Exec("UPDATE account SET partner_folder = ?, partner_matched = 1", now); err != nil {
				t.Fatal(err)
			}
			for range 3 {
				if _, err := run(b.Bench, 0); err != nil {
					t.Fatal(err)
				}
				b.Clock.Advance(time.Hour)
			}
		}
	}
}

// TestATryThatWasCutKeepsItsName, so that what it left is found again under it.
func TestATryThatWasCutKeepsItsName(t *testing.T) {
	b, folder := forms(t, "all")
	real := b.Engine.Partners["fulll"]
	b.Engine.Partners["fulll"] = played{real, func(a deliver.Access, p deliver.Parcel, _ func() error) deliver.Receipt {
		part := filepath.Join(folder, p.Name+".part")
		if err := os.WriteFile(part, p.Bytes[:10], 0o600); err != nil {
			t.Fatal(err)
		}
		return deliver.Receipt{State: deliver.ToRetry, Message: "coupé avant la fin"}
	}}
	if _, err := run(b.Bench, 0); err != nil {
		t.Fatal(err)
	}
	b.Engine.Partners["fulll"] = real
	b.Clock.Advance(time.Hour)
	b.MustSync()
	if got := files(t, folder); len(got) != 1 || strings.HasSuffix(got[0], ".part") {
		t.Errorf("the folder holds %v", got)
	}
}
