package staff_test

import (
	"context"
	"database/sql"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"sobank/backend/fault"
	"sobank/backend/provision"
	"sobank/backend/rights"
	"sobank/backend/sqlite"
	"sobank/backend/staff"
	"sobank/backend/wiring/wiringtest"
)

var background = context.Background()

const email = "camille@cabinet.fr"

func mustBench(t *testing.T) (*wiringtest.Bench, rights.Actor) {
	t.Helper()
	b := wiringtest.MustOpen(t, t.TempDir())
	b.MustApply(provision.Plan{Firms: []provision.Firm{{Name: "Cabinet"}}})
	return b, b.MustJoin(email, rights.Collaborateur, b.MustFirm("Cabinet"))
}

func mustExec(t *testing.T, b *wiringtest.Bench, query string) {
	t.Helper()
	db, err := sql.Open("sqlite3_sobank", filepath.Join(b.DataDir, sqlite.FileName))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if _, err := db.Exec(query); err != nil {
		t.Fatal(err)
	}
}

func wantFault(t *testing.T, err error, code fault.Code, words string) {
	t.Helper()
	if fault.CodeOf(err) != code || !strings.Contains(fault.From(err).Message, words) {
		t.Errorf("got %v; want %s with %q", err, code, words)
	}
}

func TestSignIn(t *testing.T) {
	t.Run("OK", func(t *testing.T) {
		b, _ := mustBench(t)
		session, err := b.Staff.SignIn(background, "  Camille@CABINET.fr ", wiringtest.Password, false)
		if err != nil {
			t.Fatal(err)
		}
		standing, person, err := b.Staff.Standing(background, session.Actor)
		if err != nil || person.Email != email || standing.Profile != rights.Collaborateur || len(standing.Firms) != 1 {
			t.Errorf("got %+v, %+v, %v", standing, person, err)
		}
	})
	t.Run("a wrong password, an unknown e-mail and a person who left are told the same", func(t *testing.T) {
		b, _ := mustBench(t)
		b.MustJoin("parti@cabinet.fr", rights.Administrateur)
		mustExec(t, b, "UPDATE staff SET active = 0 WHERE email = 'parti@cabinet.fr'")
		var said []string
		for _, c := range [][2]string{{email, "faux"}, {email, ""}, {"inconnu@cabinet.fr", wiringtest.Password}, {"parti@cabinet.fr", wiringtest.Password}, {"", ""}} {
			_, err := b.Staff.SignIn(background, c[0], c[1], false)
			wantFault(t, err, fault.Unauthenticated, "e-mail ou le mot de passe est faux")
			said = append(said, fault.From(err).Message+fault.From(err).Hint)
		}
		for _, s := range said {
			if s != said[0] {
				t.Errorf("%q differs from %q", s, said[0])
			}
		}
	})
	t.Run("signing out ends the session at once", func(t *testing.T) {
		b, actor := mustBench(t)
		if err := b.Staff.SignOut(background, actor); err != nil {
			t.Fatal(err)
		}
		_, _, err := b.Staff.Standing(background, actor)
		wantFault(t, err, fault.Unauthenticated, "session est terminée")
		_, err = b.Firms.List(background, actor)
		wantFault(t, err, fault.Unauthenticated, "session est terminée")
	})
	t.Run("a person made inactive loses every session at once", func(t *testing.T) {
		b, actor := mustBench(t)
		mustExec(t, b, "UPDATE staff SET active = 0")
		_, _, err := b.Staff.Standing(background, actor)
		wantFault(t, err, fault.Unauthenticated, "session est terminée")
	})
	t.Run("a change of profile counts at once", func(t *testing.T) {
		b, actor := mustBench(t)
		mustExec(t, b, "UPDATE staff SET profile = 'administrateur'")
		if standing, _, err := b.Staff.Standing(background, actor); err != nil || !standing.AllFirms() {
			t.Errorf("got %+v, %v", standing, err)
		}
	})
}

func TestWrongPasswordsSlowDown(t *testing.T) {
	b, _ := mustBench(t)
	try := func(password string) error {
		_, err := b.Staff.SignIn(background, email, password, false)
		return err
	}
	for range 4 {
		wantFault(t, try("faux"), fault.Unauthenticated, "faux")
	}
	wantFault(t, try("faux"), fault.Unauthenticated, "faux") // the fifth is still tried …
	wantFault(t, try(wiringtest.Password), fault.Busy, "réessayez dans")
	b.Clock.Advance(4 * time.Second)
	wantFault(t, try(wiringtest.Password), fault.Busy, "réessayez dans")
	b.Clock.Advance(2 * time.Second)
	wantFault(t, try("faux"), fault.Unauthenticated, "faux") // … and the wait doubles
	b.Clock.Advance(6 * time.Second)
	wantFault(t, try(wiringtest.Password), fault.Busy, "réessayez dans")
	b.Clock.Advance(5 * time.Second)
	if err := try(wiringtest.Password); err != nil {
		t.Fatal(err)
	}
	wantFault(t, try("faux"), fault.Unauthenticated, "faux") // a right one forgets
	if err := try(wiringtest.Password); err != nil {
		t.Error(err)
	}
	t.Run("never more than a quarter of an hour", func(t *testing.T) {
		mustExec(t, b, "UPDATE staff SET failed_sign_ins = 1000")
		wantFault(t, try("faux"), fault.Unauthenticated, "faux")
		b.Clock.Advance(15*time.Minute + time.Second)
		if err := try(wiringtest.Password); err != nil {
			t.Error(err)
		}
	})
	t.Run("another person is not slowed down", func(t *testing.T) {
		b.MustJoin("autre@cabinet.fr", rights.Collaborateur)
		mustExec(t, b, "UPDATE staff SET retry_after = '2099-01-01T00:00:00Z' WHERE email = '"+email+"'")
		if _, err := b.Staff.SignIn(background, "autre@cabinet.fr", wiringtest.Password, false); err != nil {
			t.Error(err)
		}
	})
}

func TestNone(t *testing.T) {
	b := wiringtest.MustOpen(t, t.TempDir())
	if none, err := b.Staff.None(background); err != nil || !none {
		t.Errorf("at the first start: %t, %v", none, err)
	}
	b.MustJoin(email, rights.Administrateur)
	if none, err := b.Staff.None(background); err != nil || none {
		t.Errorf("once somebody is there: %t, %v", none, err)
	}
}

func TestAddChecksThePerson(t *testing.T) {
	b, actor := mustBench(t)
	good := staff.Person{Name: "Dominique", Email: "dominique@cabinet.fr", Profile: rights.Superviseur}
	for name, c := range map[string]struct {
		change   func(*staff.Person)
		password string
		code     fault.Code
		field    string
	}{
		"without a name":          {func(p *staff.Person) { p.Name = "  " }, "x", fault.Invalid, "name"},
		"with a name too long":    {func(p *staff.Person) { p.Name = strings.Repeat("n", 201) }, "x", fault.Invalid, "name"},
		"without an e-mail":       {func(p *staff.Person) { p.Email = "" }, "x", fault.Invalid, "email"},
		"with half an e-mail":     {func(p *staff.Person) { p.Email = "dominique@" }, "x", fault.Invalid, "email"},
		"with spaces in it":       {func(p *staff.Person) { p.Email = "do minique@cabinet.fr" }, "x", fault.Invalid, "email"},
		"with an unknown profile": {func(p *staff.Person) { p.Profile = "chef" }, "x", fault.Invalid, "profile"},
		"without a password":      {func(*staff.Person) {}, "", fault.Invalid, "password"},
		"twice":                   {func(p *staff.Person) { p.Email = strings.ToUpper(email) }, "x", fault.Conflict, "email"},
	} {
		t.Run(name, func(t *testing.T) {
			p := good
			c.change(&p)
			err := b.MustStore().Write(background, func(tx *sqlite.Tx) error {
				_, err := staff.Add(tx, actor, p, c.password)
				return err
			})
			if fault.CodeOf(err) != c.code || fault.From(err).Field != c.field {
				t.Errorf("got %v on %q", err, fault.From(err).Field)
			}
		})
	}
}

func TestGuessesAtOnceAreSlowedDownOneAfterTheOther(t *testing.T) {
	b := wiringtest.MustOpen(t, t.TempDir())
	b.MustJoin(email, rights.Administrateur)
	mustExec(t, b, "UPDATE staff SET failed_sign_ins = 6")
	var checked atomic.Int64
	var tries sync.WaitGroup
	for range 20 {
		tries.Go(func() {
			if _, err := b.Staff.SignIn(background, email, "faux, et encore faux", false); fault.CodeOf(err) == fault.Unauthenticated {
				checked.Add(1)
			}
		})
	}
	tries.Wait()
	if n := checked.Load(); n != 1 {
		t.Errorf("%d of 20 guesses at once were answered; want one", n)
	}
}

func TestAClockThatWasAheadLocksNobodyOut(t *testing.T) {
	b := wiringtest.MustOpen(t, t.TempDir())
	b.MustJoin(email, rights.Administrateur)
	mustExec(t, b, "UPDATE staff SET failed_sign_ins = 6, retry_after = '2099-01-01T00:00:00Z'")
	if _, err := b.Staff.SignIn(background, email, wiringtest.Password, false); err != nil {
		t.Error(err)
	}
}
