package cli

import (
	"context"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"sobank/backend/deliver"
	"sobank/backend/demo"
	"sobank/backend/iban"
	"sobank/backend/statement"
	"sobank/backend/wiring"
)

func (s *session) demo() *cobra.Command {
	return s.command("demo", "crée des données de démonstration dans un nouveau dossier", exactly(0), func(ctx context.Context, _ []string) error {
		return s.runDemo(ctx)
	})
}

func (s *session) runDemo(ctx context.Context) (err error) {
	if s.data == "" && os.Getenv("SOBANK_DATA") == "" {
		if s.data, err = os.MkdirTemp("", "sobank-demo-"); err != nil {
			return err
		}
	}
	h, err := wiring.Open(ctx, wiring.Options{DataDir: s.data}.Forgetful())
	if err != nil {
		return err
	}
	defer func() {
		if closeErr := h.Close(); err == nil {
			err = closeErr
		}
	}()
	r, err := demo.Make(ctx, h)
	if err != nil {
		return err
	}
	s.tell(r)
	if !s.json {
		return nil
	}
	return s.print(map[string]any{
		"data": r.Data, "user": demo.Email, "password": demo.Password, "files": r.Files, "statements": r.Statements, "operations": r.Operations,
		"places": french(r.Places, statement.Place.French), "deliveries": french(r.Deliveries, deliver.State.French),
		"partner_record": recordOf(r.Record), "global_file": globalFileOf(r.Taken),
	})
}

func (s *session) tell(r demo.Result) {
	s.say("Données de démonstration : %s", r.Data)
	s.say("Connexion : %s, mot de passe %s", demo.Email, demo.Password)
	s.say("%s, %s, %s.", many(r.Files, "fichier importé"), many(r.Statements, "relevé contrôlé"), many(r.Operations, "opération"))
	for _, p := range statement.Places {
		if n := r.Places[p]; n > 0 {
			s.say("  %-15s %d", p.French(), n)
		}
	}
	s.say("Envois :")
	for _, state := range deliver.States {
		if n := r.Deliveries[state]; n > 0 {
			s.say("  %-15s %d", state.French(), n)
		}
	}
	s.say("Les partenaires ont :")
	for _, line := range byAccount(r.Record) {
		s.say("  %s", line)
	}
	s.say("Fichier global : %s (%s, %s)", r.Taken.Path, many(r.Taken.Statements, "relevé"), many(r.Taken.Operations, "opération"))
}

func recordOf(held []demo.Held) []globalItem {
	items := make([]globalItem, len(held))
	for i, h := range held {
		items[i] = globalItem{IBAN: string(h.IBAN), From: h.From.String(), To: h.To.String(), Operations: h.Operations}
	}
	return items
}

// byAccount sums the partners' record up, one line an IBAN in the order they came.
func byAccount(held []demo.Held) (lines []string) {
	var order []iban.IBAN
	statements, operations := map[iban.IBAN]int{}, map[iban.IBAN]int{}
	for _, h := range held {
		if statements[h.IBAN] == 0 {
			order = append(order, h.IBAN)
		}
		statements[h.IBAN]++
		operations[h.IBAN] += h.Operations
	}
	for _, i := range order {
		lines = append(lines, fmt.Sprintf("%s  %s, %s", i.Format(), many(statements[i], "relevé"), many(operations[i], "opération")))
	}
	return lines
}
