package deliver

import (
	"context"
	"fmt"
	"time"

	"sobank/backend/fault"
)

// claimed is what this process took, under a lease.
type claimed struct {
	found     bool
	wait      time.Time    // not found: when to look again, zero when nothing waits
	unmatched *AccountCard // its company is to be found first: nothing was taken
	stale     bool         // the connector changed since its settings were read: nothing was taken
	parcel    Parcel
	flight    Flight
	tries     int // before this one
}

// claim takes what the connector delivers next: it gives back what a dead process left, freezes
// what leaves, and puts the deliveries in flight, all in one transaction.
func (w *worker) claim(ctx context.Context) (c claimed, err error) {
	err = w.Store.Write(ctx, func(tx Tx) error {
		c = claimed{}
		stamp, err := w.stampNow(tx)
		if err != nil {
			return err
		}
		if c.stale = stamp != w.stamp; c.stale {
			return nil
		}
		if err := tx.Abandoned(w.connector.ID, w.alive); err != nil {
			return err
		}
		due, wait, found, err := tx.NextDue(w.connector.ID)
		if err != nil || !found {
			c.wait = wait
			return err
		}
		c.found, c.tries = true, due.Tries
		return w.take(tx, due, &c)
	})
	return c, err
}

// take freezes a due delivery with those that leave along, unless a company is to be found first.
func (w *worker) take(tx Tx, due Due, c *claimed) error {
	deliveries, err := w.ready(tx, due, c)
	if err != nil || c.unmatched != nil {
		return err
	}
	c.flight, err = tx.StartAttempt(deliveries, w.owner, w.Now().Add(leaseTime))
	return err
}

// ready makes the parcel. What may have arrived already is frozen for good; what surely has not
// is made again, for the case that an undo changed what is new.
func (w *worker) ready(tx Tx, due Due, c *claimed) (deliveries []int64, err error) {
	if due.Doubt != NoDoubt {
		if deliveries, err = tx.Sharing(due.DeliveryID); err != nil {
			return nil, err
		}
		c.parcel, err = w.parcel(tx, due.ShipmentID, due)
		return deliveries, err
	}
	dues := []Due{due}
	if how := packingOf(w.connector); how.reach != Alone && !due.Alone {
		if dues, err = tx.Along(due, how.reach, how.statements); err != nil {
			return nil, err
		}
	}
	if w.spec.Matches {
		for _, d := range dues {
			if !d.Matched {
				c.unmatched = &d.Account
				return nil, nil
			}
		}
	}
	taken, shipment, err := w.gather(tx, dues)
	if err != nil {
		return nil, err
	}
	for _, d := range taken {
		deliveries = append(deliveries, d.DeliveryID)
	}
	id, err := tx.FreezeShipment(deliveries, shipment)
	if err != nil {
		return nil, err
	}
	c.parcel, err = w.parcel(tx, id, due)
	if err != nil {
		return nil, err
	}
	return deliveries, nil
}

// alive reports whether a delivery is another living process's.
func (w *worker) alive(owner string) (bool, error) { return w.elsewhere(w.owner, owner) }

// parcel reads back what was frozen: what leaves is what is kept.
func (w *worker) parcel(tx Tx, shipmentID int64, due Due) (Parcel, error) {
	s, err := tx.Shipment(shipmentID)
	if err != nil {
		return Parcel{}, &unfit{due: due, cause: err}
	}
	leaves, err := s.assemble()
	if err == nil {
		err = s.check(leaves)
	}
	if err != nil {
		return Parcel{}, &unfit{due: due, cause: err}
	}
	p := Parcel{ShipmentID: s.ID, Name: s.Name, Bytes: leaves, SHA256: s.SHA256, Statements: len(s.Parts), Account: due.Account, Doubt: due.Doubt}
	if s.Folder != "" { // what was frozen before folders were kept goes where its account is now
		p.Account.PartnerFolder = s.Folder
	}
	p.Operations, err = tx.ShipmentOperations(s.ID)
	return p, err
}

// unfit is a delivery that cannot be made ready: its own bytes are at fault.
type unfit struct {
	due   Due
	cause error
}

func (u *unfit) Error() string {
	return fmt.Sprintf("deliver: freeze %d: %v", u.due.DeliveryID, u.cause)
}

func (u *unfit) Unwrap() error { return u.cause }

// passing reports whether an error is of the moment and not of the statement.
func passing(ctx context.Context, err error) bool {
	code := fault.CodeOf(err)
	return ctx.Err() != nil || code == fault.Cancelled || code == fault.Busy
}

// codeUnfit is the code of a statement that cannot be made ready.
const codeUnfit = "PREPARATION"

// setAside refuses a statement that cannot be made ready, so that it holds back no other.
// Nothing of it left, so it is not « À vérifier »: its import can be undone and made again.
func (w *worker) setAside(ctx context.Context, u *unfit) (more bool, err error) {
	receipt := Receipt{State: Refused, Code: codeUnfit, Message: "Ce relevé ne peut pas être préparé : ses octets ne se relisent pas. Rien n'est parti à cet essai.",
		Hint: "Annulez l'import de son fichier, puis importez ce fichier à nouveau ; si cela se reproduit, contactez le support."}.after(u.due.Doubt)
	aside := false
	err = w.Store.Write(ctx, func(tx Tx) error {
		aside = false
		if err := tx.Abandoned(w.connector.ID, w.alive); err != nil {
			return err
		}
		due, _, found, err := tx.NextDue(w.connector.ID)
		if err != nil || !found || due.DeliveryID != u.due.DeliveryID {
			return err // another process was faster
		}
		aside = true
		return w.without(tx, []int64{due.DeliveryID}, due.Tries, receipt)
	})
	if err != nil {
		return false, err
	}
	if !aside {
		return w.waitUntil(ctx, w.Now().Add(time.Second))
	}
	w.note(u)
	w.tell(receipt, 1)
	return true, nil
}

// without records what came of deliveries of which nothing left.
func (w *worker) without(tx Tx, deliveries []int64, tries int, receipt Receipt) error {
	flight, err := tx.StartAttempt(deliveries, w.owner, w.Now())
	if err != nil {
		return err
	}
	return tx.EndAttempt(flight, receipt, 0, w.again(tries, receipt))
}
