package cfonb120

import (
	"fmt"
	"io"

	"sobank/backend/fault"
	"sobank/backend/iban"
	"sobank/backend/money"
	"sobank/backend/statement"
)

const (
	labelWidth  = 31
	infoWidth   = 70
	maxContinue = 5 // records 05 that continue a text, at most
)

// Write writes the statement as one 01 … 07 block: ASCII, upper case, records of 120
// characters, CRLF. Operations keep their order. It writes nothing when it returns an error,
// a *fault.Error with code Invalid for what the format cannot carry: an account that is no
// French RIB, a balance that is absent or undated, an operation without its booking date, a
// currency without its code, an amount of more than 14 digits.
//
// What fits reads back equal. Of the rest: text is transliterated; a label of more than 31
// characters, or a LIB of more than 70, goes on in complements LIB that put end to end give
// it whole, up to 350 characters more; other texts and references are cut to their zone; a
// code longer than its zone is left blank, for half of it would mean something else; a
// qualifier that has not 3 characters becomes LIB.
func Write(w io.Writer, st *statement.Draft) error {
	b, err := newBlockWriter(st)
	if err != nil {
		return err
	}
	if err := b.balance(codeOpening, "ancien solde", st.Opening); err != nil {
		return err
	}
	for i := range st.Operations {
		if err := b.operation(&st.Operations[i]); err != nil {
			return err
		}
	}
	if err := b.balance(codeClosing, "nouveau solde", st.Closing); err != nil {
		return err
	}
	if _, err := w.Write(b.buf); err != nil {
		return fmt.Errorf("write cfonb120: %w", err)
	}
	return nil
}

// blockWriter makes the records of one statement.
type blockWriter struct {
	buf  []byte
	head [width]byte // what all records share, over blanks
	st   *statement.Draft
}

func newBlockWriter(st *statement.Draft) (*blockWriter, error) {
	rib, ok := ribOf(st)
	if !ok {
		return nil, invalid("Le compte %s n'est pas un RIB français : le format CFONB120 ne peut pas le porter.", nameOf(st)).WithField("rib")
	}
	if len(st.Currency) != 3 || !every(st.Currency, isLetter) || st.Decimals < 0 || st.Decimals > 9 {
		return nil, invalid("La devise « %s » à %d décimales n'entre pas dans le format CFONB120.", st.Currency, st.Decimals).WithField("devise")
	}
	b := &blockWriter{st: st, buf: make([]byte, 0, (width+2)*(2+2*len(st.Operations)))}
	put(b.head[:], 1, width, "")
	put(b.head[:], 3, 7, rib.Bank)
	put(b.head[:], 12, 16, rib.Branch)
	put(b.head[:], 17, 19, upper(st.Currency))
	b.head[19] = byte('0' + st.Decimals)
	put(b.head[:], 22, 32, rib.Number)
	return b, nil
}

// ribOf is the account's RIB, its own or the one inside its IBAN.
func ribOf(st *statement.Draft) (iban.RIB, bool) {
	if st.RIB.Valid() {
		return st.RIB, true
	}
	return st.IBAN.RIB()
}

func nameOf(st *statement.Draft) string {
	if st.IBAN != "" {
		return st.IBAN.Format()
	}
	return fmt.Sprintf("« %s %s %s »", st.RIB.Bank, st.RIB.Branch, st.RIB.Number)
}

func invalid(format string, args ...any) *fault.Error {
	return fault.Newf(fault.Invalid, format, args...)
}

// record appends an empty record and returns its 120 bytes.
func (b *blockWriter) record(code byte) []byte {
	b.buf = append(b.buf, b.head[:]...)
	b.buf = append(b.buf, '\r', '\n')
	r := b.buf[len(b.buf)-width-2 : len(b.buf)-2]
	r[0], r[1] = '0', code
	return r
}

// put writes s in a zone, 1-based and both ends included, cut or filled with blanks.
func put(r []byte, from, to int, s string) {
	zone := r[from-1 : to]
	for i := copy(zone, s); i < len(zone); i++ {
		zone[i] = ' '
	}
}

func (b *blockWriter) balance(code byte, name string, balance *statement.Balance) error {
	if balance == nil || balance.On.IsZero() {
		return invalid("Il manque l'%s du relevé ou sa date : le format CFONB120 ne peut pas le porter.", name).WithField(name)
	}
	r := b.record(code)
	putDate(r[34:40], balance.On)
	if !putAmount(r[90:104], balance.Amount) {
		return b.tooLong("L'"+name, balance.Amount)
	}
	return nil
}

func (b *blockWriter) tooLong(what string, minor int64) error {
	amount := money.Amount{Minor: minor, Currency: money.Currency{Code: b.st.Currency, Decimals: b.st.Decimals}}
	return invalid("%s (%s) a plus de 14 chiffres : le format CFONB120 ne peut pas le porter.", what, amount.French()).WithField("montant")
}

func (b *blockWriter) operation(op *statement.Operation) error {
	if op.BookedOn.IsZero() {
		return invalid("L'opération « %s » n'a pas de date de comptabilisation : le format CFONB120 ne peut pas la porter.", op.Label).WithField("date de comptabilisation")
	}
	label, rest := split(trim(Transliterate(op.Label)), labelWidth)
	r := b.record(codeOperation)
	put(r, 8, 11, fitting(op.BankCode, 4))
	put(r, 33, 34, fitting(op.Code, 2))
	putDate(r[34:40], op.BookedOn)
	put(r, 41, 42, fitting(op.RejectCode, 2))
	putDate(r[42:48], op.ValueOn)
	put(r, 49, 79, label)
	put(r, 82, 88, trim(Transliterate(op.EntryNumber)))
	r[88], r[89] = flag(op.Exempt), flag(op.Unavailable)
	put(r, 105, 120, trim(Transliterate(op.Reference)))
	if !putAmount(r[90:104], op.Amount) {
		return b.tooLong("Le montant de l'opération « "+op.Label+" »", op.Amount)
	}
	b.details(op, rest)
	return nil
}

func flag(set bool) byte {
	if set {
		return '1'
	}
	return '0'
}

// fitting is a code in upper-case ASCII, empty when it is longer than its zone.
func fitting(code string, n int) string {
	if code = trim(Transliterate(code)); len(code) > n {
		return ""
	}
	return code
}

// details writes what is left of the label, then the complements.
func (b *blockWriter) details(op *statement.Operation, label string) {
	b.long(op, "LIB", label)
	for _, d := range op.Details {
		text := trimRight(Transliterate(d.Text))
		switch q := qualifierOf(d); q {
		case "LIB":
			first, rest := split(text, infoWidth)
			b.detail(op, q, first)
			b.long(op, q, rest)
		default:
			b.detail(op, q, text)
		}
	}
}

func qualifierOf(d statement.Detail) string {
	q := trim(Transliterate(d.Qualifier))
	if q == "" || len(q) == 3 && every(q, isAlnum) {
		return q
	}
	return "LIB"
}

// long writes a text in as many complements as it needs, up to maxContinue.
func (b *blockWriter) long(op *statement.Operation, qualifier, text string) {
	for n := 0; text != "" && n < maxContinue; n++ {
		var part string
		part, text = split(text, infoWidth)
		b.detail(op, qualifier, part)
	}
}

// detail writes one 05, which repeats the first 40 characters of its 04 after the code.
func (b *blockWriter) detail(op *statement.Operation, qualifier, text string) {
	r := b.record(codeDetail)
	put(r, 8, 11, fitting(op.BankCode, 4))
	put(r, 33, 34, fitting(op.Code, 2))
	putDate(r[34:40], op.BookedOn)
	put(r, 46, 48, qualifier)
	put(r, 49, 118, text)
}

// split cuts s after at most n bytes and not after a blank, because readers drop blanks at
// the end of a zone: the two parts put end to end are s.
func split(s string, n int) (part, rest string) {
	if len(s) <= n {
		return s, ""
	}
	cut := n
	for cut > 0 && s[cut-1] == ' ' {
		cut--
	}
	if cut == 0 {
		return "", trim(s) // more blanks than a zone holds
	}
	return s[:cut], s[cut:]
}
