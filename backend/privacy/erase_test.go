package privacy_test

import (
	"archive/zip"
	"bytes"
	"context"
	"database/sql"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sobank/backend/account"
	"sobank/backend/client"
	"sobank/backend/deliver"
	"sobank/backend/download"
	"sobank/backend/fault"
	"sobank/backend/journal"
	"sobank/backend/mandate"
	"sobank/backend/privacy"
	"sobank/backend/provision"
	"sobank/backend/rights"
	"sobank/backend/search"
	"sobank/backend/sqlite"
	"sobank/backend/statement"
	"sobank/backend/wiring/wiringtest"
)

var background = context.Background()

// What the client to erase is known by, and what its operations say: words that stand nowhere else.
const (
	name  = "Zorglub Horticulture SARL"
	label = "KALIYUGA LOYER"
	note  = "a appeler mardi quetzal"
)

// bench is a firm with a client to erase, in every place where a client can be, and a neighbour
// whose statements came in the same file and left in the same archives.
type bench struct {
	*wiringtest.Bench
	t              *testing.T
	dir            string // where what leaves goes
	firm           int64
	boss, lead     rights.Actor
	client, other  int64
	sent, taken    account.Row // accounts of the client: delivered, downloaded
	neighbour      account.Row
	plain, written download.Taken // global files: the banks' bytes, a workbook
}

func mustBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{Bench: wiringtest.MustOpen(t, t.TempDir()), t: t, dir: t.TempDir()}
	approved := func(n int, connector string) provision.Account {
		return provision.Account{IBAN: string(wiringtest.IBAN(n)), Connector: connector, Mandate: "approuvé"}
	}
	b.MustApply(provision.Plan{Firms: []provision.Firm{{Name: "Verdier Conseil",
		Connectors: []provision.Connector{{Name: "Fulll", Partner: "fulll", Settings: map[string]any{"folder": b.dir, "form": "all"}}},
		Clients: []provision.Client{{Name: name, SIRET: "73282932000074", Reference: "J-014", Accounts: []provision.Account{approved(1234567, "Fulll"), approved(2345678, "")}},
			{Name: "Boulangerie Martin", Accounts: []provision.Account{approved(3456789, "Fulll"), approved(4567891, "")}}}}}})
	b.firm = b.MustFirm("Verdier Conseil")
	b.boss, b.lead = b.MustJoin("a@verdier.fr", rights.Administrateur), b.MustJoin("s@verdier.fr", rights.Superviseur, b.firm)
	b.sent, b.taken, b.neighbour = b.row(1234567), b.row(2345678), b.row(3456789)
	b.client, b.other = b.sent.ClientID, b.neighbour.ClientID
	return b
}

// fill puts the client everywhere.
func (b *bench) fill() *bench {
	b.t.Helper()
	block := func(n int, words string) *statement.Draft {
		return wiringtest.Block(wiringtest.IBAN(n), "2026-03-01", 1000, "2026-03-04", wiringtest.Op("2026-03-02", -100, words), wiringtest.Op("2026-03-03", 50, "REMISE CB"))
	}
	in := b.t.TempDir()
	b.MustImport(wiringtest.MustWrite(b.t, filepath.Join(in, "Zorglub_Horticulture_mars.txt"), block(1234567, label), block(3456789, "VIREMENT MARTIN"), block(4567891, "VIREMENT MARTIN")),
		wiringtest.MustWrite(b.t, filepath.Join(in, "seul.txt"), block(2345678, label)))
	b.index()
	if report := b.MustSync(); report.Outcomes[deliver.Deposited] != 2 {
		b.t.Fatalf("%+v", report)
	}
	b.plain, b.written = b.take("fichier-zorglub-horticulture.txt", ""), download.Taken{}
	b.note()
	b.MustImport(wiringtest.MustWrite(b.t, filepath.Join(in, "avril.txt"),
		wiringtest.Block(wiringtest.IBAN(2345678), "2026-03-04", 950, "2026-03-06", wiringtest.Op("2026-03-05", -10, label)),
		wiringtest.Block(wiringtest.IBAN(4567891), "2026-03-04", 950, "2026-03-06", wiringtest.Op("2026-03-05", -10, "VIREMENT MARTIN"))))
	b.written = b.take("avril.xlsx", "xlsx")
	b.index()
	return b
}

// note leaves what people write, make and keep about the client.
func (b *bench) note() {
	b.t.Helper()
	statements, _, err := b.Statements.List(background, b.boss, statement.Query{AccountID: b.taken.ID})
	b.must(err)
	b.must(b.Statements.AnnotateOperation(background, b.boss, statements[0].ID, 0, note))
	b.must(b.Statements.Annotate(background, b.boss, statements[0].ID, note))
	scan := wiringtest.MustFile(b.t, filepath.Join(b.t.TempDir(), "mandat zorglub.pdf"), []byte("%PDF-1.7 quetzalcoatl"))
	_, err = b.Mandates.Attach(background, b.boss, mandate.Attachment{AccountIDs: []int64{b.sent.ID}, Kind: mandate.Signed, Path: scan})
	b.must(err)
	b.must(b.Accounts.AddAlias(background, b.boss, b.sent.ID, string(wiringtest.IBAN(8765432)), false))
	for _, q := range []string{`{"search":"?q=zorglub+horticulture+sarl"}`, `{"search":"?client=` + "1" + `"}`} {
		_, err = b.Searches.Save(background, b.boss, search.Saved{Name: "Recherche " + q[12:18], Text: q})
		b.must(err)
	}
	b.exec(`INSERT INTO registry_answer VALUES ('search', 'zorglub horticulture sarl', '{"name":"ZORGLUB HORTICULTURE SARL","siren":"732829320"}', '2026-04-01T00:00:00Z')`)
	b.exec(`UPDATE client SET signatory_name = 'Ottokar Zorglub', email = 'ottokar@zorglub.fr' WHERE id = ?`, b.client)
	b.exec(`UPDATE delivery_attempt SET partner_message = 'pris pour ' || ?`, wiringtest.IBAN(1234567).Format())
	b.exec(`UPDATE connector SET trouble = 'RIB inconnu : Zorglub Horticulture SARL'`)
	for path, filed := range map[string]string{"zorglub-horticulture.txt": "", "mars.txt": "traites/Zorglub Horticulture.txt"} {
		b.exec(`INSERT INTO source_file (source_id, path, size, modified_at, seen_at, outcome, file_id, filed_as) SELECT k.id, ?, 1, '', '', 'imported', f.id, ? FROM connector k, file f WHERE f.id = 1`, path, filed)
	}
	b.exec(`UPDATE shipment SET integrated = 4 WHERE form = 'zip'`)
	b.exec(`INSERT INTO advice (file_id, key, booked_on, amount, details) SELECT max(f.id), a.key, '2026-03-02', -100, 'LCCKALIYUGA AVIS' FROM file f, account a WHERE a.id = ?`, b.taken.ID)
}

func (b *bench) take(file, format string) download.Taken {
	b.t.Helper()
	taken, err := b.Downloads.Take(background, b.boss, download.Request{FirmID: b.firm, Format: format}, filepath.Join(b.t.TempDir(), file))
	b.must(err)
	return taken
}

func (b *bench) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

func (b *bench) index() {
	b.t.Helper()
	_, err := b.Searches.Index(background)
	b.must(err)
}

func (b *bench) row(n int) account.Row {
	b.t.Helper()
	rows, _, err := b.Accounts.List(background, b.boss, account.Query{Search: string(wiringtest.IBAN(n))})
	if err != nil || len(rows) != 1 {
		b.t.Fatal(rows, err)
	}
	return rows[0]
}

func (b *bench) exec(query string, args ...any) {
	b.t.Helper()
	db, err := sql.Open("sqlite3_sobank", filepath.Join(b.DataDir, sqlite.FileName))
	b.must(err)
	defer func() { _ = db.Close() }()
	_, err = db.Exec(query, args...)
	b.must(err)
}

func (b *bench) number(query string) (n int) {
	b.t.Helper()
	db, err := sql.Open("sqlite3_sobank", filepath.Join(b.DataDir, sqlite.FileName))
	b.must(err)
	defer func() { _ = db.Close() }()
	b.must(db.QueryRow(query).Scan(&n))
	return n
}

// consent is that of somebody who read everything.
var consent = privacy.Consent{Typed: "j-014", Reason: "demande du 2 avril", Despite: true}

func (b *bench) mustErase() privacy.Gone {
	b.t.Helper()
	gone, err := b.Privacy.Erase(background, b.boss, b.client, consent)
	if err != nil || !gone.Wiped {
		b.t.Fatal(gone, err)
	}
	return gone
}

// traces looks into every file of the data folder for what the client is known by.
func (b *bench) traces() (found []string) {
	b.t.Helper()
	words := map[string]string{}
	for _, w := range []string{"zorglub", "kaliyuga", "quetzal", "732829320", "loyer", "ottokar"} {
		words[w] = w
	}
	for _, n := range []int{1234567, 2345678, 8765432} {
		words[string(wiringtest.IBAN(n))] = strings.ToLower(string(wiringtest.IBAN(n)))
		words[wiringtest.IBAN(n).Format()] = strings.ToLower(wiringtest.IBAN(n).Format())
	}
	b.must(filepath.WalkDir(b.DataDir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		content = bytes.ToLower(content)
		for _, w := range words {
			if bytes.Contains(content, []byte(w)) {
				found = append(found, filepath.Base(path)+": "+w)
			}
		}
		return err
	}))
	return found
}

// TestNothingOfAnErasedClientIsLeft reads the bytes of the data folder itself.
func TestNothingOfAnErasedClientIsLeft(t *testing.T) {
	b := mustBench(t).fill()
	wiringtest.MustFile(t, filepath.Join(b.DataDir, sqlite.FileName+".avant-schema-21.20260301-080000"), []byte("Zorglub"))
	if found := b.traces(); len(found) < 8 {
		t.Fatalf("the search itself finds too little: %q", found)
	}
	gone := b.mustErase()
	if gone.Accounts != 2 || gone.Statements != 3 || gone.Operations != 5 || gone.Documents != 1 || gone.Notes != 2 || gone.Downloads != 2 {
		t.Errorf("%+v", gone)
	}
	if found := b.traces(); found != nil {
		t.Errorf("left: %q", found)
	}
	b.MustVerify()
	t.Run("nor is it found", func(t *testing.T) {
		page, err := b.Searches.Find(background, b.boss, search.Query{Text: "kaliyuga"})
		if err != nil || len(page.Rows) != 0 {
			t.Errorf("%+v %v", page.Rows, err)
		}
		hits, err := b.Finder.Search(background, b.boss, "zorglub")
		if err != nil || len(hits.Clients)+len(hits.Accounts) != 0 {
			t.Errorf("%+v %v", hits, err)
		}
		if _, err := b.Clients.Get(background, b.boss, b.client); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("%v", err)
		}
	})
	t.Run("the neighbour keeps everything", func(t *testing.T) {
		for _, n := range []int{3456789, 4567891} {
			list, _, err := b.Statements.List(background, b.boss, statement.Query{AccountID: b.row(n).ID})
			if err != nil || len(list) == 0 || list[0].Place != statement.Sent && list[0].Place != statement.Downloaded {
				t.Errorf("%+v %v", list, err)
			}
		}
		page, err := b.Searches.Find(background, b.boss, search.Query{Text: "martin"})
		if err != nil || len(page.Rows) != 3 {
			t.Errorf("%d %v", len(page.Rows), err)
		}
	})
	t.Run("what its partner took of their archive is the neighbour's part", func(t *testing.T) {
		if n := b.number("SELECT integrated FROM shipment WHERE form = 'zip'"); n != 2 {
			t.Errorf("%d operations", n)
		}
	})
	t.Run("a source is not asked again for a file whose name says nothing", func(t *testing.T) {
		if n := b.number("SELECT count(*) FROM source_file WHERE path = 'mars.txt'"); n != 1 || b.number("SELECT count(*) FROM source_file") != 1 {
			t.Errorf("%d are known", n)
		}
	})
	t.Run("downloads that held it are not made again, and say so", func(t *testing.T) {
		for _, d := range []download.Taken{b.plain, b.written} {
			path := filepath.Join(t.TempDir(), "encore")
			if _, err := b.Downloads.Again(background, b.boss, d.ID, path); fault.CodeOf(err) != fault.Conflict || !strings.Contains(fault.From(err).Message, "effacées") {
				t.Errorf("%v", err)
			}
			if _, err := os.Stat(path); err == nil {
				t.Error("a file was written")
			}
		}
	})
	t.Run("the journal keeps its number, and no name", func(t *testing.T) {
		rows, _, err := b.Journals.List(background, b.boss, journal.Query{Object: "client", ObjectID: b.client})
		if err != nil || len(rows) == 0 || rows[0].Said() != "A effacé les données du client n° 1, effacé : 2 IBAN, 3 relevés, 5 opérations" {
			t.Errorf("%+v %v", rows, err)
		}
	})
	t.Run("so does its tombstone", func(t *testing.T) {
		list, err := b.Privacy.Tombstones(background, b.boss)
		if err != nil || len(list) != 1 || list[0].ClientID != b.client || list[0].FirmID != b.firm || list[0].By != "a@verdier.fr" || !list[0].Early || list[0].Reason != consent.Reason || list[0].Statements != 3 {
			t.Errorf("%+v %v", list, err)
		}
	})
	t.Run("its number is given to no other client", func(t *testing.T) {
		b.exec("DELETE FROM document")
		saved, err := b.Clients.Save(background, b.boss, client.Client{FirmID: b.firm, Name: "Nouveau"})
		if err != nil || saved.ID == b.client {
			t.Errorf("%d %v", saved.ID, err)
		}
	})
}

// TestTheLastNumberIsNotGivenAgain erases the client with the highest number.
func TestTheLastNumberIsNotGivenAgain(t *testing.T) {
	b := mustBench(t)
	if _, err := b.Privacy.Erase(background, b.boss, b.other, privacy.Consent{Typed: "Boulangerie Martin", Reason: "essai", Despite: true}); err != nil {
		t.Fatal(err)
	}
	saved, err := b.Clients.Save(background, b.boss, client.Client{FirmID: b.firm, Name: "Nouveau"})
	if err != nil || saved.ID <= b.other {
		t.Errorf("%d after %d, %v", saved.ID, b.other, err)
	}
}

// TestAnErasedAccountThatComesAgainIsUnknown: the file that held only the client was forgotten, a
// shared one is still known, and brings nothing back.
func TestAnErasedAccountThatComesAgainIsUnknown(t *testing.T) {
	b := mustBench(t).fill()
	dir := t.TempDir()
	block := func(n int, words string) *statement.Draft {
		return wiringtest.Block(wiringtest.IBAN(n), "2026-03-01", 1000, "2026-03-04", wiringtest.Op("2026-03-02", -100, words), wiringtest.Op("2026-03-03", 50, "REMISE CB"))
	}
	alone := wiringtest.MustWrite(t, filepath.Join(dir, "seul.txt"), block(2345678, label))
	shared := wiringtest.MustWrite(t, filepath.Join(dir, "partage.txt"), block(1234567, label), block(3456789, "VIREMENT MARTIN"), block(4567891, "VIREMENT MARTIN"))
	b.mustErase()
	reports := b.MustImport(alone, shared)
	if reports[0].Places[statement.Aside] != 1 || reports[0].NewOperations != 2 || reports[1].NewOperations != 0 || reports[1].FileID == 0 {
		t.Errorf("%+v", reports)
	}
	b.MustVerify()
}

func TestWhatStandsAgainstErasing(t *testing.T) {
	b := mustBench(t).fill()
	erase := func(c privacy.Consent) error {
		_, err := b.Privacy.Erase(background, b.boss, b.client, c)
		return err
	}
	t.Run("the preview says it", func(t *testing.T) {
		p, err := b.Privacy.PreviewErase(background, b.boss, b.client)
		if err != nil || p.Refusal != "" || len(p.Warnings) != 1 || p.Warnings[0] != "La mission n'est pas terminée." || p.Shared != 2 || p.Files != 1 || p.Downloads != 2 {
			t.Errorf("%+v %v", p, err)
		}
	})
	t.Run("a name that is another's", func(t *testing.T) {
		if err := erase(privacy.Consent{Typed: "Boulangerie Martin", Reason: "x", Despite: true}); fault.From(err).Field != "typed" {
			t.Errorf("%v", err)
		}
	})
	t.Run("an empty reference typed as nothing", func(t *testing.T) {
		if err := erase(privacy.Consent{Typed: " ", Reason: "x", Despite: true}); fault.From(err).Field != "typed" {
			t.Errorf("%v", err)
		}
	})
	t.Run("warnings that were not confirmed", func(t *testing.T) {
		if err := erase(privacy.Consent{Typed: name, Reason: "demande"}); fault.CodeOf(err) != fault.Conflict {
			t.Errorf("%v", err)
		}
	})
	t.Run("no reason", func(t *testing.T) {
		if err := erase(privacy.Consent{Typed: name, Despite: true}); fault.From(err).Field != "reason" {
			t.Errorf("%v", err)
		}
	})
	for what, text := range map[string]string{"its name": "départ de zorglub-horticulture SARL", "an IBAN": "compte " + wiringtest.IBAN(1234567).Format(), "its SIREN": "732 829 320"} {
		t.Run("a reason with "+what, func(t *testing.T) {
			if err := erase(privacy.Consent{Typed: name, Despite: true, Reason: text}); fault.From(err).Field != "reason" {
				t.Errorf("%v", err)
			}
		})
	}
	for _, state := range []string{"in_flight", "to_check"} {
		t.Run("a delivery "+state, func(t *testing.T) {
			b.exec("UPDATE delivery SET state = ? WHERE statement_id IN (SELECT id FROM statement WHERE account_id = ?)", state, b.sent.ID)
			p, err := b.Privacy.PreviewErase(background, b.boss, b.client)
			if err != nil || p.Refusal == "" || fault.CodeOf(erase(consent)) != fault.Conflict {
				t.Errorf("%+v %v", p, err)
			}
		})
	}
	t.Run("and everything is still there", func(t *testing.T) {
		if row, err := b.Clients.Get(background, b.boss, b.client); err != nil || row.Name != name {
			t.Errorf("%+v %v", row, err)
		}
	})
}

// TestDeliveriesThatWait goes with the client; what waited along with it leaves all the same.
func TestDeliveriesThatWait(t *testing.T) {
	b := mustBench(t)
	in := t.TempDir()
	b.must(os.RemoveAll(b.dir))
	b.must(os.WriteFile(b.dir, nil, 0o600)) // no folder: the archive is frozen, and waits
	b.MustImport(wiringtest.MustWrite(t, filepath.Join(in, "a.txt"), append(wiringtest.Days(wiringtest.IBAN(1234567), 1), wiringtest.Days(wiringtest.IBAN(3456789), 1)...)...))
	b.MustSync()
	p, err := b.Privacy.PreviewErase(background, b.boss, b.client)
	if err != nil || p.Waiting != 1 || len(p.Warnings) != 3 {
		t.Fatalf("%+v %v", p, err)
	}
	b.mustErase()
	b.MustVerify()
	b.must(os.Remove(b.dir))
	b.must(os.Mkdir(b.dir, 0o700))
	b.Clock.Advance(time.Hour)
	if report := b.MustSync(); report.Outcomes[deliver.Deposited] != 1 {
		t.Errorf("%+v", report)
	}
	if found := b.traces(); found != nil {
		t.Errorf("left: %q", found)
	}
}

// TestAsidesOfTheSameAccountGoToo: its statements may wait under « Sans IBAN » of another firm.
func TestAsidesOfTheSameAccountGoToo(t *testing.T) {
	b := mustBench(t)
	b.MustImport(wiringtest.MustWrite(t, filepath.Join(t.TempDir(), "a.txt"), wiringtest.Days(wiringtest.IBAN(7777777), 2)...))
	b.must(b.Accounts.AddAlias(background, b.boss, b.taken.ID, string(wiringtest.IBAN(7777777)), false))
	b.exec("INSERT INTO account (key, iban, created_at) VALUES (?, ?, '2026-04-01T00:00:00Z')", key(7777777), string(wiringtest.IBAN(7777777)))
	b.mustErase()
	asides, err := b.Accounts.Asides(background, b.boss)
	if err != nil || len(asides) != 0 {
		t.Errorf("%+v %v", asides, err)
	}
	b.MustVerify()
}

func key(n int) string {
	r := wiringtest.RIB(n)
	return r.Bank + "/" + r.Branch + "/" + r.Number
}

// TestACutLeavesAllOrNothing: an erasure whose transaction fails has erased nothing.
func TestACutLeavesAllOrNothing(t *testing.T) {
	b := mustBench(t).fill()
	b.exec("CREATE TRIGGER cut BEFORE DELETE ON client BEGIN SELECT RAISE(ABORT, 'cut'); END")
	if _, err := b.Privacy.Erase(background, b.boss, b.client, consent); err == nil {
		t.Fatal("it went through")
	}
	b.exec("DROP TRIGGER cut")
	b.MustVerify()
	p, err := b.Privacy.PreviewErase(background, b.boss, b.client)
	if err != nil || p.Statements != 3 || p.Operations != 5 || p.Documents != 1 {
		t.Errorf("%+v %v", p, err)
	}
}

// TestBytesThatCouldNotBeCleanedAreLater: somebody reads while the file is to be written anew.
func TestBytesThatCouldNotBeCleanedAreLater(t *testing.T) {
	b := mustBench(t).fill()
	wipe := b.Privacy.Store
	b.Privacy.Store = busy{wipe}
	gone, err := b.Privacy.Erase(background, b.boss, b.client, consent)
	if err != nil || gone.Wiped {
		t.Fatal(gone, err)
	}
	b.Privacy.Store = wipe
	if _, err := b.Privacy.Tend(background, b.Systeme()); err != nil {
		t.Fatal(err)
	}
	if found := b.traces(); found != nil {
		t.Errorf("left: %q", found)
	}
}

type busy struct{ privacy.Store }

func (busy) Wipe(context.Context) error { return fault.New(fault.Busy, "occupé") }

func mustUnzip(t *testing.T, path string) map[string]string {
	t.Helper()
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = z.Close() }()
	files := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		files[f.Name] = string(content)
	}
	return files
}
