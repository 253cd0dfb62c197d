// Package quadra writes entries as Quadra ASCII, the file that Cegid Quadra and many others import:
// one line of fixed columns for the bank's account, one for the waiting account.
//
//	err := quadra.Write(w, handed)
//
// Positions (1-based): M, account 2-9, journal 10-11, folio 12-14, date 15-20 as JJMMAA, label 22-41,
// D or C 42, centimes with a sign 43-55, contra account 56-63, due date 64-69, piece 100-107, currency
// 108-110, journal of three letters 111-113.
//
// Source: Cegid, KB0014530 (08/2023).
package quadra

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"sobank/backend/civil"
	"sobank/backend/statement"
)

// waiting is the account that operations wait on until somebody books them.
const waiting = "47100000"

// width of a line.
const width = 113

// Write writes what statements bring, two lines an operation. The accounts have their 512 and their
// journal.
func Write(w io.Writer, all []statement.Handed) error {
	o := bufio.NewWriter(w)
	for _, h := range all {
		bank := padded(h.Ledger)
		for i := range h.Operations {
			op := &h.Operations[i]
			side, other := "D", "C" // what the bank receives is its debit here
			amount := op.Amount
			if amount < 0 {
				side, other, amount = "C", "D", -amount
			}
			_, _ = o.WriteString(line(h, op, bank, waiting, side, amount) + "\r\n")
			_, _ = o.WriteString(line(h, op, waiting, bank, other, amount) + "\r\n")
		}
	}
	return o.Flush()
}

// padded is an account of eight digits.
func padded(account string) string {
	if len(account) >= 8 {
		return account[:8]
	}
	return account + strings.Repeat("0", 8-len(account))
}

func line(h statement.Handed, op *statement.Operation, account, contra, side string, amount int64) string {
	l := []byte(strings.Repeat(" ", width))
	put := func(at int, text string, most int) {
		text = ascii(text)
		copy(l[at-1:at-1+most], text[:min(len(text), most)])
	}
	put(1, "M", 1)
	put(2, account, 8)
	put(10, h.Journal, 2)
	put(12, "000", 3)
	put(15, short(op.BookedOn), 6)
	put(22, op.Label, 20)
	put(42, side, 1)
	put(43, fmt.Sprintf("+%012d", amount), 13)
	put(56, contra, 8)
	if op.ValueOn != 0 {
		put(64, short(op.ValueOn), 6)
	}
	put(100, op.Reference, 8)
	put(108, h.Currency, 3)
	put(111, h.Journal, 3)
	return string(l)
}

func short(d civil.Date) string { return fmt.Sprintf("%02d%02d%02d", d.Day(), d.Month(), d.Year()%100) }

// ascii leaves letters without accents, since the file has no character set of its own.
func ascii(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return ' '
		}
		return r
	}, strings.ToUpper(statement.Fold(text)))
}
