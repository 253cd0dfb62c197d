package disk

import (
	"os"
	"path/filepath"
	"strings"
)

// layers is where Linux tells what a disk stands on.
type layers struct {
	mounts string // /proc/self/mountinfo
	blocks string // /sys/dev/block
}

// of finds the file system of a folder, then looks for a layer of encryption below it.
func (l layers) of(dir string) State {
	dir, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return Unknown
	}
	device, found := l.deviceOf(dir)
	if !found {
		return Unknown
	}
	block, err := filepath.EvalSymlinks(filepath.Join(l.blocks, device))
	if err != nil {
		return Unknown // a network share, a memory, a container, or a file system that numbers itself
	}
	return l.below(block, 0)
}

// deviceOf is the number of the device on which a folder is: that of the deepest mount that holds
// it. See proc_pid_mountinfo(5): the third field is the number, the fifth the mount point.
func (l layers) deviceOf(dir string) (device string, found bool) {
	text, err := os.ReadFile(l.mounts)
	if err != nil {
		return "", false
	}
	longest := -1
	for line := range strings.Lines(string(text)) {
		fields := strings.Fields(line)
		if len(fields) < 5 {
			continue
		}
		point := strings.NewReplacer(`\040`, " ", `\011`, "\t", `\012`, "\n", `\134`, `\`).Replace(fields[4])
		holds := point == "/" || dir == point || strings.HasPrefix(dir, point+"/")
		if holds && len(point) >= longest {
			longest, device = len(point), fields[2]
		}
	}
	return device, longest >= 0
}

// below looks at a block device and at those that it stands on: one of encryption, named by its
// device mapper, covers what is above. All of several must be covered.
func (l layers) below(block string, depth int) State {
	if depth > 8 {
		return Unknown
	}
	id, err := os.ReadFile(filepath.Join(block, "dm", "uuid")) // #nosec G304 -- of the kernel, under /sys
	if err == nil && strings.HasPrefix(string(id), "CRYPT-") {
		return Encrypted
	}
	under, err := os.ReadDir(filepath.Join(block, "slaves"))
	if err != nil || len(under) == 0 {
		if strings.HasPrefix(filepath.Base(block), "loop") || strings.HasPrefix(filepath.Base(block), "zd") {
			return Unknown // a file of another disk
		}
		return l.physical(block)
	}
	state := Encrypted
	for _, one := range under {
		next, err := filepath.EvalSymlinks(filepath.Join(block, "slaves", one.Name()))
		if err != nil {
			return Unknown
		}
		if found := l.below(next, depth+1); found != Encrypted {
			state = found
		}
	}
	return state
}

// physical is a disk, or a part of one, that nothing of the system encrypts. A virtual machine's
// disk is its host's, which says nothing here.
func (l layers) physical(block string) State {
	name := filepath.Base(block)
	for _, virtual := range []string{"vd", "xvd", "nbd", "ram", "rbd"} {
		if strings.HasPrefix(name, virtual) {
			return Unknown
		}
	}
	return Clear
}
