package printing

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"sobank/backend/money"
	"sobank/backend/statement"
)

// alreadyShown marks, over a period, an operation that another statement brought.
const alreadyShown = "Opération déjà portée par un autre relevé reçu."

// lineOf is an operation with all that it says, in words.
func (s *Service) lineOf(o *statement.Operation) Line {
	l := Line{On: o.BookedOn, ValueOn: o.ValueOn, Label: o.Label, Amount: o.Amount}
	if o.RejectCode != "" {
		l.More = append(l.More, titled("Rejet", firstOf(s.Reject(o.RejectCode), o.RejectCode)))
	}
	l.More = append(l.More, s.complements(o.Details)...)
	if reference := squeeze(o.Reference); strings.Trim(reference, "0") != "" {
		l.More = append(l.More, titled("Référence", reference))
	}
	return l
}

// continued are the qualifiers whose lines go on from one another, by what they go on from.
var continued = map[string]string{"": "", "LIB": "", "LCC": "LCC", "LC2": "LCC"}

// zone is the length of a line of a message, in characters (CFONB, record 05). One that fills
// it was cut there, and goes on in the middle of a word or after the blank that follows.
const zone = 70

// complements says what the details say, each after the meaning of its qualifier, once for
// those that go on. A free label goes on from the operation's own.
func (s *Service) complements(details []statement.Detail) (lines []string) {
	before, cut := "", false
	for _, d := range details {
		text := complement(d)
		subject, goesOn := continued[d.Qualifier]
		if !goesOn {
			subject = d.Qualifier
		}
		switch {
		case text == "":
			continue
		case goesOn && subject == before && cut:
			lines[len(lines)-1] = squeeze(lines[len(lines)-1] + d.Text)
		case goesOn && subject == before:
			lines = append(lines, text)
		default:
			lines = append(lines, titled(firstOf(s.Qualifier(d.Qualifier), d.Qualifier), text))
		}
		before, cut = subject, subject == "LCC" && utf8.RuneCountInString(d.Text) == zone
	}
	return lines
}

// complement is the text of a detail: an amount as people write it, blanks of columns gone.
func complement(d statement.Detail) string {
	if d.Qualifier == "MMO" || d.Qualifier == "FEE" {
		if text, ok := amountIn(d.Text); ok {
			return text
		}
	}
	return squeeze(d.Text)
}

// amountIn reads the head of a MMO or FEE: currency 3, decimals 1, amount 14 without a sign
// (CFONB, « Relevé de compte », record 05).
func amountIn(text string) (string, bool) {
	if len(text) < 18 {
		return "", false
	}
	currency, decimals := text[:3], int(text[3]-'0')
	minor, err := strconv.ParseInt(text[4:18], 10, 64)
	if err != nil || minor < 0 || decimals < 0 || decimals > 9 || strings.ToUpper(currency) != currency || strings.TrimSpace(currency) != currency {
		return "", false
	}
	return money.Amount{Minor: minor, Currency: money.Currency{Code: currency, Decimals: decimals}}.French(), true
}

func titled(title, text string) string {
	if title == "" {
		return text
	}
	return title + " : " + text
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

func firstOf(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}
