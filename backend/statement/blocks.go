package statement

import "sobank/backend/civil"

// newBlocks cuts a statement into blocks of the operations that it brings, each with the
// known balances around it. Without an opening balance, the closing one and the sums give
// it back; without either, the first block opens on zero, which only a released statement
// reaches.
func newBlocks(head *Draft, entries []Entry) []*Draft {
	var blocks []*Draft
	for from := 0; from < len(entries); from++ {
		if !entries[from].Own {
			continue
		}
		to := from
		for to+1 < len(entries) && entries[to+1].Own {
			to++
		}
		blocks = append(blocks, block(head, entries, from, to))
		from = to
	}
	return blocks
}

// block is the run of entries from..to, both included.
func block(head *Draft, entries []Entry, from, to int) *Draft {
	b := *head
	b.Operations = make([]Operation, 0, to-from+1)
	moved := int64(0)
	for _, e := range entries[from : to+1] {
		b.Operations = append(b.Operations, e.Operation)
		moved += e.Amount
	}
	opening := openingBefore(head, entries, from)
	b.Opening = &Balance{On: openingDay(head, entries, from), Amount: opening}
	b.Closing = &Balance{On: closingDay(head, entries, to), Amount: opening + moved}
	if to == len(entries)-1 && head.Closing != nil {
		b.Closing.Amount = head.Closing.Amount
	}
	return &b
}

func openingBefore(head *Draft, entries []Entry, from int) int64 {
	switch {
	case from == 0 && head.Opening != nil:
		return head.Opening.Amount
	case entries[from].Balance != nil:
		return *entries[from].Balance - entries[from].Amount
	case head.Closing != nil:
		at := head.Closing.Amount
		for _, e := range entries[from:] {
			at -= e.Amount
		}
		return at
	}
	return 0
}

func openingDay(head *Draft, entries []Entry, from int) civil.Date {
	if from > 0 {
		return entries[from-1].BookedOn
	}
	if head.Opening != nil && head.Opening.On != 0 {
		return head.Opening.On
	}
	return entries[from].BookedOn
}

func closingDay(head *Draft, entries []Entry, to int) civil.Date {
	if to == len(entries)-1 && head.Closing != nil && head.Closing.On != 0 {
		return head.Closing.On
	}
	return entries[to].BookedOn
}
