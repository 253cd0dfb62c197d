package deliver_test

import (
	"errors"
	"io"
	"testing"
	"time"

	"sobank/backend/account"
	"sobank/backend/deliver"
	"sobank/backend/fault"
	"sobank/backend/provision"
	"sobank/backend/rights"
	"sobank/backend/statement"
	"sobank/backend/wiring/wiringtest"
)

// leaveInFlight is what a process leaves that was killed before a byte left.
func (b *bench) leaveInFlight() {
	b.t.Helper()
	if _, err := b.file().Exec(`UPDATE delivery SET state = 'in_flight', lease_owner = 'dead', lease_until = '2026-04-02T12:10:00Z', doubt = 0
		WHERE id = (SELECT min(id) FROM delivery WHERE state = 'to_send')`); err != nil {
		b.t.Fatal(err)
	}
}

// TestAMandateThatEndedMeanwhileHoldsWhatWasAbandoned: what a dead process left is looked at as
// things are now.
func TestAMandateThatEndedMeanwhileHoldsWhatWasAbandoned(t *testing.T) {
	b := mustBench(t, 1)
	b.give(wiringtest.Days(wiringtest.IBAN(0), 2)...)
	b.leaveInFlight()
	if err := b.Accounts.Move(background, b.chief(), b.accounts(), account.Suspended, "", "à sa demande"); err != nil {
		t.Fatal(err)
	}
	b.MustSync()
	if n := len(b.partner.Record()); n != 0 || b.places()[statement.Held] != 2 {
		t.Errorf("%d left; places %v", n, b.places())
	}
	b.MustVerify()
}

// TestAnotherToolTakesWhatWasAbandoned, and the former one is asked nothing.
func TestAnotherToolTakesWhatWasAbandoned(t *testing.T) {
	b := mustBench(t, 1)
	other, folder := b.secondTool()
	b.give(wiringtest.Days(wiringtest.IBAN(0), 2)...)
	b.leaveInFlight()
	if _, err := b.Accounts.Associate(background, b.clerk(), b.accounts(), other); err != nil {
		t.Fatal(err)
	}
	store := &counting{Store: b.Engine.Store}
	b.Engine.Store = store
	b.MustSync()
	b.MustSync()
	if n := len(files(t, folder)); n != 2 || len(b.partner.Record()) != 0 {
		t.Errorf("%d files at the tool, %d statements at the former one; states %v", n, len(b.partner.Record()), b.states())
	}
	if n := store.n.Load(); n > 40 {
		t.Errorf("%d write transactions", n)
	}
	b.MustVerify()
}

// TestWhatAPausedConnectorAbandonedIsGivenBack, so that it can be cancelled, or go elsewhere.
func TestWhatAPausedConnectorAbandonedIsGivenBack(t *testing.T) {
	b := mustBench(t, 1)
	b.give(wiringtest.Days(wiringtest.IBAN(0), 1)...)
	b.leaveInFlight()
	if _, err := b.file().Exec("UPDATE connector SET paused = 1"); err != nil {
		t.Fatal(err)
	}
	b.MustSync()
	if s := b.states(); s[deliver.InFlight] != 0 || len(b.partner.Record()) != 0 {
		t.Errorf("states %v", s)
	}
}

// TestWhatIsUnfitAndAbandoned neither spins nor holds the other accounts back.
func TestWhatIsUnfitAndAbandoned(t *testing.T) {
	b := mustBench(t, 2)
	b.give(wiringtest.Days(wiringtest.IBAN(0), 1)...)
	b.give(wiringtest.Days(wiringtest.IBAN(1), 1)...)
	b.Engine.Outgoing.Conformant = func([]byte) bool { return false }
	b.Engine.Outgoing.Write = func(io.Writer, *statement.Draft) error { return errors.New("a damaged page") }
	if _, err := b.file().Exec("UPDATE account SET partner_matched = 1"); err != nil {
		t.Fatal(err)
	}
	b.leaveInFlight()
	store := &counting{Store: b.Engine.Store}
	b.Engine.Store = store
	b.MustSync()
	if s := b.states(); s[deliver.Refused] != 2 || store.n.Load() > 20 {
		t.Errorf("states %v after %d transactions", s, store.n.Load())
	}
}

// TestASlowConnectorHoldsBackNoOther: a run begins by another one while the first works.
func TestASlowConnectorHoldsBackNoOther(t *testing.T) {
	b := mustBench(t, 1)
	_, folder := b.secondTool()
	admin := b.MustJoin("admin2@cabinet.fr", rights.Administrateur)
	plan := provision.Plan{Firms: []provision.Firm{{Name: "Cabinet", Clients: []provision.Client{{Name: "Autre", SIRET: "41944449200016",
		Accounts: []provision.Account{{IBAN: string(wiringtest.IBAN(7)), Connector: "Fulll", Mandate: "approuvé"}}}}}}}
	if _, err := b.Provision.Apply(background, admin, plan, provision.Secrets{}); err != nil {
		t.Fatal(err)
	}
	b.give(wiringtest.Days(wiringtest.IBAN(0), 1)...)
	release, began, ended := make(chan struct{}), make(chan struct{}), make(chan error)
	play(b.Bench, func(_ deliver.Access, p deliver.Parcel, _ func() error) deliver.Receipt {
		close(began)
		<-release
		return deliver.Receipt{State: deliver.Integrated, Integrated: &p.Operations}
	})
	go func() {
		_, err := run(b.Bench, time.Minute)
		ended <- err
	}()
	<-began
	if _, err := run(b.Bench, time.Minute); fault.CodeOf(err) != fault.Busy {
		t.Errorf("nothing else waits: %v", err)
	}
	b.give(wiringtest.Days(wiringtest.IBAN(7), 1)...)
	if _, err := run(b.Bench, time.Minute); err != nil {
		t.Error(err)
	}
	if n := len(files(t, folder)); n != 1 {
		t.Errorf("%d files at the other tool; states %v", n, b.states())
	}
	close(release)
	if err := <-ended; err != nil {
		t.Error(err)
	}
	b.MustVerify()
}

// slowVault lets something happen while the keychain asks a person.
type slowVault struct {
	deliver.Vault
	meanwhile func()
}

func (v slowVault) Get(name string) (string, error) {
	v.meanwhile()
	return v.Vault.Get(name)
}

// TestSettingsOfNow: what changed while the keychain waited for a person is read again before
// anything leaves.
func TestSettingsOfNow(t *testing.T) {
	for at := range 4 {
		b := mustBench(t, 1)
		b.give(wiringtest.Days(wiringtest.IBAN(0), 1)...)
		opened, asked := b.Engine.Vault, 0
		b.Engine.Vault = func() (deliver.Vault, error) {
			v, err := opened()
			return slowVault{v, func() {
				if asked++; asked != at+1 {
					return
				}
				if _, err := b.file().Exec("UPDATE connector SET settings = json_set(settings, '$.base_url', settings ->> '$.base_url' || '/v2')"); err != nil {
					t.Error(err)
				}
			}}, err
		}
		play(b.Bench, func(a deliver.Access, p deliver.Parcel, _ func() error) deliver.Receipt {
			if now := b.MustConnector("Cabinet", "MyUnisoft").Setting("base_url"); a.Settings["base_url"] != now {
				t.Errorf("changed at question %d: leaves for %s, want %s", at+1, a.Settings["base_url"], now)
			}
			return deliver.Receipt{State: deliver.Integrated, Integrated: &p.Operations}
		})
		b.MustSync()
		if s := b.states(); s[deliver.Integrated] != 1 || asked <= at {
			t.Errorf("states %v after %d questions", s, asked)
		}
	}
}

// TestATransferredAccountIsLookedForAgain: its company was the former client's.
func TestATransferredAccountIsLookedForAgain(t *testing.T) {
	b := mustBench(t, 1)
	admin := b.MustJoin("admin@cabinet.fr", rights.Administrateur)
	plan := provision.Plan{Firms: []provision.Firm{{Name: "Cabinet", Clients: []provision.Client{{Name: "Autre", SIRET: "41944449200016"}}}}}
	if _, err := b.Provision.Apply(background, admin, plan, provision.Secrets{}); err != nil {
		t.Fatal(err)
	}
	if _, err := b.file().Exec("UPDATE account SET partner_folder = '1203', partner_matched = 1"); err != nil {
		t.Fatal(err)
	}
	var client int64
	if err := b.file().QueryRow("SELECT id FROM client WHERE name = 'Autre'").Scan(&client); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Accounts.TransferAccount(background, admin, b.accounts()[0], client); err != nil {
		t.Fatal(err)
	}
	if n := b.number("SELECT count(*) FROM account WHERE partner_folder = '' AND partner_matched = 0"); n != 1 {
		t.Error("it keeps the company of another client")
	}
}
