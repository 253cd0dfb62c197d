//go:build !windows

package folder

import (
	"errors"
	"os"
	"syscall"
)

// isDiskFull tells a disk or quota that is used up from other errors.
func isDiskFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}

// syncFolder brings the names in a folder to the disk. Some shares cannot, and say so.
func syncFolder(dir string) error {
	folder, err := os.Open(dir) // #nosec G304 -- the deposit folder of the connector
	if err != nil {
		return err
	}
	defer folder.Close()
	err = folder.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP) {
		return nil
	}
	return err
}

// freeBytes is the room on a folder's disk; ok is false when the system does not say.
func freeBytes(dir string) (n uint64, ok bool) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(dir, &s); err != nil {
		return 0, false
	}
	return s.Bavail * uint64(s.Bsize), true // #nosec G115 -- a block size is positive
}
