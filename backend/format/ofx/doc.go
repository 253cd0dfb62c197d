// Package ofx reads OFX and QFX, the files that banks offer for download: 1.x, which is SGML whose
// values are not closed, and 2.x, which is XML. One reader takes both.
//
//	r := ofx.NewReader(file, today, "")
//	draft, err := r.Next() // io.EOF after the last statement
//
// OFX gives a closing balance (LEDGERBAL) and no opening one: what it does not say stays unsaid.
// An operation's day is the one that the bank wrote, in the bank's own time zone. FITID goes to the
// operation's entry number; it is meaningful within its account only, and may repeat.
//
// Source: OFX 1.6 and 2.2 specifications, chapters 2, 3 and 11.
package ofx
