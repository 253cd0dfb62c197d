package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	sqlite3 "github.com/mattn/go-sqlite3"

	"sobank/backend/backup"
	"sobank/backend/fault"
)

var (
	_ backup.Tx   = (*Tx)(nil)
	_ backup.File = (*DB)(nil)
)

// Snapshot writes all that is committed into a new file, for nobody but this account of the machine.
func (db *DB) Snapshot(ctx context.Context, path string) (err error) {
	one, err := sql.Open(driverName, dsn(db.path)) // readers may not write files
	if err != nil {
		return fmt.Errorf("sqlite: open to copy: %w", err)
	}
	defer func() { err = errors.Join(err, one.Close()) }()
	if _, err := one.ExecContext(ctx, "VACUUM INTO ?", path); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return translate(fmt.Errorf("sqlite: copy: %w", err))
	}
	return os.Chmod(path, 0o600)
}

// Look looks a data file through with SQLite's own checks, and says what is inside. It changes nothing of it.
func (db *DB) Look(ctx context.Context, path string) (backup.Contents, error) { return Look(ctx, path) }

// Look is DB.Look where no data file is open.
func Look(ctx context.Context, path string) (c backup.Contents, err error) {
	if err := refuseForeign(ctx, path); err != nil {
		return c, translate(err)
	}
	u := fileURL(path)
	u.RawQuery = "mode=ro&immutable=1"
	file, err := sql.Open(driverName, u.String())
	if err != nil {
		return c, fmt.Errorf("sqlite: open to look: %w", err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	conn, err := file.Conn(ctx)
	if err != nil {
		return c, translate(fmt.Errorf("sqlite: open to look: %w", err))
	}
	defer func() { _ = conn.Close() }()
	c, err = contentsOf(&Tx{ctx: ctx, conn: conn, now: time.Now})
	return c, translate(err)
}

func contentsOf(tx *Tx) (c backup.Contents, err error) {
	var health Health
	v := verification{tx: tx, health: &health}
	if err := v.sqlite(); err != nil {
		return c, err
	}
	if len(health.Problems) > 0 {
		return c, fault.Newf(fault.Unreadable, "Le fichier de données est abîmé : %s", health.Problems[0]).
			WithHint("Ne supprimez rien ; restaurez une sauvegarde plus ancienne ou contactez le support.")
	}
	if _, err := tx.one("SELECT max(version_id) FROM goose_db_version WHERE is_applied", nil, &c.Schema); err != nil {
		return c, err
	}
	n := &c.Counts
	if _, err := tx.one(`SELECT (SELECT count(*) FROM firm), (SELECT count(*) FROM client), (SELECT count(*) FROM account), (SELECT count(*) FROM statement),
		(SELECT count(*) FROM operation), (SELECT count(*) FROM delivery), ifnull((SELECT max(end_on) FROM statement), '')`, nil,
		&n.Firms, &n.Clients, &n.Accounts, &n.Statements, &n.Operations, &n.Deliveries, &c.LastDay); err != nil {
		return c, err
	}
	known, err := tx.one("SELECT 1 FROM sqlite_schema WHERE name = 'erasure'", nil, new(int))
	if err == nil && known { // backups are older than what was thought of since
		_, err = tx.one("SELECT count(*) FROM erasure", nil, &n.Erasures)
	}
	if err != nil {
		return c, err
	}
	err = tx.each("SELECT name FROM firm ORDER BY name, id LIMIT 20", nil, func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		c.Firms = append(c.Firms, name)
		return err
	})
	return c, err
}

// ComeBack makes data that come from a backup safe to work with.
func (tx *Tx) ComeBack() error {
	_, errSessions := tx.exec("UPDATE session SET ended_at = ? WHERE ended_at IS NULL", tx.instant())
	_, errConnectors := tx.exec("UPDATE connector SET paused = 1 WHERE removed_at IS NULL")
	return errors.Join(errSessions, errConnectors)
}

// pagesAtOnce is how much is copied between two looks at whether somebody stops it: 32 MiB.
const pagesAtOnce = 4096

// Replace puts the content of another file in place of this one's in one transaction: other windows go on
// and see it as they would any change; cut at any moment, everything is as it was.
func (db *DB) Replace(ctx context.Context, path string, prepare func(backup.Tx) error, progress func(done, total int)) error {
	from, err := Open(ctx, filepath.Dir(path), Options{Now: db.now})
	if err != nil {
		return err
	}
	if err := errors.Join(from.Write(ctx, func(tx *Tx) error { return prepare(tx) }), from.Close()); err != nil {
		return err
	}
	source, err := sql.Open(driverName, dsn(path))
	if err != nil {
		return fmt.Errorf("sqlite: open to copy from: %w", err)
	}
	defer func() { _ = source.Close() }()
	to, err := db.writer.Conn(ctx)
	if err != nil {
		return fmt.Errorf("sqlite: take the writer: %w", err)
	}
	defer func() { _ = to.Close() }()
	taken, err := source.Conn(ctx)
	if err != nil {
		return fmt.Errorf("sqlite: open to copy from: %w", err)
	}
	defer func() { _ = taken.Close() }()
	return taken.Raw(func(source any) error {
		return to.Raw(func(target any) error {
			return translate(db.copyPages(ctx, target.(*sqlite3.SQLiteConn), source.(*sqlite3.SQLiteConn), progress))
		})
	})
}

func (db *DB) copyPages(ctx context.Context, to, from *sqlite3.SQLiteConn, progress func(done, total int)) error {
	pages, err := to.Backup("main", from, "main")
	if err != nil {
		return fmt.Errorf("sqlite: begin to copy: %w", err)
	}
	deadline, copied := time.Now().Add(db.wait), 0
	for done := false; !done && err == nil; {
		if done, err = pages.Step(pagesAtOnce); done || err != nil {
			break
		}
		if now := pages.PageCount() - pages.Remaining(); now > copied {
			copied = now
			progress(copied, pages.PageCount())
			err = ctx.Err()
		} else if time.Now().Before(deadline) { // another process writes: Step says nothing of it
			err = pause(ctx)
		} else {
			err = sqlite3.ErrBusy
		}
	}
	// Finish takes back what is not complete.
	if errFinish := pages.Finish(); err == nil {
		err = errFinish
	}
	if errors.Is(err, sqlite3.ErrBusy) || isBusy(err) {
		return fault.New(fault.Busy, "Un import est en cours dans une autre fenêtre : rien n'a été remplacé.").
			WithHint("Attendez sa fin et recommencez.").WithCause(err)
	}
	return err
}
