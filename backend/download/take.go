package download

import (
	"context"
	"errors"
	"io"
	"path/filepath"

	"sobank/backend/fault"
	"sobank/backend/journal"
	"sobank/backend/rights"
	"sobank/backend/statement"
)

// tries is how often a download starts again because what it holds has changed under it.
const tries = 5

var errMoved = errors.New("download: what it holds has changed meanwhile")

// Take writes the file and puts its statements in the place « téléchargé ». The file is
// written whole beside its name, without holding back those who write, then the download is
// recorded if what is stored still makes the same bytes, then the file takes its name: a cut
// at any moment loses nothing, since a recorded download can be made again. Errors: Invalid
// (nothing to download), Refused, Unreadable (the disk), Busy (statements keep arriving).
func (s *Service) Take(ctx context.Context, actor rights.Actor, req Request, path string) (taken Taken, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error { _, err := s.authorize(tx, actor, req.FirmID); return err })
	if err != nil {
		return Taken{}, err
	}
	out, err := s.create(path)
	if err != nil {
		return Taken{}, err
	}
	defer out.discard()
	for range tries {
		if taken, err = s.take(ctx, actor, req, out); !errors.Is(err, errMoved) {
			break
		}
	}
	if errors.Is(err, errMoved) {
		err = fault.New(fault.Busy, "Des relevés arrivent ou partent en ce moment : le téléchargement n'a pas pu se faire.").
			WithHint("Attendez la fin de l'import et recommencez.").WithCause(err)
	}
	if err != nil {
		return Taken{}, err
	}
	taken.Path = path
	return taken, out.publish()
}

func (s *Service) take(ctx context.Context, actor rights.Actor, req Request, out *output) (taken Taken, err error) {
	if err := out.empty(); err != nil {
		return Taken{}, err
	}
	err = s.Store.Read(ctx, func(tx Tx) error { _, err := s.gather(ctx, tx, actor, req, out); return err })
	if err == nil {
		err = out.sync()
	}
	if err != nil {
		return Taken{}, err
	}
	err = s.Store.Write(ctx, func(tx Tx) error {
		same := newDigest()
		held, err := s.gather(ctx, tx, actor, req, &same)
		if err != nil {
			return err
		}
		if same.sum() != out.sum() {
			return errMoved
		}
		taken, err = s.record(tx, actor, req, held, out)
		return err
	})
	return taken, err
}

// held is what a download holds.
type held struct {
	items      []Item
	pieces     []statement.Piece
	operations int
}

// gather writes what may be taken now.
func (s *Service) gather(ctx context.Context, tx Tx, actor rights.Actor, req Request, w io.Writer) (h held, err error) {
	standing, err := s.authorize(tx, actor, req.FirmID)
	if err != nil {
		return h, err
	}
	if h.items, err = tx.Downloadable(standing, req); err != nil {
		return h, err
	}
	if len(h.items) == 0 {
		return h, fault.New(fault.Invalid, "Il n'y a aucun relevé à télécharger pour ce choix.").
			WithHint("Élargissez la période, ou regardez ce qui est retenu et pourquoi.")
	}
	for _, item := range h.items {
		if err := ctx.Err(); err != nil {
			return h, err
		}
		piece, err := s.piece(tx, item, w)
		if err != nil {
			return h, err
		}
		h.pieces = append(h.pieces, piece)
		h.operations += item.Own
	}
	return h, nil
}

// record keeps the download.
func (s *Service) record(tx Tx, actor rights.Actor, req Request, h held, out *output) (Taken, error) {
	t := Taken{FirmID: req.FirmID, Name: filepath.Base(out.path), Format: "cfonb120", Period: req.Period, Statements: len(h.items),
		Operations: h.operations, Size: out.size, SHA256: out.sum(), At: s.Now(), Items: h.items}
	shipment, err := tx.Freeze(t.Name, t.SHA256, t.Size, h.pieces)
	if err != nil {
		return Taken{}, err
	}
	if t.ID, err = tx.AddDownload(t, shipment, actor.StaffID); err != nil {
		return Taken{}, err
	}
	return t, tx.Record(journal.Entry{Actor: actor, Action: "download", FirmID: req.FirmID, Object: "download", ObjectID: t.ID,
		Facts: map[string]any{"statements": t.Statements, "operations": t.Operations}})
}

// piece writes one statement.
func (s *Service) piece(tx Tx, item Item, w io.Writer) (statement.Piece, error) {
	p, leaves, err := s.Outgoing.Piece(tx, item.StatementID, statement.Lines{Block: item.Operations, Own: item.Own, Unreadable: item.Unreadable})
	if err != nil {
		return p, err
	}
	_, err = w.Write(leaves)
	return p, err
}
