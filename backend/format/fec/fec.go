// Package fec writes a bank journal in the eighteen columns of the « fichier des écritures comptables »
// (article A47 A-1 of the Livre des procédures fiscales): tabs, days as AAAAMMJJ, amounts with a comma.
// It is a journal to import, not a firm's FEC of a year.
//
//	err := fec.Write(w, handed)
package fec

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"sobank/backend/money"
	"sobank/backend/statement"
)

var columns = []string{"JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib", "CompAuxNum", "CompAuxLib", "PieceRef",
	"PieceDate", "EcritureLib", "Debit", "Credit", "EcritureLet", "DateLet", "ValidDate", "Montantdevise", "Idevise"}

// The account that operations wait on until somebody books them.
const waiting, waitingName = "471000", "Compte d'attente"

// Write writes what statements bring, two lines an entry. The accounts have their 512 and their
// journal.
func Write(w io.Writer, all []statement.Handed) error {
	o := bufio.NewWriter(w)
	_, _ = o.WriteString(strings.Join(columns, "\t") + "\r\n")
	number := 0
	for _, h := range all {
		for i := range h.Operations {
			number++
			op := &h.Operations[i]
			debit, credit := money.Decimal(op.Amount, h.Decimals), money.Decimal(0, h.Decimals)
			if op.Amount < 0 {
				debit, credit = credit, money.Decimal(-op.Amount, h.Decimals)
			}
			_, _ = o.WriteString(row(h, op, number, h.Ledger, "Banque "+string(h.IBAN), debit, credit))
			_, _ = o.WriteString(row(h, op, number, waiting, waitingName, credit, debit))
		}
	}
	return o.Flush()
}

func row(h statement.Handed, op *statement.Operation, number int, account, name, debit, credit string) string {
	on := strings.ReplaceAll(op.BookedOn.String(), "-", "")
	foreign, code := "", ""
	if h.Currency != "EUR" {
		foreign, code = money.Decimal(op.Amount, h.Decimals), h.Currency
	}
	piece := op.Reference
	if piece == "" {
		piece = fmt.Sprintf("%s-%d", on, number)
	}
	cells := []string{h.Journal, "Banque", fmt.Sprint(number), on, account, name, "", "", piece, on, op.Label, debit, credit, "", "", "", foreign, code}
	for i, c := range cells {
		cells[i] = strings.NewReplacer("\t", " ", "\r", " ", "\n", " ").Replace(c)
	}
	return strings.Join(cells, "\t") + "\r\n"
}
