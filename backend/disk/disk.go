// Package disk tells whether the disk of a folder is encrypted, where the system says so without
// an administrator: BitLocker through the property that the Explorer shows, FileVault through its
// own command, and on Linux the layers of the disk under /sys.
//
//	if disk.Of(ctx, dataDir) == disk.Clear { … }
//
// What is not known for sure is Unknown: a false alarm teaches people to look away.
package disk

import (
	"strconv"
	"strings"
)

// State is what the system says of a disk.
type State string

// The states.
const (
	Unknown   State = ""
	Encrypted State = "encrypted"
	Clear     State = "clear"
)

// fileVault reads what `fdesetup status` prints.
func fileVault(output string) State {
	first, _, _ := strings.Cut(strings.TrimSpace(output), "\n")
	switch strings.TrimSpace(first) {
	case "FileVault is On.":
		return Encrypted
	case "FileVault is Off.":
		return Clear
	}
	return Unknown
}

// bitLocker reads the property System.Volume.BitLockerProtection. Source: Microsoft, « Windows
// property system », whose values are 1 on, 2 off, 3 encrypting, 4 decrypting, 5 suspended, 6 on
// and locked; 0 is a volume that cannot be encrypted, which a stick or a share may be.
func bitLocker(output string) State {
	n, err := strconv.Atoi(strings.TrimSpace(output))
	if err != nil {
		return Unknown
	}
	switch n {
	case 1, 3, 6:
		return Encrypted
	case 2, 4, 5: // a suspended protection leaves its key on the disk
		return Clear
	}
	return Unknown
}
