// Package receive takes statement files from where banks and providers leave them: a folder of
// this machine, a server. Each file goes through the import as one chosen by hand does, and is
// remembered, so that a file that its place keeps is taken once.
//
//	report, err := engine.Run(ctx, receive.Scope{Actor: actor})  // looks into what is due
//	files, err := receptions.Files(ctx, actor, sourceID)         // what came of it
//
// A source is a row beside a firm's connectors (firm.Sources). Its place is an adapter, one
// package each (receive/folder, receive/sftp).
//
// In order: a look lists the files; one that has kept its size and time between two looks is
// fetched into a file of ours, imported from there, remembered with what became of it, then filed
// away in its place. A crash between any two of these takes the file up again: the import knows
// the bytes, and says that they are there already.
package receive

import (
	"context"
	"io"
	"time"

	"sobank/backend/deliver"
	"sobank/backend/firm"
)

// Found is a file in a place.
type Found struct {
	Path       string // within the place, with slashes
	Size       int64  // bytes
	ModifiedAt time.Time
}

// Same reports whether nothing says that a file has changed.
func (f Found) Same(g Found) bool {
	return f.Path == g.Path && f.Size == g.Size && f.ModifiedAt.Equal(g.ModifiedAt)
}

// Door leads to places of one kind.
type Door interface {
	// Open reaches a place; what it opens is closed by whoever asked. Errors are setbacks.
	Open(ctx context.Context, a deliver.Access) (Place, error)
	// Test tries the place without taking anything.
	Test(ctx context.Context, a deliver.Access) deliver.Trial
}

// Place is a folder of files, open. Errors are setbacks; those of one file say so.
type Place interface {
	// Look lists the files to take, without those that are hidden or still being written by
	// their name.
	Look(ctx context.Context) ([]Found, error)
	// Fetch writes a file's bytes from an offset on. One that is gone, or is not as it was found
	// any more, is a setback of that file.
	Fetch(ctx context.Context, f Found, from int64, into io.Writer) error
	// Keeps reports whether a file of which this became stays where it is.
	Keeps(Outcome) bool
	// PutAway files a file away, and answers its name there, "" for where it was. A file that is
	// gone, or changed since, is left: the answer is "".
	PutAway(ctx context.Context, f Found, v Verdict) (as string, err error)
	Close()
}

// Verdict is what the import said of a file.
type Verdict struct {
	Outcome Outcome
	// Note is the text that says why, for the file beside a rejected one; "" for none.
	Note string
}

// Outcome is what became of a file.
type Outcome string

// The outcomes.
const (
	Seen      Outcome = "seen"      // it waits until it changes no more
	Imported  Outcome = "imported"  //
	Duplicate Outcome = "duplicate" // the same bytes are there already
	Partly    Outcome = "partly"    // of an archive, some files were not taken
	Rejected  Outcome = "rejected"  // nothing of it is stored
)

// Outcomes lists what may become of a file that was taken.
var Outcomes = []Outcome{Imported, Duplicate, Partly, Rejected}

var outcomeFrench = map[Outcome]string{Seen: "En attente", Imported: "Importé", Duplicate: "Déjà importé", Partly: "Importé en partie", Rejected: "Rejeté"}

// French is the outcome on screen.
func (o Outcome) French() string { return outcomeFrench[o] }

// Treated reports whether all of a file is in the program.
func (o Outcome) Treated() bool { return o == Imported || o == Duplicate }

// Record is a file that a source showed, and what became of it.
type Record struct {
	Found
	ID         int64
	SourceID   int64
	SeenAt     time.Time
	Outcome    Outcome
	SHA256     string
	FileID     int64 // its import, 0 for none, or one that was undone
	Statements int   // new ones
	Operations int   // new ones
	Reason     string
	Hint       string
	TakenAt    time.Time // zero while it is only seen
	Filed      bool
	FiledAs    string
}

// Status is a source as it stands.
type Status struct {
	Source      firm.Connector
	Status      deliver.Status // settings, credentials, trouble, as of a connector
	TriedAt     time.Time
	LookedAt    time.Time // the last look that went through
	Problem     string    // why the last try did not, when it may go by itself
	ProblemHint string
	Failures    int
	NextAt      time.Time
	Stopped     bool // with its trouble: it waits for a person
	Waiting     int  // files that are still being written
	Taken       int  // files in all
	Rejected    int  // files that were not taken, or partly
	Unnoticed   int  // of these, those that nobody saw yet, and that did not come again and go through
	LastTakenAt time.Time
}
