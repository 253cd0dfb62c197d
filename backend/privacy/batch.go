package privacy

import (
	"context"
	"strings"

	"sobank/backend/fault"
	"sobank/backend/rights"
)

// Batch is what erasing several clients did.
type Batch struct {
	Gone
	Erased []int64
	Left   []Left
}

// Left is a client that was not erased, and why.
type Left struct {
	ClientID int64
	Name     string
	Why      string
}

// Word is what a person types to erase several clients.
const Word = "EFFACER"

// mostAtOnce bounds how many clients are erased at once.
const mostAtOnce = 500

// EraseOver erases clients whose retention is over, one transaction each; those that something
// stands against are left, to be erased one by one (Administrateur). Errors: Refused, Invalid.
func (s *Service) EraseOver(ctx context.Context, actor rights.Actor, clientIDs []int64, typed string) (b Batch, err error) {
	if err := s.mayErase(ctx, actor); err != nil {
		return b, err
	}
	if strings.TrimSpace(typed) != Word {
		return b, fault.Newf(fault.Invalid, "Écrivez « %s » pour confirmer.", Word).WithField("typed")
	}
	if len(clientIDs) == 0 || len(clientIDs) > mostAtOnce {
		return b, fault.Newf(fault.Invalid, "Choisissez de 1 à %d clients.", mostAtOnce).WithField("clientIds")
	}
	for _, id := range clientIDs {
		if err := ctx.Err(); err != nil {
			break // what is erased is
		}
		if err := s.eraseOver(ctx, actor, id, &b); err != nil {
			return b, err
		}
	}
	if len(b.Erased) > 0 {
		b.Wiped = s.wipe(ctx)
	}
	return b, nil
}

func (s *Service) eraseOver(ctx context.Context, actor rights.Actor, id int64, b *Batch) error {
	return s.Store.Write(ctx, func(tx Tx) error {
		p, err := s.plan(tx, actor, id, 0)
		if err != nil {
			return err
		}
		if why := p.against(); why != "" {
			b.Left = append(b.Left, Left{ClientID: id, Name: p.Client.Name, Why: why})
			return nil
		}
		done, err := s.erase(tx, actor, p, "")
		if err == nil {
			b.Erased, b.Counts = append(b.Erased, id), b.plus(done)
		}
		return err
	})
}

// against is the first thing that stands against erasing, "" when nothing does.
func (p *Plan) against() string {
	if p.Refusal != "" || len(p.Warnings) == 0 {
		return p.Refusal
	}
	return p.Warnings[0]
}

func (c Counts) plus(d Counts) Counts {
	return Counts{c.Accounts + d.Accounts, c.Statements + d.Statements, c.Operations + d.Operations, c.Documents + d.Documents, c.Notes + d.Notes,
		c.Deliveries + d.Deliveries, c.Files + d.Files, c.Shared + d.Shared, c.Downloads + d.Downloads}
}

func (b *Batch) plus(d Counts) Counts { return b.Counts.plus(d) }

func (s *Service) mayErase(ctx context.Context, actor rights.Actor) error {
	return s.Store.Read(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		return standing.May(rights.Erase, 0)
	})
}
