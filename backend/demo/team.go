package demo

import (
	"context"

	"sobank/backend/client"
	"sobank/backend/rights"
	"sobank/backend/wiring"
)

// keepers are the clients that somebody else than the person who signs in keeps, by the
// name of who does.
var keepers = map[string]string{
	"Garage Le Bihan":            "Alix Petit",
	"Menuiserie Kervella & Fils": "Alix Petit",
	"Cabinet dentaire Le Goff":   "Dominique Bernard",
}

// confidential is the client that not everybody sees.
const confidential = "Cabinet dentaire Le Goff"

// share gives each client its responsable, so that « Mes dossiers » holds something.
func share(ctx context.Context, h *wiring.House, actor rights.Actor) error {
	people, err := h.Staff.Colleagues(ctx, actor)
	if err != nil {
		return err
	}
	ids := map[string]int64{}
	for _, p := range people {
		ids[p.Name] = p.ID
	}
	clients, _, err := h.Clients.List(ctx, actor, client.Query{})
	if err != nil {
		return err
	}
	for _, c := range clients {
		c.ResponsableID = actor.StaffID
		if name, ok := keepers[c.Name]; ok {
			c.ResponsableID = ids[name]
		}
		c.Confidential = c.Name == confidential
		if _, err := h.Clients.Save(ctx, actor, c.Client); err != nil {
			return err
		}
	}
	return nil
}
