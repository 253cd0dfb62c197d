//go:build !testvault

package desktop

// answered gives the system's own dialogs: only the builds of tests answer them otherwise.
func answered(system Dialogs) Dialogs { return system }
