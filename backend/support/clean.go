package support

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"sobank/backend/firm"
	"sobank/backend/iban"
	"sobank/backend/statement"
)

// hidden stands where something was taken out.
const hidden = "[masqué]"

// What sentences are cleaned of, in this order: the coarse forms last, so that they do not cut
// in two what an earlier one would have recognised whole.
var (
	address    = regexp.MustCompile(`[\p{L}\d._%+\-]+@[\p{L}\d\-]+(?:\.[\p{L}\d\-]+)+`)
	spoken     = regexp.MustCompile(`(?i)\b(bearer|basic)\s+[^\s"',;]+`)
	named      = regexp.MustCompile(`(?i)(password|passwd|pwd|mot de passe|secret|token|jeton|api[_\- ]?key|authorization|identifiant)(["']?\s*[:=]\s*)["']?[^\s"',;&]+`)
	credential = regexp.MustCompile(`[A-Za-z0-9_+/=.\-]{20,}`)
	userInURL  = regexp.MustCompile(`(?i)([a-z][a-z0-9+.\-]*://)[^\s/@]+@`)
	path       = regexp.MustCompile(`(^|[\s"'(«\x{a0}])(?:[A-Za-z]:\\|\\\\|/)[^"'»)\n]*`)

	// An IBAN in any spacing: its groups hold a digit, or four capital letters.
	ibanLike = regexp.MustCompile(`(?i:\b[a-z]{2}\d{2})(?:[ \x{a0}\x{202f}.\-]{0,2}(?:(?i:[a-z]*\d[a-z\d]*)|[A-Z]{4}\b))+`)
	// A RIB, or the key of an account, in any spacing.
	ribLike = regexp.MustCompile(`(?i)\b\d{5}[ \x{a0}\x{202f}./\-]{0,2}\d{5}[ \x{a0}\x{202f}./\-]{0,2}(?:[a-z\d][ \x{a0}\x{202f}]?){10}[a-z\d](?:[ \x{a0}\x{202f}./\-]{0,2}\d{2})?\b`)
	// Any longer number: a SIREN, a SIRET, part of an account.
	longNumber = regexp.MustCompile(`\d(?:[ \x{a0}\x{202f}]?\d){8,}`)
)

// shortest is the least characters of an IBAN.
const shortest = 15

// cleaner takes names, numbers of accounts and what looks like a credential out of sentences.
type cleaner struct {
	names map[string][]words // by first word, longest first
}

// words is a name as it is looked for, and what stands for it.
type words struct {
	folded []string
	says   string
}

var kindFrench = map[string]string{"firm": "cabinet", "client": "client", "connector": "connecteur", "staff": "collaborateur", "person": "personne",
	"os": "compte de la machine"}

func newCleaner(names []Name) cleaner {
	c := cleaner{names: map[string][]words{}}
	for _, n := range names {
		says := "[" + kindFrench[n.Kind] + "]"
		if n.ID != 0 {
			says = "[" + kindFrench[n.Kind] + " n° " + strconv.FormatInt(n.ID, 10) + "]"
		}
		folded := foldedWords(n.Text)
		if n.Kind == "connector" && isPartner(n.Text) {
			continue // the partner's own name tells nothing of the firm
		}
		c.add(folded, says)
		if n.Kind == "staff" || n.Kind == "person" {
			c.add(turned(folded), says)
		}
	}
	for first := range c.names {
		slices.SortStableFunc(c.names[first], func(a, b words) int { return len(b.folded) - len(a.folded) })
	}
	return c
}

func (c cleaner) add(folded []string, says string) {
	if len(folded) == 0 || len(folded) == 1 && len([]rune(folded[0])) < 3 {
		return
	}
	c.names[folded[0]] = append(c.names[folded[0]], words{folded, says})
}

// turned is a person's name the other way round: « Martin Camille ».
func turned(folded []string) []string {
	if len(folded) < 2 {
		return nil
	}
	return append(slices.Clone(folded[1:]), folded[0])
}

func isPartner(name string) bool {
	return slices.ContainsFunc(firm.Partners, func(p firm.Partner) bool { return statement.Fold(p.Name) == statement.Fold(name) })
}

// clean takes all of it out of a sentence.
func (c cleaner) clean(text string) string {
	text = userInURL.ReplaceAllString(text, "${1}"+hidden+"@")
	text = address.ReplaceAllString(text, hidden)
	text = c.withoutNames(text)
	text = withoutNumbers(text)
	text = spoken.ReplaceAllString(text, "$1 "+hidden)
	text = named.ReplaceAllString(text, "$1$2"+hidden)
	text = path.ReplaceAllString(text, "$1[chemin masqué]")
	return credential.ReplaceAllStringFunc(text, func(word string) string {
		mixed := strings.ContainsFunc(word, unicode.IsDigit) && strings.ContainsFunc(word, unicode.IsLetter)
		if mixed || len(word) >= 32 {
			return hidden
		}
		return word
	})
}

// quotation is from the first mark to the last: what is quoted may hold some too.
var quotation = regexp.MustCompile(`(?s)«.*»`)

// unquoted is a clean sentence without what it quotes, which may be the partner's own words.
func (c cleaner) unquoted(text string) string {
	return c.clean(quotation.ReplaceAllString(text, "« … »"))
}

// withoutNumbers masks IBANs, RIBs and any longer number.
func withoutNumbers(text string) string {
	text = ibanLike.ReplaceAllStringFunc(text, func(found string) string {
		whole := iban.Normalize(found)
		if len(whole) < shortest {
			return found
		}
		return iban.IBAN(whole).Masked()
	})
	text = ribLike.ReplaceAllStringFunc(text, func(found string) string { return lastOf(found) })
	return longNumber.ReplaceAllString(text, hidden)
}

// lastOf is a number by its last four characters.
func lastOf(number string) string {
	n := strings.ReplaceAll(iban.Normalize(number), "/", "")
	return "… " + n[max(0, len(n)-4):]
}

// sign is what is kept of a code or the number of a request: short, without spaces.
var sign = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._:\-]{0,79}$`)

// code is a partner's code or request, if it looks like one and is no name or account.
func (c cleaner) code(text string) string {
	_, notIBAN := iban.Parse(text)
	if text != "" && (!sign.MatchString(text) || notIBAN == nil || ribLike.MatchString(text) || c.withoutNames(text) != text) {
		return hidden
	}
	return text
}

// withoutNames takes the known names out, whatever their case, accents and punctuation.
func (c cleaner) withoutNames(text string) string {
	spans := wordsOf(text)
	var b strings.Builder
	done := 0
	for i := 0; i < len(spans); i++ {
		n, says := c.nameAt(spans[i:])
		if n == 0 {
			continue
		}
		b.WriteString(text[done:spans[i].from])
		b.WriteString(says)
		done = spans[i+n-1].to
		i += n - 1
	}
	b.WriteString(text[done:])
	return b.String()
}

// nameAt is how many words make a known name from the first one on, 0 when none does.
func (c cleaner) nameAt(spans []span) (n int, says string) {
	for _, candidate := range c.names[spans[0].folded] {
		if len(candidate.folded) > len(spans) {
			continue
		}
		same := true
		for i, w := range candidate.folded {
			same = same && spans[i].folded == w
		}
		if same {
			return len(candidate.folded), candidate.says
		}
	}
	return 0, ""
}

// span is a word of a text.
type span struct {
	from, to int // in bytes
	folded   string
}

func wordsOf(text string) (spans []span) {
	from := -1
	for i, r := range text + " " {
		inside := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
		switch {
		case inside && from < 0:
			from = i
		case !inside && from >= 0:
			spans = append(spans, span{from, i, statement.Fold(text[from:i])})
			from = -1
		}
	}
	return spans
}

func foldedWords(text string) (folded []string) {
	for _, s := range wordsOf(text) {
		folded = append(folded, s.folded)
	}
	return folded
}
