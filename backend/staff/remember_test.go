package staff_test

import (
	"database/sql"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/zalando/go-keyring"

	"sobank/backend/fault"
	"sobank/backend/rights"
	"sobank/backend/sqlite"
	"sobank/backend/staff"
	"sobank/backend/vault"
	"sobank/backend/wiring/wiringtest"
)

// mustPost is a house on a post with a keychain, and one person.
func mustPost(t *testing.T) *wiringtest.Bench {
	t.Helper()
	b, _ := mustBench(t)
	return b
}

func mustSignIn(t *testing.T, b *wiringtest.Bench, remember bool) staff.Session {
	t.Helper()
	s, err := b.Staff.SignIn(background, email, wiringtest.Password, remember)
	if err != nil || s.Notice != "" {
		t.Fatalf("%+v, %v", s, err)
	}
	return s
}

// token is what the keychain holds, "" when nothing.
func token(t *testing.T, b *wiringtest.Bench) string {
	t.Helper()
	installation, err := b.Setting(background, "installation")
	if err != nil {
		t.Fatal(err)
	}
	secret, err := b.Vault.Get(installation + "/session")
	if err != nil && fault.CodeOf(err) != fault.NotFound {
		t.Fatal(err)
	}
	return secret
}

func wantNobody(t *testing.T, b *wiringtest.Bench) {
	t.Helper()
	_, err := b.Staff.Resume(background)
	wantFault(t, err, fault.NotFound, "ne se souvient de personne")
	if token(t, b) != "" {
		t.Error("the token is still in the keychain")
	}
}

func TestResume(t *testing.T) {
	b := mustPost(t)
	s := mustSignIn(t, b, true)
	for range 2 {
		again, err := b.Staff.Resume(background)
		if err != nil || again.Actor != s.Actor || again.Person.Email != email || again.Locked {
			t.Fatalf("got %+v, %v", again, err)
		}
	}
	if _, err := b.Firms.List(background, s.Actor); err != nil {
		t.Error(err)
	}
	t.Run("the token is 256 bits, and only its hash is in the data file", func(t *testing.T) {
		secret := token(t, b)
		if len(secret) != 64 {
			t.Errorf("%d characters", len(secret))
		}
		if stored := mustText(t, b, "SELECT resume_sha256 FROM session WHERE resume_sha256 IS NOT NULL"); stored == secret || len(stored) != 64 {
			t.Errorf("stored %q", stored)
		}
	})
	t.Run("a new sign-in replaces it", func(t *testing.T) {
		next := mustSignIn(t, b, true)
		again, err := b.Staff.Resume(background)
		if err != nil || again.Actor != next.Actor {
			t.Errorf("got %+v, %v", again, err)
		}
		_, err = b.Firms.List(background, s.Actor)
		wantFault(t, err, fault.Unauthenticated, "terminée")
	})
	t.Run("a command line's sign-in leaves it", func(t *testing.T) {
		passing := mustSignIn(t, b, false)
		if err := b.Staff.SignOut(background, passing.Actor); err != nil {
			t.Fatal(err)
		}
		if _, err := b.Staff.Resume(background); err != nil {
			t.Error(err)
		}
	})
}

func mustText(t *testing.T, b *wiringtest.Bench, query string) (text string) {
	t.Helper()
	db, err := sql.Open("sqlite3_sobank", filepath.Join(b.DataDir, sqlite.FileName))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if err := db.QueryRow(query).Scan(&text); err != nil {
		t.Fatal(err)
	}
	return text
}

func TestResumeForgets(t *testing.T) {
	for name, change := range map[string]func(*testing.T, *wiringtest.Bench, staff.Session){
		"who signed out": func(t *testing.T, b *wiringtest.Bench, s staff.Session) {
			if err := b.Staff.SignOut(background, s.Actor); err != nil {
				t.Fatal(err)
			}
			if token(t, b) != "" {
				t.Error("signing out left the token")
			}
		},
		"after 30 days": func(_ *testing.T, b *wiringtest.Bench, _ staff.Session) {
			b.Clock.Advance(30*24*time.Hour + time.Second)
		},
		"a person who left": func(t *testing.T, b *wiringtest.Bench, _ staff.Session) {
			mustExec(t, b, "UPDATE staff SET active = 0")
		},
		"a session that ended elsewhere": func(t *testing.T, b *wiringtest.Bench, _ staff.Session) {
			mustExec(t, b, "UPDATE session SET ended_at = '2026-04-02T12:00:00Z'")
		},
		"a token that is another": func(t *testing.T, b *wiringtest.Bench, _ staff.Session) {
			mustExec(t, b, "UPDATE session SET resume_sha256 = 'x' WHERE resume_sha256 IS NOT NULL")
		},
		"a keychain that lost it": func(t *testing.T, b *wiringtest.Bench, _ staff.Session) {
			installation, _ := b.Setting(background, "installation")
			if err := b.Vault.Delete(installation + "/session"); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := mustPost(t)
			change(t, b, mustSignIn(t, b, true))
			wantNobody(t, b)
			wantNobody(t, b)
		})
	}
	t.Run("who never asked for it, without opening the keychain", func(t *testing.T) {
		b := mustPost(t)
		mustSignIn(t, b, false)
		b.Staff.Vault = func() (staff.Vault, error) { t.Error("opened"); return b.Vault, nil }
		_, err := b.Staff.Resume(background)
		wantFault(t, err, fault.NotFound, "")
	})
	t.Run("another account of the machine", func(t *testing.T) {
		b := mustPost(t)
		mustSignIn(t, b, true)
		b.Staff.OSAccount = "quelqu'un d'autre"
		_, err := b.Staff.Resume(background)
		wantFault(t, err, fault.NotFound, "")
		if b.Staff.OSAccount = b.OSAccount; token(t, b) == "" {
			t.Error("it took the token of the first one away")
		}
	})
}

func TestAKeychainThatFailsDoesNotPreventSigningIn(t *testing.T) {
	for name, open := range map[string]func() (staff.Vault, error){
		"none":      nil,
		"cannot be": func() (staff.Vault, error) { return nil, fault.New(fault.Refused, "Pas de trousseau ici.") },
		"the system": func() (staff.Vault, error) {
			keyring.MockInitWithError(errors.New("locked"))
			return vault.Keychain(), nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := mustPost(t)
			b.Staff.Vault = open
			s, err := b.Staff.SignIn(background, email, wiringtest.Password, true)
			if err != nil || !strings.Contains(s.Notice, "ne s'en souviendra pas") {
				t.Fatalf("%+v, %v", s, err)
			}
			if _, err := b.Firms.List(background, s.Actor); err != nil {
				t.Error(err)
			}
			_, err = b.Staff.Resume(background)
			wantFault(t, err, fault.NotFound, "")
		})
	}
	t.Run("and once locked it keeps what it has for the next start", func(t *testing.T) {
		b := mustPost(t)
		s := mustSignIn(t, b, true)
		b.Staff.Vault = func() (staff.Vault, error) { return nil, fault.New(fault.Conflict, "verrouillé") }
		_, err := b.Staff.Resume(background)
		wantFault(t, err, fault.Conflict, "verrouillé")
		b.Staff.Vault = func() (staff.Vault, error) { return b.Vault, nil }
		if again, err := b.Staff.Resume(background); err != nil || again.Actor != s.Actor {
			t.Errorf("%+v, %v", again, err)
		}
	})
}

func TestConfirm(t *testing.T) {
	b := mustPost(t)
	s := mustSignIn(t, b, false)
	confirm := func(password string) error { return b.Staff.Confirm(background, s.Actor, password) }
	if err := confirm(wiringtest.Password); err != nil {
		t.Error(err)
	}
	for range 5 {
		wantFault(t, confirm("faux"), fault.Unauthenticated, "mot de passe est faux")
	}
	t.Run("is slowed down as signing in is", func(t *testing.T) {
		wantFault(t, confirm(wiringtest.Password), fault.Busy, "réessayez dans")
		_, err := b.Staff.SignIn(background, email, wiringtest.Password, false)
		wantFault(t, err, fault.Busy, "réessayez dans")
		b.Clock.Advance(6 * time.Second)
		if err := confirm(wiringtest.Password); err != nil {
			t.Error(err)
		}
	})
	t.Run("of a session that ended", func(t *testing.T) {
		if err := b.Staff.SignOut(background, s.Actor); err != nil {
			t.Fatal(err)
		}
		wantFault(t, confirm(wiringtest.Password), fault.Unauthenticated, "session est terminée")
	})
	t.Run("RefusesSysteme", func(t *testing.T) {
		wantFault(t, b.Staff.Confirm(background, b.Systeme(), wiringtest.Password), fault.NotFound, "")
	})
}

// TestClosingTheWindowDoesNotGoAroundTheLock: taken up again, the session is still locked.
func TestClosingTheWindowDoesNotGoAroundTheLock(t *testing.T) {
	b := mustPost(t)
	s := mustSignIn(t, b, true)
	for range 2 {
		if err := b.Staff.Lock(background, s.Actor); err != nil {
			t.Fatal(err)
		}
	}
	if again, err := b.Staff.Resume(background); err != nil || !again.Locked {
		t.Errorf("%+v, %v", again, err)
	}
	if err := b.Staff.Confirm(background, s.Actor, wiringtest.Password); err != nil {
		t.Fatal(err)
	}
	if again, err := b.Staff.Resume(background); err != nil || again.Locked {
		t.Errorf("%+v, %v", again, err)
	}
	b.Clock.Advance(31 * 24 * time.Hour)
	wantNobody(t, b)
}

func TestClose(t *testing.T) {
	b := mustPost(t)
	for _, remembered := range []bool{true, false} {
		s := mustSignIn(t, b, remembered)
		if err := b.Staff.Close(background, s.Actor); err != nil {
			t.Fatal(err)
		}
		if _, _, err := b.Staff.Standing(background, s.Actor); (err == nil) != remembered {
			t.Errorf("remembered %t: %v", remembered, err)
		}
	}
}

func TestSigningOutTwiceIsOnce(t *testing.T) {
	b := mustPost(t)
	s := mustSignIn(t, b, false)
	for _, actor := range []rights.Actor{s.Actor, s.Actor, b.Systeme()} {
		if err := b.Staff.SignOut(background, actor); err != nil {
			t.Error(err)
		}
	}
	if n := mustText(t, b, "SELECT count(*) FROM journal WHERE action = 'session.end'"); n != "1" {
		t.Errorf("%s entries", n)
	}
}
