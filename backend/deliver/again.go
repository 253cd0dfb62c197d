package deliver

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"sobank/backend/fault"
	"sobank/backend/journal"
	"sobank/backend/rights"
	"sobank/backend/statement"
)

// retriable reports whether a person may have it tried again.
func (r Row) retriable() bool {
	switch r.State {
	case Refused, ToCheck, ToRetry:
		return true
	}
	return r.State == Cancelled && r.Withdrawn
}

// unclear reports whether a person may say what became of it: it is to be checked, or may have
// arrived and waits for what may never come.
func (r Row) unclear() bool {
	return r.State == ToCheck || r.Doubt != NoDoubt && (r.State == ToRetry || r.State == Refused || r.State == ToSend)
}

// stoppable reports whether a person may keep it from leaving: it waits, and surely never arrived.
func (r Row) stoppable() bool {
	return r.Doubt == NoDoubt && (r.State == ToSend || r.State == ToRetry || r.State == Refused)
}

// Retry makes deliveries due now, all or none: what was refused, is to be checked, waits for
// its next try, or was cancelled by a person. What the partner may have leaves with the same
// bytes, which it knows again, and with all that left with it. The reason is kept; what only
// waits for its next try needs none. Errors: NotFound, Refused, Invalid without a reason,
// Conflict for one that is elsewhere, or whose statement is not to leave as things are.
func (s *Service) Retry(ctx context.Context, actor rights.Actor, ids []int64, reason string) error {
	taken := map[int64]bool{} // with one before it
	return s.decide(ctx, actor, ids, func(tx Tx, standing rights.Standing, d Details) ([]int64, error) {
		if taken[d.ID] {
			return nil, nil
		}
		sharing, err := sharing(tx, standing, d)
		for _, id := range sharing {
			taken[id] = true
		}
		if err != nil {
			return nil, err
		}
		return retry(tx, actor, d, sharing, reason)
	})
}

// Cancel keeps deliveries that wait from leaving, all or none; their statements are held until
// somebody sends them again. The reason is kept. Errors: NotFound, Refused, Invalid without a
// reason, Conflict for one that is on its way, arrived, or may have.
func (s *Service) Cancel(ctx context.Context, actor rights.Actor, ids []int64, reason string) error {
	return s.decide(ctx, actor, ids, func(tx Tx, _ rights.Standing, d Details) ([]int64, error) {
		return []int64{d.AccountID}, stop(tx, actor, d, reason)
	})
}

// decide does what a person decides of deliveries, then settles their accounts.
func (s *Service) decide(ctx context.Context, actor rights.Actor, ids []int64, what func(Tx, rights.Standing, Details) (accounts []int64, err error)) error {
	return s.Store.Write(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		var accounts []int64
		for _, id := range ids {
			d, err := tx.Delivery(standing, id)
			if err != nil {
				return err
			}
			if err := standing.May(rights.SendAgain, d.FirmID); err != nil {
				return err
			}
			touched, err := what(tx, standing, d)
			if err != nil {
				return err
			}
			accounts = append(accounts, touched...)
		}
		slices.Sort(accounts)
		return tx.Settle(slices.Compact(accounts)...)
	})
}

// sharing are the deliveries that a decision on one is of: all that may have arrived with it.
// Whoever decides sees them all. Errors: Refused when one is of a confidential client.
func sharing(tx Tx, standing rights.Standing, d Details) ([]int64, error) {
	ids, err := tx.Sharing(d.ID)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		if _, err := tx.Delivery(standing, id); fault.CodeOf(err) == fault.NotFound {
			return nil, fault.New(fault.Refused, "Cet envoi est parti avec des relevés que vous ne voyez pas.").
				WithHint("Demandez à un Superviseur du cabinet de répondre pour tous.")
		} else if err != nil {
			return nil, err
		}
	}
	return ids, nil
}

func retry(tx Tx, actor rights.Actor, d Details, sharing []int64, reason string) (accounts []int64, err error) {
	if !d.retriable() {
		return nil, fault.Newf(fault.Conflict, "Cet envoi est « %s » : il n'y a rien à reprendre.", d.State.French())
	}
	for _, id := range sharing {
		held, err := tx.Hindrance(id)
		if err != nil {
			return nil, err
		}
		if held != "" {
			return nil, d.cannotLeave(id, held)
		}
	}
	if reason, err = given(reason); err != nil && d.State != ToRetry {
		return nil, err
	}
	if accounts, err = tx.Requeue(sharing...); err != nil {
		return nil, err
	}
	if reason != "" {
		if err := answer(tx, actor, sharing, Retried, reason); err != nil {
			return nil, err
		}
	}
	return accounts, tx.Record(journal.Entry{Actor: actor, Action: "delivery.retry", FirmID: d.FirmID, Object: "delivery", ObjectID: d.ID})
}

// cannotLeave says what holds a delivery back, or one that left with it.
func (d Details) cannotLeave(id int64, why statement.Reason) error {
	hint := "Réglez d'abord cela ; si le relevé est déjà dans l'outil, dites-le avec « Il y est »."
	if id != d.ID {
		return fault.Newf(fault.Conflict, "Un relevé qui est parti avec celui de %s du %s au %s ne peut pas repartir. %s", d.ClientName, d.Start.French(), d.End.French(), why.French()).WithHint(hint)
	}
	return fault.Newf(fault.Conflict, "Le relevé de %s du %s au %s ne peut pas repartir. %s", d.ClientName, d.Start.French(), d.End.French(), why.French()).WithHint(hint)
}

func stop(tx Tx, actor rights.Actor, d Details, reason string) error {
	reason, err := given(reason)
	if err != nil {
		return err
	}
	if !d.stoppable() {
		return fault.Newf(fault.Conflict, "Cet envoi est « %s » : il ne peut pas être annulé.", d.State.French()).
			WithHint("Seul ce qui attend, et n'est sûrement pas arrivé, s'annule.")
	}
	if err := tx.Withdraw(d.ID); err != nil {
		return err
	}
	if err := tx.Answer(d.ID, actor.StaffID, Stopped, reason); err != nil {
		return err
	}
	return tx.Record(journal.Entry{Actor: actor, Action: "delivery.cancel", FirmID: d.FirmID, Object: "delivery", ObjectID: d.ID})
}

// answer keeps in the history of deliveries what a person did about them.
func answer(tx Tx, actor rights.Actor, deliveries []int64, outcome, reason string) error {
	for _, id := range deliveries {
		if err := tx.Answer(id, actor.StaffID, outcome, reason); err != nil {
			return err
		}
	}
	return nil
}

// longestReason bounds a person's reason, in characters.
const longestReason = 500

func given(reason string) (string, error) {
	reason = strings.TrimSpace(reason)
	if reason == "" || utf8.RuneCountInString(reason) > longestReason {
		return "", fault.Newf(fault.Invalid, "Dites pourquoi (%d caractères au plus).", longestReason).WithField("reason")
	}
	return reason, nil
}

// Check ends what is « À vérifier » as a person saw it at the partner: the statement is there,
// and stays « envoyé »; or it is not, and leaves again if nothing holds it. The reason is kept
// with the delivery's tries. Errors: Invalid without a reason, NotFound, Refused, Conflict for
// one that is not to be checked.
func (s *Service) Check(ctx context.Context, actor rights.Actor, id int64, there bool, reason string) error {
	reason, err := given(reason)
	if err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		d, err := tx.Delivery(standing, id)
		if err != nil {
			return err
		}
		if err := standing.May(rights.SendAgain, d.FirmID); err != nil {
			return err
		}
		if !d.unclear() {
			return fault.Newf(fault.Conflict, "Cet envoi est « %s » : il n'y a rien à vérifier.", d.State.French())
		}
		all, err := sharing(tx, standing, d)
		if err != nil {
			return err
		}
		return check(tx, actor, d, all, there, reason)
	})
}

// check ends the doubt of all that left together: it arrived, or did not, as one.
func check(tx Tx, actor rights.Actor, d Details, sharing []int64, there bool, reason string) error {
	said, action := Absent, "delivery.absent"
	if there {
		said, action = There, "delivery.there"
	}
	if err := answer(tx, actor, sharing, said, reason); err != nil {
		return err
	}
	accounts, err := tx.Resolve(sharing, there)
	if err != nil {
		return err
	}
	if err := tx.Settle(accounts...); err != nil {
		return err
	}
	return tx.Record(journal.Entry{Actor: actor, Action: action, FirmID: d.FirmID, Object: "delivery", ObjectID: d.ID})
}
