package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	sqlite3 "github.com/mattn/go-sqlite3"

	"sobank/backend/civil"
	"sobank/backend/fault"
	"sobank/backend/journal"
)

// Tx is one transaction. It lives as long as the call that made it, and so holds its
// context. Its methods are one aggregate a file.
type Tx struct {
	ctx  context.Context
	conn *sql.Conn
	now  func() time.Time
	bulk *bulk // inserts that wait to be written together
	pair *pair // for long questions; nil while it writes
}

func (tx *Tx) exec(query string, args ...any) (sql.Result, error) {
	result, err := tx.conn.ExecContext(tx.ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("sqlite: %s: %w", head(query), err)
	}
	return result, nil
}

// insert runs an INSERT and returns the new id.
func (tx *Tx) insert(query string, args ...any) (int64, error) {
	result, err := tx.exec(query, args...)
	if err != nil {
		return 0, err
	}
	return result.LastInsertId()
}

// each runs a query and calls scan for every row.
func (tx *Tx) each(query string, args []any, scan func(*sql.Rows) error) (err error) {
	rows, err := tx.conn.QueryContext(tx.ctx, query, args...)
	if err != nil {
		return fmt.Errorf("sqlite: %s: %w", head(query), err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return fmt.Errorf("sqlite: %s: %w", head(query), err)
		}
	}
	return rows.Err()
}

// one runs a query for a single row; found is false when there is none.
func (tx *Tx) one(query string, args []any, into ...any) (found bool, err error) {
	err = tx.conn.QueryRowContext(tx.ctx, query, args...).Scan(into...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("sqlite: %s: %w", head(query), err)
	}
	return true, nil
}

func (tx *Tx) rollback() {
	// The context may be what ended the transaction; the rollback must run all the same.
	_, _ = tx.conn.ExecContext(context.WithoutCancel(tx.ctx), "ROLLBACK")
}

// head is the first words of a query, for errors.
func head(query string) string {
	words := strings.Fields(query)
	return strings.Join(words[:min(4, len(words))], " ")
}

func (tx *Tx) instant() string { return instant(tx.now()) }

func instant(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// isUnique reports whether err is a broken UNIQUE constraint.
func isUnique(err error) bool {
	e, ok := errors.AsType[sqlite3.Error](err)
	return ok && e.ExtendedCode == sqlite3.ErrConstraintUnique
}

func isForeignKey(err error) bool {
	e, ok := errors.AsType[sqlite3.Error](err)
	return ok && e.ExtendedCode == sqlite3.ErrConstraintForeignKey
}

// orNull stores 0, "" and no date as NULL.
func orNull[T comparable](v T) any {
	var zero T
	if v == zero {
		return nil
	}
	if d, ok := any(v).(civil.Date); ok {
		return d.String()
	}
	return v
}

// day reads a date column that may be NULL.
func day(s sql.NullString) (civil.Date, error) {
	if !s.Valid || s.String == "" {
		return 0, nil
	}
	return civil.Parse(s.String)
}

func pointer(n sql.NullInt64) *int64 {
	if !n.Valid {
		return nil
	}
	return &n.Int64
}

func nullable(p *int64) any {
	if p == nil {
		return nil
	}
	return *p
}

// Record adds an entry to the journal.
func (tx *Tx) Record(e journal.Entry) error {
	facts, err := json.Marshal(e.Facts)
	if err != nil || e.Facts == nil {
		facts = []byte("{}")
	}
	_, err = tx.exec(`INSERT INTO journal (at, staff_id, os_account, action, firm_id, object, object_id, facts)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, tx.instant(), orNull(e.Actor.StaffID), e.Actor.OSAccount, e.Action,
		orNull(e.FirmID), e.Object, orNull(e.ObjectID), string(facts))
	return err
}

// Setting reads a setting, "" when absent.
func (tx *Tx) Setting(name string) (string, error) {
	var value string
	_, err := tx.one("SELECT value FROM setting WHERE name = ?", []any{name}, &value)
	return value, err
}

// SetSetting writes a setting.
func (tx *Tx) SetSetting(name, value string) error {
	_, err := tx.exec(`INSERT INTO setting (name, value) VALUES (?, ?)
		ON CONFLICT (name) DO UPDATE SET value = excluded.value`, name, value)
	return err
}

func notFound(message string) error { return fault.New(fault.NotFound, message) }
