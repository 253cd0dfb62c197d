package account

import (
	"context"
	"errors"

	"sobank/backend/civil"
	"sobank/backend/fault"
	"sobank/backend/journal"
	"sobank/backend/rights"
)

// Case is a client as its mission goes: « Fin de mission ».
type Case struct {
	ClientID int64
	FirmID   int64
	Name     string
	EndedOn  civil.Date // zero: the mission goes on
	MayEnd   bool       // the actor may end it, or take it up again
	MayMove  bool       // the actor may transfer it
}

// CaseTx is what missions, transfers and aliases need of a transaction.
type CaseTx interface {
	// Case reads a client. NotFound when there is none, or not for this standing.
	Case(rights.Standing, int64) (Case, error)
	// SetMissionEnd says when a client's mission ended; zero takes it up again.
	SetMissionEnd(clientID int64, on civil.Date) error
	// CountPlaces counts the statements of accounts by place.
	CountPlaces(accounts ...int64) (map[string]int, error)
	// MoveClient brings a client with its accounts to another firm, without connectors; a
	// responsable who is not of that firm is left behind. NotFound when there is no such firm.
	MoveClient(clientID, firmID int64) error
	// MoveAccount brings an account to another client, without a connector when that one is of
	// another firm.
	MoveAccount(accountID, clientID int64) error
	// Aliases lists the other keys of an account, latest first.
	Aliases(accountID int64) ([]Alias, error)
	// AddAlias gives an account another key, and the statements that are aside for it.
	AddAlias(Account, Alias) error
	// RemoveAlias takes one away; the statements that came under it stay. NotFound.
	RemoveAlias(accountID int64, key string) error
	// Renumber gives an account another IBAN and key.
	Renumber(accountID int64, to Alias) error
	// AskHistory asks for the statements of an account that end on a day or later to be sent to
	// its connector, although they wait for download or came before the start of collection.
	AskHistory(accountID int64, from civil.Date) (statements int, err error)
}

// Effect is what ending a mission or a transfer does, or would do.
type Effect struct {
	Accounts     int
	Terminations int // mandates that become « Résiliation demandée »
	Freed        int // accounts that lose their connector
	NotSent      int // statements that waited to be sent, and no longer do
	Held         int // statements that are retained from now on
}

// errPreview rolls back what only wanted to be seen.
var errPreview = errors.New("account: preview")

// previewed runs a change to its end and takes it back: what it would do is what it does.
func (s *Service) previewed(ctx context.Context, change func(Tx) error) error {
	err := s.Store.Write(ctx, func(tx Tx) error {
		if err := change(tx); err != nil {
			return err
		}
		return errPreview
	})
	if errors.Is(err, errPreview) {
		return nil
	}
	return err
}

// Case reads how a client's mission goes. Errors: NotFound.
func (s *Service) Case(ctx context.Context, actor rights.Actor, clientID int64) (c Case, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		c, err = tx.Case(standing, clientID)
		c.MayEnd = standing.May(rights.DecideMandate, c.FirmID) == nil
		c.MayMove = standing.May(rights.ManageFirms, c.FirmID) == nil
		return err
	})
	return c, err
}

// PreviewMissionEnd says what ending a mission would do. Errors: those of EndMission.
func (s *Service) PreviewMissionEnd(ctx context.Context, actor rights.Actor, clientID int64, on string) (e Effect, err error) {
	err = s.previewed(ctx, func(tx Tx) error {
		e, err = s.endMission(tx, actor, clientID, on)
		return err
	})
	return e, err
}

// EndMission ends the mission for a client on a day, today at the latest (Superviseur): the
// terminations of its mandates start, its connectors are freed, later statements are retained.
// Errors: Refused, NotFound, Invalid, Conflict when it has ended.
func (s *Service) EndMission(ctx context.Context, actor rights.Actor, clientID int64, on string) (e Effect, err error) {
	err = s.Store.Write(ctx, func(tx Tx) error {
		e, err = s.endMission(tx, actor, clientID, on)
		return err
	})
	return e, err
}

func (s *Service) endMission(tx Tx, actor rights.Actor, clientID int64, on string) (e Effect, err error) {
	standing, c, err := s.ofClient(tx, actor, clientID, rights.DecideMandate)
	if err != nil {
		return e, err
	}
	if c.EndedOn != 0 {
		return e, fault.Newf(fault.Conflict, "La mission pour « %s » est terminée depuis le %s.", c.Name, french(c.EndedOn))
	}
	day, err := s.dayOf(on)
	if err != nil {
		return e, err
	}
	rows, err := accountsOf(tx, standing, clientID)
	if err != nil {
		return e, err
	}
	return measured(tx, rows, func(e *Effect) error {
		if err := tx.SetMissionEnd(clientID, day); err != nil {
			return err
		}
		for _, row := range rows {
			if err := s.release(tx, standing, row, e); err != nil {
				return err
			}
		}
		return tx.Record(journal.Entry{Actor: actor, Action: "client.mission_end", FirmID: c.FirmID, Object: "client", ObjectID: clientID,
			Facts: map[string]any{"on": day.String(), "terminations": e.Terminations, "connectors": e.Freed}})
	})
}

// release starts the termination of an account's mandate, and frees its connector.
func (s *Service) release(tx Tx, standing rights.Standing, row Row, e *Effect) error {
	if row.Mandate.Status == Approved || row.Mandate.Status == Suspended {
		e.Terminations++
		to := Mandate{Status: TerminationAsked, Since: max(civil.Of(s.Now()), row.Mandate.Since)}
		if err := Advance(tx, standing, row, to, "fin de mission"); err != nil {
			return err
		}
	}
	freed, err := associate(tx, standing, row, 0)
	if freed {
		e.Freed++
	}
	return err
}

// ResumeMission takes a mission up again (Superviseur); mandates and connectors stay as they
// are. Errors: Refused, NotFound, Conflict when it goes on.
func (s *Service) ResumeMission(ctx context.Context, actor rights.Actor, clientID int64) error {
	return s.Store.Write(ctx, func(tx Tx) error {
		standing, c, err := s.ofClient(tx, actor, clientID, rights.DecideMandate)
		if err != nil {
			return err
		}
		if c.EndedOn == 0 {
			return fault.Newf(fault.Conflict, "La mission pour « %s » n'est pas terminée.", c.Name)
		}
		rows, err := accountsOf(tx, standing, clientID)
		if err != nil {
			return err
		}
		if err := tx.SetMissionEnd(clientID, 0); err != nil {
			return err
		}
		if err := tx.Settle(ids(rows)...); err != nil {
			return err
		}
		return tx.Record(journal.Entry{Actor: actor, Action: "client.mission_resume", FirmID: c.FirmID, Object: "client", ObjectID: clientID})
	})
}

// ofClient reads a client that the actor may do something to.
func (s *Service) ofClient(tx Tx, actor rights.Actor, clientID int64, action rights.Action) (standing rights.Standing, c Case, err error) {
	if standing, err = tx.Standing(actor); err != nil {
		return standing, c, err
	}
	if c, err = tx.Case(standing, clientID); err != nil {
		return standing, c, err
	}
	return standing, c, standing.May(action, c.FirmID)
}

// accountsOf lists all the accounts of a client.
func accountsOf(tx Tx, standing rights.Standing, clientID int64) (rows []Row, err error) {
	for {
		more, total, err := tx.Accounts(standing, Query{ClientID: clientID, Sort: "iban", Offset: len(rows)})
		if err != nil {
			return nil, err
		}
		rows = append(rows, more...)
		if len(more) == 0 || len(rows) >= total {
			return rows, nil
		}
	}
}

func ids(rows []Row) (list []int64) {
	for _, r := range rows {
		list = append(list, r.ID)
	}
	return list
}

// measured does something to accounts, settles them, and counts what that did.
func measured(tx Tx, rows []Row, do func(*Effect) error) (e Effect, err error) {
	accounts := ids(rows)
	before, err := tx.CountPlaces(accounts...)
	if err != nil {
		return e, err
	}
	e.Accounts = len(rows)
	if err := do(&e); err != nil {
		return e, err
	}
	if err := tx.Settle(accounts...); err != nil {
		return e, err
	}
	after, err := tx.CountPlaces(accounts...)
	e.NotSent = max(0, before["to_send"]-after["to_send"])
	e.Held = max(0, after["held"]-before["held"])
	return e, err
}
