package tabular

import (
	"fmt"
	"math/big"
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

// line reads a row.
func (m Mapping) line(r row, today civil.Date) (l line, problems []problem) {
	l.Line = r.line
	l.currency = strings.ToUpper(first(m.cell(r.cells, currency), m.Currency, "EUR"))
	l.decimals = money.DecimalsOf(l.currency)
	bad := func(role, code, format string, args ...any) {
		problems = append(problems, problem{slices.Index(m.Roles, role) + 1, role, fmt.Sprintf(format, args...), code})
	}
	var ok bool
	if l.BookedOn, ok = m.day(m.cell(r.cells, booked), r.typed, today); !ok {
		bad(booked, draft.Date, "La date « %s » est illisible.", draft.Excerpt(m.cell(r.cells, booked)))
	}
	if text := m.cell(r.cells, value); text != "" {
		if l.ValueOn, ok = m.day(text, r.typed, today); !ok {
			bad(value, draft.Date, "La date de valeur « %s » est illisible.", draft.Excerpt(text))
		}
	}
	m.amounts(r, &l, bad)
	if text := m.cell(r.cells, balance); text != "" {
		n, code := m.number(text, l.decimals, r.typed)
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
		n, code := m.number(text, l.decimals, r.typed)
		if code != "" {
			bad(role, code, "Le montant « %s » est illisible.", draft.Excerpt(text))
			continue
		}
		if n == 0 && role != amount {
			continue
		}
		given++
		switch role {
		case debit: // signed or not, it is one
			n = -max(n, -n)
		case credit:
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
// where the last digits may be those of a binary fraction.
func (m Mapping) number(text string, decimals int, typed bool) (minor int64, code string) {
	if typed {
		if n, ok := stored(text, decimals); ok {
			return n, ""
		}
	}
	text = strings.TrimSpace(strings.TrimRight(strings.TrimLeft(text, "€$£ "), "€$£EURSDGBP \u00A0\u202F"))
	if inner, ok := strings.CutPrefix(text, "("); ok { // accountants' negative
		text = "-" + strings.TrimSuffix(inner, ")")
	}
	group := "."
	if m.Decimal == "." {
		group = ","
	}
	text = strings.ReplaceAll(text, group, "")
	if strings.Count(text, m.Decimal) > 1 {
		return 0, draft.Amount
	}
	return draft.ReadAmount(strings.ReplaceAll(text, m.Decimal, "."), decimals)
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
