// Package schedule has the operating system start a synchronisation while no window is open.
// The job belongs to one account of the machine, the one whose keychain has the credentials:
// it runs `sobank sync --quiet` there, and asks nobody for a password.
//
//	o, err := schedules.Set(ctx, actor, schedule.Plan{Rhythm: schedule.Hourly})
//	o.State // schedule.On
//
// What is planned is read back from the system each time: a job that somebody changed, or that
// starts a program or opens a folder that moved, is « à réparer ». The systems themselves are
// adapters (schedule/system).
package schedule

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"time"

	"sobank/backend/fault"
)

// Rhythm is how often the system starts a synchronisation.
type Rhythm string

// The rhythms.
const (
	Quarterly Rhythm = "quarterly" // every 15 minutes
	Hourly    Rhythm = "hourly"
	Daily     Rhythm = "daily" // once, at Plan.At
)

// Plan is what a person chooses.
type Plan struct {
	Rhythm Rhythm `json:"rhythm"`
	At     string `json:"at,omitempty"` // "HH:MM" by the machine's clock; Daily alone has one
}

// Default is what is proposed to whoever has nothing planned.
var Default = Plan{Rhythm: Hourly}

var hour = regexp.MustCompile(`^([01][0-9]|2[0-3]):[0-5][0-9]$`)

// Validate answers Invalid with the field that breaks a rule.
func (p Plan) Validate() error {
	switch p.Rhythm {
	case Quarterly, Hourly:
		if p.At != "" {
			return fault.New(fault.Invalid, "Ce rythme n'a pas d'heure.").WithField("at").WithHint("Laissez l'heure vide, ou choisissez « chaque jour ».")
		}
	case Daily:
		if !hour.MatchString(p.At) {
			return fault.Newf(fault.Invalid, "« %s » n'est pas une heure.", p.At).WithField("at").WithHint("Écrivez-la comme 08:30.")
		}
	default:
		return fault.New(fault.Invalid, "Ce rythme n'existe pas.").WithField("rhythm").WithHint("Choisissez-en un de la liste.")
	}
	return nil
}

// French is the plan in words: « chaque jour à 08:30 ».
func (p Plan) French() string {
	switch p.Rhythm {
	case Quarterly:
		return "toutes les 15 minutes"
	case Daily:
		return "chaque jour à " + p.At
	}
	return "toutes les heures"
}

// HourMinute are the parts of At, 0 without one.
func (p Plan) HourMinute() (hours, minutes int) {
	_, _ = fmt.Sscanf(p.At, "%d:%d", &hours, &minutes)
	return hours, minutes
}

// Job is what the system is asked to run. Its paths are absolute.
type Job struct {
	Plan
	Name    string `json:"-"` // of the job in the system: see NameOf
	Program string `json:"program"`
	DataDir string `json:"data"`
}

// Arguments are what the program is started with.
func (j Job) Arguments() []string { return []string{"sync", "--data", j.DataDir, "--quiet"} }

// NameOf names the job of an installation and an account of the machine, in letters that every
// system takes: two data folders do not collide, nor two people on one.
func NameOf(installation, osAccount string) string {
	sum := sha256.Sum256([]byte(installation + "\x00" + osAccount))
	return "sobank-sync-" + hex.EncodeToString(sum[:6])
}

// Found is a job as the system has it.
type Found struct {
	Job
	Ours   bool // written by this program, and not changed since
	Active bool // the system starts it
}

// System is the operating system's scheduler, for the account that runs the program. Its
// errors are Conflict with what to do when it cannot be used here.
type System interface {
	// Name is what people call it: « le Planificateur de tâches de Windows ».
	Name() string
	// Read gives the job of that name; nil when there is none.
	Read(ctx context.Context, name string) (*Found, error)
	// Put sets a job up, in place of the one of that name.
	Put(ctx context.Context, job Job) error
	// Remove takes the job of that name away, if it is there.
	Remove(ctx context.Context, name string) error
}

// State is how a job stands.
type State string

// The states.
const (
	Off         State = "off"
	On          State = "on"
	Broken      State = "broken"      // à réparer: another program or folder, switched off, lost
	Foreign     State = "foreign"     // one of that name is not this program's, or was changed
	Unavailable State = "unavailable" // this system cannot, here
)

// Overview is all that the screen shows.
type Overview struct {
	State     State
	Sentence  string   // why, when it is neither On nor Off
	Hint      string   // what to do then
	Plan      Plan     // of the job, else the one proposed
	OSAccount string   // whose job it is
	System    string   // what people call the system's scheduler
	Others    []string // accounts of the machine that have a plan too
	LastRun   Run      // the zero Run when none was noted
	MayEdit   bool
}

// Outcome is what came of a run.
type Outcome string

// The outcomes.
const (
	Done    Outcome = "done"    // something left, and nothing needs anybody
	Nothing Outcome = "nothing" // there was nothing to do
	Needs   Outcome = "needs"   // something needs a person
	Offline Outcome = "offline" // a partner was not reached
	Failed  Outcome = "failed"  // the run itself failed
)

// Run is a synchronisation that ran without a window.
type Run struct {
	At      time.Time // its end; zero: none
	Outcome Outcome
	Tried   int // deliveries
	Message string
}

// judge compares the job that the system has with the one that it should have.
func judge(found *Found, wanted Job, planned bool) (state State, sentence, hint string) {
	const repair = "« Réparer » la remet en place."
	switch {
	case found == nil && planned:
		return Broken, "La tâche planifiée n'est plus dans le système.", repair
	case found == nil:
		return Off, "", ""
	case !found.Ours:
		return Foreign, "La tâche planifiée a été modifiée hors de So bank.", "« Réparer » la remplace par celle de So bank."
	case found.Program != wanted.Program:
		return Broken, fmt.Sprintf("La tâche planifiée lance un autre programme : « %s ».", found.Program), repair
	case found.DataDir != wanted.DataDir:
		return Broken, fmt.Sprintf("La tâche planifiée ouvre un autre dossier de données : « %s ».", found.DataDir), repair
	case !found.Active:
		return Broken, "La tâche planifiée est désactivée dans le système.", repair
	}
	return On, "", ""
}
