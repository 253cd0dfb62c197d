package account

import (
	"context"

	"sobank/backend/civil"
	"sobank/backend/fault"
	"sobank/backend/journal"
	"sobank/backend/rights"
)

// History is what « envoyer l'historique depuis le … » does, or would do.
type History struct {
	Statements int // that it concerns
	ToSend     int // of them, those that leave: the others are retained, for their own reason
}

// PreviewHistory says what sending the history would do. Errors: those of SendHistory.
func (s *Service) PreviewHistory(ctx context.Context, actor rights.Actor, id int64, from string) (h History, err error) {
	err = s.previewed(ctx, func(tx Tx) error {
		h, err = s.sendHistory(tx, actor, id, from)
		return err
	})
	return h, err
}

// SendHistory has the statements of an account since a day sent to its connector: those that
// wait for download, or came before the start of collection; never what was downloaded. Every
// profile. Errors: Refused, NotFound, Invalid, Conflict without a connector.
func (s *Service) SendHistory(ctx context.Context, actor rights.Actor, id int64, from string) (h History, err error) {
	err = s.Store.Write(ctx, func(tx Tx) error {
		h, err = s.sendHistory(tx, actor, id, from)
		return err
	})
	return h, err
}

func (s *Service) sendHistory(tx Tx, actor rights.Actor, id int64, from string) (h History, err error) {
	day, err := optionalDate(from, "from")
	if err != nil {
		return h, err
	}
	if day == 0 {
		return h, fault.New(fault.Invalid, "Dites depuis quel jour envoyer l'historique.").WithField("from")
	}
	row, err := associable(tx, actor, id)
	if err != nil {
		return h, err
	}
	if row.ConnectorID == 0 {
		return h, fault.New(fault.Conflict, "Cet IBAN n'a pas de connecteur : son historique va dans le fichier global.").
			WithHint("Associez-lui d'abord un connecteur.")
	}
	return askHistory(tx, actor, row, day)
}

// associable reads an account that the actor may associate.
func associable(tx Tx, actor rights.Actor, id int64) (row Row, err error) {
	standing, err := tx.Standing(actor)
	if err != nil {
		return row, err
	}
	if row, err = tx.Account(standing, id); err != nil {
		return row, err
	}
	return row, standing.May(rights.Associate, row.FirmID)
}

func askHistory(tx Tx, actor rights.Actor, row Row, from civil.Date) (h History, err error) {
	before, err := tx.CountPlaces(row.ID)
	if err != nil {
		return h, err
	}
	if h.Statements, err = tx.AskHistory(row.ID, from); err != nil {
		return h, err
	}
	if err := tx.Settle(row.ID); err != nil {
		return h, err
	}
	after, err := tx.CountPlaces(row.ID)
	if err != nil {
		return h, err
	}
	h.ToSend = after["to_send"] - before["to_send"]
	return h, tx.Record(journal.Entry{Actor: actor, Action: "account.send_history", FirmID: row.FirmID, Object: "account", ObjectID: row.ID,
		Facts: map[string]any{"from": from.String(), "statements": h.Statements, "connector": row.ConnectorID}})
}
