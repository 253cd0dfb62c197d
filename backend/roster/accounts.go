package roster

import (
	"regexp"
	"strconv"
	"strings"

	"sobank/backend/account"
	"sobank/backend/civil"
	"sobank/backend/fault"
	"sobank/backend/rights"
)

// ofAccount are the columns that say something of an IBAN.
var ofAccount = []Field{Holder, Ledger, Journal, CollectFrom, Mandate, MandateOn, Connector}

// readAccount makes the account of the row, or brings it to what the row says.
func (r *reading) readAccount() {
	if r.row.Cells[IBAN] == "" {
		for _, f := range ofAccount {
			if r.row.Cells[f] != "" {
				r.refusef(IBAN, "L'IBAN manque : « %s » est rempli.", f.French())
				return
			}
		}
		return
	}
	if r.key == "" { // it is refused already
		return
	}
	a := account.Account{Key: r.key, Currency: "EUR", FirmID: r.firm.ID}
	was := account.Mandate{}
	if r.account != nil {
		a, was = r.account.Account, r.account.Mandate
	} else if parsed, _, err := (account.Form{IBAN: r.row.Cells[IBAN]}).Parse(); err == nil {
		a.IBAN = parsed.IBAN
	}
	before := a
	r.text(Holder, &a.Holder, account.Form{ID: 1, Holder: r.row.Cells[Holder]})
	r.text(Ledger, &a.LedgerAccount, account.Form{ID: 1, LedgerAccount: r.row.Cells[Ledger]})
	r.text(Journal, &a.JournalCode, account.Form{ID: 1, JournalCode: r.row.Cells[Journal]})
	a.CollectFrom = r.day(CollectFrom, a.CollectFrom)
	r.readMandate(was)
	r.readConnector(&a)
	r.keep(before, a)
}

// text takes a cell into a field, checked as the form of an IBAN checks it.
func (r *reading) text(f Field, into *string, form account.Form) {
	value := r.row.Cells[f]
	if value == "" {
		return
	}
	if _, _, err := form.Parse(); err != nil {
		r.refusef(f, "« %s » est trop long.", f.French())
		return
	}
	*into = value
}

// keep notes what differs.
func (r *reading) keep(before, after account.Account) {
	do := &r.entry.Do
	if r.account == nil {
		r.entry.NewAccount, do.Account = true, &after
		if do.Mandate == nil {
			do.Mandate = &account.Mandate{Status: account.Created, Since: r.known.Today}
		}
		return
	}
	do.AccountID = after.ID
	r.compare(Holder, before.Holder, after.Holder)
	r.compare(Ledger, before.LedgerAccount, after.LedgerAccount)
	r.compare(Journal, before.JournalCode, after.JournalCode)
	r.compare(CollectFrom, before.CollectFrom.French(), after.CollectFrom.French())
	if before != after {
		do.Account = &after
	}
}

// mandateWords are the words of a list for where a mandate stands.
var mandateWords = map[string]account.Status{
	"cree": account.Created, "a signer": account.ToSign, "signe": account.Signed,
	"transmis": account.Sent, "transmis a la banque": account.Sent, "approuve": account.Approved,
	"approuve hors application": account.Approved, "actif": account.Approved,
}

// readMandate takes a mandate over where the list says that it stands.
func (r *reading) readMandate(was account.Mandate) {
	word := fold(r.row.Cells[Mandate])
	to := account.Mandate{Status: mandateWords[word], Since: r.day(MandateOn, 0)}
	if word == "" {
		if to.Since != 0 {
			r.refusef(Mandate, "La date du mandat est donnée sans son statut.")
		}
		return
	}
	if to.Status == "" {
		r.refusef(Mandate, "« %s » n'est pas un statut de mandat : écrivez créé, à signer, signé, transmis ou approuvé.", r.row.Cells[Mandate])
		return
	}
	if to.Status == was.Status || !r.mandateDay(&to) {
		return
	}
	if r.mayTake(was, to) {
		r.entry.Do.Mandate, r.entry.Do.Was = &to, was
		if was.Status != "" {
			r.change(Mandate, was.Status.French(), to.Status.French()+" le "+to.Since.French())
		}
	}
}

// mandateDay wants the day of an approval; any other step may be of today.
func (r *reading) mandateDay(to *account.Mandate) bool {
	switch {
	case to.Since > r.known.Today:
		r.refusef(MandateOn, "La date du mandat est à venir : donnez un jour au plus tard aujourd'hui.")
		return false
	case to.Since == 0 && r.row.Cells[MandateOn] != "":
		return false // refused already
	case to.Since == 0 && to.Status == account.Approved:
		r.refusef(MandateOn, "Donnez le jour de l'approbation du mandat.")
		return false
	case to.Since == 0:
		to.Since = r.known.Today
	}
	return true
}

func (r *reading) mayTake(was, to account.Mandate) bool {
	action := rights.PrepareMandate
	if to.Status == account.Approved {
		action = rights.DecideMandate
	}
	if !r.may(Mandate, action) {
		return false
	}
	if was.Status == "" {
		return true
	}
	if err := was.CheckStep(to); err != nil {
		r.refuse(Mandate, err)
		return false
	}
	for _, move := range account.Moves(was.Status) {
		if move.To == to.Status && !r.may(Mandate, move.Action) {
			return false
		}
	}
	return true
}

// readConnector takes the connector that the row names, of its firm (rule 3 of the FAQ).
func (r *reading) readConnector(a *account.Account) {
	word := r.row.Cells[Connector]
	if word == "" {
		return
	}
	id, name, found := r.connectorNamed(word)
	if !found {
		r.refusef(Connector, "Le connecteur « %s » n'est pas dans la liste des connecteurs du cabinet.", word)
		return
	}
	if id == a.ConnectorID || !r.may(Connector, rights.Associate) {
		return
	}
	if r.account == nil {
		a.ConnectorID = id
		return
	}
	r.entry.Do.Connector = &id
	r.change(Connector, r.connectorName(a.ConnectorID), name)
}

const noConnector = "Aucun connecteur"

func (r *reading) connectorNamed(word string) (id int64, name string, found bool) {
	if folded := fold(word); folded == "aucun" || folded == fold(noConnector) {
		return 0, noConnector, true
	}
	for _, c := range r.firm.Connectors {
		if fold(c.Name) == fold(word) {
			return c.ID, c.Name, true
		}
	}
	return 0, "", false
}

func (r *reading) connectorName(id int64) string {
	for _, c := range r.firm.Connectors {
		if c.ID == id {
			return c.Name
		}
	}
	return noConnector
}

// day reads a day of the row; without one it stays what it is.
func (r *reading) day(f Field, now civil.Date) civil.Date {
	text := r.row.Cells[f]
	if text == "" {
		return now
	}
	d, err := parseDay(text)
	if err != nil {
		r.refuse(f, err)
	}
	return d
}

var (
	frenchDay = regexp.MustCompile(`^([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})$`)
	serialDay = regexp.MustCompile(`^([0-9]{5})([.,][0-9]+)?$`) // as a workbook stores it
)

// parseDay reads 05/01/2026, 2026-01-05, or a workbook's number of days. Errors: Invalid.
func parseDay(text string) (civil.Date, error) {
	iso, _, _ := strings.Cut(strings.Replace(text, " ", "T", 1), "T")
	if d, err := civil.Parse(iso); err == nil {
		return d, nil
	}
	if m := frenchDay.FindStringSubmatch(text); m != nil {
		if d, ok := civil.New(number(m[3]), number(m[2]), number(m[1])); ok {
			return d, nil
		}
	}
	if m := serialDay.FindStringSubmatch(text); m != nil {
		return civil.MustParse("1899-12-30").AddDays(number(m[1])), nil
	}
	return 0, fault.Newf(fault.Invalid, "« %s » n'est pas une date : écrivez 05/01/2026.", text)
}

// number reads the few digits that a pattern has let through.
func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}
