package cfonb120

import (
	"strings"

	"sobank/backend/statement"
)

// Money is an amount in a complement: minor units of a currency with its decimals.
type Money struct {
	Minor    int64
	Currency string // ISO 4217
	Decimals int
}

// Rate is an exchange rate, Value divided by ten as often as Decimals says. The zero Rate
// is none.
type Rate struct {
	Value    int64
	Decimals int
}

// Party is someone that complements name: payer, payee, ultimate debtor or creditor.
type Party struct{ Name, ID, IDType, Account string }

// Complements is what the complements of one operation say, by meaning. An empty field
// was not given.
type Complements struct {
	Original *Money // MMO, the amount before conversion; nil when absent or unreadable
	Rate     Rate   // MMO
	Fee      *Money // FEE

	Payer            Party  // NPY, IPY, CPY
	Payee            Party  // NBE, IBE, CBE
	UltimateDebtor   Party  // NPO, IPO
	UltimateCreditor Party  // NBU, IBU
	PayeeBank        string // BDB, a BIC

	EndToEnd    string // RCN, reference given by the payer
	Purpose     string // RCN
	Remittance  string // REF, reference of the batch
	Transaction string // REF, reference of the operation in it
	Mandate     string // RUM
	Sequence    string // RUM: OOFF, FRST, RCUR or FNAL

	// Text is the labels and messages (LIB, LCC, LC2, LCS), and the complements that are
	// of an unknown qualifier or that could not be read, each on its line, as they came.
	Text []string
}

// Decode sorts the complements of an operation by meaning. It loses nothing: what it does
// not understand is in Text.
func Decode(details []statement.Detail) Complements {
	var c Complements
	for _, d := range details {
		if !c.party(d) && !c.reference(d) && !c.money(d) {
			c.Text = append(c.Text, d.Text)
		}
	}
	return c
}

// party reads the complements that name someone.
func (c *Complements) party(d statement.Detail) bool {
	switch d.Qualifier {
	case "NPY":
		return once(&c.Payer.Name, d.Text)
	case "IPY":
		return pair(&c.Payer.ID, &c.Payer.IDType, d.Text)
	case "CPY":
		return once(&c.Payer.Account, d.Text)
	case "NBE":
		return once(&c.Payee.Name, d.Text)
	case "IBE":
		return pair(&c.Payee.ID, &c.Payee.IDType, d.Text)
	case "CBE":
		return once(&c.Payee.Account, d.Text)
	case "NPO":
		return once(&c.UltimateDebtor.Name, d.Text)
	case "IPO":
		return pair(&c.UltimateDebtor.ID, &c.UltimateDebtor.IDType, d.Text)
	case "NBU":
		return once(&c.UltimateCreditor.Name, d.Text)
	case "IBU":
		return pair(&c.UltimateCreditor.ID, &c.UltimateCreditor.IDType, d.Text)
	case "BDB":
		return once(&c.PayeeBank, d.Text)
	}
	return false
}

// reference reads the complements that refer to something.
func (c *Complements) reference(d statement.Detail) bool {
	switch d.Qualifier {
	case "RCN":
		return pair(&c.EndToEnd, &c.Purpose, d.Text)
	case "REF":
		return pair(&c.Remittance, &c.Transaction, d.Text)
	case "RUM":
		return pair(&c.Mandate, &c.Sequence, d.Text)
	}
	return false
}

// money reads the complements that hold an amount.
func (c *Complements) money(d statement.Detail) bool {
	switch {
	case d.Qualifier == "MMO" && c.Original == nil:
		c.Original, c.Rate = original(d.Text)
		return c.Original != nil
	case d.Qualifier == "FEE" && c.Fee == nil:
		c.Fee = amountAt(d.Text)
		return c.Fee != nil
	}
	return false
}

// once sets a field that is empty; a second complement of the same kind is not for it.
func once(dst *string, text string) bool {
	if *dst != "" || trim(text) == "" {
		return false
	}
	*dst = trim(text)
	return true
}

// pair sets two fields from two zones, the first of 35 characters.
func pair(first, second *string, text string) bool {
	if *first != "" || *second != "" || trim(text) == "" {
		return false
	}
	a, b := cutAt(text, 35)
	*first, *second = trim(a), trim(b)
	return true
}

// cutAt splits s after n characters.
func cutAt(s string, n int) (before, after string) {
	for i := range s {
		if n == 0 {
			return s[:i], s[i:]
		}
		n--
	}
	return s, ""
}

// amountAt reads currency (3), decimals (1) and an unsigned amount (14); nil when they are
// not that. Some banks sign the amount all the same.
func amountAt(text string) *Money {
	if len(text) < 18 || !every(text[:3], isLetter) || !isDigit(text[3]) {
		return nil
	}
	minor, _, ok := parseAmount(text[4:18])
	if !ok {
		return nil
	}
	return &Money{Minor: minor, Currency: strings.ToUpper(text[:3]), Decimals: int(text[3] - '0')}
}

// original reads MMO: the amount, then the number of decimals of the rate (2 digits; in
// the wild 1, or blank) and the rate (11 digits). A rate without its decimals is none.
func original(text string) (*Money, Rate) {
	amount := amountAt(text)
	if amount == nil {
		return nil, Rate{}
	}
	zone := trim(text[18:])
	head := len(zone) - 11
	if head < 1 || head > 2 {
		return amount, Rate{}
	}
	decimals, ok := parseDigits(zone[:head])
	value, ok2 := parseDigits(zone[head:])
	if !ok || !ok2 || decimals > 11 {
		return amount, Rate{}
	}
	return amount, Rate{Value: value, Decimals: int(decimals)}
}
