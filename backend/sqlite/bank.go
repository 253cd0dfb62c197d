package sqlite

import (
	"sobank/backend/deliver"
	"sobank/backend/iban"
	"sobank/backend/rights"
)

var _ deliver.BankingTx = (*Tx)(nil)

// Collected reads an account of a client with its firm and connector.
func (tx *Tx) Collected(s rights.Standing, accountID int64) (c deliver.Collected, err error) {
	var f filter
	f.add("a.id = ? AND a.client_id IS NOT NULL", accountID)
	visibleClient(&f, s, "a.firm_id")
	var number string
	found, err := tx.one(`SELECT a.id, ifnull(a.iban, ''), a.partner_folder, c.name, c.siret, c.reference, a.firm_id, ifnull(a.connector_id, 0)
		FROM account a JOIN client c ON c.id = a.client_id`+f.where(), f.args, &c.ID, &number, &c.PartnerFolder, &c.ClientName, &c.SIRET, &c.Reference, &c.FirmID, &c.ConnectorID)
	if err == nil && !found {
		err = notFound("Cet IBAN n'existe pas, ou vous n'y avez pas accès.")
	}
	c.IBAN = iban.IBAN(number)
	return c, err
}
