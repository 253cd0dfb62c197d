package desktop

import (
	"strconv"

	"sobank/backend/fault"
	"sobank/backend/journal"
)

// Journal is the page « Journal », for an Administrateur. Nothing here changes it.
type Journal struct{ desk *Desk }

// List gives a page of entries, latest first.
func (j *Journal) List(q JournalQuery) (JournalPage, error) {
	return ask(j.desk.given(q), func(v visit) (JournalPage, error) {
		query, err := journalQueryOf(q)
		if err != nil {
			return JournalPage{}, err
		}
		rows, total, err := v.house.Journals.List(v.ctx, v.actor, query)
		page := JournalPage{Rows: make([]JournalRow, len(rows)), Total: total}
		for i, r := range rows {
			page.Rows[i] = journalOf(r)
		}
		if n := len(rows); n > 0 && n == query.Limit {
			page.Next = strconv.FormatInt(rows[n-1].ID, 10)
		}
		return page, err
	})
}

// Get gives one entry with all it holds.
func (j *Journal) Get(id int64) (JournalDetails, error) {
	return ask(j.desk, func(v visit) (JournalDetails, error) {
		r, facts, err := v.house.Journals.Get(v.ctx, v.actor, id)
		if err != nil {
			return JournalDetails{}, err
		}
		details := JournalDetails{Row: journalOf(r), Sentence: r.Sentence(), OSAccount: r.OSAccount, Action: r.Action, Facts: make([]JournalFact, len(facts))}
		for i, f := range facts {
			details.Facts[i] = JournalFact(f)
		}
		return details, nil
	})
}

// People lists who did something, to filter by.
func (j *Journal) People() ([]JournalPerson, error) {
	return ask(j.desk, func(v visit) ([]JournalPerson, error) {
		list, err := v.house.Journals.People(v.ctx, v.actor)
		people := make([]JournalPerson, len(list))
		for i, p := range list {
			people[i] = JournalPerson(p)
		}
		return people, err
	})
}

func journalQueryOf(q JournalQuery) (journal.Query, error) {
	query := journal.Query{Search: q.Search, StaffIDs: q.StaffIDs, Families: named[journal.Family](q.Families), FirmIDs: q.FirmIDs,
		Object: q.Object, ObjectID: q.ObjectID, Skip: q.Skip, Limit: pageSize(q.Limit)}
	var err error
	if query.Period, err = periodOf(q.From, q.To); err != nil || q.After == "" {
		return query, err
	}
	if query.Before, err = strconv.ParseInt(q.After, 10, 64); err != nil {
		err = fault.New(fault.Invalid, "La suite de cette liste ne peut pas être retrouvée.").WithHint("Rechargez la liste.")
	}
	return query, err
}

func journalOf(r journal.Row) JournalRow {
	return JournalRow{ID: r.ID, At: at(r.At), Who: r.Who(), Said: r.Said(), FamilyName: journal.FamilyOf(r.Action).French(), FirmName: r.FirmName,
		FirmID: r.FirmID, Object: r.Object, ObjectID: r.ObjectID, ObjectName: r.ObjectName, Opens: r.Opens}
}
