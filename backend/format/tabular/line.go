package tabular

import (
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"sobank/backend/civil"
	"sobank/backend/draft"
	"sobank/backend/iban"
	"sobank/backend/money"
	"sobank/backend/statement"
)

// row is a line of the table with its cells; text is false where cells are a workbook's.
type row struct {
	line  int
	cells []string
	typed bool // cells as a workbook stores them: days as numbers, numbers with a point
}

// line is a row as it is read.
type line struct {
	statement.Operation
	balance  *int64
	dated    bool // something stands where the day would
	account  string
	currency string
	decimals int
}

// fault is what keeps a row from being read.
type problem struct {
	column         int // 1-based
	role, sentence string
	code           string
}

// unread says of a date why it is none.
func (m Mapping) unread(r row) string {
	if m.Dates == "" && !r.typed {
		return "La date « %s » se lira quand l'ordre du jour et du mois sera dit."
	}
	return "La date « %s » est illisible."
}

// line reads a row.
func (m Mapping) line(r row, today civil.Date) (l line, problems []problem) {
	l.Line = r.line
	l.currency = strings.ToUpper(first(m.cell(r.cells, currency), m.Currency, "EUR"))
	l.decimals = money.DecimalsOf(l.currency)
	bad := func(role, code, format string, args ...any) {
		problems = append(problems, problem{slices.Index(m.Roles, role) + 1, role, fmt.Sprintf(format, args...), code})
	}
	var ok bool
	l.dated = m.cell(r.cells, booked) != ""
	if l.BookedOn, ok = m.day(m.cell(r.cells, booked), r.typed, today); !ok {
		bad(booked, draft.Date, m.unread(r), draft.Excerpt(m.cell(r.cells, booked)))
	}
	if text := m.cell(r.cells, value); text != "" {
		if l.ValueOn, ok = m.day(text, r.typed, today); !ok {
			bad(value, draft.Date, "La date de valeur « %s » est illisible.", draft.Excerpt(text))
		}
	}
	m.amounts(r, &l, bad)
	if text := m.cell(r.cells, balance); text != "" {
		n, code := m.number(text, l.currency, l.decimals, r.typed)
		if code != "" {
			bad(balance, code, "Le solde « %s » est illisible.", draft.Excerpt(text))
		} else {
			l.balance = &n
		}
	}
	l.account = m.cell(r.cells, account)
	m.texts(r, &l)
	return l, problems
}

func (m Mapping) amounts(r row, l *line, bad func(role, code, format string, args ...any)) {
	given := 0
	for _, role := range []string{amount, debit, credit} {
		text := m.cell(r.cells, role)
		if text == "" || blankNumber(text) && role != amount {
			continue
		}
		n, code := m.number(text, l.currency, l.decimals, r.typed)
		if code != "" {
			bad(role, code, "Le montant « %s » est illisible.", draft.Excerpt(text))
			continue
		}
		if n == 0 && role != amount {
			continue
		}
		given++
		switch {
		case role == amount:
			n = m.direct(r, n, bad)
		case m.Signs == plain && role == debit:
			n = -n
		case m.Signs != "": // as it stands
		case role == debit: // signed or not, it is one
			n = -max(n, -n)
		case role == credit:
			n = max(n, -n)
		}
		l.Amount = n
	}
	switch {
	case given > 1:
		bad(debit, draft.Amount, "La ligne porte un débit et un crédit.")
	case given == 0 && m.cell(r.cells, amount) == "" && m.cell(r.cells, debit) == "" && m.cell(r.cells, credit) == "":
		bad(first(m.has(amount), m.has(debit), m.has(credit)), draft.Amount, "Il manque le montant.")
	}
}

// direct gives an amount the sign that a column of directions says: « D », « Crédit », « - ».
func (m Mapping) direct(r row, n int64, bad func(role, code, format string, args ...any)) int64 {
	if !slices.Contains(m.Roles, direction) {
		return n
	}
	text := m.cell(r.cells, direction)
	switch word := strings.Trim(statement.Fold(text), ". "); {
	case word == "-" || slices.Contains(debits, word):
		if m.Signs == signed {
			return n
		}
		return -n
	case word == "+" || slices.Contains(credits, word):
		return n
	}
	bad(amount, draft.Amount, "« %s » ne dit pas si c'est un débit ou un crédit.", draft.Excerpt(text))
	return n
}

var (
	debits  = []string{"d", "debit", "deb", "dbit", "debiteur", "sortie"}
	credits = []string{"c", "credit", "cre", "crdt", "crediteur", "entree"}
)

// unread tells whether the day or the amount of a row could not be read.
func unread(problems []problem) (noDay, noAmount bool) {
	for _, p := range problems {
		noDay = noDay || p.role == booked
		noAmount = noAmount || p.role == amount || p.role == debit || p.role == credit
	}
	return noDay, noAmount
}

// sums reports whether a label is that of a total or a balance below the operations.
func sums(label string) bool {
	for _, begin := range []string{"total", "totaux", "sous-total", "solde", "ancien solde", "nouveau solde", "report"} {
		if strings.HasPrefix(statement.Fold(label), begin) {
			return true
		}
	}
	return false
}

func (m Mapping) has(role string) string {
	if slices.Contains(m.Roles, role) {
		return role
	}
	return ""
}

func blankNumber(text string) bool { return strings.Trim(text, "-– ") == "" }

func (m Mapping) texts(r row, l *line) {
	l.Label = strings.Join(m.cells(r.cells, label), " ")
	rest := m.cells(r.cells, more)
	if l.Label == "" && len(rest) > 0 {
		l.Label, rest = rest[0], rest[1:]
	}
	l.Reference = m.cell(r.cells, reference)
	l.BankCode = m.cell(r.cells, code)
	name, number := "NBE", "CBE" // whom a debit goes to
	if l.Amount > 0 {
		name, number = "NPY", "CPY"
	}
	if text := m.cell(r.cells, counterparty); text != "" {
		l.Details = append(l.Details, statement.Detail{Qualifier: name, Text: text})
		l.Label = first(l.Label, text)
	}
	if text := m.cell(r.cells, counterAccount); text != "" {
		if i, err := iban.Parse(text); err == nil {
			text = string(i)
		}
		l.Details = append(l.Details, statement.Detail{Qualifier: number, Text: text})
	}
	for _, text := range rest {
		l.Details = append(l.Details, draft.Remittance("LCC", text)...)
	}
}

func first(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// number reads an amount: with the mapping's decimal mark in a text, as it is stored in a workbook,
// where the last digits may be those of a binary fraction. Groups are of three digits, so that a mark
// is never taken for what it is not: with a comma for decimals « 12.50 » is no number.
func (m Mapping) number(text, currency string, decimals int, typed bool) (minor int64, code string) {
	if typed {
		if n, ok := stored(text, decimals); ok {
			return n, ""
		}
		if asStored.MatchString(text) {
			return 0, draft.Decimals
		}
	}
	text, negative := unsigned(strings.TrimSpace(text))
	text, foreign := withoutCurrency(text, currency)
	if foreign {
		return 0, draft.OtherCurrency
	}
	if !negative {
		text, negative = unsigned(text) // « € -12,00 »
	}
	digits, ok := m.ungrouped(text)
	if !ok {
		return 0, draft.Amount
	}
	if minor, code = draft.ReadAmount(digits, decimals); negative {
		minor = -minor
	}
	return minor, code
}

// asStored is how a workbook writes a number that is no whole one.
var asStored = regexp.MustCompile(`^-?\d*\.\d+(E[+-]?\d+)?$`)

// unsigned takes the sign off: before the number, behind it, or accountants' brackets.
func unsigned(text string) (rest string, negative bool) {
	for _, minus := range []string{"-", "−", "–"} {
		if rest, ok := strings.CutPrefix(text, minus); ok {
			return strings.TrimSpace(rest), true
		}
		if rest, ok := strings.CutSuffix(text, minus); ok {
			return strings.TrimSpace(rest), true
		}
	}
	if strings.HasPrefix(text, "(") && strings.HasSuffix(text, ")") && len(text) > 2 {
		return strings.TrimSpace(text[1 : len(text)-1]), true
	}
	return strings.TrimSpace(strings.TrimPrefix(text, "+")), false
}

// beside are the signs of currencies that stand beside amounts.
var beside = map[string]string{"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY"}

// withoutCurrency takes a currency off; foreign is one that is not the line's.
func withoutCurrency(text, currency string) (rest string, foreign bool) {
	if n := len(text); n == 0 || isNumber(text[:1]) && isNumber(text[n-1:]) {
		return text, false
	}
	for sign, of := range beside {
		if bare := strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(text, sign), sign)); bare != "" && len(bare) < len(text) {
			return bare, currency != "" && of != currency
		}
	}
	if n := len(text); n > 3 {
		if of := text[n-3:]; threeLetters.MatchString(of) {
			return strings.TrimSpace(text[:n-3]), currency != "" && of != currency
		}
		if of := text[:3]; threeLetters.MatchString(of) {
			return strings.TrimSpace(text[3:]), currency != "" && of != currency
		}
	}
	return text, false
}

// ungrouped writes a number without its groups and with a point.
func (m Mapping) ungrouped(text string) (digits string, ok bool) {
	mark, other := ',', '.'
	if m.Decimal == "." {
		mark, other = other, mark
	}
	out, run, grouped, after := make([]byte, 0, len(text)+1), 0, false, false
	for _, r := range text {
		switch {
		case r >= '0' && r <= '9':
			out = append(out, byte(r))
			run++
		case r == mark && !after:
			if grouped && run != 3 {
				return "", false
			}
			out, after = append(out, '.'), true
		case !after && run > 0 && (r == other || strings.ContainsRune(" \u00A0\u202F'’", r)):
			if grouped && run != 3 || run > 3 {
				return "", false
			}
			grouped, run = true, 0
		default:
			return "", false
		}
	}
	if len(out) == 0 || grouped && !after && run != 3 {
		return "", false
	}
	if !after {
		out = append(out, '.') // the one mark that is left
	}
	return string(out), true
}

// stored reads a workbook's number exactly; what is left beyond the currency's decimals is a
// fraction's trace when it is less than a millionth, else it is an amount that the currency cannot
// have.
func stored(text string, decimals int) (minor int64, ok bool) {
	n, ok := new(big.Rat).SetString(text)
	if !ok || len(text) > 40 || strings.ContainsAny(text, "/_xXbBoO") {
		return 0, false
	}
	n.Mul(n, new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(decimals)), nil)))
	half := big.NewRat(1, 2)
	if n.Sign() < 0 {
		half.Neg(half)
	}
	sum := new(big.Rat).Add(n, half)
	whole := new(big.Int).Quo(sum.Num(), sum.Denom())
	left := new(big.Rat).Sub(n, new(big.Rat).SetInt(whole))
	if !whole.IsInt64() || left.Abs(left).Cmp(big.NewRat(1, 10_000)) > 0 {
		return 0, false
	}
	return whole.Int64(), true
}

var months = []string{"janv", "fevr", "mars", "avr", "mai", "juin", "juil", "aout", "sept", "oct", "nov", "dec"}

// day reads a date in the mapping's order; a month in letters and a year of four digits at the head
// leave no doubt.
func (m Mapping) day(text string, typed bool, today civil.Date) (civil.Date, bool) {
	if typed {
		if n, err := strconv.ParseFloat(text, 64); err == nil && n >= 20_000 && n < 80_000 { // days since 30 December 1899
			return civil.MustParse("1899-12-30").AddDays(int(n)), true
		}
	}
	parts, order := dateParts(text), m.Dates
	if len(parts) == 3 && len(parts[0]) == 4 {
		order = "ymd"
	}
	if len(parts) == 3 && !isNumber(parts[1]) {
		order = "dmy"
	}
	return readDay(parts, order, today)
}

func isNumber(text string) bool { return strings.Trim(text, "0123456789") == "" }

// dateParts are the day, month and year of a text, a month's name as its number; an hour behind them
// is left out.
func dateParts(text string) []string {
	text = statement.Fold(text)
	if i := strings.IndexAny(text, "t"); i == 10 && isNumber(text[:4]) { // 2026-03-31T12:00:00
		text = text[:i]
	}
	parts := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("/-. ,", r) })
	if len(parts) == 1 && len(parts[0]) == 8 && isNumber(parts[0]) { // 20260331
		return []string{parts[0][:4], parts[0][4:6], parts[0][6:]}
	}
	if len(parts) > 3 && strings.Contains(parts[3], ":") {
		parts = parts[:3]
	}
	return parts
}

func readDay(parts []string, order string, today civil.Date) (civil.Date, bool) {
	if len(parts) != 3 || len(order) != 3 {
		return 0, false
	}
	var year, month, day int
	for i, part := range parts {
		n, err := strconv.Atoi(part)
		if err != nil {
			n = 1 + slices.IndexFunc(months, func(name string) bool { return strings.HasPrefix(part, name) || part == name[:min(3, len(name))] })
			if order[i] != 'm' || n == 0 {
				return 0, false
			}
		}
		switch order[i] {
		case 'y':
			if year = n; len(part) == 2 && i > 0 { // nobody writes two digits of a year first
				if year += today.Year() / 100 * 100; year > today.Year()+1 {
					year -= 100
				}
			} else if len(part) != 4 {
				return 0, false
			}
		case 'm':
			month = n
		case 'd':
			day = n
		}
	}
	if today != 0 && (year < today.Year()-60 || year > today.Year()+1) {
		return 0, false
	}
	return civil.New(year, month, day)
}
