package desktop

import (
	"context"
	"log/slog"
	"sync"
	"time"
)

// indexing makes searchable what was received, by whichever window, behind what else goes on.
type indexing struct {
	desk  *Desk
	ended sync.WaitGroup
}

// start works until the context ends, each time that the window looks for changes.
func (i *indexing) start(ctx context.Context) {
	i.ended.Go(func() {
		ticker := time.NewTicker(look)
		defer ticker.Stop()
		for i.run(ctx); ctx.Err() == nil; i.run(ctx) {
			select {
			case <-ctx.Done():
			case <-ticker.C:
			}
		}
	})
}

func (i *indexing) run(ctx context.Context) {
	done, err := guarded(i.desk, func(v visit) (int, error) { return v.house.Searches.Index(ctx) })
	if err != nil && ctx.Err() == nil {
		slog.Warn("make operations searchable", "error", err)
	}
	if done > 0 && i.desk.options.Emit != nil {
		i.desk.options.Emit("data:changed", nil) // what a search on screen could not find yet
	}
}
