package sftp

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"sobank/backend/deliver"
	"sobank/backend/fault"
)

// mostShelved bounds what is listed of a folder: the latest.
const mostShelved = 10_000

// Shelved lists the files in the folder, those that are being written included, the latest first
// where there are too many. See deliver.Shelf. Errors: Conflict, in the words of a delivery that
// meets the same.
func (s *Partner) Shelved(ctx context.Context, a deliver.Access) ([]deliver.Shelved, error) {
	ctx, cancel := context.WithTimeout(ctx, s.limits.trial)
	defer cancel()
	to, err := targetOf(a)
	if err == nil && to.pin.unknown() {
		err = unpinned(to)
	}
	var files []deliver.Shelved
	if err == nil {
		files, err = s.list(ctx, to)
	}
	if err != nil {
		r := receiptOf(err)
		return nil, fault.New(fault.Conflict, r.Message).WithHint(askedHint(r.Hint)).WithCause(err)
	}
	return files, nil
}

// list asks over a connection of its own: those that wait are for the next file.
func (s *Partner) list(ctx context.Context, to target) ([]deliver.Shelved, error) {
	leave, err := s.pool.enter(ctx)
	if err != nil {
		return nil, ended(ctx, to)
	}
	defer leave()
	l, err := s.connect(ctx, to)
	if err != nil {
		return nil, err
	}
	defer l.close()
	defer context.AfterFunc(ctx, l.cut)()
	there, err := l.files.ReadDirContext(ctx, to.folder)
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
func unlisted(ctx context.Context, to target, err error) error {
	d := &deposit{to: to}
	if s, ok := errors.AsType[*setback](d.explain(ctx, err)); !ok || s.receipt.Code != codeFolder && s.receipt.Code != codeFailed {
		return d.explain(ctx, err)
	}
	return trouble(codeFolder, "Le dossier « "+to.folder+" » du serveur "+to.String()+" est introuvable, ou ne se laisse pas lister.",
		"Vérifiez le dossier dans le connecteur, et demandez au partenaire si « "+to.user+" » peut le lire.")
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
