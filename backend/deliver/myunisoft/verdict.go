package myunisoft

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"

	"sobank/backend/deliver"
)

// accepted reads the documented success, {"rows_number":128}: the movements that MyUnisoft
// took. It skips what it already has and movements of no amount without saying so, so that
// none taken means that all was there. A success without its number proves nothing.
func (s session) accepted(a answer, p deliver.Parcel) deliver.Receipt {
	n, ok := rowsNumber(a.body)
	if !a.whole || !ok {
		return s.doubtful(a)
	}
	r := deliver.Receipt{State: deliver.Integrated, Integrated: &n, RequestID: s.requestID(a, problem{})}
	switch {
	case n == 0:
		r.State = deliver.AlreadyIntegrated
		r.Message = "MyUnisoft avait déjà toutes les opérations de ce relevé."
	case n < p.Operations:
		r.Message = fmt.Sprintf("MyUnisoft a intégré %s sur %d : il écarte celles qu'il a déjà et celles d'un montant nul.", operations(n), p.Operations)
	default:
		r.Message = "MyUnisoft a intégré " + operations(n) + "."
	}
	return r
}

func operations(n int) string {
	if n == 1 {
		return "1 opération"
	}
	return strconv.Itoa(n) + " opérations"
}

func rowsNumber(body []byte) (n int, ok bool) {
	var said struct {
		Rows scalar `json:"rows_number"`
	}
	if json.Unmarshal(body, &said) != nil {
		return 0, false
	}
	n, err := strconv.Atoi(string(said.Rows))
	return n, err == nil && n >= 0
}

// settled is what an answer other than a success means for a statement. IMPORT15 is both
// « nothing found in the file » and « already imported »: after our own check of the file
// the first is unlikely, and the second certain only when an earlier attempt may have
// arrived.
func (s session) settled(a answer, p deliver.Parcel, left bool) deliver.Receipt {
	r := s.refusal(a, errand{thing: "ce relevé", left: left})
	if r.Code != codeNothingNew {
		return r
	}
	r.State, r.Message, r.Hint = deliver.ToCheck,
		"MyUnisoft n'a trouvé aucune opération à prendre : il les a déjà, ou n'a pas su lire le fichier.",
		"Regardez dans MyUnisoft si les opérations de ce relevé y sont, puis dites-le avec « Il y est » ou « Il n'y est pas » ; si elles manquent encore ensuite, contactez le support avec l'identifiant de la requête."
	r.Doubt = deliver.Answered // until a person has looked, it may be there
	if p.Doubt == deliver.Unanswered {
		r.State, r.Message, r.Hint = deliver.AlreadyIntegrated, "MyUnisoft avait déjà ce relevé : il était arrivé lors d'un envoi précédent.", ""
		r.Doubt = deliver.NoDoubt
	}
	return r
}

// errand is what an answer answers.
type errand struct {
	thing string // in French: a statement, or a question
	left  bool   // a statement was in it, and left whole
}

// refusal is what an answer other than a success means. The code decides; the status only
// for a code that is not known. Without a code a gateway answered instead of the partner.
func (s session) refusal(a answer, e errand) deliver.Receipt {
	if a.status/100 == 3 {
		return s.redirected(a)
	}
	p, ok := parseProblem(a.body)
	m, known := meaningOf(p.code)
	if !ok || !known && !p.enveloped && a.status >= http.StatusInternalServerError {
		return s.gateway(a, e)
	}
	if !known {
		m = s.guess(a.status, p, e)
	}
	if s.door != nil && m.hint == hintNewToken {
		m.hint = hintSignIn
	}
	r := deliver.Receipt{State: m.kind.state(), Trouble: m.kind == connector, Code: s.clean(p.code, longestCode), Message: m.says, Hint: m.hint,
		PartnerMessage: s.clean(p.message, longestWords), RequestID: s.requestID(a, p), Inside: inside[p.code]}
	if m.kind == passing {
		r.NotBefore = notBefore(a.header, s.now())
		if e.left && a.status >= http.StatusInternalServerError && p.code != "ERR-API-UNDER-MAINTENANCE" {
			r.Doubt = deliver.Answered // its error may have come after the import
		}
	}
	return r
}

// guess is the meaning of a code that is not in the table.
func (s session) guess(status int, p problem, e errand) meaning {
	quoted := "MyUnisoft a refusé " + e.thing + ", avec un code que le programme ne connaît pas."
	if words := s.clean(p.message, 200); words != "" {
		quoted = "MyUnisoft a refusé " + e.thing + " : « " + words + " »."
	}
	switch {
	case status == http.StatusTooManyRequests:
		return meaning{passing, saysRate, hintAlone}
	case status >= http.StatusInternalServerError:
		return meaning{passing, "MyUnisoft a rencontré une erreur de son côté.", hintAlone}
	case status == http.StatusUnauthorized:
		return meaning{connector, "MyUnisoft n'a pas reconnu les identifiants du connecteur.", hintNewToken}
	}
	return meaning{statement, quoted, "Contactez le support avec le code et l'identifiant de la requête."}
}

// redirected is an answer that sends elsewhere. It is not followed.
func (s session) redirected(a answer) deliver.Receipt {
	r := trouble(deliver.Refused, codeRedirect,
		"L'adresse de l'API renvoie vers une autre adresse : le programme ne la suit pas, pour ne pas y envoyer les identifiants.",
		"Vérifiez « Adresse de l'API » dans le connecteur.").receipt
	r.RequestID = s.requestID(a, problem{})
	return r
}
