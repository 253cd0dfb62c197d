package privacy_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sobank/backend/fault"
	"sobank/backend/privacy"
	"sobank/backend/rights"
	"sobank/backend/search"
	"sobank/backend/sqlite"
	"sobank/backend/statement"
	"sobank/backend/wiring/wiringtest"
)

// ended sets the end of both clients' missions.
func (b *bench) ended(first, second string) {
	b.t.Helper()
	b.exec("UPDATE client SET mission_ended_on = ? WHERE id = ?", first, b.client)
	b.exec("UPDATE client SET mission_ended_on = ? WHERE id = ?", second, b.other)
}

func (b *bench) over() (names []string) {
	b.t.Helper()
	list, err := b.Privacy.Over(background, b.boss)
	b.must(err)
	for _, k := range list {
		names = append(names, k.Name)
	}
	return names
}

// TestOver: the bench stands on 2 April 2026.
func TestOver(t *testing.T) {
	b := mustBench(t)
	b.ended("2016-04-01", "2016-04-02")
	if got := b.over(); !slices.Equal(got, []string{name}) {
		t.Errorf("after ten years: %q", got)
	}
	b.must(b.Privacy.SetRetention(background, b.boss, b.firm, 5))
	if got := b.over(); len(got) != 2 {
		t.Errorf("after five: %q", got)
	}
	b.must(b.Privacy.SetRetention(background, b.boss, b.firm, 11))
	if got := b.over(); got != nil {
		t.Errorf("after eleven: %q", got)
	}
	for _, years := range []int{0, 51} {
		if err := b.Privacy.SetRetention(background, b.boss, b.firm, years); fault.CodeOf(err) != fault.Invalid {
			t.Errorf("%d: %v", years, err)
		}
	}
}

func TestRetentionThatIsNotOver(t *testing.T) {
	b := mustBench(t)
	b.ended("2016-04-02", "2016-04-02")
	p, err := b.Privacy.PreviewErase(background, b.boss, b.client)
	if err != nil || len(p.Warnings) != 1 || p.Warnings[0] != "La durée de conservation du cabinet court jusqu'au 02/04/2026." {
		t.Errorf("%+v %v", p.Warnings, err)
	}
	b.Clock.Advance(24 * time.Hour)
	if p, err = b.Privacy.PreviewErase(background, b.boss, b.client); err != nil || p.Warnings != nil {
		t.Errorf("%+v %v", p.Warnings, err)
	}
	if _, err := b.Privacy.Erase(background, b.boss, b.client, privacy.Consent{Typed: name}); err != nil {
		t.Errorf("no reason is needed then: %v", err)
	}
}

func TestEraseOver(t *testing.T) {
	b := mustBench(t)
	b.ended("2016-04-01", "2016-04-02")
	if _, err := b.Privacy.EraseOver(background, b.boss, []int64{b.client}, "effacer"); fault.From(err).Field != "typed" {
		t.Errorf("%v", err)
	}
	done, err := b.Privacy.EraseOver(background, b.boss, []int64{b.client, b.other}, privacy.Word)
	if err != nil || !slices.Equal(done.Erased, []int64{b.client}) || len(done.Left) != 1 || done.Left[0].ClientID != b.other || done.Accounts != 2 || !done.Wiped {
		t.Errorf("%+v %v", done, err)
	}
	list, err := b.Privacy.Tombstones(background, b.boss)
	if err != nil || len(list) != 1 || list[0].Early {
		t.Errorf("%+v %v", list, err)
	}
	if found := b.traces(); found != nil {
		t.Errorf("left: %q", found)
	}
}

// TestAsideIsPurgedAfterItsDays, and never before.
func TestAsideIsPurgedAfterItsDays(t *testing.T) {
	b := mustBench(t)
	in := t.TempDir()
	early := wiringtest.Days(wiringtest.IBAN(7777777), 3)
	for i := range early {
		early[i].Operations[0].Label = "KALIYUGA UN"
	}
	late := wiringtest.Block(wiringtest.IBAN(7777777), "2026-03-03", early[2].Opening.Amount, "2026-03-05",
		append(early[2].Operations, wiringtest.Op("2026-03-05", 5, "KALIYUGA DEUX"))...) // it shows the third day too, which another statement brought
	b.MustImport(wiringtest.MustWrite(t, filepath.Join(in, "mars.txt"), early...))
	b.Clock.Advance(30 * 24 * time.Hour)
	b.MustImport(wiringtest.MustWrite(t, filepath.Join(in, "avril.txt"), late),
		wiringtest.MustWrite(t, filepath.Join(in, "martin.txt"), wiringtest.Days(wiringtest.IBAN(4567891), 1)...))
	b.index()
	asides := func() (n int) {
		_, total, err := b.Statements.List(background, b.boss, statement.Query{Places: []statement.Place{statement.Aside}})
		b.must(err)
		return total
	}
	if n := asides(); n != 4 {
		t.Fatalf("%d statements aside", n)
	}
	b.Clock.Advance(30 * 24 * time.Hour)
	if gone, err := b.Privacy.Tend(background, b.Systeme()); err != nil || gone.Statements != 0 || asides() != 4 {
		t.Fatalf("on the last day: %+v %v", gone, err)
	}
	a, err := b.Privacy.Aside(background, b.boss)
	if err != nil || a.Days != 60 || a.Oldest.String() != "2026-04-02" || a.Next.String() != "2026-06-02" || a.Due.Statements != 0 {
		t.Errorf("%+v %v", a, err)
	}
	b.Clock.Advance(24 * time.Hour)
	if a, err = b.Privacy.Aside(background, b.boss); err != nil || a.Due.Statements != 3 || a.Due.Accounts != 0 {
		t.Errorf("%+v %v", a, err)
	}
	gone, err := b.Privacy.Tend(background, b.Systeme())
	if err != nil || gone.Statements != 0 {
		t.Fatalf("it is on screen for a day first: %+v %v", gone, err)
	}
	b.Clock.Advance(24 * time.Hour)
	upgrade := filepath.Join(b.DataDir, sqlite.FileName+".avant-schema-22.")
	for name, days := range map[string]int{"hier": 1, "mars": 60} {
		at := b.Clock.Now().AddDate(0, 0, -days)
		b.must(os.Chtimes(wiringtest.MustFile(t, upgrade+name, nil), at, at))
	}
	gone, err = b.Privacy.Tend(background, b.Systeme())
	if err != nil || gone.Statements != 3 || asides() != 1 {
		t.Errorf("%+v %v, %d stay", gone, err, asides())
	}
	if copies, err := b.Privacy.Store.Copies(); err != nil || !slices.Equal(copies, []string{upgrade + "hier"}) {
		t.Errorf("of the copies from before an upgrade, the young one stays: %q %v", copies, err)
	}
	b.index()
	if page, err := b.Searches.Find(background, b.boss, search.Query{Text: "kaliyuga"}); err != nil || len(page.Rows) != 2 {
		t.Errorf("of the third day and the next: %+v %v", page.Rows, err)
	}
	b.MustVerify()
	b.Clock.Advance(31 * 24 * time.Hour)
	if gone, err = b.Privacy.Tend(background, b.Systeme()); err != nil || gone.Statements != 0 {
		t.Errorf("what is due next has its day of notice too: %+v %v", gone, err)
	}
	if gone, err = b.Privacy.PurgeAside(background, b.boss); err != nil || gone.Statements != 1 || gone.Accounts != 1 || asides() != 0 {
		t.Errorf("%+v %v", gone, err)
	}
	b.MustVerify()
	if found := slices.DeleteFunc(b.traces(), func(s string) bool { return !strings.Contains(s, "kaliyuga") }); len(found) > 0 {
		t.Errorf("left: %q", found)
	}
	list, err := b.Privacy.Tombstones(background, b.boss)
	if err != nil || len(list) != 2 || list[0].ClientID != 0 || list[0].By != "a@verdier.fr" || list[1].By != "Système" {
		t.Errorf("%+v %v", list, err)
	}
}

// TestAClockThatIsWrongForADay loses nothing.
func TestAClockThatIsWrongForADay(t *testing.T) {
	b := mustBench(t)
	b.MustImport(wiringtest.MustWrite(t, filepath.Join(t.TempDir(), "mars.txt"), wiringtest.Days(wiringtest.IBAN(7777777), 1)...))
	for _, years := range []int{4, -4, 4, -4} {
		b.Clock.Advance(time.Duration(years) * 365 * 24 * time.Hour)
		if gone, err := b.Privacy.Tend(background, b.Systeme()); err != nil || gone.Statements != 0 {
			t.Errorf("%+v %v", gone, err)
		}
		b.Clock.Advance(20 * time.Minute)
	}
}

func TestWhoMayErase(t *testing.T) {
	b := mustBench(t)
	clerk := b.MustJoin("c@verdier.fr", rights.Collaborateur, b.firm)
	for _, actor := range []rights.Actor{clerk, b.lead, b.Systeme()} {
		if _, err := b.Privacy.Erase(background, actor, b.client, consent); fault.CodeOf(err) != fault.Refused {
			t.Errorf("%+v: %v", actor, err)
		}
		if _, err := b.Privacy.EraseOver(background, actor, []int64{b.client}, privacy.Word); fault.CodeOf(err) != fault.Refused {
			t.Errorf("%+v: %v", actor, err)
		}
	}
}

func TestRegister(t *testing.T) {
	b := mustBench(t)
	b.must(b.Privacy.SetRetention(background, b.boss, b.firm, 12))
	r, err := b.Privacy.Register(background, b.lead, b.firm)
	if err != nil {
		t.Fatal(err)
	}
	for _, says := range []string{"Registre des activités de traitement – Verdier Conseil", "puis 12 ans (réglage du cabinet)", "Fulll (connecteur « Fulll »)", "60 jours, puis effacés",
		"quand 14 autres sont faites", "écran verrouillé après 15 minutes"} {
		if !strings.Contains(r.Text(), says) {
			t.Errorf("it does not say « %s »:\n%s", says, r.Text())
		}
	}
	if strings.Contains(r.Text(), "Zorglub") {
		t.Error("it names a client")
	}
	path := filepath.Join(t.TempDir(), "registre.txt")
	b.must(b.Privacy.SaveRegister(background, b.lead, b.firm, path))
}
