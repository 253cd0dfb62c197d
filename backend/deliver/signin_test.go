package deliver_test

import (
	"strings"
	"testing"
	"time"

	"sobank/backend/deliver"
	"sobank/backend/simulator"
	"sobank/backend/wiring/wiringtest"
)

const (
	firmMail     = "cabinet@exemple.fr"
	firmPassword = "mot-de-passe-7Qz"
)

// signingIn is a bench whose firm delivers by « API Cabinet », with a password.
func signingIn(t *testing.T, password string) *bench {
	t.Helper()
	b := &bench{Bench: wiringtest.MustOpen(t, t.TempDir()), t: t}
	b.partner = wiringtest.MustPartner(t, b.Clock.Now)
	b.partner.AllowSignIn(wiringtest.PartnerSecret, firmMail, firmPassword, simulator.Entity{ID: 80, Label: "CABINET"})
	plan, secrets := wiringtest.Delivering(b.partner.URL(), 1)
	plan.Firms[0].Connectors[0].Settings = map[string]any{"access": "firm", "mail": firmMail, "base_url": b.partner.URL(), "auth_url": b.partner.AuthURL()}
	secrets.Connectors["MyUnisoft"] = map[string]string{"third_party_secret": wiringtest.PartnerSecret, "password": password}
	if _, err := b.Provision.Apply(background, b.Systeme(), plan, secrets); err != nil {
		t.Fatal(err)
	}
	return b
}

func (b *bench) signIns() (n int) {
	for _, r := range b.partner.Requests() {
		if strings.HasSuffix(r.Path, "/authenticate/firm") {
			n++
		}
	}
	return n
}

func TestFirmSignsInOnceForSeveralRuns(t *testing.T) {
	b := signingIn(t, firmPassword)
	b.give(wiringtest.Days(wiringtest.IBAN(0), 1)...)
	b.MustSync()
	b.Clock.Advance(time.Minute)
	b.give(wiringtest.Days(wiringtest.IBAN(0), 3)[1:]...)
	b.MustSync()
	b.wantOnce(3)
	if b.signIns() != 1 {
		t.Errorf("signed in %d times", b.signIns())
	}
}

func TestRefusedSignInIsNotRepeated(t *testing.T) {
	b := signingIn(t, "un-autre")
	b.give(wiringtest.Days(wiringtest.IBAN(0), 1)...)
	for range 4 { // each asked for by a person
		b.MustSync()
		b.Clock.Advance(time.Minute)
	}
	if b.signIns() != 1 || b.states()[deliver.Refused] != 1 {
		t.Fatalf("signed in %d times, %v", b.signIns(), b.states())
	}
	troubles, err := b.Deliveries.Troubles(background, b.Systeme())
	if err != nil || len(troubles) != 1 || !strings.Contains(troubles[0], "refuse la connexion du cabinet") || strings.Contains(troubles[0], "un-autre") {
		t.Errorf("got %v, %v", troubles, err)
	}
	if _, err := b.Firms.SetSecrets(background, b.MustJoin("sup@cabinet.fr", "superviseur", b.MustFirm("Cabinet")), b.MustConnector("Cabinet", "MyUnisoft").ID, map[string]string{"password": firmPassword}); err != nil {
		t.Fatal(err)
	}
	b.MustSync()
	b.wantOnce(1)
}
