package mt940

import (
	"regexp"
	"strings"

	"sobank/backend/charset"
	"sobank/backend/draft"
	"sobank/backend/statement"
)

// said is what a :86: says, by meaning.
type said struct {
	kind, text             string
	name, account, bank    string
	endToEnd, mandate, ics string
	batch                  string
	gvc                    string // the German banks' code of the operation, « 166 »
}

// describe reads a :86: into an operation.
func describe(o *statement.Operation, text string) {
	var s said
	switch {
	case german.MatchString(text):
		s.readGerman(text)
	case slashes.MatchString(strings.ReplaceAll(text, "\n", "")):
		s.readSlashes(strings.ReplaceAll(text, "\n", ""))
	default:
		s.text = charset.Clean(text)
	}
	add := func(qualifier, text string) {
		if text != "" {
			o.Details = append(o.Details, statement.Detail{Qualifier: qualifier, Text: text})
		}
	}
	name, account := "NBE", "CBE" // whom a debit goes to
	if o.Amount > 0 {
		name, account = "NPY", "CPY"
	}
	if s.gvc != "" {
		o.BankCode = strings.Trim(o.BankCode+"/"+s.gvc, "/")
	}
	before := o.Label
	if o.Label = first(s.text, s.kind, s.name, before); len([]rune(o.Label)) > maxLabel {
		o.Label = strings.TrimSpace(string([]rune(o.Label)[:maxLabel]))
	}
	add(name, s.name)
	add(account, s.account)
	add("BDB", s.bank)
	add("RCN", s.endToEnd)
	add("RUM", s.mandate)
	add("IBE", s.ics)
	add("REF", s.batch)
	if s.text != o.Label {
		o.Details = append(o.Details, draft.Remittance("LCC", s.text)...)
	}
	if s.kind != "" && s.kind != o.Label {
		o.Details = append(o.Details, draft.Remittance("LCC", s.kind)...)
	}
	if before != "" && before != o.Label {
		o.Details = append(o.Details, draft.Remittance("LCC", before)...)
	}
}

// maxLabel is the longest label, in characters; the whole text is among the complements then.
const maxLabel = 140

func first(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// german is three digits, then sub-fields of two digits behind a mark of the bank's choice.
var german = regexp.MustCompile(`^\d{3}([?>$#]|<)\d{2}`)

func (s *said) readGerman(text string) {
	mark := text[3:4]
	s.gvc = text[:3]
	var remittance strings.Builder
	for i, part := range strings.Split(strings.ReplaceAll(text, "\n", ""), mark) {
		if i == 0 || len(part) < 2 {
			continue
		}
		code, value := part[:2], part[2:]
		switch {
		case code == "00":
			s.kind = charset.Clean(value)
		case code >= "20" && code <= "29", code >= "60" && code <= "63":
			remittance.WriteString(value)
		case code == "30":
			s.bank = charset.Clean(value)
		case code == "31":
			s.account = charset.Clean(value)
		case code == "32", code == "33":
			s.name = charset.Clean(s.name + value)
		}
	}
	s.readSEPA(remittance.String())
}

// sepa are the words before what they name in a SEPA remittance.
var sepa = regexp.MustCompile(`(EREF|KREF|MREF|CRED|DEBT|SVWZ|ABWA|ABWE|IBAN|BIC)\+`)

func (s *said) readSEPA(text string) {
	marks := sepa.FindAllStringSubmatchIndex(text, 100)
	if len(marks) == 0 {
		s.text = charset.Clean(text)
		return
	}
	s.text = charset.Clean(text[:marks[0][0]])
	for i, m := range marks {
		end := len(text)
		if i+1 < len(marks) {
			end = marks[i+1][0]
		}
		s.name1(text[m[2]:m[3]], charset.Clean(text[m[1]:end]))
	}
}

func (s *said) name1(word, value string) {
	switch word {
	case "EREF":
		s.endToEnd = unless(value, "NOTPROVIDED")
	case "KREF", "PREF":
		s.batch = unless(value, "NONREF")
	case "MREF", "MARF":
		s.mandate = value
	case "CRED", "CSID":
		s.ics = value
	case "SVWZ", "REMI":
		s.text = charset.Clean(s.text + " " + strings.TrimPrefix(value, "USTD//"))
	case "IBAN", "ACCW":
		s.account = value
	case "BIC":
		s.bank = value
	case "NAME", "ABWA", "ABWE":
		s.name = first(s.name, value)
	default:
		s.text = charset.Clean(s.text + " " + value)
	}
}

func unless(value, none string) string {
	if value == none {
		return ""
	}
	return value
}

// slashes are the words of the Dutch and Belgian banks.
var slashes = regexp.MustCompile(`/(EREF|REMI|NAME|IBAN|BIC|MARF|CSID|TRTP|PREF|BENM|ORDP|CNTP|RTRN|UDTR|UCRD|PURP|ADDR|ID)/`)

func (s *said) readSlashes(text string) {
	marks := slashes.FindAllStringSubmatchIndex(text, 100)
	s.text = charset.Clean(text[:marks[0][0]])
	for i, m := range marks {
		end := len(text)
		if i+1 < len(marks) {
			end = marks[i+1][0]
		}
		word, value := text[m[2]:m[3]], charset.Clean(strings.TrimRight(text[m[1]:end], "/"))
		switch word {
		case "TRTP":
			s.kind = value
		case "BENM", "ORDP", "UDTR", "UCRD": // what they hold follows
		case "CNTP":
			s.counterparty(value)
		case "PURP", "ADDR", "ID", "RTRN":
			s.text = charset.Clean(s.text + " " + value)
		default:
			s.name1(word, value)
		}
	}
}

// counterparty is account, bank, name and town, in that order.
func (s *said) counterparty(value string) {
	parts := strings.SplitN(value, "/", 4)
	for i, into := range []*string{&s.account, &s.bank, &s.name} {
		if i < len(parts) {
			*into = charset.Clean(parts[i])
		}
	}
}
