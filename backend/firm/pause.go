package firm

import (
	"context"

	"sobank/backend/rights"
)

// PauseConnector holds a connector's deliveries back, or lets them go, and changes nothing else
// of it (Superviseur of the firm). Errors: Refused, NotFound.
func (s *Service) PauseConnector(ctx context.Context, actor rights.Actor, id int64, paused bool) (c Connector, err error) {
	err = s.Store.Write(ctx, func(tx Tx) error {
		_, before, err := editable(tx, actor, id)
		if err != nil {
			return err
		}
		after := before
		after.Paused = paused
		c, err = ChangeConnector(tx, actor, before, after)
		return err
	})
	return c, err
}
