// Package folder receives statement files from a folder of this machine, or of a share
// (« Dossier surveillé »).
//
//	place, err := folder.New().Open(ctx, access)
//	found, err := place.Look(ctx)
//
// Settings: "folder". A file that was taken is moved to the subfolder « traités », one that was
// not to « rejetés », with the reason in a text file beside, NAME.motif.txt; a name that is taken
// gets a number. Files are moved within the folder's own disk, whole or not at all, and never over
// another. Subfolders, links and what programs leave while they write are not looked at.
//
// A share that is gone may never answer: each call gives up after a time, and what still waits for
// the share then ends alone.
package folder

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"sobank/backend/deliver"
	"sobank/backend/receive"
)

// The subfolders that files are filed in.
const (
	Treated  = "traités"
	Rejected = "rejetés"
)

// Door opens folders.
type Door struct {
	limit time.Duration // one question to the folder
}

var _ receive.Door = (*Door)(nil)

// New makes the door.
func New() *Door { return &Door{limit: 30 * time.Second} }

// Open looks whether the folder is there. See receive.Door.
func (d *Door) Open(ctx context.Context, a deliver.Access) (receive.Place, error) {
	dir := strings.TrimSpace(a.Settings["folder"])
	p := &place{Door: d, dir: dir}
	if !filepath.IsAbs(dir) {
		return nil, &receive.Setback{Code: codeSetting, Stops: true, Message: "Le dossier à surveiller n'est pas renseigné, ou n'est pas un chemin complet.",
			Hint: "Choisissez-le avec « Parcourir » sur la page de la réception."}
	}
	_, err := within(ctx, d.limit, func() (struct{}, error) { return struct{}{}, mustBeFolder(dir) })
	if err != nil {
		return nil, p.explain(ctx, err)
	}
	return p, nil
}

// place is a folder, open.
type place struct {
	*Door
	dir string
}

// Close has nothing to close.
func (p *place) Close() {}

// Keeps is false: whatever became of a file, it is filed away.
func (p *place) Keeps(receive.Outcome) bool { return false }

// Look lists the folder's own files. See receive.Place.
func (p *place) Look(ctx context.Context) ([]receive.Found, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	found, err := within(ctx, p.limit, func() ([]receive.Found, error) { return list(ctx, p.dir) })
	if err != nil {
		return nil, p.explain(ctx, err)
	}
	return found, nil
}

// list reads a folder a thousand entries at a time, as long as somebody waits for it.
func list(ctx context.Context, dir string) (found []receive.Found, err error) {
	opened, err := os.Open(dir) // #nosec G304 -- in the watched folder; links were refused before
	if err != nil {
		return nil, err
	}
	defer opened.Close()
	for {
		entries, err := opened.ReadDir(1000)
		for _, e := range entries {
			if !e.Type().IsRegular() || receive.Unfinished(e.Name()) {
				continue
			}
			if info, err := e.Info(); err == nil && info.Mode().IsRegular() { // one that is gone meanwhile is not there
				found = append(found, receive.Found{Path: e.Name(), Size: info.Size(), ModifiedAt: info.ModTime()})
			}
		}
		if ctx.Err() != nil || errors.Is(err, io.EOF) {
			return found, ctx.Err()
		}
		if err != nil {
			return nil, err
		}
	}
}

// Fetch copies a file's bytes. See receive.Place.
func (p *place) Fetch(ctx context.Context, f receive.Found, from int64, into io.Writer) error {
	file, err := within(ctx, p.limit, func() (*os.File, error) { return p.openAs(f) })
	if err != nil {
		return p.explainFile(ctx, f, err)
	}
	defer file.Close()
	if _, err := file.Seek(from, io.SeekStart); err != nil {
		return p.explainFile(ctx, f, err)
	}
	// A share that dies while it is read makes the copy wait: closing the file ends it where the
	// system lets it.
	defer context.AfterFunc(ctx, func() { _ = file.Close() })()
	if _, err := io.Copy(into, io.LimitReader(file, f.Size-from)); err != nil {
		if _, ok := errors.AsType[*receive.Setback](err); ok {
			return err // the disk's, on our side
		}
		return p.explainFile(ctx, f, err)
	}
	if err := sameAs(file.Stat, f); err != nil {
		return err
	}
	return nil
}

// openAs opens a file that is as it was found. A link is never followed.
func (p *place) openAs(f receive.Found) (*os.File, error) {
	path := filepath.Join(p.dir, f.Path)
	var seen os.FileInfo
	if err := sameAs(func() (info os.FileInfo, err error) { seen, err = os.Lstat(path); return seen, err }, f); err != nil {
		return nil, err
	}
	file, err := os.Open(path) // #nosec G304 -- in the watched folder; links were refused before
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err == nil && !os.SameFile(seen, info) { // replaced meanwhile, by a link maybe
		err = receive.Changed(f.Path)
	}
	if err == nil {
		err = sameAs(file.Stat, f)
	}
	if err != nil {
		_ = file.Close()
		return nil, err
	}
	return file, nil
}

func sameAs(stat func() (os.FileInfo, error), f receive.Found) error {
	info, err := stat()
	if errors.Is(err, fs.ErrNotExist) {
		return receive.Changed(f.Path)
	}
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() || info.Size() != f.Size || !info.ModTime().Equal(f.ModifiedAt) {
		return receive.Changed(f.Path)
	}
	return nil
}

func mustBeFolder(dir string) error {
	info, err := os.Stat(dir)
	if err == nil && !info.IsDir() {
		err = syscall.ENOTDIR
	}
	return err
}

// errMute is a folder that answers nothing in time.
var errMute = errors.New("folder: no answer")

// within gives up after a limit, or when the context ends.
func within[T any](ctx context.Context, limit time.Duration, work func() (T, error)) (T, error) {
	type answer struct {
		value T
		err   error
	}
	done := make(chan answer, 1)
	go func() {
		value, err := work()
		done <- answer{value, err}
	}()
	timer := time.NewTimer(limit)
	defer timer.Stop()
	var none T
	select {
	case got := <-done:
		return got.value, got.err
	case <-timer.C:
		return none, errMute
	case <-ctx.Done():
		return none, ctx.Err()
	}
}
