package privacy

import (
	"context"

	"sobank/backend/civil"
	"sobank/backend/fault"
	"sobank/backend/journal"
	"sobank/backend/rights"
)

// DefaultYears is how long a client is kept after its mission when its firm chose nothing: what
// the Code de commerce asks of accounting documents (art. L123-22).
const DefaultYears = 10

// The bounds of it, in years.
const (
	LeastYears = 1
	MostYears  = 50
)

// yearsAfter is the same day some years later; 29 February becomes 1 March.
func yearsAfter(d civil.Date, years int) civil.Date {
	return civil.Of(d.Time().AddDate(years, 0, 0))
}

// Rules lists how long each firm that the actor reaches keeps a client.
func (s *Service) Rules(ctx context.Context, actor rights.Actor) (rules []Rule, mayEdit bool, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		mayEdit = standing.May(rights.ManageSettings, 0) == nil
		rules, err = tx.Rules(standing)
		return err
	})
	return rules, mayEdit, err
}

// SetRetention says how many years a firm keeps a client after its mission (Administrateur).
// Errors: Refused, NotFound, Invalid.
func (s *Service) SetRetention(ctx context.Context, actor rights.Actor, firmID int64, years int) error {
	return s.Store.Write(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		if err := standing.May(rights.ManageSettings, firmID); err != nil {
			return err
		}
		if years < LeastYears || years > MostYears {
			return fault.Newf(fault.Invalid, "La conservation va de %d à %d ans après la fin de la mission.", LeastYears, MostYears).WithField("years")
		}
		if err := tx.SetRetention(firmID, years); err != nil {
			return err
		}
		return tx.Record(journal.Entry{Actor: actor, Action: "firm.retention", FirmID: firmID, Object: "firm", ObjectID: firmID, Facts: map[string]any{"years": years}})
	})
}

// Over lists « À purger »: the clients whose retention is over (Administrateur). Nothing takes
// them away but a person. Errors: Refused.
func (s *Service) Over(ctx context.Context, actor rights.Actor) (list []Kept, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		if err := standing.May(rights.Erase, 0); err != nil {
			return err
		}
		list, err = over(tx, standing, civil.Of(s.Now()))
		return err
	})
	return list, err
}

func over(tx Tx, standing rights.Standing, today civil.Date) (list []Kept, err error) {
	rules, err := tx.Rules(standing)
	if err != nil {
		return nil, err
	}
	years := map[int64]int{}
	for _, r := range rules {
		years[r.FirmID] = r.Years
	}
	ended, err := tx.Ended(standing)
	for _, k := range ended {
		if k.Until = yearsAfter(k.EndedOn, years[k.FirmID]); k.Over(today) {
			list = append(list, k)
		}
	}
	return list, err
}
