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
	{"sens", direction}, {"d/c", direction}, {"debit/credit", direction}, {"debit / credit", direction}, {"credit/debit", direction},
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
	if m.Decimal = decimalOf(m, data); openAmount(m, data) != "" {
		m.Decimal = ""
	}
	m.Signs = signsOf(m, data)
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
	var amounts []int
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
			amounts = append(amounts, i)
		case letters > length:
			longest, length = i, letters
		}
	}
	if longest >= 0 {
		found[longest] = label
	}
	of := []string{amount, balance}
	if len(amounts) > 1 && exclusive(data, amounts[0], amounts[1]) { // in the order of French banks
		of = []string{debit, credit, balance}
	}
	for i, column := range amounts[:min(len(amounts), len(of))] {
		found[column] = of[i]
	}
	return found
}

// exclusive reports whether each row fills one of two columns.
func exclusive(data []row, a, b int) bool {
	return !slices.ContainsFunc(data, func(r row) bool {
		filled := func(i int) bool { return i < len(r.cells) && r.cells[i] != "" }
		return filled(a) && filled(b)
	})
}

// openAmount is an amount whose mark may be that of decimals or of thousands, « 1.000 », where no
// other amount tells; "" when there is none.
func openAmount(m Mapping, data []row) (open string) {
	for _, r := range data {
		for _, role := range []string{amount, debit, credit, balance} {
			text := m.cell(r.cells, role)
			if _, number := stored(text, 2); text == "" || r.typed && number {
				continue
			}
			comma, notComma := (Mapping{Decimal: ","}).number(text, "", 2, false)
			point, notPoint := (Mapping{Decimal: "."}).number(text, "", 2, false)
			switch {
			case (notComma == "") != (notPoint == ""):
				return ""
			case notComma == "" && comma != point && open == "":
				open = text
			}
		}
	}
	return open
}

// signsOf tells how debits are written, "" when nothing shows it.
func signsOf(m Mapping, data []row) string {
	minus, others := 0, 0
	for _, r := range data {
		text := m.cell(r.cells, debit)
		if slices.Contains(m.Roles, direction) && slices.Contains(debits, statement.Fold(m.cell(r.cells, direction))) {
			text = m.cell(r.cells, amount)
		}
		switch n, problem := m.number(text, "", 2, r.typed); {
		case text == "" || problem != "" || n == 0:
		case n < 0:
			minus++
		default:
			others++
		}
	}
	switch {
	case others > 0:
		return plain
	case minus > 0:
		return signed
	}
	return ""
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
		if _, problem := (Mapping{Decimal: mark}).number(text, "", 2, typed); problem == "" {
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
				if n, problem := (Mapping{Decimal: mark}).number(text, "", 2, false); problem == "" && text != "" {
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
	whole := possible(m, data, today)
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

// possible are the orders that make the most dates a day, all but a few; those that give the same
// days are one.
func possible(m Mapping, data []row, today civil.Date) (whole []string) {
	best := 1
	for _, order := range []string{"dmy", "mdy", "ymd"} {
		m.Dates = order
		read, all := days(m, data, today)
		if read < best || read*5 < all*4 {
			continue
		}
		if read > best {
			best, whole = read, nil
		}
		if !slices.ContainsFunc(whole, func(other string) bool { return sameDays(m, data, order, other, today) }) {
			whole = append(whole, order)
		}
	}
	return whole
}

// days counts the dates that an order reads, and all of them.
func days(m Mapping, data []row, today civil.Date) (read, all int) {
	for _, r := range data {
		for _, role := range []string{booked, value} {
			text := m.cell(r.cells, role)
			if text == "" || len(dateParts(text)) != 3 && !r.typed { // a line below the operations
				continue
			}
			all++
			if _, ok := m.day(text, r.typed, today); ok {
				read++
			}
		}
	}
	return read, all
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

// keepAccounts leaves the role of the account to a column of IBANs, or of the numbers of several
// accounts: that of a single number says nothing that a person can check.
func (m *Mapping) keepAccounts(data []row) {
	i := slices.Index(m.Roles, account)
	if i < 0 {
		return
	}
	numbers := map[string]bool{}
	for _, r := range data {
		if i >= len(r.cells) || r.cells[i] == "" {
			continue
		}
		if ibanShape.MatchString(strings.ToUpper(r.cells[i])) {
			return
		}
		if digits := strings.Map(onlyDigits, r.cells[i]); len(digits) >= 7 {
			numbers[digits] = true
		}
	}
	if len(numbers) < 2 {
		m.Roles[i] = ""
	}
}

func onlyDigits(r rune) rune {
	if r >= '0' && r <= '9' {
		return r
	}
	return -1
}
