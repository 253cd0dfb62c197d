package backup

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"filippo.io/age"
	"github.com/gofrs/flock"

	"sobank/backend/civil"
	"sobank/backend/fault"
	"sobank/backend/journal"
	"sobank/backend/rights"
)

const (
	folderName = "sauvegardes"   // inside the data folder, where nobody chose another
	daily      = "-quotidienne"  // ends the names of those that are made by themselves, and rotate
	aside      = "-avant-retour" // ends those of what a backup took the place of
)

// Daily makes the day's backup unless it is there, or another window makes it (« Système »). Made has no
// path then. What went wrong is kept for Status to tell.
func (s *Service) Daily(ctx context.Context, progress Progress) (made Made, err error) {
	var last string
	if err := s.Store.Read(ctx, func(tx Tx) error { last, err = tx.Setting(settingLast); return err }); err != nil {
		return made, err
	}
	// Another day, be it an earlier one: a clock that was wrong must not stop the backups.
	if at, err := time.Parse(time.RFC3339, last); err == nil && civil.Of(at) == civil.Of(s.Now()) {
		return made, nil
	}
	return s.Make(ctx, rights.Actor{System: true, OSAccount: s.OSAccount}, progress)
}

// Make makes the day's backup now (Administrateur, or « Système »).
func (s *Service) Make(ctx context.Context, actor rights.Actor, progress Progress) (made Made, err error) {
	if err := s.Store.Read(ctx, func(tx Tx) error { return may(tx, actor, rights.Backup) }); err != nil {
		return made, err
	}
	lock := flock.New(filepath.Join(s.Dir, "sauvegarde.lock"))
	if ok, err := lock.TryLock(); err != nil || !ok {
		return made, fault.New(fault.Busy, "Une sauvegarde est en cours dans une autre fenêtre.").WithHint("Attendez qu'elle se termine.").WithCause(err)
	}
	defer func() { _ = lock.Unlock() }()
	s.Sweep(time.Now()) // by the clock that dates files
	made, problem, err := s.rotate(ctx, daily, progress)
	if ctx.Err() != nil {
		return made, err
	}
	if err != nil {
		problem = fault.From(err).Message
	}
	return made, errors.Join(err, s.note(context.WithoutCancel(ctx), actor, made, problem))
}

// note keeps how the backup went.
func (s *Service) note(ctx context.Context, actor rights.Actor, made Made, problem string) error {
	return s.Store.Write(ctx, func(tx Tx) error {
		if err := tx.SetSetting(settingProblem, problem); err != nil || made.Path == "" {
			return err
		}
		if err := tx.SetSetting(settingLast, made.MadeAt.Format(time.RFC3339)); err != nil {
			return err
		}
		return tx.Record(journal.Entry{Actor: actor, Action: "backup.daily", Object: "backup", Facts: map[string]any{"statements": made.Contents.Counts.Statements}})
	})
}

// rotate makes a backup for the recipient in the backups' folder and takes the oldest away. A folder that
// cannot be written, a disk that is not plugged in, has the data folder's own in its place: problem says so.
func (s *Service) rotate(ctx context.Context, kind string, progress Progress) (made Made, problem string, err error) {
	to, err := s.recipient(ctx)
	if err != nil {
		return made, "", err
	}
	chosen, err := s.folder(ctx)
	if err != nil {
		return made, "", err
	}
	own := filepath.Join(s.Dir, folderName)
	if made, err = s.into(ctx, chosen, to, kind, progress); err != nil && chosen != own && ctx.Err() == nil {
		problem = fmt.Sprintf("Le dossier des sauvegardes « %s » ne peut pas être écrit : la sauvegarde est dans « %s ».", chosen, own)
		made, err = s.into(ctx, own, to, kind, progress)
	}
	return made, problem, err
}

func (s *Service) into(ctx context.Context, dir string, to *age.X25519Recipient, kind string, progress Progress) (made Made, err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return made, unwritten(err)
	}
	path := filepath.Join(dir, "sobank-"+s.Now().Format("2006-01-02-150405")+kind+Ending)
	if made, err = s.make(ctx, path, to, func() ([]age.Identity, error) { return s.ifKnown(ctx) }, nil, progress); err != nil {
		return made, err
	}
	if kind == daily {
		prune(dir, path)
	}
	return made, nil
}

// prune keeps the latest daily backups, whatever their dates the one that was just made.
func prune(dir, made string) {
	paths, _ := filepath.Glob(filepath.Join(dir, "sobank-*"+daily+Ending))
	paths = slices.DeleteFunc(paths, func(p string) bool { return p == made })
	slices.Sort(paths) // by time: it is in the name
	for len(paths) > Keep-1 {
		_ = os.Remove(paths[0]) // one too many does no harm: the next day takes it
		paths = paths[1:]
	}
}

// folder is where the daily backups go.
func (s *Service) folder(ctx context.Context) (dir string, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error { dir, err = tx.Setting(settingFolder); return err })
	if dir == "" {
		dir = filepath.Join(s.Dir, folderName)
	}
	return dir, err
}

// SetFolder chooses where the daily backups go, "" for the data folder's own (Administrateur). Errors:
// Refused, Invalid (no folder, or not to be written).
func (s *Service) SetFolder(ctx context.Context, actor rights.Actor, dir string) error {
	return s.Store.Write(ctx, func(tx Tx) error {
		if err := may(tx, actor, rights.Restore); err != nil {
			return err
		}
		if err := tryFolder(dir); err != nil {
			return err
		}
		if err := tx.SetSetting(settingFolder, dir); err != nil {
			return err
		}
		return tx.Record(journal.Entry{Actor: actor, Action: "backup.folder", Object: "backup"})
	})
}

// tryFolder writes there, and leaves nothing.
func tryFolder(dir string) error {
	if dir == "" {
		return nil
	}
	info, err := os.Stat(dir)
	if err != nil || !info.IsDir() || !filepath.IsAbs(dir) {
		return fault.Newf(fault.Invalid, "« %s » n'est pas un dossier qui existe.", dir).WithField("folder").WithHint("Choisissez un dossier de ce poste, ou d'un disque branché.")
	}
	f, err := os.CreateTemp(dir, ".essai-*")
	if err == nil {
		err = errors.Join(f.Close(), os.Remove(f.Name()))
	}
	if err != nil {
		return fault.Newf(fault.Invalid, "Le dossier « %s » ne peut pas être écrit.", dir).WithField("folder").WithHint("Vérifiez vos droits, ou choisissez-en un autre.").WithCause(err)
	}
	return nil
}

// Status is how the backups stand.
type Status struct {
	Folder    string // where the daily ones go
	Chosen    bool   // by a person
	LastAt    time.Time
	Problem   string // "" when the last one went well
	SheetOn   civil.Date
	Recipient string
	Files     []Listed // what lies in the folder, latest first
}

// Listed is a backup in the folder.
type Listed struct {
	Path   string
	Name   string
	Size   int64
	MadeAt time.Time
	Aside  bool // what a backup took the place of
}

// mostListed bounds the list of a folder that holds other things.
const mostListed = 200

// Status says how the backups stand (Administrateur, or « Système »).
func (s *Service) Status(ctx context.Context, actor rights.Actor) (status Status, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		if err := may(tx, actor, rights.Backup); err != nil {
			return err
		}
		var last, sheet, folder string
		for _, one := range []struct {
			name string
			into *string
		}{{settingLast, &last}, {settingSheet, &sheet}, {settingFolder, &folder}, {settingProblem, &status.Problem}, {settingRecipient, &status.Recipient}} {
			if *one.into, err = tx.Setting(one.name); err != nil {
				return err
			}
		}
		status.LastAt, _ = time.Parse(time.RFC3339, last)
		status.SheetOn, _ = civil.Parse(sheet)
		status.Folder, status.Chosen = cmp.Or(folder, filepath.Join(s.Dir, folderName)), folder != ""
		return nil
	})
	if err == nil {
		status.Files = listed(status.Folder)
	}
	return status, err
}

// listed is the backups of a folder; one that cannot be read has none, and Problem says why once the day's
// could not be written.
func listed(dir string) (files []Listed) {
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		info, err := e.Info()
		if err != nil || !info.Mode().IsRegular() || !strings.HasSuffix(e.Name(), Ending) {
			continue
		}
		files = append(files, Listed{Path: filepath.Join(dir, e.Name()), Name: e.Name(), Size: info.Size(), MadeAt: info.ModTime(), Aside: strings.Contains(e.Name(), aside)})
	}
	slices.SortFunc(files, func(a, b Listed) int { return b.MadeAt.Compare(a.MadeAt) })
	return files[:min(len(files), mostListed)]
}
