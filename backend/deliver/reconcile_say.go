package deliver

import (
	"strconv"
	"strings"

	"sobank/backend/firm"
)

// conclude says what came of the comparison.
func (r *Reconciliation) conclude() {
	partner, _ := firm.PartnerOf(r.Connector.Partner)
	r.Clean = r.Total.Explained()
	if r.Answers {
		r.Sentence = r.Total.Sentence(partner.Name)
	} else {
		r.Sentence, r.Advice = r.Place.sentence(partner), r.Place.advice()
		r.Clean = r.Clean && r.Place.clean()
	}
	if said := r.Total.Advice(partner.Name); said != "" {
		r.Advice = strings.TrimSpace(said + " " + r.Advice)
	}
}

// Sentence says what became of what was sent: « 128 opérations envoyées, 126 intégrées, 2 à 0 €
// écartées par MyUnisoft. »
func (t Tally) Sentence(partner string) string {
	if t.Statements == 0 && t.Unclear == 0 {
		return "Aucun envoi sur cette période."
	}
	said := []string{many(t.Sent, "opération envoyée", "opérations envoyées"), many(t.Taken, "intégrée", "intégrées")}
	for _, part := range []struct {
		n         int
		one, some string
	}{
		{t.Zero, "à 0 € écartée par " + partner, "à 0 € écartées par " + partner},
		{t.Had, "que " + partner + " avait déjà", "que " + partner + " avait déjà"},
		{t.Unsaid, "sans réponse chiffrée", "sans réponse chiffrée"},
		{t.Missing, "non intégrée, sans explication", "non intégrées, sans explication"},
		{t.Excess, "intégrée en trop, sans explication", "intégrées en trop, sans explication"},
	} {
		if part.n > 0 {
			said = append(said, many(part.n, part.one, part.some))
		}
	}
	sentence := strings.Join(said, ", ")
	if t.Unclear > 0 {
		sentence += " ; " + many(t.Unclear, "relevé est à vérifier", "relevés sont à vérifier")
	}
	return sentence + "."
}

// Advice is what to do about what is unexplained, "" when all is explained.
func (t Tally) Advice(partner string) string {
	var said []string
	if t.Missing > 0 {
		said = append(said, "Regardez dans "+partner+" si les opérations manquantes y étaient déjà ; sinon donnez à son support l'identifiant de la requête.")
	}
	if t.Excess > 0 {
		said = append(said, partner+" dit avoir pris plus d'opérations qu'il n'en est parti : donnez à son support l'identifiant de la requête.")
	}
	if t.Unclear > 0 {
		said = append(said, "Dites sur chaque envoi à vérifier s'il est arrivé.")
	}
	return strings.Join(said, " ")
}

func (l *Look) sentence(partner firm.Partner) string {
	if l.Deposited == 0 && len(l.Files) == 0 && l.Problem == "" {
		return "Aucun fichier déposé sur cette période, et rien dans la place."
	}
	said := many(l.Deposited, "fichier déposé", "fichiers déposés") + " (" + many(l.Statements, "relevé", "relevés") + ")"
	if l.Problem != "" {
		return said + " ; leur place n'a pas pu être regardée."
	}
	taker := partner.Name
	if partner.Other {
		taker = "l'outil"
	}
	switch {
	case l.Cut:
		said += " : au moins " + many(l.Waiting, "encore là", "encore là") + " ; la place contient trop de fichiers pour être lue en entier"
	case l.Deposited > 0:
		said += " : " + many(l.Waiting, "encore là", "encore là") + ", " + many(l.Taken, "pris par "+taker, "pris par "+taker)
	}
	var odd []string
	for _, part := range []struct {
		fate      FileFate
		one, some string
	}{
		{FileOther, "fichier d'une autre taille", "fichiers d'une autre taille"},
		{FileUnclear, "fichier d'un envoi pas encore confirmé", "fichiers d'envois pas encore confirmés"},
		{FileLeftOver, "reste d'un envoi coupé", "restes d'envois coupés"},
		{FileUnknown, "fichier inconnu", "fichiers inconnus"},
	} {
		if n := l.count(part.fate); n > 0 {
			odd = append(odd, many(n, part.one, part.some))
		}
	}
	if len(odd) > 0 {
		said += " ; " + strings.Join(odd, ", ")
	}
	return said + "."
}

func (l *Look) clean() bool {
	return l.Problem == "" && !l.Cut && l.count(FileOther)+l.count(FileUnclear)+l.count(FileLeftOver)+l.count(FileUnknown) == 0
}

func (l *Look) advice() string {
	var said []string
	if l.count(FileOther) > 0 {
		said = append(said, "Un fichier d'une autre taille a été changé depuis son dépôt : demandez à qui tient cette place ce qu'il en est, avant que l'outil ne le prenne.")
	}
	if l.count(FileUnclear) > 0 {
		said = append(said, "Un envoi pas encore confirmé se termine dans « Envois ».")
	}
	if l.count(FileLeftOver) > 0 {
		said = append(said, "Un reste « .part » peut être supprimé : l'envoi coupé est reparti sous un autre nom provisoire.")
	}
	if l.count(FileUnknown) > 0 {
		said = append(said, "Un fichier inconnu n'a pas été déposé par ce connecteur : rien n'y a été touché.")
	}
	return strings.Join(said, " ")
}

// many is a number with its noun.
func many(n int, one, some string) string {
	if n > 1 {
		return count(n) + " " + some
	}
	return count(n) + " " + one
}

// count writes a number with narrow spaces between its thousands.
func count(n int) string {
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "\u202f" + digits[i:]
	}
	return digits
}
