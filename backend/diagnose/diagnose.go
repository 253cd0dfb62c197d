// Package diagnose runs the FAQ's checks on an IBAN (« Que devez-vous vérifier si les relevés
// bancaires ne sont pas récupérés dans votre outil de production ? », rule 6) with the causes
// that the program knows, and says in one French sentence what to do next.
//
//	d, err := diagnoses.One(ctx, actor, accountID)
//	d.Answer // « Le mandat est « À signer » : il doit être approuvé. »
package diagnose

import (
	"sobank/backend/account"
	"sobank/backend/civil"
	"sobank/backend/deliver"
	"sobank/backend/firm"
	"sobank/backend/statement"
)

// Verdict is what came of a check.
type Verdict string

// The verdicts.
const (
	OK      Verdict = "ok"
	Wrong   Verdict = "wrong"
	Unknown Verdict = "unknown" // not reached, or nothing that needs a person
)

// Action is where a person mends what is wrong.
type Action string

// The actions.
const (
	GoFirm       Action = "firm"
	GoConnector  Action = "connector"
	GoAccount    Action = "account"
	GoMandate    Action = "mandate"
	GoDeliveries Action = "deliveries"
	GoStatements Action = "statements"
	GoImport     Action = "import"
	GoSupport    Action = "support"
)

// Step is one check.
type Step struct {
	Key      string
	Verdict  Verdict
	Title    string // what is checked
	Sentence string // what was found, and what to do when it is wrong
	Action   Action
	Button   string
	TargetID int64
}

// Diagnosis is why an account's statements do or do not reach its tool.
type Diagnosis struct {
	Account account.Row
	OK      bool   // nothing needs a person
	Answer  string // the first thing that is wrong, else how it stands
	Steps   []Step
}

// Facts is all that a diagnosis looks at.
type Facts struct {
	Account    account.Row
	Connectors int            // of its firm
	Connector  firm.Connector // zero without one
	Status     deliver.Status // of that connector
	Statements StatementFacts // of the account
	Deliveries map[deliver.State]int
	Refused    *deliver.Row // the latest that is refused or to be checked
}

// StatementFacts counts an account's statements.
type StatementFacts struct {
	Places  map[statement.Place]int
	Reasons map[statement.Reason]int // of those that are held
	LastOn  civil.Date               // end of the last one
}

func (s StatementFacts) total() (n int) {
	for _, count := range s.Places {
		n += count
	}
	return n
}

// Of derives the diagnosis from the facts.
func Of(f Facts) Diagnosis {
	d := Diagnosis{Account: f.Account, OK: true}
	for _, check := range []func(Facts) Step{firmHasConnector, accountHasConnector, mandateApproved, connectorReady, connectorRuns,
		received, notHeld, accepted} {
		d.Steps = append(d.Steps, check(f))
	}
	for _, s := range d.Steps {
		if s.Verdict == Wrong && d.OK {
			d.OK, d.Answer = false, s.Sentence
		}
	}
	d.Steps = append(d.Steps, support(f, d.OK))
	if d.OK {
		d.Answer = d.Steps[len(d.Steps)-1].Sentence
	}
	return d
}
