package roster

import (
	"iter"

	"sobank/backend/account"
	"sobank/backend/client"
	"sobank/backend/journal"
	"sobank/backend/rights"
)

// application is a plan being applied.
type application struct {
	tx       Tx
	actor    rights.Actor
	standing rights.Standing
	ids      map[int64]int64 // of the clients that the list makes
	touched  []int64         // stored accounts that changed
	done     map[int64]*Done // by firm
	order    []int64         // of the firms
}

// entry does what a line says.
func (a *application) entry(e *Entry) error {
	if e.Verdict == Refused || e.Verdict == Unchanged {
		return nil
	}
	if err := a.client(e); err != nil {
		return err
	}
	return a.account(e)
}

// of is what was done in a firm.
func (a *application) of(firmID int64) *Done {
	if a.done == nil {
		a.done = map[int64]*Done{}
	}
	if a.done[firmID] == nil {
		a.done[firmID] = &Done{}
		a.order = append(a.order, firmID)
	}
	return a.done[firmID]
}

func (a *application) client(e *Entry) error {
	c := e.Do.Client
	if c == nil {
		return nil
	}
	if e.NewClient {
		made := *c
		made.ID = 0
		id, err := client.Add(a.tx, a.actor, made)
		a.ids[c.ID] = id
		a.of(c.FirmID).Clients++
		return err
	}
	changed := *c
	changed.ID = a.clientID(c.ID)
	if err := a.tx.UpdateClient(changed); err != nil {
		return err
	}
	a.of(c.FirmID).Changed++
	return a.record("client.update", c.FirmID, "client", changed.ID)
}

// clientID is the id of a client once it is stored.
func (a *application) clientID(id int64) int64 {
	if stored, made := a.ids[id]; made {
		return stored
	}
	return id
}

func (a *application) account(e *Entry) error {
	do := e.Do
	if e.NewAccount {
		made := *do.Account
		made.ClientID = a.clientID(do.ClientID)
		a.of(made.FirmID).Accounts++
		_, err := account.Add(a.tx, a.actor, made, *do.Mandate)
		return err
	}
	if do.AccountID == 0 || do.Account == nil && do.Mandate == nil && do.Connector == nil {
		return nil
	}
	return a.changeAccount(do)
}

func (a *application) changeAccount(do Deed) error {
	row, err := a.tx.Account(a.standing, do.AccountID)
	if err != nil {
		return err
	}
	a.touched = append(a.touched, row.ID)
	if do.Client == nil { // a line counts once
		a.of(row.FirmID).Changed++
	}
	if do.Account != nil {
		if err := a.tx.UpdateAccount(*do.Account); err != nil {
			return err
		}
		if err := a.record("account.update", row.FirmID, "account", row.ID); err != nil {
			return err
		}
	}
	if do.Mandate != nil {
		if err := account.TakeStep(a.tx, a.standing, row, *do.Mandate); err != nil {
			return err
		}
	}
	if do.Connector == nil {
		return nil
	}
	return account.Connect(a.tx, a.standing, row, *do.Connector)
}

func (a *application) record(action string, firmID int64, object string, id int64) error {
	return a.tx.Record(journal.Entry{Actor: a.actor, Action: action, FirmID: firmID, Object: object, ObjectID: id})
}

// firms gives what was done firm by firm, in the order of the list.
func (a *application) firms() iter.Seq2[int64, Done] {
	return func(yield func(int64, Done) bool) {
		for _, id := range a.order {
			if !yield(id, *a.done[id]) {
				return
			}
		}
	}
}

func (a *application) total(p Plan) Done {
	counts := p.Count()
	total := Done{Unchanged: counts[Unchanged], Refused: counts[Refused]}
	for _, one := range a.firms() {
		total.Clients += one.Clients
		total.Accounts += one.Accounts
		total.Changed += one.Changed
	}
	return total
}
