package printing

import (
	"fmt"
	"strings"

	"sobank/backend/account"
	"sobank/backend/civil"
	"sobank/backend/journal"
	"sobank/backend/sheet"
	"sobank/backend/statement"
)

// overPeriod is the print of an account's statements over a period, in order. rows are those
// that the period touches.
func (s *Service) overPeriod(a account.Row, p civil.Period, rows []statement.Row) job {
	kept, repeated := distinct(inOrder(rows))
	number := groups(a.IBAN, a.Key)
	paper := Paper{
		Title: "Relevés " + days(p.From, p.To), Notice: Notice, Foot: s.foot(a.FirmName),
		Running: a.ClientName + " – " + number + " – relevés " + days(p.From, p.To),
		Facts: []Fact{
			{"Cabinet", firstOf(a.FirmName, unknown)}, {"Client", firstOf(a.ClientName, unknown)}, {"IBAN", number}, {"Banque", bankOf(a.BankCode)},
			{"Période", days(p.From, p.To)}, {"Devise", currencies(kept)}, {"Titulaire", firstOf(a.Holder, a.ClientName, unknown)},
			{"Relevés", reach(kept)},
		},
		Notes: periodNotes(p, kept, repeated),
	}
	j := job{name: sheet.FileName("Relevés " + p.From.String() + " " + p.To.String() + " " + a.ClientName + " " + bankOf(a.BankCode)),
		statements: len(kept), operations: operations(kept),
		paper: func(tx Tx) Paper {
			paper.Parts = func(put func(Part) error) error { return s.parts(tx, kept, put) }
			return paper
		}}
	j.entry = journal.Entry{Action: "print.account", FirmID: a.FirmID, Object: "account", ObjectID: a.ID,
		Facts: map[string]any{"from": p.From.String(), "until": p.To.String(), "statements": j.statements, "operations": j.operations}}
	return j
}

// parts gives each statement, then what they come to.
func (s *Service) parts(tx Tx, rows []statement.Row, put func(Part) error) error {
	totals := totals{}
	for _, r := range rows {
		part := s.part(tx, r, totals.of(r))
		part.Heading, part.Notes = "Relevé "+ofDays(r.Start, r.End)+" – "+r.State.French(), notes(r)
		if err := put(part); err != nil {
			return err
		}
	}
	if len(rows) == 1 {
		return nil // it has said it all
	}
	for _, t := range totals {
		part := Part{Heading: "Ensemble des relevés", Currency: t.currency.Code, Decimals: t.currency.Decimals,
			Before: []Sum{balance("Solde de départ du premier relevé", t.opening)},
			After:  []Sum{t.sum("Total, chaque opération une fois"), balance("Solde d'arrivée du dernier relevé", t.closing)}}
		if err := put(part); err != nil {
			return err
		}
	}
	return nil
}

// totals are those of each currency, in the order in which they come: an account has one, save
// when a bank changed it.
type totals []*tally

// of is the tally that a statement goes into.
func (list *totals) of(r statement.Row) *tally {
	for _, t := range *list {
		if t.currency == currencyOf(r) {
			t.closing = r.Closing
			return t
		}
	}
	t := &tally{currency: currencyOf(r), opening: r.Opening, closing: r.Closing}
	*list = append(*list, t)
	return t
}

// inOrder puts an account's statements in the order of their days and, within a day, of their
// balances.
func inOrder(rows []statement.Row) []statement.Row {
	byID := make(map[int64]statement.Row, len(rows))
	facts := make([]statement.Fact, len(rows))
	for i, r := range rows {
		byID[r.ID] = r
		facts[i] = statement.Fact{ID: r.ID, Start: r.Start, End: r.End, Credits: r.Credits, Debits: r.Debits, Operations: r.Operations,
			Opening: amountOf(r.Opening), Closing: amountOf(r.Closing)}
	}
	statement.Chain(facts)
	ordered := make([]statement.Row, len(facts))
	for i, f := range facts {
		ordered[i] = byID[f.ID]
	}
	return ordered
}

func amountOf(b *statement.Balance) *int64 {
	if b == nil {
		return nil
	}
	return &b.Amount
}

// distinct leaves out the statements that only repeat others, and counts them.
func distinct(rows []statement.Row) (kept []statement.Row, repeated int) {
	for _, r := range rows {
		if r.Operations > 0 && r.Own == 0 && r.Place == statement.NoMovement {
			repeated++
			continue
		}
		kept = append(kept, r)
	}
	if len(kept) == 0 { // what they repeat is no longer there to see
		return rows, 0
	}
	return kept, repeated
}

func operations(rows []statement.Row) (n int) {
	for _, r := range rows {
		n += r.Operations
	}
	return n
}

func currencies(rows []statement.Row) string {
	var codes []string
	for _, r := range rows {
		if !strings.Contains(strings.Join(codes, ", "), r.Currency) {
			codes = append(codes, r.Currency)
		}
	}
	return strings.Join(codes, ", ")
}

// span is from the first day to the last of statements in order.
func span(rows []statement.Row) (first, last civil.Date) {
	for _, r := range rows {
		if first == 0 || r.Start < first {
			first = r.Start
		}
		last = max(last, r.End)
	}
	return first, last
}

func reach(rows []statement.Row) string {
	if len(rows) == 0 {
		return ""
	}
	first, last := span(rows)
	return fmt.Sprintf("%d, entiers, %s", len(rows), days(first, last))
}

// namedGaps is how many gaps are named on the first page; each is at its place too.
const namedGaps = 10

func periodNotes(p civil.Period, rows []statement.Row, repeated int) (list []string) {
	if len(rows) == 0 {
		return nil
	}
	first, last := span(rows)
	if first > p.From {
		list = append(list, "Aucune donnée reçue avant le "+first.French()+".")
	}
	if last < p.To {
		list = append(list, "Aucune donnée reçue après le "+last.French()+".")
	}
	list = append(list, gaps(rows)...)
	if repeated > 0 {
		list = append(list, count(repeated, "relevé reçu n'est pas imprimé : toutes ses opérations sont",
			"relevés reçus ne sont pas imprimés : toutes leurs opérations sont")+" dans ceux qui suivent.")
	}
	return list
}

// gaps names the days over which something is missing between statements.
func gaps(rows []statement.Row) (list []string) {
	more := 0
	for _, r := range rows {
		text := interruption(r)
		switch {
		case text == "":
		case len(list) == namedGaps:
			more++
		case r.Expected == nil:
			list = append(list, "Interruption avant le relevé "+ofDays(r.Start, r.End)+" : "+text)
		default:
			list = append(list, "Interruption : il manque des opérations entre le "+r.ExpectedOn.French()+" et le "+r.Start.French()+".")
		}
	}
	if more > 0 {
		list = append(list, "Et "+count(more, "autre interruption, dite", "autres interruptions, dites")+" à sa place dans ce document.")
	}
	return list
}
