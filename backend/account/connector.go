package account

import (
	"context"
	"strings"
	"unicode/utf8"

	"sobank/backend/fault"
	"sobank/backend/journal"
	"sobank/backend/rights"
)

// Association is what associating accounts with a connector did.
type Association struct {
	Changed int // accounts
	Waiting int // their statements that waited for download already: they stay there
}

// Associate gives accounts a connector of their firm, rule 3 of the FAQ, or with 0
// « Aucun connecteur », rule 4: every profile, at any status of the mandate, all or none.
// Errors: Refused, NotFound, Conflict when a firm does not have the connector.
func (s *Service) Associate(ctx context.Context, actor rights.Actor, ids []int64, connectorID int64) (a Association, err error) {
	ids, err = chosen(ids)
	if err != nil {
		return a, err
	}
	err = s.Store.Write(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		var changed []int64
		for _, id := range ids {
			row, err := tx.Account(standing, id)
			if err != nil {
				return err
			}
			did, err := associate(tx, standing, row, connectorID)
			if err != nil {
				return of(row, len(ids), err)
			}
			if did {
				changed = append(changed, id)
			}
		}
		a, err = settled(tx, changed, connectorID)
		return err
	})
	return a, err
}

func associate(tx Tx, standing rights.Standing, row Row, connectorID int64) (changed bool, err error) {
	if err := standing.May(rights.Associate, row.FirmID); err != nil {
		return false, err
	}
	if row.ConnectorID == connectorID {
		return false, nil
	}
	if err := tx.SetConnector(row.ID, connectorID); err != nil {
		return false, err
	}
	return true, tx.Record(journal.Entry{Actor: standing.Actor, Action: "account.associate", FirmID: row.FirmID, Object: "account", ObjectID: row.ID,
		Facts: map[string]any{"connector": connectorID, "before": row.ConnectorID}})
}

// settled derives the places again, and counts what the association leaves where it was.
func settled(tx Tx, changed []int64, connectorID int64) (a Association, err error) {
	a.Changed = len(changed)
	if err := tx.Settle(changed...); err != nil || connectorID == 0 {
		return a, err
	}
	a.Waiting, err = tx.AwaitingDownload(changed...)
	return a, err
}

// wrongFolder are the codes of partners that choosing the company mends.
var wrongFolder = []string{
	"SOCIETE-A-CHOISIR", "ERR-FOLDER-NOT-FOUND", "ERR-SOCIETY-DOESNT-EXIST", "SOCIETE10", "SOCIETE16", "SOCIETE17", "GBL10", "RIB13", "RIB16", "RIB-A-CREER",
	"DOSSIER-A-CHOISIR", "DOSSIER-INTROUVABLE",
}

// maxFolder bounds the name of a folder at a partner, in characters.
const maxFolder = 100

// SetPartnerFolder says which company an account is of at its partner; "" lets it be found
// again. What was refused for that becomes due. Errors: Refused, NotFound, Invalid.
func (s *Service) SetPartnerFolder(ctx context.Context, actor rights.Actor, id int64, folder string) error {
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
		return ChangePartnerFolder(tx, actor, row, folder)
	})
}

// ChangePartnerFolder does it in a transaction that has checked the rights; the same folder
// again changes nothing. Errors: Invalid.
func ChangePartnerFolder(tx Tx, actor rights.Actor, row Row, folder string) error {
	folder = strings.TrimSpace(folder)
	if utf8.RuneCountInString(folder) > maxFolder {
		return fault.Newf(fault.Invalid, "Le dossier chez le partenaire est trop long (%d caractères au plus).", maxFolder).WithField("partnerFolder")
	}
	if folder == row.PartnerFolder {
		return nil
	}
	if err := tx.SetPartnerFolder(row.ID, folder); err != nil {
		return err
	}
	if err := tx.RequeueAccount(row.ID, wrongFolder...); err != nil {
		return err
	}
	return tx.Record(journal.Entry{Actor: actor, Action: "account.partner_folder", FirmID: row.FirmID, Object: "account", ObjectID: row.ID})
}
