package desktop

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"sobank/backend/wiring"
)

// mostOpened bounds what other programs can have wait for the window.
const mostOpened = 1000

// opening keeps the files that the system asked to open (a file that was double-clicked, given
// to a second start, dropped on the icon) until somebody signed in is shown them. A path is what
// any program of this account may say: nothing is read of it here, and nothing is imported
// before a person asks.
type opening struct {
	mu    sync.Mutex
	files []string
}

// OpenFiles has the window put files into « Importer ». It may be called before the window is
// there, and whoever is signed in.
func (d *Desk) OpenFiles(paths []string) {
	if len(paths) == 0 {
		return
	}
	d.opening.add(paths)
	if d.options.Emit != nil {
		d.options.Emit("files:opened", nil)
	}
}

func (o *opening) add(paths []string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, path := range paths {
		if absolute, err := filepath.Abs(path); err == nil && len(o.files) < mostOpened && !slices.Contains(o.files, absolute) {
			o.files = append(o.files, absolute)
		}
	}
}

func (o *opening) take() []string {
	o.mu.Lock()
	defer o.mu.Unlock()
	files := o.files
	o.files = nil
	return files
}

// Opened takes the files that the system asked to open, each once. What is not an ordinary file
// is left out, and said.
func (i *Imports) Opened() (OpenedFiles, error) {
	return ask(i.desk, func(visit) (OpenedFiles, error) {
		found := OpenedFiles{Paths: []string{}}
		for _, path := range i.desk.opening.take() {
			if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
				found.Paths = append(found.Paths, path)
				continue
			}
			found.LeftOut++
			found.Problem = fmt.Sprintf("« %s » n'est pas un fichier que So bank peut ouvrir : il n'existe pas, ou n'est pas un fichier ordinaire.", path)
		}
		if found.LeftOut > 1 {
			found.Problem = fmt.Sprintf("%d éléments n'ont pas été ouverts : ils n'existent pas, ou ne sont pas des fichiers ordinaires.", found.LeftOut)
		}
		return found, nil
	})
}

// WindowID names the one window of an account on a data folder, for a second start to find it.
// Another data folder (the demonstration) has a window of its own.
func WindowID(dataDir string) string {
	dir, err := wiring.DataDir(dataDir)
	if err != nil {
		dir = dataDir // the window will say what is wrong
	}
	sum := sha256.Sum256([]byte(strings.ToLower(dir)))
	return "sobank" + hex.EncodeToString(sum[:8])
}
