package sqlite

import "syscall"

// isRemote reports whether a folder lies on a network share; false when the system does not say.
func isRemote(dir string) bool {
	const local = 0x1000 // MNT_LOCAL of sys/mount.h
	var s syscall.Statfs_t
	return syscall.Statfs(dir, &s) == nil && s.Flags&local == 0
}
