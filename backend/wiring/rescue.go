package wiring

import (
	"context"
	"errors"
	"os"
	"time"

	"sobank/backend/backup"
	"sobank/backend/fault"
	"sobank/backend/journal"
	"sobank/backend/rights"
	"sobank/backend/sqlite"
)

// shut is a data file that cannot be opened: backups are looked through without it.
type shut struct{ backup.File }

func (shut) Look(ctx context.Context, path string) (backup.Contents, error) {
	return sqlite.Look(ctx, path)
}

// Rescue puts a backup into a data folder whose file cannot be opened, or that has none. An
// Administrateur of the data in the backup signs in to it. What was there is moved aside, into the folder
// returned; "" when nothing was. Errors: Refused, Unauthenticated, Conflict (the data can be opened), those
// of backup.Look.
func Rescue(ctx context.Context, o Options, path string, key backup.Key, email, password string, progress backup.Progress) (was string, err error) {
	dir, err := DataDir(o.DataDir)
	if err != nil {
		return "", err
	}
	if err := refuseWell(ctx, o); err != nil {
		return "", err
	}
	now := o.Now
	if now == nil {
		now = time.Now
	}
	service := &backup.Service{File: shut{}, Now: now, Dir: dir, OSAccount: osAccount()}
	return service.Rescue(ctx, path, key, func(within string) error {
		return admit(ctx, Options{DataDir: within, Now: o.Now, Vault: o.Vault}, email, password)
	}, progress)
}

// refuseWell refuses a data folder that can be worked with.
func refuseWell(ctx context.Context, o Options) error {
	h, err := Open(ctx, Options{DataDir: o.DataDir, Now: o.Now, Vault: o.Vault, MustExist: true})
	switch fault.CodeOf(err) {
	case fault.Unreadable, fault.NotFound:
		return nil // that is why one is here
	}
	if err != nil {
		return err // of a newer version, or where data would be lost: a backup mends neither
	}
	none, err := h.Staff.None(ctx)
	if err = errors.Join(err, h.Close()); err == nil && !none {
		err = fault.New(fault.Conflict, "Les données de ce dossier s'ouvrent : elles ne peuvent pas être remplacées ainsi.").
			WithHint("Connectez-vous comme Administrateur et restaurez depuis la page « Sauvegardes ».")
	}
	return err
}

// admit opens what comes back, lets an Administrateur in, and makes it safe to work with.
func admit(ctx context.Context, o Options, email, password string) (err error) {
	h, err := Open(ctx, o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	session, err := h.Staff.SignIn(ctx, email, password, false)
	if err != nil {
		return err
	}
	standing, _, err := h.Staff.Standing(ctx, session.Actor)
	if err == nil {
		err = standing.May(rights.Restore, 0)
	}
	if err != nil {
		return err
	}
	return h.db.Write(ctx, func(tx *sqlite.Tx) error {
		return errors.Join(tx.ComeBack(), tx.Record(journal.Entry{Actor: session.Actor, Action: "backup.restore", Object: "backup"}))
	})
}

// Broken reports whether a data folder has a file that cannot be opened, or has none: a backup may be put
// there without opening it.
func Broken(dataDir string, openErr error) bool {
	dir, err := DataDir(dataDir)
	if err != nil {
		return false
	}
	if _, err := os.Stat(dir + string(os.PathSeparator) + sqlite.FileName); errors.Is(err, os.ErrNotExist) {
		return true
	}
	return fault.CodeOf(openErr) == fault.Unreadable
}
