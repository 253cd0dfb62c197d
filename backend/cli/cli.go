// Package cli is the command line: each command parses its arguments, calls a service and
// prints the answer.
package cli

import (
	"context"
	"fmt"
	"io"
)

// Run runs a command and returns the exit code: 0 done, 1 refused or failed, 2 misused.
func Run(_ context.Context, _ []string, _ io.Reader, _, stderr io.Writer) int {
	fmt.Fprintln(stderr, "La ligne de commande n'est pas encore prête.")
	return 2
}
