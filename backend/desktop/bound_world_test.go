package desktop

import (
	"cmp"
	"context"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"sobank/backend/account"
	"sobank/backend/collect"
	"sobank/backend/deliver"
	"sobank/backend/firm"
	"sobank/backend/provision"
	"sobank/backend/receive"
	"sobank/backend/registry"
	"sobank/backend/rights"
	"sobank/backend/sqlite"
	"sobank/backend/statement"
	"sobank/backend/wiring/wiringtest"
)

const password = wiringtest.Password

// world is an installation with something of everything that a bound method is about. It is
// made once; a call that may change it gets a copy.
type world struct {
	dir, file, list, scan, deposit string // files to import, a list, a scan; where a connector puts files
	firm, other                    int64
	client, otherClient            int64
	account, prepared, created     int64 // with a connector, its mandate at the bank, its mandate to make
	connector, secret              int64
	statement, held, imported      int64
	source, received               int64 // a watched folder, a file that it showed
	clerk                          int64 // somebody that something can be done to
	actors                         map[least]rights.Actor
	emails                         map[least]string
}

func mustWorld(t *testing.T) *world {
	t.Helper()
	w := &world{dir: t.TempDir(), deposit: t.TempDir()}
	papers := t.TempDir()
	w.file = wiringtest.MustWrite(t, filepath.Join(papers, "avril.txt"), wiringtest.Days(wiringtest.IBAN(1), 1)...)
	w.list = wiringtest.MustFile(t, filepath.Join(papers, "liste.csv"), []byte("Nom;IBAN\nNouveau;"+string(wiringtest.IBAN(6))))
	w.scan = wiringtest.MustFile(t, filepath.Join(papers, "scan.pdf"), []byte("%PDF-1.7"))
	c := &closer{T: t}
	w.build(t, wiringtest.MustOpen(c, w.dir))
	for _, last := range slices.Backward(c.functions) {
		last() // all is in the one file that open copies
	}
	return w
}

// closer runs what a test would run at its end when it is told to.
type closer struct {
	*testing.T
	functions []func()
}

func (c *closer) Cleanup(f func()) { c.functions = append(c.functions, f) }

func (w *world) build(t *testing.T, b *wiringtest.Bench) {
	ibans := func(n int) string { return string(wiringtest.IBAN(n)) }
	b.MustApply(provision.Plan{Firms: []provision.Firm{
		{Name: "Cabinet", Connectors: []provision.Connector{{Partner: "fizen", Settings: map[string]any{"folder": w.deposit}}, {Partner: "myunisoft"}},
			Clients: []provision.Client{{Name: "Client", Accounts: []provision.Account{{IBAN: ibans(0), Connector: "Fizen", Mandate: "approuvé"},
				{IBAN: ibans(1), Mandate: "transmis"}, {IBAN: ibans(2)}}}}},
		{Name: "Autre cabinet", Clients: []provision.Client{{Name: "Autre", Accounts: []provision.Account{{IBAN: ibans(9)}}}}}}})
	w.firm, w.other = b.MustFirm("Cabinet"), b.MustFirm("Autre cabinet")
	w.connector, w.secret = b.MustConnector("Cabinet", "Fizen").ID, b.MustConnector("Cabinet", "MyUnisoft").ID
	for n, into := range map[int]*int64{0: &w.account, 1: &w.prepared, 2: &w.created} {
		*into = mustAccountOf(t, b, n).ID
	}
	w.client, w.otherClient = mustAccountOf(t, b, 0).ClientID, mustAccountOf(t, b, 9).ClientID
	w.people(b)
	w.statements(t, b)
	w.reception(t, b)
	for _, setting := range []string{registry.DirectoryAddress, registry.RegisterAddress} { // where nobody answers
		if err := b.SetSetting(context.Background(), setting, "http://127.0.0.1:9"); err != nil {
			t.Fatal(err)
		}
	}
}

func (w *world) people(b *wiringtest.Bench) {
	w.emails = map[least]string{collaborateur: "c@a.fr", superviseur: "s@a.fr", administrateur: "a@a.fr"}
	w.actors = map[least]rights.Actor{
		collaborateur:  b.MustJoin(w.emails[collaborateur], rights.Collaborateur, w.firm),
		superviseur:    b.MustJoin(w.emails[superviseur], rights.Superviseur, w.firm),
		administrateur: b.MustJoin(w.emails[administrateur], rights.Administrateur),
	}
	w.actors[seated] = w.actors[administrateur]
	w.clerk = b.MustJoin("x@a.fr", rights.Collaborateur, w.firm).StaffID
}

// statements brings one that is delivered, and one that does not add up.
func (w *world) statements(t *testing.T, b *wiringtest.Bench) {
	wrong := wiringtest.Block(wiringtest.IBAN(0), "2026-03-09", 1000, "2026-03-10", wiringtest.Op("2026-03-10", 5, "X"))
	wrong.Closing.Amount++
	path := wiringtest.MustWrite(t, filepath.Join(t.TempDir(), "mars.txt"), append(wiringtest.Days(wiringtest.IBAN(0), 1), wrong)...)
	files, err := b.Collect.Import(context.Background(), b.Systeme(), collect.Request{Paths: []string{path}, FirmID: w.firm}, nil)
	if err != nil {
		t.Fatal(err)
	}
	w.imported = files[0].FileID
	rows, _, err := b.Statements.List(context.Background(), b.Systeme(), statement.Query{})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if r.State == statement.Incoherent {
			w.held = r.ID
		} else {
			w.statement = r.ID
		}
	}
	deliveries, _, err := b.Deliveries.List(context.Background(), b.Systeme(), deliver.Query{})
	if err != nil || len(deliveries) == 0 || w.held*w.statement == 0 {
		t.Fatal("the world lacks a delivery or a statement", deliveries, err)
	}
}

// reception watches a folder in which lies what is no statement.
func (w *world) reception(t *testing.T, b *wiringtest.Bench) {
	ctx, boss := context.Background(), w.actors[superviseur]
	dir := t.TempDir()
	wiringtest.MustFile(t, filepath.Join(dir, "photo.txt"), []byte("rien\n"))
	c, err := b.Firms.AddConnector(ctx, boss, w.firm, firm.SourceFolder, "")
	if err == nil {
		_, err = b.Firms.SaveConnector(ctx, boss, firm.ConnectorForm{ID: c.ID, Name: c.Name, Settings: map[string]string{"folder": dir}})
	}
	if err == nil {
		_, err = b.Receiver.Run(ctx, receive.Scope{Actor: b.Systeme()})
	}
	files, errFiles := b.Receptions.Files(ctx, boss, c.ID, 1)
	if err != nil || errFiles != nil || len(files) != 1 {
		t.Fatal(files, err, errFiles)
	}
	w.source, w.received = c.ID, files[0].ID
}

func mustAccountOf(t *testing.T, b *wiringtest.Bench, n int) account.Row {
	t.Helper()
	rows, _, err := b.Accounts.List(context.Background(), b.Systeme(), account.Query{Search: string(wiringtest.IBAN(n))})
	if err != nil || len(rows) != 1 {
		t.Fatal(rows, err)
	}
	return rows[0]
}

// open opens a copy of the world with somebody at the window. Nothing is started: what is asked
// for in the background stays asked for.
func (w *world) open(t *testing.T, caller string) *Desk {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(w.dir, sqlite.FileName))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	wiringtest.MustFile(t, filepath.Join(dir, sqlite.FileName), content)
	b := wiringtest.MustOpen(t, dir)
	d := New(Options{DataDir: dir, Dialogs: &chosen{open: w.list, save: t.TempDir()}, Emit: func(string, any) {}})
	d.house = b.House
	d.sit(w.actors[callers[caller]], callers[caller] == seated)
	close(d.opened)
	t.Cleanup(func() { d.Shutdown(context.Background()) })
	return d
}

// out is a path that a method may write to.
func (w *world) out(name string) string { return filepath.Join(w.deposit, name) }

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }

// table is a bank's list of operations.
func (w *world) table() string {
	path := w.out("operations.csv")
	_ = os.WriteFile(path, []byte("Date;Libellé;Montant\n31/03/2026;A;1,00\n"), 0o600) // a failure shows where it is read
	return path
}
