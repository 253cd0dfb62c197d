package myunisoft

import (
	"context"

	"sobank/backend/deliver"
)

// Deliver sends statements of one account to their company's folder, in this order: they are
// checked, the token activated, the bytes sent. Nothing of them leaves before all of that is
// right. See deliver.Partner.
func (c *Client) Deliver(ctx context.Context, a deliver.Access, p deliver.Parcel, sent func() error) deliver.Receipt {
	s, err := c.session(a)
	if err != nil {
		return receiptOf(err)
	}
	if err := check(p); err != nil {
		return several(p, receiptOf(err))
	}
	if sent == nil {
		sent = func() error { return nil }
	}
	r := s.deliver(ctx, p, sent)
	if r.Trouble {
		s.remember(false) // once it is mended, the token may be another state or another token
	}
	return several(p, r)
}

func (s session) deliver(ctx context.Context, p deliver.Parcel, sent func() error) deliver.Receipt {
	if err := s.activate(ctx); err != nil {
		return receiptOf(err)
	}
	if !isNumber(p.Account.PartnerFolder) { // GBL10 is what the partner would answer
		return receiptOf(toChoose("Aucune société de MyUnisoft n'est connue pour cet IBAN : rien n'a été envoyé."))
	}
	return s.upload(ctx, p, p.Account.PartnerFolder, sent)
}
