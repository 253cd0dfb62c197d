package folder

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"

	"sobank/backend/deliver"
)

// alreadyThere reports whether the file is in its place. Anything else under its name, a
// link included, is a setback: it is not ours to replace.
func (d *deposit) alreadyThere() (bool, error) {
	info, err := os.Lstat(d.final())
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if !info.Mode().IsRegular() || info.Size() != int64(len(d.parcel.Bytes)) {
		return false, d.taken()
	}
	sum, err := hashFile(d.final())
	if err == nil && sum != hash(d.parcel.Bytes) {
		err = d.taken()
	}
	return err == nil, err
}

func (d *deposit) taken() *setback {
	return back(deliver.ToCheck, codeTaken, "Un autre fichier porte déjà le nom « "+d.parcel.Name+" » dans le dossier de dépôt : il n'a pas été touché.",
		"Regardez d'où vient ce fichier ; s'il est de trop, retirez-le de « "+d.dir+" », puis renvoyez le relevé.")
}

func hashFile(name string) (string, error) {
	file, err := os.Open(name) // #nosec G304 -- in the deposit folder of the connector
	if err != nil {
		return "", err
	}
	defer file.Close()
	h := sha256.New()
	if _, err := io.Copy(h, file); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
