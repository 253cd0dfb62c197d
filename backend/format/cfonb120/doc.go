// Package cfonb120 reads and writes CFONB120 (AFB120), the statement file of French
// banks: fixed records of 120 characters, old balance (01), operations (04) with their
// complements (05), new balance (07).
//
// The reader streams: it holds one statement at a time and loses nothing silently. What
// can be read is read, each oddity is a warning with its line, record and field, and the
// bytes of the drafts put end to end are the file again.
//
//	r := cfonb120.NewReader(file, today)
//	for {
//		draft, err := r.Next()
//		if err == io.EOF {
//			break
//		}
//		if err != nil {
//			return err // a *fault.Error: what the file looks like, and what is accepted
//		}
//		use(draft) // draft.Warnings: the oddities of this statement
//	}
//	r.Warnings() // those of no statement
//
// The writer makes ASCII, CRLF, upper-case records that read back equal:
//
//	err := cfonb120.Write(w, draft) // needs both balances
//
// CodeMeaning, RejectMeaning, QualifierMeaning and Decode give the words and the
// structured complements that screens show beside an operation.
//
// Sources: CFONB, « Relevé de compte sur support informatique », v2.0, March 2010 (records
// 04 and 05); an ETEBAC description of 12 July 2004 (records 01 and 07); deviations seen
// in public files. Positions are 1-based, as there.
package cfonb120
