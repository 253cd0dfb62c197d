package receive

import (
	"context"
	"time"

	"sobank/backend/deliver"
	"sobank/backend/firm"
	"sobank/backend/journal"
	"sobank/backend/rights"
)

// Store keeps what sources showed. Each call is one transaction.
type Store interface {
	Read(context.Context, func(Tx) error) error
	Write(context.Context, func(Tx) error) error
}

// Tx is what receiving needs of a transaction.
type Tx interface {
	journal.Recorder
	// Standing reads what the actor is now. Unauthenticated when the session has ended.
	Standing(rights.Actor) (rights.Standing, error)
	// Connector reads a source that was not removed. NotFound when there is none.
	Connector(id int64) (firm.Connector, error)
	// AllSources lists the sources of the firms that the standing reaches, by name.
	AllSources(rights.Standing) ([]firm.Connector, error)
	// Reached reads a source as it is reached from an OS account, with a stamp that another
	// setting, or credentials given again, change. NotFound when it was removed.
	Reached(id int64, osAccount string) (c firm.Connector, stamp string, err error)
	// ConnectorStatus is a source's settings, credentials and trouble for an OS account.
	ConnectorStatus(id int64, osAccount string) (deliver.Status, error)
	// LookStatus completes a status with how looking into the source went.
	LookStatus(*Status) error
	// DropCredentials says that an OS account's keychain has not a source's credentials.
	DropCredentials(sourceID int64, osAccount string) error
	// SetTrouble keeps what stops a source; an empty code says that nothing does.
	SetTrouble(sourceID int64, code, message, hint string) error
	// NoteTested keeps that the source was tested well.
	NoteTested(sourceID int64) error
	// RequeueConnector takes a source out of trouble.
	RequeueConnector(sourceID int64) error

	// TakeSource takes a source for an owner; taken is false while another one has it that lives,
	// or whose lease runs where alive cannot tell (an error).
	TakeSource(sourceID int64, owner string, until time.Time, alive func(owner string) (bool, error)) (taken bool, err error)
	// HasSource reports whether it still is the owner's.
	HasSource(sourceID int64, owner string) (bool, error)
	// FreeSource gives it back.
	FreeSource(sourceID int64, owner string) error
	// NoteLook keeps how a try went; a nil setback says well. None is made before next, unless asked
	// for; zero: no wait.
	NoteLook(sourceID int64, s *Setback, next time.Time) error

	// KnownFiles gives the latest record of each path of a source.
	KnownFiles(sourceID int64) (map[string]Record, error)
	// NoteSeen keeps that files were seen as they are, and forgets the waiting ones that are not
	// among all.
	NoteSeen(sourceID int64, anew, all []Found) error
	// NoteTaken keeps what became of a file, and returns the record's id.
	NoteTaken(Record) (int64, error)
	// NoteFiled keeps under which name a file lies.
	NoteFiled(recordID int64, as string) error
	// SourceFiles lists what a source showed, latest first: those that wait, then those taken.
	SourceFiles(sourceID int64, limit int) ([]Record, error)
	// SourceFile reads one record. NotFound when there is none.
	SourceFile(id int64) (Record, error)
	// Unnoticed counts a source's rejected files that nobody saw yet; one whose bytes, or whose
	// path, went through since needs nobody.
	Unnoticed(sourceID int64) (int, error)
	// Notice says that they were seen.
	Notice(sourceID int64) error
	// ForgetFile forgets a record: the file is taken again if its source still has it.
	ForgetFile(id int64) error
}
