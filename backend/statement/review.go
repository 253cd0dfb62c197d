package statement

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"sobank/backend/fault"
	"sobank/backend/journal"
	"sobank/backend/rights"
)

// Mark is what a person's review made of a statement.
type Mark string

// The marks. A statement whose state has changed since it was seen has none any more.
const (
	Unseen   Mark = ""
	Seen     Mark = "seen"
	ToReview Mark = "to_review"
)

// Marks lists them in the order of the choice.
var Marks = []Mark{Unseen, Seen, ToReview}

// French is the mark on screen.
func (m Mark) French() string {
	switch m {
	case Seen:
		return "Vu"
	case ToReview:
		return "À revoir"
	}
	return "Non vu"
}

// Review is what a person made of a statement, with a note that stays whatever becomes of it.
type Review struct {
	Mark Mark
	By   string // who put the mark or the note
	At   time.Time
	Note string
}

const (
	maxNote  = 2000   // characters
	maxMarks = 10_000 // statements at once
)

// Mark marks statements, and says how many changed. What one may not see is passed by. Errors: Invalid.
func (s *Service) Mark(ctx context.Context, actor rights.Actor, ids []int64, mark Mark) (changed int, err error) {
	if mark != Unseen && mark != Seen && mark != ToReview || len(ids) > maxMarks {
		return 0, fault.New(fault.Invalid, "Cette marque n'existe pas, ou il y a trop de relevés.").WithField("mark")
	}
	err = s.Store.Write(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		marked, err := tx.MarkStatements(standing, ids, mark)
		if err != nil {
			return err
		}
		changed = len(marked)
		for _, one := range marked {
			entry := journal.Entry{Actor: actor, Action: "statement.review", FirmID: one.FirmID, Object: "statement", ObjectID: one.ID, Facts: map[string]any{"mark": mark.French()}}
			if err := tx.Record(entry); err != nil {
				return err
			}
		}
		return nil
	})
	return changed, err
}

// Marked is a statement whose mark changed.
type Marked struct{ ID, FirmID int64 }

// Annotate keeps a person's note on a statement, "" takes it away. Errors: Invalid, NotFound.
func (s *Service) Annotate(ctx context.Context, actor rights.Actor, id int64, note string) error {
	return s.annotate(ctx, actor, id, note, func(tx Tx, note string) error { return tx.NoteStatement(id, note, actor.StaffID) })
}

// AnnotateOperation keeps a person's note on an operation of a statement, known by its position
// there. Errors: Invalid, NotFound.
func (s *Service) AnnotateOperation(ctx context.Context, actor rights.Actor, id int64, position int, note string) error {
	return s.annotate(ctx, actor, id, note, func(tx Tx, note string) error { return tx.NoteOperation(id, position, note, actor.StaffID) })
}

func (s *Service) annotate(ctx context.Context, actor rights.Actor, id int64, note string, keep func(Tx, string) error) error {
	note = strings.TrimSpace(note)
	if utf8.RuneCountInString(note) > maxNote {
		return fault.Newf(fault.Invalid, "Une note tient en %d caractères.", maxNote).WithField("note")
	}
	return s.Store.Write(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		d, err := tx.Statement(standing, id)
		if err != nil {
			return err
		}
		if err := keep(tx, note); err != nil {
			return err
		}
		return tx.Record(journal.Entry{Actor: actor, Action: "statement.note", FirmID: d.FirmID, Object: "statement", ObjectID: id})
	})
}
