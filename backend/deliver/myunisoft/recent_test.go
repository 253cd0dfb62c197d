package myunisoft

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"sobank/backend/deliver"
	"sobank/backend/iban"
	"sobank/backend/simulator"
)

// TestManyAccountsAreFewQuestions matches accounts of many companies in one go: the list of
// companies is asked for once, and each company's RIBs once.
func TestManyAccountsAreFewQuestions(t *testing.T) {
	clock := time.Date(2026, 4, 2, 12, 0, 0, 0, time.UTC)
	m := simulator.NewMyUnisoft(simulator.Options{Now: func() time.Time { return clock }, Limits: simulator.Limits{Requests: 10_000}})
	m.Allow(testSecret, testToken)
	var cards []deliver.AccountCard
	for n := range 5 {
		society := simulator.Society{ID: int64(1200 + n), Name: fmt.Sprint("Client ", n), SIRET: fmt.Sprintf("%09d00011", 100_000_000+n)}
		for i := range 2 {
			number, _ := iban.RIB{Bank: "30004", Branch: "00001", Number: fmt.Sprintf("%011d", 2*n+i)}.IBAN()
			society.RIBs = append(society.RIBs, simulator.RIB{IBAN: number})
			cards = append(cards, deliver.AccountCard{IBAN: number, SIRET: society.SIRET})
		}
		m.AddSociety(society)
	}
	if err := m.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = m.Close() })
	c := New(Options{Now: func() time.Time { return clock }})
	access := deliver.Access{Settings: map[string]string{"base_url": m.URL()}, Secrets: map[string]string{"third_party_secret": testSecret, "token": testToken}}
	count := func(path string) (n int) {
		for _, r := range m.Requests() {
			if strings.HasSuffix(r.Path, path) {
				n++
			}
		}
		return n
	}
	for i, card := range cards {
		if found := c.Match(t.Context(), access, card); found.Setback.State != "" || found.Folder != fmt.Sprint(1200+i/2) {
			t.Errorf("account %d: %+v", i, found)
		}
	}
	if lists, ribs := count("/society"), count("/rib"); lists != 2 || ribs != 5 {
		t.Errorf("asked %d times for companies, %d times for RIBs", lists, ribs)
	}
	t.Run("a RIB that is not there is asked for again", func(t *testing.T) {
		other, _ := iban.RIB{Bank: "30004", Branch: "00001", Number: "00000000099"}.IBAN()
		card := deliver.AccountCard{IBAN: other, SIRET: cards[0].SIRET}
		if found := c.Match(t.Context(), access, card); found.Setback.Code != deliver.NoAccount && found.Setback.Code != codeRIB {
			t.Errorf("%+v", found)
		}
		if ribs := count("/rib"); ribs != 6 {
			t.Errorf("asked %d times", ribs)
		}
	})
	t.Run("and all of it after a while", func(t *testing.T) {
		clock = clock.Add(2 * recently)
		c.Match(t.Context(), access, cards[0])
		if ribs := count("/rib"); ribs != 7 {
			t.Errorf("asked %d times", ribs)
		}
	})
}
