package deliver_test

import (
	"cmp"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"sobank/backend/deliver"
	"sobank/backend/fault"
	"sobank/backend/provision"
	"sobank/backend/simulator"
	"sobank/backend/sqlite"
	"sobank/backend/statement"
	"sobank/backend/wiring/wiringtest"
)

// played is a partner whose deliveries are a function.
type played struct {
	deliver.Partner
	do func(a deliver.Access, p deliver.Parcel, sent func() error) deliver.Receipt
}

func (p played) Deliver(_ context.Context, a deliver.Access, parcel deliver.Parcel, sent func() error) deliver.Receipt {
	return p.do(a, parcel, sent)
}

func (p played) Match(_ context.Context, _ deliver.Access, of deliver.AccountCard) deliver.Match {
	return deliver.Match{Folder: cmp.Or(of.PartnerFolder, "1203")}
}

// finding is a partner whose companies are found by a function.
type finding struct {
	deliver.Partner
	do func(deliver.AccountCard) deliver.Match
}

func (f finding) Match(_ context.Context, _ deliver.Access, of deliver.AccountCard) deliver.Match {
	return f.do(of)
}

// play makes a house's MyUnisoft do as a function does.
func play(house *wiringtest.Bench, do func(a deliver.Access, p deliver.Parcel, sent func() error) deliver.Receipt) {
	house.Engine.Partners["myunisoft"] = played{house.Engine.Partners["myunisoft"], do}
}

// takes is a delivery that arrives, once its departure is noted.
func takes(n *atomic.Int64) func(deliver.Access, deliver.Parcel, func() error) deliver.Receipt {
	return func(_ deliver.Access, p deliver.Parcel, sent func() error) deliver.Receipt {
		if err := sent(); err != nil {
			return deliver.Receipt{State: deliver.ToRetry, Code: "NON-NOTE"}
		}
		n.Add(1)
		return deliver.Receipt{State: deliver.Integrated, Integrated: &p.Operations}
	}
}

func run(house *wiringtest.Bench, patience time.Duration) (deliver.Report, error) {
	return house.Engine.Run(background, deliver.Scope{Actor: house.Systeme(), Patience: patience})
}

// anotherMyUnisoft adds a second connector of the same partner.
func (b *bench) anotherMyUnisoft() int64 {
	b.t.Helper()
	admin := b.MustJoin("admin@cabinet.fr", "administrateur")
	plan := provision.Plan{Firms: []provision.Firm{{Name: "Cabinet", Connectors: []provision.Connector{{Name: "MyUnisoft 2", Partner: "myunisoft", Settings: map[string]any{"base_url": b.partner.URL()}}}}}}
	secrets := provision.Secrets{Connectors: map[string]map[string]string{"MyUnisoft 2": {"third_party_secret": wiringtest.PartnerSecret, "token": wiringtest.FirmToken}}}
	if _, err := b.Provision.Apply(background, admin, plan, secrets); err != nil {
		b.t.Fatal(err)
	}
	return b.MustConnector("Cabinet", "MyUnisoft 2").ID
}

// TestAFolderFoundInFlightReplacesNoChoice: what a partner found for an account is not kept once
// the account has another tool, or a folder that somebody chose.
func TestAFolderFoundInFlightReplacesNoChoice(t *testing.T) {
	for name, c := range map[string]struct {
		moved  bool
		chosen string
	}{
		"another tool, another folder": {true, "77"},
		"another tool":                 {true, ""},
		"another folder":               {false, "77"},
		"nothing else":                 {false, ""},
	} {
		t.Run(name, func(t *testing.T) {
			b := mustBench(t, 1)
			other, clerk, id := b.anotherMyUnisoft(), b.clerk(), b.accounts()[0]
			if err := b.Accounts.SetPartnerFolder(background, clerk, id, ""); err != nil {
				t.Fatal(err)
			}
			b.give(wiringtest.Days(wiringtest.IBAN(0), 1)...)
			moved := false
			b.Engine.Partners["myunisoft"] = finding{b.Engine.Partners["myunisoft"], func(deliver.AccountCard) deliver.Match {
				if moved {
					return deliver.Match{Folder: "77"} // asked again, of what it is now
				}
				moved = c.moved || c.chosen != ""
				if c.moved {
					if _, err := b.Accounts.Associate(background, clerk, []int64{id}, other); err != nil {
						t.Error(err)
					}
				}
				if c.chosen != "" {
					if err := b.Accounts.SetPartnerFolder(background, clerk, id, c.chosen); err != nil {
						t.Error(err)
					}
				}
				return deliver.Match{Folder: "1203"}
			}}
			b.MustSync()
			want := c.chosen
			if !c.moved && want == "" {
				want = "1203"
			}
			if row, err := b.Accounts.Get(background, clerk, id); err != nil || row.PartnerFolder != want {
				t.Errorf("the folder is %q, want %q, %v", row.PartnerFolder, want, err)
			}
		})
	}
}

// TestAParcelKnowsNoOtherToolsFolder takes up what stays with its connector while its account has
// another one: the folder there is not the folder here.
func TestAParcelKnowsNoOtherToolsFolder(t *testing.T) {
	b := mustBench(t, 1)
	other, clerk, id := b.anotherMyUnisoft(), b.clerk(), b.accounts()[0]
	b.give(wiringtest.Days(wiringtest.IBAN(0), 1)...)
	play(b.Bench, func(_ deliver.Access, _ deliver.Parcel, sent func() error) deliver.Receipt {
		return deliver.Receipt{State: deliver.ToRetry, Doubt: deliver.Unanswered}
	})
	if _, err := run(b.Bench, 0); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Accounts.Associate(background, clerk, []int64{id}, other); err != nil {
		t.Fatal(err)
	}
	if err := b.Accounts.SetPartnerFolder(background, clerk, id, "77"); err != nil {
		t.Fatal(err)
	}
	play(b.Bench, func(_ deliver.Access, p deliver.Parcel, _ func() error) deliver.Receipt {
		if p.Account.PartnerFolder != "1203" {
			t.Errorf("it goes to the folder %q, not to the one that it was made for", p.Account.PartnerFolder)
		}
		return deliver.Receipt{State: deliver.AlreadyIntegrated}
	})
	if report := b.MustSync(); report.Tried != 1 {
		t.Errorf("report %+v", report)
	}
}

// presence is what a process believes of the others.
type presence struct {
	deliver.Presence
	alive bool
	err   error
}

func (p presence) Alive(string) (bool, error) { return p.alive, p.err }

// held puts the only statement of a bench in flight in a first process, and lets a second one,
// later, run; then the first goes on. It tells how often the statement was sent.
func held(t *testing.T, later time.Duration, believes func(deliver.Presence) deliver.Presence) (sends int64, first deliver.Report) {
	t.Helper()
	b := mustBench(t, 1)
	b.give(wiringtest.Days(wiringtest.IBAN(0), 1)...)
	second := wiringtest.MustOpenWith(t, b.DataDir, b.Vault)
	var n atomic.Int64
	taken, goOn := make(chan struct{}), make(chan struct{})
	play(b.Bench, func(a deliver.Access, p deliver.Parcel, sent func() error) deliver.Receipt {
		close(taken)
		<-goOn
		return takes(&n)(a, p, sent)
	})
	play(second, takes(&n))
	done := make(chan deliver.Report)
	go func() {
		report, err := run(b.Bench, 0)
		if err != nil {
			t.Error(err)
		}
		done <- report
	}()
	<-taken
	second.Clock.Advance(later)
	if believes != nil {
		second.Engine.Presence = believes(second.Engine.Presence)
	}
	if _, err := run(second, 0); err != nil {
		t.Error(err)
	}
	close(goOn)
	first = <-done
	if p := b.places(); p[statement.Sent] != 1 {
		t.Errorf("places %v", p)
	}
	b.MustVerify()
	return n.Load(), first
}

// TestALivingProcessKeepsItsDelivery however long it takes.
func TestALivingProcessKeepsItsDelivery(t *testing.T) {
	if n, first := held(t, 24*time.Hour, nil); n != 1 || first.Outcomes[deliver.Integrated] != 1 {
		t.Errorf("sent %d times, %+v", n, first)
	}
}

// TestTheLeaseDecidesWhereNobodyCanTell whether a process lives: until then it is left alone.
func TestTheLeaseDecidesWhereNobodyCanTell(t *testing.T) {
	unknown := func(p deliver.Presence) deliver.Presence { return presence{p, false, errors.New("no right to look")} }
	for name, c := range map[string]struct {
		later time.Duration
		first bool // sends it
	}{
		"during the lease": {5 * time.Minute, true},
		"after it":         {time.Hour, false},
	} {
		t.Run(name, func(t *testing.T) {
			if n, first := held(t, c.later, unknown); n != 1 || (first.Outcomes[deliver.Integrated] == 1) != c.first {
				t.Errorf("sent %d times, %+v", n, first)
			}
		})
	}
}

// TestWhoLostItsDeliverySendsNothing: one that was taken for dead finds out before its last bytes
// leave.
func TestWhoLostItsDeliverySendsNothing(t *testing.T) {
	dead := func(p deliver.Presence) deliver.Presence { return presence{p, false, nil} }
	if n, first := held(t, 0, dead); n != 1 || first.Outcomes[deliver.ToRetry] != 1 {
		t.Errorf("sent %d times, %+v", n, first)
	}
}

// counting counts the transactions that write.
type counting struct {
	deliver.Store
	n atomic.Int64
}

func (c *counting) Write(ctx context.Context, work func(deliver.Tx) error) error {
	c.n.Add(1)
	return c.Store.Write(ctx, work)
}

// TestWhatWaitsBehindAnotherIsNotAskedFor has a later statement of an account due while an
// earlier one, which goes first, is not: the run waits for the earlier one.
func TestWhatWaitsBehindAnotherIsNotAskedFor(t *testing.T) {
	b := mustBench(t, 1)
	days := wiringtest.Days(wiringtest.IBAN(0), 2)
	b.partner.OnRequest(func(*http.Request) *simulator.Fault {
		return &simulator.Fault{Kind: simulator.Refuse, Status: 500, Code: "ERR-INTERNAL"}
	})
	b.give(days[1])
	if _, err := run(b.Bench, 0); err != nil {
		t.Fatal(err)
	}
	b.Clock.Advance(time.Hour)
	b.give(days[0])
	for range 6 {
		b.Clock.Advance(30 * time.Second)
		if _, err := run(b.Bench, 0); err != nil {
			t.Fatal(err)
		}
	}
	store := &counting{Store: b.Engine.Store}
	b.Engine.Store = store
	report, err := run(b.Bench, 10*time.Second)
	if err != nil || store.n.Load() > 5 || !report.Next.After(b.Clock.Now()) {
		t.Errorf("%d transactions, report %+v, %v", store.n.Load(), report, err)
	}
}

// behind is a store that has nothing to take, and says that it had long ago.
type behind struct{ deliver.Store }

func (s behind) Write(ctx context.Context, work func(deliver.Tx) error) error {
	return s.Store.Write(ctx, func(tx deliver.Tx) error { return work(behindTx{tx}) })
}

type behindTx struct{ deliver.Tx }

func (behindTx) NextDue(int64) (d deliver.Due, wait time.Time, found bool, err error) {
	return d, time.Date(2026, 4, 2, 11, 0, 0, 0, time.UTC), false, nil
}

// TestARunNeverTurnsWithoutAPause whatever the queue says.
func TestARunNeverTurnsWithoutAPause(t *testing.T) {
	b := mustBench(t, 1)
	b.give(wiringtest.Days(wiringtest.IBAN(0), 1)...)
	store := &counting{Store: behind{b.Engine.Store}}
	b.Engine.Store = store
	ctx, stop := context.WithTimeout(background, 5*time.Second)
	defer stop()
	_, err := b.Engine.Run(ctx, deliver.Scope{Actor: b.Systeme(), Patience: 30 * time.Second})
	if err != nil || store.n.Load() > 100 {
		t.Errorf("%d transactions, %v", store.n.Load(), err)
	}
}

// TestAStatementThatCannotBePrepared is refused with a code of ours, and holds back no other.
func TestAStatementThatCannotBePrepared(t *testing.T) {
	b := mustBench(t, 2)
	b.give(wiringtest.Days(wiringtest.IBAN(0), 1)...)
	b.give(wiringtest.Days(wiringtest.IBAN(1), 2)...)
	conformant, write := b.Engine.Outgoing.Conformant, b.Engine.Outgoing.Write
	b.Engine.Outgoing.Conformant = func([]byte) bool { return false }
	b.Engine.Outgoing.Write = func(w io.Writer, d *statement.Draft) error {
		if d.IBAN == wiringtest.IBAN(0) {
			return errors.New("a damaged page")
		}
		return write(w, d)
	}
	report := b.MustSync()
	if len(b.partner.Record()) != 2 || len(report.Unfit) != 1 || report.Outcomes[deliver.Refused] != 1 {
		t.Errorf("report %+v, the partner has %d", report, len(b.partner.Record()))
	}
	rows := b.rows(deliver.Refused)
	if len(rows) != 1 || rows[0].Code != "PREPARATION" || rows[0].Message == "" || rows[0].Hint == "" || rows[0].Doubt != deliver.NoDoubt {
		t.Fatalf("refused %+v", rows)
	}
	b.MustVerify()
	if again := b.MustSync(); again.Tried != 0 {
		t.Errorf("tried again: %+v", again)
	}
	t.Run("once it is mended a person has it taken up", func(t *testing.T) {
		b.Engine.Outgoing.Conformant, b.Engine.Outgoing.Write = conformant, write
		if err := b.Deliveries.Retry(background, b.clerk(), []int64{rows[0].ID}, "le disque est remplacé"); err != nil {
			t.Fatal(err)
		}
		b.MustSync()
		b.wantOnceInAnyOrder(3)
	})
	t.Run("a moment's trouble is not the statement's", func(t *testing.T) {
		b := mustBench(t, 1)
		b.give(wiringtest.Days(wiringtest.IBAN(0), 1)...)
		conformant, write := b.Engine.Outgoing.Conformant, b.Engine.Outgoing.Write
		b.Engine.Outgoing.Conformant = func([]byte) bool { return false }
		b.Engine.Outgoing.Write = func(io.Writer, *statement.Draft) error { return fault.New(fault.Busy, "Une autre fenêtre écrit.") }
		if _, err := run(b.Bench, 0); fault.CodeOf(err) != fault.Busy || b.states()[deliver.ToSend] != 1 {
			t.Errorf("states %v, %v", b.states(), err)
		}
		b.Engine.Outgoing.Conformant, b.Engine.Outgoing.Write = conformant, write
		b.MustSync()
		b.wantOnce(1)
	})
	t.Run("one that may have arrived is to be checked", func(t *testing.T) {
		b := mustBench(t, 1)
		b.give(wiringtest.Days(wiringtest.IBAN(0), 1)...)
		b.partner.Fail(simulator.Fault{Kind: simulator.ResetAfterImport}, simulator.Fault{Kind: simulator.ResetBeforeBody})
		if _, err := run(b.Bench, 0); err != nil {
			t.Fatal(err)
		}
		if _, err := b.file().Exec("UPDATE shipment SET sha256 = 'of other bytes'"); err != nil {
			t.Fatal(err)
		}
		b.MustSync()
		if rows := b.rows(deliver.ToCheck); len(rows) != 1 || rows[0].Code != "PREPARATION" || rows[0].Doubt == deliver.NoDoubt {
			t.Errorf("states %v, %+v", b.states(), rows)
		}
	})
}

// TestOneSessionsLackIsItsOwn: a session of the system whose keychain has lost the credentials
// stops none that has them.
func TestOneSessionsLackIsItsOwn(t *testing.T) {
	b := mustBench(t, 1)
	b.give(wiringtest.Days(wiringtest.IBAN(0), 1)...)
	id, chief := b.MustConnector("Cabinet", "MyUnisoft").ID, b.chief()
	if err := b.MustStore().Write(background, func(tx *sqlite.Tx) error { return tx.NoteCredentials(id, "colette") }); err != nil {
		t.Fatal(err)
	}
	colettes := wiringtest.MustOpen(t, b.DataDir) // with an empty keychain
	here := &sqlite.Presence{Dir: b.DataDir, OSAccount: "colette"}
	t.Cleanup(func() { _ = here.Close() })
	colettes.Engine.OSAccount, colettes.Engine.Presence = "colette", here
	if report, err := run(colettes, 0); err != nil || report.Tried != 0 || len(report.Troubles) != 1 {
		t.Errorf("report %+v, %v", report, err)
	}
	st, err := b.Deliveries.Status(background, chief, id)
	if err != nil || st.TroubleCode != "" || len(st.OSAccounts) != 1 || !st.HereToo {
		t.Errorf("status %+v, %v", st, err)
	}
	if p := b.places(); p[statement.ToSend] != 1 {
		t.Errorf("places %v", p)
	}
	said := func(house *wiringtest.Bench) string {
		t.Helper()
		list, err := house.Deliveries.Troubles(background, chief)
		if err != nil {
			t.Fatal(err)
		}
		return strings.Join(list, "\n")
	}
	if got := said(colettes); !strings.Contains(got, "MyUnisoft : identifiants absents de cette session") || !strings.Contains(got, b.OSAccount) {
		t.Errorf("said %q though nobody who has them runs", got)
	}
	if report, err := run(b.Bench, 0); err != nil || report.Tried != 1 {
		t.Errorf("report %+v, %v", report, err)
	}
	b.wantOnce(1)
	b.give(wiringtest.Days(wiringtest.IBAN(0), 2)[1:]...)
	if got := said(colettes); got != "" {
		t.Errorf("said %q though a session that has them runs", got)
	}
}

// TestTheLastKeychainThatLosesThemHoldsBack what waits.
func TestTheLastKeychainThatLosesThemHoldsBack(t *testing.T) {
	b := mustBench(t, 1)
	b.give(wiringtest.Days(wiringtest.IBAN(0), 1)...)
	b.Engine.Vault = func() (deliver.Vault, error) { return emptyVault{}, nil }
	b.MustSync()
	if p := b.places(); p[statement.Held] != 1 {
		t.Errorf("places %v", p)
	}
	b.MustVerify()
}

// TestARunFollowsWhatChanges of a connector while it lasts.
func TestARunFollowsWhatChanges(t *testing.T) {
	setUp := func(t *testing.T) (b *bench, change func(token string)) {
		b = mustBench(t, 2)
		b.give(append(wiringtest.Days(wiringtest.IBAN(0), 1), wiringtest.Days(wiringtest.IBAN(1), 1)...)...)
		id, chief := b.MustConnector("Cabinet", "MyUnisoft").ID, b.chief()
		return b, func(token string) {
			b.Clock.Advance(time.Second)
			if _, err := b.Firms.SetSecrets(background, chief, id, map[string]string{"token": token}); err != nil {
				t.Error(err)
			}
		}
	}
	t.Run("the next statement leaves with the new credentials", func(t *testing.T) {
		b, change := setUp(t)
		var tokens []string
		play(b.Bench, func(a deliver.Access, _ deliver.Parcel, _ func() error) deliver.Receipt {
			tokens = append(tokens, a.Secrets["token"])
			change("new")
			return deliver.Receipt{State: deliver.Integrated}
		})
		b.MustSync()
		if strings.Join(tokens, " ") != wiringtest.FirmToken+" new" {
			t.Errorf("used %q", tokens)
		}
	})
	t.Run("what the old ones were refused for stops nothing", func(t *testing.T) {
		b, change := setUp(t)
		play(b.Bench, func(a deliver.Access, _ deliver.Parcel, _ func() error) deliver.Receipt {
			if a.Secrets["token"] == "new" {
				return deliver.Receipt{State: deliver.Integrated}
			}
			change("new")
			return deliver.Receipt{State: deliver.Refused, Trouble: true, Code: "X", Message: "Le jeton est révoqué."}
		})
		report := b.MustSync()
		if p := b.places(); p[statement.Sent] != 2 || len(report.Troubles) != 0 {
			t.Errorf("places %v, report %+v", p, report)
		}
		b.MustVerify()
	})
	t.Run("a connector that is taken away ends it", func(t *testing.T) {
		b, _ := setUp(t)
		play(b.Bench, func(deliver.Access, deliver.Parcel, func() error) deliver.Receipt {
			if _, err := b.file().Exec("UPDATE connector SET removed_at = '2026-04-02T12:00:00Z'"); err != nil {
				t.Error(err)
			}
			return deliver.Receipt{State: deliver.Integrated}
		})
		if report := b.MustSync(); report.Tried != 1 {
			t.Errorf("report %+v", report)
		}
	})
}

// TestAClockThatWasAhead wrote instants that nobody has to wait for once it is right.
func TestAClockThatWasAhead(t *testing.T) {
	b := mustBench(t, 2)
	b.give(wiringtest.Days(wiringtest.IBAN(0), 1)...)
	b.Clock.Advance(20 * time.Hour)
	play(b.Bench, func(deliver.Access, deliver.Parcel, func() error) deliver.Receipt {
		return deliver.Receipt{State: deliver.ToRetry, NotBefore: b.Clock.Now().Add(time.Hour)}
	})
	if report, err := run(b.Bench, 0); err != nil || report.Tried != 1 {
		t.Fatalf("report %+v, %v", report, err)
	}
	t.Run("on the same clock the partner is obeyed", func(t *testing.T) {
		if report := b.MustSync(); report.Tried != 0 {
			t.Errorf("report %+v", report)
		}
	})
	b.Clock.Advance(-20 * time.Hour)
	var n atomic.Int64
	play(b.Bench, takes(&n))
	t.Run("on the right one it is not waited for", func(t *testing.T) {
		if st, err := b.Deliveries.Status(background, b.chief(), b.MustConnector("Cabinet", "MyUnisoft").ID); err != nil || !st.NotBefore.IsZero() {
			t.Errorf("status %+v, %v", st, err)
		}
		if report, err := run(b.Bench, 0); err != nil || report.Tried != 1 {
			t.Errorf("report %+v, %v", report, err)
		}
	})
	t.Run("nor is one that no partner may ask for", func(t *testing.T) {
		b.give(wiringtest.Days(wiringtest.IBAN(1), 1)...)
		if _, err := b.file().Exec("UPDATE connector SET not_before = '2031-01-01T00:00:00Z', not_before_asked_at = '2026-04-02T12:00:00Z'"); err != nil {
			t.Fatal(err)
		}
		if report, err := run(b.Bench, 0); err != nil || report.Tried != 1 {
			t.Errorf("report %+v, %v", report, err)
		}
	})
}

// TestCredentialsLeaveForNoOtherAddress: whoever changes the address in the data file does
// not make a session that has the credentials send them there.
func TestCredentialsLeaveForNoOtherAddress(t *testing.T) {
	b := mustBench(t, 1)
	thief := simulator.NewMyUnisoft(simulator.Options{Now: b.Clock.Now, Limits: simulator.Limits{Requests: 10_000}})
	if err := thief.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = thief.Close() }()
	asked := 0
	thief.OnRequest(func(*http.Request) *simulator.Fault { asked++; return nil })
	b.give(wiringtest.Days(wiringtest.IBAN(0), 1)...)
	if _, err := b.file().Exec("UPDATE connector SET settings = json_set(settings, '$.base_url', ?)", thief.URL()); err != nil {
		t.Fatal(err)
	}
	report, err := b.Engine.Run(background, deliver.Scope{Actor: b.Systeme(), Asked: true})
	if err != nil || asked != 0 || len(report.Troubles) != 1 || !strings.Contains(report.Troubles[0], "L'adresse a changé") {
		t.Errorf("asked %d times; %q, %v", asked, report.Troubles, err)
	}
}
