package support_test

import (
	"archive/zip"
	"context"
	"database/sql"
	"errors"
	"io"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"sobank/backend/account"
	"sobank/backend/client"
	"sobank/backend/fault"
	"sobank/backend/iban"
	"sobank/backend/journal"
	"sobank/backend/provision"
	"sobank/backend/rights"
	"sobank/backend/settings"
	"sobank/backend/sqlite"
	"sobank/backend/support"
	"sobank/backend/wiring/wiringtest"
)

var background = context.Background()

// bench is a house with something of everything that must not come out, in every place that
// it can be in.
type bench struct {
	*wiringtest.Bench
	t                *testing.T
	firm, other      int64
	account, foreign int64 // of the firm and of the other one
	boss, clerk      rights.Actor
}

// planted is what must stand in no text. The names are whole words that stand nowhere else.
var planted = []string{
	"vault-secret", "vault.token", // in the keychain
	"hunter2", "url-user", "url-pass", "path-key", "demo-password", // in settings
	"Zorglub", "dit-ceci", "0123456789abcdef", "Inconnue", // in the partner's words
	"Verdier", "Quimper", "Lucie", "Marchand", "Boutique", "Elodie", "Titulaire", "camille", "depot-secret", "Fizen du Port", "Serveur du Port", // names
	"agent-planted", "there-planted", "print-planted", "mail-planted", "host-planted", // of a server
}

func mustBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{Bench: wiringtest.MustOpen(t, t.TempDir()), t: t}
	deposit := filepath.Join(t.TempDir(), "depot-secret")
	partner := wiringtest.MustPartner(t, b.Clock.Now)
	plan := provision.Plan{Firms: []provision.Firm{
		{Name: "Verdier Conseil", SIRET: "73282932000074",
			Connectors: []provision.Connector{{Name: "MyUnisoft", Partner: "myunisoft", Settings: map[string]any{"base_url": partner.URL()}},
				{Name: "Fizen du Port", Partner: "fizen", Settings: map[string]any{"folder": deposit}},
				{Name: "Serveur du Port", Partner: "sftp", Settings: map[string]any{"host": "sftp.exemple.fr", "port": "2222", "user": "agent-planted",
					"remote_folder": "there-planted", "host_key": "SHA256:print-planted"}},
				{Name: "Connexion", Partner: "inqom"}},
			Clients: []provision.Client{{Name: "Boutique Lucie", SIRET: "73282932000074",
				Accounts: []provision.Account{{IBAN: string(wiringtest.IBAN(0)), Connector: "MyUnisoft", Mandate: "approuvé", PartnerFolder: "1203"}}}}},
		{Name: "Quimper Audit", Clients: []provision.Client{{Name: "Marchand", Accounts: []provision.Account{{IBAN: string(wiringtest.IBAN(9))}}}}}}}
	secrets := provision.Secrets{Connectors: map[string]map[string]string{"MyUnisoft": {"third_party_secret": "vault-secret", "token": "vault.token"}}}
	if _, err := b.Provision.Apply(background, b.Systeme(), plan, secrets); err != nil {
		t.Fatal(err)
	}
	b.firm, b.other = b.MustFirm("Verdier Conseil"), b.MustFirm("Quimper Audit")
	b.boss, b.clerk = b.MustJoin("elodie@verdier.fr", rights.Administrateur), b.MustJoin("camille@verdier.fr", rights.Collaborateur, b.firm)
	b.account, b.foreign = b.accountOf(0).ID, b.accountOf(9).ID
	b.MustImport(wiringtest.MustWrite(t, filepath.Join(t.TempDir(), "Boutique.txt"), wiringtest.Days(wiringtest.IBAN(0), 2)...))
	b.plant()
	return b
}

// plant puts what no service would let through into the data file.
func (b *bench) plant() {
	words := "MyUnisoft a refusé ce relevé : « Zorglub dit-ceci : RIB " + iban.IBAN(wiringtest.IBAN(0)).Format() +
		" de Mme Inconnue, Lucie, jeton 0123456789abcdef » »."
	for query, args := range map[string][]any{
		"UPDATE staff SET name = 'Elodie Verdier' WHERE email LIKE 'elodie%'":                                                                    nil,
		"UPDATE staff SET name = 'Noé Quimper' WHERE email LIKE 'camille%'":                                                                      nil,
		"UPDATE firm SET director_name = 'Elodie Verdier', address = '3 rue Quimper', phone = '0299001122', mandatary_name = 'Verdier Collecte'": nil,
		"UPDATE client SET signatory_name = 'Lucie Marchand', email = 'lucie@boutique.fr'":                                                       nil,
		"UPDATE account SET holder = 'Titulaire Lucie'":                                                                                          nil,
		"UPDATE connector_credential SET os_account = 'camille'":                                                                                 nil,
		"UPDATE session SET os_account = 'camille'":                                                                                              nil,
		`UPDATE connector SET settings = '{"base_url":"https://url-user:url-pass@api.exemple.fr/v1/path-key?token=path-key","password":"hunter2","token":"vault.token"}',
			trouble_code = 'hunter2 en clair', trouble = ?, tested_at = '2026-04-01T08:00:00Z' WHERE partner = 'myunisoft'`: {words},
		`UPDATE connector SET settings = '{"username":"mail-planted@verdier.fr","place":"sftp","host":"host-planted:x@exemple.fr"}' WHERE partner = 'inqom'`: nil,
		"UPDATE delivery SET state = 'refused', code = 'RB2', message = ?, request_id = '3fa85f64-5717-4562-b3fc-2c963f66afa6'":                              {words},
		"INSERT INTO setting VALUES ('demo', '{\"password\":\"demo-password\"}')":                                                                            nil,
	} {
		b.exec(query, args...)
	}
}

func (b *bench) exec(query string, args ...any) {
	b.t.Helper()
	db, err := sql.Open("sqlite3_sobank", filepath.Join(b.DataDir, sqlite.FileName))
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if _, err := db.Exec(query, args...); err != nil {
		b.t.Fatalf("%s: %v", query, err)
	}
}

func (b *bench) accountOf(n int) account.Row {
	b.t.Helper()
	rows, _, err := b.Accounts.List(background, b.Systeme(), account.Query{Search: string(wiringtest.IBAN(n))})
	if err != nil || len(rows) != 1 {
		b.t.Fatal(rows, err)
	}
	return rows[0]
}

func (b *bench) mustPrepare(actor rights.Actor, accountID int64) support.Case {
	b.t.Helper()
	c, err := b.Supports.Prepare(background, actor, support.Request{AccountID: accountID, Version: "1.2.0"})
	if err != nil {
		b.t.Fatal(err)
	}
	return c
}

// all is everything that a case shows.
func all(c support.Case) string {
	texts := []string{c.Name, c.Letter.Subject, c.Letter.Body}
	for _, f := range c.Files {
		texts = append(texts, f.Name, f.Title, f.Text)
	}
	return strings.Join(texts, "\n")
}

// TestNothingThatIsPlantedComesOut reads all that is shown, and the archive itself.
func TestNothingThatIsPlantedComesOut(t *testing.T) {
	b := mustBench(t)
	for name, accountID := range map[string]int64{"one IBAN": b.account, "all of them": 0} {
		t.Run(name, func(t *testing.T) {
			c := b.mustPrepare(b.boss, accountID)
			path := filepath.Join(t.TempDir(), "support.zip")
			if err := b.Supports.Save(background, b.boss, c.Token, path); err != nil {
				t.Fatal(err)
			}
			text := all(c) + mustUnzip(t, path)
			for _, secret := range planted {
				if at := strings.Index(strings.ToLower(text), strings.ToLower(secret)); at >= 0 {
					t.Errorf("%q is in it: … %s …", secret, text[max(0, at-60):min(len(text), at+60)])
				}
			}
			for _, number := range []iban.IBAN{wiringtest.IBAN(0), wiringtest.IBAN(9)} {
				rib, _ := number.RIB()
				if squeezed := regexp.MustCompile(`[\s./-]`).ReplaceAllString(text, ""); strings.Contains(squeezed, string(number)) || strings.Contains(squeezed, rib.Number) {
					t.Errorf("%s is in it", number)
				}
			}
			for _, siret := range []string{"73282932000074", "732829320", "0299001122"} {
				if strings.Contains(text, siret) {
					t.Errorf("%s is in it", siret)
				}
			}
		})
	}
}

// TestWhatIsInIt: what the support needs is there all the same.
func TestWhatIsInIt(t *testing.T) {
	b := mustBench(t)
	c := b.mustPrepare(b.boss, b.account)
	text := all(c)
	for _, want := range []string{"So bank : 1.2.0", "schéma ", "SQLite 3.", "IBAN : 2", "MyUnisoft (Envoi direct)", "autre que celle d'origine, chez api.exemple.fr",
		"autres réglages : 2, non montrés", "réglage « Dossier de dépôt » : renseigné (masqué)",
		"réglage « Serveur SFTP » : sftp.exemple.fr", "réglage « Port » : 2222", "réglage « Utilisateur » : renseigné (masqué)", "réglage « Clé du serveur » : renseigné (masqué)",
		"réglage « Où déposer » : folder", "réglage « Serveur SFTP » : sans objet", "réglage « Utilisateur Inqom » : renseigné (masqué)", "réglage « Serveur SFTP » : renseigné (masqué)", "Refusé (code RB2)", "requête : 3fa85f64-5717-4562-b3fc-2c963f66afa6",
		"MyUnisoft a refusé ce relevé : « … ».", wiringtest.IBAN(0).Masked(), "✔ Un connecteur est associé au cabinet", "✖ Le connecteur fonctionne",
		"Relevés : 2", "Rien à signaler."} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in it", want)
		}
	}
	if first := c.Files[0]; first.Name != "lisez-moi.txt" || !strings.Contains(first.Text, "diagnostic.txt") || len(c.Files) != 7 {
		t.Errorf("%d files, first %+v", len(c.Files), first)
	}
	if t.Failed() {
		t.Log(text)
	}
}

// TestACheckThatTakesTooLong is left, and the archive says so.
func TestACheckThatTakesTooLong(t *testing.T) {
	b := mustBench(t)
	b.Supports.VerifyWithin = time.Millisecond
	b.Supports.Verify = func(ctx context.Context, _ rights.Actor) (support.Checkup, error) {
		<-ctx.Done()
		return support.Checkup{}, errors.New("interrupted")
	}
	if text := all(b.mustPrepare(b.boss, 0)); !strings.Contains(text, "« sobank verify »") {
		t.Error(text)
	}
}

// TestTheLetterFitsAMailProgram: Windows hands about 2 000 characters from one program to another.
func TestTheLetterFitsAMailProgram(t *testing.T) {
	b := mustBench(t)
	if _, err := b.Settings.Save(background, b.boss, contact()); err != nil {
		t.Fatal(err)
	}
	for _, accountID := range []int64{0, b.account} {
		l := b.mustPrepare(b.boss, accountID).Letter
		if n := len(url.PathEscape(l.Subject)) + len(url.PathEscape(strings.ReplaceAll(l.Body, "\n", "\r\n"))); n > 1900 || l.To != "aide@exemple.fr" {
			t.Errorf("to %q, %d characters:\n%s", l.To, n, l.Body)
		}
	}
}

// TestSaveWritesWhatWasShown, though the data has changed meanwhile.
func TestSaveWritesWhatWasShown(t *testing.T) {
	b := mustBench(t)
	c := b.mustPrepare(b.clerk, b.account)
	if _, err := b.Accounts.Associate(background, b.clerk, []int64{b.account}, 0); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "support.zip")
	if err := b.Supports.Save(background, b.clerk, c.Token, path); err != nil {
		t.Fatal(err)
	}
	var shown strings.Builder
	for _, f := range c.Files {
		shown.WriteString(f.Name + "\n" + f.Text)
	}
	if got := mustUnzip(t, path); got != shown.String() {
		t.Errorf("saved:\n%s\nshown:\n%s", got, shown.String())
	}
	rows, _, err := b.Journals.List(background, b.boss, journal.Query{Families: []journal.Family{journal.Exports}})
	if err != nil || len(rows) != 1 || rows[0].FirmID != b.firm || !strings.Contains(rows[0].Sentence(), "a enregistré une archive pour le support") {
		t.Errorf("the journal says %+v, %v", rows, err)
	}
}

// TestWhatSomebodyMayNotSee is not in their archive, and cannot be asked for.
func TestWhatSomebodyMayNotSee(t *testing.T) {
	b := mustBench(t)
	t.Run("an account of another firm", func(t *testing.T) {
		if _, err := b.Supports.Prepare(background, b.clerk, support.Request{AccountID: b.foreign}); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("got %v", err)
		}
	})
	t.Run("the others' counts, and the check of the whole file", func(t *testing.T) {
		text := all(b.mustPrepare(b.clerk, 0))
		if !strings.Contains(text, "IBAN : 1\n") || !strings.Contains(text, "Réservée au profil Administrateur") || strings.Contains(text, wiringtest.IBAN(9).Masked()) {
			t.Error(text)
		}
	})
	t.Run("somebody else's archive", func(t *testing.T) {
		c := b.mustPrepare(b.boss, 0)
		path := filepath.Join(t.TempDir(), "support.zip")
		if err := b.Supports.Save(background, b.clerk, c.Token, path); fault.CodeOf(err) != fault.Conflict {
			t.Errorf("got %v", err)
		}
	})
	t.Run("a client that became confidential meanwhile", func(t *testing.T) {
		c := b.mustPrepare(b.clerk, b.account)
		row := b.accountOf(0)
		if _, err := b.Clients.Save(background, b.boss, client.Client{ID: row.ClientID, FirmID: b.firm, Name: "Boutique Lucie", Confidential: true}); err != nil {
			t.Fatal(err)
		}
		if err := b.Supports.Save(background, b.clerk, c.Token, filepath.Join(t.TempDir(), "support.zip")); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("got %v", err)
		}
	})
	t.Run("the data file is not written over", func(t *testing.T) {
		c := b.mustPrepare(b.boss, 0)
		if err := b.Supports.Save(background, b.boss, c.Token, filepath.Join(b.DataDir, sqlite.FileName)); fault.CodeOf(err) != fault.Invalid {
			t.Errorf("got %v", err)
		}
	})
}

func mustUnzip(t *testing.T, path string) (text string) {
	t.Helper()
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = z.Close() }()
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		text += f.Name + "\n" + string(content)
	}
	return text
}

func contact() settings.Settings {
	s := settings.Default
	s.SupportEmail = "aide@exemple.fr"
	return s
}
