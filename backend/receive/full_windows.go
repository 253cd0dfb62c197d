package receive

import (
	"errors"
	"syscall"
)

// The errors of a full disk (winerror.h), which package syscall does not name.
const (
	errorHandleDiskFull syscall.Errno = 39
	errorDiskFull       syscall.Errno = 112
)

func fullByNumber(err error) bool {
	return errors.Is(err, errorDiskFull) || errors.Is(err, errorHandleDiskFull)
}
