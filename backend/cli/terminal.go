package cli

import (
	"fmt"
	"io"
	"os"

	"golang.org/x/term"
)

func isTerminal(f *os.File) bool { return term.IsTerminal(int(f.Fd())) }

// readPassword reads a line without showing it.
func readPassword(f *os.File, echo io.Writer) (string, error) {
	b, err := term.ReadPassword(int(f.Fd()))
	fmt.Fprintln(echo)
	if err != nil {
		return "", fmt.Errorf("cli: read the password: %w", err)
	}
	return string(b), nil
}
