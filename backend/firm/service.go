package firm

import (
	"context"

	"sobank/backend/fault"
	"sobank/backend/journal"
	"sobank/backend/rights"
)

// Store keeps firms. Each call is one transaction.
type Store interface {
	Read(context.Context, func(Tx) error) error
	Write(context.Context, func(Tx) error) error
}

// Tx is what firms need of a transaction.
type Tx interface {
	journal.Recorder
	// Standing reads what the actor is now. Unauthenticated when the session has ended.
	Standing(rights.Actor) (rights.Standing, error)
	// Firms lists the cards of the given firms, of all when ids is nil, by name.
	Firms(ids []int64) ([]Card, error)
	// Firm reads one card. NotFound when there is none.
	Firm(id int64) (Card, error)
	// FirmNamed finds a firm by its name, whatever the case. NotFound when there is none.
	FirmNamed(name string) (Card, error)
	// InsertFirm adds a card and returns its id. Conflict when the name is taken.
	InsertFirm(Card) (int64, error)
	// UpdateFirm changes a card. Conflict when the name is taken.
	UpdateFirm(Card) error
	// SettleFirm derives again the places of all statements of a firm.
	SettleFirm(firmID int64) error
	ConnectorTx
	HandOverTx
}

// Service is what one may do with firms and their connectors.
type Service struct {
	Store     Store
	NewGUID   func() string
	Vault     func() (Vault, error) // opened when a secret is to be kept
	OSAccount string                // whose keychain that is
}

// List gives the cards of the firms that the actor reaches, by name.
func (s *Service) List(ctx context.Context, actor rights.Actor) (cards []Card, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		if standing.AllFirms() {
			cards, err = tx.Firms(nil)
			return err
		}
		cards, err = tx.Firms(append([]int64{}, standing.Firms...))
		return err
	})
	return cards, err
}

// Get reads a firm's card. Errors: NotFound, also for a firm that the actor does not reach.
func (s *Service) Get(ctx context.Context, actor rights.Actor, id int64) (card Card, mayEdit bool, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		if !standing.Member(id) {
			return noFirm()
		}
		card, err = tx.Firm(id)
		mayEdit = standing.May(rights.EditFirm, id) == nil
		return err
	})
	return card, mayEdit, err
}

func noFirm() error {
	return fault.New(fault.NotFound, "Ce cabinet n'existe pas, ou vous n'y appartenez pas.")
}

// Create adds a firm (Administrateur). Errors: Invalid, Refused, Conflict for a name taken.
func (s *Service) Create(ctx context.Context, actor rights.Actor, card Card) (created Card, err error) {
	card, err = card.clean()
	if err != nil {
		return Card{}, err
	}
	err = s.Store.Write(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		if err := standing.May(rights.ManageFirms, 0); err != nil {
			return err
		}
		created, err = s.Add(tx, actor, card)
		return err
	})
	return created, err
}

// Add inserts a cleaned firm in a transaction that has checked the rights: Create, the
// first start and setup share it.
func (s *Service) Add(tx Tx, actor rights.Actor, card Card) (Card, error) {
	card, err := card.clean()
	if err != nil {
		return Card{}, err
	}
	card.GUID = s.NewGUID()
	card.ID, err = tx.InsertFirm(card)
	if err != nil {
		return Card{}, err
	}
	return card, tx.Record(journal.Entry{Actor: actor, Action: "firm.create", FirmID: card.ID, Object: "firm", ObjectID: card.ID})
}

// Update changes a firm's card (Superviseur of the firm). The GUID stays.
// Errors: Invalid, Refused, NotFound, Conflict for a name taken.
func (s *Service) Update(ctx context.Context, actor rights.Actor, card Card) (Card, error) {
	card, err := card.clean()
	if err != nil {
		return Card{}, err
	}
	err = s.Store.Write(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		if err := standing.May(rights.EditFirm, card.ID); err != nil {
			return err
		}
		before, err := tx.Firm(card.ID)
		if err != nil {
			return err
		}
		card.GUID = before.GUID
		if err := tx.UpdateFirm(card); err != nil {
			return err
		}
		if before.HoldInterruptions != card.HoldInterruptions {
			if err := tx.SettleFirm(card.ID); err != nil {
				return err
			}
		}
		return tx.Record(journal.Entry{Actor: actor, Action: "firm.update", FirmID: card.ID, Object: "firm", ObjectID: card.ID})
	})
	return card, err
}
