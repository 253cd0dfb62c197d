package printing

import (
	"sobank/backend/money"
	"sobank/backend/statement"
)

// balance is the line of a balance, which may not have been given.
func balance(label string, b *statement.Balance) Sum {
	if b == nil {
		return Sum{Label: label, Text: unsaid}
	}
	if b.On != 0 {
		label += " au " + b.On.French()
	}
	return Sum{Label: label, Balance: &b.Amount}
}

// tally adds operations up.
type tally struct {
	operations int
	debits     int64 // negative
	credits    int64
	beyond     bool // a sum does not fit
	currency   money.Currency
	opening    *statement.Balance // of the first statement
	closing    *statement.Balance // of the last
}

func (t *tally) add(amount int64) {
	into := &t.credits
	if amount < 0 {
		into = &t.debits
	}
	var fits bool
	*into, fits = money.Add(*into, amount)
	t.operations++
	t.beyond = t.beyond || !fits
}

// sum is the line of the totals.
func (t *tally) sum(label string) Sum {
	label += " (" + count(t.operations, "opération", "opérations") + ")"
	debit, ok := money.Neg(t.debits)
	if t.beyond || !ok {
		return Sum{Label: label, Text: "trop grand"}
	}
	credit := t.credits
	return Sum{Label: label, Debit: &debit, Credit: &credit}
}
