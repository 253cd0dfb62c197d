package account

import (
	"context"
	"time"

	"sobank/backend/civil"
	"sobank/backend/journal"
	"sobank/backend/rights"
)

// Store keeps accounts. Each call is one transaction.
type Store interface {
	Read(context.Context, func(Tx) error) error
	Write(context.Context, func(Tx) error) error
}

// Tx is what accounts need of a transaction.
type Tx interface {
	journal.Recorder
	// Standing reads what the actor is now. Unauthenticated when the session has ended.
	Standing(rights.Actor) (rights.Standing, error)
	// Accounts lists a page of the known accounts that the standing may see, and the count
	// of the whole list.
	Accounts(rights.Standing, Query) ([]Row, int, error)
	// Account reads a known account. NotFound when there is none, or not for this standing.
	Account(rights.Standing, int64) (Row, error)
	// AccountKeyed finds a known account by its key or an alias. NotFound when there is none.
	AccountKeyed(key string) (Account, error)
	// Asides lists the accounts of « Sans IBAN » that the standing may see.
	Asides(rights.Standing) ([]Aside, error)
	// ClientFirm is the firm of a client that the standing may see. NotFound otherwise.
	ClientFirm(s rights.Standing, clientID int64) (int64, error)
	// InsertAccount adds a known account, taking over the statements that are aside for its
	// key in its firm or in no firm. Conflict when the IBAN is known already.
	InsertAccount(Account) (int64, error)
	// UpdateAccount changes an account; its IBAN, client and firm stay.
	UpdateAccount(Account) error
	// SetMandate moves a mandate and keeps the step.
	SetMandate(actor rights.Actor, accountID int64, m Mandate, note string) error
	// MandateSteps lists the steps of an account's mandate, latest first.
	MandateSteps(accountID int64) ([]Step, error)
	// SetConnector associates an account with a connector, or with none (0). Conflict when
	// the account's firm does not have it.
	SetConnector(accountID, connectorID int64) error
	// SetPartnerFolder remembers an account's folder at the partner.
	SetPartnerFolder(accountID int64, folder string) error
	// RequeueAccount makes an account's deliveries due that were refused with one of the codes.
	RequeueAccount(accountID int64, codes ...string) error
	// AwaitingDownload counts the statements of accounts that wait for download.
	AwaitingDownload(accounts ...int64) (int, error)
	// Settle derives again state and place of the accounts' statements.
	Settle(accounts ...int64) error
	CaseTx
}

// Service is what one may do with accounts.
type Service struct {
	Store Store
	Now   func() time.Time
}

// List gives a page of the accounts that the actor may see.
func (s *Service) List(ctx context.Context, actor rights.Actor, q Query) (rows []Row, total int, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		rows, total, err = tx.Accounts(standing, q)
		return err
	})
	return rows, total, err
}

// Get reads one account. Errors: NotFound.
func (s *Service) Get(ctx context.Context, actor rights.Actor, id int64) (row Row, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		row, err = tx.Account(standing, id)
		return err
	})
	return row, err
}

// Asides lists the accounts of « Sans IBAN » that the actor may see.
func (s *Service) Asides(ctx context.Context, actor rights.Actor) (list []Aside, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		list, err = tx.Asides(standing)
		return err
	})
	return list, err
}

// Save creates (ID 0) or changes an account. Creating takes over what is aside for its
// IBAN. Errors: Invalid with the field, Refused, NotFound, Conflict for a known IBAN.
func (s *Service) Save(ctx context.Context, actor rights.Actor, f Form) (row Row, err error) {
	a, approvedOn, err := f.parse()
	if err == nil && approvedOn != 0 {
		err = s.pastDay(approvedOn)
	}
	if err != nil {
		return Row{}, err
	}
	err = s.Store.Write(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		if a.ID == 0 {
			a.ID, err = s.create(tx, standing, a, approvedOn)
		} else {
			err = s.change(tx, standing, a, approvedOn)
		}
		if err != nil {
			return err
		}
		row, err = tx.Account(standing, a.ID)
		return err
	})
	return row, err
}

func (s *Service) create(tx Tx, standing rights.Standing, a Account, approvedOn civil.Date) (int64, error) {
	firmID, err := tx.ClientFirm(standing, a.ClientID)
	if err != nil {
		return 0, err
	}
	if err := standing.May(rights.EditClients, firmID); err != nil {
		return 0, err
	}
	a.FirmID = firmID
	mandate := Mandate{Status: Created, Since: civil.Of(s.Now())}
	if approvedOn != 0 {
		if err := standing.May(rights.DecideMandate, firmID); err != nil {
			return 0, err
		}
		mandate = Mandate{Status: Approved, Since: approvedOn}
	}
	return Add(tx, standing.Actor, a, mandate)
}

// Add inserts an account with its mandate in a transaction that has checked the rights.
func Add(tx Tx, actor rights.Actor, a Account, m Mandate) (int64, error) {
	id, err := tx.InsertAccount(a)
	if err != nil {
		return 0, err
	}
	if err := tx.SetMandate(actor, id, m, noteFor(m)); err != nil {
		return 0, err
	}
	if a.ConnectorID != 0 {
		if err := tx.SetConnector(id, a.ConnectorID); err != nil {
			return 0, err
		}
	}
	if err := tx.Settle(id); err != nil {
		return 0, err
	}
	return id, tx.Record(journal.Entry{Actor: actor, Action: "account.create", FirmID: a.FirmID, Object: "account", ObjectID: id})
}

func noteFor(m Mandate) string {
	if m.Status == Approved {
		return "approuvé hors application"
	}
	return ""
}

func (s *Service) change(tx Tx, standing rights.Standing, a Account, approvedOn civil.Date) error {
	before, err := tx.Account(standing, a.ID)
	if err != nil {
		return err
	}
	if err := standing.May(rights.EditClients, before.FirmID); err != nil {
		return err
	}
	a.PartnerFolder, a.Currency = before.PartnerFolder, before.Currency
	if err := tx.UpdateAccount(a); err != nil {
		return err
	}
	if approvedOn != 0 && before.Mandate.Status != Approved {
		if err := approve(tx, standing, before, approvedOn); err != nil {
			return err
		}
	}
	if err := tx.Settle(a.ID); err != nil {
		return err
	}
	return tx.Record(journal.Entry{Actor: standing.Actor, Action: "account.update", FirmID: before.FirmID, Object: "account", ObjectID: a.ID})
}
