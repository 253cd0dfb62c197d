package qif

import (
	"slices"
	"strconv"
	"strings"

	"sobank/backend/charset"
	"sobank/backend/civil"
	"sobank/backend/draft"
	"sobank/backend/iban"
	"sobank/backend/statement"
)

// item is an operation as the file writes it.
type item struct {
	line                                        int
	date, amount, payee, memo, number, category string
	more                                        []string // addresses and splits
}

// builder makes one draft of the lines of one list.
type builder struct {
	line  int
	today civil.Date
	items []item
	open  *item
	log   draft.Log
	lines int
}

func (b *builder) take(text string, line int) {
	if text = strings.TrimRight(text, " \t"); text == "" {
		return
	}
	if b.open == nil && text[0] != '^' {
		b.open, b.lines = &item{line: line}, 0
	}
	if b.lines++; b.lines > maxLines && text[0] != '^' {
		return
	}
	value := charset.Clean(text[1:])
	switch text[0] {
	case '^':
		b.end()
	case 'D':
		b.open.date = value
	case 'T':
		b.open.amount = value
	case 'U':
		if b.open.amount == "" {
			b.open.amount = value
		}
	case 'P':
		b.open.payee = value
	case 'M':
		b.open.memo = value
	case 'N':
		b.open.number = value
	case 'L':
		b.open.category = value
	case 'A', 'S', 'E', '$':
		b.open.more = append(b.open.more, value)
	}
}

func (b *builder) end() {
	if b.open != nil {
		b.items = append(b.items, *b.open)
	}
	b.open = nil
}

// draft is the list that was read.
func (b *builder) draft(account iban.IBAN, order string) (*statement.Draft, error) {
	b.end()
	if account == "" {
		return nil, draft.Asks("account", "Choisissez l'IBAN dont ce fichier est le relevé.", "un fichier QIF ne dit pas de quel compte il est.")
	}
	if order == "" {
		var err error
		if order, err = b.orderOfDates(); err != nil {
			return nil, err
		}
	}
	d := &statement.Draft{Format: Name, Line: b.line, IBAN: account, Currency: "EUR", Decimals: 2}
	d.RIB, _ = account.RIB()
	for i := range b.items {
		b.add(d, &b.items[i], order)
	}
	inOrder(d.Operations)
	if d.Opening == nil {
		b.log.Add(b.line, "", "ancien solde", draft.MissingOpening, "QIF ne donne pas d'ancien solde : le relevé n'est pas vérifiable.")
	}
	b.log.Add(b.line, "", "nouveau solde", draft.MissingClosing, "QIF ne donne pas de nouveau solde.")
	d.Warnings = b.log.Take()
	return d, nil
}

// opens reports whether an item is what Quicken writes first: the balance that the account opens
// on, as a transfer to itself.
func (i *item) opens() bool {
	return strings.HasPrefix(i.category, "[") && (strings.EqualFold(i.payee, "Opening Balance") || strings.EqualFold(i.payee, "Solde initial"))
}

func (b *builder) add(d *statement.Draft, i *item, order string) {
	on, dated := read(i.date, order, b.today)
	amount, problem := draft.ReadAmount(strings.Trim(i.amount, "€$ "), d.Decimals)
	switch {
	case !dated:
		b.log.Add(i.line, "D", "date", draft.Date, "La date « %s » est illisible : l'opération n'est pas comptée.", draft.Excerpt(i.date))
		d.Unreadable++
	case problem != "":
		b.log.Add(i.line, "T", "montant", problem, "Le montant « %s » est illisible : l'opération n'est pas comptée.", draft.Excerpt(i.amount))
		d.Unreadable++
	case i.opens() && d.Opening == nil && len(d.Operations) == 0:
		d.Opening = &statement.Balance{On: on, Amount: amount}
	default:
		d.Operations = append(d.Operations, i.operation(on, amount))
	}
}

func (i *item) operation(on civil.Date, amount int64) statement.Operation {
	o := statement.Operation{BookedOn: on, Amount: amount, Reference: i.number, Line: i.line, Label: i.payee}
	if o.Label == "" {
		o.Label = i.memo
	}
	rest := i.more
	if i.memo != o.Label {
		rest = append([]string{i.memo}, rest...)
	}
	if i.category != "" {
		rest = append(rest, i.category)
	}
	for _, text := range rest {
		o.Details = append(o.Details, draft.Remittance("LCC", text)...)
	}
	return o
}

// inOrder brings operations that are listed latest first in the order of time.
func inOrder(list []statement.Operation) {
	descending := len(list) > 1 && list[0].BookedOn > list[len(list)-1].BookedOn
	for i := 1; i < len(list); i++ {
		descending = descending && list[i].BookedOn <= list[i-1].BookedOn
	}
	if descending {
		slices.Reverse(list)
	}
}

// Orders are those that dates are written in, with their words for a person.
var Orders = []struct{ Key, French string }{{"dmy", "jour/mois/année"}, {"mdy", "mois/jour/année"}, {"ymd", "année/mois/jour"}}

// orderOfDates is the one order that makes every line a day, when there is one, or when several
// give the same days.
func (b *builder) orderOfDates() (string, error) {
	var whole []string
	best, most := "", -1
	for _, o := range Orders {
		valid := 0
		for i := range b.items {
			if _, ok := read(b.items[i].date, o.Key, b.today); ok {
				valid++
			}
		}
		if valid == len(b.items) && !slices.ContainsFunc(whole, func(other string) bool { return b.sameDays(o.Key, other) }) {
			whole = append(whole, o.Key)
		}
		if valid > most {
			best, most = o.Key, valid
		}
	}
	if len(whole) < 2 {
		return best, nil
	}
	return "", draft.Asks("dates", "Choisissez l'ordre qui convient dans l'aperçu.", "les dates de ce fichier se lisent de plusieurs façons (%s) : « %s » est-il le %s ?",
		strings.Join(french(whole), " ou "), draft.Excerpt(b.items[0].date), b.example(whole))
}

func french(keys []string) (words []string) {
	for _, o := range Orders {
		if slices.Contains(keys, o.Key) {
			words = append(words, o.French)
		}
	}
	return words
}

// example is the first date that differs, read in each order.
func (b *builder) example(orders []string) string {
	var words []string
	for _, o := range orders {
		on, _ := read(b.items[0].date, o, b.today)
		words = append(words, on.French())
	}
	return strings.Join(words, " ou le ")
}

func (b *builder) sameDays(a, c string) bool {
	for i := range b.items {
		x, _ := read(b.items[i].date, a, b.today)
		y, _ := read(b.items[i].date, c, b.today)
		if x != y {
			return false
		}
	}
	return true
}

// read reads a date in an order: 31/03/2026, 31.3.26, 3/31'26, 2026-03-31.
func read(text, order string, today civil.Date) (civil.Date, bool) {
	parts := strings.FieldsFunc(text, func(r rune) bool { return r < '0' || r > '9' })
	if len(parts) != 3 || len(order) != 3 {
		return 0, false
	}
	var year, month, day int
	for i, part := range parts {
		n, err := strconv.Atoi(part)
		if err != nil || len(part) > 4 {
			return 0, false
		}
		switch order[i] {
		case 'y':
			if len(part) != 4 && i == 0 { // nobody writes two digits of a year first
				return 0, false
			}
			if len(part) != 4 && len(part) != 2 && !(len(part) == 1 && strings.Contains(text, "'")) {
				return 0, false
			}
			if year = n; len(part) < 4 {
				year = century(n, today)
			}
		case 'm':
			month = n
		case 'd':
			day = n
		}
		if order[i] != 'y' && len(part) > 2 {
			return 0, false
		}
	}
	if today != 0 && (year < today.Year()-oldest || year > today.Year()+1) {
		return 0, false
	}
	return civil.New(year, month, day)
}

// oldest is how many years back a date is believed: an order that leads further is not the file's.
const oldest = 60

// century is the year of two digits that is nearest to today, never more than one ahead.
func century(n int, today civil.Date) int {
	if year := today.Year()/100*100 + n; today != 0 && year <= today.Year()+1 {
		return year
	} else if today != 0 {
		return year - 100
	}
	return 2000 + n
}
