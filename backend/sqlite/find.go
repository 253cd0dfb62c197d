package sqlite

import (
	"database/sql"
	"strings"

	"sobank/backend/account"
	"sobank/backend/find"
	"sobank/backend/iban"
	"sobank/backend/rights"
)

var _ find.Tx = (*Tx)(nil)

// FindClients gives the clients that the standing may see and that match, likeliest first:
// the name that begins so, a word of it that does, then the rest in order of name.
func (tx *Tx) FindClients(s rights.Standing, q find.Query, most int) (found []find.Client, err error) {
	var f filter
	visibleClient(&f, s, "c.firm_id")
	anyOf(&f, everyWord(q.Words, "c.name_folded", "c.siret", "fold(c.reference)"), contains(q.Number, "c.siret"))
	query := "SELECT c.id, c.name, c.siret, c.reference, f.name FROM client c JOIN firm f ON f.id = c.firm_id" + f.where() +
		` ORDER BY CASE WHEN c.name_folded LIKE ? ESCAPE '\' OR fold(c.reference) = ? THEN 0 WHEN c.name_folded LIKE ? ESCAPE '\' THEN 1 ELSE 2 END,
		c.name_folded, c.id LIMIT ?`
	err = tx.each(query, append(f.args, begins(q.Text), q.Text, "% "+begins(q.Text), most), func(rows *sql.Rows) error {
		var c find.Client
		err := rows.Scan(&c.ID, &c.Name, &c.SIRET, &c.Reference, &c.FirmName)
		found = append(found, c)
		return err
	})
	return found, err
}

// FindAccounts gives the known accounts that the standing may see and that match, likeliest
// first: the IBAN that begins so, that ends so, that holds it, then those of clients.
func (tx *Tx) FindAccounts(s rights.Standing, q find.Query, most int) (found []find.Account, err error) {
	var f filter
	visibleClient(&f, s, "a.firm_id")
	anyOf(&f, everyWord(q.Words, "c.name_folded", "c.siret", "fold(a.holder)", "fold(c.reference)"),
		contains(q.Number, "a.iban", "c.siret"), former(q.Number))
	rank := `CASE WHEN c.name_folded LIKE ? ESCAPE '\' THEN 3 ELSE 4 END`
	args := []any{begins(q.Text), most}
	if q.Number != "" {
		rank = `CASE WHEN a.iban LIKE ? ESCAPE '\' THEN 0 WHEN a.iban LIKE ? ESCAPE '\' THEN 1 WHEN a.iban LIKE ? ESCAPE '\' THEN 2 ELSE ` + rank + " END"
		args = append([]any{begins(q.Number), "%" + escape(q.Number), like(q.Number)}, args...)
	}
	query := `SELECT a.id, a.key, ifnull(a.iban, ''), a.holder, c.name, f.name FROM account a JOIN client c ON c.id = a.client_id
		JOIN firm f ON f.id = a.firm_id` + f.where() + " ORDER BY " + rank + ", c.name_folded, a.id LIMIT ?"
	err = tx.each(query, append(f.args, args...), func(rows *sql.Rows) error {
		var a find.Account
		var key, number string
		err := rows.Scan(&a.ID, &key, &number, &a.Holder, &a.ClientName, &a.FirmName)
		a.IBAN, a.BankCode = iban.IBAN(number), account.BankCode(key)
		found = append(found, a)
		return err
	})
	return found, err
}

// anyOf adds one condition that holds when one of the alternatives does.
func anyOf(f *filter, alternatives ...filter) {
	var either filter
	for _, a := range alternatives {
		if len(a.terms) > 0 {
			either.add("("+strings.Join(a.terms, " AND ")+")", a.args...)
		}
	}
	f.add("("+strings.Join(either.terms, " OR ")+")", either.args...)
}

// everyWord holds when each word is in one of the columns.
func everyWord(words []string, columns ...string) (f filter) {
	for _, word := range words {
		one := contains(word, columns...)
		f.add(one.terms[0], one.args...)
	}
	return f
}

// contains holds when a text is in one of the columns; it is no condition for "".
func contains(text string, columns ...string) (f filter) {
	if text == "" {
		return f
	}
	terms := make([]string, len(columns))
	args := make([]any, len(columns))
	for i, column := range columns {
		terms[i], args[i] = column+` LIKE ? ESCAPE '\'`, like(text)
	}
	f.add("("+strings.Join(terms, " OR ")+")", args...)
	return f
}

// former holds when an account had a number in another IBAN, before a bank merger.
func former(number string) (f filter) {
	if number != "" {
		f.add(`a.id IN (SELECT x.account_id FROM account_alias x WHERE x.iban LIKE ? ESCAPE '\')`, like(number))
	}
	return f
}

// begins is a LIKE pattern that finds the text at the beginning.
func begins(text string) string { return escape(text) + "%" }
