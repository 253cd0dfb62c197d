package cli

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"sobank/backend/deliver"
	"sobank/backend/wiring"
)

// syncPatience is how long the command waits for the next try of a delivery, at most.
const syncPatience = time.Minute

// unreached is said when a partner did not answer at all.
const unreached = "Un partenaire n'a pas pu être joint : ce qui reste partira à la prochaine synchronisation."

func (s *session) sync() *cobra.Command {
	var quiet bool
	c := s.command("sync", "relève les fichiers des banques, puis remet aux partenaires les relevés à envoyer", exactly(0),
		func(ctx context.Context, _ []string) error {
			if quiet {
				return s.existing(ctx, func(h *wiring.House) error { return s.runUnattended(ctx, h) })
			}
			return s.house(ctx, func(h *wiring.House) error { return s.runSync(ctx, h) })
		})
	c.Flags().BoolVar(&quiet, "quiet", false, "sans personne devant l'écran : ne dit que ce qui ne va pas")
	return c
}

// runSync receives what sources have, then delivers what is due. It fails when something was not
// taken, was refused, is to be checked or still waits, so that a scheduler notices.
func (s *session) runSync(ctx context.Context, h *wiring.House) error {
	received, err := s.receive(ctx, h, true)
	if err != nil {
		return err
	}
	s.sayReceived(received)
	report, err := h.Engine.Run(ctx, deliver.Scope{Actor: h.Systeme(), Asked: true, Patience: s.patience})
	if err != nil {
		return err
	}
	counts, err := h.Deliveries.Counts(ctx, h.Systeme(), false)
	if err != nil {
		return err
	}
	waiting := counts[deliver.ToSend] + counts[deliver.ToRetry] + counts[deliver.InFlight]
	s.sayRun(report, waiting)
	if s.json {
		shape := map[string]any{"tried": report.Tried, "outcomes": french(report.Outcomes, deliver.State.French), "deliveries": french(counts, deliver.State.French), "waiting": waiting,
			"received": receivedShape(received), "offline": report.Offline, "next": nil, "troubles": append([]string{}, report.Troubles...)}
		if !report.Next.IsZero() {
			shape["next"] = report.Next.UTC().Format(time.RFC3339)
		}
		if err := s.print(shape); err != nil {
			return err
		}
	}
	if n, err := s.tend(ctx, h); err != nil {
		return err
	} else if n > 0 {
		s.say("« Sans IBAN », relevés effacés puisqu'ils y étaient depuis trop longtemps : %d.", n)
	}
	if unwell(received)+report.Outcomes[deliver.Refused]+report.Outcomes[deliver.ToCheck]+len(report.Troubles)+waiting > 0 {
		return errQuiet
	}
	return nil
}

func (s *session) sayRun(r deliver.Report, waiting int) {
	s.say("Synchronisation : %s.", many(r.Tried, "tentative"))
	for _, state := range deliver.States {
		if n := r.Outcomes[state]; n > 0 {
			s.say("  %s : %d", state.French(), n)
		}
	}
	for _, t := range r.Troubles {
		fmt.Fprintln(s.err, t)
	}
	if r.Offline {
		fmt.Fprintln(s.err, unreached)
	}
	if waiting > 0 {
		s.say("En attente : %d", waiting)
	}
}
