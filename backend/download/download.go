// Package download makes the firm's global file: the statements that no connector takes,
// for the firm to import by itself.
//
//	taken, err := downloads.Take(ctx, actor, download.Request{FirmID: 1}, path)
package download

import (
	"context"
	"time"

	"sobank/backend/civil"
	"sobank/backend/handout"
	"sobank/backend/iban"
	"sobank/backend/journal"
	"sobank/backend/rights"
	"sobank/backend/statement"
)

// Request says what the file is to hold: what is « téléchargeable » and ends in a period,
// or, with a zero period, all of it, which is what came since the last download.
type Request struct {
	FirmID int64
	Period civil.Period
	// Format is CFONB120, the firm's bytes of its banks, when it is empty or "cfonb120"; else one of
	// the service's layouts.
	Format string
	Cut    Cut
}

// Cut asks for an archive of several files instead of one.
type Cut struct {
	ByClient bool
	Most     int64 // bytes a file; 0: any size. A statement is never cut in two.
}

func (c Cut) none() bool { return c == Cut{} }

// native is the format that needs no writing.
const native = "cfonb120"

// Item is a statement that may be taken.
type Item struct {
	StatementID int64
	AccountID   int64
	ClientID    int64
	Client      string
	IBAN        iban.IBAN
	Start, End  civil.Date
	Operations  int // lines of its block
	Own         int // those that it brings
	Unreadable  int
}

// LeftOut counts the statements of the period that the file does not hold, under what
// says why: a place, or "held:" and a reason, or "confidential".
type LeftOut struct {
	Key   string
	Count int
}

// Preview is what a download would hold.
type Preview struct {
	Statements int
	Operations int
	Accounts   int
	LeftOut    []LeftOut
	Last       *Taken // the firm's last download, nil before the first
	FileName   string // proposed
}

// Taken is a download that was made.
type Taken struct {
	ID         int64
	FirmID     int64
	Name       string // of the file
	Format     string
	Period     civil.Period
	Statements int
	Operations int
	Size       int64 // bytes
	SHA256     string
	By         string
	At         time.Time
	Path       string // where it was just written
	Items      []Item // what was just written
}

// Store keeps downloads. Each call is one transaction.
type Store interface {
	Read(context.Context, func(Tx) error) error
	Write(context.Context, func(Tx) error) error
}

// Tx is what downloading needs of a transaction.
type Tx interface {
	journal.Recorder
	statement.Leaving
	handout.Tx
	// Standing reads what the actor is now. Unauthenticated when the session has ended.
	Standing(rights.Actor) (rights.Standing, error)
	// Downloadable lists what is téléchargeable, by account then day.
	Downloadable(rights.Standing, Request) ([]Item, error)
	// LeftOut counts the other statements of the period that have not left.
	LeftOut(rights.Standing, Request) ([]LeftOut, error)
	// Freeze keeps what leaves: name, hash, size and pieces. It returns the shipment's id.
	Freeze(name, sha256 string, size int64, pieces []statement.Piece) (int64, error)
	// AddDownload keeps a download and puts its statements in the place « téléchargé ».
	AddDownload(t Taken, shipmentID, staffID int64) (int64, error)
	// KeepFile keeps the bytes of a download that cannot be made again of its pieces.
	KeepFile(downloadID int64, content []byte) error
	// KeptFile reads them; false when it has none of its own.
	KeptFile(downloadID int64) ([]byte, bool, error)
	// Downloads lists a firm's downloads, latest first.
	Downloads(firmID int64, limit int) ([]Taken, error)
	// Download reads one. NotFound when there is none.
	Download(id int64) (Taken, error)
	// HiddenIn counts its statements that the standing may not see.
	HiddenIn(s rights.Standing, id int64) (int, error)
	// Pieces lists the pieces of a download in order; NotFound when its data was erased.
	Pieces(downloadID int64, each func(statement.Piece) error) error
}

// Service makes global files.
type Service struct {
	Store Store
	Now   func() time.Time
	// Outgoing makes the bytes of each statement.
	Outgoing statement.Outgoing
	// Layouts are the formats other than the banks' own CFONB120, by their keys.
	Layouts map[string]handout.Format
	// Reserved tells whether a path is one of the program's own files.
	Reserved func(path string) bool
}
