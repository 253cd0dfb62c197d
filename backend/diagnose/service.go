package diagnose

import (
	"context"
	"slices"

	"sobank/backend/account"
	"sobank/backend/civil"
	"sobank/backend/deliver"
	"sobank/backend/fault"
	"sobank/backend/firm"
	"sobank/backend/rights"
)

// Store reads what a diagnosis looks at.
type Store interface {
	Read(context.Context, func(Tx) error) error
}

// Tx is what diagnosing needs of a transaction.
type Tx interface {
	// Standing reads what the actor is now. Unauthenticated when the session has ended.
	Standing(rights.Actor) (rights.Standing, error)
	// Account reads a known account. NotFound when there is none, or not for this standing.
	Account(rights.Standing, int64) (account.Row, error)
	// AccountKeyed finds a known account by its key or an alias. NotFound when there is none.
	AccountKeyed(key string) (account.Account, error)
	// Accounts lists a page of the known accounts that the standing may see.
	Accounts(rights.Standing, account.Query) ([]account.Row, int, error)
	// Connectors lists a firm's connectors.
	Connectors(firmID int64) ([]firm.Connector, error)
	// ConnectorStatus is a connector as it stands for an OS account.
	ConnectorStatus(id int64, osAccount string) (deliver.Status, error)
	// StatementFacts counts an account's statements.
	StatementFacts(accountID int64) (StatementFacts, error)
	// Deliveries lists a page of the deliveries that the standing may see.
	Deliveries(rights.Standing, deliver.Query) ([]deliver.Row, int, error)
	// AccountDeliveries counts an account's deliveries by state.
	AccountDeliveries(accountID int64) (map[deliver.State]int, error)
}

// Service diagnoses.
type Service struct {
	Store     Store
	OSAccount string
}

// One diagnoses an account. Errors: NotFound, also for one that the actor may not see.
func (s *Service) One(ctx context.Context, actor rights.Actor, accountID int64) (d Diagnosis, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		row, err := tx.Account(standing, accountID)
		if err != nil {
			return err
		}
		d, err = s.diagnose(tx, standing, row, newMemory())
		return err
	})
	return d, err
}

// Keyed diagnoses the account of an IBAN, by its key. Errors: NotFound.
func (s *Service) Keyed(ctx context.Context, actor rights.Actor, key string) (Diagnosis, error) {
	var id int64
	err := s.Store.Read(ctx, func(tx Tx) error {
		if _, err := tx.Standing(actor); err != nil {
			return err
		}
		a, err := tx.AccountKeyed(key)
		if fault.CodeOf(err) == fault.NotFound {
			return fault.New(fault.NotFound, "Aucun client n'a cet IBAN.").WithHint("Créez-le page « IBAN », ou vérifiez ce qui a été saisi.")
		}
		id = a.ID
		return err
	})
	if err != nil {
		return Diagnosis{}, err
	}
	return s.One(ctx, actor, id)
}

// All diagnoses every account that the actor may see, or those of the clients that they keep
// (mine); those that need somebody come first.
func (s *Service) All(ctx context.Context, actor rights.Actor, mine bool) (list []Diagnosis, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		known := newMemory()
		for offset := 0; ; {
			rows, total, err := tx.Accounts(standing, account.Query{Sort: "client", Mine: mine, Offset: offset, Limit: 500})
			if err != nil {
				return err
			}
			for _, row := range rows {
				d, err := s.diagnose(tx, standing, row, known)
				if err != nil {
					return err
				}
				list = append(list, d)
			}
			if offset += len(rows); offset >= total || len(rows) == 0 {
				return nil
			}
		}
	})
	slices.SortStableFunc(list, func(a, b Diagnosis) int { return rank(a) - rank(b) })
	return list, err
}

func rank(d Diagnosis) int {
	if d.OK {
		return 1
	}
	return 0
}

// memory keeps what many accounts share while they are all diagnosed.
type memory struct {
	connectors map[int64][]firm.Connector
	status     map[int64]deliver.Status
}

func newMemory() memory {
	return memory{connectors: map[int64][]firm.Connector{}, status: map[int64]deliver.Status{}}
}

func (s *Service) diagnose(tx Tx, standing rights.Standing, row account.Row, known memory) (Diagnosis, error) {
	f := Facts{Account: row}
	if err := s.connector(tx, &f, known); err != nil {
		return Diagnosis{}, err
	}
	var err error
	if f.Statements, err = tx.StatementFacts(row.ID); err != nil {
		return Diagnosis{}, err
	}
	if f.Deliveries, err = tx.AccountDeliveries(row.ID); err != nil {
		return Diagnosis{}, err
	}
	if f.Deliveries[deliver.Refused]+f.Deliveries[deliver.ToCheck] > 0 {
		rows, _, err := tx.Deliveries(standing, deliver.Query{AccountID: row.ID, States: []deliver.State{deliver.Refused, deliver.ToCheck}, Limit: 1})
		if err != nil {
			return Diagnosis{}, err
		}
		if len(rows) > 0 {
			f.Refused = &rows[0]
		}
	}
	return Of(f), nil
}

// connector reads the firm's connectors, and how the account's stands.
func (s *Service) connector(tx Tx, f *Facts, known memory) (err error) {
	list, ok := known.connectors[f.Account.FirmID]
	if !ok {
		if list, err = tx.Connectors(f.Account.FirmID); err != nil {
			return err
		}
		known.connectors[f.Account.FirmID] = list
	}
	f.Connectors = len(list)
	for _, c := range list {
		if c.ID == f.Account.ConnectorID {
			f.Connector = c
		}
	}
	if f.Account.ConnectorID == 0 {
		return nil
	}
	f.Status, ok = known.status[f.Account.ConnectorID]
	if !ok {
		f.Status, err = tx.ConnectorStatus(f.Account.ConnectorID, s.OSAccount)
		known.status[f.Account.ConnectorID] = f.Status
	}
	return err
}

// french is a day as the French write it.
func french(d civil.Date) string {
	if d == 0 {
		return "—"
	}
	return d.Time().Format("02/01/2006")
}
