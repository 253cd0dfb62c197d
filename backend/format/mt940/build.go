package mt940

import (
	"regexp"
	"strconv"
	"strings"

	"sobank/backend/charset"
	"sobank/backend/civil"
	"sobank/backend/draft"
	"sobank/backend/iban"
	"sobank/backend/money"
	"sobank/backend/statement"
)

// builder makes one draft of the messages of one statement.
type builder struct {
	line    int
	account string // :25:, as written
	today   civil.Date
	log     draft.Log
	goesOn  bool // its last balance is an intermediate one
	d       *statement.Draft
	opened  bool
}

func newBuilder(line int, account string, today civil.Date) *builder {
	return &builder{line: line, account: account, today: today, d: &statement.Draft{Format: Name, Currency: "", Decimals: 2}}
}

func (b *builder) take(f field) {
	switch f.tag {
	case "60F", "60M":
		if !b.opened {
			b.opened = true
			b.d.Opening = b.balance(f, "ancien solde")
		}
	case "62F", "62M":
		b.goesOn = f.tag == "62M"
		b.d.Closing = b.balance(f, "nouveau solde")
	case "34F": // the floor of an interim report names the currency
		if len(f.text) >= 3 && b.d.Currency == "" && currency.MatchString(f.text[:3]) {
			b.d.Currency, b.d.Decimals = f.text[:3], money.DecimalsOf(f.text[:3])
		}
	case "61":
		b.operation(f)
	case "86":
		b.describe(f)
	}
}

var currency = regexp.MustCompile(`^[A-Z]{3}$`)

var balanceShape = regexp.MustCompile(`^([CD])(\d{6})([A-Z]{3})([\d,. ]+)`)

func (b *builder) balance(f field, name string) *statement.Balance {
	m := balanceShape.FindStringSubmatch(strings.TrimSpace(f.text))
	if m == nil {
		b.log.Add(f.line, f.tag, name, draft.Amount, "%s illisible : « %s ».", capital(name), draft.Excerpt(charset.Clean(f.text)))
		return nil
	}
	if b.d.Currency == "" {
		b.d.Currency, b.d.Decimals = m[3], money.DecimalsOf(m[3])
	} else if b.d.Currency != m[3] {
		b.log.Add(f.line, f.tag, "devise", draft.OtherCurrency, "%s en %s, alors que le relevé est en %s : il n'est pas pris.", capital(name), m[3], b.d.Currency)
		return nil
	}
	amount, problem := draft.ReadAmount(m[4], b.d.Decimals)
	on, dated := b.day(m[2])
	if problem != "" || !dated {
		b.log.Add(f.line, f.tag, name, draft.Amount, "%s illisible : « %s ».", capital(name), draft.Excerpt(m[0]))
		return nil
	}
	if m[1] == "D" {
		amount = -amount
	}
	return &statement.Balance{On: on, Amount: amount}
}

func capital(name string) string { return strings.ToUpper(name[:1]) + name[1:] }

// day reads AAMMJJ, in the century nearest to today.
func (b *builder) day(text string) (civil.Date, bool) {
	n, err := strconv.Atoi(text)
	if err != nil || len(text) != 6 {
		return 0, false
	}
	year := 2000 + n/10000
	if today := b.today.Year(); today > 0 && year > today+50 {
		year -= 100
	}
	return civil.New(year, n/100%100, n%100)
}

// entryDay reads MMJJ: the entry's year is the one nearest to its value day.
func entryDay(text string, value civil.Date) (best civil.Date, ok bool) {
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0, false
	}
	for year := value.Year() - 1; year <= value.Year()+1; year++ {
		d, real := civil.New(year, n/100, n%100)
		if real && (!ok || abs(value.DaysUntil(d)) < abs(value.DaysUntil(best))) {
			best, ok = d, true
		}
	}
	return best, ok
}

func abs(n int) int { return max(n, -n) }

// lineShape is a :61:. The four digits after the value day are the entry's, when they are there:
// « 2501010102D120,00 » is entered on 2 January and debits 120,00.
var lineShape = regexp.MustCompile(`^(\d{6})(\d{4})?(E?R?[CD])([A-Z])?\s*([\d,.]{1,16})(?:([A-Z][A-Z0-9 ]{3})(.*))?$`)

func (b *builder) operation(f field) {
	first, more, _ := strings.Cut(f.text, "\n")
	if m := lineShape.FindStringSubmatch(strings.TrimSpace(first)); m == nil { // some banks break the line before the amount
		first, more = strings.ReplaceAll(f.text, "\n", ""), ""
	}
	m := lineShape.FindStringSubmatch(strings.TrimSpace(first))
	if m == nil {
		b.unreadable(f, "mouvement", draft.Amount, "Le mouvement « %s » est illisible", first)
		return
	}
	value, dated := b.day(m[1])
	booked := value
	if m[2] != "" && dated {
		booked, dated = entryDay(m[2], value)
	}
	if !dated {
		b.unreadable(f, "date", draft.Date, "La date du mouvement « %s » est illisible", first)
		return
	}
	amount, problem := draft.ReadAmount(m[5], b.d.Decimals)
	if problem != "" {
		b.unreadable(f, "montant", problem, "Le montant du mouvement « %s » est illisible", first)
		return
	}
	if m[3] == "D" || m[3] == "RC" || m[3] == "ED" || m[3] == "ERC" { // the reversal of a credit debits
		amount = -amount
	}
	customer, bank, _ := strings.Cut(m[7], "//")
	o := statement.Operation{BookedOn: booked, ValueOn: value, Amount: amount, BankCode: strings.TrimSpace(m[6]), Line: f.line,
		EntryNumber: charset.Clean(bank)}
	if o.Reference = charset.Clean(customer); o.Reference == "NONREF" {
		o.Reference = ""
	}
	o.Label = charset.Clean(more)
	b.d.Operations = append(b.d.Operations, o)
}

func (b *builder) unreadable(f field, name, code, sentence, text string) {
	b.log.Add(f.line, f.tag, name, code, sentence+" : il n'est pas compté.", draft.Excerpt(charset.Clean(text)))
	b.d.Unreadable++
}

// describe gives a :86: to the operation before it.
func (b *builder) describe(f field) {
	n := len(b.d.Operations)
	if n == 0 || b.d.Closing != nil && !b.goesOn { // after the balance it speaks of the statement
		return
	}
	o := &b.d.Operations[n-1]
	if f.line < o.Line {
		return
	}
	describe(o, f.text)
}

func (b *builder) draft(given iban.IBAN) (*statement.Draft, error) {
	d := b.d
	d.Line = b.line
	if d.Currency == "" {
		d.Currency, d.Decimals = "EUR", 2
		b.log.Add(b.line, "60F", "devise", draft.MissingCurrency, "Le relevé n'indique pas sa devise : l'euro est supposé.")
	}
	for i := range d.Operations {
		if d.Operations[i].Label == "" {
			d.Operations[i].Label = d.Operations[i].BankCode
		}
	}
	if d.Opening == nil {
		b.log.Add(b.line, "60F", "ancien solde", draft.MissingOpening, "Il manque l'ancien solde : le relevé n'est pas vérifiable.")
	}
	if d.Closing == nil {
		b.log.Add(b.line, "62F", "nouveau solde", draft.MissingClosing, "Il manque le nouveau solde : le relevé n'est pas vérifiable.")
	}
	if err := b.identify(d, given); err != nil {
		return nil, err
	}
	d.Warnings = b.log.Take()
	return d, nil
}

// identify finds the account in :25:, an IBAN, a French RIB, or a bank and a number.
func (b *builder) identify(d *statement.Draft, given iban.IBAN) error {
	parts := strings.Split(strings.TrimPrefix(charset.Clean(b.account), "/"), "/")
	for _, part := range parts {
		if i, ok := anIBAN(part); ok {
			d.IBAN = i
			d.RIB, _ = i.RIB()
			return nil
		}
	}
	number := letters(parts[len(parts)-1])
	bank := letters(strings.Join(parts[:len(parts)-1], ""))
	switch {
	case number == "" && bank == "":
		if given == "" {
			return draft.Asks("account", "Choisissez l'IBAN dont ce fichier est le relevé.", "ce fichier MT940 ne dit pas de quel compte il est.")
		}
		d.IBAN = given
		d.RIB, _ = given.RIB()
		b.log.Add(b.line, "25", "compte", draft.MissingAccount, "Le fichier ne nomme pas de compte : il est lu comme celui de l'IBAN que vous avez choisi.")
		return nil
	case len(number) == 23 || len(number) == 21 || len(bank+number) == 23 && parts[0] == bank[:min(5, len(bank))]:
		if rib, ok := aRIB(bank + number); ok {
			d.RIB = rib
		} else {
			d.RIB = iban.RIB{Number: bank + number} // a wrong key: nobody knows which account it is
		}
	case len(bank) == 10 && len(number) >= 11:
		d.RIB = iban.RIB{Bank: bank[:5], Branch: bank[5:], Number: number[:11]}
	default:
		d.RIB = iban.RIB{Bank: bank, Number: number}
	}
	d.IBAN, _ = d.RIB.IBAN()
	return nil
}

// aRIB reads bank, branch and account, with the key or without; ok is false for a wrong key.
func aRIB(text string) (rib iban.RIB, ok bool) {
	if len(text) != 21 && len(text) != 23 {
		return rib, false
	}
	rib = iban.RIB{Bank: text[:5], Branch: text[5:10], Number: text[10:21]}
	return rib, rib.Valid() && (len(text) == 21 || rib.Key() == text[21:])
}

// anIBAN reads an IBAN, with the currency that some banks write behind it.
func anIBAN(text string) (iban.IBAN, bool) {
	text = letters(text)
	if i, err := iban.Parse(text); err == nil {
		return i, true
	}
	if len(text) > 3 {
		if i, err := iban.Parse(text[:len(text)-3]); err == nil {
			return i, true
		}
	}
	return "", false
}

func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' {
			return r
		}
		return -1
	}, strings.ToUpper(text))
}
