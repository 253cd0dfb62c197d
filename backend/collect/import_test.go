package collect_test

import (
	"bytes"
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sobank/backend/account"
	"sobank/backend/client"
	"sobank/backend/collect"
	"sobank/backend/download"
	"sobank/backend/fault"
	"sobank/backend/iban"
	"sobank/backend/provision"
	"sobank/backend/rights"
	"sobank/backend/sqlite"
	"sobank/backend/statement"
	"sobank/backend/wiring/wiringtest"
)

var (
	background = context.Background()
	op         = wiringtest.Op
	block      = wiringtest.Block
)

// The accounts of the tests: downloaded, sent, without an approved mandate, unknown.
var ours, sentOne, unsigned, nobodys = wiringtest.IBAN(0), wiringtest.IBAN(1), wiringtest.IBAN(2), wiringtest.IBAN(9)

// bench is a house with two firms; bank files are written in a folder beside the data.
type bench struct {
	*wiringtest.Bench
	t           *testing.T
	inbox       string
	firm, other int64
}

func mustBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{Bench: wiringtest.MustOpen(t, filepath.Join(t.TempDir(), "data")), t: t, inbox: t.TempDir()}
	b.MustApply(provision.Plan{Firms: []provision.Firm{
		{Name: "Cabinet", Connectors: []provision.Connector{{Name: "Fizen", Partner: "fizen", Settings: map[string]any{"folder": "/depot"}}}, Clients: []provision.Client{{Name: "Client", Accounts: []provision.Account{
			{IBAN: string(ours), Mandate: "approuvé"}, {IBAN: string(sentOne), Mandate: "approuvé", Connector: "Fizen"}, {IBAN: string(unsigned), Mandate: "signé"}}}}},
		{Name: "Autre cabinet"}}})
	b.firm, b.other = b.MustFirm("Cabinet"), b.MustFirm("Autre cabinet")
	t.Cleanup(func() {
		if !t.Failed() {
			b.MustVerify()
		}
	})
	return b
}

func (b *bench) file(name string, blocks ...*statement.Draft) string {
	b.t.Helper()
	return wiringtest.MustWrite(b.t, filepath.Join(b.inbox, name), blocks...)
}

func (b *bench) raw(name string, content []byte) string {
	b.t.Helper()
	return wiringtest.MustFile(b.t, filepath.Join(b.inbox, name), content)
}

// take imports blocks as one file for the firm, as « Système ».
func (b *bench) take(name string, blocks ...*statement.Draft) collect.FileReport {
	b.t.Helper()
	return b.as(b.Systeme(), collect.Request{FirmID: b.firm, Paths: []string{b.file(name, blocks...)}})[0]
}

func (b *bench) as(actor rights.Actor, req collect.Request) []collect.FileReport {
	b.t.Helper()
	reports, err := b.Collect.Import(background, actor, req, nil)
	if err != nil {
		b.t.Fatalf("import: %v", err)
	}
	return reports
}

// one is the only statement of a file, as it is now.
func (b *bench) one(r collect.FileReport) statement.Row {
	b.t.Helper()
	rows := b.all(r)
	if len(rows) != 1 {
		b.t.Fatalf("%s has %d statements (%v)", r.Path, len(rows), r.Err)
	}
	return rows[0]
}

func (b *bench) all(r collect.FileReport) []statement.Row {
	b.t.Helper()
	rows, _, err := b.Statements.List(background, b.Systeme(), statement.Query{FileID: r.FileID})
	if err != nil {
		b.t.Fatal(err)
	}
	return rows
}

func (b *bench) where(r collect.FileReport, state statement.State, place statement.Place, reason statement.Reason) {
	b.t.Helper()
	s := b.one(r)
	if s.State != state || s.Place != place || s.Reason != reason {
		b.t.Errorf("%s is %s, %s %q; want %s, %s %q", filepath.Base(r.Path), s.State, s.Place, s.Reason, state, place, reason)
	}
}

func (b *bench) counts() sqlite.Counts {
	b.t.Helper()
	h, err := b.Verify(background, b.Systeme())
	if err != nil || !h.OK {
		b.t.Fatal(h.Problems, err)
	}
	return h.Counts
}

// sql changes the data file in a way that no service offers yet.
func (b *bench) sql(query string, args ...any) {
	b.t.Helper()
	db, err := sql.Open("sqlite3_sobank", filepath.Join(b.DataDir, sqlite.FileName))
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if _, err := db.Exec(query, args...); err != nil {
		b.t.Fatal(err)
	}
}

// wantFault checks an error's code and that its sentence is one, in French, without English.
func wantFault(t *testing.T, err error, code fault.Code, words ...string) {
	t.Helper()
	if fault.CodeOf(err) != code {
		t.Errorf("got %v, want %s", err, code)
		return
	}
	for _, w := range words {
		if !strings.Contains(fault.From(err).Message, w) {
			t.Errorf("%q does not say %q", fault.From(err).Message, w)
		}
	}
}

func day1(account iban.IBAN) *statement.Draft {
	return block(account, "2026-03-01", 1000, "2026-03-02", op("2026-03-02", 500, "VIREMENT"), op("2026-03-02", -20, "FRAIS"))
}

func day2(account iban.IBAN) *statement.Draft {
	return block(account, "2026-03-02", 1480, "2026-03-03", op("2026-03-03", -80, "CARTE"))
}

func day3(account iban.IBAN) *statement.Draft {
	return block(account, "2026-03-03", 1400, "2026-03-04", op("2026-03-04", 7, "INTERETS"))
}

func TestImportPlacesStatements(t *testing.T) {
	t.Run("of an approved account they can be downloaded", func(t *testing.T) {
		b := mustBench(t)
		r := b.take("a.txt", day1(ours), day2(ours))
		if r.Outcome != collect.Imported || r.Statements != 2 || r.NewStatements != 2 || r.Operations != 3 || r.NewOperations != 3 || r.Warnings != 0 || r.Format != "cfonb120" {
			t.Errorf("got %+v", r)
		}
		if r.States[statement.StartingPoint] != 1 || r.States[statement.Conforming] != 1 || r.Places[statement.Downloadable] != 2 {
			t.Errorf("got %v %v", r.States, r.Places)
		}
	})
	t.Run("of an account with a connector they are to be sent, once each", func(t *testing.T) {
		b := mustBench(t)
		b.where(b.take("a.txt", day1(sentOne)), statement.StartingPoint, statement.ToSend, "")
		b.take("b.txt", day1(sentOne), day2(sentOne))
		if n := b.counts().Deliveries; n != 2 {
			t.Errorf("%d deliveries", n)
		}
	})
	t.Run("without an approved mandate they are held", func(t *testing.T) {
		b := mustBench(t)
		b.where(b.take("a.txt", day1(unsigned)), statement.StartingPoint, statement.Held, statement.HeldMandate)
	})
	t.Run("handed over by the client they need no mandate", func(t *testing.T) {
		b := mustBench(t)
		r := b.as(b.Systeme(), collect.Request{FirmID: b.firm, Paths: []string{b.file("a.txt", day1(unsigned))}, HandedOver: true})[0]
		b.where(r, statement.StartingPoint, statement.Downloadable, "")
	})
	t.Run("a second file handed over frees what the first left held", func(t *testing.T) {
		b := mustBench(t)
		first := b.take("a.txt", day1(unsigned))
		second := b.as(b.Systeme(), collect.Request{FirmID: b.firm, Paths: []string{b.file("b.txt", day1(unsigned), day2(unsigned))}, HandedOver: true})[0]
		b.where(first, statement.StartingPoint, statement.Downloadable, "")
		if err := b.Collect.Undo(background, b.Systeme(), second.FileID); err == nil {
			b.where(first, statement.StartingPoint, statement.Held, statement.HeldMandate)
		} else {
			t.Error(err)
		}
	})
	t.Run("approving the mandate frees what is held", func(t *testing.T) {
		b := mustBench(t)
		r := b.take("a.txt", day1(unsigned))
		boss := b.MustJoin("s@cabinet.fr", rights.Superviseur, b.firm)
		if err := b.Accounts.Approve(background, boss, []int64{b.one(r).AccountID}, "2026-04-01"); err != nil {
			t.Fatal(err)
		}
		b.where(r, statement.StartingPoint, statement.Downloadable, "")
	})
	t.Run("before the start of collection they are kept and held", func(t *testing.T) {
		b := mustBench(t)
		b.sql("UPDATE account SET collect_from = '2026-03-03'")
		r := b.take("a.txt", day1(ours), day2(ours))
		if r.Places[statement.Held] != 1 || r.Places[statement.Downloadable] != 1 {
			t.Errorf("got %v", r.Places)
		}
	})
	t.Run("without movement they go nowhere", func(t *testing.T) {
		b := mustBench(t)
		b.where(b.take("a.txt", block(ours, "2026-03-01", 1000, "2026-03-02")), statement.StartingPoint, statement.NoMovement, "")
	})
}

func TestImportChecksStatements(t *testing.T) {
	t.Run("one that does not add up is held until a Superviseur releases it", func(t *testing.T) {
		b := mustBench(t)
		wrong := day1(ours)
		wrong.Closing.Amount += 100
		r := b.take("a.txt", wrong)
		b.where(r, statement.Incoherent, statement.Held, statement.HeldIncoherent)
		clerk, boss := b.MustJoin("c@cabinet.fr", rights.Collaborateur, b.firm), b.MustJoin("s@cabinet.fr", rights.Superviseur, b.firm)
		stranger := b.MustJoin("x@autre.fr", rights.Superviseur, b.other)
		id := b.one(r).ID
		wantFault(t, b.Statements.Release(background, clerk, id, "vu avec la banque"), fault.Refused, "Superviseur")
		wantFault(t, b.Statements.Release(background, stranger, id, "vu avec la banque"), fault.NotFound)
		wantFault(t, b.Statements.Release(background, boss, id, "  "), fault.Invalid, "pourquoi")
		if err := b.Statements.Release(background, boss, id, "vu avec la banque"); err != nil {
			t.Fatal(err)
		}
		b.where(r, statement.Released, statement.Downloadable, "")
		if s := b.one(r); s.ReleasedBy != "s@cabinet.fr" || s.Why != "vu avec la banque" {
			t.Errorf("released by %q: %q", s.ReleasedBy, s.Why)
		}
		wantFault(t, b.Statements.Release(background, boss, id, "encore"), fault.Conflict)
	})
	t.Run("without its closing balance it is held until a Collaborateur releases it", func(t *testing.T) {
		b := mustBench(t)
		r := b.as(b.Systeme(), collect.Request{FirmID: b.firm, Paths: []string{b.raw("a.txt", withoutLast(wiringtest.Bytes(t, day1(ours))))}})[0]
		b.where(r, statement.Unverifiable, statement.Held, statement.HeldUnverifiable)
		if r.Warnings == 0 {
			t.Error("no warning")
		}
		clerk := b.MustJoin("c@cabinet.fr", rights.Collaborateur, b.firm)
		if err := b.Statements.Release(background, clerk, b.one(r).ID, "le solde est sur le suivant"); err != nil {
			t.Fatal(err)
		}
		b.where(r, statement.Released, statement.Downloadable, "")
		b.where(b.take("b.txt", day2(ours)), statement.Conforming, statement.Downloadable, "")
	})
	t.Run("a break is sent with what was expected, and a late file heals it", func(t *testing.T) {
		b := mustBench(t)
		b.take("a.txt", day1(ours))
		r := b.take("c.txt", day3(ours))
		b.where(r, statement.Interruption, statement.Downloadable, "")
		if s := b.one(r); s.Expected == nil || *s.Expected != 1480 || s.ExpectedOn.String() != "2026-03-02" {
			t.Errorf("expected %v on %s", s.Expected, s.ExpectedOn)
		}
		b.take("b.txt", day2(ours))
		b.where(r, statement.Conforming, statement.Downloadable, "")
	})
	t.Run("a break is held where the firm chose so, as long as it did", func(t *testing.T) {
		b := mustBench(t)
		boss := b.MustJoin("s@cabinet.fr", rights.Superviseur, b.firm)
		hold := func(on bool) {
			card, _, err := b.Firms.Get(background, boss, b.firm)
			if err == nil {
				card.HoldInterruptions = on
				_, err = b.Firms.Update(background, boss, card)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		hold(true)
		b.take("a.txt", day1(ours))
		r := b.take("c.txt", day3(ours))
		b.where(r, statement.Interruption, statement.Held, statement.HeldInterruption)
		hold(false)
		b.where(r, statement.Interruption, statement.Downloadable, "")
		hold(true)
		if err := b.Statements.Release(background, boss, b.one(r).ID, "jour férié"); err != nil {
			t.Fatal(err)
		}
		b.where(r, statement.Released, statement.Downloadable, "")
	})
	t.Run("two orders of one day conflict, whichever came first", func(t *testing.T) {
		one := block(ours, "2026-03-01", 0, "2026-03-02", op("2026-03-02", 5, "A"), op("2026-03-02", 7, "B"))
		two := block(ours, "2026-03-01", 0, "2026-03-02", op("2026-03-02", 7, "B"), op("2026-03-02", 5, "A"))
		for _, files := range [][2]*statement.Draft{{one, two}, {two, one}} {
			b := mustBench(t)
			first, second := b.take("a.txt", files[0]), b.take("b.txt", files[1])
			b.where(first, statement.Conflicting, statement.Held, statement.HeldConflict)
			b.where(second, statement.Conflicting, statement.Held, statement.HeldConflict)
			if d, err := b.Statements.Get(background, b.Systeme(), b.one(first).ID); err != nil || len(d.Disputes) != 1 || d.Disputes[0].File != "b.txt" {
				t.Errorf("disputes %+v, %v", d.Disputes, err)
			}
			if err := b.Collect.Undo(background, b.Systeme(), second.FileID); err != nil {
				t.Fatal(err)
			}
			b.where(first, statement.StartingPoint, statement.Downloadable, "")
		}
	})
	t.Run("a block that comes back to its balance is a conflict once two files show it", func(t *testing.T) {
		b := mustBench(t)
		net := block(ours, "2026-03-01", 1000, "2026-03-02", op("2026-03-02", 30, "CHEQUE"), op("2026-03-02", -30, "REJET"))
		first := b.take("a.txt", net)
		b.where(first, statement.StartingPoint, statement.Downloadable, "")
		second := b.take("b.txt", net, block(ours, "2026-03-02", 1000, "2026-03-03", op("2026-03-03", 1, "X")))
		b.where(first, statement.Conflicting, statement.Held, statement.HeldConflict)
		if err := b.Collect.Undo(background, b.Systeme(), second.FileID); err != nil {
			t.Fatal(err)
		}
		b.where(first, statement.StartingPoint, statement.Downloadable, "")
	})
}

// withoutLast takes the last record away.
func withoutLast(file []byte) []byte { return file[:len(file)-122] }

func TestImportFindsTheAccount(t *testing.T) {
	t.Run("creating the IBAN moves what is aside to its place", func(t *testing.T) {
		b := mustBench(t)
		clerk := b.MustJoin("c@cabinet.fr", rights.Collaborateur, b.firm)
		boss := b.MustJoin("s@cabinet.fr", rights.Superviseur, b.firm)
		r := b.as(clerk, collect.Request{Paths: []string{b.file("a.txt", day1(nobodys))}})[0]
		b.where(r, statement.StartingPoint, statement.Aside, "")
		asides, err := b.Accounts.Asides(background, clerk)
		if err != nil || len(asides) != 1 || asides[0].IBAN != nobodys || asides[0].FirmID != b.firm || asides[0].Statements != 1 || asides[0].Operations != 2 {
			t.Fatalf("got %+v, %v", asides, err)
		}
		clients, _, err := b.Clients.List(background, clerk, client.Query{})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := b.Accounts.Save(background, boss, account.Form{ClientID: clients[0].ID, IBAN: nobodys.Format(), ApprovedOn: "2026-03-01"}); err != nil {
			t.Fatal(err)
		}
		b.where(r, statement.StartingPoint, statement.Downloadable, "")
		if asides, _ = b.Accounts.Asides(background, clerk); len(asides) != 0 {
			t.Errorf("still aside: %+v", asides)
		}
		b.where(b.take("b.txt", day2(nobodys)), statement.Conforming, statement.Downloadable, "")
	})
	t.Run("an old RIB is the same account, without a false break", func(t *testing.T) {
		b := mustBench(t)
		old := wiringtest.IBAN(77)
		b.alias(ours, old)
		b.take("a.txt", day1(old))
		r := b.take("b.txt", day2(ours))
		b.where(r, statement.Conforming, statement.Downloadable, "")
	})
	t.Run("an old and the new RIB in one file are one chain", func(t *testing.T) {
		b := mustBench(t)
		old := wiringtest.IBAN(77)
		b.alias(ours, old)
		r := b.take("a.txt", day1(old), day2(ours), day2(old), day3(old))
		if r.States[statement.StartingPoint] != 1 || r.States[statement.Conforming] != 2 || r.NewOperations != 4 {
			t.Errorf("got %v, %d operations", r.States, r.NewOperations)
		}
	})
	t.Run("of another firm it stays aside, unseen", func(t *testing.T) {
		b := mustBench(t)
		stranger := b.MustJoin("x@autre.fr", rights.Collaborateur, b.other)
		r := b.as(stranger, collect.Request{Paths: []string{b.file("a.txt", day1(ours))}})[0]
		b.where(r, statement.StartingPoint, statement.Aside, "")
		clerk := b.MustJoin("c@cabinet.fr", rights.Collaborateur, b.firm)
		if rows, n, err := b.Statements.List(background, clerk, statement.Query{}); err != nil || n != 0 {
			t.Errorf("seen by the account's firm: %+v, %v", rows, err)
		}
	})
	t.Run("that is no IBAN it stays aside under its zones", func(t *testing.T) {
		b := mustBench(t)
		content := bytes.ReplaceAll(wiringtest.Bytes(t, day1(nobodys)), []byte("30004"), []byte("00000"))
		r := b.as(b.Systeme(), collect.Request{FirmID: b.firm, Paths: []string{b.raw("a.txt", content)}})[0]
		b.where(r, statement.StartingPoint, statement.Aside, "")
		if s := b.one(r); s.IBAN != "" || s.Key != "00000/00001/00000000009" {
			t.Errorf("got %q %q", s.IBAN, s.Key)
		}
	})
	t.Run("in an empty installation it is kept aside of no firm", func(t *testing.T) {
		b := wiringtest.MustOpen(t, filepath.Join(t.TempDir(), "data"))
		r := b.MustImport(wiringtest.MustWrite(t, filepath.Join(t.TempDir(), "a.txt"), day1(ours)))[0]
		if r.Outcome != collect.Imported || r.Places[statement.Aside] != 1 {
			t.Errorf("got %+v", r)
		}
		b.MustVerify()
	})
}

// alias gives an account an old RIB, after a bank merger.
func (b *bench) alias(number, old iban.IBAN) {
	b.t.Helper()
	b.sql("INSERT INTO account_alias (key, account_id, iban, created_at) SELECT ?, id, ?, '' FROM account WHERE key = ?",
		account.KeyOf(old, iban.RIB{}), string(old), account.KeyOf(number, iban.RIB{}))
}

func TestImportIsRefused(t *testing.T) {
	b := mustBench(t)
	path := b.file("a.txt", day1(ours))
	clerk := b.MustJoin("c@cabinet.fr", rights.Collaborateur, b.firm)
	both := b.MustJoin("d@cabinet.fr", rights.Collaborateur, b.firm, b.other)
	nowhere := b.MustJoin("e@cabinet.fr", rights.Collaborateur)
	for name, c := range map[string]struct {
		actor rights.Actor
		firm  int64
		code  fault.Code
	}{
		"for another firm":                   {clerk, b.other, fault.Refused},
		"for a firm that does not exist":     {clerk, 999, fault.Refused},
		"without a firm by one who has two":  {both, 0, fault.Invalid},
		"without a firm by one who has none": {nowhere, 0, fault.Invalid},
		"once the session has ended":         {rights.Actor{StaffID: clerk.StaffID, SessionID: "gone"}, b.firm, fault.Unauthenticated},
		"under somebody else's session":      {rights.Actor{StaffID: both.StaffID, SessionID: clerk.SessionID}, b.firm, fault.Unauthenticated},
		"by « Système » for an unknown firm": {b.Systeme(), 999, fault.NotFound},
	} {
		t.Run(name, func(t *testing.T) {
			reports, err := b.Collect.Import(background, c.actor, collect.Request{Paths: []string{path}, FirmID: c.firm}, nil)
			if err == nil && len(reports) == 1 {
				err = reports[0].Err
			}
			wantFault(t, err, c.code)
		})
	}
	if n := b.counts().Files; n != 0 {
		t.Errorf("%d files are stored", n)
	}
}

func TestSameFileAgain(t *testing.T) {
	t.Run("changes nothing, under any name", func(t *testing.T) {
		b := mustBench(t)
		first := b.take("a.txt", day1(ours), day2(ours))
		before := mustDump(t, b.Bench)
		again := b.take("b.txt", day1(ours), day2(ours))
		if again.Outcome != collect.Duplicate || again.FileID != first.FileID || again.Statements != 2 || again.Operations != 3 || again.NewOperations != 0 {
			t.Errorf("got %+v", again)
		}
		if mustDump(t, b.Bench) != before || b.counts().Files != 1 {
			t.Error("something changed")
		}
	})
	t.Run("with other line endings brings nothing new", func(t *testing.T) {
		b := mustBench(t)
		b.take("a.txt", day1(ours), day2(ours))
		before := mustDump(t, b.Bench)
		for name, ending := range map[string]string{"lf.txt": "\n", "none.txt": ""} {
			content := bytes.ReplaceAll(wiringtest.Bytes(t, day1(ours), day2(ours)), []byte("\r\n"), []byte(ending))
			r := b.as(b.Systeme(), collect.Request{FirmID: b.firm, Paths: []string{b.raw(name, content)}})[0]
			if r.Outcome != collect.Imported || r.NewStatements != 0 || r.NewOperations != 0 {
				t.Errorf("%s: %+v", name, r)
			}
		}
		if after := mustDump(t, b.Bench); after != before {
			t.Errorf("%s\nbecame\n%s", before, after)
		}
	})
	t.Run("twice in one batch is kept once", func(t *testing.T) {
		b := mustBench(t)
		reports := b.as(b.Systeme(), collect.Request{FirmID: b.firm, Paths: []string{b.file("a.txt", day1(ours)), b.file("b.txt", day1(ours))}})
		if reports[0].Outcome != collect.Imported || reports[1].Outcome != collect.Duplicate {
			t.Errorf("got %+v", reports)
		}
	})
}

func TestUndo(t *testing.T) {
	t.Run("takes away what only this file shows, and keeps the rest", func(t *testing.T) {
		b := mustBench(t)
		b.take("a.txt", day1(ours))
		before := mustDump(t, b.Bench)
		r := b.take("b.txt", day1(ours), day2(ours), day1(nobodys))
		preview, err := b.Collect.PreviewUndo(background, b.Systeme(), r.FileID)
		if err != nil || preview.WhyNot != nil || preview.Statements != 2 || preview.Operations != 3 || preview.Kept != 1 {
			t.Errorf("preview %+v, %v", preview, err)
		}
		if err := b.Collect.Undo(background, b.Systeme(), r.FileID); err != nil {
			t.Fatal(err)
		}
		if after := mustDump(t, b.Bench); after != before {
			t.Errorf("%s\nis now\n%s", before, after)
		}
		wantFault(t, b.Collect.Undo(background, b.Systeme(), r.FileID), fault.NotFound)
	})
	t.Run("gives the file's place back, to import it again", func(t *testing.T) {
		b := mustBench(t)
		r := b.take("a.txt", day1(ours))
		before := mustDump(t, b.Bench)
		if err := b.Collect.Undo(background, b.Systeme(), r.FileID); err != nil {
			t.Fatal(err)
		}
		if again := b.take("a.txt", day1(ours)); again.Outcome != collect.Imported || mustDump(t, b.Bench) != before {
			t.Errorf("got %+v", again)
		}
	})
	t.Run("cancels what waited to be sent", func(t *testing.T) {
		b := mustBench(t)
		r := b.take("a.txt", day1(sentOne))
		if err := b.Collect.Undo(background, b.Systeme(), r.FileID); err != nil {
			t.Fatal(err)
		}
		if n := b.counts().Deliveries; n != 0 {
			t.Errorf("%d deliveries", n)
		}
	})
	t.Run("is for one's own import, or a Superviseur of the firm", func(t *testing.T) {
		b := mustBench(t)
		clerk, colleague := b.MustJoin("c@cabinet.fr", rights.Collaborateur, b.firm), b.MustJoin("d@cabinet.fr", rights.Collaborateur, b.firm)
		boss, stranger := b.MustJoin("s@cabinet.fr", rights.Superviseur, b.firm), b.MustJoin("x@autre.fr", rights.Superviseur, b.other)
		mine := b.as(clerk, collect.Request{Paths: []string{b.file("a.txt", day1(ours))}})[0].FileID
		wantFault(t, b.Collect.Undo(background, colleague, mine), fault.Refused, "Superviseur")
		wantFault(t, b.Collect.Undo(background, stranger, mine), fault.NotFound)
		if p, err := b.Collect.PreviewUndo(background, colleague, mine); err != nil || fault.CodeOf(p.WhyNot) != fault.Refused {
			t.Errorf("preview %v, %v", p.WhyNot, err)
		}
		if err := b.Collect.Undo(background, clerk, mine); err != nil {
			t.Fatal(err)
		}
		mine = b.as(clerk, collect.Request{Paths: []string{b.file("a.txt", day1(ours))}})[0].FileID
		if err := b.Collect.Undo(background, boss, mine); err != nil {
			t.Fatal(err)
		}
	})
	t.Run("of the one file that shows two equal operations leaves one, as other files show", func(t *testing.T) {
		b := mustBench(t)
		morning := block(ours, "2026-03-02", 100, "2026-03-02", op("2026-03-02", 1, "A"), op("2026-03-02", -1, "A"), op("2026-03-02", 2, "A"))
		evening := block(ours, "2026-03-02", 102, "2026-03-02", op("2026-03-02", -2, "A"), op("2026-03-02", 1, "A"))
		b.take("morning.txt", morning)
		b.take("evening.txt", evening)
		before := mustDump(t, b.Bench)
		both := b.take("both.txt", morning, evening)
		if n := b.counts().Operations; n != 5 {
			t.Errorf("%d operations with the file that shows both", n)
		}
		if err := b.Collect.Undo(background, b.Systeme(), both.FileID); err != nil {
			t.Fatal(err)
		}
		if after := mustDump(t, b.Bench); after != before {
			t.Errorf("%s\nis now\n%s", before, after)
		}
	})
	t.Run("is refused once a statement was downloaded", func(t *testing.T) {
		b := mustBench(t)
		clerk := b.MustJoin("c@cabinet.fr", rights.Collaborateur, b.firm)
		r := b.as(clerk, collect.Request{Paths: []string{b.file("a.txt", day1(ours))}})[0]
		if _, err := b.Downloads.Take(background, clerk, download.Request{FirmID: b.firm}, filepath.Join(b.inbox, "out.dat")); err != nil {
			t.Fatal(err)
		}
		wantFault(t, b.Collect.Undo(background, clerk, r.FileID), fault.Conflict, "a.txt", "téléchargés")
		b.where(r, statement.StartingPoint, statement.Downloaded, "")
	})
	t.Run("of a file that shows what left in another is refused too", func(t *testing.T) {
		b := mustBench(t)
		clerk := b.MustJoin("c@cabinet.fr", rights.Collaborateur, b.firm)
		b.take("a.txt", day1(ours))
		if _, err := b.Downloads.Take(background, clerk, download.Request{FirmID: b.firm}, filepath.Join(b.inbox, "out.dat")); err != nil {
			t.Fatal(err)
		}
		r := b.take("b.txt", day1(ours), day2(ours))
		wantFault(t, b.Collect.Undo(background, b.MustJoin("s@cabinet.fr", rights.Superviseur, b.firm), r.FileID), fault.Conflict)
	})
}

func TestWhatLeftStaysAsItLeft(t *testing.T) {
	b := mustBench(t)
	clerk := b.MustJoin("c@cabinet.fr", rights.Collaborateur, b.firm)
	half := block(ours, "2026-03-02", 1500, "2026-03-02", op("2026-03-02", -20, "FRAIS"))
	first := b.take("half.txt", half)
	if _, err := b.Downloads.Take(background, clerk, download.Request{FirmID: b.firm}, filepath.Join(b.inbox, "out.dat")); err != nil {
		t.Fatal(err)
	}
	whole := b.take("whole.txt", day1(ours))
	b.where(first, statement.Conforming, statement.Downloaded, "")
	if s := b.one(first); s.Own != 1 {
		t.Errorf("the half that left owns %d", s.Own)
	}
	if s := b.one(whole); s.Own != 1 || s.Operations != 2 || s.Place != statement.Downloadable {
		t.Errorf("the whole day brings %d of %d, %s", s.Own, s.Operations, s.Place)
	}
}

func TestCancelLeavesNothing(t *testing.T) {
	b := mustBench(t)
	ctx, cancel := context.WithCancel(background)
	var many []*statement.Draft
	for n := range 2000 {
		many = append(many, day1(wiringtest.IBAN(100+n)), day2(wiringtest.IBAN(100+n)))
	}
	paths := []string{b.file("a.txt", day1(ours)), b.file("b.txt", many...)}
	reports, err := b.Collect.Import(ctx, b.Systeme(), collect.Request{FirmID: b.firm, Paths: paths}, func(p collect.Progress) {
		if p.File == 2 && p.Operations > 0 {
			cancel()
		}
	})
	wantFault(t, err, fault.Cancelled, "annulée")
	if len(reports) != 1 || reports[0].Outcome != collect.Imported {
		t.Errorf("got %+v", reports)
	}
	if c := b.counts(); c.Files != 1 || c.Statements != 1 || c.Accounts != 3 {
		t.Errorf("got %+v", c)
	}
}

func TestProgressReachesTheEnd(t *testing.T) {
	b := mustBench(t)
	paths := []string{b.file("a.txt", day1(ours)), b.file("b.txt", day2(ours))}
	var last collect.Progress
	if _, err := b.Collect.Import(background, b.Systeme(), collect.Request{FirmID: b.firm, Paths: paths}, func(p collect.Progress) { last = p }); err != nil {
		t.Fatal(err)
	}
	if last.File != 2 || last.Files != 2 || last.Name != "b.txt" || last.Bytes != last.TotalBytes || last.Operations != 3 {
		t.Errorf("got %+v", last)
	}
}

func TestBadInput(t *testing.T) {
	sample := wiringtest.Bytes(t, day1(ours))
	for name, c := range map[string]struct {
		content []byte
		words   string
	}{
		"an empty file":               {nil, "vide"},
		"a file of zeros":             {make([]byte, 300_000), "zéros"},
		"a binary":                    {[]byte("\x7fELF" + strings.Repeat("\x01\x02\x03\xff", 100)), "binaire"},
		"a PDF":                       {[]byte("%PDF-1.7\n"), "PDF"},
		"a text that is no statement": {[]byte("Bonjour,\nvoici vos relevés.\n"), "CFONB120"},
		"a CSV of something else":     {[]byte("article;prix;quantité\nA;x;5\n"), "CSV"},
	} {
		t.Run(name+" is said, stores nothing and stops nothing", func(t *testing.T) {
			b := mustBench(t)
			reports := b.as(b.Systeme(), collect.Request{FirmID: b.firm, Paths: []string{b.raw("bad.txt", c.content), b.file("good.txt", day1(ours))}})
			if reports[0].Outcome != collect.Failed || reports[1].Outcome != collect.Imported {
				t.Fatalf("got %+v", reports)
			}
			wantFault(t, reports[0].Err, fault.Unreadable, "bad.txt", c.words)
			if n := b.counts().Files; n != 1 {
				t.Errorf("%d files", n)
			}
		})
	}
	t.Run("a file cut inside a record is refused, or held with its warning", func(t *testing.T) {
		for _, cut := range []int{150, 200, 260, len(sample) - 30} {
			b := mustBench(t)
			r := b.as(b.Systeme(), collect.Request{FirmID: b.firm, Paths: []string{b.raw("cut.txt", sample[:cut])}})[0]
			if r.Outcome == collect.Failed {
				wantFault(t, r.Err, fault.Unreadable)
				if b.counts().Statements != 0 {
					t.Error("something is stored")
				}
				continue
			}
			if s := b.one(r); s.Place != statement.Held || r.Warnings == 0 {
				t.Errorf("cut at %d: %s, %s, %d warnings", cut, s.State, s.Place, r.Warnings)
			}
		}
	})
	t.Run("a file deleted before it is read is said", func(t *testing.T) {
		b := mustBench(t)
		gone, good := b.file("gone.txt", day1(ours)), b.file("good.txt", day2(ours))
		if err := os.Remove(gone); err != nil {
			t.Fatal(err)
		}
		reports := b.as(b.Systeme(), collect.Request{FirmID: b.firm, Paths: []string{gone, good}})
		wantFault(t, reports[0].Err, fault.Unreadable, "gone.txt", "n'existe")
		if reports[1].Outcome != collect.Imported {
			t.Errorf("got %+v", reports[1])
		}
	})
	t.Run("a file deleted while the one before is imported is said", func(t *testing.T) {
		b := mustBench(t)
		good, gone := b.file("a.txt", day1(ours)), b.file("b.txt", day2(ours))
		reports, err := b.Collect.Import(background, b.Systeme(), collect.Request{FirmID: b.firm, Paths: []string{good, gone}}, func(collect.Progress) { _ = os.Remove(gone) })
		if err != nil {
			t.Fatal(err)
		}
		wantFault(t, reports[1].Err, fault.Unreadable, "b.txt")
	})
	t.Run("a file without rights is said", func(t *testing.T) {
		if os.Getuid() == 0 {
			t.Skip("root may read everything")
		}
		b := mustBench(t)
		path := b.file("a.txt", day1(ours))
		if err := os.Chmod(path, 0); err != nil {
			t.Fatal(err)
		}
		wantFault(t, b.as(b.Systeme(), collect.Request{FirmID: b.firm, Paths: []string{path}})[0].Err, fault.Unreadable, "droit", "a.txt")
	})
	t.Run("a folder gives its files in order, hidden ones left out, and what is bad is said", func(t *testing.T) {
		b := mustBench(t)
		b.file("sub/b.txt", day2(ours))
		b.file("sub/a.txt", day1(ours))
		b.raw("sub/readme.pdf", []byte("%PDF-1.7"))
		b.raw("sub/.hidden", []byte("x"))
		b.file("sub/deeper/c.txt", day3(ours))
		reports := b.as(b.Systeme(), collect.Request{FirmID: b.firm, Paths: []string{filepath.Join(b.inbox, "sub")}})
		var names []string
		for _, r := range reports {
			names = append(names, filepath.Base(r.Path)+" "+string(r.Outcome))
		}
		if got := strings.Join(names, ", "); got != "a.txt imported, b.txt imported, c.txt imported, readme.pdf failed" {
			t.Errorf("got %s", got)
		}
	})
	t.Run("an empty folder is said", func(t *testing.T) {
		b := mustBench(t)
		reports := b.as(b.Systeme(), collect.Request{FirmID: b.firm, Paths: []string{t.TempDir()}})
		if len(reports) != 1 {
			t.Fatalf("got %+v", reports)
		}
		wantFault(t, reports[0].Err, fault.Unreadable, "aucun fichier")
	})
	t.Run("something that is no file is said", func(t *testing.T) {
		b := mustBench(t)
		wantFault(t, b.as(b.Systeme(), collect.Request{FirmID: b.firm, Paths: []string{os.DevNull}})[0].Err, fault.Unreadable, "n'est pas un fichier")
	})
}

func TestImportIsInTheJournal(t *testing.T) {
	b := mustBench(t)
	clerk := b.MustJoin("c@cabinet.fr", rights.Collaborateur, b.firm)
	r := b.as(clerk, collect.Request{Paths: []string{b.file("SECRET NAME.txt", day1(ours))}})[0]
	if err := b.Collect.Undo(background, clerk, r.FileID); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite3_sobank", filepath.Join(b.DataDir, sqlite.FileName))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	var n int
	if err := db.QueryRow(`SELECT count(*) FROM journal WHERE staff_id = ? AND object_id = ? AND firm_id = ? AND action IN ('import', 'import.undo')
		AND facts LIKE '%"operations":2%' AND facts NOT LIKE '%SECRET%'`, clerk.StaffID, r.FileID, b.firm).Scan(&n); err != nil || n != 2 {
		t.Errorf("%d entries, %v", n, err)
	}
	if files, err := b.Collect.Recent(background, clerk, 10); err != nil || len(files) != 0 {
		t.Errorf("recent %+v, %v", files, err)
	}
}
