package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"sobank/backend/fault"
	"sobank/backend/privacy"
	"sobank/backend/rights"
	"sobank/backend/wiring"
)

func (s *session) purge() *cobra.Command {
	var retention, preview bool
	c := s.command("purge --user E-MAIL", "efface ce qui est gardé depuis trop longtemps : « Sans IBAN », et avec --retention les clients à purger", exactly(0),
		func(ctx context.Context, _ []string) error {
			return s.existing(ctx, func(h *wiring.House) error { return s.runPurge(ctx, h, retention, preview) })
		})
	c.Flags().BoolVar(&retention, "retention", false, "aussi les clients dont la durée de conservation est passée")
	c.Flags().BoolVar(&preview, "dry-run", false, "dit seulement ce qui serait effacé")
	c.Flags().StringVar(&s.user, "user", "", "adresse e-mail de la personne qui efface")
	return c
}

// purged is the command's document.
type purged struct {
	DryRun  bool         `json:"dry_run"`
	Aside   purgedCounts `json:"aside"`
	Clients []int64      `json:"clients"`
	Left    []leftClient `json:"left"`
	Erased  purgedCounts `json:"erased"`
	Wiped   bool         `json:"wiped"` // false: the file's bytes are cleaned later
}

type purgedCounts struct {
	Accounts   int `json:"accounts"`
	Statements int `json:"statements"`
	Operations int `json:"operations"`
}

type leftClient struct {
	Client int64  `json:"client"`
	Why    string `json:"why"`
}

func countsOf(c privacy.Counts) purgedCounts {
	return purgedCounts{c.Accounts, c.Statements, c.Operations}
}

func (s *session) runPurge(ctx context.Context, h *wiring.House, retention, preview bool) error {
	if s.user == "" {
		return fault.New(fault.Refused, "Effacer demande une personne : la ligne de commande seule ne suffit pas.").
			WithHint("Ajoutez --user E-MAIL et le mot de passe (SOBANK_PASSWORD ou saisie).")
	}
	actor, signOut, err := s.actor(ctx, h)
	if err != nil {
		return err
	}
	defer signOut()
	done := purged{DryRun: preview, Clients: []int64{}, Left: []leftClient{}, Wiped: true}
	if err := s.purgeAside(ctx, h, actor, &done); err != nil {
		return err
	}
	if retention {
		if err := s.purgeClients(ctx, h, actor, &done); err != nil {
			return err
		}
	}
	verb := "effacés"
	if preview {
		verb = "à effacer"
	}
	s.say("« Sans IBAN », relevés %s : %d.", verb, done.Aside.Statements)
	if retention {
		s.say("Clients %s : %d.", verb, len(done.Clients))
	}
	for _, l := range done.Left {
		fmt.Fprintf(s.err, "Client n° %d laissé : %s\n", l.Client, l.Why)
	}
	if s.json {
		if err := s.print(done); err != nil {
			return err
		}
	}
	if len(done.Left) > 0 {
		return errQuiet
	}
	return nil
}

func (s *session) purgeAside(ctx context.Context, h *wiring.House, actor rights.Actor, done *purged) error {
	if done.DryRun {
		a, err := h.Privacy.Aside(ctx, actor)
		done.Aside = countsOf(a.Due)
		return err
	}
	gone, err := h.Privacy.PurgeAside(ctx, actor)
	done.Aside, done.Wiped = countsOf(gone.Counts), gone.Wiped
	return err
}

func (s *session) purgeClients(ctx context.Context, h *wiring.House, actor rights.Actor, done *purged) error {
	over, err := h.Privacy.Over(ctx, actor)
	if err != nil || len(over) == 0 {
		return err
	}
	for _, k := range over {
		done.Clients = append(done.Clients, k.ClientID)
	}
	if done.DryRun {
		return nil
	}
	b, err := h.Privacy.EraseOver(ctx, actor, done.Clients, privacy.Word)
	done.Clients, done.Erased, done.Wiped = append([]int64{}, b.Erased...), countsOf(b.Counts), done.Wiped && (b.Wiped || len(b.Erased) == 0)
	for _, l := range b.Left {
		done.Left = append(done.Left, leftClient{l.ClientID, l.Why})
	}
	return err
}

// tend does what time brings along with a synchronisation: « Sans IBAN » past its days goes. When
// another process is at work on the data file it is done the next time.
func (s *session) tend(ctx context.Context, h *wiring.House) (statements int, err error) {
	gone, err := h.Privacy.Tend(ctx, h.Systeme())
	if fault.CodeOf(err) == fault.Busy {
		err = nil
	}
	return gone.Statements, err
}
