package firm_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sobank/backend/fault"
	"sobank/backend/firm"
	"sobank/backend/rights"
	"sobank/backend/sqlite"
	"sobank/backend/vault"
)

const (
	partnerSecret = "PLANTED-PARTNER-SECRET"
	token         = "PLANTED-TOKEN"
)

func both() map[string]string {
	return map[string]string{"third_party_secret": partnerSecret, "token": token}
}

// accounts lists the OS accounts on which a connector's credentials are said to be.
func (b *connecting) credentials(id int64) (accounts []string) {
	b.t.Helper()
	err := b.MustStore().Read(background, func(tx *sqlite.Tx) (err error) {
		accounts, err = tx.Credentials(id)
		return err
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return accounts
}

// kept is a connector's secret in the vault, "" when it is not there.
func (b *connecting) kept(id int64, key string) string {
	b.t.Helper()
	installation, err := b.Setting(background, "installation")
	if err != nil {
		b.t.Fatal(err)
	}
	secret, err := b.Vault.Get(firm.SecretName(installation, id, key))
	if err != nil && fault.CodeOf(err) != fault.NotFound {
		b.t.Fatal(err)
	}
	return secret
}

func TestSetSecrets(t *testing.T) {
	b := mustConnecting(t)
	c := b.add("myunisoft", "")
	set := func(secrets map[string]string) {
		t.Helper()
		if _, err := b.Firms.SetSecrets(background, b.boss, c.ID, secrets); err != nil {
			t.Fatal(err)
		}
	}
	t.Run("one of two is kept, and does not count yet", func(t *testing.T) {
		set(map[string]string{"token": " " + token + "\n", "third_party_secret": "  "})
		if b.kept(c.ID, "token") != token || len(b.credentials(c.ID)) != 0 {
			t.Errorf("kept %q, accounts %q", b.kept(c.ID, "token"), b.credentials(c.ID))
		}
	})
	t.Run("the second completes them", func(t *testing.T) {
		set(map[string]string{"third_party_secret": partnerSecret})
		if !slices.Equal(b.credentials(c.ID), []string{b.OSAccount}) {
			t.Errorf("accounts %q", b.credentials(c.ID))
		}
	})
	t.Run("an empty one leaves what is there", func(t *testing.T) {
		set(map[string]string{"token": "", "third_party_secret": "autre"})
		if b.kept(c.ID, "token") != token || b.kept(c.ID, "third_party_secret") != "autre" {
			t.Error("changed")
		}
	})
	for name, x := range map[string]struct {
		actor   rights.Actor
		secrets map[string]string
		code    fault.Code
		field   string
	}{
		"RefusesCollaborateur":                  {b.clerk, both(), fault.Refused, ""},
		"RefusesSuperviseurOfAnotherFirm":       {b.outsider, both(), fault.NotFound, ""},
		"RefusesSysteme":                        {b.Systeme(), both(), fault.Refused, ""},
		"one that the partner does not ask for": {b.boss, map[string]string{"password": token}, fault.Invalid, "password"},
		"one too long":                          {b.boss, map[string]string{"token": strings.Repeat(token, 2000)}, fault.Invalid, "secret"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := b.Firms.SetSecrets(background, x.actor, c.ID, x.secrets)
			wantFault(t, err, x.code, x.field)
			if strings.Contains(err.Error()+fault.From(err).Hint, token) || b.kept(c.ID, "third_party_secret") != "autre" {
				t.Errorf("repeats or keeps it: %v", err)
			}
		})
	}
	t.Run("nothing of them is in the data folder", func(t *testing.T) {
		files, _ := filepath.Glob(filepath.Join(b.DataDir, "*"))
		for _, f := range files {
			if content, err := os.ReadFile(f); err != nil || bytes.Contains(content, []byte("PLANTED")) {
				t.Errorf("%s holds one, %v", f, err)
			}
		}
	})
}

// TestSecretsMendAConnector: what waited for credentials, and what was refused for wrong
// ones, becomes due.
func TestSecretsMendAConnector(t *testing.T) {
	b := mustConnecting(t)
	c := b.add("myunisoft", "")
	b.associate(c.ID, 0)
	b.give()
	if places := b.place(); places != "held/credentials" {
		t.Fatalf("it is %s", places)
	}
	if _, err := b.Firms.SetSecrets(background, b.boss, c.ID, both()); err != nil {
		t.Fatal(err)
	}
	if place := b.place(); place != "to_send/" {
		t.Errorf("it is %s", place)
	}
	b.exec("UPDATE delivery SET state = 'refused', code = 'ERR-INVALID-SECRET'")
	b.exec("UPDATE connector SET trouble_code = 'ERR-INVALID-SECRET', trouble = 'Refusé.', trouble_hint = 'x'")
	if _, err := b.Firms.SetSecrets(background, b.boss, c.ID, map[string]string{"token": "nouveau"}); err != nil {
		t.Fatal(err)
	}
	if got := b.text("SELECT d.state || '/' || k.trouble_code FROM delivery d JOIN connector k ON k.id = d.connector_id"); got != "to_send/" {
		t.Errorf("it is %s", got)
	}
	if _, err := b.Firms.ForgetSecrets(background, b.boss, c.ID); err != nil {
		t.Fatal(err)
	}
	if place := b.place(); place != "held/credentials" || b.kept(c.ID, "token") != "" || len(b.credentials(c.ID)) != 0 {
		t.Errorf("forgotten, it is %s, kept %q", place, b.kept(c.ID, "token"))
	}
	b.MustVerify()
}

func (b *connecting) place() string { return b.text("SELECT place || '/' || reason FROM statement") }

func TestForgetSecretsRefuses(t *testing.T) {
	b := mustConnecting(t)
	c := b.add("myunisoft", "")
	if _, err := b.Firms.SetSecrets(background, b.boss, c.ID, both()); err != nil {
		t.Fatal(err)
	}
	for name, x := range map[string]struct {
		actor rights.Actor
		code  fault.Code
	}{"Collaborateur": {b.clerk, fault.Refused}, "SuperviseurOfAnotherFirm": {b.outsider, fault.NotFound}, "Systeme": {b.Systeme(), fault.Refused}} {
		t.Run(name, func(t *testing.T) {
			_, err := b.Firms.ForgetSecrets(background, x.actor, c.ID)
			wantFault(t, err, x.code, "")
			if b.kept(c.ID, "token") != token {
				t.Error("it is gone")
			}
		})
	}
}

func TestRemovingAConnectorEmptiesTheKeychain(t *testing.T) {
	b := mustConnecting(t)
	c := b.add("myunisoft", "")
	if _, err := b.Firms.SetSecrets(background, b.boss, c.ID, both()); err != nil {
		t.Fatal(err)
	}
	if err := b.Firms.RemoveConnector(background, b.boss, c.ID); err != nil {
		t.Fatal(err)
	}
	if b.kept(c.ID, "token") != "" || b.kept(c.ID, "third_party_secret") != "" {
		t.Error("something is left")
	}
}

// brittle is a vault whose n-th Set fails, or that takes the right away once it has stored.
type brittle struct {
	vault.Vault
	left  int
	after func()
}

func (v *brittle) Set(name, secret string) error {
	if v.left--; v.left == 0 {
		if v.after == nil {
			return errors.New("the keychain broke")
		}
		defer v.after()
	}
	return v.Vault.Set(name, secret)
}

func TestSecretsAreAllOrNone(t *testing.T) {
	t.Run("a keychain that fails on the second", func(t *testing.T) {
		b := mustConnecting(t)
		c := b.add("myunisoft", "")
		b.Firms.Vault = func() (firm.Vault, error) { return &brittle{Vault: b.Vault, left: 2}, nil }
		if _, err := b.Firms.SetSecrets(background, b.boss, c.ID, both()); err == nil {
			t.Fatal("no error")
		}
		if b.kept(c.ID, "token")+b.kept(c.ID, "third_party_secret") != "" {
			t.Error("something is left")
		}
	})
	t.Run("a right that is lost meanwhile", func(t *testing.T) {
		b := mustConnecting(t)
		c := b.add("myunisoft", "")
		if _, err := b.Firms.SetSecrets(background, b.boss, c.ID, map[string]string{"token": "ancien"}); err != nil {
			t.Fatal(err)
		}
		demote := func() { b.exec("UPDATE staff SET profile = 'collaborateur' WHERE email = 's@cabinet.fr'") }
		b.Firms.Vault = func() (firm.Vault, error) { return &brittle{Vault: b.Vault, left: 2, after: demote}, nil }
		_, err := b.Firms.SetSecrets(background, b.boss, c.ID, both())
		wantFault(t, err, fault.Refused, "")
		if b.kept(c.ID, "token") != "ancien" || b.kept(c.ID, "third_party_secret") != "" || len(b.credentials(c.ID)) != 0 {
			t.Errorf("kept %q and %q", b.kept(c.ID, "token"), b.kept(c.ID, "third_party_secret"))
		}
	})
	t.Run("a keychain that is locked", func(t *testing.T) {
		b := mustConnecting(t)
		c := b.add("myunisoft", "")
		b.Firms.Vault = func() (firm.Vault, error) { return nil, fault.New(fault.Conflict, "verrouillé") }
		_, err := b.Firms.SetSecrets(background, b.boss, c.ID, both())
		wantFault(t, err, fault.Conflict, "")
	})
}

func TestReadingDoesNotMakeTheInstallation(t *testing.T) {
	b := mustBench(t)
	read := func(store func(func(*sqlite.Tx) error) error) (id string) {
		if err := store(func(tx *sqlite.Tx) (err error) { id, err = tx.Installation(); return err }); err != nil {
			t.Fatal(err)
		}
		return id
	}
	reading := func(work func(*sqlite.Tx) error) error { return b.MustStore().Read(background, work) }
	writing := func(work func(*sqlite.Tx) error) error { return b.MustStore().Write(background, work) }
	if id := read(reading); id != "" {
		t.Errorf("read %q", id)
	}
	if id := read(writing); id == "" || read(reading) != id || read(writing) != id {
		t.Errorf("wrote %q", id)
	}
}

// TestSecretsStayWithTheirAddress: whoever changes where a connector is reached does not make
// the credentials of others leave for there.
func TestSecretsStayWithTheirAddress(t *testing.T) {
	b := mustConnecting(t)
	c := b.add("myunisoft", "")
	set := func(secrets map[string]string) {
		t.Helper()
		if _, err := b.Firms.SetSecrets(background, b.boss, c.ID, secrets); err != nil {
			t.Fatal(err)
		}
	}
	read := func() error {
		t.Helper()
		now, _, err := b.Firms.GetConnector(background, b.boss, c.ID)
		if err != nil {
			t.Fatal(err)
		}
		installation, err := b.Setting(background, "installation")
		if err != nil {
			t.Fatal(err)
		}
		_, err = firm.Secrets(b.Vault, installation, now)
		return err
	}
	set(both())
	if err := read(); err != nil {
		t.Fatal(err)
	}
	move := func(address string) {
		t.Helper()
		form := firm.ConnectorForm{ID: c.ID, Name: c.Name, Settings: map[string]string{"base_url": address}}
		if _, err := b.Firms.SaveConnector(background, b.boss, form); err != nil {
			t.Fatal(err)
		}
	}
	move("https://api.myunisoft.fr/api/v2")
	if err := read(); err != nil || len(b.credentials(c.ID)) != 1 {
		t.Errorf("another page of the same host: %v, %q", err, b.credentials(c.ID))
	}
	move("https://ailleurs.example/api/v1")
	wantFault(t, read(), fault.Refused, "")
	if accounts := b.credentials(c.ID); len(accounts) != 0 {
		t.Errorf("they are said to be on %q", accounts)
	}
	set(map[string]string{"token": "nouveau"})
	if len(b.credentials(c.ID)) != 0 || b.kept(c.ID, "third_party_secret") != "" {
		t.Error("the other one, given for the address before, counts for this one")
	}
	set(map[string]string{"third_party_secret": "nouveau aussi"})
	if err := read(); err != nil || len(b.credentials(c.ID)) != 1 {
		t.Errorf("given again: %v, %q", err, b.credentials(c.ID))
	}
}

// TestSecretsOfAnotherPlaceAreForgotten: what one way in asked for does not stay behind when
// credentials are given for another.
func TestSecretsOfAnotherPlaceAreForgotten(t *testing.T) {
	b := mustConnecting(t)
	give := func(c firm.Connector, secrets map[string]string) {
		t.Helper()
		if _, err := b.Firms.SetSecrets(background, b.boss, c.ID, secrets); err != nil {
			t.Fatal(err)
		}
	}
	c := b.add("myunisoft", "")
	give(c, both())
	c = b.save(c, map[string]string{"access": "firm", "mail": "a@cabinet.fr"})
	if len(b.credentials(c.ID)) != 0 {
		t.Error("the token counts for a sign-in elsewhere")
	}
	_, err := b.Firms.SetSecrets(background, b.boss, c.ID, map[string]string{"token": token})
	wantFault(t, err, fault.Invalid, "token")
	give(c, map[string]string{"third_party_secret": partnerSecret, "password": "mot de passe"})
	if b.kept(c.ID, "token") != "" || b.kept(c.ID, "password") != "mot de passe" || len(b.credentials(c.ID)) != 1 {
		t.Errorf("the token %q is left, accounts %q", b.kept(c.ID, "token"), b.credentials(c.ID))
	}
}

// TestSessionGoesWithItsCredentials: a token that a partner gave for credentials is not used
// with others.
func TestSessionGoesWithItsCredentials(t *testing.T) {
	b := mustConnecting(t)
	c := b.add("myunisoft", "")
	give := func(secrets map[string]string) {
		t.Helper()
		if _, err := b.Firms.SetSecrets(background, b.boss, c.ID, secrets); err != nil {
			t.Fatal(err)
		}
	}
	give(both())
	installation, err := b.Setting(background, "installation")
	if err != nil {
		t.Fatal(err)
	}
	keep := func() {
		t.Helper()
		if err := b.Vault.Set(firm.SecretName(installation, c.ID, firm.SessionKey), "given for these"); err != nil {
			t.Fatal(err)
		}
	}
	keep()
	give(both())
	if b.kept(c.ID, firm.SessionKey) == "" {
		t.Error("the same credentials took it away")
	}
	give(map[string]string{"token": "autre"})
	if b.kept(c.ID, firm.SessionKey) != "" {
		t.Error("other credentials left it")
	}
	keep()
	if _, err := b.Firms.ForgetSecrets(background, b.boss, c.ID); err != nil {
		t.Fatal(err)
	}
	if b.kept(c.ID, firm.SessionKey) != "" {
		t.Error("forgetting the credentials left it")
	}
}
