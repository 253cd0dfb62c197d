package deliver_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"sobank/backend/account"
	"sobank/backend/deliver"
	"sobank/backend/fault"
	"sobank/backend/provision"
	"sobank/backend/rights"
	"sobank/backend/simulator"
	"sobank/backend/statement"
	"sobank/backend/wiring/wiringtest"
)

// secondTool adds « Fulll », a folder, to the firm.
func (b *bench) secondTool() (connector int64, folder string) {
	b.t.Helper()
	folder = b.t.TempDir()
	admin := b.MustJoin("admin@cabinet.fr", rights.Administrateur)
	plan := provision.Plan{Firms: []provision.Firm{{Name: "Cabinet", Connectors: []provision.Connector{{Name: "Fulll", Partner: "fulll", Settings: map[string]any{"folder": folder, "form": "single"}}}}}}
	if _, err := b.Provision.Apply(background, admin, plan, provision.Secrets{}); err != nil {
		b.t.Fatal(err)
	}
	return b.MustConnector("Cabinet", "Fulll").ID, folder
}

// unclear is a bench with one statement of which MyUnisoft says « nothing to take ».
func unclear(t *testing.T) (*bench, deliver.Row) {
	t.Helper()
	b := mustBench(t, 1)
	b.give(wiringtest.Days(wiringtest.IBAN(0), 1)...)
	b.partner.Fail(simulator.Fault{Kind: simulator.Refuse, Code: "IMPORT15"})
	b.MustSync()
	rows := b.rows(deliver.ToCheck)
	if len(rows) != 1 {
		t.Fatalf("states %v", b.states())
	}
	return b, rows[0]
}

// TestWhatMayBeThereStaysWithItsTool takes up again what MyUnisoft may have: no other tool, and no
// download, gets it meanwhile.
func TestWhatMayBeThereStaysWithItsTool(t *testing.T) {
	b, d := unclear(t)
	other, folder := b.secondTool()
	clerk := b.clerk()
	if err := b.Deliveries.Retry(background, clerk, []int64{d.ID}, "le fichier était bon"); err != nil {
		t.Fatal(err)
	}
	for _, connector := range []int64{0, other} {
		if _, err := b.Accounts.Associate(background, clerk, b.accounts(), connector); err != nil {
			t.Fatal(err)
		}
		if p, s := b.places(), b.states(); p[statement.ToSend] != 1 || s[deliver.ToSend] != 1 {
			t.Errorf("places %v, states %v", p, s)
		}
	}
	b.MustSync()
	if files, err := filepath.Glob(filepath.Join(folder, "*")); err != nil || len(files) != 0 {
		t.Errorf("the other tool has %q, %v", files, err)
	}
	b.wantOnce(1)
}

// TestWhatSurelyNeverArrivedGoesToTheAccountsTool when a person takes it up again: the file's name
// was another's, and the account has gone to MyUnisoft since.
func TestWhatSurelyNeverArrivedGoesToTheAccountsTool(t *testing.T) {
	b := mustBench(t, 1)
	other, folder := b.secondTool()
	clerk, myunisoft := b.clerk(), b.MustConnector("Cabinet", "MyUnisoft").ID
	associate := func(connector int64) {
		t.Helper()
		if _, err := b.Accounts.Associate(background, clerk, b.accounts(), connector); err != nil {
			t.Fatal(err)
		}
	}
	associate(other)
	b.give(wiringtest.Days(wiringtest.IBAN(0), 1)...)
	name := fmt.Sprintf("CFONB120_732829320_%s_20260301-20260302_1.dat", wiringtest.IBAN(0))
	wiringtest.MustFile(t, filepath.Join(folder, name), []byte("another"))
	b.MustSync()
	rows := b.rows(deliver.ToCheck)
	if len(rows) != 1 || rows[0].Code != "NOM-DEJA-PRIS" {
		t.Fatalf("states %v, %+v", b.states(), rows)
	}
	associate(myunisoft)
	if err := b.Deliveries.Retry(background, clerk, []int64{rows[0].ID}, "le fichier n'est pas à nous"); err != nil {
		t.Fatal(err)
	}
	if s := b.states(); s[deliver.Cancelled] != 1 || s[deliver.ToSend] != 1 {
		t.Errorf("states %v", s)
	}
	b.MustSync()
	b.wantOnce(1)
}

// TestRetryIsRefusedWhileSomethingHolds the statement back: nothing leaves without a mandate.
func TestRetryIsRefusedWhileSomethingHolds(t *testing.T) {
	b, d := unclear(t)
	if err := b.Accounts.Move(background, b.chief(), b.accounts(), account.Suspended, "", "le client a changé d'avis"); err != nil {
		t.Fatal(err)
	}
	err := b.Deliveries.Retry(background, b.clerk(), []int64{d.ID}, "pour voir")
	if fault.CodeOf(err) != fault.Conflict || !strings.Contains(fault.From(err).Message, "mandat") || fault.From(err).Hint == "" {
		t.Errorf("got %v", err)
	}
	b.MustSync()
	if n := len(b.partner.Record()); n != 0 {
		t.Errorf("the partner got %d", n)
	}
	b.MustVerify()
}

// TestCheck is a person who has looked in the tool.
func TestCheck(t *testing.T) {
	t.Run("it is there", func(t *testing.T) {
		b, d := unclear(t)
		clerk := b.clerk()
		if err := b.Deliveries.Check(background, clerk, d.ID, true, "  vu dans le journal BQ "); err != nil {
			t.Fatal(err)
		}
		if s, p := b.states(), b.places(); s[deliver.AlreadyIntegrated] != 1 || p[statement.Sent] != 1 {
			t.Errorf("states %v, places %v", s, p)
		}
		got, err := b.Deliveries.Get(background, clerk, d.ID)
		if err != nil || got.Doubt != deliver.NoDoubt || got.MayCheck || got.Code != "" || len(got.Attempts) != 2 {
			t.Fatalf("details %+v, %v", got, err)
		}
		if a := got.Attempts[0]; a.Outcome != deliver.There || a.Message != "vu dans le journal BQ" || a.By != "c@cabinet.fr" {
			t.Errorf("kept %+v", a)
		}
		if n := b.number("SELECT count(*) FROM journal WHERE action = 'delivery.there' AND object_id = 1"); n != 1 {
			t.Errorf("%d entries in the journal", n)
		}
		if report := b.MustSync(); report.Tried != 0 {
			t.Errorf("tried %d", report.Tried)
		}
		b.MustVerify()
	})
	t.Run("it is not: it leaves again", func(t *testing.T) {
		b, d := unclear(t)
		if err := b.Deliveries.Check(background, b.clerk(), d.ID, false, "rien dans le journal BQ"); err != nil {
			t.Fatal(err)
		}
		if rows := b.rows(deliver.ToSend); len(rows) != 1 || rows[0].Doubt != deliver.NoDoubt {
			t.Errorf("rows %+v", rows)
		}
		b.MustSync()
		b.wantOnce(1)
	})
	t.Run("it is not, and its mandate is suspended: it is held", func(t *testing.T) {
		b, d := unclear(t)
		if err := b.Accounts.Move(background, b.chief(), b.accounts(), account.Suspended, "", "le client a changé d'avis"); err != nil {
			t.Fatal(err)
		}
		if err := b.Deliveries.Check(background, b.clerk(), d.ID, false, "rien"); err != nil {
			t.Fatal(err)
		}
		if s, p := b.states(), b.places(); s[deliver.Cancelled] != 1 || p[statement.Held] != 1 {
			t.Errorf("states %v, places %v", s, p)
		}
		b.MustVerify()
	})
	t.Run("it is not, and its account has another tool: that one gets it", func(t *testing.T) {
		b, d := unclear(t)
		other, folder := b.secondTool()
		clerk := b.clerk()
		if _, err := b.Accounts.Associate(background, clerk, b.accounts(), other); err != nil {
			t.Fatal(err)
		}
		if err := b.Deliveries.Check(background, clerk, d.ID, false, "rien"); err != nil {
			t.Fatal(err)
		}
		b.MustSync()
		if files, err := filepath.Glob(filepath.Join(folder, "*.dat")); err != nil || len(files) != 1 || len(b.partner.Record()) != 0 {
			t.Errorf("the other tool has %q, %v; MyUnisoft %v", files, err, b.partner.Record())
		}
		b.MustVerify()
	})
	t.Run("refused", func(t *testing.T) {
		b, d := unclear(t)
		clerk := b.clerk()
		b.give(wiringtest.Days(wiringtest.IBAN(0), 2)[1:]...)
		waits := b.rows(deliver.ToSend)[0].ID
		for name, c := range map[string]struct {
			id     int64
			reason string
			want   fault.Code
		}{
			"without a reason":              {d.ID, " \n", fault.Invalid},
			"with a book for a reason":      {d.ID, strings.Repeat("é", 501), fault.Invalid},
			"one that is not to be checked": {waits, "vu", fault.Conflict},
			"one that is not there":         {99, "vu", fault.NotFound},
		} {
			if err := b.Deliveries.Check(background, clerk, c.id, true, c.reason); fault.CodeOf(err) != c.want {
				t.Errorf("%s: %v", name, err)
			}
		}
		if s := b.states(); s[deliver.ToCheck] != 1 {
			t.Errorf("states %v", s)
		}
	})
}
