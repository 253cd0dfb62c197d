package ofx

import (
	"slices"
	"strings"

	"sobank/backend/charset"
	"sobank/backend/civil"
	"sobank/backend/draft"
	"sobank/backend/iban"
	"sobank/backend/money"
	"sobank/backend/statement"
)

// aggregates are the tags that hold others, as far as they matter here.
var aggregates = map[string]bool{"BANKACCTFROM": true, "CCACCTFROM": true, "BANKTRANLIST": true, "STMTTRN": true, "PAYEE": true,
	"BANKACCTTO": true, "CCACCTTO": true, "CURRENCY": true, "ORIGCURRENCY": true, "LEDGERBAL": true, "AVAILBAL": true, "BANKTRANLISTP": true, "STMTTRNP": true}

// builder makes one draft of the tags of one statement.
type builder struct {
	root  string
	line  int
	today civil.Date
	stack []string
	log   draft.Log

	currency            string
	account             map[string]string // BANKID, BRANCHID, ACCTID
	balance, balanceDay tag
	one                 map[string]tag // of the open operation, "PAYEE/NAME"
	d                   *statement.Draft
	at                  int // the line of the open operation
}

func newBuilder(t tag, today civil.Date) *builder {
	return &builder{root: t.name, line: t.line, today: today, account: map[string]string{}, d: &statement.Draft{Format: Name, Line: t.line}}
}

func (b *builder) take(t tag) {
	switch {
	case t.end:
		b.leave(t)
	case aggregates[t.name]:
		if t.name == "STMTTRN" {
			b.finish()
			b.one, b.at = map[string]tag{}, t.line
			b.stack = b.stack[:0]
		}
		if len(b.stack) < 16 {
			b.stack = append(b.stack, t.name)
		}
	default:
		b.value(t)
	}
}

// leave closes an aggregate, with those in it that were not closed.
func (b *builder) leave(t tag) {
	if i := slices.Index(b.stack, t.name); i >= 0 {
		b.stack = b.stack[:i]
	}
	if t.name == "STMTTRN" {
		b.finish()
	}
}

func (b *builder) in(name string) bool { return slices.Contains(b.stack, name) }

func (b *builder) value(t tag) {
	switch {
	case t.value == "":
	case b.one != nil:
		key := t.name
		for _, within := range []string{"PAYEE", "BANKACCTTO", "CCACCTTO", "CURRENCY", "ORIGCURRENCY"} {
			if b.in(within) {
				key = within + "/" + t.name
			}
		}
		if _, again := b.one[key]; !again {
			b.one[key] = t
		}
	case t.name == "CURDEF":
		b.currency = strings.ToUpper(t.value)
	case b.in("BANKACCTFROM"), b.in("CCACCTFROM"):
		b.account[t.name] = t.value
	case b.in("LEDGERBAL") && t.name == "BALAMT":
		b.balance = t
	case b.in("LEDGERBAL") && t.name == "DTASOF":
		b.balanceDay = t
	}
}

// finish makes an operation of the open one.
func (b *builder) finish() {
	one := b.one
	b.one = nil
	if one == nil {
		return
	}
	on, dated := day(one["DTPOSTED"].value)
	amount, problem := draft.ReadAmount(one["TRNAMT"].value, b.decimals())
	switch other := one["CURRENCY/CURSYM"]; {
	case !dated:
		b.log.Add(b.at, "DTPOSTED", "date", draft.Date, "La date de cette opération est illisible (« %s ») : l'opération n'est pas comptée.", draft.Excerpt(one["DTPOSTED"].value))
		b.d.Unreadable++
		return
	case other.value != "" && b.currency != "" && !strings.EqualFold(other.value, b.currency):
		b.log.Add(b.at, "CURRENCY", "devise", draft.OtherCurrency, "Cette opération est en %s, le relevé en %s : elle n'est pas comptée.", draft.Excerpt(other.value), b.currency)
		b.d.Unreadable++
		return
	case problem == draft.Decimals:
		b.log.Add(b.at, "TRNAMT", "montant", problem, "Le montant « %s » a plus de décimales que sa devise : l'opération n'est pas comptée.", draft.Excerpt(one["TRNAMT"].value))
		b.d.Unreadable++
		return
	case problem != "":
		b.log.Add(b.at, "TRNAMT", "montant", problem, "Le montant « %s » est illisible : l'opération n'est pas comptée.", draft.Excerpt(one["TRNAMT"].value))
		b.d.Unreadable++
		return
	}
	b.d.Operations = append(b.d.Operations, b.operation(one, on, amount))
}

func (b *builder) operation(one map[string]tag, on civil.Date, amount int64) statement.Operation {
	value := func(key string) string { return one[key].value }
	o := statement.Operation{BookedOn: on, Amount: amount, BankCode: value("TRNTYPE"), EntryNumber: value("FITID"), Line: b.at,
		Reference: first(value("CHECKNUM"), value("REFNUM"))}
	o.ValueOn, _ = day(value("DTAVAIL"))
	memo := value("MEMO")
	o.Label = first(value("NAME"), value("PAYEE/NAME"), memo, value("TRNTYPE"))
	add := func(qualifier, text string) {
		if text != "" {
			o.Details = append(o.Details, statement.Detail{Qualifier: qualifier, Text: text})
		}
	}
	party, number := "NBE", "CBE" // whom a debit goes to
	if amount > 0 {
		party, number = "NPY", "CPY"
	}
	add(party, value("PAYEE/NAME"))
	add(number, first(value("BANKACCTTO/ACCTID"), value("CCACCTTO/ACCTID")))
	if memo != "" && memo != o.Label {
		o.Details = append(o.Details, draft.Remittance("LCC", memo)...)
	}
	if symbol := value("ORIGCURRENCY/CURSYM"); symbol != "" {
		add("LCC", charset.Clean("Devise d'origine "+symbol+" "+value("ORIGCURRENCY/CURRATE")))
	}
	return o
}

func first(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

func (b *builder) decimals() int { return money.DecimalsOf(first(b.currency, "EUR")) }

// day is the one that the bank wrote: 20260331, whatever hour and zone follow.
func day(text string) (civil.Date, bool) {
	if len(text) < 8 {
		return 0, false
	}
	d, err := civil.Parse(text[:4] + "-" + text[4:6] + "-" + text[6:8])
	return d, err == nil
}

// draft is the statement that was read.
func (b *builder) draft(given iban.IBAN) (*statement.Draft, error) {
	b.finish()
	d := b.d
	d.Currency, d.Decimals = first(b.currency, "EUR"), b.decimals()
	if b.currency == "" {
		b.log.Add(b.line, "CURDEF", "devise", draft.MissingCurrency, "Le relevé n'indique pas sa devise : l'euro est supposé.")
	}
	if err := b.identify(d, given); err != nil {
		return nil, err
	}
	b.inOrder()
	b.close()
	d.Warnings = b.log.Take()
	return d, nil
}

// inOrder brings operations that are listed latest first in the order of time.
func (b *builder) inOrder() {
	list := b.d.Operations
	descending := len(list) > 1 && list[0].BookedOn > list[len(list)-1].BookedOn
	for i := 1; i < len(list); i++ {
		descending = descending && list[i].BookedOn <= list[i-1].BookedOn
	}
	if descending {
		slices.Reverse(list)
	}
}

// close takes LEDGERBAL as the closing balance, unless it is of a day before the last operation.
func (b *builder) close() {
	b.log.Add(b.line, b.root, "ancien solde", draft.MissingOpening, "OFX ne donne pas d'ancien solde : le relevé n'est pas vérifiable.")
	if b.balance.value == "" {
		b.log.Add(b.line, "LEDGERBAL", "nouveau solde", draft.MissingClosing, "Il manque le nouveau solde (LEDGERBAL).")
		return
	}
	amount, problem := draft.ReadAmount(b.balance.value, b.decimals())
	on, dated := day(b.balanceDay.value)
	last := civil.Date(0)
	for i := range b.d.Operations {
		last = max(last, b.d.Operations[i].BookedOn)
	}
	switch {
	case problem != "":
		b.log.Add(b.balance.line, "BALAMT", "nouveau solde", draft.Amount, "Le nouveau solde « %s » est illisible.", draft.Excerpt(b.balance.value))
	case dated && on < last:
		b.log.Add(b.balance.line, "DTASOF", "nouveau solde", draft.MissingClosing, "Le solde du %s est d'avant la dernière opération (%s) : ce n'est pas le nouveau solde.", on.French(), last.French())
	default:
		b.d.Closing = &statement.Balance{On: on, Amount: amount}
	}
}

// identify finds the account: an IBAN, a French bank, branch and number, else what the file says.
func (b *builder) identify(d *statement.Draft, given iban.IBAN) error {
	number := strings.ToUpper(compact(b.account["ACCTID"]))
	bank, branch := compact(b.account["BANKID"]), compact(b.account["BRANCHID"])
	if i, err := iban.Parse(number); err == nil {
		d.IBAN = i
		d.RIB, _ = i.RIB()
		return nil
	}
	if len(number) == 23 && bank == "" || len(number) == 23 && strings.HasPrefix(number, bank) { // a whole RIB with its key
		bank, branch, number = number[:5], number[5:10], number[10:21]
	}
	if number == "" {
		if given == "" {
			return draft.Asks("account", "Choisissez l'IBAN dont ce fichier est le relevé.", "ce fichier OFX ne dit pas de quel compte il est.")
		}
		d.IBAN = given
		d.RIB, _ = given.RIB()
		b.log.Add(b.line, "ACCTID", "compte", draft.MissingAccount, "Le fichier ne nomme pas de compte : il est lu comme celui de l'IBAN que vous avez choisi.")
		return nil
	}
	d.RIB = iban.RIB{Bank: bank, Branch: branch, Number: number}
	if b.root == "CCSTMTRS" {
		d.RIB.Number = maskCard(number)
	}
	if i, ok := d.RIB.IBAN(); ok {
		d.IBAN = i
	}
	return nil
}

// compact leaves letters and digits.
func compact(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r == '*' {
			return r
		}
		return -1
	}, text)
}

// maskCard leaves of a card's number what tells cards apart on a receipt: nobody here needs more.
func maskCard(number string) string {
	if len(number) < 13 || len(number) > 19 || strings.ContainsFunc(number, func(r rune) bool { return r < '0' || r > '9' }) {
		return number
	}
	return number[:6] + strings.Repeat("X", len(number)-10) + number[len(number)-4:]
}
