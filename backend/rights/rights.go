// Package rights says who acts and what each profile may do. It is the one table of
// rights; services ask it inside the transaction that acts, with a Standing that was
// read in that transaction.
//
//	standing, err := tx.Standing(actor)
//	if err := standing.May(rights.EditFirm, firmID); err != nil { return err }
package rights

import (
	"maps"
	"slices"

	"sobank/backend/civil"
	"sobank/backend/fault"
)

// Profile is what a staff member is in the firms they belong to.
type Profile string

// The three profiles.
const (
	Collaborateur  Profile = "collaborateur"
	Superviseur    Profile = "superviseur"
	Administrateur Profile = "administrateur"
)

// Valid reports whether p is one of the three.
func (p Profile) Valid() bool {
	return p == Collaborateur || p == Superviseur || p == Administrateur
}

// French is the profile's name on screen.
func (p Profile) French() string {
	switch p {
	case Superviseur:
		return "Superviseur"
	case Administrateur:
		return "Administrateur"
	}
	return "Collaborateur"
}

// Actor is who asks: a signed-in staff member, or « Système », the command line running
// under an operating-system account. It carries no rights: those are read each time.
type Actor struct {
	StaffID   int64
	SessionID string
	System    bool
	OSAccount string // the operating-system account, for the journal
}

// Systeme is the actor of commands that need no staff member.
func Systeme(osAccount string) Actor { return Actor{System: true, OSAccount: osAccount} }

// Action is something a profile may or may not do.
type Action string

// The actions, row by row of the table of rights.
const (
	See             Action = "see"              // see, search, review, diagnose
	Import          Action = "import"           // import, and undo one's own import
	UndoAnyImport   Action = "undo_any_import"  // undo somebody else's import
	TakeDownload    Action = "take_download"    // the global file
	Export          Action = "export"           // the lists, to a file
	Sync            Action = "sync"             // start a synchronisation
	SendAgain       Action = "send_again"       // with a reason
	EditClients     Action = "edit_clients"     // clients and IBANs, by hand and in bulk
	Associate       Action = "associate"        // an IBAN with a connector of its firm
	PrepareMandate  Action = "prepare_mandate"  // dots 1 to 4
	EditFirm        Action = "edit_firm"        // a firm's card
	EditConnectors  Action = "edit_connectors"  // connectors, credentials, source, pausing
	DecideMandate   Action = "decide_mandate"   // approved, rejected, suspended, terminated
	Release         Action = "release"          // a held statement
	ReleaseUnproven Action = "release_unproven" // a held statement that is « Non vérifiable »
	SeeConfidential Action = "see_confidential" // clients marked « dossier confidentiel »
	ManageFirms     Action = "manage_firms"     // create firms
	ManageStaff     Action = "manage_staff"     // staff, profiles
	ManageSettings  Action = "manage_settings"  // settings, schedule, retention, purge
	ReadJournal     Action = "read_journal"     //
	Backup          Action = "backup"           //
	Restore         Action = "restore"          //
	SeeUnowned      Action = "see_unowned"      // « Sans IBAN » of no firm
	ExportClient    Action = "export_client"    // all that is kept about one client
	Erase           Action = "erase"            // a client, for good
	PurgeAside      Action = "purge_aside"      // « Sans IBAN » past its days
	Provision       Action = "provision"        // sobank setup
	Verify          Action = "verify"           // check the data file
)

// least is the lowest profile that may do each action.
var least = map[Action]Profile{
	See: Collaborateur, Import: Collaborateur, TakeDownload: Collaborateur, Export: Collaborateur, Sync: Collaborateur,
	SendAgain: Collaborateur, EditClients: Collaborateur, Associate: Collaborateur,
	PrepareMandate: Collaborateur, ReleaseUnproven: Collaborateur,
	EditFirm: Superviseur, EditConnectors: Superviseur, DecideMandate: Superviseur,
	Release: Superviseur, SeeConfidential: Superviseur, UndoAnyImport: Superviseur,
	ManageFirms: Administrateur, ManageStaff: Administrateur, ManageSettings: Administrateur,
	ReadJournal: Administrateur, Backup: Administrateur, Restore: Administrateur,
	SeeUnowned: Administrateur, Provision: Administrateur, Verify: Administrateur,
	ExportClient: Superviseur, Erase: Administrateur, PurgeAside: Administrateur,
}

// system is what the command line may do without a staff member. Whoever runs it can
// read the data file anyway; what leaves the program or destroys asks for a person.
var system = map[Action]bool{
	See: true, Import: true, Sync: true, Verify: true, Backup: true, SeeConfidential: true,
	SeeUnowned: true,
	PurgeAside: true, // the program does it by itself, never before its days
}

// Actions lists every action of the table in order of name, for tests that go through all of them.
func Actions() []Action {
	return slices.Sorted(maps.Keys(least))
}

// Standing is what an actor is at this moment, read in the transaction that uses it.
type Standing struct {
	Actor   Actor
	Profile Profile
	Firms   []int64    // the firms a Collaborateur or Superviseur belongs to
	Today   civil.Date // the day it was read: a stand-in lasts until one
}

// AllFirms reports whether the actor reaches every firm.
func (s Standing) AllFirms() bool { return s.Actor.System || s.Profile == Administrateur }

// Member reports whether the actor reaches a firm. Firm 0, « no firm », is reached by
// those who reach all.
func (s Standing) Member(firmID int64) bool {
	return s.AllFirms() || slices.Contains(s.Firms, firmID)
}

// Can reports whether the actor's profile allows an action in some firm of theirs.
func (s Standing) Can(a Action) bool {
	if s.Actor.System {
		return system[a]
	}
	return rank(s.Profile) >= rank(least[a]) && rank(least[a]) > 0
}

// May says whether the actor may do an action in a firm: nil, or Refused with a sentence
// that says who can.
func (s Standing) May(a Action, firmID int64) error {
	if !s.Can(a) {
		if s.Actor.System {
			return fault.New(fault.Refused, "Cette action demande une personne : la ligne de commande seule ne suffit pas.").
				WithHint("Ajoutez --user E-MAIL et le mot de passe (SOBANK_PASSWORD ou saisie).")
		}
		return fault.Newf(fault.Refused, "Cette action est réservée au profil %s.", atLeast(least[a])).
			WithHint("Demandez à une personne de votre cabinet qui a ce profil.")
	}
	if !s.Member(firmID) {
		return fault.New(fault.Refused, "Vous n'appartenez pas à ce cabinet.").
			WithHint("Un Administrateur peut vous y ajouter, page « Collaborateurs ».")
	}
	return nil
}

func atLeast(p Profile) string {
	switch p {
	case Collaborateur:
		return "Collaborateur, Superviseur ou Administrateur"
	case Superviseur:
		return "Superviseur ou Administrateur"
	}
	return "Administrateur"
}

func rank(p Profile) int {
	switch p {
	case Collaborateur:
		return 1
	case Superviseur:
		return 2
	case Administrateur:
		return 3
	}
	return 0
}
