package export

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"sobank/backend/account"
	"sobank/backend/fault"
	"sobank/backend/journal"
	"sobank/backend/rights"
	"sobank/backend/sheet"
	"sobank/backend/statement"
)

// Handout is a format that what statements bring is written in.
type Handout struct {
	Ending string // of the file, with its point
	Booked bool   // it wants the account 512 and the journal of each IBAN
	Whole  bool   // it wants both balances
	Write  func(io.Writer, []statement.Handed) error
}

// HandoutTx is what handing out needs of a transaction.
type HandoutTx interface {
	// Block gives a statement as it is stored, with its operations.
	Block(statementID int64) (*statement.Draft, []statement.Entry, error)
	// Account reads an account that the standing may see.
	Account(rights.Standing, int64) (account.Row, error)
}

// maxHandout is how many operations one file may hold.
const maxHandout = 200_000

// Operations writes what statements bring in a format, the earliest first. Lines that several
// statements show are written once, with the one that brings them. Errors: Refused, Invalid (nothing,
// too much, an unknown format, IBANs without their 512), Unreadable (the disk).
func (s *Service) Operations(ctx context.Context, actor rights.Actor, q statement.Query, format, path string) (Done, error) {
	how, ok := s.Handouts[format]
	if !ok {
		return Done{}, fault.New(fault.Invalid, "Ce format n'existe pas.").WithField("format")
	}
	var all []statement.Handed
	var firms []int64
	err := s.Store.Read(ctx, func(tx Tx) (err error) {
		all, firms, err = s.gather(ctx, tx, actor, q, how)
		return err
	})
	if err != nil {
		return Done{}, err
	}
	operations := 0
	for _, h := range all {
		operations += len(h.Operations)
	}
	err = sheet.Save(path, s.Reserved, func(w io.Writer) error {
		if err := how.Write(w, all); err != nil {
			return err
		}
		return s.Store.Write(ctx, func(tx Tx) error { return recordHandout(tx, actor, firms, format, operations) }) // before the file takes its name
	})
	return Done{Path: path, Rows: operations}, err
}

func recordHandout(tx Tx, actor rights.Actor, firms []int64, format string, operations int) error {
	if _, err := mayExport(tx, actor); err != nil {
		return err
	}
	only := int64(0)
	if len(firms) == 1 {
		only = firms[0]
	}
	return tx.Record(journal.Entry{Actor: actor, Action: "export.operations", FirmID: only, Object: "statement", Facts: map[string]any{"format": format, "operations": operations}})
}

func mayExport(tx Tx, actor rights.Actor) (rights.Standing, error) {
	standing, err := tx.Standing(actor)
	if err == nil && !standing.Can(rights.Export) {
		err = standing.May(rights.Export, 0)
	}
	return standing, err
}

// gather reads what the statements of a query bring.
func (s *Service) gather(ctx context.Context, tx Tx, actor rights.Actor, q statement.Query, how Handout) (all []statement.Handed, firms []int64, err error) {
	standing, err := mayExport(tx, actor)
	if err != nil {
		return nil, nil, err
	}
	rows, err := statementsOf(ctx, tx, standing, q)
	if err != nil {
		return nil, nil, err
	}
	slices.Reverse(rows) // the list is latest first
	cards := map[int64]account.Row{}
	var lacking []string
	for _, r := range rows {
		card, err := cardOf(tx, standing, cards, r)
		if err != nil {
			return nil, nil, err
		}
		if how.Booked && (card.LedgerAccount == "" || card.JournalCode == "") && !slices.Contains(lacking, shown(r.IBAN, r.Key)) {
			lacking = append(lacking, shown(r.IBAN, r.Key))
		}
		parts, err := partsOf(tx, r, card, how)
		if err != nil {
			return nil, nil, err
		}
		all = append(all, parts...)
		if !slices.Contains(firms, r.FirmID) {
			firms = append(firms, r.FirmID)
		}
	}
	if len(lacking) > 0 {
		return nil, nil, fault.Newf(fault.Invalid, "Le compte 512 ou le journal manque pour %s.", some(lacking)).
			WithHint("Complétez « Détails » de ces IBAN, ou prenez un autre format.")
	}
	if len(all) == 0 {
		return nil, nil, fault.New(fault.Invalid, "Ces relevés n'apportent aucune opération : il n'y a rien à exporter.").WithHint("Effacez les filtres.")
	}
	return all, firms, nil
}

func statementsOf(ctx context.Context, tx Tx, standing rights.Standing, q statement.Query) (rows []statement.Row, err error) {
	operations := 0
	q.After, q.Limit = statement.Cursor{}, page
	for {
		if err := ctx.Err(); err != nil {
			return nil, fault.From(err)
		}
		more, _, err := tx.Statements(standing, q)
		if err != nil {
			return nil, err
		}
		for _, r := range more {
			if operations += r.Own; r.Own > 0 {
				rows = append(rows, r)
			}
		}
		if operations > maxHandout {
			return nil, fault.Newf(fault.Invalid, "Ces relevés apportent plus de %d opérations.", maxHandout).WithHint("Filtrez-les, ou exportez-les en plusieurs fois.")
		}
		if len(more) < page {
			return rows, nil
		}
		last := more[len(more)-1]
		q.After = statement.Cursor{End: last.End, ID: last.ID}
	}
}

// cardOf reads an account's card once; one that is aside has none.
func cardOf(tx Tx, standing rights.Standing, cards map[int64]account.Row, r statement.Row) (account.Row, error) {
	if card, ok := cards[r.AccountID]; ok || r.ClientID == 0 {
		return card, nil
	}
	card, err := tx.Account(standing, r.AccountID)
	cards[r.AccountID] = card
	return card, err
}

func partsOf(tx Tx, r statement.Row, card account.Row, how Handout) (parts []statement.Handed, err error) {
	if how.Whole && (r.Opening == nil || r.Closing == nil) {
		return nil, fault.Newf(fault.Invalid, "Le relevé de %s du %s au %s n'a pas ses deux soldes : ce format ne peut pas le porter.", shown(r.IBAN, r.Key), r.Start.French(), r.End.French()).
			WithHint("Prenez un autre format, ou filtrez les relevés « Non vérifiable ».")
	}
	head, entries, err := tx.Block(r.ID)
	if err != nil {
		return nil, err
	}
	for _, h := range statement.HandOver(head, entries) {
		h.Client, h.Ledger, h.Journal = r.ClientName, card.LedgerAccount, card.JournalCode
		parts = append(parts, h)
	}
	return parts, nil
}

// some names the first of a list.
func some(names []string) string {
	const most = 5
	if len(names) > most {
		return strings.Join(names[:most], ", ") + fmt.Sprintf(" et %d autres", len(names)-most)
	}
	return strings.Join(names, ", ")
}
