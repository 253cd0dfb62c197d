package sqlite

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"sobank/backend/civil"
	"sobank/backend/iban"
	"sobank/backend/journal"
	"sobank/backend/statement"
)

var _ journal.Tx = (*Tx)(nil)

// journalName is the name of an entry's object, NULL once erased. An account is its IBAN or
// its key; a statement, and what is sent of one, its account and its two days. What came after
// the entry only bears the same number.
const journalName = `CASE j.object
	WHEN 'firm' THEN (SELECT x.name FROM firm x WHERE x.id = j.object_id AND x.created_at <= j.at)
	WHEN 'staff' THEN (SELECT x.name FROM staff x WHERE x.id = j.object_id AND x.created_at <= j.at)
	WHEN 'client' THEN (SELECT x.name FROM client x WHERE x.id = j.object_id AND x.created_at <= j.at)
	WHEN 'connector' THEN (SELECT x.name FROM connector x WHERE x.id = j.object_id AND x.created_at <= j.at)
	WHEN 'account' THEN (SELECT ifnull(x.iban, x.key) FROM account x WHERE x.id = j.object_id AND x.created_at <= j.at)
	WHEN 'document' THEN (SELECT x.name FROM document x WHERE x.id = j.object_id AND x.at <= j.at)
	WHEN 'file' THEN (SELECT x.name FROM file x WHERE x.id = j.object_id AND x.received_at <= j.at)
	WHEN 'download' THEN (SELECT h.name FROM download x JOIN shipment h ON h.id = x.shipment_id WHERE x.id = j.object_id AND x.taken_at <= j.at)
	WHEN 'statement' THEN (SELECT ifnull(a.iban, a.key) || '|' || x.start_on || '|' || x.end_on FROM statement x
		JOIN account a ON a.id = x.account_id WHERE x.id = j.object_id AND x.received_at <= j.at)
	WHEN 'delivery' THEN (SELECT ifnull(a.iban, a.key) || '|' || s.start_on || '|' || s.end_on FROM delivery x
		JOIN statement s ON s.id = x.statement_id JOIN account a ON a.id = s.account_id WHERE x.id = j.object_id AND x.created_at <= j.at)
	END`

// journalOpens is what the screen of an object that has a name goes by, NULL without one.
const journalOpens = `CASE j.object
	WHEN 'connector' THEN (SELECT x.id FROM connector x WHERE x.id = j.object_id AND x.removed_at IS NULL)
	WHEN 'account' THEN (SELECT x.id FROM account x WHERE x.id = j.object_id AND x.client_id IS NOT NULL)
	WHEN 'document' THEN (SELECT min(x.account_id) FROM document_account x WHERE x.document_id = j.object_id)
	ELSE j.object_id END`

const journalRow = `SELECT j.id, j.at, ifnull(j.staff_id, 0), ifnull(s.name, ''), j.os_account, j.action, ifnull(j.firm_id, 0), ifnull(f.name, ''),
	j.object, ifnull(j.object_id, 0), ` + journalName + `, ` + journalOpens + `, ifnull(k.name, ''), j.facts
	FROM journal j LEFT JOIN staff s ON s.id = j.staff_id AND s.created_at <= j.at LEFT JOIN firm f ON f.id = j.firm_id AND f.created_at <= j.at
	LEFT JOIN connector k ON k.id = json_extract(j.facts, '$.connector') AND k.created_at <= j.at`

func scanJournal(scan func(...any) error) (r journal.Row, err error) {
	var at, name sql.NullString
	var opens sql.NullInt64
	var facts string
	err = scan(&r.ID, &at, &r.StaffID, &r.StaffName, &r.OSAccount, &r.Action, &r.FirmID, &r.FirmName, &r.Object, &r.ObjectID, &name, &opens, &r.Connector, &facts)
	if err != nil {
		return r, err
	}
	if name.Valid {
		r.ObjectName, r.Opens = shownName(r.Object, name.String), opens.Int64
	}
	decoder := json.NewDecoder(strings.NewReader(facts))
	decoder.UseNumber()
	if err := decoder.Decode(&r.Facts); err != nil {
		return r, fmt.Errorf("sqlite: read the facts of journal entry %d: %w", r.ID, err)
	}
	r.At, err = moment(at)
	return r, err
}

// shownName is what journalName gives, as people read it.
func shownName(object, name string) string {
	switch object {
	case "account":
		return shownKey(name)
	case "statement", "delivery":
		key, days, _ := strings.Cut(name, "|")
		from, to, _ := strings.Cut(days, "|")
		return fmt.Sprintf("%s du %s au %s", shownKey(key), shownDay(from), shownDay(to))
	}
	return name
}

func shownKey(key string) string {
	if strings.Contains(key, "/") { // the zones of a file's account that is no IBAN
		return strings.ReplaceAll(key, "/", " ")
	}
	return iban.IBAN(key).Format()
}

func shownDay(text string) string {
	day, err := civil.Parse(text)
	if err != nil {
		return text
	}
	return day.French()
}

// Journal lists a page, latest first, and counts the whole list.
func (tx *Tx) Journal(q journal.Query) (found []journal.Row, total int, err error) {
	f := journalFilter(q)
	if _, err := tx.one("SELECT count(*) FROM journal j"+f.where(), f.args, &total); err != nil {
		return nil, 0, err
	}
	if q.Before != 0 {
		f.add("j.id < ?", q.Before)
	}
	skip, limit := page(q.Skip, q.Limit)
	// The page is found by its ids first: names are looked up for its rows alone.
	ids := "(SELECT j.id FROM journal j" + f.where() + " ORDER BY j.id DESC LIMIT ? OFFSET ?)"
	err = tx.each(journalRow+" WHERE j.id IN "+ids+" ORDER BY j.id DESC", append(f.args, limit, skip), func(rows *sql.Rows) error {
		r, err := scanJournal(rows.Scan)
		found = append(found, r)
		return err
	})
	return found, total, err
}

// LastEntry is when the journal's latest entry was written, the zero time without one.
func (tx *Tx) LastEntry() (last time.Time, err error) {
	var at string
	if _, err := tx.one("SELECT ifnull(max(at), '') FROM journal", nil, &at); err != nil || at == "" {
		return last, err
	}
	return time.Parse(time.RFC3339, at)
}

// JournalRow reads one entry.
func (tx *Tx) JournalRow(id int64) (journal.Row, error) {
	r, err := scanJournal(tx.conn.QueryRowContext(tx.ctx, journalRow+" WHERE j.id = ?", id).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return r, notFound("Cette ligne du journal n'existe pas.")
	}
	return r, err
}

// JournalPeople lists who is in the journal, by name; « Système » is first, as 0.
func (tx *Tx) JournalPeople() (people []journal.Person, err error) {
	f := &filter{}
	bySystem(f)
	var system bool
	if _, err := tx.one("SELECT EXISTS (SELECT 1 FROM journal j"+f.where()+")", f.args, &system); err != nil {
		return nil, err
	}
	if system {
		people = append(people, journal.Person{})
	}
	err = tx.each(`SELECT s.id, s.name FROM staff s WHERE EXISTS (SELECT 1 FROM journal j WHERE j.staff_id = s.id)
		ORDER BY s.name COLLATE NOCASE, s.id`, nil, func(rows *sql.Rows) error {
		var p journal.Person
		err := rows.Scan(&p.ID, &p.Name)
		people = append(people, p)
		return err
	})
	return people, err
}

// JournalName is the name of what was there at an instant, "" once erased.
func (tx *Tx) JournalName(object string, id int64, at time.Time) (string, error) {
	var name sql.NullString
	_, err := tx.one("WITH j (object, object_id, at) AS (VALUES (?, ?, ?)) SELECT "+journalName+" FROM j",
		[]any{object, id, instant(at)}, &name)
	if err != nil || !name.Valid {
		return "", err
	}
	return shownName(object, name.String), nil
}

func journalFilter(q journal.Query) *filter {
	f := &filter{}
	byWhom(f, q.StaffIDs)
	in(f, "j.firm_id", q.FirmIDs)
	if len(q.Families) > 0 {
		if actions := journal.Actions(q.Families); len(actions) > 0 {
			in(f, "j.action", actions)
		} else {
			f.add("0")
		}
	}
	if q.Object != "" {
		f.add("j.object = ? AND j.object_id = ?", q.Object, q.ObjectID)
	}
	from, before := q.Instants()
	if !from.IsZero() {
		f.add("j.at >= ?", instant(from))
	}
	if !before.IsZero() {
		f.add("j.at < ?", instant(before))
	}
	if strings.TrimSpace(q.Search) != "" {
		searchJournal(f, q.Search)
	}
	return f
}

// byWhom keeps what some people did; 0 is « Système ».
func byWhom(f *filter, ids []int64) {
	if !slices.Contains(ids, 0) {
		in(f, "j.staff_id", ids)
		return
	}
	either := &filter{}
	in(either, "j.staff_id", ids)
	system := &filter{}
	bySystem(system)
	f.add("("+either.terms[0]+" OR "+strings.Join(system.terms, " AND ")+")", append(either.args, system.args...)...)
}

// bySystem keeps what « Système » did: nobody's, save that of which nobody knows whose it is.
func bySystem(f *filter) {
	unproven := journal.Unproven()
	f.add("j.staff_id IS NULL AND j.action NOT IN ("+marks(len(unproven))+")", list(unproven)...)
}

// searchJournal finds a text in who did it, in what was done, and in the names of what it was
// done to. An account is found by its client's name too.
func searchJournal(f *filter, text string) {
	folded := statement.Fold(text)
	raw, number := like(strings.TrimSpace(text)), like(iban.Normalize(digitsOrSelf(text)))
	either := &filter{}
	in(either, "j.action", journal.Saying(func(words string) bool { return strings.Contains(statement.Fold(words), folded) }))
	either.add(`j.os_account LIKE ? ESCAPE '\'`, raw)
	either.add(`j.staff_id IN (SELECT x.id FROM staff x WHERE x.name LIKE ? ESCAPE '\') AND j.at >= (SELECT x.created_at FROM staff x WHERE x.id = j.staff_id)`, raw)
	for _, n := range []struct {
		object, since, matches string
		args                   []any
	}{
		{"firm", "created_at", `x.name LIKE ? ESCAPE '\'`, []any{raw}},
		{"staff", "created_at", `x.name LIKE ? ESCAPE '\'`, []any{raw}},
		{"connector", "created_at", `x.name LIKE ? ESCAPE '\'`, []any{raw}},
		{"file", "received_at", `x.name LIKE ? ESCAPE '\'`, []any{raw}},
		{"document", "at", `x.name LIKE ? ESCAPE '\'`, []any{raw}},
		{"client", "created_at", `x.name_folded LIKE ? ESCAPE '\'`, []any{like(folded)}},
		{"account", "created_at", `x.iban LIKE ? ESCAPE '\' OR x.key LIKE ? ESCAPE '\' OR
			x.client_id IN (SELECT c.id FROM client c WHERE c.name_folded LIKE ? ESCAPE '\')`, []any{number, raw, like(folded)}},
	} {
		// The list of ids is read once; the instant is compared for those that are in it.
		either.add(fmt.Sprintf("j.object = '%[1]s' AND j.object_id IN (SELECT x.id FROM %[1]s x WHERE %[2]s) AND j.at >= (SELECT x.%[3]s FROM %[1]s x WHERE x.id = j.object_id)",
			n.object, n.matches, n.since), n.args...)
	}
	f.add("("+strings.Join(either.terms, " OR ")+")", either.args...)
}
