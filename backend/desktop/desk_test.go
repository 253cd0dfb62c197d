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
