package printing_test

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sobank/backend/account"
	"sobank/backend/civil"
	"sobank/backend/fault"
	"sobank/backend/iban"
	"sobank/backend/journal"
	"sobank/backend/money"
	"sobank/backend/printing"
	"sobank/backend/provision"
	"sobank/backend/rights"
	"sobank/backend/statement"
	"sobank/backend/wiring/wiringtest"
)

var background = context.Background()

// scribe is a printer that writes what is on paper as text, a line each.
type scribe struct{ text *strings.Builder }

func (s scribe) Print(w io.Writer, p printing.Paper) (int, error) {
	s.say(p.Title, p.Notice, p.Running, p.Foot)
	for _, f := range p.Facts {
		s.say(f.Label + ": " + f.Value)
	}
	s.say(p.Notes...)
	err := p.Parts(func(part printing.Part) error {
		s.say(append([]string{"# " + part.Heading}, part.Notes...)...)
		s.sums(part.Before, part.Decimals)
		if part.Lines == nil {
			s.say(part.Empty)
		} else if err := part.Lines(func(l printing.Line) error {
			s.say(l.On.French() + " " + l.ValueOn.French() + " " + l.Label + " " + figure(&l.Amount, part.Decimals))
			s.say(l.More...)
			return nil
		}); err != nil {
			return err
		}
		s.sums(part.After, part.Decimals)
		return nil
	})
	if err == nil {
		_, err = io.WriteString(w, s.text.String())
	}
	return 1, err
}

func (s scribe) say(lines ...string) {
	for _, l := range lines {
		s.text.WriteString(strings.NewReplacer("\u202f", " ", "\u00a0", " ").Replace(l) + "\n")
	}
}

func (s scribe) sums(list []printing.Sum, decimals int) {
	for _, x := range list {
		s.say(strings.TrimSpace(x.Label + " | " + figure(x.Debit, decimals) + " | " + figure(x.Credit, decimals) + " | " + figure(x.Balance, decimals) + x.Text))
	}
}

func figure(minor *int64, decimals int) string {
	if minor == nil {
		return "-"
	}
	return money.Number(*minor, decimals)
}

// desk is a house with a firm, a client, its account IBAN(0), and a Collaborateur of the firm.
type desk struct {
	*wiringtest.Bench
	t       *testing.T
	actor   rights.Actor
	account int64
	text    *strings.Builder
	name    string // the one that was proposed
}

func mustDesk(t *testing.T, drafts ...*statement.Draft) *desk {
	t.Helper()
	b := wiringtest.MustOpen(t, filepath.Join(t.TempDir(), "data"))
	b.MustApply(provision.Plan{Firms: []provision.Firm{
		{Name: "Cabinet Lœuillet", Clients: []provision.Client{{Name: "Jardins & Fils", Accounts: []provision.Account{{IBAN: string(wiringtest.IBAN(0)), Mandate: "approuvé"}}}}},
		{Name: "Autre"}}})
	d := &desk{Bench: b, t: t, actor: b.MustJoin("c@cabinet.fr", rights.Collaborateur, b.MustFirm("Cabinet Lœuillet")), text: &strings.Builder{}}
	b.Prints.Printer = scribe{d.text}
	rows, _, err := b.Accounts.List(background, b.Systeme(), account.Query{})
	if err != nil || len(rows) != 1 {
		t.Fatal(rows, err)
	}
	d.account = rows[0].ID
	for _, draft := range drafts {
		b.MustImport(wiringtest.MustWrite(t, filepath.Join(t.TempDir(), "r.txt"), draft))
	}
	return d
}

// where chooses a file of its own, and remembers the name that was proposed.
func (d *desk) where(name string) (string, error) {
	d.name = name
	return filepath.Join(d.t.TempDir(), name), nil
}

// last prints the latest statement, and gives what stands on paper.
func (d *desk) last() string {
	d.t.Helper()
	rows, _, err := d.Statements.List(background, d.actor, statement.Query{})
	if err != nil || len(rows) == 0 {
		d.t.Fatal(rows, err)
	}
	done, err := d.Prints.Statement(background, d.actor, rows[0].ID, d.where)
	if err != nil {
		d.t.Fatal(err)
	}
	return d.onPaper(done)
}

// period prints a period, and gives what stands on paper.
func (d *desk) period(from, to string) string {
	d.t.Helper()
	done, err := d.Prints.Period(background, d.actor, d.account, civil.Period{From: civil.MustParse(from), To: civil.MustParse(to)}, d.where)
	if err != nil {
		d.t.Fatal(err)
	}
	return d.onPaper(done)
}

func (d *desk) onPaper(done printing.Done) string {
	d.t.Helper()
	content, err := os.ReadFile(done.Path)
	if err != nil || done.Pages != 1 || string(content) != d.text.String() {
		d.t.Fatalf("%+v, %v", done, err)
	}
	return string(content)
}

func wants(t *testing.T, paper string, said ...string) {
	t.Helper()
	for _, s := range said {
		if !strings.Contains(paper, s) {
			t.Errorf("it does not say %q:\n%s", s, paper)
		}
	}
}

func account0() iban.IBAN { return wiringtest.IBAN(0) }

func TestStatement(t *testing.T) {
	op := wiringtest.Op("2026-03-03", -1250, "PRLV EDF")
	op.ValueOn, op.Reference, op.RejectCode = 20260304, "REF 77", "20"
	op.Details = []statement.Detail{{Qualifier: "LIB", Text: "CONTRAT 6007712"}, {Qualifier: "NPY", Text: "MARTIN ET FILS"},
		{Qualifier: "LCC", Text: "FACTURE 12"}, {Qualifier: "LC2", Text: "SECOND ACOMPTE"}, {Qualifier: "RCN", Text: "NOTPROVIDED            SALA"},
		{Qualifier: "MMO", Text: "USD200000000001500"}, {Qualifier: "FEE", Text: "ILLISIBLE"}, {Qualifier: "ZZZ", Text: "INCONNU"}}
	d := mustDesk(t, wiringtest.Block(account0(), "2026-03-02", 120410, "2026-03-03", op, wiringtest.Op("2026-03-03", 500000, "VIR CLIENT")))
	paper := d.last()
	wants(t, paper, "Relevé du 02/03/2026 au 03/03/2026", printing.Notice, "Cabinet: Cabinet Lœuillet", "Client: Jardins & Fils", "Banque: BNP Paribas",
		"Devise: EUR", "État: Point de départ", "Reçu le: 02/04/2026", "Cabinet Lœuillet – imprimé le 02/04/2026",
		"Solde de départ au 02/03/2026 | - | - | 1 204,10", "03/03/2026 04/03/2026 PRLV EDF −12,50", "Rejet : Provision insuffisante", "\nCONTRAT 6007712\n",
		"Nom du payeur : MARTIN ET FILS", "Message au destinataire : FACTURE 12\nSECOND ACOMPTE\n", "Référence de bout en bout et motif : NOTPROVIDED SALA",
		"Montant d'origine : 15,00 USD", "Frais : ILLISIBLE", "ZZZ : INCONNU", "Référence : REF 77",
		"Total (2 opérations) | 12,50 | 5 000,00 | -", "Solde d'arrivée au 03/03/2026 | - | - | 6 191,60")
	number := strings.TrimSpace(strings.SplitN(strings.SplitN(paper, "IBAN: ", 2)[1], "\n", 2)[0])
	if iban.IBAN(strings.ReplaceAll(number, " ", "")) != account0() || slices.ContainsFunc(strings.Fields(number)[:6], func(g string) bool { return len(g) != 4 }) {
		t.Errorf("the IBAN is not in groups of four: %q", number)
	}
	if strings.Index(paper, "PRLV EDF") > strings.Index(paper, "VIR CLIENT") {
		t.Error("the operations are not in the order of the statement")
	}
	if strings.Contains(paper, "vérifi") || d.name != "Relevé 2026-03-02 2026-03-03 Jardins Fils BNP Paribas.pdf" {
		t.Errorf("proposed %q:\n%s", d.name, paper)
	}
}

// TestStatementJoinsAMessage: a message of several lines is one where the zone was full.
func TestStatementJoinsAMessage(t *testing.T) {
	whole := strings.Repeat("TRAVAUX DE MACONNERIES ", 7)[:150]
	op := wiringtest.Op("2026-03-03", 500, "VIR")
	op.Details = []statement.Detail{{Qualifier: "LCC", Text: whole[:70]}, {Qualifier: "LCC", Text: whole[70:140]}, {Qualifier: "LC2", Text: whole[140:]}}
	wants(t, mustDesk(t, wiringtest.Block(account0(), "2026-03-02", 0, "2026-03-03", op)).last(), "Message au destinataire : "+whole+"\n")
}

// TestStatementSaysItsState: what could not be checked, or is wrong, is said plainly.
func TestStatementSaysItsState(t *testing.T) {
	good := func() *statement.Draft {
		return wiringtest.Block(account0(), "2026-03-02", 1000, "2026-03-03", wiringtest.Op("2026-03-03", 500, "A"))
	}
	t.Run("Unverifiable", func(t *testing.T) {
		d := mustDesk(t)
		whole := bytes.TrimRight(wiringtest.Bytes(t, good()), "\r\n")
		d.MustImport(wiringtest.MustFile(t, filepath.Join(t.TempDir(), "r.txt"), whole[:bytes.LastIndexByte(whole, '\n')+1]))
		wants(t, d.last(), "État: Non vérifiable", "Non vérifiable : le solde d'arrivée n'a pas été communiqué.", "Solde d'arrivée | - | - | -non communiqué")
	})
	t.Run("Incoherent", func(t *testing.T) {
		wrong := good()
		wrong.Closing.Amount += 7
		wants(t, mustDesk(t, wrong).last(), "État: Incohérent", "le solde d'arrivée devrait être 15,00 € ; les données reçues disent 15,07 €")
	})
	t.Run("Interruption", func(t *testing.T) {
		later := wiringtest.Block(account0(), "2026-03-09", 9800, "2026-03-10", wiringtest.Op("2026-03-10", 500, "B"))
		wants(t, mustDesk(t, good(), later).last(), "État: Interruption",
			"Interruption : avant ce relevé, le solde passe de 15,00 € le 03/03/2026 à 98,00 € le 09/03/2026 sans qu'aucune opération ait été reçue.")
	})
	t.Run("Empty", func(t *testing.T) {
		wants(t, mustDesk(t, wiringtest.Block(account0(), "2026-03-02", 1000, "2026-03-03")).last(),
			"Aucune opération.", "Total (0 opération) | 0,00 | 0,00 | -")
	})
	t.Run("ThreeDecimals", func(t *testing.T) {
		dinars := good()
		dinars.Currency, dinars.Decimals = "TND", 3
		wants(t, mustDesk(t, dinars).last(), "Devise: TND", "A 0,500", "Solde d'arrivée au 03/03/2026 | - | - | 1,500")
	})
}

func TestPeriod(t *testing.T) {
	block := func(from string, opening int64, to string, amounts ...int64) *statement.Draft {
		var list []statement.Operation
		for i, a := range amounts {
			list = append(list, wiringtest.Op(to, a, "OP "+to+" "+string(rune('A'+i))))
		}
		return wiringtest.Block(account0(), from, opening, to, list...)
	}
	january, february := block("2026-01-31", 0, "2026-02-15", 100), block("2026-02-15", 100, "2026-03-05", 200, -50)
	april := block("2026-03-20", 900, "2026-04-01", 1)

	t.Run("InOrderWithGaps", func(t *testing.T) {
		d := mustDesk(t, april, january, february)
		paper := d.period("2026-02-01", "2026-04-30")
		at := -1
		for _, next := range []string{"# Relevé du 31/01/2026 au 15/02/2026 – Point de départ", "# Relevé du 15/02/2026 au 05/03/2026 – Conforme",
			"# Relevé du 20/03/2026 au 01/04/2026 – Interruption", "# Ensemble des relevés"} {
			found := strings.Index(paper, next)
			if found <= at {
				t.Errorf("%q is not in its place:\n%s", next, paper)
			}
			at = found
		}
		wants(t, paper, "Relevés du 01/02/2026 au 30/04/2026", "Relevés: 3, entiers, du 31/01/2026 au 01/04/2026", "Aucune donnée reçue après le 01/04/2026.",
			"Interruption : il manque des opérations entre le 05/03/2026 et le 20/03/2026.", "le solde passe de 2,50 € le 05/03/2026 à 9,00 € le 20/03/2026",
			"Solde de départ du premier relevé au 31/01/2026 | - | - | 0,00", "Total, chaque opération une fois (4 opérations) | 0,50 | 3,01 | -",
			"Solde d'arrivée du dernier relevé au 01/04/2026 | - | - | 9,01")
		if strings.Contains(paper, "Aucune donnée reçue avant") {
			t.Error("the period begins within the first statement")
		}
	})
	t.Run("CutsOfADayFollowTheirBalances", func(t *testing.T) {
		second, first := block("2026-03-02", 100, "2026-03-02", 150), block("2026-03-02", 0, "2026-03-02", 100)
		paper := mustDesk(t, second, first).period("2026-03-01", "2026-03-31")
		if strings.Index(paper, "OP 2026-03-02 A 1,00") > strings.Index(paper, "OP 2026-03-02 A 1,50") {
			t.Error(paper)
		}
		wants(t, paper, "Solde d'arrivée du dernier relevé au 02/03/2026 | - | - | 2,50")
	})
	t.Run("OnlyWhatThePeriodTouches", func(t *testing.T) {
		d := mustDesk(t, january, february, april)
		if paper := d.period("2026-02-16", "2026-03-20"); strings.Contains(paper, "OP 2026-02-15") || strings.Contains(paper, "OP 2026-04-01") ||
			!strings.Contains(paper, "OP 2026-03-05 B") || strings.Contains(paper, "Ensemble") {
			t.Error(paper)
		}
	})
	t.Run("ARepetitionIsPrintedOnce", func(t *testing.T) {
		both := block("2026-01-31", 0, "2026-03-05")
		both.Operations = append(slices.Clone(january.Operations), february.Operations...)
		both.Closing.Amount = 250
		d := mustDesk(t, january, february, both)
		paper := d.period("2026-02-01", "2026-03-31")
		wants(t, paper, "1 relevé reçu n'est pas imprimé : toutes ses opérations sont dans ceux qui suivent.",
			"Total, chaque opération une fois (3 opérations) | 0,50 | 3,00 | -")
		if strings.Count(paper, "OP 2026-03-05 A") != 1 {
			t.Error(paper)
		}
	})
	t.Run("AnOverlapIsMarkedAndCountedOnce", func(t *testing.T) {
		more := block("2026-01-31", 0, "2026-02-20")
		more.Operations = append(slices.Clone(january.Operations), wiringtest.Op("2026-02-20", 70, "NOUVELLE"))
		more.Closing.Amount = 170
		paper := mustDesk(t, january, more).period("2026-02-01", "2026-02-28")
		wants(t, paper, "Opération déjà portée par un autre relevé reçu.", "Total, chaque opération une fois (2 opérations) | 0,00 | 1,70 | -")
	})
}

func TestPeriodRefuses(t *testing.T) {
	d := mustDesk(t, wiringtest.Days(account0(), 2)...)
	for name, c := range map[string]struct {
		period civil.Period
		field  string
		says   string
	}{
		"NoBeginning":    {civil.Period{To: 20260331}, "from", "premier jour"},
		"NoEnd":          {civil.Period{From: 20260301}, "to", "dernier jour"},
		"Backwards":      {civil.Period{From: 20260331, To: 20260301}, "to", "avant de commencer"},
		"NothingThereIn": {civil.Period{From: 20250101, To: 20250131}, "from", "Aucun relevé de cet IBAN du 01/01/2025 au 31/01/2025."},
	} {
		t.Run(name, func(t *testing.T) {
			d.name = ""
			_, err := d.Prints.Period(background, d.actor, d.account, c.period, d.where)
			if said := fault.From(err); said.Code != fault.Invalid || said.Field != c.field || !strings.Contains(said.Message, c.says) {
				t.Errorf("got %+v", said)
			}
			if d.name != "" {
				t.Error("it asked where to write")
			}
		})
	}
}

// TestRights: who sees a statement prints it, and nobody else is even asked where.
func TestRights(t *testing.T) {
	d := mustDesk(t, wiringtest.Days(account0(), 1)...)
	rows, _, err := d.Statements.List(background, d.actor, statement.Query{})
	if err != nil {
		t.Fatal(err)
	}
	other := d.MustJoin("c@autre.fr", rights.Collaborateur, d.MustFirm("Autre"))
	for name, c := range map[string]struct {
		actor rights.Actor
		code  fault.Code
	}{
		"ACollaborateurOfTheFirm": {d.actor, ""}, "OneOfAnother": {other, fault.NotFound}, "TheCommandLineAlone": {d.Systeme(), fault.Refused},
		"Nobody": {rights.Actor{StaffID: 99, SessionID: "x"}, fault.Unauthenticated},
	} {
		t.Run(name, func(t *testing.T) {
			d.name = ""
			d.text.Reset()
			_, one := d.Prints.Statement(background, c.actor, rows[0].ID, d.where)
			d.text.Reset()
			_, two := d.Prints.Period(background, c.actor, d.account, civil.Period{From: 20260301, To: 20260331}, d.where)
			if fault.CodeOf(one) != c.code || fault.CodeOf(two) != c.code || (d.name != "") != (c.code == "") {
				t.Errorf("got %v, %v, %q", one, two, d.name)
			}
		})
	}
}

// TestJournal: a print is in the journal; one that did not take place is not.
func TestJournal(t *testing.T) {
	d := mustDesk(t, wiringtest.Days(account0(), 2)...)
	boss := d.MustJoin("a@cabinet.fr", rights.Administrateur)
	printed := func() (sentences []string) {
		rows, _, err := d.Journals.List(background, boss, journal.Query{Families: []journal.Family{journal.Exports}})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			sentences = append(sentences, r.Said())
		}
		return sentences
	}
	march := civil.Period{From: 20260301, To: 20260331}
	changedMind := func(string) (string, error) { return "", nil }
	done, err := d.Prints.Period(background, d.actor, d.account, march, changedMind)
	if err != nil || done != (printing.Done{}) {
		t.Errorf("got %+v, %v", done, err)
	}
	nowhere := func(name string) (string, error) { return filepath.Join(t.TempDir(), "absent", name), nil }
	if _, err := d.Prints.Period(background, d.actor, d.account, march, nowhere); fault.CodeOf(err) != fault.Unreadable {
		t.Errorf("got %v", err)
	}
	if got := printed(); len(got) != 0 {
		t.Errorf("nothing was printed: %q", got)
	}
	d.last()
	d.text.Reset()
	d.period("2026-03-01", "2026-03-31")
	got := printed()
	if len(got) != 2 || !strings.HasPrefix(got[0], "A imprimé en PDF les relevés de l'IBAN ") || !strings.HasSuffix(got[0], ": 2 relevés, 4 opérations") ||
		!strings.HasPrefix(got[1], "A imprimé le relevé ") {
		t.Errorf("got %q", got)
	}
}
