package myunisoft

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"

	"sobank/backend/deliver"
)

// gateway is what an answer without the documented envelope means: something between us
// and the partner spoke. Of 5xx nobody knows whether the partner had the statement.
func (s session) gateway(a answer, e errand) deliver.Receipt {
	r := gatewaySays(a.status, e)
	r.Code = "HTTP-" + strconv.Itoa(a.status)
	if (!a.whole && !a.tooBig || brokenJSON(a.body)) && a.status < http.StatusInternalServerError {
		r = cutShort().receipt // refused, its reason lost: asking again brings it
	}
	r.RequestID = s.requestID(a, problem{})
	if r.State == deliver.ToRetry {
		r.NotBefore = notBefore(a.header, s.now())
	}
	return r
}

// brokenJSON reports whether a body is the beginning of a JSON object: an answer of the
// partner's that was cut on the way, though it ended well.
func brokenJSON(body []byte) bool { return isObject(body) && !json.Valid(body) }

func gatewaySays(status int, e errand) deliver.Receipt {
	switch status {
	case http.StatusTooManyRequests:
		return deliver.Receipt{State: deliver.ToRetry, Message: saysRate, Hint: hintAlone}
	case http.StatusNotFound, http.StatusMethodNotAllowed, http.StatusGone:
		return deliver.Receipt{State: deliver.Refused, Trouble: true, Message: fmt.Sprintf("L'adresse de l'API ne répond pas comme MyUnisoft (erreur %d).", status),
			Hint: "Vérifiez « Adresse de l'API » dans le connecteur ; MyUnisoft documente https://api.myunisoft.fr/api/v1."}
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusProxyAuthRequired:
		return deliver.Receipt{State: deliver.Refused, Trouble: true, Message: fmt.Sprintf("L'accès à MyUnisoft a été refusé en chemin (erreur %d).", status),
			Hint: "Un pare-feu ou un proxy peut bloquer l'adresse : voyez votre service informatique, puis testez la connexion."}
	case http.StatusRequestEntityTooLarge:
		return deliver.Receipt{State: deliver.Refused, Inside: true, Message: "MyUnisoft trouve l'envoi trop gros.", Hint: "Contactez le support : le relevé doit être importé à la main dans MyUnisoft."}
	}
	if status >= http.StatusInternalServerError || status == http.StatusRequestTimeout {
		return noAnswer(status, e)
	}
	return deliver.Receipt{State: deliver.Refused, Message: fmt.Sprintf("MyUnisoft a refusé %s sans dire pourquoi (erreur %d).", e.thing, status), Hint: hintAddressOrSupport}
}

func noAnswer(status int, e errand) deliver.Receipt {
	message := fmt.Sprintf("MyUnisoft n'a pas répondu lui-même (erreur %d)", status)
	if e.left {
		return deliver.Receipt{State: deliver.ToRetry, Doubt: deliver.Unanswered, Message: message + " : on ne sait pas s'il a reçu le relevé.", Hint: hintDoubt}
	}
	return deliver.Receipt{State: deliver.ToRetry, Message: message + ".", Hint: hintAlone}
}
