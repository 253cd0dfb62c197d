package cli

import (
	"context"
	"fmt"

	"sobank/backend/fault"
	"sobank/backend/receive"
	"sobank/backend/wiring"
)

// receive takes what sources have, so that it is delivered in the same run. Another process that
// is at it sees to it.
func (s *session) receive(ctx context.Context, h *wiring.House, asked bool) (receive.Report, error) {
	report, err := h.Receiver.Run(ctx, receive.Scope{Actor: h.Systeme(), Asked: asked})
	if fault.CodeOf(err) == fault.Busy {
		err = nil
	}
	return report, err
}

// sayReceived tells what came in; nothing where there is no source.
func (s *session) sayReceived(r receive.Report) {
	if r.Sources == 0 {
		return
	}
	s.say("Réception : %s.", many(r.Taken, "fichier"))
	for _, outcome := range receive.Outcomes {
		if n := r.Outcomes[outcome]; n > 0 {
			s.say("  %s : %d", outcome.French(), n)
		}
	}
	if r.Waiting > 0 {
		s.say("  %s : %d", receive.Seen.French(), r.Waiting)
	}
	for _, t := range r.Troubles {
		fmt.Fprintln(s.err, t)
	}
}

// receivedShape is what came in, as `sync --json` tells it.
func receivedShape(r receive.Report) map[string]any {
	return map[string]any{"sources": r.Sources, "files": r.Taken, "outcomes": french(r.Outcomes, receive.Outcome.French), "waiting": r.Waiting,
		"offline": r.Offline, "troubles": append([]string{}, r.Troubles...)}
}

// unwell counts what needs a person: files that were not taken, sources in trouble.
func unwell(r receive.Report) int {
	return r.Outcomes[receive.Rejected] + r.Outcomes[receive.Partly] + len(r.Troubles)
}
