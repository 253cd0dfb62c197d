package cfonb120

import (
	"fmt"
	"slices"

	"sobank/backend/statement"
)

// Warning codes. They are stable: programs and screens know them.
const (
	warnMissingOpening   = "missing_opening"     // no 01: the statement cannot be checked
	warnMissingClosing   = "missing_closing"     // no 07: the statement cannot be checked
	warnAmount           = "amount_unreadable"   // not 13 digits and a sign: balance absent, or operation not counted
	warnUnsigned         = "unsigned_amount"     // the last digit carries no sign: read as positive
	warnSignCharset      = "sign_charset"        // é, è or a lower-case letter stand for the sign
	warnBlankPadded      = "blank_padded"        // blanks stand for the leading zeros of an amount
	warnRescaled         = "rescaled_amount"     // other decimals than the statement's, converted exactly
	warnDecimals         = "decimals_mismatch"   // other decimals, which cannot be converted exactly: not counted
	warnOtherCurrency    = "other_currency"      // another currency than the statement's: not counted
	warnBadCurrency      = "currency_unreadable" // not three letters: taken as the statement's
	warnMissingCurrency  = "missing_currency"    // no record names the currency: EUR supposed
	warnMissingDecimals  = "missing_decimals"    // no record gives the decimals: the currency's usual ones
	warnDate             = "date_unreadable"     // no day of the calendar; without its booking date an operation is not counted
	warnMissingDate      = "missing_date"        // a 07 without its date
	warnBankChanged      = "bank_changed"        // the bank code changes inside the statement; said once
	warnOrphanDetail     = "orphan_detail"       // a 05 without its 04, after an unreadable 04, or of another account
	warnOldDetail        = "old_detail_layout"   // a 05 in the layout before 2004: its label is kept, without qualifier
	warnUnknownRecord    = "unknown_record"      // a record code that CFONB120 does not have
	warnNotRecord        = "not_a_record"        // a line that is no record
	warnExcess           = "excess_text"         // text after the 120th character
	warnControlCharacter = "control_character"   // a control character, replaced by a blank
	warnMore             = "more_warnings"       // others, which were counted but not kept
)

// maxWarnings is how many warnings a statement, or the rest of a file, keeps.
const maxWarnings = 1000

// warnings collects up to maxWarnings and counts the others.
type warnings struct {
	list    []statement.Warning
	dropped int
}

// where is what a warning is about.
type where struct {
	line   int
	record string // "04", "" when it is no record
	field  string // French, "" when it is the whole record
}

func (w *warnings) full() bool { return len(w.list) >= maxWarnings }

func (w *warnings) add(at where, code, format string, args ...any) {
	if w.full() {
		w.dropped++
		return
	}
	w.list = append(w.list, statement.Warning{
		Line: at.line, Record: at.record, Field: at.field, Code: code, Message: fmt.Sprintf(format, args...),
	})
}

// move takes the warnings of from over.
func (w *warnings) move(from *warnings) {
	kept := min(len(from.list), maxWarnings-len(w.list))
	w.list = append(w.list, from.list[:kept]...)
	w.dropped += from.dropped + len(from.list) - kept
	*from = warnings{}
}

// all is the warnings by line, and a last one for those not kept.
func (w *warnings) all() []statement.Warning {
	list := slices.Clone(w.list)
	slices.SortStableFunc(list, func(a, b statement.Warning) int { return a.Line - b.Line })
	if w.dropped > 0 {
		list = append(list, statement.Warning{
			Line: list[len(list)-1].Line, Code: warnMore, Message: fmt.Sprintf("… et %d autres anomalies.", w.dropped),
		})
	}
	return list
}
