package sqlite

import (
	"database/sql"
	"encoding/json"

	"sobank/backend/collect"
)

// Mappings lists what was saved of tables, by name.
func (tx *Tx) Mappings() (list []collect.SavedMapping, err error) {
	err = tx.each("SELECT m.id, m.name, m.columns, m.mapping, ifnull(s.name, ''), m.saved_at FROM table_mapping m LEFT JOIN staff s ON s.id = m.saved_by ORDER BY m.name",
		nil, func(rows *sql.Rows) error {
			var m collect.SavedMapping
			var columns, mapping string
			var at sql.NullString
			if err := rows.Scan(&m.ID, &m.Name, &columns, &mapping, &m.By, &at); err != nil {
				return err
			}
			m.Mapping = []byte(mapping)
			if err := json.Unmarshal([]byte(columns), &m.Columns); err != nil {
				return err
			}
			m.At, err = moment(at)
			list = append(list, m)
			return err
		})
	return list, err
}

// SaveMapping keeps a mapping, in place of the one of that name.
func (tx *Tx) SaveMapping(m collect.SavedMapping, staffID int64) (id int64, err error) {
	columns, err := json.Marshal(m.Columns)
	if err != nil {
		return 0, err
	}
	_, err = tx.exec(`INSERT INTO table_mapping (name, columns, mapping, saved_by, saved_at) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (name) DO UPDATE SET name = excluded.name, columns = excluded.columns, mapping = excluded.mapping, saved_by = excluded.saved_by, saved_at = excluded.saved_at`,
		m.Name, string(columns), string(m.Mapping), orNull(staffID), instant(m.At))
	if err != nil {
		return 0, err
	}
	_, err = tx.one("SELECT id FROM table_mapping WHERE name = ?", []any{m.Name}, &id)
	return id, err
}

// RemoveMapping forgets one.
func (tx *Tx) RemoveMapping(id int64) error {
	result, err := tx.exec("DELETE FROM table_mapping WHERE id = ?", id)
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); err != nil || n > 0 {
		return err
	}
	return notFound("Cette lecture n'existe plus.")
}
