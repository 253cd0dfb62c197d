package desktop

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"sobank/backend/fault"
	"sobank/backend/iban"
	"sobank/backend/rights"
	"sobank/backend/wiring/wiringtest"
)

// window is a desk as the frontend drives it.
type window struct {
	tb         testing.TB
	session    *Session
	firms      *Firms
	clients    *Clients
	accounts   *Accounts
	statements *Statements
	imports    *Imports
	downloads  *Downloads
	done       chan ImportReport
}

func MustStart(tb testing.TB, dir string) *window {
	tb.Helper()
	w := &window{tb: tb, done: make(chan ImportReport, 1)}
	desk := New(Options{DataDir: dir, Version: "test", Emit: func(event string, data any) {
		if report, ok := data.(ImportReport); ok {
			w.done <- report
		}
	}})
	desk.Startup(tb.Context())
	tb.Cleanup(func() { desk.Shutdown(tb.Context()) })
	w.session, w.firms, w.clients, w.accounts = &Session{desk}, &Firms{desk}, &Clients{desk}, &Accounts{desk}
	w.statements, w.imports, w.downloads = &Statements{desk}, desk.imports, &Downloads{desk}
	return w
}

const current = iban.IBAN("FR7630004458564585652332208")

// first is the first start, filled in.
var first = FirstStart{FirmName: "Cabinet 1", Siret: "419 444 492 00016", Name: "Camille Martin", Email: "camille@cabinet.fr", Password: wiringtest.Password}

func TestDayInTheWindow(t *testing.T) {
	dir := t.TempDir()
	w := MustStart(t, dir)
	me, err := w.session.CreateFirst(first)
	if err != nil || me.Profile != string(rights.Administrateur) {
		t.Fatal(me, err)
	}
	firm := me.Firms[0].ID
	client, err := w.clients.Save(ClientForm{FirmID: firm, Name: "Entreprise 1"})
	if err != nil {
		t.Fatal(err)
	}
	row, err := w.accounts.Save(AccountForm{ClientID: client.ID, IBAN: "fr76 30004 45856 45856523322 08", ApprovedOn: "2026-01-05"})
	if err != nil || row.Dots != 5 || row.IBANShown != "FR76 30004 45856 45856523322 08" {
		t.Fatal(row, err)
	}
	path := filepath.Join(dir, "releve.txt")
	wiringtest.MustWrite(t, path, wiringtest.Block(current, "2026-03-02", 100_00, "2026-03-03", wiringtest.Op("2026-03-03", -25_00, "PRLV EDF")))
	report := w.MustImport(path, filepath.Join(dir, "absent.txt"))
	if len(report.Files) != 2 || report.Files[0].Outcome != "imported" || report.Files[1].Outcome != "failed" || report.Files[1].Hint == "" {
		t.Fatalf("%+v", report)
	}
	page, err := w.statements.List(StatementQuery{Limit: 50})
	if err != nil || page.Total != 1 || page.Rows[0].State != "start" || page.Rows[0].Place != "downloadable" || page.Next != "" {
		t.Fatalf("%+v %v", page, err)
	}
	details, err := w.statements.Get(page.Rows[0].ID)
	if err != nil || len(details.Checks) == 0 || details.Checks[0].Verdict != "ok" || details.CanRelease {
		t.Fatalf("%+v %v", details, err)
	}
	operations, err := w.statements.Operations(page.Rows[0].ID, 0, 200)
	if err != nil || operations.Total != 1 || *operations.Rows[0].BalanceAfter != 75_00 {
		t.Fatalf("%+v %v", operations, err)
	}
	out := filepath.Join(dir, "global.dat")
	taken, err := w.downloads.Take(DownloadForm{FirmID: firm, Path: out})
	if err != nil || taken.Statements != 1 || taken.Path != out {
		t.Fatalf("%+v %v", taken, err)
	}
	if _, err := os.Stat(out); err != nil {
		t.Error(err)
	}
	preview, err := w.imports.PreviewUndo(report.Files[0].FileID)
	if err != nil || preview.WhyNot == "" {
		t.Errorf("an import whose statement was downloaded can be undone: %+v %v", preview, err)
	}
}

func (w *window) MustImport(paths ...string) ImportReport {
	w.tb.Helper()
	job, err := w.imports.Start(ImportForm{Paths: paths})
	if err != nil {
		w.tb.Fatal(err)
	}
	report := <-w.done
	if report.Job != job || report.Failure != nil {
		w.tb.Fatalf("%+v", report)
	}
	return report
}

// TestNobodySignedIn calls every bound method that answers about data: all refuse.
func TestNobodySignedIn(t *testing.T) {
	for name, call := range everyCall(MustStart(t, t.TempDir())) {
		t.Run(name, func(t *testing.T) {
			if err := call(); fault.CodeOf(err) != fault.Unauthenticated {
				t.Errorf("%v", err)
			}
		})
	}
}

// everyCall is every bound method that somebody must be signed in for.
func everyCall(w *window) map[string]func() error {
	connectors := &Connectors{w.session.desk}
	registry := &Registry{w.session.desk}
	connectors, mandates := &Connectors{w.session.desk}, &Mandates{w.session.desk}
	connectors, people := &Connectors{w.session.desk}, &People{w.session.desk}
	nobodyYet := PersonForm{Name: "X", Email: "x@cabinet.fr", Profile: "administrateur", Password: wiringtest.Password}
	connectors, rosters, exports := &Connectors{w.session.desk}, &Rosters{w.session.desk}, &Exports{w.session.desk}
	return map[string]func() error{
		"Firms.List":                func() error { _, err := w.firms.List(); return err },
		"Firms.Get":                 func() error { _, err := w.firms.Get(1); return err },
		"Firms.Save":                func() error { _, err := w.firms.Save(Firm{Name: "X"}); return err },
		"Clients.List":              func() error { _, err := w.clients.List(ClientQuery{}); return err },
		"Clients.Save":              func() error { _, err := w.clients.Save(ClientForm{}); return err },
		"Accounts.List":             func() error { _, err := w.accounts.List(AccountQuery{}); return err },
		"Accounts.Get":              func() error { _, err := w.accounts.Get(1); return err },
		"Accounts.Save":             func() error { _, err := w.accounts.Save(AccountForm{}); return err },
		"Accounts.Approve":          func() error { return w.accounts.Approve([]int64{1}, "2026-01-05") },
		"Accounts.Aside":            func() error { _, err := w.accounts.Aside(); return err },
		"Statements.List":           func() error { _, err := w.statements.List(StatementQuery{}); return err },
		"Statements.Get":            func() error { _, err := w.statements.Get(1); return err },
		"Statements.Operations":     func() error { _, err := w.statements.Operations(1, 0, 1); return err },
		"Statements.Places":         func() error { _, err := w.statements.Places(false); return err },
		"Statements.Release":        func() error { return w.statements.Release(1, "x") },
		"Imports.PickFiles":         func() error { _, err := w.imports.PickFiles(); return err },
		"Imports.PickFolder":        func() error { _, err := w.imports.PickFolder(); return err },
		"Imports.Start":             func() error { _, err := w.imports.Start(ImportForm{Paths: []string{"x"}}); return err },
		"Imports.Cancel":            func() error { return w.imports.Cancel("1") },
		"Imports.Recent":            func() error { _, err := w.imports.Recent(); return err },
		"Imports.PreviewUndo":       func() error { _, err := w.imports.PreviewUndo(1); return err },
		"Imports.Undo":              func() error { return w.imports.Undo(1) },
		"Downloads.Preview":         func() error { _, err := w.downloads.Preview(DownloadForm{}); return err },
		"Downloads.PickPath":        func() error { _, err := w.downloads.PickPath("x"); return err },
		"Downloads.Take":            func() error { _, err := w.downloads.Take(DownloadForm{Path: "x"}); return err },
		"Downloads.History":         func() error { _, err := w.downloads.History(1); return err },
		"Downloads.Again":           func() error { _, err := w.downloads.Again(1, "x"); return err },
		"Accounts.Associate":        func() error { _, err := w.accounts.Associate([]int64{1}, 1); return err },
		"Accounts.Mandate":          func() error { _, err := w.accounts.Mandate(1); return err },
		"Accounts.MoveMandate":      func() error { return w.accounts.MoveMandate(MandateForm{}) },
		"Accounts.SetPartnerFolder": func() error { return w.accounts.SetPartnerFolder(1, "x") },
		"Connectors.Partners":       func() error { _, err := connectors.Partners(); return err },
		"Connectors.List":           func() error { _, err := connectors.List(1); return err },
		"Connectors.Get":            func() error { _, err := connectors.Get(1); return err },
		"Connectors.Add":            func() error { _, err := connectors.Add(1, "inqom", ""); return err },
		"Connectors.Save":           func() error { _, err := connectors.Save(ConnectorForm{}); return err },
		"Connectors.SetSecrets":     func() error { _, err := connectors.SetSecrets(1, nil); return err },
		"Connectors.ForgetSecrets":  func() error { _, err := connectors.ForgetSecrets(1); return err },
		"Connectors.Remove":         func() error { return connectors.Remove(1) },
		"Connectors.PickFolder":     func() error { _, err := connectors.PickFolder(); return err },
		"Registry.Search":           func() error { _, err := registry.Search("jardins", false); return err },
		"Registry.Company":          func() error { _, err := registry.Company("732829320", false); return err },
		"Registry.Status":           func() error { _, err := registry.Status(); return err },
		"Registry.SaveAccount":      func() error { _, err := registry.SaveAccount("u", "p"); return err },
		"Registry.ForgetAccount":    func() error { _, err := registry.ForgetAccount(); return err },
		"Mandates.Propose":          func() error { _, err := mandates.Propose(1); return err },
		"Mandates.Prepare":          func() error { _, err := mandates.Prepare(MandatePaper{}); return err },
		"Mandates.PrepareAll":       func() error { _, err := mandates.PrepareAll([]int64{1}, "x"); return err },
		"Mandates.Terminate":        func() error { _, err := mandates.Terminate([]int64{1}, ""); return err },
		"Mandates.PickScan":         func() error { _, err := mandates.PickScan(); return err },
		"Mandates.Attach":           func() error { _, err := mandates.Attach(MandateAttachment{}); return err },
		"Mandates.Documents":        func() error { _, err := mandates.Documents(1); return err },
		"Mandates.PickPath":         func() error { _, err := mandates.PickPath("x"); return err },
		"Mandates.SaveCopy":         func() error { return mandates.SaveCopy(1, "x") },
		"Mandates.Board":            func() error { _, err := mandates.Board(); return err },
		"Mandates.Waits":            func() error { _, err := mandates.Waits(WaitQuery{}); return err },
		"Mandates.Remind":           func() error { return mandates.Remind([]int64{1}) },
		"Mandates.Reminders":        func() error { _, err := mandates.Reminders(1); return err },
		"Mandates.Letter":           func() error { _, err := mandates.Letter(1); return err },
		"Clients.Get":               func() error { _, err := w.clients.Get(1); return err },
		"People.List":               func() error { _, err := people.List(PersonQuery{}); return err },
		"People.Get":                func() error { _, err := people.Get(1); return err },
		"People.Save":               func() error { _, err := people.Save(nobodyYet); return err },
		"People.SetActive":          func() error { _, err := people.SetActive(1, false); return err },
		"People.ResetPassword":      func() error { return people.ResetPassword(1, wiringtest.Password) },
		"People.Colleagues":         func() error { _, err := people.Colleagues(); return err },
		"Session.ChangePassword":    func() error { return w.session.ChangePassword("x", wiringtest.Password) },
		"Rosters.Pick":              func() error { _, err := rosters.Pick(); return err },
		"Rosters.Preview":           func() error { _, err := rosters.Preview(RosterForm{}); return err },
		"Rosters.Apply":             func() error { _, err := rosters.Apply(RosterForm{}); return err },
		"Rosters.SaveTemplate":      func() error { _, err := rosters.SaveTemplate("csv"); return err },
		"Exports.Clients":           func() error { _, err := exports.Clients(ClientQuery{}, "csv"); return err },
		"Exports.Accounts":          func() error { _, err := exports.Accounts(AccountQuery{}, "csv"); return err },
		"Exports.Statements":        func() error { _, err := exports.Statements(StatementQuery{}, "csv"); return err },
		"Exports.Deliveries":        func() error { _, err := exports.Deliveries(DeliveryQuery{}, "csv"); return err },
		"Clients.Case":              func() error { _, err := w.clients.Case(1); return err },
		"Clients.PreviewMissionEnd": func() error { _, err := w.clients.PreviewMissionEnd(1, ""); return err },
		"Clients.EndMission":        func() error { _, err := w.clients.EndMission(1, ""); return err },
		"Clients.ResumeMission":     func() error { return w.clients.ResumeMission(1) },
		"Clients.PreviewTransfer":   func() error { _, err := w.clients.PreviewTransfer(1, 2); return err },
		"Clients.Transfer":          func() error { _, err := w.clients.Transfer(1, 2); return err },
		"Accounts.Transfer":         func() error { _, err := w.accounts.Transfer(1, 2); return err },
		"Accounts.Aliases":          func() error { _, err := w.accounts.Aliases(1); return err },
		"Accounts.AddAlias":         func() error { return w.accounts.AddAlias(1, string(current), false) },
		"Accounts.RemoveAlias":      func() error { return w.accounts.RemoveAlias(1, "x") },
		"Accounts.PreviewHistory":   func() error { _, err := w.accounts.PreviewHistory(1, "2026-01-05"); return err },
		"Accounts.SendHistory":      func() error { _, err := w.accounts.SendHistory(1, "2026-01-05"); return err },
		"Connectors.Use":            func() error { _, err := connectors.Use(1); return err },
		"Connectors.HandOver":       func() error { _, err := connectors.HandOver(1, 0); return err },
		"Session.SignOut":           func() error { return w.session.SignOut() },
	}
}

func TestStartTellsWhyTheFolderCannotBeOpened(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := MustStart(t, filepath.Join(file, "data")).session.Start()
	if fault.CodeOf(err) != fault.Unreadable {
		t.Errorf("%v", err)
	}
}

func TestPanicBecomesAnError(t *testing.T) {
	w := MustStart(t, t.TempDir())
	_, err := guarded(w.session.desk, func(visit) (int, error) { panic("oops") })
	if fault.CodeOf(err) != fault.Internal {
		t.Errorf("%v", err)
	}
}

// TestListsAreNeverNull: a null list would break the frontend, which maps over it.
func TestListsAreNeverNull(t *testing.T) {
	w := MustStart(t, t.TempDir())
	if _, err := w.session.CreateFirst(first); err != nil {
		t.Fatal(err)
	}
	aside, _ := w.accounts.Aside()
	recent, _ := w.imports.Recent()
	clients, _ := w.clients.List(ClientQuery{})
	statements, _ := w.statements.List(StatementQuery{})
	text, err := json.Marshal([]any{aside, recent, clients, statements})
	if err != nil || string(text) != `[[],[],{"rows":[],"total":0},{"rows":[],"total":0,"next":""}]` {
		t.Errorf("%s %v", text, err)
	}
}
