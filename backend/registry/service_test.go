package registry_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"sobank/backend/fault"
	"sobank/backend/provision"
	"sobank/backend/registry"
	"sobank/backend/rights"
	"sobank/backend/simulator"
	"sobank/backend/sqlite"
	"sobank/backend/wiring/wiringtest"
)

var background = context.Background()

const (
	user, password = "cabinet@example.fr", "s3cret-du-cabinet"

	odet       = "732829320"
	odetHead   = "73282932000074"
	odetOther  = "73282932000082"
	wrongKey   = "419444493"
	hiddenOne  = "356000000"
	odetSpaced = "732 829 320 00074"
)

// bench is a house whose registers are simulated.
type bench struct {
	*wiringtest.Bench
	registers             *simulator.Registries
	clerk, boss, stranger rights.Actor
}

func mustBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{Bench: wiringtest.MustOpen(t, t.TempDir())}
	b.MustApply(provision.Plan{Firms: []provision.Firm{{Name: "Cabinet"}}})
	firm := b.MustFirm("Cabinet")
	b.clerk = b.MustJoin("c@cabinet.fr", rights.Collaborateur, firm)
	b.boss = b.MustJoin("s@cabinet.fr", rights.Superviseur, firm)
	b.stranger = rights.Actor{StaffID: 99, SessionID: "none"}
	b.registers = simulator.NewRegistries(simulator.RegistriesOptions{Now: b.Clock.Now})
	b.registers.Add(
		simulator.Company{SIREN: odet, Name: "JARDINS DE L'ODET", LegalForm: "5499", Sole: true, Activity: "81.30Z", CreatedOn: "2015-04-01",
			Head: simulator.CompanyPlace{SIRET: odetHead, Number: "11", Kind: "RUE", Street: "LEO LAGRANGE", Postcode: "29000", City: "QUIMPER"},
			Others: []simulator.CompanyPlace{
				{SIRET: odetOther, Number: "2", Kind: "QUAI", Street: "NEUF", Postcode: "29900", City: "CONCARNEAU", Closed: true}},
			Directors: []simulator.CompanyDirector{{Surname: "LE GOFF", Given: "ANNE MARIE", Role: "30", Quality: "Gérant"}}},
		simulator.Company{SIREN: "552032534", Name: "JARDINS D'HIVER", LegalForm: "5710", Ceased: true},
		simulator.Company{SIREN: hiddenOne, Name: "DISCRETE", Hidden: true},
	)
	b.registers.AllowINPI(user, password)
	if err := b.registers.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.registers.Close() })
	for name, value := range map[string]string{registry.DirectoryAddress: b.registers.RechercheURL(), registry.RegisterAddress: b.registers.INPIURL()} {
		if err := b.SetSetting(background, name, value); err != nil {
			t.Fatal(err)
		}
	}
	return b
}

func (b *bench) mustSave(t *testing.T) {
	t.Helper()
	if st, err := b.Registry.SaveAccount(background, b.boss, registry.Account{User: user, Password: password}); err != nil || !st.Account || st.Note != "" {
		t.Fatalf("save the account: %+v, %v", st, err)
	}
}

// mustForget drops what is kept of a company by Recherche d'entreprises.
func (b *bench) mustForget(t *testing.T, number string) {
	t.Helper()
	err := b.MustStore().Write(background, func(tx *sqlite.Tx) error { return tx.DropRegistryAnswer("company", number) })
	if err != nil {
		t.Fatal(err)
	}
}

func TestSearch(t *testing.T) {
	b := mustBench(t)
	t.Run("by name, best first, with the date of the answer", func(t *testing.T) {
		r, err := b.Registry.Search(background, b.clerk, " Jardins ", false)
		if err != nil || r.Total != 2 || len(r.Companies) != 2 || !r.At.Equal(b.Clock.Now()) || r.Stale || r.Source != registry.DirectoryName {
			t.Fatalf("%+v, %v", r, err)
		}
		c := r.Companies[0]
		if c.Name != "JARDINS DE L'ODET" || c.LegalForm != "EURL" || c.State != registry.Active || c.Shown.City != "QUIMPER" || c.Shown.Address != "11 RUE LEO LAGRANGE" {
			t.Errorf("%+v", c)
		}
		if c := r.Companies[1]; c.LegalForm != "SAS" || c.State != registry.Ceased {
			t.Errorf("%+v", c)
		}
	})
	t.Run("by SIREN and SIRET, in any spacing", func(t *testing.T) {
		for _, typed := range []string{odet, odetSpaced, "732.829.320", odetOther} {
			r, err := b.Registry.Search(background, b.clerk, typed, false)
			if err != nil || len(r.Companies) != 1 || r.Companies[0].SIREN != odet || r.Warning != "" {
				t.Errorf("%s: %+v, %v", typed, r, err)
			}
		}
	})
	t.Run("a wrong key warns, and is looked for all the same", func(t *testing.T) {
		for _, typed := range []string{wrongKey, "41944449200016"} {
			r, err := b.Registry.Search(background, b.clerk, typed, false)
			if err != nil || !strings.Contains(r.Warning, "fausse") || len(r.Companies) != 0 {
				t.Errorf("%s: %+v, %v", typed, r, err)
			}
		}
	})
	t.Run("what is not published is not found", func(t *testing.T) {
		if r, err := b.Registry.Search(background, b.clerk, "discrete", false); err != nil || r.Total != 0 {
			t.Errorf("%+v, %v", r, err)
		}
	})
	for name, c := range map[string]struct {
		actor rights.Actor
		typed string
		code  fault.Code
	}{
		"RefusesTooShort":      {b.clerk, " ab ", fault.Invalid},
		"RefusesHalfANumber":   {b.clerk, "7328293200", fault.Invalid},
		"RefusesALongText":     {b.clerk, strings.Repeat("n", 201), fault.Invalid},
		"RefusesWithoutPerson": {b.stranger, "jardins", fault.Unauthenticated},
	} {
		t.Run(name, func(t *testing.T) {
			before := len(b.registers.Requests())
			_, err := b.Registry.Search(background, c.actor, c.typed, false)
			if fault.CodeOf(err) != c.code || len(b.registers.Requests()) != before {
				t.Errorf("%v", err)
			}
		})
	}
}

func TestCompany(t *testing.T) {
	b := mustBench(t)
	t.Run("the head office for a SIREN", func(t *testing.T) {
		c, err := b.Registry.Company(background, b.clerk, odet, false)
		if err != nil || c.Shown.SIRET != odetHead || c.Activity != "81.30Z" || c.CreatedOn.String() != "2015-04-01" || len(c.Establishments) != 2 {
			t.Fatalf("%+v, %v", c, err)
		}
		if c.Directors[0] != (registry.Director{Name: "LE GOFF ANNE MARIE", Quality: "Gérant"}) {
			t.Errorf("%+v", c.Directors)
		}
	})
	t.Run("its own address for a secondary establishment", func(t *testing.T) {
		c, err := b.Registry.Company(background, b.clerk, odetOther, false)
		e := c.Shown
		if err != nil || e.SIRET != odetOther || e.Address != "2 QUAI NEUF" || e.Postcode != "29900" || e.City != "CONCARNEAU" || e.State != registry.Ceased {
			t.Errorf("%+v, %v", c, err)
		}
	})
	t.Run("absent or not published", func(t *testing.T) {
		for _, number := range []string{hiddenOne, wrongKey, odet + "00999"} {
			_, err := b.Registry.Company(background, b.clerk, number, false)
			if f := fault.From(err); err == nil || f.Code != fault.NotFound || !strings.Contains(f.Message, "non diffusée") {
				t.Errorf("%s: %v", number, err)
			}
		}
	})
	t.Run("a wrong key is said with it", func(t *testing.T) {
		_, err := b.Registry.Company(background, b.clerk, wrongKey, false)
		if f := fault.From(err); !strings.HasPrefix(f.Hint, "La clé du SIREN 419 444 493 est fausse") {
			t.Errorf("%+v", f)
		}
	})
	t.Run("no text", func(t *testing.T) {
		if _, err := b.Registry.Company(background, b.clerk, "jardins", false); fault.CodeOf(err) != fault.Invalid {
			t.Error(err)
		}
	})
}

func TestKeptAnswers(t *testing.T) {
	b := mustBench(t)
	search := func(refresh bool) registry.Results {
		t.Helper()
		r, err := b.Registry.Search(background, b.clerk, "jardins", refresh)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	first := search(false).At
	count := func() int { return len(b.registers.Requests()) }
	t.Run("serve for 30 days without a request, the companies of a search too", func(t *testing.T) {
		b.Clock.Advance(29 * 24 * time.Hour)
		before := count()
		c, err := b.Registry.Company(background, b.clerk, odet, false)
		if r := search(false); err != nil || !r.At.Equal(first) || !c.At.Equal(first) || r.Stale || c.Stale || count() != before {
			t.Errorf("%+v %+v %v", r.Answer, c.Answer, err)
		}
	})
	t.Run("are asked again on demand", func(t *testing.T) {
		if r := search(true); !r.At.Equal(b.Clock.Now()) {
			t.Errorf("%+v", r.Answer)
		}
	})
	t.Run("are asked again after 30 days", func(t *testing.T) {
		b.Clock.Advance(31 * 24 * time.Hour)
		if r := search(false); !r.At.Equal(b.Clock.Now()) {
			t.Errorf("%+v", r.Answer)
		}
	})
	t.Run("serve offline, however old, and say so", func(t *testing.T) {
		last := b.Clock.Now()
		b.Clock.Advance(90 * 24 * time.Hour)
		if err := b.registers.Close(); err != nil {
			t.Fatal(err)
		}
		r := search(false)
		if !r.Stale || !r.At.Equal(last) || !strings.Contains(r.Note, "hors connexion") {
			t.Errorf("%+v", r.Answer)
		}
		if c, err := b.Registry.Company(background, b.clerk, odet, true); err != nil || !c.Stale || c.Name == "" {
			t.Errorf("%+v, %v", c, err)
		}
	})
	t.Run("not beyond a year: names must not stay for ever", func(t *testing.T) {
		b.Clock.Advance(366 * 24 * time.Hour)
		if _, err := b.Registry.Search(background, b.clerk, "jardins", false); fault.CodeOf(err) != fault.Busy {
			t.Error(err)
		}
	})
}

func TestKeptAnswerOfACompanyThatIsNoLongerPublished(t *testing.T) {
	b := mustBench(t)
	if _, err := b.Registry.Company(background, b.clerk, odet, false); err != nil {
		t.Fatal(err)
	}
	b.registers.Hide(odet)
	for range 2 { // the second finds nothing kept
		if _, err := b.Registry.Company(background, b.clerk, odet, true); fault.CodeOf(err) != fault.NotFound {
			t.Error(err)
		}
	}
	if _, err := b.Registry.Company(background, b.clerk, odet, false); fault.CodeOf(err) != fault.NotFound {
		t.Error(err)
	}
}

func TestFaultsSayWhatToDo(t *testing.T) {
	for name, c := range map[string]struct {
		fault simulator.RegistryFault
		code  fault.Code
		says  string
	}{
		"too many requests":     {simulator.RegistryFault{Status: 429, RetryAfterSeconds: 12}, fault.Busy, "attendre 12 secondes"},
		"the service is down":   {simulator.RegistryFault{Status: 503}, fault.Busy, "ne répond pas correctement"},
		"a gateway's page":      {simulator.RegistryFault{Status: 200}, fault.Busy, "ne répond pas correctement"},
		"a cut connection":      {simulator.RegistryFault{}, fault.Busy, "ne répond pas correctement"},
		"a redirect":            {simulator.RegistryFault{Status: 302, Location: "/elsewhere"}, fault.Busy, "ne répond pas correctement"},
		"a refusal of its own":  {simulator.RegistryFault{Status: 400, Body: `{"erreur":"Pas  comme\ncela"}`}, fault.Invalid, "« Pas comme cela »"},
		"a refusal in no words": {simulator.RegistryFault{Status: 400}, fault.Invalid, "refuse cette recherche."},
	} {
		t.Run(name, func(t *testing.T) {
			b := mustBench(t)
			b.registers.Fail(c.fault)
			_, err := b.Registry.Search(background, b.clerk, "jardins", false)
			if f := fault.From(err); err == nil || f.Code != c.code || !strings.Contains(f.Message, c.says) || f.Hint == "" {
				t.Errorf("%+v", f)
			}
			for _, asked := range b.registers.Requests() {
				if strings.Contains(asked, "elsewhere") {
					t.Error("the redirect was followed")
				}
			}
		})
	}
}

func TestRetryAfterIsObeyed(t *testing.T) {
	b := mustBench(t)
	b.registers.Fail(simulator.RegistryFault{Status: 429, RetryAfterSeconds: 30})
	for range 3 {
		if _, err := b.Registry.Search(background, b.clerk, "jardins", false); fault.CodeOf(err) != fault.Busy {
			t.Fatal(err)
		}
	}
	if n := len(b.registers.Requests()); n != 1 {
		t.Errorf("%d requests left within the 30 seconds", n)
	}
	b.Clock.Advance(30 * time.Second)
	if _, err := b.Registry.Search(background, b.clerk, "jardins", false); err != nil {
		t.Error(err)
	}
}

func TestSevenRequestsASecond(t *testing.T) {
	b := mustBench(t)
	for i := range 20 { // the simulated service refuses the eighth of a second
		if _, err := b.Registry.Search(background, b.clerk, fmt.Sprintf("jardins %d", i), true); err != nil {
			t.Fatalf("request %d: %v", i, err)
		}
	}
}

func TestAddressesOfOtherMachinesAreRefused(t *testing.T) {
	b := mustBench(t)
	for _, address := range []string{"https://example.org", "http://10.0.0.1/recherche", "http://localhost:80", "http://u:p@127.0.0.1:80", "::"} {
		if err := b.SetSetting(background, registry.DirectoryAddress, address); err != nil {
			t.Fatal(err)
		}
		if _, err := b.Registry.Search(background, b.clerk, "jardins", false); fault.CodeOf(err) != fault.Conflict {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func TestCancelling(t *testing.T) {
	b := mustBench(t)
	hold := make(chan struct{})
	defer close(hold)
	ctx, cancel := context.WithCancel(background)
	b.registers.Fail(simulator.RegistryFault{Status: 200, Hold: hold, Reached: cancel})
	if _, err := b.Registry.Search(ctx, b.clerk, "jardins", false); fault.CodeOf(err) != fault.Cancelled || !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
