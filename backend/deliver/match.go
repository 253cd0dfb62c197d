package deliver

import (
	"context"

	"sobank/backend/fault"
)

// match finds the company of an account at the partner, before a first delivery. What the
// partner says against it is said of all that waits for the account, since it is of none of
// the statements.
func (w *worker) match(ctx context.Context, c claimed) (Receipt, error) {
	asking, done := context.WithTimeout(ctx, parcelTime)
	defer done()
	found := w.partner.Match(asking, w.access, *c.unmatched)
	err := w.Store.Write(context.WithoutCancel(ctx), func(tx Tx) error {
		stamp, err := w.stampNow(tx)
		if err != nil {
			return err
		}
		if stamp != w.stamp {
			found = Match{} // of a connector as it was: asked again
			return nil
		}
		return w.recordMatch(tx, c, found)
	})
	return found.Setback, err
}

func (w *worker) recordMatch(tx Tx, c claimed, found Match) error {
	of := *c.unmatched
	if found.Folder != "" || found.Setback.State == "" {
		kept, err := tx.Matched(w.connector.ID, of, found.Folder, found.Setback.State == "")
		if err != nil {
			return err
		}
		if !kept { // it changed meanwhile: another run looks at it as it is
			return fault.New(fault.Cancelled, "Le compte a changé pendant la recherche de sa société.")
		}
	}
	if found.Setback.State == "" {
		return nil
	}
	waiting, err := tx.Waiting(w.connector.ID, of.ID)
	if err != nil || len(waiting) == 0 {
		return err
	}
	if found.Setback.State == ToRetry {
		waiting = waiting[:1]
	}
	if err := w.without(tx, waiting, c.tries, found.Setback); err != nil {
		return err
	}
	return w.learn(tx, found.Setback)
}
