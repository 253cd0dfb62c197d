package registry_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"sobank/backend/fault"
	"sobank/backend/registry"
	"sobank/backend/rights"
	"sobank/backend/simulator"
)

func TestAccount(t *testing.T) {
	b := mustBench(t)
	status := func(actor rights.Actor) registry.Status {
		t.Helper()
		st, err := b.Registry.Status(background, actor)
		if err != nil {
			t.Fatal(err)
		}
		return st
	}
	t.Run("RefusesCollaborateur", func(t *testing.T) {
		_, saveErr := b.Registry.SaveAccount(background, b.clerk, registry.Account{User: user, Password: password})
		_, forgetErr := b.Registry.ForgetAccount(background, b.clerk)
		if fault.CodeOf(saveErr) != fault.Refused || fault.CodeOf(forgetErr) != fault.Refused || len(b.registers.Requests()) != 0 {
			t.Error(saveErr, forgetErr)
		}
	})
	t.Run("RefusesWhatTheINPIRefuses", func(t *testing.T) {
		_, err := b.Registry.SaveAccount(background, b.boss, registry.Account{User: user, Password: "faux"})
		if fault.CodeOf(err) != fault.Conflict || status(b.boss).Account {
			t.Error(err)
		}
	})
	for field, a := range map[string]registry.Account{"user": {User: " ", Password: "x"}, "password": {User: user}} {
		t.Run("RefusesWithout_"+field, func(t *testing.T) {
			if _, err := b.Registry.SaveAccount(background, b.boss, a); fault.From(err).Field != field {
				t.Error(err)
			}
		})
	}
	t.Run("OK", func(t *testing.T) {
		b.mustSave(t)
		if !status(b.clerk).Account || status(b.clerk).MayEdit || !status(b.boss).MayEdit {
			t.Errorf("%+v %+v", status(b.clerk), status(b.boss))
		}
	})
	t.Run("Forgotten", func(t *testing.T) {
		if st, err := b.Registry.ForgetAccount(background, b.boss); err != nil || st.Account || status(b.boss).Account {
			t.Errorf("%+v, %v", st, err)
		}
		if c, err := b.Registry.Company(background, b.clerk, odet, true); err != nil || c.Source != registry.DirectoryName {
			t.Errorf("%+v, %v", c.Answer, err)
		}
	})
	t.Run("IsKeptUntriedWhenTheINPICannotBeAsked", func(t *testing.T) {
		b.registers.Fail(simulator.RegistryFault{Path: "/inpi", Status: 503})
		st, err := b.Registry.SaveAccount(background, b.boss, registry.Account{User: user, Password: password})
		if err != nil || !st.Account || !strings.Contains(st.Note, "sans avoir été essayé") {
			t.Errorf("%+v, %v", st, err)
		}
	})
}

func TestCardOfTheINPI(t *testing.T) {
	b := mustBench(t)
	b.mustSave(t)
	t.Run("with what Recherche d'entreprises adds", func(t *testing.T) {
		c, err := b.Registry.Company(background, b.clerk, odet, false)
		if err != nil || !strings.Contains(c.Source, "INPI") || c.LegalForm != "EURL" || c.State != registry.Active || c.Activity != "81.30Z" || len(c.Establishments) != 2 {
			t.Fatalf("%+v, %v", c, err)
		}
		if len(c.Directors) != 1 || c.Directors[0].Quality != "Gérant" || c.Shown.Address != "11 RUE LEO LAGRANGE" {
			t.Errorf("%+v", c)
		}
	})
	t.Run("with the address of the establishment that was asked for", func(t *testing.T) {
		c, err := b.Registry.Company(background, b.clerk, odetOther, false)
		if err != nil || c.Shown.SIRET != odetOther || c.Shown.City != "CONCARNEAU" {
			t.Errorf("%+v, %v", c.Shown, err)
		}
	})
	t.Run("free text never goes there", func(t *testing.T) {
		before := len(b.registers.Requests())
		if _, err := b.Registry.Search(background, b.clerk, "hiver", false); err != nil {
			t.Fatal(err)
		}
		if asked := b.registers.Requests()[before:]; len(asked) != 1 || !strings.HasPrefix(asked[0], "GET /recherche/") {
			t.Errorf("%q", asked)
		}
	})
	t.Run("one sign-in serves until the token ends, and one more after", func(t *testing.T) {
		logins := func() (n int) {
			for _, r := range b.registers.Requests() {
				if strings.Contains(r, "login") {
					n++
				}
			}
			return n
		}
		ask := func() {
			t.Helper()
			if c, err := b.Registry.Company(background, b.clerk, odet, true); err != nil || c.Note != "" {
				t.Fatalf("%+v, %v", c.Answer, err)
			}
		}
		before := logins()
		ask()
		if logins() != before {
			t.Error("it signed in again")
		}
		b.registers.EndTokens()
		ask()
		b.Clock.Advance(55 * time.Minute)
		ask()
		if n := logins() - before; n != 2 {
			t.Errorf("%d sign-ins", n)
		}
	})
	t.Run("Recherche down: the INPI's alone", func(t *testing.T) {
		b.registers.Fail(simulator.RegistryFault{Path: "/recherche", Status: 503})
		b.mustForget(t, odet)
		c, err := b.Registry.Company(background, b.clerk, odet, true)
		if err != nil || c.Name != "JARDINS DE L'ODET" || c.State != "" {
			t.Errorf("%+v, %v", c, err)
		}
	})
}

func TestCardWithoutTheINPI(t *testing.T) {
	for name, c := range map[string]struct {
		fault simulator.RegistryFault
		says  string
	}{
		"down":    {simulator.RegistryFault{Path: "/inpi", Status: 502, Times: 9}, "ne répond pas"},
		"limited": {simulator.RegistryFault{Path: "/inpi", Status: 429, RetryAfterSeconds: 60, Times: 9}, "60 secondes"},
		"denied":  {simulator.RegistryFault{Path: "/inpi", Status: 401, Times: 9}, "refuse l'identifiant"},
		"absent":  {simulator.RegistryFault{Path: "/inpi/api/companies", Status: 404}, "ne publie pas"},
	} {
		t.Run(name, func(t *testing.T) {
			b := mustBench(t)
			b.mustSave(t)
			b.registers.Fail(c.fault)
			card, err := b.Registry.Company(background, b.clerk, odet, false)
			if err != nil || card.Source != registry.DirectoryName || !strings.Contains(card.Note, c.says) || card.Name == "" {
				t.Errorf("%+v, %v", card.Answer, err)
			}
		})
	}
	t.Run("the keychain lost the account", func(t *testing.T) {
		b := mustBench(t)
		b.mustSave(t)
		installation, err := b.Setting(background, "installation")
		if err != nil {
			t.Fatal(err)
		}
		if err := b.Vault.Delete(registry.SecretName(installation, "password")); err != nil {
			t.Fatal(err)
		}
		if c, err := b.Registry.Company(background, b.clerk, odet, false); err != nil || c.Source != registry.DirectoryName || c.Note == "" {
			t.Errorf("%+v, %v", c.Answer, err)
		}
	})
}

// TestNoErrorRepeatsTheAccount: the simulated INPI repeats it in its refusals.
func TestNoErrorRepeatsTheAccount(t *testing.T) {
	b := mustBench(t)
	a := registry.Account{User: user, Password: "mot-de-passe-faux"}
	_, err := b.Registry.SaveAccount(background, b.boss, a)
	said := fmt.Sprintf("%v %+v %#v %s", a, a, a, fault.From(err).Hint)
	for ; err != nil; err = errors.Unwrap(err) {
		said += err.Error()
	}
	if strings.Contains(said, user) || strings.Contains(said, "mot-de-passe") {
		t.Error(said)
	}
}
