package desktop

import (
	"fmt"

	"sobank/backend/fault"
	"sobank/backend/roster"
)

// Rosters is « Importer une liste », of clients and IBANs.
type Rosters struct{ desk *Desk }

// Pick lets the person choose a list; "" when they close the dialog.
func (r *Rosters) Pick() (string, error) {
	return ask(r.desk, func(visit) (string, error) {
		paths, err := r.desk.options.Dialogs.OpenFiles("Choisir une liste de clients et d'IBAN")
		switch {
		case err != nil || len(paths) == 0:
			return "", err
		case len(paths) > 1:
			return "", fault.New(fault.Invalid, "Choisissez un seul fichier.").WithField("path")
		}
		return paths[0], nil
	})
}

// Preview says what a list would do, line by line.
func (r *Rosters) Preview(f RosterForm) (RosterPlan, error) {
	return ask(r.desk.given(f), func(v visit) (RosterPlan, error) {
		plan, err := v.house.Rosters.Preview(v.ctx, v.actor, roster.Request{Path: f.Path, FirmID: f.FirmID})
		return rosterPlanOf(plan), err
	})
}

// Apply does what was previewed, in one transaction.
func (r *Rosters) Apply(f RosterForm) (RosterDone, error) {
	return ask(r.desk.given(f), func(v visit) (RosterDone, error) {
		defer r.desk.syncing.kick(false)
		done, err := v.house.Rosters.Apply(v.ctx, v.actor, roster.Request{Path: f.Path, FirmID: f.FirmID}, f.Token)
		return RosterDone(done), err
	})
}

// SaveTemplate lets the person choose where an empty list goes, a workbook or (format "csv")
// a CSV, and writes it; "" when they close the dialog.
func (r *Rosters) SaveTemplate(format string) (string, error) {
	return ask(r.desk.given(format), func(v visit) (string, error) {
		path, err := r.desk.options.Dialogs.SaveFile("Enregistrer le modèle", "modele-clients-iban."+extension(format))
		if err != nil || path == "" {
			return "", err
		}
		return path, v.house.Rosters.Template(v.ctx, v.actor, path)
	})
}

// extension is that of a file format: xlsx unless csv is asked for.
func extension(format string) string {
	if format == "csv" || format == "pdf" {
		return format
	}
	return "xlsx"
}

func rosterPlanOf(p roster.Plan) RosterPlan {
	plan := RosterPlan{File: p.File, Lines: make([]RosterLine, len(p.Entries)), Ignored: append([]string{}, p.Ignored...), Token: p.Token}
	for i := range p.Entries {
		plan.Lines[i] = rosterLineOf(p.Entries[i])
	}
	counts := p.Count()
	for _, v := range roster.Verdicts {
		plan.Counts = append(plan.Counts, Count{Key: string(v), Name: v.French(), Count: counts[v]})
	}
	return plan
}

func rosterLineOf(e roster.Entry) RosterLine {
	return RosterLine{Line: e.Line, Verdict: string(e.Verdict), VerdictName: e.Verdict.French(), FirmName: e.FirmName, ClientName: e.ClientName, IBAN: e.IBAN,
		Sentences: rosterSentences(e), Notices: append([]string{}, e.Notices...)}
}

// rosterSentences says what a line does, or why it is refused.
func rosterSentences(e roster.Entry) []string {
	said := []string{}
	switch {
	case e.NewClient && e.NewAccount:
		said = append(said, "Nouveau client et nouvel IBAN.")
	case e.NewClient:
		said = append(said, "Nouveau client.")
	case e.NewAccount:
		said = append(said, "Nouvel IBAN de ce client.")
	}
	for _, c := range e.Changes {
		said = append(said, fmt.Sprintf("%s : %s → %s", c.Field.French(), orNone(c.Before), orNone(c.After)))
	}
	for _, r := range e.Refusals {
		said = append(said, fmt.Sprintf("%s : %s", r.Field.French(), r.Message))
	}
	return said
}

func orNone(s string) string {
	if s == "" {
		return "non renseigné"
	}
	return "« " + s + " »"
}
