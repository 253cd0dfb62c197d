package wiring_test

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"

	"sobank/backend/civil"
	"sobank/backend/provision"
	"sobank/backend/rights"
	"sobank/backend/sqlite"
	"sobank/backend/wiring/wiringtest"
)

// What a large firm sends to one tool in a month, at the most.
const (
	manyDeliveries = 100_000
	reconciled     = 1_000 // accounts
)

// BenchmarkReconcile compares a month of a connector with what its partner says, for a
// Collaborateur: one shipment of five statements a time, of which each hundredth lacks something,
// beside as many deliveries of other months.
func BenchmarkReconcile(b *testing.B) {
	h := wiringtest.MustOpen(b, b.TempDir())
	plan, secrets := wiringtest.Delivering("http://127.0.0.1:1", reconciled)
	if _, err := h.Provision.Apply(background, h.Systeme(), plan, secrets); err != nil {
		b.Fatal(err)
	}
	firmID := h.MustFirm("Cabinet")
	admin := h.MustJoin("a@cabinet.fr", rights.Administrateur)
	folder := provision.Plan{Firms: []provision.Firm{{Name: "Cabinet", Connectors: []provision.Connector{{Name: "Fulll", Partner: "fulll", Settings: map[string]any{"folder": b.TempDir()}}}}}}
	if _, err := h.Provision.Apply(background, admin, folder, provision.Secrets{}); err != nil {
		b.Fatal(err)
	}
	direct, file := h.MustConnector("Cabinet", "MyUnisoft").ID, h.MustConnector("Cabinet", "Fulll").ID
	mustFillQueue(b, h, direct, file)
	actor := h.MustJoin("c@cabinet.fr", rights.Collaborateur, firmID)
	month := civil.Period{From: civil.MustParse("2026-03-01"), To: civil.MustParse("2026-03-31")}
	for name, id := range map[string]int64{"Answers": direct, "Files": file} {
		timed(b, name, func() (int, error) {
			r, err := h.Reconciler.Reconcile(background, actor, id, month)
			return r.Total.Statements / manyDeliveries, err
		})
	}
}

// mustFillQueue makes the statements and deliveries of two connectors.
func mustFillQueue(b *testing.B, h *wiringtest.Bench, direct, file int64) {
	b.Helper()
	db, err := sql.Open("sqlite3_sobank", filepath.Join(h.DataDir, sqlite.FileName))
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	const each = 2 * manyDeliveries // this month's, and another's
	for _, q := range []string{
		fmt.Sprintf(`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
			INSERT INTO statement (id, account_id, format, currency, decimals, start_on, end_on, credits, debits, operations, own, unreadable, handed_over, state, place, reason, received_at)
			SELECT i, (SELECT min(id) FROM account) + (i / 5) %% %d, 'cfonb120', 'EUR', 2, '2026-03-01', '2026-03-02', 0, 0, 10, 10, 0, 0, 'conforming', 'sent', '', '2026-03-02T08:00:00Z' FROM n`, each, reconciled),
		fmt.Sprintf(`WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
			INSERT INTO shipment (id, name, sha256, size, frozen_at, integrated)
			SELECT i, 'CFONB120_' || i, '', 1000, '2026-03-02T08:00:00Z', CASE WHEN i %% 100 = 0 THEN 49 ELSE 50 END FROM n`, 2*each/5),
	} {
		if _, err := db.Exec(q); err != nil {
			b.Fatal(err)
		}
	}
	for i, c := range []struct {
		id    int64
		state string
	}{{direct, "integrated"}, {file, "deposited"}} {
		_, err := db.Exec(`INSERT INTO delivery (statement_id, connector_id, shipment_id, state, created_at, updated_at, message, request_id)
			SELECT id, ?, id / 5 + ?, ?, '2026-03-02T08:00:00Z', CASE WHEN id <= ? THEN '2026-03-' || printf('%02d', 1 + id % 28) || 'T08:00:00Z' ELSE '2026-02-02T08:00:00Z' END,
			'MyUnisoft a intégré 50 opérations.', 'b1946ac9-2d27-4e0a-9b1d-7f7a1f0c55e2' FROM statement`, c.id, i*each/5, c.state, manyDeliveries)
		if err != nil {
			b.Fatal(err)
		}
	}
}
