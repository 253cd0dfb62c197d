// Package collect is where statement files come in: chosen files and folders, read, held
// against what is stored, checked, kept and placed, one transaction a file.
//
//	reports, err := files.Import(ctx, actor, collect.Request{Paths: paths, FirmID: 1}, onProgress)
package collect

import (
	"io"
	"time"

	"sobank/backend/civil"
	"sobank/backend/iban"
	"sobank/backend/statement"
)

// Format reads one kind of file.
type Format struct {
	Name   string
	Words  string                 // for people: « OFX »
	Detect func(head []byte) bool // head is at most 64 KiB
	Open   func(r io.Reader, given Given) Reader
}

// Given is what a reader is told beside the bytes. A file that says less than its format
// needs asks for it: its error names the field (« account », « dates », « mapping »).
type Given struct {
	Today   civil.Date
	Account iban.IBAN // whose statements a file holds that names no account
	Dates   string    // the order of days, months and years where a file leaves it open
	Mapping []byte    // how the columns of a table are read
	Known   []SavedMapping
}

// Reader gives the statements of a file one by one.
type Reader interface {
	// Next gives the next statement, which belongs to the caller; io.EOF after the last.
	Next() (*statement.Draft, error)
	// Warnings are those that belong to no statement, complete after io.EOF.
	Warnings() []statement.Warning
	// Tail is the bytes after the last statement.
	Tail() []byte
}

// Request says what to import.
type Request struct {
	Paths      []string // files, archives or folders; a file within an archive as the preview names it
	FirmID     int64    // where statements of unknown accounts go; 0: the actor's only firm
	HandedOver bool     // « remis par le client »
	// Given answers what files asked for, by path.
	Given map[string]Given
}

// Progress is how far an import is.
type Progress struct {
	File, Files       int // 1-based
	Name              string
	Bytes, TotalBytes int64 // over all files
	Operations        int   // written so far
}

// Outcome is what became of a file.
type Outcome string

// The outcomes.
const (
	Imported  Outcome = "imported"
	Duplicate Outcome = "duplicate" // the same bytes are there already
	Failed    Outcome = "failed"    // Err says why; nothing of it is stored
)

// FileReport is what became of one file.
type FileReport struct {
	Path          string
	Name          string // « lot.zip › 2026-03.txt » of a file in an archive
	Outcome       Outcome
	FileID        int64
	Format        string
	Statements    int // blocks in the file
	NewStatements int
	Operations    int // lines in the file
	NewOperations int
	Warnings      int
	States        map[statement.State]int // of the file's statements
	Places        map[statement.Place]int
	Err           error
}

// File is an imported file.
type File struct {
	ID            int64
	FirmID        int64
	Name          string
	Format        string
	Size          int64 // bytes
	SHA256        string
	HandedOver    bool
	StaffID       int64 // 0: « Système »
	By            string
	ReceivedAt    time.Time
	Statements    int
	Operations    int
	NewOperations int
	Warnings      int
	Between       []byte // frame of what lies between the statements
}

// UndoPreview says what undoing an import takes away.
type UndoPreview struct {
	File       File
	Statements int   // that no other file shows
	Operations int   // that no other file shows
	Kept       int   // statements that another file shows too
	WhyNot     error // nil when it can be undone
}
