package download

import (
	"context"
	"errors"

	"sobank/backend/fault"
	"sobank/backend/journal"
	"sobank/backend/rights"
	"sobank/backend/statement"
)

// Again makes a past download again, to the byte. Errors: NotFound, Refused, Conflict when
// its data was erased since.
func (s *Service) Again(ctx context.Context, actor rights.Actor, id int64, path string) (taken Taken, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		taken, err = s.past(tx, actor, id)
		return err
	})
	if err != nil {
		return Taken{}, err
	}
	out, err := s.create(path)
	if err != nil {
		return Taken{}, err
	}
	defer out.discard()
	err = s.Store.Read(ctx, func(tx Tx) error {
		if _, err := s.past(tx, actor, id); err != nil {
			return err
		}
		if content, kept, err := tx.KeptFile(id); err != nil || kept {
			_, wrote := out.Write(content)
			return errors.Join(err, wrote)
		}
		return tx.Pieces(id, func(p statement.Piece) error { return rewrite(tx, p, out) })
	})
	if err == nil {
		err = out.sync()
	}
	if err != nil {
		return Taken{}, err
	}
	if out.sum() != taken.SHA256 {
		return Taken{}, fault.New(fault.Conflict, "Ce téléchargement ne peut plus être refait à l'identique : des données en ont été effacées depuis.")
	}
	err = s.Store.Write(ctx, func(tx Tx) error {
		if _, err := s.past(tx, actor, id); err != nil {
			return err
		}
		return tx.Record(journal.Entry{Actor: actor, Action: "download.again", FirmID: taken.FirmID, Object: "download", ObjectID: id})
	})
	if err != nil {
		return Taken{}, err
	}
	taken.Path = path
	return taken, out.publish()
}

// past reads a download that the actor may take again.
func (s *Service) past(tx Tx, actor rights.Actor, id int64) (Taken, error) {
	taken, err := tx.Download(id)
	if err != nil {
		return Taken{}, err
	}
	return taken, s.mayTakeAgain(tx, actor, taken)
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
