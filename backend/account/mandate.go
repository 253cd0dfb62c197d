package account

import (
	"sobank/backend/civil"
	"sobank/backend/fault"
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
