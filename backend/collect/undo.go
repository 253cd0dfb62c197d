package collect

import (
	"context"

	"sobank/backend/fault"
	"sobank/backend/journal"
	"sobank/backend/rights"
)

// Recent lists the latest imported files that the actor may see.
func (s *Service) Recent(ctx context.Context, actor rights.Actor, limit int) (files []File, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		files, err = tx.Files(standing, limit)
		return err
	})
	return files, err
}

// PreviewUndo says what undoing an import would take away. Errors: NotFound.
func (s *Service) PreviewUndo(ctx context.Context, actor rights.Actor, fileID int64) (preview UndoPreview, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		preview.File, preview.WhyNot, err = mayUndo(tx, actor, fileID)
		if err != nil {
			return err
		}
		preview.Statements, preview.Operations, preview.Kept, err = tx.Exclusive(fileID)
		return err
	})
	return preview, err
}

// Undo takes an import back: what only this file shows goes, what another file shows too
// stays. Errors: NotFound, Refused (somebody else's, for a Collaborateur), Conflict once
// something of it was delivered or downloaded.
func (s *Service) Undo(ctx context.Context, actor rights.Actor, fileID int64) error {
	return s.Store.Write(ctx, func(tx Tx) error {
		file, whyNot, err := mayUndo(tx, actor, fileID)
		if err != nil {
			return err
		}
		if whyNot != nil {
			return whyNot
		}
		accounts, err := tx.RemoveFile(fileID)
		if err != nil {
			return err
		}
		if err := tx.Settle(accounts...); err != nil {
			return err
		}
		return tx.Record(journal.Entry{Actor: actor, Action: "import.undo", FirmID: file.FirmID, Object: "file", ObjectID: fileID,
			Facts: map[string]any{"statements": file.Statements, "operations": file.Operations}})
	})
}

func mayUndo(tx Tx, actor rights.Actor, fileID int64) (file File, whyNot, err error) {
	standing, err := tx.Standing(actor)
	if err != nil {
		return File{}, nil, err
	}
	if file, err = tx.File(standing, fileID); err != nil {
		return File{}, nil, err
	}
	action := rights.Import
	if file.StaffID != actor.StaffID {
		action = rights.UndoAnyImport
	}
	firms, err := tx.FirmsOf(fileID)
	if err != nil {
		return file, nil, err
	}
	for _, firm := range append(firms, file.FirmID) { // its statements may be those of other firms
		if err := standing.May(action, firm); err != nil {
			return file, err, nil
		}
	}
	departed, err := tx.Departed(fileID)
	if err != nil {
		return file, nil, err
	}
	if departed > 0 {
		return file, fault.Newf(fault.Conflict, "L'import de « %s » ne peut plus être annulé : %d de ses relevés ont déjà été envoyés ou téléchargés.", file.Name, departed).
			WithHint("Corrigez dans l'outil de production, puis importez le bon fichier."), nil
	}
	return file, nil, nil
}
