package account

import (
	"context"

	"sobank/backend/fault"
	"sobank/backend/rights"
)

// MostAtOnce bounds what is chosen at once: more than an installation is made for.
const MostAtOnce = 5000

// All gives every account of a list that the actor may see, in its order, for what is done to
// all of them at once; offset and limit count for nothing. Errors: Invalid when there are more
// than MostAtOnce.
func (s *Service) All(ctx context.Context, actor rights.Actor, q Query) (all []Row, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		all, err = every(tx, standing, q)
		return err
	})
	return all, err
}

func every(tx Tx, standing rights.Standing, q Query) (all []Row, err error) {
	for {
		q.Offset, q.Limit = len(all), 500
		rows, total, err := tx.Accounts(standing, q)
		if err != nil {
			return nil, err
		}
		if total > MostAtOnce {
			return nil, fault.Newf(fault.Invalid, "Cette liste a %d IBAN : c'est trop pour les choisir d'un coup (%d au plus).", total, MostAtOnce).
				WithHint("Affinez la liste par une recherche ou un filtre.")
		}
		if all = append(all, rows...); len(all) >= total || len(rows) == 0 {
			return all, nil
		}
	}
}
