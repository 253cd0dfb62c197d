package sqlite

import (
	"database/sql"

	"sobank/backend/guide"
	"sobank/backend/rights"
	"sobank/backend/settings"
	"sobank/backend/statement"
	"sobank/backend/support"
)

var (
	_ guide.Tx    = (*Tx)(nil)
	_ settings.Tx = (*Tx)(nil)
	_ support.Tx  = (*Tx)(nil)
)

// HasStatement tells whether a known account of a firm has a statement in one of the places. It
// goes by the accounts, which are few, and the index on place and account.
func (tx *Tx) HasStatement(s rights.Standing, firmID int64, places ...statement.Place) (has bool, err error) {
	var f filter
	visibleClient(&f, s, "a.firm_id")
	f.add("a.firm_id = ?", firmID)
	f.add("EXISTS (SELECT 1 FROM statement s WHERE s.place IN ("+marks(len(places))+") AND s.account_id = a.id)", list(places)...)
	var one int
	return tx.one("SELECT 1 FROM account a JOIN client c ON c.id = a.client_id"+f.where()+" LIMIT 1", f.args, &one)
}

// KnownNames lists every name of the data file, and the accounts of the machine it knows.
func (tx *Tx) KnownNames() (names []support.Name, err error) {
	err = tx.each(`SELECT 'firm', id, name FROM firm
		UNION ALL SELECT 'firm', id, mandatary_name FROM firm WHERE mandatary_name <> ''
		UNION ALL SELECT 'person', 0, director_name FROM firm WHERE director_name <> ''
		UNION ALL SELECT 'client', id, name FROM client
		UNION ALL SELECT 'person', 0, signatory_name FROM client WHERE signatory_name <> ''
		UNION ALL SELECT DISTINCT 'person', 0, holder FROM account WHERE holder <> ''
		UNION ALL SELECT 'connector', id, name FROM connector
		UNION ALL SELECT 'staff', id, name FROM staff
		UNION ALL SELECT DISTINCT 'os', 0, os_account FROM connector_credential
		UNION ALL SELECT DISTINCT 'os', 0, os_account FROM session`, nil, func(rows *sql.Rows) error {
		var n support.Name
		err := rows.Scan(&n.Kind, &n.ID, &n.Text)
		names = append(names, n)
		return err
	})
	return names, err
}

// DataFile says what the data file is.
func (tx *Tx) DataFile() (f support.DataFile, err error) {
	_, err = tx.one(`SELECT (SELECT max(version_id) FROM goose_db_version WHERE is_applied), sqlite_version(),
		(SELECT page_count FROM pragma_page_count) * (SELECT page_size FROM pragma_page_size)`, nil, &f.Schema, &f.SQLite, &f.Size)
	return f, err
}
