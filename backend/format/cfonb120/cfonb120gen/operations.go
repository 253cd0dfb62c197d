package cfonb120gen

import (
	"strconv"

	"sobank/backend/civil"
	"sobank/backend/statement"
)

// kind is a sort of operation: its interbank code, how often it comes in a hundred, the
// sizes of its amounts and what is written about it.
type kind struct {
	code     string
	bankCode string
	share    int
	sign     int64
	most     int64 // centimes
	label    string
	names    []string
	details  func(g *generator, name string)
}

var kinds = []kind{
	{"05", "0137", 22, +1, 900_000, "VIR SEPA ", companies, (*generator).transferReceived},
	{"06", "0138", 16, -1, 600_000, "VIR EMIS ", companies, (*generator).transferIssued},
	{"B1", "6772", 22, -1, 90_000, "PRLV SEPA ", suppliers, (*generator).directDebit},
	{"11", "2204", 18, -1, 15_000, "CB ", shops, (*generator).card},
	{"30", "2231", 5, +1, 250_000, "REMISE CARTES ", terminals, nil},
	{"01", "0001", 5, -1, 300_000, "CHEQUE ", nil, nil},
	{"02", "0002", 4, +1, 400_000, "REMISE DE CHEQUES ", nil, nil},
	{"62", "0859", 4, -1, 5_000, "COMMISSIONS ", fees, (*generator).vat},
	{"72", "4101", 2, -1, 350_000, "ECHEANCE PRET ", nil, (*generator).loan},
	{"B3", "6790", 1, -1, 90_000, "REJET PRLV ", companies, (*generator).directDebit},
	{"61", "0861", 1, -1, 20_000, "ARRETE COMPTE ", fees, nil},
}

var (
	companies = []string{"BOULANGERIE DU CANAL", "SARL MARTIN ET FILS", "GARAGE DE LA GARE", "ETS LEGRAND", "SCI LES TILLEULS",
		"PHARMACIE CENTRALE", "MENUISERIE BREIZH", "CABINET DR. ROUX", "TRANSPORTS OUEST", "HOTEL DES VOYAGEURS", "SAS NOVATECH", "EURL PETIT"}
	suppliers = []string{"EDF CLIENTS", "ORANGE SA", "URSSAF", "DGFIP IMPOT", "FREE PRO", "AXA FRANCE", "MALAKOFF", "SAUR EAU", "TOTALENERGIES", "LEASECOM", "OVH SAS"}
	shops     = []string{"LEROY MERLIN", "STATION U", "METRO", "SNCF INTERNET", "BUREAU VALLEE", "AMAZON EU", "RESTAURANT LE PORT", "PEAGE COFIROUTE"}
	terminals = []string{"TPE 01", "TPE 02", "VAD"}
	fees      = []string{"TENUE DE COMPTE", "CARTE BUSINESS", "MOUVEMENT", "EBICS"}
	words     = []string{"FACTURE", "ACOMPTE", "SOLDE", "LOYER", "COTISATION", "ABONNEMENT", "ECHEANCE", "REGLEMENT", "CONTRAT", "DOSSIER"}
)

// pick draws a kind by its share.
func (g *generator) pick() *kind {
	n := g.rng.IntN(100)
	for i := range kinds {
		if n -= kinds[i].share; n < 0 {
			return &kinds[i]
		}
	}
	return &kinds[0]
}

func (g *generator) operation(day civil.Date) statement.Operation {
	k := g.pick()
	name := g.number(7)
	if k.names != nil {
		name = k.names[g.rng.IntN(len(k.names))]
	}
	op := statement.Operation{
		BookedOn: day, ValueOn: day, Amount: k.sign * (1 + g.rng.Int64N(k.most)),
		Code: k.code, BankCode: k.bankCode, Label: k.label + name, EntryNumber: g.number(7),
		Exempt: k.code == "62",
	}
	if k.code == "B3" {
		op.RejectCode = "20"
	}
	if g.rng.IntN(3) > 0 {
		op.Reference = g.number(11)
	}
	first := len(g.details)
	if k.details != nil {
		k.details(g, name)
	}
	// Cut now: a later growth of g.details moves it elsewhere and leaves this part alone.
	op.Details = g.details[first:len(g.details):len(g.details)]
	return op
}

func (g *generator) add(qualifier, text string) {
	g.details = append(g.details, statement.Detail{Qualifier: qualifier, Text: text})
}

// number is n random digits.
func (g *generator) number(n int) string {
	digits := make([]byte, n)
	for i := range digits {
		digits[i] = byte('0' + g.rng.IntN(10)) // #nosec G115 -- under 10
	}
	return string(digits)
}

func (g *generator) subject() string {
	return words[g.rng.IntN(len(words))] + " " + strconv.Itoa(2024+g.rng.IntN(3)) + "-" + g.number(4)
}

// padded is s over 35 characters, the first zone of a complement that has two.
func padded(s string) string { return s + "                                   "[len(s):] }

func (g *generator) transferReceived(name string) {
	g.add("NPY", name)
	g.add("LCC", g.subject())
	if g.rng.IntN(3) == 0 {
		g.add("RCN", padded("E2E"+g.number(12))+"SUPP")
	}
}

func (g *generator) transferIssued(name string) {
	g.add("NBE", name)
	g.add("REF", padded("REMISE "+g.number(6))+g.number(10))
}

func (g *generator) directDebit(name string) {
	g.add("NBE", name)
	g.add("RUM", padded("MANDAT-"+g.number(9))+"RCUR")
}

func (g *generator) card(name string) {
	if g.rng.IntN(4) > 0 {
		g.add("LIB", "CARTE 4974XXXXXXXX"+g.number(4)+" "+name)
		return
	}
	g.add("MMO", "USD2"+g.number(14)+"05"+g.number(11))
}

func (g *generator) vat(string) { g.add("LIB", "DONT TVA "+g.number(2)+" "+g.number(2)+"EUR") }

func (g *generator) loan(string) { g.add("LIB", "PRET "+g.number(10)+" CAPITAL ET INTERETS") }
