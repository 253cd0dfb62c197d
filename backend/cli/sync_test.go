package cli_test

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sobank/backend/simulator"
	"sobank/backend/wiring/wiringtest"
)

// mustDeliver sets a firm up with a partner on loopback, and imports two days.
func mustDeliver(t *testing.T) (*bench, *simulator.MyUnisoft) {
	t.Helper()
	b := mustBench(t)
	partner := wiringtest.MustPartner(t, time.Now)
	plan, secrets := wiringtest.Delivering(partner.URL()+"/", 1)
	file, err := json.Marshal(plan)
	if err != nil {
		t.Fatal(err)
	}
	given, err := json.Marshal(secrets)
	if err != nil {
		t.Fatal(err)
	}
	path := wiringtest.MustFile(t, filepath.Join(b.dir, "plan.json"), file)
	if r := b.run(string(given), "setup", path); r.code != 0 {
		t.Fatalf("setup: %s%s", r.out, r.err)
	}
	b.want(0, "import", wiringtest.MustWrite(t, filepath.Join(b.dir, "a.txt"), wiringtest.Days(ours, 2)...))
	return b, partner
}

func TestSync(t *testing.T) {
	b, partner := mustDeliver(t)
	d := b.want(0, "sync", "--json").document(t)
	if fmt.Sprintf("%v %v %v %v", at(t, d, "tried"), at(t, d, "deliveries", "Intégré"), at(t, d, "waiting"), at(t, d, "next")) != "2 2 0 <nil>" {
		t.Errorf("got %v", d)
	}
	if held := partner.Record(); len(held) != 2 {
		t.Errorf("the partner has %d", len(held))
	}
	t.Run("again it has nothing to do", func(t *testing.T) {
		if r := b.want(0, "sync"); !strings.Contains(r.out+r.err, "aucune tentative") && !strings.Contains(r.out+r.err, "0 tentative") {
			t.Errorf("said %s%s", r.out, r.err)
		}
	})
	t.Run("verify counts them, and finds all well", func(t *testing.T) {
		if d := b.want(0, "verify", "--json").document(t); fmt.Sprintf("%v %v", at(t, d, "ok"), at(t, d, "counts", "deliveries")) != "true 2" {
			t.Errorf("got %v", d)
		}
	})
}

func TestSyncSaysWhatIsRefused(t *testing.T) {
	b, partner := mustDeliver(t)
	partner.Revoke(wiringtest.FirmToken)
	r := b.want(1, "sync", "--json")
	if d := r.document(t); len(at(t, d, "troubles").([]any)) != 1 {
		t.Errorf("got %v", d)
	}
	if !strings.Contains(r.err, "MyUnisoft") || strings.Contains(r.out+r.err, wiringtest.FirmToken) || strings.Contains(r.out+r.err, wiringtest.PartnerSecret) {
		t.Errorf("said %s", r.err)
	}
}

func TestDiagnose(t *testing.T) {
	b, _ := mustDeliver(t)
	t.Run("one IBAN, in any spacing", func(t *testing.T) {
		d := b.want(0, append([]string{"diagnose", "--json"}, strings.Fields(ours.Format())...)...).document(t)
		one := at(t, d, "diagnoses", 0)
		if keys(one) != "answer client firm iban ok steps" || fmt.Sprint(at(t, one, "iban")) != string(ours) {
			t.Errorf("got %v", one)
		}
		if first := at(t, one, "steps", 0); keys(first) != "action key sentence title verdict" {
			t.Errorf("step %v", first)
		}
	})
	t.Run("all of them", func(t *testing.T) {
		if r := b.want(0, "diagnose"); !strings.Contains(r.out+r.err, ours.Format()) {
			t.Errorf("said %s%s", r.out, r.err)
		}
	})
	t.Run("an IBAN that is none, and one of nobody", func(t *testing.T) {
		b.want(1, "diagnose", "FR7612345")
		if r := b.want(1, "diagnose", string(wiringtest.IBAN(7))); !strings.Contains(r.err, "Aucun client n'a cet IBAN") {
			t.Errorf("said %s", r.err)
		}
	})
}

// TestDemoJSON is the document that PRODUCT.md describes.
func TestDemoJSON(t *testing.T) {
	b := mustBench(t)
	d := b.want(0, "demo", "--json").document(t)
	if got := keys(d); got != "data deliveries files global_file operations partner_record password places statements user" {
		t.Errorf("keys %s", got)
	}
	for _, place := range []string{"à envoyer", "envoyé", "téléchargeable", "téléchargé", "retenu", "sans mouvement", "sans IBAN"} {
		if n, ok := at(t, d, "places").(map[string]any)[place]; !ok || fmt.Sprint(n) == "0" {
			t.Errorf("nothing is « %s »", place)
		}
	}
	record, global := at(t, d, "partner_record").([]any), at(t, d, "global_file", "statements").([]any)
	if fmt.Sprint(len(record)) != fmt.Sprint(at(t, d, "places", "envoyé")) {
		t.Errorf("the partners hold %d, %v were sent", len(record), at(t, d, "places", "envoyé"))
	}
	taken := map[string]bool{}
	for _, s := range global {
		taken[fmt.Sprint(s)] = true
	}
	for _, s := range record {
		if keys(s) != "from iban operations to" || taken[fmt.Sprint(s)] {
			t.Errorf("%v", s)
		}
	}
	counts := b.want(0, "verify", "--json").document(t)
	for name, least := range map[string]int{"firms": 1, "clients": 4, "accounts": 8} {
		if n, _ := at(t, counts, "counts", name).(json.Number).Int64(); int(n) < least {
			t.Errorf("%d %s", n, name)
		}
	}
}
