// Package draft is what the readers of statement files share: amounts, remittance lines, and
// warnings that are kept by line and bounded. A reader makes statement.Draft of them.
package draft

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"sobank/backend/fault"
	"sobank/backend/money"
	"sobank/backend/statement"
)

// Warning codes that several formats give. They are stable: programs and screens know them.
const (
	MissingOpening   = "missing_opening"
	MissingClosing   = "missing_closing"
	Amount           = "amount_unreadable"
	Decimals         = "decimals_mismatch"
	OtherCurrency    = "other_currency"
	MissingCurrency  = "missing_currency"
	Date             = "date_unreadable"
	MissingAccount   = "missing_account"
	Unknown          = "unknown_field"
	More             = "more_warnings"
	ControlCharacter = "control_character"
)

// most is how many warnings a statement, or the rest of a file, keeps.
const most = 1000

// Log collects warnings; past the thousandth it counts them.
type Log struct {
	list    []statement.Warning
	dropped int
}

// Add notes an oddity: its line, the record or tag, the field in French, a code, a French sentence.
func (l *Log) Add(line int, record, field, code, format string, args ...any) {
	if len(l.list) >= most {
		l.dropped++
		return
	}
	l.list = append(l.list, statement.Warning{Line: line, Record: record, Field: field, Code: code, Message: fmt.Sprintf(format, args...)})
}

// Take gives the warnings by line, and forgets them.
func (l *Log) Take() []statement.Warning {
	list := l.list
	slices.SortStableFunc(list, func(a, b statement.Warning) int { return a.Line - b.Line })
	if l.dropped > 0 {
		list = append(list, statement.Warning{Line: list[len(list)-1].Line, Code: More, Message: fmt.Sprintf("… et %d autres anomalies.", l.dropped)})
	}
	*l = Log{}
	return list
}

// Excerpt is a text as a message quotes it.
func Excerpt(text string) string {
	const length = 60
	if utf8.RuneCountInString(text) <= length {
		return text
	}
	return string([]rune(text)[:length]) + "…"
}

// ReadAmount reads a decimal number in minor units of so many decimals. Spaces of any kind and
// apostrophes group thousands; of a comma and a point the last one is the decimal mark, one that
// stands several times groups. problem is a code of a warning, "" when it was read: Amount for what
// is no number or does not fit, Decimals for more decimals than the currency has.
func ReadAmount(text string, decimals int) (minor int64, problem string) {
	mark := decimalMark(text)
	sign, digits, after := int64(1), 0, -1
	for i, r := range text {
		switch {
		case r >= '0' && r <= '9':
			digits++
			if after >= 0 {
				if after++; after > decimals {
					if r != '0' {
						return 0, Decimals
					}
					continue
				}
			}
			if minor > (1<<63-10)/10 {
				return 0, Amount
			}
			minor = minor*10 + int64(r-'0')
		case i == mark:
			after = 0
		case (r == '-' || r == '−') && digits == 0 && sign > 0:
			sign = -1
		case r == '+' && digits == 0:
		case r == '-' && i == len(text)-1 && sign > 0: // behind the number, as some hosts write it
			sign = -1
		case strings.ContainsRune(" \u00A0\u202F'’", r), (r == ',' || r == '.') && after < 0:
		default:
			return 0, Amount
		}
	}
	if digits == 0 {
		return 0, Amount
	}
	for after = max(after, 0); after < decimals; after++ {
		if minor > (1<<63-10)/10 {
			return 0, Amount
		}
		minor *= 10
	}
	return sign * minor, ""
}

// decimalMark is where the decimal mark stands, −1 without one.
func decimalMark(text string) int {
	comma, point := strings.LastIndexByte(text, ','), strings.LastIndexByte(text, '.')
	last := max(comma, point)
	if last < 0 || min(comma, point) < 0 && strings.Count(text, text[last:last+1]) > 1 {
		return -1
	}
	return last
}

// Add sums amounts; ok is false when they do not fit.
func Add(a, b int64) (sum int64, ok bool) { return money.Add(a, b) }

// Remittance cuts a message into complements of a qualifier, of 70 characters as CFONB120 has
// them, at blanks where it can.
func Remittance(qualifier, text string) (details []statement.Detail) {
	const width = 70
	for text != "" {
		line := text
		if utf8.RuneCountInString(text) > width {
			line = string([]rune(text)[:width])
			if i := strings.LastIndexByte(line, ' '); i > width/2 && text[len(line)] != ' ' {
				line = line[:i]
			}
		}
		text = strings.TrimLeft(text[len(line):], " ")
		details = append(details, statement.Detail{Qualifier: qualifier, Text: strings.TrimRight(line, " ")})
	}
	return details
}

// Unreadable refuses a file of a format that the sentence names.
func Unreadable(hint, format string, args ...any) error {
	return fault.Newf(fault.Unreadable, format, args...).WithHint(hint)
}

// Asks says that a file leaves something open that a person must say: field is « account », « dates »
// or « mapping ».
func Asks(field, hint, format string, args ...any) error {
	return fault.Newf(fault.Invalid, format, args...).WithField(field).WithHint(hint)
}
