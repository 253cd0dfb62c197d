package disk

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func TestFileVault(t *testing.T) {
	for output, want := range map[string]State{"FileVault is On.\n": Encrypted, "FileVault is Off.\n": Clear,
		"FileVault is On.\nDecryption in progress: Percent completed = 10\n": Encrypted, "FileVault is Off, but will be enabled after the next restart.\n": Unknown, "": Unknown, "Error": Unknown} {
		if got := fileVault(output); got != want {
			t.Errorf("%q: %q, want %q", output, got, want)
		}
	}
}

func TestBitLocker(t *testing.T) {
	for output, want := range map[string]State{"1\r\n": Encrypted, "2\r\n": Clear, "3": Encrypted, "4": Clear, "5": Clear, "6": Encrypted,
		"0": Unknown, "7": Unknown, "": Unknown, "\r\n": Unknown, "oui": Unknown} {
		if got := bitLocker(output); got != want {
			t.Errorf("%q: %q, want %q", output, got, want)
		}
	}
}

// TestLayers lays disks out as Linux shows them.
func TestLayers(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("links need rights there")
	}
	for name, c := range map[string]struct {
		below map[string]string // a device to what it stands on
		ids   map[string]string
		want  State
	}{
		"a plain disk":           {want: Clear},
		"LUKS on a part":         {map[string]string{"top": "sda2"}, map[string]string{"top": "CRYPT-LUKS2-ab-x"}, Encrypted},
		"LVM on LUKS":            {map[string]string{"top": "dm-9", "dm-9": "sda2"}, map[string]string{"top": "LVM-ab", "dm-9": "CRYPT-LUKS1-x"}, Encrypted},
		"LVM on a plain disk":    {map[string]string{"top": "sda2"}, map[string]string{"top": "LVM-ab"}, Clear},
		"one of two is plain":    {map[string]string{"top": "dm-9 sdb1", "dm-9": "sda2"}, map[string]string{"top": "LVM-ab", "dm-9": "CRYPT-LUKS1-x"}, Clear},
		"a disk of a host":       {map[string]string{"top": "vda1"}, nil, Unknown},
		"a file of another disk": {map[string]string{"top": "loop3"}, nil, Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			root, err := filepath.EvalSymlinks(t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
			l := layers{mounts: filepath.Join(root, "mountinfo"), blocks: filepath.Join(root, "dev")}
			lay(t, root, c.below, c.ids)
			if got := l.of(filepath.Join(root, "data")); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
			if got := l.of(filepath.Join(root, "share")); got != Unknown {
				t.Errorf("on a share: %q", got)
			}
		})
	}
}

func lay(t *testing.T, root string, below, ids map[string]string) {
	t.Helper()
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	write := func(path, text string) {
		must(os.MkdirAll(filepath.Dir(path), 0o700))
		must(os.WriteFile(path, []byte(text), 0o600))
	}
	must(os.MkdirAll(filepath.Join(root, "data"), 0o700))
	must(os.MkdirAll(filepath.Join(root, "share"), 0o700))
	write(filepath.Join(root, "mountinfo"), fmt.Sprintf("1 0 0:5 / / rw - tmpfs x rw\n2 1 254:0 / %s rw - ext4 x rw\n3 2 0:44 / %s/share rw - cifs x rw\n", root, root))
	block := func(name string) string { return filepath.Join(root, "blocks", name) }
	must(os.MkdirAll(block("top"), 0o700))
	must(os.MkdirAll(filepath.Join(root, "dev"), 0o700))
	must(os.Symlink(block("top"), filepath.Join(root, "dev", "254:0")))
	for name, under := range below {
		for one := range strings.FieldsSeq(under) {
			must(os.MkdirAll(block(one), 0o700))
			must(os.MkdirAll(filepath.Join(block(name), "slaves"), 0o700))
			must(os.Symlink(block(one), filepath.Join(block(name), "slaves", one)))
		}
	}
	for name, id := range ids {
		write(filepath.Join(block(name), "dm", "uuid"), id+"\n")
	}
}
