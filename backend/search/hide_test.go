package search_test

import (
	"database/sql"
	"path/filepath"

	"sobank/backend/sqlite"
)

// hide marks a client « dossier confidentiel » of nobody.
func (b *bench) hide(client string) {
	b.t.Helper()
	db, err := sql.Open("sqlite3_sobank", filepath.Join(b.DataDir, sqlite.FileName))
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if _, err := db.Exec("UPDATE client SET confidential = 1 WHERE name = ?", client); err != nil {
		b.t.Fatal(err)
	}
}
