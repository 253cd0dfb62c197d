package cli

import (
	"context"
	"io"
	"regexp"

	"sobank/backend/notify"
)

// RunTelling is Run with notifications that are shown elsewhere than on the machine, and without
// a wait for what is to be tried later.
func RunTelling(ctx context.Context, n notify.Notifier, args []string, stdout, stderr io.Writer) int {
	return run(ctx, &session{out: stdout, err: stderr, notifier: n}, args)
}

// option is one at the beginning of a line of the help.
var option = regexp.MustCompile(`(?m)^ +(?:-\w, )?--([a-z-]+)`)

// Options are the commands that a person may type, each with its own options.
func Options() map[string][]string {
	options := map[string][]string{}
	for _, c := range (&session{}).root().Commands() {
		if !c.IsAvailableCommand() {
			continue
		}
		own := []string{}
		for _, found := range option.FindAllStringSubmatch(c.LocalNonPersistentFlags().FlagUsages(), -1) {
			own = append(own, found[1])
		}
		options[c.Name()] = own
	}
	return options
}
