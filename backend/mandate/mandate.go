// Package mandate makes the papers of mandates and follows them: the PDF to sign, the letter
// that ends a mandate, the scans attached, and who is waited for, for how long.
//
//	doc, err := mandates.Prepare(ctx, actor, mandate.Request{AccountIDs: ids}) // Créé → À signer
//	path, err := mandates.SaveCopy(ctx, actor, doc.ID, "/home/anne/mandat.pdf")
//
// The life of a mandate itself, its five dots, is backend/account's.
package mandate

import (
	"context"
	"time"

	"sobank/backend/account"
	"sobank/backend/client"
	"sobank/backend/firm"
	"sobank/backend/journal"
	"sobank/backend/rights"
)

// Kind is what a document is.
type Kind string

// The kinds of documents.
const (
	Mandat      Kind = "mandate"     // the PDF made here, to sign
	Termination Kind = "termination" // the letter made here that ends mandates
	Signed      Kind = "signed"      // the signed mandate, scanned
	BankForm    Kind = "bank_form"   // the bank's own form, in place of ours
)

var kindFrench = map[Kind]string{
	Mandat: "Mandat à signer", Termination: "Lettre de résiliation", Signed: "Mandat signé", BankForm: "Formulaire de la banque",
}

// French is the kind on screen.
func (k Kind) French() string { return kindFrench[k] }

// Document is a paper that is kept, without its bytes.
type Document struct {
	ID       int64
	ClientID int64
	Kind     Kind
	Name     string // file name
	Type     string // pdf, jpeg, png: by its content
	SHA256   string // hexadecimal
	Size     int64  // bytes
	By       string // a person's name, « Système »
	At       time.Time
}

// Store keeps documents and reminders. Each call is one transaction.
type Store interface {
	Read(context.Context, func(Tx) error) error
	Write(context.Context, func(Tx) error) error
}

// Tx is what mandates need of a transaction.
type Tx interface {
	journal.Recorder
	// Standing reads what the actor is now. Unauthenticated when the session has ended.
	Standing(rights.Actor) (rights.Standing, error)
	// Account reads a known account. NotFound when there is none, or not for this standing.
	Account(rights.Standing, int64) (account.Row, error)
	// Accounts lists a page of the accounts that the standing may see.
	Accounts(rights.Standing, account.Query) ([]account.Row, int, error)
	// Client reads a client. NotFound when there is none, or not for this standing.
	Client(rights.Standing, int64) (client.Row, error)
	// Firm reads a firm's card. NotFound when there is none.
	Firm(id int64) (firm.Card, error)
	// SetMandate moves a mandate and keeps the step.
	SetMandate(actor rights.Actor, accountID int64, m account.Mandate, note string) error
	// Settle derives again state and place of the accounts' statements.
	Settle(accounts ...int64) error
	// Setting reads a setting of the installation, "" when absent.
	Setting(name string) (string, error)

	// AddDocument keeps a document about accounts of its client, and returns its id.
	AddDocument(actor rights.Actor, d Document, content []byte, accounts []int64) (int64, error)
	// Documents lists those about an account, latest first.
	Documents(accountID int64) ([]Document, error)
	// Document reads one about an account that the standing may see, with the firm of that
	// account. NotFound otherwise.
	Document(s rights.Standing, id int64) (d Document, firmID int64, content []byte, err error)

	// AddReminder notes a reminder, by the mandate's status then.
	AddReminder(actor rights.Actor, row account.Row) error
	// Reminders lists those of an account, latest first.
	Reminders(accountID int64) ([]Reminder, error)
	// Waits lists a page of the mandates on their way, those due first, then the longest
	// wait, with the count of the whole list.
	Waits(rights.Standing, WaitQuery, Limits) ([]Wait, int, error)
	// WaitGroups counts the mandates by status.
	WaitGroups(rights.Standing, Limits) ([]Group, error)
}

// Service is what one may do with the papers of mandates.
type Service struct {
	Store    Store
	Now      func() time.Time
	Printer  Printer
	Reserved func(path string) bool // files of So bank itself, which nothing writes over
}
