package sqlite

import (
	"database/sql"
	"slices"

	"sobank/backend/iban"
	"sobank/backend/rights"
	"sobank/backend/statement"
)

// Statements lists a page of what the standing may see, latest first, and the count of the
// whole list.
func (tx *Tx) Statements(s rights.Standing, q statement.Query) (found []statement.Row, total int, err error) {
	if total, err = tx.lengthOf(s, q); err != nil {
		return nil, 0, err
	}
	l := listing(s, q)
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
	indexed       bool   // all of own is about columns of the index
	marked        bool   // own asks for marks
	reviewed      bool   // and for those alone that a person wrote
}

func listing(s rights.Standing, q statement.Query) statementList {
	l := statementList{own: &filter{}, accounts: &filter{}, index: "statement_account", marked: len(q.Marks) > 0,
		reviewed: len(q.Marks) > 0 && !slices.Contains(q.Marks, statement.Unseen)}
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
		l.index = "statement_place"
	case len(states) > 0 && !slices.Contains(states, statement.Conforming):
		in(l.own, "s.state", states)
		l.own.add("s.state <> 'conforming'") // said in the words of the index
		l.index, states = "statement_state", nil
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
	l.indexed = l.index != "" && len(l.own.terms) == simple
	return l
}

func (l statementList) args() []any { return append(slices.Clone(l.own.args), l.accounts.args...) }

// ofAccounts is the FROM and WHERE of the list's accounts.
func (l statementList) ofAccounts() string {
	return " FROM account a LEFT JOIN client c ON c.id = a.client_id" + l.accounts.where()
}

// lengthOf counts the statements of a list. What nearly all are (conforming, unseen) is told by what the
// rest is, which indexes and reviews find at once.
func (tx *Tx) lengthOf(s rights.Standing, q statement.Query) (int, error) {
	rest := q
	switch {
	case len(q.Places) == 0 && slices.Contains(q.States, statement.Conforming):
		rest.States = slices.DeleteFunc(slices.Clone(statement.States), func(st statement.State) bool { return slices.Contains(q.States, st) })
		q.States = nil
		if len(rest.States) == 0 {
			return tx.lengthOf(s, q)
		}
	case slices.Equal(q.Marks, []statement.Mark{statement.Unseen}):
		rest.Marks = []statement.Mark{statement.Seen, statement.ToReview}
		q.Marks = nil
	default:
		return tx.countStatements(listing(s, q))
	}
	all, err := tx.lengthOf(s, q)
	if err != nil {
		return 0, err
	}
	others, err := tx.lengthOf(s, rest)
	return all - others, err
}

// countStatements is the length of a list: of the accounts that it is about or, when those are the most,
// of all accounts without the others.
func (tx *Tx) countStatements(l statementList) (total int, err error) {
	var statements, accounts, listed int64
	_, err = tx.one("SELECT (SELECT ifnull(max(id), 0) FROM statement), (SELECT ifnull(max(id), 0) FROM account), (SELECT count(*)"+l.ofAccounts()+")",
		l.accounts.args, &statements, &accounts, &listed)
	if err != nil {
		return 0, err
	}
	if l.indexed && listed > accounts/2 {
		var others int
		if _, err := tx.one("SELECT count(*) FROM statement s"+l.own.where(), l.own.args, &total); err != nil {
			return 0, err
		}
		hidden := l.own.and("s.account_id IN (SELECT id FROM account WHERE id NOT IN (SELECT a.id"+l.ofAccounts()+"))", l.accounts.args...)
		_, err = tx.one("SELECT count(*) FROM statement s INDEXED BY "+l.index+hidden.where(), hidden.args, &others)
		return total - others, err
	}
	if l.reviewed {
		var reviews int64
		if _, err := tx.one("SELECT count(*) FROM statement_review", nil, &reviews); err != nil {
			return 0, err
		}
		if reviews < statements/fewReviews {
			l.index = ""
		}
	}
	if statements >= manyStatements && l.index != "" {
		var counts [pieces]int
		done, err := tx.inParts(func(tx *Tx, i int) error {
			first, last := portion(1, accounts, i)
			some := l
			some.accounts = l.accounts.and("a.id BETWEEN ? AND ?", first, last)
			_, err := tx.one("SELECT count(*)"+some.from(l.index), some.args(), &counts[i])
			return err
		})
		if done || err != nil {
			for _, n := range counts {
				total += n
			}
			return total, err
		}
	}
	_, err = tx.one("SELECT count(*)"+l.from(l.index), l.args(), &total)
	return total, err
}

// fewReviews is one statement of so many: that few are looked at one by one.
const fewReviews = 8

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
	if index == "" && l.reviewed {
		return " FROM statement_review v CROSS JOIN statement s ON s.id = v.statement_id" + l.ownOfAccounts()
	}
	from := " FROM statement s"
	if index != "" {
		from += " INDEXED BY " + index
	}
	if l.marked {
		from += " LEFT JOIN statement_review v ON v.statement_id = s.id"
	}
	return from + l.ownOfAccounts()
}

// ownOfAccounts is the WHERE of the list.
func (l statementList) ownOfAccounts() string {
	return l.own.and("s.account_id IN (SELECT a.id" + l.ofAccounts() + ")").where()
}
