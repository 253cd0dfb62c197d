package wiring_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"sobank/backend/account"
	"sobank/backend/client"
	"sobank/backend/deliver"
	"sobank/backend/fault"
	"sobank/backend/firm"
	"sobank/backend/journal"
	"sobank/backend/provision"
	"sobank/backend/registry"
	"sobank/backend/rights"
	"sobank/backend/simulator"
	"sobank/backend/statement"
	"sobank/backend/support"
	"sobank/backend/vault"
	"sobank/backend/wiring/wiringtest"
)

// The planted secrets: of every connector, of the register's account, of a person.
const (
	secretThird    = "tiers-Planted-1f6e"
	secretToken    = "jeton.Planted.77aa"
	secretFirm     = "cabinet-Planted-c0de"
	secretAPI      = "api-Planted-90b1"
	secretInqom    = "inqom-Planted-55e0"
	secretServer   = "sftp-Planted-3d3d"
	secretPhrase   = "phrase-Planted-8a8a"
	secretRegister = "inpi-Planted-4242"
	secretPerson   = "motdepasse-Planted-abcd"
)

var everySecret = []string{secretThird, secretToken, secretFirm, secretAPI, secretInqom, secretServer, secretPhrase, secretRegister, secretPerson}

// keeping is a house whose connectors have a secret each, at partners that repeat what they are
// told.
type keeping struct {
	*wiringtest.Bench
	t     *testing.T
	out   string // where what is exported goes
	said  bytes.Buffer
	boss  rights.Actor
	my    *simulator.MyUnisoft
	names []string
	kept  *recorded
	key   string // a private key, which a passphrase locks
	log   safeBuffer
}

// TestSecretsStayInTheKeychain uses every credential, well and badly, at partners whose errors
// repeat them, then looks for them in all that the program wrote, exported, answered and was
// started with. The keychain alone has them.
func TestSecretsStayInTheKeychain(t *testing.T) {
	k := mustKeep(t)
	k.use()
	k.export()
	k.ask()
	places := k.places()
	looked := everySecret
	maps.DeleteFunc(k.kept.all, func(s string, _ bool) bool { return strings.HasPrefix(s, "http://127.0.0.1:") }) // where a secret may be sent, none itself
	for secret := range k.kept.all {
		looked = append(looked, pieces(secret)...)
	}
	if len(looked) < len(everySecret)+8 || !slices.ContainsFunc(looked, func(s string) bool { return strings.Contains(k.key, s) && len(s) > 40 }) {
		t.Fatalf("the keychain was given %d secrets: the private key or a session's token is missing", len(k.kept.all))
	}
	for _, secret := range looked {
		for how, form := range forms(secret) {
			for place, text := range places {
				if bytes.Contains(text, []byte(form)) {
					t.Errorf("%q stands in %s, %s", secret, place, how)
				}
			}
		}
	}
	k.wantMaskedIBANs(places)
	for _, c := range k.names {
		if !strings.Contains(k.said.String(), c) {
			t.Errorf("the connector %q was not looked at", c)
		}
	}
}

func mustKeep(t *testing.T) *keeping {
	t.Helper()
	k := &keeping{t: t, out: t.TempDir(), kept: &recorded{Vault: vault.Memory(), all: map[string]bool{}}, key: privateKey(t)}
	k.listen()
	k.Bench = wiringtest.MustOpenWith(t, t.TempDir(), k.kept)
	k.my = simulator.NewMyUnisoft(simulator.Options{Now: k.Clock.Now})
	k.my.Allow(secretThird, secretToken)
	k.my.AllowSignIn(secretThird, "cabinet@exemple.fr", secretFirm, simulator.Entity{ID: 7, Label: "Cabinet"})
	k.my.AddSociety(simulator.Society{ID: 1203, Name: "Client", SIRET: "73282932000074", RIBs: []simulator.RIB{{IBAN: wiringtest.IBAN(0)}, {IBAN: wiringtest.IBAN(1)}}})
	inqom := simulator.NewInqom(simulator.InqomOptions{Now: k.Clock.Now})
	inqom.Allow(simulator.InqomUser{ClientID: "sobank", ClientSecret: secretAPI, Username: "cabinet@exemple.fr", Password: secretInqom})
	inqom.AddFirm(simulator.InqomFirm{ID: 3, Name: "Cabinet"})
	inqom.AddFolder(simulator.InqomFolder{ID: 901, FirmID: 3, Name: "Client", Siren: "732829320", Nic: "00074"})
	server, err := simulator.NewSFTP(t.TempDir(), "depot", secretServer)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []interface {
		Start() error
		Close() error
	}{k.my, inqom, server} {
		if err := p.Start(); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = p.Close() })
	}
	k.setUp(inqom, server)
	k.boss = k.MustJoin("boss@cabinet.fr", rights.Administrateur)
	return k
}

func (k *keeping) setUp(inqom *simulator.Inqom, server *simulator.SFTP) {
	k.t.Helper()
	host, port := server.Address()
	pin := server.HostKey().Type() + " " + ssh.FingerprintSHA256(server.HostKey())
	connectors := []provision.Connector{
		{Name: "Par jeton", Partner: "myunisoft", Settings: map[string]any{"base_url": k.my.URL()}},
		{Name: "Par connexion", Partner: "myunisoft", Settings: map[string]any{"base_url": k.my.URL(), "auth_url": k.my.AuthURL(), "access": "firm", "mail": "cabinet@exemple.fr"}},
		{Name: "Par dossier", Partner: "inqom", Settings: map[string]any{"base_url": inqom.URL(), "auth_url": inqom.URL(), "client_id": "sobank",
			"username": "cabinet@exemple.fr", "folder": k.t.TempDir()}},
		{Name: "Par serveur", Partner: "sftp", Settings: map[string]any{"host": host, "port": port, "user": "depot", "host_key": pin}},
		{Name: "Par clé", Partner: "sftp", Settings: map[string]any{"host": host, "port": port, "user": "depot", "host_key": pin}},
	}
	secrets := map[string]map[string]string{
		"Par jeton": {"third_party_secret": secretThird, "token": secretToken}, "Par connexion": {"third_party_secret": secretThird, "password": secretFirm},
		"Par dossier": {"client_secret": secretAPI, "inqom_password": secretInqom}, "Par serveur": {"password": secretServer},
		"Par clé": {"private_key": k.key, "passphrase": secretPhrase},
	}
	one := provision.Firm{Name: "Cabinet", Connectors: connectors, Staff: []provision.Member{{Name: "Paul", Email: "paul@cabinet.fr", Profile: "superviseur"}}}
	for n, c := range connectors {
		k.names = append(k.names, c.Name)
		one.Clients = append(one.Clients, provision.Client{Name: fmt.Sprintf("Client %d", n), SIRET: "73282932000074",
			Accounts: []provision.Account{{IBAN: string(wiringtest.IBAN(n)), Connector: c.Name, Mandate: "approuvé"}}})
	}
	_, err := k.Provision.Apply(background, k.Systeme(), provision.Plan{Firms: []provision.Firm{one}},
		provision.Secrets{Connectors: secrets, Staff: map[string]string{"paul@cabinet.fr": secretPerson}})
	if err != nil {
		k.t.Fatal(err)
	}
}

// use delivers, tests, fails and is refused, with answers that repeat the credentials.
func (k *keeping) use() {
	k.t.Helper()
	import1 := func(n int) {
		for account := range k.names {
			days := wiringtest.Days(wiringtest.IBAN(account), n)
			k.MustImport(wiringtest.MustWrite(k.t, filepath.Join(k.t.TempDir(), fmt.Sprintf("%d-%d.txt", n, account)), days[n-1:]...))
		}
	}
	import1(1)
	k.MustSync()
	k.my.OnRequest(k.echo())
	for n := 2; n < 6; n++ {
		import1(n)
		k.Clock.Advance(time.Hour)
		k.MustSync()
		for _, one := range k.connectors() {
			k.tell(k.Deliveries.Test(background, k.boss, one.ID))
			k.tell(k.Deliveries.Folders(background, k.boss, one.ID, "Client"))
		}
	}
	k.tell(k.Registry.SaveAccount(background, k.boss, registry.Account{User: "inpi@exemple.fr", Password: secretRegister}))
	k.tell(k.Staff.SignIn(background, "paul@cabinet.fr", secretPerson, true))
	_, err := k.Staff.SignIn(background, "paul@cabinet.fr", secretPerson+"!", false)
	k.tell("a wrong password", err)
	_, err = k.Firms.SetSecrets(background, k.boss, k.connectors()[0].ID, map[string]string{"nowhere": secretToken})
	k.tell("a secret that nobody asks for", err)
	_, err = k.Firms.SaveConnector(background, k.boss, firm.ConnectorForm{ID: k.connectors()[0].ID, Name: "Par jeton",
		Settings: map[string]string{"base_url": "https://u:" + secretToken + "@exemple.fr"}})
	k.tell("a secret in an address", err)
}

// echo is a MyUnisoft that repeats in its errors what it was told: the codes are of a refused
// statement, of one that is not known, of a refused token, and of nothing at all.
func (k *keeping) echo() func(*http.Request) *simulator.Fault {
	var asked atomic.Int64 // by several connectors at once
	return func(r *http.Request) *simulator.Fault {
		n := int(asked.Add(1))
		if n%3 == 0 {
			return nil
		}
		said := r.Header.Get("Authorization") + " " + r.Header.Get("X-Third-Party-Secret")
		if strings.Contains(r.URL.Path, "authenticate") {
			said += " " + secretFirm
		}
		codes := []string{"IMPORT11", "", "ERR-INVALID-JWT", "X-" + strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")}
		return &simulator.Fault{Kind: simulator.Refuse, Code: codes[n%len(codes)], Message: said, Status: []int{400, 401, 403, 500}[n%4]}
	}
}

func (k *keeping) connectors() []firm.Connector {
	k.t.Helper()
	list, err := k.Firms.ListConnectors(background, k.boss, k.MustFirm("Cabinet"))
	if err != nil {
		k.t.Fatal(err)
	}
	return list
}

// tell keeps what was answered, as the window would have it.
func (k *keeping) tell(answer any, err error) {
	text, jsonErr := json.Marshal(answer)
	fmt.Fprintf(&k.said, "%s %v %v %+v\n", text, jsonErr, err, err)
	if err != nil { // as the window's bridge and the log have it
		shown, _ := json.Marshal(fault.From(err))
		k.said.Write(shown)
		slog.Error("refused", "error", err)
	}
}

// export writes all that can be exported.
func (k *keeping) export() {
	k.t.Helper()
	at := func(name string) string { return filepath.Join(k.out, name) }
	done := func(_ any, err error) {
		if err != nil {
			k.t.Error(err)
		}
	}
	done(k.Exports.Clients(background, k.boss, client.Query{}, at("clients.xlsx")))
	done(k.Exports.Accounts(background, k.boss, account.Query{}, at("ibans.csv")))
	done(k.Exports.Statements(background, k.boss, statement.Query{}, at("releves.xlsx")))
	done(k.Exports.Deliveries(background, k.boss, deliver.Query{}, at("envois.csv")))
	done(k.Exports.Operations(background, k.boss, statement.Query{}, "csv", at("operations.csv")))
	done(k.Exports.Journal(background, k.boss, journal.Query{}, at("journal.csv")))
	c, err := k.Supports.Prepare(background, k.boss, support.Request{})
	k.tell(c, err)
	if err == nil {
		err = k.Supports.Save(background, k.boss, c.Token, at("support.zip"))
	}
	if err != nil {
		k.t.Error(err)
	}
}

// ask asks all that a person may be shown of connectors and deliveries.
func (k *keeping) ask() {
	k.t.Helper()
	rows, _, err := k.Deliveries.List(background, k.boss, deliver.Query{Limit: 500})
	k.tell(rows, err)
	if len(rows) == 0 {
		k.t.Fatal("nothing was delivered")
	}
	for _, r := range rows {
		k.tell(k.Deliveries.Get(background, k.boss, r.ID))
	}
	for _, one := range k.connectors() {
		c, _, err := k.Firms.GetConnector(background, k.boss, one.ID)
		k.tell(c, err)
		k.tell(k.Deliveries.Status(background, k.boss, one.ID))
	}
	k.tell(k.Deliveries.Troubles(background, k.boss))
	k.tell(k.Registry.Status(background, k.boss))
	entries, _, err := k.Journals.List(background, k.boss, journal.Query{Limit: 500})
	k.tell(entries, err)
}

// places is every text that the program made, by where it stands; archives are opened.
func (k *keeping) places() map[string][]byte {
	k.t.Helper()
	places := map[string][]byte{"what was answered": k.said.Bytes(), "the log": k.log.bytes(), "the arguments": []byte(strings.Join(os.Args, "\x00"))}
	for _, root := range []string{k.DataDir, k.out} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			content, err := os.ReadFile(path)
			places[path] = content
			k.open(places, path, content)
			return err
		})
		if err != nil {
			k.t.Fatal(err)
		}
	}
	return places
}

func (k *keeping) open(places map[string][]byte, path string, content []byte) {
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return // no archive
	}
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			k.t.Fatal(err)
		}
		if places[path+"!"+f.Name], err = io.ReadAll(r); err != nil {
			k.t.Fatal(err)
		}
	}
}
