package deliver_test

import (
	"context"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"sobank/backend/deliver"
	"sobank/backend/download"
	"sobank/backend/firm"
	"sobank/backend/iban"
	"sobank/backend/provision"
	"sobank/backend/rights"
	"sobank/backend/simulator"
	"sobank/backend/statement"
	"sobank/backend/wiring/wiringtest"
)

var background = context.Background()

// bench is a house whose firm delivers to a simulated MyUnisoft.
type bench struct {
	*wiringtest.Bench
	t       *testing.T
	partner *simulator.MyUnisoft
	files   int
}

func mustBench(t *testing.T, accounts int) *bench {
	t.Helper()
	b := &bench{Bench: wiringtest.MustOpen(t, t.TempDir()), t: t}
	b.partner = wiringtest.MustPartner(t, b.Clock.Now)
	b.MustDeliver(b.partner.URL(), accounts)
	return b
}

// give imports statements as one file.
func (b *bench) give(drafts ...*statement.Draft) {
	b.t.Helper()
	b.files++
	path := filepath.Join(b.t.TempDir(), fmt.Sprintf("%d.txt", b.files))
	for _, r := range b.MustImport(wiringtest.MustWrite(b.t, path, drafts...)) {
		if r.Err != nil {
			b.t.Fatalf("import: %v", r.Err)
		}
	}
}

func (b *bench) places() map[statement.Place]int {
	b.t.Helper()
	counts, err := b.Statements.PlaceCounts(background, b.Systeme(), false)
	if err != nil {
		b.t.Fatal(err)
	}
	return counts
}

func (b *bench) states() map[deliver.State]int {
	b.t.Helper()
	counts, err := b.Deliveries.Counts(background, b.Systeme(), false)
	if err != nil {
		b.t.Fatal(err)
	}
	return counts
}

// wantOnce wants each statement at the partner exactly once, in the order of its account,
// in its place here, and a sound data file.
func (b *bench) wantOnce(n int) {
	b.t.Helper()
	seen := map[string]int{}
	last := map[iban.IBAN]string{}
	for _, one := range b.partner.Record() {
		seen[fmt.Sprint(one.IBAN, one.From, one.To)]++
		if one.Operations != 2 {
			b.t.Errorf("%s of %s holds %d operations", one.IBAN, one.To, one.Operations)
		}
		if to := one.To.String(); to < last[one.IBAN] {
			b.t.Errorf("%s came after %s", to, last[one.IBAN])
		} else {
			last[one.IBAN] = to
		}
	}
	if len(seen) != n {
		b.t.Errorf("the partner has %d statements, want %d", len(seen), n)
	}
	for key, times := range seen {
		if times != 1 {
			b.t.Errorf("%s is there %d times", key, times)
		}
	}
	if p := b.places(); p[statement.Sent] != n || p[statement.ToSend] != 0 {
		b.t.Errorf("places %v, want %d sent", p, n)
	}
	b.MustVerify()
}

func TestRunDeliversWhatIsToSend(t *testing.T) {
	b := mustBench(t, 2)
	b.give(append(wiringtest.Days(wiringtest.IBAN(0), 5), wiringtest.Days(wiringtest.IBAN(1), 3)...)...)
	report := b.MustSync()
	b.wantOnce(8)
	if s := b.states(); s[deliver.Integrated] != 8 || report.Outcomes[deliver.Integrated] != 8 {
		t.Errorf("states %v, report %+v", s, report)
	}
	p, err := b.Downloads.Preview(background, b.MustJoin("c@cabinet.fr", rights.Collaborateur, b.MustFirm("Cabinet")), download.Request{FirmID: b.MustFirm("Cabinet")})
	if err != nil || p.Statements != 0 {
		t.Errorf("the global file would hold %d statements, %v", p.Statements, err)
	}
	if again := b.MustSync(); again.Tried != 0 {
		t.Errorf("a second run tried %d", again.Tried)
	}
}

// TestRunSurvives breaks the exchange in every way that the simulator knows: each statement
// is at the partner once, and nobody has to do anything.
func TestRunSurvives(t *testing.T) {
	for name, faults := range map[string][]simulator.Fault{
		"a cut before the body":                     {{Kind: simulator.ResetBeforeBody, Times: 2}},
		"a cut in the body":                         {{Kind: simulator.ResetInBody}},
		"a cut before the import":                   {{Kind: simulator.ResetBeforeImport, Times: 3}},
		"a cut after the import":                    {{Kind: simulator.ResetAfterImport, Times: 3}},
		"an answer that is cut":                     {{Kind: simulator.CutAnswer, Times: 2}},
		"a gateway that fails":                      {{Kind: simulator.HTML, Status: 502, Times: 2}},
		"a gateway that fails after the import":     {{Kind: simulator.HTMLAfterImport, Times: 2}},
		"too many requests":                         {{Kind: simulator.Refuse, Code: "ERR-TOO-MANY-REQUEST", RetryAfterSeconds: 7}},
		"too many at once":                          {{Kind: simulator.Refuse, Code: "ERR-TOO-MANY-CONCURRENT-REQUEST", Times: 2}},
		"maintenance":                               {{Kind: simulator.Refuse, Code: "ERR-API-UNDER-MAINTENANCE", Times: 2}},
		"an error of its own":                       {{Kind: simulator.Refuse, Status: 500, Code: "ERR-INTERNAL", Times: 3}},
		"a cut after the import, then too many":     {{Kind: simulator.ResetAfterImport}, {Kind: simulator.Refuse, Code: "ERR-TOO-MANY-REQUEST", RetryAfterSeconds: 2}},
		"a cut after the import, then a bad moment": {{Kind: simulator.ResetAfterImport}, {Kind: simulator.Refuse, Status: 503, Code: "ERR-INTERNAL"}, {Kind: simulator.ResetBeforeBody}},
		"everything at once": {{Kind: simulator.ResetInBody}, {Kind: simulator.HTML}, {Kind: simulator.CutAnswer}, {Kind: simulator.ResetAfterImport},
			{Kind: simulator.Refuse, Code: "ERR-TOO-MANY-REQUEST", RetryAfterSeconds: 1}, {Kind: simulator.ResetBeforeImport}},
	} {
		t.Run(name, func(t *testing.T) {
			b := mustBench(t, 2)
			b.give(append(wiringtest.Days(wiringtest.IBAN(0), 4), wiringtest.Days(wiringtest.IBAN(1), 2)...)...)
			b.partner.Fail(faults...)
			b.MustSync()
			b.wantOnce(6)
			if s := b.states(); s[deliver.Integrated]+s[deliver.AlreadyIntegrated] != 6 {
				t.Errorf("states %v", s)
			}
		})
	}
}

func TestRunObeysRetryAfter(t *testing.T) {
	b := mustBench(t, 1)
	b.give(wiringtest.Days(wiringtest.IBAN(0), 1)...)
	b.partner.Fail(simulator.Fault{Kind: simulator.Refuse, Code: "ERR-TOO-MANY-REQUEST", RetryAfterSeconds: 3600})
	report := b.MustSync()
	if report.Tried != 1 || report.Next.Sub(b.Clock.Now()) < 59*time.Minute {
		t.Fatalf("report %+v", report)
	}
	if again := b.MustSync(); again.Tried != 0 {
		t.Error("a person who asks does not go around the partner's limit")
	}
	b.Clock.Advance(time.Hour + time.Second)
	b.MustSync()
	b.wantOnce(1)
}

func TestIMPORT15(t *testing.T) {
	t.Run("of a first try is to be checked", func(t *testing.T) {
		b := mustBench(t, 1)
		b.give(wiringtest.Days(wiringtest.IBAN(0), 1)...)
		b.partner.Fail(simulator.Fault{Kind: simulator.Refuse, Code: "IMPORT15"})
		b.MustSync()
		if s := b.states(); s[deliver.ToCheck] != 1 {
			t.Errorf("states %v", s)
		}
		if p := b.places(); p[statement.ToSend] != 1 {
			t.Errorf("places %v", p)
		}
		b.MustVerify()
	})
	t.Run("after an answer that was lost is already integrated", func(t *testing.T) {
		b := mustBench(t, 1)
		b.give(wiringtest.Days(wiringtest.IBAN(0), 1)...)
		b.partner.Fail(simulator.Fault{Kind: simulator.ResetAfterImport})
		b.MustSync()
		if s := b.states(); s[deliver.AlreadyIntegrated] != 1 {
			t.Errorf("states %v", s)
		}
		b.wantOnce(1)
	})
}

// TestTwoProcesses lets two houses on one folder deliver at the same time.
func TestTwoProcesses(t *testing.T) {
	b := mustBench(t, 3)
	for n := range 3 {
		b.give(wiringtest.Days(wiringtest.IBAN(n), 6)...)
	}
	second := wiringtest.MustOpenWith(t, b.DataDir, b.Vault)
	var both sync.WaitGroup
	for _, house := range []*wiringtest.Bench{b.Bench, second} {
		house.Engine.Wait = func(ctx context.Context, _ time.Duration) error { return ctx.Err() } // the clock stands: no lease is over
		both.Go(func() {
			_, err := house.Engine.Run(background, deliver.Scope{Actor: house.Systeme(), Patience: time.Minute})
			if err != nil {
				t.Error(err)
			}
		})
	}
	both.Wait()
	b.wantOnce(18)
}

// depositPlan is a firm that delivers to a folder.
func depositPlan(folder string) provision.Plan {
	return provision.Plan{Firms: []provision.Firm{{Name: "Cabinet",
		Connectors: []provision.Connector{{Name: "Fulll", Partner: "fulll", Settings: map[string]any{"folder": folder, "form": "single"}}},
		Clients:    []provision.Client{{Name: "Client", Accounts: []provision.Account{{IBAN: string(wiringtest.IBAN(0)), Connector: "Fulll", Mandate: "approuvé"}}}}}}}
}

func firmForm(c firm.Connector, baseURL string) firm.ConnectorForm {
	return firm.ConnectorForm{ID: c.ID, Name: c.Name, Settings: map[string]string{"base_url": baseURL}}
}

// TestWhatFailsHoldsBackNoOther lets two accounts fail for ever: run after run, what was
// never tried goes first.
func TestWhatFailsHoldsBackNoOther(t *testing.T) {
	b := mustBench(t, 3)
	for n := range 3 {
		b.give(wiringtest.Days(wiringtest.IBAN(n), 4)...)
	}
	bad := map[string]bool{string(wiringtest.IBAN(0)): true, string(wiringtest.IBAN(1)): true}
	b.partner.OnRequest(func(r *http.Request) *simulator.Fault {
		for number := range bad {
			if strings.Contains(r.URL.RawQuery, number) {
				return &simulator.Fault{Kind: simulator.Refuse, Status: 500, Code: "ERR-INTERNAL"}
			}
		}
		return nil
	})
	b.MustSync()
	b.MustSync()
	if got := len(b.partner.Record()); got != 4 {
		t.Errorf("the partner has %d statements of the account that works, want 4", got)
	}
	b.partner.OnRequest(nil)
	b.MustSync()
	b.wantOnce(12)
}

// TestARefusalAfterADoubtIsToBeChecked loses an answer, then has the statement refused: it may
// be there all the same.
func TestARefusalAfterADoubtIsToBeChecked(t *testing.T) {
	for name, first := range map[string]simulator.Fault{
		"no answer":           {Kind: simulator.ResetAfterImport},
		"an error of its own": {Kind: simulator.Refuse, Status: 500, Code: "ERR-INTERNAL"},
	} {
		t.Run(name, func(t *testing.T) {
			b := mustBench(t, 1)
			b.give(wiringtest.Days(wiringtest.IBAN(0), 1)...)
			b.partner.Fail(first, simulator.Fault{Kind: simulator.Refuse, Code: "RIB13"})
			b.MustSync()
			if s := b.states(); s[deliver.ToCheck] != 1 {
				t.Errorf("states %v", s)
			}
			b.MustVerify()
		})
	}
}
