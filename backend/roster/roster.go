// Package roster takes clients and their IBANs from a list, in bulk: it reads the list's
// columns, says of each line what it would do, then does exactly that in one transaction.
//
//	plan, err := rosters.Preview(ctx, actor, roster.Request{Path: path, FirmID: 1})
//	done, err := rosters.Apply(ctx, actor, request, plan.Token)
package roster

import (
	"sobank/backend/account"
	"sobank/backend/civil"
	"sobank/backend/client"
	"sobank/backend/firm"
	"sobank/backend/rights"
)

// Verdict is what a line of a list does.
type Verdict string

// The verdicts, in the order of the screen.
const (
	New       Verdict = "new"       // a client, an IBAN, or both
	Changed   Verdict = "changed"   // something of what is stored
	Unchanged Verdict = "unchanged" // nothing
	Refused   Verdict = "refused"   // it is left out, for a reason
)

// Verdicts lists them in the order of the screen.
var Verdicts = []Verdict{New, Changed, Unchanged, Refused}

var verdictFrench = map[Verdict]string{New: "Nouveau", Changed: "Modifié", Unchanged: "Inchangé", Refused: "Refusé"}

// French is the verdict on screen.
func (v Verdict) French() string { return verdictFrench[v] }

// Change is a field that a line changes, as shown.
type Change struct {
	Field         Field
	Before, After string
}

// Refusal is why a line is refused: a column and a French sentence.
type Refusal struct {
	Field   Field
	Message string
}

// Entry is what a line of the list would do.
type Entry struct {
	Line       int
	Verdict    Verdict
	FirmName   string // these three as shown, also of a line that is refused
	ClientName string
	IBAN       string
	NewClient  bool
	NewAccount bool
	Changes    []Change
	Refusals   []Refusal
	Notices    []string // French: odd, but not refused

	Do Deed // nothing of a line that is refused
}

// Deed is what applying an entry writes. The id of a client that the list itself makes is
// negative until then.
type Deed struct {
	ClientID  int64
	Client    *client.Client   // to insert or to bring to
	AccountID int64            // 0: to insert, with an Account
	Account   *account.Account // to insert or to bring to
	Mandate   *account.Mandate
	Was       account.Mandate // before it, of a stored account
	Connector *int64          // 0: « Aucun connecteur »
}

// Plan is what a list would do, line by line.
type Plan struct {
	File    string // its name
	Entries []Entry
	Ignored []string // titles of columns that are none of ours
	Token   string   // what Apply must be given: another plan has another one
}

// Count counts the entries by verdict.
func (p Plan) Count() map[Verdict]int {
	counts := map[Verdict]int{}
	for i := range p.Entries {
		counts[p.Entries[i].Verdict]++
	}
	return counts
}

// Known is what is stored, as far as the actor may see it: what a list is judged against.
type Known struct {
	Standing rights.Standing
	Today    civil.Date
	Firms    []KnownFirm
	People   []Person
	Clients  []client.Client // those that the actor may see
	Accounts []KnownAccount  // all of them: an IBAN is there once
}

// KnownFirm is a firm that the actor reaches.
type KnownFirm struct {
	ID         int64
	Name       string
	Connectors []firm.Connector
}

// Person is somebody who may be responsable of a client.
type Person struct {
	ID    int64
	Email string // lower case
	Firms []int64
	All   bool // an Administrateur: of every firm
}

// KnownAccount is a stored IBAN.
type KnownAccount struct {
	account.Account
	Aliases []string // other keys
	Mandate account.Mandate
	Seen    bool // the actor may see its client
}
