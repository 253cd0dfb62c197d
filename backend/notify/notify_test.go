package notify_test

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sobank/backend/provision"
	"sobank/backend/rights"
	"sobank/backend/schedule"
	"sobank/backend/wiring/wiringtest"
)

var background = context.Background()

// bench is a firm whose MyUnisoft has n deliveries that wait, and whose credentials are nowhere.
type bench struct {
	*wiringtest.Bench
	t *testing.T
}

func mustBench(t *testing.T, n int) *bench {
	t.Helper()
	b := &bench{wiringtest.MustOpen(t, t.TempDir()), t}
	number := string(wiringtest.IBAN(0))
	b.MustApply(provision.Plan{Firms: []provision.Firm{{Name: "Cabinet", Connectors: []provision.Connector{{Partner: "myunisoft"}, {Partner: "inqom"}},
		Clients: []provision.Client{{Name: "Client Secret", Accounts: []provision.Account{{IBAN: number, Connector: "MyUnisoft", Mandate: "approuvé", PartnerFolder: "1203"}}}}}}})
	b.exec("INSERT INTO connector_credential (connector_id, os_account, stored_at) SELECT id, ?, '2026-04-01T08:00:00Z' FROM connector", b.OSAccount)
	b.MustImport(wiringtest.MustWrite(t, filepath.Join(t.TempDir(), "a.txt"), wiringtest.Days(wiringtest.IBAN(0), n)...))
	return b
}

// exec changes the data file itself: what becomes of deliveries is not this package's.
func (b *bench) exec(query string, args ...any) {
	b.t.Helper()
	db, err := sql.Open("sqlite3_sobank", filepath.Join(b.DataDir, "sobank.db"))
	if err == nil {
		_, err = db.Exec(query, args...)
		err = errors.Join(err, db.Close())
	}
	if err != nil {
		b.t.Fatal(err)
	}
}

// becomes gives the nth delivery a state by a try, as the engine does.
func (b *bench) becomes(n int, state string) {
	b.exec("UPDATE delivery SET state = ? WHERE id = ?", state, n)
	b.exec("INSERT INTO delivery_attempt (delivery_id, started_at, outcome) VALUES (?, '2026-04-02T12:00:00Z', ?)", n, state)
}

func (b *bench) tells(want ...string) {
	b.t.Helper()
	if err := b.Notices.Tell(background, b.Systeme()); err != nil {
		b.t.Fatal(err)
	}
	if got := b.Notifier.Take(); !slices.Equal(got, want) {
		b.t.Errorf("told %q, want %q", got, want)
	}
}

func TestOncePerCause(t *testing.T) {
	b := mustBench(t, 4)
	b.tells() // what waits in good order is nobody's concern
	b.becomes(1, "refused")
	b.tells("1 envoi refusé chez MyUnisoft – ouvrez So bank")
	b.tells()
	t.Run("one more is news", func(t *testing.T) {
		b.becomes(2, "refused")
		b.tells("2 envois refusés chez MyUnisoft – ouvrez So bank")
	})
	t.Run("one less is none", func(t *testing.T) {
		b.becomes(2, "integrated")
		b.tells()
	})
	t.Run("refused again is news", func(t *testing.T) {
		b.becomes(1, "refused")
		b.tells("1 envoi refusé chez MyUnisoft – ouvrez So bank")
	})
	t.Run("solved, then refused anew", func(t *testing.T) {
		b.becomes(1, "integrated")
		b.tells()
		b.becomes(3, "refused")
		b.tells("1 envoi refusé chez MyUnisoft – ouvrez So bank")
	})
	t.Run("another kind is another cause", func(t *testing.T) {
		b.becomes(4, "to_check")
		b.tells("1 envoi à vérifier chez MyUnisoft – ouvrez So bank")
	})
}

func TestAConnectorThatStops(t *testing.T) {
	b := mustBench(t, 1)
	b.exec("UPDATE connector SET trouble_code = 'TOKEN', trouble = 'Le jeton de Client Secret est révoqué.' WHERE name = 'MyUnisoft'")
	b.tells("MyUnisoft est arrêté – ouvrez So bank")
	b.tells()
	b.exec("UPDATE connector SET trouble_code = 'CERT' WHERE name = 'MyUnisoft'")
	b.tells("MyUnisoft est arrêté – ouvrez So bank")
	b.exec("UPDATE connector SET trouble_code = ''")
	b.tells()
	b.exec("UPDATE connector SET trouble_code = 'CERT', paused = 1 WHERE name = 'MyUnisoft'")
	b.tells() // paused: it waits on purpose
}

func TestCredentialsThatNoSessionHas(t *testing.T) {
	b := mustBench(t, 2)
	b.exec("UPDATE connector_credential SET os_account = 'autre'")
	b.tells("MyUnisoft : identifiants absents de cette session, 2 envois attendent – ouvrez So bank")
	b.tells()
	t.Run("a session that is there sees to it", func(t *testing.T) {
		b := mustBench(t, 1)
		b.exec("UPDATE connector_credential SET os_account = 'autre'")
		b.Notices.Present = func(account string) bool { return account == "autre" }
		b.tells()
	})
	t.Run("so does one that comes by itself", func(t *testing.T) {
		b := mustBench(t, 1)
		b.exec("UPDATE connector_credential SET os_account = 'autre'")
		b.exec("INSERT INTO schedule (os_account, rhythm, set_at) VALUES ('autre', ?, '2026-04-01T08:00:00Z')", string(schedule.Hourly))
		b.tells()
	})
}

// TestSeveralAtOnce are one notification, that names no client and no IBAN.
func TestSeveralAtOnce(t *testing.T) {
	b := mustBench(t, 3)
	b.becomes(1, "refused")
	b.becomes(2, "to_check")
	b.exec("UPDATE connector SET trouble_code = 'X' WHERE name = 'MyUnisoft'")
	if err := b.Notices.Tell(background, b.Systeme()); err != nil {
		t.Fatal(err)
	}
	got := b.Notifier.Take()
	want := "1 envoi refusé chez MyUnisoft\n1 envoi à vérifier chez MyUnisoft\nMyUnisoft est arrêté – ouvrez So bank"
	if len(got) != 1 || got[0] != want || strings.Contains(got[0], "Secret") || strings.Contains(got[0], string(wiringtest.IBAN(0))) {
		t.Errorf("got %q", got)
	}
	b.exec("UPDATE connector SET trouble_code = 'Y'")
	b.becomes(1, "refused")
	b.becomes(2, "to_check")
	b.tells("4 choses demandent quelqu'un – ouvrez So bank")
}

func TestANotificationThatWasNotShownIsToldAgain(t *testing.T) {
	b := mustBench(t, 1)
	b.becomes(1, "refused")
	b.Notifier.Err = errors.New("no desktop")
	if err := b.Notices.Tell(background, b.Systeme()); !errors.Is(err, b.Notifier.Err) {
		t.Errorf("got %v", err)
	}
	b.Notifier.Err = nil
	b.tells("1 envoi refusé chez MyUnisoft – ouvrez So bank")
}

func TestTwoProcessesOfOneAccountTellOnce(t *testing.T) {
	b := mustBench(t, 1)
	b.becomes(1, "refused")
	b.tells("1 envoi refusé chez MyUnisoft – ouvrez So bank")
	other := wiringtest.MustOpenWith(t, b.DataDir, b.Vault)
	if err := other.Notices.Tell(background, other.Systeme()); err != nil || len(other.Notifier.Take()) != 0 {
		t.Errorf("told twice, %v", err)
	}
	other.Notices.OSAccount = "autre" // another person of the machine is told too
	if err := other.Notices.Tell(background, other.Systeme()); err != nil || len(other.Notifier.Take()) != 1 {
		t.Errorf("not told, %v", err)
	}
}

func TestWhoWantsNone(t *testing.T) {
	b := mustBench(t, 1)
	person := b.MustJoin("c@a.fr", rights.Collaborateur, b.MustFirm("Cabinet"))
	if wanted, err := b.Notices.Wanted(background, person); !wanted || err != nil {
		t.Errorf("by default %v, %v", wanted, err)
	}
	if err := b.Notices.Want(background, person, false); err != nil {
		t.Fatal(err)
	}
	b.becomes(1, "refused")
	b.tells()
	if err := b.Notices.Want(background, person, true); err != nil {
		t.Fatal(err)
	}
	b.tells("1 envoi refusé chez MyUnisoft – ouvrez So bank")
}

// TestADemonstrationTellsNobody: its troubles are invented.
func TestADemonstrationTellsNobody(t *testing.T) {
	b := mustBench(t, 1)
	b.becomes(1, "refused")
	b.exec("INSERT INTO setting (name, value) VALUES ('demo', '{}')")
	b.tells()
}

// TestNothingNewWritesNothing: other windows would read everything again.
func TestNothingNewWritesNothing(t *testing.T) {
	b := mustBench(t, 1)
	b.becomes(1, "refused")
	b.tells("1 envoi refusé chez MyUnisoft – ouvrez So bank")
	other := wiringtest.MustOpenWith(t, b.DataDir, b.Vault)
	before, _ := other.Version(background)
	b.tells()
	if after, err := other.Version(background); after != before || err != nil {
		t.Errorf("the data file changed, %v", err)
	}
}

// TestANameIsShownPlain: people name connectors, and a system may read markup in a notification.
func TestANameIsShownPlain(t *testing.T) {
	b := mustBench(t, 1)
	b.exec(`UPDATE connector SET name = 'My<b>Uni</b>soft" & do shell script "x' || char(10) || ' (Élan, n° 2)', trouble_code = 'X' WHERE partner = 'myunisoft'`)
	if err := b.Notices.Tell(background, b.Systeme()); err != nil {
		t.Fatal(err)
	}
	got := strings.Join(b.Notifier.Take(), "|")
	if !strings.Contains(got, "My b Uni b soft do shell script x (Élan, n 2) est arrêté") || strings.ContainsAny(got, `<>"&`) {
		t.Errorf("shown: %s", got)
	}
}

// TestAConnectorOnAServerNeedsItsCredentials: whether it does is said by where its place is.
func TestAConnectorOnAServerNeedsItsCredentials(t *testing.T) {
	b := mustBench(t, 2)
	b.exec(`UPDATE connector SET partner = 'fulll', settings = '{"place":"sftp","host":"sftp.exemple.fr","user":"u","host_key":"SHA256:x"}' WHERE partner = 'myunisoft'`)
	b.exec("UPDATE connector_credential SET os_account = 'colette'")
	if err := b.Notices.Tell(background, b.Systeme()); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(b.Notifier.Take(), "|"); !strings.Contains(got, "identifiants absents") {
		t.Errorf("shown: %q", got)
	}
	if said, err := b.Deliveries.Troubles(background, b.Systeme()); err != nil || !strings.Contains(strings.Join(said, "|"), "colette") {
		t.Errorf("said: %q, %v", said, err)
	}
}
