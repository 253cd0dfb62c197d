package sqlite

import (
	"slices"
	"syscall"
)

// The numbers of network file systems (statfs(2)).
var remoteSystems = []int64{0x6969 /* NFS */, 0x517b /* SMB */, 0xff534d42 /* CIFS */, 0xfe534d42 /* SMB 2 */, 0x564c /* NCP */, 0x5346414f /* AFS */, 0x00c36400 /* Ceph */}

// isRemote reports whether a folder lies on a network share; false when the system does not say.
func isRemote(dir string) bool {
	var s syscall.Statfs_t
	return syscall.Statfs(dir, &s) == nil && slices.Contains(remoteSystems, int64(s.Type)&0xffffffff)
}
