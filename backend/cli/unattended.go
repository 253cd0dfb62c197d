package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"sobank/backend/deliver"
	"sobank/backend/fault"
	"sobank/backend/receive"
	"sobank/backend/schedule"
	"sobank/backend/wiring"
)

// runUnattended receives and delivers what is due with nobody there, as the system's scheduler starts it:
// nobody asked, so a connector that is stopped stays so. Nothing is said when all is well, or
// when another process is at work on the data folder, who sees to it. What needs a person is
// said on standard error and by the system, and exits with 1.
func (s *session) runUnattended(ctx context.Context, h *wiring.House) error {
	received, failed := s.receive(ctx, h, false) // what came before is delivered all the same
	if ctx.Err() != nil {
		return ctx.Err()
	}
	report, err := h.Engine.Run(ctx, deliver.Scope{Actor: h.Systeme(), Patience: s.patience})
	switch {
	case fault.CodeOf(err) == fault.Busy:
		return failed
	case ctx.Err() != nil:
		return ctx.Err()
	}
	var troubles []string
	if err == nil {
		troubles, err = s.troubles(ctx, h)
	}
	err = errors.Join(failed, err)
	report.Offline = report.Offline || received.Offline
	troubles = append(troubles, untaken(received)...)
	ran := outcome(report, troubles, err)
	if ran.Outcome == schedule.Nothing && received.Taken > 0 {
		ran.Outcome = schedule.Done
	}
	_, untended := s.tend(ctx, h)
	errs := []error{err, h.Schedules.NoteRun(ctx, h.Systeme(), ran), untended}
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

// troubles are those of connectors and sources, and of sources that no session reaches.
func (s *session) troubles(ctx context.Context, h *wiring.House) ([]string, error) {
	troubles, err := h.Deliveries.Troubles(ctx, h.Systeme())
	if err != nil {
		return nil, err
	}
	keyless, err := h.Receptions.Keyless(ctx, h.Systeme())
	return append(troubles, keyless...), err
}

// untaken says of files that were not taken that they wait for a person.
func untaken(r receive.Report) []string {
	n := r.Outcomes[receive.Rejected] + r.Outcomes[receive.Partly]
	if n == 0 {
		return nil
	}
	return []string{fmt.Sprintf("Fichiers reçus qui n'ont pas pu être importés : %d ; leur motif est page de la réception.", n)}
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
