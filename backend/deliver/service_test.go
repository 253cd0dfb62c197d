package deliver_test

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"

	"sobank/backend/deliver"
	"sobank/backend/fault"
	"sobank/backend/rights"
	"sobank/backend/simulator"
	"sobank/backend/sqlite"
	"sobank/backend/statement"
	"sobank/backend/wiring/wiringtest"
)

func (b *bench) accounts() []int64 {
	b.t.Helper()
	list, err := b.Diagnoses.All(background, b.Systeme(), false)
	if err != nil {
		b.t.Fatal(err)
	}
	var ids []int64
	for _, d := range list {
		ids = append(ids, d.Account.ID)
	}
	return ids
}

func (b *bench) rows(states ...deliver.State) []deliver.Row {
	b.t.Helper()
	rows, _, err := b.Deliveries.List(background, b.Systeme(), deliver.Query{States: states})
	if err != nil {
		b.t.Fatal(err)
	}
	return rows
}

func (b *bench) clerk() rights.Actor {
	return b.MustJoin("c@cabinet.fr", rights.Collaborateur, b.MustFirm("Cabinet"))
}

func (b *bench) chief() rights.Actor {
	return b.MustJoin("s@cabinet.fr", rights.Superviseur, b.MustFirm("Cabinet"))
}

// TestATroubleStopsTheConnector refuses the credentials: the first statement says so, the
// others keep waiting, and all leave once the credentials are right.
func TestATroubleStopsTheConnector(t *testing.T) {
	b := mustBench(t, 2)
	b.partner.Revoke(wiringtest.FirmToken)
	b.give(append(wiringtest.Days(wiringtest.IBAN(0), 3), wiringtest.Days(wiringtest.IBAN(1), 3)...)...)
	report := b.MustSync()
	if s := b.states(); report.Tried != 1 || s[deliver.ToSend]+s[deliver.ToRetry]+s[deliver.Refused] != 6 || len(report.Troubles) != 1 {
		t.Fatalf("tried %d, states %v, troubles %q", report.Tried, s, report.Troubles)
	}
	chief := b.chief()
	connector := b.MustConnector("Cabinet", "MyUnisoft").ID
	if st, err := b.Deliveries.Status(background, chief, connector); err != nil || st.TroubleCode == "" || st.Trouble == "" || st.TroubleHint == "" {
		t.Errorf("status %+v, %v", st, err)
	}
	if said, err := b.Deliveries.Troubles(background, chief); err != nil || len(said) != 1 || !strings.HasPrefix(said[0], "MyUnisoft : ") {
		t.Errorf("said %q, %v", said, err)
	}
	t.Run("a run that nobody asked for leaves it alone", func(t *testing.T) {
		report, err := b.Engine.Run(background, deliver.Scope{Actor: b.Systeme()})
		if err != nil || report.Tried != 0 {
			t.Errorf("tried %d, %v", report.Tried, err)
		}
	})
	t.Run("a test that fails changes nothing", func(t *testing.T) {
		trial, err := b.Deliveries.Test(background, chief, connector)
		if err != nil || trial.OK || trial.Code == "" {
			t.Errorf("trial %+v, %v", trial, err)
		}
	})
	t.Run("new credentials set all free", func(t *testing.T) {
		b.partner.Allow(wiringtest.PartnerSecret, "another.api.token")
		if _, err := b.Firms.SetSecrets(background, chief, connector, map[string]string{"token": "another.api.token"}); err != nil {
			t.Fatal(err)
		}
		if trial, err := b.Deliveries.Test(background, chief, connector); err != nil || !trial.OK {
			t.Errorf("trial %+v, %v", trial, err)
		}
		if _, err := b.Engine.Run(background, deliver.Scope{Actor: b.Systeme()}); err != nil {
			t.Fatal(err)
		}
		b.wantOnce(6)
	})
}

// TestOneStatementRefusedHoldsBackNoOther is about the statement, not the connector.
func TestOneStatementRefusedHoldsBackNoOther(t *testing.T) {
	b := mustBench(t, 4)
	for n := range 4 {
		b.give(wiringtest.Days(wiringtest.IBAN(n), 1)...)
	}
	b.partner.Fail(simulator.Fault{Kind: simulator.Refuse, Code: "RIB16", Message: "collected for Jardins"})
	b.MustSync()
	refused := b.rows(deliver.Refused)
	if s := b.states(); len(refused) != 1 || s[deliver.Integrated] != 3 {
		t.Fatalf("states %v", s)
	}
	if r := refused[0]; r.Code != "RIB16" || r.Message == "" || r.Hint == "" || r.RequestID == "" {
		t.Errorf("refused %+v", r)
	}
	clerk := b.clerk()
	d, err := b.Deliveries.Get(background, clerk, refused[0].ID)
	if err != nil || !d.MayRetry || len(d.Attempts) != 1 || !strings.Contains(d.Attempts[0].PartnerMessage, "collected for Jardins") || d.FileName == "" || d.SHA256 == "" {
		t.Errorf("details %+v, %v", d, err)
	}
	t.Run("not without a reason", func(t *testing.T) {
		if err := b.Deliveries.Retry(background, clerk, []int64{d.ID}, " "); fault.CodeOf(err) != fault.Invalid {
			t.Error(err)
		}
	})
	t.Run("and is taken again by a Collaborateur, with the same bytes", func(t *testing.T) {
		if err := b.Deliveries.Retry(background, clerk, []int64{d.ID}, "le RIB est créé"); err != nil {
			t.Fatal(err)
		}
		b.MustSync()
		b.wantOnceInAnyOrder(4)
		again, err := b.Deliveries.Get(background, clerk, d.ID)
		if err != nil || again.State != deliver.Integrated || again.SHA256 != d.SHA256 || again.FileName != d.FileName || len(again.Attempts) != 3 ||
			again.Attempts[1].Outcome != deliver.Retried || again.Attempts[1].By == "" || again.Attempts[1].Message != "le RIB est créé" {
			t.Errorf("details %+v, %v", again, err)
		}
	})
	t.Run("what arrived is not taken again", func(t *testing.T) {
		if err := b.Deliveries.Retry(background, clerk, []int64{d.ID}, "le RIB est créé"); fault.CodeOf(err) != fault.Conflict {
			t.Error(err)
		}
	})
}

// wantOnceInAnyOrder is wantOnce when a person took something again later.
func (b *bench) wantOnceInAnyOrder(n int) {
	b.t.Helper()
	if got := len(b.partner.Record()); got != n {
		b.t.Errorf("the partner has %d statements, want %d", got, n)
	}
	if p := b.places(); p[statement.Sent] != n {
		b.t.Errorf("places %v", p)
	}
	b.MustVerify()
}

// TestInFlight changes the world while a statement is on its way: it ends where it began.
func TestInFlight(t *testing.T) {
	for name, c := range map[string]struct {
		fault simulator.FaultKind
		sent  bool // the partner takes it
	}{
		"and arrives":        {simulator.HoldAnswer, true},
		"and may have, once": {simulator.HoldImport, true},
	} {
		t.Run(name, func(t *testing.T) {
			b := mustBench(t, 2)
			b.give(append(wiringtest.Days(wiringtest.IBAN(0), 1), wiringtest.Days(wiringtest.IBAN(1), 1)...)...)
			reached, release := make(chan struct{}), make(chan struct{})
			b.partner.Fail(simulator.Fault{Kind: c.fault, Reached: func() { close(reached) }, Release: release})
			done := make(chan deliver.Report)
			go func() { done <- b.MustSync() }()
			<-reached
			if _, err := b.Accounts.Associate(background, b.clerk(), b.accounts(), 0); err != nil {
				t.Error(err)
			}
			if s, p := b.states(), b.places(); s[deliver.InFlight] != 1 || s[deliver.Cancelled] != 1 || p[statement.ToSend] != 1 || p[statement.Downloadable] != 1 {
				t.Errorf("while in flight: states %v, places %v", s, p)
			}
			close(release)
			<-done
			if p := b.places(); p[statement.Sent] != 1 || p[statement.Downloadable] != 1 || len(b.partner.Record()) != 1 {
				t.Errorf("after: places %v, partner has %d", p, len(b.partner.Record()))
			}
			b.MustVerify()
		})
	}
}

// TestAMandateThatEndsMeanwhile suspends the mandate while a statement is on its way: refused,
// it is not tried again.
func TestAMandateThatEndsMeanwhile(t *testing.T) {
	b := mustBench(t, 1)
	b.give(wiringtest.Days(wiringtest.IBAN(0), 1)...)
	reached, release := make(chan struct{}), make(chan struct{})
	b.partner.Fail(simulator.Fault{Kind: simulator.Refuse, Code: "RIB16", Reached: func() { close(reached); <-release }})
	done := make(chan deliver.Report)
	go func() { done <- b.MustSync() }()
	<-reached
	if err := b.Accounts.Move(background, b.chief(), b.accounts(), "suspended", "", "le client a changé d'avis"); err != nil {
		t.Error(err)
	}
	close(release)
	<-done
	if p, s := b.places(), b.states(); p[statement.Held] != 1 || s[deliver.Cancelled] != 1 {
		t.Errorf("places %v, states %v", p, s)
	}
	b.MustVerify()
}

// TestADoubtStaysWithItsConnector loses an answer for good: the account goes to no connector
// meanwhile, and the statement is in neither two places nor none.
func TestADoubtStaysWithItsConnector(t *testing.T) {
	b := mustBench(t, 1)
	b.give(wiringtest.Days(wiringtest.IBAN(0), 1)...)
	b.partner.Fail(simulator.Fault{Kind: simulator.ResetAfterImport}, simulator.Fault{Kind: simulator.ResetBeforeBody, Times: 3})
	if _, err := b.Engine.Run(background, deliver.Scope{Actor: b.Systeme()}); err != nil { // no patience: one try
		t.Fatal(err)
	}
	if _, err := b.Accounts.Associate(background, b.clerk(), b.accounts(), 0); err != nil {
		t.Fatal(err)
	}
	if s, p := b.states(), b.places(); s[deliver.ToRetry] != 1 || p[statement.ToSend] != 1 {
		t.Errorf("states %v, places %v", s, p)
	}
	b.MustVerify()
	b.MustSync()
	b.wantOnce(1)
	if s := b.states(); s[deliver.AlreadyIntegrated] != 1 {
		t.Errorf("states %v", s)
	}
}

// TestAnImportOnItsWayIsNotUndone holds for what arrived or may have; not for what surely never
// arrived, whatever was tried.
func TestAnImportOnItsWayIsNotUndone(t *testing.T) {
	b := mustBench(t, 3)
	day := func(n int) { b.give(wiringtest.Days(wiringtest.IBAN(n-1), 1)...) }
	admin := b.MustJoin("a@cabinet.fr", rights.Administrateur)
	undo := func(file int64, want fault.Code) {
		t.Helper()
		if err := b.Collect.Undo(background, admin, file); fault.CodeOf(err) != want {
			t.Errorf("file %d: %v", file, err)
		}
		b.MustVerify()
	}
	day(1)
	day(2)
	b.partner.Fail(simulator.Fault{Kind: simulator.Refuse, Code: "RIB16"}, simulator.Fault{Kind: simulator.ResetAfterImport}, simulator.Fault{Kind: simulator.ResetBeforeBody, Times: 9})
	if _, err := b.Engine.Run(background, deliver.Scope{Actor: b.Systeme()}); err != nil {
		t.Fatal(err)
	}
	undo(2, fault.Conflict) // no answer came
	undo(1, "")             // refused
	day(3)
	undo(3, "") // never tried
}

// TestAnImportIsUndoneAfterTheNetworkFailed tries for nothing: the bytes that were frozen go with
// the import, and with a delivery that is cancelled.
func TestAnImportIsUndoneAfterTheNetworkFailed(t *testing.T) {
	b := mustBench(t, 1)
	b.give(wiringtest.Days(wiringtest.IBAN(0), 1)...)
	b.give(wiringtest.Days(wiringtest.IBAN(0), 2)[1:]...)
	if err := b.partner.Close(); err != nil {
		t.Fatal(err)
	}
	if report := b.MustSync(); !report.Offline || report.Tried == 0 {
		t.Fatalf("report %+v", report)
	}
	clerk := b.clerk()
	if _, err := b.Accounts.Associate(background, clerk, b.accounts(), 0); err != nil {
		t.Fatal(err)
	}
	if n := b.number("SELECT count(*) FROM shipment"); n != 0 {
		t.Errorf("%d shipments of cancelled deliveries are kept", n)
	}
	if _, err := b.Accounts.Associate(background, clerk, b.accounts(), b.MustConnector("Cabinet", "MyUnisoft").ID); err != nil {
		t.Fatal(err)
	}
	b.MustSync()
	for file := int64(1); file <= 2; file++ {
		if err := b.Collect.Undo(background, b.Systeme(), file); err != nil {
			t.Error(err)
		}
		b.MustVerify()
	}
	if n := b.number("SELECT count(*) FROM shipment"); n != 0 {
		t.Errorf("%d shipments of what was undone are kept", n)
	}
}

// file is the data file itself.
func (b *bench) file() *sql.DB {
	b.t.Helper()
	db, err := sql.Open("sqlite3_sobank", filepath.Join(b.DataDir, sqlite.FileName))
	if err != nil {
		b.t.Fatal(err)
	}
	b.t.Cleanup(func() { _ = db.Close() })
	return db
}

// number is what a query on the data file counts.
func (b *bench) number(query string) (n int) {
	b.t.Helper()
	if err := b.file().QueryRow(query).Scan(&n); err != nil {
		b.t.Fatal(err)
	}
	return n
}

// TestMissing waits for what a connector still needs.
func TestMissing(t *testing.T) {
	b := &bench{Bench: wiringtest.MustOpen(t, t.TempDir()), t: t}
	b.partner = wiringtest.MustPartner(t, b.Clock.Now)
	plan, _ := wiringtest.Delivering(b.partner.URL(), 1)
	b.MustApply(plan) // without the secrets
	b.give(wiringtest.Days(wiringtest.IBAN(0), 1)...)
	if p := b.places(); p[statement.Held] != 1 {
		t.Errorf("places %v", p)
	}
	if report := b.MustSync(); report.Tried != 0 {
		t.Errorf("report %+v", report)
	}
	connector := b.MustConnector("Cabinet", "MyUnisoft").ID
	if trial, err := b.Deliveries.Test(background, b.chief(), connector); err != nil || trial.OK || len(trial.Steps) == 0 {
		t.Errorf("trial %+v, %v", trial, err)
	}
}

// TestCredentialsOfAnotherSession are somebody else's keychain: nothing is tried, and it is said.
func TestCredentialsOfAnotherSession(t *testing.T) {
	b := mustBench(t, 1)
	b.give(wiringtest.Days(wiringtest.IBAN(0), 1)...)
	b.Engine.OSAccount = "quelqu'un d'autre"
	if report := b.MustSync(); report.Tried != 0 || len(b.partner.Record()) != 0 {
		t.Errorf("report %+v", report)
	}
	st, err := b.Deliveries.Status(background, b.chief(), b.MustConnector("Cabinet", "MyUnisoft").ID)
	if err != nil || st.HereToo || len(st.OSAccounts) != 1 {
		t.Errorf("status %+v, %v", st, err)
	}
}

// TestALostKeychainIsSaid empties the vault behind the program's back.
func TestALostKeychainIsSaid(t *testing.T) {
	b := mustBench(t, 1)
	b.give(wiringtest.Days(wiringtest.IBAN(0), 1)...)
	b.Engine.Vault = func() (deliver.Vault, error) { return emptyVault{}, nil }
	if report := b.MustSync(); report.Tried != 0 || len(report.Troubles) != 1 || !strings.Contains(report.Troubles[0], "absents de cette session") {
		t.Errorf("report %+v", report)
	}
}

type emptyVault struct{}

func (emptyVault) Set(string, string) error { return nil }

func (emptyVault) Delete(string) error { return nil }

func (emptyVault) Get(string) (string, error) {
	return "", fault.New(fault.NotFound, "Identifiants absents de cette session.")
}

// TestAPausedConnectorWaits until somebody takes it up again.
func TestAPausedConnectorWaits(t *testing.T) {
	b := mustBench(t, 1)
	b.give(wiringtest.Days(wiringtest.IBAN(0), 1)...)
	c := b.MustConnector("Cabinet", "MyUnisoft")
	chief := b.chief()
	pause := func(paused bool) {
		t.Helper()
		form := firmForm(c, b.partner.URL())
		form.Paused = paused
		if _, err := b.Firms.SaveConnector(background, chief, form); err != nil {
			t.Fatal(err)
		}
	}
	pause(true)
	if report := b.MustSync(); report.Tried != 0 {
		t.Errorf("report %+v", report)
	}
	pause(false)
	b.MustSync()
	b.wantOnce(1)
}
