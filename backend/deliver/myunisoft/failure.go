package myunisoft

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"

	"sobank/backend/deliver"
)

const (
	hintAlone            = "Rien à faire : l'envoi reprendra de lui-même."
	hintNetwork          = "Vérifiez la connexion à Internet et « Adresse de l'API » dans le connecteur ; l'envoi reprendra de lui-même."
	hintDoubt            = "Rien à faire : l'envoi reprendra de lui-même, et MyUnisoft écarte ce qu'il a déjà."
	hintAddressOrSupport = "Vérifiez « Adresse de l'API » dans le connecteur ; si elle est bonne, contactez le support avec l'identifiant de la requête."
)

// failure says what a request without an answer means. The error's own text is never
// shown: it quotes addresses.
//
//   - reached: a connection was there, TLS included
//   - left: the whole statement was on its way, so it may have arrived
func failure(ctx context.Context, err error, reached, left bool) *setback {
	s := failureOf(ctx, err, reached, left)
	if left {
		s.receipt.Doubt = deliver.Unanswered
	}
	s.receipt.Unreached = !reached && !left && ctx.Err() == nil
	return s
}

func failureOf(ctx context.Context, err error, reached, left bool) *setback {
	timeout := isTimeout(err)
	switch {
	case errors.Is(ctx.Err(), context.Canceled):
		return back(deliver.ToRetry, codeStopped, "L'échange avec MyUnisoft a été interrompu.", hintAlone)
	case isCertificate(err):
		return trouble(deliver.ToRetry, codeCertificate,
			"Le certificat présenté n'est pas celui de MyUnisoft, ou n'est pas reconnu : rien n'a été envoyé.",
			"Vérifiez la date de l'ordinateur et « Adresse de l'API » ; sinon un pare-feu, un antivirus ou un proxy intercepte la connexion : voyez votre service informatique.")
	case !reached && timeout:
		return back(deliver.ToRetry, codeUnreached, "MyUnisoft n'a pas pu être joint dans le temps prévu.", hintNetwork)
	case !reached:
		return back(deliver.ToRetry, codeUnreached, "MyUnisoft n'a pas pu être joint.", hintNetwork)
	case timeout && left:
		return back(deliver.ToRetry, codeTime, "Le relevé est parti en entier, mais MyUnisoft n'a pas répondu dans le temps prévu.", hintDoubt)
	case timeout:
		return back(deliver.ToRetry, codeTime, "MyUnisoft n'a pas répondu dans le temps prévu.", hintAlone)
	case left:
		return back(deliver.ToRetry, codeCut, "Le relevé est parti en entier, mais la connexion a été coupée avant la réponse de MyUnisoft.", hintDoubt)
	}
	return back(deliver.ToRetry, codeCut, "La connexion avec MyUnisoft a été coupée avant la fin de l'échange.", hintAlone)
}

// cutShort is an answer that began and did not end.
func cutShort() *setback {
	return back(deliver.ToRetry, codeCut, "La réponse de MyUnisoft a été coupée avant sa fin.", hintAlone)
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
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return true
	}
	if _, ok := errors.AsType[x509.UnknownAuthorityError](err); ok {
		return true
	}
	if _, ok := errors.AsType[x509.HostnameError](err); ok {
		return true
	}
	_, ok := errors.AsType[x509.CertificateInvalidError](err)
	return ok
}
