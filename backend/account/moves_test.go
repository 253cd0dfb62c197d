package account_test

import (
	"database/sql"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sobank/backend/account"
	"sobank/backend/fault"
	"sobank/backend/provision"
	"sobank/backend/rights"
	"sobank/backend/sqlite"
	"sobank/backend/wiring/wiringtest"
)

// mustOpenFile opens the data file for what no service does.
func (b *associating) mustOpenFile() *sql.DB {
	b.t.Helper()
	db, err := sql.Open("sqlite3_sobank", filepath.Join(b.DataDir, sqlite.FileName))
	if err != nil {
		b.t.Fatal(err)
	}
	b.t.Cleanup(func() { _ = db.Close() })
	return db
}

// TestMoves restates the life of a mandate: where each status leads, and who may take it there.
func TestMoves(t *testing.T) {
	for from, want := range map[account.Status]map[account.Status]rights.Action{
		account.Created:          {account.ToSign: rights.PrepareMandate},
		account.ToSign:           {account.Signed: rights.PrepareMandate, account.Created: rights.PrepareMandate},
		account.Signed:           {account.Sent: rights.PrepareMandate, account.ToSign: rights.PrepareMandate},
		account.Sent:             {account.Approved: rights.DecideMandate, account.Rejected: rights.DecideMandate, account.Signed: rights.PrepareMandate},
		account.Approved:         {account.Suspended: rights.DecideMandate, account.TerminationAsked: rights.DecideMandate},
		account.Rejected:         {account.ToSign: rights.PrepareMandate},
		account.Suspended:        {account.Approved: rights.DecideMandate, account.TerminationAsked: rights.DecideMandate},
		account.TerminationAsked: {account.Terminated: rights.DecideMandate},
		account.Terminated:       {account.Created: rights.PrepareMandate},
	} {
		t.Run(string(from), func(t *testing.T) {
			moves := account.Moves(from)
			for _, m := range moves {
				if want[m.To] != m.Action || m.Label == "" {
					t.Errorf("to %s: %+v", m.To, m)
				}
				if needs := m.To == account.Rejected || m.To == account.Suspended; m.NeedNote != needs {
					t.Errorf("to %s asks for a note: %t", m.To, m.NeedNote)
				}
			}
			if len(moves) != len(want) {
				t.Errorf("%d moves, want %d", len(moves), len(want))
			}
		})
	}
	if account.Moves("elsewhere") != nil {
		t.Error("an unknown status leads somewhere")
	}
}

// along takes a mandate through steps, by whoever may.
func (b *bench) along(t *testing.T, id int64, steps ...account.Status) {
	t.Helper()
	for _, to := range steps {
		if err := b.Accounts.Move(background, b.boss, []int64{id}, to, "", "parce que"); err != nil {
			t.Fatal(err)
		}
	}
}

func TestMove(t *testing.T) {
	b := mustAssociating(t)
	id := b.second // « Créé »
	for _, to := range []account.Status{account.ToSign, account.Signed, account.ToSign, account.Signed, account.Sent} {
		if err := b.Accounts.Move(background, b.clerk, []int64{id}, to, "", ""); err != nil {
			t.Fatalf("to %s: %v", to, err)
		}
	}
	for name, c := range map[string]struct {
		actor    rights.Actor
		to       account.Status
		on, note string
		code     fault.Code
		field    string
	}{
		"RefusesCollaborateurToApprove": {b.clerk, account.Approved, "", "", fault.Refused, ""},
		"RefusesCollaborateurToReject":  {b.clerk, account.Rejected, "", "x", fault.Refused, ""},
		"RefusesAnotherFirm":            {b.outsider, account.Signed, "", "", fault.NotFound, ""},
		"RefusesSysteme":                {b.Systeme(), account.Signed, "", "", fault.Refused, ""},
		"two steps at once":             {b.boss, account.ToSign, "", "", fault.Conflict, "to"},
		"the same step":                 {b.boss, account.Sent, "", "", fault.Conflict, "to"},
		"a status that is none":         {b.boss, "oui", "", "", fault.Invalid, "to"},
		"tomorrow":                      {b.boss, account.Approved, "2026-04-03", "", fault.Invalid, "on"},
		"before the step before":        {b.boss, account.Approved, "2026-04-01", "", fault.Invalid, "on"},
		"a day that is none":            {b.boss, account.Approved, "hier", "", fault.Invalid, "on"},
		"rejected without a reason":     {b.boss, account.Rejected, "", "  ", fault.Invalid, "note"},
		"a note too long":               {b.boss, account.Rejected, "", strings.Repeat("n", 501), fault.Invalid, "note"},
	} {
		t.Run(name, func(t *testing.T) {
			wantFault(t, b.Accounts.Move(background, c.actor, []int64{id}, c.to, c.on, c.note), c.code, c.field)
			if row, err := b.Accounts.Get(background, b.admin, id); err != nil || row.Mandate.Status != account.Sent {
				t.Errorf("it is %s, %v", row.Mandate.Status, err)
			}
		})
	}
	t.Run("an illegal step says which are possible", func(t *testing.T) {
		f := fault.From(b.Accounts.Move(background, b.boss, []int64{id}, account.Created, "", ""))
		if !strings.Contains(f.Message, "« Transmis à la banque »") || !strings.Contains(f.Hint, "« Approuvé », « Rejeté », « Signé »") {
			t.Errorf("%q, %q", f.Message, f.Hint)
		}
	})
	t.Run("off the line and back", func(t *testing.T) {
		b.along(t, id, account.Rejected, account.ToSign, account.Signed, account.Sent, account.Approved, account.Suspended, account.Approved,
			account.TerminationAsked, account.Terminated, account.Created)
	})
	t.Run("none at all", func(t *testing.T) {
		wantFault(t, b.Accounts.Move(background, b.boss, nil, account.ToSign, "", ""), fault.Invalid, "")
	})
}

func TestMoveIsAllOrNone(t *testing.T) {
	b := mustAssociating(t)
	err := b.Accounts.Move(background, b.boss, []int64{b.second, b.first}, account.ToSign, "", "") // the first is approved
	wantFault(t, err, fault.Conflict, "to")
	if said := fault.From(err).Message; !strings.HasPrefix(said, wiringtest.IBAN(0).Format()) {
		t.Errorf("it does not say which: %q", said)
	}
	if row, err := b.Accounts.Get(background, b.admin, b.second); err != nil || row.Mandate.Status != account.Created {
		t.Errorf("the other moved: %+v, %v", row.Mandate, err)
	}
}

// TestRule6AMandateOpensAndClosesTheWay: rule 6, the mandate is « approuvé » and so the IBAN actif.
func TestRule6AMandateOpensAndClosesTheWay(t *testing.T) {
	b := mustAssociating(t)
	if err := b.Accounts.Move(background, b.boss, []int64{b.first}, account.Suspended, "", "impayés"); err != nil {
		t.Fatal(err)
	}
	b.give(1)
	if p := b.places(); p["held"] != 1 {
		t.Fatalf("places %v", p)
	}
	if err := b.Accounts.Move(background, b.boss, []int64{b.first}, account.Approved, "", ""); err != nil {
		t.Fatal(err)
	}
	if p := b.places(); p["downloadable"] != 1 {
		t.Errorf("places %v", p)
	}
}

func TestMandateTellsItsHistory(t *testing.T) {
	b := mustAssociating(t)
	b.along(t, b.first, account.Suspended)
	life, err := b.Accounts.Mandate(background, b.clerk, b.first)
	if err != nil || life.Status != account.Suspended || len(life.Steps) != 3 {
		t.Fatalf("%+v, %v", life, err)
	}
	latest, oldest := life.Steps[0], life.Steps[2]
	if latest.Status != account.Suspended || latest.By != "s@cabinet.fr" || latest.Note != "parce que" || latest.At.IsZero() {
		t.Errorf("latest %+v", latest)
	}
	if oldest.Status != account.Signed || oldest.By != "Système" {
		t.Errorf("oldest %+v", oldest)
	}
	if life.Steps[1].Note != "approuvé hors application" || life.Steps[1].Since != 20260105 {
		t.Errorf("approval %+v", life.Steps[1])
	}
	if len(life.May) != len(life.Moves) || slices.Contains(life.May, true) {
		t.Errorf("a Collaborateur may %v of %+v", life.May, life.Moves)
	}
	life, err = b.Accounts.Mandate(background, b.boss, b.first)
	if err != nil || slices.Contains(life.May, false) {
		t.Errorf("a Superviseur may %v, %v", life.May, err)
	}
	_, err = b.Accounts.Mandate(background, b.outsider, b.first)
	wantFault(t, err, fault.NotFound, "")
}

func TestApproveRefusesNonsense(t *testing.T) {
	b := mustAssociating(t)
	wantFault(t, b.Accounts.Approve(background, b.boss, []int64{b.first}, "2026-02-01"), fault.Conflict, "")
	wantFault(t, b.Accounts.Approve(background, b.boss, nil, "2026-02-01"), fault.Invalid, "")
	b.along(t, b.first, account.TerminationAsked, account.Terminated)
	wantFault(t, b.Accounts.Approve(background, b.boss, []int64{b.first}, "2026-04-01"), fault.Invalid, "approvedOn")
	t.Run("OK for one that ended, from that day on", func(t *testing.T) {
		if err := b.Accounts.Approve(background, b.boss, []int64{b.first}, "2026-04-02"); err != nil {
			t.Error(err)
		}
	})
	t.Run("OK for one that lived before So bank knew it", func(t *testing.T) {
		if err := b.Accounts.Approve(background, b.boss, []int64{b.second}, "2019-04-02"); err != nil {
			t.Error(err)
		}
	})
}

// TestASetupMayJump: it takes over what lives already, step by step or not.
func TestASetupMayJump(t *testing.T) {
	b := wiringtest.MustOpen(t, t.TempDir())
	for _, word := range []string{"créé", "approuvé", "à signer"} {
		b.MustApply(provision.Plan{Firms: []provision.Firm{{Name: "Cabinet", Clients: []provision.Client{{Name: "Client",
			Accounts: []provision.Account{{IBAN: string(wiringtest.IBAN(0)), Mandate: word}}}}}}})
		rows, _, err := b.Accounts.List(background, b.Systeme(), account.Query{})
		want, _ := account.ParseStatus(word)
		if err != nil || rows[0].Mandate.Status != want {
			t.Errorf("%s: %+v, %v", word, rows, err)
		}
	}
}
