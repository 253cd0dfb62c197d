package export

import (
	"context"
	"io"
	"slices"

	"sobank/backend/fault"
	"sobank/backend/handout"
	"sobank/backend/journal"
	"sobank/backend/rights"
	"sobank/backend/sheet"
	"sobank/backend/statement"
)

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
		all, firms, err = handed(ctx, tx, actor, q, how)
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

// handed reads what the statements of a query bring, and whose they are.
func handed(ctx context.Context, tx Tx, actor rights.Actor, q statement.Query, how handout.Format) (all []statement.Handed, firms []int64, err error) {
	standing, err := mayExport(tx, actor)
	if err != nil {
		return nil, nil, err
	}
	rows, err := statementsOf(ctx, tx, standing, q)
	if err != nil {
		return nil, nil, err
	}
	slices.Reverse(rows) // the list is latest first
	chosen := make([]handout.Row, len(rows))
	for i, r := range rows {
		chosen[i] = handout.Row{ID: r.ID, AccountID: r.AccountID, ClientID: r.ClientID, Client: r.ClientName, Account: shown(r.IBAN, r.Key), Start: r.Start, End: r.End}
		if !slices.Contains(firms, r.FirmID) {
			firms = append(firms, r.FirmID)
		}
	}
	all, err = handout.Gather(ctx, tx, standing, how, chosen)
	return all, firms, err
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
		if operations > handout.Most {
			return nil, handout.TooMany()
		}
		if len(more) < page {
			return rows, nil
		}
		last := more[len(more)-1]
		q.After = statement.Cursor{End: last.End, ID: last.ID}
	}
}
