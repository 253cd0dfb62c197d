package guide

import (
	"context"
	"fmt"

	"sobank/backend/account"
	"sobank/backend/client"
	"sobank/backend/deliver"
	"sobank/backend/firm"
	"sobank/backend/rights"
	"sobank/backend/statement"
)

// Store reads what the guide looks at.
type Store interface {
	Read(context.Context, func(Tx) error) error
}

// Tx is what the guide needs of a transaction.
type Tx interface {
	// Standing reads what the actor is now. Unauthenticated when the session has ended.
	Standing(rights.Actor) (rights.Standing, error)
	// Firms lists the cards of the given firms, of all when ids is nil, by name.
	Firms(ids []int64) ([]firm.Card, error)
	// Connectors lists a firm's connectors.
	Connectors(firmID int64) ([]firm.Connector, error)
	// ConnectorStatus is a connector as it stands for an OS account.
	ConnectorStatus(id int64, osAccount string) (deliver.Status, error)
	// Clients lists a page of the clients that the standing may see, with the count of all.
	Clients(rights.Standing, client.Query) ([]client.Row, int, error)
	// Accounts lists a page of the accounts that the standing may see, with the count of all.
	Accounts(rights.Standing, account.Query) ([]account.Row, int, error)
	// HasStatement tells whether a known account of a firm that the standing may see has a
	// statement in one of the places. It stops at the first: a firm may have millions.
	HasStatement(s rights.Standing, firmID int64, places ...statement.Place) (bool, error)
}

// Service guides.
type Service struct {
	Store     Store
	OSAccount string
}

// List says where each firm that the actor reaches stands, by name. A client that they may not
// see counts for nothing.
func (s *Service) List(ctx context.Context, actor rights.Actor) (list []Progress, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		cards, err := reached(tx, standing)
		if err != nil {
			return err
		}
		for _, c := range cards {
			f, err := s.facts(tx, standing, c)
			if err != nil {
				return err
			}
			list = append(list, Of(f, standing))
		}
		return nil
	})
	return list, err
}

func reached(tx Tx, standing rights.Standing) ([]firm.Card, error) {
	if standing.AllFirms() {
		return tx.Firms(nil)
	}
	return tx.Firms(append([]int64{}, standing.Firms...))
}

func (s *Service) facts(tx Tx, standing rights.Standing, c firm.Card) (Facts, error) {
	f := Facts{FirmID: c.ID, FirmName: c.Name, Described: c.SIRET != "" || c.Address != "" || c.City != ""}
	ids, err := s.connectors(tx, &f)
	if err != nil {
		return f, err
	}
	own := []int64{c.ID}
	count := func(into *int, of func() (int, error)) {
		if err == nil {
			*into, err = of()
		}
	}
	accounts := func(q account.Query) func() (int, error) {
		q.FirmIDs, q.Sort, q.Limit = own, "iban", 1
		return func() (int, error) { _, n, err := tx.Accounts(standing, q); return n, err }
	}
	count(&f.Clients, func() (int, error) {
		_, n, err := tx.Clients(standing, client.Query{FirmIDs: own, Sort: "name", Limit: 1})
		return n, err
	})
	count(&f.Accounts, accounts(account.Query{}))
	if len(ids) > 0 {
		count(&f.Associated, accounts(account.Query{ConnectorIDs: ids}))
	}
	count(&f.Approved, accounts(account.Query{Statuses: []account.Status{account.Approved}}))
	if err != nil {
		return f, err
	}
	return f, statements(tx, standing, &f)
}

func statements(tx Tx, standing rights.Standing, f *Facts) (err error) {
	if f.Arrived, err = tx.HasStatement(standing, f.FirmID, statement.Sent, statement.Downloaded); err != nil {
		return err
	}
	if f.Undelivered, err = tx.HasStatement(standing, f.FirmID, statement.ToSend); err != nil {
		return err
	}
	f.Received, err = tx.HasStatement(standing, f.FirmID, statement.Places...)
	return err
}

// connectors looks at those of a firm: which are ready, and what the first other one lacks. It
// returns their numbers.
func (s *Service) connectors(tx Tx, f *Facts) (ids []int64, err error) {
	list, err := tx.Connectors(f.FirmID)
	if err != nil {
		return nil, err
	}
	f.Connectors = len(list)
	for _, c := range list {
		ids = append(ids, c.ID)
		status, err := tx.ConnectorStatus(c.ID, s.OSAccount)
		if err != nil {
			return nil, err
		}
		lacks := lackOf(c, status)
		if lacks == "" {
			f.Ready++
		} else if f.Unready == 0 {
			f.Unready, f.Lacks = c.ID, lacks
		}
	}
	return ids, nil
}

// lackOf is what a connector still needs before it delivers, "" when nothing.
func lackOf(c firm.Connector, st deliver.Status) string {
	switch {
	case st.MissingSetting != "" && !c.Unsettled():
		return fmt.Sprintf("« %s » est ajouté : remplissez « %s », puis testez la connexion.", c.Name, st.MissingSetting)
	case st.NeedsSecrets && len(st.OSAccounts) == 0:
		return fmt.Sprintf("« %s » est ajouté : donnez ses identifiants, puis testez la connexion.", c.Name)
	case st.MissingSetting != "", st.TestedAt.IsZero() && st.LastSuccessAt.IsZero():
		return fmt.Sprintf("« %s » est réglé : testez la connexion.", c.Name)
	}
	return ""
}
