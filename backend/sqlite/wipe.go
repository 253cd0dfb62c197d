package sqlite

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"sobank/backend/fault"
	"sobank/backend/privacy"
)

// Private is the store of privacy.
type Private struct{ Narrow[privacy.Tx] }

var _ privacy.Store = Private{}

// Copies lists the copies of the data file that were made before an upgrade.
func (p Private) Copies() ([]string, error) {
	return filepath.Glob(p.DB.path + ".avant-schema-*")
}

// Wipe takes what was erased out of the bytes of the file and of its log. A row that is deleted
// may leave its bytes in the middle of a page, in the pages of the index of words until it is
// merged, and in the log until it is written over: so the words are merged, the file is written
// anew, and the log is cut to nothing. The copies from before an upgrade go after a client; after
// « Sans IBAN » alone, those go that are as old as the oldest backup.
func (p Private) Wipe(ctx context.Context) error {
	what := ""
	if err := p.DB.Write(ctx, func(tx *Tx) (err error) {
		if what, err = tx.Setting(privacy.PendingWipe); err != nil {
			return err
		}
		_, err = tx.exec("INSERT INTO operation_word (operation_word) VALUES ('optimize')")
		return err
	}); err != nil {
		return err
	}
	if err := p.DB.rewrite(ctx); err != nil {
		return err
	}
	if err := p.removeCopies(what); err != nil {
		return err
	}
	return p.DB.Write(ctx, func(tx *Tx) error {
		_, err := tx.exec("DELETE FROM setting WHERE name = ? AND value = ?", privacy.PendingWipe, what)
		return err
	})
}

// copyDays is how long a copy of before an upgrade is left when a purge asks for it: after that, the
// upgrade has proved itself.
const copyDays = 14

func (p Private) removeCopies(what string) error {
	copies, err := p.Copies()
	for _, path := range copies {
		info, statErr := os.Stat(path)
		if statErr == nil && what == wipeAside && p.DB.now().Sub(info.ModTime()) < copyDays*24*time.Hour {
			continue // it is what an upgrade that went wrong is taken back with
		}
		err = errors.Join(err, statErr, os.Remove(path))
	}
	return err
}

// wipePatience is how long a wipe waits for those who read or write: nobody here writes meanwhile.
const wipePatience = 10 * time.Second

// rewrite writes the whole file anew and cuts its log, as soon as nobody else is at it.
func (db *DB) rewrite(ctx context.Context) error {
	conn, err := db.writer.Conn(ctx)
	if err != nil {
		return fmt.Errorf("sqlite: take the writer: %w", err)
	}
	defer func() { _ = conn.Close() }()
	// The new file passes through a temporary one: on the disk, since it may be larger than memory.
	if _, err := conn.ExecContext(ctx, "PRAGMA temp_store = FILE"); err != nil {
		return fmt.Errorf("sqlite: make room for a new file: %w", err)
	}
	defer func() { _, _ = conn.ExecContext(context.WithoutCancel(ctx), "PRAGMA temp_store = MEMORY") }()
	deadline := time.Now().Add(min(db.wait, wipePatience))
	for _, step := range []func() error{
		func() error { _, err := conn.ExecContext(ctx, "VACUUM"); return err },
		func() error {
			var busy, logged, written int
			err := conn.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &logged, &written)
			if err == nil && busy != 0 {
				err = errReading
			}
			return err
		},
	} {
		for err = step(); isBusy(err) || errors.Is(err, errReading); err = step() {
			if time.Now().After(deadline) {
				return fault.New(fault.Busy, "Le fichier de données est occupé : il sera nettoyé plus tard.").WithCause(err)
			}
			if err := pause(ctx); err != nil {
				return err
			}
		}
		if err != nil {
			return translate(fmt.Errorf("sqlite: write the file anew: %w", err))
		}
	}
	return nil
}

// errReading: somebody reads what the log alone has.
var errReading = errors.New("sqlite: the log is being read")
