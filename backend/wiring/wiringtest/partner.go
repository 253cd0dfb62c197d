package wiringtest

import (
	"context"
	"time"

	"sobank/backend/deliver"
	"sobank/backend/firm"
	"sobank/backend/iban"
	"sobank/backend/provision"
	"sobank/backend/simulator"
	"sobank/backend/statement"
)

// The credentials of the simulated MyUnisoft.
const (
	PartnerSecret = "partner-secret"
	FirmToken     = "firm.api.token"
)

// MustPartner starts a simulated MyUnisoft that knows one society, 1203, with the first hundred
// accounts of the tests as its RIBs, and the credentials above.
func MustPartner(tb TB, now func() time.Time) *simulator.MyUnisoft {
	tb.Helper()
	m := simulator.NewMyUnisoft(simulator.Options{Now: now, Limits: simulator.Limits{Requests: 10_000}})
	m.Allow(PartnerSecret, FirmToken)
	m.AddSociety(simulator.Society{ID: 1203, Name: "Client", SIRET: "73282932000074", Reference: "J-014", RIBs: RIBs(100)})
	if err := m.Start(); err != nil {
		tb.Fatalf("start the partner: %v", err)
	}
	tb.Cleanup(func() { _ = m.Close() })
	return m
}

// RIBs are the first n accounts of the tests, as MyUnisoft has them.
func RIBs(n int) (ribs []simulator.RIB) {
	for i := range n {
		ribs = append(ribs, simulator.RIB{IBAN: IBAN(i), BIC: "BNPAFRPPXXX", Spaced: i%2 == 1})
	}
	return ribs
}

// Delivering is a plan of one firm, « Cabinet », whose one client has n approved accounts
// (IBAN(0) and on) associated with « MyUnisoft » at an address.
func Delivering(baseURL string, accounts int) (provision.Plan, provision.Secrets) {
	client := provision.Client{Name: "Client", SIRET: "73282932000074", Reference: "J-014"}
	for n := range accounts {
		client.Accounts = append(client.Accounts, provision.Account{IBAN: string(IBAN(n)), Connector: "MyUnisoft", Mandate: "approuvé", PartnerFolder: "1203"})
	}
	return provision.Plan{Firms: []provision.Firm{{Name: "Cabinet", Clients: []provision.Client{client}, Connectors: []provision.Connector{
			{Name: "MyUnisoft", Partner: "myunisoft", Settings: map[string]any{"base_url": baseURL}}}}}},
		provision.Secrets{Connectors: map[string]map[string]string{"MyUnisoft": {"third_party_secret": PartnerSecret, "token": FirmToken}}}
}

// MustDeliver sets that plan up.
func (b *Bench) MustDeliver(baseURL string, accounts int) {
	b.tb.Helper()
	plan, secrets := Delivering(baseURL, accounts)
	if _, err := b.Provision.Apply(context.Background(), b.Systeme(), plan, secrets); err != nil {
		b.tb.Fatalf("set up: %v", err)
	}
}

// MustSync runs the engine as `sobank sync` does.
func (b *Bench) MustSync() deliver.Report {
	b.tb.Helper()
	report, err := b.Engine.Run(context.Background(), deliver.Scope{Actor: b.Systeme(), Asked: true, Patience: time.Minute})
	if err != nil {
		b.tb.Fatalf("sync: %v", err)
	}
	return report
}

// MustConnector is a firm's connector by its name.
func (b *Bench) MustConnector(firmName, name string) firm.Connector {
	b.tb.Helper()
	list, err := b.Firms.ListConnectors(context.Background(), b.Systeme(), b.MustFirm(firmName))
	if err != nil {
		b.tb.Fatalf("list connectors: %v", err)
	}
	for _, c := range list {
		if c.Name == name {
			return c
		}
	}
	b.tb.Fatalf("no connector %q", name)
	return firm.Connector{}
}

// Days is one statement a day for an account, from 2 March 2026: n of them that follow on,
// with two operations each.
func Days(account iban.IBAN, n int) (drafts []*statement.Draft) {
	day := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	balance := int64(100_000)
	for i := range n {
		before, on := day.AddDate(0, 0, i).Format(time.DateOnly), day.AddDate(0, 0, i+1).Format(time.DateOnly)
		d := Block(account, before, balance, on, Op(on, int64(1000+i), "VIREMENT"), Op(on, -250, "FRAIS"))
		balance = d.Closing.Amount
		drafts = append(drafts, d)
	}
	return drafts
}
