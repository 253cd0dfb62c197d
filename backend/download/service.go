package download

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"os"
	"path/filepath"

	"sobank/backend/fault"
	"sobank/backend/journal"
	"sobank/backend/rights"
	"sobank/backend/statement"
)

// Preview says what a download would hold and what it leaves out. Errors: Refused.
func (s *Service) Preview(ctx context.Context, actor rights.Actor, req Request) (p Preview, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		standing, err := s.authorize(tx, actor, req.FirmID)
		if err != nil {
			return err
		}
		items, err := tx.Downloadable(standing, req)
		if err != nil {
			return err
		}
		p.count(items)
		p.FileName = s.fileName()
		if p.LeftOut, err = tx.LeftOut(standing, req); err != nil {
			return err
		}
		last, err := tx.Downloads(req.FirmID, 1)
		if len(last) > 0 {
			p.Last = &last[0]
		}
		return err
	})
	return p, err
}

func (p *Preview) count(items []Item) {
	accounts := map[int64]bool{}
	for _, i := range items {
		p.Operations += i.Own
		accounts[i.AccountID] = true
	}
	p.Statements, p.Accounts = len(items), len(accounts)
}

func (s *Service) fileName() string {
	return "RELEVES_" + s.Now().Format("20060102_150405") + ".dat"
}

func (s *Service) authorize(tx Tx, actor rights.Actor, firmID int64) (rights.Standing, error) {
	standing, err := tx.Standing(actor)
	if err != nil {
		return standing, err
	}
	return standing, standing.May(rights.TakeDownload, firmID)
}

// Take writes the file and puts its statements in the place « téléchargé ». The file is
// written whole beside its name, then the download is recorded, then the file takes its
// name: a cut at any moment loses nothing, since a recorded download can be made again.
// Errors: Invalid (nothing to download), Refused, Unreadable (the disk).
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
	err = s.Store.Write(ctx, func(tx Tx) error {
		standing, err := s.authorize(tx, actor, req.FirmID)
		if err != nil {
			return err
		}
		taken, err = s.fill(ctx, tx, standing, req, out)
		if err != nil {
			return err
		}
		return tx.Record(journal.Entry{Actor: actor, Action: "download", FirmID: req.FirmID, Object: "download", ObjectID: taken.ID,
			Facts: map[string]any{"statements": taken.Statements, "operations": taken.Operations}})
	})
	if err != nil {
		return Taken{}, err
	}
	taken.Path = path
	return taken, out.publish()
}

func (s *Service) fill(ctx context.Context, tx Tx, standing rights.Standing, req Request, out *output) (Taken, error) {
	items, err := tx.Downloadable(standing, req)
	if err != nil {
		return Taken{}, err
	}
	if len(items) == 0 {
		return Taken{}, fault.New(fault.Invalid, "Il n'y a aucun relevé à télécharger pour ce choix.").
			WithHint("Élargissez la période, ou regardez ce qui est retenu et pourquoi.")
	}
	pieces := make([]statement.Piece, 0, len(items))
	operations := 0
	for _, item := range items {
		if err := ctx.Err(); err != nil {
			return Taken{}, err
		}
		piece, err := s.piece(tx, item, out)
		if err != nil {
			return Taken{}, err
		}
		pieces = append(pieces, piece)
		operations += item.Own
	}
	if err := out.sync(); err != nil {
		return Taken{}, err
	}
	t := Taken{FirmID: req.FirmID, Name: filepath.Base(out.path), Format: "cfonb120", Period: req.Period, Statements: len(items),
		Operations: operations, Size: out.size, SHA256: out.sum(), At: s.Now(), Items: items}
	shipment, err := tx.Freeze(t.Name, t.SHA256, t.Size, pieces)
	if err != nil {
		return Taken{}, err
	}
	t.ID, err = tx.AddDownload(t, shipment, standing.Actor.StaffID)
	return t, err
}

// piece writes one statement.
func (s *Service) piece(tx Tx, item Item, out *output) (statement.Piece, error) {
	p, leaves, err := s.Outgoing.Piece(tx, item.StatementID, statement.Lines{Block: item.Operations, Own: item.Own, Unreadable: item.Unreadable})
	if err != nil {
		return p, err
	}
	_, err = out.Write(leaves)
	return p, err
}

// History lists a firm's downloads, latest first. Errors: Refused.
func (s *Service) History(ctx context.Context, actor rights.Actor, firmID int64) (list []Taken, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		if _, err := s.authorize(tx, actor, firmID); err != nil {
			return err
		}
		list, err = tx.Downloads(firmID, 200)
		return err
	})
	return list, err
}

// Again makes a past download again, to the byte. Errors: NotFound, Refused, Conflict when
// its data was erased since.
func (s *Service) Again(ctx context.Context, actor rights.Actor, id int64, path string) (taken Taken, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		if taken, err = tx.Download(id); err != nil {
			return err
		}
		return s.mayTakeAgain(tx, actor, taken)
	})
	if err != nil {
		return Taken{}, err
	}
	out, err := s.create(path)
	if err != nil {
		return Taken{}, err
	}
	defer out.discard()
	err = s.Store.Write(ctx, func(tx Tx) error {
		if err := s.mayTakeAgain(tx, actor, taken); err != nil {
			return err
		}
		if err := tx.Pieces(id, func(p statement.Piece) error { return rewrite(tx, p, out) }); err != nil {
			return err
		}
		if err := out.sync(); err != nil {
			return err
		}
		if out.sum() != taken.SHA256 {
			return fault.New(fault.Conflict, "Ce téléchargement ne peut plus être refait à l'identique : des données en ont été effacées depuis.")
		}
		return tx.Record(journal.Entry{Actor: actor, Action: "download.again", FirmID: taken.FirmID, Object: "download", ObjectID: id})
	})
	if err != nil {
		return Taken{}, err
	}
	taken.Path = path
	return taken, out.publish()
}

// mayTakeAgain refuses what holds statements of clients that the actor may not see: a past
// file is made again whole or not at all.
func (s *Service) mayTakeAgain(tx Tx, actor rights.Actor, taken Taken) error {
	standing, err := s.authorize(tx, actor, taken.FirmID)
	if err != nil {
		return err
	}
	hidden, err := tx.HiddenIn(standing, taken.ID)
	if err != nil || hidden == 0 {
		return err
	}
	return fault.New(fault.Refused, "Ce téléchargement contient des relevés de dossiers confidentiels que vous ne suivez pas.").
		WithHint("Demandez-le à un Superviseur du cabinet.")
}

func rewrite(tx Tx, p statement.Piece, out *output) (err error) {
	bytes := p.Bytes
	if bytes == nil {
		if bytes, err = tx.Slice(p.StatementID); err != nil {
			return err
		}
	}
	_, err = out.Write(bytes)
	return err
}

// output is a file being written beside its final name.
type output struct {
	path string
	file *os.File
	buf  *bufio.Writer
	hash hash.Hash
	size int64
}

// create opens a file of its own beside the path. Errors: Invalid for a path that cannot
// take a file, Unreadable.
func (s *Service) create(path string) (*output, error) {
	if path == "" {
		return nil, fault.New(fault.Invalid, "Dites où écrire le fichier.").WithField("path")
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return nil, fault.Newf(fault.Invalid, "« %s » est un dossier, pas un fichier.", path).WithField("path").
			WithHint("Donnez aussi le nom du fichier à écrire.")
	}
	if s.Reserved(path) {
		return nil, fault.Newf(fault.Invalid, "« %s » est un fichier de So bank lui-même.", path).WithField("path").
			WithHint("Choisissez un autre nom, ou un autre dossier.")
	}
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*.part")
	if err != nil {
		return nil, cannotWrite(path, err)
	}
	return &output{path: path, file: f, buf: bufio.NewWriterSize(f, 1<<20), hash: sha256.New()}, nil
}

func (o *output) Write(b []byte) (int, error) {
	_, _ = o.hash.Write(b) // a hash never fails
	o.size += int64(len(b))
	n, err := o.buf.Write(b)
	if err != nil {
		err = cannotWrite(o.path, err)
	}
	return n, err
}

func (o *output) sum() string { return hex.EncodeToString(o.hash.Sum(nil)) }

func (o *output) sync() error {
	if err := errors.Join(o.buf.Flush(), o.file.Sync()); err != nil {
		return cannotWrite(o.path, err)
	}
	return nil
}

func (o *output) publish() error {
	if err := errors.Join(o.file.Close(), os.Rename(o.file.Name(), o.path)); err != nil {
		return fault.Newf(fault.Unreadable, "Le téléchargement est enregistré, mais le fichier « %s » n'a pas pu prendre sa place.", o.path).
			WithHint("Refaites le fichier depuis l'historique des téléchargements.").WithCause(err)
	}
	return nil
}

// discard clears what was not published; after publish there is nothing left to clear.
func (o *output) discard() {
	_ = o.file.Close()
	_ = os.Remove(o.file.Name())
}

func cannotWrite(path string, err error) error {
	return fault.Newf(fault.Unreadable, "Le fichier « %s » ne peut pas être écrit : rien n'a été marqué comme téléchargé.", path).
		WithHint("Vérifiez le dossier, vos droits et la place sur le disque.").WithField("path").WithCause(err)
}
