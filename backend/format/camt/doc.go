// Package camt reads ISO 20022 bank statements: camt.053 (statement), camt.052 (report) and camt.054
// (notification), versions 001.02 to 001.10, whatever their namespace.
//
//	r := camt.NewReader(file, today, "")
//	draft, err := r.Next() // io.EOF after the last statement
//
// An entry is one operation. What its transactions say (counterparty, references, remittance, mandate,
// original amount) becomes complements; the transactions of a batch are listed in them, and their
// amounts are never added up. Entries that are not booked (PDNG, INFO) are left out, with a warning. A
// camt.054 is the detail of entries that a statement holds too: its drafts are notices, which complete
// operations and bring none, so that nothing is counted twice. Entities and document types are refused.
//
// Source: ISO 20022, Bank-to-Customer Cash Management, camt.052/053/054; CFONB, « Guide de mise en œuvre
// des relevés ISO 20022 ».
package camt
