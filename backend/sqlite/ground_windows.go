package sqlite

import (
	"path/filepath"
	"strings"
	"syscall"
	"unsafe"
)

// isRemote reports whether a folder lies on a network share; false when the system does not say.
func isRemote(dir string) bool {
	volume := filepath.VolumeName(dir)
	if strings.HasPrefix(volume, `\\`) && !strings.HasPrefix(volume, `\\?\`) && !strings.HasPrefix(volume, `\\.\`) {
		return true
	}
	root, err := syscall.UTF16PtrFromString(volume + `\`)
	if err != nil {
		return false
	}
	const remote = 4 // DRIVE_REMOTE of fileapi.h
	kind, _, _ := syscall.NewLazyDLL("kernel32.dll").NewProc("GetDriveTypeW").Call(uintptr(unsafe.Pointer(root)))
	return kind == remote
}
