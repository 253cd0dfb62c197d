package sqlite

import (
	"context"
	"fmt"
)

// Version is another number once another process has written to the file; what this one
// writes leaves it as it is. It waits for a write that is under way here.
func (db *DB) Version(ctx context.Context) (version int64, err error) {
	// SQLite counts for a connection the commits of all others, and here only one writes.
	if err := db.writer.QueryRowContext(ctx, "PRAGMA data_version").Scan(&version); err != nil {
		return 0, fmt.Errorf("sqlite: look for changes: %w", err)
	}
	return version, nil
}
