// Package printing puts statements on paper: one, or those of an account over a period. The
// paper is the firm's own and says so on every page; it shows what was received as it was
// received, and what could not be checked. Who may see a statement may print it; each print
// is in the journal.
//
//	done, err := prints.Statement(ctx, actor, id, choose)
//	done, err := prints.Period(ctx, actor, accountID, civil.Period{From: from, To: to}, choose)
package printing

import (
	"context"
	"io"
	"time"

	"sobank/backend/account"
	"sobank/backend/civil"
	"sobank/backend/fault"
	"sobank/backend/journal"
	"sobank/backend/rights"
	"sobank/backend/sheet"
	"sobank/backend/statement"
)

// Store reads statements and keeps the journal. Each call is one transaction.
type Store interface {
	Read(context.Context, func(Tx) error) error
	Write(context.Context, func(Tx) error) error
}

// Tx is what printing needs of a transaction.
type Tx interface {
	journal.Recorder
	// Standing reads what the actor is now. Unauthenticated when the session has ended.
	Standing(rights.Actor) (rights.Standing, error)
	// Statement reads one. NotFound when there is none, or not for this standing.
	Statement(rights.Standing, int64) (statement.Details, error)
	// Account reads one. NotFound when there is none, or not for this standing.
	Account(rights.Standing, int64) (account.Row, error)
	// StatementsDuring lists an account's statements that end in a period, have operations
	// booked in it, or cover it without any.
	StatementsDuring(rights.Standing, int64, civil.Period) ([]statement.Row, error)
	// EachEntry gives a statement's operations one after the other, by position.
	EachEntry(statementID int64, put func(statement.Entry) error) error
}

// Where lets a person choose the path to write to, from the name that is proposed. It answers
// "" when they changed their mind.
type Where func(name string) (path string, err error)

// Done is what was printed; its path is empty when nothing was.
type Done struct {
	Path       string
	Statements int
	Operations int
	Pages      int
}

// Service prints statements.
type Service struct {
	Store   Store
	Printer Printer
	Now     func() time.Time
	// Qualifier and Reject say in French what a complement's qualifier and a reject code mean,
	// "" when unknown.
	Qualifier, Reject func(string) string
	// Reserved tells whether a path is one of the program's own files.
	Reserved func(path string) bool
}

// MaxOperations bounds what is printed at once, in operations. A PDF is held in memory until
// it is whole.
const MaxOperations = 50_000

// Statement prints one statement. Errors: Refused, NotFound, Invalid (too much, the path),
// Unreadable (the disk).
func (s *Service) Statement(ctx context.Context, actor rights.Actor, id int64, where Where) (Done, error) {
	return s.save(ctx, actor, where, func(tx Tx, standing rights.Standing) (job, error) {
		d, err := tx.Statement(standing, id)
		if err != nil {
			return job{}, err
		}
		return s.oneStatement(d.Row), standing.May(rights.Export, d.FirmID)
	})
}

// Period prints the statements of an account over a period, both ends of which are given: each
// whole, in order. Errors: as Statement, and Invalid when there is none.
func (s *Service) Period(ctx context.Context, actor rights.Actor, accountID int64, p civil.Period, where Where) (Done, error) {
	if err := checkPeriod(p); err != nil {
		return Done{}, err
	}
	return s.save(ctx, actor, where, func(tx Tx, standing rights.Standing) (job, error) {
		a, err := tx.Account(standing, accountID)
		if err != nil {
			return job{}, err
		}
		if err := standing.May(rights.Export, a.FirmID); err != nil {
			return job{}, err
		}
		rows, err := tx.StatementsDuring(standing, accountID, p)
		if err == nil && len(rows) == 0 {
			err = nothingDuring(a, p)
		}
		return s.overPeriod(a, p, rows), err
	})
}

// job is what is to be printed.
type job struct {
	name       string // of the file, without its extension
	entry      journal.Entry
	statements int
	operations int
	paper      func(Tx) Paper
}

// plan reads what is to be printed, for whoever may.
type plan func(Tx, rights.Standing) (job, error)

// save asks where the print goes once it is known that there is one, then writes it whole.
func (s *Service) save(ctx context.Context, actor rights.Actor, where Where, read plan) (Done, error) {
	planned, err := s.plan(ctx, actor, read)
	if err != nil {
		return Done{}, err
	}
	path, err := where(planned.name + ".pdf")
	if err != nil || path == "" {
		return Done{}, err
	}
	done := Done{Path: path}
	err = sheet.Save(path, s.Reserved, func(w io.Writer) error {
		if err := s.write(ctx, actor, read, w, &done); err != nil {
			return err
		}
		return s.record(ctx, actor, read) // before the file takes its name
	})
	if err != nil {
		return Done{}, err
	}
	return done, nil
}

func (s *Service) plan(ctx context.Context, actor rights.Actor, read plan) (j job, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		j, err = planned(tx, actor, read)
		return err
	})
	return j, err
}

func planned(tx Tx, actor rights.Actor, read plan) (job, error) {
	standing, err := tx.Standing(actor)
	if err != nil {
		return job{}, err
	}
	j, err := read(tx, standing)
	if err == nil && j.operations > MaxOperations {
		err = fault.Newf(fault.Invalid, "Il y a là %d opérations : %d au plus dans un PDF.", j.operations, MaxOperations).
			WithHint("Prenez une période plus courte, ou un export CSV.")
	}
	return j, err
}

// write prints from one reading, so that what is on paper holds together.
func (s *Service) write(ctx context.Context, actor rights.Actor, read plan, w io.Writer, done *Done) error {
	return s.Store.Read(ctx, func(tx Tx) error {
		j, err := planned(tx, actor, read)
		if err != nil {
			return err
		}
		done.Statements, done.Operations = j.statements, j.operations
		done.Pages, err = s.Printer.Print(w, j.paper(tx))
		return err
	})
}

func (s *Service) record(ctx context.Context, actor rights.Actor, read plan) error {
	return s.Store.Write(ctx, func(tx Tx) error {
		j, err := planned(tx, actor, read)
		if err != nil {
			return err
		}
		j.entry.Actor = actor
		return tx.Record(j.entry)
	})
}
