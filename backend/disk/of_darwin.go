package disk

import (
	"context"
	"os/exec"
	"strings"
	"time"
)

// limit is how long the system's command may take to say.
const limit = 10 * time.Second

// Of tells whether the disk of a folder is encrypted: FileVault is of the system's own disk.
func Of(ctx context.Context, dir string) State {
	if strings.HasPrefix(dir, "/Volumes/") {
		return Unknown
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	output, err := exec.CommandContext(ctx, "/usr/bin/fdesetup", "status").Output()
	if err != nil {
		return Unknown
	}
	return fileVault(string(output))
}
