package search

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"sobank/backend/civil"
	"sobank/backend/iban"
	"sobank/backend/money"
	"sobank/backend/statement"
)

// The sides of an operation.
const (
	debit  = "debit"
	credit = "credit"
)

// Meaning is what a typed text asks for.
type Meaning struct {
	Words  []string // folded; an operation holds each of them, or a word that begins so
	Sign   string   // "debit" or "credit" when the text says it
	Least  *int64   // of the amount without its sign, in hundredths
	Most   *int64
	Days   civil.Period // open where zero
	Number string       // what an IBAN or a RIB holds, letters and digits alone
	Said   []Said       // what was understood, for the person to check
}

// Said is one thing that was understood of a text: its kind ("amount", "days", "number") and how
// it reads in French.
type Said struct {
	Kind   string
	French string
}

// What one types is short: the rest would only slow the search down.
const (
	maxText  = 200 // characters
	maxWords = 8
)

// Read reads a text on a given day. Amounts have decimals (« 1 234,56 »), a sign that compares
// (« >1000 », « <= 50 »), bounds (« 100..200 », « entre 100 et 200 ») or « € »; « - » before one
// asks for debits, « + » for credits. Days are « 12/03/2026 », « mars 2026 », « 03/2026 », « T1 2026 »,
// « T1 » of this year, « année 2026 », « depuis » and « avant » a day, or two of them around « au ». An
// IBAN is four characters of it or more in any spacing. All else are words.
func Read(text string, today civil.Date) Meaning {
	if runes := []rune(text); len(runes) > maxText {
		text = string(runes[:maxText])
	}
	r := reader{today: today, rest: " " + statement.Fold(strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u2212", "-", "’", "'").Replace(text)) + " "}
	r.days()
	r.number()
	r.amounts()
	r.words()
	return r.Meaning
}

type reader struct {
	Meaning
	today civil.Date
	rest  string // what nothing was made of yet
}

// take calls read with the groups of each match, which goes when read made something of it.
func (r *reader) take(pattern *regexp.Regexp, read func(groups []string) bool) {
	r.rest = pattern.ReplaceAllStringFunc(r.rest, func(match string) string {
		if read(pattern.FindStringSubmatch(match)) {
			return " "
		}
		return match
	})
}

const (
	dayPattern   = `(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})`
	monthPattern = `(janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)`
	// number is digits, in groups of three or not, with decimals or not.
	numberPattern = `(\d{1,3}(?: \d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?)`
)

var (
	between = regexp.MustCompile(`\b(?:du |entre le )?` + dayPattern + ` (?:au|et le|et|a|-) ` + dayPattern)
	since   = regexp.MustCompile(`\b(?:depuis|apres|a partir du)(?: le)? ` + dayPattern)
	before  = regexp.MustCompile(`\b(?:avant|jusqu'au)(?: le)? ` + dayPattern)
	one     = regexp.MustCompile(`\b` + dayPattern + `\b`)
	month   = regexp.MustCompile(`\b` + monthPattern + ` (\d{4})\b`)
	numeric = regexp.MustCompile(` (\d{1,2})/(\d{4})\b`)
	quarter = regexp.MustCompile(`\bt([1-4])(?: (\d{4}))?\b`)
	year    = regexp.MustCompile(`\b(?:annee|exercice|en) (\d{4})\b`)

	compared = regexp.MustCompile(`(<=|>=|<|>|≤|≥) ?([-+]?) ?` + numberPattern + `(?: ?(?:€|eur\b))?`)
	bounded  = regexp.MustCompile(`([-+]?)` + numberPattern + ` ?\.\. ?` + numberPattern + `(?: ?(?:€|eur\b))?`)
	worded   = regexp.MustCompile(`\bentre ([-+]?)` + numberPattern + ` et ` + numberPattern + `(?: ?(?:€|eur\b))?`)
	exact    = regexp.MustCompile(` ([-+]?)(\d{1,3}(?: \d{3})+[.,]\d{2}|\d+[.,]\d{2})(?: ?(?:€|eur\b))? `)
	euros    = regexp.MustCompile(` ([-+]?)` + numberPattern + ` ?(?:€|eur\b)`)

	account = regexp.MustCompile(`\b([a-z]{2}\d{2}(?: ?\d[a-z0-9]{2,4}){1,8}(?: ?\d{1,3})?)\b`)
)

var months = []string{"janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre"}

func (r *reader) days() {
	r.take(between, func(g []string) bool {
		from, ok := dayOf(g[1:4])
		to, also := dayOf(g[4:7])
		return ok && also && r.within(civil.Period{From: from, To: to})
	})
	r.take(since, func(g []string) bool { from, ok := dayOf(g[1:4]); return ok && r.within(civil.Period{From: from}) })
	r.take(before, func(g []string) bool { to, ok := dayOf(g[1:4]); return ok && r.within(civil.Period{To: to}) })
	r.take(one, func(g []string) bool { on, ok := dayOf(g[1:4]); return ok && r.within(civil.Period{From: on, To: on}) })
	r.take(month, func(g []string) bool { return r.span(g[2], slices.Index(months, g[1])+1, 1) })
	r.take(numeric, func(g []string) bool { return r.span(g[2], number(g[1]), 1) })
	r.take(quarter, func(g []string) bool {
		of := g[2]
		if of == "" {
			of = strconv.Itoa(r.today.Year())
		}
		return r.span(of, number(g[1])*3-2, 3)
	})
	r.take(year, func(g []string) bool { return r.span(g[1], 1, 12) })
}

// span asks for some months of a year, from one on.
func (r *reader) span(year string, first, n int) bool {
	from, ok := civil.New(number(year), first, 1)
	if !ok || first+n-1 > 12 {
		return false
	}
	next, ok := civil.New(number(year), first+n, 1)
	if !ok {
		next, ok = civil.New(number(year)+1, 1, 1)
	}
	return ok && r.within(civil.Period{From: from, To: next.AddDays(-1)})
}

// within narrows the days.
func (r *reader) within(p civil.Period) bool {
	r.Days = Narrow(r.Days, p)
	r.Said = append(r.Said, Said{"days", frenchPeriod(p)})
	return true
}

// Narrow is what two periods have in common, each open where zero; it ends before it begins when
// they have nothing.
func Narrow(a, b civil.Period) civil.Period {
	a.From = max(a.From, b.From)
	if a.To == 0 || b.To != 0 && b.To < a.To {
		a.To = b.To
	}
	return a
}

func frenchPeriod(p civil.Period) string {
	switch {
	case p.From == p.To:
		return "le " + p.From.French()
	case p.To == 0:
		return "depuis le " + p.From.French()
	case p.From == 0:
		return "jusqu'au " + p.To.French()
	}
	return "du " + p.From.French() + " au " + p.To.French()
}

func dayOf(g []string) (civil.Date, bool) {
	y := number(g[2])
	if len(g[2]) == 2 {
		y += 2000
	}
	return civil.New(y, number(g[1]), number(g[0]))
}

func (r *reader) number() {
	r.take(account, func(g []string) bool {
		if r.Number != "" {
			return false
		}
		r.Number = iban.Normalize(g[1])
		r.Said = append(r.Said, Said{"number", "IBAN " + r.Number})
		return true
	})
}

func (r *reader) amounts() {
	r.take(worded, func(g []string) bool { return r.amount(g[1], hundredths(g[2]), hundredths(g[3])) })
	r.take(bounded, func(g []string) bool { return r.amount(g[1], hundredths(g[2]), hundredths(g[3])) })
	r.take(compared, func(g []string) bool {
		n := hundredths(g[3])
		if n == nil {
			return false
		}
		switch g[1] {
		case ">":
			*n++
			return r.amount(g[2], n, nil)
		case ">=", "≥":
			return r.amount(g[2], n, nil)
		case "<":
			*n--
		}
		return r.amount(g[2], nil, n)
	})
	r.take(exact, func(g []string) bool { n := hundredths(g[2]); return r.amount(g[1], n, n) })
	r.take(euros, func(g []string) bool { n := hundredths(g[2]); return r.amount(g[1], n, n) })
}

// amount narrows the amounts.
func (r *reader) amount(sign string, least, most *int64) bool {
	if least == nil && most == nil {
		return false
	}
	switch sign {
	case "-":
		r.Sign = debit
	case "+":
		r.Sign = credit
	}
	if least != nil && (r.Least == nil || *least > *r.Least) {
		r.Least = least
	}
	if most != nil && (r.Most == nil || *most < *r.Most) {
		r.Most = most
	}
	r.Said = append(r.Said, Said{"amount", r.frenchAmount(sign, least, most)})
	return true
}

func (r *reader) frenchAmount(sign string, least, most *int64) string {
	of := map[string]string{"-": "débit ", "+": "crédit ", "": "montant "}[sign]
	switch {
	case least == nil:
		return of + "d'au plus " + money.Number(*most, 2)
	case most == nil:
		return of + "d'au moins " + money.Number(*least, 2)
	case *least == *most:
		return of + "de " + money.Number(*least, 2)
	}
	return of + "de " + money.Number(*least, 2) + " à " + money.Number(*most, 2)
}

// hundredths reads an amount; nil when it is too large.
func hundredths(text string) *int64 {
	whole, part, _ := strings.Cut(strings.ReplaceAll(strings.ReplaceAll(text, " ", ""), ",", "."), ".")
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || n > math.MaxInt64/1000 {
		return nil
	}
	n = n*100 + int64(number((part + "00")[:2]))
	return &n
}

// words keeps what is left: letters and digits, as the index holds them.
func (r *reader) words() {
	all := strings.FieldsFunc(r.rest, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsNumber(c) })
	for _, w := range all {
		if !slices.Contains(r.Words, w) && len(r.Words) < maxWords {
			r.Words = append(r.Words, w)
		}
	}
}

func number(digits string) int {
	n, _ := strconv.Atoi(digits) // a pattern found them
	return n
}
