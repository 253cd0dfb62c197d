package sqlite

import (
	"context"
	"testing"
)

// TestTheNextToLeaveIsTheSameFoundFast makes queues at random and compares the two ways to find
// the next delivery: the fast one says nothing, or the same.
func TestTheNextToLeaveIsTheSameFoundFast(t *testing.T) {
	db := mustOpen(t, t.TempDir())
	run := func(work func(tx *Tx) error) {
		t.Helper()
		if err := db.Write(context.Background(), work); err != nil {
			t.Fatal(err)
		}
	}
	exec := func(tx *Tx, queries ...string) error {
		for _, q := range queries {
			if _, err := tx.exec(q); err != nil {
				return err
			}
		}
		return nil
	}
	run(func(tx *Tx) error {
		return exec(tx, "INSERT INTO firm (id, guid, name, created_at) VALUES (1, 'g', 'Cabinet', '')",
			"INSERT INTO client (id, firm_id, name, name_folded, created_at) VALUES (1, 1, 'Client', 'client', '')",
			"INSERT INTO connector (id, firm_id, partner, name, settings, created_at) VALUES (1, 1, 'fulll', 'Fulll', '{}', ''), (2, 1, 'fizen', 'Fizen', '{}', '')",
			`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12) INSERT INTO account (id, key, firm_id, client_id, created_at)
				SELECT i, 'k' || i, 1, 1, '' FROM n`)
	})
	fast := 0
	for range 60 {
		run(func(tx *Tx) error {
			return exec(tx, "DELETE FROM delivery", "DELETE FROM statement",
				`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 8) INSERT INTO statement (account_id, format, currency, decimals, start_on, end_on,
					credits, debits, operations, own, unreadable, handed_over, state, place, reason, received_at)
					SELECT a.id, 'cfonb120', 'EUR', 2, '2026-01-01', date('2026-01-01', '+' || (abs(random()) % 9) || ' days'), 0, 0, 1, 1, 0, 0, 'conforming',
						CASE abs(random()) % 4 WHEN 0 THEN 'sent' ELSE 'to_send' END, '', '' FROM n, account a`,
				`INSERT INTO delivery (statement_id, connector_id, state, tries, next_try_at, created_at, updated_at)
					SELECT id, 1 + (abs(random()) % 3 = 0), CASE WHEN place = 'sent' THEN 'deposited' ELSE 'to_send' END, 0, NULL, '', '2026-04-02T11:00:00Z' FROM statement`,
				`UPDATE delivery SET state = 'to_retry', tries = 2, next_try_at = CASE abs(random()) % 2 WHEN 0 THEN '2026-04-02T11:30:00Z' ELSE '2026-04-02T12:30:00Z' END
					WHERE state = 'to_send' AND abs(random()) % 3 = 0`)
		})
		run(func(tx *Tx) error {
			var quick, sure int64
			quickly, err := tx.one(firstUntried, []any{int64(1)}, &quick)
			if err != nil {
				return err
			}
			surely, err := tx.one(firstHead, []any{int64(1), tx.instant(), tx.horizon()}, &sure)
			if quickly {
				fast++
				if !surely || quick != sure {
					t.Errorf("found %d fast, %d surely", quick, sure)
				}
			}
			return err
		})
	}
	if fast < 30 {
		t.Errorf("the fast way found only %d", fast)
	}
}
