package sqlite

import (
	"database/sql"
	"errors"

	"sobank/backend/client"
	"sobank/backend/rights"
	"sobank/backend/statement"
)

var _ client.Tx = (*Tx)(nil)

const clientFrom = ` FROM client c JOIN firm f ON f.id = c.firm_id LEFT JOIN staff r ON r.id = c.responsable_id
	LEFT JOIN staff i ON i.id = c.stand_in_id`

const clientRow = `SELECT c.id, c.firm_id, c.name, c.siret, c.reference, ifnull(c.responsable_id, 0), c.confidential, c.address, c.postcode, c.city,
	c.email, c.signatory_name, c.signatory_quality, f.name, ifnull(r.name, ''), ifnull(c.stand_in_id, 0), ifnull(i.name, ''), c.stand_in_until,
	(SELECT count(*) FROM account a WHERE a.client_id = c.id) AS accounts` + clientFrom

func scanClient(scan func(...any) error) (r client.Row, err error) {
	var until sql.NullString
	err = scan(&r.ID, &r.FirmID, &r.Name, &r.SIRET, &r.Reference, &r.ResponsableID, &r.Confidential, &r.Address, &r.Postcode,
		&r.City, &r.Email, &r.Signatory.Name, &r.Signatory.Quality, &r.FirmName, &r.Responsable, &r.StandInID, &r.StandIn, &until, &r.Accounts)
	if err == nil {
		r.StandInUntil, err = day(until)
	}
	return r, err
}

var clientSorts = map[string]string{
	"name": "c.name_folded", "siret": "c.siret", "reference": "c.reference", "firm": "f.name", "accounts": "accounts",
	"responsable": "fold(ifnull(r.name, ''))",
}

// Clients lists a page of what the standing may see, with the count of the whole list.
func (tx *Tx) Clients(s rights.Standing, q client.Query) (found []client.Row, total int, err error) {
	var f filter
	visibleClient(&f, s, "c.firm_id")
	mine(&f, s, q.Mine)
	in(&f, "c.firm_id", q.FirmIDs)
	in(&f, "ifnull(c.responsable_id, 0)", q.ResponsableIDs)
	if q.Search != "" {
		pattern := like(statement.Fold(q.Search))
		f.add(`(c.name_folded LIKE ? ESCAPE '\' OR c.siret LIKE ? ESCAPE '\' OR lower(c.reference) LIKE ? ESCAPE '\')`,
			pattern, like(digitsOrSelf(q.Search)), pattern)
	}
	if _, err := tx.one("SELECT count(*)"+clientFrom+f.where(), f.args, &total); err != nil {
		return nil, 0, err
	}
	order, ok := clientSorts[q.Sort]
	if !ok {
		order = "c.name_folded"
	}
	offset, limit := page(q.Offset, q.Limit)
	query := clientRow + f.where() + " ORDER BY " + order + direction(q.Desc) + ", c.name_folded, c.id LIMIT ? OFFSET ?"
	err = tx.each(query, append(f.args, limit, offset), func(rows *sql.Rows) error {
		r, err := scanClient(rows.Scan)
		found = append(found, r)
		return err
	})
	return found, total, err
}

// Client reads one that the standing may see.
func (tx *Tx) Client(s rights.Standing, id int64) (r client.Row, err error) {
	var f filter
	f.add("c.id = ?", id)
	visibleClient(&f, s, "c.firm_id")
	r, err = scanClient(tx.conn.QueryRowContext(tx.ctx, clientRow+f.where(), f.args...).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		err = notFound("Ce client n'existe pas, ou vous n'y avez pas accès.")
	}
	return r, err
}

// InsertClient adds one and returns its id, which no client had before: the number of one that was
// erased stays that one's in the journal.
func (tx *Tx) InsertClient(c client.Client) (int64, error) {
	return tx.insert(`INSERT INTO client (id, name, name_folded, siret, reference, responsable_id, stand_in_id, stand_in_until, confidential, address,
		postcode, city, email, signatory_name, signatory_quality, firm_id, created_at)
		VALUES (1 + max((SELECT ifnull(max(id), 0) FROM client), (SELECT ifnull(max(client_id), 0) FROM erasure)), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		append(clientValues(c), c.FirmID, tx.instant())...)
}

// UpdateClient changes one; its firm stays.
func (tx *Tx) UpdateClient(c client.Client) error {
	_, err := tx.exec(`UPDATE client SET name = ?, name_folded = ?, siret = ?, reference = ?, responsable_id = ?, stand_in_id = ?, stand_in_until = ?,
		confidential = ?, address = ?, postcode = ?, city = ?, email = ?, signatory_name = ?, signatory_quality = ? WHERE id = ?`,
		append(clientValues(c), c.ID)...)
	return err
}

func clientValues(c client.Client) []any {
	return []any{c.Name, statement.Fold(c.Name), c.SIRET, c.Reference, orNull(c.ResponsableID), orNull(c.StandInID), orNull(c.StandInUntil),
		c.Confidential, c.Address, c.Postcode, c.City, c.Email, c.Signatory.Name, c.Signatory.Quality}
}

// digitsOrSelf keeps the digits and letters of a search, so that a SIRET or IBAN is found
// whatever its spacing.
func digitsOrSelf(s string) string {
	kept := make([]rune, 0, len(s))
	for _, r := range s {
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			kept = append(kept, r)
		}
	}
	if len(kept) == 0 {
		return s
	}
	return string(kept)
}
