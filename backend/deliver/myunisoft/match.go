package myunisoft

import (
	"context"

	"sobank/backend/deliver"
)

// Match finds the society of an account, and whether the account is one of its RIBs. See
// deliver.Partner.
func (c *Client) Match(ctx context.Context, a deliver.Access, of deliver.AccountCard) deliver.Match {
	s, err := c.session(a)
	if err == nil {
		err = s.activate(ctx)
	}
	if err != nil {
		return deliver.Match{Setback: receiptOf(err)}
	}
	m := s.match(ctx, of)
	if m.Setback.Trouble {
		s.remember(false)
	}
	return m
}

func (s session) match(ctx context.Context, of deliver.AccountCard) deliver.Match {
	society, err := s.societyOf(ctx, of)
	if err != nil {
		return deliver.Match{Setback: receiptOf(err)}
	}
	there, err := s.mayCollect(ctx, society, of.IBAN)
	switch {
	case err != nil:
		return deliver.Match{Folder: society, Setback: receiptOf(err)}
	case !there:
		return deliver.Match{Folder: society, Setback: back(deliver.Refused, codeRIB,
			"RIB à créer dans MyUnisoft : cet IBAN n'est pas encore un RIB de la société n° "+society+". Rien n'a été envoyé.", hintRIB).receipt}
	}
	return deliver.Match{Folder: society}
}
