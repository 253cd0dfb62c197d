package desktop

import (
	"context"
	"log/slog"
	"time"
)

// look is how often the window looks for what other windows on the same folder wrote.
const look = 2 * time.Second

// watching tells this window what another one wrote, by the event "data:changed".
type watching struct {
	desk *Desk
	last int64
}

// start looks until the context ends.
func (w *watching) start(ctx context.Context) {
	go func() {
		ticker := time.NewTicker(look)
		defer ticker.Stop()
		w.look(ctx)
		for {
			select {
			case <-ctx.Done():
				return
			case <-ticker.C:
				w.look(ctx)
			}
		}
	}()
}

// look compares the data file with what it was; the first time there is nothing to compare.
func (w *watching) look(ctx context.Context) {
	version, err := guarded(w.desk, func(v visit) (int64, error) { return v.house.Version(ctx) })
	if err != nil {
		if ctx.Err() == nil {
			slog.Warn("look for what other windows wrote", "error", err)
		}
		return
	}
	if w.last != 0 && version != w.last && w.desk.options.Emit != nil {
		w.desk.options.Emit("data:changed", nil)
	}
	w.last = version
}
