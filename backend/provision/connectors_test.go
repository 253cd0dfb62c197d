package provision_test

import (
	"database/sql"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sobank/backend/fault"
	"sobank/backend/firm"
	"sobank/backend/provision"
	"sobank/backend/rights"
	"sobank/backend/sqlite"
	"sobank/backend/wiring/wiringtest"
)

// full is a plan whose connectors have all that they need.
func full() (provision.Plan, provision.Secrets) {
	p := plan()
	p.Firms[0].Connectors[1].Settings = map[string]any{"base_url": "https://api.myunisoft.fr/api/v1"}
	p.Firms[0].Clients[0].Accounts[1].PartnerFolder = "1203"
	s := secrets()
	s.Connectors["MyUnisoft"] = map[string]string{"token": planted, "third_party_secret": planted}
	return p, s
}

func mustApply(t *testing.T, b *wiringtest.Bench, actor rights.Actor, p provision.Plan, s provision.Secrets) provision.Done {
	t.Helper()
	done, err := b.Provision.Apply(background, actor, p, s)
	if err != nil {
		t.Fatal(err)
	}
	return done
}

// content is the data file but for what signing in leaves.
func content(t *testing.T, b *wiringtest.Bench) string {
	t.Helper()
	db, err := sql.Open("sqlite3_sobank", filepath.Join(b.DataDir, sqlite.FileName))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	var all strings.Builder
	for _, table := range []string{"firm", "staff_firm", "connector", "connector_credential", "client", "account", "mandate", "mandate_step", "delivery", "setting", "journal"} {
		rows, err := db.Query("SELECT * FROM " + table)
		if err != nil {
			t.Fatal(err)
		}
		columns, _ := rows.Columns()
		for rows.Next() {
			values := make([]sql.NullString, len(columns))
			into := make([]any, len(columns))
			for i := range values {
				into[i] = &values[i]
			}
			if err := rows.Scan(into...); err != nil {
				t.Fatal(err)
			}
			all.WriteString(table)
			for _, v := range values {
				all.WriteString("|" + v.String)
			}
			all.WriteString("\n")
		}
		_ = rows.Close()
	}
	return all.String()
}

func TestApplyAgainChangesNothing(t *testing.T) {
	b := wiringtest.MustOpen(t, t.TempDir())
	p, s := full()
	mustApply(t, b, b.Systeme(), p, s)
	admin := b.MustJoin("admin@cabinet.fr", rights.Administrateur)
	before := content(t, b)
	b.Clock.Advance(24 * 3600e9)
	mustApply(t, b, admin, p, s)
	if after := content(t, b); after != before {
		t.Errorf("before\n%s\nafter\n%s", before, after)
	}
	t.Run("what it leaves out stays", func(t *testing.T) {
		p.Firms[0].Connectors[0].Settings, p.Firms[0].Clients[0].Accounts[0].Connector = nil, ""
		p.Firms[0].Clients[0].Accounts[0].Mandate, p.Firms[0].Clients[0].Accounts[1].PartnerFolder = "", ""
		mustApply(t, b, admin, p, provision.Secrets{})
		if after := content(t, b); after != before {
			t.Errorf("before\n%s\nafter\n%s", before, after)
		}
	})
}

func credentials(t *testing.T, b *wiringtest.Bench, connectorID int64) (accounts []string) {
	t.Helper()
	err := b.MustStore().Read(background, func(tx *sqlite.Tx) (err error) {
		accounts, err = tx.Credentials(connectorID)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return accounts
}

func inVault(t *testing.T, b *wiringtest.Bench, connectorID int64, key string) string {
	t.Helper()
	installation, err := b.Setting(background, "installation")
	if err != nil {
		t.Fatal(err)
	}
	secret, err := b.Vault.Get(firm.SecretName(installation, connectorID, key))
	if err != nil && fault.CodeOf(err) != fault.NotFound {
		t.Fatal(err)
	}
	return secret
}

func TestSetupSecrets(t *testing.T) {
	b := wiringtest.MustOpen(t, t.TempDir())
	p, s := full()
	all := s.Connectors["MyUnisoft"]
	s.Connectors = map[string]map[string]string{"MyUnisoft": {"token": planted + "\n", "autre": "perdu"}, "Mon Unisoft": {"token": "perdu"}}
	done := mustApply(t, b, b.Systeme(), p, s)
	id := b.MustConnector("Cabinet", "MyUnisoft").ID
	t.Run("not all of them do not count", func(t *testing.T) {
		if inVault(t, b, id, "token") != planted || len(credentials(t, b, id)) != 0 {
			t.Errorf("kept %q, accounts %q", inVault(t, b, id, "token"), credentials(t, b, id))
		}
	})
	t.Run("what is given for nobody, and what is still missing, is told", func(t *testing.T) {
		for _, said := range []string{"« Mon Unisoft »", "« autre »", "il manque encore des identifiants"} {
			if !slices.ContainsFunc(done.Notices, func(n string) bool { return strings.Contains(n, said) }) {
				t.Errorf("%q is not in %q", said, done.Notices)
			}
		}
		if strings.Contains(strings.Join(done.Notices, ""), "perdu") {
			t.Error("a notice repeats a secret")
		}
	})
	t.Run("all of them do", func(t *testing.T) {
		admin := b.MustJoin("admin@cabinet.fr", rights.Administrateur)
		done := mustApply(t, b, admin, p, provision.Secrets{Connectors: map[string]map[string]string{"myunisoft": all}})
		if len(credentials(t, b, id)) != 1 || slices.ContainsFunc(done.Notices, func(n string) bool { return strings.Contains(n, "identifiants") }) {
			t.Errorf("accounts %q, notices %q", credentials(t, b, id), done.Notices)
		}
	})
}

// TestTheSameNameInTwoFirms: both of the plan take its secrets, a firm that the plan leaves
// out does not.
func TestTheSameNameInTwoFirms(t *testing.T) {
	b := wiringtest.MustOpen(t, t.TempDir())
	named := func(firms ...string) (p provision.Plan) {
		for _, name := range firms {
			p.Firms = append(p.Firms, provision.Firm{Name: name, Connectors: []provision.Connector{{Name: "MyUnisoft", Partner: "myunisoft"}}})
		}
		return p
	}
	b.MustApply(named("A", "B", "C"))
	_, s := full()
	mustApply(t, b, b.Systeme(), named("A", "B"), provision.Secrets{Connectors: s.Connectors})
	for name, want := range map[string]int{"A": 1, "B": 1, "C": 0} {
		if got := credentials(t, b, b.MustConnector(name, "MyUnisoft").ID); len(got) != want {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestSetupRefusesSettings(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*provision.Firm, provision.Secrets)
		code   fault.Code
		says   string
	}{
		"an address in clear": {func(f *provision.Firm, _ provision.Secrets) {
			f.Connectors[1].Settings["base_url"] = "http://api.myunisoft.fr"
		}, fault.Invalid, "https://"},
		"a secret in an address": {func(f *provision.Firm, _ provision.Secrets) {
			f.Connectors[1].Settings["base_url"] = "https://u:p@api.myunisoft.fr"
		}, fault.Invalid, "secret"},
		"half a path":             {func(f *provision.Firm, _ provision.Secrets) { f.Connectors[0].Settings["folder"] = "depot" }, fault.Invalid, "chemin complet"},
		"a folder that is none":   {func(f *provision.Firm, _ provision.Secrets) { f.Connectors[0].Settings["folder"] = 12 }, fault.Invalid, "texte"},
		"a secret among settings": {func(f *provision.Firm, _ provision.Secrets) { f.Connectors[0].Settings["token"] = "x" }, fault.Invalid, "secret"},
		"a wrong IBAN, later":     {func(f *provision.Firm, _ provision.Secrets) { f.Clients[0].Accounts[1].IBAN = "FR76" }, fault.Invalid, "FR76"},
	} {
		t.Run(name, func(t *testing.T) {
			b := wiringtest.MustOpen(t, t.TempDir())
			if err := b.SetSetting(background, "installation", "here"); err != nil {
				t.Fatal(err)
			}
			p, s := full()
			c.change(&p.Firms[0], s)
			_, err := b.Provision.Apply(background, b.Systeme(), p, s)
			wantFault(t, err, c.code, c.says)
			if inVault(t, b, 1, "token")+inVault(t, b, 2, "token") != "" {
				t.Error("something is left in the keychain")
			}
		})
	}
	t.Run("another partner under the same name", func(t *testing.T) {
		b := wiringtest.MustOpen(t, t.TempDir())
		p := provision.Plan{Firms: []provision.Firm{{Name: "Cabinet", Connectors: []provision.Connector{{Name: "Outil", Partner: "fizen"}}}}}
		b.MustApply(p)
		p.Firms[0].Connectors[0].Partner = "fulll"
		_, err := b.Provision.Apply(background, b.Systeme(), p, provision.Secrets{})
		wantFault(t, err, fault.Conflict, "Fizen")
	})
	t.Run("what a newer version wrote is kept", func(t *testing.T) {
		b := wiringtest.MustOpen(t, t.TempDir())
		b.MustApply(provision.Plan{Firms: []provision.Firm{{Name: "Cabinet", Connectors: []provision.Connector{{Partner: "fizen", Settings: map[string]any{"plus_tard": "x"}}}}}})
		if c := b.MustConnector("Cabinet", "Fizen"); c.Settings["plus_tard"] != "x" {
			t.Errorf("%+v", c)
		}
	})
}

// TestSetupOfAPlace is the setup of a delivery to a server: its settings, its credentials in one
// of two ways, its key that the plan may know already.
func TestSetupOfAPlace(t *testing.T) {
	server := func(more map[string]any) provision.Plan {
		settings := map[string]any{"host": "sftp.exemple.fr", "port": float64(2222), "user": "cabinet", "remote_folder": "releves"}
		maps.Copy(settings, more)
		return provision.Plan{Firms: []provision.Firm{{Name: "Cabinet", Connectors: []provision.Connector{{Name: "Banque", Partner: "sftp", Settings: settings}}}}}
	}
	given := func(secrets map[string]string) provision.Secrets {
		return provision.Secrets{Connectors: map[string]map[string]string{"Banque": secrets}}
	}
	told := func(done provision.Done) string { return strings.Join(done.Notices, " ") }
	t.Run("a port may be a number, and the same plan again changes nothing", func(t *testing.T) {
		b := wiringtest.MustOpen(t, t.TempDir())
		mustApply(t, b, b.Systeme(), server(nil), given(map[string]string{"password": planted}))
		admin := b.MustJoin("admin@cabinet.fr", rights.Administrateur)
		before := content(t, b)
		c := b.MustConnector("Cabinet", "Banque")
		if c.Address() != "sftp://sftp.exemple.fr:2222" || !c.Unsettled() {
			t.Errorf("%+v at %s", c, c.Address())
		}
		mustApply(t, b, admin, server(nil), given(map[string]string{"password": planted}))
		if content(t, b) != before {
			t.Error("something changed")
		}
	})
	t.Run("a key serves instead of a password", func(t *testing.T) {
		b := wiringtest.MustOpen(t, t.TempDir())
		done := mustApply(t, b, b.Systeme(), server(nil), given(map[string]string{"private_key": "-----BEGIN\n" + planted + "\n-----END"}))
		if strings.Contains(told(done), "manque") {
			t.Errorf("told %q", told(done))
		}
	})
	t.Run("a passphrase alone opens nothing", func(t *testing.T) {
		b := wiringtest.MustOpen(t, t.TempDir())
		done := mustApply(t, b, b.Systeme(), server(nil), given(map[string]string{"passphrase": planted}))
		if !strings.Contains(told(done), "il manque encore des identifiants") {
			t.Errorf("told %q", told(done))
		}
	})
	t.Run("what the chosen place does not ask for is told, and not kept", func(t *testing.T) {
		b := wiringtest.MustOpen(t, t.TempDir())
		p := provision.Plan{Firms: []provision.Firm{{Name: "Cabinet", Connectors: []provision.Connector{{Name: "Banque", Partner: "fulll", Settings: map[string]any{"place": "folder"}}}}}}
		done := mustApply(t, b, b.Systeme(), p, given(map[string]string{"password": planted}))
		if !strings.Contains(told(done), "password") || inVault(t, b, b.MustConnector("Cabinet", "Banque").ID, "password") != "" {
			t.Errorf("told %q", told(done))
		}
	})
	t.Run("a confirmed key stays, until the plan names another server", func(t *testing.T) {
		b := wiringtest.MustOpen(t, t.TempDir())
		admin := b.MustJoin("admin@cabinet.fr", rights.Administrateur)
		setUp := func(p provision.Plan) { mustApply(t, b, admin, p, provision.Secrets{}) }
		key := func() string { return b.MustConnector("Cabinet", "Banque").Setting("host_key") }
		setUp(server(map[string]any{"host_key": "SHA256:one"}))
		setUp(server(nil))
		if key() != "SHA256:one" {
			t.Error("the same plan without it took it away")
		}
		setUp(server(map[string]any{"host": "ailleurs.fr", "host_key": "SHA256:one"}))
		if key() != "SHA256:one" {
			t.Error("the plan says that the other server has the same key")
		}
		setUp(server(map[string]any{"host": "encore.ailleurs.fr"}))
		if key() != "" {
			t.Errorf("another server has the key %q", key())
		}
	})
}
