package deliver

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"sobank/backend/fault"
	"sobank/backend/statement"
)

// claimed is a parcel that this process took, under a lease.
type claimed struct {
	found    bool
	wait     time.Time // not found: when to look again, zero when nothing waits
	delivery int64
	parcel   Parcel
	attempt  int64
	tries    int // before this one
}

// claim takes the connector's next parcel: it gives back what a dead process left, freezes
// what leaves, and puts the delivery in flight, all in one transaction.
func (w *worker) claim(ctx context.Context) (c claimed, err error) {
	err = w.Store.Write(ctx, func(tx Tx) error {
		c = claimed{}
		if err := tx.Abandoned(w.connector.ID, w.elsewhere); err != nil {
			return err
		}
		due, wait, found, err := tx.NextDue(w.connector.ID)
		if err != nil || !found {
			c.wait = wait
			return err
		}
		c.found, c.tries, c.delivery = true, due.Tries, due.DeliveryID
		if c.parcel, err = w.freeze(tx, due); err != nil {
			return &unfit{due: due, cause: err}
		}
		c.attempt, err = tx.StartAttempt(due.DeliveryID, w.owner, w.Now().Add(leaseTime))
		return err
	})
	return c, err
}

// elsewhere reports whether another process that lives has a delivery. What this one left it
// may take up: it works on a connector once at a time.
func (w *worker) elsewhere(owner string) (bool, error) {
	if owner == w.owner {
		return false, nil
	}
	return w.Presence.Alive(owner)
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
func (w *worker) setAside(ctx context.Context, u *unfit) error {
	receipt := Receipt{State: Refused, Code: codeUnfit, Message: "Ce relevé ne peut pas être préparé : ses octets ne se relisent pas. Rien n'est parti à cet essai.",
		Hint: "Annulez l'import de son fichier, puis importez ce fichier à nouveau ; si cela se reproduit, contactez le support."}.after(u.due.Doubt)
	err := w.Store.Write(ctx, func(tx Tx) error {
		due, _, found, err := tx.NextDue(w.connector.ID)
		if err != nil || !found || due.DeliveryID != u.due.DeliveryID {
			return err // another process was faster
		}
		attempt, err := tx.StartAttempt(due.DeliveryID, w.owner, w.Now())
		if err != nil {
			return err
		}
		return tx.EndAttempt(due.DeliveryID, attempt, w.owner, receipt, 0, time.Time{})
	})
	if err == nil {
		w.note(u)
		w.tell(receipt)
	}
	return err
}

// freeze keeps what leaves, and reads it back. What may have arrived already is frozen for
// good; what surely has not is made again, for the case that an undo changed what is new.
func (e *Engine) freeze(tx Tx, d Due) (Parcel, error) {
	if d.Doubt != NoDoubt {
		return tx.Parcel(d.DeliveryID)
	}
	piece, leaves, err := e.Outgoing.Piece(tx, d.StatementID, statement.Lines{Block: d.Lines, Own: d.Own, Unreadable: d.Unreadable})
	if err != nil {
		return Parcel{}, err
	}
	sum := sha256.Sum256(leaves)
	if err := tx.FreezeParcel(d.DeliveryID, fileName(d), hex.EncodeToString(sum[:]), int64(len(leaves)), piece); err != nil {
		return Parcel{}, err
	}
	return tx.Parcel(d.DeliveryID)
}

// fileName is the name under the contract of a delivery by file:
// CFONB120_<SIREN>_<IBAN>_<from>-<to>_<n>.dat, where n is the statement's number, so that
// no two statements share a name.
func fileName(d Due) string {
	siren := d.SIRET
	if len(siren) > 9 {
		siren = siren[:9]
	}
	if siren == "" {
		siren = "SANS-SIREN"
	}
	return fmt.Sprintf("CFONB120_%s_%s_%s-%s_%d.dat", siren, d.IBAN, compact(d.Start.String()), compact(d.End.String()), d.StatementID)
}

func compact(iso string) string { return strings.ReplaceAll(iso, "-", "") }
