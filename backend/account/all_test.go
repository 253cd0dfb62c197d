package account_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"sobank/backend/account"
	"sobank/backend/fault"
	"sobank/backend/provision"
	"sobank/backend/rights"
	"sobank/backend/wiring/wiringtest"
)

func TestAll(t *testing.T) {
	ctx := context.Background()
	const more = 612 // than a page
	b := wiringtest.MustOpen(t, t.TempDir())
	plan := provision.Plan{Firms: []provision.Firm{{Name: "Cabinet"}, {Name: "Autre cabinet"}}}
	for n := range more {
		plan.Firms[0].Clients = append(plan.Firms[0].Clients, provision.Client{Name: fmt.Sprintf("Client %04d", n),
			Accounts: []provision.Account{{IBAN: string(wiringtest.IBAN(n))}}})
	}
	plan.Firms[1].Clients = []provision.Client{{Name: "Ailleurs", Accounts: []provision.Account{{IBAN: string(wiringtest.IBAN(more))}}}}
	b.MustApply(plan)
	clerk := b.MustJoin("c@cabinet.fr", rights.Collaborateur, b.MustFirm("Cabinet"))

	t.Run("gives every line of the list in its order, of one's own firms", func(t *testing.T) {
		rows, err := b.Accounts.All(ctx, clerk, account.Query{Sort: "client", Desc: true, Offset: 40, Limit: 3})
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, r := range rows {
			names = append(names, r.ClientName)
		}
		slices.Reverse(names)
		if len(names) != more || !slices.IsSorted(names) || len(slices.Compact(names)) != more {
			t.Errorf("%d lines, from %q to %q", len(names), names[0], names[len(names)-1])
		}
	})
	t.Run("keeps to the filter", func(t *testing.T) {
		rows, err := b.Accounts.All(ctx, clerk, account.Query{Search: "client 0611"})
		if err != nil || len(rows) != 1 {
			t.Errorf("%d lines, %v", len(rows), err)
		}
	})
	t.Run("RefusesNobody", func(t *testing.T) {
		if _, err := b.Accounts.All(ctx, rights.Actor{}, account.Query{}); fault.CodeOf(err) != fault.Unauthenticated {
			t.Error(err)
		}
	})
}
