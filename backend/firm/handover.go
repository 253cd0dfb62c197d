package firm

import (
	"context"

	"sobank/backend/fault"
	"sobank/backend/journal"
	"sobank/backend/rights"
)

// HandOverTx is what handing a connector's IBANs over needs of a transaction.
type HandOverTx interface {
	// ConnectorUse tells how many deliveries wait at a connector, and of how many the fate is
	// not known.
	ConnectorUse(connectorID int64) (waiting, open int, err error)
	// HandOver gives the accounts of a connector another one of their firm, or none (0), and
	// settles them. Conflict when the firm does not have it.
	HandOver(from, to int64) (accounts []int64, err error)
}

// Use is what hangs on a connector.
type Use struct {
	Users   Users
	Waiting int // deliveries that have not left, and go where the IBANs go
	Open    int // deliveries that keep it from being removed: their fate is not known
}

// ConnectorUse tells what hangs on a connector, before it is removed (Superviseur of the firm).
// Errors: Refused, NotFound.
func (s *Service) ConnectorUse(ctx context.Context, actor rights.Actor, id int64) (u Use, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		standing, _, err := editable(tx, actor, id)
		if err != nil {
			return err
		}
		if u.Users, err = tx.ConnectorUsers(standing, id); err != nil {
			return err
		}
		u.Waiting, u.Open, err = tx.ConnectorUse(id)
		return err
	})
	return u, err
}

// HandOverConnector gives the IBANs of a connector another one of the firm, or none (0), then
// removes it, in one transaction (Superviseur of the firm). Errors: Refused, NotFound, Conflict
// for a connector of another firm, or a delivery whose fate is not known.
func (s *Service) HandOverConnector(ctx context.Context, actor rights.Actor, id, to int64) (handed int, err error) {
	var removed Connector
	var installation string
	err = s.Store.Write(ctx, func(tx Tx) error {
		_, c, err := editable(tx, actor, id)
		if err != nil {
			return err
		}
		if err := notSource(c); err != nil {
			return err
		}
		if id == to {
			return fault.New(fault.Invalid, "Choisissez un autre connecteur que celui qui s'en va.").WithField("to")
		}
		accounts, err := tx.HandOver(id, to)
		if err != nil {
			return err
		}
		for _, one := range accounts {
			err := tx.Record(journal.Entry{Actor: actor, Action: "account.associate", FirmID: c.FirmID, Object: "account", ObjectID: one,
				Facts: map[string]any{"connector": to, "before": id}})
			if err != nil {
				return err
			}
		}
		if installation, err = tx.Installation(); err != nil {
			return err
		}
		removed, handed = c, len(accounts)
		if err := tx.RemoveConnector(id); err != nil {
			return err
		}
		return record(tx, actor, "connector.remove", c, map[string]any{"handed_over": handed, "to": to})
	})
	if err != nil {
		return 0, err
	}
	s.clear(installation, removed)
	return handed, nil
}
