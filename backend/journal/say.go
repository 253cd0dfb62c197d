package journal

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

const systemName = "Système"

// Who is who did it: « Camille Martin », « Système (compte de la machine) ».
func (r Row) Who() string {
	switch {
	case phrases[r.Action].unproven:
		return within("Non identifié", r.OSAccount)
	case r.StaffID == 0:
		return within(systemName, r.OSAccount)
	}
	return erasedOr(r.StaffName, r.StaffID)
}

func within(name, osAccount string) string {
	if osAccount == "" {
		return name
	}
	return name + " (" + osAccount + ")"
}

func erasedOr(name string, id int64) string {
	if name == "" {
		return fmt.Sprintf("n° %d, effacé", id)
	}
	return name
}

// Said is what was done, to stand beside the name: « A créé le client « Jardins SARL » ».
func (r Row) Said() string {
	said := r.words()
	first, size := utf8.DecodeRuneInString(said)
	return string(unicode.ToUpper(first)) + said[size:]
}

// Sentence is the whole: who did what.
func (r Row) Sentence() string {
	if phrases[r.Action].unproven {
		return r.Said() + "."
	}
	return r.Who() + " " + r.words() + "."
}

func (r Row) words() string {
	p, known := phrases[r.Action]
	if !known {
		return "a fait « " + r.Action + " »" // a later version of the program wrote it
	}
	text := p.words
	if r.Action == "account.associate" && r.number("connector") == 0 && r.Facts["connector"] != nil {
		text = "a retiré le connecteur de l'IBAN {o}"
	}
	text = strings.NewReplacer("{o}", r.object(), "{firm}", named(r.FirmName, r.FirmID), "{connector}", r.connector()).Replace(text)
	if counts := r.counts(p.counts); counts != "" {
		text += " : " + counts
	}
	return text
}

// plain are the objects whose names need no quotes.
var plain = map[string]bool{"staff": true, "account": true, "statement": true, "delivery": true}

func (r Row) object() string {
	if r.ObjectName != "" && plain[r.Object] {
		return r.ObjectName
	}
	return named(r.ObjectName, r.ObjectID)
}

func named(name string, id int64) string {
	if name == "" {
		return erasedOr("", id)
	}
	return "« " + name + " »"
}

func (r Row) connector() string {
	if r.Facts["connector"] == nil {
		return "un connecteur"
	}
	return named(r.Connector, r.number("connector"))
}

// number is a fact that is one, else 0.
func (r Row) number(fact string) int64 {
	n, _ := r.Facts[fact].(json.Number)
	value, _ := n.Int64()
	return value
}

// counted is how a count is said, one and many.
var counted = map[string][2]string{
	"statements": {"relevé", "relevés"}, "operations": {"opération", "opérations"}, "rows": {"ligne", "lignes"},
	"clients": {"client", "clients"}, "accounts": {"IBAN", "IBAN"}, "changed": {"modification", "modifications"},
	"papers": {"document", "documents"},
}

func (r Row) counts(facts []string) string {
	var said []string
	for _, fact := range facts {
		if r.Facts[fact] == nil {
			continue
		}
		n := r.number(fact)
		word := counted[fact][0]
		if n > 1 {
			word = counted[fact][1]
		}
		said = append(said, strconv.FormatInt(n, 10)+" "+word)
	}
	return strings.Join(said, ", ")
}
