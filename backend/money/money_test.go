package money

import (
	"math"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestFrench(t *testing.T) {
	xpf, tnd := Currency{Code: "XPF", Decimals: 0}, Currency{Code: "TND", Decimals: 3}
	cases := []struct {
		name   string
		amount Amount
		want   string
	}{
		{"nothing", Amount{0, EUR}, "0,00 €"},
		{"a centime", Amount{1, EUR}, "0,01 €"},
		{"a debit under one euro", Amount{-5, EUR}, "−0,05 €"},
		{"three digits, no separator", Amount{99_999, EUR}, "999,99 €"},
		{"four digits, one narrow no-break space", Amount{-123_456, EUR}, "−1\u202f234,56 €"},
		{"millions", Amount{123_456_789_01, EUR}, "123\u202f456\u202f789,01 €"},
		{"a currency without decimals", Amount{1_234_567, xpf}, "1\u202f234\u202f567 XPF"},
		{"a currency of three decimals", Amount{-1_234_567, tnd}, "−1\u202f234,567 TND"},
		{"the largest number", Amount{math.MaxInt64, EUR}, "92\u202f233\u202f720\u202f368\u202f547\u202f758,07 €"},
		{"the smallest number", Amount{math.MinInt64, EUR}, "−92\u202f233\u202f720\u202f368\u202f547\u202f758,08 €"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			want := strings.ReplaceAll(strings.ReplaceAll(c.want, " €", "\u00a0€"), " XPF", "\u00a0XPF")
			want = strings.ReplaceAll(want, " TND", "\u00a0TND")
			if got := c.amount.French(); got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

func TestDecimal(t *testing.T) {
	cases := []struct {
		name     string
		minor    int64
		decimals int
		want     string
	}{
		{"nothing", 0, 2, "0,00"},
		{"a debit under one euro", -5, 2, "-0,05"},
		{"no grouping", -123_456_789, 2, "-1234567,89"},
		{"no decimals, no comma", 1234, 0, "1234"},
		{"nothing without decimals", 0, 0, "0"},
		{"three decimals", 5, 3, "0,005"},
		{"the smallest number", math.MinInt64, 2, "-92233720368547758,08"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := Decimal(c.minor, c.decimals); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestFormsProperties(t *testing.T) {
	minors, decimals := rapid.Int64(), rapid.IntRange(0, 9)
	t.Run("no digit is lost or invented", rapid.MakeCheck(func(t *rapid.T) {
		n, d := minors.Draw(t, "minor"), decimals.Draw(t, "decimals")
		text := Decimal(n, d)
		back, ok := new(big.Int).SetString(strings.Replace(text, ",", "", 1), 10)
		if !ok || back.Cmp(big.NewInt(n)) != 0 {
			t.Fatalf("%d is written %q", n, text)
		}
		if _, fraction, _ := strings.Cut(text, ","); len(fraction) != d {
			t.Fatalf("%q has %d decimals, want %d", text, len(fraction), d)
		}
	}))
	t.Run("French is Decimal with a true minus, groups of three and the currency", rapid.MakeCheck(func(t *rapid.T) {
		a := Amount{minors.Draw(t, "minor"), Currency{"EUR", decimals.Draw(t, "decimals")}}
		shown := strings.TrimSuffix(a.French(), "\u00a0€")
		plain := strings.NewReplacer("\u202f", "", "−", "-").Replace(shown)
		if plain != Decimal(a.Minor, a.Decimals) {
			t.Fatalf("%q against %q", shown, Decimal(a.Minor, a.Decimals))
		}
		whole, _, _ := strings.Cut(strings.TrimPrefix(shown, "−"), ",")
		for i, group := range strings.Split(whole, "\u202f") {
			if len(group) != 3 && (i > 0 || len(group) == 0 || len(group) > 3) {
				t.Fatalf("%q is badly grouped", shown)
			}
		}
	}))
}

func TestAddAgreesWithUnboundedIntegers(t *testing.T) {
	// Half of the draws lie at the ends, where sums overflow.
	number := rapid.OneOf(rapid.Int64(), rapid.SampledFrom([]int64{0, 1, -1, math.MaxInt64, math.MaxInt64 - 1, math.MinInt64, math.MinInt64 + 1}))
	t.Run("on the sum and on whether it fits", rapid.MakeCheck(func(t *rapid.T) {
		a, b := number.Draw(t, "a"), number.Draw(t, "b")
		want := new(big.Int).Add(big.NewInt(a), big.NewInt(b))
		sum, ok := Add(a, b)
		if ok != want.IsInt64() || ok && sum != want.Int64() {
			t.Fatalf("%d + %d = %d, %v; want %v", a, b, sum, ok, want)
		}
	}))
	t.Run("on the opposite", rapid.MakeCheck(func(t *rapid.T) {
		a := number.Draw(t, "a")
		want := new(big.Int).Neg(big.NewInt(a))
		opposite, ok := Neg(a)
		if ok != want.IsInt64() || ok && opposite != want.Int64() {
			t.Fatalf("−(%d) = %d, %v; want %v", a, opposite, ok, want)
		}
	}))
}
