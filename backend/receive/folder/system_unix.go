//go:build !windows

package folder

import (
	"errors"
	"syscall"
)

// isHeld tells a file that another program holds.
func isHeld(err error) bool { return errors.Is(err, syscall.EBUSY) || errors.Is(err, syscall.ETXTBSY) }

// isFull tells a disk or quota that is used up.
func isFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}
