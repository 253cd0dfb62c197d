package schedule

import (
	"context"
	"slices"
	"time"

	"sobank/backend/fault"
	"sobank/backend/journal"
	"sobank/backend/rights"
)

// Store keeps what is planned, and what ran. Each call is one transaction.
type Store interface {
	Read(context.Context, func(Tx) error) error
	Write(context.Context, func(Tx) error) error
}

// Tx is what schedules need of a transaction.
type Tx interface {
	journal.Recorder
	// Standing reads what the actor is now. Unauthenticated when the session has ended.
	Standing(rights.Actor) (rights.Standing, error)
	// Setting reads a setting of the installation, "" when absent.
	Setting(name string) (string, error)
	// Installation is the number of the installation, made when there is none.
	Installation() (string, error)
	// Planned is the plan of each account of the machine that has one.
	Planned() (map[string]Plan, error)
	// SetPlanned notes an account's plan; nil: it has none.
	SetPlanned(osAccount string, plan *Plan) error
	// LastRun is the last run of an account, the zero Run when none was noted.
	LastRun(osAccount string) (Run, error)
	// SetLastRun notes a run.
	SetLastRun(osAccount string, r Run) error
}

// Service is what one may do with schedules.
type Service struct {
	Store     Store
	System    System
	Now       func() time.Time
	OSAccount string
	DataDir   string                 // absolute
	Program   func() (string, error) // the path of the program that the job starts
}

// demonstration is the setting that marks invented data: their partners end with the window.
const demonstration = "demo"

// facts is what the data file knows of schedules.
type facts struct {
	installation string
	planned      map[string]Plan
	run          Run
	demo, may    bool
}

// Get reads the plan back from the system (everybody).
func (s *Service) Get(ctx context.Context, actor rights.Actor) (Overview, error) {
	f, err := s.facts(ctx, actor)
	if err != nil {
		return Overview{}, err
	}
	return s.overview(ctx, f), nil
}

func (s *Service) facts(ctx context.Context, actor rights.Actor) (f facts, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		f.may = standing.May(rights.ManageSettings, 0) == nil
		return f.read(tx, s.OSAccount)
	})
	return f, err
}

func (f *facts) read(tx Tx, osAccount string) (err error) {
	demo, err := tx.Setting(demonstration)
	if err != nil {
		return err
	}
	f.demo = demo != ""
	if f.installation, err = tx.Setting("installation"); err != nil {
		return err
	}
	if f.planned, err = tx.Planned(); err != nil {
		return err
	}
	f.run, err = tx.LastRun(osAccount)
	return err
}

func (s *Service) overview(ctx context.Context, f facts) Overview {
	o := Overview{Plan: Default, OSAccount: s.OSAccount, System: s.System.Name(), LastRun: f.run, MayEdit: f.may}
	plan, planned := f.planned[s.OSAccount]
	if planned && plan.Validate() == nil {
		o.Plan = plan
	}
	for account := range f.planned {
		if account != s.OSAccount {
			o.Others = append(o.Others, account)
		}
	}
	slices.Sort(o.Others)
	if f.demo {
		return o.unavailable(demoOnly())
	}
	wanted, err := s.job(f.installation, o.Plan)
	if err != nil {
		return o.unavailable(err)
	}
	found, err := s.System.Read(ctx, wanted.Name)
	if err != nil {
		return o.unavailable(err)
	}
	if found != nil && found.Ours {
		o.Plan = found.Plan
	}
	o.State, o.Sentence, o.Hint = judge(found, wanted, planned)
	return o
}

func (o Overview) unavailable(err error) Overview {
	f := fault.From(err)
	o.State, o.Sentence, o.Hint = Unavailable, f.Message, f.Hint
	return o
}

func demoOnly() error {
	return fault.New(fault.Conflict, "Les données de démonstration ne se synchronisent que fenêtre ouverte : leurs partenaires sont simulés par elle.").
		WithHint("Ouvrez un dossier de données réel.")
}

func (s *Service) job(installation string, plan Plan) (Job, error) {
	program, err := s.Program()
	return Job{Name: NameOf(installation, s.OSAccount), Program: program, DataDir: s.DataDir, Plan: plan}, err
}

// Set has the system start a synchronisation by a plan, for the account that runs the program
// (Administrateur). Errors: Refused, Invalid with the field, Conflict with what to do when the
// system does not.
func (s *Service) Set(ctx context.Context, actor rights.Actor, plan Plan) (Overview, error) {
	return s.change(ctx, actor, func(f facts) (Plan, error) { return plan, nil }, "schedule.on")
}

// Repair sets the same plan up again, for the program and the data folder of now
// (Administrateur). Errors: Refused, Conflict.
func (s *Service) Repair(ctx context.Context, actor rights.Actor) (Overview, error) {
	return s.change(ctx, actor, func(f facts) (Plan, error) { return s.overview(ctx, f).Plan, nil }, "schedule.repair")
}

func (s *Service) change(ctx context.Context, actor rights.Actor, choose func(facts) (Plan, error), action string) (Overview, error) {
	f, err := s.ready(ctx, actor)
	if err != nil {
		return Overview{}, err
	}
	plan, err := choose(f)
	if err != nil {
		return Overview{}, err
	}
	if err := plan.Validate(); err != nil { // one read back from the system was not written here for sure
		return Overview{}, err
	}
	if f.demo {
		return Overview{}, demoOnly()
	}
	job, err := s.job(f.installation, plan)
	if err != nil {
		return Overview{}, err
	}
	if err := s.System.Put(ctx, job); err != nil {
		return Overview{}, err
	}
	return s.note(ctx, actor, &plan, journal.Entry{Actor: actor, Action: action, Object: "settings", Facts: map[string]any{"rhythm": plan.French()}})
}

// Remove has the system start nothing any more (Administrateur). Errors: Refused, Conflict.
func (s *Service) Remove(ctx context.Context, actor rights.Actor) (Overview, error) {
	f, err := s.ready(ctx, actor)
	if err != nil {
		return Overview{}, err
	}
	if err := s.System.Remove(ctx, NameOf(f.installation, s.OSAccount)); err != nil {
		return Overview{}, err
	}
	return s.note(ctx, actor, nil, journal.Entry{Actor: actor, Action: "schedule.off", Object: "settings"})
}

// ready asks for the right before the system is touched, and numbers the installation.
func (s *Service) ready(ctx context.Context, actor rights.Actor) (f facts, err error) {
	err = s.Store.Write(ctx, func(tx Tx) error {
		if err := mayEdit(tx, actor); err != nil {
			return err
		}
		if _, err := tx.Installation(); err != nil {
			return err
		}
		f.may = true
		return f.read(tx, s.OSAccount)
	})
	return f, err
}

func mayEdit(tx Tx, actor rights.Actor) error {
	standing, err := tx.Standing(actor)
	if err != nil {
		return err
	}
	return standing.May(rights.ManageSettings, 0)
}

// note writes down what the system now has, and who asked for it.
func (s *Service) note(ctx context.Context, actor rights.Actor, plan *Plan, entry journal.Entry) (Overview, error) {
	err := s.Store.Write(ctx, func(tx Tx) error {
		if err := mayEdit(tx, actor); err != nil {
			return err
		}
		if err := tx.SetPlanned(s.OSAccount, plan); err != nil {
			return err
		}
		return tx.Record(entry)
	})
	if err != nil {
		return Overview{}, err
	}
	return s.Get(ctx, actor)
}

// NoteRun keeps the outcome of a run without a window, for the screen (whoever may
// synchronise). Errors: Refused.
func (s *Service) NoteRun(ctx context.Context, actor rights.Actor, r Run) error {
	return s.Store.Write(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		if !standing.Can(rights.Sync) {
			return standing.May(rights.Sync, 0)
		}
		r.At = s.Now()
		return tx.SetLastRun(s.OSAccount, r)
	})
}
