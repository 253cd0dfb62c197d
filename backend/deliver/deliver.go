// Package deliver hands each statement that is « à envoyer » to the tool its firm connected:
// a durable queue, one delivery per statement and connector.
//
//	report, err := engine.Run(ctx, deliver.Scope{})   // takes what is due and delivers it
//	page, err := deliveries.List(ctx, actor, deliver.Query{})
//
// What leaves is frozen first (bytes, name, hash), then sent, then recorded. A cut at any
// moment leaves a delivery that is taken up again with the same bytes. Partners are
// adapters, one package each (deliver/myunisoft, deliver/folder).
package deliver

import (
	"time"

	"sobank/backend/civil"
	"sobank/backend/iban"
)

// State is where a delivery stands.
type State string

// The states.
const (
	ToSend            State = "to_send"
	InFlight          State = "in_flight"
	Integrated        State = "integrated"
	AlreadyIntegrated State = "already_integrated"
	Deposited         State = "deposited" // a file in its place
	ToCheck           State = "to_check"  // we cannot know: for a person
	Refused           State = "refused"
	ToRetry           State = "to_retry"
	Cancelled         State = "cancelled"
)

// States lists them in the order of a delivery's life.
var States = []State{ToSend, InFlight, Integrated, AlreadyIntegrated, Deposited, ToCheck, Refused, ToRetry, Cancelled}

var stateFrench = map[State]string{
	ToSend: "À envoyer", InFlight: "En cours", Integrated: "Intégré", AlreadyIntegrated: "Déjà intégré", Deposited: "Déposé",
	ToCheck: "À vérifier", Refused: "Refusé", ToRetry: "À reprendre", Cancelled: "Annulé",
}

// French is the state on screen.
func (s State) French() string { return stateFrench[s] }

// Arrived reports whether the partner has the statement.
func (s State) Arrived() bool { return s == Integrated || s == AlreadyIntegrated || s == Deposited }

// Row is a delivery in a list.
type Row struct {
	ID            int64
	StatementID   int64
	AccountID     int64
	IBAN          iban.IBAN
	Key           string
	FirmID        int64
	FirmName      string
	ClientName    string
	ConnectorID   int64
	ConnectorName string
	Partner       string
	Start, End    civil.Date
	Operations    int // that it brings
	State         State
	Doubt         Doubt
	Together      int  // statements that left with it, itself included; 0 before it was frozen
	All           int  // operations of all of them
	Integrated    *int // that the partner says it took, of all of them
	Withdrawn     bool // a person does not want it to leave to this connector, which the account still has
	Code          string
	Message       string
	Hint          string
	RequestID     string
	FileName      string // "" before it was frozen
	NextTryAt     time.Time
	UpdatedAt     time.Time
	Tries         int
}

// Attempt is one try of a delivery.
type Attempt struct {
	At             time.Time
	Duration       time.Duration // zero while it runs, or when it was cut
	Outcome        string        // a State, "sending" (not ended), "sent" (bytes left), "cut", or a person's answer
	Code           string
	Message        string
	PartnerMessage string
	RequestID      string
	By             string // whose answer it is, "" for a try
}

// A person's answers, in a delivery's history; the message is their reason.
const (
	Retried = "retried" // sent again
	There   = "there"   // the partner has it
	Absent  = "absent"  // the partner has it not
	Stopped = "stopped" // it is not to leave
)

// Details is one delivery with its history.
type Details struct {
	Row
	SHA256   string
	Size     int64
	FrozenAt time.Time
	Attempts []Attempt
	MayRetry bool
	MayCheck bool // say whether the partner has it
	MayStop  bool // keep it from leaving
}

// Query filters and pages deliveries, latest change first.
type Query struct {
	Search        string // IBAN, client
	FirmIDs       []int64
	States        []State
	ConnectorIDs  []int64
	AccountID     int64
	Mine          bool // « Mes dossiers »: of the clients that the actor keeps
	Offset, Limit int
}

// Keyless is a connector that cannot be reached from an OS account.
type Keyless struct {
	Name       string
	OSAccounts []string // that have its credentials
}

// Resting is a connector whose partner failed too often and is left alone for a while.
type Resting struct {
	Name     string
	Failures int // in a row
	Until    time.Time
}

// Status is a connector as it stands: what stops it, what waits.
type Status struct {
	ConnectorID    int64
	NeedsSecrets   bool
	MissingSetting string   // French label of a required setting without a value
	OSAccounts     []string // on which the credentials are
	HereToo        bool     // this OS account is among them, or none are needed
	TroubleCode    string
	Trouble        string
	TroubleHint    string
	NotBefore      time.Time
	Failures       int       // of the partner, in a row
	RestingUntil   time.Time // it failed too often: nothing is tried before
	LastSuccessAt  time.Time
	TestedAt       time.Time
	Counts         map[State]int
	Accounts       int // IBANs that are associated
}
