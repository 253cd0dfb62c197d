package inqom

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"regexp"
	"strconv"

	"sobank/backend/deliver"
)

// failure says what a request without an answer means; setting is the French name of the
// address it went to. The error's own text is never shown: it quotes addresses.
func failure(ctx context.Context, err error, reached bool, setting string) error {
	network := "Vérifiez la connexion à Internet et « " + setting + " » dans le connecteur" + resumes
	b := back(deliver.ToRetry, codeCut, "La connexion avec Inqom a été coupée avant la fin de l'échange.", hintAlone)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case isCertificate(err):
		b = trouble(deliver.ToRetry, codeCertificate,
			"Le certificat présenté n'est pas celui d'Inqom, ou n'est pas reconnu : rien n'a été envoyé.",
			"Vérifiez la date de l'ordinateur et « "+setting+" » ; sinon un pare-feu, un antivirus ou un proxy intercepte la connexion : voyez votre service informatique.")
	case !reached && isTimeout(err):
		b = back(deliver.ToRetry, codeUnreached, "Inqom n'a pas pu être joint dans le temps prévu.", network)
	case !reached:
		b = back(deliver.ToRetry, codeUnreached, "Inqom n'a pas pu être joint.", network)
	case isTimeout(err):
		b = late()
	}
	b.receipt.Unreached = !reached
	return b
}

func late() *setback {
	return back(deliver.ToRetry, codeTime, "Inqom n'a pas répondu dans le temps prévu.", hintAlone)
}

func isTimeout(err error) bool {
	if errors.Is(err, context.DeadlineExceeded) {
		return true
	}
	ne, ok := errors.AsType[net.Error](err)
	return ok && ne.Timeout()
}

// isCertificate tells a refused certificate from a network that fails.
func isCertificate(err error) bool {
	_, verification := errors.AsType[*tls.CertificateVerificationError](err)
	_, authority := errors.AsType[x509.UnknownAuthorityError](err)
	_, name := errors.AsType[x509.HostnameError](err)
	_, invalid := errors.AsType[x509.CertificateInvalidError](err)
	return verification || authority || name || invalid
}

// unclear is the setback of a success that is not the expected one.
func (s session) unclear(a answer, setting string) *setback {
	var b *setback
	switch {
	case a.late:
		b = late()
	case a.tooBig:
		b = back(deliver.ToRetry, codeTooLong, "La réponse d'Inqom est plus longue que ce que le programme lit.", "Contactez le support.")
	case !a.whole:
		b = back(deliver.ToRetry, codeCut, "La réponse d'Inqom a été coupée avant sa fin.", hintAlone)
	default:
		b = back(deliver.ToRetry, codeUnclear, "Inqom a répondu autre chose que ce qui est attendu.",
			"Vérifiez « "+setting+" » dans le connecteur ; si elle est bonne, contactez le support.")
	}
	b.receipt.RequestID, b.status = s.requestID(a), a.status
	return b
}

// notTaken is a token that the API refuses although it was just given.
func (s session) notTaken(a answer) *setback {
	b := trouble(deliver.Refused, "HTTP-401", "Inqom accepte la connexion, puis refuse l'accès qu'il vient de donner.",
		"Vérifiez que « Adresse de l'API » et « Adresse de connexion » vont ensemble, et demandez à Inqom d'ouvrir son API à cet utilisateur ; puis testez.")
	b.receipt.PartnerMessage, b.receipt.RequestID, b.status = s.words(a), s.requestID(a), a.status
	return b
}

// gateway is what another answer than a success means. The shape of Inqom's own errors is
// not documented: the status decides.
func (s session) gateway(a answer, setting string) *setback {
	b := s.byStatus(a, setting)
	b.receipt.PartnerMessage, b.receipt.RequestID, b.status = s.words(a), s.requestID(a), a.status
	if b.receipt.State == deliver.ToRetry {
		b.receipt.NotBefore = notBefore(a.header, s.now())
	}
	return b
}

func (s session) byStatus(a answer, setting string) *setback {
	code := "HTTP-" + strconv.Itoa(a.status)
	switch {
	case a.status/100 == 3:
		return trouble(deliver.Refused, codeRedirect,
			"L'adresse d'Inqom renvoie vers une autre adresse : le programme ne la suit pas, pour ne pas y envoyer les identifiants.", "Vérifiez « "+setting+" » dans le connecteur.")
	case a.status >= http.StatusInternalServerError, a.status == http.StatusRequestTimeout, a.status == http.StatusTooManyRequests:
		return back(deliver.ToRetry, code, fmt.Sprintf("Inqom n'a pas pu répondre (erreur %d).", a.status), hintAlone)
	case a.status == http.StatusNotFound, a.status == http.StatusMethodNotAllowed, a.status == http.StatusGone:
		return trouble(deliver.Refused, code, fmt.Sprintf("L'adresse ne répond pas comme Inqom (erreur %d).", a.status), "Vérifiez « "+setting+" » dans le connecteur.")
	case a.status == http.StatusUnauthorized, a.status == http.StatusForbidden, a.status == http.StatusProxyAuthRequired:
		return trouble(deliver.Refused, code, fmt.Sprintf("L'accès à Inqom a été refusé (erreur %d).", a.status),
			"Demandez à Inqom d'ouvrir son API à cet utilisateur ; un pare-feu ou un proxy peut aussi bloquer l'adresse. Puis testez.")
	}
	return trouble(deliver.Refused, code, fmt.Sprintf("Inqom a refusé la demande (erreur %d).", a.status), "Vérifiez « "+setting+" » dans le connecteur ; si elle est bonne, contactez le support.")
}

// words is what an error says for itself, in the fields where such answers have it; "" for a
// page.
func (s session) words(a answer) string {
	var said struct {
		Message, Title, Detail, Error scalar
	}
	if !bytes.HasPrefix(bytes.TrimSpace(a.body), []byte("{")) || json.Unmarshal(a.body, &said) != nil {
		return ""
	}
	for _, text := range []scalar{said.Message, said.Detail, said.Title, said.Error} {
		if text != "" {
			return s.clean(string(text), longestWords)
		}
	}
	return ""
}

// requestID is what the partner's support may ask for, when there is one: not documented.
// What does not look like an identifier is not kept.
func (s session) requestID(a answer) string {
	for _, name := range []string{"Request-Id", "X-Request-Id", "X-Correlation-Id"} {
		if id := s.clean(a.header.Get(name), longestCode); plainID.MatchString(id) {
			return id
		}
	}
	return ""
}

var plainID = regexp.MustCompile(`^[A-Za-z0-9._:|-]+$`)
