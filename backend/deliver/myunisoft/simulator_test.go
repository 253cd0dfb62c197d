package myunisoft

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"sobank/backend/deliver"
	"sobank/backend/iban"
	"sobank/backend/simulator"
)

// statementOf is a CFONB120 statement of two operations of an account, told apart by n.
func statementOf(n int) deliver.Parcel {
	record := func(code, date, label, amount string) string {
		head := fmt.Sprintf("%s30004    00001EUR2 %011d  %s", code, n, date)
		return fmt.Sprintf("%-48s%-42s%s%16s\r\n", head, label, amount, "")
	}
	p := parcel()
	p.Name = fmt.Sprintf("CFONB120_732829320_%d.dat", n)
	p.Bytes = []byte(record("01", "010126", "", "0000000001000{") + record("04", "020126", "VIREMENT", "0000000000500{") +
		record("04", "030126", "PRELEVEMENT", "0000000000200}") + record("07", "310126", "", "0000000001300{"))
	p.Account.IBAN, _ = iban.RIB{Bank: "30004", Branch: "00001", Number: fmt.Sprintf("%011d", n)}.IBAN()
	return p
}

func startSimulator(t *testing.T, o simulator.Options) (*simulator.MyUnisoft, deliver.Access) {
	m := simulator.NewMyUnisoft(o)
	m.Allow(testSecret, testToken)
	m.AddSociety(simulator.Society{ID: 1203, Name: "Jardins SARL", SIRET: "73282932000074", Reference: "JARD01"})
	if err := m.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { m.Close() })
	return m, accessTo(m.URL())
}

func TestSimulatedPartner(t *testing.T) {
	t.Run("takes a statement of a society found by SIRET", func(t *testing.T) {
		for _, alone := range []bool{false, true} {
			m, a := startSimulator(t, simulator.Options{OneForSIRET: alone, StrictRIBs: true})
			c, p := newClient(), statementOf(1)
			m.AddSociety(simulator.Society{ID: 1203, Name: "Jardins SARL", SIRET: "73282932000074", RIBs: []simulator.RIB{{IBAN: p.Account.IBAN, Spaced: alone}}})
			p.Account.PartnerFolder = ""
			found := c.Match(t.Context(), a, p.Account)
			if found.Folder != "1203" || found.Setback.State != "" {
				t.Fatalf("got %+v", found)
			}
			p.Account.PartnerFolder = found.Folder
			r := c.Deliver(t.Context(), a, p, nil)
			wantReceipt(t, r, deliver.Receipt{State: deliver.Integrated})
			if *r.Integrated != 2 || r.RequestID == "" || len(m.Record()) != 1 {
				t.Errorf("got %+v", r)
			}
		}
	})
	t.Run("counts the operations of several statements, without what it skips", func(t *testing.T) {
		m, a := startSimulator(t, simulator.Options{})
		one, c := statementOf(1), newClient()
		wantReceipt(t, c.Deliver(t.Context(), a, one, nil), deliver.Receipt{State: deliver.Integrated})
		both := one
		next := bytes.ReplaceAll(bytes.ReplaceAll(one.Bytes, []byte("0126"), []byte("0226")), []byte("310226"), []byte("280226"))
		nothing := bytes.Replace(next, []byte("0000000000500{"), []byte("0000000000000{"), 1)
		both.Bytes, both.Statements, both.Operations = slices.Concat(one.Bytes, nothing), 2, 4
		r := c.Deliver(t.Context(), a, both, nil)
		wantReceipt(t, r, deliver.Receipt{State: deliver.Integrated})
		if *r.Integrated != 1 || !strings.Contains(r.Message, "1 opération sur 4") || len(m.Record()) != 2 {
			t.Errorf("got %+v", r)
		}
		r = c.Deliver(t.Context(), a, both, nil)
		wantReceipt(t, r, deliver.Receipt{State: deliver.ToCheck, Code: "IMPORT15", Doubt: deliver.Answered})
		if !strings.Contains(r.Hint, "ces relevés") {
			t.Errorf("got %q", r.Hint)
		}
	})
	t.Run("takes a hundred statements within its limit", func(t *testing.T) {
		c := newClock()
		m, a := startSimulator(t, simulator.Options{Now: c.now})
		client := c.client()
		for n := range 100 {
			p := statementOf(n)
			if r := client.Deliver(t.Context(), a, p, nil); r.State != deliver.Integrated {
				t.Fatalf("statement %d: got %+v", n, r)
			}
		}
		for _, request := range m.Requests() {
			if request.Code != "" || !request.HeadersRight {
				t.Errorf("got %+v", request)
			}
		}
	})
	t.Run("a lost answer is recovered without a double", func(t *testing.T) {
		for _, kind := range []simulator.FaultKind{simulator.ResetAfterImport, simulator.CutAnswer, simulator.HTMLAfterImport, simulator.ResetBeforeImport} {
			m, a := startSimulator(t, simulator.Options{})
			client, p, sent := newClient(), statementOf(1), 0
			m.Fail(simulator.Fault{Kind: kind})
			first := client.Deliver(t.Context(), a, p, func() error { sent++; return nil })
			if first.State != deliver.ToRetry || first.Doubt != deliver.Unanswered || sent != 1 {
				t.Errorf("%v: got %+v", kind, first)
			}
			p.Doubt = first.Doubt
			second := client.Deliver(t.Context(), a, p, nil)
			want := deliver.AlreadyIntegrated
			if kind == simulator.ResetBeforeImport {
				want = deliver.Integrated
			}
			if second.State != want || len(m.Record()) != 1 || m.Record()[0].Operations != 2 {
				t.Errorf("%v: got %+v, recorded %+v", kind, second, m.Record())
			}
		}
	})
	t.Run("says what it refuses", func(t *testing.T) {
		cases := []struct {
			name  string
			spoil func(*simulator.MyUnisoft)
			want  deliver.Receipt
		}{
			{"a revoked token", func(m *simulator.MyUnisoft) { m.Revoke(testToken) }, deliver.Receipt{State: deliver.Refused, Trouble: true, Code: "ERR-FIRM-TOKEN-NOT-FOUND"}},
			{"a token without the route", func(m *simulator.MyUnisoft) { m.ForbidDelivery(testToken) }, deliver.Receipt{State: deliver.Refused, Trouble: true, Code: "ROUTE-NON-AUTORISEE"}},
			{"a token of one society", func(m *simulator.MyUnisoft) { m.LimitToSociety(testToken, 1203) }, deliver.Receipt{State: deliver.Refused, Trouble: true, Code: "ROUTE-NON-AUTORISEE"}},
			{"maintenance", func(m *simulator.MyUnisoft) {
				m.Fail(simulator.Fault{Code: "ERR-API-UNDER-MAINTENANCE", RetryAfterSeconds: 60})
			}, deliver.Receipt{State: deliver.ToRetry, Code: "ERR-API-UNDER-MAINTENANCE"}},
			{"details that are empty", func(m *simulator.MyUnisoft) { m.Fail(simulator.Fault{Code: "RIB13", BareDetails: true}) }, deliver.Receipt{State: deliver.Refused, Code: "RIB13"}},
		}
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				m, a := startSimulator(t, simulator.Options{})
				c.spoil(m)
				r := newClient().Deliver(t.Context(), a, statementOf(1), nil)
				wantReceipt(t, r, c.want)
				if r.RequestID == "" || len(m.Record()) != 0 {
					t.Errorf("got %+v, recorded %d", r, len(m.Record()))
				}
			})
		}
	})
	t.Run("passes the test, and lists its societies", func(t *testing.T) {
		_, a := startSimulator(t, simulator.Options{})
		if trial := newClient().Test(t.Context(), a); !trial.OK {
			t.Errorf("got %+v", trial)
		}
		for _, search := range []string{"jardins", "732 829 320 00074", "732829320", "JARD01", ""} {
			if list, err := newClient().Folders(t.Context(), a, search); err != nil || len(list) != 1 || list[0].ID != "1203" {
				t.Errorf("%q: got %+v, %v", search, list, err)
			}
		}
	})
}
