// Package support prepares what the support needs to help: a short message, and an archive of
// plain texts that the person reads before it is saved. Nothing leaves by itself.
//
//	c, err := supports.Prepare(ctx, actor, support.Request{AccountID: id, Version: version})
//	c.Files[0].Text                       // shown
//	err = supports.Save(ctx, actor, c.Token, path) // the very same bytes
//
// What is in it is chosen, not filtered: identifiers, counts, codes and our own sentences.
// Names, operations and amounts are left out, IBANs are masked, the keychain is never opened,
// and the partner's own words stay here. Sentences are cleaned once more on top of that
// (clean.go), since a name or a number may have slipped into one.
package support

import (
	"context"
	"sync"
	"time"

	"sobank/backend/account"
	"sobank/backend/client"
	"sobank/backend/deliver"
	"sobank/backend/diagnose"
	"sobank/backend/firm"
	"sobank/backend/journal"
	"sobank/backend/rights"
	"sobank/backend/settings"
	"sobank/backend/statement"
)

// Request is what the support is asked about.
type Request struct {
	AccountID int64  // 0: all that the actor sees
	Version   string // of the program
}

// File is one text of the archive.
type File struct {
	Name  string // in the archive
	Title string // French
	Text  string
}

// Letter is the message to the support, for the machine's mail program.
type Letter struct {
	To      string // "" when nobody gave it
	Subject string
	Body    string
}

// Case is what was prepared.
type Case struct {
	Contact settings.Settings // whom to reach
	Letter  Letter
	Files   []File
	Name    string // file name for the archive
	Token   string // what Save takes, good for this session while the window is open
}

// Store reads what goes into the archive, and keeps that it was saved.
type Store interface {
	Read(context.Context, func(Tx) error) error
	Write(context.Context, func(Tx) error) error
}

// Tx is what the support needs of a transaction.
type Tx interface {
	journal.Recorder
	settings.Reader
	// Standing reads what the actor is now. Unauthenticated when the session has ended.
	Standing(rights.Actor) (rights.Standing, error)
	// Firms lists the cards of the given firms, of all when ids is nil, by name.
	Firms(ids []int64) ([]firm.Card, error)
	// Connectors lists a firm's connectors.
	Connectors(firmID int64) ([]firm.Connector, error)
	// Sources lists a firm's sources, that statements are received from.
	Sources(firmID int64) ([]firm.Connector, error)
	// ConnectorStatus is a connector as it stands for an OS account.
	ConnectorStatus(id int64, osAccount string) (deliver.Status, error)
	// Account reads a known account. NotFound when there is none, or not for this standing.
	Account(rights.Standing, int64) (account.Row, error)
	// Accounts lists a page of the accounts that the standing may see, with the count of all.
	Accounts(rights.Standing, account.Query) ([]account.Row, int, error)
	// Clients lists a page of the clients that the standing may see, with the count of all.
	Clients(rights.Standing, client.Query) ([]client.Row, int, error)
	// PlaceCounts counts the statements by place, of what the standing may see or keeps (mine).
	PlaceCounts(s rights.Standing, mine bool) (map[statement.Place]int, error)
	// DeliveryCounts counts by state what the standing may see, or keeps (mine).
	DeliveryCounts(s rights.Standing, mine bool) (map[deliver.State]int, error)
	// Deliveries lists a page of what the standing may see, latest change first.
	Deliveries(rights.Standing, deliver.Query) ([]deliver.Row, int, error)
	// KnownNames lists every name of the data file that no text may show: not to be shown, but
	// to be taken out, whoever may see it.
	KnownNames() ([]Name, error)
	// DataFile says what the data file is.
	DataFile() (DataFile, error)
}

// Name is a name that is taken out of texts, and what stands for it.
type Name struct {
	Kind string // firm, client, connector, staff, person (of no number), os (an account of the machine)
	ID   int64  // 0 without one
	Text string
}

// DataFile is the data file itself.
type DataFile struct {
	Schema int64  // number of the last migration
	SQLite string // version
	Size   int64  // bytes
}

// Checkup is what checking the whole data file found.
type Checkup struct {
	OK       bool
	Problems []string // French sentences
	Counts   []Count
}

// Count is how many there are of something.
type Count struct {
	What string // French
	N    int
}

// Service prepares and saves.
type Service struct {
	Store     Store
	Diagnoses *diagnose.Service
	Verify    func(context.Context, rights.Actor) (Checkup, error) // Refused for who may not
	// VerifyWithin is how long the check may last: a person waits for the archive, and a data
	// file of ten years takes minutes.
	VerifyWithin time.Duration
	Now          func() time.Time
	OSAccount    string
	Reserved     func(path string) bool // files of So bank itself, which nothing writes over

	mu       sync.Mutex
	prepared []prepared // latest last
}
