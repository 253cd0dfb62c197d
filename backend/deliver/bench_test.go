package deliver_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"sobank/backend/deliver"
	"sobank/backend/firm"
	"sobank/backend/provision"
	"sobank/backend/simulator"
	"sobank/backend/statement"
	"sobank/backend/wiring/wiringtest"
)

// What a firm's long history is: statements of two accounts of each of its clients.
const (
	benchAccounts   = 1000
	benchStatements = 10 // of each account
)

// fill sets a firm up and imports its history as one file; its connector is the plan's.
func fill(b *testing.B, house *wiringtest.Bench, connector provision.Connector, secrets map[string]string) {
	b.Helper()
	one := provision.Firm{Name: "Cabinet", Connectors: []provision.Connector{connector}}
	var drafts []*statement.Draft
	for n := range benchAccounts {
		if n%2 == 0 {
			one.Clients = append(one.Clients, provision.Client{Name: fmt.Sprintf("Client %d", n/2), SIRET: siretOf(n / 2)})
		}
		client := &one.Clients[len(one.Clients)-1]
		client.Accounts = append(client.Accounts, provision.Account{IBAN: string(wiringtest.IBAN(n)), Connector: connector.Name, Mandate: "approuvé"})
		drafts = append(drafts, wiringtest.Days(wiringtest.IBAN(n), benchStatements)...)
	}
	given := provision.Secrets{}
	if len(secrets) > 0 {
		given.Connectors = map[string]map[string]string{connector.Name: secrets}
	}
	if _, err := house.Provision.Apply(background, house.Systeme(), provision.Plan{Firms: []provision.Firm{one}}, given); err != nil {
		b.Fatal(err)
	}
	for _, r := range house.MustImport(wiringtest.MustWrite(b, filepath.Join(b.TempDir(), "histoire.txt"), drafts...)) {
		if r.Err != nil {
			b.Fatal(r.Err)
		}
	}
}

// siretOf is the n-th company's number; its keys are not looked at.
func siretOf(n int) string { return fmt.Sprintf("%09d00011", 100_000_000+n) }

// BenchmarkSFTP puts 10 000 statements of 1 000 IBANs on a server on loopback, as a file each, and
// as a ZIP a client.
func BenchmarkSFTP(b *testing.B) {
	for _, form := range []string{firm.FormSingle, firm.FormClient, firm.FormMerged} {
		b.Run(form, func(b *testing.B) {
			for range b.N {
				b.StopTimer()
				house := wiringtest.MustOpen(b, b.TempDir())
				server, err := simulator.NewSFTP(b.TempDir(), "depot", "mot-de-passe")
				if err == nil {
					err = server.Start()
				}
				if err != nil {
					b.Fatal(err)
				}
				host, port := server.Address()
				fill(b, house, provision.Connector{Name: "Dépôt", Partner: "sftp", Settings: map[string]any{"host": host, "port": port, "user": "depot",
					"host_key": server.HostKey().Type() + " " + ssh.FingerprintSHA256(server.HostKey()), "form": form}}, map[string]string{"password": "mot-de-passe"})
				b.StartTimer()
				report, err := house.Engine.Run(background, deliver.Scope{Actor: house.Systeme()})
				b.StopTimer()
				if err != nil || report.Outcomes[deliver.Deposited] != benchAccounts*benchStatements {
					b.Fatalf("%+v %v", report, err)
				}
				entries, err := os.ReadDir(server.Dir())
				b.ReportMetric(float64(len(entries)), "files")
				if err != nil {
					b.Fatal(err)
				}
				_ = server.Close()
			}
		})
	}
}

// BenchmarkMyUnisoft delivers 10 000 statements of 1 000 IBANs to the simulated MyUnisoft under
// its documented limit, 20 requests for 10 seconds. The clock is the limit's: waiting passes at
// once. It gives the requests made, the seconds that a real day would take, the least that the
// limit allows for one request an account, and the seconds of work.
func BenchmarkMyUnisoft(b *testing.B) {
	for range b.N {
		b.StopTimer()
		house := wiringtest.MustOpen(b, b.TempDir())
		m := simulator.NewMyUnisoft(simulator.Options{Now: house.Clock.Now})
		m.Allow(wiringtest.PartnerSecret, wiringtest.FirmToken)
		for n := range benchAccounts / 2 {
			m.AddSociety(simulator.Society{ID: int64(1000 + n), Name: fmt.Sprintf("Client %d", n), SIRET: siretOf(n),
				RIBs: []simulator.RIB{{IBAN: wiringtest.IBAN(2 * n)}, {IBAN: wiringtest.IBAN(2*n + 1)}}})
		}
		if err := m.Start(); err != nil {
			b.Fatal(err)
		}
		fill(b, house, provision.Connector{Name: "MyUnisoft", Partner: "myunisoft", Settings: map[string]any{"base_url": m.URL()}},
			map[string]string{"third_party_secret": wiringtest.PartnerSecret, "token": wiringtest.FirmToken})
		began := house.Clock.Now()
		b.StartTimer()
		report, err := house.Engine.Run(background, deliver.Scope{Actor: house.Systeme(), Patience: 24 * time.Hour})
		b.StopTimer()
		if err != nil || report.Outcomes[deliver.Integrated] != benchAccounts*benchStatements {
			b.Fatalf("%+v %v", report, err)
		}
		b.ReportMetric(float64(len(m.Requests())), "requests")
		b.ReportMetric(house.Clock.Now().Sub(began).Seconds(), "day-s")
		b.ReportMetric(benchAccounts/2.0, "least-s")
		_ = m.Close()
	}
}
