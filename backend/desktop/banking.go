package desktop

import (
	"sobank/backend/account"
	"sobank/backend/deliver"
)

// AccountOpening is what a person decides on who opens an account at its partner.
type AccountOpening struct {
	AccountID   int64         `json:"accountId"`
	IBANShown   string        `json:"ibanShown"`
	ClientName  string        `json:"clientName"`
	PartnerName string        `json:"partnerName"`
	Folder      string        `json:"folder"`   // the company's number at the partner
	Label       string        `json:"label"`    // proposed: the bank's name
	Journals    []BankJournal `json:"journals"` // bank journals of the company
}

// BankJournal is a bank journal of a company at the partner.
type BankJournal struct {
	ID   string `json:"id"`
	Code string `json:"code"`
	Name string `json:"name"`
}

// AccountOpeningForm opens an account at its partner.
type AccountOpeningForm struct {
	AccountID int64  `json:"accountId"`
	JournalID string `json:"journalId"`
	Label     string `json:"label"`
	BIC       string `json:"bic"`
}

// Opening gives what an account is opened with at its partner, for « Créer le RIB ».
func (c *Connectors) Opening(accountID int64) (AccountOpening, error) {
	return ask(c.desk, func(v visit) (AccountOpening, error) {
		found, err := v.house.Banking.Journals(v.ctx, v.actor, accountID)
		if err != nil {
			return AccountOpening{}, err
		}
		number := found.Of.IBAN
		o := AccountOpening{AccountID: accountID, IBANShown: number.Format(), ClientName: found.Of.ClientName, PartnerName: found.Partner,
			Folder: found.Of.PartnerFolder, Journals: make([]BankJournal, len(found.Journals))}
		if rib, ok := number.RIB(); ok {
			o.Label = bankOf(account.BankCode(account.KeyOf(number, rib)))
		}
		for i, j := range found.Journals {
			o.Journals[i] = BankJournal(j)
		}
		return o, nil
	})
}

// OpenAccount opens an account at its partner, and has what waited for that delivered.
func (c *Connectors) OpenAccount(form AccountOpeningForm) error {
	return do(c.desk.given(form), func(v visit) error {
		err := v.house.Banking.OpenAccount(v.ctx, v.actor, deliver.OpeningForm(form))
		if err == nil {
			c.desk.syncing.kick(false)
		}
		return err
	})
}
