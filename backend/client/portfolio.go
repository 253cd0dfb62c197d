package client

import (
	"sobank/backend/civil"
	"sobank/backend/fault"
	"sobank/backend/rights"
)

// mayAssign checks who a client is given to, and who may see it, in what changes. Who may see
// a « dossier confidentiel », responsable and stand-in included, is for those who see them all
// to say. Errors: Refused, Invalid with the field.
func mayAssign(tx Tx, standing rights.Standing, before, after Client) error {
	if !assigns(before, after) {
		return nil
	}
	if before.Confidential || after.Confidential {
		if err := standing.May(rights.SeeConfidential, before.FirmID); err != nil {
			return err
		}
	}
	if after.ResponsableID != before.ResponsableID {
		if err := inTeam(tx, before.FirmID, after.ResponsableID, "responsableId"); err != nil {
			return err
		}
	}
	if after.StandInID != before.StandInID {
		if err := inTeam(tx, before.FirmID, after.StandInID, "standInId"); err != nil {
			return err
		}
	}
	return checkStandIn(before, after, standing.Today)
}

// assigns reports whether a change says anew who keeps or sees a client.
func assigns(before, after Client) bool {
	return after.Confidential != before.Confidential || after.ResponsableID != before.ResponsableID ||
		after.StandInID != before.StandInID || after.StandInUntil != before.StandInUntil
}

// checkStandIn asks for the last day of a stand-in, today or later when it is new.
func checkStandIn(before, after Client, today civil.Date) error {
	switch {
	case after.StandInID == 0:
		return nil
	case after.StandInID == after.ResponsableID:
		return fault.New(fault.Invalid, "Le suppléant est quelqu'un d'autre que le responsable.").WithField("standInId")
	case after.StandInUntil == 0:
		return fault.New(fault.Invalid, "Donnez le dernier jour de la suppléance.").WithField("standInUntil")
	case after.StandInUntil < today && (after.StandInUntil != before.StandInUntil || after.StandInID != before.StandInID):
		return fault.New(fault.Invalid, "Ce jour est passé.").WithField("standInUntil")
	}
	return nil
}

func inTeam(tx Tx, firmID, staffID int64, field string) error {
	if staffID == 0 {
		return nil
	}
	in, err := tx.InTeam(firmID, staffID)
	if err == nil && !in {
		err = fault.New(fault.Invalid, "Cette personne n'est pas de ce cabinet, ou n'est plus active.").WithField(field).
			WithHint("Choisissez quelqu'un du cabinet du client.")
	}
	return err
}

// assigned are the facts of the journal, nil when nobody was given anything.
func assigned(before, after Client) map[string]any {
	if !assigns(before, after) {
		return nil
	}
	return map[string]any{"responsable": after.ResponsableID, "stand_in": after.StandInID, "stand_in_until": after.StandInUntil.String(),
		"confidential": after.Confidential}
}
