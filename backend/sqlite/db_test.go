package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	sqlite3 "github.com/mattn/go-sqlite3"

	"sobank/backend/fault"
)

var background = context.Background()

func clock() time.Time { return time.Date(2026, 4, 2, 12, 0, 0, 0, time.UTC) }

func mustOpen(tb testing.TB, dir string) *DB {
	tb.Helper()
	db, err := Open(background, dir, Options{Now: clock})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = db.Close() })
	return db
}

// mustRaw is a connection that knows no rule of ours.
func mustRaw(tb testing.TB, path string) *sql.DB {
	tb.Helper()
	db, err := sql.Open(driverName, fileURL(path).String())
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = db.Close() })
	db.SetMaxOpenConns(1)
	return db
}

func mustExec(tb testing.TB, db *sql.DB, query string, args ...any) {
	tb.Helper()
	if _, err := db.Exec(query, args...); err != nil {
		tb.Fatalf("%s: %v", query, err)
	}
}

func mustNumber(tb testing.TB, db *sql.DB, query string) (n int64) {
	tb.Helper()
	if err := db.QueryRow(query).Scan(&n); err != nil {
		tb.Fatalf("%s: %v", query, err)
	}
	return n
}

func wantFault(t *testing.T, err error, code fault.Code, words string) {
	t.Helper()
	if fault.CodeOf(err) != code || !strings.Contains(fault.From(err).Message, words) {
		t.Errorf("got %v; want %s with %q", err, code, words)
	}
}

// childFolder makes the test binary open a data folder and end: a second process.
const childFolder = "SOBANK_TEST_OPEN"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childFolder); dir != "" {
		db, err := Open(background, dir, Options{Now: clock})
		if err == nil {
			err = errors.Join(db.Write(background, func(tx *Tx) error { return tx.SetSetting(fmt.Sprint(os.Getpid()), "here") }), db.Close())
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func TestProcessesThatStartTogetherMigrateOnce(t *testing.T) {
	const runs, together = 4, 3
	for range runs {
		dir := t.TempDir()
		children := make([]*exec.Cmd, together)
		said := make([]bytes.Buffer, together)
		for i := range children {
			children[i] = exec.Command(os.Args[0], "-test.run=^$")
			children[i].Env, children[i].Stderr = append(os.Environ(), childFolder+"="+dir), &said[i]
			if err := children[i].Start(); err != nil {
				t.Fatal(err)
			}
		}
		for i, c := range children {
			if err := c.Wait(); err != nil {
				t.Errorf("process %d: %v: %s", i, err, said[i].String())
			}
		}
		raw := mustRaw(t, filepath.Join(dir, FileName))
		if n := mustNumber(t, raw, "SELECT count(*) FROM setting"); n != together {
			t.Errorf("%d of %d processes wrote", n, together)
		}
		if n := mustNumber(t, raw, "SELECT max(version_id) FROM goose_db_version"); n < 1 {
			t.Errorf("schema %d", n)
		}
		_ = raw.Close()
	}
}

// parentAndChild is a first schema; renamed is a second one that makes the parent table
// again, as SQLite wants it for most changes.
var parentAndChild = fstest.MapFS{"00001_first.sql": {Data: []byte(`-- +goose Up
CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
CREATE TABLE child (id INTEGER PRIMARY KEY, parent_id INTEGER NOT NULL REFERENCES parent (id) ON DELETE CASCADE) STRICT;
INSERT INTO parent VALUES (1, 'one'), (2, 'two');
INSERT INTO child VALUES (10, 1), (11, 2), (12, 2);
`)}}

func and(scripts fstest.MapFS, name, script string) fstest.MapFS {
	more := fstest.MapFS{name: {Data: []byte("-- +goose Up\n" + script)}}
	for n, f := range scripts {
		more[n] = f
	}
	return more
}

const rebuild = `CREATE TABLE parent_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL, size INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO parent_new (id, name) SELECT id, name FROM parent;
DROP TABLE parent;
ALTER TABLE parent_new RENAME TO parent;
`

func mustMigrate(tb testing.TB, dir string, scripts fs.FS) string {
	tb.Helper()
	path, err := prepare(dir)
	if err == nil {
		err = migrateWith(background, path, scripts, clock)
	}
	if err != nil {
		tb.Fatal(err)
	}
	return path
}

func TestMigration(t *testing.T) {
	t.Run("a table made again keeps the rows that refer to it", func(t *testing.T) {
		dir := t.TempDir()
		mustMigrate(t, dir, parentAndChild)
		path := mustMigrate(t, dir, and(parentAndChild, "00002_size.sql", rebuild))
		raw := mustRaw(t, path)
		if n := mustNumber(t, raw, "SELECT count(*) FROM child JOIN parent ON parent.id = child.parent_id WHERE size = 0"); n != 3 {
			t.Errorf("%d of 3 children are left", n)
		}
	})
	t.Run("one that breaks links is said, with the copy beside", func(t *testing.T) {
		dir := t.TempDir()
		path := mustMigrate(t, dir, parentAndChild)
		err := migrateWith(background, path, and(parentAndChild, "00002_lose.sql", "DELETE FROM parent WHERE id = 2;\n"), clock)
		wantFault(t, err, fault.Internal, "liens rompus")
		if copies, _ := filepath.Glob(path + ".avant-schema-2.*"); len(copies) != 1 {
			t.Errorf("copies: %v", copies)
		}
	})
	t.Run("one that fails leaves the schema before", func(t *testing.T) {
		dir := t.TempDir()
		path := mustMigrate(t, dir, parentAndChild)
		if err := migrateWith(background, path, and(parentAndChild, "00002_bad.sql", "DROP TABLE child;\nDROP TABLE nowhere;\n"), clock); err == nil {
			t.Fatal("went unnoticed")
		}
		raw := mustRaw(t, path)
		if n := mustNumber(t, raw, "SELECT count(*) FROM child"); n != 3 {
			t.Errorf("%d children", n)
		}
		if v := mustNumber(t, raw, "SELECT max(version_id) FROM goose_db_version"); v != 1 {
			t.Errorf("schema %d", v)
		}
	})
	t.Run("the copy before holds what was committed and still in the log", func(t *testing.T) {
		dir := t.TempDir()
		path := mustMigrate(t, dir, parentAndChild)
		busy, err := sql.Open(driverName, dsn(path)) // a window that stays open keeps its log
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = busy.Close() }()
		for n := range 100 {
			mustExec(t, busy, "INSERT INTO child VALUES (?, 1)", 100+n)
		}
		mustMigrate(t, dir, and(parentAndChild, "00002_size.sql", rebuild))
		copies, err := filepath.Glob(path + ".avant-schema-2.20260402-120000")
		if err != nil || len(copies) != 1 {
			t.Fatalf("copies: %v, %v", copies, err)
		}
		kept := mustRaw(t, copies[0])
		if n := mustNumber(t, kept, "SELECT count(*) FROM child"); n != 103 {
			t.Errorf("the copy holds %d of 103 rows", n)
		}
		if n := mustNumber(t, kept, "SELECT count(*) FROM pragma_table_info('parent') WHERE name = 'size'"); n != 0 {
			t.Error("the copy has the new schema")
		}
		if info, err := os.Stat(copies[0]); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("the copy is %v, %v", info.Mode(), err)
		}
	})
	t.Run("nothing new makes no copy", func(t *testing.T) {
		dir := t.TempDir()
		mustOpen(t, dir)
		mustOpen(t, dir)
		if copies, _ := filepath.Glob(filepath.Join(dir, "*avant*")); len(copies) != 0 {
			t.Errorf("copies: %v", copies)
		}
	})
	t.Run("a file from a newer version is refused and not touched", func(t *testing.T) {
		dir := t.TempDir()
		path := mustMigrate(t, dir, and(parentAndChild, "00002_size.sql", rebuild))
		before := mustRead(t, path)
		wantFault(t, migrateWith(background, path, parentAndChild, clock), fault.Conflict, "version plus récente")
		if !bytes.Equal(before, mustRead(t, path)) {
			t.Error("the file was touched")
		}
	})
	t.Run("is asked to wait while another window migrates", func(t *testing.T) {
		dir := t.TempDir()
		path := mustMigrate(t, dir, parentAndChild)
		ctx, cancel := context.WithCancel(background)
		cancel()
		wantFault(t, migrateWith(ctx, path, parentAndChild, clock), fault.Busy, "mise à niveau")
	})
}

func mustRead(tb testing.TB, path string) []byte {
	tb.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

func TestForeignFilesAreRefusedAndNotTouched(t *testing.T) {
	for name, script := range map[string]string{
		"of another program that marks its files": "PRAGMA application_id = 42; CREATE TABLE theirs (id INTEGER)",
		"of another program without a mark":       "CREATE TABLE theirs (id INTEGER)",
		"marked and still empty":                  "PRAGMA application_id = 42; PRAGMA user_version = 1",
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, FileName)
			raw := mustRaw(t, path)
			mustExec(t, raw, script)
			_ = raw.Close()
			wantRefused(t, dir)
		})
	}
	t.Run("that is no SQLite file", func(t *testing.T) {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, FileName), bytes.Repeat([]byte("Bonjour. "), 1000), 0o600); err != nil {
			t.Fatal(err)
		}
		wantRefused(t, dir)
	})
}

func wantRefused(t *testing.T, dir string) {
	t.Helper()
	path := filepath.Join(dir, FileName)
	before := mustRead(t, path)
	_, err := Open(background, dir, Options{Now: clock})
	wantFault(t, err, fault.Unreadable, "n'est pas un fichier de données de So bank")
	if !bytes.Equal(before, mustRead(t, path)) {
		t.Error("the file was touched")
	}
}

func TestDataFolder(t *testing.T) {
	t.Run("is made for the user alone", func(t *testing.T) {
		dir := filepath.Join(t.TempDir(), "a", "b")
		db := mustOpen(t, dir)
		for path, want := range map[string]os.FileMode{dir: 0o700, db.Path(): 0o600} {
			if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
				t.Errorf("%s: %v, %v", path, info.Mode(), err)
			}
		}
	})
	t.Run("shared by a group it keeps the group's rights", func(t *testing.T) {
		dir := t.TempDir()
		if err := os.Chmod(dir, 0o770|os.ModeSetgid); err != nil {
			t.Fatal(err)
		}
		db := mustOpen(t, dir)
		if err := db.Write(background, func(tx *Tx) error { return tx.SetSetting("a", "b") }); err != nil {
			t.Fatal(err)
		}
		if info, err := os.Stat(db.Path()); err != nil || info.Mode().Perm()&^0o020 != 0o640 && info.Mode().Perm() != 0o660 {
			t.Errorf("%v, %v", info.Mode(), err)
		}
	})
	t.Run("that cannot be made is said", func(t *testing.T) {
		file := filepath.Join(t.TempDir(), "file")
		if err := os.WriteFile(file, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := Open(background, filepath.Join(file, "data"), Options{Now: clock})
		wantFault(t, err, fault.Unreadable, "dossier de données")
	})
	t.Run("with a name that URLs would mangle works", func(t *testing.T) {
		db := mustOpen(t, filepath.Join(t.TempDir(), "Données 100% #1 ?x=1 & co"))
		if err := db.Write(background, func(tx *Tx) error { return tx.SetSetting("a", "b") }); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(db.Path()); err != nil {
			t.Error(err)
		}
	})
}

func TestTransactions(t *testing.T) {
	t.Run("a reader goes on during a write and sees what was before", func(t *testing.T) {
		db := mustOpen(t, t.TempDir())
		read := func() (value string) {
			if err := db.Read(background, func(tx *Tx) (err error) { value, err = tx.Setting("a"); return err }); err != nil {
				t.Fatal(err)
			}
			return value
		}
		if err := db.Write(background, func(tx *Tx) error { return tx.SetSetting("a", "before") }); err != nil {
			t.Fatal(err)
		}
		err := db.Write(background, func(tx *Tx) error {
			if err := tx.SetSetting("a", "after"); err != nil {
				return err
			}
			if got := read(); got != "before" {
				t.Errorf("during the write: %q", got)
			}
			return nil
		})
		if got := read(); err != nil || got != "after" {
			t.Errorf("after the write: %q, %v", got, err)
		}
	})
	t.Run("what one reader sees does not change under it", func(t *testing.T) {
		db := mustOpen(t, t.TempDir())
		err := db.Read(background, func(tx *Tx) error {
			before, err := tx.Setting("a")
			if err != nil {
				return err
			}
			if err := db.Write(background, func(w *Tx) error { return w.SetSetting("a", "new") }); err != nil {
				return err
			}
			after, err := tx.Setting("a")
			if before != "" || after != "" {
				t.Errorf("%q then %q", before, after)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
	t.Run("a reader cannot write", func(t *testing.T) {
		db := mustOpen(t, t.TempDir())
		if err := db.Read(background, func(tx *Tx) error { return tx.SetSetting("a", "b") }); err == nil {
			t.Error("it wrote")
		}
	})
	t.Run("an error takes everything back", func(t *testing.T) {
		db := mustOpen(t, t.TempDir())
		boom := errors.New("boom")
		err := db.Write(background, func(tx *Tx) error { return errors.Join(tx.SetSetting("a", "b"), boom) })
		if !errors.Is(err, boom) {
			t.Errorf("got %v", err)
		}
		wantSetting(t, db, "")
	})
	t.Run("a panic takes everything back and goes on", func(t *testing.T) {
		db := mustOpen(t, t.TempDir())
		func() {
			defer func() {
				if recover() == nil {
					t.Error("the panic is gone")
				}
			}()
			_ = db.Write(background, func(tx *Tx) error { _ = tx.SetSetting("a", "b"); panic("boom") })
		}()
		wantSetting(t, db, "")
	})
	t.Run("a context that ends inside takes everything back", func(t *testing.T) {
		db := mustOpen(t, t.TempDir())
		ctx, cancel := context.WithCancel(background)
		err := db.Write(ctx, func(tx *Tx) error { defer cancel(); return tx.SetSetting("a", "b") })
		wantFault(t, err, fault.Cancelled, "annulée")
		wantSetting(t, db, "")
	})
	t.Run("a write waits for another window, then says it is busy", func(t *testing.T) {
		dir := t.TempDir()
		first := mustOpen(t, dir)
		second, err := Open(background, dir, Options{Now: clock, Wait: time.Millisecond})
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = second.Close() }()
		err = first.Write(background, func(*Tx) error {
			wantFault(t, second.Write(background, func(tx *Tx) error { return tx.SetSetting("a", "b") }), fault.Busy, "import est en cours")
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := second.Write(background, func(tx *Tx) error { return tx.SetSetting("a", "b") }); err != nil {
			t.Error(err)
		}
	})
	t.Run("a write that waits can be cancelled", func(t *testing.T) {
		dir := t.TempDir()
		first, second := mustOpen(t, dir), mustOpen(t, dir)
		err := first.Write(background, func(*Tx) error {
			ctx, cancel := context.WithTimeout(background, time.Millisecond)
			defer cancel()
			if err := second.Write(ctx, func(*Tx) error { return nil }); !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("got %v", err)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func wantSetting(t *testing.T, db *DB, want string) {
	t.Helper()
	err := db.Read(background, func(tx *Tx) error {
		got, err := tx.Setting("a")
		if got != want {
			t.Errorf("the setting is %q, want %q", got, want)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestDiskErrorsAreSaidInFrench(t *testing.T) {
	for code, words := range map[sqlite3.ErrNo]string{
		sqlite3.ErrFull: "disque est plein", sqlite3.ErrCorrupt: "abîmé", sqlite3.ErrNotADB: "abîmé",
		sqlite3.ErrIoErr: "ne peut pas être lu ou écrit", sqlite3.ErrReadonly: "ne peut pas être lu ou écrit", sqlite3.ErrCantOpen: "ne peut pas être lu ou écrit",
	} {
		t.Run(sqlite3.Error{Code: code}.Error(), func(t *testing.T) {
			wantFault(t, translate(fmt.Errorf("sqlite: write: %w", sqlite3.Error{Code: code})), fault.Unreadable, words)
		})
	}
	t.Run("others stay as they are", func(t *testing.T) {
		for _, err := range []error{errors.New("boom"), sqlite3.Error{Code: sqlite3.ErrConstraint}} {
			if got := translate(err); got.Error() != err.Error() {
				t.Errorf("%v became %v", err, got)
			}
		}
	})
	t.Run("a full disk stores nothing", func(t *testing.T) {
		db := mustOpen(t, t.TempDir())
		err := db.Write(background, func(tx *Tx) error {
			if _, err := tx.exec("PRAGMA max_page_count = 1"); err != nil { // SQLite then keeps the size it has
				return err
			}
			return tx.SetSetting("a", strings.Repeat("x", 1<<20))
		})
		wantFault(t, err, fault.Unreadable, "disque est plein")
		wantSetting(t, db, "")
	})
}

func TestJournalOnlyGrows(t *testing.T) {
	db := mustOpen(t, t.TempDir())
	raw := mustRaw(t, db.Path())
	mustExec(t, raw, "INSERT INTO journal (at, os_account, action, object) VALUES ('2026-04-02T12:00:00Z', 'me', 'import', 'file')")
	for _, query := range []string{"UPDATE journal SET action = 'other'", "DELETE FROM journal"} {
		if _, err := raw.Exec(query); err == nil {
			t.Errorf("%s was done", query)
		}
	}
	if n := mustNumber(t, raw, "SELECT count(*) FROM journal WHERE action = 'import'"); n != 1 {
		t.Errorf("%d entries", n)
	}
}
