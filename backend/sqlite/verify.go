package sqlite

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"fmt"

	"sobank/backend/frame"
	"sobank/backend/statement"
)

// Counts is how much the data file holds. What is aside under « Sans IBAN » counts too.
type Counts struct {
	Firms      int `json:"firms"`
	Clients    int `json:"clients"`
	Accounts   int `json:"accounts"`
	Statements int `json:"statements"`
	Operations int `json:"operations"`
	Files      int `json:"files"`
	Deliveries int `json:"deliveries"`
}

// Health is what Verify found.
type Health struct {
	OK       bool     `json:"ok"`
	Problems []string `json:"problems"` // French sentences
	Counts   Counts   `json:"counts"`
}

// maxProblems bounds the list of problems of one kind.
const maxProblems = 100

// Verify checks the whole data file: SQLite's own checks, foreign keys, every balance,
// every state, one place a statement, and each imported file byte for byte against its hash.
func (db *DB) Verify(ctx context.Context) (h Health, err error) {
	h.Problems = []string{}
	err = db.Read(ctx, func(tx *Tx) error {
		v := verification{tx: tx, health: &h}
		for _, check := range []func() error{v.sqlite, v.rows, v.balances, v.places, v.departures, v.files, v.count} {
			if err := check(); err != nil {
				return err
			}
		}
		return nil
	})
	h.OK = len(h.Problems) == 0
	return h, err
}

type verification struct {
	tx     *Tx
	health *Health
}

func (v *verification) problem(format string, args ...any) {
	v.health.Problems = append(v.health.Problems, fmt.Sprintf(format, args...))
}

// sqlite runs SQLite's own checks.
func (v *verification) sqlite() error {
	err := v.tx.each("PRAGMA integrity_check(100)", nil, func(rows *sql.Rows) error {
		var line string
		err := rows.Scan(&line)
		if line != "ok" {
			v.problem("Le fichier de données est abîmé : %s", line)
		}
		return err
	})
	if err != nil {
		return err
	}
	return v.tx.each("PRAGMA foreign_key_check", nil, func(rows *sql.Rows) error {
		var table, parent string
		var rowid, key sql.NullInt64
		err := rows.Scan(&table, &rowid, &parent, &key)
		v.problem("La ligne %d de %s renvoie à une ligne de %s qui n'existe pas.", rowid.Int64, table, parent)
		return err
	})
}

// each reports what a query finds wrong: an id, then what is said with it.
func (v *verification) each(sentence, query string) error {
	return v.tx.each(fmt.Sprintf("%s LIMIT %d", query, maxProblems), nil, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		v.problem(sentence, id)
		return err
	})
}

// shown is every operation of every statement: owned and echoed.
const shown = `SELECT statement_id, position, amount, balance_after, abs(account_id) AS account_id FROM operation
	UNION ALL SELECT e.statement_id, e.position, o.amount, o.balance_after, o.account_id FROM echo e JOIN operation o ON o.id = e.operation_id`

// rows checks what one table repeats of another.
func (v *verification) rows() error {
	err := v.each("Le relevé %d ne porte pas le nombre d'opérations qu'il montre.", `SELECT s.id FROM statement s
		LEFT JOIN (SELECT statement_id, count(*) AS n, count(DISTINCT position) AS p, sum(amount) AS total, min(account_id) AS low, max(account_id) AS high
			FROM (`+shown+`) GROUP BY statement_id) x ON x.statement_id = s.id
		WHERE s.operations <> ifnull(x.n, 0) OR s.operations <> ifnull(x.p, 0) OR s.credits + s.debits <> ifnull(x.total, 0)
			OR ifnull(x.low, s.account_id) <> s.account_id OR ifnull(x.high, s.account_id) <> s.account_id`)
	if err != nil {
		return err
	}
	err = v.each("Le relevé %d ne compte pas bien les opérations qu'il apporte.", `SELECT s.id FROM statement s
		LEFT JOIN (SELECT statement_id, count(*) AS n FROM operation WHERE account_id > 0 GROUP BY statement_id) x ON x.statement_id = s.id
		WHERE s.own <> ifnull(x.n, 0)`)
	if err != nil {
		return err
	}
	return v.each("Le relevé %d ne vient d'aucun fichier.", "SELECT s.id FROM statement s WHERE NOT EXISTS (SELECT 1 FROM sighting x WHERE x.statement_id = s.id)")
}

// balances adds up every statement that has an opening balance, operation by operation.
func (v *verification) balances() error {
	return v.each("Le relevé %d a une opération dont le solde ne suit pas la précédente.", `SELECT DISTINCT id FROM (
		SELECT s.id AS id, s.opening + sum(x.amount) OVER (PARTITION BY s.id ORDER BY x.position) AS due, x.balance_after AS has
		FROM statement s JOIN (`+shown+`) x ON x.statement_id = s.id WHERE s.opening IS NOT NULL) WHERE due IS NOT has`)
}

// places derives every state and place again and compares.
func (v *verification) places() error {
	var accounts []int64
	if err := v.tx.each("SELECT id FROM account", nil, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		accounts = append(accounts, id)
		return err
	}); err != nil {
		return err
	}
	for _, id := range accounts {
		if err := v.account(id); err != nil {
			return err
		}
	}
	return nil
}

func (v *verification) account(id int64) error {
	eligibility, _, err := v.tx.eligibility(id)
	if err != nil {
		return err
	}
	facts, stored, err := v.tx.facts(id)
	if err != nil {
		return err
	}
	for i, j := range statement.Chain(facts) {
		was := stored[facts[i].ID]
		now := was.derive(eligibility, j)
		switch {
		case now.judgement.State != was.judgement.State:
			v.problem("Le relevé %d est dit « %s » et devrait être « %s ».", facts[i].ID, was.judgement.State.French(), j.State.French())
		case now.Place != was.Place || now.Reason != was.Reason:
			v.problem("Le relevé %d est « %s » et devrait être « %s ».", facts[i].ID, was.Place.French(), now.Place.French())
		case !now.same(was):
			v.problem("Le relevé %d ne dit pas le bon solde attendu avant lui.", facts[i].ID)
		}
	}
	return nil
}

// files puts every imported file together again and compares its hash, but those of which some was erased.
func (v *verification) files() error {
	type file struct {
		id      int64
		hash    string
		name    string
		between []byte
	}
	var files []file
	err := v.tx.each("SELECT id, sha256, name, rest FROM file WHERE erased_at IS NULL", nil, func(rows *sql.Rows) error {
		var f file
		err := rows.Scan(&f.id, &f.hash, &f.name, &f.between)
		files = append(files, f)
		return err
	})
	if err != nil {
		return err
	}
	for _, f := range files {
		sum, err := v.rebuild(f.id, f.between)
		if err != nil || sum != f.hash {
			v.problem("Le fichier « %s » ne peut pas être rendu tel qu'il est arrivé.", f.name)
		}
	}
	return nil
}

// rebuild is the SHA-256 of a file put together from its statements and what lies between.
func (v *verification) rebuild(fileID int64, packed []byte) (string, error) {
	between, err := frame.Unpack(packed)
	if err != nil {
		return "", err
	}
	pieces := bytes.NewReader(between)
	hash := sha256.New()
	lead := func() error {
		n, err := binary.ReadUvarint(pieces)
		if err != nil || n > uint64(pieces.Len()) { // #nosec G115 -- a length is positive
			return fmt.Errorf("sqlite: read what lies between statements: %w", err)
		}
		piece := make([]byte, n)
		_, _ = pieces.Read(piece)
		_, _ = hash.Write(piece)
		return nil
	}
	err = v.tx.each("SELECT raw FROM sighting WHERE file_id = ? ORDER BY position", []any{fileID}, func(rows *sql.Rows) error {
		var raw sql.RawBytes
		if err := rows.Scan(&raw); err != nil {
			return err
		}
		if err := lead(); err != nil {
			return err
		}
		slice, err := frame.Unpack(raw)
		_, _ = hash.Write(slice)
		return err
	})
	if err == nil {
		err = lead()
	}
	return hex.EncodeToString(hash.Sum(nil)), err
}

func (v *verification) count() error {
	c := &v.health.Counts
	_, err := v.tx.one(`SELECT (SELECT count(*) FROM firm), (SELECT count(*) FROM client), (SELECT count(*) FROM account),
		(SELECT count(*) FROM statement), (SELECT count(*) FROM operation WHERE account_id > 0), (SELECT count(*) FROM file),
		(SELECT count(*) FROM delivery WHERE state <> 'cancelled')`, nil,
		&c.Firms, &c.Clients, &c.Accounts, &c.Statements, &c.Operations, &c.Files, &c.Deliveries)
	return err
}
