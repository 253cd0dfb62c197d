package provision_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sobank/backend/account"
	"sobank/backend/client"
	"sobank/backend/fault"
	"sobank/backend/firm"
	"sobank/backend/provision"
	"sobank/backend/rights"
	"sobank/backend/wiring/wiringtest"
)

var background = context.Background()

func plan() provision.Plan {
	return provision.Plan{Firms: []provision.Firm{{Name: "Cabinet", SIRET: "419 444 492 00016",
		Staff:      []provision.Member{{Name: "Camille", Email: "camille@cabinet.fr", Profile: "administrateur"}},
		Connectors: []provision.Connector{{Name: "Dépôt", Partner: "fizen", Settings: map[string]any{"folder": "/depot"}}, {Name: "MyUnisoft", Partner: "myunisoft"}},
		Clients: []provision.Client{{Name: "Jardins", SIRET: "41944449200016", Reference: "J1", Accounts: []provision.Account{
			{IBAN: string(wiringtest.IBAN(0)), Connector: "Dépôt", Mandate: "approuvé"}, {IBAN: string(wiringtest.IBAN(1)), Mandate: "signé"}}}}}}}
}

const planted = "PLANTED-SECRET-0123456789"

func secrets() provision.Secrets {
	return provision.Secrets{Connectors: map[string]map[string]string{"MyUnisoft": {"token": planted}}, Staff: map[string]string{"camille@cabinet.fr": "premier mot de passe"}}
}

func wantFault(t *testing.T, err error, code fault.Code, words ...string) {
	t.Helper()
	if fault.CodeOf(err) != code {
		t.Errorf("got %v, want %s", err, code)
		return
	}
	for _, w := range words {
		if !strings.Contains(fault.From(err).Message, w) {
			t.Errorf("%q does not say %q", fault.From(err).Message, w)
		}
	}
}

func TestApply(t *testing.T) {
	b := wiringtest.MustOpen(t, t.TempDir())
	done, err := b.Provision.Apply(background, b.Systeme(), plan(), secrets())
	if err != nil {
		t.Fatal(err)
	}
	if done.Firms != 1 || done.Staff != 1 || done.Connectors != 2 || done.Clients != 1 || done.Accounts != 2 {
		t.Errorf("got %+v", done)
	}
	t.Run("a wrong SIRET key is a notice", func(t *testing.T) {
		if !slices.ContainsFunc(done.Notices, func(n string) bool { return strings.Contains(n, "Cabinet") }) {
			t.Errorf("notices %q", done.Notices)
		}
	})
	t.Run("accounts have their mandate and connector", func(t *testing.T) {
		rows, _, err := b.Accounts.List(background, b.Systeme(), account.Query{Sort: "iban"})
		if err != nil || len(rows) != 2 || rows[0].Mandate.Status != account.Approved || rows[0].ConnectorName != "Dépôt" || rows[1].Mandate.Status != account.Signed || rows[1].ConnectorName != "" {
			t.Errorf("got %+v, %v", rows, err)
		}
	})
	t.Run("the first password signs in", func(t *testing.T) {
		session, err := b.Staff.SignIn(background, "camille@cabinet.fr", "premier mot de passe", false)
		if err != nil || session.Person.Profile != rights.Administrateur {
			t.Fatalf("got %+v, %v", session, err)
		}
		t.Run("again it adds nothing", func(t *testing.T) {
			again, err := b.Provision.Apply(background, session.Actor, plan(), secrets())
			if err != nil || again.Firms+again.Staff+again.Connectors+again.Clients+again.Accounts != 0 {
				t.Errorf("got %+v, %v", again, err)
			}
			cards, err := b.Firms.List(background, session.Actor)
			rows, n, errAccounts := b.Accounts.List(background, session.Actor, account.Query{})
			if err != nil || errAccounts != nil || len(cards) != 1 || n != 2 || rows[0].Mandate.Status == "" {
				t.Errorf("got %+v, %d accounts", cards, n)
			}
		})
	})
	t.Run("once somebody is there the command line alone is refused", func(t *testing.T) {
		_, err := b.Provision.Apply(background, b.Systeme(), plan(), provision.Secrets{})
		wantFault(t, err, fault.Refused, "personne")
	})
	t.Run("a Superviseur is refused", func(t *testing.T) {
		_, err := b.Provision.Apply(background, b.MustJoin("s@cabinet.fr", rights.Superviseur, b.MustFirm("Cabinet")), plan(), provision.Secrets{})
		wantFault(t, err, fault.Refused, "Administrateur")
	})
	t.Run("secrets are in the vault and nowhere in the data folder", func(t *testing.T) {
		files, err := filepath.Glob(filepath.Join(b.DataDir, "*"))
		if err != nil || len(files) == 0 {
			t.Fatal(files, err)
		}
		for _, f := range files {
			content, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			for _, secret := range []string{planted, "premier mot de passe"} {
				if bytes.Contains(content, []byte(secret)) {
					t.Errorf("%s holds %q", f, secret)
				}
			}
		}
		installation, err := b.Setting(background, "installation")
		if err != nil || installation == "" {
			t.Fatal(installation, err)
		}
		if got, err := b.Vault.Get(firm.SecretName(installation, 2, "token")); err != nil || got != planted {
			t.Errorf("the vault has %q, %v", got, err)
		}
	})
	b.MustVerify()
}

func TestApplyAgainFindsNamesAsTheyWereKept(t *testing.T) {
	b := wiringtest.MustOpen(t, t.TempDir())
	loose := provision.Plan{Firms: []provision.Firm{{Name: " Cabinet ", Connectors: []provision.Connector{{Partner: "fizen"}, {Partner: "fulll", Name: " Fulll 2 "}},
		Clients: []provision.Client{{Name: " Jardins ", Accounts: []provision.Account{{IBAN: wiringtest.IBAN(0).Format(), Connector: "Fizen"}}}}}}}
	for range 2 {
		b.MustApply(loose)
	}
	rows, n, err := b.Clients.List(background, b.Systeme(), client.Query{})
	if err != nil || n != 1 || rows[0].Name != "Jardins" {
		t.Errorf("clients %+v, %v", rows, err)
	}
}

func TestApplyIsAllOrNothing(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*provision.Firm)
		code   fault.Code
		says   []string
	}{
		"an unknown partner":          {func(f *provision.Firm) { f.Connectors[1].Partner = "sage" }, fault.Invalid, []string{"connecteur « MyUnisoft »", "sage"}},
		"an unknown profile":          {func(f *provision.Firm) { f.Staff[0].Profile = "chef" }, fault.Invalid, []string{"camille@cabinet.fr", "chef"}},
		"a person without a password": {func(f *provision.Firm) { f.Staff[0].Email = "autre@cabinet.fr" }, fault.Invalid, []string{"autre@cabinet.fr"}},
		"a wrong IBAN":                {func(f *provision.Firm) { f.Clients[0].Accounts[1].IBAN = "FR7612345" }, fault.Invalid, []string{"client « Jardins »", "FR7612345"}},
		"a connector of nobody":       {func(f *provision.Firm) { f.Clients[0].Accounts[1].Connector = "Fulll" }, fault.Invalid, []string{"Fulll", "liste du cabinet"}},
		"an unknown mandate":          {func(f *provision.Firm) { f.Clients[0].Accounts[1].Mandate = "oui" }, fault.Invalid, []string{"oui"}},
		"a client without a name":     {func(f *provision.Firm) { f.Clients[0].Name = "" }, fault.Invalid, []string{"dénomination"}},
		"a firm without a name":       {func(f *provision.Firm) { f.Name = "" }, fault.Invalid, []string{"raison sociale"}},
	} {
		t.Run(name, func(t *testing.T) {
			b := wiringtest.MustOpen(t, t.TempDir())
			p := plan()
			c.change(&p.Firms[0])
			_, err := b.Provision.Apply(background, b.Systeme(), p, secrets())
			wantFault(t, err, c.code, c.says...)
			if cards, err := b.Firms.List(background, b.Systeme()); err != nil || len(cards) != 0 {
				t.Errorf("left %+v, %v", cards, err)
			}
		})
	}
	t.Run("an IBAN of another client", func(t *testing.T) {
		b := wiringtest.MustOpen(t, t.TempDir())
		p := plan()
		p.Firms[0].Clients = append(p.Firms[0].Clients, provision.Client{Name: "Autre", Accounts: p.Firms[0].Clients[0].Accounts[:1]})
		_, err := b.Provision.Apply(background, b.Systeme(), p, secrets())
		wantFault(t, err, fault.Conflict, "client « Autre »", "autre client")
	})
}

func TestFirstStart(t *testing.T) {
	first := provision.First{Firm: firm.Card{Name: "Cabinet"}, Name: "Camille", Email: "camille@cabinet.fr", Password: wiringtest.Password}
	t.Run("OK once", func(t *testing.T) {
		b := wiringtest.MustOpen(t, t.TempDir())
		if err := b.Provision.FirstStart(background, first); err != nil {
			t.Fatal(err)
		}
		if s, err := b.Staff.SignIn(background, first.Email, wiringtest.Password, false); err != nil || s.Person.Profile != rights.Administrateur {
			t.Errorf("got %+v, %v", s, err)
		}
		wantFault(t, b.Provision.FirstStart(background, first), fault.Conflict, "déjà configuré")
	})
	t.Run("takes over a firm that a setup without staff made", func(t *testing.T) {
		b := wiringtest.MustOpen(t, t.TempDir())
		b.MustApply(provision.Plan{Firms: []provision.Firm{{Name: "Cabinet"}}})
		if err := b.Provision.FirstStart(background, first); err != nil {
			t.Fatal(err)
		}
		if cards, err := b.Firms.List(background, b.Systeme()); err != nil || len(cards) != 1 {
			t.Errorf("got %+v, %v", cards, err)
		}
	})
	for name, change := range map[string]func(*provision.First){
		"a short password":      func(f *provision.First) { f.Password = "court" },
		"no name of the firm":   func(f *provision.First) { f.Firm.Name = "" },
		"no name of the person": func(f *provision.First) { f.Name = "" },
		"half an e-mail":        func(f *provision.First) { f.Email = "camille" },
	} {
		t.Run("RefusesWith "+name, func(t *testing.T) {
			b := wiringtest.MustOpen(t, t.TempDir())
			wrong := first
			change(&wrong)
			wantFault(t, b.Provision.FirstStart(background, wrong), fault.Invalid)
			if none, err := b.Staff.None(background); err != nil || !none {
				t.Error("somebody was added")
			}
			if cards, err := b.Firms.List(background, b.Systeme()); err != nil || len(cards) != 0 {
				t.Errorf("left %+v", cards)
			}
		})
	}
}
