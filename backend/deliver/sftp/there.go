package sftp

import (
	"bytes"
	"errors"
	"io"
	"io/fs"

	"sobank/backend/deliver"
	"sobank/backend/remote"
)

// alreadyThere reports whether the file is in its place. Anything else under its name, a link
// included, is a setback: it is not ours to replace.
func (d *deposit) alreadyThere(l *remote.Link) (bool, error) {
	info, err := l.Files.Lstat(d.final())
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if !info.Mode().IsRegular() || info.Size() != int64(len(d.parcel.Bytes)) {
		return false, d.taken()
	}
	same, err := d.same(l)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, nil // the partner took it meanwhile
	case errors.Is(err, fs.ErrPermission):
		return false, d.unreadable()
	case err == nil && !same:
		err = d.taken()
	}
	return err == nil, err
}

// same compares the file in its place with ours, and reads no further than ours is long.
func (d *deposit) same(l *remote.Link) (bool, error) {
	file, err := l.Files.Open(d.final())
	if err != nil {
		return false, err
	}
	defer file.Close()
	found, err := io.ReadAll(io.LimitReader(file, int64(len(d.parcel.Bytes))+1))
	return bytes.Equal(found, d.parcel.Bytes), err
}

func (d *deposit) taken() *remote.Setback {
	return remote.Back(deliver.ToCheck, codeTaken, "Un autre fichier porte déjà le nom « "+d.parcel.Name+" » dans le dossier de dépôt : il n'a pas été touché.",
		"Regardez d'où vient ce fichier ; s'il est de trop, retirez-le de « "+d.to.Folder+" » au serveur "+d.to.String()+", puis renvoyez le relevé.")
}

// unreadable is a file of our name and length that may not be read: a folder where one may only
// deposit.
func (d *deposit) unreadable() *remote.Setback {
	return remote.Back(deliver.ToCheck, codeUnreadable, "Un fichier « "+d.parcel.Name+" » de la même longueur est déjà au serveur "+d.to.String()+", qui ne permet pas de le relire.",
		"Demandez au partenaire s'il l'a reçu, puis dites-le sur cet envoi.")
}

func isTaken(err error) bool {
	s, ok := errors.AsType[*remote.Setback](err)
	return ok && s.Receipt.State == deliver.ToCheck
}
