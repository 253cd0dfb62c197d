package sqlite

import (
	"database/sql"
	"errors"
	"strings"

	"sobank/backend/account"
	"sobank/backend/client"
	"sobank/backend/iban"
	"sobank/backend/rights"
	"sobank/backend/roster"
)

var _ roster.Tx = (*Tx)(nil)

// KnownForRoster reads what a list of clients and IBANs is judged against.
func (tx *Tx) KnownForRoster(s rights.Standing) (k roster.Known, err error) {
	if k.Firms, err = tx.rosterFirms(s); err != nil {
		return k, err
	}
	if k.People, err = tx.rosterPeople(); err != nil {
		return k, err
	}
	if k.Clients, err = tx.rosterClients(s); err != nil {
		return k, err
	}
	k.Accounts, err = tx.rosterAccounts(s)
	return k, err
}

func (tx *Tx) rosterFirms(s rights.Standing) (firms []roster.KnownFirm, err error) {
	ids := append([]int64{}, s.Firms...)
	if s.AllFirms() {
		ids = nil
	}
	cards, err := tx.Firms(ids)
	if err != nil {
		return nil, err
	}
	for _, card := range cards {
		connectors, err := tx.Connectors(card.ID)
		if err != nil {
			return nil, err
		}
		firms = append(firms, roster.KnownFirm{ID: card.ID, Name: card.Name, Connectors: connectors})
	}
	return firms, nil
}

func (tx *Tx) rosterPeople() (people []roster.Person, err error) {
	err = tx.each("SELECT id, lower(email), profile FROM staff WHERE active = 1 ORDER BY id", nil, func(rows *sql.Rows) error {
		var p roster.Person
		var profile string
		err := rows.Scan(&p.ID, &p.Email, &profile)
		p.All = rights.Profile(profile) == rights.Administrateur
		people = append(people, p)
		return err
	})
	if err != nil {
		return nil, err
	}
	for i := range people {
		if people[i].Firms, err = tx.firmsOf(people[i].ID); err != nil {
			return nil, err
		}
	}
	return people, nil
}

func (tx *Tx) rosterClients(s rights.Standing) (clients []client.Client, err error) {
	var f filter
	visibleClient(&f, s, "c.firm_id")
	err = tx.each(clientRow+f.where()+" ORDER BY c.id", f.args, func(rows *sql.Rows) error {
		r, err := scanClient(rows.Scan)
		clients = append(clients, r.Client)
		return err
	})
	return clients, err
}

func (tx *Tx) rosterAccounts(s rights.Standing) (accounts []roster.KnownAccount, err error) {
	var f filter
	visibleClient(&f, s, "a.firm_id")
	seen := "1"
	if len(f.terms) > 0 {
		seen = strings.Join(f.terms, " AND ")
	}
	query := `SELECT ` + seen + `, a.id, a.key, ifnull(a.iban, ''), a.firm_id, a.client_id, a.holder, a.currency, a.collect_from, a.ledger_account,
		a.journal_code, ifnull(a.connector_id, 0), a.partner_folder, m.status, m.since, ifnull((SELECT group_concat(x.key, ' ') FROM account_alias x WHERE x.account_id = a.id), '')
		FROM account a JOIN client c ON c.id = a.client_id JOIN mandate m ON m.account_id = a.id ORDER BY a.id`
	err = tx.each(query, f.args, func(rows *sql.Rows) error {
		a, err := scanRosterAccount(rows)
		accounts = append(accounts, a)
		return err
	})
	return accounts, err
}

func scanRosterAccount(rows *sql.Rows) (a roster.KnownAccount, err error) {
	var number, status, aliases string
	var from, since sql.NullString
	err = rows.Scan(&a.Seen, &a.ID, &a.Key, &number, &a.FirmID, &a.ClientID, &a.Holder, &a.Currency, &from, &a.LedgerAccount,
		&a.JournalCode, &a.ConnectorID, &a.PartnerFolder, &status, &since, &aliases)
	if err != nil {
		return a, err
	}
	a.IBAN, a.Aliases, a.Mandate.Status = iban.IBAN(number), strings.Fields(aliases), account.Status(status)
	var errFrom, errSince error
	a.CollectFrom, errFrom = day(from)
	a.Mandate.Since, errSince = day(since)
	return a, errors.Join(errFrom, errSince)
}
