package sqlite

import (
	"database/sql"
	"slices"
	"strings"

	"sobank/backend/iban"
	"sobank/backend/rights"
	"sobank/backend/statement"
)

// Statements lists a page of what the standing may see, latest first, and the count of the
// whole list.
func (tx *Tx) Statements(s rights.Standing, q statement.Query) (found []statement.Row, total int, err error) {
	l := listing(s, q)
	if total, err = tx.countStatements(l); err != nil {
		return nil, 0, err
	}
	if q.After.ID != 0 {
		l.own.add("(s.end_on, s.id) < (?, ?)", q.After.End.String(), q.After.ID)
	}
	skip, limit := page(q.Skip, q.Limit)
	// The page is chosen by indexes, and its columns are read after.
	query := statementSelect + " WHERE s.id IN (" + l.page(total) + ") ORDER BY s.end_on DESC, s.id DESC"
	err = tx.each(query, append(l.args(), limit, skip), func(rows *sql.Rows) error {
		r, _, err := scanStatement(rows.Scan)
		found = append(found, r)
		return err
	})
	return found, total, err
}

// statementList is a list of statements: which of them, of which accounts. Who may see what is asked
// once an account.
type statementList struct {
	own, accounts *filter
	index         string // that finds them account by account; "" when they are named
	counted       string // the columns of the index that all of own is about; "" when it has others
	marked        bool   // own asks for marks
}

func listing(s rights.Standing, q statement.Query) statementList {
	l := statementList{own: &filter{}, accounts: &filter{}, index: "statement_account", counted: "s.account_id", marked: len(q.Marks) > 0}
	seeStatements(l.accounts, s)
	mine(l.accounts, s, q.Mine)
	in(l.accounts, "a.firm_id", q.FirmIDs)
	if q.AccountID != 0 {
		l.accounts.add("a.id = ?", q.AccountID)
	}
	if q.Search != "" {
		compact := like(iban.Normalize(digitsOrSelf(q.Search)))
		l.accounts.add(`(a.iban LIKE ? ESCAPE '\' OR a.key LIKE ? ESCAPE '\' OR c.name_folded LIKE ? ESCAPE '\' OR c.siret LIKE ? ESCAPE '\')`,
			compact, like(q.Search), like(statement.Fold(q.Search)), compact)
	}
	states := q.States
	switch {
	case len(q.Places) > 0:
		in(l.own, "s.place", q.Places)
		l.index, l.counted = "statement_place", "s.place, s.account_id"
	case len(states) > 0 && !slices.Contains(states, statement.Conforming):
		in(l.own, "s.state", states)
		l.own.add("s.state <> 'conforming'") // said in the words of the index
		l.index, l.counted, states = "statement_state", "s.state, s.account_id", nil
	}
	simple := len(l.own.terms)
	in(l.own, "s.state", states)
	in(l.own, currentMark, q.Marks)
	if q.Period.From != 0 {
		l.own.add("s.end_on >= ?", q.Period.From.String())
	}
	if q.Period.To != 0 {
		l.own.add("s.end_on <= ?", q.Period.To.String())
	}
	if q.FileID != 0 {
		l.own.add("s.id IN (SELECT statement_id FROM sighting WHERE file_id = ?)", q.FileID)
		l.index = ""
	}
	if len(q.IDs) > 0 {
		in(l.own, "s.id", q.IDs)
		l.index = ""
	}
	if len(l.own.terms) > simple {
		l.counted = ""
	}
	return l
}

func (l statementList) args() []any { return append(slices.Clone(l.own.args), l.accounts.args...) }

// of keeps what column names of the list's accounts.
func (l statementList) of(column string) string {
	return column + " IN (SELECT a.id FROM account a LEFT JOIN client c ON c.id = a.client_id" + l.accounts.where() + ")"
}

// countStatements is the length of a list; of a long one, account by account.
func (tx *Tx) countStatements(l statementList) (total int, err error) {
	var accounts, statements int64
	if _, err := tx.one("SELECT (SELECT ifnull(max(id), 0) FROM account), (SELECT ifnull(max(id), 0) FROM statement)", nil, &accounts, &statements); err != nil {
		return 0, err
	}
	if statements >= manyStatements && l.index != "" {
		var counts [pieces]int
		done, err := tx.inParts(func(tx *Tx, i int) error {
			some := l.ofAccounts(portion(1, accounts, i))
			_, err := tx.one(some.count(), some.args(), &counts[i])
			return err
		})
		if done || err != nil {
			for _, n := range counts {
				total += n
			}
			return total, err
		}
	}
	_, err = tx.one(l.count(), l.args(), &total)
	return total, err
}

// ofAccounts is the part of the list that is of some accounts, by their ids. What is counted off an
// index is told of them too; the rest is found from the accounts.
func (l statementList) ofAccounts(first, last int64) statementList {
	l.accounts = l.accounts.and("a.id BETWEEN ? AND ?", first, last)
	if l.counted != "" {
		l.own = l.own.and("s.account_id BETWEEN ? AND ?", first, last)
	}
	return l
}

// count asks for the length of the list.
func (l statementList) count() string {
	if l.counted == "" {
		return "SELECT count(*)" + l.from("")
	}
	index, columns, own := l.index, l.counted, l.own
	if index == "statement_account" { // that of places has all statements too, in fewer bytes
		index, columns, own = "statement_place", "s.place, s.account_id", own.and("s.place IN ('"+everyPlace+"')")
	}
	return "SELECT ifnull(sum(n), 0) FROM (SELECT s.account_id AS id, count(*) AS n FROM statement s INDEXED BY " + index + own.where() +
		" GROUP BY " + columns + ") WHERE " + l.of("id")
}

var everyPlace = func() string {
	names := make([]string, len(statement.Places))
	for i, p := range statement.Places {
		names[i] = string(p)
	}
	return strings.Join(names, "', '")
}()

// fewStatements are sorted faster than all are gone through for a page of them.
const fewStatements = 4000

// page asks for the ids of a page of the list: all of its rows are taken and sorted when they are few,
// else those of all lists are gone through from the latest.
func (l statementList) page(total int) string {
	index := l.index
	if index != "" && total > fewStatements {
		index = "statement_end"
	}
	return "SELECT s.id" + l.from(index) + " ORDER BY s.end_on DESC, s.id DESC LIMIT ? OFFSET ?"
}

func (l statementList) from(index string) string {
	from := " FROM statement s"
	if index != "" {
		from += " INDEXED BY " + index
	}
	if l.marked {
		from += " LEFT JOIN statement_review v ON v.statement_id = s.id"
	}
	all := filter{terms: append(slices.Clone(l.own.terms), l.of("s.account_id"))}
	return from + all.where()
}
