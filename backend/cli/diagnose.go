package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"sobank/backend/account"
	"sobank/backend/diagnose"
	"sobank/backend/iban"
	"sobank/backend/wiring"
)

func (s *session) diagnose() *cobra.Command {
	return s.command("diagnose [IBAN]", "dit pourquoi des relevés n'arrivent pas dans l'outil de production", cobra.ArbitraryArgs,
		func(ctx context.Context, args []string) error {
			return s.house(ctx, func(h *wiring.House) error { return s.runDiagnose(ctx, h, strings.Join(args, "")) })
		})
}

func (s *session) runDiagnose(ctx context.Context, h *wiring.House, number string) error {
	list, err := diagnoses(ctx, h, number)
	if err != nil {
		return err
	}
	for _, d := range list {
		s.sayDiagnosis(d, number != "")
	}
	if s.json {
		return s.print(map[string]any{"diagnoses": shapesOf(list)})
	}
	return nil
}

// diagnoses is that of one IBAN, in any spacing, or of all.
func diagnoses(ctx context.Context, h *wiring.House, number string) ([]diagnose.Diagnosis, error) {
	if number == "" {
		return h.Diagnoses.All(ctx, h.Systeme(), false)
	}
	parsed, err := iban.Parse(number)
	if err != nil {
		return nil, err
	}
	one, err := h.Diagnoses.Keyed(ctx, h.Systeme(), account.KeyOf(parsed, iban.RIB{}))
	return []diagnose.Diagnosis{one}, err
}

var verdictSigns = map[diagnose.Verdict]string{diagnose.OK: "✔", diagnose.Wrong: "✖", diagnose.Unknown: "–"}

func (s *session) sayDiagnosis(d diagnose.Diagnosis, whole bool) {
	sign := verdictSigns[diagnose.OK]
	if !d.OK {
		sign = verdictSigns[diagnose.Wrong]
	}
	s.say("%s %s · %s : %s", sign, d.Account.IBAN.Format(), d.Account.ClientName, d.Answer)
	if !whole {
		return
	}
	for _, step := range d.Steps {
		s.say("    %s %s : %s", verdictSigns[step.Verdict], step.Title, step.Sentence)
	}
}

// diagnosisShape is a diagnosis as JSON.
type diagnosisShape struct {
	IBAN   string      `json:"iban"`
	Client string      `json:"client"`
	Firm   string      `json:"firm"`
	OK     bool        `json:"ok"`
	Answer string      `json:"answer"`
	Steps  []stepShape `json:"steps"`
}

type stepShape struct {
	Key      string `json:"key"`
	Verdict  string `json:"verdict"` // ok, wrong, unknown
	Title    string `json:"title"`
	Sentence string `json:"sentence"`
	Action   string `json:"action"`
}

func shapesOf(list []diagnose.Diagnosis) []diagnosisShape {
	shapes := make([]diagnosisShape, len(list))
	for i, d := range list {
		shapes[i] = diagnosisShape{IBAN: string(d.Account.IBAN), Client: d.Account.ClientName, Firm: d.Account.FirmName, OK: d.OK, Answer: d.Answer}
		for _, s := range d.Steps {
			shapes[i].Steps = append(shapes[i].Steps, stepShape{Key: s.Key, Verdict: string(s.Verdict), Title: s.Title, Sentence: s.Sentence, Action: string(s.Action)})
		}
	}
	return shapes
}
