package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
	sqlite3 "github.com/mattn/go-sqlite3"
	"github.com/pressly/goose/v3"

	"sobank/backend/fault"
)

//go:embed migrations/*.sql
var migrations embed.FS

// migrate brings the file's schema up to date, one process at a time: two that start on a
// fresh file together would both create its tables.
func migrate(ctx context.Context, path string, now func() time.Time) error {
	scripts, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return fmt.Errorf("sqlite: find migrations: %w", err)
	}
	return migrateWith(ctx, path, scripts, now)
}

func migrateWith(ctx context.Context, path string, scripts fs.FS, now func() time.Time) (err error) {
	lock := flock.New(filepath.Join(filepath.Dir(path), "migration.lock"), flock.SetPermissions(fileMode(filepath.Dir(path))))
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	if ok, err := lock.TryLockContext(ctx, 20*time.Millisecond); err != nil || !ok {
		return fault.New(fault.Busy, "Le fichier de données est en cours de mise à niveau par une autre fenêtre.").
			WithHint("Attendez un instant et rouvrez So bank.").WithCause(err)
	}
	defer func() { err = errors.Join(err, lock.Unlock()) }()
	if err := initialise(ctx, path); err != nil {
		return translate(err)
	}
	if err := refuseForeign(ctx, path); err != nil {
		return translate(err)
	}
	// Foreign keys are off while tables are rebuilt: with them on, dropping the old table
	// silently deletes the rows that refer to it. They are checked afterwards.
	db, err := sql.Open(driverName, dsn(path, "_txlock=immediate", "_foreign_keys=off"))
	if err != nil {
		return fmt.Errorf("sqlite: open for migration: %w", err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	db.SetMaxOpenConns(1)
	return translate(upgrade(ctx, db, path, scripts, now))
}

func upgrade(ctx context.Context, db *sql.DB, path string, scripts fs.FS, now func() time.Time) error {
	provider, err := goose.NewProvider(goose.DialectSQLite3, db, scripts)
	if err != nil {
		return fmt.Errorf("sqlite: read migrations: %w", err)
	}
	have, want, err := provider.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("sqlite: read the schema's version: %w", err)
	}
	if have > want {
		return fault.Newf(fault.Conflict, "Le fichier de données vient d'une version plus récente de So bank (schéma %d, ce programme connaît le %d).", have, want).
			WithHint("Installez la dernière version de So bank ; le fichier n'a pas été touché.")
	}
	if have == want {
		return nil
	}
	if have > 0 {
		if err := keepCopy(ctx, db, path, have, now); err != nil {
			return err
		}
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("sqlite: migrate: %w", err)
	}
	return checkForeignKeys(ctx, db)
}

// applicationID marks our files: « SOBA » in ASCII.
const applicationID = 1397703233

// refuseForeign refuses the SQLite file of another program, and what is no SQLite file at
// all. It looks through a connection that sets nothing: WAL would stay in the file.
func refuseForeign(ctx context.Context, path string) (err error) {
	db, err := sql.Open(driverName, fileURL(path).String())
	if err != nil {
		return fmt.Errorf("sqlite: open to look: %w", err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	var mark, tables int64
	err = db.QueryRowContext(ctx, "SELECT (SELECT application_id FROM pragma_application_id), (SELECT count(*) FROM sqlite_schema)").Scan(&mark, &tables)
	if e, ok := errors.AsType[sqlite3.Error](err); err != nil && (!ok || e.Code != sqlite3.ErrNotADB) {
		return fmt.Errorf("sqlite: read the file's mark: %w", err)
	}
	if err == nil && (mark == applicationID || mark == 0 && tables == 0) {
		return nil
	}
	return fault.Newf(fault.Unreadable, "« %s » n'est pas un fichier de données de So bank.", path).
		WithHint("Choisissez un autre dossier de données, ou restaurez une sauvegarde ; le fichier n'a pas été touché.")
}

// keepCopy writes a whole copy beside the file before its schema changes. VACUUM INTO sees
// what is committed; copying the file itself would miss what is still in its log.
func keepCopy(ctx context.Context, db *sql.DB, path string, version int64, now func() time.Time) error {
	copyPath := fmt.Sprintf("%s.avant-schema-%d.%s", path, version+1, now().UTC().Format("20060102-150405"))
	if err := os.Remove(copyPath); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("sqlite: clear the copy's place: %w", err)
	}
	if _, err := db.ExecContext(ctx, "VACUUM INTO ?", copyPath); err != nil {
		return fmt.Errorf("sqlite: copy before migration: %w", err)
	}
	return os.Chmod(copyPath, fileMode(filepath.Dir(path)))
}

func checkForeignKeys(ctx context.Context, db *sql.DB) error {
	rows, err := db.QueryContext(ctx, "PRAGMA foreign_key_check")
	if err != nil {
		return fmt.Errorf("sqlite: check foreign keys: %w", err)
	}
	defer func() { _ = rows.Close() }()
	if rows.Next() {
		return fault.New(fault.Internal, "La mise à niveau du fichier de données a laissé des liens rompus.").
			WithHint("La copie d'avant est à côté du fichier ; contactez le support.")
	}
	return rows.Err()
}

// initialise gives an empty file our mark and pages of 8 KiB, with which a large import
// takes a sixth less time than with 4 KiB; neither changes later.
func initialise(ctx context.Context, path string) (err error) {
	info, err := os.Stat(path)
	if err != nil || info.Size() > 0 {
		return err
	}
	db, err := sql.Open(driverName, fileURL(path).String())
	if err != nil {
		return fmt.Errorf("sqlite: open an empty file: %w", err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	db.SetMaxOpenConns(1)
	_, err = db.ExecContext(ctx, fmt.Sprintf("PRAGMA page_size = 8192; PRAGMA application_id = %d", applicationID))
	return err
}
