package account

import (
	"context"

	"sobank/backend/fault"
	"sobank/backend/journal"
	"sobank/backend/rights"
)

// PreviewTransfer says what transferring a client would do. Errors: those of TransferClient.
func (s *Service) PreviewTransfer(ctx context.Context, actor rights.Actor, clientID, firmID int64) (e Effect, err error) {
	err = s.previewed(ctx, func(tx Tx) error {
		e, err = s.transferClient(tx, actor, clientID, firmID)
		return err
	})
	return e, err
}

// TransferClient brings a client with its IBANs to another firm (Administrateur). Connectors
// are freed; what was delivered or downloaded stays in the history. Errors: Refused, NotFound,
// Invalid when it is there already.
func (s *Service) TransferClient(ctx context.Context, actor rights.Actor, clientID, firmID int64) (e Effect, err error) {
	err = s.Store.Write(ctx, func(tx Tx) error {
		e, err = s.transferClient(tx, actor, clientID, firmID)
		return err
	})
	return e, err
}

func (s *Service) transferClient(tx Tx, actor rights.Actor, clientID, firmID int64) (e Effect, err error) {
	standing, c, err := s.ofClient(tx, actor, clientID, rights.ManageFirms)
	if err != nil {
		return e, err
	}
	if c.FirmID == firmID {
		return e, fault.New(fault.Invalid, "Ce client est déjà dans ce cabinet.").WithField("firmId")
	}
	rows, err := accountsOf(tx, standing, clientID)
	if err != nil {
		return e, err
	}
	return measured(tx, rows, func(e *Effect) error {
		e.Freed = connected(rows)
		if err := tx.MoveClient(clientID, firmID); err != nil {
			return err
		}
		return tx.Record(journal.Entry{Actor: actor, Action: "client.transfer", FirmID: firmID, Object: "client", ObjectID: clientID,
			Facts: map[string]any{"from": c.FirmID, "accounts": len(rows)}})
	})
}

// connected counts the accounts that have a connector.
func connected(rows []Row) (n int) {
	for _, r := range rows {
		if r.ConnectorID != 0 {
			n++
		}
	}
	return n
}

// TransferAccount brings an IBAN to another client, of any firm (Administrateur). Its
// connector is freed when the firm is another one. Errors: Refused, NotFound, Invalid when it
// is that client's already.
func (s *Service) TransferAccount(ctx context.Context, actor rights.Actor, id, clientID int64) (row Row, err error) {
	err = s.Store.Write(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		before, err := tx.Account(standing, id)
		if err != nil {
			return err
		}
		if err := standing.May(rights.ManageFirms, before.FirmID); err != nil {
			return err
		}
		if _, err := tx.Case(standing, clientID); err != nil {
			return err
		}
		if before.ClientID == clientID {
			return fault.New(fault.Invalid, "Cet IBAN est déjà celui de ce client.").WithField("clientId")
		}
		if err := tx.MoveAccount(id, clientID); err != nil {
			return err
		}
		if err := tx.Settle(id); err != nil {
			return err
		}
		if row, err = tx.Account(standing, id); err != nil {
			return err
		}
		return tx.Record(journal.Entry{Actor: actor, Action: "account.transfer", FirmID: row.FirmID, Object: "account", ObjectID: id,
			Facts: map[string]any{"from": before.FirmID, "client": clientID, "client_before": before.ClientID}})
	})
	return row, err
}
