package sqlite

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"sobank/backend/account"
	"sobank/backend/civil"
	"sobank/backend/iban"
	"sobank/backend/money"
	"sobank/backend/rights"
	"sobank/backend/search"
)

var _ search.Tx = (*Tx)(nil)

// A key is an operation's day and id in one number: the full-text index gives its rows in the order
// of their numbers, so that the latest come first however many hold a word.
const (
	keyShift = 40
	dayKey   = "unixepoch(o.booked_on) / 86400 * 1099511627776 + o.id"
)

func keyOf(d civil.Date) int64 { return d.Time().Unix() / 86400 << keyShift }

// IndexOperations makes the next n operations searchable.
func (tx *Tx) IndexOperations(n int) (done int, err error) {
	var from, to int64
	if _, err := tx.one("SELECT indexed_to FROM search_mark", nil, &from); err != nil {
		return 0, err
	}
	_, err = tx.one("SELECT ifnull(max(id), 0), count(*) FROM (SELECT id FROM operation WHERE id > ? ORDER BY id LIMIT ?)", []any{from, n}, &to, &done)
	if err != nil || done == 0 {
		return 0, err
	}
	next := " FROM operation o JOIN statement s ON s.id = o.statement_id WHERE o.id > ? AND o.id <= ? ORDER BY 1"
	for _, query := range []string{
		"INSERT OR REPLACE INTO operation_day (key, account_id, amount, currency, code) SELECT " + dayKey + ", o.account_id, o.amount, s.currency, o.code" + next,
		"INSERT OR REPLACE INTO operation_word (rowid, words) SELECT " + dayKey + ", words(o.label, ifnull(o.reference, ''), ifnull(o.details, ''), o.account_id)" + next,
	} {
		if _, err := tx.exec(query, from, to); err != nil {
			return 0, err
		}
	}
	_, err = tx.exec("UPDATE search_mark SET indexed_to = ?", to)
	return done, err
}

// searchable is what the index holds of an operation: its label, its reference, its complements
// without their qualifiers, and its account.
func searchable(label, reference, details string, account int64) string {
	text := label + " " + reference + " " + accountWord(account)
	for line := range strings.Lines(details) {
		text += " " + line[min(3, len(line)):]
	}
	return text
}

// accountWord is how the index knows an account: by a character for private use, which is a letter to
// SQLite and to nobody else.
func accountWord(id int64) string { return "\ue000" + strconv.FormatInt(id, 10) }

// Unindexed counts the operations that are not yet searchable.
func (tx *Tx) Unindexed() (n int, err error) {
	_, err = tx.one("SELECT count(*) FROM operation WHERE id > (SELECT indexed_to FROM search_mark)", nil, &n)
	return n, err
}

// looking is the FROM and WHERE of a search: w are the words' rows, where there are words, d the days'.
func (tx *Tx) looking(s rights.Standing, want search.Want) (from string, f *filter, err error) {
	f = &filter{}
	key := keyOfRow(want)
	from = " FROM operation_day d"
	if len(want.Words) > 0 {
		from = " FROM operation_word w CROSS JOIN operation_day d ON d.key = w.rowid"
		match, err := tx.matching(want)
		if err != nil {
			return "", nil, err
		}
		f.add("operation_word MATCH ?", match)
	} else if len(want.ClientIDs)+len(want.AccountIDs) > 0 {
		from += " INDEXED BY operation_day_account"
	} else if exact(want) {
		from += " INDEXED BY operation_day_amount"
	}
	days := search.Narrow(want.Period, want.Days)
	if days.From != 0 {
		f.add(key+" >= ?", keyOf(days.From))
	}
	if days.To != 0 {
		f.add(key+" < ?", keyOf(days.To.AddDays(1)))
	}
	if want.After != 0 {
		f.add(key+" < ?", want.After)
	}
	within(f, s, want)
	switch want.Side {
	case "debit":
		f.add("d.amount < 0")
	case "credit":
		f.add("d.amount > 0")
	}
	switch {
	case exact(want):
		f.add("d.amount IN (?, ?)", *want.Least, -*want.Least)
	default:
		if want.Least != nil {
			f.add("abs(d.amount) >= ?", *want.Least)
		}
		if want.Most != nil {
			f.add("abs(d.amount) <= ?", *want.Most)
		}
	}
	in(f, "d.code", want.Codes)
	return from, f, nil
}

// keyOfRow is the column that a search finds its rows by.
func keyOfRow(want search.Want) string {
	if len(want.Words) > 0 {
		return "w.rowid"
	}
	return "d.key"
}

// within keeps the operations of the accounts that may be seen and are looked into. SQLite is quick
// to say that an account is not in a set: when nearly all are kept, it is asked about the others.
func within(f *filter, s rights.Standing, want search.Want) {
	seen := accountsOf(s, want)
	ids := "(SELECT a.id FROM account a LEFT JOIN client c ON c.id = a.client_id" + seen.where() + ")"
	if want.Mine || want.Number != "" || len(want.FirmIDs)+len(want.ClientIDs)+len(want.AccountIDs)+len(want.Banks) > 0 {
		f.add("d.account_id IN "+ids, seen.args...)
	} else {
		f.add("d.account_id NOT IN (SELECT id FROM account WHERE id NOT IN "+ids+")", seen.args...)
	}
}

// exact reports whether one amount is asked for.
func exact(want search.Want) bool {
	return want.Least != nil && want.Most != nil && *want.Least == *want.Most
}

// accountsOf is the accounts that a search looks into.
func accountsOf(s rights.Standing, want search.Want) *filter {
	f := &filter{}
	seeStatements(f, s)
	mine(f, s, want.Mine)
	in(f, "a.firm_id", want.FirmIDs)
	in(f, "a.client_id", want.ClientIDs)
	in(f, "a.id", want.AccountIDs)
	in(f, "substr(a.key, 1, 5)", want.Banks)
	if want.Number != "" {
		f.add("a.iban LIKE ?", like(want.Number))
	}
	return f
}

// A word as long as that begins few others, or else those are rare.
const (
	longWord  = 4  // characters; shorter beginnings have lists of their own
	fewWords  = 16 // looked for one by one
	fewOwners = 64 // accounts looked for by their words
)

// matching asks the index for all words, each as the beginning of one, of the accounts that are
// chosen.
func (tx *Tx) matching(want search.Want) (string, error) {
	terms := make([]string, len(want.Words), len(want.Words)+1)
	for i, w := range want.Words {
		words, err := tx.wordsFrom(w)
		if err != nil {
			return "", err
		}
		terms[i] = quoted(w) + "*"
		if len(words) > 0 {
			terms[i] = either(words)
		}
	}
	owners, err := tx.ownersOf(want)
	if len(owners) > 0 {
		terms = append(terms, either(owners))
	}
	return strings.Join(terms, " AND "), err
}

// wordsFrom lists the words that begin so when they are few, and nothing when they are not: the rows
// of each word are in order already, those of a beginning are gathered first.
func (tx *Tx) wordsFrom(beginning string) (words []string, err error) {
	if utf8.RuneCountInString(beginning) < longWord {
		return nil, nil
	}
	for from := beginning; len(words) <= fewWords; from = words[len(words)-1] + "\x01" {
		var word string
		ok, err := tx.one("SELECT term FROM operation_term WHERE term >= ? AND term < ? LIMIT 1", []any{from, beginning + "\U0010FFFF"}, &word)
		if err != nil || !ok {
			return words, err
		}
		words = append(words, word)
	}
	return nil, nil
}

// ownersOf gives the words of the accounts that are chosen, by themselves or by their clients, when
// they are few.
func (tx *Tx) ownersOf(want search.Want) (owners []string, err error) {
	if len(want.ClientIDs)+len(want.AccountIDs) == 0 {
		return nil, nil
	}
	f := &filter{}
	in(f, "client_id", want.ClientIDs)
	in(f, "id", want.AccountIDs)
	err = tx.each("SELECT id FROM account"+f.where()+" LIMIT ?", append(f.args, fewOwners+1), func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		owners = append(owners, accountWord(id))
		return err
	})
	if len(owners) > fewOwners {
		owners = nil
	}
	return owners, err
}

func either(words []string) string {
	phrases := make([]string, len(words))
	for i, w := range words {
		phrases[i] = quoted(w)
	}
	return "(" + strings.Join(phrases, " OR ") + ")"
}

func quoted(word string) string { return `"` + strings.ReplaceAll(word, `"`, `""`) + `"` }

// FoundOperations gives a page of what the standing may see, latest day first.
func (tx *Tx) FoundOperations(s rights.Standing, want search.Want) (found []search.Row, err error) {
	from, f, err := tx.looking(s, want)
	if err != nil {
		return nil, err
	}
	key := keyOfRow(want)
	skip, limit := page(want.Skip, want.Limit)
	query := `SELECT k.key, o.id, o.statement_id, o.position, o.account_id, ifnull(a.iban, ''), a.key, ifnull(c.id, 0), ifnull(c.name, ''), ifnull(a.firm_id, 0), ifnull(f.name, ''),
		o.booked_on, o.value_on, o.amount, s.currency, s.decimals, o.code, o.label, ifnull(o.reference, '')
		FROM (SELECT ` + key + " AS key" + from + f.where() + " ORDER BY " + key + ` DESC LIMIT ? OFFSET ?) k CROSS JOIN operation o ON o.id = k.key & 1099511627775
		JOIN statement s ON s.id = o.statement_id JOIN account a ON a.id = o.account_id LEFT JOIN client c ON c.id = a.client_id
		LEFT JOIN firm f ON f.id = a.firm_id ORDER BY k.key DESC`
	err = tx.each(query, append(f.args, limit, skip), func(rows *sql.Rows) error {
		r, err := scanFound(rows)
		found = append(found, r)
		return err
	})
	return found, err
}

func scanFound(rows *sql.Rows) (r search.Row, err error) {
	var number string
	var booked, value sql.NullString
	err = rows.Scan(&r.Key, &r.OperationID, &r.StatementID, &r.Position, &r.AccountID, &number, &r.AccountKey, &r.ClientID, &r.ClientName, &r.FirmID, &r.FirmName,
		&booked, &value, &r.Amount, &r.Currency, &r.Decimals, &r.Code, &r.Label, &r.Reference)
	if err != nil {
		return r, err
	}
	r.IBAN, r.BankCode = iban.IBAN(number), account.BankCode(r.AccountKey)
	var errBooked, errValue error
	r.BookedOn, errBooked = day(booked)
	r.ValueOn, errValue = day(value)
	return r, errors.Join(errBooked, errValue)
}

// FoundTotals sums all that a search finds, a line a currency.
func (tx *Tx) FoundTotals(s rights.Standing, want search.Want) (totals []search.Total, err error) {
	want.After = 0
	if parts, done, err := tx.foundInParts(s, want); done || err != nil {
		return parts, err
	}
	return tx.foundTotals(s, want, nil)
}

// foundInParts is FoundTotals on many operations, by days.
func (tx *Tx) foundInParts(s rights.Standing, want search.Want) (totals []search.Total, done bool, err error) {
	var newest int64
	if _, err := tx.one("SELECT ifnull(max(id), 0) FROM operation", nil, &newest); err != nil {
		return nil, false, err
	}
	if newest < manyOperations || exact(want) || len(want.ClientIDs)+len(want.AccountIDs) > 0 {
		return nil, false, nil
	}
	var keys [2]int64
	for i, end := range []string{"min", "max"} {
		if _, err := tx.one("SELECT ifnull("+end+"(key), 0) FROM operation_day", nil, &keys[i]); err != nil {
			return nil, false, err
		}
	}
	var found [pieces][]search.Total
	done, err = tx.inParts(func(tx *Tx, i int) (err error) {
		var only keyRange
		only.first, only.last = portion(keys[0], keys[1], i)
		found[i], err = tx.foundTotals(s, want, &only)
		return err
	})
	for _, part := range found {
		totals = addTotals(totals, part)
	}
	slices.SortStableFunc(totals, func(a, b search.Total) int { return b.Count - a.Count })
	return totals, done, err
}

// addTotals adds the totals of a part to others, by currency.
func addTotals(totals, part []search.Total) []search.Total {
	for _, t := range part {
		i := slices.IndexFunc(totals, func(o search.Total) bool { return o.Currency == t.Currency })
		if i < 0 {
			totals = append(totals, t)
			continue
		}
		totals[i].Count += t.Count
		totals[i].Credits += t.Credits
		totals[i].Debits += t.Debits
	}
	return totals
}

// keyRange is operations by their keys, both ends in it.
type keyRange struct{ first, last int64 }

// foundTotals is FoundTotals of some of them, nil for all.
func (tx *Tx) foundTotals(s rights.Standing, want search.Want, only *keyRange) (totals []search.Total, err error) {
	from, f, err := tx.looking(s, want)
	if err != nil {
		return nil, err
	}
	if only != nil {
		f.add(keyOfRow(want)+" BETWEEN ? AND ?", only.first, only.last)
	}
	foreign, err := tx.one("SELECT 1 FROM operation_day INDEXED BY operation_day_foreign WHERE currency <> 'EUR' LIMIT 1", nil, new(int))
	if err != nil {
		return nil, err
	}
	query := "SELECT 'EUR', count(*) AS n, ifnull(sum(d.amount) FILTER (WHERE d.amount > 0), 0), ifnull(sum(d.amount) FILTER (WHERE d.amount < 0), 0)" + from + f.where() + " HAVING n > 0"
	if foreign { // rows sorted by currency take half as much again
		query = "SELECT d.currency, count(*), sum(max(d.amount, 0)), sum(min(d.amount, 0))" + from + f.where() + " GROUP BY d.currency ORDER BY 2 DESC"
	}
	err = tx.each(query, f.args, func(rows *sql.Rows) error {
		var t search.Total
		err := rows.Scan(&t.Currency, &t.Count, &t.Credits, &t.Debits)
		t.Decimals = money.DecimalsOf(t.Currency)
		totals = append(totals, t)
		return err
	})
	return totals, err
}

// SeenBanks lists the bank codes of the accounts that the standing may see.
func (tx *Tx) SeenBanks(s rights.Standing) (codes []string, err error) {
	f := &filter{}
	seeStatements(f, s)
	err = tx.each("SELECT DISTINCT substr(a.key, 1, 5) FROM account a LEFT JOIN client c ON c.id = a.client_id"+f.where()+" ORDER BY 1", f.args, func(rows *sql.Rows) error {
		var code string
		err := rows.Scan(&code)
		codes = append(codes, code)
		return err
	})
	return codes, err
}

// SavedSearches lists a person's own, by name.
func (tx *Tx) SavedSearches(staffID int64) (list []search.Saved, err error) {
	err = tx.each("SELECT id, name, query FROM saved_search WHERE staff_id = ? ORDER BY name, id", []any{staffID}, func(rows *sql.Rows) error {
		var s search.Saved
		err := rows.Scan(&s.ID, &s.Name, &s.Text)
		list = append(list, s)
		return err
	})
	return list, err
}

// SaveSearch keeps one, or replaces that of the same name.
func (tx *Tx) SaveSearch(staffID int64, s search.Saved) (id int64, err error) {
	_, err = tx.one(`INSERT INTO saved_search (staff_id, name, query) VALUES (?, ?, ?)
		ON CONFLICT (staff_id, name) DO UPDATE SET name = excluded.name, query = excluded.query RETURNING id`, []any{staffID, s.Name, s.Text}, &id)
	if err != nil {
		return 0, fmt.Errorf("sqlite: keep a search: %w", err)
	}
	return id, nil
}

// RemoveSearch forgets one of a person.
func (tx *Tx) RemoveSearch(staffID, id int64) error {
	result, err := tx.exec("DELETE FROM saved_search WHERE id = ? AND staff_id = ?", id, staffID)
	if err != nil {
		return err
	}
	n, err := result.RowsAffected()
	if err == nil && n == 0 {
		err = notFound("Cette recherche n'existe pas.")
	}
	return err
}
