package receive

import (
	"context"
	"errors"
	"io/fs"
	"syscall"

	"sobank/backend/fault"
)

// Setback is why a place, or one file of it, could not be had. Its sentences are for a person,
// and free of secrets.
type Setback struct {
	Code    string // ours, for support
	Message string
	Hint    string
	// OfFile says that the fault is one file's: the others go on, and it is tried again.
	OfFile bool
	// Stops says that somebody has to mend it first: a wrong password is not repeated.
	Stops bool
	// Unreached says that the place was not reached at all: no network, a server that is down.
	Unreached bool
	// Cut says that it was reached, and the connection ended: what was fetched counts.
	Cut bool
}

func (s *Setback) Error() string { return "receive: " + s.Code }

// passing reports whether it may well go by itself: nobody is told of it at once.
func (s *Setback) passing() bool { return s.Unreached || s.Code == CodeLocked }

// Our codes.
const (
	CodeFull    = "DISQUE-PLEIN"
	CodeImport  = "IMPORT"
	CodePlace   = "RECEPTION"
	CodeFiling  = "CLASSEMENT"
	CodeChanged = "FICHIER-CHANGE"
	CodeLocked  = "FICHIER-OCCUPE"
)

// Changed is a file that is gone, or was written to while it was read: it is seen anew.
func Changed(name string) *Setback {
	return &Setback{Code: CodeChanged, OfFile: true, Message: "« " + name + " » a changé pendant la lecture.",
		Hint: "Rien à faire : il sera lu quand il ne changera plus."}
}

// setbackOf is what an error means for a source; ok is false for the end of the run.
func setbackOf(ctx context.Context, err error) (s *Setback, ok bool) {
	if ctx.Err() != nil {
		return nil, false
	}
	if s, ok := errors.AsType[*Setback](err); ok {
		return s, true
	}
	if isFull(err) {
		return full(), true
	}
	e := fault.From(err)
	return &Setback{Code: CodePlace, Message: e.Message, Hint: e.Hint}, true
}

// full is a disk of ours without room.
func full() *Setback {
	return &Setback{Code: CodeFull, Message: "Le disque de cette machine est plein : le fichier n'a pas pu être lu.",
		Hint: "Libérez de la place ; le fichier est resté à sa place et sera relu de lui-même."}
}

func isFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || fullByNumber(err)
}

// ours reports whether an import failed for a reason of this machine, and not of the file: the
// file stays, and is tried again.
func ours(err error) bool {
	switch fault.CodeOf(err) {
	case fault.Unreadable, fault.Invalid, fault.Conflict:
	default:
		return true
	}
	_, path := errors.AsType[*fs.PathError](err)
	_, number := errors.AsType[syscall.Errno](err)
	return path || number
}
