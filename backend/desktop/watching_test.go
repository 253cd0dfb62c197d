package desktop

import (
	"sync/atomic"
	"testing"

	"sobank/backend/wiring"
)

func TestWhatAnotherWindowWritesIsTold(t *testing.T) {
	dir := t.TempDir()
	var told atomic.Int64
	desk := New(Options{DataDir: dir, Emit: func(event string, _ any) {
		if event == "data:changed" {
			told.Add(1)
		}
	}})
	var err error
	if desk.house, err = wiring.Open(t.Context(), wiring.Options{DataDir: dir}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = desk.house.Close() })
	close(desk.opened)
	if _, err := (&Session{desk}).CreateFirst(first); err != nil {
		t.Fatal(err)
	}
	w := &watching{desk: desk}
	w.look(t.Context())
	there := MustStart(t, dir)
	me, err := there.session.SignIn(first.Email, first.Password, false)
	if err != nil {
		t.Fatal(err)
	}
	w.look(t.Context())
	told.Store(0) // signing in was written
	if w.look(t.Context()); told.Load() != 0 {
		t.Error("told that something changed while nothing did")
	}
	if _, err := there.clients.Save(ClientForm{FirmID: me.Firms[0].ID, Name: "Entreprise 1"}); err != nil {
		t.Fatal(err)
	}
	if w.look(t.Context()); told.Load() != 1 {
		t.Errorf("told %d times that another window wrote; want once", told.Load())
	}
}
