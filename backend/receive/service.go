package receive

import (
	"context"
	"strings"

	"sobank/backend/deliver"
	"sobank/backend/fault"
	"sobank/backend/firm"
	"sobank/backend/journal"
	"sobank/backend/rights"
)

// Service is what one may ask of sources.
type Service struct {
	Store  Store
	Engine *Engine
}

// sourceOf reads a source of a firm in which the standing may do an action.
func sourceOf(tx Tx, standing rights.Standing, id int64, action rights.Action) (firm.Connector, error) {
	c, err := tx.Connector(id)
	if err == nil && (!c.Receives() || standing.May(rights.See, c.FirmID) != nil) {
		err = fault.New(fault.NotFound, "Cette réception n'existe pas, ou vous n'appartenez pas à son cabinet.")
	}
	if err == nil {
		err = standing.May(action, c.FirmID)
	}
	return c, err
}

func (s *Service) read(ctx context.Context, actor rights.Actor, id int64, action rights.Action, also func(Tx, firm.Connector) error) error {
	return s.Store.Read(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		c, err := sourceOf(tx, standing, id, action)
		if err != nil {
			return err
		}
		return also(tx, c)
	})
}

// Status is a source as it stands, for the members of its firm. Errors: NotFound.
func (s *Service) Status(ctx context.Context, actor rights.Actor, id int64) (st Status, err error) {
	err = s.read(ctx, actor, id, rights.See, func(tx Tx, c firm.Connector) error {
		st, err = s.Engine.status(tx, c)
		return err
	})
	return st, err
}

// Files lists the latest files that a source showed, with what became of them. Errors: NotFound.
func (s *Service) Files(ctx context.Context, actor rights.Actor, id int64, limit int) (files []Record, err error) {
	err = s.read(ctx, actor, id, rights.See, func(tx Tx, c firm.Connector) error {
		files, err = tx.SourceFiles(c.ID, limit)
		return err
	})
	return files, err
}

// MayLook says whether the actor may have a source looked into now, or stop that. Errors:
// NotFound, Refused.
func (s *Service) MayLook(ctx context.Context, actor rights.Actor, id int64) error {
	return s.read(ctx, actor, id, rights.Sync, func(Tx, firm.Connector) error { return nil })
}

// Again forgets that a file was taken, so that it is read again if its source still has it:
// after its import was undone, or its format is known now. Errors: NotFound, Refused.
func (s *Service) Again(ctx context.Context, actor rights.Actor, recordID int64) error {
	return s.Store.Write(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		one, err := tx.SourceFile(recordID)
		if err != nil {
			return err
		}
		c, err := sourceOf(tx, standing, one.SourceID, rights.Import)
		if err != nil {
			return err
		}
		if err := tx.ForgetFile(recordID); err != nil {
			return err
		}
		return tx.Record(journal.Entry{Actor: actor, Action: "source.again", FirmID: c.FirmID, Object: "connector", ObjectID: c.ID})
	})
}

// Notice says that a person saw the rejected files of a source: « Accueil » asks for them no more.
// Errors: NotFound, Refused.
func (s *Service) Notice(ctx context.Context, actor rights.Actor, id int64) error {
	return s.Store.Write(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		c, err := sourceOf(tx, standing, id, rights.Import)
		if err != nil {
			return err
		}
		n, err := tx.Unnoticed(c.ID)
		if err != nil || n == 0 {
			return err
		}
		if err := tx.Notice(c.ID); err != nil {
			return err
		}
		return tx.Record(journal.Entry{Actor: actor, Action: "source.noticed", FirmID: c.FirmID, Object: "connector", ObjectID: c.ID})
	})
}

// Test tries a source without taking anything (Superviseur of the firm). One that goes well is
// out of trouble. Errors: NotFound, Refused; what the place answers is in the Trial.
func (s *Service) Test(ctx context.Context, actor rights.Actor, id int64) (trial deliver.Trial, err error) {
	var c firm.Connector
	err = s.read(ctx, actor, id, rights.EditConnectors, func(_ Tx, found firm.Connector) error { c = found; return nil })
	if err != nil {
		return trial, err
	}
	if f, missing := c.MissingSetting(); missing && !c.Unsettled() {
		return untested("Le réglage « "+f.Label+" » est vide.", "Donnez-le, puis testez à nouveau."), nil
	}
	access, err := s.Engine.Access(ctx, c)
	if err != nil {
		why := fault.From(err)
		return untested(why.Message, why.Hint), nil
	}
	trial = s.Engine.Doors[c.Partner].Test(ctx, access)
	if !trial.OK {
		return trial, nil
	}
	return trial, s.Store.Write(ctx, func(tx Tx) error {
		if err := tx.NoteTested(id); err != nil {
			return err
		}
		return tx.RequeueConnector(id)
	})
}

func untested(message, hint string) deliver.Trial {
	return deliver.Trial{Steps: []deliver.TrialStep{{Message: message, Hint: hint}}}
}

// Keyless says of each source that is set up, in the firms that the actor reaches, when no
// session that runs has its credentials.
func (s *Service) Keyless(ctx context.Context, actor rights.Actor) (sentences []string, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		all, err := tx.AllSources(standing)
		if err != nil {
			return err
		}
		for _, c := range all {
			st, err := tx.ConnectorStatus(c.ID, s.Engine.OSAccount)
			if err != nil {
				return err
			}
			if !c.Paused && st.MissingSetting == "" && !st.HereToo && !s.running(st.OSAccounts) {
				sentences = append(sentences, keyless(c, st.OSAccounts))
			}
		}
		return nil
	})
	return sentences, err
}

func (s *Service) running(accounts []string) bool {
	for _, name := range accounts {
		if s.Engine.Presence.Running(name) {
			return true
		}
	}
	return false
}

func keyless(c firm.Connector, accounts []string) string {
	said := c.Name + " : identifiants absents de cette session"
	if len(accounts) == 0 {
		return said + " ; un Superviseur les donne page de la réception."
	}
	return said + " ; rien n'est relevé avant que So bank s'ouvre dans la session « " + strings.Join(accounts, " » ou « ") + " »."
}
