package backup

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"sobank/backend/fault"
	"sobank/backend/journal"
	"sobank/backend/rights"
)

// Preview is what a backup would bring, beside what is there.
type Preview struct {
	Manifest
	Credentials int      // secrets that it carries
	Now         Contents // what it would take the place of
}

// Look opens a backup, looks it through, and changes nothing (Administrateur). Errors: Refused, Invalid
// (the key), Unreadable, Conflict (of a newer version).
func (s *Service) Look(ctx context.Context, actor rights.Actor, path string, key Key, progress Progress) (p Preview, err error) {
	if err := s.Store.Read(ctx, func(tx Tx) error { return may(tx, actor, rights.Restore) }); err != nil {
		return p, err
	}
	err = s.opened(ctx, path, key, progress, func(o opened) error {
		p.Manifest, p.Credentials = o.manifest, len(o.secrets)
		progress.tell("Comparaison avec les données actuelles", 80)
		current := filepath.Join(filepath.Dir(o.data), "actuel.db")
		if err := s.File.Snapshot(ctx, current); err != nil {
			return err
		}
		p.Now, err = s.File.Look(ctx, current)
		return err
	})
	return p, err
}

// Restore puts a backup in place of the data, which are kept aside as a backup of their own first
// (Administrateur). Everybody must sign in again, every connector is paused: what was sent since the
// backup would be sent again. Errors: those of Look.
func (s *Service) Restore(ctx context.Context, actor rights.Actor, path string, key Key, progress Progress) (before Made, err error) {
	var here string
	err = s.Store.Read(ctx, func(tx Tx) error {
		if err := may(tx, actor, rights.Restore); err != nil {
			return err
		}
		here, err = tx.Installation()
		return err
	})
	if err != nil {
		return before, err
	}
	err = s.opened(ctx, path, key, progress, func(o opened) error {
		progress.tell("Mise de côté des données actuelles", 50)
		if before, _, err = s.rotate(ctx, aside, nil); err != nil {
			return err
		}
		progress.tell("Remplacement", 75)
		err := s.File.Replace(ctx, o.data, func(tx Tx) error { return s.comeBack(tx, actor, here, o) }, func(done, total int) {
			progress.tell("Remplacement", 75+20*done/max(total, 1))
		})
		if err != nil {
			return err
		}
		return s.carry(context.WithoutCancel(ctx), o, key)
	})
	if err == nil {
		progress.tell("Terminé", 100)
	}
	return before, err
}

// comeBack changes what comes back before it is in its place. The data of another installation know
// nobody of here: the account of the machine stands for who did it.
func (s *Service) comeBack(tx Tx, actor rights.Actor, here string, o opened) error {
	if err := tx.ComeBack(); err != nil {
		return err
	}
	there, err := tx.Installation()
	if err != nil {
		return err
	}
	if there != here {
		actor = rights.Actor{System: true, OSAccount: s.OSAccount}
	}
	return tx.Record(journal.Entry{Actor: actor, Action: "backup.restore", Object: "backup",
		Facts: map[string]any{"made_at": o.manifest.MadeAt, "statements": o.manifest.Counts.Statements}})
}

// carry puts into the keychain what came along, and the key that was typed: the daily backups to come
// are opened again with it.
func (s *Service) carry(ctx context.Context, o opened, key Key) error {
	if err := s.learn(ctx, key); err != nil {
		return err
	}
	if len(o.secrets) == 0 || s.Credentials == nil {
		return nil
	}
	if err := s.Credentials.Put(ctx, o.secrets); err != nil {
		return fault.New(fault.Conflict, "Les données sont revenues, mais les identifiants des connecteurs n'ont pas pu entrer dans le trousseau.").
			WithHint("Redonnez-les sur la page de chaque connecteur.").WithCause(err)
	}
	return nil
}

// learn keeps the key of the sheet, when it is that of the recipient.
func (s *Service) learn(ctx context.Context, key Key) error {
	identity, ok := identityOf(key)
	if !ok {
		return nil
	}
	var installation, recipient string
	err := s.Store.Read(ctx, func(tx Tx) (err error) {
		if installation, err = tx.Installation(); err == nil {
			recipient, err = tx.Setting(settingRecipient)
		}
		return err
	})
	if err != nil || recipient != identity.Recipient().String() {
		return err
	}
	keychain, err := s.Vault()
	if err == nil {
		err = keychain.Set(secretName(installation, recipient), identity.String())
	}
	return err
}

// opened is a backup whose data file lies open in a room of the data folder.
type opened struct {
	manifest Manifest
	secrets  map[string]string
	data     string
}

// opened opens a backup for the time of work, looked through.
func (s *Service) opened(ctx context.Context, path string, key Key, progress Progress, work func(opened) error) (err error) {
	keys, err := s.identities(ctx, path, key)
	if err != nil {
		return err
	}
	room, err := s.room("restauration-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, room.leave()) }()
	f, err := os.Open(path) // #nosec G304 -- a backup that a person chose; what is inside is checked before it is used
	if err != nil {
		return unreadable(path, err)
	}
	defer func() { _ = f.Close() }()
	o := opened{data: room.path("sobank.db")}
	into, err := os.OpenFile(o.data, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return unwritten(err)
	}
	progress.tell("Déchiffrement", 10)
	o.manifest, o.secrets, err = unseal(ctx, f, keys, into)
	if closed := into.Close(); err == nil && closed != nil {
		err = unwritten(closed)
	}
	if err != nil {
		return err
	}
	progress.tell("Vérification de la sauvegarde", 35)
	if o.manifest.Contents, err = s.File.Look(ctx, o.data); err != nil {
		return err
	}
	return work(o)
}

// Rescue puts a backup into a data folder whose file cannot be opened, or that has none: what is there is
// moved aside, untouched. allow says from what is inside whether the person may (they sign in to it).
// The folder is returned where the former file now lies, "" without one.
func (s *Service) Rescue(ctx context.Context, path string, key Key, allow func(dataDir string) error, progress Progress) (was string, err error) {
	err = s.opened(ctx, path, key, progress, func(o opened) error {
		if err := allow(filepath.Dir(o.data)); err != nil {
			return err
		}
		if was, err = s.moveAside(); err != nil {
			return err
		}
		return os.Rename(o.data, filepath.Join(s.Dir, "sobank.db"))
	})
	return was, err
}

// moveAside takes the data file, and what goes with it, out of the way.
func (s *Service) moveAside() (dir string, err error) {
	for _, name := range []string{"sobank.db", "sobank.db-wal", "sobank.db-shm"} {
		from := filepath.Join(s.Dir, name)
		if _, err := os.Lstat(from); errors.Is(err, os.ErrNotExist) {
			continue
		}
		if dir == "" {
			dir = filepath.Join(s.Dir, "remplacé-"+s.Now().Format("2006-01-02-150405"))
			if err := os.MkdirAll(dir, 0o700); err != nil {
				return "", unwritten(err)
			}
		}
		if err := os.Rename(from, filepath.Join(dir, name)); err != nil {
			return "", unwritten(err)
		}
	}
	return dir, nil
}
