package tabular

import (
	"slices"
	"strings"

	"sobank/backend/charset"
	"sobank/backend/civil"
	"sobank/backend/statement"
)

// words are what banks call their columns, folded; a name that begins with one has its role. The
// longest comes first.
var words = []struct{ begins, role string }{
	{"date de valeur", value}, {"date valeur", value}, {"date val", value}, {"valeur", value}, {"value date", value},
	{"date", booked}, {"booking", booked}, {"jour", booked},
	{"montant debit", debit}, {"debit", debit}, {"sortie", debit}, {"depense", debit},
	{"montant credit", credit}, {"credit", credit}, {"entree", credit}, {"recette", credit},
	{"montant", amount}, {"amount", amount}, {"somme", amount},
	{"solde", balance}, {"balance", balance},
	{"libelle complementaire", more}, {"informations compl", more}, {"information compl", more}, {"detail", more}, {"commentaire", more}, {"memo", more}, {"motif", more}, {"message", more},
	{"libelle", label}, {"intitule", label}, {"description", label}, {"operation", label}, {"nature", label}, {"label", label}, {"designation", label},
	{"reference", reference}, {"ref", reference}, {"n piece", reference}, {"numero de piece", reference}, {"piece", reference},
	{"iban contrepartie", counterAccount}, {"compte contrepartie", counterAccount}, {"iban du tiers", counterAccount}, {"iban beneficiaire", counterAccount},
	{"contrepartie", counterparty}, {"beneficiaire", counterparty}, {"emetteur", counterparty}, {"tiers", counterparty}, {"counterparty", counterparty},
	{"type", code}, {"code operation", code}, {"code", code},
	{"iban", account}, {"compte", account}, {"numero de compte", account}, {"n de compte", account}, {"account", account},
	{"devise", currency}, {"currency", currency}, {"monnaie", currency},
}

func roleOf(name string) string {
	name = strings.NewReplacer("°", "", "(", " ", ")", " ", "_", " ", "-", " ", "'", " ").Replace(statement.Fold(name))
	name = strings.Join(strings.Fields(name), " ")
	for _, w := range words {
		if strings.HasPrefix(name, w.begins) {
			return w.role
		}
	}
	return ""
}

// guessText lays out a text: the delimiter that cuts most lines alike, then its columns.
func guessText(head []byte, today civil.Date) (Mapping, []row) {
	best, bestRows, most := Mapping{Delimiter: ";"}, []row(nil), -1
	for _, delimiter := range []string{";", "\t", "|", ","} {
		m := Mapping{Delimiter: delimiter, Charset: nameOf(charset.Detect(head, ""))}
		rows := fewRows(head, m, 200)
		if n := alike(rows); n > most {
			best, bestRows, most = m, rows, n
		}
	}
	return guessColumns(best, bestRows, today), bestRows
}

func nameOf(e charset.Encoding) string {
	if name := strings.ToLower(e.Name); !strings.HasPrefix(name, "utf-16") {
		return name
	}
	return "utf-16"
}

// alike is how many cells the lines of the most common width hold, 0 when they hold one.
func alike(rows []row) (cells int) {
	widths := map[int]int{}
	for _, r := range rows {
		widths[len(r.cells)]++
	}
	for width, n := range widths {
		if width > 1 {
			cells = max(cells, n*min(width, 12))
		}
	}
	return cells
}

// guessColumns finds the line of names and the roles of columns; without names it looks at what they
// hold.
func guessColumns(m Mapping, rows []row, today civil.Date) Mapping {
	m.Decimal, m.Currency = ",", "EUR"
	for _, r := range rows {
		if r.line > maxHeader {
			break
		}
		if found := headerRoles(r.cells); found != nil {
			m.Header, m.Roles = r.line, found
			break
		}
	}
	data := below(rows, m.Header)
	if m.Roles == nil {
		m.Roles = contentRoles(data, today)
	}
	m.Decimal = decimalOf(m, data)
	m.Dates = datesOf(m, data, today)
	m.keepAccounts(data)
	if found := accountAbove(rows, m.Header); found != "" && !slices.Contains(m.Roles, account) {
		m.Account = string(found)
	}
	return m
}

// headerRoles are the roles of a line of names, nil for a line that is none.
func headerRoles(cells []string) []string {
	found, seen := make([]string, len(cells)), map[string]bool{}
	for i, cell := range cells {
		role := roleOf(cell)
		if seen[role] && role != label && role != more && role != "" {
			role = ""
		}
		if seen[label] && role == label {
			role = more
		}
		seen[role] = true
		found[i] = role
	}
	if !seen[booked] && seen[value] { // « Date valeur » alone
		found[slices.Index(found, value)] = booked
		seen[booked] = true
	}
	if seen[booked] && (seen[amount] || seen[debit] || seen[credit]) {
		return found
	}
	return nil
}

func below(rows []row, header int) (data []row) {
	for _, r := range rows {
		if r.line > header && strings.Join(r.cells, "") != "" {
			data = append(data, r)
		}
	}
	return data
}

// contentRoles looks at what columns without names hold: days, amounts, the longest text.
func contentRoles(data []row, today civil.Date) []string {
	width := 0
	for _, r := range data {
		width = max(width, len(r.cells))
	}
	found := make([]string, width)
	longest, length := -1, 0
	for i := range found {
		days, numbers, letters := 0, 0, 0
		for _, r := range data {
			if i >= len(r.cells) || r.cells[i] == "" {
				continue
			}
			switch text := r.cells[i]; {
			case isDay(text, r.typed, today):
				days++
			case isAmount(text, r.typed):
				numbers++
			default:
				letters += len(text)
			}
		}
		switch {
		case days > 0 && numbers == 0 && letters == 0:
			if found[i] = value; !slices.Contains(found, booked) {
				found[i] = booked
			}
		case numbers > 0 && days == 0 && letters == 0:
			if found[i] = balance; !slices.Contains(found, amount) {
				found[i] = amount
			}
		case letters > length:
			longest, length = i, letters
		}
	}
	if longest >= 0 {
		found[longest] = label
	}
	return found
}

func isDay(text string, typed bool, today civil.Date) bool {
	for _, order := range []string{"dmy", "mdy", "ymd"} {
		if _, ok := (Mapping{Dates: order}).day(text, typed, today); ok {
			return true
		}
	}
	return false
}

func isAmount(text string, typed bool) bool {
	for _, mark := range []string{",", "."} {
		if _, problem := (Mapping{Decimal: mark}).number(text, 2, typed); problem == "" {
			return true
		}
	}
	return false
}

// decimalOf is the mark that reads most amounts, the comma when both do.
func decimalOf(m Mapping, data []row) string {
	read := map[string]int{}
	for _, r := range data {
		for _, role := range []string{amount, debit, credit, balance} {
			text := m.cell(r.cells, role)
			for _, mark := range []string{",", "."} {
				i := strings.LastIndex(text, mark)
				if n, problem := (Mapping{Decimal: mark}).number(text, 2, false); problem == "" && text != "" {
					read[mark]++
					if i >= 0 && len(text)-i == 3 { // two decimals after it
						read[mark] += 2
					}
					_ = n
				}
			}
		}
	}
	if read["."] > read[","] {
		return "."
	}
	return ","
}

// datesOf is the one order that makes every date a day; "" when several do, and differ.
func datesOf(m Mapping, data []row, today civil.Date) string {
	var whole []string
	for _, order := range []string{"dmy", "mdy", "ymd"} {
		m.Dates = order
		if everyDay(m, data, today) && !slices.ContainsFunc(whole, func(other string) bool { return sameDays(m, data, order, other, today) }) {
			whole = append(whole, order)
		}
	}
	switch {
	case len(whole) != 1:
		return ""
	case yearFirst(m, data):
		return "ymd"
	}
	return whole[0]
}

// yearFirst reports whether the dates begin with their year: they read alike in any order.
func yearFirst(m Mapping, data []row) bool {
	for _, r := range data {
		if parts := dateParts(m.cell(r.cells, booked)); len(parts) == 3 {
			return len(parts[0]) == 4
		}
	}
	return false
}

func everyDay(m Mapping, data []row, today civil.Date) bool {
	read := 0
	for _, r := range data {
		for _, role := range []string{booked, value} {
			text := m.cell(r.cells, role)
			if len(dateParts(text)) != 3 && !r.typed { // a line below the operations
				continue
			}
			if _, ok := m.day(text, r.typed, today); ok {
				read++
			} else if text != "" {
				return false
			}
		}
	}
	return read > 0
}

func sameDays(m Mapping, data []row, a, b string, today civil.Date) bool {
	x, y := m, m
	x.Dates, y.Dates = a, b
	for _, r := range data {
		for _, role := range []string{booked, value} {
			one, _ := x.day(m.cell(r.cells, role), r.typed, today)
			other, _ := y.day(m.cell(r.cells, role), r.typed, today)
			if one != other {
				return false
			}
		}
	}
	return true
}

// keepAccounts leaves the role of the account to a column of account numbers.
func (m *Mapping) keepAccounts(data []row) {
	i := slices.Index(m.Roles, account)
	if i < 0 {
		return
	}
	for _, r := range data {
		if i < len(r.cells) && ibanShape.MatchString(strings.ToUpper(r.cells[i])) {
			return
		}
	}
	m.Roles[i] = ""
}
