package download_test

import (
	"database/sql"
	"path/filepath"

	"sobank/backend/sqlite"
)

// hide marks a client « dossier confidentiel » of a responsable, 0 for none, whoever that is.
func (b *bench) hide(client string, responsable int64) {
	b.write("UPDATE client SET confidential = 1, responsable_id = nullif(?, 0) WHERE name = ?", responsable, client)
}

// rename gives a client another name.
func (b *bench) rename(client, name string) {
	b.write("UPDATE client SET name = ? WHERE name = ?", name, client)
}

func (b *bench) write(query string, args ...any) {
	b.t.Helper()
	db, err := sql.Open("sqlite3_sobank", filepath.Join(b.DataDir, sqlite.FileName))
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if _, err := db.Exec(query, args...); err != nil {
		b.t.Fatal(err)
	}
}
