package ofx

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"

	"sobank/backend/civil"
	"sobank/backend/money"
	"sobank/backend/statement"
)

// Write1 writes statements as OFX 1.0.2 (SGML), Write2 as OFX 2.2 (XML): one list an account and
// currency, by day. FITID is made of what an operation is known by, so that the same operation has the
// same one in every export. What OFX has no place for (opening balances, structured complements) is
// left out; see docs/formats.md.
func Write1(w io.Writer, all []statement.Handed) error {
	return write(w, all, "OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\nSECURITY:NONE\r\nENCODING:UTF-8\r\nCHARSET:NONE\r\nCOMPRESSION:NONE\r\nOLDFILEUID:NONE\r\nNEWFILEUID:NONE\r\n\r\n", false)
}

// Write2 writes OFX 2.2; see Write1.
func Write2(w io.Writer, all []statement.Handed) error {
	return write(w, all, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\r\n<?OFX OFXHEADER=\"200\" VERSION=\"220\" SECURITY=\"NONE\" OLDFILEUID=\"NONE\" NEWFILEUID=\"NONE\"?>\r\n", true)
}

type output struct {
	*bufio.Writer
	closes bool
}

// value writes an element; SGML leaves its end out.
func (o output) value(name, text string) {
	if text == "" {
		return
	}
	_, _ = o.WriteString("<" + name + ">" + escape(text))
	if o.closes {
		_, _ = o.WriteString("</" + name + ">")
	}
	_, _ = o.WriteString("\r\n")
}

func (o output) tag(names ...string) {
	for _, n := range names {
		_, _ = o.WriteString("<" + n + ">")
	}
	_, _ = o.WriteString("\r\n")
}

var escape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace

func write(w io.Writer, all []statement.Handed, header string, closes bool) error {
	o := output{bufio.NewWriter(w), closes}
	_, _ = o.WriteString(header)
	last := civil.Date(0)
	for _, h := range all {
		last = max(last, h.Day)
	}
	o.tag("OFX", "SIGNONMSGSRSV1", "SONRS", "STATUS")
	o.value("CODE", "0")
	o.value("SEVERITY", "INFO")
	o.tag("/STATUS")
	o.value("DTSERVER", compactDay(last))
	o.value("LANGUAGE", "FRA")
	o.tag("/SONRS", "/SIGNONMSGSRSV1", "BANKMSGSRSV1")
	for i, list := range byAccount(all) {
		o.account(i+1, list)
	}
	o.tag("/BANKMSGSRSV1", "/OFX")
	return o.Flush()
}

func compactDay(d civil.Date) string { return strings.ReplaceAll(d.String(), "-", "") }

// byAccount gathers the parts of each account and currency, by day, the accounts in the order they
// came.
func byAccount(all []statement.Handed) (lists [][]statement.Handed) {
	at := map[string]int{}
	for _, h := range all {
		key := string(h.IBAN) + h.RIB.Bank + h.RIB.Branch + h.RIB.Number + h.Currency
		i, ok := at[key]
		if !ok {
			i = len(lists)
			at[key] = i
			lists = append(lists, nil)
		}
		lists[i] = append(lists[i], h)
	}
	for _, l := range lists {
		slices.SortStableFunc(l, func(a, b statement.Handed) int { return int(a.Day) - int(b.Day) })
	}
	return lists
}

func (o output) account(n int, list []statement.Handed) {
	head := list[0]
	o.tag("STMTTRNRS")
	o.value("TRNUID", fmt.Sprint(n))
	o.tag("STATUS")
	o.value("CODE", "0")
	o.value("SEVERITY", "INFO")
	o.tag("/STATUS", "STMTRS")
	o.value("CURDEF", head.Currency)
	o.tag("BANKACCTFROM")
	if rib, ok := head.IBAN.RIB(); ok {
		head.RIB = rib
	}
	if head.RIB.Valid() {
		o.value("BANKID", head.RIB.Bank)
		o.value("BRANCHID", head.RIB.Branch)
		o.value("ACCTID", head.RIB.Number)
	} else {
		o.value("BANKID", "0")
		o.value("ACCTID", first(string(head.IBAN), head.RIB.Number))
	}
	o.value("ACCTTYPE", "CHECKING")
	o.tag("/BANKACCTFROM", "BANKTRANLIST")
	from, to := span(list)
	o.value("DTSTART", compactDay(from))
	o.value("DTEND", compactDay(to))
	seen := map[string]int{}
	for _, h := range list {
		for i := range h.Operations {
			o.operation(&h.Operations[i], h, seen)
		}
	}
	o.tag("/BANKTRANLIST")
	if end := list[len(list)-1]; end.Closing != nil {
		o.tag("LEDGERBAL")
		o.value("BALAMT", decimal(end.Closing.Amount, end.Decimals))
		o.value("DTASOF", compactDay(end.Day))
		o.tag("/LEDGERBAL")
	}
	o.tag("/STMTRS", "/STMTTRNRS")
}

func span(list []statement.Handed) (from, to civil.Date) {
	for _, h := range list {
		for i := range h.Operations {
			on := h.Operations[i].BookedOn
			if from == 0 || on < from {
				from = on
			}
			to = max(to, on)
		}
	}
	return from, to
}

// decimal writes an amount with a point.
func decimal(minor int64, decimals int) string {
	return strings.Replace(money.Decimal(minor, decimals), ",", ".", 1)
}

func (o output) operation(op *statement.Operation, h statement.Handed, seen map[string]int) {
	kind := "CREDIT"
	if op.Amount < 0 {
		kind = "DEBIT"
	}
	id := fmt.Sprint(op.BookedOn, "|", op.Amount, "|", statement.Fold(op.Label))
	seen[id]++
	sum := sha256.Sum256(fmt.Appendf(nil, "%s|%d", id, seen[id]))
	o.tag("STMTTRN")
	o.value("TRNTYPE", kind)
	o.value("DTPOSTED", compactDay(op.BookedOn))
	if op.ValueOn != 0 {
		o.value("DTAVAIL", compactDay(op.ValueOn))
	}
	o.value("TRNAMT", decimal(op.Amount, h.Decimals))
	o.value("FITID", hex.EncodeToString(sum[:12]))
	o.value("REFNUM", cut(op.Reference, 32))
	o.value("NAME", cut(first(op.Label, kind), 32))
	memo := op.Label
	for _, d := range op.Details {
		if d.Qualifier == "LIB" || d.Qualifier == "LCC" || d.Qualifier == "LC2" || d.Qualifier == "" {
			memo += " " + d.Text
		}
	}
	if memo = strings.Join(strings.Fields(memo), " "); memo != cut(op.Label, 32) {
		o.value("MEMO", cut(memo, 255))
	}
	o.tag("/STMTTRN")
}

func cut(text string, n int) string {
	if runes := []rune(text); len(runes) > n {
		return strings.TrimSpace(string(runes[:n]))
	}
	return text
}
