package sqlite

// arrived are the states of a delivery whose statement the partner has.
const arrived = "('integrated', 'already_integrated', 'deposited')"

// departures checks that what left says where, that it left to one place only, and that
// what waits has its delivery.
func (v *verification) departures() error {
	for _, check := range []struct{ sentence, query string }{
		{"Le relevé %d est dit téléchargé mais n'est dans aucun téléchargement.", `SELECT s.id FROM statement s WHERE s.place = 'downloaded'
			AND NOT EXISTS (SELECT 1 FROM shipment_statement x JOIN download d ON d.shipment_id = x.shipment_id WHERE x.statement_id = s.id)`},
		{"Le relevé %d a été téléchargé mais n'est pas à cette place.", `SELECT DISTINCT x.statement_id FROM shipment_statement x
			JOIN download d ON d.shipment_id = x.shipment_id JOIN statement s ON s.id = x.statement_id WHERE s.place <> 'downloaded'`},
		{"Le relevé %d est dit envoyé mais aucun envoi n'est arrivé.", `SELECT s.id FROM statement s WHERE s.place = 'sent'
			AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.statement_id = s.id AND d.state IN ` + arrived + `)`},
		{"Le relevé %d est arrivé chez le partenaire mais n'est pas à cette place.", `SELECT DISTINCT d.statement_id FROM delivery d
			JOIN statement s ON s.id = d.statement_id WHERE d.state IN ` + arrived + ` AND s.place <> 'sent'`},
		{"Le relevé %d a plus d'un envoi.", `SELECT statement_id FROM delivery WHERE state <> 'cancelled' GROUP BY statement_id HAVING count(*) > 1`},
		{"Le relevé %d est à envoyer mais n'a pas d'envoi.", `SELECT s.id FROM statement s JOIN account a ON a.id = s.account_id WHERE s.place = 'to_send'
			AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.statement_id = s.id AND d.state <> 'cancelled'
				AND (d.connector_id = a.connector_id OR ` + pinned + `))`},
		{"Le relevé %d a un envoi en attente sans être à envoyer.", `SELECT DISTINCT d.statement_id FROM delivery d
			JOIN statement s ON s.id = d.statement_id WHERE d.state IN ('to_send', 'in_flight', 'to_check', 'refused', 'to_retry') AND s.place <> 'to_send'`},
		{"L'envoi %d est parti sans que ses octets aient été gardés.", `SELECT id FROM delivery
			WHERE state NOT IN ('to_send', 'to_retry', 'refused', 'cancelled') AND shipment_id IS NULL`},
	} {
		if err := v.each(check.sentence, check.query); err != nil {
			return err
		}
	}
	return nil
}
