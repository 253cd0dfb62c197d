// Package bank names French and Monegasque banks from their five-digit bank code, the
// first part of a RIB.
//
//	bank.Name("30004") // "BNP Paribas"
//	bank.Name("30076") // "Crédit du Nord (ancien établissement)"
//	bank.Name("99999") // "99999": an unknown code is shown as it is
package bank

// former is what follows the name of a bank that no longer exists.
const former = "ancien établissement"

// Name is the bank's name as an accountant reads it, with « (ancien établissement) »
// when the bank has closed or merged; an unknown code is its own name.
func Name(code string) string {
	if name, ok := closed[code]; ok {
		return name + " (" + former + ")"
	}
	if name, ok := open[code]; ok {
		return name
	}
	return code
}

// Closed reports whether the code is that of a bank that has closed or merged: its
// accounts live on under another RIB.
func Closed(code string) bool {
	_, ok := closed[code]
	return ok
}
