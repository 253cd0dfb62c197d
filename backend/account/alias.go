package account

import (
	"context"
	"time"

	"sobank/backend/fault"
	"sobank/backend/iban"
	"sobank/backend/journal"
	"sobank/backend/rights"
)

// Alias is another number of an account, from before or after a bank merger: statements that
// come under it are the account's.
type Alias struct {
	Key  string
	IBAN iban.IBAN
	At   time.Time
}

// Aliases lists the other numbers of an account, latest first. Errors: NotFound.
func (s *Service) Aliases(ctx context.Context, actor rights.Actor, id int64) (list []Alias, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		if _, err := tx.Account(standing, id); err != nil {
			return err
		}
		list, err = tx.Aliases(id)
		return err
	})
	return list, err
}

// AddAlias gives an account another number, with the statements that are aside for it. As the
// current one it takes the place of the account's IBAN, which becomes the alias. Errors:
// Refused, NotFound, Invalid, Conflict for an IBAN that is known.
func (s *Service) AddAlias(ctx context.Context, actor rights.Actor, id int64, number string, current bool) error {
	added, err := iban.Parse(number)
	if err != nil {
		return err
	}
	alias := Alias{Key: KeyOf(added, iban.RIB{}), IBAN: added}
	return s.editing(ctx, actor, id, func(tx Tx, row Row) error {
		if err := notKnown(tx, row, alias); err != nil {
			return err
		}
		if err := tx.AddAlias(row.Account, alias); err != nil {
			return err
		}
		if current {
			if err := swap(tx, row, alias); err != nil {
				return err
			}
		}
		return tx.Record(journal.Entry{Actor: actor, Action: "account.alias_add", FirmID: row.FirmID, Object: "account", ObjectID: id,
			Facts: map[string]any{"current": current}})
	})
}

// swap makes the alias the account's IBAN, and its IBAN the alias.
func swap(tx Tx, row Row, alias Alias) error {
	if err := tx.RemoveAlias(row.ID, alias.Key); err != nil {
		return err
	}
	if err := tx.Renumber(row.ID, alias); err != nil {
		return err
	}
	return tx.AddAlias(row.Account, Alias{Key: row.Key, IBAN: row.IBAN})
}

func notKnown(tx Tx, row Row, alias Alias) error {
	known, err := tx.AccountKeyed(alias.Key)
	switch {
	case fault.CodeOf(err) == fault.NotFound:
		return nil
	case err != nil:
		return err
	case known.ID == row.ID:
		return fault.Newf(fault.Conflict, "%s est déjà un numéro de ce compte.", alias.IBAN.Format()).WithField("iban")
	}
	return fault.Newf(fault.Conflict, "L'IBAN %s existe déjà dans So bank, pour un autre compte.", alias.IBAN.Format()).WithField("iban").
		WithHint("Un ancien numéro ne peut pas être en même temps un IBAN de la liste.")
}

// RemoveAlias takes another number away; the statements that came under it stay. Errors:
// Refused, NotFound.
func (s *Service) RemoveAlias(ctx context.Context, actor rights.Actor, id int64, key string) error {
	return s.editing(ctx, actor, id, func(tx Tx, row Row) error {
		if err := tx.RemoveAlias(id, key); err != nil {
			return err
		}
		return tx.Record(journal.Entry{Actor: actor, Action: "account.alias_remove", FirmID: row.FirmID, Object: "account", ObjectID: id})
	})
}

// editing does something to an account that the actor may edit, then settles it.
func (s *Service) editing(ctx context.Context, actor rights.Actor, id int64, do func(Tx, Row) error) error {
	return s.Store.Write(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		row, err := tx.Account(standing, id)
		if err != nil {
			return err
		}
		if err := standing.May(rights.EditClients, row.FirmID); err != nil {
			return err
		}
		if err := do(tx, row); err != nil {
			return err
		}
		return tx.Settle(id)
	})
}
