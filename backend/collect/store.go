package collect

import (
	"context"

	"sobank/backend/civil"
	"sobank/backend/iban"
	"sobank/backend/journal"
	"sobank/backend/rights"
	"sobank/backend/statement"
)

// Store keeps files and their statements. Each call is one transaction.
type Store interface {
	Read(context.Context, func(Tx) error) error
	Write(context.Context, func(Tx) error) error
	// Sheets gives what prepares statements ahead of the transaction, on the side that
	// reads a file while the other writes.
	Sheets() func(*statement.Draft) Sheet
}

// Sheet is what a store prepared of a statement. Only the store looks inside.
type Sheet any

// Tx is what importing needs of a transaction.
type Tx interface {
	journal.Recorder
	MappingTx
	// Standing reads what the actor is now. Unauthenticated when the session has ended.
	Standing(rights.Actor) (rights.Standing, error)
	// OnlyFirm is the one firm of the installation, 0 when there are none or several.
	OnlyFirm() (int64, error)

	// HasFileOfSize tells whether a file of that many bytes was imported.
	HasFileOfSize(size int64) (bool, error)
	// FileBySHA256 finds an imported file by its hash.
	FileBySHA256(hash string) (f File, found bool, err error)
	// StartFile adds a file; its counts and hash come with FinishFile.
	StartFile(File) (int64, error)
	// FinishFile completes a file and writes what is still buffered.
	FinishFile(File) error
	// AddWarnings keeps oddities of a file, of one statement or (0) of none.
	AddWarnings(fileID, statementID int64, warnings []statement.Warning) error

	// Target finds the account that a statement is of: known, if the standing reaches its
	// firm, else aside under the given firm, made when absent.
	Target(s rights.Standing, firmID int64, key string, number iban.IBAN, currency string) (Target, error)
	// AddStatement stores a statement with its sighting and those of its operations whose
	// index is in own; they are written together with others, at FinishFile or Flush.
	AddStatement(New) (int64, error)
	// Twins lists the statements of an account with the same balances, counts and sums.
	Twins(accountID int64, d *statement.Draft, credits, debits int64) ([]Twin, error)
	// AddSighting says that a file shows a stored statement too.
	AddSighting(s Sighting) error
	// Lines gives a stored statement's operations, in the order of its block.
	Lines(statementID int64) ([]statement.Operation, error)
	// MergeDays holds the days of an account against all statements that show them: which
	// operations there are, who owns them, who contradicts whom. draft is the block of the
	// statement that has just come, if one has.
	MergeDays(accountID int64, days []civil.Date, draft *Fresh) error
	// NoteDouble marks a statement that opens and closes on the same balance and stands in
	// two files: it cannot be told from its double.
	NoteDouble(statementID int64, day civil.Date) error
	// AddNotice keeps what a notice of a file tells of an account's operations.
	AddNotice(fileID int64, key string, operations []statement.Operation) error
	// Inserted counts the operations that this transaction added.
	Inserted() int
	// Settle derives again state and place of all statements of accounts.
	Settle(accounts ...int64) error
	// QueueDeliveries writes the deliveries that are due for accounts.
	QueueDeliveries(accounts ...int64) error
	// Outcomes counts the states and places of a file's statements.
	Outcomes(fileID int64) (map[statement.State]int, map[statement.Place]int, error)

	// Warnings gives the first oddities of a file, in its order.
	Warnings(fileID int64, limit int) ([]statement.Warning, error)
	// PreviewAccounts tells what a file brings to each account, by the account's client; the
	// names of clients that the standing may not see are left out.
	PreviewAccounts(s rights.Standing, fileID int64) ([]AccountPreview, error)

	// Files lists imported files that the standing may see, latest first.
	Files(s rights.Standing, limit int) ([]File, error)
	// File reads one. NotFound when there is none, or not for this standing.
	File(s rights.Standing, id int64) (File, error)
	// FirmsOf lists the firms whose accounts a file's statements are of; 0 for no firm.
	FirmsOf(fileID int64) ([]int64, error)
	// Departed counts the statements of a file that were delivered or downloaded, or are
	// on their way.
	Departed(fileID int64) (int, error)
	// Exclusive counts the statements and operations that only this file shows, and the
	// statements that another one shows too.
	Exclusive(fileID int64) (statements, operations, shared int, err error)
	// RemoveFile takes a file away with all that no other file shows, and returns the
	// accounts it touched. It leaves settling to the caller.
	RemoveFile(fileID int64) (accounts []int64, err error)
}

// Target is an account as an import meets it.
type Target struct {
	ID          int64
	FirmID      int64
	Eligibility statement.Eligibility
	Tail        statement.Tail // the end of its chain
	LastOn      civil.Date     // its latest stored operation
}

// New is a statement to store. Judgement and place are final when the statement extends
// its account's chain; else Settle gives them.
type New struct {
	AccountID       int64
	Draft           *statement.Draft
	Sheet           Sheet
	Credits, Debits int64
	Judgement       statement.Judgement
	Place           statement.Place
	Reason          statement.Reason
	HandedOver      bool
	Sighting        Sighting
	Own             func(position int) bool // which operations to store now, with this owner
	OwnCount        int
}

// Sighting is a statement in a file.
type Sighting struct {
	FileID      int64
	Position    int // 0-based
	StatementID int64
	Line        int
	Frame       []byte // the statement's bytes, packed
	HandedOver  bool
}

// Twin is a stored statement that may be the one that has come.
type Twin struct {
	ID        int64
	InFile    bool // the file being imported shows it already
	Entangled bool // it shares an operation with another statement
}

// Fresh is the statement that has just come, for MergeDays.
type Fresh struct {
	StatementID int64
	Draft       *statement.Draft
}
