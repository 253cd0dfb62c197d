// Package export writes the lists of the screen, with their filters, as files for a
// spreadsheet, CSV or XLSX, or for paper, PDF, whichever the path says. What leaves is in the journal.
//
//	done, err := exports.Clients(ctx, actor, client.Query{Search: "jardins"}, "clients.xlsx")
package export

import (
	"context"
	"io"
	"path/filepath"
	"strings"

	"sobank/backend/account"
	"sobank/backend/client"
	"sobank/backend/closing"
	"sobank/backend/deliver"
	"sobank/backend/fault"
	"sobank/backend/handout"
	"sobank/backend/journal"
	"sobank/backend/rights"
	"sobank/backend/search"
	"sobank/backend/sheet"
	"sobank/backend/statement"
)

// Store reads lists and keeps the journal. Each call is one transaction.
type Store interface {
	Read(context.Context, func(Tx) error) error
	Write(context.Context, func(Tx) error) error
}

// Tx is what exporting needs of a transaction: lists of what a standing may see, a page at a time.
type Tx interface {
	journal.Recorder
	handout.Tx
	Clients(rights.Standing, client.Query) ([]client.Row, int, error)
	Accounts(rights.Standing, account.Query) ([]account.Row, int, error)
	Statements(rights.Standing, statement.Query) ([]statement.Row, int, error)
	Deliveries(rights.Standing, deliver.Query) ([]deliver.Row, int, error)
	Journal(journal.Query) ([]journal.Row, int, error)
	FoundOperations(rights.Standing, search.Want) ([]search.Row, error)
	closing.Tx
}

// Service exports lists.
type Service struct {
	Store Store
	// Workbook writes a table as XLSX.
	Workbook func(io.Writer, sheet.Table) error
	// Paper writes a table as PDF.
	Paper func(io.Writer, sheet.Table) error
	// Handouts are the formats of operations, by their keys.
	Handouts map[string]handout.Format
	// Reserved tells whether a path is one of the program's own files.
	Reserved func(path string) bool
}

// Done is a list that was exported.
type Done struct {
	Path string
	Rows int
}

// The most lines of a file, and how many are read at a time.
const (
	maxCSV  = 200_000
	maxXLSX = 50_000
	maxPDF  = 10_000 // some 300 pages
	page    = 500
)

// Clients exports the list of clients. Errors: Refused, Invalid (nothing, too much, the
// path), Unreadable (the disk).
func (s *Service) Clients(ctx context.Context, actor rights.Actor, q client.Query, path string) (Done, error) {
	return write(ctx, s, actor, path, list[client.Row]{object: "client", layout: clientLayout,
		firm: func(r client.Row) int64 { return r.FirmID },
		page: func(tx Tx, standing rights.Standing, rows []client.Row) ([]client.Row, int, error) {
			q.Offset, q.Limit = len(rows), page
			return tx.Clients(standing, q)
		}})
}

// Accounts exports the list of IBANs. Errors: as Clients.
func (s *Service) Accounts(ctx context.Context, actor rights.Actor, q account.Query, path string) (Done, error) {
	return write(ctx, s, actor, path, list[account.Row]{object: "account", layout: accountLayout,
		firm: func(r account.Row) int64 { return r.FirmID },
		page: func(tx Tx, standing rights.Standing, rows []account.Row) ([]account.Row, int, error) {
			q.Offset, q.Limit = len(rows), page
			return tx.Accounts(standing, q)
		}})
}

// Statements exports the list of statements, latest first. Errors: as Clients.
func (s *Service) Statements(ctx context.Context, actor rights.Actor, q statement.Query, path string) (Done, error) {
	return write(ctx, s, actor, path, list[statement.Row]{object: "statement", layout: statementLayout,
		firm: func(r statement.Row) int64 { return r.FirmID },
		page: func(tx Tx, standing rights.Standing, rows []statement.Row) ([]statement.Row, int, error) {
			q.After, q.Limit = statement.Cursor{}, page
			if n := len(rows); n > 0 {
				q.After = statement.Cursor{End: rows[n-1].End, ID: rows[n-1].ID}
			}
			return tx.Statements(standing, q)
		}})
}

// Deliveries exports the list of deliveries, latest change first. Errors: as Clients.
func (s *Service) Deliveries(ctx context.Context, actor rights.Actor, q deliver.Query, path string) (Done, error) {
	return write(ctx, s, actor, path, list[deliver.Row]{object: "delivery", layout: deliveryLayout,
		firm: func(r deliver.Row) int64 { return r.FirmID },
		page: func(tx Tx, standing rights.Standing, rows []deliver.Row) ([]deliver.Row, int, error) {
			q.Offset, q.Limit = len(rows), page
			return tx.Deliveries(standing, q)
		}})
}

// Found exports the operations that a search finds, latest day first. Errors: as Clients.
func (s *Service) Found(ctx context.Context, actor rights.Actor, want search.Want, path string) (Done, error) {
	return write(ctx, s, actor, path, list[search.Row]{object: "operation", layout: foundLayout,
		firm: func(r search.Row) int64 { return r.FirmID },
		page: func(tx Tx, standing rights.Standing, rows []search.Row) ([]search.Row, int, error) {
			want.After, want.Limit = 0, page
			if n := len(rows); n > 0 {
				want.After = rows[n-1].Key
			}
			more, err := tx.FoundOperations(standing, want)
			return more, len(rows) + len(more), err
		}})
}

// Closings exports where each IBAN stood on a day, and whether its year is complete. Errors: as Clients.
func (s *Service) Closings(ctx context.Context, actor rights.Actor, q closing.Query, path string) (Done, error) {
	return write(ctx, s, actor, path, list[closing.Row]{object: "account", layout: closingLayout,
		firm: func(r closing.Row) int64 { return r.FirmID },
		page: func(tx Tx, standing rights.Standing, rows []closing.Row) ([]closing.Row, int, error) {
			if len(rows) > 0 {
				return nil, len(rows), nil // they come all at once
			}
			all, _, err := closing.Rows(tx, standing, q)
			return all, len(all), err
		}})
}

// Journal exports the journal, latest first, for an Administrateur. Errors: as Clients.
func (s *Service) Journal(ctx context.Context, actor rights.Actor, q journal.Query, path string) (Done, error) {
	return write(ctx, s, actor, path, list[journal.Row]{object: "journal", needs: rights.ReadJournal, layout: journalLayout,
		firm: func(r journal.Row) int64 { return r.FirmID },
		page: func(tx Tx, _ rights.Standing, rows []journal.Row) ([]journal.Row, int, error) {
			q.Before, q.Limit = 0, page
			if n := len(rows); n > 0 {
				q.Before = rows[n-1].ID
			}
			return tx.Journal(q)
		}})
}

// list is how one list is read and laid out.
type list[Row any] struct {
	object string        // in the journal
	needs  rights.Action // beside rights.Export; "" for nothing more
	layout layout[Row]
	firm   func(Row) int64
	page   func(Tx, rights.Standing, []Row) (more []Row, total int, err error) // after those that are there
}

func write[Row any](ctx context.Context, s *Service, actor rights.Actor, path string, l list[Row]) (Done, error) {
	format, most := s.Workbook, maxXLSX
	switch strings.ToLower(filepath.Ext(path)) {
	case ".csv":
		format, most = sheet.WriteCSV, maxCSV
	case ".pdf":
		format, most = s.Paper, maxPDF
	}
	var rows []Row
	err := s.Store.Read(ctx, func(tx Tx) (err error) {
		rows, err = l.read(tx, actor, most)
		return err
	})
	if err != nil {
		return Done{}, err
	}
	err = sheet.Save(path, s.Reserved, func(w io.Writer) error {
		if err := format(w, l.layout.table(rows)); err != nil {
			return err
		}
		return s.Store.Write(ctx, func(tx Tx) error { return l.record(tx, actor, rows) }) // before the file takes its name
	})
	return Done{Path: path, Rows: len(rows)}, err
}

func (l list[Row]) authorize(tx Tx, actor rights.Actor) (rights.Standing, error) {
	standing, err := tx.Standing(actor)
	if err == nil && !standing.Can(rights.Export) {
		err = standing.May(rights.Export, 0)
	}
	if err == nil && l.needs != "" {
		err = standing.May(l.needs, 0)
	}
	return standing, err
}

// read gathers the whole list.
func (l list[Row]) read(tx Tx, actor rights.Actor, most int) (rows []Row, err error) {
	standing, err := l.authorize(tx, actor)
	if err != nil {
		return nil, err
	}
	for {
		more, total, err := l.page(tx, standing, rows)
		switch {
		case err != nil:
			return nil, err
		case total == 0:
			return nil, fault.New(fault.Invalid, "Cette liste est vide : il n'y a rien à exporter.").WithHint("Effacez les filtres.")
		case total > most:
			return nil, fault.Newf(fault.Invalid, "Cette liste a %d lignes : %d au plus dans ce format.", total, most).
				WithHint("Filtrez-la, ou prenez le CSV qui en contient davantage.")
		}
		rows = append(rows, more...)
		if len(more) < page {
			return rows, nil
		}
	}
}

// record says in the journal how much left, of which firm when it is one alone.
func (l list[Row]) record(tx Tx, actor rights.Actor, rows []Row) error {
	if _, err := l.authorize(tx, actor); err != nil {
		return err
	}
	only := l.firm(rows[0])
	for _, r := range rows {
		if l.firm(r) != only {
			only = 0
		}
	}
	return tx.Record(journal.Entry{Actor: actor, Action: "export." + l.object, FirmID: only, Object: l.object, Facts: map[string]any{"rows": len(rows)}})
}
