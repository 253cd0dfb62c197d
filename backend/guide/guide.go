// Package guide takes a new firm from nothing to its first delivered statement, step by step.
// Where it stands is read from what the firm has, never kept: nothing has to be ticked off, and
// what is taken away is to be done again.
//
//	list, err := guides.List(ctx, actor)
//	list[0].Done // 3, of len(list[0].Steps) == 7
package guide

import (
	"fmt"

	"sobank/backend/rights"
)

// Target is where a step is done.
type Target string

// The targets.
const (
	ToFirm      Target = "firm"      // a firm's page
	ToConnector Target = "connector" // one connector's settings and test
	ToClient    Target = "client"    // a new client
	ToNewIBAN   Target = "new_iban"
	ToIBANs     Target = "ibans"    // the list, to associate
	ToMandates  Target = "mandates" // who is waited for
	ToImport    Target = "import"
	ToDelivery  Target = "deliveries"
)

// Step is one thing to do. Its sentence says what, or what is there once it is done.
type Step struct {
	Key      string
	Title    string
	Done     bool
	Sentence string
	Button   string // "" once done
	Target   Target
	TargetID int64  // of the firm or connector, 0 without one
	Least    string // profile that it takes, when the actor has it not; "" when they may do it
}

// Progress is where a firm stands.
type Progress struct {
	FirmID   int64
	FirmName string
	Steps    []Step
	Done     int  // steps that are
	Finished bool // a statement arrived at its place: what is left is the firm's choice
}

// Facts is all that the guide looks at, of one firm.
type Facts struct {
	FirmID      int64
	FirmName    string
	Described   bool // its card says more than its name
	Connectors  int
	Unready     int64  // first connector that lacks something, 0 without one
	Lacks       string // what, as a sentence
	Ready       int    // connectors that have all they need and were reached once
	Clients     int
	Accounts    int
	Associated  int  // accounts with a connector
	Approved    int  // of those, or of all while the firm has no connector
	Received    bool // a statement of a known account
	Arrived     bool // one that was sent, or is in a global file that was downloaded
	Undelivered bool // one that waits to be sent
}

// Of derives the guide from the facts, for what a standing may do.
func Of(f Facts, standing rights.Standing) Progress {
	p := Progress{FirmID: f.FirmID, FirmName: f.FirmName}
	for _, step := range []func(Facts) (Step, rights.Action){cardStep, connectorStep, clientStep, ibanStep, mandateStep, importStep, sentStep} {
		s, needs := step(f)
		if s.Done {
			s.Button, p.Done = "", p.Done+1
		} else if standing.May(needs, f.FirmID) != nil {
			s.Least = "Superviseur"
		}
		p.Steps = append(p.Steps, s)
	}
	p.Finished = f.Arrived
	return p
}

func cardStep(f Facts) (Step, rights.Action) {
	s := Step{Key: "firm", Title: "Le cabinet", Done: f.Described, Target: ToFirm, TargetID: f.FirmID, Button: "Ouvrir la fiche du cabinet",
		Sentence: "Complétez la fiche du cabinet : son adresse et son dirigeant figurent sur les mandats."}
	if s.Done {
		s.Sentence = "La fiche du cabinet est remplie."
	}
	return s, rights.EditFirm
}

func connectorStep(f Facts) (Step, rights.Action) {
	s := Step{Key: "connector", Title: "Le connecteur", Done: f.Ready > 0, Target: ToFirm, TargetID: f.FirmID, Button: "Ouvrir la page du cabinet",
		Sentence: "Ajoutez le connecteur de votre outil de production sur la page du cabinet : « + », puis « Choisir »."}
	switch {
	case s.Done:
		s.Sentence = many(f.Ready, "connecteur prêt", "connecteurs prêts") + "."
	case f.Unready != 0:
		s.Target, s.TargetID, s.Button, s.Sentence = ToConnector, f.Unready, "Ouvrir le connecteur", f.Lacks
	}
	return s, rights.EditConnectors
}

func clientStep(f Facts) (Step, rights.Action) {
	s := Step{Key: "client", Title: "Un client", Done: f.Clients > 0, Target: ToClient, Button: "Ajouter un client",
		Sentence: "Créez un premier client ; une liste entière s'importe depuis la page « Clients »."}
	if s.Done {
		s.Sentence = many(f.Clients, "client", "clients") + "."
	}
	return s, rights.EditClients
}

func ibanStep(f Facts) (Step, rights.Action) {
	s := Step{Key: "iban", Title: "Un IBAN et son connecteur", Done: f.Associated > 0, Target: ToNewIBAN, Button: "Ajouter un IBAN",
		Sentence: "Ajoutez l'IBAN du client et choisissez son connecteur."}
	switch {
	case s.Done:
		s.Sentence = many(f.Associated, "IBAN associé à un connecteur", "IBAN associés à un connecteur") + "."
		return s, rights.Associate
	case f.Accounts > 0 && f.Connectors > 0:
		s.Target, s.Button, s.Sentence = ToIBANs, "Choisir un connecteur", "Associez l'IBAN à un connecteur : « + », colonne « Connecteur » de la page « IBAN »."
		return s, rights.Associate
	case f.Accounts > 0:
		s.Target, s.Button, s.Sentence = ToIBANs, "Ouvrir la liste des IBANS", "L'IBAN est là ; il pourra être associé dès que le cabinet aura un connecteur."
		return s, rights.Associate
	}
	return s, rights.EditClients
}

// mandateStep ends with a Superviseur's approval; the papers before it are everybody's.
func mandateStep(f Facts) (Step, rights.Action) {
	s := Step{Key: "mandate", Title: "Le mandat approuvé", Done: f.Approved > 0, Target: ToMandates, Button: "Ouvrir les mandats",
		Sentence: "Faites signer le mandat et transmettez-le à la banque ; s'il vit déjà, notez « Approuvé hors application le … »."}
	if s.Done {
		s.Sentence = many(f.Approved, "mandat approuvé", "mandats approuvés") + " : l'IBAN est actif."
	}
	return s, rights.DecideMandate
}

func importStep(f Facts) (Step, rights.Action) {
	s := Step{Key: "import", Title: "Un relevé reçu", Done: f.Received, Target: ToImport, Button: "Importer un relevé",
		Sentence: "Importez un fichier de la banque : les relevés des IBAN connus prennent leur place."}
	if s.Done {
		s.Sentence = "Des relevés sont arrivés de la banque."
	}
	return s, rights.Import
}

func sentStep(f Facts) (Step, rights.Action) {
	s := Step{Key: "sent", Title: "Envoyé", Done: f.Arrived, Target: ToDelivery, Button: "Voir les envois",
		Sentence: "Une fois tout le reste en place, le relevé part de lui-même vers votre outil."}
	switch {
	case s.Done:
		s.Sentence = "Un premier relevé est arrivé à sa place."
	case f.Undelivered:
		s.Sentence = "Un relevé attend l'envoi : il part de lui-même, ou tout de suite par « Synchroniser »."
	}
	return s, rights.Sync
}

func many(n int, one, more string) string {
	if n > 1 {
		return fmt.Sprintf("%d %s", n, more)
	}
	return fmt.Sprintf("%d %s", n, one)
}
