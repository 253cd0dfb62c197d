package collect

import (
	"context"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"sobank/backend/civil"
	"sobank/backend/fault"
	"sobank/backend/journal"
	"sobank/backend/rights"
)

// SavedMapping is how the tables of a bank are read: JSON of the reader of tables, and the names of
// the columns that a table is recognised by.
type SavedMapping struct {
	ID      int64
	Name    string
	Columns []string
	Mapping []byte
	By      string // who saved it, "" when they are gone
	At      time.Time
}

// Tables looks at the beginning of a table: as a mapping reads it, as the saved one does that
// recognises it, or as it is guessed. look is JSON for the screen; columns are what it is recognised
// by.
type Tables func(head, mapping []byte, known []SavedMapping, today civil.Date) (look []byte, columns []string, err error)

// MappingTx is what mappings need of a transaction.
type MappingTx interface {
	// Mappings lists what was saved, by name.
	Mappings() ([]SavedMapping, error)
	// SaveMapping keeps a mapping, in place of the one of that name.
	SaveMapping(m SavedMapping, staffID int64) (int64, error)
	// RemoveMapping forgets one. NotFound when there is none.
	RemoveMapping(id int64) error
}

// maxTable is how much of a table a look takes, in bytes: the beginning of a text, all of a workbook.
const maxTable = 64 << 20

// mayMap wants somebody who imports.
func mayMap(tx Tx, actor rights.Actor) error {
	standing, err := tx.Standing(actor)
	if err == nil && !standing.Can(rights.Import) {
		err = standing.May(rights.Import, 0)
	}
	return err
}

// Mappings lists the saved mappings, by name (whoever imports).
func (s *Service) Mappings(ctx context.Context, actor rights.Actor) (list []SavedMapping, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		if err := mayMap(tx, actor); err != nil {
			return err
		}
		list, err = tx.Mappings()
		return err
	})
	return list, err
}

// LookAtTable shows the first lines of a table, with a mapping or without (whoever imports). Errors:
// Unreadable for what is no table.
func (s *Service) LookAtTable(ctx context.Context, actor rights.Actor, path string, mapping []byte) (look []byte, err error) {
	known, err := s.Mappings(ctx, actor)
	if err != nil {
		return nil, err
	}
	look, _, err = s.look(ctx, path, mapping, known)
	return look, err
}

func (s *Service) look(ctx context.Context, path string, mapping []byte, known []SavedMapping) (look []byte, columns []string, err error) {
	list, failed := items([]string{path})
	if len(failed) > 0 {
		return nil, nil, failed[0].Err
	}
	if len(list) != 1 {
		return nil, nil, fault.New(fault.Invalid, "Choisissez un seul tableau.").WithField("path")
	}
	d := desk{spool: s.Spool}
	defer d.close()
	in, done, err := d.lay(ctx, list[0], Given{})
	if err != nil {
		return nil, nil, err
	}
	defer done()
	head, err := headOf(in.Path)
	if err != nil {
		return nil, nil, err
	}
	look, columns, err = s.Tables(head, mapping, known, civil.Of(s.Now()))
	return look, columns, inFile(err, in.Name)
}

func headOf(path string) ([]byte, error) {
	f, err := open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	limit := int64(256 << 10)
	var mark [2]byte
	if n, _ := f.ReadAt(mark[:], 0); n == 2 && string(mark[:]) == "PK" { // a workbook is looked at whole
		limit = maxTable
	}
	head, err := io.ReadAll(io.LimitReader(f, limit))
	if err != nil {
		return nil, cannotOpen(path, err)
	}
	return head, nil
}

// SaveMapping keeps how a table is read, in place of what has that name; the next table with the same
// columns is read so (whoever imports). Errors: Invalid with the field, Unreadable for the table.
func (s *Service) SaveMapping(ctx context.Context, actor rights.Actor, path, name string, mapping []byte) (saved SavedMapping, err error) {
	if name = strings.TrimSpace(name); name == "" || utf8.RuneCountInString(name) > 100 {
		return saved, fault.New(fault.Invalid, "Donnez à cette lecture un nom de 100 caractères au plus.").WithField("name")
	}
	if err := s.Store.Read(ctx, func(tx Tx) error { return mayMap(tx, actor) }); err != nil {
		return saved, err
	}
	_, columns, err := s.look(ctx, path, mapping, nil)
	if err != nil {
		return saved, err
	}
	saved = SavedMapping{Name: name, Columns: columns, Mapping: mapping, At: s.Now()}
	err = s.Store.Write(ctx, func(tx Tx) error {
		if err := mayMap(tx, actor); err != nil {
			return err
		}
		if saved.ID, err = tx.SaveMapping(saved, actor.StaffID); err != nil {
			return err
		}
		return tx.Record(journal.Entry{Actor: actor, Action: "mapping.save", Object: "mapping", ObjectID: saved.ID})
	})
	return saved, err
}

// RemoveMapping forgets one (whoever imports). Errors: NotFound.
func (s *Service) RemoveMapping(ctx context.Context, actor rights.Actor, id int64) error {
	return s.Store.Write(ctx, func(tx Tx) error {
		if err := mayMap(tx, actor); err != nil {
			return err
		}
		if err := tx.RemoveMapping(id); err != nil {
			return err
		}
		return tx.Record(journal.Entry{Actor: actor, Action: "mapping.remove", Object: "mapping", ObjectID: id})
	})
}

// given completes what a person said of a file with what was saved of tables.
func (r Request) given(one item, known []SavedMapping) Given {
	g := r.Given[one.shown]
	g.Known = known
	return g
}
