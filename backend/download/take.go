package download

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"hash/maphash"
	"path/filepath"
	"slices"

	"sobank/backend/fault"
	"sobank/backend/handout"
	"sobank/backend/journal"
	"sobank/backend/rights"
	"sobank/backend/statement"
)

// tries is how often a download starts again because what it holds has changed under it.
const tries = 5

var errMoved = errors.New("download: what it holds has changed meanwhile")

var seed = maphash.MakeSeed()

// Take writes the file and puts its statements in the place « téléchargé ». The file is
// written whole beside its name, without holding back those who write, then the download is
// recorded if what is stored still makes the same bytes, then the file takes its name: a cut
// at any moment loses nothing, since a recorded download can be made again. Errors: Invalid
// (nothing to download), Refused, Unreadable (the disk), Busy (statements keep arriving).
func (s *Service) Take(ctx context.Context, actor rights.Actor, req Request, path string) (taken Taken, err error) {
	if err := s.check(req); err != nil {
		return Taken{}, err
	}
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
	var written held
	err = s.Store.Read(ctx, func(tx Tx) error {
		written, err = s.gather(ctx, tx, actor, req, s.sinkOf(req, out))
		return err
	})
	if err == nil {
		err = s.layOut(req, written.parts, out)
	}
	if err == nil {
		err = out.sync()
	}
	if err != nil {
		return Taken{}, err
	}
	err = s.Store.Write(ctx, func(tx Tx) error {
		now, err := s.gather(ctx, tx, actor, req, nowhere{})
		if err != nil {
			return err
		}
		if now.mark != written.mark {
			return errMoved
		}
		taken, err = s.record(tx, actor, req, now, out)
		return err
	})
	return taken, err
}

// held is what a download holds.
type held struct {
	items      []Item
	pieces     []statement.Piece
	parts      []statement.Handed // of a layout
	operations int
	mark       uint64 // of all that the file is made of, within this process
}

// gather reads what may be taken now; of the banks' own bytes it writes what it reads.
func (s *Service) gather(ctx context.Context, tx Tx, actor rights.Actor, req Request, to sink) (h held, err error) {
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
	if req.Cut.ByClient {
		slices.SortStableFunc(h.items, func(a, b Item) int {
			return cmp.Or(cmp.Compare(a.Client, b.Client), cmp.Compare(a.ClientID, b.ClientID))
		})
	}
	for _, item := range h.items {
		h.operations += item.Own
	}
	if how, other := s.layout(req); other {
		return h, s.handOut(ctx, tx, standing, how, &h)
	}
	return h, s.copyOut(ctx, tx, &h, to)
}

// copyOut writes the pieces of the banks' own format.
func (s *Service) copyOut(ctx context.Context, tx Tx, h *held, to sink) error {
	var mark maphash.Hash
	mark.SetSeed(seed)
	for _, item := range h.items {
		if err := ctx.Err(); err != nil {
			return fault.From(err)
		}
		piece, leaves, err := s.Outgoing.Piece(tx, item.StatementID, statement.Lines{Block: item.Operations, Own: item.Own, Unreadable: item.Unreadable})
		if err != nil {
			return err
		}
		_, _ = mark.Write(leaves) // a hash never fails
		if err := to.piece(item, leaves); err != nil {
			return err
		}
		h.pieces = append(h.pieces, piece)
	}
	h.mark = mark.Sum64()
	return to.close()
}

// handOut reads what the statements bring, for a layout.
func (s *Service) handOut(ctx context.Context, tx Tx, standing rights.Standing, how handout.Format, h *held) (err error) {
	if h.operations > handout.Most {
		return handout.TooMany()
	}
	rows := make([]handout.Row, len(h.items))
	for i, item := range h.items {
		rows[i] = handout.Row{ID: item.StatementID, AccountID: item.AccountID, ClientID: item.ClientID, Client: item.Client, Account: item.IBAN.Format(), Start: item.Start, End: item.End}
		slice, err := tx.Slice(item.StatementID)
		if err != nil {
			return err
		}
		h.pieces = append(h.pieces, statement.PieceOf(item.StatementID, slice))
	}
	if h.parts, err = handout.Gather(ctx, tx, standing, how, rows); err != nil {
		return err
	}
	var mark maphash.Hash
	mark.SetSeed(seed)
	err = json.NewEncoder(&mark).Encode(h.parts)
	h.mark = mark.Sum64()
	return err
}

// record keeps the download.
func (s *Service) record(tx Tx, actor rights.Actor, req Request, h held, out *output) (Taken, error) {
	t := Taken{FirmID: req.FirmID, Name: filepath.Base(out.path), Format: cmp.Or(req.Format, native), Period: req.Period, Statements: len(h.items),
		Operations: h.operations, Size: out.size, SHA256: out.sum(), At: s.Now(), Items: h.items}
	shipment, err := tx.Freeze(t.Name, t.SHA256, t.Size, h.pieces)
	if err != nil {
		return Taken{}, err
	}
	if t.ID, err = tx.AddDownload(t, shipment, actor.StaffID); err != nil {
		return Taken{}, err
	}
	if t.Format != native || !req.Cut.none() {
		content, err := out.content()
		if err == nil {
			err = tx.KeepFile(t.ID, content)
		}
		if err != nil {
			return Taken{}, err
		}
	}
	return t, tx.Record(journal.Entry{Actor: actor, Action: "download", FirmID: req.FirmID, Object: "download", ObjectID: t.ID,
		Facts: map[string]any{"format": t.Format, "statements": t.Statements, "operations": t.Operations}})
}
