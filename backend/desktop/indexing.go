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
	_, err := guarded(i.desk, func(v visit) (struct{}, error) { return struct{}{}, v.house.Searches.Index(ctx) })
	if err != nil && ctx.Err() == nil {
		slog.Warn("make operations searchable", "error", err)
	}
}
