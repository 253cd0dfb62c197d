package statement

import "sobank/backend/civil"

// Handed is a statement as it is written for another tool: what it brings, with its account's card.
// A statement of which other ones hold a part comes in several.
type Handed struct {
	*Draft
	ClientID int64 // 0: of no client
	Client   string
	Ledger   string // compte 512…, "" when the account has none
	Journal  string // code of the bank journal, "" when the account has none
	Running  []*int64
	Day      civil.Date // of its end
}

// HandOver cuts a statement into what it brings. Balances that are not known stay unknown.
func HandOver(head *Draft, entries []Entry) (parts []Handed) {
	known := head.Opening != nil || head.Closing != nil
	for _, b := range newBlocks(head, entries) {
		h := Handed{Draft: b, Day: b.Closing.On}
		at := b.Opening.Amount
		for _, o := range b.Operations {
			at += o.Amount
			after := at
			if !known {
				h.Running = append(h.Running, nil)
				continue
			}
			h.Running = append(h.Running, &after)
		}
		if !known {
			b.Opening, b.Closing = nil, nil
		}
		parts = append(parts, h)
	}
	return parts
}
