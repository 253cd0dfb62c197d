// Package handout makes what statements bring ready for the formats of other tools: each
// operation once, with its account's card.
//
//	parts, err := handout.Gather(ctx, tx, standing, how, rows)
//	err = how.Write(w, parts)
package handout

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"sobank/backend/account"
	"sobank/backend/civil"
	"sobank/backend/fault"
	"sobank/backend/rights"
	"sobank/backend/statement"
)

// Most is how many operations one file may hold.
const Most = 200_000

// Format is one that what statements bring is written in.
type Format struct {
	Ending string // of the file, with its point
	Booked bool   // it wants the account 512 and the journal of each IBAN
	Whole  bool   // it wants both balances
	Write  func(io.Writer, []statement.Handed) error
}

// Row is a statement to hand out.
type Row struct {
	ID, AccountID int64
	ClientID      int64 // 0: of no client, « Sans IBAN »
	Client        string
	Account       string // as shown: its IBAN, else its RIB
	Start, End    civil.Date
}

// Tx is what handing out needs of a transaction.
type Tx interface {
	// Block gives a statement as it is stored, with its operations.
	Block(statementID int64) (*statement.Draft, []statement.Entry, error)
	// Account reads an account that the standing may see.
	Account(rights.Standing, int64) (account.Row, error)
}

// Gather reads what statements bring, in their order. Lines that several statements show come
// once, with the one that brings them. Errors: Invalid (nothing, no balances where the format
// wants them, IBANs without their 512 and journal), Refused.
func Gather(ctx context.Context, tx Tx, standing rights.Standing, how Format, rows []Row) (all []statement.Handed, err error) {
	g := gatherer{tx: tx, standing: standing, how: how, cards: map[int64]account.Row{}}
	for _, r := range rows {
		if err := ctx.Err(); err != nil {
			return nil, fault.From(err)
		}
		parts, err := g.parts(r)
		if err != nil {
			return nil, err
		}
		all = append(all, parts...)
	}
	if len(g.lacking) > 0 {
		return nil, fault.Newf(fault.Invalid, "Le compte 512 ou le journal manque pour %s.", some(g.lacking)).
			WithHint("Complétez « Détails » de ces IBAN, ou prenez un autre format.")
	}
	if len(all) == 0 {
		return nil, fault.New(fault.Invalid, "Ces relevés n'apportent aucune opération : il n'y a rien à écrire.").WithHint("Élargissez le choix.")
	}
	return all, nil
}

// TooMany says that a file would hold more than it may.
func TooMany() error {
	return fault.Newf(fault.Invalid, "Ces relevés apportent plus de %d opérations.", Most).WithHint("Choisissez une période, ou faites-le en plusieurs fois.")
}

type gatherer struct {
	tx       Tx
	standing rights.Standing
	how      Format
	cards    map[int64]account.Row // read once each
	lacking  []string
}

func (g *gatherer) parts(r Row) (parts []statement.Handed, err error) {
	card, err := g.card(r)
	if err != nil {
		return nil, err
	}
	if g.how.Booked && (card.LedgerAccount == "" || card.JournalCode == "") && !slices.Contains(g.lacking, r.Account) {
		g.lacking = append(g.lacking, r.Account)
	}
	head, entries, err := g.tx.Block(r.ID)
	if err != nil {
		return nil, err
	}
	if g.how.Whole && (head.Opening == nil || head.Closing == nil) {
		return nil, fault.Newf(fault.Invalid, "Le relevé de %s du %s au %s n'a pas ses deux soldes : ce format ne peut pas le porter.", r.Account, r.Start.French(), r.End.French()).
			WithHint("Prenez un autre format, ou laissez de côté les relevés « Non vérifiable ».")
	}
	for _, h := range statement.HandOver(head, entries) {
		h.ClientID, h.Client, h.Ledger, h.Journal = r.ClientID, r.Client, card.LedgerAccount, card.JournalCode
		parts = append(parts, h)
	}
	return parts, nil
}

// card reads an account's card; one that is aside has none.
func (g *gatherer) card(r Row) (account.Row, error) {
	if card, ok := g.cards[r.AccountID]; ok || r.ClientID == 0 {
		return card, nil
	}
	card, err := g.tx.Account(g.standing, r.AccountID)
	g.cards[r.AccountID] = card
	return card, err
}

// some names the first of a list.
func some(names []string) string {
	const most = 5
	if len(names) > most {
		return strings.Join(names[:most], ", ") + fmt.Sprintf(" et %d autres", len(names)-most)
	}
	return strings.Join(names, ", ")
}
