package deliver

import (
	"context"
	"time"

	"sobank/backend/civil"
	"sobank/backend/iban"
)

// Partner speaks one protocol. Its methods return within their own time limit, honour the
// context, and never put a secret in what they answer.
type Partner interface {
	// Test tries the connection without delivering anything.
	Test(ctx context.Context, a Access) Trial
	// Folders lists the companies at the partner that match a search (name, SIRET, SIREN,
	// reference); nil and no error for a partner without folders.
	Folders(ctx context.Context, a Access, search string) ([]Folder, error)
	// Match finds, before a first delivery, where an account's statements go: its company, by
	// SIRET, then SIREN, then reference, and its bank account where the partner keeps some.
	// It is asked only of partners that the catalogue says match.
	Match(ctx context.Context, a Access, of AccountCard) Match
	// Deliver sends a parcel. It calls sent once all of its bytes have left and before it
	// waits for the answer, so that a crash afterwards is known as a doubt; an error of sent
	// ends the attempt.
	Deliver(ctx context.Context, a Access, p Parcel, sent func() error) Receipt
}

// Banker is a partner that keeps bank accounts of its companies, and opens one when asked.
type Banker interface {
	// Journals lists a company's bank journals. Errors are for a person.
	Journals(ctx context.Context, a Access, folder string) ([]BankJournal, error)
	// OpenAccount opens a bank account in the account's company. Errors are for a person.
	OpenAccount(ctx context.Context, a Access, n NewAccount) error
}

// Shelf is a partner whose place can be looked into.
type Shelf interface {
	// Shelved lists the files in the place, at most a bounded number. Errors are for a person.
	Shelved(ctx context.Context, a Access) ([]Shelved, error)
}

// Access is what a partner needs to be reached.
type Access struct {
	ConnectorID int64
	Settings    map[string]string
	Secrets     map[string]string // by the catalogue's keys; never logged
	Session     Session           // nil: nothing is kept between two calls
}

// Session keeps what a partner gave for some hours (a token) in the keychain, beside the
// credentials it was given for: it goes with them.
type Session interface {
	// Load reads what was kept, "" when there is nothing.
	Load() string
	// Keep keeps a text for the next time, also of another process; "" takes it away. It is a
	// help and no promise: a keychain that refuses it is not an error.
	Keep(text string)
}

// AccountCard is what a partner may recognise an account's company by.
type AccountCard struct {
	ID            int64
	IBAN          iban.IBAN
	PartnerFolder string // the company's folder at the partner, "" when not matched yet
	ClientName    string
	SIRET         string // 14 digits, 9 (SIREN) or ""
	Reference     string // « Référence dossier »
}

// Match is where an account's statements go at the partner.
type Match struct {
	Folder  string  // the company's, to be remembered; also when it cannot take them yet
	Setback Receipt // why there is none, or why it cannot take them yet; State "" when all is right
}

// Parcel is what leaves at once: a statement, or several of one shipment. It does not change
// between two attempts once it may have arrived.
type Parcel struct {
	ShipmentID int64
	Name       string // file name at the partner, unique in the connector
	Bytes      []byte // CFONB120, or a ZIP of it with its manifest
	SHA256     string // of Bytes, hex
	Statements int
	Operations int         // in all
	Account    AccountCard // of its first statement; of all of them unless it is a bundle
	Doubt      Doubt       // what earlier attempts leave open
}

// Doubt is what is not known of a delivery's fate.
type Doubt int

// The doubts. The greater one of several attempts counts.
const (
	NoDoubt    Doubt = 0
	Answered   Doubt = 1 // all bytes left, and the partner answered an error of its own
	Unanswered Doubt = 2 // all bytes left, and no answer came
)

// Receipt is what came of one attempt. The texts are free of secrets.
type Receipt struct {
	State          State  // Integrated, AlreadyIntegrated, Deposited, ToCheck, Refused or ToRetry
	Integrated     *int   // operations that the partner says it took
	Code           string // the partner's, or one of ours
	Message        string // what it means, one French sentence
	Hint           string // what to do, French
	PartnerMessage string // the partner's own words
	RequestID      string
	Doubt          Doubt     // what this attempt leaves open
	NotBefore      time.Time // the partner asks to wait until then; zero: no wish
	// Inside says that the fault is in the bytes themselves: of several statements each is
	// tried alone, so that one holds back no other.
	Inside bool
	// Trouble says that the fault is the whole connector's (credentials, set-up): nothing
	// else of it is tried until somebody mends it.
	Trouble bool
	// Unreached says that the partner was not reached at all (no network, wrong address).
	Unreached bool
}

// Trial is what testing a connection found.
type Trial struct {
	OK        bool
	Steps     []TrialStep
	Questions []Question // what only a person can settle, before the test can go on
	Code      string     // the partner's, "" when all is right
	RequestID string
}

// TrialStep is one thing that was tested, as a French sentence.
type TrialStep struct {
	OK      bool
	Message string
	Hint    string // what to do when it is not
}

// Question is a setting that the partner offers values for, and a person confirms or chooses:
// a server's key, an entity of a firm.
type Question struct {
	Setting  string // the catalogue's key
	Sentence string // what is asked, French
	Answers  []Answer
}

// Answer is a value of a setting, with its words.
type Answer struct{ Value, Label string }

// Folder is a company at the partner.
type Folder struct {
	ID        string
	Name      string
	SIRET     string
	Reference string
}

// BankJournal is a bank journal of a company at the partner.
type BankJournal struct{ ID, Code, Name string }

// NewAccount is a bank account to be opened at the partner.
type NewAccount struct {
	Of        AccountCard
	BIC       string
	JournalID string
	Label     string
	Since     civil.Date
}

// Shelved is a file in a partner's place.
type Shelved struct {
	Name       string
	Size       int64 // bytes
	ModifiedAt time.Time
}
