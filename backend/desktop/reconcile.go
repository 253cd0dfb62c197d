package desktop

import (
	"sobank/backend/deliver"
	"sobank/backend/firm"
)

// Reconcile compares what a connector sent in a period (ISO days) with what its partner says.
// A place is looked into now: this may take a while.
func (c *Connectors) Reconcile(id int64, from, to string) (Reconciliation, error) {
	return ask(c.desk.given(from, to), func(v visit) (Reconciliation, error) {
		period, err := periodOf(from, to)
		if err != nil {
			return Reconciliation{}, err
		}
		found, err := v.house.Reconciler.Reconcile(v.ctx, v.actor, id, period)
		if err != nil {
			return Reconciliation{}, err
		}
		return reconciliationOf(found), nil
	})
}

// Pause holds a connector's deliveries back, or lets them go.
func (c *Connectors) Pause(id int64, paused bool) (ConnectorDetails, error) {
	return c.change(id, func(v visit) error {
		_, err := v.house.Firms.PauseConnector(v.ctx, v.actor, id, paused)
		return err
	})
}

func reconciliationOf(r deliver.Reconciliation) Reconciliation {
	partner, _ := firm.PartnerName(r.Connector.Partner)
	row := Reconciliation{FromOn: r.Period.From.String(), ToOn: r.Period.To.String(), PartnerName: partner, Sentence: r.Sentence, Advice: r.Advice, Clean: r.Clean,
		Answers: r.Answers, Hidden: r.Hidden, Total: ReconciliationTally(r.Total), Accounts: make([]ReconciliationAccount, len(r.Accounts)), Files: []ReconciliationFile{}}
	for i, a := range r.Accounts {
		row.Accounts[i] = ReconciliationAccount{AccountID: a.AccountID, IBANShown: shown(a.IBAN, a.Key), ClientName: a.ClientName, Tally: ReconciliationTally(a.Tally),
			Sentence: a.Sentence(partner), Plain: a.Plain(), Explained: a.Explained(), Discrepancies: doubtsOf(a.Discrepancies)}
	}
	if l := r.Place; l != nil {
		row.Deposited, row.Waiting, row.Taken, row.FilesHidden, row.Problem, row.ProblemHint = l.Deposited, l.Waiting, l.Taken, l.Hidden, l.Problem, l.Hint
		for _, f := range l.Files {
			row.Files = append(row.Files, ReconciliationFile{Name: f.Name, Size: f.Size, Expected: f.Expected, ModifiedAt: at(f.ModifiedAt), Fate: string(f.Fate),
				FateName: f.Fate.French(), InPeriod: f.InPeriod})
		}
	}
	return row
}

func doubtsOf(list []deliver.Discrepancy) []ReconciliationDoubt {
	rows := make([]ReconciliationDoubt, len(list))
	for i, d := range list {
		rows[i] = ReconciliationDoubt{DeliveryID: d.DeliveryID, FileName: d.FileName, RequestID: d.RequestID, Sent: d.Sent, Taken: d.Taken, At: at(d.At)}
	}
	return rows
}
