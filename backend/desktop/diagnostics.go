package desktop

import "sobank/backend/diagnose"

// Diagnostics is the page « Diagnostic ».
type Diagnostics struct{ desk *Desk }

// One runs the FAQ's checks on one IBAN.
func (d *Diagnostics) One(accountID int64) (Diagnosis, error) {
	return ask(d.desk, func(v visit) (Diagnosis, error) {
		found, err := v.house.Diagnoses.One(v.ctx, v.actor, accountID)
		return diagnosisOf(found), err
	})
}

// All runs them on every IBAN that one may see, or on « Mes dossiers » alone; those that need
// somebody come first.
func (d *Diagnostics) All(mine bool) ([]Diagnosis, error) {
	return ask(d.desk, func(v visit) ([]Diagnosis, error) {
		found, err := v.house.Diagnoses.All(v.ctx, v.actor, mine)
		list := make([]Diagnosis, len(found))
		for i, one := range found {
			list[i] = diagnosisOf(one)
		}
		return list, err
	})
}

func diagnosisOf(d diagnose.Diagnosis) Diagnosis {
	one := Diagnosis{AccountID: d.Account.ID, IBANShown: shown(d.Account.IBAN, d.Account.Key), ClientID: d.Account.ClientID, ClientName: d.Account.ClientName,
		FirmID: d.Account.FirmID, FirmName: d.Account.FirmName, OK: d.OK, Answer: d.Answer, Steps: make([]DiagnosisStep, len(d.Steps))}
	for i, s := range d.Steps {
		one.Steps[i] = DiagnosisStep{Key: s.Key, Verdict: string(s.Verdict), Title: s.Title, Sentence: s.Sentence, Action: string(s.Action),
			Button: s.Button, TargetID: s.TargetID}
	}
	return one
}
