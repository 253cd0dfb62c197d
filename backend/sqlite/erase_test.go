package sqlite_test

import (
	"database/sql"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sobank/backend/sqlite"
	"sobank/backend/wiring/wiringtest"
)

// What erasing a client does to a table.
type fate int

const (
	goes    fate = iota // its rows about the client are deleted
	cleaned             // its rows stay, without what the client is known by
	kept                // it holds numbers and counts, and stays
	foreign             // it holds nothing about a client
)

// fates says it of every table. A new one is put here once erase.go deals with it.
var fates = map[string]fate{
	"client": goes, "account": goes, "account_alias": goes, "mandate": goes, "mandate_step": goes, "mandate_reminder": goes,
	"document": goes, "document_account": goes,
	"statement": goes, "sighting": goes, "operation": goes, "echo": goes, "conflict": goes, "statement_review": goes, "operation_note": goes,
	"advice": goes, "operation_day": goes, "operation_word": goes, "operation_term": goes, "saved_search": goes, "registry_answer": goes,
	"delivery": goes, "delivery_attempt": goes, "shipment_statement": goes, "download_file": goes,

	"file":          cleaned, // of a bank's file of several: its bytes between, its name
	"file_warning":  cleaned,
	"shipment":      cleaned, // an archive's manifest, its name
	"source_file":   cleaned,
	"connector":     cleaned, // what it complained of
	"table_mapping": cleaned,

	"journal":  kept,
	"download": kept, // it can no longer be made again
	"erasure":  kept,

	"setting": foreign, "firm": foreign, "staff": foreign, "staff_firm": foreign, "session": foreign, "connector_credential": foreign,
	"registry_account": foreign, "schedule": foreign, "schedule_run": foreign, "notice": foreign, "notice_muted": foreign,
	"source_look": foreign, "search_mark": foreign, "goose_db_version": foreign, "sqlite_sequence": foreign,
}

// TestErasingKnowsEveryTable: a table that nobody thought of would keep an erased client.
func TestErasingKnowsEveryTable(t *testing.T) {
	b := wiringtest.MustOpen(t, t.TempDir())
	db, err := sql.Open("sqlite3_sobank", filepath.Join(b.DataDir, sqlite.FileName))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	tables := mustStrings(t, db, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'operation\\_word\\_%' ESCAPE '\\'")
	for _, table := range tables {
		if _, classed := fates[table]; !classed {
			t.Errorf("%s: say here what erasing a client does to it, and have erase.go do it", table)
		}
		for _, parent := range mustStrings(t, db, "SELECT DISTINCT \"table\" FROM pragma_foreign_key_list('"+table+"')") {
			if strings.Contains(" client account statement operation document delivery ", " "+parent+" ") && fates[table] != goes && table != "file_warning" {
				t.Errorf("%s refers to %s: its rows go with it", table, parent)
			}
		}
	}
	for table := range fates {
		if !slices.Contains(tables, table) {
			t.Errorf("%s is no table any more", table)
		}
	}
}

func mustStrings(t *testing.T, db *sql.DB, query string) (list []string) {
	t.Helper()
	rows, err := db.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		list = append(list, s)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return list
}
