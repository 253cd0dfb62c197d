package printing

import (
	"sobank/backend/civil"
	"sobank/backend/journal"
	"sobank/backend/sheet"
	"sobank/backend/statement"
)

// oneStatement is the print of one statement.
func (s *Service) oneStatement(r statement.Row) job {
	client, account := firstOf(r.ClientName, "Client inconnu"), groups(r.IBAN, r.Key)
	paper := Paper{
		Title: "Relevé " + ofDays(r.Start, r.End), Notice: Notice, Foot: s.foot(r.FirmName),
		Running: client + " – " + account + " – relevé " + ofDays(r.Start, r.End),
		Facts: []Fact{
			{"Cabinet", firstOf(r.FirmName, unknown)}, {"Client", client}, {"IBAN", account}, {"Banque", bankOf(r.BankCode)},
			{"Période", days(r.Start, r.End)}, {"Devise", r.Currency}, {"État", r.State.French()}, {"Reçu le", civil.Of(r.ReceivedAt).French()},
		},
		Notes: notes(r),
	}
	return job{
		name: sheet.FileName("Relevé " + r.Start.String() + " " + r.End.String() + " " + client + " " + bankOf(r.BankCode)),
		entry: journal.Entry{Action: "print.statement", FirmID: r.FirmID, Object: "statement", ObjectID: r.ID,
			Facts: map[string]any{"operations": r.Operations}},
		statements: 1, operations: r.Operations,
		paper: func(tx Tx) Paper {
			paper.Parts = func(put func(Part) error) error { return put(s.part(tx, r, nil)) }
			return paper
		},
	}
}

// part is a statement's balances and operations. With a tally of a period, operations that
// another statement brought are marked, and left out of the tally.
func (s *Service) part(tx Tx, r statement.Row, period *tally) Part {
	own := &tally{operations: r.Operations, debits: r.Debits, credits: r.Credits}
	p := Part{Currency: r.Currency, Decimals: r.Decimals, Empty: noOperation,
		Before: []Sum{balance("Solde de départ", r.Opening)},
		After:  []Sum{own.sum("Total"), balance("Solde d'arrivée", r.Closing)}}
	if r.Operations == 0 {
		return p
	}
	p.Lines = func(put func(Line) error) error {
		return tx.EachEntry(r.ID, func(e statement.Entry) error {
			l := s.lineOf(&e.Operation)
			switch {
			case period == nil:
			case e.Own:
				period.add(e.Amount)
			default:
				l.More = append(l.More, alreadyShown)
			}
			return put(l)
		})
	}
	return p
}

func (s *Service) foot(firm string) string {
	return firstOf(firm, "So bank") + " – imprimé le " + civil.Of(s.Now()).French()
}
