package deliver_test

import (
	"bytes"
	"context"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sobank/backend/civil"
	"sobank/backend/client"
	"sobank/backend/deliver"
	"sobank/backend/fault"
	"sobank/backend/rights"
	"sobank/backend/simulator"
	"sobank/backend/wiring/wiringtest"
)

// thisMonth is the month of the bench's clock.
func (b *bench) thisMonth() civil.Period {
	from := civil.Of(b.Clock.Now().AddDate(0, 0, 1-b.Clock.Now().Day()))
	return civil.Period{From: from, To: from.AddDays(31)}
}

// compared is what the reconciliation of a connector says to a person.
func (b *bench) compared(actor rights.Actor, connector int64) deliver.Reconciliation {
	b.t.Helper()
	r, err := b.Reconciler.Reconcile(background, actor, connector, b.thisMonth())
	if err != nil {
		b.t.Fatal(err)
	}
	return r
}

// wantSaid compares a sentence, its spaces made plain.
func wantSaid(t *testing.T, got, want string) {
	t.Helper()
	if got = strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(got); got != want {
		t.Errorf("said %q, want %q", got, want)
	}
}

// TestReconcileAgainstMyUnisoft compares what left with what the partner says that it took.
func TestReconcileAgainstMyUnisoft(t *testing.T) {
	t.Run("all was taken", func(t *testing.T) {
		b := mustBench(t, 2)
		b.give(append(wiringtest.Days(wiringtest.IBAN(0), 3), wiringtest.Days(wiringtest.IBAN(1), 2)...)...)
		b.MustSync()
		r := b.compared(b.clerk(), b.MustConnector("Cabinet", "MyUnisoft").ID)
		wantSaid(t, r.Sentence, "10 opérations envoyées, 10 intégrées.")
		if !r.Clean || r.Advice != "" || r.Place != nil || len(r.Accounts) != 2 || r.Total.Statements != 5 {
			t.Errorf("%+v", r)
		}
		if a := r.Accounts[0]; !a.Plain() || a.Sent != 6 || a.ClientName != "Client" || a.IBAN == "" {
			t.Errorf("account %+v", a)
		}
	})
	t.Run("movements of 0 € are set aside by the partner, and explained", func(t *testing.T) {
		b := mustBench(t, 2)
		b.give(wiringtest.Block(wiringtest.IBAN(0), "2026-03-01", 0, "2026-03-02", wiringtest.Op("2026-03-02", 500, "VIREMENT"),
			wiringtest.Op("2026-03-02", 0, "INFORMATION"), wiringtest.Op("2026-03-02", 0, "AVIS")), wiringtest.Days(wiringtest.IBAN(1), 1)[0])
		b.MustSync()
		r := b.compared(b.clerk(), b.MustConnector("Cabinet", "MyUnisoft").ID)
		wantSaid(t, r.Sentence, "5 opérations envoyées, 3 intégrées, 2 à 0 € écartées par MyUnisoft.")
		if !r.Clean || r.Total.Zero != 2 || r.Accounts[0].Plain() == r.Accounts[1].Plain() {
			t.Errorf("%+v", r)
		}
	})
	t.Run("a statement that it had already", func(t *testing.T) {
		b := mustBench(t, 1)
		b.give(wiringtest.Days(wiringtest.IBAN(0), 2)...)
		b.partner.Fail(simulator.Fault{Kind: simulator.ResetAfterImport})
		b.MustSync()
		r := b.compared(b.clerk(), b.MustConnector("Cabinet", "MyUnisoft").ID)
		wantSaid(t, r.Sentence, "4 opérations envoyées, 0 intégrée, 4 que MyUnisoft avait déjà.")
		if !r.Clean {
			t.Errorf("%+v", r)
		}
	})
	t.Run("operations that it dropped without a word are marked, with what its support asks for", func(t *testing.T) {
		b := mustBench(t, 2)
		b.give(wiringtest.Days(wiringtest.IBAN(1), 1)...)
		b.MustSync() // which opens the access
		days := wiringtest.Days(wiringtest.IBAN(0), 3)
		b.booked(wiringtest.Bytes(t, days[1]))
		b.give(days...)
		b.MustSync()
		r := b.compared(b.clerk(), b.MustConnector("Cabinet", "MyUnisoft").ID)
		wantSaid(t, r.Sentence, "8 opérations envoyées, 6 intégrées, 2 non intégrées, sans explication.")
		if r.Clean || !strings.Contains(r.Advice, "identifiant de la requête") || len(r.Accounts) != 2 {
			t.Fatalf("%+v", r)
		}
		for _, a := range r.Accounts {
			if a.IBAN != wiringtest.IBAN(0) {
				if len(a.Discrepancies) != 0 || !a.Plain() {
					t.Errorf("the other account %+v", a)
				}
				continue
			}
			if len(a.Discrepancies) != 1 || a.Missing != 2 {
				t.Fatalf("account %+v", a)
			}
			d := a.Discrepancies[0]
			if d.RequestID == "" || d.FileName == "" || d.Sent != 6 || d.Taken != 4 {
				t.Errorf("%+v", d)
			}
			if got, err := b.Deliveries.Get(background, b.Systeme(), d.DeliveryID); err != nil || got.RequestID != d.RequestID {
				t.Errorf("it leads to %+v, %v", got.Row, err)
			}
		}
	})
	t.Run("more than was sent is marked too", func(t *testing.T) {
		b := mustBench(t, 1)
		b.give(wiringtest.Days(wiringtest.IBAN(0), 1)...)
		play(b.Bench, func(_ deliver.Access, p deliver.Parcel, _ func() error) deliver.Receipt {
			more := p.Operations + 1
			return deliver.Receipt{State: deliver.Integrated, Integrated: &more, RequestID: "r-1"}
		})
		b.MustSync()
		r := b.compared(b.clerk(), b.MustConnector("Cabinet", "MyUnisoft").ID)
		wantSaid(t, r.Sentence, "2 opérations envoyées, 3 intégrées, 1 intégrée en trop, sans explication.")
		if r.Clean || len(r.Accounts[0].Discrepancies) != 1 {
			t.Errorf("%+v", r)
		}
	})
	t.Run("what is to be checked is in no count, and said", func(t *testing.T) {
		b, _ := unclear(t)
		r := b.compared(b.clerk(), b.MustConnector("Cabinet", "MyUnisoft").ID)
		wantSaid(t, r.Sentence, "0 opération envoyée, 0 intégrée ; 1 relevé est à vérifier.")
		if r.Clean || r.Advice == "" {
			t.Errorf("%+v", r)
		}
	})
}

// booked puts operations into MyUnisoft by another way than ours.
func (b *bench) booked(body []byte) {
	b.t.Helper()
	req, err := http.NewRequestWithContext(background, http.MethodPost, b.partner.URL()+"/releve_bancaire?filename=a-la-main.dat", bytes.NewReader(body))
	if err != nil {
		b.t.Fatal(err)
	}
	req.Header.Set("X-Third-Party-Secret", wiringtest.PartnerSecret)
	req.Header.Set("Authorization", "Bearer "+wiringtest.FirmToken)
	req.Header.Set("Society-Id", "1203")
	req.Header.Set("Content-Type", "application/octet-stream")
	answer, err := http.DefaultClient.Do(req)
	if err != nil || answer.StatusCode != http.StatusOK {
		b.t.Fatalf("%+v, %v", answer, err)
	}
	_ = answer.Body.Close()
}

// TestReconcileKeepsToItsPeriod, and asks for one.
func TestReconcileKeepsToItsPeriod(t *testing.T) {
	b := mustBench(t, 1)
	clerk, id := b.clerk(), b.MustConnector("Cabinet", "MyUnisoft").ID
	b.give(wiringtest.Days(wiringtest.IBAN(0), 2)[:1]...)
	b.MustSync()
	month := b.thisMonth()
	b.Clock.Advance(40 * 24 * time.Hour)
	b.give(wiringtest.Days(wiringtest.IBAN(0), 2)[1:]...)
	b.MustSync()
	r, err := b.Reconciler.Reconcile(background, clerk, id, month)
	if err != nil || r.Total.Sent != 2 {
		t.Errorf("the month before: %+v, %v", r.Total, err)
	}
	if r = b.compared(clerk, id); r.Total.Sent != 2 || r.Period == month {
		t.Errorf("this month: %+v", r.Total)
	}
	far := civil.Period{From: month.From.AddDays(-400), To: month.From.AddDays(-300)}
	if r, err = b.Reconciler.Reconcile(background, clerk, id, far); err != nil {
		t.Fatal(err)
	}
	wantSaid(t, r.Sentence, "Aucun envoi sur cette période.")
	for name, p := range map[string]civil.Period{"open": {From: month.From}, "upside down": {From: month.To, To: month.From},
		"two years": {From: month.From, To: month.From.AddDays(730)}} {
		if _, err := b.Reconciler.Reconcile(background, clerk, id, p); fault.CodeOf(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestReconcileTellsNothingOfConfidentialClients to those who may not see them, but their number.
func TestReconcileTellsNothingOfConfidentialClients(t *testing.T) {
	b := mustBench(t, 1)
	clerk, chief := b.clerk(), b.chief()
	b.give(wiringtest.Days(wiringtest.IBAN(0), 2)...)
	b.MustSync()
	b.mustHideClients(chief)
	if r := b.compared(clerk, b.MustConnector("Cabinet", "MyUnisoft").ID); r.Hidden != 2 || len(r.Accounts) != 0 || r.Total != (deliver.Tally{}) {
		t.Errorf("a Collaborateur sees %+v", r)
	}
	if r := b.compared(chief, b.MustConnector("Cabinet", "MyUnisoft").ID); r.Hidden != 0 || r.Total.Sent != 4 {
		t.Errorf("a Superviseur sees %+v", r)
	}
}

// mustHideClients makes all clients confidential.
func (b *bench) mustHideClients(chief rights.Actor) {
	b.t.Helper()
	rows, _, err := b.Clients.List(background, chief, client.Query{})
	if err != nil {
		b.t.Fatal(err)
	}
	for _, r := range rows {
		r.Confidential = true
		if _, err := b.Clients.Save(background, chief, r.Client); err != nil {
			b.t.Fatal(err)
		}
	}
}

// ofForms joins somebody to the firm of forms, and finds its connector.
func (b *bench) ofForms(profile rights.Profile) (actor rights.Actor, connector int64) {
	b.t.Helper()
	const name = "Cabinet Lefèvre & Fils"
	return b.MustJoin(string(profile)+"@cabinet.fr", profile, b.MustFirm(name)), b.MustConnector(name, "Fulll").ID
}

// closed is a place that cannot be looked into.
type closed struct {
	deliver.Partner
	why error
}

func (c closed) Shelved(context.Context, deliver.Access) ([]deliver.Shelved, error) {
	return nil, c.why
}

// fates are the files of a place by what they are.
func fates(l *deliver.Look) string {
	var said []string
	for _, f := range l.Files {
		said = append(said, string(f.Fate))
	}
	return strings.Join(said, " ")
}

// TestReconcileAgainstAPlace looks at what stands in the folder that a tool empties.
func TestReconcileAgainstAPlace(t *testing.T) {
	b, folder := forms(t, "single")
	clerk, id := b.ofForms(rights.Collaborateur)
	b.MustSync()
	names := files(t, folder)
	old := func(name string) {
		t.Helper()
		at := b.Clock.Now().Add(-24 * time.Hour)
		if err := os.Chtimes(wiringtest.MustFile(t, filepath.Join(folder, name), []byte("rest")), at, at); err != nil {
			t.Fatal(err)
		}
	}
	t.Run("all is there", func(t *testing.T) {
		r := b.compared(clerk, id)
		wantSaid(t, r.Sentence, "12 fichiers déposés (12 relevés) : 12 encore là, 0 pris par Fulll.")
		if !r.Clean || r.Place.Deposited != 12 || r.Place.Waiting != 12 || len(r.Place.Files) != 12 || !r.Place.Files[0].InPeriod {
			t.Errorf("%+v", r.Place)
		}
	})
	t.Run("the tool took some; others changed, came, or were left", func(t *testing.T) {
		for _, name := range names[:3] {
			if err := os.Remove(filepath.Join(folder, name)); err != nil {
				t.Fatal(err)
			}
		}
		wiringtest.MustFile(t, filepath.Join(folder, names[3]), []byte("cut"))
		wiringtest.MustFile(t, filepath.Join(folder, "facture.pdf"), []byte("not ours"))
		old(names[4] + ".a1b2.part")
		fresh := wiringtest.MustFile(t, filepath.Join(folder, names[5]+".c3d4.part"), []byte("under way"))
		if err := os.Chtimes(fresh, b.Clock.Now(), b.Clock.Now()); err != nil {
			t.Fatal(err)
		}
		r := b.compared(clerk, id)
		wantSaid(t, r.Sentence, "12 fichiers déposés (12 relevés) : 9 encore là, 3 pris par Fulll ; 1 fichier d'une autre taille, 1 reste d'un envoi coupé, 1 fichier inconnu.")
		if r.Clean || r.Place.Taken != 3 || len(r.Place.Files) != 11 || r.Advice == "" {
			t.Errorf("%+v", r.Place)
		}
		if got := fates(r.Place); !strings.HasPrefix(got, "other leftover unknown there") {
			t.Errorf("fates %q", got)
		}
		if f := r.Place.Files[0]; f.Expected == 0 || f.Size != 3 {
			t.Errorf("%+v", f)
		}
	})
	t.Run("a file of another month is known, and counts in none", func(t *testing.T) {
		month := b.thisMonth()
		r, err := b.Reconciler.Reconcile(background, clerk, id, civil.Period{From: month.From.AddDays(-60), To: month.From.AddDays(-30)})
		if err != nil || r.Place.Deposited != 0 || r.Place.Waiting != 0 || strings.Count(fates(r.Place), "unknown") != 1 {
			t.Errorf("%+v, %v", r.Place, err)
		}
	})
	t.Run("confidential clients' files are not named", func(t *testing.T) {
		chief, _ := b.ofForms(rights.Superviseur)
		b.mustHideClients(chief)
		r := b.compared(clerk, id)
		if r.Hidden != 12 || r.Place.Deposited != 0 || r.Place.Hidden == 0 || fates(r.Place) != "unknown" {
			t.Errorf("%+v", r.Place)
		}
	})
}

// TestReconcileSaysWhyAPlaceCannotBeLookedInto, and what was put there all the same.
func TestReconcileSaysWhyAPlaceCannotBeLookedInto(t *testing.T) {
	b, _ := forms(t, "all")
	b.MustSync()
	b.Engine.Partners["fulll"] = closed{b.Engine.Partners["fulll"], fault.New(fault.Conflict, "Le dossier n'est plus là.").WithHint("Rebranchez le disque.")}
	clerk, id := b.ofForms(rights.Collaborateur)
	r := b.compared(clerk, id)
	wantSaid(t, r.Sentence, "1 fichier déposé (12 relevés) ; leur place n'a pas pu être regardée.")
	if r.Clean || r.Place.Problem != "Le dossier n'est plus là." || r.Place.Hint == "" || r.Place.Taken != 0 {
		t.Errorf("%+v", r.Place)
	}
}
