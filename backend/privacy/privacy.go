// Package privacy is what the law on personal data asks of a firm: giving a client what is kept
// about it, erasing it, keeping nothing longer than needed, and saying what is kept, why and for
// how long.
//
//	done, err := privacy.Export(ctx, actor, clientID, "jardins.zip", nil)
//	plan, err := privacy.PreviewErase(ctx, actor, clientID)
//	gone, err := privacy.Erase(ctx, actor, clientID, privacy.Consent{Typed: "J-014"})
//
// What was erased leaves a tombstone: a number, a day, a person, counts.
package privacy

import (
	"context"
	"io"
	"time"

	"sobank/backend/civil"
	"sobank/backend/client"
	"sobank/backend/firm"
	"sobank/backend/journal"
	"sobank/backend/rights"
	"sobank/backend/settings"
	"sobank/backend/sheet"
	"sobank/backend/statement"
)

// Counts is how much is, or was, erased.
type Counts struct {
	Accounts   int
	Statements int
	Operations int
	Documents  int
	Notes      int // on statements and operations
	Deliveries int
	Files      int // that go whole
	Shared     int // files that hold others' statements too: those stay
	Downloads  int // past downloads that cannot be made again
}

// Holding is what is kept about a client, and what stands against erasing it.
type Holding struct {
	Counts
	Open     int // deliveries in flight, or whose fate is not known
	Waiting  int // deliveries that wait to leave
	NotTaken int // statements that were neither delivered nor downloaded, and are to be
	Received int // files that lie in a watched folder or on a bank's server, outside So bank
	Copies   int // copies of the data file from before an upgrade, which go too
}

// Scope is what is erased: a client with all that is about it, or the statements under
// « Sans IBAN » that were received before an instant.
type Scope struct {
	ClientID int64
	Before   time.Time // when ClientID is 0
}

// Tombstone is what stays of an erasure.
type Tombstone struct {
	ID       int64
	ClientID int64 // 0: statements under « Sans IBAN »
	FirmID   int64 // 0: of no firm, or of several
	FirmName string
	By       string // a person's name, « Système »
	Reason   string
	Early    bool // before its time, or with statements that had not left
	Counts
	At time.Time
}

// Kept is a client whose mission has ended, and until when it is kept.
type Kept struct {
	ClientID   int64
	Name       string
	Reference  string
	FirmID     int64
	FirmName   string
	EndedOn    civil.Date
	Until      civil.Date // the last day of it
	Accounts   int
	Statements int
}

// Over reports whether a day is past what a client is kept for.
func (k Kept) Over(today civil.Date) bool { return k.Until != 0 && k.Until < today }

// Rule is how long a firm keeps what it has of a client.
type Rule struct {
	FirmID   int64
	FirmName string
	Years    int // after the end of the mission
}

// Store keeps what there is. Each call but Wipe is one transaction.
type Store interface {
	Read(context.Context, func(Tx) error) error
	Write(context.Context, func(Tx) error) error
	// Wipe takes what was erased out of the bytes of the data file and of its log, and removes
	// the copies of it from before an upgrade: all after a client, the old ones after « Sans
	// IBAN » alone. It is done again when it was cut.
	Wipe(context.Context) error
	// Copies lists those copies.
	Copies() ([]string, error)
}

// Tx is what privacy needs of a transaction.
type Tx interface {
	journal.Recorder
	settings.Reader
	// SetSetting writes a setting.
	SetSetting(name, value string) error
	// Standing reads what the actor is now. Unauthenticated when the session has ended.
	Standing(rights.Actor) (rights.Standing, error)
	// Client reads a client. NotFound when there is none, or not for this standing.
	Client(rights.Standing, int64) (client.Row, error)
	// Firm reads a firm's card. NotFound when there is none.
	Firm(int64) (firm.Card, error)
	// Connectors lists a firm's.
	Connectors(firmID int64) ([]firm.Connector, error)
	// Holding says what a scope holds.
	Holding(Scope) (Holding, error)
	// MissionEnd is the day on which a client's mission ended, 0 while it goes on.
	MissionEnd(clientID int64) (civil.Date, error)
	// Identifies reports whether a text holds what a client is known by: its name, an IBAN, a
	// number of an account, its SIRET.
	Identifies(clientID int64, text string) (bool, error)
	// Erase takes away all of a scope, and tells how much that was.
	Erase(Scope) (Counts, error)
	// Bury keeps a tombstone.
	Bury(actor rights.Actor, t Tombstone) error
	// Tombstones lists them, latest first.
	Tombstones(limit int) ([]Tombstone, error)
	// Ended lists the clients whose mission has ended that the standing may see, those kept
	// longest first.
	Ended(rights.Standing) ([]Kept, error)
	// Rules lists the retention of the firms that the standing reaches.
	Rules(rights.Standing) ([]Rule, error)
	// SetRetention says how many years a firm keeps a client after its mission. NotFound.
	SetRetention(firmID int64, years int) error
	// OldestAside is the reception of the oldest statement under « Sans IBAN », zero without any.
	OldestAside() (time.Time, error)

	// ClientLines reads a part of what is kept about a client, line by line: texts, numbers or nil.
	ClientLines(part string, clientID int64, each func([]any) error) error
	// CountOperations counts those of a client.
	CountOperations(clientID int64) (int, error)
	// Papers gives the documents of a client with their bytes, one by one.
	Papers(clientID int64, each func(Paper) error) error
	// Originals gives the bank's bytes of a client's statements, one by one.
	Originals(clientID int64, each func(Original) error) error
	// Block gives a statement as it is stored, with its operations.
	Block(statementID int64) (*statement.Draft, []statement.Entry, error)
}

// Paper is a document with its bytes.
type Paper struct {
	ID      int64
	Name    string
	Content []byte
}

// Original is a statement as the bank wrote it.
type Original struct {
	StatementID int64
	Account     string // its IBAN, else its RIB
	Format      string
	Start, End  civil.Date
	Content     []byte // the bytes of the first file that showed it
}

// Service does it.
type Service struct {
	Store    Store
	Now      func() time.Time
	Reserved func(path string) bool // files of So bank itself, which nothing writes over
	// Workbook writes a table as XLSX.
	Workbook func(io.Writer, sheet.Table) error
	// CFONB120 writes a statement in that format.
	CFONB120 func(io.Writer, *statement.Draft) error
}

// seen reads a client that the actor may act upon.
func seen(tx Tx, actor rights.Actor, action rights.Action, clientID int64) (client.Row, error) {
	standing, err := tx.Standing(actor)
	if err != nil {
		return client.Row{}, err
	}
	row, err := tx.Client(standing, clientID)
	if err != nil {
		return row, err
	}
	return row, standing.May(action, row.FirmID)
}
