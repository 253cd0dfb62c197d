package sheet

import (
	"bufio"
	"errors"
	"io"
	"os"
	"path/filepath"

	"sobank/backend/fault"
)

// Save writes a file whole beside its name, then gives it its name: a cut leaves no half file,
// nor takes away the one that was there. reserved tells the files that must not be written
// over. Errors: Invalid for a path that cannot take a file, Unreadable.
func Save(path string, reserved func(string) bool, write func(io.Writer) error) error {
	if path == "" {
		return fault.New(fault.Invalid, "Dites où écrire le fichier.").WithField("path")
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return fault.Newf(fault.Invalid, "« %s » est un dossier, pas un fichier.", path).WithField("path").
			WithHint("Donnez aussi le nom du fichier à écrire.")
	}
	if reserved(path) {
		return fault.Newf(fault.Invalid, "« %s » est un fichier de So bank lui-même.", path).WithField("path").
			WithHint("Choisissez un autre nom, ou un autre dossier.")
	}
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*.part")
	if err != nil {
		return cannotWrite(path, err)
	}
	defer func() {
		_ = f.Close()
		_ = os.Remove(f.Name())
	}()
	buffer := bufio.NewWriter(f)
	if err := write(buffer); err != nil {
		if _, said := errors.AsType[*fault.Error](err); said {
			return err
		}
		return cannotWrite(path, err)
	}
	if err := errors.Join(buffer.Flush(), f.Sync(), f.Close(), os.Rename(f.Name(), path)); err != nil {
		return cannotWrite(path, err)
	}
	return nil
}

func cannotWrite(path string, err error) error {
	return fault.Newf(fault.Unreadable, "Le fichier « %s » ne peut pas être écrit.", path).
		WithHint("Fermez-le s'il est ouvert ; vérifiez le dossier, vos droits et la place sur le disque.").WithField("path").WithCause(err)
}
