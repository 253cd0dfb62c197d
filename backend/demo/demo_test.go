package demo_test

import (
	"path/filepath"
	"testing"
	"time"

	"sobank/backend/deliver"
	"sobank/backend/demo"
	"sobank/backend/fault"
	"sobank/backend/statement"
	"sobank/backend/wiring"
	"sobank/backend/wiring/wiringtest"
)

func MustOpen(tb testing.TB, dir string) *wiring.House {
	tb.Helper()
	clock := wiringtest.NewClock(time.Date(2026, 3, 17, 12, 0, 0, 0, time.UTC))
	h, err := wiring.Open(tb.Context(), wiring.Options{DataDir: dir, Now: clock.Now, Wait: clock.Wait}.Forgetful())
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = h.Close() })
	return h
}

func TestMake(t *testing.T) {
	h := MustOpen(t, t.TempDir())
	r, err := demo.Make(t.Context(), h)
	if err != nil {
		t.Fatal(err)
	}
	t.Run("ShowsEveryPlace", func(t *testing.T) {
		total := 0
		for _, p := range statement.Places {
			if r.Places[p] == 0 {
				t.Errorf("nothing is « %s »", p.French())
			}
			total += r.Places[p]
		}
		if total != r.Statements {
			t.Errorf("%d statements in %d places", r.Statements, total)
		}
	})
	t.Run("ThePartnersHoldWhatWasSentAndNothingElse", func(t *testing.T) {
		if len(r.Record) != r.Places[statement.Sent] {
			t.Errorf("they hold %d statements, %d were sent", len(r.Record), r.Places[statement.Sent])
		}
		taken := map[demo.Held]bool{}
		for _, i := range r.Taken.Items {
			taken[demo.Held{IBAN: i.IBAN, From: i.Start, To: i.End, Operations: i.Own}] = true
		}
		seen := map[demo.Held]bool{}
		for _, held := range r.Record {
			if taken[held] || seen[held] {
				t.Errorf("%+v is in two places", held)
			}
			seen[held] = true
		}
	})
	t.Run("ShowsHowDeliveriesEnd", func(t *testing.T) {
		for _, s := range []deliver.State{deliver.Integrated, deliver.AlreadyIntegrated, deliver.Deposited, deliver.Refused} {
			if r.Deliveries[s] == 0 {
				t.Errorf("nothing is « %s »", s.French())
			}
		}
	})
	t.Run("AsksInqomForTheFolderAndNamesItsFiles", func(t *testing.T) {
		files, err := filepath.Glob(filepath.Join(h.DataDir, "demonstration", "depots", "inqom", "*_D4512_*.dat"))
		if err != nil || len(files) == 0 {
			t.Errorf("got %v, %v", files, err)
		}
	})
	t.Run("IsSound", func(t *testing.T) {
		health, err := h.Verify(t.Context(), h.Systeme())
		if err != nil || !health.OK {
			t.Errorf("%v %v", health.Problems, err)
		}
	})
	t.Run("SignsIn", func(t *testing.T) {
		if _, err := h.Staff.SignIn(t.Context(), demo.Email, demo.Password, false); err != nil {
			t.Error(err)
		}
	})
	t.Run("LooksCompaniesUpInTheSimulatedRegisters", func(t *testing.T) {
		stop, err := demo.Resume(t.Context(), h)
		if err != nil {
			t.Fatal(err)
		}
		defer stop()
		session, err := h.Staff.SignIn(t.Context(), demo.Email, demo.Password, false)
		if err != nil {
			t.Fatal(err)
		}
		card, err := h.Registry.Company(t.Context(), session.Actor, "732 829 320 00074", false)
		if err != nil || card.Name != "JARDINS SARL" || card.Note != "" || card.Directors[0].Quality != "Gérant" {
			t.Errorf("%+v, %v", card, err)
		}
	})
	t.Run("PlaysItsPartnersAgain", func(t *testing.T) {
		h := MustOpen(t, h.DataDir)
		stop, err := demo.Resume(t.Context(), h)
		if err != nil {
			t.Fatal(err)
		}
		defer stop()
		session, err := h.Staff.SignIn(t.Context(), demo.Email, demo.Password, false)
		if err != nil {
			t.Fatal(err)
		}
		connectors, err := h.Firms.ListConnectors(t.Context(), session.Actor, 1)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range connectors {
			if c.Partner == "fulll" {
				continue // it waits for its folder
			}
			trial, err := h.Deliveries.Test(t.Context(), session.Actor, c.ID)
			if err != nil || !trial.OK {
				t.Errorf("%s: %+v, %v", c.Name, trial, err)
			}
		}
	})
	t.Run("WantsANewFolder", func(t *testing.T) {
		if _, err := demo.Make(t.Context(), h); fault.CodeOf(err) != fault.Conflict {
			t.Errorf("%v", err)
		}
	})
}
