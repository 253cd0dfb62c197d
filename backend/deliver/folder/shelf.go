package folder

import (
	"cmp"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"slices"
	"time"

	"sobank/backend/deliver"
	"sobank/backend/fault"
)

// mostShelved bounds what is listed of a folder: the latest.
const mostShelved = 10_000

// Shelved lists the files in the folder by name, those that are being written included; of too
// many, the latest. See deliver.Shelf. Errors: Conflict, with what to do.
func (f *Partner) Shelved(ctx context.Context, a deliver.Access) ([]deliver.Shelved, error) {
	dir, err := setting(a)
	var files []deliver.Shelved
	if err == nil {
		files, err = f.listed(ctx, dir)
	}
	if err != nil {
		why := unlisted(err, dir)
		return nil, fault.New(fault.Conflict, why.Message).WithHint(asked(why.Hint)).WithCause(err)
	}
	return files, nil
}

// listed gives up after the time limit, or when the context ends: a dead share may never answer,
// and then ends alone.
func (f *Partner) listed(ctx context.Context, dir string) ([]deliver.Shelved, error) {
	type answer struct {
		files []deliver.Shelved
		err   error
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	done := make(chan answer, 1)
	go func() {
		files, err := f.list(ctx, dir)
		done <- answer{files, err}
	}()
	timer := time.NewTimer(f.limit)
	defer timer.Stop()
	select {
	case got := <-done:
		return got.files, got.err
	case <-timer.C:
		return nil, mute(dir)
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// list reads a folder a thousand entries at a time, as long as somebody waits for it.
func list(ctx context.Context, dir string) ([]deliver.Shelved, error) {
	if err := mustBeFolder(dir); err != nil {
		return nil, err
	}
	opened, err := os.Open(dir) // #nosec G304 -- the deposit folder of the connector
	if err != nil {
		return nil, err
	}
	defer opened.Close()
	var files []deliver.Shelved
	for {
		entries, err := opened.ReadDir(1000)
		for _, e := range entries {
			if info, err := e.Info(); err == nil && info.Mode().IsRegular() { // one that is gone meanwhile is not there
				files = append(files, deliver.Shelved{Name: e.Name(), Size: info.Size(), ModifiedAt: info.ModTime()})
			}
		}
		if ctx.Err() != nil || errors.Is(err, io.EOF) {
			return latest(files), ctx.Err()
		}
		if err != nil {
			return nil, err
		}
	}
}

// latest keeps what a list may hold, by name.
func latest(files []deliver.Shelved) []deliver.Shelved {
	if len(files) > mostShelved {
		slices.SortFunc(files, func(a, b deliver.Shelved) int { return b.ModifiedAt.Compare(a.ModifiedAt) })
		files = files[:mostShelved]
	}
	slices.SortFunc(files, func(a, b deliver.Shelved) int { return cmp.Compare(a.Name, b.Name) })
	return files
}

// unlisted says why a folder could not be listed.
func unlisted(err error, dir string) deliver.Receipt {
	if errors.Is(err, fs.ErrPermission) {
		return trouble(codeFolder, "Le programme n'a pas le droit de lire le dossier de dépôt « "+dir+" ».",
			"Donnez à cette session le droit d'en lister les fichiers, puis recommencez.").receipt
	}
	return receiptOf(err, dir)
}
