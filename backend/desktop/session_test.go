package desktop

import (
	"strings"
	"testing"

	"github.com/zalando/go-keyring"

	"sobank/backend/fault"
	"sobank/backend/wiring/wiringtest"
)

// mustOpenPost is a window on a machine that has a keychain.
func mustOpenPost(t *testing.T) *window {
	t.Helper()
	keyring.MockInit()
	return MustStart(t, t.TempDir())
}

func (w *window) start() Start {
	w.tb.Helper()
	s, err := w.session.Start()
	if err != nil {
		w.tb.Fatal(err)
	}
	return s
}

func mustLock(t *testing.T, w *window) {
	t.Helper()
	if err := w.session.Lock(); err != nil {
		t.Fatal(err)
	}
}

func TestLock(t *testing.T) {
	w := mustOpenPost(t)
	if _, err := w.session.CreateFirst(first); err != nil {
		t.Fatal(err)
	}
	mustLock(t, w)
	t.Run("refuses to go on", func(t *testing.T) { // TestEveryMethodByEveryProfile: every call but Start, Unlock and SignOut
		if _, err := w.firms.List(); fault.CodeOf(err) != fault.Unauthenticated || !strings.Contains(fault.From(err).Message, "verrouillée") {
			t.Errorf("List: %v", err)
		}
		if err := w.session.Lock(); fault.CodeOf(err) != fault.Unauthenticated {
			t.Errorf("Lock: %v", err)
		}
	})
	t.Run("Start says who is behind it", func(t *testing.T) {
		if s := w.start(); !s.Locked || s.Me == nil || s.Me.Email != first.Email || s.LockAfter != 15 {
			t.Errorf("%+v", s)
		}
	})
	t.Run("a wrong password leaves it", func(t *testing.T) {
		if _, err := w.session.Unlock("faux"); fault.CodeOf(err) != fault.Unauthenticated || fault.From(err).Field != "password" {
			t.Errorf("%v", err)
		}
		if !w.start().Locked {
			t.Error("it opened")
		}
	})
	t.Run("the right one opens it", func(t *testing.T) {
		if me, err := w.session.Unlock(first.Password); err != nil || me.Email != first.Email {
			t.Fatal(me, err)
		}
		if s := w.start(); s.Locked || s.Me == nil {
			t.Errorf("%+v", s)
		}
		if _, err := w.firms.List(); err != nil {
			t.Error(err)
		}
	})
	t.Run("somebody else's turn", func(t *testing.T) {
		mustLock(t, w)
		if err := w.session.SignOut(); err != nil {
			t.Fatal(err)
		}
		if s := w.start(); s.Me != nil || s.Locked {
			t.Errorf("%+v", s)
		}
		if _, err := w.session.Unlock(first.Password); fault.CodeOf(err) != fault.Unauthenticated {
			t.Errorf("%v", err)
		}
	})
}

func TestSomebodyElsesTurnAfterASessionThatEnded(t *testing.T) {
	w := mustOpenPost(t)
	if _, err := w.session.CreateFirst(first); err != nil {
		t.Fatal(err)
	}
	mustLock(t, w)
	desk := w.session.desk
	if err := desk.house.Staff.SignOut(t.Context(), desk.seated()); err != nil {
		t.Fatal(err)
	}
	if _, err := w.session.Unlock(first.Password); fault.CodeOf(err) != fault.Unauthenticated || fault.From(err).Field != "" {
		t.Errorf("%v", err)
	}
	if err := w.session.SignOut(); err != nil {
		t.Error(err)
	}
}

func TestStayingSignedIn(t *testing.T) {
	w := mustOpenPost(t)
	again := func() {
		w.session.desk.Shutdown(t.Context())
		w = MustStart(t, w.session.desk.options.DataDir)
	}
	if _, err := w.session.CreateFirst(first); err != nil {
		t.Fatal(err)
	}
	if err := w.session.SignOut(); err != nil {
		t.Fatal(err)
	}
	t.Run("not asked for, the next window asks who is there", func(t *testing.T) {
		mustEnter(t, w, false)
		if again(); w.start().Me != nil {
			t.Error("somebody is there")
		}
	})
	t.Run("asked for, the next window opens signed in", func(t *testing.T) {
		mustEnter(t, w, true)
		again()
		if s := w.start(); s.Me == nil || s.Me.Email != first.Email || s.Locked || !s.CanRemember {
			t.Fatalf("%+v", s)
		}
		if _, err := w.firms.List(); err != nil {
			t.Error(err)
		}
	})
	t.Run("locked when it was closed, it opens locked", func(t *testing.T) {
		mustLock(t, w)
		again()
		if s := w.start(); s.Me == nil || !s.Locked {
			t.Fatalf("%+v", s)
		}
		if _, err := w.session.Unlock(first.Password); err != nil {
			t.Fatal(err)
		}
	})
	t.Run("signed out, it is over", func(t *testing.T) {
		if err := w.session.SignOut(); err != nil {
			t.Fatal(err)
		}
		if again(); w.start().Me != nil {
			t.Error("somebody is there")
		}
	})
}

func mustEnter(t *testing.T, w *window, remember bool) {
	t.Helper()
	if me, err := w.session.SignIn(first.Email, wiringtest.Password, remember); err != nil || me.Notice != "" {
		t.Fatal(me, err)
	}
}

func TestLockAfterIsASetting(t *testing.T) {
	w := mustOpenPost(t)
	for text, want := range map[string]int{"": 15, "0": 0, "3": 3, "-1": 15, "x": 15} {
		if err := w.session.desk.house.SetSetting(t.Context(), "lock_minutes", text); err != nil {
			t.Fatal(err)
		}
		if got := w.start().LockAfter; got != want {
			t.Errorf("%q: %d", text, got)
		}
	}
}
