package diagnose_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"sobank/backend/account"
	"sobank/backend/deliver"
	"sobank/backend/diagnose"
	"sobank/backend/fault"
	"sobank/backend/firm"
	"sobank/backend/provision"
	"sobank/backend/rights"
	"sobank/backend/simulator"
	"sobank/backend/statement"
	"sobank/backend/wiring/wiringtest"
)

var background = context.Background()

// healthy is an account whose statements arrive.
func healthy() diagnose.Facts {
	row := account.Row{FirmName: "Cabinet", ConnectorName: "MyUnisoft", Mandate: account.Mandate{Status: account.Approved, Since: 20260301}}
	row.ID, row.FirmID, row.ConnectorID = 7, 3, 5
	return diagnose.Facts{Account: row, Connectors: 1, Connector: firm.Connector{ID: 5, Partner: "myunisoft", Name: "MyUnisoft"},
		Status:     deliver.Status{NeedsSecrets: true, OSAccounts: []string{"camille"}, HereToo: true},
		Statements: diagnose.StatementFacts{Places: map[statement.Place]int{statement.Sent: 4}, Reasons: map[statement.Reason]int{}, LastOn: 20260330},
		Deliveries: map[deliver.State]int{deliver.Integrated: 4}}
}

// TestRule6 is the FAQ's list: the first thing that is wrong is the answer, with where to mend it.
func TestRule6(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*diagnose.Facts)
		key    string // of the step that is the answer
		says   string
		action diagnose.Action
		target int64
	}{
		"the firm has no connector": {func(f *diagnose.Facts) { f.Connectors, f.Account.ConnectorID, f.Connector = 0, 0, firm.Connector{} }, "firm", "associé au cabinet", diagnose.GoFirm, 3},
		"the IBAN has none":         {func(f *diagnose.Facts) { f.Account.ConnectorID, f.Connector = 0, firm.Connector{} }, "account", "fichier global", diagnose.GoAccount, 7},
		"the mandate is at the bank": {func(f *diagnose.Facts) { f.Account.Mandate.Status = account.Sent }, "mandate",
			"« Transmis à la banque » depuis le 01/03/2026", diagnose.GoMandate, 7},
		"a server is not confirmed": {func(f *diagnose.Facts) {
			f.Connector = firm.Connector{ID: 5, Partner: "sftp", Name: "SFTP", Settings: map[string]any{"host": "h", "user": "u"}}
			f.Status.MissingSetting = "Clé du serveur"
		}, "ready", "testez la connexion", diagnose.GoConnector, 5},
		"a setting is empty":          {func(f *diagnose.Facts) { f.Status.MissingSetting = "Dossier de dépôt" }, "ready", "« Dossier de dépôt »", diagnose.GoConnector, 5},
		"nobody gave the credentials": {func(f *diagnose.Facts) { f.Status.OSAccounts, f.Status.HereToo = nil, false }, "ready", "n'a pas ses identifiants", diagnose.GoConnector, 5},
		"they are of another session": {func(f *diagnose.Facts) { f.Status.HereToo = false }, "ready", "absents de cette session : ils sont sur le compte camille", diagnose.GoConnector, 5},
		"the connector is paused":     {func(f *diagnose.Facts) { f.Connector.Paused = true }, "runs", "en pause", diagnose.GoConnector, 5},
		"the credentials are rejected": {func(f *diagnose.Facts) {
			f.Status.Trouble, f.Status.TroubleHint = "Le jeton a été révoqué.", "Générez-en un autre."
		}, "runs", "révoqué. Générez-en un autre.", diagnose.GoConnector, 5},
		"nothing came": {func(f *diagnose.Facts) { f.Statements = diagnose.StatementFacts{} }, "received", "Aucun relevé n'est encore arrivé", diagnose.GoImport, 0},
		"statements are held": {func(f *diagnose.Facts) {
			f.Statements.Places[statement.Held], f.Statements.Reasons[statement.HeldIncoherent], f.Statements.Reasons[statement.HeldConflict] = 3, 2, 1
		}, "held", "3 relevés retenus : Le relevé ne tombe pas juste.", diagnose.GoStatements, 7},
		"the partner refused": {func(f *diagnose.Facts) {
			f.Refused = &deliver.Row{State: deliver.Refused, Code: "RIB16", Message: "Cet IBAN est déjà collecté.", Hint: "Voyez avec MyUnisoft."}
		}, "accepted", "Refusé : Cet IBAN est déjà collecté. Voyez avec MyUnisoft. (code RIB16)", diagnose.GoDeliveries, 7},
	} {
		t.Run(name, func(t *testing.T) {
			f := healthy()
			c.change(&f)
			d := diagnose.Of(f)
			first := firstWrong(d)
			if d.OK || first.Key != c.key || d.Answer != first.Sentence || !strings.Contains(d.Answer, c.says) {
				t.Errorf("answers %q by %q", d.Answer, first.Key)
			}
			if first.Action != c.action || first.TargetID != c.target || first.Button == "" {
				t.Errorf("leads to %s %d by %q", first.Action, first.TargetID, first.Button)
			}
		})
	}
	t.Run("all is right, and still nothing: the support", func(t *testing.T) {
		d := diagnose.Of(healthy())
		last := d.Steps[len(d.Steps)-1]
		if !d.OK || last.Action != diagnose.GoSupport || !strings.Contains(d.Answer, "support Sogescot") {
			t.Errorf("got %+v", d)
		}
	})
	t.Run("what waits is no fault", func(t *testing.T) {
		for _, change := range []func(*diagnose.Facts){
			func(f *diagnose.Facts) { f.Deliveries[deliver.ToSend] = 2 },
			func(f *diagnose.Facts) { f.Deliveries[deliver.ToRetry] = 2 },
			func(f *diagnose.Facts) { f.Statements.Places[statement.Downloadable] = 2 },
		} {
			f := healthy()
			change(&f)
			if d := diagnose.Of(f); !d.OK {
				t.Errorf("answers %q", d.Answer)
			}
		}
	})
}

func firstWrong(d diagnose.Diagnosis) diagnose.Step {
	for _, s := range d.Steps {
		if s.Verdict == diagnose.Wrong {
			return s
		}
	}
	return diagnose.Step{}
}

func TestService(t *testing.T) {
	b := wiringtest.MustOpen(t, t.TempDir())
	partner := wiringtest.MustPartner(t, b.Clock.Now)
	plan, secrets := wiringtest.Delivering(partner.URL(), 3)
	plan.Firms = append(plan.Firms, provision.Firm{Name: "Autre cabinet"})
	if _, err := b.Provision.Apply(background, b.Systeme(), plan, secrets); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "a.txt")
	b.MustImport(wiringtest.MustWrite(t, path, append(wiringtest.Days(wiringtest.IBAN(0), 2), wiringtest.Days(wiringtest.IBAN(1), 1)...)...))
	partner.Fail(simulator.Fault{Kind: simulator.Refuse, Code: "RIB16"})
	b.MustSync()
	keyed := func(n int) diagnose.Diagnosis {
		t.Helper()
		d, err := b.Diagnoses.Keyed(background, b.Systeme(), account.KeyOf(wiringtest.IBAN(n), wiringtest.RIB(n)))
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	t.Run("says the partner's code", func(t *testing.T) {
		if d := keyed(0); d.OK || !strings.Contains(d.Answer, "RIB16") {
			t.Errorf("answers %q", d.Answer)
		}
	})
	t.Run("finds nothing wrong with what arrived", func(t *testing.T) {
		if d := keyed(1); !d.OK {
			t.Errorf("answers %q", d.Answer)
		}
	})
	t.Run("says that nothing came", func(t *testing.T) {
		if d := keyed(2); d.OK || firstWrong(d).Key != "received" {
			t.Errorf("answers %q", d.Answer)
		}
	})
	t.Run("shows those that need somebody first", func(t *testing.T) {
		list, err := b.Diagnoses.All(background, b.Systeme(), false)
		if err != nil || len(list) != 3 || list[0].OK || list[1].OK || !list[2].OK {
			t.Errorf("got %+v, %v", list, err)
		}
	})
	t.Run("an unknown IBAN is not found", func(t *testing.T) {
		_, err := b.Diagnoses.Keyed(background, b.Systeme(), account.KeyOf(wiringtest.IBAN(9), wiringtest.RIB(9)))
		if fault.CodeOf(err) != fault.NotFound {
			t.Error(err)
		}
	})
	t.Run("another firm's is not found", func(t *testing.T) {
		stranger := b.MustJoin("s@autre.fr", rights.Superviseur, b.MustFirm("Autre cabinet"))
		if _, err := b.Diagnoses.One(background, stranger, keyed(0).Account.ID); fault.CodeOf(err) != fault.NotFound {
			t.Error(err)
		}
		if list, err := b.Diagnoses.All(background, stranger, false); err != nil || len(list) != 0 {
			t.Errorf("got %+v, %v", list, err)
		}
	})
}
