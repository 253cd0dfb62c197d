package money

import "strings"

// DecimalsOf is ISO 4217's number of decimals of a currency: 2 but for those that are listed there
// with another one.
func DecimalsOf(code string) int {
	switch {
	case len(code) != 3:
		return 2
	case strings.Contains("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF", code):
		return 0
	case strings.Contains("BHD IQD JOD KWD LYD OMR TND", code):
		return 3
	}
	return 2
}
