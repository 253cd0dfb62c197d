package sqlite

import (
	"sobank/backend/provision"
	"sobank/backend/statement"
)

var _ provision.Tx = (*Tx)(nil)

// ClientLike finds a firm's client by SIRET, else by name; 0 when there is none.
func (tx *Tx) ClientLike(firmID int64, siret, name string) (id int64, err error) {
	if siret != "" {
		_, err = tx.one("SELECT id FROM client WHERE firm_id = ? AND siret = ? ORDER BY id LIMIT 1", []any{firmID, siret}, &id)
		return id, err
	}
	_, err = tx.one("SELECT id FROM client WHERE firm_id = ? AND name_folded = ? AND siret = '' ORDER BY id LIMIT 1",
		[]any{firmID, statement.Fold(name)}, &id)
	return id, err
}
