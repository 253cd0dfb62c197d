package demo

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"time"

	"sobank/backend/civil"
	"sobank/backend/iban"
	"sobank/backend/statement"
	"sobank/backend/wiring"
)

// story is the files that the demonstration receives, by name.
type story struct {
	past, latest, handedOver map[string][]byte
}

// pastDays and latestDays are how many working days each batch covers.
const (
	pastDays   = 45
	latestDays = 4
	shortDays  = 6 // of the accounts that began lately
)

func newStory(now time.Time) story {
	days := workingDays(civil.Of(now), pastDays+latestDays+1)
	before, after := days[:pastDays+1], days[pastDays:]
	s := story{past: map[string][]byte{}, latest: map[string][]byte{}, handedOver: map[string][]byte{}}
	short := before[len(before)-1-shortDays:]
	for i, rib := range []iban.RIB{faqAccount, garden, gardenSaving, bakery, bakeryTill, dentist, joiner, joinerFizen, unknown, pharmacy, garage, florist, bookshop} {
		a := &ledger{rib: rib, balance: int64(350_000 + 127_311*i), random: rand.New(rand.NewPCG(uint64(i), 2026))} // #nosec G404 -- invented amounts, the same each time
		s.past["releves-"+rib.Bank+".txt"] = append(s.past["releves-"+rib.Bank+".txt"], a.run(a.since(before, short))...)
		s.latest["releves-"+rib.Bank+".txt"] = append(s.latest["releves-"+rib.Bank+".txt"], a.run(after)...)
	}
	a := &ledger{rib: handed, balance: 1_204_10, random: rand.New(rand.NewPCG(99, 2026))} // #nosec G404 -- invented amounts, the same each time
	s.handedOver["remis-par-le-client.txt"] = a.run(days)
	return s
}

// since is how far back an account's statements go. Most of those with a connector began
// lately: the first one and Fizen's show a history.
func (l *ledger) since(long, short []civil.Date) []civil.Date {
	if l.rib == pharmacy || l.rib == garage || l.rib == florist || l.rib == bookshop {
		return short
	}
	return long
}

// workingDays are the n last days before today that are no weekend, in order.
func workingDays(today civil.Date, n int) []civil.Date {
	days := make([]civil.Date, n)
	for d := today.AddDays(-1); n > 0; d = d.AddDays(-1) {
		if w := d.Time().Weekday(); w != time.Saturday && w != time.Sunday {
			n--
			days[n] = d
		}
	}
	return days
}

// ledger is an invented account.
type ledger struct {
	rib     iban.RIB
	balance int64 // centimes
	random  *rand.Rand
	written int // statements so far
}

// run writes one statement for each day after the first, as the account's part in the
// story wants it.
func (l *ledger) run(days []civil.Date) []byte {
	var b bytes.Buffer
	for i := 1; i < len(days); i++ {
		l.written++
		d := l.statement(days[i-1], days[i])
		switch {
		case l.rib == bakery && l.written >= 20 && l.written < 25: // the missing week
			continue
		case l.rib == bakeryTill && l.written == 30:
			d.Closing.Amount += 10_00
			l.balance += 10_00
		}
		if err := wiring.WriteCFONB120(&b, d); err != nil {
			panic(fmt.Sprintf("demo: an invented statement cannot be written: %v", err))
		}
		if l.rib == joiner && l.written == 40 { // its last record is missing
			b.Truncate(b.Len() - 122)
		}
	}
	return b.Bytes()
}

func (l *ledger) statement(before, on civil.Date) *statement.Draft {
	d := &statement.Draft{RIB: l.rib, Currency: "EUR", Decimals: 2, Opening: &statement.Balance{On: before, Amount: l.balance}}
	if l.rib != gardenSaving || l.written == 1 {
		for range 1 + l.random.IntN(6) {
			d.Operations = append(d.Operations, l.operation(on))
		}
	}
	for _, o := range d.Operations {
		l.balance += o.Amount
	}
	d.Closing = &statement.Balance{On: on, Amount: l.balance}
	return d
}

// kinds are operations that any small company has.
var kinds = []struct {
	code, label string
	sign        int64
	upTo        int64 // centimes
	detail      statement.Detail
}{
	{"05", "VIR SEPA RECU REGLEMENT CLIENT", 1, 450_000, statement.Detail{Qualifier: "NPY", Text: "DUPONT ET ASSOCIES"}},
	{"05", "VIR SEPA RECU FACTURE", 1, 280_000, statement.Detail{Qualifier: "RCN", Text: "FA-2026-0417"}},
	{"06", "VIR SEPA EMIS FOURNISSEUR", -1, 190_000, statement.Detail{Qualifier: "NBE", Text: "GROSSISTE DE L OUEST"}},
	{"08", "PRLV SEPA EDF ENTREPRISES", -1, 42_000, statement.Detail{Qualifier: "RUM", Text: "EDF0098765432"}},
	{"08", "PRLV SEPA URSSAF BRETAGNE", -1, 160_000, statement.Detail{Qualifier: "LIB", Text: "COTISATIONS DU MOIS"}},
	{"11", "CB PEAGE ET CARBURANT", -1, 9_500, statement.Detail{Qualifier: "LIB", Text: "CARTE 4970XXXXXXXX1234"}},
	{"02", "CHEQUE EMIS", -1, 75_000, statement.Detail{}},
	{"91", "COMMISSION DE MOUVEMENT", -1, 1_800, statement.Detail{}},
	{"14", "REMISE CARTES BANCAIRES", 1, 120_000, statement.Detail{Qualifier: "LIB", Text: "TPE 0045612"}},
}

func (l *ledger) operation(on civil.Date) statement.Operation {
	k := kinds[l.random.IntN(len(kinds))]
	o := statement.Operation{BookedOn: on, ValueOn: on, Amount: k.sign * (100 + l.random.Int64N(k.upTo)), Code: k.code, Label: k.label,
		EntryNumber: fmt.Sprintf("%07d", l.random.IntN(10_000_000))}
	if k.detail.Text != "" {
		o.Details = []statement.Detail{k.detail}
	}
	return o
}
