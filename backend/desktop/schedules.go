package desktop

import (
	"sobank/backend/notify"
	"sobank/backend/schedule"
)

// Schedules is what « Réglages » says of the time when no window is open: the synchronisation
// that the system starts, and the notifications.
type Schedules struct{ desk *Desk }

// Get reads the plan back from the system.
func (s *Schedules) Get() (ScheduleCard, error) {
	return s.card(func(v visit) (schedule.Overview, error) { return v.house.Schedules.Get(v.ctx, v.actor) })
}

// Set has the system start a synchronisation by a plan.
func (s *Schedules) Set(plan SchedulePlan) (ScheduleCard, error) {
	return s.card(func(v visit) (schedule.Overview, error) {
		return v.house.Schedules.Set(v.ctx, v.actor, schedule.Plan{Rhythm: schedule.Rhythm(plan.Rhythm), At: plan.At})
	}, plan)
}

// Repair sets the same plan up again.
func (s *Schedules) Repair() (ScheduleCard, error) {
	return s.card(func(v visit) (schedule.Overview, error) { return v.house.Schedules.Repair(v.ctx, v.actor) })
}

// Remove has the system start nothing any more.
func (s *Schedules) Remove() (ScheduleCard, error) {
	return s.card(func(v visit) (schedule.Overview, error) { return v.house.Schedules.Remove(v.ctx, v.actor) })
}

// Notify has this account of the machine told what needs somebody, or not.
func (s *Schedules) Notify(wanted bool) error {
	return do(s.desk, func(v visit) error { return v.house.Notices.Want(v.ctx, v.actor, wanted) })
}

func (s *Schedules) card(work func(visit) (schedule.Overview, error), given ...any) (ScheduleCard, error) {
	return ask(s.desk.given(given...), func(v visit) (ScheduleCard, error) {
		o, err := work(v)
		if err != nil {
			return ScheduleCard{}, err
		}
		wanted, err := v.house.Notices.Wanted(v.ctx, v.actor)
		return ScheduleCard{State: string(o.State), Sentence: o.Sentence, Hint: o.Hint, Plan: SchedulePlan{string(o.Plan.Rhythm), o.Plan.At},
			PlanText: o.Plan.French(), OSAccount: o.OSAccount, System: o.System, Others: append([]string{}, o.Others...),
			LastRun: scheduledRun(o.LastRun), CanEdit: o.MayEdit, Notify: wanted}, err
	})
}

func scheduledRun(r schedule.Run) *ScheduledRun {
	if r.At.IsZero() {
		return nil
	}
	return &ScheduledRun{At: at(r.At), Outcome: string(r.Outcome), Tried: r.Tried, Message: r.Message}
}

// notifier shows notifications as the window does; a desk without a window shows none.
func notifier(show func(title, text string) error) notify.Notifier {
	if show == nil {
		return notify.Silent{}
	}
	return shower(show)
}

type shower func(title, text string) error

// Notify shows one.
func (s shower) Notify(title, text string) error { return s(title, text) }
