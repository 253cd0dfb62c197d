package cli

import (
	"context"
	"io"

	"sobank/backend/notify"
)

// RunTelling is Run with notifications that are shown elsewhere than on the machine, and without
// a wait for what is to be tried later.
func RunTelling(ctx context.Context, n notify.Notifier, args []string, stdout, stderr io.Writer) int {
	return run(ctx, &session{out: stdout, err: stderr, notifier: n}, args)
}
