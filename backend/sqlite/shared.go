package sqlite

import (
	"errors"
	"io/fs"
	"os"
)

// fileMode follows the folder: a setgid folder is shared by its group.
func fileMode(dir string) os.FileMode {
	if info, err := os.Stat(dir); err == nil && info.Mode()&os.ModeSetgid != 0 {
		return 0o660
	}
	return 0o600
}

// folderMode lets the group of a shared data folder in, as fileMode does.
func folderMode(dir string) os.FileMode {
	if fileMode(dir) == 0o660 {
		return os.ModeSetgid | 0o770
	}
	return 0o700
}

// share gives a file or folder its rights whatever the umask took away when it was made. One
// that belongs to another account of the machine has them from its owner.
func share(path string, mode os.FileMode) error {
	info, err := os.Stat(path)
	if err != nil || info.Mode()&(os.ModePerm|os.ModeSetgid) == mode {
		return err
	}
	if err := os.Chmod(path, mode); !errors.Is(err, fs.ErrPermission) {
		return err
	}
	return nil
}
