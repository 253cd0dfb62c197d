package statement

import (
	"context"
	"slices"
	"strings"
	"time"

	"sobank/backend/civil"
	"sobank/backend/fault"
	"sobank/backend/iban"
	"sobank/backend/journal"
	"sobank/backend/rights"
)

// Row is a statement in a list.
type Row struct {
	ID         int64
	AccountID  int64
	Key        string // of the account
	IBAN       iban.IBAN
	BankCode   string
	FirmID     int64
	FirmName   string
	ClientID   int64 // 0: « Sans IBAN »
	ClientName string
	Currency   string
	Decimals   int
	Start, End civil.Date
	Opening    *Balance
	Closing    *Balance
	Credits    int64
	Debits     int64
	Operations int
	Own        int
	Unreadable int
	State      State
	Expected   *int64 // of an interruption
	ExpectedOn civil.Date
	Place      Place
	Reason     Reason
	HandedOver bool
	ReceivedAt time.Time
	ReleasedBy string
	ReleasedAt time.Time
	Why        string // the release's reason
	Review     Review
}

// Query filters and pages statements, latest first.
type Query struct {
	Search    string
	FirmIDs   []int64
	States    []State
	Places    []Place
	Marks     []Mark
	AccountID int64
	FileID    int64
	IDs       []int64      // these alone
	Mine      bool         // « Mes dossiers »: of the clients that the actor keeps
	Period    civil.Period // of the statement's end
	After     Cursor       // zero: from the first row
	Skip      int          // rows left out from there: a page far down is reached without those above
	Limit     int
}

// Cursor is the last row of the page before.
type Cursor struct {
	End civil.Date
	ID  int64
}

// Source is a file that shows a statement.
type Source struct {
	FileID     int64
	Name       string
	Line       int
	ReceivedAt time.Time
	HandedOver bool
}

// FileWarning is an oddity of a file that concerns a statement.
type FileWarning struct {
	Warning
	File string
}

// Entry is an operation of a stored statement.
type Entry struct {
	Operation
	Position int    // 0-based in the block
	Balance  *int64 // after it
	Own      bool   // false: another statement had brought it
	Note     string // a person's
}

// Details is one statement with all that is said of it.
type Details struct {
	Row
	Sources   []Source
	Warnings  []FileWarning
	Disputes  []Dispute
	MayLetGo  bool // the actor may release it
	FirmHolds bool // the firm holds interruptions back
}

// Dispute is a day on which another statement (or, ID 0, its own double) contradicts this one.
type Dispute struct {
	On    civil.Date
	Other int64
	File  string
}

// Store keeps statements. Each call is one transaction.
type Store interface {
	Read(context.Context, func(Tx) error) error
	Write(context.Context, func(Tx) error) error
}

// Tx is what reading and releasing statements need of a transaction.
type Tx interface {
	journal.Recorder
	// Standing reads what the actor is now. Unauthenticated when the session has ended.
	Standing(rights.Actor) (rights.Standing, error)
	// Statements lists a page of what the standing may see, and the count of the whole list.
	Statements(rights.Standing, Query) ([]Row, int, error)
	// Statement reads one. NotFound when there is none, or not for this standing.
	Statement(rights.Standing, int64) (Details, error)
	// Entries gives a run of a statement's operations, by position.
	Entries(statementID int64, from, limit int) ([]Entry, error)
	// Noted adds to a run of a statement's operations what notices tell more of them.
	Noted(statementID int64, entries []Entry) error
	// PlaceCounts counts by place what the standing may see, or keeps (mine).
	PlaceCounts(s rights.Standing, mine bool) (map[Place]int, error)
	// ReleaseStatement keeps that a person let a statement go from a state, and why.
	ReleaseStatement(statementID, staffID int64, from State, reason string) error
	// MarkStatements marks those of the statements that the standing may see, and gives those that changed.
	MarkStatements(s rights.Standing, ids []int64, mark Mark) ([]Marked, error)
	// NoteStatement keeps a note on a statement.
	NoteStatement(id int64, note string, staffID int64) error
	// NoteOperation keeps a note on the operation at a position of a statement. NotFound.
	NoteOperation(id int64, position int, note string, staffID int64) error
	// Settle derives again state and place of the accounts' statements.
	Settle(accounts ...int64) error
}

// Service is what one may do with stored statements.
type Service struct{ Store Store }

// List gives a page of the statements that the actor may see.
func (s *Service) List(ctx context.Context, actor rights.Actor, q Query) (rows []Row, total int, err error) {
	err = s.read(ctx, actor, func(tx Tx, standing rights.Standing) error {
		rows, total, err = tx.Statements(standing, q)
		return err
	})
	return rows, total, err
}

// Get reads one statement. Errors: NotFound.
func (s *Service) Get(ctx context.Context, actor rights.Actor, id int64) (d Details, err error) {
	err = s.read(ctx, actor, func(tx Tx, standing rights.Standing) error {
		d, err = tx.Statement(standing, id)
		d.MayLetGo = d.Place == Held && standing.May(releaseAction(d.Row), d.FirmID) == nil && releasable(d.Row) == nil
		return err
	})
	return d, err
}

// Entries gives a run of a statement's operations with the count of all. Errors: NotFound.
func (s *Service) Entries(ctx context.Context, actor rights.Actor, id int64, from, limit int) (entries []Entry, row Row, err error) {
	err = s.read(ctx, actor, func(tx Tx, standing rights.Standing) error {
		d, err := tx.Statement(standing, id)
		if err != nil {
			return err
		}
		row = d.Row
		if entries, err = tx.Entries(id, from, limit); err != nil {
			return err
		}
		return tx.Noted(id, entries)
	})
	return entries, row, err
}

// PlaceCounts counts by place the statements that the actor may see, or those of the clients
// that they keep (mine).
func (s *Service) PlaceCounts(ctx context.Context, actor rights.Actor, mine bool) (counts map[Place]int, err error) {
	err = s.read(ctx, actor, func(tx Tx, standing rights.Standing) error {
		counts, err = tx.PlaceCounts(standing, mine)
		return err
	})
	return counts, err
}

func (s *Service) read(ctx context.Context, actor rights.Actor, fn func(Tx, rights.Standing) error) error {
	return s.Store.Read(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		return fn(tx, standing)
	})
}

// Release lets a held statement go, with a reason: a Superviseur, or a Collaborateur for
// « Non vérifiable ». Errors: Invalid without a reason, Refused, NotFound, Conflict when
// the statement is not held by its own state.
func (s *Service) Release(ctx context.Context, actor rights.Actor, id int64, reason string) error {
	reason = strings.TrimSpace(reason)
	if reason == "" || len(reason) > 500 {
		return fault.New(fault.Invalid, "Dites pourquoi ce relevé est débloqué (500 caractères au plus).").WithField("reason")
	}
	return s.Store.Write(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		accountID, err := release(tx, standing, id, reason)
		if err != nil {
			return err
		}
		return tx.Settle(accountID)
	})
}

// release lets one statement go and gives its account, which is then to be settled.
func release(tx Tx, standing rights.Standing, id int64, reason string) (accountID int64, err error) {
	d, err := tx.Statement(standing, id)
	if err != nil {
		return 0, err
	}
	if err := standing.May(releaseAction(d.Row), d.FirmID); err != nil {
		return 0, err
	}
	if err := releasable(d.Row); err != nil {
		return 0, err
	}
	if err := tx.ReleaseStatement(id, standing.Actor.StaffID, d.State, reason); err != nil {
		return 0, err
	}
	return d.AccountID, tx.Record(journal.Entry{Actor: standing.Actor, Action: "statement.release", FirmID: d.FirmID, Object: "statement", ObjectID: id})
}

// ReleaseAll lets held statements go together, with one reason: all those that are held by their own
// state and that the actor may let go. What is left is counted, and stays as it is. Errors: Invalid.
func (s *Service) ReleaseAll(ctx context.Context, actor rights.Actor, ids []int64, reason string) (released, left int, err error) {
	reason = strings.TrimSpace(reason)
	if reason == "" || len(reason) > 500 || len(ids) > maxMarks {
		return 0, 0, fault.New(fault.Invalid, "Dites pourquoi ces relevés sont débloqués (500 caractères au plus, 10 000 relevés au plus).").WithField("reason")
	}
	err = s.Store.Write(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		var accounts []int64
		for _, id := range ids {
			account, err := release(tx, standing, id, reason)
			switch fault.CodeOf(err) {
			case fault.Refused, fault.Conflict, fault.NotFound:
				if err != nil {
					left++
					continue
				}
			}
			if err != nil {
				return err
			}
			released++
			if !slices.Contains(accounts, account) {
				accounts = append(accounts, account)
			}
		}
		return tx.Settle(accounts...)
	})
	return released, left, err
}

func releaseAction(r Row) rights.Action {
	if r.State == Unverifiable {
		return rights.ReleaseUnproven
	}
	return rights.Release
}

func releasable(r Row) error {
	if r.State.holds() || r.State == Interruption {
		return nil
	}
	return fault.New(fault.Conflict, "Ce relevé n'est pas retenu par un contrôle : il n'y a rien à débloquer.")
}
