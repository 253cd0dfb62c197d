// Package money holds exact amounts: whole minor units (centimes) of a currency, never
// floating point.
//
//	money.Amount{Minor: -123456, Currency: money.EUR}.French() // "−1 234,56 €"
package money

import (
	"math"
	"strconv"
	"strings"
)

// Currency is an ISO 4217 code with its number of decimals.
type Currency struct {
	Code     string
	Decimals int
}

// EUR is the euro, the currency of nearly every account here.
var EUR = Currency{Code: "EUR", Decimals: 2}

// Amount is a number of minor units of a currency.
type Amount struct {
	Minor int64
	Currency
}

// Add is a+b; ok is false when the sum does not fit.
func Add(a, b int64) (sum int64, ok bool) {
	sum = a + b
	return sum, (sum > a) == (b > 0)
}

// Neg is −a; ok is false for the one number that has no opposite.
func Neg(a int64) (opposite int64, ok bool) { return -a, a != math.MinInt64 }

// Decimal writes minor units with a decimal comma and no grouping, as spreadsheets in
// French read it: -1234,56.
func Decimal(minor int64, decimals int) string {
	digits := magnitude(minor, decimals)
	if decimals > 0 {
		cut := len(digits) - decimals
		digits = digits[:cut] + "," + digits[cut:]
	}
	if minor < 0 {
		return "-" + digits
	}
	return digits
}

// magnitude is the digits of |minor|, at least one before the decimals.
func magnitude(minor int64, decimals int) string {
	u := uint64(minor) // #nosec G115 -- two's complement: the negative is negated below
	if minor < 0 {
		u = -u
	}
	digits := strconv.FormatUint(u, 10)
	if missing := decimals + 1 - len(digits); missing > 0 {
		digits = strings.Repeat("0", missing) + digits
	}
	return digits
}

// French writes the amount as people read it: a minus sign, narrow no-break spaces
// between thousands, a decimal comma and the currency.
func (a Amount) French() string {
	return Number(a.Minor, a.Decimals) + "\u00a0" + symbol(a.Code)
}

// Number is French without the currency, for a column whose header says it.
func Number(minor int64, decimals int) string {
	digits := magnitude(minor, decimals)
	whole, fraction := digits[:len(digits)-decimals], digits[len(digits)-decimals:]
	var b strings.Builder
	if minor < 0 {
		b.WriteString("−")
	}
	for i, c := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString("\u202f")
		}
		b.WriteRune(c)
	}
	if fraction != "" {
		b.WriteString("," + fraction)
	}
	return b.String()
}

func symbol(code string) string {
	if code == "EUR" {
		return "€"
	}
	return code
}
