package wiring_test

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sobank/backend/account"
	"sobank/backend/collect"
	"sobank/backend/deliver"
	"sobank/backend/download"
	"sobank/backend/fault"
	"sobank/backend/firm"
	"sobank/backend/mandate"
	"sobank/backend/provision"
	"sobank/backend/receive"
	"sobank/backend/registry"
	"sobank/backend/rights"
	"sobank/backend/roster"
	"sobank/backend/simulator"
	"sobank/backend/sqlite"
	"sobank/backend/statement"
	"sobank/backend/wiring/wiringtest"
)

var background = context.Background()

// world is an installation with two firms and everything that can be done something to in
// the first. It is made once; each call that may change it gets a copy.
type world struct {
	dir                                          string
	deposit                                      string // where the first connector puts files
	firm, other                                  int64
	connected, prepared, free, created           int64 // accounts: with a connector, its mandate at the bank, without, its mandate to make
	client, ended                                int64 // the second's mission has ended
	fizen, spare, secret                         int64 // connectors
	incoherent, unverifiable, refused, statement int64
	unclear                                      int64 // a delivery that is to be checked
	imported, download, document                 int64
	source, server, received                     int64 // a watched folder, a server without credentials, a file that the folder showed
	actors                                       map[string]rights.Actor
}

// house is a copy of the world, opened.
type house struct {
	*wiringtest.Bench
	*world
	t *testing.T
}

func mustWorld(t *testing.T) *world {
	t.Helper()
	w := &world{dir: t.TempDir(), deposit: t.TempDir()}
	c := &closer{T: t}
	w.build(&house{Bench: wiringtest.MustOpen(c, w.dir), world: w, t: t})
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

// open opens a copy of the world.
func (w *world) open(t *testing.T) *house {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(w.dir, sqlite.FileName))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	wiringtest.MustFile(t, filepath.Join(dir, sqlite.FileName), content)
	return &house{Bench: wiringtest.MustOpen(t, dir), world: w, t: t}
}

func (w *world) build(h *house) {
	h.MustApply(w.plan())
	w.firm, w.other = h.MustFirm("Cabinet"), h.MustFirm("Autre cabinet")
	w.people(h)
	w.fizen, w.spare, w.secret = h.MustConnector("Cabinet", "Fizen").ID, h.MustConnector("Cabinet", "Fulll").ID, h.MustConnector("Cabinet", "MyUnisoft").ID
	for n, id := range []*int64{&w.connected, &w.prepared, &w.free, &w.created} {
		row := h.account(n)
		*id, w.client = row.ID, row.ClientID
	}
	w.statements(h)
	w.reception(h)
	made, err := h.Mandates.Prepare(background, w.actors["Superviseur"], mandate.Request{AccountIDs: []int64{w.created}})
	if err != nil {
		h.t.Fatal(err)
	}
	w.document = made.ID
	h.exec("INSERT INTO account_alias (key, account_id, created_at) VALUES ('30004/00001/ANCIEN', ?, '2026-01-05T08:00:00Z')", w.prepared)
	h.exec("UPDATE client SET mission_ended_on = '2026-01-31' WHERE name = 'Parti'")
	h.file(func(db *sql.DB) {
		if err := db.QueryRow("SELECT id FROM client WHERE name = 'Parti'").Scan(&w.ended); err != nil {
			h.t.Fatal(err)
		}
	})
	h.exec("UPDATE delivery SET state = 'refused', code = 'RB2' WHERE id = (SELECT max(id) FROM delivery)")
	h.exec("UPDATE connector SET trouble_code = 'X', trouble = 'En panne.' WHERE id = ?", w.spare)
	rows, _, err := h.Deliveries.List(background, h.Systeme(), deliver.Query{States: []deliver.State{deliver.Refused}})
	if err != nil || len(rows) != 1 {
		h.t.Fatal(rows, err)
	}
	w.refused = rows[0].ID
	h.exec("INSERT INTO shipment (id, name, sha256, size, frozen_at) VALUES (900, 'parti.dat', '', 0, '2026-04-02T08:00:00Z')")
	h.exec("UPDATE delivery SET state = 'to_check', doubt = 1, shipment_id = 900 WHERE id = (SELECT min(id) FROM delivery)")
	if rows, _, err = h.Deliveries.List(background, h.Systeme(), deliver.Query{States: []deliver.State{deliver.ToCheck}}); err != nil || len(rows) != 1 {
		h.t.Fatal(rows, err)
	}
	w.unclear = rows[0].ID
	w.registers(h)
	h.exec("INSERT INTO table_mapping (id, name, columns, mapping, saved_at) VALUES (1, 'Une banque', '[\"jour\"]', '{}', '2026-04-02T08:00:00Z')")
	h.MustVerify()
}

// reception watches a folder in which lies what is no statement, and has a server that no session
// reaches.
func (w *world) reception(h *house) {
	boss, dir := w.actors["Superviseur"], h.t.TempDir()
	wiringtest.MustFile(h.t, filepath.Join(dir, "photo.txt"), []byte("rien\n"))
	add := func(kind string, settings map[string]string) int64 {
		c, err := h.Firms.AddConnector(background, boss, w.firm, kind, "")
		if err == nil {
			_, err = h.Firms.SaveConnector(background, boss, firm.ConnectorForm{ID: c.ID, Name: c.Name, Settings: settings})
		}
		if err != nil {
			h.t.Fatal(err)
		}
		return c.ID
	}
	w.source = add(firm.SourceFolder, map[string]string{"folder": dir})
	w.server = add(firm.SourceSFTP, map[string]string{"host": "sftp.exemple.fr", "user": "u", "host_key": "ssh-ed25519 SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
	if _, err := h.Receiver.Run(background, receive.Scope{Actor: h.Systeme()}); err != nil {
		h.t.Fatal(err)
	}
	files, err := h.Receptions.Files(background, boss, w.source, 1)
	if err != nil || len(files) != 1 {
		h.t.Fatal(files, err)
	}
	w.received = files[0].ID
}

func (w *world) plan() provision.Plan {
	number := func(n int) string { return string(wiringtest.IBAN(n)) }
	return provision.Plan{Firms: []provision.Firm{{Name: "Cabinet",
		Connectors: []provision.Connector{{Partner: "fizen", Settings: map[string]any{"folder": w.deposit}}, {Partner: "fulll"}, {Partner: "myunisoft"}},
		Clients: []provision.Client{{Name: "Client", Accounts: []provision.Account{
			{IBAN: number(0), Connector: "Fizen", Mandate: "approuvé"}, {IBAN: number(1), Mandate: "transmis"}, {IBAN: number(2), Mandate: "approuvé"}, {IBAN: number(3)}}}, {Name: "Parti"}}},
		{Name: "Autre cabinet"}}}
}

// registers plays the public registers, with one company and one account.
func (w *world) registers(h *house) {
	r := simulator.NewRegistries(simulator.RegistriesOptions{PerSecond: simulator.NoLimit})
	r.Add(simulator.Company{SIREN: "732829320", Name: "JARDINS SARL"})
	r.AllowINPI("user", "password")
	if err := r.Start(); err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() { _ = r.Close() })
	for name, value := range map[string]string{registry.DirectoryAddress: r.RechercheURL(), registry.RegisterAddress: r.INPIURL()} {
		if err := h.SetSetting(background, name, value); err != nil {
			h.t.Fatal(err)
		}
	}
}

// people are one of each: a person of the firm and of the other one by profile, and two
// Administrateurs who may no longer do anything.
func (w *world) people(h *house) {
	w.actors = map[string]rights.Actor{
		"Collaborateur":              h.MustJoin("c@a.fr", rights.Collaborateur, w.firm),
		"Superviseur":                h.MustJoin("s@a.fr", rights.Superviseur, w.firm),
		"Administrateur":             h.MustJoin("a@a.fr", rights.Administrateur),
		"Système":                    h.Systeme(),
		"Collaborateur d'un autre":   h.MustJoin("c@b.fr", rights.Collaborateur, w.other),
		"Superviseur d'un autre":     h.MustJoin("s@b.fr", rights.Superviseur, w.other),
		"Administrateur déconnecté":  h.MustJoin("parti@a.fr", rights.Administrateur),
		"Administrateur désactivé":   h.MustJoin("inactif@a.fr", rights.Administrateur),
		"quelqu'un qui n'existe pas": {StaffID: 999, SessionID: "x"},
	}
	if err := h.Staff.SignOut(background, w.actors["Administrateur déconnecté"]); err != nil {
		h.t.Fatal(err)
	}
	h.exec("UPDATE staff SET active = 0 WHERE email = 'inactif@a.fr'")
}

// statements brings what is to be delivered, downloaded, was downloaded, is held, is aside.
func (w *world) statements(h *house) {
	boss := w.actors["Superviseur"]
	h.give(wiringtest.Days(wiringtest.IBAN(0), 3)...)
	h.give(wiringtest.Days(wiringtest.IBAN(2), 1)...)
	taken, err := h.Downloads.Take(background, boss, download.Request{FirmID: w.firm}, filepath.Join(h.t.TempDir(), "global.dat"))
	if err != nil {
		h.t.Fatal(err)
	}
	w.download = taken.ID
	h.give(wiringtest.Days(wiringtest.IBAN(2), 3)...)
	wrong := wiringtest.Block(wiringtest.IBAN(1), "2026-03-02", 1000, "2026-03-03", wiringtest.Op("2026-03-03", 5, "X"))
	wrong.Closing.Amount++
	w.imported = h.give(wrong)
	open := wiringtest.Block(wiringtest.IBAN(1), "2026-03-10", 1000, "2026-03-11", wiringtest.Op("2026-03-11", 5, "Y"))
	h.giveOpen(open)
	h.give(wiringtest.Days(wiringtest.IBAN(9), 1)...) // of nobody
	rows, _, err := h.Statements.List(background, h.Systeme(), statement.Query{})
	if err != nil {
		h.t.Fatal(err)
	}
	for _, r := range rows {
		switch r.State {
		case statement.Incoherent:
			w.incoherent = r.ID
		case statement.Unverifiable:
			w.unverifiable = r.ID
		default:
			w.statement = r.ID
		}
	}
	if _, err := h.Searches.Index(background); err != nil {
		h.t.Fatal(err)
	}
	if w.incoherent*w.unverifiable == 0 {
		h.t.Fatalf("the world lacks something: %+v", w)
	}
}

// give imports statements for the firm as « Système », and returns the file.
func (h *house) give(drafts ...*statement.Draft) int64 { return h.bring(h.releve(drafts...)) }

// giveOpen imports a statement whose file lacks its last record, the closing balance.
func (h *house) giveOpen(draft *statement.Draft) {
	whole := bytes.TrimRight(wiringtest.Bytes(h.t, draft), "\r\n")
	h.bring(wiringtest.MustFile(h.t, filepath.Join(h.t.TempDir(), "releve.txt"), whole[:bytes.LastIndexByte(whole, '\n')+1]))
}

func (h *house) bring(path string) int64 {
	h.t.Helper()
	reports, err := h.Collect.Import(background, h.Systeme(), collect.Request{Paths: []string{path}, FirmID: h.firm}, nil)
	if err != nil || reports[0].Err != nil {
		h.t.Fatal(reports, err)
	}
	return reports[0].FileID
}

func (h *house) releve(drafts ...*statement.Draft) string {
	return wiringtest.MustWrite(h.t, filepath.Join(h.t.TempDir(), "releve.txt"), drafts...)
}

// sheet is where an export may go.
func (h *house) sheet() string { return filepath.Join(h.t.TempDir(), "liste.csv") }

// paper is where a print may go.
func (h *house) paper(name string) (string, error) { return filepath.Join(h.t.TempDir(), name), nil }

// list is a list of a new client for the firm.
func (h *house) list() roster.Request {
	path := wiringtest.MustFile(h.t, filepath.Join(h.t.TempDir(), "liste.csv"), []byte("Nom;IBAN\nNouveau;"+string(wiringtest.IBAN(6))))
	return roster.Request{Path: path, FirmID: h.firm}
}

func (h *house) account(n int) account.Row {
	h.t.Helper()
	rows, _, err := h.Accounts.List(background, h.Systeme(), account.Query{Search: string(wiringtest.IBAN(n))})
	if err != nil || len(rows) != 1 {
		h.t.Fatal(rows, err)
	}
	return rows[0]
}

// file opens the data file itself, for what no service does.
func (h *house) file(work func(*sql.DB)) {
	h.t.Helper()
	db, err := sql.Open("sqlite3_sobank", filepath.Join(h.DataDir, sqlite.FileName))
	if err != nil {
		h.t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	work(db)
}

func (h *house) exec(query string, args ...any) {
	h.t.Helper()
	h.file(func(db *sql.DB) {
		if _, err := db.Exec(query, args...); err != nil {
			h.t.Fatal(err)
		}
	})
}

// content is every row of the data file.
func (h *house) content() (all string) {
	h.t.Helper()
	h.file(func(db *sql.DB) { all = content(h.t, db) })
	return all
}

func content(t *testing.T, db *sql.DB) string {
	t.Helper()
	var all strings.Builder
	for _, table := range column(t, db, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name") {
		fields := column(t, db, "SELECT 'quote(\"' || name || '\")' FROM pragma_table_info('"+table+"')")
		for _, row := range column(t, db, "SELECT "+strings.Join(fields, " || '|' || ")+" FROM \""+table+"\"") {
			fmt.Fprintf(&all, "%s %s\n", table, row)
		}
	}
	return all.String()
}

func column(t *testing.T, db *sql.DB, query string) (texts []string) {
	t.Helper()
	rows, err := db.Query(query)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var text sql.NullString
		if err := rows.Scan(&text); err != nil {
			t.Fatal(err)
		}
		texts = append(texts, text.String)
	}
	return texts
}

// isRefusal reports whether an error is a matter of rights.
func isRefusal(err error) bool {
	return slices.Contains([]fault.Code{fault.Refused, fault.NotFound, fault.Unauthenticated}, fault.CodeOf(err))
}

// tableMapping reads the table of table.
const tableMapping = `{"delimiter":";","decimal":",","dates":"dmy","header":1,"roles":["booked_on","label","amount"]}`

// table is a bank's list of operations.
func (h *house) table() string {
	return wiringtest.MustFile(h.t, filepath.Join(h.t.TempDir(), "operations.csv"), []byte("Date;Libellé;Montant\n31/03/2026;A;1,00\n"))
}
