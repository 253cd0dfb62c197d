//go:build !linux && !darwin && !windows

package sqlite

// isRemote cannot tell.
func isRemote(string) bool { return false }
