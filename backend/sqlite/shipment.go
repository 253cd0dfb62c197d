package sqlite

import (
	"database/sql"
	"slices"

	"sobank/backend/deliver"
	"sobank/backend/frame"
	"sobank/backend/statement"
)

// Sharing lists the deliveries whose fate is one: those of a shipment that may have arrived, or
// that somebody is to look for.
func (tx *Tx) Sharing(deliveryID int64) ([]int64, error) {
	ids, err := tx.ids(`SELECT o.id FROM delivery d JOIN delivery o ON o.shipment_id = d.shipment_id AND (o.doubt > 0 OR o.state = 'to_check')
		JOIN shipment_statement x ON x.shipment_id = o.shipment_id AND x.statement_id = o.statement_id
		WHERE d.id = ? AND (d.doubt > 0 OR d.state = 'to_check') ORDER BY x.position`, deliveryID)
	if err == nil && !slices.Contains(ids, deliveryID) {
		ids = []int64{deliveryID}
	}
	return ids, err
}

// ids reads a column of identifiers.
func (tx *Tx) ids(query string, args ...any) (ids []int64, err error) {
	err = tx.each(query, args, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		ids = append(ids, id)
		return err
	})
	return ids, err
}

// FrozenAs reads what a shipment is called, and its statements.
func (tx *Tx) FrozenAs(shipmentID int64) (name string, statements []int64, err error) {
	if _, err = tx.one("SELECT name FROM shipment WHERE id = ?", []any{shipmentID}, &name); err != nil {
		return "", nil, err
	}
	statements, err = tx.ids("SELECT statement_id FROM shipment_statement WHERE shipment_id = ? ORDER BY position", shipmentID)
	return name, statements, err
}

// Shipment reads what was frozen, with its bytes.
func (tx *Tx) Shipment(id int64) (s deliver.Shipment, err error) {
	found, err := tx.one("SELECT id, name, sha256, size, form, folder, manifest FROM shipment WHERE id = ?", []any{id},
		&s.ID, &s.Name, &s.SHA256, &s.Size, &s.Form, &s.Folder, &s.Manifest)
	if err != nil {
		return s, err
	}
	if !found {
		return s, notFound("Les octets de cet envoi ne sont plus là.")
	}
	var packed [][]byte
	err = tx.each(`SELECT x.statement_id, x.slice_sha256, x.name, s.end_on, x.bytes FROM shipment_statement x JOIN statement s ON s.id = x.statement_id
		WHERE x.shipment_id = ? ORDER BY x.position`, []any{id}, func(rows *sql.Rows) error {
		var p deliver.Part
		var end sql.NullString
		var bytes []byte
		if err := rows.Scan(&p.StatementID, &p.SliceSHA256, &p.Name, &end, &bytes); err != nil {
			return err
		}
		p.End, err = day(end)
		s.Parts, packed = append(s.Parts, p), append(packed, bytes)
		return err
	})
	for i := range s.Parts {
		if err != nil {
			break
		}
		if p := &s.Parts[i]; packed[i] != nil {
			p.Leaves, err = frame.Unpack(packed[i])
			p.Bytes = p.Leaves
		} else {
			p.Leaves, err = tx.Slice(p.StatementID)
		}
	}
	return s, err
}

// ShipmentOperations counts the operations that a shipment's statements bring.
func (tx *Tx) ShipmentOperations(id int64) (n int, err error) {
	_, err = tx.one("SELECT ifnull(sum(s.own), 0) FROM shipment_statement x JOIN statement s ON s.id = x.statement_id WHERE x.shipment_id = ?", []any{id}, &n)
	return n, err
}

// FreezeShipment keeps what leaves for deliveries. What is frozen already as the same bytes under
// the same name stays; what was frozen of them otherwise is dropped: it surely never arrived.
func (tx *Tx) FreezeShipment(deliveries []int64, s deliver.Shipment) (int64, error) {
	var before []int64
	for _, id := range deliveries {
		var shipment int64
		if _, err := tx.one("SELECT ifnull(shipment_id, 0) FROM delivery WHERE id = ?", []any{id}, &shipment); err != nil {
			return 0, err
		}
		before = append(before, shipment)
	}
	before = slices.Compact(before)
	if same, err := tx.frozenAlike(before, len(deliveries), s); err != nil || same {
		return before[0], err
	}
	pieces := make([]statement.Piece, len(s.Parts))
	for i, p := range s.Parts {
		pieces[i] = p.Piece
	}
	id, err := tx.Freeze(s.Name, s.SHA256, s.Size, pieces)
	if err != nil {
		return 0, err
	}
	if err := tx.dress(id, s); err != nil {
		return 0, err
	}
	for _, delivery := range deliveries {
		if _, err := tx.exec("UPDATE delivery SET shipment_id = ? WHERE id = ?", id, delivery); err != nil {
			return 0, err
		}
	}
	return id, tx.dropUnused(before)
}

// frozenAlike reports whether one shipment of that many deliveries holds the same already.
func (tx *Tx) frozenAlike(before []int64, deliveries int, s deliver.Shipment) (same bool, err error) {
	if len(before) != 1 || before[0] == 0 {
		return false, nil
	}
	_, err = tx.one(`SELECT sha256 = ? AND name = ? AND folder = ? AND (SELECT count(*) FROM delivery d WHERE d.shipment_id = h.id) = ? FROM shipment h WHERE id = ?`,
		[]any{s.SHA256, s.Name, s.Folder, deliveries, before[0]}, &same)
	return same, err
}

// dress keeps what an archive has beside its pieces.
func (tx *Tx) dress(id int64, s deliver.Shipment) error {
	if _, err := tx.exec("UPDATE shipment SET form = ?, folder = ?, manifest = ? WHERE id = ?", string(s.Form), s.Folder, s.Manifest, id); err != nil {
		return err
	}
	for i, p := range s.Parts {
		if s.Form == deliver.Plain {
			break
		}
		if _, err := tx.exec("UPDATE shipment_statement SET name = ? WHERE shipment_id = ? AND position = ?", p.Name, id, i); err != nil {
			return err
		}
	}
	return nil
}

// dropUnused drops the shipments that no delivery has.
func (tx *Tx) dropUnused(shipments []int64) error {
	for _, id := range shipments {
		var used bool
		if _, err := tx.one("SELECT EXISTS (SELECT 1 FROM delivery WHERE shipment_id = ?)", []any{id}, &used); err != nil {
			return err
		}
		if id == 0 || used {
			continue
		}
		if err := tx.dropShipment(id); err != nil {
			return err
		}
	}
	return nil
}

func (tx *Tx) dropShipment(id int64) error {
	if _, err := tx.exec("DELETE FROM shipment_statement WHERE shipment_id = ?", id); err != nil {
		return err
	}
	_, err := tx.exec("DELETE FROM shipment WHERE id = ?", id)
	return err
}
