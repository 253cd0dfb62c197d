package download

import (
	"context"

	"sobank/backend/rights"
)

// Preview says what a download would hold and what it leaves out. Errors: Refused.
func (s *Service) Preview(ctx context.Context, actor rights.Actor, req Request) (p Preview, err error) {
	if err := s.check(req); err != nil {
		return p, err
	}
	err = s.Store.Read(ctx, func(tx Tx) error {
		standing, err := s.authorize(tx, actor, req.FirmID)
		if err != nil {
			return err
		}
		items, err := tx.Downloadable(standing, req)
		if err != nil {
			return err
		}
		p.count(items)
		p.FileName = s.fileName(req)
		if p.LeftOut, err = tx.LeftOut(standing, req); err != nil {
			return err
		}
		last, err := tx.Downloads(req.FirmID, 1)
		if len(last) > 0 {
			p.Last = &last[0]
		}
		return err
	})
	return p, err
}

func (p *Preview) count(items []Item) {
	accounts := map[int64]bool{}
	for _, i := range items {
		p.Operations += i.Own
		accounts[i.AccountID] = true
	}
	p.Statements, p.Accounts = len(items), len(accounts)
}

func (s *Service) fileName(req Request) string {
	return "RELEVES_" + s.Now().Format("20060102_150405") + s.ending(req)
}

func (s *Service) authorize(tx Tx, actor rights.Actor, firmID int64) (rights.Standing, error) {
	standing, err := tx.Standing(actor)
	if err != nil {
		return standing, err
	}
	return standing, standing.May(rights.TakeDownload, firmID)
}

// History lists a firm's downloads, latest first. Errors: Refused.
func (s *Service) History(ctx context.Context, actor rights.Actor, firmID int64) (list []Taken, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		if _, err := s.authorize(tx, actor, firmID); err != nil {
			return err
		}
		list, err = tx.Downloads(firmID, 200)
		return err
	})
	return list, err
}
