package deliver

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"sobank/backend/fault"
	"sobank/backend/firm"
	"sobank/backend/rights"
)

// Service is what one may ask of the queue and of connectors' links.
type Service struct {
	Store  Store
	Engine *Engine
}

// List gives a page of the deliveries that the actor may see.
func (s *Service) List(ctx context.Context, actor rights.Actor, q Query) (rows []Row, total int, err error) {
	err = s.read(ctx, actor, func(tx Tx, standing rights.Standing) error {
		rows, total, err = tx.Deliveries(standing, q)
		return err
	})
	return rows, total, err
}

// Get reads one delivery with its attempts. Errors: NotFound.
func (s *Service) Get(ctx context.Context, actor rights.Actor, id int64) (d Details, err error) {
	err = s.read(ctx, actor, func(tx Tx, standing rights.Standing) error {
		if d, err = tx.Delivery(standing, id); err != nil {
			return err
		}
		may := standing.May(rights.SendAgain, d.FirmID) == nil
		d.MayRetry, d.MayCheck = may && d.retriable(), may && d.unclear()
		d.MayStop = may && d.stoppable()
		return nil
	})
	return d, err
}

// Counts counts by state what the actor may see, or those of the clients that they keep (mine).
func (s *Service) Counts(ctx context.Context, actor rights.Actor, mine bool) (counts map[State]int, err error) {
	err = s.read(ctx, actor, func(tx Tx, standing rights.Standing) error {
		counts, err = tx.DeliveryCounts(standing, mine)
		return err
	})
	return counts, err
}

func (s *Service) read(ctx context.Context, actor rights.Actor, ask func(Tx, rights.Standing) error) error {
	return s.Store.Read(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		return ask(tx, standing)
	})
}

// Status is a connector as it stands. Errors: NotFound, Refused for another firm's.
func (s *Service) Status(ctx context.Context, actor rights.Actor, connectorID int64) (st Status, err error) {
	_, err = s.connector(ctx, actor, connectorID, rights.See, func(tx Tx) error {
		st, err = tx.ConnectorStatus(connectorID, s.Engine.OSAccount)
		return err
	})
	return st, err
}

// connector reads a connector of a firm in which the actor may do an action.
func (s *Service) connector(ctx context.Context, actor rights.Actor, id int64, action rights.Action, also func(Tx) error) (c firm.Connector, err error) {
	err = s.read(ctx, actor, func(tx Tx, standing rights.Standing) error {
		if c, err = tx.Connector(id); err != nil {
			return err
		}
		if err := standing.May(action, c.FirmID); err != nil {
			return err
		}
		return also(tx)
	})
	return c, err
}

// delivered reads a connector as connector does; a source, that nothing is delivered to, is none.
// Errors: Conflict for one.
func (s *Service) delivered(ctx context.Context, actor rights.Actor, id int64, action rights.Action) (firm.Connector, error) {
	c, err := s.connector(ctx, actor, id, action, func(Tx) error { return nil })
	if err == nil && s.Engine.Partners[c.Partner] == nil {
		err = fault.Newf(fault.Conflict, "Rien n'est envoyé à « %s ».", c.Name)
	}
	return c, err
}

// Test tries a connection (Superviseur of the firm). One that goes well takes the connector
// out of trouble, and makes what waited for that due. Errors: NotFound, Refused; what the
// partner answers is in the Trial.
func (s *Service) Test(ctx context.Context, actor rights.Actor, id int64) (Trial, error) {
	c, err := s.delivered(ctx, actor, id, rights.EditConnectors)
	if err != nil {
		return Trial{}, err
	}
	if f, missing := c.MissingSetting(); missing && !c.Unsettled() {
		return failed("Le réglage « "+f.Label+" » est vide.", "Donnez-le, puis testez à nouveau."), nil
	}
	access, err := s.Engine.Access(ctx, c)
	if err != nil {
		why := fault.From(err)
		return failed(why.Message, why.Hint), nil
	}
	trial := s.Engine.Partners[c.Partner].Test(ctx, access)
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

func failed(message, hint string) Trial {
	return Trial{Steps: []TrialStep{{Message: message, Hint: hint}}}
}

// Folders lists the companies at the partner that match a search, for whoever may say which
// one an IBAN is of. Errors: NotFound, Refused, Conflict without credentials, and what the
// partner answers as a fault.
func (s *Service) Folders(ctx context.Context, actor rights.Actor, id int64, search string) ([]Folder, error) {
	c, err := s.delivered(ctx, actor, id, rights.EditClients)
	if err != nil {
		return nil, err
	}
	access, err := s.Engine.Access(ctx, c)
	if err != nil {
		return nil, err
	}
	return s.Engine.Partners[c.Partner].Folders(ctx, access, search)
}

// MaySync says whether the actor may start or stop a synchronisation. Errors: Refused.
func (s *Service) MaySync(ctx context.Context, actor rights.Actor) error {
	return s.read(ctx, actor, func(_ Tx, standing rights.Standing) error {
		if !standing.Can(rights.Sync) {
			return standing.May(rights.Sync, 0)
		}
		return nil
	})
}

// Troubles says of each connector in trouble, in the firms that the actor reaches, what
// stops it: « MyUnisoft : le jeton a été révoqué. », and of each whose credentials are in no
// session that runs.
func (s *Service) Troubles(ctx context.Context, actor rights.Actor) (sentences []string, err error) {
	var keyless []Keyless
	var resting []Resting
	err = s.read(ctx, actor, func(tx Tx, standing rights.Standing) error {
		if sentences, err = tx.Troubles(standing); err != nil {
			return err
		}
		if resting, err = tx.Resting(standing); err != nil {
			return err
		}
		keyless, err = tx.Keyless(standing, s.Engine.OSAccount)
		return err
	})
	for _, r := range resting {
		sentences = append(sentences, r.sentence())
	}
	for _, k := range keyless {
		if !slices.ContainsFunc(k.OSAccounts, s.Engine.Presence.Running) {
			sentences = append(sentences, k.sentence())
		}
	}
	return sentences, err
}

// sentence tells the time of this machine, as people read it on their clock.
func (r Resting) sentence() string {
	return fmt.Sprintf("%s : %d échecs de suite ; il est laissé tranquille jusqu'à %s, puis essayé à nouveau.", r.Name, r.Failures, r.Until.Local().Format("15:04"))
}

func (k Keyless) sentence() string {
	said := k.Name + " : identifiants absents de cette session"
	if len(k.OSAccounts) == 0 {
		return said + " ; un Superviseur les donne page du connecteur."
	}
	return said + " ; ses envois attendent que So bank s'ouvre dans la session « " + strings.Join(k.OSAccounts, " » ou « ") + " »."
}
