//go:build unix

package wiring_test

import (
	"os"
	"os/exec"
	"syscall"
)

const sharedGroup = 4000

// share makes a folder that the accounts of a machine share by their group.
func share(dir string) error {
	if os.Getuid() == 0 {
		if err := os.Chown(dir, 0, sharedGroup); err != nil {
			return err
		}
	}
	return os.Chmod(dir, os.ModeSetgid|0o770)
}

// asAccount runs a process as the n-th account of the machine, when that is allowed here.
func asAccount(cmd *exec.Cmd, n int) {
	if os.Getuid() == 0 {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(4001 + n), Gid: sharedGroup}}
	}
}
