package registry

import (
	"fmt"
	"strings"
	"unicode"

	"sobank/backend/fault"
	"sobank/backend/siren"
)

// The shortest and longest texts that are looked for. Recherche d'entreprises refuses less
// than three characters.
const (
	shortestText = 3
	longestText  = 200
)

// question is what is looked for: a number, or else a text.
type question struct {
	text  string // as it is sent
	siren siren.SIREN
	siret siren.SIRET
}

// ask reads what was typed. Errors: Invalid with the field « text ».
func ask(typed string) (question, error) {
	text := strings.Join(strings.Fields(strings.Map(unspaced, typed)), " ")
	digits := strings.ReplaceAll(strings.ReplaceAll(text, " ", ""), ".", "")
	if isDigits(digits) && len(digits) > 8 {
		return number(digits)
	}
	switch n := len([]rune(text)); {
	case n < shortestText:
		return question{}, fault.Newf(fault.Invalid, "Il faut au moins %d caractères pour chercher.", shortestText).WithField("text").
			WithHint("Donnez le nom de l'entreprise, son SIREN ou son SIRET.")
	case n > longestText:
		return question{}, fault.Newf(fault.Invalid, "Le texte cherché est trop long (%d caractères au plus).", longestText).WithField("text")
	}
	return question{text: text}, nil
}

// number reads a SIREN or a SIRET, whatever its key. Errors: Invalid with the field « text ».
func number(typed string) (question, error) {
	if s, err := siren.ParseSIREN(typed); err == nil {
		return question{text: string(s), siren: s}, nil
	}
	s, err := siren.ParseSIRET(typed)
	if err != nil {
		return question{}, fault.New(fault.Invalid, "Un SIREN a 9 chiffres, un SIRET en a 14.").WithField("text").
			WithHint("Vérifiez le numéro, ou cherchez par le nom.").WithCause(err)
	}
	return question{text: string(s), siren: s.SIREN(), siret: s}, nil
}

// warning is the sentence on a number with a wrong key, "" when there is none.
func (q question) warning() string {
	switch {
	case q.siret != "" && !q.siret.KeyOK():
		return fmt.Sprintf("La clé du SIRET %s est fausse : vérifiez qu'il est bien recopié.", q.siret.Format())
	case q.siret == "" && q.siren != "" && !q.siren.KeyOK():
		return fmt.Sprintf("La clé du SIREN %s est fausse : vérifiez qu'il est bien recopié.", q.siren.Format())
	}
	return ""
}

// key is the question as an answer is kept under it: « Jardins  SARL » and « jardins sarl »
// are one.
func (q question) key() string { return strings.ToLower(q.text) }

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// unspaced makes every space a space, and drops what cannot be seen.
func unspaced(r rune) rune {
	switch {
	case unicode.IsSpace(r):
		return ' '
	case unicode.IsControl(r), unicode.Is(unicode.Cf, r):
		return -1
	}
	return r
}
