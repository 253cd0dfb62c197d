package sqlite

import (
	"database/sql"

	"sobank/backend/fault"
	"sobank/backend/firm"
)

var _ firm.Tx = (*Tx)(nil)

const firmColumns = `id, guid, client_number, name, address, postcode, city, phone, director_name,
	director_quality, legal_form, siret, production_software, hold_interruptions, mandatary_name, mandatary_address`

func firmFields(c *firm.Card) []any {
	return []any{&c.ID, &c.GUID, &c.ClientNumber, &c.Name, &c.Address, &c.Postcode, &c.City, &c.Phone, &c.DirectorName,
		&c.DirectorQuality, &c.LegalForm, &c.SIRET, &c.ProductionSoftware, &c.HoldInterruptions, &c.MandataryName, &c.MandataryAddress}
}

// Firms lists the cards of the given firms, of all when ids is nil, by name.
func (tx *Tx) Firms(ids []int64) (cards []firm.Card, err error) {
	var f filter
	if ids != nil {
		f.add("id IN ("+marks(len(ids))+")", list(ids)...)
	}
	err = tx.each("SELECT "+firmColumns+" FROM firm"+f.where()+" ORDER BY name", f.args, func(rows *sql.Rows) error {
		var c firm.Card
		err := rows.Scan(firmFields(&c)...)
		cards = append(cards, c)
		return err
	})
	return cards, err
}

// Firm reads one card.
func (tx *Tx) Firm(id int64) (firm.Card, error) {
	return tx.firmWhere("id = ?", id)
}

// FirmNamed finds a firm by its name, whatever the case.
func (tx *Tx) FirmNamed(name string) (firm.Card, error) {
	return tx.firmWhere("name = ?", name)
}

func (tx *Tx) firmWhere(condition string, arg any) (c firm.Card, err error) {
	found, err := tx.one("SELECT "+firmColumns+" FROM firm WHERE "+condition, []any{arg}, firmFields(&c)...)
	if err == nil && !found {
		err = notFound("Ce cabinet n'existe pas.")
	}
	return c, err
}

// InsertFirm adds a card and returns its id.
func (tx *Tx) InsertFirm(c firm.Card) (int64, error) {
	id, err := tx.insert(`INSERT INTO firm (guid, client_number, name, address, postcode, city, phone, director_name,
		director_quality, legal_form, siret, production_software, hold_interruptions, mandatary_name, mandatary_address, created_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, append(firmValues(c), tx.instant())...)
	return id, firmTaken(err, c)
}

// UpdateFirm changes a card.
func (tx *Tx) UpdateFirm(c firm.Card) error {
	_, err := tx.exec(`UPDATE firm SET guid = ?, client_number = ?, name = ?, address = ?, postcode = ?, city = ?, phone = ?,
		director_name = ?, director_quality = ?, legal_form = ?, siret = ?, production_software = ?, hold_interruptions = ?,
		mandatary_name = ?, mandatary_address = ?
		WHERE id = ?`, append(firmValues(c), c.ID)...)
	return firmTaken(err, c)
}

func firmValues(c firm.Card) []any {
	return []any{c.GUID, c.ClientNumber, c.Name, c.Address, c.Postcode, c.City, c.Phone, c.DirectorName,
		c.DirectorQuality, c.LegalForm, c.SIRET, c.ProductionSoftware, c.HoldInterruptions, c.MandataryName, c.MandataryAddress}
}

func firmTaken(err error, c firm.Card) error {
	if isUnique(err) {
		return fault.Newf(fault.Conflict, "Un cabinet nommé « %s » existe déjà.", c.Name).WithField("name").WithCause(err)
	}
	return err
}

// SettleFirm derives again the places of all statements of a firm.
func (tx *Tx) SettleFirm(firmID int64) error {
	return tx.settleWhere("firm_id = ?", firmID)
}
