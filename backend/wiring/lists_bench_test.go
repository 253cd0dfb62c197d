package wiring_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"sobank/backend/account"
	"sobank/backend/civil"
	"sobank/backend/client"
	"sobank/backend/format/cfonb120/cfonb120gen"
	"sobank/backend/provision"
	"sobank/backend/rights"
	"sobank/backend/statement"
	"sobank/backend/wiring/wiringtest"
)

// The largest firm that the lists are made for.
const (
	manyClients  = 5_000
	manyAccounts = 3_000
)

// operationsOf is how many operations it has.
func operationsOf() int {
	if n, err := strconv.Atoi(os.Getenv("SOBANK_BENCH_OPERATIONS")); err == nil {
		return n
	}
	return 1_000_000
}

// BenchmarkLists reads the lists of the screen and the answers of the command palette from
// call to rows, for a Collaborateur (whose confidential clients must be sorted out).
func BenchmarkLists(b *testing.B) {
	h, actor := mustFullHouse(b)
	for _, q := range []struct {
		name  string
		query client.Query
	}{
		{"ByName", client.Query{Sort: "name"}},
		{"BySiret", client.Query{Sort: "siret", Desc: true}},
		{"ByReference", client.Query{Sort: "reference"}},
		{"ByFirm", client.Query{Sort: "firm"}},
		{"ByAccounts", client.Query{Sort: "accounts", Desc: true}},
		{"ByResponsable", client.Query{Sort: "responsable"}},
		{"Search", client.Query{Sort: "name", Search: "jardins n° 1"}},
		{"SearchSiret", client.Query{Sort: "name", Search: "732 829"}},
		{"Mine", client.Query{Sort: "name", Mine: true}},
		{"LastPage", client.Query{Sort: "name", Offset: manyClients - 200}},
	} {
		q.query.Limit = 200
		timed(b, "Clients/"+q.name, func() (int, error) {
			rows, _, err := h.Clients.List(background, actor, q.query)
			return len(rows), err
		})
	}
	for _, q := range []struct {
		name  string
		query account.Query
	}{
		{"ByClient", account.Query{Sort: "client"}},
		{"ByIBAN", account.Query{Sort: "iban", Desc: true}},
		{"ByReference", account.Query{Sort: "reference"}},
		{"BySiret", account.Query{Sort: "siret"}},
		{"ByFirm", account.Query{Sort: "firm"}},
		{"ByStatus", account.Query{Sort: "status"}},
		{"ByConnector", account.Query{Sort: "connector"}},
		{"ByResponsable", account.Query{Sort: "responsable"}},
		{"Search", account.Query{Sort: "client", Search: "jardins n° 1"}},
		{"SearchIBAN", account.Query{Sort: "client", Search: "fr76 3000 4"}},
		{"Filtered", account.Query{Sort: "client", Statuses: []account.Status{account.Approved, account.Created}, ConnectorIDs: []int64{0}}},
		{"Mine", account.Query{Sort: "client", Mine: true}},
		{"LastPage", account.Query{Sort: "client", Offset: manyAccounts - 200}},
	} {
		q.query.Limit = 200
		timed(b, "Accounts/"+q.name, func() (int, error) {
			rows, _, err := h.Accounts.List(background, actor, q.query)
			return len(rows), err
		})
	}
	timed(b, "Accounts/All", func() (int, error) {
		rows, err := h.Accounts.All(background, actor, account.Query{Sort: "client"})
		return len(rows), err
	})
	associateMany(b, h, actor)
	for _, q := range []struct {
		name  string
		query statement.Query
	}{
		{"All", statement.Query{}},
		{"Search", statement.Query{Search: "jardins n° 1"}},
		{"Held", statement.Query{Places: []statement.Place{statement.Held}}},
		{"NoMovement", statement.Query{Places: []statement.Place{statement.NoMovement}}},
		{"Starts", statement.Query{States: []statement.State{statement.Interruption, statement.StartingPoint}}},
		{"Conforming", statement.Query{States: []statement.State{statement.Conforming}}},
		{"Month", statement.Query{Period: civil.Period{From: civil.MustParse("2026-01-01"), To: civil.MustParse("2026-01-31")}}},
		{"Unseen", statement.Query{Marks: []statement.Mark{""}}},
		{"Mine", statement.Query{Mine: true}},
	} {
		q.query.Limit = 200
		timed(b, "Statements/"+q.name, func() (int, error) {
			_, total, err := h.Statements.List(background, actor, q.query)
			return total, err
		})
	}
	for name, text := range map[string]string{"OneLetter": "e", "Name": "jardins", "Words": "pépinière 1234", "SIRET": "732 829", "IBAN": "FR76 3000 4",
		"PartOfIBAN": "0004 12", "Holder": "gérant 29", "Nothing": "zzzz qqqq"} {
		timed(b, "Palette/"+name, func() (int, error) {
			found, err := h.Finder.Search(background, actor, text)
			return 1 + len(found.Clients) + len(found.Accounts), err
		})
	}
}

// associateMany gives 200 IBANs of a firm one of its connectors, then the other one, and so on.
func associateMany(b *testing.B, h *wiringtest.Bench, actor rights.Actor) {
	b.Helper()
	rows, _, err := h.Accounts.List(background, actor, account.Query{FirmIDs: []int64{h.MustFirm("Cabinet 0")}, Limit: 200})
	if err != nil {
		b.Fatal(err)
	}
	var ids []int64
	for _, r := range rows {
		ids = append(ids, r.ID)
	}
	connectors := []int64{h.MustConnector("Cabinet 0", "Fizen").ID, h.MustConnector("Cabinet 0", "Fulll").ID}
	turn := 0
	timed(b, "Associate/200", func() (int, error) {
		turn++
		done, err := h.Accounts.Associate(background, actor, ids, connectors[turn%2])
		return done.Changed, err
	})
}

// timed runs a call over and over, and tells its median time: what a page takes, whatever else
// the machine does meanwhile.
func timed(b *testing.B, name string, call func() (rows int, err error)) {
	b.Run(name, func(b *testing.B) {
		var times []time.Duration
		for b.Loop() {
			start := time.Now()
			rows, err := call()
			if err != nil || rows == 0 {
				b.Fatalf("%d rows, %v", rows, err)
			}
			times = append(times, time.Since(start))
		}
		slices.Sort(times)
		b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, "median-ms")
		b.ReportMetric(float64(times[len(times)*95/100].Microseconds())/1000, "p95-ms")
		b.ReportMetric(0, "ns/op")
	})
}

// mustFullHouse is a data file as large as the lists are made for, and a Collaborateur of it.
func mustFullHouse(b *testing.B) (*wiringtest.Bench, rights.Actor) {
	b.Helper()
	h := wiringtest.MustOpen(b, b.TempDir())
	h.Clock.Advance(10 * 365 * 24 * time.Hour) // after the last operation
	statements := filepath.Join(b.TempDir(), "releves.txt")
	numbers := mustGenerate(b, statements)
	h.MustApply(fullPlan(numbers))
	h.MustImport(statements)
	firms := []int64{h.MustFirm("Cabinet 0"), h.MustFirm("Cabinet 1"), h.MustFirm("Cabinet 2")}
	actor := h.MustJoin("c@cabinet.fr", rights.Collaborateur, firms...)
	boss := h.MustJoin("s@cabinet.fr", rights.Superviseur, firms...)
	keep(b, h, boss, actor)
	return h, actor
}

func mustGenerate(b *testing.B, path string) (numbers []string) {
	b.Helper()
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	summary, err := cfonb120gen.Generate(f, cfonb120gen.Options{Operations: operationsOf(), Accounts: manyAccounts, Seed: 1})
	if err != nil {
		b.Fatal(err)
	}
	if err := f.Close(); err != nil {
		b.Fatal(err)
	}
	for _, n := range summary.Accounts {
		numbers = append(numbers, string(n))
	}
	return numbers
}

// fullPlan spreads the accounts over the clients of three firms.
func fullPlan(numbers []string) (plan provision.Plan) {
	kinds := []string{"Pépinière", "Jardins", "Boulangerie", "Cabinet médical", "SCI", "Menuiserie", "Café de l'Été", "Garage"}
	mandates := []string{"approuvé", "approuvé", "approuvé", "transmis", "créé"}
	for n := range 3 {
		plan.Firms = append(plan.Firms, provision.Firm{Name: fmt.Sprintf("Cabinet %d", n), Connectors: []provision.Connector{{Partner: "fizen"}, {Partner: "fulll"}}})
	}
	for n := range manyClients {
		c := provision.Client{Name: fmt.Sprintf("%s n° %d", kinds[n%len(kinds)], n*7919%manyClients), SIRET: fmt.Sprintf("%09d", 732_829_000+n), Reference: fmt.Sprintf("É-%04d", n)}
		for a := n; a < len(numbers); a += manyClients {
			one := provision.Account{IBAN: numbers[a], Mandate: mandates[a%len(mandates)]}
			if a%3 == 0 {
				one.Connector = []string{"Fizen", "Fulll"}[a%2]
			}
			c.Accounts = append(c.Accounts, one)
		}
		plan.Firms[n%3].Clients = append(plan.Firms[n%3].Clients, c)
	}
	return plan
}

// keep gives a person one client in ten, and hides one in fifty from everybody else.
func keep(b *testing.B, h *wiringtest.Bench, boss, person rights.Actor) {
	b.Helper()
	for offset := 0; offset < manyClients; offset += 500 {
		rows, _, err := h.Clients.List(background, boss, client.Query{Offset: offset, Limit: 500})
		if err != nil {
			b.Fatal(err)
		}
		for i, r := range rows {
			switch {
			case i%50 == 7:
				r.Confidential = true
			case i%10 == 0:
				r.ResponsableID = person.StaffID
			default:
				continue
			}
			if _, err := h.Clients.Save(background, boss, r.Client); err != nil {
				b.Fatal(err)
			}
		}
	}
}
