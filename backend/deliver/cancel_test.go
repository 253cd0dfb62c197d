package deliver_test

import (
	"path/filepath"
	"strings"
	"testing"

	"sobank/backend/account"
	"sobank/backend/deliver"
	"sobank/backend/fault"
	"sobank/backend/rights"
	"sobank/backend/simulator"
	"sobank/backend/statement"
	"sobank/backend/wiring/wiringtest"
)

// heldReason is why the one statement that is held is.
func (b *bench) heldReason() statement.Reason {
	b.t.Helper()
	rows, _, err := b.Statements.List(background, b.Systeme(), statement.Query{Places: []statement.Place{statement.Held}})
	if err != nil || len(rows) != 1 {
		b.t.Fatalf("held %+v, %v", rows, err)
	}
	return rows[0].Reason
}

// mustCancel cancels deliveries as a Collaborateur does.
func (b *bench) mustCancel(clerk rights.Actor, ids ...int64) {
	b.t.Helper()
	if err := b.Deliveries.Cancel(background, clerk, ids, "le client l'a déjà saisi"); err != nil {
		b.t.Fatal(err)
	}
}

// TestWhatIsCancelledStaysHere: its statement is held, says why, and neither a synchronisation
// nor the global file takes it, until somebody sends it again.
func TestWhatIsCancelledStaysHere(t *testing.T) {
	b := mustBench(t, 1)
	clerk := b.clerk()
	b.give(wiringtest.Days(wiringtest.IBAN(0), 3)...)
	second := b.rows(deliver.ToSend)[1]
	b.mustCancel(clerk, second.ID)
	if got := b.heldReason().French(); got != "Son envoi a été annulé." {
		t.Errorf("held: %q", got)
	}
	d, err := b.Deliveries.Get(background, clerk, second.ID)
	if err != nil || d.State != deliver.Cancelled || !d.Withdrawn || !d.MayRetry || d.MayStop || d.MayCheck {
		t.Errorf("details %+v, %v", d, err)
	}
	if said := d.Attempts[0]; said.Outcome != deliver.Stopped || said.Message != "le client l'a déjà saisi" || said.By == "" {
		t.Errorf("history %+v", said)
	}
	b.MustSync()
	if s := b.states(); s[deliver.Integrated] != 2 || s[deliver.Cancelled] != 1 || len(b.partner.Record()) != 2 {
		t.Errorf("states %v, the partner has %d", s, len(b.partner.Record()))
	}
	b.MustVerify()
	t.Run("and is sent again with a reason", func(t *testing.T) {
		if err := b.Deliveries.Retry(background, clerk, []int64{second.ID}, " "); fault.CodeOf(err) != fault.Invalid {
			t.Error(err)
		}
		if err := b.Deliveries.Retry(background, clerk, []int64{second.ID}, "il manquait bien"); err != nil {
			t.Fatal(err)
		}
		b.MustSync()
		b.wantOnceInAnyOrder(3)
		if d, err := b.Deliveries.Get(background, clerk, second.ID); err != nil || d.State != deliver.Integrated || d.Withdrawn {
			t.Errorf("details %+v, %v", d, err)
		}
	})
}

// TestWhatIsCancelledOutlivesASettle: neither another import nor a new mandate sends it.
func TestWhatIsCancelledOutlivesASettle(t *testing.T) {
	b := mustBench(t, 1)
	days := wiringtest.Days(wiringtest.IBAN(0), 2)
	b.give(days[0])
	b.mustCancel(b.clerk(), b.rows(deliver.ToSend)[0].ID)
	b.give(days[1])
	chief := b.chief()
	for _, to := range []account.Status{account.Suspended, account.Approved} {
		if err := b.Accounts.Move(background, chief, b.accounts(), to, "", "essai"); err != nil {
			t.Fatal(err)
		}
	}
	b.MustSync()
	if s := b.states(); s[deliver.Cancelled] != 1 || s[deliver.Integrated] != 1 || b.heldReason() != statement.HeldWithdrawn {
		t.Errorf("states %v, held %q", s, b.heldReason())
	}
	b.MustVerify()
}

// TestAnotherConnectorTakesWhatWasCancelled: a person did not want it at one tool; the account has
// another one since.
func TestAnotherConnectorTakesWhatWasCancelled(t *testing.T) {
	b := mustBench(t, 1)
	other, folder := b.secondTool()
	clerk := b.clerk()
	b.give(wiringtest.Days(wiringtest.IBAN(0), 1)...)
	first := b.rows(deliver.ToSend)[0]
	b.mustCancel(clerk, first.ID)
	if _, err := b.Accounts.Associate(background, clerk, b.accounts(), other); err != nil {
		t.Fatal(err)
	}
	b.MustSync()
	if files, err := filepath.Glob(filepath.Join(folder, "*.dat")); err != nil || len(files) != 1 || len(b.partner.Record()) != 0 {
		t.Errorf("the other tool has %q, %v; MyUnisoft %v", files, err, b.partner.Record())
	}
	if s, p := b.states(), b.places(); s[deliver.Deposited] != 1 || s[deliver.Cancelled] != 1 || p[statement.Sent] != 1 {
		t.Errorf("states %v, places %v", s, p)
	}
	b.MustVerify()
	t.Run("and is not sent to the first one again", func(t *testing.T) {
		if err := b.Deliveries.Retry(background, clerk, []int64{first.ID}, "pour voir"); err != nil && fault.CodeOf(err) != fault.Conflict {
			t.Error(err)
		}
		b.MustSync()
		if s := b.states(); s[deliver.Deposited] != 1 || s[deliver.Cancelled] != 1 || len(b.partner.Record()) != 0 {
			t.Errorf("states %v, MyUnisoft has %v", s, b.partner.Record())
		}
		b.MustVerify()
	})
}

// TestWhatMayNotBeCancelled is on its way, arrived, or may have; and all are, or none.
func TestWhatMayNotBeCancelled(t *testing.T) {
	cancel := func(b *bench, ids ...int64) error {
		return b.Deliveries.Cancel(background, b.clerk(), ids, "doublon")
	}
	wantConflict := func(t *testing.T, err error) {
		t.Helper()
		if why := fault.From(err); why.Code != fault.Conflict || why.Hint == "" || !strings.Contains(why.Message, "ne peut pas être annulé") {
			t.Errorf("got %v", err)
		}
	}
	t.Run("what arrived, nor what waits beside it", func(t *testing.T) {
		b := mustBench(t, 1)
		days := wiringtest.Days(wiringtest.IBAN(0), 2)
		b.give(days[0])
		b.MustSync()
		b.give(days[1])
		wantConflict(t, cancel(b, b.rows(deliver.ToSend)[0].ID, b.rows(deliver.Integrated)[0].ID))
		if s := b.states(); s[deliver.ToSend] != 1 || s[deliver.Integrated] != 1 {
			t.Errorf("states %v", s)
		}
	})
	t.Run("what is to be checked", func(t *testing.T) {
		b, d := unclear(t)
		wantConflict(t, cancel(b, d.ID))
	})
	t.Run("what waits for its next try, and may have arrived", func(t *testing.T) {
		b := mustBench(t, 1)
		b.give(wiringtest.Days(wiringtest.IBAN(0), 1)...)
		b.partner.Fail(simulator.Fault{Kind: simulator.ResetAfterImport})
		if _, err := run(b.Bench, 0); err != nil {
			t.Fatal(err)
		}
		d := b.rows(deliver.ToRetry)
		if len(d) != 1 || d[0].Doubt == deliver.NoDoubt {
			t.Fatalf("states %v", b.states())
		}
		wantConflict(t, cancel(b, d[0].ID))
		b.MustSync()
		b.wantOnce(1)
	})
	t.Run("what is on its way", func(t *testing.T) {
		b := mustBench(t, 1)
		b.give(wiringtest.Days(wiringtest.IBAN(0), 1)...)
		clerk := b.clerk()
		play(b.Bench, func(_ deliver.Access, p deliver.Parcel, _ func() error) deliver.Receipt {
			wantConflict(t, b.Deliveries.Cancel(background, clerk, []int64{b.rows(deliver.InFlight)[0].ID}, "doublon"))
			return deliver.Receipt{State: deliver.Integrated, Integrated: &p.Operations}
		})
		b.MustSync()
		if s := b.states(); s[deliver.Integrated] != 1 {
			t.Errorf("states %v", s)
		}
	})
	t.Run("without a reason, or what is not there", func(t *testing.T) {
		b := mustBench(t, 1)
		b.give(wiringtest.Days(wiringtest.IBAN(0), 1)...)
		id := b.rows(deliver.ToSend)[0].ID
		clerk := b.clerk()
		if err := b.Deliveries.Cancel(background, clerk, []int64{id}, "\t"); fault.CodeOf(err) != fault.Invalid {
			t.Error(err)
		}
		if err := b.Deliveries.Cancel(background, clerk, []int64{99}, "doublon"); fault.CodeOf(err) != fault.NotFound {
			t.Error(err)
		}
	})
}
