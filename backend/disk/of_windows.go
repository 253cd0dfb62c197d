package disk

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

// ask prints the property; the folder's drive comes by the environment, so that no text of ours
// is a script.
const ask = `(New-Object -ComObject Shell.Application).NameSpace($env:SOBANK_DRIVE).Self.ExtendedProperty('System.Volume.BitLockerProtection')`

// limit is how long the system's command may take to say.
const limit = 10 * time.Second

// Of tells whether the disk of a folder is encrypted.
func Of(ctx context.Context, dir string) State {
	drive := filepath.VolumeName(dir)
	if len(drive) != 2 || drive[1] != ':' {
		return Unknown // a share of the network
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	shell := filepath.Join(os.Getenv("SystemRoot"), "System32", "WindowsPowerShell", "v1.0", "powershell.exe")
	cmd := exec.CommandContext(ctx, shell, "-NoProfile", "-NonInteractive", "-Command", ask) // #nosec G204 -- the system's own, with a constant script
	cmd.Env = append(os.Environ(), "SOBANK_DRIVE="+drive)
	cmd.SysProcAttr = &syscall.SysProcAttr{HideWindow: true}
	output, err := cmd.Output()
	if err != nil {
		return Unknown
	}
	return bitLocker(string(output))
}
