package qif

import (
	"bufio"
	"io"
	"strings"

	"sobank/backend/money"
	"sobank/backend/statement"
)

// Write writes statements as QIF, one list a part, with its account before it. Days are written
// year first, which no program takes for another day. Balances and structured complements have no
// place in QIF; see docs/formats.md.
func Write(w io.Writer, all []statement.Handed) error {
	o := bufio.NewWriter(w)
	put := func(letter, text string) {
		if text != "" {
			_, _ = o.WriteString(letter + strings.ReplaceAll(text, "\n", " ") + "\r\n")
		}
	}
	last := ""
	for _, h := range all {
		name := string(h.IBAN)
		if name == "" {
			name = h.RIB.Bank + h.RIB.Branch + h.RIB.Number
		}
		if name != last {
			put("!", "Account")
			put("N", name)
			put("T", "Bank")
			_, _ = o.WriteString("^\r\n")
			put("!", "Type:Bank")
			last = name
		}
		for i := range h.Operations {
			op := &h.Operations[i]
			put("D", op.BookedOn.String())
			put("T", strings.Replace(money.Decimal(op.Amount, h.Decimals), ",", ".", 1))
			put("P", op.Label)
			put("N", op.Reference)
			var memo []string
			for _, d := range op.Details {
				memo = append(memo, d.Text)
			}
			put("M", strings.Join(memo, " "))
			_, _ = o.WriteString("^\r\n")
		}
	}
	return o.Flush()
}
