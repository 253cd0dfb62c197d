package sqlite

import (
	"database/sql"

	"sobank/backend/civil"
	"sobank/backend/fault"
	"sobank/backend/rights"
)

// Standing reads what an actor is at this moment: their session, activity, profile and
// firms. « Système » needs no session.
func (tx *Tx) Standing(actor rights.Actor) (rights.Standing, error) {
	if actor.System {
		return rights.Standing{Actor: actor, Today: civil.Of(tx.now())}, nil
	}
	var profile string
	found, err := tx.one(`SELECT s.profile FROM session x JOIN staff s ON s.id = x.staff_id
		WHERE x.id = ? AND x.staff_id = ? AND x.ended_at IS NULL AND s.active = 1`,
		[]any{actor.SessionID, actor.StaffID}, &profile)
	if err != nil {
		return rights.Standing{}, err
	}
	if !found {
		return rights.Standing{}, fault.New(fault.Unauthenticated, "Votre session est terminée.").
			WithHint("Connectez-vous à nouveau.")
	}
	firms, err := tx.firmsOf(actor.StaffID)
	return rights.Standing{Actor: actor, Profile: rights.Profile(profile), Firms: firms, Today: civil.Of(tx.now())}, err
}

func (tx *Tx) firmsOf(staffID int64) (firms []int64, err error) {
	err = tx.each("SELECT firm_id FROM staff_firm WHERE staff_id = ? ORDER BY firm_id", []any{staffID}, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		firms = append(firms, id)
		return err
	})
	return firms, err
}
