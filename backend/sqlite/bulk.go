package sqlite

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"strings"

	sqlite3 "github.com/mattn/go-sqlite3"
)

// bulk gathers rows of an import and writes many with one statement. The driver binds and
// steps an INSERT given through Query in one crossing to C, which is why it is used here
// for what returns no rows.
type bulk struct {
	tx         *Tx
	statements *rowBuffer
	sightings  *rowBuffer
	operations *rowBuffer
	nextID     struct{ statement, operation int64 }
	inserted   int
	calendar
}

// Rows written by one INSERT, and rows gathered before statements are written.
const (
	statementChunk = 64
	operationChunk = 200
	gathered       = 8000
)

func (tx *Tx) bulkInserts() (*bulk, error) {
	if tx.bulk != nil {
		return tx.bulk, nil
	}
	b := &bulk{tx: tx, calendar: calendar{},
		statements: newRowBuffer("INSERT INTO statement ("+statementInsert+") VALUES ", 25, statementChunk),
		sightings:  newRowBuffer("INSERT INTO sighting (file_id, position, statement_id, line, raw) VALUES ", 5, statementChunk),
		operations: newRowBuffer("INSERT INTO operation ("+operationInsert+") VALUES ", operationColumns, operationChunk),
	}
	if _, err := tx.exec("PRAGMA cache_size = -131072"); err != nil { // 128 MiB: what is written again and again stays at hand
		return nil, err
	}
	if _, err := tx.one("SELECT ifnull(max(id), 0) + 1 FROM statement", nil, &b.nextID.statement); err != nil {
		return nil, err
	}
	if _, err := tx.one("SELECT ifnull(max(id), 0) + 1 FROM operation", nil, &b.nextID.operation); err != nil {
		return nil, err
	}
	tx.bulk = b
	return b, nil
}

// closeBulk frees the prepared statements at the end of the transaction.
func (tx *Tx) closeBulk() error {
	if tx.bulk == nil {
		return nil
	}
	return errors.Join(tx.bulk.statements.close(), tx.bulk.sightings.close(), tx.bulk.operations.close())
}

// Flush writes all that is gathered.
func (tx *Tx) Flush() error {
	if tx.bulk == nil {
		return nil
	}
	return tx.bulk.flush(true)
}

// flush writes statements, then their sightings, then operations: each refers to the one
// before. Unless all is asked for, the last operations wait for a full chunk.
func (b *bulk) flush(all bool) error {
	if err := b.tx.ctx.Err(); err != nil {
		return err
	}
	return b.tx.conn.Raw(func(dc any) error {
		conn, ok := dc.(*sqlite3.SQLiteConn)
		if !ok {
			return fmt.Errorf("sqlite: bulk insert over %T", dc)
		}
		for _, buffer := range []*rowBuffer{b.statements, b.sightings} {
			if err := buffer.write(conn, true); err != nil {
				return err
			}
		}
		return b.operations.write(conn, all)
	})
}

func (b *bulk) full() bool {
	return b.operations.rows() >= gathered || b.statements.rows() >= gathered
}

// rowBuffer gathers rows of one INSERT.
type rowBuffer struct {
	insert  string
	columns int
	chunk   int
	values  []driver.Value
	args    []driver.NamedValue
	many    driver.Stmt
	single  driver.Stmt
}

func newRowBuffer(insert string, columns, chunk int) *rowBuffer {
	r := &rowBuffer{insert: insert, columns: columns, chunk: chunk, args: make([]driver.NamedValue, columns*chunk)}
	for i := range r.args {
		r.args[i].Ordinal = i + 1
	}
	return r
}

func (r *rowBuffer) rows() int { return len(r.values) / r.columns }

func (r *rowBuffer) add(row ...driver.Value) { r.values = append(r.values, row...) }

// write writes full chunks, and the rest row by row when all is asked for.
func (r *rowBuffer) write(conn *sqlite3.SQLiteConn, all bool) (err error) {
	done := 0
	for ; r.rows()-done >= r.chunk; done += r.chunk {
		if err := r.run(conn, &r.many, r.chunk, done); err != nil {
			return err
		}
	}
	for ; all && done < r.rows(); done++ {
		if err := r.run(conn, &r.single, 1, done); err != nil {
			return err
		}
	}
	kept := copy(r.values, r.values[done*r.columns:])
	clear(r.values[kept:])
	r.values = r.values[:kept]
	return nil
}

func (r *rowBuffer) run(conn *sqlite3.SQLiteConn, stmt *driver.Stmt, n, from int) error {
	if *stmt == nil {
		row := "(" + marks(r.columns) + ")"
		prepared, err := conn.Prepare(r.insert + row + strings.Repeat(", "+row, n-1))
		if err != nil {
			return fmt.Errorf("sqlite: prepare %s: %w", head(r.insert), err)
		}
		*stmt = prepared
	}
	args := r.args[:n*r.columns]
	for i := range args {
		args[i].Value = r.values[from*r.columns+i]
	}
	rows, err := (*stmt).(driver.StmtQueryContext).QueryContext(context.Background(), args)
	if err != nil {
		return fmt.Errorf("sqlite: %s: %w", head(r.insert), err)
	}
	return rows.Close()
}

func (r *rowBuffer) close() (err error) {
	for _, stmt := range []driver.Stmt{r.many, r.single} {
		if stmt != nil {
			err = errors.Join(err, stmt.Close())
		}
	}
	return err
}
