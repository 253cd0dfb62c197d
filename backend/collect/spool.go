package collect

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"time"

	"sobank/backend/fault"
)

// Spool is where files wait that are not on this machine's disks as they are: those of archives.
// An import reads its file inside its transaction, so that what it reads must be near.
type Spool struct{ Dir string }

// spooled begins the name of a waiting file.
const spooled = "import-"

// create opens a file that only this account reads. Errors: Unreadable.
func (s Spool) create() (*os.File, error) {
	err := os.MkdirAll(s.Dir, 0o700)
	if err == nil {
		var f *os.File
		if f, err = os.CreateTemp(s.Dir, spooled); err == nil {
			return f, nil
		}
	}
	return nil, noRoom(s.Dir, err)
}

// Clean removes what a process left that was killed: what no import of today can be reading.
func (s Spool) Clean(now time.Time) {
	entries, _ := os.ReadDir(s.Dir) // none: nothing to clean
	for _, e := range entries {
		info, err := e.Info()
		if err == nil && strings.HasPrefix(e.Name(), spooled) && now.Sub(info.ModTime()) > 24*time.Hour {
			_ = os.Remove(filepath.Join(s.Dir, e.Name()))
		}
	}
}

func noRoom(dir string, err error) error {
	return fault.Newf(fault.Unreadable, "Un fichier de travail ne peut pas être écrit dans « %s ».", dir).
		WithHint("Libérez de la place sur le disque, ou vérifiez vos droits sur ce dossier, puis recommencez.").WithCause(err)
}

// waiting writes to a spooled file, and tells the disk's errors apart from the archive's.
type waiting struct{ file *os.File }

func (w waiting) Write(p []byte) (int, error) {
	n, err := w.file.Write(p)
	if err != nil {
		err = noRoom(filepath.Dir(w.file.Name()), err)
	}
	return n, err
}

// item is a file to import: on the disk, or within an archive.
type item struct {
	shown string // « lot.zip › 2026-03.txt »
	path  string // of the file, or of the archive
	entry string // its name within the archive, "" for a file
}

// name is what the file is called in the history.
func (i item) name() string {
	if i.entry == "" {
		return filepath.Base(i.path)
	}
	return filepath.Base(i.path) + within + i.entry
}

// size is in bytes, as far as it is known before anything is read.
func (i item) size() int64 {
	if i.entry != "" {
		return 0 // the archive's count once, with its first file
	}
	info, err := os.Stat(i.path)
	if err != nil {
		return 0
	}
	return info.Size()
}

// desk lays files out to be read: those of archives are unpacked first, one at a time.
type desk struct {
	spool Spool
	open  *archive // the last one: its files come one after the other
}

func (d *desk) close() {
	if d.open != nil {
		d.open.close()
		d.open = nil
	}
}

// lay gives an item's bytes as a file on this machine; done removes what was written for it.
// Errors: Unreadable, Cancelled.
func (d *desk) lay(ctx context.Context, i item, given Given) (in Input, done func(), err error) {
	in = Input{Path: i.path, Shown: i.shown, Name: i.name(), Given: given}
	if i.entry == "" {
		return in, func() {}, nil
	}
	if d.open == nil || d.open.path != i.path {
		d.close()
		if d.open, err = openArchive(i.path); err != nil {
			d.open = nil
			return in, nil, err
		}
	}
	f, err := d.spool.create()
	if err != nil {
		return in, nil, err
	}
	done = func() { _ = os.Remove(f.Name()) }
	err = d.open.unpack(ctx, i.entry, waiting{f})
	if closed := f.Close(); err == nil && closed != nil {
		err = noRoom(d.spool.Dir, closed)
	}
	if err != nil {
		done()
		return in, nil, inFile(err, filepath.Base(i.path))
	}
	in.Path = f.Name()
	return in, done, nil
}

// items lists what paths name: files, those of archives and of folders, and files within
// archives as they are shown.
func items(paths []string) (list []item, failed []FileReport) {
	files, failed := Expand(paths)
	for _, path := range files {
		if archive, entry, ok := strings.Cut(path, within); ok && !exists(path) {
			list = append(list, item{shown: path, path: archive, entry: entry})
			continue
		}
		if !isArchive(path) {
			list = append(list, item{shown: path, path: path})
			continue
		}
		a, err := openArchive(path)
		if err != nil {
			failed = append(failed, FileReport{Path: path, Outcome: Failed, Err: fault.From(err)})
			continue
		}
		names := a.entries()
		a.close()
		if len(names) == 0 {
			failed = append(failed, FileReport{Path: path, Outcome: Failed,
				Err: fault.Newf(fault.Unreadable, "L'archive « %s » ne contient aucun fichier.", filepath.Base(path))})
		}
		for _, name := range names {
			list = append(list, item{shown: path + within + name, path: path, entry: name})
		}
	}
	return list, failed
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
