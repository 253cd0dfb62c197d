package download

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"os"
	"path/filepath"

	"sobank/backend/fault"
)

// output is a file being written beside its final name.
type output struct {
	digest
	path string
	file *os.File
	buf  *bufio.Writer
}

// digest counts and sums what would be written.
type digest struct {
	hash hash.Hash
	size int64
}

func newDigest() digest { return digest{hash: sha256.New()} }

func (d *digest) Write(b []byte) (int, error) {
	_, _ = d.hash.Write(b) // a hash never fails
	d.size += int64(len(b))
	return len(b), nil
}

func (d *digest) sum() string { return hex.EncodeToString(d.hash.Sum(nil)) }

// create opens a file of its own beside the path. Errors: Invalid for a path that cannot
// take a file, Unreadable.
func (s *Service) create(path string) (*output, error) {
	if path == "" {
		return nil, fault.New(fault.Invalid, "Dites où écrire le fichier.").WithField("path")
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return nil, fault.Newf(fault.Invalid, "« %s » est un dossier, pas un fichier.", path).WithField("path").
			WithHint("Donnez aussi le nom du fichier à écrire.")
	}
	if s.Reserved(path) {
		return nil, fault.Newf(fault.Invalid, "« %s » est un fichier de So bank lui-même.", path).WithField("path").
			WithHint("Choisissez un autre nom, ou un autre dossier.")
	}
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*.part")
	if err != nil {
		return nil, cannotWrite(path, err)
	}
	return &output{path: path, file: f, buf: bufio.NewWriterSize(f, 1<<20), digest: newDigest()}, nil
}

func (o *output) Write(b []byte) (int, error) {
	_, _ = o.digest.Write(b)
	n, err := o.buf.Write(b)
	if err != nil {
		err = cannotWrite(o.path, err)
	}
	return n, err
}

func (o *output) sync() error {
	if err := errors.Join(o.buf.Flush(), o.file.Sync()); err != nil {
		return cannotWrite(o.path, err)
	}
	return nil
}

// empty starts the file again.
func (o *output) empty() error {
	_, err := o.file.Seek(0, io.SeekStart)
	if err = errors.Join(err, o.file.Truncate(0)); err != nil {
		return cannotWrite(o.path, err)
	}
	o.digest = newDigest()
	o.buf.Reset(o.file)
	return nil
}

// content reads what was written and synced.
func (o *output) content() ([]byte, error) {
	b, err := os.ReadFile(o.file.Name())
	if err != nil {
		return nil, cannotWrite(o.path, err)
	}
	return b, nil
}

func (o *output) publish() error {
	if err := errors.Join(o.file.Close(), os.Rename(o.file.Name(), o.path)); err != nil {
		return fault.Newf(fault.Unreadable, "Le téléchargement est enregistré, mais le fichier « %s » n'a pas pu prendre sa place.", o.path).
			WithHint("Refaites le fichier depuis l'historique des téléchargements.").WithCause(err)
	}
	return nil
}

// discard clears what was not published; after publish there is nothing left to clear.
func (o *output) discard() {
	_ = o.file.Close()
	_ = os.Remove(o.file.Name())
}

func cannotWrite(path string, err error) error {
	return fault.Newf(fault.Unreadable, "Le fichier « %s » ne peut pas être écrit : rien n'a été marqué comme téléchargé.", path).
		WithHint("Vérifiez le dossier, vos droits et la place sur le disque.").WithField("path").WithCause(err)
}
