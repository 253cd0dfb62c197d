package folder

import (
	"errors"
	"syscall"
	"unsafe"
)

// The errors of a full disk (winerror.h), which package syscall does not name.
const (
	errorHandleDiskFull  syscall.Errno = 39
	errorDiskFull        syscall.Errno = 112
	errorDiskQuotaExceed syscall.Errno = 1295
)

// isDiskFull tells a disk or quota that is used up from other errors.
func isDiskFull(err error) bool {
	return errors.Is(err, errorDiskFull) || errors.Is(err, errorHandleDiskFull) || errors.Is(err, errorDiskQuotaExceed)
}

// syncFolder does nothing: Windows gives programs no way to sync a folder, and NTFS
// journals the names itself.
func syncFolder(string) error { return nil }

// freeBytes is the room on a folder's disk; ok is false when the system does not say.
func freeBytes(dir string) (n uint64, ok bool) {
	name, err := syscall.UTF16PtrFromString(dir)
	if err != nil {
		return 0, false
	}
	ask := syscall.NewLazyDLL("kernel32.dll").NewProc("GetDiskFreeSpaceExW")
	done, _, _ := ask.Call(uintptr(unsafe.Pointer(name)), uintptr(unsafe.Pointer(&n)), 0, 0)
	return n, done != 0
}
