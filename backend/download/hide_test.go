package download_test

import (
	"database/sql"
	"path/filepath"

	"sobank/backend/sqlite"
)

// hide marks a client « dossier confidentiel » of a responsable, whoever that is.
func (b *bench) hide(client string, responsable int64) {
	b.t.Helper()
	db, err := sql.Open("sqlite3_sobank", filepath.Join(b.DataDir, sqlite.FileName))
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if _, err := db.Exec("UPDATE client SET confidential = 1, responsable_id = ? WHERE name = ?", responsable, client); err != nil {
		b.t.Fatal(err)
	}
}
