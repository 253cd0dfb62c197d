package tabular

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"

	"sobank/backend/civil"
	"sobank/backend/draft"
	"sobank/backend/iban"
	"sobank/backend/statement"
)

// Mapping is how a table is read. It is kept as JSON.
type Mapping struct {
	Sheet     string   `json:"sheet"`     // of a workbook, "" for the first
	Delimiter string   `json:"delimiter"` // "" in a workbook
	Charset   string   `json:"charset"`   // "" in a workbook
	Decimal   string   `json:"decimal"`   // "," or "."; "" as long as nobody knows
	Dates     string   `json:"dates"`     // "dmy", "mdy", "ymd"; "" as long as nobody knows
	Header    int      `json:"header"`    // 1-based line of the columns' names, 0 without
	Roles     []string `json:"roles"`     // of the columns, "" for one that is left out
	Account   string   `json:"account"`   // IBAN, "" when a column or a line above says it
	Currency  string   `json:"currency"`  // ISO 4217, when no column says it
	Signs     string   `json:"signs"`     // how a debit is written, see plain and signed
}

// The roles of columns.
const (
	booked, value, label, more   = "booked_on", "value_on", "label", "more_label"
	amount, debit, credit        = "amount", "debit", "credit"
	balance, reference, code     = "balance", "reference", "code"
	counterparty, counterAccount = "counterparty", "counterparty_iban"
	account, currency            = "account", "currency"
	direction                    = "direction" // debit or credit, of an amount without a sign
)

// How a debit stands in its column, or beside the word « débit »: without a sign, so that a minus
// undoes it, or with a minus of its own. Where nobody knows, it is a debit either way.
const plain, signed = "plain", "signed"

var roles = []string{"", booked, value, label, more, amount, debit, credit, balance, reference, counterparty, counterAccount, code, account, currency, direction}

// Known is a mapping that somebody saved, with the names of the columns that it is recognised by.
type Known struct {
	Name    string
	Columns []string
	Mapping []byte
}

// maxColumns bounds a table.
const maxColumns = 200

// Parse reads a mapping and checks it. Errors: Invalid with the field « mapping ».
func Parse(text []byte) (m Mapping, err error) {
	if json.Unmarshal(text, &m) != nil {
		return m, unfit("Cette lecture des colonnes n'est pas lisible.")
	}
	return m, m.check()
}

func unfit(sentence string) error {
	return draft.Asks("mapping", "Ouvrez « Lire les colonnes… » dans l'aperçu.", "%s", sentence)
}

func (m Mapping) check() error {
	unknown := func(role string) bool { return !slices.Contains(roles, role) }
	switch {
	case len(m.Roles) > maxColumns || slices.ContainsFunc(m.Roles, unknown):
		return unfit("Une colonne a un rôle inconnu.")
	case !slices.Contains(m.Roles, booked):
		return unfit("Dites quelle colonne porte la date d'opération.")
	case !slices.Contains(m.Roles, amount) && !slices.Contains(m.Roles, debit) && !slices.Contains(m.Roles, credit):
		return unfit("Dites quelle colonne porte le montant, ou lesquelles portent le débit et le crédit.")
	case m.Header < 0 || m.Header > maxHeader || len(m.Delimiter) > 1 || m.Decimal != "," && m.Decimal != "." && m.Decimal != "":
		return unfit("Cette lecture des colonnes n'est pas complète.")
	case m.Dates != "" && m.Dates != "dmy" && m.Dates != "mdy" && m.Dates != "ymd":
		return unfit("Cet ordre des dates est inconnu.")
	case m.Currency != "" && !threeLetters.MatchString(m.Currency):
		return unfit("La devise est un code de trois lettres, comme EUR.")
	}
	for _, role := range []string{booked, value, amount, debit, credit, balance, account, currency, direction} {
		if i := slices.Index(m.Roles, role); i >= 0 && slices.Contains(m.Roles[i+1:], role) {
			return unfit("Deux colonnes ont le même rôle.")
		}
	}
	return nil
}

var threeLetters = regexp.MustCompile(`^[A-Z]{3}$`)

// cell is the cell of a role in a row, "" without one.
func (m Mapping) cell(row []string, role string) string {
	if i := slices.Index(m.Roles, role); i >= 0 && i < len(row) {
		return row[i]
	}
	return ""
}

// cells are all those of a role, in order.
func (m Mapping) cells(row []string, role string) (all []string) {
	for i, r := range m.Roles {
		if r == role && i < len(row) && row[i] != "" {
			all = append(all, row[i])
		}
	}
	return all
}

// names is how a line of columns' names is compared.
func names(row []string) []string {
	folded := make([]string, len(row))
	for i, cell := range row {
		folded[i] = statement.Fold(cell)
	}
	for len(folded) > 0 && folded[len(folded)-1] == "" {
		folded = folded[:len(folded)-1]
	}
	return folded
}

// maxHeader is how far down the columns' names are looked for.
const maxHeader = 60

// recognise finds the saved mapping whose columns the rows have and that reads the first of them,
// with what is this table's own: the line that the names stand on, the delimiter, the alphabet, and
// the account that is named above them. Whose table the mapping was made on does not matter here.
func recognise(rows []row, laid Mapping, known []Known, today civil.Date) (m Mapping, name string, ok bool) {
	for _, k := range known {
		saved, err := Parse(k.Mapping)
		if err != nil {
			continue
		}
		saved.Delimiter, saved.Charset = laid.Delimiter, laid.Charset
		if saved.Header == 0 {
			if reads(rows, saved, today) {
				return saved.at(rows, 0), k.Name, true
			}
			continue
		}
		for _, r := range rows {
			if r.line <= maxHeader && slices.Equal(names(r.cells), k.Columns) && saved.suits(below(rows, r.line), today) {
				return saved.with(laid).at(rows, r.line), k.Name, true
			}
		}
	}
	return Mapping{}, "", false
}

func (m Mapping) at(rows []row, header int) Mapping {
	m.Header, m.Account = header, string(accountAbove(rows, header))
	return m
}

// with takes a column of account numbers that the table of the mapping did not have, or that was of
// one account there.
func (m Mapping) with(laid Mapping) Mapping {
	i := slices.Index(laid.Roles, account)
	if i >= 0 && i < len(m.Roles) && m.Roles[i] == "" && !slices.Contains(m.Roles, account) {
		m.Roles = slices.Clone(m.Roles)
		m.Roles[i] = account
	}
	return m
}

// suits reports whether a mapping reads the first rows of a table, but for a few.
func (m Mapping) suits(data []row, today civil.Date) bool {
	read, not := 0, 0
	for _, r := range data[:min(len(data), shownRows)] {
		l, problems := m.line(r, today)
		switch noDay, noAmount := unread(problems); {
		case noDay && noAmount, noDay && sums(l.Label):
		case noDay || noAmount:
			not++
		default:
			read++
		}
	}
	return not*5 <= read
}

// reads reports whether the first rows of a table without names are lines of a mapping.
func reads(rows []row, m Mapping, today civil.Date) bool {
	lines := 0
	for _, r := range rows[:min(len(rows), 20)] {
		if len(r.cells) != len(m.Roles) {
			return false
		}
		if _, errs := m.line(r, today); len(errs) > 0 {
			return false
		}
		lines++
	}
	return lines > 0
}

var ibanShape = regexp.MustCompile(`\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b`)

// accountAbove is the IBAN that the lines above the columns' names give, "" when there is none or
// more than one.
func accountAbove(rows []row, header int) (found iban.IBAN) {
	for _, r := range rows {
		if r.line >= max(header, 1) {
			break
		}
		for _, cell := range r.cells {
			for _, text := range ibanShape.FindAllString(strings.ToUpper(cell), 3) {
				i, err := iban.Parse(text)
				if err != nil || i == found {
					continue
				}
				if found != "" {
					return ""
				}
				found = i
			}
		}
	}
	return found
}
