package sqlite

import (
	"database/sql"
	"encoding/json"

	"sobank/backend/rights"
	"sobank/backend/statement"
)

// currentMark is a statement's mark as it counts now: what was seen in another state is unseen.
const currentMark = "iif(v.mark = 'seen' AND v.state <> s.state, '', ifnull(v.mark, ''))"

// MarkStatements marks those of the statements that the standing may see, and gives those that changed.
func (tx *Tx) MarkStatements(s rights.Standing, ids []int64, mark statement.Mark) (changed []statement.Marked, err error) {
	chosen, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	f := &filter{}
	f.add("s.id IN (SELECT value FROM json_each(?))", string(chosen))
	seeStatements(f, s)
	f.add(currentMark+" <> ?", string(mark))
	err = tx.each("SELECT s.id, ifnull(a.firm_id, 0)"+statementFrom+f.where(), f.args, func(rows *sql.Rows) error {
		var m statement.Marked
		err := rows.Scan(&m.ID, &m.FirmID)
		changed = append(changed, m)
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, m := range changed {
		_, err := tx.exec(`INSERT INTO statement_review (statement_id, mark, state, staff_id, at) SELECT id, ?2, state, ?3, ?4 FROM statement WHERE id = ?1
			ON CONFLICT (statement_id) DO UPDATE SET mark = excluded.mark, state = excluded.state, staff_id = excluded.staff_id, at = excluded.at`,
			m.ID, string(mark), orNull(s.Actor.StaffID), tx.instant())
		if err != nil {
			return nil, err
		}
	}
	return changed, nil
}

// NoteStatement keeps a note on a statement.
func (tx *Tx) NoteStatement(id int64, note string, staffID int64) error {
	_, err := tx.exec(`INSERT INTO statement_review (statement_id, note, staff_id, at) VALUES (?, ?, ?, ?)
		ON CONFLICT (statement_id) DO UPDATE SET note = excluded.note, staff_id = excluded.staff_id, at = excluded.at`, id, note, orNull(staffID), tx.instant())
	return err
}

// NoteOperation keeps a note on the operation at a position of a statement, whichever statement owns it.
func (tx *Tx) NoteOperation(id int64, position int, note string, staffID int64) error {
	var operation int64
	found, err := tx.one(`SELECT id FROM operation WHERE statement_id = ?1 AND position = ?2
		UNION ALL SELECT operation_id FROM echo WHERE statement_id = ?1 AND position = ?2`, []any{id, position}, &operation)
	if err != nil {
		return err
	}
	if !found {
		return notFound("Cette opération n'existe pas.")
	}
	if note == "" {
		_, err = tx.exec("DELETE FROM operation_note WHERE operation_id = ?", operation)
		return err
	}
	_, err = tx.exec(`INSERT INTO operation_note (operation_id, note, staff_id, at) VALUES (?, ?, ?, ?)
		ON CONFLICT (operation_id) DO UPDATE SET note = excluded.note, staff_id = excluded.staff_id, at = excluded.at`, operation, note, orNull(staffID), tx.instant())
	return err
}
