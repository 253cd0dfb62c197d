package firm

import (
	"context"

	"sobank/backend/fault"
	"sobank/backend/rights"
)

// ListConnectors gives a firm's connectors by name, to its members. Errors: NotFound, also
// for a firm that the actor does not reach.
func (s *Service) ListConnectors(ctx context.Context, actor rights.Actor, firmID int64) ([]Connector, error) {
	return s.list(ctx, actor, firmID, Tx.Connectors)
}

func (s *Service) list(ctx context.Context, actor rights.Actor, firmID int64, of func(Tx, int64) ([]Connector, error)) (list []Connector, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		if standing.May(rights.See, firmID) != nil {
			return noFirm()
		}
		if _, err := tx.Firm(firmID); err != nil {
			return err
		}
		list, err = of(tx, firmID)
		return err
	})
	return list, err
}

// GetConnector reads a connector, and says whether the actor may change it. Errors: NotFound,
// also for one of a firm that the actor does not reach.
func (s *Service) GetConnector(ctx context.Context, actor rights.Actor, id int64) (c Connector, mayEdit bool, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		var standing rights.Standing
		if standing, c, err = reach(tx, actor, id); err != nil {
			return err
		}
		mayEdit = standing.May(rights.EditConnectors, c.FirmID) == nil
		return nil
	})
	if err != nil {
		return Connector{}, false, err
	}
	return c, mayEdit, nil
}

// reach reads a connector of a firm that the actor reaches.
func reach(tx Tx, actor rights.Actor, id int64) (rights.Standing, Connector, error) {
	standing, err := tx.Standing(actor)
	if err != nil {
		return standing, Connector{}, err
	}
	c, err := tx.Connector(id)
	if err == nil && standing.May(rights.See, c.FirmID) != nil {
		err = fault.New(fault.NotFound, "Ce connecteur n'existe pas, ou vous n'appartenez pas à son cabinet.")
	}
	return standing, c, err
}

// editable reads a connector that the actor may change.
func editable(tx Tx, actor rights.Actor, id int64) (rights.Standing, Connector, error) {
	standing, c, err := reach(tx, actor, id)
	if err == nil {
		err = standing.May(rights.EditConnectors, c.FirmID)
	}
	return standing, c, err
}

// AddConnector adds a partner to a firm (Superviseur of the firm), rule 1 of the FAQ: at once,
// without settings. An empty name takes the partner's, « MyUnisoft », then « MyUnisoft 2 ».
// Errors: Refused, NotFound, Invalid for an unknown partner, Conflict for a name taken.
func (s *Service) AddConnector(ctx context.Context, actor rights.Actor, firmID int64, partner, name string) (c Connector, err error) {
	err = s.Store.Write(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		if err := standing.May(rights.EditConnectors, firmID); err != nil {
			return err
		}
		if _, err := tx.Firm(firmID); err != nil {
			return err
		}
		c, err = AddConnector(tx, actor, Connector{FirmID: firmID, Partner: partner, Name: name})
		return err
	})
	return c, err
}

// ConnectorForm is what a person gives of a connector. A setting that is left out stays; an
// empty one is taken away.
type ConnectorForm struct {
	ID       int64
	Name     string
	Settings map[string]string
	Paused   bool
}

// SaveConnector changes a connector (Superviseur of the firm). Errors: Refused, NotFound,
// Invalid with the field (a setting's key), Conflict for a name taken.
func (s *Service) SaveConnector(ctx context.Context, actor rights.Actor, f ConnectorForm) (c Connector, err error) {
	err = s.Store.Write(ctx, func(tx Tx) error {
		_, before, err := editable(tx, actor, f.ID)
		if err != nil {
			return err
		}
		settings, err := f.merge(before)
		if err != nil {
			return err
		}
		c, err = ChangeConnector(tx, actor, before, Connector{Name: f.Name, Settings: settings, Paused: f.Paused})
		return err
	})
	return c, err
}

// merge puts the form's settings over what is there, see Over: what the form repeats is not
// given anew. A person gives what the catalogue asks for and nothing else; what a setup file
// added stays.
func (f ConnectorForm) merge(before Connector) (map[string]any, error) {
	partner, _ := PartnerOf(before.Partner)
	given := map[string]any{}
	for key, text := range f.Settings {
		if !has(partner.Settings, key) {
			return nil, fault.Newf(fault.Invalid, "« %s » n'est pas un réglage de ce connecteur.", key).WithField(key)
		}
		if text != before.Setting(key) { // what the catalogue proposes is not written down
			given[key] = text
		}
	}
	return before.Over(given), nil
}

// RemoveConnector takes a connector away (Superviseur of the firm), rule 2 of the FAQ: only
// while no IBAN uses it. Its credentials leave this session's keychain. Errors: Refused,
// NotFound, Conflict that names the IBANs, or tells of a delivery whose fate is not known.
func (s *Service) RemoveConnector(ctx context.Context, actor rights.Actor, id int64) error {
	var removed Connector
	var installation string
	err := s.Store.Write(ctx, func(tx Tx) error {
		standing, c, err := editable(tx, actor, id)
		if err != nil {
			return err
		}
		users, err := tx.ConnectorUsers(standing, id)
		if err != nil {
			return err
		}
		if err := users.inUse(); err != nil {
			return err
		}
		if installation, err = tx.Installation(); err != nil {
			return err
		}
		removed = c
		if err := tx.RemoveConnector(id); err != nil {
			return err
		}
		return record(tx, actor, "connector.remove", c, nil)
	})
	if err != nil {
		return err
	}
	s.clear(installation, removed)
	return nil
}
