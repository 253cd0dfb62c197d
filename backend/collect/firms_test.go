package collect_test

import (
	"path/filepath"
	"slices"
	"testing"

	"sobank/backend/account"
	"sobank/backend/client"
	"sobank/backend/collect"
	"sobank/backend/fault"
	"sobank/backend/rights"
	"sobank/backend/statement"
	"sobank/backend/wiring/wiringtest"
)

// What two firms on one installation may do to each other's files: nothing.

func TestSameFileOfAnotherFirmSaysSo(t *testing.T) {
	b := mustBench(t)
	path := b.file("a.txt", day1(ours))
	stranger := b.MustJoin("x@autre.fr", rights.Collaborateur, b.other)
	clerk := b.MustJoin("c@cabinet.fr", rights.Collaborateur, b.firm)
	b.as(stranger, collect.Request{Paths: []string{path}})
	again := b.as(clerk, collect.Request{Paths: []string{path}})[0]
	wantFault(t, again.Err, fault.Conflict, "autre cabinet")
	if again.FileID != 0 || again.Statements != 0 {
		t.Errorf("it tells of a file that may not be seen: %+v", again)
	}
}

func TestSameFileHandedOverLaterSaysSo(t *testing.T) {
	b := mustBench(t)
	r := b.take("a.txt", day1(unsigned))
	again := b.as(b.Systeme(), collect.Request{FirmID: b.firm, HandedOver: true, Paths: []string{r.Path}})[0]
	wantFault(t, again.Err, fault.Conflict, "remis par le client")
	b.where(r, statement.StartingPoint, statement.Held, statement.HeldMandate)
}

func TestUndoAsksForEveryFirmConcerned(t *testing.T) {
	b := mustBench(t)
	r := b.as(b.Systeme(), collect.Request{FirmID: b.other, Paths: []string{b.file("a.txt", day1(ours))}})[0]
	boss := b.MustJoin("s@autre.fr", rights.Superviseur, b.other)
	wantFault(t, b.Collect.Undo(background, boss, r.FileID), fault.Refused, "n'appartenez pas")
	b.where(r, statement.StartingPoint, statement.Downloadable, "")
	both := b.MustJoin("d@deux.fr", rights.Superviseur, b.firm, b.other)
	if err := b.Collect.Undo(background, both, r.FileID); err != nil {
		t.Error(err)
	}
}

// TestAllThatIsAsideJoinsItsIBAN: files came for no firm and for the firm before the IBAN
// was created; the account has each operation once.
func TestAllThatIsAsideJoinsItsIBAN(t *testing.T) {
	b := mustBench(t)
	nowhere := b.as(b.Systeme(), collect.Request{Paths: []string{b.file("a.txt", day1(nobodys), day2(nobodys))}})[0]
	here := b.take("b.txt", day2(nobodys), day3(nobodys))
	boss := b.MustJoin("s@cabinet.fr", rights.Superviseur, b.firm)
	clients, _, err := b.Clients.List(background, boss, client.Query{})
	if err != nil {
		t.Fatal(err)
	}
	row, err := b.Accounts.Save(background, boss, account.Form{ClientID: clients[0].ID, IBAN: nobodys.Format(), ApprovedOn: "2026-03-01"})
	if err != nil {
		t.Fatal(err)
	}
	own := 0
	for _, s := range append(b.all(nowhere), b.all(here)...) {
		if s.AccountID != row.ID || s.Place == statement.Aside {
			t.Errorf("statement %d stays behind, %s", s.ID, s.Place)
		}
		own += s.Own
	}
	fresh := wiringtest.MustOpen(t, filepath.Join(t.TempDir(), "data"))
	if want := fresh.MustImport(nowhere.Path)[0].NewOperations + fresh.MustImport(here.Path)[0].NewOperations; own != want {
		t.Errorf("%d operations, want %d", own, want)
	}
}

// TestTheHistoryOfImportsTellsNothingOfConfidentialClients: a file of their statements alone is
// seen by those who see them, and by who imported it.
func TestTheHistoryOfImportsTellsNothingOfConfidentialClients(t *testing.T) {
	b := mustBench(t)
	boss, clerk := b.MustJoin("s@cabinet.fr", rights.Superviseur, b.firm), b.MustJoin("c@cabinet.fr", rights.Collaborateur, b.firm)
	clients, _, err := b.Clients.List(background, boss, client.Query{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range clients {
		c.Confidential = true
		if _, err := b.Clients.Save(background, boss, c.Client); err != nil {
			t.Fatal(err)
		}
	}
	b.as(boss, collect.Request{FirmID: b.firm, Paths: []string{b.file("discret.txt", day1(ours)), b.file("inconnu.txt", day1(nobodys))}})
	b.as(clerk, collect.Request{FirmID: b.firm, Paths: []string{b.file("le-sien.txt", day2(ours))}})
	names := func(actor rights.Actor) (names []string) {
		files, err := b.Collect.Recent(background, actor, 10)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			names = append(names, f.Name)
		}
		return names
	}
	if got := names(boss); len(got) != 3 {
		t.Errorf("a Superviseur sees %q", got)
	}
	if got := names(clerk); !slices.Equal(got, []string{"le-sien.txt", "inconnu.txt"}) {
		t.Errorf("a Collaborateur sees %q", got)
	}
}
