package desktop

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"sobank/backend/civil"
	"sobank/backend/fault"
	"sobank/backend/statement"
	"sobank/backend/wiring"
)

// Statements is the page « Relevés » and one statement.
type Statements struct{ desk *Desk }

// List gives a page of statements, latest first.
func (s *Statements) List(q StatementQuery) (StatementPage, error) {
	return ask(s.desk.given(q), func(v visit) (StatementPage, error) {
		query, err := queryOf(q)
		if err != nil {
			return StatementPage{}, err
		}
		rows, total, err := v.house.Statements.List(v.ctx, v.actor, query)
		page := StatementPage{Rows: make([]StatementRow, len(rows)), Total: total}
		for i, r := range rows {
			page.Rows[i] = statementOf(r)
		}
		if n := len(rows); n > 0 && n == pageSize(q.Limit) {
			page.Next = fmt.Sprintf("%s/%d", rows[n-1].End, rows[n-1].ID)
		}
		return page, err
	})
}

func pageSize(limit int) int {
	if limit <= 0 || limit > 500 {
		return 500
	}
	return limit
}

func queryOf(q StatementQuery) (statement.Query, error) {
	query := statement.Query{Search: q.Search, FirmIDs: q.FirmIDs, States: named[statement.State](q.States), Places: named[statement.Place](q.Places),
		Marks: marksOf(q.Marks), AccountID: q.AccountID, FileID: q.FileID, Mine: q.Mine, Skip: q.Skip, Limit: pageSize(q.Limit)}
	var err error
	if query.Period, err = periodOf(q.From, q.To); err != nil || q.After == "" {
		return query, err
	}
	end, id, _ := strings.Cut(q.After, "/")
	if query.After.End, err = civil.Parse(end); err == nil {
		query.After.ID, err = strconv.ParseInt(id, 10, 64)
	}
	if err != nil {
		return query, fault.New(fault.Invalid, "La suite de cette liste ne peut pas être retrouvée.").WithHint("Rechargez la liste.")
	}
	return query, nil
}

func periodOf(from, to string) (p civil.Period, err error) {
	for _, end := range []struct {
		text, field string
		into        *civil.Date
	}{{from, "from", &p.From}, {to, "to", &p.To}} {
		if *end.into, err = dayOf(end.text, end.field); err != nil {
			return p, err
		}
	}
	return p, nil
}

// dayOf reads a day of a form, 0 when absent.
func dayOf(text, field string) (civil.Date, error) {
	if text == "" {
		return 0, nil
	}
	day, err := civil.Parse(text)
	if err != nil {
		err = fault.Newf(fault.Invalid, "« %s » n'est pas une date.", text).WithField(field)
	}
	return day, err
}

// Get gives one statement with its checks in plain words.
func (s *Statements) Get(id int64) (StatementDetails, error) {
	return ask(s.desk, func(v visit) (StatementDetails, error) {
		d, err := v.house.Statements.Get(v.ctx, v.actor, id)
		if err != nil {
			return StatementDetails{}, err
		}
		return detailsOf(d), nil
	})
}

// Operations gives a run of a statement's operations.
func (s *Statements) Operations(id int64, from, limit int) (OperationPage, error) {
	return ask(s.desk, func(v visit) (OperationPage, error) {
		entries, row, err := v.house.Statements.Entries(v.ctx, v.actor, id, from, limit)
		page := OperationPage{Rows: make([]OperationRow, len(entries)), Total: row.Operations}
		for i, e := range entries {
			page.Rows[i] = operationOf(e)
		}
		return page, err
	})
}

// Places counts by place the statements that the person may see, or those of « Mes dossiers »
// alone; all places are named.
func (s *Statements) Places(mine bool) ([]Count, error) {
	return ask(s.desk, func(v visit) ([]Count, error) {
		counts, err := v.house.Statements.PlaceCounts(v.ctx, v.actor, mine)
		list := make([]Count, len(statement.Places))
		for i, p := range statement.Places {
			list[i] = Count{Key: string(p), Name: p.French(), Count: counts[p]}
		}
		return list, err
	})
}

// Release lets a held statement go, with a reason.
func (s *Statements) Release(id int64, reason string) error {
	return do(s.desk.given(reason), func(v visit) error {
		defer s.desk.syncing.kick(false)
		return v.house.Statements.Release(v.ctx, v.actor, id, reason)
	})
}

// Released is what became of held statements that were let go together.
type Released struct {
	Released int `json:"released"`
	Left     int `json:"left"` // not held by their own state, or not for this person to let go
}

// ReleaseAll lets held statements go together, with one reason.
func (s *Statements) ReleaseAll(ids []int64, reason string) (Released, error) {
	return ask(s.desk.given(ids, reason), func(v visit) (Released, error) {
		defer s.desk.syncing.kick(false)
		released, left, err := v.house.Statements.ReleaseAll(v.ctx, v.actor, ids, reason)
		return Released{released, left}, err
	})
}

// unseen is « Non vu » in an address, where nothing would be no filter.
const unseen = "unseen"

func marksOf(names []string) (marks []statement.Mark) {
	for _, name := range names {
		if name == unseen {
			name = string(statement.Unseen)
		}
		marks = append(marks, statement.Mark(name))
	}
	return marks
}

// Mark marks statements "seen" or "to_review", or takes their mark away (""), and says how many changed.
func (s *Statements) Mark(ids []int64, mark string) (int, error) {
	return ask(s.desk.given(ids, mark), func(v visit) (int, error) {
		return v.house.Statements.Mark(v.ctx, v.actor, ids, statement.Mark(mark))
	})
}

// Annotate keeps a note on a statement; "" takes it away.
func (s *Statements) Annotate(id int64, note string) error {
	return do(s.desk.given(note), func(v visit) error { return v.house.Statements.Annotate(v.ctx, v.actor, id, note) })
}

// AnnotateOperation keeps a note on an operation of a statement, known by its position there.
func (s *Statements) AnnotateOperation(id int64, position int, note string) error {
	return do(s.desk.given(note), func(v visit) error {
		return v.house.Statements.AnnotateOperation(v.ctx, v.actor, id, position, note)
	})
}

func statementOf(r statement.Row) StatementRow {
	row := StatementRow{ID: r.ID, AccountID: r.AccountID, IBANShown: shown(r.IBAN, r.Key), Bank: bankOf(r.BankCode), ClientID: r.ClientID,
		ClientName: r.ClientName, FirmName: r.FirmName, Currency: r.Currency, Decimals: r.Decimals, StartOn: r.Start.String(), EndOn: r.End.String(),
		Credits: r.Credits, Debits: r.Debits, Operations: r.Operations, Own: r.Own, State: string(r.State), StateName: r.State.French(),
		Place: string(r.Place), PlaceName: r.Place.French(), Reason: r.Reason.French(), ReceivedAt: at(r.ReceivedAt)}
	if r.Opening != nil {
		row.Opening = &r.Opening.Amount
	}
	row.Mark, row.MarkName, row.Note = string(r.Review.Mark), r.Review.Mark.French(), r.Review.Note
	if !r.Review.At.IsZero() {
		row.ReviewedBy, row.ReviewedAt = r.Review.By, at(r.Review.At)
	}
	if r.Closing != nil {
		row.Closing = &r.Closing.Amount
	}
	return row
}

func operationOf(e statement.Entry) OperationRow {
	row := OperationRow{Position: e.Position, BookedOn: e.BookedOn.String(), ValueOn: e.ValueOn.String(), Amount: e.Amount, BalanceAfter: e.Balance,
		Code: e.Code, CodeMeaning: wiring.CodeMeaning(e.Code), BankCode: e.BankCode, RejectCode: e.RejectCode, RejectMeaning: wiring.RejectMeaning(e.RejectCode),
		Label: e.Label, Reference: e.Reference, EntryNumber: e.EntryNumber, Exempt: e.Exempt, Unavailable: e.Unavailable, Own: e.Own, Note: e.Note,
		Details: make([]OperationDetail, len(e.Details))}
	for i, d := range e.Details {
		row.Details[i] = OperationDetail{Qualifier: d.Qualifier, Meaning: wiring.QualifierMeaning(d.Qualifier), Text: d.Text}
	}
	return row
}

func detailsOf(d statement.Details) StatementDetails {
	s := StatementDetails{Row: statementOf(d.Row), Checks: checksOf(d), Warnings: make([]StatementWarning, len(d.Warnings)),
		Sources: make([]StatementSource, len(d.Sources)), CanRelease: d.MayLetGo}
	for i, w := range d.Warnings {
		s.Warnings[i] = StatementWarning{File: w.File, Line: w.Line, Field: w.Field, Message: w.Message}
	}
	for i, x := range d.Sources {
		s.Sources[i] = StatementSource{FileID: x.FileID, Name: x.Name, Line: x.Line, ReceivedAt: at(x.ReceivedAt), HandedOver: x.HandedOver}
	}
	return s
}

func at(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
