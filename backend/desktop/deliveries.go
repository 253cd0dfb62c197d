package desktop

import (
	"fmt"
	"time"

	"sobank/backend/deliver"
	"sobank/backend/fault"
	"sobank/backend/firm"
)

// Deliveries is the page « Envois ».
type Deliveries struct{ desk *Desk }

// List gives a page of deliveries, latest change first.
func (d *Deliveries) List(q DeliveryQuery) (DeliveryPage, error) {
	return ask(d.desk.given(q), func(v visit) (DeliveryPage, error) {
		rows, total, err := v.house.Deliveries.List(v.ctx, v.actor, deliveryQueryOf(q))
		page := DeliveryPage{Rows: make([]DeliveryRow, len(rows)), Total: total}
		for i, r := range rows {
			page.Rows[i] = deliveryOf(r)
		}
		return page, err
	})
}

// Get gives one delivery with its attempts.
func (d *Deliveries) Get(id int64) (DeliveryDetails, error) {
	return ask(d.desk, func(v visit) (DeliveryDetails, error) {
		found, err := v.house.Deliveries.Get(v.ctx, v.actor, id)
		details := DeliveryDetails{Row: deliveryOf(found.Row), Sha256: found.SHA256, Size: found.Size, FrozenAt: at(found.FrozenAt),
			Attempts: make([]DeliveryAttempt, len(found.Attempts)), CanRetry: found.MayRetry, CanCheck: found.MayCheck, CanCancel: found.MayStop}
		for i, a := range found.Attempts {
			details.Attempts[i] = DeliveryAttempt{At: at(a.At), DurationMs: a.Duration.Milliseconds(), Outcome: outcomeName(a.Outcome), Code: a.Code,
				Message: a.Message, PartnerMessage: a.PartnerMessage, RequestID: a.RequestID, By: a.By}
		}
		return details, err
	})
}

// Counts counts by state what one may see, or « Mes dossiers » alone.
func (d *Deliveries) Counts(mine bool) ([]Count, error) {
	return ask(d.desk, func(v visit) ([]Count, error) {
		counts, err := v.house.Deliveries.Counts(v.ctx, v.actor, mine)
		return deliveryCounts(counts), err
	})
}

func deliveryCounts(counts map[deliver.State]int) []Count {
	list := []Count{}
	for _, s := range deliver.States {
		if n := counts[s]; n > 0 {
			list = append(list, Count{Key: string(s), Name: s.French(), Count: n})
		}
	}
	return list
}

// Retry makes deliveries due now, with a reason that is kept, and starts a synchronisation.
func (d *Deliveries) Retry(ids []int64, reason string) error {
	return do(d.desk.given(ids, reason), func(v visit) error {
		if len(ids) == 0 || len(ids) > 10_000 {
			return fault.New(fault.Invalid, "Choisissez les envois à reprendre.")
		}
		defer d.desk.syncing.kick(false)
		return v.house.Deliveries.Retry(v.ctx, v.actor, ids, reason)
	})
}

// Check says of a delivery that is « À vérifier » whether the partner has it, with a reason
// that is kept; what it has not leaves again.
func (d *Deliveries) Check(id int64, there bool, reason string) error {
	return do(d.desk.given(reason), func(v visit) error {
		defer d.desk.syncing.kick(false)
		return v.house.Deliveries.Check(v.ctx, v.actor, id, there, reason)
	})
}

// Cancel keeps deliveries that wait from leaving, with a reason that is kept.
func (d *Deliveries) Cancel(ids []int64, reason string) error {
	return do(d.desk.given(ids, reason), func(v visit) error {
		if len(ids) == 0 || len(ids) > 10_000 {
			return fault.New(fault.Invalid, "Choisissez les envois à annuler.")
		}
		return v.house.Deliveries.Cancel(v.ctx, v.actor, ids, reason)
	})
}

// Sync starts a synchronisation; events "sync:state" tell how it goes.
func (d *Deliveries) Sync() error {
	return do(d.desk, func(v visit) error {
		if err := v.house.Deliveries.MaySync(v.ctx, v.actor); err != nil {
			return err
		}
		d.desk.syncing.kick(true)
		return nil
	})
}

// StopSync ends the synchronisation after the delivery that is in flight.
func (d *Deliveries) StopSync() error {
	return do(d.desk, func(v visit) error {
		if err := v.house.Deliveries.MaySync(v.ctx, v.actor); err != nil {
			return err
		}
		d.desk.syncing.halt()
		return nil
	})
}

// State says how the synchronisation stands.
func (d *Deliveries) State() (SyncState, error) { return ask(d.desk, d.desk.syncing.state) }

func deliveryOf(r deliver.Row) DeliveryRow {
	partner, _ := firm.PartnerName(r.Partner)
	return DeliveryRow{ID: r.ID, StatementID: r.StatementID, AccountID: r.AccountID, IBANShown: shown(r.IBAN, r.Key), ClientName: r.ClientName,
		FirmName: r.FirmName, ConnectorID: r.ConnectorID, ConnectorName: r.ConnectorName, PartnerName: partner, StartOn: r.Start.String(),
		EndOn: r.End.String(), Operations: r.Operations, Together: r.Together, All: r.All, Integrated: r.Integrated, Withdrawn: r.Withdrawn, Doubt: r.Doubt != deliver.NoDoubt, State: string(r.State), StateName: stateName(r), Code: r.Code, Message: r.Message,
		Hint: r.Hint, RequestID: r.RequestID, FileName: r.FileName, NextTryAt: at(r.NextTryAt), UpdatedAt: at(r.UpdatedAt), Tries: r.Tries}
}

// stateName is the state with what belongs to it: « Intégré (12 opérations) ».
func stateName(r deliver.Row) string {
	switch {
	case r.State == deliver.Integrated && r.Together > 1 && r.Integrated != nil:
		return fmt.Sprintf("Intégré (%d opérations sur %d, en %d relevés)", *r.Integrated, r.All, r.Together)
	case r.State == deliver.Cancelled && r.Withdrawn:
		return "Annulé par une personne"
	case r.State == deliver.Integrated && r.Integrated != nil && *r.Integrated == 1:
		return "Intégré (1 opération)"
	case r.State == deliver.Integrated && r.Integrated != nil:
		return fmt.Sprintf("Intégré (%d opérations)", *r.Integrated)
	case r.State == deliver.ToRetry && !r.NextTryAt.IsZero():
		return "À reprendre à " + r.NextTryAt.In(time.Local).Format("15:04")
	}
	return r.State.French()
}

var attemptOutcomes = map[string]string{
	"sending": "En cours", "sent": "Parti, réponse attendue", "cut": "Interrompu : So bank s'est arrêté",
	deliver.Retried: "Repris", deliver.There: "Vérifié : il y est", deliver.Absent: "Vérifié : il n'y est pas", deliver.Stopped: "Annulé",
}

func outcomeName(outcome string) string {
	if name, ok := attemptOutcomes[outcome]; ok {
		return name
	}
	return deliver.State(outcome).French()
}
