package wiring

import (
	"context"
	"time"

	"sobank/backend/sqlite"
)

// leeway is how far the clock may go back before it is told: machines set theirs right by minutes.
const leeway = 15 * time.Minute

// ClockBehind says when the last thing was done, if this machine's clock says that it is yet to come; the
// zero time otherwise. Reminders, lateness and the hours of retries rest on the clock; no statement does.
func (h *House) ClockBehind(ctx context.Context) (last time.Time, err error) {
	err = h.db.Read(ctx, func(tx *sqlite.Tx) error {
		last, err = tx.LastEntry()
		return err
	})
	if !last.After(h.Now().Add(leeway)) {
		last = time.Time{}
	}
	return last, err
}
