package tabular

import (
	"strings"

	"sobank/backend/sheet"
	"sobank/backend/statement"
)

// Table lays statements out for a spreadsheet, an operation a line, with totals below: typed cells,
// texts that no program runs. Our own reader takes it back, but for what has no column.
func Table(all []statement.Handed) sheet.Table {
	t := sheet.Table{Name: "Opérations"}
	for _, c := range []struct {
		title string
		width int
	}{{"IBAN", 30}, {"Client", 28}, {"Date", 12}, {"Date de valeur", 14}, {"Libellé", 44}, {"Débit", 14}, {"Crédit", 14}, {"Solde", 14}, {"Devise", 8},
		{"Référence", 16}, {"Type", 10}, {"Contrepartie", 28}, {"IBAN contrepartie", 30}, {"Détail", 60}} {
		t.Columns = append(t.Columns, sheet.Column{Title: c.title, Width: c.width})
	}
	var debits, credits int64
	decimals := 2
	for _, h := range all {
		decimals = h.Decimals
		for i := range h.Operations {
			o := &h.Operations[i]
			debit, credit, solde := sheet.Text(""), sheet.Text(""), sheet.Text("")
			if o.Amount < 0 {
				debit, debits = sheet.Money(-o.Amount, h.Decimals), debits-o.Amount
			} else {
				credit, credits = sheet.Money(o.Amount, h.Decimals), credits+o.Amount
			}
			if h.Running[i] != nil {
				solde = sheet.Money(*h.Running[i], h.Decimals)
			}
			valued := sheet.Text("")
			if o.ValueOn != 0 {
				valued = sheet.Day(o.ValueOn)
			}
			name, number, rest := parties(o)
			account := string(h.IBAN)
			if account == "" {
				account = h.RIB.Bank + h.RIB.Branch + h.RIB.Number
			}
			t.Rows = append(t.Rows, []sheet.Cell{sheet.Text(account), sheet.Text(h.Client), sheet.Day(o.BookedOn), valued, sheet.Text(o.Label),
				debit, credit, solde, sheet.Text(h.Currency), sheet.Text(o.Reference), sheet.Text(first(o.Code, o.BankCode)), sheet.Text(name), sheet.Text(number), sheet.Text(rest)})
		}
	}
	empty := sheet.Text("")
	t.Rows = append(t.Rows, []sheet.Cell{empty, empty, empty, empty, sheet.Text("Total"), sheet.Money(debits, decimals), sheet.Money(credits, decimals), empty, empty, empty, empty, empty, empty, empty})
	return t
}

func parties(o *statement.Operation) (name, account, rest string) {
	var others []string
	for _, d := range o.Details {
		switch d.Qualifier {
		case "NPY", "NBE":
			name = first(name, strings.TrimSpace(d.Text))
		case "CPY", "CBE":
			account = first(account, strings.TrimSpace(d.Text))
		default:
			others = append(others, strings.Join(strings.Fields(d.Text), " "))
		}
	}
	return name, account, strings.Join(others, " ")
}
