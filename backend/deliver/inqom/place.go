package inqom

import (
	"context"
	"maps"

	"sobank/backend/deliver"
	"sobank/backend/fault"
)

// Deliver hands the parcel to the place: its name and its manifest say which folder it is
// for. See deliver.Partner.
func (c *Client) Deliver(ctx context.Context, a deliver.Access, p deliver.Parcel, sent func() error) deliver.Receipt {
	return c.place.Deliver(ctx, forPlace(a), p, sent)
}

// Shelved lists the files in the place. Errors: Conflict when it cannot be looked into, and
// the place's. See deliver.Shelf.
func (c *Client) Shelved(ctx context.Context, a deliver.Access) ([]deliver.Shelved, error) {
	shelf, ok := c.place.(deliver.Shelf)
	if !ok {
		return nil, fault.New(fault.Conflict, "Le contenu de cette place ne peut pas être lu d'ici.")
	}
	return shelf.Shelved(ctx, forPlace(a))
}

// forPlace is what the place needs: nothing that opens Inqom.
func forPlace(a deliver.Access) deliver.Access {
	a.Secrets = maps.Clone(a.Secrets)
	delete(a.Secrets, "client_secret")
	delete(a.Secrets, "inqom_password")
	a.Session = nil
	return a
}
