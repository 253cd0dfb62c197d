// Package sqlite keeps everything in one SQLite file. It alone speaks SQL: one file here
// for each aggregate, behind the Store and Tx interfaces that the capabilities declare.
//
//	db, err := sqlite.Open(ctx, dir, sqlite.Options{Now: time.Now})
//	firms := &firm.Service{Store: sqlite.Narrow[firm.Tx]{DB: db}}
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	sqlite3 "github.com/mattn/go-sqlite3"

	"sobank/backend/fault"
	"sobank/backend/statement"
)

// FileName is the data file inside the data folder.
const FileName = "sobank.db"

// driverName is go-sqlite3 with the pragmas that its DSN does not know, with fold(text), lower
// case without accents, to search and sort the few names that have no column for it, and with
// words(label, reference, details), what is searched of an operation.
const driverName = "sqlite3_sobank"

func init() {
	sql.Register(driverName, &sqlite3.SQLiteDriver{ConnectHook: func(c *sqlite3.SQLiteConn) error {
		pragmas := "PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -32768; PRAGMA temp_store = MEMORY;"
		if runtime.GOOS == "darwin" {
			pragmas += " PRAGMA fullfsync = ON;" // fsync alone does not reach the disk there
		}
		_, err := c.Exec(pragmas, nil)
		return errors.Join(err, c.RegisterFunc("fold", statement.Fold, true), c.RegisterFunc("words", searchable, true))
	}})
}

// Options are what the database needs from outside.
type Options struct {
	Now func() time.Time
	// Wait is how long a write waits for another one, 60 seconds when zero.
	Wait time.Duration
}

// DB is an open data file: one connection that writes, several that read. Readers go on
// during a write; they have a DSN of their own, without immediate transactions, which
// would make them wait for the writer.
type DB struct {
	writer *sql.DB
	reader *sql.DB
	pair   *pair
	path   string
	now    func() time.Time
	wait   time.Duration
}

// Open opens the data file of a folder, which it makes when absent, and brings its schema
// up to date. Errors: Unreadable (the folder, or a file that is not ours), Conflict (a file
// from a newer version, a folder where data would be lost), Busy.
func Open(ctx context.Context, dir string, o Options) (*DB, error) {
	path, err := prepare(dir)
	if err != nil {
		return nil, err
	}
	if err := migrate(ctx, path, o.Now); err != nil {
		return nil, err
	}
	db := &DB{path: path, now: o.Now, wait: o.Wait}
	if db.wait == 0 {
		db.wait = time.Minute
	}
	if db.writer, err = sql.Open(driverName, dsn(path, "_txlock=immediate", "_foreign_keys=on")); err != nil {
		return nil, fmt.Errorf("sqlite: open writer: %w", err)
	}
	db.writer.SetMaxOpenConns(1)
	if db.reader, err = sql.Open(driverName, dsn(path, "_query_only=on")); err != nil {
		return nil, errors.Join(fmt.Errorf("sqlite: open readers: %w", err), db.writer.Close())
	}
	db.reader.SetMaxOpenConns(max(4, runtime.NumCPU()))
	if db.pair, err = openPair(dsn(path, "_query_only=on")); err != nil {
		return nil, errors.Join(err, db.reader.Close(), db.writer.Close())
	}
	return db, nil
}

// Close closes the file.
func (db *DB) Close() error {
	return errors.Join(db.pair.close(), db.reader.Close(), db.writer.Close())
}

// Path is the data file.
func (db *DB) Path() string { return db.path }

// dsn names the file with the settings of every connection. busy_timeout is short because
// SQLite's wait ignores the context; Write waits on.
func dsn(path string, more ...string) string {
	u := fileURL(path)
	u.RawQuery = strings.Join(append([]string{"_journal_mode=WAL", "_synchronous=FULL", "_busy_timeout=200"}, more...), "&")
	return u.String()
}

func fileURL(path string) *url.URL {
	p := filepath.ToSlash(path)
	if !strings.HasPrefix(p, "/") {
		p = "/" + p // a Windows drive
	}
	return &url.URL{Scheme: "file", Path: p}
}

// prepare makes the folder and an empty file with rights for the user alone, or for the
// group of a shared folder.
func prepare(dir string) (string, error) {
	if err := refuseGround(dir, isRemote, os.Getenv); err != nil {
		return "", err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fault.Newf(fault.Unreadable, "Le dossier de données « %s » ne peut pas être créé.", dir).
			WithHint("Vérifiez vos droits sur ce dossier, ou choisissez-en un autre.").WithCause(err)
	}
	path, err := filepath.Abs(filepath.Join(dir, FileName))
	if err != nil {
		return "", fmt.Errorf("sqlite: name the data file: %w", err)
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, fileMode(dir)) // #nosec G304 -- the program's own file
	if err != nil {
		return "", fault.Newf(fault.Unreadable, "Le fichier de données « %s » ne peut pas être ouvert en écriture.", path).
			WithHint("Vérifiez vos droits sur ce fichier et son dossier.").WithCause(err)
	}
	return path, errors.Join(share(path, fileMode(dir)), f.Close())
}

// Read runs fn in one read transaction: what fn sees does not change under it.
func (db *DB) Read(ctx context.Context, fn func(*Tx) error) error {
	conn, err := db.reader.Conn(ctx)
	if err != nil {
		return fmt.Errorf("sqlite: take a reader: %w", err)
	}
	defer func() { _ = conn.Close() }()
	return db.transact(ctx, conn, "BEGIN", func(tx *Tx) error { tx.pair = db.pair; return fn(tx) })
}

// Write runs fn in one write transaction, durable once Write returns nil. It waits for
// another writer, here or in another process, as long as Options.Wait and the context
// allow. Errors: Busy when that was not enough; what fn returns.
func (db *DB) Write(ctx context.Context, fn func(*Tx) error) error {
	conn, err := db.writer.Conn(ctx)
	if err != nil {
		return fmt.Errorf("sqlite: take the writer: %w", err)
	}
	defer func() { _ = conn.Close() }()
	deadline := time.Now().Add(db.wait)
	for {
		err := db.transact(ctx, conn, "BEGIN IMMEDIATE", fn)
		if !isBusy(err) {
			return err
		}
		if time.Now().After(deadline) {
			return fault.New(fault.Busy, "Un import est en cours dans une autre fenêtre : l'écriture n'a pas pu se faire.").
				WithHint("Attendez la fin de l'import et recommencez.").WithCause(err)
		}
		if err := pause(ctx); err != nil {
			return err
		}
	}
}

// pause waits a moment that differs from process to process.
func pause(ctx context.Context) error {
	t := time.NewTimer(time.Duration(10+rand.IntN(40)) * time.Millisecond) // #nosec G404 -- spreads retries, guards nothing
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

func isBusy(err error) bool {
	e, ok := errors.AsType[sqlite3.Error](err)
	return ok && (e.Code == sqlite3.ErrBusy || e.Code == sqlite3.ErrLocked)
}

func (db *DB) transact(ctx context.Context, conn *sql.Conn, begin string, fn func(*Tx) error) (err error) {
	if _, err := conn.ExecContext(ctx, begin); err != nil {
		return fmt.Errorf("sqlite: begin: %w", err)
	}
	tx := &Tx{ctx: ctx, conn: conn, now: db.now}
	defer func() {
		if p := recover(); p != nil {
			tx.rollback()
			panic(p)
		}
	}()
	if err := errors.Join(fn(tx), tx.closeBulk()); err != nil {
		tx.rollback()
		return translate(err)
	}
	if err := ctx.Err(); err != nil {
		tx.rollback()
		return err
	}
	if _, err := conn.ExecContext(context.WithoutCancel(ctx), "COMMIT"); err != nil {
		tx.rollback()
		return translate(fmt.Errorf("sqlite: commit: %w", err))
	}
	return nil
}

// translate gives a French error to what the disk may do to anyone.
func translate(err error) error {
	e, ok := errors.AsType[sqlite3.Error](err)
	if !ok {
		return err
	}
	switch e.Code {
	case sqlite3.ErrFull:
		return fault.New(fault.Unreadable, "Le disque est plein : rien n'a été enregistré.").
			WithHint("Libérez de la place sur le disque, puis recommencez.").WithCause(err)
	case sqlite3.ErrCorrupt, sqlite3.ErrNotADB:
		return fault.New(fault.Unreadable, "Le fichier de données est abîmé.").
			WithHint("Ne supprimez rien ; restaurez une sauvegarde ou contactez le support.").WithCause(err)
	case sqlite3.ErrIoErr, sqlite3.ErrReadonly, sqlite3.ErrCantOpen:
		return fault.New(fault.Unreadable, "Le fichier de données ne peut pas être lu ou écrit.").
			WithHint("Vérifiez le disque et vos droits sur le dossier de données.").WithCause(err)
	}
	return err
}

// Narrow gives a capability a store with the transaction interface T that it declares.
// *Tx implements all of them; the assertions stand beside the methods.
type Narrow[T any] struct{ DB *DB }

// Read is DB.Read for a capability.
func (n Narrow[T]) Read(ctx context.Context, fn func(T) error) error {
	return n.DB.Read(ctx, func(tx *Tx) error { return fn(any(tx).(T)) })
}

// Write is DB.Write for a capability.
func (n Narrow[T]) Write(ctx context.Context, fn func(T) error) error {
	return n.DB.Write(ctx, func(tx *Tx) error { return fn(any(tx).(T)) })
}
