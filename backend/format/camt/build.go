package camt

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"sobank/backend/civil"
	"sobank/backend/draft"
	"sobank/backend/iban"
	"sobank/backend/money"
	"sobank/backend/statement"
)

// builder makes one draft of the elements of one statement.
type builder struct {
	root     string // Stmt or Rpt
	line     int
	depth    int
	log      draft.Log
	d        *statement.Draft
	account  *node
	balances []*node
	skipped  map[string]int // entries that are not booked, by status
	skipLine int
}

// notification is the root of an account's entries in a camt.054.
const notification = "Ntfctn"

func newBuilder(root string, line, depth int) *builder {
	return &builder{root: root, line: line, depth: depth, skipped: map[string]int{}, d: &statement.Draft{Format: Name, Line: line, Notice: root == notification}}
}

func (b *builder) take(n *node) {
	switch n.name {
	case "Acct":
		b.account = n
		b.setCurrency(strings.ToUpper(n.at("Ccy")))
	case "Bal":
		b.setCurrency(n.first("Amt").money())
		b.balances = append(b.balances, n)
	case "Ntry":
		b.setCurrency(n.first("Amt").money())
		b.entry(n)
	}
}

// money is the currency of an amount.
func (n *node) money() string {
	if n == nil {
		return ""
	}
	return n.currency
}

func (b *builder) setCurrency(code string) {
	if b.d.Currency == "" && len(code) == 3 {
		b.d.Currency, b.d.Decimals = code, money.DecimalsOf(code)
	}
}

// day reads Dt/Dt or Dt/DtTm: the day as the bank wrote it, in its own time zone.
func day(n *node) (civil.Date, bool) {
	text := n.either("Dt", "DtTm")
	if text == "" && n != nil {
		text = n.text
	}
	if len(text) < 10 {
		return 0, false
	}
	d, err := civil.Parse(text[:10])
	return d, err == nil
}

// signed reads an amount with its direction; problem is a warning's code.
func (b *builder) signed(n *node) (amount int64, problem string) {
	amt := n.first("Amt")
	if amt == nil {
		return 0, draft.Amount
	}
	if amt.currency != "" && amt.currency != b.d.Currency {
		return 0, draft.OtherCurrency
	}
	amount, problem = draft.ReadAmount(amt.text, b.d.Decimals)
	if amount < 0 { // its direction stands beside it
		return 0, draft.Amount
	}
	switch n.at("CdtDbtInd") {
	case "DBIT":
		amount = -amount
	case "CRDT":
	default:
		return 0, draft.Amount
	}
	return amount, problem
}

func (b *builder) entry(n *node) {
	status := n.either("Sts", "Sts/Cd", "Sts/Prtry")
	if status != "BOOK" && status != "" {
		b.skipped[status]++
		if b.skipLine == 0 {
			b.skipLine = n.line
		}
		return
	}
	on, dated := day(n.first("BookgDt"))
	value, valued := day(n.first("ValDt"))
	if !dated && valued {
		on, dated = value, true
		b.log.Add(n.line, "Ntry", "date", draft.Date, "La date de comptabilisation manque : la date de valeur est prise.")
	}
	amount, problem := b.signed(n)
	switch {
	case !dated:
		b.unreadable(n, "date", draft.Date, "La date de cette écriture manque, ou est illisible")
	case problem == draft.OtherCurrency:
		b.unreadable(n, "devise", problem, "Cette écriture est en "+draft.Excerpt(n.first("Amt").currency)+", le relevé en "+b.d.Currency)
	case problem != "":
		b.unreadable(n, "montant", problem, "Le montant « "+draft.Excerpt(n.at("Amt"))+" » ou son sens est illisible")
	default:
		b.d.Operations = append(b.d.Operations, operation(n, on, value, amount))
	}
}

func (b *builder) unreadable(n *node, field, code, sentence string) {
	b.log.Add(n.line, "Ntry", field, code, "%s : l'opération n'est pas comptée.", sentence)
	b.d.Unreadable++
}

// draft is the statement that was read.
func (b *builder) draft(given iban.IBAN) (*statement.Draft, error) {
	d := b.d
	if d.Currency == "" {
		d.Currency, d.Decimals = "EUR", 2
		b.log.Add(b.line, b.root, "devise", draft.MissingCurrency, "Le relevé n'indique pas sa devise : l'euro est supposé.")
	}
	if err := b.identify(given); err != nil {
		return nil, err
	}
	if !d.Notice {
		b.bounds()
	}
	for _, status := range slices.Sorted(keys(b.skipped)) {
		b.log.Add(b.skipLine, "Ntry", "statut", "not_booked", "%d écriture(s) au statut %s ne sont pas comptabilisées par la banque : elles ne sont pas prises.", b.skipped[status], draft.Excerpt(status))
	}
	inOrder(d.Operations)
	d.Warnings = b.log.Take()
	return d, nil
}

// bounds reads the two balances, and says which is missing.
func (b *builder) bounds() {
	b.d.Opening = b.balance("ancien solde", false, "OPBD", "PRCD")
	b.d.Closing = b.balance("nouveau solde", true, "CLBD")
	b.pages()
	if b.d.Opening == nil {
		b.log.Add(b.line, b.root, "ancien solde", draft.MissingOpening, "Il manque l'ancien solde (OPBD) : le relevé n'est pas vérifiable.")
	}
	if b.d.Closing == nil {
		b.log.Add(b.line, b.root, "nouveau solde", draft.MissingClosing, "Il manque le nouveau solde (CLBD) : le relevé n'est pas vérifiable.")
	}
}

func keys(m map[string]int) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// inOrder brings entries that are listed latest first in the order of time.
func inOrder(list []statement.Operation) {
	descending := len(list) > 1 && list[0].BookedOn > list[len(list)-1].BookedOn
	for i := 1; i < len(list); i++ {
		descending = descending && list[i].BookedOn <= list[i-1].BookedOn
	}
	if descending {
		slices.Reverse(list)
	}
}

// balance is the one of a kind, of the first kind that is there. Where a statement over several days
// gives one a day, the opening is the earliest and the closing the latest.
func (b *builder) balance(field string, latest bool, kinds ...string) (found *statement.Balance) {
	for _, kind := range kinds {
		for _, n := range b.balances {
			if n.at("Tp", "CdOrPrtry", "Cd") != kind {
				continue
			}
			one := b.readBalance(n, field)
			if one != nil && (found == nil || latest && one.On > found.On || !latest && one.On < found.On) {
				found = one
			}
		}
		if found != nil {
			return found
		}
	}
	return nil
}

func (b *builder) readBalance(n *node, field string) *statement.Balance {
	amount, problem := b.signed(n)
	on, _ := day(n.first("Dt"))
	if problem != "" {
		b.log.Add(n.line, "Bal", field, problem, "%s illisible, ou dans une autre devise : « %s ».", strings.ToUpper(field[:1])+field[1:], draft.Excerpt(n.at("Amt")))
		return nil
	}
	return &statement.Balance{On: on, Amount: amount}
}

// pages takes intermediate balances (ITBD) where a statement goes over several messages: the first
// opens a page, the last one closes it. A report's is of the moment, and closes nothing.
func (b *builder) pages() {
	if b.root != "Stmt" {
		return
	}
	var inter []*node
	for _, n := range b.balances {
		if n.at("Tp", "CdOrPrtry", "Cd") == "ITBD" {
			inter = append(inter, n)
		}
	}
	if len(inter) == 0 {
		return
	}
	if b.d.Opening == nil && (len(inter) > 1 || b.d.Closing != nil) {
		b.d.Opening = b.readBalance(inter[0], "ancien solde")
	}
	if b.d.Closing == nil && (len(inter) > 1 || b.d.Opening != nil) {
		b.d.Closing = b.readBalance(inter[len(inter)-1], "nouveau solde")
	}
}

// identify finds the account: its IBAN, or the bank's own number of it.
func (b *builder) identify(given iban.IBAN) error {
	number := b.account.at("Id", "IBAN")
	if i, err := iban.Parse(number); err == nil {
		b.d.IBAN = i
		b.d.RIB, _ = i.RIB()
		return nil
	}
	if number != "" {
		b.log.Add(b.line, "Acct", "compte", draft.MissingAccount, "L'IBAN « %s » n'en est pas un.", draft.Excerpt(number))
	}
	other := compact(b.account.at("Id", "Othr", "Id"))
	switch {
	case other == "" && number == "":
		if given == "" {
			return draft.Asks("account", "Choisissez l'IBAN dont ce fichier est le relevé.", "ce fichier camt ne dit pas de quel compte il est.")
		}
		b.d.IBAN = given
		b.d.RIB, _ = given.RIB()
		b.log.Add(b.line, "Acct", "compte", draft.MissingAccount, "Le fichier ne nomme pas de compte : il est lu comme celui de l'IBAN que vous avez choisi.")
		return nil
	case len(other) == 23 || len(other) == 21:
		b.d.RIB = iban.RIB{Bank: other[:5], Branch: other[5:10], Number: other[10:21]}
	default:
		b.d.RIB = iban.RIB{Bank: b.account.either("Svcr/FinInstnId/BICFI", "Svcr/FinInstnId/BIC"), Number: first(other, compact(number))}
	}
	b.d.IBAN, _ = b.d.RIB.IBAN()
	return nil
}

func compact(text string) string {
	return strings.Map(func(r rune) rune {
		if r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			return unicode.ToUpper(r)
		}
		return -1
	}, text)
}

func first(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// maxListed is how many transactions of a batch are listed in an operation's complements.
const maxListed = 200

func operation(n *node, on, value civil.Date, amount int64) statement.Operation {
	o := statement.Operation{BookedOn: on, ValueOn: value, Amount: amount, Line: n.line,
		EntryNumber: n.at("AcctSvcrRef"), Reference: first(n.at("NtryRef"))}
	o.Code, o.BankCode = codes(n.first("BkTxCd"))
	var txs []*node
	for _, details := range n.all("NtryDtls") {
		txs = append(txs, details.all("TxDtls")...)
	}
	label := n.at("AddtlNtryInf")
	switch {
	case len(txs) == 1:
		o.Details = append(one(txs[0], toCreditor(n, txs[0], amount)), charges(txs[0])...)
		label = first(label, remittance(txs[0]), txs[0].at("AddtlTxInf"), counterparty(txs[0], toCreditor(n, txs[0], amount)).name)
	case len(txs) > 1:
		o.Details = batch(txs, toCreditor(n, txs[0], amount))
	}
	o.Details = append(o.Details, charges(n)...)
	o.Details = append(o.Details, amountDetail("MMO", n.first("AmtDtls", "InstdAmt", "Amt"))...)
	o.Label = first(label, o.BankCode, "Écriture")
	if runes := []rune(o.Label); len(runes) > maxLabel {
		o.Details = append(o.Details, draft.Remittance("LCC", o.Label)...)
		o.Label = strings.TrimSpace(string(runes[:maxLabel]))
	}
	return o
}

const maxLabel = 140

// codes are the French interbank code, where the bank gives one, and the ISO code.
func codes(n *node) (interbank, own string) {
	proprietary := n.at("Prtry", "Cd")
	if len(proprietary) == 2 && compact(proprietary) == strings.ToUpper(proprietary) {
		interbank = strings.ToUpper(proprietary)
	}
	parts := []string{n.at("Domn", "Cd"), n.at("Domn", "Fmly", "Cd"), n.at("Domn", "Fmly", "SubFmlyCd")}
	if own = strings.Trim(strings.Join(parts, "/"), "/"); own == "" && interbank == "" {
		own = proprietary
	}
	return interbank, own
}

// toCreditor reports whether the other side is the creditor: of a debit it is, of a credit it is the
// debtor. Parties keep their parts when a payment comes back.
func toCreditor(entry, tx *node, amount int64) bool {
	back := entry.at("RvslInd") == "true" || entry.at("RvslInd") == "1" || tx.first("RtrInf") != nil
	return amount < 0 != back
}

// charges are those of an entry or a transaction: in total, else one by one.
func charges(n *node) (details []statement.Detail) {
	if total := n.first("Chrgs", "TtlChrgsAndTaxAmt"); total != nil {
		return amountDetail("FEE", total)
	}
	for _, c := range n.all("Chrgs") {
		details = append(details, amountDetail("FEE", c.first("Amt"))...)
		for _, r := range c.all("Rcrd") {
			details = append(details, amountDetail("FEE", r.first("Amt"))...)
		}
	}
	return details
}

// party is who stands on the other side.
type party struct{ name, account, bank, id string }

// counterparty is the creditor, or the debtor.
func counterparty(tx *node, creditor bool) party {
	who := "Dbtr"
	if creditor {
		who = "Cdtr"
	}
	parties, agents := tx.first("RltdPties"), tx.first("RltdAgts")
	p := party{
		name:    parties.either(who+"/Nm", who+"/Pty/Nm"),
		account: compact(parties.either(who+"Acct/Id/IBAN", who+"Acct/Id/Othr/Id")),
		bank:    agents.either(who+"Agt/FinInstnId/BICFI", who+"Agt/FinInstnId/BIC"),
		id: parties.either(who+"/Id/PrvtId/Othr/Id", who+"/Id/OrgId/Othr/Id", who+"/Pty/Id/PrvtId/Othr/Id", who+"/Pty/Id/OrgId/Othr/Id",
			who+"/Id/OrgId/BICOrBEI", who+"/Id/OrgId/AnyBIC"),
	}
	return p
}

func remittance(tx *node) string {
	var lines []string
	for _, n := range tx.first("RmtInf").all("Ustrd") {
		lines = append(lines, n.text)
	}
	return strings.Join(lines, " ")
}

// one gives what the only transaction of an entry says.
func one(tx *node, creditor bool) (details []statement.Detail) {
	add := func(qualifier, text string) {
		if text != "" {
			details = append(details, statement.Detail{Qualifier: qualifier, Text: text})
		}
	}
	p := counterparty(tx, creditor)
	name, account, id, ultimate := "NBE", "CBE", "IBE", tx.either("RltdPties/UltmtCdtr/Nm", "RltdPties/UltmtCdtr/Pty/Nm")
	if !creditor {
		name, account, id, ultimate = "NPY", "CPY", "IPY", tx.either("RltdPties/UltmtDbtr/Nm", "RltdPties/UltmtDbtr/Pty/Nm")
	}
	add(name, p.name)
	add(account, p.account)
	add(id, p.id)
	if !creditor {
		add("NPO", ultimate)
	} else {
		add("NBU", ultimate)
	}
	add("BDB", p.bank)
	refs := tx.first("Refs")
	add("RCN", two(unless(refs.at("EndToEndId"), "NOTPROVIDED"), tx.at("Purp", "Cd")))
	add("REF", two(first(refs.at("PmtInfId"), refs.at("MsgId")), first(refs.at("TxId"), refs.at("InstrId"), refs.at("ChqNb"))))
	add("RUM", refs.at("MndtId"))
	details = append(details, amountDetail("MMO", tx.first("AmtDtls", "InstdAmt", "Amt"))...)
	details = append(details, draft.Remittance("LCC", remittance(tx))...)
	for _, s := range tx.first("RmtInf").all("Strd") {
		details = append(details, draft.Remittance("LCS", first(s.at("CdtrRefInf", "Ref"), s.either("RfrdDocInf/Nb", "AddtlRmtInf")))...)
	}
	details = append(details, draft.Remittance("LCC", tx.at("AddtlTxInf"))...)
	if reason := tx.first("RtrInf"); reason != nil {
		details = append(details, draft.Remittance("LCC", strings.TrimSpace("Rejet "+reason.at("Rsn", "Cd")+" "+reason.at("AddtlInf")))...)
	}
	return details
}

// batch lists the transactions of an entry of several, each with what it says.
func batch(txs []*node, creditor bool) (details []statement.Detail) {
	for i, tx := range txs {
		if i == maxListed {
			return append(details, draft.Remittance("LCC", fmt.Sprintf("… et %d autres", len(txs)-i))...)
		}
		p := counterparty(tx, creditor)
		sum := first(tx.either("Amt"), tx.either("AmtDtls/TxAmt/Amt"), tx.either("AmtDtls/InstdAmt/Amt"))
		text := strings.Join(strings.Fields(strings.Join([]string{p.name, sum, p.account, tx.at("Refs", "MndtId"), unless(tx.at("Refs", "EndToEndId"), "NOTPROVIDED"), remittance(tx)}, " ")), " ")
		details = append(details, draft.Remittance("LCC", text)...)
	}
	return details
}

func unless(value, none string) string {
	if value == none {
		return ""
	}
	return value
}

// two lays two texts into zones, the first of 35 characters, as CFONB does.
func two(a, b string) string {
	if b == "" {
		return a
	}
	runes := []rune(a)
	if len(runes) > 35 {
		runes = runes[:35]
	}
	return string(runes) + strings.Repeat(" ", 35-len(runes)) + b
}

// amountDetail writes an amount as CFONB does: currency, decimals, fourteen digits.
func amountDetail(qualifier string, n *node) []statement.Detail {
	if n == nil || len(n.currency) != 3 {
		return nil
	}
	decimals := money.DecimalsOf(n.currency)
	minor, problem := draft.ReadAmount(n.text, decimals)
	if problem != "" || minor < 0 || minor > 99_999_999_999_999 {
		return nil
	}
	return []statement.Detail{{Qualifier: qualifier, Text: fmt.Sprintf("%s%d%014d", n.currency, decimals, minor)}}
}
