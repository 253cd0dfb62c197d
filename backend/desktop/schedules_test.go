package desktop

import (
	"slices"
	"testing"

	"sobank/backend/rights"
	"sobank/backend/wiring/wiringtest"
)

// TestTheWindowTells: after a synchronisation, by the window's own notifications, with nobody
// signed in, and once.
func TestTheWindowTells(t *testing.T) {
	b := wiringtest.MustOpen(t, t.TempDir())
	partner := wiringtest.MustPartner(t, b.Clock.Now)
	b.MustDeliver(partner.URL(), 1)
	b.MustImport(wiringtest.MustWrite(t, t.TempDir()+"/a.txt", wiringtest.Days(wiringtest.IBAN(0), 1)...))
	partner.Revoke(wiringtest.FirmToken)
	var told []string
	b.Notices.Notifier = notifier(func(title, text string) error { told = append(told, title+" : "+text); return nil })
	d := New(Options{DataDir: b.DataDir})
	d.house = b.House
	close(d.opened)
	for range 2 {
		d.syncing.run(t.Context())
	}
	if want := []string{"So bank : MyUnisoft est arrêté – ouvrez So bank"}; !slices.Equal(told, want) {
		t.Errorf("told %q, want %q", told, want)
	}
}

// TestScheduleCard is what crosses to the window.
func TestScheduleCard(t *testing.T) {
	b := wiringtest.MustOpen(t, t.TempDir())
	d := New(Options{DataDir: b.DataDir})
	d.house = b.House
	close(d.opened)
	d.sit(b.MustJoin("a@a.fr", rights.Administrateur), false)
	s := &Schedules{d}
	card, err := s.Get()
	if err != nil || card.State != "off" || card.PlanText != "toutes les heures" || card.LastRun != nil || !card.CanEdit || !card.Notify || card.OSAccount == "" {
		t.Fatalf("got %+v, %v", card, err)
	}
	if card, err = s.Set(SchedulePlan{Rhythm: "daily", At: "08:30"}); err != nil || card.State != "on" || card.PlanText != "chaque jour à 08:30" {
		t.Errorf("got %+v, %v", card, err)
	}
	if err := s.Notify(false); err != nil {
		t.Fatal(err)
	}
	if card, err = s.Remove(); err != nil || card.State != "off" || card.Notify {
		t.Errorf("got %+v, %v", card, err)
	}
}
