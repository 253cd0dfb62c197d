package account

import (
	"slices"
	"strings"
	"time"

	"sobank/backend/civil"
	"sobank/backend/fault"
	"sobank/backend/rights"
)

// Status is where a mandate stands. The first five are the dots; the others are off the line.
type Status string

// The life of a mandate.
const (
	Created          Status = "created"
	ToSign           Status = "to_sign"
	Signed           Status = "signed"
	Sent             Status = "sent" // to the bank
	Approved         Status = "approved"
	Rejected         Status = "rejected"
	Suspended        Status = "suspended"
	TerminationAsked Status = "termination_asked"
	Terminated       Status = "terminated"
)

// Mandate is where an account's mandate stands, and since which day.
type Mandate struct {
	Status Status
	Since  civil.Date
}

// Step is a step of a mandate's life.
type Step struct {
	Mandate
	By   string // a person's name, « Système » for the command line
	Note string
	At   time.Time
}

// Move is a step that may come next.
type Move struct {
	To       Status
	Label    string        // French, as a button says it
	Action   rights.Action // the least right
	NeedNote bool          // it asks for a reason
}

// ways is the life of a mandate. Along the first four dots one may also correct a step; what
// the bank decided is a Superviseur's matter, and a mandate that ended begins again as a new
// one. « Approuvé hors application » is not among them: see Service.Approve.
var ways = map[Status][]Move{
	Created:          {forward(ToSign)},
	ToSign:           {forward(Signed), back(Created)},
	Signed:           {forward(Sent), back(ToSign)},
	Sent:             {decided(Approved, "Marquer comme approuvé"), refused, back(Signed)},
	Approved:         {suspended, termination},
	Rejected:         {back(ToSign)},
	Suspended:        {decided(Approved, "Rétablir le mandat"), termination},
	TerminationAsked: {decided(Terminated, "Marquer comme résilié")},
	Terminated:       {{To: Created, Label: "Commencer un nouveau mandat", Action: rights.PrepareMandate}},
}

var (
	refused     = Move{To: Rejected, Label: "Marquer comme rejeté", Action: rights.DecideMandate, NeedNote: true}
	suspended   = Move{To: Suspended, Label: "Suspendre", Action: rights.DecideMandate, NeedNote: true}
	termination = decided(TerminationAsked, "Demander la résiliation")
)

var forwardLabels = map[Status]string{
	ToSign: "Marquer comme à signer", Signed: "Marquer comme signé", Sent: "Marquer comme transmis à la banque",
}

func forward(to Status) Move {
	return Move{To: to, Label: forwardLabels[to], Action: rights.PrepareMandate}
}

func back(to Status) Move {
	return Move{To: to, Label: "Revenir à « " + statusFrench[to] + " »", Action: rights.PrepareMandate}
}

func decided(to Status, label string) Move {
	return Move{To: to, Label: label, Action: rights.DecideMandate}
}

// Moves lists the legal steps from a status, the usual one first.
func Moves(from Status) []Move { return slices.Clone(ways[from]) }

// moveTo is the legal step to a status. Errors: Conflict that says what is possible.
func (m Mandate) moveTo(to Status) (Move, error) {
	var possible []string
	for _, move := range ways[m.Status] {
		if move.To == to {
			return move, nil
		}
		possible = append(possible, "« "+move.To.French()+" »")
	}
	if to.French() == "" {
		return Move{}, fault.Newf(fault.Invalid, "« %s » n'est pas un état de mandat.", to).WithField("to")
	}
	return Move{}, fault.Newf(fault.Conflict, "Un mandat « %s » ne peut pas passer à « %s ».", m.Status.French(), to.French()).
		WithField("to").WithHint("Étapes possibles : " + strings.Join(possible, ", ") + ".")
}

// checkApproval says whether a mandate may be taken over as « approuvé hors application » on
// a day. It may have lived before So bank knew it, but not be approved twice, nor before it
// was suspended or ended. Errors: Conflict, Invalid.
func (m Mandate) checkApproval(on civil.Date) error {
	switch {
	case m.Status == Approved:
		return fault.Newf(fault.Conflict, "Ce mandat est déjà approuvé, depuis le %s.", french(m.Since))
	case m.ended() && on < m.Since:
		return tooEarly(m, "approvedOn")
	}
	return nil
}

// ended reports whether the mandate was approved once, and no longer is.
func (m Mandate) ended() bool {
	return m.Status == Suspended || m.Status == TerminationAsked || m.Status == Terminated
}

func tooEarly(m Mandate, field string) error {
	return fault.Newf(fault.Invalid, "Le mandat est « %s » depuis le %s : donnez un jour qui ne soit pas avant.", m.Status.French(), french(m.Since)).
		WithField(field)
}

// french is a day as the French write it.
func french(d civil.Date) string { return d.Time().Format("02/01/2006") }

var statusFrench = map[Status]string{
	Created: "Créé", ToSign: "À signer", Signed: "Signé", Sent: "Transmis à la banque", Approved: "Approuvé",
	Rejected: "Rejeté", Suspended: "Suspendu", TerminationAsked: "Résiliation demandée", Terminated: "Résilié",
}

var dots = map[Status]int{Created: 1, ToSign: 2, Signed: 3, Sent: 4, Approved: 5}

// French is the status on screen.
func (s Status) French() string { return statusFrench[s] }

// Dots is how many of the five dots are lit; 0 off the line.
func (s Status) Dots() int { return dots[s] }

// setupNames are the words of the setup file for the five dots.
var setupNames = map[string]Status{
	"": Created, "créé": Created, "à signer": ToSign, "signé": Signed, "transmis": Sent, "approuvé": Approved,
}

// ParseStatus reads the setup file's word for a status. Errors: Invalid.
func ParseStatus(word string) (Status, error) {
	if s, ok := setupNames[word]; ok {
		return s, nil
	}
	return "", fault.Newf(fault.Invalid, "« %s » n'est pas un état de mandat.", word).WithField("mandate").
		WithHint("Choisissez créé, à signer, signé, transmis ou approuvé.")
}
