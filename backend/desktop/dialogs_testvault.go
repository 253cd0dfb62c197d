//go:build testvault

package desktop

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// answered gives the dialogs that a test answers, when SOBANK_DIALOGS names a folder: what is
// saved goes there under the name that is proposed, and what is opened is what its file
// « ouvrir » names, one path a line. Only builds with the tag testvault have it.
func answered(system Dialogs) Dialogs {
	if folder := os.Getenv("SOBANK_DIALOGS"); folder != "" {
		return answers{folder}
	}
	return system
}

type answers struct{ folder string }

func (a answers) OpenFiles(string) ([]string, error) {
	content, err := os.ReadFile(filepath.Join(a.folder, "ouvrir"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return strings.Fields(string(content)), err
}

func (a answers) OpenFolder(string) (string, error) { return a.folder, nil }

func (a answers) SaveFile(_, name string) (string, error) { return filepath.Join(a.folder, name), nil }
