package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"sobank/backend/wiring"
)

func (s *session) verify() *cobra.Command {
	return s.command("verify", "vérifie le fichier de données", exactly(0), func(ctx context.Context, _ []string) error {
		return s.existing(ctx, func(h *wiring.House) error { return s.runVerify(ctx, h) })
	})
}

func (s *session) runVerify(ctx context.Context, h *wiring.House) error {
	health, err := h.Verify(ctx, h.Systeme())
	if err != nil {
		return err
	}
	for _, p := range health.Problems {
		fmt.Fprintln(s.err, p)
	}
	c := health.Counts
	s.say("%s, %s, %s, %s, %s, %s, %s.", many(c.Firms, "cabinet"), many(c.Clients, "client"), many(c.Accounts, "compte"),
		many(c.Files, "fichier"), many(c.Statements, "relevé"), many(c.Operations, "opération"), many(c.Deliveries, "envoi"))
	if s.json {
		if err := s.print(health); err != nil {
			return err
		}
	}
	if !health.OK {
		return errQuiet
	}
	s.say("Tout est en ordre.")
	return nil
}

func (s *session) version() *cobra.Command {
	return s.command("version", "donne la version", exactly(0), func(context.Context, []string) error {
		if s.json {
			return s.print(map[string]string{"version": Version})
		}
		s.say("So bank %s", Version)
		return nil
	})
}
