package journal

import (
	"context"
	"time"

	"sobank/backend/civil"
	"sobank/backend/rights"
)

// Row is an entry as it is read: its names are those of this moment, "" once erased. A number
// may serve again after what it named is gone, so a name counts only when what bears it was
// there at the time of the entry.
type Row struct {
	ID         int64
	At         time.Time
	StaffID    int64 // 0: « Système », or nobody who was proven to be somebody
	StaffName  string
	OSAccount  string
	Action     string
	FirmID     int64
	FirmName   string
	Object     string
	ObjectID   int64
	ObjectName string
	// Opens is the id that the object's screen goes by: its own, or a paper's account. 0 when
	// there is nothing to open any more.
	Opens     int64
	Connector string         // the name of the connector that the facts tell of
	Facts     map[string]any // as JSON reads them, numbers as json.Number
}

// Query filters and pages the journal, latest first. Filters combine.
type Query struct {
	Search   string  // who, what was done, the name of what it was done to
	StaffIDs []int64 // 0 stands for « Système »
	Families []Family
	FirmIDs  []int64
	Object   string // with ObjectID: what was done to one thing
	ObjectID int64
	Period   civil.Period // days of the machine's own time zone
	Before   int64        // the last id of the page before; 0 for the first page
	Skip     int          // rows left out from there
	Limit    int          // at most 500
}

// Instants are the bounds of the period: from the first, before the second; zero when open.
func (q Query) Instants() (from, before time.Time) {
	start := func(d civil.Date) time.Time {
		return time.Date(d.Year(), time.Month(d.Month()), d.Day(), 0, 0, 0, 0, time.Local)
	}
	if q.Period.From != 0 {
		from = start(q.Period.From)
	}
	if q.Period.To != 0 {
		before = start(q.Period.To.AddDays(1))
	}
	return from, before
}

// Person is somebody who did something.
type Person struct {
	ID   int64 // 0: « Système »
	Name string
}

// Tx is what reading needs of a transaction.
type Tx interface {
	// Standing reads what the actor is now. Unauthenticated when the session has ended.
	Standing(rights.Actor) (rights.Standing, error)
	// Journal lists a page, latest first, and counts the whole list.
	Journal(Query) (rows []Row, total int, err error)
	// JournalRow reads one entry. NotFound.
	JournalRow(id int64) (Row, error)
	// JournalPeople lists who is in the journal, « Système » as 0, by name.
	JournalPeople() ([]Person, error)
	// JournalName is the name of what was there at an instant, "" once erased.
	JournalName(object string, id int64, at time.Time) (string, error)
}

// Store runs transactions.
type Store interface {
	Read(context.Context, func(Tx) error) error
}

// Service reads the journal, for an Administrateur.
type Service struct{ Store Store }

// List gives a page, latest first, and the count of the whole list. Errors: Refused.
func (s *Service) List(ctx context.Context, actor rights.Actor, q Query) (rows []Row, total int, err error) {
	err = s.reading(ctx, actor, func(tx Tx) error {
		rows, total, err = tx.Journal(q)
		return err
	})
	return rows, total, err
}

// Get gives one entry, and its facts in words. Errors: Refused, NotFound.
func (s *Service) Get(ctx context.Context, actor rights.Actor, id int64) (row Row, facts []Fact, err error) {
	err = s.reading(ctx, actor, func(tx Tx) error {
		if row, err = tx.JournalRow(id); err != nil {
			return err
		}
		facts, err = factsOf(tx, row)
		return err
	})
	return row, facts, err
}

// People lists who did something, to filter by. Errors: Refused.
func (s *Service) People(ctx context.Context, actor rights.Actor) (list []Person, err error) {
	err = s.reading(ctx, actor, func(tx Tx) error {
		list, err = tx.JournalPeople()
		return err
	})
	for i, p := range list {
		if p.ID == 0 {
			list[i].Name = systemName
		}
	}
	return list, err
}

func (s *Service) reading(ctx context.Context, actor rights.Actor, work func(Tx) error) error {
	return s.Store.Read(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		if err := standing.May(rights.ReadJournal, 0); err != nil {
			return err
		}
		return work(tx)
	})
}
