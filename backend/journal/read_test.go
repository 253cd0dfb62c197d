package journal_test

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sobank/backend/account"
	"sobank/backend/civil"
	"sobank/backend/client"
	"sobank/backend/collect"
	"sobank/backend/fault"
	"sobank/backend/journal"
	"sobank/backend/provision"
	"sobank/backend/rights"
	"sobank/backend/sqlite"
	"sobank/backend/wiring/wiringtest"
)

var background = context.Background()

// bench is an installation where a few things were done, over two days.
type bench struct {
	*wiringtest.Bench
	boss, clerk  rights.Actor
	firm, client int64
	account      int64
}

func MustBuild(tb testing.TB) *bench {
	tb.Helper()
	b := &bench{Bench: wiringtest.MustOpen(tb, tb.TempDir())}
	b.MustApply(provision.Plan{Firms: []provision.Firm{{Name: "Cabinet",
		Connectors: []provision.Connector{{Partner: "fizen", Settings: map[string]any{"folder": tb.TempDir()}}}}, {Name: "Autre"}}})
	b.firm = b.MustFirm("Cabinet")
	b.boss, b.clerk = b.MustJoin("boss@a.fr", rights.Administrateur), b.MustJoin("clerk@a.fr", rights.Collaborateur, b.firm)
	b.Clock.Advance(24 * time.Hour)
	saved, err := b.Clients.Save(background, b.clerk, client.Client{FirmID: b.firm, Name: "Jardins de l'Été"})
	if err != nil {
		tb.Fatal(err)
	}
	b.client = saved.ID
	row, err := b.Accounts.Save(background, b.clerk, account.Form{ClientID: b.client, IBAN: string(wiringtest.IBAN(0))})
	if err != nil {
		tb.Fatal(err)
	}
	b.account = row.ID
	for _, connector := range []int64{b.MustConnector("Cabinet", "Fizen").ID, 0} {
		if _, err := b.Accounts.Associate(background, b.clerk, []int64{b.account}, connector); err != nil {
			tb.Fatal(err)
		}
	}
	path := wiringtest.MustWrite(tb, filepath.Join(tb.TempDir(), "mars.txt"), wiringtest.Days(wiringtest.IBAN(0), 2)...)
	if _, err := b.Collect.Import(background, b.Systeme(), collect.Request{Paths: []string{path}, FirmID: b.firm}, nil); err != nil {
		tb.Fatal(err)
	}
	return b
}

// exec does to the data file what no service does.
func (b *bench) exec(tb testing.TB, query string, args ...any) {
	tb.Helper()
	db, err := sql.Open("sqlite3_sobank", filepath.Join(b.DataDir, sqlite.FileName))
	if err != nil {
		tb.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if _, err := db.Exec(query, args...); err != nil {
		tb.Fatal(err)
	}
}

func (b *bench) MustList(tb testing.TB, q journal.Query) []journal.Row {
	tb.Helper()
	rows, total, err := b.Journals.List(background, b.boss, q)
	if err != nil || q.Limit == 0 && total != len(rows) {
		tb.Fatal(len(rows), total, err)
	}
	return rows
}

func sentences(rows []journal.Row) (list []string) {
	for _, r := range rows {
		list = append(list, r.Sentence())
	}
	return list
}

func TestListSaysWhoDidWhat(t *testing.T) {
	b := MustBuild(t)
	want := []string{
		"Système (" + b.OSAccount + ") a importé le fichier « mars.txt » : 2 relevés, 4 opérations.",
		"clerk@a.fr a retiré le connecteur de l'IBAN FR76 30004 00001 00000000000 39.",
		"clerk@a.fr a associé l'IBAN FR76 30004 00001 00000000000 39 à « Fizen ».",
		"clerk@a.fr a ajouté l'IBAN FR76 30004 00001 00000000000 39.",
		"clerk@a.fr a créé le client « Jardins de l'Été ».",
	}
	iban := wiringtest.IBAN(0).Format()
	for i := range want {
		want[i] = strings.ReplaceAll(want[i], "FR76 30004 00001 00000000000 39", iban)
	}
	got := sentences(b.MustList(t, journal.Query{}))
	if len(got) < len(want) || !slices.Equal(got[:len(want)], want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestListFiltersCombine(t *testing.T) {
	b := MustBuild(t)
	other := b.MustFirm("Autre")
	first, second := civil.MustParse("2026-04-02"), civil.MustParse("2026-04-03")
	for name, c := range map[string]struct {
		query journal.Query
		want  int
	}{
		"who":                       {journal.Query{StaffIDs: []int64{b.clerk.StaffID}}, 4},
		"« Système »":               {journal.Query{StaffIDs: []int64{0}, Families: []journal.Family{journal.Received}}, 1},
		"somebody or « Système »":   {journal.Query{StaffIDs: []int64{0, b.clerk.StaffID}, Period: civil.Period{From: second}}, 5},
		"what":                      {journal.Query{Families: []journal.Family{journal.Clients}}, 4},
		"two families":              {journal.Query{Families: []journal.Family{journal.Clients, journal.Received}}, 5},
		"no such family":            {journal.Query{Families: []journal.Family{"x"}}, 0},
		"firm":                      {journal.Query{FirmIDs: []int64{other}}, 1},
		"object":                    {journal.Query{Object: "account", ObjectID: b.account}, 3},
		"from a day":                {journal.Query{Period: civil.Period{From: second}}, 5},
		"to a day, included":        {journal.Query{Period: civil.Period{To: first}}, 3},
		"who, what and object":      {journal.Query{StaffIDs: []int64{b.clerk.StaffID}, Families: []journal.Family{journal.Clients}, Object: "client", ObjectID: b.client}, 1},
		"a name, without accent":    {journal.Query{Search: "jardins de l'ete"}, 4}, // the client, and its IBAN
		"an IBAN with its spaces":   {journal.Query{Search: wiringtest.IBAN(0).Format()}, 3},
		"a file":                    {journal.Query{Search: "MARS"}, 1},
		"what was done":             {journal.Query{Search: "a importé"}, 1},
		"who by name":               {journal.Query{Search: "clerk@"}, 4},
		"% means itself":            {journal.Query{Search: "%"}, 0},
		"a text and who did it":     {journal.Query{Search: "jardins", StaffIDs: []int64{b.boss.StaffID}}, 0},
		"nothing but white space":   {journal.Query{Search: "  ", Period: civil.Period{From: second}}, 5},
		"a connector by its name":   {journal.Query{Search: "fizen"}, 1},
		"a firm by its name":        {journal.Query{Search: "autre", FirmIDs: []int64{other}}, 1},
		"the account of the system": {journal.Query{Search: b.OSAccount, Families: []journal.Family{journal.Received}}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			if rows := b.MustList(t, c.query); len(rows) != c.want {
				t.Errorf("%d, want %d:\n%s", len(rows), c.want, strings.Join(sentences(rows), "\n"))
			}
		})
	}
}

func TestListPages(t *testing.T) {
	b := MustBuild(t)
	all := b.MustList(t, journal.Query{})
	var paged []journal.Row
	q := journal.Query{Limit: 3}
	for {
		rows, total, err := b.Journals.List(background, b.boss, q)
		if err != nil || total != len(all) {
			t.Fatal(total, err)
		}
		paged = append(paged, rows...)
		if len(rows) < q.Limit {
			break
		}
		q.Before = rows[len(rows)-1].ID
	}
	if !slices.Equal(sentences(paged), sentences(all)) {
		t.Errorf("%d pages of %d", len(paged), len(all))
	}
}

// TestWhatIsErasedHasNoName: its number may serve again, for something else.
func TestWhatIsErasedHasNoName(t *testing.T) {
	b := MustBuild(t)
	created := func() journal.Row {
		rows := b.MustList(t, journal.Query{Object: "client", ObjectID: b.client})
		return rows[len(rows)-1]
	}
	if r := created(); r.ObjectName != "Jardins de l'Été" || r.Opens != b.client {
		t.Fatalf("%+v", r)
	}
	b.exec(t, "UPDATE account SET client_id = NULL WHERE client_id = ?", b.client)
	b.exec(t, "DELETE FROM client WHERE id = ?", b.client)
	erased := fmt.Sprintf("clerk@a.fr a créé le client n° %d, effacé.", b.client)
	if r := created(); r.Sentence() != erased || r.ObjectName != "" || r.Opens != 0 {
		t.Errorf("%s %+v", r.Sentence(), r)
	}
	b.Clock.Advance(time.Hour)
	again, err := b.Clients.Save(background, b.clerk, client.Client{FirmID: b.firm, Name: "Un tout autre"})
	if err != nil || again.ID != b.client {
		t.Fatal(again.ID, b.client, err)
	}
	if r := created(); r.Sentence() != erased || r.Opens != 0 {
		t.Errorf("it took the name of what came after: %s", r.Sentence())
	}
	if rows := b.MustList(t, journal.Query{Search: "un tout autre"}); len(rows) != 1 {
		t.Errorf("found %q", sentences(rows))
	}
	if rows := b.MustList(t, journal.Query{Search: "jardins"}); len(rows) != 0 {
		t.Errorf("its name is still found: %q", sentences(rows))
	}
}

func TestRefusedSignInIsNobodys(t *testing.T) {
	b := MustBuild(t)
	for _, email := range []string{"clerk@a.fr", "inconnu@a.fr"} {
		if _, err := b.Staff.SignIn(background, email, "un mot de passe faux", false); fault.CodeOf(err) != fault.Unauthenticated {
			t.Fatal(err)
		}
	}
	got := sentences(b.MustList(t, journal.Query{Families: []journal.Family{journal.Sessions}}))
	if want := []string{"Connexion refusée à clerk@a.fr : le mot de passe donné est faux."}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want) // an unknown address says nothing of anybody
	}
	row := b.MustList(t, journal.Query{Families: []journal.Family{journal.Sessions}})[0]
	if row.Who() != "Non identifié ("+b.OSAccount+")" {
		t.Error(row.Who())
	}
	if rows := b.MustList(t, journal.Query{StaffIDs: []int64{0}, Families: []journal.Family{journal.Sessions}}); len(rows) != 0 {
		t.Error("it reads as done by « Système »")
	}
}

func TestGetTellsTheFacts(t *testing.T) {
	b := MustBuild(t)
	rows := b.MustList(t, journal.Query{Object: "account", ObjectID: b.account})
	_, facts, err := b.Journals.Get(background, b.boss, rows[1].ID)
	want := []journal.Fact{{Label: "Connecteur", Value: "Fizen"}, {Label: "Connecteur d'avant", Value: "aucun"}}
	if err != nil || !slices.Equal(facts, want) {
		t.Errorf("%q %v", facts, err)
	}
	t.Run("a person's profile and firms", func(t *testing.T) {
		b.exec(t, `INSERT INTO journal (at, os_account, action, object, object_id, facts)
			VALUES ('2026-04-03T12:00:00Z', 'moi', 'staff.update', 'staff', ?, '{"profile":"superviseur","firms":[`+fmt.Sprint(b.firm)+`,99]}')`, b.clerk.StaffID)
		_, facts, err := b.Journals.Get(background, b.boss, b.MustList(t, journal.Query{})[0].ID)
		want := []journal.Fact{{Label: "Cabinets", Value: "Cabinet, n° 99, effacé"}, {Label: "Profil", Value: "Superviseur"}}
		if err != nil || !slices.Equal(facts, want) {
			t.Errorf("%q %v", facts, err)
		}
	})
	t.Run("one that is not there", func(t *testing.T) {
		if _, _, err := b.Journals.Get(background, b.boss, 9999); fault.CodeOf(err) != fault.NotFound {
			t.Error(err)
		}
	})
}

// TestALaterActionIsShown: a data file may have been written by a program that knew more.
func TestALaterActionIsShown(t *testing.T) {
	r := journal.Row{StaffID: 3, StaffName: "Camille Martin", Action: "moon.fly"}
	if got := r.Sentence(); got != "Camille Martin a fait « moon.fly »." {
		t.Error(got)
	}
}

func TestPeopleListsWhoDidSomething(t *testing.T) {
	b := MustBuild(t)
	list, err := b.Journals.People(background, b.boss)
	want := []journal.Person{{ID: 0, Name: "Système"}, {ID: b.clerk.StaffID, Name: "clerk@a.fr"}}
	if err != nil || !slices.Equal(list, want) {
		t.Errorf("%v %v", list, err)
	}
}

func TestExportOfTheJournalIsInTheJournal(t *testing.T) {
	b := MustBuild(t)
	path := filepath.Join(t.TempDir(), "journal.csv")
	done, err := b.Exports.Journal(background, b.boss, journal.Query{StaffIDs: []int64{b.clerk.StaffID}}, path)
	if err != nil || done.Rows != 4 {
		t.Fatal(done, err)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"clerk@a.fr", "A créé le client « Jardins de l'Été »", "client.create"} {
		if !strings.Contains(string(content), want) {
			t.Errorf("%q is not in\n%s", want, content)
		}
	}
	if got := b.MustList(t, journal.Query{})[0].Sentence(); got != "boss@a.fr a exporté le journal : 4 lignes." {
		t.Error(got)
	}
}
