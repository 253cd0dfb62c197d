package desktop

import (
	"fmt"

	"sobank/backend/account"
)

// Case gives a client as its mission goes.
func (c *Clients) Case(id int64) (ClientCase, error) {
	return ask(c.desk, func(v visit) (ClientCase, error) {
		found, err := v.house.Accounts.Case(v.ctx, v.actor, id)
		return ClientCase{ClientID: found.ClientID, FirmID: found.FirmID, EndedOn: found.EndedOn.String(), CanEnd: found.MayEnd, CanMove: found.MayMove}, err
	})
}

// PreviewMissionEnd says what ending a mission would do.
func (c *Clients) PreviewMissionEnd(id int64, on string) (CaseEffect, error) {
	return ask(c.desk.given(on), func(v visit) (CaseEffect, error) {
		effect, err := v.house.Accounts.PreviewMissionEnd(v.ctx, v.actor, id, on)
		return CaseEffect(effect), err
	})
}

// EndMission is « Fin de mission ».
func (c *Clients) EndMission(id int64, on string) (CaseEffect, error) {
	return c.change(func(v visit) (account.Effect, error) { return v.house.Accounts.EndMission(v.ctx, v.actor, id, on) }, on)
}

// ResumeMission takes a mission up again; mandates and connectors stay as they are.
func (c *Clients) ResumeMission(id int64) error {
	return do(c.desk, func(v visit) error {
		defer c.desk.syncing.kick(false)
		return v.house.Accounts.ResumeMission(v.ctx, v.actor, id)
	})
}

// PreviewTransfer says what transferring a client to another firm would do.
func (c *Clients) PreviewTransfer(id, firmID int64) (CaseEffect, error) {
	return ask(c.desk, func(v visit) (CaseEffect, error) {
		effect, err := v.house.Accounts.PreviewTransfer(v.ctx, v.actor, id, firmID)
		return CaseEffect(effect), err
	})
}

// Transfer brings a client with its IBANs to another firm.
func (c *Clients) Transfer(id, firmID int64) (CaseEffect, error) {
	return c.change(func(v visit) (account.Effect, error) {
		return v.house.Accounts.TransferClient(v.ctx, v.actor, id, firmID)
	})
}

func (c *Clients) change(work func(visit) (account.Effect, error), given ...any) (CaseEffect, error) {
	return ask(c.desk.given(given...), func(v visit) (CaseEffect, error) {
		defer c.desk.syncing.kick(false)
		effect, err := work(v)
		return CaseEffect(effect), err
	})
}

// Transfer brings an IBAN to another client, of any firm.
func (a *Accounts) Transfer(id, clientID int64) (AccountRow, error) {
	return ask(a.desk, func(v visit) (AccountRow, error) {
		defer a.desk.syncing.kick(false)
		row, err := v.house.Accounts.TransferAccount(v.ctx, v.actor, id, clientID)
		return accountOf(row), err
	})
}

// Aliases lists the other numbers of an IBAN, latest first.
func (a *Accounts) Aliases(id int64) ([]AliasRow, error) {
	return ask(a.desk, func(v visit) ([]AliasRow, error) {
		list, err := v.house.Accounts.Aliases(v.ctx, v.actor, id)
		rows := make([]AliasRow, len(list))
		for i, one := range list {
			rows[i] = AliasRow{Key: one.Key, Shown: shown(one.IBAN, one.Key), At: at(one.At)}
		}
		return rows, err
	})
}

// AddAlias gives an IBAN another number; as the current one it takes its place.
func (a *Accounts) AddAlias(id int64, number string, current bool) error {
	return do(a.desk.given(number), func(v visit) error {
		defer a.desk.syncing.kick(false)
		return v.house.Accounts.AddAlias(v.ctx, v.actor, id, number, current)
	})
}

// RemoveAlias takes another number away; the statements that came under it stay.
func (a *Accounts) RemoveAlias(id int64, key string) error {
	return do(a.desk.given(key), func(v visit) error { return v.house.Accounts.RemoveAlias(v.ctx, v.actor, id, key) })
}

// PreviewHistory says what sending the history would do.
func (a *Accounts) PreviewHistory(id int64, from string) (History, error) {
	return ask(a.desk.given(from), func(v visit) (History, error) {
		h, err := v.house.Accounts.PreviewHistory(v.ctx, v.actor, id, from)
		return History(h), err
	})
}

// SendHistory is « envoyer l'historique depuis le … ».
func (a *Accounts) SendHistory(id int64, from string) (History, error) {
	return ask(a.desk.given(from), func(v visit) (History, error) {
		defer a.desk.syncing.kick(false)
		h, err := v.house.Accounts.SendHistory(v.ctx, v.actor, id, from)
		return History(h), err
	})
}

// maxUsers is how many IBANs of a connector are named.
const maxUsers = 10

// Use tells what hangs on a connector, before it is removed.
func (c *Connectors) Use(id int64) (ConnectorUse, error) {
	return ask(c.desk, func(v visit) (ConnectorUse, error) {
		use, err := v.house.Firms.ConnectorUse(v.ctx, v.actor, id)
		u := ConnectorUse{Accounts: len(use.Users.Shown) + use.Users.Hidden, Names: []string{}, Waiting: use.Waiting, Open: use.Open}
		for _, one := range use.Users.Shown[:min(maxUsers, len(use.Users.Shown))] {
			u.Names = append(u.Names, fmt.Sprintf("%s (%s)", one.IBAN.Format(), one.ClientName))
		}
		return u, err
	})
}

// HandOver gives the IBANs of a connector another one of the firm, or none (0), then removes it.
func (c *Connectors) HandOver(id, to int64) (int, error) {
	return ask(c.desk, func(v visit) (int, error) {
		defer c.desk.syncing.kick(false)
		return v.house.Firms.HandOverConnector(v.ctx, v.actor, id, to)
	})
}
