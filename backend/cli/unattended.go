package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"sobank/backend/deliver"
	"sobank/backend/fault"
	"sobank/backend/schedule"
	"sobank/backend/wiring"
)

// runUnattended delivers what is due with nobody there, as the system's scheduler starts it:
// nobody asked, so a connector that is stopped stays so. Nothing is said when all is well, or
// when another process is at work on the data folder, who sees to it. What needs a person is
// said on standard error and by the system, and exits with 1.
func (s *session) runUnattended(ctx context.Context, h *wiring.House) error {
	report, err := h.Engine.Run(ctx, deliver.Scope{Actor: h.Systeme(), Patience: s.patience})
	switch {
	case fault.CodeOf(err) == fault.Busy:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	}
	var troubles []string
	if err == nil {
		troubles, err = h.Deliveries.Troubles(ctx, h.Systeme())
	}
	ran := outcome(report, troubles, err)
	errs := []error{err, h.Schedules.NoteRun(ctx, h.Systeme(), ran)}
	if err := h.Notices.Tell(ctx, h.Systeme()); err != nil {
		slog.Warn("notify", "error", err) // standard error says it too
	}
	if s.json {
		errs = append(errs, s.print(map[string]any{"outcome": ran.Outcome, "tried": ran.Tried, "at": h.Now().UTC().Format(time.RFC3339)}))
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	return s.complain(report, troubles, ran.Outcome)
}

// outcome is what came of a run, as the screen shows it.
func outcome(r deliver.Report, troubles []string, err error) schedule.Run {
	run := schedule.Run{Tried: r.Tried}
	switch {
	case err != nil:
		run.Outcome, run.Message = schedule.Failed, fault.From(err).Message
	case r.Outcomes[deliver.Refused]+r.Outcomes[deliver.ToCheck]+len(troubles) > 0:
		run.Outcome = schedule.Needs
	case r.Offline:
		run.Outcome = schedule.Offline
	case r.Tried > 0:
		run.Outcome = schedule.Done
	default:
		run.Outcome = schedule.Nothing
	}
	return run
}

// complain says what does not go well, on standard error.
func (s *session) complain(r deliver.Report, troubles []string, o schedule.Outcome) error {
	if o != schedule.Needs && o != schedule.Offline {
		return nil
	}
	for _, state := range []deliver.State{deliver.Refused, deliver.ToCheck} {
		if n := r.Outcomes[state]; n > 0 {
			fmt.Fprintf(s.err, "%s : %d\n", state.French(), n)
		}
	}
	for _, t := range troubles {
		fmt.Fprintln(s.err, t)
	}
	if r.Offline {
		fmt.Fprintln(s.err, unreached)
	}
	return errQuiet
}
