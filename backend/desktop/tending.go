package desktop

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"sobank/backend/privacy"
)

// tendEvery is how often the window looks for what time brings: « Sans IBAN » past its days.
const tendEvery = 6 * time.Hour

// tending does what time brings, at start and while the window is open.
type tending struct {
	desk  *Desk
	ended sync.WaitGroup
}

// start works until the context ends.
func (w *tending) start(ctx context.Context) {
	w.ended.Go(func() {
		ticker := time.NewTicker(tendEvery)
		defer ticker.Stop()
		for w.run(ctx); ctx.Err() == nil; w.run(ctx) {
			select {
			case <-ctx.Done():
			case <-ticker.C:
			}
		}
	})
}

func (w *tending) run(ctx context.Context) {
	gone, err := guarded(w.desk, func(v visit) (privacy.Gone, error) { return v.house.Privacy.Tend(ctx, v.house.Systeme()) })
	if err != nil && ctx.Err() == nil {
		slog.Warn("purge what is past its days", "error", err)
	}
	if gone.Statements > 0 && w.desk.options.Emit != nil {
		w.desk.options.Emit("data:changed", nil)
	}
}
