package sqlite

import (
	"strings"
	"testing"

	"sobank/backend/journal"
)

// TestNothingRewritesTheJournal tries every way that SQL has, the foreign keys' own included.
func TestNothingRewritesTheJournal(t *testing.T) {
	db := mustOpen(t, t.TempDir())
	raw := mustRaw(t, db.Path())
	mustExec(t, raw, "INSERT INTO journal (id, at, os_account, action, object) VALUES (1, '2026-04-02T12:00:00Z', 'moi', 'import', 'file')")
	for name, query := range map[string]string{
		"update":            "UPDATE journal SET at = '2020-01-01T00:00:00Z'",
		"delete":            "DELETE FROM journal WHERE id = 1",
		"replace":           "REPLACE INTO journal (id, at, os_account, action, object) VALUES (1, '2020-01-01T00:00:00Z', 'moi', 'x', 'file')",
		"insert or replace": "INSERT OR REPLACE INTO journal (id, at, os_account, action, object) VALUES (1, '2020-01-01T00:00:00Z', 'moi', 'x', 'file')",
		"upsert": `INSERT INTO journal (id, at, os_account, action, object) VALUES (1, '2020-01-01T00:00:00Z', 'moi', 'x', 'file')
			ON CONFLICT (id) DO UPDATE SET action = excluded.action`,
		"ignoring": "INSERT OR IGNORE INTO journal (id, at, os_account, action, object) VALUES (1, '2020-01-01T00:00:00Z', 'moi', 'x', 'file')",
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := raw.Exec(query); err == nil || !strings.Contains(err.Error(), "only ever added") {
				t.Errorf("it was done, or for another reason not: %v", err)
			}
		})
	}
	if n := mustNumber(t, raw, "SELECT count(*) FROM journal WHERE at = '2026-04-02T12:00:00Z' AND action = 'import'"); n != 1 {
		t.Errorf("%d entries as they were", n)
	}
}

// BenchmarkJournal reads a page of ten years of a busy firm: 300 000 entries.
func BenchmarkJournal(b *testing.B) {
	db := mustOpen(b, b.TempDir())
	raw := mustRaw(b, db.Path())
	mustExec(b, raw, `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000)
		INSERT INTO journal (at, os_account, staff_id, action, object, object_id) SELECT '2026-04-02T12:00:00Z', 'moi', nullif(i % 12, 0),
		CASE i % 3 WHEN 0 THEN 'import' WHEN 1 THEN 'account.associate' ELSE 'session.start' END, 'account', i % 3000 FROM n`)
	for name, q := range map[string]journal.Query{
		"all": {}, "family": {Families: []journal.Family{journal.Received}}, "person": {StaffIDs: []int64{3}},
		"object": {Object: "account", ObjectID: 12}, "search": {Search: "jardins"}, "deep": {Before: 1000},
	} {
		b.Run(name, func(b *testing.B) {
			q.Limit = 200
			for b.Loop() {
				err := db.Read(background, func(tx *Tx) error {
					_, _, err := tx.Journal(q)
					return err
				})
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
