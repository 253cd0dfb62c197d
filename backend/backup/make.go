package backup

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"filippo.io/age"

	"sobank/backend/fault"
	"sobank/backend/journal"
	"sobank/backend/rights"
)

// Made is a backup that was made and opened again.
type Made struct {
	Path     string
	Size     int64
	MadeAt   time.Time
	Contents Contents
}

// Step is how far a backup or its return is: of what, from 0 to 100.
type Step struct {
	What    string `json:"what"`
	Percent int    `json:"percent"`
}

// Progress is told now and then; nil when nobody looks.
type Progress func(Step)

func (p Progress) tell(what string, percent int) {
	if p != nil {
		p(Step{what, percent})
	}
}

// Request is a backup on demand.
type Request struct {
	Path       string // where to
	Passphrase string
	// Credentials takes those of the connectors along, to move to another computer.
	Credentials bool
}

// MakeFor makes a backup for a passphrase at a chosen place (Administrateur, or « Système »). A file of
// that name is replaced. Errors: Refused, Invalid (the passphrase, the path), Unreadable.
func (s *Service) MakeFor(ctx context.Context, actor rights.Actor, r Request, progress Progress) (made Made, err error) {
	action := rights.Backup
	if r.Credentials {
		action = rights.Restore // a person: « Système » takes no secrets out
	}
	if err := s.Store.Read(ctx, func(tx Tx) error { return may(tx, actor, action) }); err != nil {
		return made, err
	}
	if s.Reserved(r.Path) {
		return made, fault.Newf(fault.Invalid, "« %s » est le fichier de données : la sauvegarde ne peut pas prendre sa place.", r.Path).WithField("path")
	}
	to, err := sealer(r.Passphrase)
	if err != nil {
		return made, err
	}
	var secrets map[string]string
	if r.Credentials {
		if secrets, err = s.Credentials.Collect(ctx); err != nil {
			return made, err
		}
	}
	by := func() ([]age.Identity, error) {
		one, err := age.NewScryptIdentity(r.Passphrase)
		return []age.Identity{one}, err
	}
	if made, err = s.make(ctx, r.Path, to, by, secrets, progress); err != nil {
		return made, err
	}
	return made, s.Store.Write(ctx, func(tx Tx) error {
		return tx.Record(journal.Entry{Actor: actor, Action: "backup.make", Object: "backup", Facts: map[string]any{"statements": made.Contents.Counts.Statements, "credentials": len(secrets) > 0}})
	})
}

// make writes a backup at path: a snapshot that was looked through, sealed, written, opened again.
func (s *Service) make(ctx context.Context, path string, to age.Recipient, by func() ([]age.Identity, error), secrets map[string]string, progress Progress) (made Made, err error) {
	room, err := s.room("sauvegarde-")
	if err != nil {
		return made, err
	}
	defer func() { err = errors.Join(err, room.leave()) }()
	snapshot := room.path("sobank.db")
	progress.tell("Copie des données", 5)
	if err := s.File.Snapshot(ctx, snapshot); err != nil {
		return made, err
	}
	progress.tell("Vérification de la copie", 25)
	m := Manifest{Program: s.Program, MadeAt: s.Now().Format(time.RFC3339)}
	if m.Contents, err = s.File.Look(ctx, snapshot); err != nil {
		return made, err
	}
	if m.Size, m.SHA256, err = hashOf(ctx, snapshot); err != nil {
		return made, err
	}
	progress.tell("Chiffrement", 45)
	part, written, err := s.sealed(ctx, path, to, m, secrets, snapshot)
	if err != nil {
		return made, err
	}
	progress.tell("Relecture", 75)
	if err = s.reread(ctx, part, written, by, m); err == nil {
		err = os.Rename(part, path)
	}
	if err != nil {
		return made, errors.Join(err, os.Remove(part))
	}
	syncFolder(filepath.Dir(path))
	info, err := os.Stat(path)
	if err != nil {
		return made, unwritten(err)
	}
	progress.tell("Terminé", 100)
	return Made{Path: path, Size: info.Size(), MadeAt: s.Now(), Contents: m.Contents}, nil
}

// sealed writes the backup beside its place, on the disk for good, and gives its hash.
func (s *Service) sealed(ctx context.Context, path string, to age.Recipient, m Manifest, secrets map[string]string, snapshot string) (part, sum string, err error) {
	data, err := os.Open(snapshot) // #nosec G304 -- in a folder that was just made
	if err != nil {
		return "", "", unwritten(err)
	}
	defer func() { _ = data.Close() }()
	f, err := os.CreateTemp(filepath.Dir(path), ".sauvegarde-*.part") // 0600
	if err != nil {
		return "", "", unwritten(err)
	}
	h := sha256.New()
	err = seal(ctx, io.MultiWriter(f, h), to, m, secrets, data)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		_ = os.Remove(f.Name())
		if ctx.Err() != nil {
			return "", "", ctx.Err()
		}
		return "", "", unwritten(err)
	}
	return f.Name(), hex.EncodeToString(h.Sum(nil)), nil
}

// reread opens what was written and compares it with what was to be. An account of the machine that has
// not the key compares the bytes on the disk with those that it wrote.
func (s *Service) reread(ctx context.Context, path, written string, by func() ([]age.Identity, error), m Manifest) error {
	keys, err := by()
	if err != nil {
		return err
	}
	differs := unwritten(fmt.Errorf("backup: %s reads otherwise than it was written", path))
	if len(keys) == 0 {
		_, sum, err := hashOf(ctx, path)
		if err == nil && sum != written {
			err = differs
		}
		return err
	}
	f, err := os.Open(path) // #nosec G304 -- a copy that was just written
	if err != nil {
		return unwritten(err)
	}
	defer func() { _ = f.Close() }()
	read, _, err := unseal(ctx, f, keys, io.Discard)
	if err == nil && read.SHA256 != m.SHA256 {
		err = differs
	}
	return err
}

func hashOf(ctx context.Context, path string) (size int64, sum string, err error) {
	f, err := os.Open(path) // #nosec G304 -- a copy that was just written
	if err != nil {
		return 0, "", unwritten(err)
	}
	defer func() { _ = f.Close() }()
	h := sha256.New()
	if size, err = io.Copy(h, under(ctx, f)); err != nil {
		return 0, "", err
	}
	return size, hex.EncodeToString(h.Sum(nil)), nil
}

// syncFolder makes a new name last through a cut of power, where the system can.
func syncFolder(dir string) {
	if f, err := os.Open(dir); err == nil { // #nosec G304 -- the folder of a backup that was just written
		_ = f.Sync() // Windows cannot: NTFS keeps names in its own log
		_ = f.Close()
	}
}

// room is a folder inside the data folder where a copy lies open while it is worked on.
type room struct{ dir string }

func (s *Service) room(prefix string) (room, error) {
	if err := os.MkdirAll(s.Dir, 0o700); err != nil {
		return room{}, unwritten(err)
	}
	dir, err := os.MkdirTemp(s.Dir, prefix+"*") // 0700
	if err != nil {
		return room{}, unwritten(err)
	}
	return room{dir}, nil
}

func (r room) path(name string) string { return filepath.Join(r.dir, name) }

func (r room) leave() error { return os.RemoveAll(r.dir) }

// Sweep takes away what a process left open when it was cut, an hour after.
func (s *Service) Sweep(now time.Time) {
	for _, pattern := range []string{"sauvegarde-*", "restauration-*"} {
		names, _ := filepath.Glob(filepath.Join(s.Dir, pattern))
		for _, name := range names {
			info, err := os.Stat(name)
			if err == nil && info.IsDir() && abandoned(info, now) {
				_ = os.RemoveAll(name)
			}
		}
	}
	parts, _ := filepath.Glob(filepath.Join(s.Dir, folderName, ".sauvegarde-*.part"))
	for _, part := range parts {
		if info, err := os.Stat(part); err == nil && abandoned(info, now) {
			_ = os.Remove(part)
		}
	}
}

// abandoned reports whether nobody works on it any more, as its date says: a clock that was set back
// leaves it for later.
func abandoned(info fs.FileInfo, now time.Time) bool { return now.Sub(info.ModTime()) > time.Hour }
