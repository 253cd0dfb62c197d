// Package mt940 reads SWIFT's customer statement (MT940) and interim report (MT942): messages in
// SWIFT blocks or bare tags, several in a file.
//
//	r := mt940.NewReader(file, today, "")
//	draft, err := r.Next() // io.EOF after the last statement
//
// Messages that carry intermediate balances (60M, 62M) are the pages of one statement and become
// one draft. An interim report has no balances, and stays so. What a :86: says in the ways of banks
// (?20…, /REMI/, EREF+…) becomes complements; any other text is kept as it is.
//
// Source: SWIFT, Standards MT, category 9, fields 25, 60, 61, 62, 86; the sub-fields of :86: are the
// German banks' (DFÜ agreement, annex 3) and the Dutch and Belgian ones'.
package mt940
