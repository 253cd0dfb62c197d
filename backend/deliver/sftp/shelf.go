package sftp

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"sobank/backend/deliver"
	"sobank/backend/fault"
	"sobank/backend/remote"
)

// mostShelved bounds what is listed of a folder: the latest.
const mostShelved = 10_000

// Shelved lists the files in the folder, those that are being written included, the latest first
// where there are too many. See deliver.Shelf. Errors: Conflict, in the words of a delivery that
// meets the same.
func (s *Partner) Shelved(ctx context.Context, a deliver.Access) ([]deliver.Shelved, error) {
	ctx, cancel := context.WithTimeout(ctx, s.limits.trial)
	defer cancel()
	to, err := remote.TargetOf(a)
	if err == nil && to.Pin.Unknown() {
		err = remote.Unpinned(to)
	}
	var files []deliver.Shelved
	if err == nil {
		files, err = s.list(ctx, to)
	}
	if err != nil {
		r := remote.ReceiptOf(err)
		return nil, fault.New(fault.Conflict, r.Message).WithHint(remote.AskedHint(r.Hint)).WithCause(err)
	}
	return files, nil
}

// list asks over a connection of its own: those that wait are for the next file.
func (s *Partner) list(ctx context.Context, to remote.Target) ([]deliver.Shelved, error) {
	leave, err := s.door.Enter(ctx)
	if err != nil {
		return nil, remote.Ended(ctx, to)
	}
	defer leave()
	l, err := s.door.Connect(ctx, to)
	if err != nil {
		return nil, err
	}
	defer l.Close()
	defer context.AfterFunc(ctx, l.Cut)()
	there, err := l.Files.ReadDirContext(ctx, to.Folder)
	if err != nil {
		return nil, unlisted(ctx, to, err)
	}
	var files []deliver.Shelved
	for _, one := range there {
		if one.Mode().IsRegular() {
			files = append(files, deliver.Shelved{Name: one.Name(), Size: one.Size(), ModifiedAt: one.ModTime()})
		}
	}
	return latest(files), nil
}

// unlisted says why a folder could not be listed.
func unlisted(ctx context.Context, to remote.Target, err error) error {
	d := &deposit{to: to}
	if s, ok := errors.AsType[*remote.Setback](d.explain(ctx, err)); !ok || s.Receipt.Code != remote.CodeFolder && s.Receipt.Code != remote.CodeFailed {
		return d.explain(ctx, err)
	}
	return remote.Trouble(remote.CodeFolder, "Le dossier « "+to.Folder+" » du serveur "+to.String()+" est introuvable, ou ne se laisse pas lister.",
		"Vérifiez le dossier dans le connecteur, et demandez au partenaire si « "+to.User+" » peut le lire.")
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
